# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Rego, the language of OPA, for two engines: regorus (in Rust) and rego-cpp (through regopy)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bench.motoren.boek import Boek, Schrijver, Verzoek
from deelwijs.toets.model import Conditie, Soort

WEGING = """
default uitkomst := 0
uitkomst := 1 if { not verbod; grondslag; weging }
uitkomst := 1 if { not verbod; not grondslag; weeg_grondslag }
uitkomst := 2 if { not verbod; grondslag; not weging; plicht }
uitkomst := 3 if { not verbod; grondslag; not weging; not plicht }
"""


def program(boek: Boek) -> str:
    """Return the rulebook as one Rego module that computes `data.toets.uitkomst`."""

    def lid(feit: str, cellen: tuple[str, ...]) -> str:
        if len(cellen) == 1:
            return f"input.{feit} == {json.dumps(cellen[0])}"
        return f"input.{feit} in {{{', '.join(map(json.dumps, cellen))}}}"

    s = Schrijver(boek, lid, ("", "", "not", "true", "false"), lambda naam: f"b_{naam}")

    def body(conditie: Conditie) -> str:
        # A line each, for regorus reads no lines of more than 1,024 characters.
        return "\n  ".join(s.deel(deel) for deel in conditie) or "true"

    uit = ["package toets", "import rego.v1"]
    for naam, wegen in boek.begrippen.items():
        uit += [f"b_{naam} if {{ {body(c)} }}" for c in wegen] or [f"b_{naam} if {{ false }}"]
    for zin in boek.zinnen:
        uit += [f"u_{zin.naam} if {{ {body(c)} }}" for c in zin.tenzij]
        tenzij = f"\n  not u_{zin.naam}" if zin.tenzij else ""
        uit.append(f"{zin.naam} if {{ {body(zin.als)}{tenzij} }}")
        if zin.soort is Soort.VERBOD:
            weg = "".join(f"; not {naam}" for naam in zin.weg)
            zacht = "".join(f"; not {naam}" for naam in zin.zacht)
            uit.append(f"verbod if {{ {zin.naam}{weg}{zacht} }}")
            uit += [f"weging if {{ {zin.naam}; {naam}{weg} }}" for naam in zin.zacht]
        elif zin.soort is not Soort.DOORBREKING:
            uit.append(f"{zin.soort} if {{ {zin.naam} }}")
    return "\n".join(uit) + WEGING


class Regorus:
    naam = "Rego (regorus)"
    telt = "Rego"

    def __init__(self, boek: Boek) -> None:
        from regorus import Engine

        self.engine = Engine()
        self.engine.add_policy("toets.rego", program(boek))

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        uit: list[int | None] = []
        for verzoek in verzoeken:
            self.engine.set_input_json(json.dumps(verzoek))
            uit.append(int(self.engine.eval_rule("data.toets.uitkomst")))
        return uit


class Regopy:
    naam = "Rego (rego-cpp, regopy)"
    telt = "Rego"

    def __init__(self, boek: Boek) -> None:
        from regopy import Interpreter

        self.rego = Interpreter()
        self.rego.add_module("toets", program(boek))

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        uit: list[int | None] = []
        for verzoek in verzoeken:
            self.rego.set_input_term(json.dumps(verzoek))
            antwoord = json.loads(str(self.rego.query("x = data.toets.uitkomst")))
            uit.append(int(antwoord["bindings"]["x"]))
        return uit
