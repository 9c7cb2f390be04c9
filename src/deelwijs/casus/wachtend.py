# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What waits for somebody, and what is new to them. Higher folders say here what they know of, when they start."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from deelwijs.partij.models import Medewerker


@dataclass(frozen=True, slots=True)
class Punt:
    """One line on the home page. `tekst` and `knop` hold no name: the page adds that of the casus, where it may."""

    tekst: str
    sinds: datetime
    url: str
    knop: str = "Bekijk"  # what one does there
    casus: UUID | None = None


Bron = Callable[[Medewerker, datetime], Iterable[Punt]]
_wacht: list[Bron] = []
_nieuw: list[Bron] = []


def register(*, wacht: Bron | None = None, nieuw: Bron | None = None) -> None:
    """Let a folder add what waits for a person and what is new to them. Once, in AppConfig.ready.

    A source asks the database at most twice, however many cases there are, and returns at most 50 lines.
    """
    for source, sources in ((wacht, _wacht), (nieuw, _nieuw)):
        if source is not None and source not in sources:
            sources.append(source)


def waits_for(medewerker: Medewerker, op: datetime) -> list[Punt]:
    """Return what this person must do, the longest waiting first."""
    return sorted((punt for source in _wacht for punt in source(medewerker, op)), key=lambda punt: punt.sinds)


def new_to(medewerker: Medewerker, op: datetime) -> list[Punt]:
    """Return what happened in this person's cases, the last first."""
    return sorted(
        (punt for source in _nieuw for punt in source(medewerker, op)), key=lambda punt: punt.sinds, reverse=True
    )
