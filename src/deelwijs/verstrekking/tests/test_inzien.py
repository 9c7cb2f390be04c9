# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Looking: tested anew each time. What is closed shows nothing of the datum, and says why and whom to ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from conftest import Mensen
from django.db import connection

from deelwijs.casus import inhoud, poort
from deelwijs.casus.models import Antwoord, Inbreng
from deelwijs.logboek.kring import in_kring
from deelwijs.logboek.models import Regel
from deelwijs.overleg.actions import volgende_fase
from deelwijs.partij.models import Medewerker
from deelwijs.verstrekking.actions import Blik, trek_in, zie_in
from deelwijs.verstrekking.models import Inzage, Toets, Verstrekking
from deelwijs.verstrekking.tests.geval import INHOUD_NODIG, MERK, OP, Geval, geval

pytestmark = [pytest.mark.django_db, pytest.mark.eis("D4", "D5")]
LATER = OP + timedelta(hours=1)


@pytest.fixture
def g(mensen: Mensen) -> Geval:
    found = geval(mensen)
    for niveau in ("dat", "wat"):
        found.alles_in_orde(found.cel("dorien", niveau))
    return found


def kijk(g: Geval, row: Verstrekking, wie: Medewerker | None = None, op: Any = LATER) -> Blik:
    person = wie or g.mensen.dorien
    with in_kring(person.kring):
        return zie_in(verstrekking=row, door=person, op=op)


def test_content_that_was_given_is_shown_and_logged(g: Geval) -> None:
    blik = kijk(g, g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG))
    assert blik.dicht == ""
    assert MERK in blik.velden["tekst"]
    with in_kring(g.mensen.dorien.kring):
        assert Regel.objects.filter(handeling="ingezien", casus=g.casus.pk).count() == 1
        assert Inzage.objects.get().door == g.mensen.dorien


def test_existence_shows_nothing_of_the_content(g: Geval) -> None:
    row = g.verstrek("dorien")
    blik = kijk(g, row)
    assert (blik.dicht, blik.velden) == ("", {})
    with in_kring(g.mensen.dorien.kring):
        assert not Inbreng.objects.filter(pk=g.datum.pk).exists()
        assert poort.inbreng_open(g.mensen.dorien, [g.datum.pk]) == set()
        assert Regel.objects.filter(handeling="ingezien").count() == 1


def test_after_withdrawal_the_very_next_look_is_closed(g: Geval) -> None:
    row = g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    assert kijk(g, row).dicht == ""
    with in_kring(g.mensen.bram.kring):
        trek_in(verstrekking=row, door=g.mensen.bram, op=LATER)
    blik = kijk(g, row)
    assert (blik.dicht, blik.velden) == ("ingetrokken", {})
    with in_kring(g.mensen.dorien.kring):
        closed = Regel.objects.get(handeling="inzien_gesloten")
        assert (closed.uitkomst, closed.verstrekking) == ("geweigerd", row.pk)
        assert Regel.objects.filter(handeling="intrekking_bevestigd").exists()
        assert poort.inbreng_open(g.mensen.dorien, [g.datum.pk]) == set()


def test_taking_back_existence_takes_back_content_too(g: Geval) -> None:
    dat, wat = g.verstrek("dorien", "dat"), g.verstrek("dorien", "wat")
    with in_kring(g.mensen.bram.kring):
        trek_in(verstrekking=dat, door=g.mensen.bram, op=LATER)
    assert kijk(g, wat).dicht == "ingetrokken"


def test_taking_back_content_leaves_existence(g: Geval) -> None:
    dat, wat = g.verstrek("dorien", "dat"), g.verstrek("dorien", "wat")
    with in_kring(g.mensen.bram.kring):
        trek_in(verstrekking=wat, door=g.mensen.bram, op=LATER)
    assert (kijk(g, dat).dicht, kijk(g, wat).dicht) == ("", "ingetrokken")


@pytest.mark.parametrize(
    ("feit", "antwoord"),
    [("toestemming_ouders", "geweigerd"), ("toestemming_jongere", "geweigerd"), ("noodzaak", "handig"),
     ("toestemming_ouders", None), ("noodzaak", None), ("toestemming_vrij", "nee")],
)  # fmt: skip
def test_an_answer_of_today_closes_the_next_look(g: Geval, feit: str, antwoord: str | None) -> None:
    """Also when an answer is only taken back: what is not known opens nothing."""
    row = g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    g.zeg(feit, antwoord, g.cel("dorien", "wat"), op=LATER)
    blik = kijk(g, row, op=LATER + timedelta(minutes=1))
    assert (blik.dicht, blik.velden, blik.plichten) == ("toets", {}, ())


@pytest.mark.eis("E3")
@pytest.mark.parametrize("wie", ["toestemming_ouders", "toestemming_jongere"])
def test_withdrawn_consent_ends_it_at_once_and_the_receiver_is_told(g: Geval, wie: str) -> None:
    """Closed is not enough: who received it hears that the permission to use it is over (convenant 11.5)."""
    wat = g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    dat = g.verstrek("dorien")
    g.zeg(wie, "ingetrokken", g.cel("dorien", "wat"), op=LATER)
    assert kijk(g, wat, op=LATER + timedelta(minutes=1)).dicht == "ingetrokken"
    assert kijk(g, dat, op=LATER + timedelta(minutes=1)).dicht == ""
    with in_kring(g.mensen.bram.kring):
        assert Regel.objects.filter(handeling="ingetrokken", verstrekking=wat.pk).count() == 1


def test_an_answer_for_another_cell_changes_nothing(g: Geval) -> None:
    row = g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    g.zeg("toestemming_ouders", "ingetrokken", g.cel("emre", "wat"), g.cel("dorien", "dat"), op=LATER)
    assert kijk(g, row, op=LATER + timedelta(minutes=1)).dicht == ""


def test_urgency_that_ran_out_is_closed(g: Geval) -> None:
    g.zeg("geinformeerd", "nee", g.cel("dorien", "dat"))
    row = g.verstrek("dorien", spoed="De ouders zijn niet te bereiken vandaag.")
    assert kijk(g, row).dicht == ""
    assert kijk(g, row, op=OP + timedelta(hours=72)).dicht == "verlopen"


@pytest.mark.eis("O3")
def test_another_phase_closes_everything_until_it_was_asked_anew(g: Geval) -> None:
    row = g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    with in_kring(g.mensen.bram.kring):
        volgende_fase(casus=g.casus, naar="beoordeling", door=g.mensen.bram, op=LATER)
    assert kijk(g, row).dicht == "fase"
    with in_kring(g.mensen.dorien.kring):
        assert poort.inbreng_open(g.mensen.dorien, [g.datum.pk]) == set()
        assert not Inbreng.objects.filter(pk=g.datum.pk).exists()


def test_who_looks_learns_nothing_of_what_the_provider_knows(g: Geval) -> None:
    row = g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    kijk(g, row)
    with in_kring(g.mensen.dorien.kring):
        assert not Toets.objects.exists()
        assert not Antwoord.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('deelwijs.partij', true), current_setting('deelwijs.rol', true)")
            assert cursor.fetchone() == (str(g.mensen.dorien.partij_id), g.mensen.dorien.kring.rol)


def test_others_find_nothing_at_all(g: Geval) -> None:
    row = g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    for wie in ("emre", "anouk", "carla", "bram", "gerda", "ilse"):
        with pytest.raises(Verstrekking.DoesNotExist):
            kijk(g, row, getattr(g.mensen, wie))


class TestEachLockAlone:
    """With two of the three locks off, the third still keeps content that was not given from being read."""

    @pytest.fixture
    def row(self, g: Geval) -> Verstrekking:
        return g.verstrek("dorien")  # existence alone

    def test_the_wall_of_the_database(self, g: Geval, row: Verstrekking, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(poort, "inbreng_open", lambda door, rijen: set(rijen))
        for wie in ("dorien", "emre", "anouk", "carla"):
            with in_kring(getattr(g.mensen, wie).kring):
                assert list(Inbreng.objects.filter(pk=g.datum.pk)) == [], wie

    def test_the_gate(self, g: Geval, row: Verstrekking) -> None:
        """Asked about a row that slipped through the other two."""
        for wie in ("dorien", "emre", "anouk", "carla"):
            person = getattr(g.mensen, wie)
            with in_kring(person.kring):
                opened = inhoud.open_inbreng(rijen=[g.datum], door=person, op=LATER)
            assert opened == {}, wie

    def test_the_queryset(self, g: Geval, row: Verstrekking, monkeypatch: pytest.MonkeyPatch) -> None:
        """Asked as if the database had no walls: as who may read everything of the provider."""
        for wie in ("dorien", "emre", "anouk", "carla"):
            with in_kring(g.mensen.bram.kring):
                assert not Inbreng.objects.visible_to(getattr(g.mensen, wie)).filter(pk=g.datum.pk).exists(), wie


@pytest.mark.parametrize("ended", ["ingetrokken", "verlopen", "fase"])
def test_the_wall_and_the_gate_close_by_themselves(g: Geval, ended: str) -> None:
    """Content that was given: each of the three ends closes both, whatever the act in between does."""
    if ended == "verlopen":
        g.zeg("geinformeerd", "nee", g.cel("dorien", "wat"))
        rest: dict[str, Any] = {
            "spoed": "De ouders zijn niet te bereiken vandaag.",
            "vervalt_op": OP + timedelta(seconds=1),
        }
    else:
        rest = {}
    row = g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG, **rest)
    dorien, bram = g.mensen.dorien, g.mensen.bram
    if ended == "ingetrokken":
        with in_kring(bram.kring):
            Verstrekking.objects.filter(pk=row.pk).update(ingetrokken_op=LATER, ingetrokken_door=bram)
    if ended == "fase":
        with in_kring(bram.kring):
            volgende_fase(casus=g.casus, naar="beoordeling", door=bram, op=LATER)
    with in_kring(dorien.kring):
        assert not Inbreng.objects.filter(pk=g.datum.pk).exists()
        assert inhoud.open_inbreng(rijen=[g.datum], door=dorien, op=LATER) == {}
