# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Hostile input on a large scale: the hunt of tests/test_vijandige_invoer.py, in pieces with a source each.

python -m bench.vijandig [--verzoeken 50000] [--stuk 2500] [--niet-schrijven]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from bench.verslag import WORTEL, machine, publish, table, thousands

TEST = "tests/test_vijandige_invoer.py::test_no_request_makes_a_fault_or_half_a_thing"


def main() -> None:
    """Measure and publish."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--verzoeken", type=int, default=50_000)
    ontleder.add_argument("--stuk", type=int, default=2_500)
    ontleder.add_argument("--bron", type=int, default=100)
    ontleder.add_argument("--niet-schrijven", action="store_true")
    keuze = ontleder.parse_args()
    found: list[dict[str, Any]] = []
    while sum(one["verzoeken"] for one in found) < keuze.verzoeken:
        found.append(piece(keuze.stuk, keuze.bron + len(found)))
        print(
            len(found),
            found[-1]["verzoeken"],
            {k: len(found[-1][k]) for k in ("fouten", "half", "verhoogd", "traag")},
            flush=True,
        )
        for fault in found[-1]["fouten"]:
            print(fault)
    publish("vijandig", report(found))


def piece(verzoeken: int, bron: int) -> dict[str, Any]:
    """Hunt once, in a process and a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "verslag.json"
        environment = {
            **os.environ, "DEELWIJS_VIJANDIG": str(verzoeken), "DEELWIJS_VIJANDIG_BRON": str(bron),
            "DEELWIJS_VIJANDIG_VERSLAG": str(path),
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--no-header", TEST],
            cwd=WORTEL,
            env=environment,
            capture_output=True,
            text=True,
        )
        if not path.exists():
            raise SystemExit(done.stdout + done.stderr)
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return kept


def report(found: list[dict[str, Any]]) -> str:
    """Return the part of docs/metingen.md."""
    many = sum(one["verzoeken"] for one in found)
    seconds = sum(one["duur"] for one in found)
    statussen: Counter[str] = Counter()
    for one in found:
        statussen.update(one["statussen"])
    rows = [
        ("Requests", thousands(many)),
        ("Answers with a fault of ours (5xx)", sum(len(one["fouten"]) for one in found)),
        ("Rows stored halfway, or unreadable", sum(len(one["half"]) for one in found)),
        ("Sessions with more rights than before", sum(len(one["verhoogd"]) for one in found)),
        ("Answers that took longer than 2 s", sum(len(one["traag"]) for one in found)),
        ("Slowest answer", f"{max(one['traagste'] for one in found):.2f} s"),
        ("Most memory gained in one piece", f"{max(one['mb'] for one in found):.0f} MB"),
        ("Requests per second", thousands(many / seconds)),
    ]
    counted = ", ".join(f"{status}: {thousands(count)}" for status, count in sorted(statussen.items()))
    return f"{machine()}\n\n{table(('What', 'Found'), rows)}\n\nIn {len(found)} pieces, each with a source of its own. Answers: {counted}."


if __name__ == "__main__":
    main()
