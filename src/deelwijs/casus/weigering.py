# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""An act on a casus that does not go on: what, why and what now, in one sentence for the screen (redenen.yaml)."""

from __future__ import annotations

from pathlib import Path

from deelwijs.ui.weigering import Weigering


class Geweigerd(Weigering):
    """The act is refused and nothing was written."""

    bestand = Path(__file__).with_name("redenen.yaml")
