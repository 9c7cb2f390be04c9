# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The rules of one stand as bits: what the index and the batch share.

Every conjunction has a bit: the `als` of each rule, each `tenzij`, and each way in which a begrip is true. A bit
stands twice in a mask, low for *possible* and `breedte` higher for *certain*. What one fact says is a mask without the
bits that it makes impossible or uncertain; a conjunction is the AND of what its facts say, as `interpret` has it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import prod
from typing import TypeVar

from deelwijs.toets.model import Conditie, Stand

K = TypeVar("K")
V = TypeVar("V")

# The sizes of groups, tried on the shipped rules: the cost of a decision is flat around these.
KERN_FEITEN = 3  # in each of the two groups that are always read
GROEP_FEITEN = 7
GROEP_SLEUTELS = 8192  # that one group has at most, counting each answer and "not known"
GELIJKENIS = 0.25  # how much two facts must matter in the same situations (Jaccard) to share a group

Alternatieven = tuple[Mapping[str, frozenset[str]], ...]


class Memo(dict[K, V]):
    """A dict that computes what it misses, and forgets everything when full: all of it can be computed again."""

    __slots__ = ("hoogstens", "reken")

    def __init__(self, reken: Callable[[K], V], hoogstens: int) -> None:
        super().__init__()
        self.reken, self.hoogstens = reken, hoogstens

    def __missing__(self, sleutel: K) -> V:
        waarde = self.reken(sleutel)
        if len(self) >= self.hoogstens:
            self.clear()
        self[sleutel] = waarde
        return waarde


class Ontleding:
    """Bits of the rules of a stand.

    Rule i has bit i for its `als`, `tenzij[i]` are the bits of its exceptions, `alternatieven[b]` those of begrip b.
    With `laag` a k-th exception lies exactly `(k + 1) * laag` above its rule; without it all bits are packed.
    """

    def __init__(self, stand: Stand, laag: int | None = None) -> None:
        self.regels = stand.regels
        self.begrippen: dict[str, Alternatieven] = {
            naam: tuple(_joined(conditie) for conditie in condities) for naam, condities in stand.begrippen.items()
        }
        volgende = len(self.regels) if laag is None else laag
        self.tenzij: list[list[int]] = []
        for i, regel in enumerate(self.regels):
            aantal = len(regel.tenzij)
            if laag is None:
                self.tenzij.append(list(range(volgende, volgende + aantal)))
                volgende += aantal
            else:
                self.tenzij.append([(k + 1) * laag + i for k in range(aantal)])
                volgende = max(volgende, (aantal + 1) * laag)
        self.alternatieven: dict[str, list[int]] = {}
        for naam, ways in self.begrippen.items():
            self.alternatieven[naam] = list(range(volgende, volgende + len(ways)))
            volgende += len(ways)
        self.breedte = volgende
        plekken = [range(len(self.regels)), *self.tenzij, *self.alternatieven.values()]
        self.alles = union(self.both(bit) for deel in plekken for bit in deel)
        self.vol = {naam: feit.alles for naam, feit in stand.kennis.feiten.items()}
        self._cells: dict[str, dict[frozenset[str], tuple[int, int]]] = defaultdict(dict)
        for i, regel in enumerate(self.regels):
            uitzonderingen = union(self.both(bit) for bit in self.tenzij[i])
            for deel in regel.als:
                # A rule that is impossible has no use for its exceptions: they go with it.
                self._mention(deel.feit, deel.cellen, self.both(i) | uitzonderingen, self.certain(i))
            for bit, conditie in zip(self.tenzij[i], regel.tenzij, strict=True):
                for deel in conditie:
                    self._mention(deel.feit, deel.cellen, self.both(bit), self.certain(bit))
        for naam, ways in self.begrippen.items():
            for bit, way in zip(self.alternatieven[naam], ways, strict=True):
                for feit, cellen in way.items():
                    self._mention(feit, cellen, self.both(bit), self.certain(bit))
        # The facts and begrippen that a condition reads, and the bits that read them.
        self.leest = {bron: self._reads(bron) for bron in self._cells}
        self.feiten = tuple(naam for naam in self.vol if naam in self._cells)
        self._idle = [
            (self.leest.get(naam, 0), union(map(self.both, plekken))) for naam, plekken in self.alternatieven.items()
        ]

    def both(self, bit: int) -> int:
        return 1 << bit | self.certain(bit)

    def certain(self, bit: int) -> int:
        return 1 << bit + self.breedte

    def _mention(self, bron: str, cellen: frozenset[str], onmogelijk: int, onzeker: int) -> None:
        eerder = self._cells[bron].get(cellen, (0, 0))
        self._cells[bron][cellen] = (eerder[0] | onmogelijk, eerder[1] | onzeker)

    def _reads(self, bron: str) -> int:
        return union(onmogelijk for onmogelijk, _ in self._cells[bron].values())

    def mask(self, bron: str, mogelijk: frozenset[str]) -> int:
        """Return what a fact or begrip with these answers still possible leaves standing.

        :raises ValueError: when no answer is left, or one is not an answer of this fact.
        """
        vol = self.vol.get(bron)
        if vol is not None and not (mogelijk and mogelijk <= vol):
            raise ValueError(f"{bron}: {sorted(mogelijk)} zijn geen antwoorden van dit feit.")
        weg = 0
        for cellen, (onmogelijk, onzeker) in self._cells[bron].items():
            if mogelijk.isdisjoint(cellen):
                weg |= onmogelijk
            elif not mogelijk <= cellen:
                weg |= onzeker
        return self.alles & ~weg

    def groups(self) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
        """Divide the facts over small groups: those of the kern, which most rules read, and the rest.

        Together in the rest come facts that matter in the same situations, so that a group can be left out whole.
        """
        kern = sorted(self.feiten, key=lambda feit: -self.leest[feit].bit_count())[: 2 * KERN_FEITEN]
        leeft = self._alive(kern)
        over = sorted((feit for feit in self.feiten if feit not in kern), key=lambda feit: -leeft[feit].bit_count())
        rest = []
        while over:
            groep = [over.pop(0)]
            while len(groep) < GROEP_FEITEN:
                ruimte = GROEP_SLEUTELS // prod(len(self.vol[feit]) + 1 for feit in groep)
                past = [feit for feit in over if len(self.vol[feit]) < ruimte]
                if not past:
                    break
                eerst = leeft[groep[0]]
                erbij = max(past, key=lambda feit: _alike(leeft[feit], eerst))
                if _alike(leeft[erbij], eerst) < GELIJKENIS:
                    break
                groep.append(erbij)
                over.remove(erbij)
            rest.append(tuple(groep))
        # Small answers beside large ones, so that the two tables of the kern stay small.
        kern.sort(key=lambda feit: len(self.vol[feit]))
        return [groep for groep in (tuple(kern[::2]), tuple(kern[1::2])) if groep], rest

    def _alive(self, kern: list[str]) -> dict[str, int]:
        """Return per fact the situations in which rules still read it; each rule asks for one in the kern."""
        leeft = dict.fromkeys(self.feiten, 0)
        for i, regel in enumerate(self.regels):
            als = _joined(regel.als)
            masker = self.alles
            for k, feit in enumerate(kern):
                # The rule's own answers; where it asks none, one answer after the other.
                cellen = sorted(als.get(feit) or self.vol[feit])
                masker &= self.mask(feit, frozenset((cellen[(i + k) % len(cellen)],)))
            masker = self.without_idle(masker)
            for feit in leeft:
                if masker & self.leest[feit]:
                    leeft[feit] |= 1 << i
        return leeft

    def without_idle(self, masker: int) -> int:
        """Return the mask without the ways of begrippen that no rule reads any more."""
        for gelezen, weg in self._idle:
            if not masker & gelezen:
                masker &= ~weg
        return masker


def _alike(een: int, ander: int) -> float:
    return (een & ander).bit_count() / max(1, (een | ander).bit_count())


def bits_of(masker: int) -> Iterator[int]:
    """Yield the places of the bits that are set, lowest first."""
    while masker:
        laagste = masker & -masker
        yield laagste.bit_length() - 1
        masker ^= laagste


def union(maskers: Iterable[int]) -> int:
    uit = 0
    for masker in maskers:
        uit |= masker
    return uit


def _joined(conditie: Conditie) -> Mapping[str, frozenset[str]]:
    uit: dict[str, frozenset[str]] = {}
    for deel in conditie:
        uit[deel.feit] = uit[deel.feit] & deel.cellen if deel.feit in uit else deel.cellen
    return uit


def escapes(alternatieven: Alternatieven, mogelijk: Mapping[str, frozenset[str]]) -> bool:
    """Return whether the open facts can turn out so that no alternative holds."""
    over: list[Mapping[str, frozenset[str]]] = []
    for way in alternatieven:
        if any(mogelijk[feit].isdisjoint(cellen) for feit, cellen in way.items()):
            continue
        open_ = {feit: cellen for feit, cellen in way.items() if not mogelijk[feit] <= cellen}
        if not open_:
            return False
        over.append(open_)
    if not over:
        return True
    # Mostly there is a fact that every alternative needs, and an answer that none accepts.
    for feit, cellen in over[0].items():
        if mogelijk[feit] - cellen.union(*(way.get(feit, mogelijk[feit]) for way in over)):
            return True
    feit = Counter(feit for way in over for feit in way).most_common(1)[0][0]
    # Answers that no alternative tells apart need one try only.
    soorten: dict[tuple[bool, ...], set[str]] = defaultdict(set)
    for cel in mogelijk[feit]:
        soorten[tuple(feit not in way or cel in way[feit] for way in over)].add(cel)
    return any(escapes(tuple(over), {**mogelijk, feit: frozenset(cellen)}) for cellen in soorten.values())
