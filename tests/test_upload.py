# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A file comes in through memory only, one at a time, of a bounded size, and from nobody who is not logged in."""

import tempfile

import pytest
from conftest import Mensen
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import Client, RequestFactory

from deelwijs.casus.bestanden import GROOTSTE

pytestmark = pytest.mark.eis("D3")


def test_a_file_from_nobody_is_refused(client: Client) -> None:
    form = {"doe": "begin", "publiek": "ouder", "bijlage": SimpleUploadedFile("brief.pdf", b"%PDF-1.7")}
    assert client.post("/mag-ik-dit-delen/", form).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("size", [0, 1, GROOTSTE])
def test_a_file_of_who_is_logged_in_stays_in_memory(
    rf: RequestFactory, mensen: Mensen, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_file(*args: object, **kwargs: object) -> None:
        raise AssertionError("a temporary file holds what somebody uploads")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, no_file)
    request = rf.post("/", {"bijlage": SimpleUploadedFile("brief.pdf", b"x" * size)})
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "een sessie"
    request.user = mensen.bram
    [found] = request.FILES.values()
    assert isinstance(found, InMemoryUploadedFile)
    assert found.size == size
    assert len(found.read()) == size


@pytest.mark.django_db
def test_a_file_that_is_too_large_is_refused_before_it_is_read(rf: RequestFactory, mensen: Mensen) -> None:
    request = rf.post("/", {"bijlage": SimpleUploadedFile("brief.pdf", b"x" * (GROOTSTE + 300_000))})
    request.user = mensen.bram
    with pytest.raises(RequestDataTooBig):
        _ = request.FILES
    request = rf.post("/", {"bijlage": SimpleUploadedFile("brief.pdf", b"x" * (GROOTSTE + 1))})
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "een sessie"
    request.user = mensen.bram
    with pytest.raises(RequestDataTooBig):
        _ = request.FILES
