# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The rules of one stand as bits: what the index and the batch share.

Every conjunction has a bit: the `als` of each rule, each `tenzij`, and each way in which a begrip is true. A bit
stands twice in a mask, low for *possible* and `breedte` higher for *certain*. What one fact says is a mask without the
bits that it makes impossible or uncertain; a conjunction is the AND of what its facts say, exactly as `interpret` has it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import prod
from typing import TypeVar

from deelwijs.toets.model import Conditie, Stand

K = TypeVar("K")
V = TypeVar("V")

# What the key of one group of facts can be at most, counting each answer and "not known"; and the facts in a group.
GROEP_SLEUTELS = 4096
GROEP_FEITEN = 6

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

    Rule i has bit i for its `als`, `tenzij[i]` are the bits of its exceptions, `alternatieven[b]` those of begrip b. With
    `laag` a k-th exception lies exactly `(k + 1) * laag` above its rule; without it all bits are packed.
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
        self.alles = (1 << 2 * self.breedte) - 1
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

    def groups(self) -> list[tuple[str, ...]]:
        """Divide the facts over small groups that rules read together, what most rules read first."""
        samen: dict[str, Counter[str]] = {feit: Counter() for feit in self.feiten}
        for conditie in self._conditions():
            namen = {naam for naam in conditie if naam in samen}
            for feit in namen:
                samen[feit].update(namen)
        uit = []
        over = sorted(self.feiten, key=lambda feit: -samen[feit][feit])
        while over:
            groep = [over.pop(0)]
            while len(groep) < GROEP_FEITEN:
                ruimte = GROEP_SLEUTELS // prod(len(self.vol[feit]) + 1 for feit in groep)
                past = [feit for feit in over if len(self.vol[feit]) < ruimte]
                if not past:
                    break
                erbij = max(past, key=lambda feit: sum(samen[feit][ander] for ander in groep))
                groep.append(erbij)
                over.remove(erbij)
            uit.append(tuple(groep))
        return uit

    def _conditions(self) -> Iterator[list[str]]:
        for regel in self.regels:
            for conditie in (regel.als, *regel.tenzij):
                yield [deel.feit for deel in conditie]
        for ways in self.begrippen.values():
            for way in ways:
                yield list(way)


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
    feit = Counter(feit for way in over for feit in way).most_common(1)[0][0]
    # Answers that no alternative tells apart need one try only.
    soorten: dict[tuple[bool, ...], set[str]] = defaultdict(set)
    for cel in mogelijk[feit]:
        soorten[tuple(feit not in way or cel in way[feit] for way in over)].add(cel)
    return any(escapes(tuple(over), {**mogelijk, feit: frozenset(cellen)}) for cellen in soorten.values())
