# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Can it ever happen? An exact search for a situation in which some conditions hold and others do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from deelwijs.toets.model import Conditie, Stand

# A situation still possible: per fact (or begrip) the answers that are left; a fact that is absent is free.
Doos = Mapping[str, frozenset[str]]
# What must not fire: its condition, and the exceptions that keep it from firing.
Vermijd = tuple[Conditie, tuple[Conditie, ...]]

JA, NEE = frozenset(("ja",)), frozenset(("nee",))


class TeDuur(Exception):
    """The search took too many steps to be sure."""


class Zoeker:
    """Searches situations under the begrippen of one stand."""

    def __init__(self, stand: Stand, stappen: int = 5_000) -> None:
        self.alles = {naam: feit.alles for naam, feit in stand.kennis.feiten.items()}
        self.alles |= {naam: JA | NEE for naam in stand.begrippen}
        self.begrippen = stand.begrippen
        self.hoogstens = stappen
        self.over = stappen

    def find(self, wel: Sequence[Conditie], niet: Sequence[Vermijd] = ()) -> Doos | None:
        """Return a situation in which all of `wel` hold and none of `niet` fires, or None if there is none.

        :raises TeDuur: if that cannot be told within the steps allowed.
        """
        self.over = self.hoogstens
        doos: Doos | None = {}
        for conditie in wel:
            doos = self._and(doos, conditie) if doos is not None else None
        return None if doos is None else self._avoid(doos, list(niet), frozenset())

    def _and(self, doos: Doos, conditie: Conditie) -> Doos | None:
        uit = dict(doos)
        for deel in conditie:
            rest = uit.get(deel.feit, self.alles[deel.feit]) & deel.cellen
            if not rest:
                return None
            uit[deel.feit] = rest
        return uit

    def _avoid(self, doos: Doos, niet: list[Vermijd], geregeld: frozenset[str]) -> Doos | None:
        """Narrow the situation until nothing of `niet` fires; `geregeld` are begrippen that facts already bear out."""
        self.over -= 1
        if self.over < 0:
            raise TeDuur
        for naam in self.begrippen:
            if naam in doos and naam not in geregeld and len(doos[naam]) == 1:
                return self._bear_out(doos, niet, geregeld | {naam}, naam)
        beste: list[Doos] | None = None
        blijft: list[Vermijd] = []
        plek = 0
        for paar in niet:
            if self._and(doos, paar[0]) is None:
                continue
            uitwegen = self._escapes(doos, paar)
            if doos in uitwegen:
                continue  # an exception that holds throughout
            if beste is None or len(uitwegen) < len(beste):
                beste, plek = uitwegen, len(blijft)
            blijft.append(paar)
        if beste is None:
            return doos
        rest = blijft[:plek] + blijft[plek + 1 :]
        return self._first(self._avoid(uitweg, rest, geregeld) for uitweg in beste)

    def _bear_out(self, doos: Doos, niet: list[Vermijd], geregeld: frozenset[str], naam: str) -> Doos | None:
        """Make good with facts what the situation says about a begrip."""
        wegen = self.begrippen[naam]
        if doos[naam] == NEE:
            return self._avoid(doos, [*niet, *((weg, ()) for weg in wegen)], geregeld)
        nader = (self._and(doos, weg) for weg in wegen)
        return self._first(self._avoid(deel, niet, geregeld) for deel in nader if deel is not None)

    def _first(self, gevonden: Iterable[Doos | None]) -> Doos | None:
        return next((doos for doos in gevonden if doos is not None), None)

    def _escapes(self, doos: Doos, paar: Vermijd) -> list[Doos]:
        als, tenzij = paar
        uit: list[Doos] = []
        for deel in als:
            rest = doos.get(deel.feit, self.alles[deel.feit]) - deel.cellen
            if rest:
                uit.append({**doos, deel.feit: rest})
        return uit + [anders for conditie in tenzij if (anders := self._and(doos, conditie)) is not None]
