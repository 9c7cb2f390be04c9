# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""All measurements, one after the other: `python -m bench`."""

import subprocess
import sys

NAMEN = (
    "snelheid",
    "andere_motoren",
    "onveilig",
    "vragen",
    "wetswijziging",
    "mutaties",
    "sleutels",
    "logboek",
    "inloggen",
    "paginas",
    "niet_van_mij",
    "vijandig",
)

if __name__ == "__main__":
    sys.exit(max(subprocess.run([sys.executable, "-m", f"bench.{naam}", *sys.argv[1:]]).returncode for naam in NAMEN))
