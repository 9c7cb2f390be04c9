# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""zen-engine: a decision graph with one expression node; it has no exceptions, so a rule is one expression."""

from __future__ import annotations

import json
from collections.abc import Sequence

import zen

from bench.motoren.boek import Boek, Schrijver, Verzoek, Zin
from deelwijs.toets.model import Soort


def expressions(boek: Boek) -> list[tuple[str, str]]:
    """Return the keys and expressions of the node, in order; `$` is what the node has computed so far."""

    def lid(feit: str, cellen: tuple[str, ...]) -> str:
        return f"{feit} in {json.dumps(list(cellen))}"

    s = Schrijver(boek, lid, ("and", "or", "not ", "true", "false"), lambda naam: f"$.b_{naam}")

    def fired(zin: Zin) -> str:
        return f"$.{zin.naam}"

    def some(soort: Soort) -> list[str]:
        return [fired(zin) for zin in boek.of(soort)]

    verboden = boek.of(Soort.VERBOD)
    zacht = [s.softened(zin, fired) for zin in verboden if zin.zacht]
    return [
        *((f"b_{naam}", s.wegen(naam)) for naam in boek.begrippen),
        *((zin.naam, s.fires(zin)) for zin in boek.zinnen),
        ("verbod", s.any(s.stands(zin, fired) for zin in verboden)),
        ("weging", s.any([*some(Soort.WEGING), *zacht])),
        *((str(soort), s.any(some(soort))) for soort in (Soort.PLICHT, Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG)),
        (
            "uitkomst",
            "$.verbod ? 0 : ($.grondslag ? ($.weging ? 1 : ($.plicht ? 2 : 3)) : ($.weeg_grondslag ? 1 : 0))",
        ),
    ]


class Motor:
    naam = "zen-engine (expression node)"
    telt = "zen"

    def __init__(self, boek: Boek) -> None:
        rijen = [{"id": naam, "key": naam, "value": tekst} for naam, tekst in expressions(boek)]
        graaf = {
            "nodes": [
                {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
                {
                    "id": "regels",
                    "name": "regels",
                    "type": "expressionNode",
                    "position": {"x": 1, "y": 0},
                    "content": {"expressions": rijen},
                },
                {"id": "uit", "name": "uit", "type": "outputNode", "position": {"x": 2, "y": 0}},
            ],
            "edges": [
                {"id": "e1", "sourceId": "in", "targetId": "regels", "type": "edge"},
                {"id": "e2", "sourceId": "regels", "targetId": "uit", "type": "edge"},
            ],
        }
        self.decision = zen.ZenEngine().create_decision(json.dumps(graaf))

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        return [self._one(verzoek) for verzoek in verzoeken]

    def _one(self, verzoek: Verzoek) -> int | None:
        try:
            return int(self.decision.evaluate(dict(verzoek))["result"]["uitkomst"])
        except RuntimeError:
            return None
