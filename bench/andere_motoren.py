# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The same rules and requests given to other engines, in interleaved rounds, each engine in a process of its own."""

from __future__ import annotations

import argparse
from collections import defaultdict
from statistics import median
from typing import Any

from bench import PEILDATUM
from bench.verslag import machine, publish, table, thousands
from bench.verzoeken import Verzoeken, known
from bench.werker import MOTOREN, Werker
from deelwijs.toets.index import Index
from deelwijs.toets.interpret import interpret
from deelwijs.toets.loader import load_shipped

KOP = (
    "engine", "requests a round", "per CPU second", "per wall second", "x interpreter", "p50 µs", "p99 µs",
    "differs from the oracle",
)  # fmt: skip


def main() -> None:
    """Measure and publish."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--rondes", type=int, default=5)
    ontleder.add_argument(
        "--deel", type=float, default=1.0, help="share of the requests that each engine gets in a round"
    )
    ontleder.add_argument("--niet-schrijven", action="store_true")
    keuze = ontleder.parse_args()
    stand = load_shipped().in_force(PEILDATUM)
    feiten = Index(stand).feiten
    bron = Verzoeken(stand, 77)
    werkers = [Werker(naam) for naam in MOTOREN]
    metingen: dict[str, list[dict[str, Any]]] = defaultdict(list)
    fout: dict[str, int] = defaultdict(int)
    gelijk: dict[str, int] = defaultdict(int)
    for ronde in range(keuze.rondes + 1):
        staten = bron.many(max(1, int(2000 * keuze.deel)))
        verzoeken = [{feit: staat[feit] for feit in feiten} for staat in staten]
        goed = [str(interpret(stand, known(staat)).uitkomst) for staat in staten[: max(1, int(1000 * keuze.deel))]]
        for werker in werkers:
            if werker.fout:
                continue
            aantal = max(1, int(werker.over["per_ronde"] * keuze.deel))
            uit = werker.ask(verzoeken[:aantal])
            # The first round only warms.
            if uit is not None and ronde:
                uit["aantal"] = aantal
                metingen[werker.naam].append(uit)
                paren = list(zip(uit["uitkomsten"], goed, strict=False))
                gelijk[werker.naam] += len(paren)
                fout[werker.naam] += sum(hier != daar for hier, daar in paren)
    for werker in werkers:
        if not werker.fout:
            werker.close()
    publish("andere_motoren", _report(werkers, metingen, gelijk, fout, keuze.rondes, len(stand.regels)))


def _report(werkers: list[Werker], metingen: Any, gelijk: Any, fout: Any, rondes: int, regels: int) -> str:
    basis = [m["aantal"] / m["cpu"] for m in metingen["interpreter"]]
    rijen, kan_niet, stuk = [], [], []
    for werker in werkers:
        hier = metingen.get(werker.naam)
        if werker.fout or not hier:
            stuk.append(f"- {werker.naam}: {werker.fout or 'gave no figures'}")
            continue
        cpu = [m["aantal"] / m["cpu"] for m in hier]
        wand = [m["aantal"] / m["wand"] for m in hier]
        tijden = sorted(t for m in hier for t in m["tijden"])
        p50, p99 = (f"{tijden[int(len(tijden) * q)] * 1e6:,.1f}" if tijden else "-" for q in (0.5, 0.99))
        keer = median(a / b for a, b in zip(cpu, basis, strict=True))
        wie = (werker.over["naam"], hier[0]["aantal"], per_second(median(cpu)), per_second(median(wand)))
        rijen.append((*wie, f"{keer:,.3g}", p50, p99, f"{fout[werker.naam]} of {gelijk[werker.naam]}"))
        if werker.over["kan_niet"]:
            kan_niet.append(f"- {werker.over['naam']}: {werker.over['kan_niet']}.")
    uitleg = (
        "What the answer of each lacks (none weighs, asks questions, or knows two readings; all got the law of one day and "
        "one reading, the begrippen written out, and a doorbreking as an exception to what it lifts):"
    )
    hoe = f"{regels} rules in force on {PEILDATUM}, every fact known, {rondes} interleaved rounds after one to warm; medians."
    niet = ["Did not run:", "\n".join(stuk)] if stuk else []
    return "\n\n".join((machine(), hoe, table(KOP, rijen), uitleg, "\n".join(kan_niet), *niet))


def per_second(aantal: float) -> str:
    return thousands(aantal) if aantal > 10 else f"{aantal:.1f}"


if __name__ == "__main__":
    main()
