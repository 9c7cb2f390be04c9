# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The batch says of every row what the index says of that state."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import pytest

from deelwijs import toets
from deelwijs.toets import batch as batch_module
from deelwijs.toets.batch import BLOK, CATEGORIE, ONVOLLEDIG, Batch, Uitkomsten, columns, transitions
from deelwijs.toets.index import Index, compile_index
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Klopt, Staat, Stand, Uitkomst
from deelwijs.toets.tests import genereren

BITS = {Klopt.NEE: (0, 0), Klopt.ONBEKEND: (1, 0), Klopt.JA: (1, 1)}


def differences(stand: Stand, staten: Sequence[Staat]) -> int:
    """Return how many answers and rules differ between batch and index over these rows and all categories."""
    batch, index = Batch(stand), Index(stand)
    kolommen = columns(stand.kennis, staten)
    verschil = 0
    mogelijk, zeker = batch.fired(kolommen)
    uitkomsten = batch.range({naam: kolom for naam, kolom in kolommen.items() if naam != CATEGORIE})
    for rij, staat in enumerate(staten):
        for i, werkt in enumerate(index.decide(staat).werkt):
            bits = tuple(int(woorden[rij, i // 64]) >> i % 64 & 1 for woorden in (mogelijk, zeker))
            verschil += bits != BITS[werkt]
        for k, naam in enumerate(uitkomsten.categorieen):
            slechtst, best = index.range({**staat, CATEGORIE: frozenset((naam,))})
            verschil += (slechtst.rang, best.rang) != (uitkomsten.slechtst[rij, k], uitkomsten.best[rij, k])
    return verschil


@pytest.mark.parametrize("open_", [0.0, 0.4])
def test_batch_equals_the_index_on_generated_rulebooks(open_: float) -> None:
    for boek in range(40):
        stand = genereren.stand(boek)
        kans = Random(boek)
        assert not differences(stand, [genereren.state(kans, stand, open_, 0) for _ in range(25)])


@pytest.mark.parametrize("open_", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("scenarios", [(), tuple(load_shipped().scenarios)])
def test_batch_equals_the_index_on_the_shipped_rules(open_: float, scenarios: tuple[str, ...]) -> None:
    stand = load_shipped().in_force(date(2026, 11, 21), scenarios=scenarios)
    kans = Random(11)
    assert not differences(stand, [genereren.state(kans, stand, open_, 0) for _ in range(150)])


def test_more_rows_than_one_block() -> None:
    stand = genereren.stand(2)
    kans = Random(4)
    staten = [genereren.state(kans, stand, 0.2, 0) for _ in range(40)]
    klein = columns(stand.kennis, staten)
    keer = BLOK // 40 + 3
    groot = {naam: np.tile(kolom, keer) for naam, kolom in klein.items()}
    for deel, geheel in zip(Batch(stand).fired(klein), Batch(stand).fired(groot), strict=True):
        assert (np.tile(deel, (keer, 1)) == geheel).all()


def test_a_fact_without_a_column_is_not_known() -> None:
    for boek in range(15):
        stand = genereren.stand(boek)
        staten = [genereren.state(Random(boek), stand, 0, 0) for _ in range(5)]
        kolommen = columns(stand.kennis, staten)
        del kolommen[CATEGORIE]
        for weg in [naam for naam in kolommen][::2]:
            onbekend = {**kolommen, weg: np.full(5, len(stand.kennis.feiten[weg].cellen), np.int16)}
            zonder = {naam: kolom for naam, kolom in kolommen.items() if naam != weg}
            een, ander = Batch(stand).range(onbekend), Batch(stand).range(zonder)
            assert (een.slechtst == ander.slechtst).all()
            assert (een.best == ander.best).all()


def test_one_category_of_fired_rules_is_that_category() -> None:
    stand = genereren.stand(5)
    kans = Random(5)
    staten = [genereren.state(kans, stand, 0.2, 0) for _ in range(30)]
    kolommen = columns(stand.kennis, staten)
    naam = stand.kennis.feiten[CATEGORIE].cellen[0]
    vast = {**kolommen, CATEGORIE: np.zeros(30, np.int16)}
    for een, ander in zip(Batch(stand).fired(kolommen, naam), Batch(stand).fired(vast), strict=True):
        assert (een == ander).all()


def test_transitions_count_what_the_index_says() -> None:
    kennis = load_shipped()
    voor, na = (kennis.in_force(date(2026, 11, 21), scenarios=scenarios) for scenarios in ((), tuple(kennis.scenarios)))
    kans = Random(12)
    wetsvoorstel = replace(na, regels=tuple(regel for regel in na.regels if regel.scenario))
    staten = [genereren.state(kans, wetsvoorstel, kans.choice((0.0, 0.05)), 0) for _ in range(400)]
    kolommen = columns(kennis, staten)
    del kolommen[CATEGORIE]
    namen = kennis.feiten[CATEGORIE].cellen[:6]
    tabel = transitions(*(Batch(stand).range(kolommen, namen) for stand in (voor, na)))
    assert tabel.shape == (6, 5, 5)
    assert tabel.sum() == 400 * 6
    for k, naam in enumerate(namen):
        verwacht = Counter(
            tuple(_code(*compile_index(stand).range({**staat, CATEGORIE: frozenset((naam,))})) for stand in (voor, na))
            for staat in staten
        )
        assert {(i, j): int(n) for (i, j), n in np.ndenumerate(tabel[k]) if n} == dict(verwacht)
    assert sum(int(tabel[:, i, j].sum()) for i in range(5) for j in range(5) if i != j) > 0


def _code(slechtst: Uitkomst, best: Uitkomst) -> int:
    return slechtst.rang if slechtst is best else ONVOLLEDIG


def test_transitions_of_other_rows_are_refused() -> None:
    een, ander = (Uitkomsten(("x",), np.zeros((n, 1), np.uint8), np.zeros((n, 1), np.uint8)) for n in (2, 3))
    with pytest.raises(ValueError, match="niet over dezelfde"):
        transitions(een, ander)


# -- bad populations


@pytest.mark.parametrize(
    ("kolommen", "boodschap"),
    [
        ({}, "evenveel rijen"),
        ({"leeftijd": [1, 1], "sinds": [0]}, "evenveel rijen"),
        ({"bestaat_niet": [0]}, "Onbekend feit"),
        ({"leeftijd": [-1]}, "een code is"),
        ({"leeftijd": [99]}, "een code is"),
    ],
)
def test_a_bad_population_is_refused(kolommen: dict[str, list[int]], boodschap: str) -> None:
    arrays = {naam: np.array(waarden, np.int16) for naam, waarden in kolommen.items()}
    with pytest.raises(ValueError, match=boodschap):
        Batch(genereren.stand(1)).range(arrays)


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(ValueError, match="Onbekende categorie"):
        Batch(genereren.stand(1)).range({"leeftijd": np.zeros(1, np.int16)}, ["bestaat_niet"])


def test_a_half_open_fact_is_no_population() -> None:
    stand = genereren.stand(1)
    staat = genereren.state(Random(1), stand, 0, 0)
    cellen = stand.kennis.feiten["leeftijd"].cellen
    assert len(cellen) > 2
    with pytest.raises(ValueError, match="half bekend"):
        columns(stand.kennis, [{**staat, "leeftijd": frozenset(cellen[:2])}])


def test_an_empty_population_has_no_rows() -> None:
    assert Batch(genereren.stand(1)).range({"leeftijd": np.zeros(0, np.int16)}).slechtst.shape[0] == 0


def test_a_stand_without_rules_allows_nobody_anything() -> None:
    leeg = replace(genereren.stand(1), regels=())
    uit = Batch(leeg).range({"leeftijd": np.zeros(3, np.int16)})
    assert not uit.best.any()


# -- the guard itself


SABOTAGE = {
    "exceptions do nothing": (
        "_without_exceptions",
        lambda self, delen: [{w: a for w, a in deel.items() if w < self.woorden} for deel in delen],
    ),
    "begrippen clear nothing": ("_begrip", lambda self, delen, naam, codes: None),
    "a begrip is always true": ("_true_anyway", lambda self, naam, codes, rijen: np.ones(len(rijen), np.bool_)),
    "everything is known": ("_all_known", lambda self, kolommen, categorieen: True),
}


@pytest.mark.parametrize("naam", SABOTAGE)
def test_a_broken_batch_is_noticed(naam: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Batch, *SABOTAGE[naam])
    assert sum(_differences_of_some_books())


def test_a_batch_with_a_lost_doorbreking_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_module, "_occur", lambda deel: {})
    assert sum(_differences_of_some_books())


def test_a_batch_that_is_not_broken_passes_the_same_check() -> None:
    assert not sum(_differences_of_some_books())


def _differences_of_some_books() -> list[int]:
    uit = []
    for boek in range(25):
        stand = genereren.stand(boek)
        kans = Random(boek)
        uit.append(differences(stand, [genereren.state(kans, stand, 0.3, 0) for _ in range(12)]))
    return uit


def test_the_index_and_the_oracle_need_no_numpy() -> None:
    """What decides in production starts without it."""
    for naam in ("model", "interpret", "ontleding", "verklaard", "stappen", "index"):
        boom = ast.parse((Path(toets.__file__).parent / f"{naam}.py").read_text(encoding="utf-8"))
        namen = {alias.name for knoop in ast.walk(boom) if isinstance(knoop, ast.Import) for alias in knoop.names}
        namen |= {knoop.module or "" for knoop in ast.walk(boom) if isinstance(knoop, ast.ImportFrom)}
        assert not {naam for naam in namen if naam.split(".")[0] == "numpy"}
