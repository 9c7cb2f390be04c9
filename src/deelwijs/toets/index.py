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
from deelwijs.toets.ontleding import Memo, Ontleding, bits_of, escapes, union
from deelwijs.toets.verklaard import Verklaard, Verklaarder

# A state as one number per fact of `Index.feiten`: bit c is set when answer c (in `Feit.cellen`) is still possible.
Codes = tuple[int, ...]

Mogelijk = frozenset[str]
Opzoeken = tuple[Callable[[Any], Any], Memo[Any, int]]
Plan = tuple[int, tuple[Opzoeken, ...], tuple[Opzoeken, ...]]

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
    """Facts that are looked up together."""

    def __init__(self, namen: tuple[str, ...], index: Index) -> None:
        def masker(staten: tuple[Mogelijk, ...]) -> int:
            uit = index.bits.alles
            for naam, mogelijk in zip(namen, staten, strict=True):
                uit &= index.maskers[naam][mogelijk]
            return uit

        self.leest = union(index.bits.leest[naam] for naam in namen)
        self.staat, self.codes = index.lookups(namen, masker)


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
        kern, rest = ([_Groep(namen, self) for namen in groepen] for groepen in bits.groups())
        self._rest = rest
        self._kern = [groep.staat for groep in kern]
        self._kern_codes = [groep.codes for groep in kern]
        self._plannen: Memo[int, Plan] = Memo(self._plan, RIJEN)
        self._wegen = union(bits.both(bit) for wegen in bits.alternatieven.values() for bit in wegen)
        self._na_begrippen: Memo[int, tuple[int, tuple[_Twijfel, ...]]] = Memo(self._after_begrippen, RIJEN)
        self._twijfels: Memo[tuple[str, tuple[int, ...]], _Twijfel] = Memo(lambda s: _Twijfel(*s, self), STATEN)
        self._regels = union(map(bits.both, range(len(bits.regels))))
        self._tenzij = union(bits.both(bit) for plekken in bits.tenzij for bit in plekken)
        self._uitzondering_van = {plek: i for i, plekken in enumerate(bits.tenzij) for plek in plekken}
        self._na_tenzij: Memo[int, int] = Memo(self._after_exceptions, RIJEN)
        self._verklaarder = verklaarder = Verklaarder(bits, stand.kennis.feiten)
        self._bereik: Memo[int, tuple[Uitkomst, Uitkomst]] = Memo(verklaarder.range, RIJEN)
        self._bevinding: Memo[int, Bevinding] = Memo(verklaarder.finding, STATEN)

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
        # Put together anew: its parts are remembered, and the whole is a different one more often than not.
        return self._verklaarder.explain(self._fired(feiten))

    def encode(self, staat: Staat) -> Codes:
        """Return the state as numbers, of the facts that make a difference; raises as `decide`."""
        return tuple([encoded[staat[naam]] for naam, encoded in self.encoded.items()])

    def with_fact(self, codes: Codes, feit: str, mogelijk: Mogelijk) -> Codes:
        """Return the codes with one fact changed; a fact that makes no difference changes nothing."""
        if feit not in self.encoded:
            return codes
        i = self.feiten.index(feit)
        return (*codes[:i], self.encoded[feit][mogelijk], *codes[i + 1 :])

    def lookups(
        self, namen: tuple[str, ...], reken: Callable[[tuple[Mogelijk, ...]], int]
    ) -> tuple[Opzoeken, Opzoeken]:
        """Return how to take the key of these facts from a state with its table, and the same for codes."""
        decoded = [self.decoded[naam] for naam in namen]

        # A getter of one thing gives the thing, not a tuple.
        def by_state(sleutel: Any) -> int:
            return reken(sleutel if len(namen) > 1 else (sleutel,))

        def by_code(sleutel: Any) -> int:
            codes = sleutel if len(namen) > 1 else (sleutel,)
            return reken(tuple([tabel[code] for tabel, code in zip(decoded, codes, strict=True)]))

        plekken = map(self.feiten.index, namen)
        return (itemgetter(*namen), Memo(by_state, RIJEN)), (itemgetter(*plekken), Memo(by_code, RIJEN))

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
                neem, tabel = twijfel.codes if als_codes else twijfel.staat
                masker &= tabel[neem(feiten)]
        return masker & self._na_tenzij[masker & self._tenzij]

    def _plan(self, masker: int) -> Plan:
        """After the kern most rules are out: name the groups that the others still read.

        A begrip that no rule reads any more drops its ways, so that their facts need no look either.
        """
        masker = self.bits.without_idle(masker)
        nodig = [groep for groep in self._rest if masker & groep.leest]
        return masker, tuple(groep.staat for groep in nodig), tuple(groep.codes for groep in nodig)

    def _after_begrippen(self, wegen: int) -> tuple[int, tuple[_Twijfel, ...]]:
        """Return what the begrippen leave standing, and those that can be true while no one way is certain."""
        bits = self.bits
        blijft, twijfels = bits.alles, []
        for naam, plekken in bits.alternatieven.items():
            if naam not in bits.leest:
                continue
            kan = [k for k, bit in enumerate(plekken) if wegen >> bit & 1]
            if not kan:
                blijft &= bits.mask(naam, frozenset(("nee",)))
            elif any(wegen & bits.certain(plekken[k]) for k in kan):
                blijft &= bits.mask(naam, frozenset(("ja",)))
            elif len(kan) == 1:
                blijft &= bits.mask(naam, frozenset(("ja", "nee")))
            else:
                twijfels.append(self._twijfels[naam, tuple(kan)])
        return blijft, tuple(twijfels)

    def _after_exceptions(self, tenzij: int) -> int:
        """Return which rules are left: not possible if an exception is certain, not certain if one is possible."""
        bits = self.bits
        blijft = self._regels
        for plek in bits_of(tenzij & (1 << bits.breedte) - 1):
            regel = self._uitzondering_van[plek]
            blijft &= ~bits.certain(regel)
            if tenzij & bits.certain(plek):
                blijft &= ~(1 << regel)
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
    """A begrip that can be true while none of its ways is certain: whether it can be false is tried, and remembered."""

    def __init__(self, naam: str, kan: tuple[int, ...], index: Index) -> None:
        wegen = tuple(index.bits.begrippen[naam][k] for k in kan)
        namen = tuple(sorted({feit for weg in wegen for feit in weg}))
        ja, beide = (index.bits.mask(naam, frozenset(s)) for s in (("ja",), ("ja", "nee")))

        def attempt(staten: tuple[Mogelijk, ...]) -> int:
            return beide if escapes(wegen, dict(zip(namen, staten, strict=True))) else ja

        self.leest = index.bits.leest[naam]
        self.staat, self.codes = index.lookups(namen, attempt)
