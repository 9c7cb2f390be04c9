# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Every shipped example comes out as it says, and the check would notice if it did not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import pytest

from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Kennis, Lezing, Uitkomst, Voorbeeld
from deelwijs.toets.voorbeelden import by_law, failures

KENNIS = load_shipped(grenzen=True)
CASUS = {n: [v for v in KENNIS.voorbeelden if v.id.startswith(f"casus-{n}-")] for n in range(1, 10)}


@pytest.mark.eis("T1", "T16")
@pytest.mark.parametrize("bestand", sorted({v.bestand for v in KENNIS.voorbeelden}))
def test_every_example_comes_out_as_it_says(bestand: str) -> None:
    hier = by_law(v for v in KENNIS.voorbeelden if v.bestand == bestand)
    assert {v.id: fouten for v in hier if (fouten := failures(KENNIS, v))} == {}


@pytest.mark.eis("T20")
@pytest.mark.parametrize("nummer", CASUS)
def test_the_nine_cases_are_there_with_their_own_date_and_give_that_outcome(nummer: int) -> None:
    van_toen = [v for v in CASUS[nummer] if v.op.year == 2020]
    assert van_toen, "a case has an example on the day of the document"
    assert any(v.op.year > 2020 for v in CASUS[nummer]), "and one of today"
    assert all(v.bron is None or v.bron.id == "servicedocument" for v in van_toen)
    assert {v.id: failures(KENNIS, v) for v in CASUS[nummer]} == {v.id: [] for v in CASUS[nummer]}


@pytest.mark.eis("T1")
def test_the_examples_know_every_outcome_and_both_readings() -> None:
    assert {v.uitkomst for v in KENNIS.voorbeelden} == set(Uitkomst)
    assert any(v.lezingen.get(Lezing.REKKELIJK, v.uitkomst) is not v.uitkomst for v in KENNIS.voorbeelden)
    assert len(KENNIS.voorbeelden) > 120


def _first(vorm: str) -> Voorbeeld:
    return next(v for v in KENNIS.voorbeelden if getattr(v, vorm))


def test_a_wrong_outcome_is_noticed() -> None:
    voorbeeld = KENNIS.voorbeelden[0]
    ander = next(u for u in Uitkomst if u is not voorbeeld.uitkomst)
    assert failures(KENNIS, replace(voorbeeld, uitkomst=ander))[0].startswith("uitkomst: ")


def test_a_wrong_category_reading_rule_or_question_is_noticed() -> None:
    met_regels, met_niet = _first("regels"), _first("niet")
    met_delen = _first("per_categorie")
    anders = {
        "per_categorie": replace(met_delen, per_categorie={"bestaat_niet": Uitkomst.TOEGESTAAN}),
        "lezingen": replace(met_delen, lezingen={lezing: _other(met_delen, lezing) for lezing in Lezing}),
        "regels": replace(met_niet, regels=met_niet.niet),
        "niet": replace(met_regels, niet=met_regels.regels),
        "vragen": replace(met_regels, vragen=("handeling",), feiten={**met_regels.feiten, "handeling": "delen"}),
        "feiten": replace(met_regels, feiten={"leeftijd": 140}),
    }
    for soort, voorbeeld in anders.items():
        assert any(fout.startswith(f"{soort}: ") for fout in failures(KENNIS, voorbeeld)), soort


def _other(voorbeeld: Voorbeeld, lezing: Lezing) -> Uitkomst:
    return next(u for u in Uitkomst if failures(KENNIS, replace(voorbeeld, lezingen={lezing: u})))


def test_the_rulebook_without_one_rule_fails_its_examples() -> None:
    per_regel: dict[str, list[Voorbeeld]] = defaultdict(list)
    for voorbeeld in KENNIS.voorbeelden:
        for regel in voorbeeld.regels:
            per_regel[regel].append(voorbeeld)
    for naam in sorted(per_regel)[:: max(1, len(per_regel) // 12)]:
        zonder = _without(KENNIS, naam)
        assert any(failures(zonder, v) for v in per_regel[naam]), naam


def _without(kennis: Kennis, naam: str) -> Kennis:
    return replace(kennis, regels=tuple(r for r in kennis.regels if r.id != naam), _standen={})
