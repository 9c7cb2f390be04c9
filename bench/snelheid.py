# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Decisions per second of the interpreter, the index and the batch on the shipped rulebook, interleaved in one run.

.venv/bin/python -m bench.snelheid
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from random import Random
from statistics import median
from typing import Any

from bench.verslag import machine, publish, table, thousands
from bench.verzoeken import Verzoeken, forget, known
from deelwijs.toets.batch import Batch, columns
from deelwijs.toets.index import compile_index
from deelwijs.toets.interpret import interpret
from deelwijs.toets.loader import load_shipped

VERZOEKEN = 40_000
TRAAG = 300  # requests for the interpreter, which is the slow one
RONDEN = 5
WARM = 20_000  # other requests, to fill the tables as a server has them filled


def main() -> None:
    """Measure and publish."""
    kennis = load_shipped()
    stand = kennis.in_force(max(r.geldig_vanaf for r in kennis.regels if r.scenario is None))
    bron = Verzoeken(stand, 3)
    index = compile_index(stand)
    warm = [known(v) for v in bron.many(WARM)]
    bekend = [known(v) for v in bron.many(VERZOEKEN)]
    kans = Random(5)
    half = [forget(kans, kennis, staat, 0.3) for staat in bekend]
    warm_half = [forget(kans, kennis, staat, 0.3) for staat in warm]
    codes = [index.encode(staat) for staat in bekend]
    batch, kolommen = Batch(stand), columns(kennis, bekend)
    for staat in (*warm, *warm_half):
        index.explained(staat)
        index.range(staat)

    motoren: list[tuple[str, Callable[[Any], object], Sequence[Any]]] = [
        ("interpreter (oracle)", lambda staat: interpret(stand, staat), bekend[:TRAAG]),
        ("index: range", index.range, bekend),
        ("index: range and full explanation", index.explained, bekend),
        ("index: the same, facts kept as codes", index.explained, codes),
        ("index: full explanation, 30 % not known", index.explained, half),
    ]
    tijden: dict[str, list[tuple[float, float]]] = {naam: [] for naam, _, _ in motoren}
    tijden["batch (numpy): range"] = []
    for _ in range(RONDEN):
        gc.collect()
        gc.disable()
        for naam, motor, verzoeken in motoren:
            tijden[naam].append(
                clock(lambda m=motor, v=verzoeken: [m(verzoek) and None for verzoek in v], len(verzoeken))
            )
        tijden["batch (numpy): range"].append(
            clock(lambda: batch.range(kolommen, None), VERZOEKEN * categories(kennis))
        )
        gc.enable()
    traag = median(cpu for cpu, _ in tijden["interpreter (oracle)"])
    rijen = []
    for naam, metingen in tijden.items():
        cpu, wand = median(m[0] for m in metingen), median(m[1] for m in metingen)
        p50, p99 = latency(naam, motoren)
        rijen.append((naam, thousands(cpu), thousands(wand), f"{cpu / traag:.1f}", p50, p99))
    soorten: dict[str, int] = {}
    for staat in bekend[:5000]:
        slechtst, best = index.range(staat)
        soorten[str(slechtst if slechtst is best else "onvolledig")] = soorten.get(str(slechtst), 0) + 1
    mengsel = ", ".join(f"{naam} {100 * keer / 5000:.0f} %" for naam, keer in sorted(soorten.items()))
    uitleg = (
        f"{machine()} {len(stand.regels)} rules in force, {len(kennis.feiten)} facts; {thousands(VERZOEKEN)} requests, each "
        f"different, three quarters built around a basis ({mengsel}); {RONDEN} interleaved rounds, medians; one core. The tables "
        f"of the index were filled by {thousands(WARM)} other requests. The batch decides every category of each request."
    )
    kop = ("implementation", "per CPU second", "per wall second", "× interpreter", "p50 µs", "p99 µs")
    publish("snelheid", f"{uitleg}\n\n{table(kop, rijen)}\n")


def categories(kennis: Any) -> int:
    return len(kennis.feiten["categorie"].cellen)


def clock(werk: Callable[[], object], aantal: int) -> tuple[float, float]:
    """Return decisions per CPU second and per wall second."""
    cpu, wand = time.process_time(), time.perf_counter()
    werk()
    return aantal / (time.process_time() - cpu), aantal / (time.perf_counter() - wand)


def latency(naam: str, motoren: Sequence[tuple[str, Callable[[Any], object], Sequence[Any]]]) -> tuple[str, str]:
    """Return p50 and p99 of single decisions in microseconds, as CPU time of this thread."""
    for ander, motor, verzoeken in motoren:
        if ander == naam:
            metingen = []
            for verzoek in verzoeken[:20_000]:
                begin = time.thread_time_ns()
                motor(verzoek)
                metingen.append(time.thread_time_ns() - begin)
            metingen.sort()
            leeg = overhead()
            p50, p99 = (metingen[int(len(metingen) * deel)] - leeg for deel in (0.5, 0.99))
            return f"{p50 / 1000:.1f}", f"{p99 / 1000:.1f}"
    return "-", "-"


def overhead() -> int:
    """Return what reading the clock itself costs, in nanoseconds."""
    metingen = []
    for _ in range(5000):
        begin = time.thread_time_ns()
        metingen.append(time.thread_time_ns() - begin)
    return int(median(metingen))


if __name__ == "__main__":
    main()
