# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What a bill changes for a whole population: 430,000 generated youths, 11 categories, two rulebooks.

.venv/bin/python -m bench.wetswijziging
"""

from __future__ import annotations

import resource
import time

import numpy as np

from bench.verslag import machine, publish, table, thousands
from bench.verzoeken import Verzoeken, known
from deelwijs.toets.batch import Batch, columns, transitions
from deelwijs.toets.index import compile_index
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Uitkomst

JONGEREN = 430_000
UNIEK = 20_000  # generated one by one; the population repeats them with other answers drawn per column
STEEKPROEF = 10_000
RANGEN = [u for u in Uitkomst if u is not Uitkomst.ONVOLLEDIG] + [Uitkomst.ONVOLLEDIG]


def main() -> None:
    """Measure and publish; stop with a fault when batch and index differ."""
    kennis = load_shipped(voorbeelden=True)
    peildatum = max(regel.geldig_vanaf for regel in kennis.regels if regel.scenario is None)
    voor, na = kennis.in_force(peildatum), kennis.in_force(peildatum, scenarios=list(kennis.scenarios))
    categorieen = kennis.feiten["categorie"].cellen[:11]
    basis = columns(kennis, [known(v) for v in Verzoeken(na, 7).many(UNIEK)])
    kans = np.random.default_rng(20261122)
    trek = kans.integers(0, UNIEK, JONGEREN)
    kolommen = {naam: kolom[trek] for naam, kolom in basis.items()}
    for naam in ("leeftijd", "toestemming_ouders", "toestemming_jongere", "geinformeerd", "problemen", "overleg"):
        kolommen[naam] = basis[naam][kans.integers(0, UNIEK, JONGEREN)]

    begin, begin_cpu = time.perf_counter(), time.process_time()
    uitkomsten = [Batch(stand).range(kolommen, categorieen) for stand in (voor, na)]
    wand, cpu = time.perf_counter() - begin, time.process_time() - begin_cpu
    geheugen = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    anders = check(kennis, (voor, na), kolommen, categorieen, uitkomsten, kans)
    overgangen = transitions(*uitkomsten).sum(axis=0)
    rijen = [
        (f"{RANGEN[i]} → {RANGEN[j]}", thousands(int(overgangen[i, j])))
        for i in range(5)
        for j in range(5)
        if i != j and overgangen[i, j]
    ]
    besluiten = 2 * JONGEREN * len(categorieen)
    uitleg = (
        f"{machine()} {thousands(JONGEREN)} youths × {len(categorieen)} categories × 2 rulebooks "
        f"({', '.join(kennis.scenarios)} against the law of {peildatum}): {wand:.2f} s wall, {cpu:.2f} s CPU on one "
        f"core, {thousands(besluiten / cpu)} decisions per CPU second; {geheugen:.0f} MB at most for the process. "
        f"Against the index on {thousands(STEEKPROEF)} youths drawn by chance: {anders} differences."
    )
    publish("wetswijziging", f"{uitleg}\n\n{table(('changed outcome', 'youth × category'), rijen)}\n")
    if anders:
        raise SystemExit("The batch differs from the index.")


def check(kennis, standen, kolommen, categorieen, uitkomsten, kans) -> int:  # type: ignore[no-untyped-def]
    """Return in how many answers of a sample the index says something else."""
    anders = 0
    for rij in kans.choice(JONGEREN, STEEKPROEF, replace=False):
        staat = {}
        for naam, feit in kennis.feiten.items():
            plek = int(kolommen[naam][rij])
            staat[naam] = feit.alles if plek >= len(feit.cellen) else frozenset((feit.cellen[plek],))
        k = int(kans.integers(len(categorieen)))
        staat["categorie"] = frozenset((categorieen[k],))
        for stand, uit in zip(standen, uitkomsten, strict=True):
            slechtst, best = compile_index(stand).range(staat)
            anders += (slechtst.rang, best.rang) != (int(uit.slechtst[rij, k]), int(uit.best[rij, k]))
    return anders


if __name__ == "__main__":
    main()
