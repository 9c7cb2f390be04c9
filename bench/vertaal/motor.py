# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What an engine must do to be measured here, and the rulebook as five questions that any engine can be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from deelwijs.toets.interpret import outcome
from deelwijs.toets.model import Conditie, Regel, Soort, Stand, Uitkomst, Voorwaarde

Verzoek = Mapping[str, str]
VRAGEN = ("verbod", "weging", "plicht", "grondslag", "weeg_grondslag")
T = TypeVar("T")


class Motor(Protocol):
    """Another engine. `prepare` is done before the clock starts; `decide` answers one request.

    `per_ronde` is how many requests it gets in a round (slow ones fewer); `kan_niet` says what its answer lacks.
    """

    naam: str
    per_ronde: int
    kan_niet: str

    def prepare(self, verzoek: Verzoek) -> Any: ...

    def decide(self, invoer: Any) -> Uitkomst: ...


def answer(vlaggen: Mapping[str, bool]) -> Uitkomst:
    """Return the outcome of the five questions."""
    return outcome(**{vraag: bool(vlaggen[vraag]) for vraag in VRAGEN})


class Bouw(Protocol[T]):
    """How a language writes things."""

    def member(self, feit: str, cellen: list[str]) -> T: ...

    def both(self, delen: list[T]) -> T: ...

    def either(self, delen: list[T]) -> T: ...

    def negate(self, deel: T) -> T: ...


class Boek:
    """The rules of a stand, written in one language."""

    def __init__(self, stand: Stand, taal: Bouw[T]) -> None:
        self.stand, self.taal = stand, taal
        self.feiten = stand.kennis.feiten

    def part(self, deel: Voorwaarde) -> Any:
        """A fact in these answers; a begrip is written out where it stands."""
        if deel.feit in self.feiten:
            return self.taal.member(deel.feit, sorted(deel.cellen))
        ja = self.taal.either([self.all_of(weg) for weg in self.stand.begrippen[deel.feit]])
        return ja if "ja" in deel.cellen else self.taal.negate(ja)

    def all_of(self, conditie: Conditie) -> Any:
        return self.taal.both([self.part(deel) for deel in conditie])

    def fires(self, regel: Regel) -> Any:
        delen = [self.all_of(regel.als)] if regel.als else []
        delen += [self.taal.negate(self.all_of(conditie)) for conditie in regel.tenzij]
        return self.taal.both(delen)

    def lifts(self, regel: Regel, weging: bool) -> list[Any]:
        """What takes a verbod away (or, with `weging`, leaves a weighing of it)."""
        return [
            self.fires(ander)
            for ander in self.stand.regels
            if regel.id in ander.doorbreekt and ander.wordt_weging is weging
        ]

    def remains(self, regel: Regel) -> Any:
        """A verbod of which at least a weighing is left."""
        return self.taal.both([self.fires(regel), *(self.taal.negate(d) for d in self.lifts(regel, False))])

    def stands(self, regel: Regel) -> Any:
        """A verbod that nothing lifts or softens."""
        return self.taal.both([self.remains(regel), *(self.taal.negate(d) for d in self.lifts(regel, True))])

    def per_question(self) -> dict[str, list[tuple[Regel, Any]]]:
        """Return per question the rules that answer it with yes, each written out."""
        uit: dict[str, list[tuple[Regel, Any]]] = {vraag: [] for vraag in VRAGEN}
        schrijf: dict[Soort, Callable[[Regel], Any]] = {Soort.VERBOD: self.stands}
        for regel in self.stand.regels:
            if regel.soort in VRAGEN:
                uit[regel.soort].append((regel, schrijf.get(regel.soort, self.fires)(regel)))
            if regel.soort is Soort.VERBOD and self.lifts(regel, True):
                uit["weging"].append((regel, self.remains(regel)))
        return uit
