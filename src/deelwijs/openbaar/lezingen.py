# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Where the strict and the lenient reading differ for this case: both outcomes, and the differences behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from deelwijs.openbaar.gesprek import Gesprek, judge
from deelwijs.toets.interpret import begrip
from deelwijs.toets.model import Kennis, Klopt, Lezing, Uitkomst
from deelwijs.toets.oordeel import Oordeel


def readings(
    kennis: Kennis, gesprek: Gesprek, oordeel: Oordeel, small: Callable[[Uitkomst], dict[str, str]]
) -> dict[str, Any] | None:
    """Return both outcomes and the differences (titel, streng, rekkelijk) that play here; None where they agree."""
    if len(set(oordeel.lezingen.values())) < 2:
        return None
    ander = Lezing.REKKELIJK if gesprek.lezing is Lezing.STRENG else Lezing.STRENG
    beide = (oordeel, judge(kennis, replace(gesprek, lezing=ander)))
    namen = dict.fromkeys(naam for een in beide for naam in _in_play(een))
    namen |= dict.fromkeys(_terms_that_differ(*beide))
    return {
        "gekozen": str(gesprek.lezing),
        "uitkomsten": [{"lezing": str(lezing), **small(uitkomst)} for lezing, uitkomst in oordeel.lezingen.items()],
        "verschillen": [kennis.verschillen[naam] for naam in namen],
    }


def _in_play(oordeel: Oordeel) -> Iterator[str]:
    """Yield the differences whose rules count or may count."""
    for deel in oordeel.per_categorie.values():
        for stap in deel.stappen:
            for uitleg in stap.regels:
                if uitleg.regel.verschil is not None:
                    yield uitleg.regel.verschil


def _terms_that_differ(een: Oordeel, ander: Oordeel) -> Iterator[str]:
    """Yield the differences that make a begrip of the rules in play come out otherwise."""
    gebruikt = {
        vergelijking.feit
        for oordeel in (een, ander)
        for deel in oordeel.per_categorie.values()
        for stap in deel.stappen
        for uitleg in stap.regels
        for vergelijking in uitleg.vergelijkingen
        if uitleg.klopt is not Klopt.NEE
    }
    staten = [een.invoer.part(naam) for naam in een.invoer.delen]
    for naam, term in een.stand.kennis.begrippen.items():
        if naam not in gebruikt:
            continue
        wegen = een.stand.begrippen[naam], ander.stand.begrippen[naam]
        if any(begrip(wegen[0], staat) != begrip(wegen[1], staat) for staat in staten):
            yield from (weg.verschil for weg in term.ja_als if weg.verschil is not None)
