# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Decisions per second of the interpreter, the index and the batch, interleaved in one run. Every request is new."""

from __future__ import annotations

import argparse
import gc
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from statistics import median
from typing import Any

from bench import PEILDATUM
from bench.verslag import machine, publish, table, thousands
from bench.verzoeken import Verzoeken, forget, known
from deelwijs.toets.batch import Batch, columns
from deelwijs.toets.index import Index
from deelwijs.toets.interpret import interpret
from deelwijs.toets.loader import load_shipped

DOEL, MAAL, P99 = 200_000, 6, 20.0
VRIJ = 0.3


@dataclass
class Meting:
    """One way to decide; `vorm` makes its input of a state outside the clock."""

    naam: str
    beslis: Callable[[Any], object]
    vorm: Callable[[Any], Any] = lambda staat: staat
    onbekend: bool = False
    blok: bool = False
    keer: int = 1  # decisions of one request
    deel: float = 1.0  # share of the requests of a round that this one gets
    cpu: list[float] = field(default_factory=list)
    wand: list[float] = field(default_factory=list)
    p: tuple[float, float] | None = None

    def run(self, staten: Sequence[Any]) -> None:
        """Decide all, and note the decisions per second of CPU and of the wall."""
        invoer = [self.vorm(staat) for staat in staten] if not self.blok else self.vorm(staten)
        beslis = self.beslis
        cpu, wand = time.process_time(), time.perf_counter()
        if self.blok:
            beslis(invoer)
        else:
            for een in invoer:
                beslis(een)
        self.cpu.append(self.keer * len(staten) / (time.process_time() - cpu))
        self.wand.append(self.keer * len(staten) / (time.perf_counter() - wand))

    def spread(self, staten: Sequence[Any]) -> None:
        """Note p50 and p99 of single decisions, in microseconds."""
        tijden = []
        for een in [self.vorm(staat) for staat in staten]:
            begin = time.perf_counter_ns()
            self.beslis(een)
            tijden.append(time.perf_counter_ns() - begin)
        tijden.sort()
        self.p = (tijden[len(tijden) // 2] / 1000, tijden[int(len(tijden) * 0.99)] / 1000)


def main() -> None:
    """Measure and publish."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--rondes", type=int, default=7)
    ontleder.add_argument("--per-ronde", type=int, default=5_000)
    ontleder.add_argument("--warm", type=int, default=60_000)
    ontleder.add_argument("--niet-schrijven", action="store_true")
    keuze = ontleder.parse_args()

    stand = load_shipped().in_force(PEILDATUM)
    bron, kans = Verzoeken(stand, 20261122), Random(1)
    metingen = ways(stand)
    warm = [known(v) for v in bron.many(keuze.warm)]
    for meting in metingen:
        if meting.deel == 1.0 and not meting.blok:
            for een in warm:
                meting.beslis(meting.vorm(forget(kans, stand.kennis, een, VRIJ) if meting.onbekend else een))
        else:
            meting.run(warm[:200])
            meting.cpu.clear()
            meting.wand.clear()
    uitkomsten: Counter[str] = Counter()
    for een in warm[:5_000]:
        uitkomsten[str(metingen[1].beslis(een)[0])] += 1  # type: ignore[index]
    del warm
    gc.collect()
    gc.freeze()
    for _ in range(keuze.rondes):
        staten = [known(v) for v in bron.many(keuze.per_ronde)]
        half = [forget(kans, stand.kennis, staat, VRIJ) for staat in staten]
        for meting in metingen:
            soort = half if meting.onbekend else staten
            meting.run(soort[: max(1, int(len(soort) * meting.deel))])
    for meting in metingen:
        if not meting.blok:
            staten = [known(v) for v in bron.many(int(2 * keuze.per_ronde * meting.deel))]
            if meting.onbekend:
                staten = [forget(kans, stand.kennis, staat, VRIJ) for staat in staten]
            meting.spread(staten)
    publish("snelheid", _report(metingen, uitkomsten, keuze, len(stand.regels), len(Index(stand).feiten)))


def ways(stand: Any) -> list[Meting]:
    """Return what is measured; each has an index of its own, so that none finds what another looked up."""
    een, twee, drie, vier, vijf, zes = (Index(stand) for _ in range(6))
    batch = Batch(stand)
    delen = stand.kennis.feiten["categorie"].cellen

    def rows(staten: Any) -> Any:
        return columns(stand.kennis, staten)

    return [
        Meting("interpreter (oracle): outcome and every rule", lambda s: interpret(stand, s), deel=0.04),
        Meting("index, range", een.range),
        Meting("index, every rule (`decide`)", twee.decide),
        Meting("index, full explanation", drie.explained),
        Meting("index, full explanation, on encoded facts", vier.explained, vier.encode),
        Meting("index, range, 30% of the facts unknown", vijf.range, onbekend=True),
        Meting("index, full explanation, 30% unknown", zes.explained, onbekend=True),
        Meting(f"batch, outcome of all {len(delen)} categories", batch.range, rows, blok=True, keer=len(delen)),
        Meting("batch, fired rules as bits", batch.fired, rows, blok=True),
    ]


def _report(
    metingen: list[Meting], uitkomsten: Counter[str], keuze: argparse.Namespace, regels: int, feiten: int
) -> str:
    basis = metingen[0]
    rijen = []
    for m in metingen:
        keer = median(c / b for c, b in zip(m.cpu, basis.cpu, strict=True))
        p50, p99 = (f"{m.p[0]:.1f}", f"{m.p[1]:.1f}") if m.p else ("-", "-")
        rijen.append((m.naam, thousands(median(m.cpu)), thousands(median(m.wand)), f"{keer:,.1f}", p50, p99))
    uitleg = metingen[3]
    assert uitleg.p is not None
    snel = max(median(uitleg.cpu), median(metingen[4].cpu))
    maal = median(c / b for c, b in zip(uitleg.cpu, basis.cpu, strict=True))
    mix = ", ".join(f"{naam} {keer * 100 // uitkomsten.total()}%" for naam, keer in uitkomsten.most_common())
    return "\n\n".join(
        (
            machine(),
            f"{regels} rules in force on {PEILDATUM} read {feiten} facts. {keuze.rondes} rounds of "
            f"{keuze.per_ronde} requests that never came before, after {thousands(keuze.warm)} others to fill the "
            f"tables; outcomes: {mix}.",
            table(("way", "per CPU second", "per wall second", "x interpreter", "p50 µs", "p99 µs"), rijen),
            f"Targets: full explanation at least {thousands(DOEL)}/s on one core: "
            f"{'met' if snel >= DOEL else f'**missed** ({thousands(snel)})'}; at least {MAAL} times the interpreter: "
            f"{'met' if maal >= MAAL else '**missed**'} ({maal:,.0f} times); p99 below {P99:.0f} µs: "
            f"{'met' if uitleg.p[1] < P99 else f'**missed** ({uitleg.p[1]:.1f})'}.",
        )
    )


if __name__ == "__main__":
    main()
