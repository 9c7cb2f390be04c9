# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Why an act does not go on. What the toets refuses is kept; what cannot even be asked leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

from deelwijs.toets.oordeel import Oordeel
from deelwijs.ui.weigering import Weigering
from deelwijs.verstrekking.models import Toets, Verstrekking


class NietMogelijk(Weigering):
    """This cannot be asked, and nothing was written."""

    bestand = Path(__file__).with_name("redenen.yaml")


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
