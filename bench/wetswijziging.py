# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What a bill changes for 430,000 youths, by the batch: time, memory, and whether it says what the index says."""

from __future__ import annotations

import argparse
import resource
import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import PEILDATUM
from bench.verslag import machine, publish, table, thousands
from bench.verzoeken import Verzoeken, known
from deelwijs.toets.batch import Batch, Uitkomsten, columns, transitions
from deelwijs.toets.index import Index
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Kennis, Stand
from deelwijs.toets.raster import RANGEN

CATEGORIEEN = (
    "identiteit", "contact", "adres", "schoolloopbaan", "verzuim", "onderwijs", "gezondheid", "bsn",
    "interventies_school", "interventies_gemeente", "gezin",
)  # fmt: skip
NAMEN = ("niet toegestaan", "eigen afweging", "onder voorwaarden", "toegestaan", "onvolledig")
DOEL_TIJD, DOEL_GEHEUGEN = 5.0, 1.0
OPNIEUW = 0.1  # how many of its facts a youth draws anew from another


def main() -> None:
    """Measure and publish."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--jongeren", type=int, default=430_000)
    ontleder.add_argument("--steekproef", type=int, default=10_000)
    ontleder.add_argument("--niet-schrijven", action="store_true")
    keuze = ontleder.parse_args()
    kennis = load_shipped(voorbeelden=True)
    nu = kennis.in_force(PEILDATUM)
    delen = [naam for naam in CATEGORIEEN if naam in kennis.feiten["categorie"].cellen]
    delen += [naam for naam in kennis.feiten["categorie"].cellen if naam not in delen][: 11 - len(delen)]
    bevolking = population(nu, keuze.jongeren)
    stukken = [machine(), f"{thousands(keuze.jongeren)} generated youths, {len(delen)} categories: {', '.join(delen)}."]
    for scenario in kennis.scenarios:
        stukken += _one(kennis, bevolking, delen, scenario, keuze.steekproef)
    publish("wetswijziging", "\n\n".join(stukken))


def population(stand: Stand, aantal: int) -> dict[str, NDArray[np.int16]]:
    """Return columns: the requests of `Verzoeken` over and over, each time with other answers to some facts."""
    bron = Verzoeken(stand, 430)
    kern = columns(stand.kennis, [known(v) for v in bron.many(min(aantal, 20_000))])
    kans = np.random.default_rng(430)
    rij = kans.integers(0, len(kern["leeftijd"]), aantal)
    uit = {}
    for naam, kolom in kern.items():
        ander = kans.integers(0, len(kolom), aantal)
        uit[naam] = np.where(kans.random(aantal) < OPNIEUW, kolom[ander], kolom[rij]).astype(np.int16)
    del uit["categorie"]
    return uit


def _one(kennis: Kennis, bevolking: Any, delen: list[str], scenario: str, steekproef: int) -> list[str]:
    standen = (kennis.in_force(PEILDATUM), kennis.in_force(PEILDATUM, scenarios=(scenario,)))
    rust = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cpu, wand = time.process_time(), time.perf_counter()
    voor, na = (Batch(stand).range(bevolking, delen) for stand in standen)
    tellingen = transitions(voor, na)
    cpu, wand = time.process_time() - cpu, time.perf_counter() - wand
    top = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fout = sum(_differs(stand, uit, bevolking, steekproef) for stand, uit in zip(standen, (voor, na), strict=True))
    som = tellingen.sum(axis=0)
    veranderd = int(som.sum() - np.trace(som))
    rijen = [
        (f"{NAMEN[v]} → {NAMEN[n]}", thousands(int(som[v, n])))
        for v in range(5)
        for n in range(5)
        if v != n and som[v, n]
    ]
    return [
        f"### {kennis.scenarios[scenario].titel} (`{scenario}`)",
        f"Both rulebooks, compiled and run: {cpu:.2f} s of CPU, {wand:.2f} s by the clock "
        f"({thousands(2 * som.sum() / cpu)} decisions per CPU second; target below {DOEL_TIJD:.0f} s: "
        f"{'met' if cpu < DOEL_TIJD else '**missed**'}). Highest memory of the process {top / 2**20:.2f} GB, of which "
        f"{rust / 2**20:.2f} GB before (target below {DOEL_GEHEUGEN:.0f} GB: "
        f"{'met' if top / 2**20 < DOEL_GEHEUGEN else '**missed**'}). "
        f"Against the index, {thousands(steekproef)} random answers under each rulebook: {fout} differ.",
        f"{thousands(veranderd)} of {thousands(int(som.sum()))} answers change:",
        table(("from → to", "answers"), rijen) if rijen else "None.",
    ]


def _differs(stand: Stand, uit: Uitkomsten, bevolking: Any, steekproef: int) -> int:
    index, kans = Index(stand), np.random.default_rng(7)
    aantal = uit.slechtst.shape[0]
    fout = 0
    for i, k in zip(
        kans.integers(0, aantal, steekproef), kans.integers(0, len(uit.categorieen), steekproef), strict=True
    ):
        staat = {}
        for naam, kolom in bevolking.items():
            feit = stand.kennis.feiten[naam]
            staat[naam] = frozenset((feit.cellen[kolom[i]],)) if kolom[i] < len(feit.cellen) else feit.alles
        staat["categorie"] = frozenset((uit.categorieen[k],))
        slechtst, best = index.range(staat)
        fout += (RANGEN[uit.slechtst[i, k]], RANGEN[uit.best[i, k]]) != (slechtst, best)
    return fout


if __name__ == "__main__":
    main()
