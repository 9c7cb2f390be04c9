# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Every combination of verstrekker, ontvanger, categorie and doel at once: what the rules say when no more is known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from deelwijs.toets.bereikbaar import JA, NEE, Vermijd, Zoeker
from deelwijs.toets.model import Conditie, Feit, Kennis, Klopt, Niveau, Soort, Stand, Uitkomst

ASSEN = ("verstrekker", "ontvanger", "categorie", "doel")
KLASSEN = ("altijd_verboden", "niemand_spreekt", "beantwoord", "feiten_nodig")
RANGEN = (
    Uitkomst.NIET_TOEGESTAAN,
    Uitkomst.EIGEN_AFWEGING,
    Uitkomst.ONDER_VOORWAARDEN,
    Uitkomst.TOEGESTAAN,
)
Bits = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Drie:
    """A three-valued answer per combination; the arrays broadcast over the four axes."""

    zeker: Bits
    mogelijk: Bits

    def __and__(self, ander: Drie) -> Drie:
        return Drie(self.zeker & ander.zeker, self.mogelijk & ander.mogelijk)

    def __or__(self, ander: Drie) -> Drie:
        return Drie(self.zeker | ander.zeker, self.mogelijk | ander.mogelijk)

    def __invert__(self) -> Drie:
        return Drie(~self.mogelijk, ~self.zeker)


def _all(waarde: Klopt) -> Drie:
    vorm = (1, 1, 1, 1)
    return Drie(np.full(vorm, waarde is Klopt.JA), np.full(vorm, waarde is not Klopt.NEE))


class Raster:
    """What one stand says of sharing, per combination; of everything else nothing is known.

    `slechtst` and `best` hold ranks (0 to 3) and `klasse` an index into `KLASSEN`, in the shape of the four axes.
    `alleen_avg` marks where only the AVG itself, and no law of a sector, may give a basis.
    """

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self.feiten = [stand.kennis.feiten[as_] for as_ in ASSEN]
        self.vorm = tuple(len(feit.cellen) for feit in self.feiten)
        self.begrippen: dict[str, Drie] = {}  # a begrip reads facts only, so that they can be filled in any order
        self.begrippen.update({naam: self._begrip(condities) for naam, condities in stand.begrippen.items()})
        werkt = [self._fires(regel.als, regel.tenzij) for regel in stand.regels]
        soorten: dict[Soort, Drie] = {soort: _all(Klopt.NEE) for soort in Soort}
        sector = np.zeros((1, 1, 1, 1), dtype=np.bool_)
        for regel, w in zip(stand.regels, werkt, strict=True):
            if regel.soort is not Soort.VERBOD:
                soorten[regel.soort] |= w
            if regel.soort in (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG) and regel.niveau is not Niveau.AVG:
                sector = sector | w.mogelijk
        verbod, weging = self._prohibitions(werkt)
        weging |= soorten[Soort.WEGING]
        basis, weeg, plicht = soorten[Soort.GRONDSLAG], soorten[Soort.WEEG_GRONDSLAG], soorten[Soort.PLICHT]
        self.slechtst = self._full(_rank(verbod.mogelijk, weging.mogelijk, plicht.mogelijk, basis.zeker, weeg.zeker))
        self.best = self._full(_rank(verbod.zeker, weging.zeker, plicht.zeker, basis.mogelijk, weeg.mogelijk))
        open_ = self._full(basis.mogelijk | weeg.mogelijk)
        self.klasse = np.select(
            [self._full(verbod.zeker), ~open_, self.slechtst == self.best], [0, 1, 2], default=3
        ).astype(np.int8)
        self.alleen_avg = open_ & ~self._full(sector)

    def _full(self, deel: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.broadcast_to(deel, self.vorm)

    def where(self, conditie: Conditie) -> Bits:
        """Return the combinations in which a condition may hold."""
        bits: Bits = self._full(self._all_hold(conditie).mogelijk)
        return bits

    def _fires(self, als: Conditie, tenzij: Iterable[Conditie]) -> Drie:
        uit = self._all_hold(als)
        if not uit.mogelijk.any():
            return uit
        for conditie in tenzij:
            uit = uit & ~self._all_hold(conditie)
        return uit

    def _all_hold(self, conditie: Conditie) -> Drie:
        uit = _all(Klopt.JA)
        for deel in conditie:
            if deel.feit in self.begrippen:
                begrip = self.begrippen[deel.feit]
                uit &= begrip if deel.cellen == JA else ~begrip if deel.cellen == NEE else _all(Klopt.JA)
            elif deel.feit in ASSEN:
                uit &= self._axis(deel.feit, deel.cellen)
            elif deel.feit == "handeling":
                uit &= _all(Klopt.JA if "delen" in deel.cellen else Klopt.NEE)
            elif not self.stand.kennis.feiten[deel.feit].alles <= deel.cellen:
                uit &= _all(Klopt.ONBEKEND)
        return uit

    def _axis(self, naam: str, cellen: Iterable[str]) -> Drie:
        as_ = ASSEN.index(naam)
        bits = np.isin(np.array(self.feiten[as_].cellen), list(cellen))
        bits = bits.reshape([-1 if i == as_ else 1 for i in range(len(ASSEN))])
        return Drie(bits, bits)

    def _begrip(self, condities: tuple[Conditie, ...]) -> Drie:
        """Possible if one way is open; certain only if no situation escapes every way."""
        mogelijk = _all(Klopt.NEE)
        hier = np.zeros((1, 1, 1, 1), dtype=np.int64)  # per combination: which ways are open as far as the axes tell
        kern = [tuple(deel for deel in conditie if deel.feit not in ASSEN) for conditie in condities]
        for i, conditie in enumerate(condities):
            mogelijk |= self._all_hold(conditie)
            op_assen = self._all_hold(tuple(deel for deel in conditie if deel.feit in ASSEN))
            hier = hier | (op_assen.mogelijk.astype(np.int64) << i)
        zoeker = Zoeker(self.stand)
        zeker = np.zeros(hier.shape, dtype=np.bool_)
        for wegen in np.unique(hier):
            vermijd: list[Vermijd] = [(conditie, ()) for i, conditie in enumerate(kern) if wegen >> i & 1]
            if vermijd and zoeker.find([], vermijd) is None:
                zeker |= hier == wegen
        return Drie(zeker, mogelijk.mogelijk)

    def _prohibitions(self, werkt: list[Drie]) -> tuple[Drie, Drie]:
        heft_op: dict[tuple[str, bool], Drie] = defaultdict(lambda: _all(Klopt.NEE))
        for regel, w in zip(self.stand.regels, werkt, strict=True):
            for doel in regel.doorbreekt:
                heft_op[doel, regel.wordt_weging] |= w
        verbod, weging = _all(Klopt.NEE), _all(Klopt.NEE)
        for regel, w in zip(self.stand.regels, werkt, strict=True):
            if regel.soort is Soort.VERBOD:
                rest = w & ~heft_op[regel.id, False]
                weging |= rest
                verbod |= rest & ~heft_op[regel.id, True]
        return verbod, weging


def _rank(verbod: Bits, weging: Bits, plicht: Bits, grondslag: Bits, weeg: Bits) -> npt.NDArray[np.int8]:
    """The weighing of `interpret.outcome`, over arrays."""
    nee, zelf, voorwaarden, ja = (uitkomst.rang for uitkomst in RANGEN)
    met_grondslag = np.where(weging, zelf, np.where(plicht, voorwaarden, ja))
    rang = np.where(grondslag, met_grondslag, np.where(weeg, zelf, nee))
    uit: npt.NDArray[np.int8] = np.where(verbod, nee, rang).astype(np.int8)
    return uit


def rectangles(kennis: Kennis, bits: Bits) -> list[dict[str, str]]:
    """Return the marked combinations as few readable blocks: per axis "alle", a group, or names."""
    verstrekkers, ontvangers = (kennis.feiten[as_].cellen for as_ in ASSEN[:2])
    per_verstrekker: dict[str, dict[bytes, list[str]]] = {}
    patronen: dict[bytes, Bits] = {}
    for i, verstrekker in enumerate(verstrekkers):
        groepen: dict[bytes, list[str]] = defaultdict(list)
        for j, ontvanger in enumerate(ontvangers):
            vlak = bits[i, j]
            if vlak.any():
                sleutel = np.packbits(vlak).tobytes()
                patronen[sleutel] = vlak
                groepen[sleutel].append(ontvanger)
        per_verstrekker[verstrekker] = groepen
    samen: dict[tuple[bytes, tuple[str, ...]], list[str]] = defaultdict(list)
    for verstrekker, groepen in per_verstrekker.items():
        for sleutel, namen in groepen.items():
            samen[sleutel, tuple(namen)].append(verstrekker)
    return [
        _named(kennis, (wie, list(aan), *vlak))
        for (sleutel, aan), wie in samen.items()
        for vlak in _planes(kennis, patronen[sleutel])
    ]


def _planes(kennis: Kennis, vlak: Bits) -> list[tuple[list[str], list[str]]]:
    categorieen, doelen = (kennis.feiten[as_].cellen for as_ in ASSEN[2:])
    rijen: dict[bytes, tuple[list[str], list[str]]] = {}
    for k, categorie in enumerate(categorieen):
        if vlak[k].any():
            wat = [doel for doel, aan in zip(doelen, vlak[k], strict=True) if aan]
            rijen.setdefault(np.packbits(vlak[k]).tobytes(), ([], wat))[0].append(categorie)
    return list(rijen.values())


def _named(kennis: Kennis, namen: tuple[list[str], ...]) -> dict[str, str]:
    return {as_: short(kennis.feiten[as_], lijst) for as_, lijst in zip(ASSEN, namen, strict=True)}


def short(feit: Feit, namen: Iterable[str]) -> str:
    """Return a set of answers in few words."""
    deel = frozenset(namen)
    if deel == feit.alles:
        return "alle"
    groepen: Mapping[frozenset[str], str] = {frozenset(leden): groep for groep, leden in feit.groepen.items()}
    if deel in groepen:
        return groepen[deel]
    rest = feit.alles - deel
    if len(rest) < len(deel):
        return f"alle behalve {groepen.get(rest) or ', '.join(c for c in feit.cellen if c in rest)}"
    return ", ".join(c for c in feit.cellen if c in deel)
