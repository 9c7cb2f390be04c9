# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""How many questions until nothing more can change: our order against the fixed order of `feiten.yaml`.

Over the worked cases, answered as each case says; where a case does not say, the answer is "I do not know".
Both orders ask only facts that apply (`vraag_als`, `hoort_bij`) and stop when the outcome stands or nothing is left.

.venv/bin/python -m bench.vragen
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from statistics import median, quantiles
from typing import Any

from bench.verslag import machine, publish, table
from deelwijs.toets.index import Index, compile_index
from deelwijs.toets.invoer import Invoer, read_facts
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Kennis, Klopt, Voorbeeld, all_hold
from deelwijs.toets.vragen import open_questions

AANTAL = 400
KERN = ("handeling", "verstrekker", "houder", "ontvanger", "verzoeker", "categorie", "doel")

Kiezer = Callable[[Kennis, Index, Invoer, set[str]], str | None]


def adaptive(kennis: Kennis, motor: Index, invoer: Invoer, gesteld: set[str]) -> str | None:
    """Return the next question of the product."""
    vragen = open_questions(kennis, motor, [invoer.part(deel) for deel in invoer.delen])
    return next((feit.naam for feit in vragen if feit.naam not in gesteld), None)


def fixed(kennis: Kennis, motor: Index, invoer: Invoer, gesteld: set[str]) -> str | None:
    """Return the next fact of the file that applies, as long as the answer is open."""
    if all(slechtst is best for slechtst, best in map(motor.range, map(invoer.part, invoer.delen))):
        return None
    for feit in kennis.feiten.values():
        if feit.naam not in gesteld and all_hold(feit.vraag_als + feit.hoort_bij, invoer.staat) is Klopt.JA:
            return feit.naam
    return None


def interview(kennis: Kennis, geval: Voorbeeld, kies: Kiezer) -> list[str]:
    """Return the questions put, in order, when a case is answered as it says."""
    motor = compile_index(kennis.in_force(geval.op))
    antwoorden = {"handeling": "delen", **geval.feiten} if "verstrekker" in geval.feiten else dict(geval.feiten)
    gegeven: dict[str, Any] = {}
    while (vraag := kies(kennis, motor, read_facts(kennis, gegeven), set(gegeven))) is not None:
        gegeven[vraag] = antwoorden.get(vraag)
    return list(gegeven)


def half_known(geval: Voorbeeld) -> bool:
    return any(isinstance(waarde, dict) for waarde in geval.feiten.values())


def main() -> None:
    """Measure and publish."""
    kennis = load_shipped()
    heel = [
        v for v in kennis.voorbeelden if not v.scenarios and not any(isinstance(w, dict) for w in v.feiten.values())
    ]
    gevallen = Random(20261122).sample(heel, min(AANTAL, len(heel)))
    rijen = []
    for naam, kies in (("ours", adaptive), ("fixed order of the file", fixed)):
        gesteld = [interview(kennis, geval, kies) for geval in gevallen]
        for deel, zonder in (("all questions", ()), ("after the core facts", KERN)):
            aantallen = [sum(vraag not in zonder for vraag in vragen) for vragen in gesteld]
            p90 = quantiles(aantallen, n=10)[-1]
            rijen.append((f"{naam}, {deel}", f"{median(aantallen):.0f}", f"{p90:.0f}", max(aantallen)))
    tekst = table(("order", "median", "p90", "max"), rijen)
    uitleg = (
        f"{machine()} {len(gevallen)} worked cases, drawn by seed from {len(heel)}. The core facts are "
        f"{', '.join(KERN)}. Every answer counts as a question, also “I do not know”."
    )
    publish("vragen", f"{uitleg}\n\n{tekst}\n")


if __name__ == "__main__":
    main()
