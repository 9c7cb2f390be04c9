# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Where this program keeps what it makes."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def var() -> Path:
    """Return the folder for everything made while running: DEELWIJS_VAR, else `var` in the checkout."""
    return Path(os.environ.get("DEELWIJS_VAR") or ROOT / "var")
