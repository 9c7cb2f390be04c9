# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What every translation starts from: the rules of one day without those that change nothing, and a writer of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from deelwijs.toets.interpret import outcome
from deelwijs.toets.model import Conditie, Soort, Stand, Voorwaarde

Verzoek = Mapping[str, str]


class Motor(Protocol):
    naam: str
    telt: str

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]: ...


@dataclass(frozen=True, slots=True)
class Zin:
    """One rule. For a verbod, `weg` names the rules that remove it and `zacht` those that leave a weighing of it."""

    naam: str
    soort: Soort
    als: Conditie
    tenzij: tuple[Conditie, ...]
    weg: tuple[str, ...]
    zacht: tuple[str, ...]


class Boek:
    """The rules in force that can change an outcome (every kind but `vast`), and the facts they read."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        namen = {id(regel): f"r{i}" for i, regel in enumerate(stand.regels)}

        def lifts(verbod: str, verzacht: bool) -> tuple[str, ...]:
            return tuple(namen[id(d)] for d in stand.regels if verbod in d.doorbreekt and d.wordt_weging is verzacht)

        self.zinnen = [
            Zin(namen[id(r)], r.soort, r.als, r.tenzij, lifts(r.id, False), lifts(r.id, True))
            for r in stand.regels
            if r.soort is not Soort.VAST
        ]
        self.op_naam = {zin.naam: zin for zin in self.zinnen}
        self.begrippen = stand.begrippen
        condities = [c for z in self.zinnen for c in (z.als, *z.tenzij)]
        condities += [c for wegen in stand.begrippen.values() for c in wegen]
        gelezen = {deel.feit for conditie in condities for deel in conditie}
        self.feiten = tuple(naam for naam in stand.kennis.feiten if naam in gelezen)

    def of(self, soort: Soort) -> list[Zin]:
        return [zin for zin in self.zinnen if zin.soort is soort]


def rank(verbod: bool, weging: bool, plicht: bool, grondslag: bool, weeg_grondslag: bool) -> int:
    """Return the rank of the outcome, for an engine that leaves the combining to Python."""
    return outcome(verbod=verbod, weging=weging, plicht=plicht, grondslag=grondslag, weeg_grondslag=weeg_grondslag).rang


class Schrijver:
    """Writes conditions as one expression in a language with and, or, not and "one of these"."""

    def __init__(
        self,
        boek: Boek,
        lid: Callable[[str, tuple[str, ...]], str],
        woorden: tuple[str, str, str, str, str],
        begrip: Callable[[str], str] | None = None,
    ) -> None:
        """`woorden`: and, or, not, true, false. `begrip` names a begrip the engine computes, else it is inlined."""
        self.boek, self.lid, self.begrip = boek, lid, begrip
        self.en, self.of, self.niet, self.waar, self.onwaar = woorden

    def all(self, delen: Iterable[str]) -> str:
        lijst = list(delen)
        return "(" + f" {self.en} ".join(lijst) + ")" if lijst else self.waar

    def any(self, delen: Iterable[str]) -> str:
        lijst = list(delen)
        return "(" + f" {self.of} ".join(lijst) + ")" if lijst else self.onwaar

    def none(self, delen: Iterable[str]) -> str:
        lijst = list(delen)
        return f"{self.niet}({self.any(lijst)})" if lijst else self.waar

    def conditie(self, conditie: Conditie) -> str:
        return self.all(self.deel(deel) for deel in conditie)

    def deel(self, deel: Voorwaarde) -> str:
        if deel.feit not in self.boek.begrippen:
            return self.lid(deel.feit, tuple(sorted(deel.cellen)))
        if len(deel.cellen) == 2:
            return self.waar
        waar = self.begrip(deel.feit) if self.begrip else self.wegen(deel.feit)
        return waar if "ja" in deel.cellen else f"{self.niet}({waar})"

    def wegen(self, begrip: str) -> str:
        """Return when a begrip is true: any of its alternatives."""
        return self.any(self.conditie(c) for c in self.boek.begrippen[begrip])

    def fires(self, zin: Zin) -> str:
        delen = [self.conditie(zin.als)]
        if zin.tenzij:
            delen.append(self.none(self.conditie(c) for c in zin.tenzij))
        return self.all(delen)

    def stands(self, zin: Zin, vuurt: Callable[[Zin], str] | None = None) -> str:
        """Return when a verbod still stands: it fires, and nothing removes or softens it."""
        return self._left(zin, zin.weg + zin.zacht, vuurt or self.fires)

    def softened(self, zin: Zin, vuurt: Callable[[Zin], str] | None = None) -> str:
        """Return when a verbod has become a weighing: it fires, something softens it and nothing removes it."""
        vuurt = vuurt or self.fires
        zacht = self.any(vuurt(self.boek.op_naam[naam]) for naam in zin.zacht)
        return self.all([zacht, self._left(zin, zin.weg, vuurt)])

    def _left(self, zin: Zin, lifts: tuple[str, ...], vuurt: Callable[[Zin], str]) -> str:
        delen = [vuurt(zin)]
        if lifts:
            delen.append(self.none(vuurt(self.boek.op_naam[naam]) for naam in lifts))
        return self.all(delen)
