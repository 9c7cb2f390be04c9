# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Answer set programming, by clingo: grounded once, the facts of a request are externals.

Closed world: what is not said is not so.
"""

from __future__ import annotations

from typing import Any

import clingo

from bench.vertaal.motor import VRAGEN, Verzoek, answer
from deelwijs.toets.model import Conditie, Soort, Stand, Uitkomst


class Motor:
    naam = "clingo (closed world)"
    per_ronde = 60
    kan_niet = "no third value when closed, no law by date, no why"

    def __init__(self, stand: Stand) -> None:
        self.program = clingo.Control(["--warn=none"])
        self.program.add("base", [], "\n".join(_program(stand)))
        self.program.ground([("base", [])])
        self.gezet: list[Any] = []

    def prepare(self, verzoek: Verzoek) -> Any:
        return [clingo.Function("is", [clingo.String(feit), clingo.String(cel)]) for feit, cel in verzoek.items()]

    def decide(self, invoer: Any) -> Uitkomst:
        for atoom in self.gezet:
            self.program.assign_external(atoom, False)
        for atoom in invoer:
            self.program.assign_external(atoom, True)
        self.gezet = invoer
        vlaggen = dict.fromkeys(VRAGEN, False)
        with self.program.solve(yield_=True) as uit:
            for model in uit:
                for atoom in model.symbols(shown=True):
                    vlaggen[atoom.name] = True
        return answer(vlaggen)


def _program(stand: Stand) -> list[str]:
    feiten = stand.kennis.feiten
    uit = [f'#external is("{naam}","{cel}").' for naam, feit in feiten.items() for cel in feit.cellen]
    namen: dict[tuple[str, frozenset[str]], str] = {}

    def body(conditie: Conditie) -> str:
        delen = []
        for deel in conditie:
            if deel.feit not in feiten:
                delen.append(f'begrip("{deel.feit}")' if "ja" in deel.cellen else f'not begrip("{deel.feit}")')
                continue
            sleutel = (deel.feit, deel.cellen)
            if sleutel not in namen:
                namen[sleutel] = f"in({len(namen)})"
                uit.extend(f'{namen[sleutel]} :- is("{deel.feit}","{cel}").' for cel in sorted(deel.cellen))
            delen.append(namen[sleutel])
        return ", ".join(delen)

    def rule(kop: str, *delen: str) -> None:
        staart = ", ".join(deel for deel in delen if deel)
        uit.append(f"{kop} :- {staart}." if staart else f"{kop}.")

    for naam, wegen in stand.begrippen.items():
        for weg in wegen:
            rule(f'begrip("{naam}")', body(weg))
    for i, regel in enumerate(stand.regels):
        for conditie in regel.tenzij:
            rule(f"tenzij({i})", body(conditie))
        rule(f"werkt({i})", body(regel.als), f"not tenzij({i})" if regel.tenzij else "")
        for doel in regel.doorbreekt:
            rule(f'{"zacht" if regel.wordt_weging else "weg"}("{doel}")', f"werkt({i})")
    for i, regel in enumerate(stand.regels):
        if regel.soort is Soort.VERBOD:
            rule("weging", f"werkt({i})", f'not weg("{regel.id}")', f'zacht("{regel.id}")')
            rule("verbod", f"werkt({i})", f'not weg("{regel.id}")', f'not zacht("{regel.id}")')
        elif regel.soort in VRAGEN:
            rule(str(regel.soort), f"werkt({i})")
    return [*uit, *(f"#show {vraag}/0." for vraag in VRAGEN)]
