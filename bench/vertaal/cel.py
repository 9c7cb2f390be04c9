# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""CEL, by `common-expression-language` (Rust)."""

from __future__ import annotations

from typing import Any

import cel

from bench.vertaal.motor import VRAGEN, Boek, Verzoek, answer
from deelwijs.toets.model import Stand, Uitkomst


class Taal:
    en, of, niet = "&&", "||", "!"
    waar, onwaar = "true", "false"

    def member(self, feit: str, cellen: list[str]) -> str:
        if len(cellen) == 1:
            return f'{feit} == "{cellen[0]}"'
        lijst = ", ".join('"' + cel_ + '"' for cel_ in cellen)
        return f"{feit} in [{lijst}]"

    def both(self, delen: list[str]) -> str:
        return self._join(self.en, delen) if delen else self.waar

    def either(self, delen: list[str]) -> str:
        return self._join(self.of, delen) if delen else self.onwaar

    def _join(self, teken: str, delen: list[str]) -> str:
        """In halves, so that a parser need not nest as deep as the list is long."""
        if len(delen) == 1:
            return delen[0]
        half = len(delen) // 2
        return f"({self._join(teken, delen[:half])} {teken} {self._join(teken, delen[half:])})"

    def negate(self, deel: str) -> str:
        return f"{self.niet}({deel})"


class Motor:
    naam = "CEL (common-expression-language)"
    per_ronde = 300
    kan_niet = "no third value (a missing fact is an error), no explanation, no law by date, no names for rules"

    def __init__(self, stand: Stand) -> None:
        taal = Taal()
        boek = Boek(stand, taal).per_question()
        self.regels = [(vraag, cel.compile(taal.either([vorm for _, vorm in boek[vraag]]))) for vraag in VRAGEN]

    def prepare(self, verzoek: Verzoek) -> Any:
        return dict(verzoek)

    def decide(self, invoer: Any) -> Uitkomst:
        return answer({vraag: regel.execute(invoer) for vraag, regel in self.regels})
