# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What would help: the cheapest sets of lawful acts that make it allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from deelwijs.toets.model import Actie, Kennis, Klopt, Motor, Staat, Uitkomst, all_hold, of_range

MAX_ACTIES = 4
MAX_PROEVEN = 1500
MAX_ANTWOORDEN = 3


@dataclass(frozen=True, slots=True)
class Uitweg:
    """A set of acts, and what the answer becomes when they succeed."""

    acties: tuple[Actie, ...]
    wordt: Uitkomst


def ways_out(kennis: Kennis, motor: Motor, staat: Staat) -> tuple[Uitweg, ...]:
    """Return up to three cheapest minimal sets of acts after which it is certainly allowed.

    Where what is still unknown keeps it from being certain, sets that make an allowed answer possible again
    are returned instead, with `wordt` onvolledig. Facts that no act may change (age, purpose, who asks) stay.
    """
    nu = motor.range(staat)
    if nu[0].mag:
        return ()
    zeker: list[Uitweg] = []
    mogelijk: list[Uitweg] = []
    for acties, straks in _search(kennis, motor, staat):
        if straks[0].mag:
            zeker.append(Uitweg(acties, of_range(*straks)))
            if len(zeker) == MAX_ANTWOORDEN:
                break
        elif straks[1].mag and not nu[1].mag and len(mogelijk) < MAX_ANTWOORDEN:
            mogelijk.append(Uitweg(acties, Uitkomst.ONVOLLEDIG))
    return tuple(zeker or mogelijk)


def _search(
    kennis: Kennis, motor: Motor, staat: Staat
) -> Iterator[tuple[tuple[Actie, ...], tuple[Uitkomst, Uitkomst]]]:
    """Yield sets of acts with the range they lead to, cheapest first; nothing beyond a set that already suffices."""
    acties = [actie for actie in kennis.acties if _possible(kennis, actie, staat)]
    if not motor.range(_at_best(staat, acties))[1].mag:
        return
    nummer = count()
    rij: list[tuple[int, int, int, tuple[int, ...]]] = []
    for i, actie in enumerate(acties):
        heappush(rij, (actie.kosten, 1, next(nummer), (i,)))
    genoeg: list[frozenset[int]] = []
    for _ in range(MAX_PROEVEN):
        if not rij:
            return
        kosten, grootte, _n, keuze = heappop(rij)
        if any(deel <= set(keuze) for deel in genoeg):
            continue
        gekozen = tuple(acties[i] for i in keuze)
        straks = motor.range(_after(staat, gekozen))
        yield gekozen, straks
        if straks[0].mag:
            genoeg.append(frozenset(keuze))
        elif grootte < MAX_ACTIES:
            for i in range(keuze[-1] + 1, len(acties)):
                if not _clash(acties[i], gekozen):
                    heappush(rij, (kosten + acties[i].kosten, grootte + 1, next(nummer), (*keuze, i)))


def _possible(kennis: Kennis, actie: Actie, staat: Staat) -> bool:
    """Whether the act can be done now and changes something."""
    for naam, bron in actie.vanuit.items():
        if len(staat[naam]) > 1:
            if naam not in actie.vanuit_onbekend and not staat[naam] <= bron:
                return False
        elif not staat[naam] <= bron:
            return False
    feiten = [kennis.feiten[naam] for naam in actie.zet]
    if any(all_hold(feit.vraag_als + feit.hoort_bij, staat) is Klopt.NEE for feit in feiten):
        return False
    return any(staat[naam] != frozenset((waarde,)) for naam, waarde in actie.zet.items())


def _at_best(staat: Staat, acties: list[Actie]) -> Staat:
    """Return a state in which every act may have been done or not: no set of acts can do better than its best."""
    nieuw = dict(staat)
    for actie in acties:
        for naam, waarde in actie.zet.items():
            nieuw[naam] = nieuw[naam] | {waarde}
    return nieuw


def _clash(actie: Actie, gekozen: tuple[Actie, ...]) -> bool:
    return any(actie.zet.get(naam, waarde) != waarde for ander in gekozen for naam, waarde in ander.zet.items())


def _after(staat: Staat, acties: tuple[Actie, ...]) -> Staat:
    nieuw = dict(staat)
    for actie in acties:
        for naam, waarde in actie.zet.items():
            nieuw[naam] = frozenset((waarde,))
    return nieuw
