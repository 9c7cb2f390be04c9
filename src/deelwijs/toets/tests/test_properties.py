# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What must hold of every rulebook and every state."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deelwijs.toets.index import Index, compile_index
from deelwijs.toets.interpret import outcome
from deelwijs.toets.loader import load, load_shipped
from deelwijs.toets.model import Lezing, Niveau, Plicht, Regel, Soort, Staat, Stand, Uitkomst
from deelwijs.toets.tests import genereren
from deelwijs.toets.velden import KennisFout

BOEKEN = st.integers(0, 39)
ZADEN = st.integers(0, 2**32)
VERLAGEND = (Soort.VERBOD, Soort.WEGING, Soort.PLICHT)
VERHOGEND = (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG)


def ranks(stand: Stand, staat: Staat) -> tuple[int, int]:
    slechtst, best = compile_index(stand).range(staat)
    return slechtst.rang, best.rang


def few_open(kans: Random, stand: Stand, hoogstens: int = 3) -> dict[str, frozenset[str]]:
    """Return a state with a few facts open, preferably ones that rules read."""
    staat = genereren.state(kans, stand, 0, 0)
    leest = compile_index(stand).feiten or tuple(staat)
    for naam in kans.sample(leest, min(len(leest), hoogstens)):
        staat[naam] = stand.kennis.feiten[naam].alles
    return staat


def completions(staat: Staat) -> list[dict[str, frozenset[str]]]:
    """Return every way in which the open facts may turn out."""
    return [
        {naam: frozenset((cel,)) for naam, cel in zip(staat, cellen, strict=True)}
        for cellen in product(*(sorted(cellen) for cellen in staat.values()))
    ]


@settings(max_examples=150, deadline=None)
@given(boek=BOEKEN, zaad=ZADEN)
def test_an_answer_stands_whatever_the_open_facts_turn_out_to_be(boek: int, zaad: int) -> None:
    stand = genereren.stand(boek)
    staat = few_open(Random(zaad), stand)
    slechtst, best = ranks(stand, staat)
    alle = [ranks(stand, geheel) for geheel in completions(staat)]
    assert all(laag == hoog for laag, hoog in alle), "nothing is open any more"
    assert slechtst <= min(alle)[0]
    assert max(alle)[1] <= best


def test_an_answer_of_the_shipped_rules_stands_whatever_the_open_facts_turn_out_to_be() -> None:
    stand = load_shipped().in_force(date(2026, 11, 21))
    kans = Random(31)
    zeker = 0
    for _ in range(120):
        staat = few_open(kans, stand, kans.randint(1, 3))
        slechtst, best = ranks(stand, staat)
        alle = {ranks(stand, geheel)[0] for geheel in completions(staat)[:4000]}
        assert slechtst <= min(alle)
        assert max(alle) <= best
        zeker += slechtst == best
    assert zeker > 20


@settings(max_examples=200, deadline=None)
@given(boek=BOEKEN, zaad=ZADEN)
def test_forgetting_a_fact_never_opens_a_door(boek: int, zaad: int) -> None:
    stand = genereren.stand(boek)
    kans = Random(zaad)
    staat = genereren.state(kans, stand, 0.2)
    slechtst, best = ranks(stand, staat)
    for naam, feit in stand.kennis.feiten.items():
        erbij = frozenset(kans.sample(feit.cellen, kans.randint(1, len(feit.cellen))))
        for minder in (feit.alles, staat[naam] | erbij):
            laag, hoog = ranks(stand, {**staat, naam: minder})
            assert laag <= slechtst
            assert hoog >= best


def test_forgetting_a_fact_never_opens_a_door_of_the_shipped_rules() -> None:
    stand = load_shipped().in_force(date(2026, 11, 21))
    kans = Random(32)
    for _ in range(60):
        staat = genereren.state(kans, stand, kans.choice((0.0, 0.1, 0.4)))
        slechtst, best = ranks(stand, staat)
        for naam, feit in stand.kennis.feiten.items():
            laag, hoog = ranks(stand, {**staat, naam: feit.alles})
            assert laag <= slechtst
            assert hoog >= best


def extra(kans: Random, stand: Stand, soort: Soort) -> Regel:
    """Return a new rule with the conditions of one and the exceptions of another."""
    een, ander = kans.choice(stand.regels), kans.choice(stand.regels)
    return replace(
        een,
        id="extra",
        soort=soort,
        als=een.als if kans.random() < 0.8 else (),
        tenzij=ander.tenzij,
        doorbreekt=(),
        wordt_weging=False,
        plicht=Plicht("Doe dit.", "verstrekker", "vooraf") if soort is Soort.PLICHT else None,
    )


@settings(max_examples=200, deadline=None)
@given(boek=BOEKEN, zaad=ZADEN, soort=st.sampled_from([*VERLAGEND, *VERHOGEND, Soort.VAST]))
def test_a_rule_more_moves_the_answer_in_its_own_direction_only(boek: int, zaad: int, soort: Soort) -> None:
    kans = Random(zaad)
    stand = genereren.stand(boek)
    meer = replace(stand, regels=(*stand.regels, extra(kans, stand, soort)))
    index = Index(meer)
    for _ in range(6):
        staat = genereren.state(kans, stand)
        voor = ranks(stand, staat)
        na = tuple(uitkomst.rang for uitkomst in index.range(staat))
        if soort in VERLAGEND:
            assert na <= voor
            assert na[1] <= voor[1]
        elif soort in VERHOGEND:
            assert na[0] >= voor[0]
            assert na[1] >= voor[1]
        else:
            assert na == voor


def test_a_rule_more_does_move_the_answer() -> None:
    """Without this, "never raises" could be "does nothing"."""
    kans = Random(8)
    bewogen = set()
    for boek in range(40):
        stand = genereren.stand(boek)
        for soort in (*VERLAGEND, *VERHOGEND):
            index = Index(replace(stand, regels=(*stand.regels, extra(kans, stand, soort))))
            staten = [genereren.state(kans, stand, 0) for _ in range(8)]
            if any(index.range(staat) != compile_index(stand).range(staat) for staat in staten):
                bewogen.add(soort)
    assert bewogen == {*VERLAGEND, *VERHOGEND}


def test_the_weighing_is_monotone_in_every_polarity() -> None:
    namen = ("verbod", "weging", "plicht", "grondslag", "weeg_grondslag")
    for waarden in product((False, True), repeat=5):
        feiten = dict(zip(namen, waarden, strict=True))
        zonder = outcome(**feiten).rang
        for naam in namen:
            met = outcome(**{**feiten, naam: True}).rang
            assert met <= zonder if naam in ("verbod", "weging", "plicht") else met >= zonder
    assert outcome(verbod=False, weging=False, plicht=False, grondslag=False, weeg_grondslag=False) is (
        Uitkomst.NIET_TOEGESTAAN
    )


@pytest.mark.parametrize("dag", [date(2019, 1, 1), date(2022, 9, 1), date(2026, 11, 21)])
@pytest.mark.parametrize("scenarios", [(), tuple(load_shipped().scenarios)])
def test_streng_never_allows_more_than_rekkelijk(dag: date, scenarios: tuple[str, ...]) -> None:
    kennis = load_shipped()
    streng, rekkelijk = (kennis.in_force(dag, lezing, scenarios) for lezing in Lezing)
    kans = Random(dag.toordinal())
    ruimer = 0
    for _ in range(600):
        staat = genereren.state(kans, kans.choice((streng, rekkelijk)), kans.choice((0.0, 0.0, 0.1)), 0)
        laag, hoog = ranks(streng, staat), ranks(rekkelijk, staat)
        assert laag[0] <= hoog[0], _disagreement(streng, rekkelijk, staat)
        assert laag[1] <= hoog[1], _disagreement(streng, rekkelijk, staat)
        ruimer += laag != hoog
    assert ruimer


def _disagreement(streng: Stand, rekkelijk: Stand, staat: Staat) -> str:
    """Return which rules of the two readings stand, to see where the knowledge goes wrong."""

    def of(stand: Stand) -> list[str]:
        bevinding = compile_index(stand).decide(staat)
        return [f"{r.id} {k}" for r, k in zip(stand.regels, bevinding.staat, strict=True) if k != "nee" and r.lezing]

    bekend = {naam: min(cellen) for naam, cellen in staat.items() if len(cellen) == 1}
    return f"streng {of(streng)}, rekkelijk {of(rekkelijk)}, bij {bekend}"


@pytest.mark.parametrize("niveau", Niveau)
@pytest.mark.parametrize("soort", [*VERHOGEND, Soort.DOORBREKING])
def test_nothing_below_the_law_can_open(niveau: Niveau, soort: Soort) -> None:
    boek, _ = genereren.rulebook(Random(1), 0)
    regels = [_plain("verbod", Soort.VERBOD, Niveau.WET), _plain("proef", soort, niveau)]
    if soort is Soort.DOORBREKING:
        regels[1]["doorbreekt"] = ["verbod"]
    boek["regels/proef.yaml"] = {"regels": regels}
    files = genereren.as_files(boek)
    if niveau in (Niveau.AVG, Niveau.WET, Niveau.AMVB):
        assert load(files).regels[-1].id
    else:
        with pytest.raises(KennisFout, match=f"Een {soort} kan niet op het niveau {niveau} bestaan"):
            load(files)


def test_a_professional_code_may_turn_a_verbod_into_a_weighing_only() -> None:
    boek, _ = genereren.rulebook(Random(1), 0)
    open_ = {**_plain("proef", Soort.DOORBREKING, Niveau.BEROEPSCODE), "doorbreekt": ["verbod"], "wordt": "weging"}
    boek["regels/proef.yaml"] = {"regels": [_plain("verbod", Soort.VERBOD, Niveau.WET), open_]}
    assert any(regel.wordt_weging for regel in load(genereren.as_files(boek)).regels)
    boek["regels/proef.yaml"]["regels"][1]["niveau"] = "convenant_model"
    with pytest.raises(KennisFout, match="alleen de wet opent"):
        load(genereren.as_files(boek))


def _plain(naam: str, soort: Soort, niveau: Niveau) -> dict[str, object]:
    versie = {
        "geldig_vanaf": date(2020, 1, 1),
        "status": "van_kracht",
        "bronnen": genereren.BRON,
        "als": {"leeftijd": {"vanaf": 12}},
    }
    return {
        "id": naam,
        "soort": str(soort),
        "stap": "grondslag",
        "niveau": str(niveau),
        "titel": naam,
        "tekst": genereren.TEKST,
        "versies": [versie],
    }
