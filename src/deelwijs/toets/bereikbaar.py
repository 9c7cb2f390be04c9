# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Can it ever happen? An exact search for a situation in which some conditions hold and others do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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

    def __init__(self, stand: Stand, stappen: int = 50_000) -> None:
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
        return None if doos is None else self._avoid(doos, list(niet))

    def _and(self, doos: Doos, conditie: Conditie) -> Doos | None:
        uit = dict(doos)
        for deel in conditie:
            rest = uit.get(deel.feit, self.alles[deel.feit]) & deel.cellen
            if not rest:
                return None
            uit[deel.feit] = rest
        return uit

    def _avoid(self, doos: Doos, niet: list[Vermijd]) -> Doos | None:
        self.over -= 1
        if self.over < 0:
            raise TeDuur
        beste: tuple[int, list[Doos]] | None = None
        blijft = []
        for paar in niet:
            if self._and(doos, paar[0]) is None:
                continue
            uitwegen = self._escapes(doos, paar)
            if any(len(uitweg) == len(doos) and uitweg == doos for uitweg in uitwegen):
                continue  # an exception that holds throughout
            blijft.append(paar)
            if beste is None or len(uitwegen) < len(beste[1]):
                beste = (len(blijft) - 1, uitwegen)
        if beste is None:
            return self._settle(doos)
        rest = blijft[: beste[0]] + blijft[beste[0] + 1 :]
        for uitweg in beste[1]:
            gevonden = self._avoid(uitweg, rest)
            if gevonden is not None:
                return gevonden
        return None

    def _escapes(self, doos: Doos, paar: Vermijd) -> list[Doos]:
        als, tenzij = paar
        uit: list[Doos] = []
        for deel in als:
            rest = doos.get(deel.feit, self.alles[deel.feit]) - deel.cellen
            if rest:
                uit.append({**doos, deel.feit: rest})
        return uit + [anders for conditie in tenzij if (anders := self._and(doos, conditie)) is not None]

    def _settle(self, doos: Doos) -> Doos | None:
        """Make good what the situation says about a begrip, with facts."""
        for naam in self.begrippen:
            if naam not in doos or len(doos[naam]) > 1:
                continue
            zonder = {feit: cellen for feit, cellen in doos.items() if feit != naam}
            if doos[naam] == NEE:
                return self._avoid(zonder, [(conditie, ()) for conditie in self.begrippen[naam]])
            for conditie in self.begrippen[naam]:
                nader = self._and(zonder, conditie)
                gevonden = self._settle(nader) if nader is not None else None
                if gevonden is not None:
                    return gevonden
            return None
        return doos
