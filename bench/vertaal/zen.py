# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""ZEN, as compiled expressions: much faster than its decision tables, which moreover cannot hold exceptions."""

from __future__ import annotations

from typing import Any

import zen

from bench.vertaal.cel import Taal as CelTaal
from bench.vertaal.motor import VRAGEN, Boek, Verzoek, answer
from deelwijs.toets.model import Stand, Uitkomst


class Taal(CelTaal):
    en, of, niet = "and", "or", "not "


class Motor:
    naam = "ZEN (compiled expressions)"
    per_ronde = 500
    kan_niet = "no third value, no explanation of an expression, no law by date"

    def __init__(self, stand: Stand) -> None:
        taal = Taal()
        boek = Boek(stand, taal).per_question()
        self.regels = [(vraag, zen.compile_expression(taal.either([v for _, v in boek[vraag]]))) for vraag in VRAGEN]

    def prepare(self, verzoek: Verzoek) -> Any:
        return dict(verzoek)

    def decide(self, invoer: Any) -> Uitkomst:
        return answer({vraag: regel.evaluate(invoer) for vraag, regel in self.regels})
