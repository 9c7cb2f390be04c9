# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Rego, by regorus (Rust) and by rego-cpp (`regopy`). OPA itself does not come as a Python package."""

from __future__ import annotations

import json
from typing import Any

from bench.vertaal.motor import VRAGEN, Verzoek, answer
from deelwijs.toets.model import Conditie, Soort, Stand, Uitkomst


def policy(stand: Stand) -> str:
    """Return the rulebook as a Rego module with one rule `uit`: the five answers."""
    feiten = stand.kennis.feiten
    regels = ["package deelwijs", "import rego.v1", ""]

    def body(conditie: Conditie) -> list[str]:
        uit = []
        for deel in conditie:
            if deel.feit in feiten:
                cellen = sorted(deel.cellen)
                if len(cellen) == 1:
                    uit.append(f'input.{deel.feit} == "{cellen[0]}"')
                else:
                    uit.append(f"input.{deel.feit} in {{{', '.join(json.dumps(c) for c in cellen)}}}")
            else:
                uit.append(f"begrip_{deel.feit}" if "ja" in deel.cellen else f"not begrip_{deel.feit}")
        return uit or ["true"]

    def rule(naam: str, delen: list[str]) -> None:
        # regorus refuses lines of more than 1,024 characters.
        regels.extend([f"{naam} if {{", *(f"  {deel}" for deel in delen), "}"])

    for naam, wegen in stand.begrippen.items():
        if not wegen:
            regels.append(f"begrip_{naam} if {{ false }}")
        for weg in wegen:
            rule(f"begrip_{naam}", body(weg))
    for i, regel in enumerate(stand.regels):
        niet = []
        for k, conditie in enumerate(regel.tenzij):
            rule(f"tenzij_{i}_{k}", body(conditie))
            niet.append(f"not tenzij_{i}_{k}")
        rule(f"werkt_{i}", body(regel.als) + niet)
    for i, regel in enumerate(stand.regels):
        if regel.soort is Soort.VERBOD:
            weg, zacht = (
                [
                    f"not werkt_{j}"
                    for j, d in enumerate(stand.regels)
                    if regel.id in d.doorbreekt and d.wordt_weging is w
                ]
                for w in (False, True)
            )
            rule("verbod", [f"werkt_{i}", *weg, *zacht])
            if zacht:
                rule("weging", [f"werkt_{i}", *weg])
        elif regel.soort in VRAGEN:
            rule(str(regel.soort), [f"werkt_{i}"])
    for vraag in VRAGEN:
        regels.append(f"default {vraag} := false")
    velden = ", ".join(json.dumps(vraag) + ": " + vraag for vraag in VRAGEN)
    return "\n".join([*regels, f"uit := {{{velden}}}"])


class Regorus:
    naam = "Rego (regorus)"
    per_ronde = 60
    kan_niet = "no third value (undefined spreads silently), no law by date; explains what the author collects"

    def __init__(self, stand: Stand) -> None:
        import regorus

        self.motor = regorus.Engine()
        self.motor.add_policy("deelwijs.rego", policy(stand))

    def prepare(self, verzoek: Verzoek) -> Any:
        return json.dumps(verzoek)

    def decide(self, invoer: Any) -> Uitkomst:
        self.motor.set_input_json(invoer)
        return answer(self.motor.eval_rule("data.deelwijs.uit"))


class Regocpp:
    naam = "Rego (rego-cpp)"
    per_ronde = 6
    kan_niet = "as regorus"

    def __init__(self, stand: Stand) -> None:
        import regopy

        self.motor = regopy.Interpreter()
        self.motor.add_module("deelwijs", policy(stand))

    def prepare(self, verzoek: Verzoek) -> Any:
        return dict(verzoek)

    def decide(self, invoer: Any) -> Uitkomst:
        self.motor.set_input(invoer)
        uit = self.motor.query("x := data.deelwijs.uit")
        return answer(
            json.loads(str(uit.binding("x").json())) if hasattr(uit.binding("x"), "json") else uit.binding("x")
        )
