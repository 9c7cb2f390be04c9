# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The demo region: forty cases through the real acts, something to do for everybody, and nobody real."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connections, transaction
from django.db.models import F
from django.utils.timezone import now

from deelwijs.casus.models import Casus, Deelname, Inbreng, Regie, Toegang
from deelwijs.config.demoregio import vul
from deelwijs.config.demoregio.casussen import SAMEN, stories
from deelwijs.config.demoregio.regio import Regio, document, make_region, read_region
from deelwijs.config.demoregio.spelen import birth
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Regel
from deelwijs.overleg.typen import FaseNaam, load_types
from deelwijs.partij.models import Partij
from deelwijs.verstrekking.models import FgBericht, Toets, Verstrekking, Verzoek

# Who sees cases at all: an administrator of the region sees none, one of people only who works where.
ZONDER_CASUS = {"hugo", "ilse"}
FG = {"tjitske", "gerda"}


@pytest.fixture(scope="module")
def gevuld(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Regio, list[str], datetime]]:
    """The whole region, played once for all tests here: it takes some time."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            op = now()
            anders = vul.fill(op)
            yield read_region(), anders, op
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            connections["default"].close()


def as_persona(naam: str, regio: Regio) -> Kring:
    return regio.mensen[naam].kring


def everything(model: Any, regio: Regio) -> dict[Any, Any]:
    """Every row that somebody of the region sees."""
    found: dict[Any, Any] = {}
    for mens in regio.mensen.values():
        with in_kring(mens.kring):
            found |= {row.pk: row for row in model.objects.all()}
    return found


@pytest.mark.traag
@pytest.mark.postgres
@pytest.mark.eis("O2")
def test_forty_cases_in_all_types_and_phases(gevuld: tuple[Regio, list[str], datetime]) -> None:
    regio, _, op = gevuld
    assert not list(vul.missing(regio))
    assert len(list(stories(regio))) == SAMEN == 40
    cases = everything(Casus, regio)
    # A closed case is seen by nobody any more, which is as it should be.
    assert len(cases) == 39
    assert {case.overlegtype for case in cases.values()} == set(load_types())
    assert {case.fase for case in cases.values()} >= {FaseNaam.INTAKE, FaseNaam.BEOORDELING}
    assert all(case.geopend_op < op for case in cases.values())


@pytest.mark.traag
@pytest.mark.postgres
def test_the_toets_answers_as_the_stories_say(gevuld: tuple[Regio, list[str], datetime]) -> None:
    regio, anders, _ = gevuld
    assert anders == []
    refused = [toets for toets in everything(Toets, regio).values() if not toets.mag]
    assert len(refused) >= 9  # of each of the worked cases at least what may not


@pytest.mark.traag
@pytest.mark.postgres
def test_every_persona_has_work(gevuld: tuple[Regio, list[str], datetime]) -> None:
    regio, _, _ = gevuld
    personas = {
        mens["naam"].split()[0].lower()
        for partij in document()["partijen"]
        for mens in partij["mensen"]
        if mens.get("persona")
    }
    assert len(personas) >= 10
    for naam in personas - ZONDER_CASUS - FG:
        mens = regio.mensen[naam]
        with in_kring(mens.kring):
            waiting = (
                Deelname.objects.filter(partij=mens.partij, status=Deelname.UITGENODIGD).exists()
                or Verzoek.objects.filter(status=Verzoek.GEVRAAGD).exists()
                or Casus.objects.filter(gesloten_op=None).exists()
            )
            assert waiting, f"{naam} has nothing waiting"
            assert Verstrekking.objects.received_by(mens).exists(), f"{naam} received nothing"
            assert Verstrekking.objects.given_by(mens).exists(), f"{naam} gave nothing"
    for naam in FG:
        with in_kring(regio.mensen[naam].kring):
            assert Regel.objects.filter(partij=regio.mensen[naam].partij_id).exists()
    with in_kring(regio.mensen["gerda"].kring):
        assert FgBericht.objects.filter(soort=FgBericht.SPOED).exists()
    with in_kring(regio.mensen["hugo"].kring):
        assert not Casus.objects.exists()


@pytest.mark.traag
@pytest.mark.postgres
def test_what_a_visitor_should_meet_is_there(gevuld: tuple[Regio, list[str], datetime]) -> None:
    regio, _, _ = gevuld
    given = everything(Verstrekking, regio).values()
    assert any(row.ingetrokken_op for row in given)
    assert any(row.spoed for row in given)
    assert any(row.niveau == "dat" for row in given)
    assert {row.status for row in everything(Verzoek, regio).values()} >= {Verzoek.GEVRAAGD, Verzoek.GEWEIGERD}
    assert any(row.vervangt_id for row in everything(Inbreng, regio).values())
    assert any(row.tot for row in everything(Regie, regio).values())
    statuses = {row.status for row in everything(Deelname, regio).values()}
    assert statuses >= {Deelname.UITGENODIGD, Deelname.DEELNEMER, Deelname.AFGEWEZEN}
    undeclared = [row for row in everything(Deelname, regio).values() if row.status == Deelname.DEELNEMER]
    assert any(row.verklaard_op is None for row in undeclared)
    assert any(row.derde for row in undeclared)


@pytest.mark.traag
@pytest.mark.postgres
def test_times_are_in_order_and_past(gevuld: tuple[Regio, list[str], datetime]) -> None:
    regio, _, op = gevuld
    for toegang in everything(Toegang, regio).values():
        assert toegang.gegeven_op <= op
    for mens in regio.mensen.values():
        with in_kring(mens.kring):
            assert not Inbreng.objects.filter(op__lt=F("casus__geopend_op")).exists()
            assert not Inbreng.objects.filter(op__gt=op).exists()
            assert not Verstrekking.objects.filter(gegeven_op__lt=F("inbreng__op")).exists()


@pytest.mark.traag
@pytest.mark.postgres
def test_a_second_start_adds_nothing(gevuld: tuple[Regio, list[str], datetime]) -> None:
    regio, _, _ = gevuld
    assert vul.is_ours()
    before = Partij.objects.count(), len(everything(Casus, regio))
    vul.finish()
    assert (Partij.objects.count(), len(everything(Casus, regio))) == before


@pytest.mark.django_db
def test_what_was_cut_off_is_finished_later() -> None:
    op = now()
    with in_kring(Kring()):
        vul.play(make_region(op.date()), op, at_most=1)
    regio = read_region()
    assert len(list(vul.missing(regio))) == SAMEN - 1
    assert vul.play(regio, op, at_most=1) == []
    assert len(list(vul.missing(regio))) == SAMEN - 2


@pytest.mark.django_db
def test_the_stories_are_the_same_each_time() -> None:
    regio = make_region(date(2026, 3, 2))
    assert list(stories(regio)) == list(stories(regio))


@pytest.mark.parametrize("vandaag", [date(2026, 1, 1), date(2028, 2, 29), date(2026, 12, 31)])
@pytest.mark.parametrize("leeftijd", [2, 11, 16, 22])
def test_ages_hold_on_any_day(vandaag: date, leeftijd: int) -> None:
    born = birth(leeftijd, "Jip Rietgors", vandaag)
    years = vandaag.year - born.year - ((vandaag.month, vandaag.day) < (born.month, born.day))
    assert years == leeftijd
    assert born == birth(leeftijd, "Jip Rietgors", vandaag)


@pytest.mark.django_db
def test_no_number_and_no_address_of_anybody_stands_in_the_stories() -> None:
    regio = make_region(datetime.now(UTC).date() - timedelta(days=1))
    text = repr(list(stories(regio)))
    assert not re.search(r"\d{8,}", text), "that could be a BSN or a telephone number"
    assert not re.search(r"\d{4}\s?[A-Z]{2}\b|@|https?:", text)
    # What every participant reads does not name the youth.
    for verhaal in stories(regio):
        first = verhaal["jongere"]["naam"].split()[0]
        assert not re.search(rf"\b{first}\b", verhaal["doel_tekst"] + verhaal["waarvoor"])


def test_every_person_in_a_story_stands_in_the_region() -> None:
    known = {
        mens["naam"].split()[0].lower()
        for partij in [*document()["partijen"], *document()["buiten_convenant"]]
        for mens in partij["mensen"]
    }
    from deelwijs.config.demoregio.casussen import document as cases

    used = {verhaal["door"] for verhaal in cases()["verhalen"]} | {vorm[1] for vorm in cases()["kort"]["vormen"]}
    used |= {wie for vorm in cases()["kort"]["vormen"] for wie in vorm[2]}
    assert used <= known
