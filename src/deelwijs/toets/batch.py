# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The toets over a population: the meaning of `interpret` for many rows at once, in columns of bits.

Rows are taken in blocks that stay in the cache; what goes in and comes out stands in `populatie`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from deelwijs.toets.interpret import outcome
from deelwijs.toets.model import Soort, Stand
from deelwijs.toets.ontleding import Ontleding, escapes, union
from deelwijs.toets.populatie import CATEGORIE, ONVOLLEDIG, Codes, Kolommen, Uitkomsten, columns, transitions

__all__ = ("CATEGORIE", "ONVOLLEDIG", "Batch", "Uitkomsten", "columns", "transitions")

Woorden = NDArray[np.uint64]
Deel = dict[int, Woorden]  # per word: one row each; a word that is not there has no bit set
Delen = list[Deel]  # possible and certain, or one for both where nothing is open

BLOK = 8_192
MOGELIJK, ZEKER = 0, 1
NUL, EEN, VOL = np.uint64(0), np.uint64(1), np.uint64(2**64 - 1)


class Batch:
    """A stand, ready for populations. Rule i is bit `i % 64` of word `i // 64`."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self.woorden = max(1, -(-len(stand.regels) // 64))
        self.bits = bits = Ontleding(stand, laag=64 * self.woorden)
        self._breed = -(-bits.breedte // 64)
        self._begrippen_per_categorie = [
            naam for naam, wegen in bits.begrippen.items() if any(CATEGORIE in weg for weg in wegen)
        ]
        self._groepen = [
            namen
            for groep in (groep for groepen in bits.groups() for groep in groepen)
            if (namen := tuple(naam for naam in groep if naam != CATEGORIE))
        ]
        self._soort = {
            soort: self._words(union(1 << i for i, regel in enumerate(stand.regels) if regel.soort is soort))
            for soort in Soort
        }
        doelen: dict[str, int] = {}
        for i, regel in enumerate(stand.regels):
            if regel.soort is Soort.VERBOD:
                doelen[regel.id] = doelen.get(regel.id, 0) | 1 << i
        self._doorbreking = [
            (i, self._words(union(doelen.get(doel, 0) for doel in regel.doorbreekt)), regel.wordt_weging)
            for i, regel in enumerate(stand.regels)
            if regel.doorbreekt
        ]
        self._pogingen: dict[tuple[str, int], bool] = {}
        self._begrippen = {naam: _Begrip(naam, self) for naam in bits.begrippen}
        # Per word of the rules: the words of their exceptions.
        bezet = {bit // 64 for plekken in bits.tenzij for bit in plekken}
        self._tenzij = [[plek for plek in sorted(bezet) if plek % self.woorden == w] for w in range(self.woorden)]

    def range(self, kolommen: Kolommen, categorieen: Sequence[str] | None = None) -> Uitkomsten:
        """Return worst and best per row and category (default: all; a stand without categories has one, "").

        :raises ValueError: for an unknown fact or category, a code that is no answer, columns of unequal length.
        """
        namen = self._categories(categorieen)
        rijen = self._check(kolommen)
        slechtst = np.empty((rijen, len(namen)), np.uint8)
        best = np.empty_like(slechtst)
        for blok, k, werkt in self._blocks(kolommen, rijen, namen):
            slechtst[blok, k], best[blok, k] = self._range(werkt)
        return Uitkomsten(namen, slechtst, best)

    def fired(self, kolommen: Kolommen, categorie: str | None = None) -> tuple[Woorden, Woorden]:
        """Return which rules possibly and certainly fire, as words [row, word]; raises as `range`.

        Without a category: those that fire while the category is not known, or has its column.
        """
        rijen = self._check(kolommen)
        uit = np.zeros((2, rijen, self.woorden), np.uint64)
        for blok, _, werkt in self._blocks(kolommen, rijen, (categorie or "",)):
            for helft in (MOGELIJK, ZEKER):
                for woord, waarden in werkt[min(helft, len(werkt) - 1)].items():
                    uit[helft, blok, woord] = waarden
        return uit[MOGELIJK], uit[ZEKER]

    # -- what comes in

    def _categories(self, categorieen: Sequence[str] | None) -> tuple[str, ...]:
        feit = self.stand.kennis.feiten.get(CATEGORIE)
        bekend = feit.cellen if feit else ("",)
        namen = bekend if categorieen is None else tuple(categorieen)
        if onbekend := [naam for naam in namen if naam not in bekend]:
            raise ValueError(f"Onbekende categorie {onbekend[0]!r}.")
        return namen

    def _check(self, kolommen: Kolommen) -> int:
        lengtes = {len(kolom) for kolom in kolommen.values()}
        if len(lengtes) != 1:
            raise ValueError("Alle kolommen hebben evenveel rijen; ten minste één kolom is nodig.")
        for naam, kolom in kolommen.items():
            feit = self.stand.kennis.feiten.get(naam)
            if feit is None:
                raise ValueError(f"Onbekend feit {naam!r}.")
            if len(kolom) and not 0 <= int(kolom.min()) <= int(kolom.max()) <= len(feit.cellen):
                raise ValueError(f"{naam}: een code is 0 tot en met {len(feit.cellen)}.")
        return lengtes.pop()

    def _all_known(self, kolommen: Kolommen, categorieen: tuple[str, ...]) -> bool:
        """Return whether nothing is open: then possible and certain are one, and half the work is enough."""
        feiten = self.stand.kennis.feiten
        return all(
            (feit in kolommen and int(kolommen[feit].max(initial=0)) < len(feiten[feit].cellen))
            or (feit == CATEGORIE and categorieen != ("",))
            for feit in self.bits.feiten
        )

    # -- from columns to the rules that fire

    def _blocks(
        self, kolommen: Kolommen, rijen: int, categorieen: tuple[str, ...]
    ) -> Iterable[tuple[slice, int, Delen]]:
        bits = self.bits
        eigen = CATEGORIE in bits.feiten
        begin = bits.alles
        vast = [naam for naam in bits.feiten if naam not in kolommen and naam != CATEGORIE]
        for naam in vast:
            begin &= bits.mask(naam, bits.vol[naam])
        groepen = [tuple(n for n in groep if n in kolommen) for groep in self._groepen]
        if eigen and CATEGORIE in kolommen and categorieen == ("",):
            groepen.append((CATEGORIE,))
        tabellen = [_Tabel(groep, self, kolommen) for groep in groepen if groep]
        per_categorie = []
        for naam in categorieen:
            masker = bits.alles
            if eigen and naam:
                masker = bits.mask(CATEGORIE, frozenset((naam,)))
            elif eigen and CATEGORIE not in kolommen:
                masker = bits.mask(CATEGORIE, bits.vol[CATEGORIE])
            per_categorie.append(begin & masker)
        basis = union(per_categorie)
        per_deel = [self.halves(masker) for masker in per_categorie]
        helften = 1 if self._all_known(kolommen, categorieen) else 2
        for eerste in range(0, rijen, BLOK):
            blok = slice(eerste, min(rijen, eerste + BLOK))
            vast_deel = self._start(basis, blok.stop - blok.start)[:helften]
            for tabel in tabellen:
                tabel.narrow(vast_deel, blok)
            codes = Codes(kolommen, blok, "", self.stand)
            for naam in bits.begrippen:
                if naam not in self._begrippen_per_categorie:
                    self._begrip(vast_deel, naam, codes)
            for k, halves in enumerate(per_deel):
                deel = _and(vast_deel, halves)
                codes = Codes(kolommen, blok, categorieen[k], self.stand)
                for naam in self._begrippen_per_categorie:
                    self._begrip(deel, naam, codes)
                yield blok, k, self._without_exceptions(deel)

    def halves(self, masker: int) -> list[dict[int, int]]:
        """Return the words of a mask that have a bit, possible and certain."""
        laag = masker & (1 << self.bits.breedte) - 1
        return [self._words(laag), self._words(masker >> self.bits.breedte)]

    def _words(self, masker: int) -> dict[int, int]:
        woorden = {w: masker >> 64 * w & (1 << 64) - 1 for w in range(self._breed)}
        return {w: waarde for w, waarde in woorden.items() if waarde}

    def _start(self, masker: int, rijen: int) -> Delen:
        return [{w: np.full(rijen, np.uint64(waarde)) for w, waarde in helft.items()} for helft in self.halves(masker)]

    def _begrip(self, delen: Delen, naam: str, codes: Codes) -> None:
        begrip = self._begrippen[naam]
        if not any(w in deel for deel, maskers in zip(delen, begrip.maskers, strict=False) for w in maskers):
            return
        mogelijk = [_any(deel, begrip.wegen, len(codes)) for deel in delen]
        # 0 it is false, 1 it can be both, 2 it is true; only more ways together can be certain while none is.
        stand = mogelijk[MOGELIJK].astype(np.intp) + mogelijk[-1]
        if len(delen) > 1:
            twijfel = np.flatnonzero((stand == 1) & _several(delen[MOGELIJK], begrip.wegen, len(codes)))
            if len(twijfel):
                stand[twijfel[self._true_anyway(naam, codes, twijfel)]] = 2
        for deel, maskers in zip(delen, begrip.maskers, strict=False):
            for w, per_stand in maskers.items():
                if w in deel:
                    deel[w] = deel[w] & per_stand[stand]

    def _true_anyway(self, naam: str, codes: Codes, rijen: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return of these rows whether the begrip is true however its open facts turn out."""
        wegen = self.bits.begrippen[naam]
        feiten = sorted({feit for weg in wegen for feit in weg})
        sleutels = np.zeros(len(rijen), np.int64)
        for feit in feiten:
            sleutels = sleutels * (len(self.bits.vol[feit]) + 1) + codes.column(feit)[rijen]
        uniek, eerste, plek = np.unique(sleutels, return_index=True, return_inverse=True)
        uit = np.empty(len(uniek), np.bool_)
        for i, (sleutel, rij) in enumerate(zip(uniek.tolist(), eerste.tolist(), strict=True)):
            if (naam, sleutel) not in self._pogingen:
                staat = {feit: self.state(feit, int(codes.column(feit)[rijen[rij]])) for feit in feiten}
                self._pogingen[naam, sleutel] = not escapes(wegen, staat)
            uit[i] = self._pogingen[naam, sleutel]
        return uit[plek]

    def state(self, feit: str, code: int) -> frozenset[str]:
        cellen = self.stand.kennis.feiten[feit].cellen
        return frozenset((cellen[code],)) if code < len(cellen) else self.bits.vol[feit]

    def _without_exceptions(self, delen: Delen) -> Delen:
        """Return the rules: not possible where an exception is certain, not certain where one is possible."""
        uit: Delen = []
        for deel, tegen in zip(delen, reversed(delen), strict=True):
            werkt: Deel = {}
            for w, plekken in enumerate(self._tenzij):
                if w in deel:
                    waarden = deel[w]
                    for plek in plekken:
                        if plek in tegen:
                            waarden = waarden & ~tegen[plek]
                    werkt[w] = waarden
            uit.append(werkt)
        return uit

    # -- from the rules that fire to the answer

    def _range(self, werkt: Delen) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        rijen = next((len(a) for deel in werkt for a in deel.values()), 1)
        verbod, weging = self._prohibitions(werkt, rijen)
        plicht, basis, weeg, mens = (
            [_any(deel, self._soort[soort], rijen) for deel in werkt]
            for soort in (Soort.PLICHT, Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG, Soort.WEGING)
        )
        mens = [m | w for m, w in zip(mens, weging, strict=True)]
        slechtst = _outcome(verbod[0], mens[0], plicht[0], basis[-1], weeg[-1])
        if len(werkt) == 1:
            return slechtst, slechtst
        return slechtst, _outcome(verbod[-1], mens[-1], plicht[-1], basis[0], weeg[0])

    def _prohibitions(self, werkt: Delen, rijen: int) -> tuple[list[NDArray[np.bool_]], list[NDArray[np.bool_]]]:
        """Return whether a verbod still stands, and whether one asks a weighing; only rows with a verbod take work."""
        soort = self._soort[Soort.VERBOD]
        plek = np.flatnonzero(_any(werkt[MOGELIJK], soort, rijen))
        hier = [{w: waarden[plek] for w, waarden in deel.items()} for deel in werkt]
        verbod = [{w: deel[w] & np.uint64(v) for w, v in soort.items() if w in deel} for deel in hier]
        weging = [{w: waarden.copy() for w, waarden in deel.items()} for deel in verbod]
        for helft, deel in enumerate(hier):
            tegen = len(hier) - 1 - helft
            komt_voor, geraakt = _occur(deel), _occur(verbod[tegen])
            for bit, doelen, wordt_weging in self._doorbreking:
                w, b = divmod(bit, 64)
                if not komt_voor.get(w, 0) >> b & 1:
                    continue
                raak = NUL - (deel[w] >> np.uint64(b) & EEN)
                for doel, waarde in doelen.items():
                    if geraakt.get(doel, 0) & waarde:
                        # What is possibly lifted does not certainly stand; what is certainly lifted does not at all.
                        blijft = ~(raak & np.uint64(waarde))
                        verbod[tegen][doel] &= blijft
                        if not wordt_weging:
                            weging[tegen][doel] &= blijft

        def spread(deel: Deel) -> NDArray[np.bool_]:
            uit = np.zeros(rijen, np.bool_)
            uit[plek] = _any(deel, soort, len(plek))
            return uit

        return [spread(deel) for deel in verbod], [spread(deel) for deel in weging]


class _Begrip:
    """Where the ways of a begrip stand, and per half and word what is left while it is false, open, or true."""

    def __init__(self, naam: str, batch: Batch) -> None:
        bits = batch.bits
        self.wegen = batch.halves(union(1 << bit for bit in bits.alternatieven[naam]))[MOGELIJK]
        leest = batch.halves(bits.leest.get(naam, 0))
        per_stand = [batch.halves(bits.mask(naam, frozenset(s))) for s in (("nee",), ("ja", "nee"), ("ja",))]
        self.maskers = [
            {w: np.array([deel[helft].get(w, 0) for deel in per_stand], np.uint64) for w in leest[helft]}
            for helft in (MOGELIJK, ZEKER)
        ]


class _Tabel:
    """What one group of facts leaves standing: per key a mask, in words."""

    def __init__(self, namen: tuple[str, ...], batch: Batch, kolommen: Kolommen) -> None:
        self.kolommen = [kolommen[naam] for naam in namen]
        self.maten = [len(batch.bits.vol[naam]) + 1 for naam in namen]
        leest = [batch.halves(batch.bits.leest[naam]) for naam in namen]
        halves = [
            [batch.halves(batch.bits.mask(naam, batch.state(naam, code))) for code in range(maat)]
            for naam, maat in zip(namen, self.maten, strict=True)
        ]
        self.woorden: list[dict[int, Woorden]] = [{}, {}]
        for helft, woorden in enumerate(self.woorden):
            for w in sorted({w for deel in leest for w in deel[helft]}):
                # One axis per fact; a fact that says nothing of this word stretches along.
                tabel = np.full(self.maten, VOL)
                for as_, per_code in enumerate(halves):
                    if w in leest[as_][helft]:
                        vorm = [-1 if a == as_ else 1 for a in range(len(namen))]
                        tabel &= np.array([deel[helft].get(w, 0) for deel in per_code], np.uint64).reshape(vorm)
                woorden[w] = tabel.reshape(-1)

    def narrow(self, delen: Delen, blok: slice) -> None:
        sleutel = np.zeros(blok.stop - blok.start, np.intp)
        for kolom, maat in zip(self.kolommen, self.maten, strict=True):
            sleutel *= maat
            sleutel += kolom[blok]
        for deel, woorden in zip(delen, self.woorden, strict=False):
            for w, tabel in woorden.items():
                if w in deel:
                    deel[w] &= tabel[sleutel]


def _and(delen: Delen, halves: list[dict[int, int]]) -> Delen:
    uit: Delen = []
    for deel, helft in zip(delen, halves, strict=False):
        nieuw = {w: deel[w] & np.uint64(waarde) for w, waarde in helft.items() if w in deel}
        uit.append({w: waarden for w, waarden in nieuw.items() if waarden.any()})
    return uit


def _occur(deel: Deel) -> dict[int, int]:
    """Return per word the bits that any row has."""
    return {w: int(np.bitwise_or.reduce(waarden)) for w, waarden in deel.items()}


def _several(deel: Deel, woorden: Mapping[int, int], rijen: int) -> NDArray[np.bool_]:
    """Return where more than one of these bits is set."""
    een, meer = np.zeros(rijen, np.bool_), np.zeros(rijen, np.bool_)
    for w, waarde in woorden.items():
        if w in deel:
            bits = deel[w] & np.uint64(waarde)
            meer |= (bits & (bits - EEN) * (bits != NUL) != NUL) | (een & (bits != NUL))
            een |= bits != NUL
    return meer


def _any(deel: Deel, woorden: Mapping[int, int], rijen: int) -> NDArray[np.bool_]:
    uit = np.zeros(rijen, np.uint64)
    for w, waarde in woorden.items():
        if w in deel:
            uit |= deel[w] & np.uint64(waarde)
    return np.not_equal(uit, NUL)


def _outcome(
    verbod: NDArray[np.bool_],
    weging: NDArray[np.bool_],
    plicht: NDArray[np.bool_],
    grondslag: NDArray[np.bool_],
    weeg_grondslag: NDArray[np.bool_],
) -> NDArray[np.uint8]:
    """`interpret.outcome`, as ranks."""
    plek = verbod.astype(np.uint8)
    for keer, deel in ((2, weging), (4, plicht), (8, grondslag), (16, weeg_grondslag)):
        plek |= deel.view(np.uint8) * np.uint8(keer)
    uit: NDArray[np.uint8] = _RANG[plek]
    return uit


_RANG = np.array(
    [
        outcome(
            verbod=bool(i & 1),
            weging=bool(i & 2),
            plicht=bool(i & 4),
            grondslag=bool(i & 8),
            weeg_grondslag=bool(i & 16),
        ).rang
        for i in range(32)
    ],
    np.uint8,
)
