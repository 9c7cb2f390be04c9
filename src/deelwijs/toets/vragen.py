# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What to ask next: only what can still change the answer, the most telling question first.

The order is that of the toets itself. First what the rest hangs on; then whether there is a basis at all, for without
one nothing else needs asking; then what may forbid it; last what still has to be done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from typing import Protocol

from deelwijs.toets.interpret import Bevinding
from deelwijs.toets.model import Conditie, Feit, Kennis, Klopt, Regel, Soort, Staat, Stand, Stap, Uitkomst, all_hold

# What the rest hangs on. Asked first as long as it can matter, in this order.
KERN = ("handeling", "verstrekker", "houder", "ontvanger", "verzoeker", "categorie", "doel", "niveau")
STAPPEN = (Stap.GRONDSLAG, Stap.VERBOD, Stap.DOEL, Stap.PROPORTIONALITEIT, Stap.SUBSIDIARITEIT, Stap.PLICHT)
BASIS = (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG)
# How much an undecided rule weighs in the order: a prohibition settles most.
GEWICHT = {Soort.VERBOD: 3.0, Soort.DOORBREKING: 3.0, Soort.WEGING: 2.0, Soort.PLICHT: 1.0}

Punten = dict[str, tuple[int, float]]  # fact -> (step, weight)


class Vrager(Protocol):
    """What decides, and the rules it decides on."""

    stand: Stand

    def decide(self, staat: Staat) -> Bevinding: ...


def open_questions(
    kennis: Kennis, motor: Vrager, delen: Iterable[Staat], gesteld: Container[str] = ()
) -> tuple[Feit, ...]:
    """Return the open facts on which the outcome of at least one part still hangs, best first.

    A fact that was asked before (`gesteld`) and is still open holds up no other question.
    """
    punten: Punten = {}
    for staat in delen:
        for naam, (stap, gewicht) in _points(kennis, motor, staat).items():
            eerder = punten.get(naam, (stap, 0.0))
            punten[naam] = (min(stap, eerder[0]), gewicht + eerder[1])
    namen = list(kennis.feiten)
    # After something else: as long as that is itself a question.
    klaar = [
        naam for naam in punten if not any(ander in punten and ander not in gesteld for ander in kennis.feiten[naam].na)
    ]
    volgorde = sorted(klaar or punten, key=lambda naam: _rank(kennis.feiten[naam], punten[naam], namen.index(naam)))
    return tuple(kennis.feiten[naam] for naam in volgorde)


def _rank(feit: Feit, punten: tuple[int, float], plaats: int) -> tuple[int, int, float, int]:
    if feit.naam in KERN:
        return (0, KERN.index(feit.naam), 0.0, plaats)
    stap, gewicht = punten
    return (1, stap, -gewicht / (1 + feit.gevoelig / 2), plaats)


def _points(kennis: Kennis, motor: Vrager, staat: Staat) -> Punten:
    """Return the open facts of the undecided rules that can still move the outcome."""
    bevinding = motor.decide(staat)
    punten: dict[str, tuple[int, float]] = defaultdict(lambda: (len(STAPPEN), 0.0))
    if bevinding.slechtst is bevinding.best:
        return {}
    for regel in _undecided(motor.stand, bevinding):
        open_ = set(_facts(motor.stand, regel, staat))
        stap = STAPPEN.index(Stap.GRONDSLAG if regel.soort in BASIS else regel.stap)
        for naam in _askable(kennis, open_, staat):
            eerder = punten[naam]
            punten[naam] = (min(stap, eerder[0]), eerder[1] + GEWICHT.get(regel.soort, 3.0) / len(open_))
    return dict(punten)


def _undecided(stand: Stand, bevinding: Bevinding) -> Iterator[Regel]:
    """Yield the rules whose firing is open and would matter, given what is already certain."""
    zeker = {
        regel.soort
        for regel, werkt in zip(stand.regels, bevinding.werkt, strict=True)
        if werkt is Klopt.JA and regel.soort in BASIS
    }
    # What may lift a prohibition matters once that certainly fires: to soften it while it stands, to end it even where
    # a weighing is left of it.
    geheel_weg = {
        doel
        for regel, werkt in zip(stand.regels, bevinding.werkt, strict=True)
        if werkt is Klopt.JA and not regel.wordt_weging
        for doel in regel.doorbreekt
    }
    rest = {
        regel.id: staand
        for regel, werkt, staand in zip(stand.regels, bevinding.werkt, bevinding.staat, strict=True)
        if regel.soort is Soort.VERBOD and werkt is Klopt.JA and regel.id not in geheel_weg
    }
    meer_dan_wegen = bevinding.best.rang > Uitkomst.EIGEN_AFWEGING.rang
    staat_nog = {doel for doel, staand in rest.items() if staand is not Klopt.NEE}
    for regel, werkt, staand in zip(stand.regels, bevinding.werkt, bevinding.staat, strict=True):
        if werkt is not Klopt.ONBEKEND:
            continue
        if regel.soort in BASIS:
            matters = Soort.GRONDSLAG not in zeker and regel.soort not in zeker
        elif regel.soort is Soort.VERBOD:
            matters = staand is Klopt.ONBEKEND or (meer_dan_wegen and regel.id not in geheel_weg)
        elif regel.soort is Soort.DOORBREKING:
            heel = meer_dan_wegen and not regel.wordt_weging
            matters = not (rest.keys() if heel else staat_nog).isdisjoint(regel.doorbreekt)
        elif regel.soort is Soort.WEGING:
            matters = meer_dan_wegen
        else:
            matters = regel.soort is Soort.PLICHT and bevinding.best is Uitkomst.TOEGESTAAN
        if matters:
            yield regel


def _facts(stand: Stand, regel: Regel, staat: Staat) -> Iterator[str]:
    """Yield the open facts on which a rule hangs now: its exceptions count once its condition holds."""
    open_ = list(_open(stand, regel.als, staat))
    if open_:
        yield from open_
        return
    for conditie in regel.tenzij:
        yield from _open(stand, conditie, staat)


def _open(stand: Stand, conditie: Conditie, staat: Staat) -> Iterator[str]:
    """Yield the open facts of a condition; nothing where it certainly fails."""
    if any(deel.feit in staat and deel.holds(staat) is Klopt.NEE for deel in conditie):
        return
    for deel in conditie:
        if deel.feit in stand.begrippen:
            wegen = stand.begrippen[deel.feit]
            if not any(all_hold(weg, staat) is Klopt.JA for weg in wegen):
                for weg in wegen:
                    yield from _open(stand, weg, staat)
        elif deel.holds(staat) is Klopt.ONBEKEND:
            yield deel.feit


def _askable(kennis: Kennis, open_: Iterable[str], staat: Staat) -> set[str]:
    """Return the facts that can be asked now; for one that may not apply, first what that hangs on."""
    uit: set[str] = set()
    for naam in open_:
        feit = kennis.feiten[naam]
        hangt_af = feit.vraag_als + feit.hoort_bij
        klopt = all_hold(hangt_af, staat)
        if klopt is Klopt.JA:
            uit.add(naam)
        elif klopt is Klopt.ONBEKEND:
            uit |= _askable(kennis, (deel.feit for deel in hangt_af if deel.holds(staat) is Klopt.ONBEKEND), staat)
    return uit
