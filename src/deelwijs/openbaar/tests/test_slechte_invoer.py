# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Whatever comes in, the page answers with a page: 200, 302 or 400, never a 500."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deelwijs.openbaar.tests.formulier import VRAAG
from deelwijs.toets.loader import load_shipped

KENNIS = load_shipped()
NAMEN = [
    *("publiek", "peildatum", "lezing", "scenario", "vraag", "doe", "antwoord", "antwoord_dag", "antwoord_maand"),
    *("antwoord_jaar", "dag_dag", "dag_maand", "dag_jaar", "thema", "terug", "opnieuw", "motief"),
    *(f"a_{naam}" for naam in KENNIS.feiten),
]
WAARDEN = sorted({
    *("professional", "ouder", "jongere", "streng", "rekkelijk", "begin", "verder", "vorige", "antwoord", "weet_niet"),
    *("vraag:", "vraag:leeftijd", "2026-11-22", "0000-00-00", "9999-12-31", "12..15", "..", "..9"),
    *("-1", "15", "", "\x00"),
    *(a for feit in KENNIS.feiten.values() for a in feit.antwoorden),
    *KENNIS.feiten, *KENNIS.scenarios,
})  # fmt: skip
tekst = st.one_of(st.sampled_from(WAARDEN), st.text(max_size=40), st.integers().map(str))
velden = st.lists(st.tuples(st.one_of(st.sampled_from(NAMEN), st.text(max_size=15)), tekst), max_size=14)
FUZZ = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def answer(form: list[tuple[str, str]], **vast: str) -> Any:
    body = urlencode([*vast.items(), *form], errors="surrogatepass")
    return Client(raise_request_exception=False).post(VRAAG, body, content_type="application/x-www-form-urlencoded")


@FUZZ
@given(velden)
def test_no_form_breaks_the_page(form: list[tuple[str, str]]) -> None:
    assert answer(form).status_code in (200, 302, 400)


@FUZZ
@given(velden, st.sampled_from(["verder", "antwoord", "begin", "vorige"]), st.sampled_from(sorted(KENNIS.feiten)))
def test_no_answer_breaks_a_conversation(form: list[tuple[str, str]], doe: str, vraag: str) -> None:
    form = [(naam, waarde) for naam, waarde in form if naam not in ("publiek", "doe", "vraag")]
    assert answer(form, publiek="ouder", doe=doe, vraag=vraag).status_code in (200, 302, 400)


@FUZZ
@given(velden)
def test_no_query_string_changes_anything(form: list[tuple[str, str]]) -> None:
    client = Client(raise_request_exception=False)
    query = urlencode(form, errors="surrogatepass")
    assert client.get(f"/?{query}").status_code == 200
    page = client.get(f"{VRAAG}?{query}")
    assert (page.status_code, page["Location"]) == (302, "/")


@pytest.mark.parametrize(
    ("body", "soort"),
    [
        (b"\xff\xfe\x00", "application/x-www-form-urlencoded"),
        (b"publiek=%ff%fe&vraag=%00", "application/x-www-form-urlencoded"),
        ("publiek=ouder".encode("utf-16"), "application/x-www-form-urlencoded; charset=utf-16"),
        (b"publiek=ouder", "application/x-www-form-urlencoded; charset=bestaat-niet"),
        (b"--x\r\nonzin", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"<a/>", "text/xml"),
        (b"a=1&" * 5000, "application/x-www-form-urlencoded"),
        (b"motief=" + b"x" * 10_000_000, "application/x-www-form-urlencoded"),
        (b"publiek=ouder&doe=verder&vraag=leeftijd&antwoord=" + b"9" * 200_000, "application/x-www-form-urlencoded"),
    ],
    ids=lambda waarde: waarde[:20] if isinstance(waarde, bytes) else waarde[:30],
)
def test_a_body_that_is_no_form_gets_a_page(body: bytes, soort: str) -> None:
    page = Client(raise_request_exception=False).generic("POST", VRAAG, body, content_type=soort)
    assert page.status_code in (200, 400)
    assert "<main" in page.content.decode()


def test_a_file_is_refused() -> None:
    bestand = SimpleUploadedFile("dossier.pdf", b"%PDF-", content_type="application/pdf")
    page = Client(raise_request_exception=False).post(VRAAG, {"publiek": "ouder", "antwoord": bestand})
    assert page.status_code == 400


@pytest.mark.parametrize("methode", ["put", "delete", "patch", "options"])
def test_only_looking_and_sending_are_possible(client: Client, methode: str) -> None:
    assert getattr(client, methode)(VRAAG).status_code == 405
    assert getattr(client, methode)("/").status_code == 405
