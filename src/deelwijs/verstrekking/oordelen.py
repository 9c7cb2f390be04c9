# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Asking the toets: briefly for a grid, whole for one cell; and what must come with a yes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from deelwijs.toets.index import compile_index
from deelwijs.toets.invoer import read_facts
from deelwijs.toets.model import Feit, Kennis, Klopt, Lezing, Regel, Soort, Uitkomst, of_range
from deelwijs.toets.oordeel import Deel, Oordeel, assess
from deelwijs.toets.uitleg import Eis, RegelUitleg
from deelwijs.toets.vragen import open_questions
from deelwijs.verstrekking.facts import Feiten

# Duties of telling beforehand: with urgency they come after, with the reason (reglement 9.2, 9.3).
INFORMEREN = frozenset({"geinformeerd", "uitgenodigd"})
# Rules whose text asks for the FG while no fact of theirs is for the FG to answer.
ADVIES_VOORAF = frozenset({"uavg-41-gevaar"})

# Bases of legitimate interest: three ticks are no weighing, so a named person writes it down (AVG 6.1 f, 21).
BELANG = frozenset({"avg-6-f-belang", "avg-6-f-openbare-school"})


@dataclass(frozen=True, slots=True)
class Kort:
    """The answer for a cell of the grid: the range, and what can still change it."""

    slechtst: Uitkomst
    best: Uitkomst
    vragen: tuple[Feit, ...]

    @property
    def uitkomst(self) -> Uitkomst:
        return of_range(self.slechtst, self.best)


def briefly(kennis: Kennis, feiten: Feiten, dag: date, lezing: Lezing) -> Kort:
    """Return the answer without its explanation: more than ten times as quick as `fully`."""
    motor = compile_index(kennis.in_force(dag, lezing))
    invoer = read_facts(kennis, feiten.given())
    staat = invoer.part(invoer.delen[0])
    slechtst, best = motor.range(staat)
    vragen = () if slechtst is best else open_questions(kennis, motor, [staat], gesteld=invoer.gegeven)
    return Kort(slechtst, best, vragen)


def fully(kennis: Kennis, feiten: Feiten, dag: date, lezing: Lezing) -> Oordeel:
    """Return the whole answer for one cell."""
    return assess(kennis, feiten.given(), dag, lezing=lezing)


def part(oordeel: Oordeel) -> Deel:
    """Return the one part: a cell is about one category."""
    return next(iter(oordeel.per_categorie.values()))


def conditions(oordeel: Oordeel) -> tuple[Eis, ...]:
    """Return the duties that come with this answer; none when the answer is no."""
    return () if part(oordeel).uitkomst is Uitkomst.NIET_TOEGESTAAN else part(oordeel).voorwaarden


def before(oordeel: Oordeel, *, spoed: bool) -> tuple[Eis, ...]:
    """Return the duties that somebody must confirm before anything is given. In a hurry, telling comes after."""
    return tuple(
        eis for eis in conditions(oordeel) if eis.plicht.wanneer == "vooraf" and not (spoed and is_telling(eis.regel))
    )


def is_telling(regel: Regel) -> bool:
    """Whether a duty is to tell or invite the youth and the parents."""
    return any(deel.feit in INFORMEREN for deel in regel.als)


def weighing_rules(oordeel: Oordeel) -> tuple[RegelUitleg, ...]:
    """Return the rules that leave it to a person: the weighings, and bases to weigh where none is certain.

    Legitimate interest is a basis to weigh too where no other basis carries the answer.
    """
    found = [uitleg for stap in part(oordeel).stappen for uitleg in stap.regels if uitleg.klopt is Klopt.JA]
    bases = [uitleg.regel for uitleg in found if uitleg.regel.soort is Soort.GRONDSLAG]
    certain, others = bool(bases), any(regel.id not in BELANG for regel in bases)
    forbidding = {uitleg.regel.id for uitleg in found if uitleg.regel.soort is Soort.VERBOD}
    return tuple(
        uitleg
        for uitleg in found
        if uitleg.regel.soort is Soort.WEGING
        or (uitleg.regel.wordt_weging and not forbidding.isdisjoint(uitleg.regel.doorbreekt))
        or (uitleg.regel.soort is Soort.WEEG_GRONDSLAG and not certain)
        or (uitleg.regel.id in BELANG and not others)
    )


def must_weigh(oordeel: Oordeel) -> bool:
    """Whether a person has to write a weighing: the toets leaves it to them, or legitimate interest carries its yes."""
    if oordeel.uitkomst is Uitkomst.EIGEN_AFWEGING:
        return True
    return oordeel.uitkomst.mag and any(uitleg.regel.id in BELANG for uitleg in weighing_rules(oordeel))


def asks_advice(kennis: Kennis, regels: Iterable[Regel]) -> bool:
    """Whether one of these rules wants to hear the FG first."""
    return any(
        regel.id in ADVIES_VOORAF
        or any(deel.feit in kennis.feiten and kennis.feiten[deel.feit].wie == "fg" for deel in regel.als)
        for regel in regels
    )


def basis_of(oordeel: Oordeel) -> str:
    """Return the id of the article that the first certain basis rests on; "" where that is none."""
    for stap in part(oordeel).stappen:
        for uitleg in stap.regels:
            if uitleg.klopt is Klopt.JA and uitleg.regel.soort in (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG):
                for bron in uitleg.regel.bronnen:
                    if bron.soort == "wet":
                        return bron.id
    return ""
