# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Everything that `python3 start.py test` runs: first what reads the code, then what runs it.

A check that fails does not stop the rest; at the end the exit status says whether anything failed.
"""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())"
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "--quiet"],
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet"],
    "mypy": ["-m", "mypy"],
    "djlint": ["-m", "djlint", "--lint", "--quiet", "src"],
    "lint-imports": ["-c", LINT_IMPORTS, "--cache-dir", "var/cache/import-linter"],
}


def main(arguments: list[str]) -> int:
    """Run the checks and pytest; `arguments` go to pytest. Return 0 only when all succeeded."""
    failed = [name for name, command in CHECKS.items() if not succeeds(name, command)]
    outcome = subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode
    if failed:
        print(f"Ook mislukt, zie boven: {', '.join(failed)}", file=sys.stderr)
    return outcome or int(bool(failed))


def succeeds(name: str, command: list[str]) -> bool:
    """Run one check and print one line about it, and all it says when it fails."""
    began = time.monotonic()
    done = subprocess.run([PYTHON, *command], cwd=ROOT, capture_output=True, text=True, check=False)
    print(f"{name}: {'mislukt' if done.returncode else 'in orde'} ({time.monotonic() - began:.1f} s)", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return not done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
