# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The environment with the other engines, under `var/`: the product's own environment stays clean."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from bench.verslag import VAR, WORTEL

SLOT = WORTEL / "requirements" / "bench.txt"
VENV = VAR / "bench-venv"


def python() -> Path:
    """Return the Python of that environment; make it, with hashes checked, when the lock changed.

    :raises SystemExit: with a sentence, when it cannot be installed.
    """
    bin_ = VENV / ("Scripts" if sys.platform == "win32" else "bin")
    stempel = VENV / "slot.txt"
    nu = hashlib.blake2b(SLOT.read_bytes()).hexdigest()
    if not (stempel.exists() and stempel.read_text() == nu):
        uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
        if uv is None:
            raise SystemExit("bench needs uv to install the other engines: run 'python3 start.py install' first.")
        print("Installing the other engines in var/bench-venv ...", file=sys.stderr)
        stappen = [
            [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)],
            [uv, "pip", "install", "--quiet", "--python", str(bin_ / "python"), "--require-hashes", "--only-binary",
             ":all:", "-r", str(SLOT)],
        ]  # fmt: skip
        for stap in stappen:
            if subprocess.run(stap, check=False).returncode:
                raise SystemExit("The other engines could not be installed; uv says why above.")
        stempel.write_text(nu)
    return bin_ / "python"
