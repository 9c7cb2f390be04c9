# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Why an act does not go on. What the toets refuses is kept; what cannot even be asked leaves nothing behind."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from deelwijs.toets.oordeel import Oordeel
from deelwijs.toets.strict_yaml import decode, read
from deelwijs.verstrekking.models import Toets, Verstrekking


class NietMogelijk(Exception):
    """This cannot be asked, and nothing was written. `soort` is a key of redenen.yaml, `reden` its text."""

    def __init__(self, soort: str, **woorden: str) -> None:
        self.soort = soort
        self.reden = reasons()[soort].format(**woorden)
        super().__init__(self.reden)


class NietToegestaan(Exception):
    """The answer was no, or a person left out what had to come with a yes. The toets is kept.

    `ontbreekt`: toets, afweging, advies, tegen_advies or voorwaarden; `oordeel` is None when the form was sent before.
    """

    def __init__(self, toets: Toets, oordeel: Oordeel | None, ontbreekt: str = "") -> None:
        self.toets, self.oordeel, self.ontbreekt = toets, oordeel, ontbreekt
        super().__init__(ontbreekt or str(toets.uitkomst))


class AlGegeven(Exception):
    """It was given already, and still is."""

    def __init__(self, verstrekking: Verstrekking) -> None:
        self.verstrekking = verstrekking
        super().__init__("Dit is al gegeven.")


@cache
def reasons() -> Mapping[str, str]:
    """Return what the screen says, per kind of refusal."""
    found: Mapping[str, str] = read(decode(Path(__file__).with_name("redenen.yaml").read_bytes()))
    return found
