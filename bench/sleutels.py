# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What encryption per field costs: beside Fernet, per page, and destroying in a keyring of 430,000 cases."""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deelwijs.config.settings")

from cryptography.fernet import Fernet
from django.conf import settings

from bench.verslag import machine, publish, table, thousands
from deelwijs.casus import sleutelbos, sleutels
from deelwijs.casus.sleutels import Plek

FIELD, PAGE = 20.0, 3.0  # the aims: microseconds a field, milliseconds for 50 rows of 50 cases


def micros(ways: dict[str, Callable[[], object]], rounds: int = 15, times: int = 400) -> dict[str, float]:
    """Microseconds of processor per call of each way, the median of rounds in which all take their turn."""
    seen: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            begin = time.process_time()
            for _ in range(times):
                way()
            seen[name].append((time.process_time() - begin) / times * 1e6)
    return {name: median(found) for name, found in seen.items()}


def fields(casus: UUID, plek: Plek) -> tuple[str, float]:
    """One field, ours with the look in the keyring, beside Fernet with its key at hand; and the slowest of ours."""
    fernet = Fernet(Fernet.generate_key())
    rows, worst = [], 0.0
    for size in (64, 1024):
        value = os.urandom(size)
        ours, theirs = sleutels.versleutel(casus, plek, value), fernet.encrypt(value)
        found = micros(
            {
                "versleutel": lambda value=value: sleutels.versleutel(casus, plek, value),  # type: ignore[misc]
                "fernet dicht": lambda value=value: fernet.encrypt(value),  # type: ignore[misc]
                "ontsleutel": lambda ours=ours: sleutels.ontsleutel(casus, plek, ours),  # type: ignore[misc]
                "fernet open": lambda theirs=theirs: fernet.decrypt(theirs),  # type: ignore[misc]
            }
        )
        for what, own, other in (("close", "versleutel", "fernet dicht"), ("open", "ontsleutel", "fernet open")):
            ratio = f"{found[own] / found[other]:.2f}"
            worst = max(worst, found[own])
            rows.append((f"{what} {size} B", f"{found[own]:.1f}", f"{found[other]:.1f}", ratio, len(ours), len(theirs)))
    return table(("field", "ours, µs", "Fernet, µs", "ours / Fernet", "ours, bytes", "Fernet, bytes"), rows), worst


def page(plek: Plek) -> float:
    """Milliseconds to open one field in each of 50 rows of 50 cases."""
    cases = [uuid4() for _ in range(50)]
    sleutels.nieuwe_sleutels(cases)
    blobs = [(casus, sleutels.versleutel(casus, plek, "een zin van gewone lengte")) for casus in cases]

    def look() -> None:
        for casus, blob in blobs:
            sleutels.ontsleutel(casus, plek, blob)

    return micros({"page": look}, rounds=15, times=20)["page"] / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--casussen", type=int, default=430_000)
    parser.add_argument("--niet-schrijven", action="store_true", help="only print")
    number = parser.parse_args().casussen
    with tempfile.TemporaryDirectory() as folder:
        settings.DEELWIJS_SLEUTELMAP = str(Path(folder) / "sleutels")
        settings.DEELWIJS_HOOFDSLEUTEL = lambda: bytes(range(100, 132))
        casus, plek = uuid4(), Plek("casus_inbreng", uuid4(), "tekst")
        sleutels.nieuwe_sleutel(casus)
        (small, worst), before = fields(casus, plek), page(plek)
        begin = time.perf_counter()
        sleutels.nieuwe_sleutels(uuid4() for _ in range(number))
        made = number / (time.perf_counter() - begin)
        after, bos = page(plek), sleutelbos.open_bos()
        gone = [uuid4() for _ in range(100)]
        sleutels.nieuwe_sleutels(gone)
        begin = time.perf_counter()
        sleutels.vernietig_vele(gone)
        wiped = time.perf_counter() - begin
        size = (Path(settings.DEELWIJS_SLEUTELMAP) / sleutelbos.BESTAND).stat().st_size
        keys = sum(bos.controle().values())
        verdict = "met" if worst < FIELD and after < PAGE else "not met"
        publish(
            "sleutels",
            f"{machine()}\n\n{small}\n\n"
            f"Time of the processor, since others work on this machine. Every figure of ours includes a look in the keyring: nothing is cached, so a key destroyed by another process stops at "
            f"the next field. 50 rows of 50 cases open in {before:.2f} ms in a small keyring and in {after:.2f} ms beside "
            f"{thousands(number)} other cases ({after / before:.2f}×). Aims ({FIELD:.0f} µs a field, {PAGE:.0f} ms a page): {verdict}.\n\n"
            f"New keys: {thousands(made)} a second. Destroying 100 cases among {thousands(keys)}: {wiped:.1f} s, all others wrapped "
            f"anew under a new epoch key ({thousands(keys / wiped)} a second, commits and checkpoint included). "
            f"The keyring is {size / 1e6:.0f} MB.",
        )


if __name__ == "__main__":
    main()
