# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Where results go: a table on the screen, and a part of `docs/metingen.md` between two marks."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

WORTEL = Path(__file__).resolve().parents[1]
METINGEN = WORTEL / "docs" / "metingen.md"
VAR = WORTEL / "var"


def table(kop: Sequence[str], rijen: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; the first column to the left, figures to the right."""
    regels = [[str(cel) for cel in rij] for rij in rijen]
    breed = [max(len(rij[i]) for rij in [list(kop), *regels]) for i in range(len(kop))]
    streep = ["-" * breed[0]] + ["-" * (b - 1) + ":" for b in breed[1:]]

    def line(rij: Sequence[str]) -> str:
        cellen = [cel.ljust(b) if i == 0 else cel.rjust(b) for i, (cel, b) in enumerate(zip(rij, breed, strict=True))]
        return f"| {' | '.join(cellen)} |"

    return "\n".join([line(kop), line(streep), *map(line, regels)])


def machine() -> str:
    """Return one line on the machine as it is now: what it is, and how busy with other work."""
    laden = " / ".join(f"{last:.1f}" for last in os.getloadavg())
    return (
        f"{datetime.now(UTC).date().isoformat()}, {_processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}; "
        f"load average {laden} (1, 5 and 15 minutes)."
    )


def _processor() -> str:
    try:
        for regel in Path("/proc/cpuinfo").read_text().splitlines():
            if regel.startswith("model name"):
                return regel.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.machine()


def publish(naam: str, tekst: str) -> None:
    """Print a part, and put it in `docs/metingen.md` in place of what stood between its marks.

    :raises SystemExit: when the document has no such marks.
    """
    print(tekst)
    if "--niet-schrijven" in sys.argv:
        return
    begin, einde = f"<!-- {naam}: begin -->", f"<!-- {naam}: einde -->"
    oud = METINGEN.read_text(encoding="utf-8")
    if begin not in oud or einde not in oud:
        raise SystemExit(f"docs/metingen.md has no place marked {begin} … {einde}.")
    voor, rest = oud.split(begin, 1)
    na = rest.split(einde, 1)[1]
    METINGEN.write_text(f"{voor}{begin}\n{tekst.strip()}\n{einde}{na}", encoding="utf-8")


def thousands(getal: float) -> str:
    """ "412,345"."""
    return f"{getal:,.0f}"
