# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A file that goes with a datum opens for who received it as long as the toets of today allows it, and no longer."""

from datetime import timedelta
from uuid import uuid4

import pytest
from conftest import Mensen

from deelwijs.casus import inhoud, poort
from deelwijs.casus.models import Bijlage
from deelwijs.casus.sleutels import versleutel
from deelwijs.logboek.kring import in_kring
from deelwijs.partij.models import Medewerker
from deelwijs.verstrekking.tests.geval import OP, Geval, geval

pytestmark = [pytest.mark.django_db, pytest.mark.eis("D4", "E3")]
LATER = OP + timedelta(days=1)
INHOUD_NODIG = "Zonder te weten wat er speelt kan de gemeente niets regelen."


@pytest.fixture
def g(mensen: Mensen) -> Geval:
    made = geval(mensen)
    made.alles_in_orde(made.cel("dorien", "dat"), made.cel("dorien", "wat"))
    return made


@pytest.fixture
def bijlage(g: Geval) -> Bijlage:
    row = Bijlage(pk=uuid4(), casus=g.casus, inbreng=g.datum, type="text/plain", grootte=3, gescand=False)
    row.naam = versleutel(g.casus.pk, row.plek("naam"), "brief.txt")
    row.inhoud = versleutel(g.casus.pk, row.plek("inhoud"), b"abc")
    with in_kring(g.mensen.bram.kring):
        row.save(force_insert=True)
    return row


def haal(bijlage: Bijlage, door: Medewerker) -> bytes:
    with in_kring(door.kring):
        return inhoud.open_bijlage(bijlage=bijlage, door=door, op=LATER)[1]


def test_a_file_opens_with_its_datum_and_closes_when_the_answer_of_today_is_no(g: Geval, bijlage: Bijlage) -> None:
    bram, dorien = g.mensen.bram, g.mensen.dorien
    assert haal(bijlage, bram) == b"abc"
    with pytest.raises(poort.Dicht):
        haal(bijlage, dorien)
    g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    assert haal(bijlage, dorien) == b"abc"
    g.zeg("geinformeerd", "nee", g.cel("dorien", "wat"), op=LATER)
    with pytest.raises(poort.Dicht):
        haal(bijlage, dorien)
    assert haal(bijlage, bram) == b"abc", "to its own party it stays open"


def test_without_anybody_who_tests_anew_nothing_of_another_opens(
    g: Geval, bijlage: Bijlage, monkeypatch: pytest.MonkeyPatch
) -> None:
    g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    monkeypatch.setattr(inhoud, "_opnieuw", [lambda inbreng, door, op: False])
    with pytest.raises(poort.Dicht):
        haal(bijlage, g.mensen.dorien)
