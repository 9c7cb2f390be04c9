# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""clingo: the logic program that the tests also use; what is not known is not so."""

from __future__ import annotations

from collections.abc import Sequence

from bench.vertaal.boek import Boek, Verzoek
from deelwijs.toets.tests.test_clingo import solve


class Motor:
    naam = "clingo (answer sets)"
    telt = "clingo"

    def __init__(self, boek: Boek) -> None:
        self.stand = boek.stand

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        """Ground the program and solve it for each request; the grounding is part of the time."""
        staten = [{naam: frozenset((cel,)) for naam, cel in verzoek.items()} for verzoek in verzoeken]
        return [rang for rang, _, _ in solve(self.stand, staten)]
