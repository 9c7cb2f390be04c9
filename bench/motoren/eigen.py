# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Our own implementations behind the same door as the translations: plain answers in, the rank of the outcome out."""

from __future__ import annotations

from collections.abc import Sequence

from bench.motoren.boek import Boek, Verzoek
from bench.verzoeken import known
from deelwijs.toets.index import compile_index
from deelwijs.toets.interpret import interpret


class Uitleg:
    naam = "**ours: index, full explanation**"
    telt = "the index"

    def __init__(self, boek: Boek) -> None:
        self.index = compile_index(boek.stand)

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        return [self.index.explained(known(verzoek)).slechtst.rang for verzoek in verzoeken]


class Bereik(Uitleg):
    naam = "ours: index, outcome only"

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        return [self.index.range(known(verzoek))[0].rang for verzoek in verzoeken]


class Tolk:
    naam = "ours: interpreter (oracle)"
    telt = "the interpreter"

    def __init__(self, boek: Boek) -> None:
        self.stand = boek.stand

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        return [interpret(self.stand, known(verzoek)).slechtst.rang for verzoek in verzoeken]
