# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Our own, behind the same door: what is missing is unknown."""

from __future__ import annotations

from typing import Any

from bench.vertaal.motor import Verzoek
from deelwijs.toets import index, interpret
from deelwijs.toets.model import Stand, Uitkomst

EEN: dict[str, frozenset[str]] = {}


class Index:
    naam = "ours: index, full explanation"
    per_ronde = 2000
    kan_niet = ""

    def __init__(self, stand: Stand) -> None:
        self.alles = {naam: feit.alles for naam, feit in stand.kennis.feiten.items()}
        self.index = index.Index(stand)

    def prepare(self, verzoek: Verzoek) -> Any:
        return {**self.alles, **{feit: EEN.setdefault(cel, frozenset((cel,))) for feit, cel in verzoek.items()}}

    def decide(self, invoer: Any) -> Uitkomst:
        return self.index.explained(invoer).uitkomst


class Interpreter(Index):
    naam = "ours: interpreter"
    per_ronde = 60

    def __init__(self, stand: Stand) -> None:
        super().__init__(stand)
        self.stand = stand

    def decide(self, invoer: Any) -> Uitkomst:
        return interpret.interpret(self.stand, invoer).uitkomst
