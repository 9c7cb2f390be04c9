# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Does some shipped case notice when one thing of the rulebook is weakened? Every weakening, one by one.

python -m bench.mutaties [--niet-schrijven] [--alle]    survivors go to var/mutanten.txt
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict

from bench.bewaking import Bewaking
from bench.mutanten import Mutant, weakenings
from bench.verschil import Verschillen, grouped
from bench.verslag import VAR, machine, publish, table, thousands
from deelwijs.toets.loader import load_shipped

DOEL = 98.0


def main() -> None:
    """Measure, publish, and list the survivors."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--niet-schrijven", action="store_true")
    ontleder.parse_args()
    begin = time.process_time()
    kennis = load_shipped(grenzen=True)
    bewaking = Bewaking(kennis)
    totaal: Counter[str] = Counter()
    over: list[Mutant] = []
    for mutant in weakenings(kennis):
        totaal[mutant.soort] += 1
        if bewaking.noticed_by(mutant) is None:
            over.append(mutant)
    # What shows in no situation at all is no weakening: that is proved by an exact search, of the survivors only.
    verschillen = Verschillen(kennis)
    gelijk = {id(mutant) for groep in grouped(over) for mutant in verschillen.find(groep)[1]}
    totaal.subtract(mutant.soort for mutant in over if id(mutant) in gelijk)
    over = [mutant for mutant in over if id(mutant) not in gelijk]
    cpu = time.process_time() - begin
    (VAR / "mutanten.txt").write_text(_survivors(over), encoding="utf-8")
    publish("mutaties", _report(bewaking, totaal, over, len(gelijk), cpu))


def _report(bewaking: Bewaking, totaal: Counter[str], over: list[Mutant], gelijk: int, cpu: float) -> str:
    kwijt = Counter(mutant.soort for mutant in over)
    rijen = [
        (soort, thousands(n), thousands(n - kwijt[soort]), f"{100 * (n - kwijt[soort]) / n:.1f}%")
        for soort, n in totaal.most_common()
    ]
    som, dood = totaal.total(), totaal.total() - len(over)
    deel = 100 * dood / som
    rijen.append(("all", thousands(som), thousands(dood), f"{deel:.1f}%"))
    gelezen = sum(not v.bestand.startswith("grenzen/") for v in bewaking.kennis.voorbeelden)
    ongeldig = f" {len(bewaking.ongeldig)} cases fail already and were left out." if bewaking.ongeldig else ""
    waar = Counter(mutant.plek.split()[0] for mutant in over).most_common(8)
    return "\n\n".join(
        (
            machine(),
            f"{thousands(len(bewaking.kennis.voorbeelden))} cases ({thousands(gelezen)} worked cases, the rest edges), "
            f"{cpu:.0f} s of CPU on one core.{ongeldig} Target at least {DOEL:.0f}%: "
            f"{'met' if deel >= DOEL else '**missed**'}.",
            table(("weakening", "made", "noticed", "share"), rijen),
            f"{thousands(len(over))} survive"
            + (f", most in {', '.join(f'{naam} ({keer})' for naam, keer in waar)}" if over else "")
            + f"; each is listed in `var/mutanten.txt` by the command. {thousands(gelijk)} more changes were made and left "
            "out: they show in no situation of the day they are tried on, which an exact search proves (`bench/verschil.py`).",
        )
    )


def _survivors(over: list[Mutant]) -> str:
    """Return one line per rule and kind, with everything that nobody noticed there."""
    groepen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for mutant in over:
        groepen[mutant.plek, mutant.soort].append(mutant.wat)
    return "".join(f"{plek} | {soort} | {'; '.join(wat)}\n" for (plek, soort), wat in groepen.items())


if __name__ == "__main__":
    main()
