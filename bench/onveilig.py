# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""How often "allowed" is said while a missing fact could still make it otherwise; exit 1 if ours ever does."""

from __future__ import annotations

import argparse
import sys
from itertools import product
from math import prod
from random import Random

from bench import PEILDATUM
from bench.verslag import machine, publish, table
from bench.verzoeken import Antwoorden, Verzoeken, known
from bench.werker import MOTOREN, Werker
from deelwijs.toets.index import Index
from deelwijs.toets.interpret import interpret
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Soort, Stand, Uitkomst, Voorwaarde

HOOGSTENS = 4096  # completions; beyond that a random sample of so many
TRAAG = {"casbin": 40, "regocpp": 60}
KERN = ("handeling", "verstrekker", "ontvanger", "categorie", "doel", "houder", "verzoeker")
KOP = (
    "engine",
    "requests",
    "error",
    "says allowed",
    "of which unsafe",
    "says no where all are allowed",
    "says: incomplete",
)


def main() -> None:
    """Measure and publish."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--verzoeken", type=int, default=800)
    ontleder.add_argument("--niet-schrijven", action="store_true")
    keuze = ontleder.parse_args()
    stand = load_shipped().in_force(PEILDATUM)
    index, kans = Index(stand), Random(13)
    gaten = [holes(stand, v, kans) for v in Verzoeken(stand, 13).many(keuze.verzoeken)]
    bereiken, steekproeven = [], 0
    for over, weg in gaten:
        laagst, hoogst, compleet = truth(index, stand, over, weg, kans)
        bereiken.append((laagst, hoogst))
        steekproeven += not compleet
    onze_fout, strak = _ours(index, stand, gaten, bereiken)
    onveilig: int | None = None
    rijen, stuk = [], []
    for naam in MOTOREN:
        if naam == "interpreter":
            continue
        werker = Werker(naam)
        aantal = min(TRAAG.get(naam, keuze.verzoeken), keuze.verzoeken)
        uit = werker.ask([{f: v for f, v in over.items() if f in index.feiten} for over, _ in gaten[:aantal]])
        if uit is None:
            stuk.append(f"{naam}: {werker.fout}")
            continue
        werker.close()
        telling = _count(uit["uitkomsten"], bereiken)
        if naam == "index":
            onveilig = telling[2]
        rijen.append((werker.over["naam"], aantal, *telling))
    n = len(gaten)
    uitleg = (
        f"{n} requests with 1 to 4 of their facts removed, of the facts that the rules still read for that request. The "
        f"truth is every way in which those facts may turn out, decided with everything known ({steekproeven} had more "
        f"than {HOOGSTENS:,} ways: of those a random {HOOGSTENS:,}). *Unsafe*: some way is not allowed, or asks a "
        f"person to weigh. Ours: index and interpreter differ, or the range misses a way: {onze_fout} times; the range "
        f"is exactly the truth in {100 * strak / n:.1f}% (elsewhere it is wider, and asks)."
    )
    eerlijk = (
        "The others got the natural translation, without guards for missing facts: Cedar skips a policy that errs, Rego's "
        "undefined and clingo's closed world make *not* true, JSONLogic and ZEN compare with null, OpenFisca takes a "
        "default (the first answer of a fact), CEL and casbin mostly raise an error. An author can guard each rule by "
        "hand; that is not measured. Ours was made for this question; they were not. Slow engines got the first "
        "requests only."
    )
    niet = [f"Did not run: {'; '.join(stuk)}."] if stuk else []
    publish("onveilig", "\n\n".join((machine(), table(KOP, rijen), uitleg, eerlijk, *niet)))
    sys.exit(1 if onveilig != 0 or onze_fout else 0)


def holes(stand: Stand, verzoek: Antwoorden, kans: Random) -> tuple[Antwoorden, list[str]]:
    """Return the request without 1 to 4 facts, and their names; the facts of the core are rarely among them."""
    mogelijk = sorted(readable(stand, verzoek))
    rest = [feit for feit in mogelijk if feit not in KERN] or mogelijk
    bron = mogelijk if kans.random() < 0.2 else rest
    weg = kans.sample(bron, min(len(bron), kans.randint(1, 4)))
    return {feit: cel for feit, cel in verzoek.items() if feit not in weg}, weg


def readable(stand: Stand, verzoek: Antwoorden) -> set[str]:
    """Return the facts that a rule reads which the core of the request does not rule out."""
    feiten = stand.kennis.feiten

    def of(deel: Voorwaarde) -> set[str]:
        if deel.feit in feiten:
            return {deel.feit}
        return {d.feit for weg in stand.begrippen[deel.feit] for d in weg}

    uit: set[str] = set()
    for regel in stand.regels:
        if regel.soort is Soort.VAST or any(d.feit in KERN and verzoek[d.feit] not in d.cellen for d in regel.als):
            continue
        for conditie in (regel.als, *regel.tenzij):
            uit.update(*(of(deel) for deel in conditie))
    return uit


def truth(
    index: Index, stand: Stand, over: Antwoorden, weg: list[str], kans: Random
) -> tuple[Uitkomst, Uitkomst, bool]:
    """Return the worst and best outcome over the ways the removed facts may turn out, and whether all were tried."""
    cellen = [stand.kennis.feiten[feit].cellen for feit in weg]
    compleet = prod(map(len, cellen)) <= HOOGSTENS
    keuzes = product(*cellen) if compleet else (tuple(kans.choice(c) for c in cellen) for _ in range(HOOGSTENS))
    basis = known(over)
    gezien = {index.range({**basis, **known(dict(zip(weg, keuze, strict=True)))})[0] for keuze in keuzes}
    return min(gezien, key=lambda u: u.rang), max(gezien, key=lambda u: u.rang), compleet


def _ours(
    index: Index, stand: Stand, gaten: list[tuple[Antwoorden, list[str]]], bereiken: list[tuple[Uitkomst, Uitkomst]]
) -> tuple[int, int]:
    """Return how often ours is wrong (index and oracle differ, or the range misses a way), and how often exact."""
    fout = strak = 0
    for (over, _), (laagst, hoogst) in zip(gaten, bereiken, strict=True):
        alles = {naam: feit.alles for naam, feit in stand.kennis.feiten.items()} | known(over)
        bevinding = interpret(stand, alles)
        slechtst, best = index.range(alles)
        fout += (slechtst, best) != (bevinding.slechtst, bevinding.best)
        fout += slechtst.rang > laagst.rang or best.rang < hoogst.rang
        strak += (slechtst, best) == (laagst, hoogst)
    return fout, strak


def _count(uitkomsten: list[str], bereiken: list[tuple[Uitkomst, Uitkomst]]) -> tuple[int, int, int, int, int]:
    fout = mag = onveilig = streng = open_ = 0
    for tekst, (laagst, _) in zip(uitkomsten, bereiken, strict=False):
        if tekst == "fout":
            fout += 1
            continue
        uitkomst = Uitkomst(tekst)
        open_ += uitkomst is Uitkomst.ONVOLLEDIG
        mag += uitkomst is not Uitkomst.ONVOLLEDIG and uitkomst.mag
        onveilig += uitkomst.mag and not laagst.mag
        streng += uitkomst is Uitkomst.NIET_TOEGESTAAN and laagst.mag
    return fout, mag, onveilig, streng, open_


if __name__ == "__main__":
    main()
