# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""An act on a casus that does not go on: what, why and what now, in one sentence for the screen (redenen.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from deelwijs.toets.strict_yaml import decode, read

REDENEN = Path(__file__).with_name("redenen.yaml")


class Geweigerd(Exception):
    """The act is refused and nothing was written. `soort` is a key of redenen.yaml, `reden` its text."""

    def __init__(self, soort: str, **woorden: str) -> None:
        self.soort = soort
        self.reden = reasons()[soort].format(**woorden)
        super().__init__(self.reden)


@cache
def reasons() -> Mapping[str, str]:
    """Return what the screen says, per kind of refusal."""
    found: Mapping[str, str] = read(decode(REDENEN.read_bytes()))
    return found
