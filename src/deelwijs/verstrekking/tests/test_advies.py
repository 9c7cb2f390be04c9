# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A yes of the FG counts for what was asked: an article of law is one question, leaving people untold another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest import Mensen

from deelwijs.casus.models import Casus, Inbreng
from deelwijs.logboek.kring import in_kring
from deelwijs.verstrekking.actions import adviseer, beantwoord, vraag_advies
from deelwijs.verstrekking.dossier import Dossier, read_dossier
from deelwijs.verstrekking.facts import gather
from deelwijs.verstrekking.models import FgBericht
from deelwijs.verstrekking.reikwijdte import Cel
from deelwijs.verstrekking.tests.geval import DAG, JA, OP, Geval, geval, ingebracht

pytestmark = [pytest.mark.django_db, pytest.mark.eis("T19", "T7", "T18")]
WOORDEN = "Dit staat er in hele woorden en met een reden."


@pytest.fixture
def g(mensen: Mensen) -> Geval:
    # In this reading the FG may point at an article of law for data about health.
    mensen.bram.partij.lezing = "rekkelijk"
    return geval(mensen)


@pytest.fixture
def datum(g: Geval) -> Inbreng:
    """About health, with a yes of one parent: a basis to share in this reading, not enough for this kind of data."""
    datum = ingebracht(g.casus, g.mensen.bram, "gezondheid")
    said = {feit: antwoord for feit, (antwoord, _) in JA.items()}
    said |= {"toestemming_ouders": "een", "extra_ondersteuning": "nee", "geheimhouding_geregeld": "nee"}
    for feit, antwoord in said.items():
        zeg(g, datum, feit, antwoord)
    return datum


def cel(g: Geval, datum: Inbreng) -> Cel:
    return g.cel("dorien", "wat")._replace(inbreng=datum.pk)


def zeg(g: Geval, datum: Inbreng, feit: str, antwoord: object, minuten: int = 0) -> None:
    with in_kring(g.mensen.bram.kring):
        beantwoord(
            casus=g.casus, feit=feit, antwoord=antwoord, cellen=[cel(g, datum)], door=g.mensen.bram,
            op=OP + timedelta(minutes=minuten), dag=DAG,
        )  # fmt: skip


def advies(g: Geval, datum: Inbreng, *, akkoord: bool, minuten: int) -> FgBericht:
    """Bram asks; for this test he is the FG as well."""
    bram = g.mensen.bram
    op = OP + timedelta(minutes=minuten)
    with in_kring(bram.kring):
        bericht = vraag_advies(
            inbreng=datum.pk, deelname=g.zetels["dorien"].pk, niveau="wat", motivering=WOORDEN, door=bram, op=op
        )
    bram.rollen = ["fg"]
    with in_kring(bram.kring):
        adviseer(bericht=bericht, antwoord=WOORDEN, akkoord=akkoord, door=bram, op=op + timedelta(minutes=1))
    bram.rollen = []
    return bericht


def dossier(g: Geval, minuten: int) -> Dossier:
    bram = g.mensen.bram
    with in_kring(bram.kring):
        casus = Casus.objects.select_related("versie").get(pk=g.casus.pk)
        return read_dossier(casus=casus, partij=bram.partij, op=OP + timedelta(minutes=minuten))


def article(g: Geval, datum: Inbreng, dossier: Dossier) -> object:
    """What the FG said about an article of law, as a fact; None when nothing."""
    feiten = gather(dossier=dossier, inbreng=datum, deelname=g.zetels["dorien"], niveau="wat")
    found = feiten.gegevens.get("bijzondere_uitzondering")
    return found.waarde if found else None


def test_a_yes_to_not_telling_points_at_no_article(g: Geval, datum: Inbreng) -> None:
    zeg(g, datum, "geinformeerd", "gevaar", 1)
    advies(g, datum, akkoord=True, minuten=2)
    after = dossier(g, 5)
    assert cel(g, datum) in after.adviezen
    assert article(g, datum, after) is None


@pytest.mark.parametrize(("akkoord", "waarde"), [(True, "ja"), (False, "nee")])
def test_a_yes_to_an_article_is_no_yes_to_not_telling(g: Geval, datum: Inbreng, akkoord: bool, waarde: str) -> None:
    d = dossier(g, 2)
    f = gather(dossier=d, inbreng=datum, deelname=g.zetels["dorien"], niveau="wat")
    from deelwijs.verstrekking import oordelen as oo

    o = oo.fully(d.kennis, f, d.dag, d.lezing)
    print(
        "DBG",
        d.lezing,
        o.uitkomst,
        f.given(),
        oo.briefly(d.kennis, f, d.dag, d.lezing).vragen,
        [u.regel.id for s in oo.part(o).stappen for u in s.regels],
    )
    advies(g, datum, akkoord=akkoord, minuten=2)
    assert article(g, datum, dossier(g, 5)) == waarde
    zeg(g, datum, "geinformeerd", "gevaar", 6)
    after = dossier(g, 7)
    assert cel(g, datum) not in after.adviezen
    assert article(g, datum, after) is None
    advies(g, datum, akkoord=True, minuten=8)  # so it can be asked, and is asked anew
    assert cel(g, datum) in dossier(g, 10).adviezen
