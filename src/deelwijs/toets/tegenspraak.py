# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Contradictions between the readings: the strict one must never allow more than the wide one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from deelwijs.toets.model import Conditie, Kennis, Klopt, Lezing, Staat, Stand
from deelwijs.toets.oordeel import Beslisser
from deelwijs.toets.raster import ASSEN, Raster, rectangles
from deelwijs.toets.voorbeelden import by_law, states

# What an example is about stays as it is.
VAST = ("handeling", *ASSEN)


def in_grid(kennis: Kennis, streng: Raster, rekkelijk: Raster) -> Iterator[str]:
    """Yield the combinations, as blocks, where strict allows more while nothing else is known."""
    ruimer = (streng.slechtst > rekkelijk.slechtst) | (streng.best > rekkelijk.best)
    for blok in rectangles(kennis, ruimer):
        yield "; ".join(f"{as_}: {wie}" for as_, wie in blok.items())


def in_examples(kennis: Kennis, beslisser: Callable[[Stand], Beslisser]) -> Iterator[str]:
    """Compare the readings in every example, and in its variations on what a reading hangs on there."""
    gezien: set[object] = set()
    for voorbeeld in by_law(kennis.voorbeelden):
        standen = [kennis.in_force(voorbeeld.op, lezing, voorbeeld.scenarios) for lezing in Lezing]
        streng, rekkelijk = (beslisser(stand) for stand in standen)
        for staat in states(kennis, voorbeeld):
            for naam, anders in _variations(kennis, staat, standen):
                # Many examples are variations of each other.
                sleutel = (id(streng), id(rekkelijk), *(anders[feit] for feit in kennis.feiten))
                if sleutel in gezien:
                    continue
                gezien.add(sleutel)
                s, r = streng.range(anders), rekkelijk.range(anders)
                if s[0].rang > r[0].rang or s[1].rang > r[1].rang:
                    wat = f" met {naam}: {', '.join(sorted(anders[naam]))}" if naam else ""
                    yield f"{voorbeeld.id}{wat}: streng {s[0]} tot {s[1]}, rekkelijk {r[0]} tot {r[1]}"


def _variations(kennis: Kennis, staat: Staat, standen: list[Stand]) -> Iterator[tuple[str, Staat]]:
    """Yield the state, and the state with each answer of each fact in a condition of one reading that may hold here."""
    yield "", staat
    in_spel = {
        deel.feit
        for stand in standen
        for conditie in _of_reading(stand)
        if all(deel.feit not in staat or deel.holds(staat) is not Klopt.NEE for deel in conditie)
        for deel in conditie
    }
    for naam in kennis.feiten:
        if naam in in_spel and naam not in VAST:
            for cel in kennis.feiten[naam].cellen:
                if staat[naam] != frozenset((cel,)):
                    yield naam, {**staat, naam: frozenset((cel,))}


def _of_reading(stand: Stand) -> Iterator[Conditie]:
    yield from (regel.als for regel in stand.regels if regel.lezing is stand.lezing)
    for begrip in stand.kennis.begrippen.values():
        yield from (weg.als for weg in begrip.ja_als if weg.lezing is stand.lezing and weg.in_force(stand.peildatum))
