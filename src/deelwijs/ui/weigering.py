# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""An act that does not go on: what, why and what now, in one sentence for the screen, out of a file of sentences."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import ClassVar

from deelwijs.toets.strict_yaml import decode, read


class Weigering(Exception):
    """What an act raises when it does not go on. `soort` is a key of the file of its class, `reden` its text."""

    bestand: ClassVar[Path]

    def __init__(self, soort: str, **woorden: str) -> None:
        self.soort = soort
        self.reden = self.redenen()[soort].format(**woorden)
        super().__init__(self.reden)

    @classmethod
    def redenen(cls) -> Mapping[str, str]:
        """Return what the screen says, per kind of refusal."""
        return _read(cls.bestand)


@cache
def _read(bestand: Path) -> Mapping[str, str]:
    found: Mapping[str, str] = read(decode(bestand.read_bytes()))
    return found
