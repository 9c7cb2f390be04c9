# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Parts of the page of a casus, and of that of one inbreng, that higher folders fill: they register at the start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deelwijs.casus.models import Casus, Inbreng
from deelwijs.partij.models import Medewerker


@dataclass(frozen=True, slots=True)
class Paneel:
    """One section: `sjabloon` is included with `context` below an h2 with `titel`; `anker` is its id."""

    anker: str
    titel: str
    sjabloon: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Actie:
    """A link among what one can do in a casus. `hoofd`: it is what one mostly comes for."""

    tekst: str
    url: str
    hoofd: bool = False


CasusPaneel = Callable[[Casus, Medewerker, datetime], Paneel | None]
InbrengPaneel = Callable[[Inbreng, Medewerker, datetime], Paneel | None]
CasusActies = Callable[[Casus, Medewerker], list[Actie]]
InbrengActies = Callable[[Inbreng, Medewerker], list[Actie]]
_casus: list[CasusPaneel] = []
_inbreng: list[InbrengPaneel] = []
_acties: list[CasusActies] = []
_inbreng_acties: list[InbrengActies] = []


def register(
    *,
    casus: CasusPaneel | None = None,
    inbreng: InbrengPaneel | None = None,
    acties: CasusActies | None = None,
    inbreng_acties: InbrengActies | None = None,
) -> None:
    """Let a folder add to the pages. Each asks the database a fixed number of times, and logs what it shows."""
    pairs: list[tuple[Any, list[Any]]] = [
        (casus, _casus), (inbreng, _inbreng), (acties, _acties), (inbreng_acties, _inbreng_acties),
    ]  # fmt: skip
    for made, all_made in pairs:
        if made is not None and made not in all_made:
            all_made.append(made)


def of_casus(casus: Casus, door: Medewerker, op: datetime) -> list[Paneel]:
    """Return the sections of others for the page of a casus, in the order in which they registered."""
    return [paneel for made in _casus if (paneel := made(casus, door, op))]


def of_inbreng(inbreng: Inbreng, door: Medewerker, op: datetime) -> list[Paneel]:
    """Return the sections of others for the page of an inbreng of one's own party."""
    return [paneel for made in _inbreng if (paneel := made(inbreng, door, op))]


def actions_of(casus: Casus, door: Medewerker) -> list[Actie]:
    """Return what can be done in a casus according to higher folders."""
    return [actie for made in _acties for actie in made(casus, door)]


def actions_of_inbreng(inbreng: Inbreng, door: Medewerker) -> list[Actie]:
    """Return what can be done with an inbreng according to higher folders."""
    return [actie for made in _inbreng_acties for actie in made(inbreng, door)]
