# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""One page of lines: newest first, going on from a line instead of counting pages, and each line as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localtime

from deelwijs.logboek.handelingen import known
from deelwijs.logboek.models import Regel, RegelQuerySet, Uitkomst
from deelwijs.logboek.namen import namen
from deelwijs.logboek.vorm import moment
from deelwijs.toets.loader import load_shipped

PER_BLAD = 50
EINDE = {
    Uitkomst.GELUKT: "",
    Uitkomst.GEWEIGERD: "Dat mocht niet.",
    Uitkomst.MISLUKT: "Dat lukte niet, door een fout.",
}
KOP = (
    "moment",
    "wie",
    "wat",
    "uitkomst",
    "kenmerk van de casus",
    "soort gegeven",
    "doel",
    "artikel",
    "ontvanger",
    "spoed",
)


class OngeldigePlaats(ValueError):
    """The address names a place in the log that cannot exist."""


@dataclass(frozen=True, slots=True)
class Zin:
    """A line as the screen shows it."""

    op: datetime
    wie: str
    wat: str
    uitkomst: str
    einde: str
    casus: UUID | None
    categorie: str
    doel: str
    grondslag: str
    ontvanger: str
    spoed: bool

    def cells(self) -> Sequence[object]:
        """Return the line as a row below KOP."""
        return (
            localtime(self.op).strftime("%d-%m-%Y %H:%M:%S"), self.wie, self.wat, self.uitkomst, self.casus or "",
            self.categorie, self.doel, self.grondslag, self.ontvanger, "ja" if self.spoed else "nee",
        )  # fmt: skip


def page(regels: RegelQuerySet, na: str) -> tuple[list[Regel], str]:
    """Return the lines after the place `na` ("" is the beginning), and the place to go on from ("" is the end).

    :raises OngeldigePlaats: `na` is not a place that a page of ours named.
    """
    if na:
        regels = regels.filter(_after(na))
    found = list(regels.order_by("-op", "-kenmerk")[: PER_BLAD + 1])
    shown = found[:PER_BLAD]
    return shown, f"{moment(shown[-1].op)}_{shown[-1].kenmerk}" if len(found) > PER_BLAD else ""


def _after(na: str) -> Q:
    when, _, kenmerk = na.partition("_")
    try:
        op, key = datetime.fromisoformat(when), UUID(kenmerk)
        if op.tzinfo is None or not 1900 < op.year < 9000:
            raise ValueError(when)
    except ValueError:
        raise OngeldigePlaats("Deze plaats in het logboek bestaat niet.") from None
    return Q(op__lte=op) & (Q(op__lt=op) | Q(kenmerk__lt=key))


def sentences(regels: Iterable[Regel]) -> list[Zin]:
    """Return lines as sentences, with the names that can be found."""
    lines = list(regels)
    people = namen().medewerkers({regel.door for regel in lines if regel.door})
    partijen = namen().partijen({regel.ontvanger for regel in lines if regel.ontvanger})
    feiten = load_shipped().feiten
    categorieen, doelen = feiten["categorie"].antwoorden, feiten["doel"].antwoorden

    def sentence(regel: Regel) -> Zin:
        uitkomst = Uitkomst(regel.uitkomst)
        return Zin(
            op=regel.op,
            wie=_name(people, regel.door, "Medewerker") if regel.door else "Deelwijs zelf",
            wat=known(regel.handeling).zin,
            uitkomst=str(uitkomst.label),
            einde=EINDE[uitkomst],
            casus=regel.casus,
            categorie=categorieen.get(regel.categorie or "", regel.categorie or ""),
            doel=doelen.get(regel.doel or "", regel.doel or ""),
            grondslag=regel.grondslag or "",
            ontvanger=_name(partijen, regel.ontvanger, "partij") if regel.ontvanger else "",
            spoed=regel.spoed,
        )

    return [sentence(regel) for regel in lines]


def _name(found: Any, key: UUID, wat: str) -> str:
    return str(found.get(key) or f"{wat} {str(key)[:8]}")
