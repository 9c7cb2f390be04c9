# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The pages of the log: for the FG, for yourself, and for nobody else."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from deelwijs.logboek import namen, views
from deelwijs.logboek.actions import log
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Regel, Uitkomst
from deelwijs.logboek.tests.conftest import ANOUK, BRAM, FG_SCHOOL, OP, Mens, key
from deelwijs.logboek.uitvoer import cell

pytestmark = [pytest.mark.django_db, pytest.mark.eis("B3")]
COLLEGA = "=Bram <b>de</b> Wit"


@pytest.fixture(autouse=True)
def names() -> Iterator[None]:
    """Names as a higher folder would bring them."""
    people = {BRAM.medewerker: COLLEGA, FG_SCHOOL.medewerker: "Fenna"}
    before = namen.namen()
    namen.gebruik(
        namen.Namen(
            medewerkers=lambda keys: {pk: naam for pk, naam in people.items() if pk in keys},
            partijen=lambda keys: {pk: "Leerplicht Nieuwvliet" for pk in keys},
            collegas=lambda partij: list(people.items()),
        )
    )
    yield
    namen.gebruik(before)


def ask(view: Callable[..., HttpResponse], wie: Mens | None, method: str = "get", **data: str) -> HttpResponse:
    request = getattr(RequestFactory(), method)("/logboek/", data)
    request.user = SimpleNamespace(is_authenticated=wie is not None)
    with in_kring(wie.kring if wie else Kring()):
        return view(request)


def text(response: HttpResponse) -> str:
    return response.content.decode()


def lines_of(wie: Mens) -> list[str]:
    with in_kring(wie.kring):
        return list(Regel.objects.order_by("volgnummer").values_list("handeling", flat=True))


def test_an_fg_reads_sentences_and_leaves_a_line(schrijf: Callable[..., None]) -> None:
    schrijf(2)
    schrijf(1, wie=ANOUK)
    page = text(ask(views.van_partij, FG_SCHOOL))
    assert page.count("heeft een verstrekt gegeven bekeken.") == 2
    assert "=Bram &lt;b&gt;de&lt;/b&gt; Wit heeft een verstrekt gegeven bekeken." in page
    assert "verzuim en de reden van het verzuim" in page
    assert "Leerplicht Nieuwvliet" in page
    assert lines_of(FG_SCHOOL) == ["ingezien", "ingezien", "logboek_bekeken"]
    with in_kring(FG_SCHOOL.kring):
        regel = Regel.objects.get(handeling="logboek_bekeken")
    assert (regel.door, regel.onderwerp) == (FG_SCHOOL.medewerker, key("school"))


@pytest.mark.parametrize("view", [views.van_partij, views.csv])
def test_who_is_no_fg_finds_no_page_and_leaves_no_line(view: Any, schrijf: Callable[..., None]) -> None:
    method = "post" if view is views.csv else "get"
    for wie in (BRAM, Mens(Kring(medewerker=key("fg"), rol="fg")), Mens(Kring(key("x"), key("school"), "fgx beheer"))):
        with pytest.raises(Http404):
            ask(view, wie, method)
    assert ask(view, None, method).status_code == 302
    assert lines_of(FG_SCHOOL) == []


def test_everybody_reads_their_own_acts_and_no_others(schrijf: Callable[..., None]) -> None:
    schrijf(2)
    schrijf(3, wie=ANOUK)
    page = text(ask(views.van_mij, BRAM))
    assert page.count("U: heeft een verstrekt gegeven bekeken.") == 2
    assert "Download" not in page
    assert lines_of(BRAM) == ["ingezien", "ingezien", "eigen_logboek_bekeken"]
    assert text(ask(views.van_mij, FG_SCHOOL)).count("<tr>") == 0
    assert ask(views.van_mij, None).status_code == 302


def test_an_empty_log_teaches_and_an_empty_answer_says_what_now() -> None:
    assert "Hier staat nog niets" in text(ask(views.van_partij, FG_SCHOOL))
    assert "Geen regels gevonden" in text(ask(views.van_partij, FG_SCHOOL, handeling="ingelogd"))


def test_the_filter_finds_what_fits(schrijf: Callable[..., None]) -> None:
    schrijf(2)
    schrijf(3, op=OP + timedelta(days=2))
    with in_kring(FG_SCHOOL.kring):
        log("casus_bekeken", op=OP, door=FG_SCHOOL.medewerker, casus=key("andere"), uitkomst=Uitkomst.GEWEIGERD)
    van = {"van_dag": "22", "van_maand": "nov", "van_jaar": "2026"}
    tot = {"tot_dag": "22", "tot_maand": "11", "tot_jaar": "2026"}
    for data, rows in (
        ({}, 6),
        (tot, 3),
        ({**van, **tot, "handeling": "ingezien"}, 2),
        ({"van_dag": "23", "van_maand": "11", "van_jaar": "2026", "handeling": "ingezien"}, 3),
        ({"medewerker": str(BRAM.medewerker)}, 5),
        ({"casus": str(key("andere"))}, 1),
    ):
        page = text(ask(views.van_partij, FG_SCHOOL, **data))
        assert page.split("<tbody>")[1].count("<tr>") - page.count("het logboek van de organisatie bekeken.") == rows, (
            data
        )
    assert "Dat mocht niet." in text(ask(views.van_partij, FG_SCHOOL, casus=str(key("andere"))))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"van_dag": "31", "van_maand": "2", "van_jaar": "2026"}, "Deze datum bestaat niet"),
        ({"tot_dag": "1"}, "Vul ook de maand en het jaar in"),
        (
            {
                "van_dag": "2",
                "van_maand": "1",
                "van_jaar": "2026",
                "tot_dag": "1",
                "tot_maand": "1",
                "tot_jaar": "2026",
            },
            "De laatste dag ligt voor de eerste",
        ),
        ({"medewerker": str(ANOUK.medewerker)}, "Kies een medewerker uit de lijst"),
        ({"handeling": "<script>"}, "Kies een handeling uit de lijst"),
        ({"casus": "' OR 1=1 --"}, "Dit is geen kenmerk van een casus"),
        ({"casus": "\x00"}, "Dit is geen kenmerk van een casus"),
    ],
)
def test_a_wrong_filter_is_said_beside_its_field_and_shows_nothing(
    schrijf: Callable[..., None], data: dict[str, str], says: str
) -> None:
    schrijf(2)
    for view, method in ((views.van_partij, "get"), (views.csv, "post")):
        page = text(ask(view, FG_SCHOOL, method, **data))
        assert says.lower() in page.lower()
        assert "<tbody>" not in page
        assert "<script>" not in page.split("<main")[1]


@pytest.mark.parametrize("year", ["0001", "1899", "9999"])
def test_the_edges_of_the_calendar_are_days_too(schrijf: Callable[..., None], year: str) -> None:
    schrijf(1)
    for end in ("van", "tot"):
        assert (
            ask(
                views.van_partij, FG_SCHOOL, **{f"{end}_dag": "31", f"{end}_maand": "12", f"{end}_jaar": year}
            ).status_code
            == 200
        )


def test_leafing_shows_every_line_once_and_no_counter(schrijf: Callable[..., None]) -> None:
    schrijf(120)
    with in_kring(FG_SCHOOL.kring):
        numbers = [str(number) for number in Regel.objects.values_list("volgnummer", flat=True)]
        subjects = {str(pk) for pk in Regel.objects.values_list("casus", flat=True)}
    seen, pages = 0, 0
    address: str | None = "?handeling=ingezien"
    while address and pages < 10:
        page = text(ask(views.van_partij, FG_SCHOOL, **dict(parse_qsl(address[1:]))))
        seen, pages = seen + page.count("heeft een verstrekt gegeven bekeken."), pages + 1
        found = re.search(r'href="(\?[^"]*na=[^"]*)"', page)
        address = unescape(found[1]) if found else None
        assert not any(f">{number}<" in page or f'"{number}"' in page for number in numbers if len(number) > 2)
    assert (seen, pages) == (120, 3)
    assert subjects == {str(key("casus"))}


@pytest.mark.parametrize(
    "na", ["x", "_", "2026-11-22T09:30:15.123456Z_", "2026-11-22_abc", "9999-12-31T23:59:59+14:00_x", "\x00"]
)
def test_a_place_that_does_not_exist_is_a_bad_request(na: str) -> None:
    assert ask(views.van_partij, FG_SCHOOL, na=na).status_code == 400


def test_the_number_of_questions_does_not_grow(
    schrijf: Callable[..., None], django_assert_max_num_queries: Any
) -> None:
    schrijf(60)
    with django_assert_max_num_queries(8):
        ask(views.van_partij, FG_SCHOOL)


def test_csv_holds_what_the_page_shows_and_runs_nowhere(schrijf: Callable[..., None]) -> None:
    schrijf(60)
    schrijf(1, wie=ANOUK)
    response = ask(views.csv, FG_SCHOOL, "post", handeling="ingezien")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 61
    assert {row[1] for row in rows[1:]} == {f"'{COLLEGA}"}
    assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for value in row)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "no-store"
    assert lines_of(FG_SCHOOL)[-1] == "logboek_uitgevoerd"


def test_too_much_for_one_csv_is_said(schrijf: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MEEST", 5)
    schrijf(6)
    response = ask(views.csv, FG_SCHOOL, "post")
    assert response.status_code == 400
    assert "Kies een kortere tijd" in text(response)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "＠"])
def test_a_cell_never_begins_a_formula(start: str) -> None:
    assert cell(f'{start}HYPERLINK("x")').startswith("'")
    assert cell("gewoon = tekst") == "gewoon = tekst"
    assert cell(None) == ""
