# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""clingo: the logic program that the tests also use; what is not known is not so."""

from __future__ import annotations

from collections.abc import Sequence

from bench.motoren.boek import Boek, Verzoek
from deelwijs.toets.tests.test_clingo import solve


class Motor:
    naam = "clingo (answer sets)"
    telt = "clingo"

    def __init__(self, boek: Boek) -> None:
        self.staat: dict[str, frozenset[str]] = {}
        # Grounded once, at the first request; after that it takes the state that stands here.
        self.antwoorden = solve(boek.stand, iter(lambda: self.staat, None))

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        uit: list[int | None] = []
        for verzoek in verzoeken:
            self.staat = {naam: frozenset((cel,)) for naam, cel in verzoek.items()}
            uit.append(next(self.antwoorden)[0])
        return uit
