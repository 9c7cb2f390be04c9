# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the index says of one category: the range and why, in immutable parts that many answers share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from deelwijs.toets.interpret import Bevinding, outcome
from deelwijs.toets.model import Conditie, Feit, Klopt, Plicht, Regel, Soort, Stap, Uitkomst, of_range
from deelwijs.toets.ontleding import Memo, Ontleding, bits_of, union
from deelwijs.toets.stappen import Speler, step_result

MASKERS = 16_384  # rows of one table
SEINEN = 1_024  # every `_sein` there is

# Which steps are looked up together; all of them, in the order of `STAPPEN`.
SAMEN = ((Stap.GRONDSLAG,), (Stap.VERBOD,), (Stap.DOEL, Stap.PROPORTIONALITEIT, Stap.SUBSIDIARITEIT), (Stap.PLICHT,))

# The kinds that make the outcome, in the order of a `_sein`.
_WEEGT = (Soort.VERBOD, Soort.WEGING, Soort.PLICHT, Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG)


@dataclass(frozen=True, slots=True)
class DeelKnoop:
    """One part of a condition: the fact and the answers it asks for, in the order of the fact."""

    feit: str
    verwacht: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegelKnoop(Speler):
    """One rule that counts or may count, with what its condition and its exceptions ask."""

    voorwaarden: tuple[DeelKnoop, ...]
    uitzonderingen: tuple[tuple[DeelKnoop, ...], ...]


@dataclass(frozen=True, slots=True)
class StapKnoop:
    """One of the steps: its result and whether a person weighs (`step_result`), and its rules."""

    stap: Stap
    resultaat: Klopt
    weegt: bool
    regels: tuple[RegelKnoop, ...]


@dataclass(frozen=True, slots=True)
class PlichtKnoop:
    """A duty: certain (ja) or only if an open fact turns out so (onbekend)."""

    regel: Regel
    plicht: Plicht
    klopt: Klopt


class Verklaard(NamedTuple):
    """The range of one category with every rule that counts or may count, per step, and all duties."""

    slechtst: Uitkomst
    best: Uitkomst
    stappen: tuple[StapKnoop, ...]
    plichten: tuple[PlichtKnoop, ...]

    @property
    def uitkomst(self) -> Uitkomst:
        return of_range(self.slechtst, self.best)


Bereik = tuple[Uitkomst, Uitkomst]
Deel = tuple[tuple[StapKnoop, ...], int]


class Verklaarder:
    """From the rules that fire (a mask: bit i possible, `breedte` higher certain) to the answer and its explanation."""

    def __init__(self, bits: Ontleding, feiten: Mapping[str, Feit]) -> None:
        self.bits = bits
        self.soort = {soort: self._of(regel.soort is soort for regel in bits.regels) for soort in Soort}
        self._mogelijk = (1 << bits.breedte) - 1
        self._zeker = self._mogelijk << bits.breedte
        self._stap = {stap: self._of(regel.stap is stap for regel in bits.regels) for stap in Stap}
        self._plichten = self._of(regel.plicht is not None for regel in bits.regels)
        plaats = {feit.naam: {cel: i for i, cel in enumerate(feit.cellen)} for feit in feiten.values()}
        self._condities = [
            (parts(regel.als, plaats), tuple(parts(conditie, plaats) for conditie in regel.tenzij))
            for regel in bits.regels
        ]
        doelen: dict[str, int] = {}
        for i, regel in enumerate(bits.regels):
            if regel.soort is Soort.VERBOD:
                doelen[regel.id] = doelen.get(regel.id, 0) | 1 << i
        self._doorbreking = {
            i: (union(doelen.get(doel, 0) for doel in regel.doorbreekt), regel.wordt_weging)
            for i, regel in enumerate(bits.regels)
            if regel.doorbreekt
        }
        self._doorbrekend = union(map(bits.both, self._doorbreking))
        self._na_doorbreking: Memo[int, tuple[int, int]] = Memo(self._after_lifts, MASKERS)
        # A look costs more than what it finds, so that the steps with few rules share one.
        self._delen = [
            (self._reads(stappen), Memo[int, Deel](partial(self._part, stappen), MASKERS)) for stappen in SAMEN
        ]
        self._plichtknopen: Memo[int, tuple[PlichtKnoop, ...]] = Memo(self._duties, MASKERS)
        self._bereik: Memo[int, Bereik] = Memo(range_of, SEINEN)
        self._verboden: Memo[tuple[int, Klopt, Klopt, Klopt], RegelKnoop] = Memo(self._knoop, MASKERS)
        self._paren = {i: self._paar(i) for i, regel in enumerate(bits.regels) if regel.soort is not Soort.VERBOD}

    def range(self, werkt: int) -> Bereik:
        """Return the worst and the best answer."""
        return self._bereik[self._sein(werkt, *self.after_lifts(werkt))]

    def finding(self, werkt: int) -> Bevinding:
        """Return the answer in the words of the oracle."""
        staat, _ = self.after_lifts(werkt)
        plekken = range(len(self.bits.regels))
        return Bevinding(
            *self.range(werkt),
            werkt=tuple([self._klopt(werkt, i) for i in plekken]),
            staat=tuple([self._klopt(staat, i) for i in plekken]),
        )

    def explain(self, werkt: int) -> Verklaard:
        """Return the answer with every rule that counts or may count, and all duties."""
        stappen: tuple[StapKnoop, ...] = ()
        seinen = 0
        for leest, deel in self._delen:
            knopen, sein = deel[werkt & leest]
            stappen += knopen
            seinen |= sein
        slechtst, best = self._bereik[seinen]
        return Verklaard(slechtst, best, stappen, self._plichtknopen[werkt & self._plichten])

    def after_lifts(self, werkt: int) -> tuple[int, int]:
        """Return the mask with the verboden that still stand, and that with those of which a weighing is left."""
        staat, weging = self._na_doorbreking[werkt & self._doorbrekend]
        return werkt & staat, werkt & weging

    def _after_lifts(self, doorbreking: int) -> tuple[int, int]:
        staat = weging = self.bits.alles
        for bit in bits_of(doorbreking & self._mogelijk):
            doelen, wordt_weging = self._doorbreking[bit]
            # What is possibly lifted does not certainly stand; what is certainly lifted does not stand at all.
            weg = doelen << self.bits.breedte
            if doorbreking & self.bits.certain(bit):
                weg |= doelen
            staat &= ~weg
            if not wordt_weging:
                weging &= ~weg
        return staat, weging

    def _reads(self, stappen: tuple[Stap, ...]) -> int:
        """Return the bits of the rules of some steps, and of what lifts a verbod among them."""
        regels = union(self._stap[stap] for stap in stappen)
        return regels | union(self.bits.both(i) for i, (doelen, _) in self._doorbreking.items() if doelen & regels)

    def _part(self, stappen: tuple[Stap, ...], masker: int) -> Deel:
        """Return these steps, and what their rules say of the outcome."""
        staat, weging = self.after_lifts(masker)
        knopen, sein = [], 0
        for stap in stappen:
            hier = tuple(m & self._stap[stap] for m in (masker, staat, weging))
            knopen.append(self._step(stap, *hier))
            sein |= self._sein(*hier)
        return tuple(knopen), sein

    def _step(self, stap: Stap, werkt: int, staat: int, weging: int) -> StapKnoop:
        zeker = werkt >> self.bits.breedte
        regels = tuple(
            [
                self._paren[i][zeker >> i & 1] if i in self._paren else self._verbod(i, werkt, staat, weging)
                for i in bits_of(werkt & self._mogelijk)
            ]
        )
        return StapKnoop(stap, *step_result(stap, regels), regels)

    def _sein(self, werkt: int, staat: int, weging: int) -> int:
        """Return what the outcome needs: per kind in `_WEEGT` whether it possibly (2) and certainly (1) counts."""
        soort = self.soort
        delen = {
            Soort.VERBOD: staat & soort[Soort.VERBOD],
            Soort.WEGING: weging & (soort[Soort.VERBOD] | soort[Soort.WEGING]),
        }
        sein = 0
        for naam in _WEEGT:
            deel = delen[naam] if naam in delen else werkt & soort[naam]
            sein = sein << 2 | bool(deel & self._mogelijk) << 1 | bool(deel & self._zeker)
        return sein

    def _verbod(self, i: int, werkt: int, staat: int, weging: int) -> RegelKnoop:
        return self._verboden[i, self._klopt(werkt, i), self._klopt(staat, i), self._klopt(weging, i)]

    def _knoop(self, sleutel: tuple[int, Klopt, Klopt, Klopt]) -> RegelKnoop:
        i, werkt, staat, weging = sleutel
        return RegelKnoop(self.bits.regels[i], werkt, staat, weging, *self._condities[i])

    def _paar(self, i: int) -> tuple[RegelKnoop, RegelKnoop]:
        """Return what a rule that nothing lifts looks like when it possibly counts, and when it certainly does."""
        weegt = self.bits.regels[i].soort is Soort.WEGING
        klopt = Klopt.ONBEKEND, Klopt.JA
        een, ander = (self._knoop((i, k, k, k if weegt else Klopt.NEE)) for k in klopt)
        return een, ander

    def _duties(self, masker: int) -> tuple[PlichtKnoop, ...]:
        uit = []
        for i in bits_of(masker & self._mogelijk):
            regel = self.bits.regels[i]
            if regel.plicht is not None:
                uit.append(PlichtKnoop(regel, regel.plicht, self._klopt(masker, i)))
        return tuple(uit)

    def _klopt(self, masker: int, bit: int) -> Klopt:
        if not masker >> bit & 1:
            return Klopt.NEE
        return Klopt.JA if masker & self.bits.certain(bit) else Klopt.ONBEKEND

    def _of(self, keuze: Iterable[bool]) -> int:
        return union(self.bits.both(i) for i, ja in enumerate(keuze) if ja)


def range_of(sein: int) -> Bereik:
    """Return the worst and the best answer of a `_sein`: worst is certain raising with possible lowering."""
    mogelijk, zeker = (
        {naam: bool(sein >> 2 * (len(_WEEGT) - 1 - k) + b & 1) for k, naam in enumerate(_WEEGT)} for b in (1, 0)
    )

    def of(lager: Mapping[Soort, bool], hoger: Mapping[Soort, bool]) -> Uitkomst:
        return outcome(
            verbod=lager[Soort.VERBOD],
            weging=lager[Soort.WEGING],
            plicht=lager[Soort.PLICHT],
            grondslag=hoger[Soort.GRONDSLAG],
            weeg_grondslag=hoger[Soort.WEEG_GRONDSLAG],
        )

    return of(mogelijk, zeker), of(zeker, mogelijk)


def parts(conditie: Conditie, plaats: Mapping[str, Mapping[str, int]]) -> tuple[DeelKnoop, ...]:
    """Return the parts of a condition; `plaats` gives per fact the place of each answer."""
    return tuple(
        DeelKnoop(deel.feit, tuple(sorted(deel.cellen, key=lambda cel: (plaats.get(deel.feit, {}).get(cel, 0), cel))))
        for deel in conditie
    )
