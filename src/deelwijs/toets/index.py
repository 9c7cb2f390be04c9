# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The toets for production: the meaning of `interpret`, looked up instead of worked out.

A state passes four tables. Facts, in small groups, give the conjunctions that are possible and certain; begrippen and
exceptions each clear some; what is left says which rules fire, and that is the key to the answer and its explanation.
Every table fills itself as it is asked and is bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import itemgetter
from typing import Any

from deelwijs.toets.interpret import Bevinding
from deelwijs.toets.model import Staat, Stand, Uitkomst
from deelwijs.toets.ontleding import Memo, Ontleding, escapes, union
from deelwijs.toets.verklaard import Verklaard, Verklaarder

# A state as one number per fact of `Index.feiten`: bit c is set when answer c (in `Feit.cellen`) is still possible.
Codes = tuple[int, ...]

Mogelijk = frozenset[str]
Opzoeken = tuple[Callable[[Any], Any], Memo[Any, int]]
Plan = tuple[int, tuple[Opzoeken, ...], tuple[Opzoeken, ...]]

KERN = 2  # groups that are always read; after them most rules are out
RIJEN = 16_384  # of one table
STATEN = 1_024  # of one table per fact
STANDEN = 16

_indexen: dict[tuple[object, ...], Index] = {}
_van_stand: dict[int, tuple[Stand, Index]] = {}


def compile_index(stand: Stand) -> Index:
    """Return the index of a stand; stands with the same rules (other days, same law) share one."""
    bekend = _van_stand.get(id(stand))
    if bekend is not None and bekend[0] is stand:
        return bekend[1]
    # By identity, while the index keeps `stand` alive: rules hold texts and are slow to compare.
    wegen = tuple((naam, *map(id, condities)) for naam, condities in stand.begrippen.items())
    sleutel = (id(stand.kennis), tuple(map(id, stand.regels)), wegen)
    index = _indexen.get(sleutel)
    if index is None:
        while len(_indexen) >= STANDEN:
            _indexen.pop(next(iter(_indexen)), None)
        index = _indexen[sleutel] = Index(stand)
    if len(_van_stand) >= 16 * STANDEN:
        _van_stand.clear()
    _van_stand[id(stand)] = (stand, index)
    return index


class _Groep:
    """Facts that are looked up together: how to take their key from a state or from codes, and the tables for it."""

    def __init__(self, namen: tuple[str, ...], index: Index) -> None:
        self.leest = union(index.bits.leest[naam] for naam in namen)
        een = len(namen) == 1

        def by_state(sleutel: Any) -> int:
            masker = index.bits.alles
            for naam, mogelijk in zip(namen, (sleutel,) if een else sleutel, strict=True):
                masker &= index.maskers[naam][mogelijk]
            return masker

        def by_code(sleutel: Any) -> int:
            masker = index.bits.alles
            for naam, code in zip(namen, (sleutel,) if een else sleutel, strict=True):
                masker &= index.maskers[naam][index.decoded[naam][code]]
            return masker

        self.staat: Opzoeken = (itemgetter(*namen), Memo[Any, int](by_state, RIJEN))
        self.codes: Opzoeken = (itemgetter(*map(index.feiten.index, namen)), Memo[Any, int](by_code, RIJEN))


class Index:
    """A compiled stand. `feiten` are the facts that its rules read: no other fact makes a difference."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self.bits = bits = Ontleding(stand)
        self.feiten = bits.feiten
        self._plaats = {
            naam: {cel: i for i, cel in enumerate(stand.kennis.feiten[naam].cellen)} for naam in self.feiten
        }
        self.maskers = {naam: Memo[Mogelijk, int](partial(bits.mask, naam), STATEN) for naam in self.feiten}
        self.encoded = {naam: Memo[Mogelijk, int](partial(self._encode, naam), STATEN) for naam in self.feiten}
        self.decoded = {naam: Memo[int, Mogelijk](partial(self._decode, naam), STATEN) for naam in self.feiten}
        groepen = [_Groep(namen, self) for namen in bits.groups()]
        self._rest = groepen[KERN:]
        self._kern = [groep.staat for groep in groepen[:KERN]]
        self._kern_codes = [groep.codes for groep in groepen[:KERN]]
        self._plannen: Memo[int, Plan] = Memo(self._plan, RIJEN)
        self._wegen = union(bits.both(bit) for wegen in bits.alternatieven.values() for bit in wegen)
        self._na_begrippen: Memo[int, tuple[int, tuple[_Twijfel, ...]]] = Memo(self._after_begrippen, RIJEN)
        self._twijfels = {naam: _Twijfel(naam, self) for naam in bits.begrippen if naam in bits.leest}
        self._tenzij = union(bits.both(bit) for plekken in bits.tenzij for bit in plekken)
        self._na_tenzij: Memo[int, int] = Memo(self._after_exceptions, RIJEN)
        verklaarder = Verklaarder(bits, stand.kennis.feiten)
        self._bereik: Memo[int, tuple[Uitkomst, Uitkomst]] = Memo(verklaarder.range, RIJEN)
        self._bevinding: Memo[int, Bevinding] = Memo(verklaarder.finding, STATEN)
        self._verklaard: Memo[int, Verklaard] = Memo(verklaarder.explain, RIJEN)

    # -- asking

    def decide(self, feiten: Staat | Codes) -> Bevinding:
        """Return what `interpret` returns for this state.

        :raises KeyError: when a fact of `self.feiten` is absent.
        :raises ValueError: when a fact has an answer it does not know, or none.
        """
        return self._bevinding[self._fired(feiten)]

    def range(self, feiten: Staat | Codes) -> tuple[Uitkomst, Uitkomst]:
        """Return the worst and the best answer; raises as `decide`."""
        return self._bereik[self._fired(feiten)]

    def explained(self, feiten: Staat | Codes) -> Verklaard:
        """Return the range with every rule that counts or may count, and all duties; raises as `decide`."""
        return self._verklaard[self._fired(feiten)]

    def encode(self, staat: Staat) -> Codes:
        """Return the state as numbers, of the facts that make a difference; raises as `decide`."""
        return tuple([encoded[staat[naam]] for naam, encoded in self.encoded.items()])

    def with_fact(self, codes: Codes, feit: str, mogelijk: Mogelijk) -> Codes:
        """Return the codes with one fact changed; a fact that makes no difference changes nothing."""
        if feit not in self.encoded:
            return codes
        i = self.feiten.index(feit)
        return (*codes[:i], self.encoded[feit][mogelijk], *codes[i + 1 :])

    # -- from a state to the rules that fire

    def _fired(self, feiten: Staat | Codes) -> int:
        """Return which rules possibly and certainly fire: bit i for rule i, and the same `breedte` higher."""
        als_codes = isinstance(feiten, tuple)
        masker = self.bits.alles
        for neem, tabel in self._kern_codes if als_codes else self._kern:
            masker &= tabel[neem(feiten)]
        masker, rest, rest_codes = self._plannen[masker]
        for neem, tabel in rest_codes if als_codes else rest:
            masker &= tabel[neem(feiten)]
        blijft, twijfels = self._na_begrippen[masker & self._wegen]
        masker &= blijft
        for twijfel in twijfels:
            if masker & twijfel.leest:
                masker &= twijfel.mask(feiten)
        return masker & self._na_tenzij[masker & self._tenzij]

    def _plan(self, masker: int) -> Plan:
        """After the first groups most rules are out: name the groups that the others still read.

        A begrip that no rule reads any more drops its ways, so that their facts need no look either.
        """
        bits = self.bits
        for naam, plekken in bits.alternatieven.items():
            if not masker & bits.leest.get(naam, 0):
                masker &= ~union(bits.both(bit) for bit in plekken)
        nodig = [groep for groep in self._rest if masker & groep.leest]
        return masker, tuple(groep.staat for groep in nodig), tuple(groep.codes for groep in nodig)

    def _after_begrippen(self, wegen: int) -> tuple[int, tuple[_Twijfel, ...]]:
        """Return what the begrippen leave standing, and those that can be true while no one way is certain."""
        bits = self.bits
        blijft, twijfels = bits.alles, []
        for naam, twijfel in self._twijfels.items():
            plekken = bits.alternatieven[naam]
            if any(wegen & bits.certain(bit) for bit in plekken):
                blijft &= bits.mask(naam, frozenset(("ja",)))
            elif not any(wegen >> bit & 1 for bit in plekken):
                blijft &= bits.mask(naam, frozenset(("nee",)))
            else:
                twijfels.append(twijfel)
        return blijft, tuple(twijfels)

    def _after_exceptions(self, tenzij: int) -> int:
        """Return which rules are left: not possible if an exception is certain, not certain if one is possible."""
        bits = self.bits
        blijft = union(map(bits.both, range(len(bits.regels))))
        for bit, plekken in enumerate(bits.tenzij):
            for plek in plekken:
                if tenzij >> plek & 1:
                    blijft &= ~bits.certain(bit)
                if tenzij & bits.certain(plek):
                    blijft &= ~(1 << bit)
        return blijft

    # -- codes

    def _encode(self, naam: str, mogelijk: Mogelijk) -> int:
        plaats = self._plaats[naam]
        if not mogelijk or not mogelijk <= plaats.keys():
            raise ValueError(f"{naam}: {sorted(mogelijk)} zijn geen antwoorden van dit feit.")
        return sum(1 << plaats[cel] for cel in mogelijk)

    def _decode(self, naam: str, code: int) -> Mogelijk:
        plaats = self._plaats[naam]
        if not 0 < code < 1 << len(plaats):
            raise ValueError(f"{naam}: {code} is geen code van dit feit.")
        return frozenset(cel for cel, i in plaats.items() if code >> i & 1)


class _Twijfel:
    """A begrip that can be true while no one way is certain: whether it can be false is tried, and remembered."""

    def __init__(self, naam: str, index: Index) -> None:
        self._wegen = index.bits.begrippen[naam]
        self._decoded = index.decoded
        self._feiten = tuple(sorted({feit for weg in self._wegen for feit in weg}))
        self._plekken = [index.feiten.index(feit) for feit in self._feiten]
        self._ja, self._beide = (index.bits.mask(naam, frozenset(s)) for s in (("ja",), ("ja", "nee")))
        self._memo: Memo[tuple[Mogelijk, ...], int] = Memo(self._try, RIJEN)
        self.leest = index.bits.leest[naam]

    def mask(self, feiten: Staat | Codes) -> int:
        if isinstance(feiten, tuple):
            pairs = zip(self._feiten, self._plekken, strict=True)
            return self._memo[tuple([self._decoded[feit][feiten[plek]] for feit, plek in pairs])]
        return self._memo[tuple([feiten[feit] for feit in self._feiten])]

    def _try(self, staten: tuple[Mogelijk, ...]) -> int:
        return self._beide if escapes(self._wegen, dict(zip(self._feiten, staten, strict=True))) else self._ja
