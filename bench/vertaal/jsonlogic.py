# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""JSONLogic, by `datalogic-py` (Rust)."""

from __future__ import annotations

import json
from typing import Any

import datalogic_py

from bench.vertaal.motor import VRAGEN, Boek, Verzoek, answer
from deelwijs.toets.model import Stand, Uitkomst


class Taal:
    def member(self, feit: str, cellen: list[str]) -> Any:
        return {"in": [{"var": feit}, cellen]}

    def both(self, delen: list[Any]) -> Any:
        return {"and": delen} if delen else True

    def either(self, delen: list[Any]) -> Any:
        return {"or": delen} if delen else False

    def negate(self, deel: Any) -> Any:
        return {"!": [deel]}


class Motor:
    naam = "JSONLogic (datalogic-py)"
    per_ronde = 1000
    kan_niet = "no third value, no explanation, no law by date, no names for rules"

    def __init__(self, stand: Stand) -> None:
        boek = Boek(stand, Taal()).per_question()
        regels = [{"or": [vorm for _, vorm in boek[vraag]]} for vraag in VRAGEN]
        self.regel = datalogic_py.Engine().compile(json.dumps(regels))

    def prepare(self, verzoek: Verzoek) -> Any:
        return json.dumps(verzoek)

    def decide(self, invoer: Any) -> Uitkomst:
        uit = self.regel.evaluate(invoer)
        return answer(dict(zip(VRAGEN, json.loads(uit) if isinstance(uit, str) else uit, strict=True)))
