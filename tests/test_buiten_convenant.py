# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What falls outside the agreement and is caught by nobody: one clear page, nothing stored."""

import pytest
from django.db import IntegrityError, connection
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from deelwijs.config import urls as root
from deelwijs.convenant.grens import BuitenConvenant
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij.models import Partij

pytestmark = [pytest.mark.django_db, pytest.mark.eis("C6")]


def refuses(request):
    Partij.objects.filter(pk=request.user.partij_id).update(plaats="Halverwege")
    raise BuitenConvenant("geen_versie", dag="1 mei 2030")


def wall(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT convenant_weiger('doel')")
    return HttpResponse()


def other(request):
    raise IntegrityError("something else")


urlpatterns = [path("weiger/", refuses), path("muur/", wall), path("anders/", other), *root.urlpatterns]
handler403, handler404, handler500 = root.handler403, root.handler404, root.handler500


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("address", "zin"), [("/weiger/", "Er geldt op die dag geen convenant"), ("/muur/", "Ga terug")]
)
def test_it_is_a_page_with_the_reason_and_nothing_is_kept(client, ingelogd, mensen, address, zin):
    answer = ingelogd(client, mensen.hugo).get(address)
    assert answer.status_code == 403
    assert zin in answer.content.decode()
    with in_kring(Kring(rol="beheer")):
        assert not Partij.objects.filter(plaats="Halverwege").exists()


@override_settings(ROOT_URLCONF=__name__)
def test_another_fault_of_the_database_is_not_hidden(client, ingelogd, mensen):
    client.raise_request_exception = False
    assert ingelogd(client, mensen.hugo).get("/anders/").status_code == 500
