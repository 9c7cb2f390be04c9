# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Legitimate interest is three ticks for the toets; giving on it asks a written weighing of a named person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from conftest import Mensen
from django.utils.timezone import localdate

from deelwijs.casus.models import Casus
from deelwijs.logboek.kring import in_kring
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Lezing
from deelwijs.toets.oordeel import Oordeel
from deelwijs.verstrekking import oordelen
from deelwijs.verstrekking.afweging import Afweging, asked, grounds
from deelwijs.verstrekking.dossier import read_dossier
from deelwijs.verstrekking.facts import Feiten, Gegeven, Van
from deelwijs.verstrekking.geven import missing
from deelwijs.verstrekking.tests.geval import OP, Geval, geval

KENNIS = load_shipped()
WOORDEN = "Personeel en studenten van de vestiging moeten veilig zijn."
DAG = localdate(OP)


def facts(**anders: Any) -> dict[str, Any]:
    """A school that warns another one, as in the examples of the knowledge, and what `anders` changes."""
    voorbeeld = next(v for v in KENNIS.voorbeelden if v.id == "belang-veiligheid")
    return {**voorbeeld.feiten, "handeling": "delen", "categorie": ["veiligheid"], **anders}


def answer(feiten: dict[str, Any], lezing: Lezing = Lezing.STRENG) -> Oordeel:
    cel = Feiten(None, {naam: Gegeven(waarde, Van.ANTWOORD, "") for naam, waarde in feiten.items()})  # type: ignore[arg-type]
    return oordelen.fully(KENNIS, cel, DAG, lezing)


@pytest.mark.eis("T18")
@pytest.mark.parametrize(
    ("anders", "weighs", "rule"),
    [
        ({}, True, "avg-6-f-belang"),
        ({"toestemming_jongere": "gegeven"}, False, ""),  # another basis carries it
        ({"belang_weegt_op": "nee"}, False, ""),  # no basis at all: the toets says no
    ],
)
def test_ticks_are_no_weighing(anders: dict[str, Any], weighs: bool, rule: str) -> None:
    oordeel = answer(facts(**anders))
    assert oordelen.must_weigh(oordeel) is weighs
    rules = [uitleg.regel.id for uitleg in oordelen.weighing_rules(oordeel)]
    assert (rule in rules) is weighs or not rule
    if weighs:
        assert oordeel.uitkomst.mag
        assert [grond.naam for grond in asked(rules)] == ["gerechtvaardigd_belang"]


@pytest.mark.eis("T18")
def test_a_public_school_weighs_too_where_its_reading_lets_it() -> None:
    oordeel = answer(facts(openbare_school="ja"), Lezing.REKKELIJK)
    assert oordeel.uitkomst.mag
    assert oordelen.must_weigh(oordeel)


def test_the_right_to_object_is_told() -> None:
    told = {eis.regel.id for eis in oordelen.part(answer(facts())).vast}
    assert "avg-21-bezwaar-mogelijk" in told
    assert "avg-21-bezwaar-mogelijk" not in {
        eis.regel.id for eis in oordelen.part(answer(facts(belang_benoemd="nee", toestemming_jongere="gegeven"))).vast
    }


@pytest.mark.django_db
@pytest.mark.eis("T18", "T19")
def test_nothing_is_given_on_it_before_the_weighing_is_written(mensen: Mensen) -> None:
    g: Geval = geval(mensen)
    with in_kring(mensen.bram.kring):
        casus = Casus.objects.select_related("versie").get(pk=g.casus.pk)
        dossier = read_dossier(casus=casus, partij=mensen.bram.partij, op=OP + timedelta(minutes=1))
    gegevens = {naam: Gegeven(waarde, Van.ANTWOORD, "") for naam, waarde in facts().items()}
    feiten = Feiten(g.cel("dorien", "dat"), gegevens)
    oordeel = oordelen.fully(dossier.kennis, feiten, dossier.dag, dossier.lezing)
    asks = g.gevraagd("dorien", bevestigd=frozenset(eis.regel.id for eis in oordelen.before(oordeel, spoed=False)))

    def weighed(*regels: str) -> Afweging:
        vragen = dict.fromkeys(grounds()["gerechtvaardigd_belang"].vragen, WOORDEN)
        return Afweging(regels=regels, antwoorden={"gerechtvaardigd_belang": vragen}, conclusie=WOORDEN)

    assert missing(dossier, feiten, oordeel, asks, None) == "afweging"
    assert missing(dossier, feiten, oordeel, asks, weighed("avg-6-f-buiten-de-school")) == "afweging"
    assert missing(dossier, feiten, oordeel, asks, weighed("avg-6-f-belang")) == ""
