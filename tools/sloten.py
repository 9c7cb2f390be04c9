# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Make the locks again: requirements/*.in becomes *.txt, with hashes and without addresses.

python tools/sloten.py [--upgrade]    add what is new; with --upgrade take the newest of everything
"""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "requirements"
# In this order: a later one keeps to the versions of an earlier one.
LOCKS = ("uv", "build", "runtime", "dev", "e2e", "bench")


def main(arguments: list[str]) -> int:
    """Compile every lock; stop at the first that does not resolve."""
    for name in LOCKS:
        command = [
            "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--only-binary", ":all:",
            "--generate-hashes", "--no-header", "--no-annotate", f"{name}.in", "-o", f"{name}.txt", *arguments,
        ]  # fmt: skip
        if code := subprocess.run(command, cwd=FOLDER, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
