# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What to ask next: only what can still change the answer, the most telling question first."""

from __future__ import annotations

from collections.abc import Iterable

from deelwijs.toets.model import Feit, Kennis, Klopt, Motor, Staat, Uitkomst, all_hold

# What the rest hangs on. Asked first as long as it can matter, in this order.
KERN = ("handeling", "verstrekker", "houder", "ontvanger", "verzoeker", "categorie", "doel", "niveau")

Bereik = tuple[Uitkomst, Uitkomst]


def open_questions(kennis: Kennis, motor: Motor, delen: Iterable[Staat]) -> tuple[Feit, ...]:
    """Return the open facts whose answer can still change the range of at least one part, best first."""
    punten: dict[str, float] = {}
    for staat in delen:
        for naam, winst in _gains(kennis, motor, staat).items():
            punten[naam] = punten.get(naam, 0.0) + winst
    namen = list(kennis.feiten)
    volgorde = sorted(punten, key=lambda naam: _rank(kennis.feiten[naam], punten[naam], namen.index(naam)))
    return tuple(kennis.feiten[naam] for naam in volgorde)


def _rank(feit: Feit, winst: float, plaats: int) -> tuple[int, float, int]:
    if feit.naam in KERN:
        return (KERN.index(feit.naam), 0.0, plaats)
    return (len(KERN), -winst / (1 + feit.gevoelig / 2), plaats)


def _gains(kennis: Kennis, motor: Motor, staat: Staat) -> dict[str, float]:
    nu = motor.range(staat)
    if nu[0] is nu[1]:
        return {}
    open_ = [f for f in kennis.feiten.values() if len(staat[f.naam]) > 1 and _relevant(f, staat)]
    winst = {feit.naam: _gain(motor, staat, feit.naam, nu) for feit in open_}
    uit = {naam: w for naam, w in winst.items() if w > 0}
    if uit:
        return uit
    # No single answer narrows the range: look for facts that do so together with one other, what the rest hangs on first.
    kern = [feit for feit in open_ if feit.naam in KERN]
    for groep in (kern, [feit for feit in open_ if feit.naam not in KERN]):
        uit = {feit.naam: 0.01 for feit in groep if _matters_together(motor, staat, feit.naam, open_)}
        if uit:
            return uit
    return {}


def _relevant(feit: Feit, staat: Staat) -> bool:
    """Whether the fact is worth asking now: what it hangs on is known to hold."""
    return all_hold(feit.vraag_als + feit.hoort_bij, staat) is Klopt.JA


def _gain(motor: Motor, staat: Staat, naam: str, nu: Bereik) -> float:
    """Return how much an answer narrows the range: on average, with a bonus for settling it. 0: never."""
    cellen = staat[naam]
    totaal = 0.0
    for cel in cellen:
        straks = motor.range({**staat, naam: frozenset((cel,))})
        if straks != nu:
            totaal += (_width(nu) - _width(straks)) + (1.0 if straks[0] is straks[1] else 0.1)
    return totaal / len(cellen)


def _width(bereik: Bereik) -> int:
    return bereik[1].rang - bereik[0].rang


def _matters_together(motor: Motor, staat: Staat, naam: str, open_: Iterable[Feit]) -> bool:
    """Return whether the fact decides once one other open fact has some answer."""
    for ander in open_:
        if ander.naam == naam:
            continue
        for cel in staat[ander.naam]:
            proef = {**staat, ander.naam: frozenset((cel,))}
            bereik = motor.range(proef)
            if bereik[0] is not bereik[1] and _gain(motor, proef, naam, bereik) > 0:
                return True
    return False
