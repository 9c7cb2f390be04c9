# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The one place where rows become facts, each with where it comes from. What is not known stays not known.

Nothing is taken from what other parties keep to themselves: only from the party's own rows, from what all participants
of the casus see (who sits there, for which purpose), and from the agreement, which is public.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from deelwijs.casus.models import Deelname, Inbreng
from deelwijs.casus.persoon import age
from deelwijs.overleg.typen import Antwoord
from deelwijs.toets.model import Feit
from deelwijs.verstrekking.dossier import Dossier, Gezegd
from deelwijs.verstrekking.reikwijdte import VAN_FG, VAN_RIJEN, Cel, key

VANAF_JONGERE, TOT_OUDERS = 12, 16  # years: from when the youth, until when the parents must be invited (convenant 12)


class Van(StrEnum):
    RIJ = "rij"  # the program knows it
    ANTWOORD = "antwoord"  # somebody answered
    FG = "fg"  # the FG advised


@dataclass(frozen=True, slots=True)
class Gegeven:
    """One fact and where it comes from; `uitleg` in Dutch for the screen, `dag` the day on which it happened."""

    waarde: Any
    van: Van
    uitleg: str
    door: str = ""
    op: datetime | None = None
    dag: date | None = None


@dataclass(frozen=True)
class Feiten:
    """What is known of one cell. A fact that is not in here is not known."""

    cel: Cel
    gegevens: Mapping[str, Gegeven]

    def given(self) -> dict[str, Any]:
        """Return the facts as the toets takes them."""
        return {naam: gegeven.waarde for naam, gegeven in self.gegevens.items()}


def cell_of(inbreng: Inbreng, deelname: Deelname, niveau: str, doel: str) -> Cel:
    """Return which cell this is; `doel` is an answer of the fact."""
    return Cel(inbreng.pk, deelname.partij_id, deelname.taak, niveau, doel)


def gather(
    *, dossier: Dossier, inbreng: Inbreng, deelname: Deelname, niveau: str, doel: str = "", fase: str = ""
) -> Feiten:
    """Return what rows and people of the providing party know of this datum to this seat, at this level.

    `doel`: another purpose than that of the casus, when a receiver asked for that. `fase`: another than it is in now.
    """
    cel = cell_of(inbreng, deelname, niveau, doel or dossier.casus.doel)
    found = {naam: Gegeven(*what(dossier, inbreng, deelname, cel)) for naam, what in _ROWS.items()}
    found = {naam: gegeven for naam, gegeven in found.items() if gegeven.waarde is not None}
    found |= _age(dossier, inbreng)
    found |= _from_fg(dossier, cel)
    for naam, feit in dossier.kennis.feiten.items():
        if naam in found or not is_askable(feit):
            continue
        gezegd = dossier.gezegd.get(key(naam, inbreng.taak, cel, fase or dossier.casus.fase))
        if gezegd is not None and gezegd.waarde is not None:
            found[naam] = _said(gezegd)
    return Feiten(cel, found | _left_out(dossier, found))


def is_askable(feit: Feit) -> bool:
    """Whether a person may answer this: no row knows it, the FG need not say it, and it is about sharing."""
    elsewhere = any(deel.feit == "handeling" and "delen" not in deel.cellen for deel in feit.hoort_bij)
    return feit.naam not in VAN_RIJEN and feit.naam not in VAN_FG and not elsewhere


def _said(gezegd: Gezegd) -> Gegeven:
    uitleg = "Iemand van uw organisatie gaf dit antwoord."
    return Gegeven(gezegd.waarde, Van.ANTWOORD, uitleg, gezegd.door, gezegd.op, gezegd.dag)


Rij = Callable[[Dossier, Inbreng, Deelname, Cel], tuple[Any, Van, str] | tuple[Any, Van, str, str, datetime | None]]


def _convenant(dossier: Dossier, inbreng: Inbreng, deelname: Deelname, cel: Cel) -> tuple[Any, Van, str]:
    if dossier.versie is None or dossier.partij.pk not in dossier.neemt_deel:
        return "geen", Van.RIJ, "Op deze dag geldt voor u geen versie van het convenant."
    if deelname.partij_id not in dossier.neemt_deel:
        return "ontvanger_niet", Van.RIJ, "De ontvanger doet op deze dag niet mee met het convenant."
    return "beiden", Van.RIJ, f"U en de ontvanger doen mee met versie {dossier.versie.nummer} van het convenant."


def _task_written(dossier: Dossier, inbreng: Inbreng, deelname: Deelname, cel: Cel) -> tuple[Any, Van, str]:
    if not dossier.doel_staat_op_papier:
        return "nee", Van.RIJ, "Het doel van het overleg is nog niet opgeschreven."
    if dossier.own_seat(inbreng.taak) is None or deelname.verklaard_op is None:
        return "nee", Van.RIJ, "Niet iedereen heeft opgeschreven met welke taak die meedoet."
    return "ja", Van.RIJ, "Het doel staat op papier, en u en de ontvanger schreven op met welke taak u meedoet."


_ROWS: dict[str, Rij] = {
    "handeling": lambda d, i, z, c: ("delen", Van.RIJ, "U wilt iets verstrekken."),
    "verstrekker": lambda d, i, z, c: (i.taak, Van.RIJ, "De taak waarvoor het is ingebracht."),
    "ontvanger": lambda d, i, z, c: (z.taak, Van.RIJ, "De taak waarmee de ontvanger in de casus zit."),
    "categorie": lambda d, i, z, c: ([i.categorie], Van.RIJ, "Dit koos wie het inbracht."),
    "niveau": lambda d, i, z, c: (c.niveau, Van.RIJ, "Dit koos u in het overzicht."),
    "aard": lambda d, i, z, c: (i.aard, Van.RIJ, "Dit koos wie het inbracht."),
    "geheim": lambda d, i, z, c: (i.geheim, Van.RIJ, "Dit koos wie het inbracht."),
    "doel": lambda d, i, z, c: (c.doel, Van.RIJ, "Het doel van de casus, of het doel van het verzoek."),
    "overleg": lambda d, i, z, c: (
        d.overlegtype.feit if d.overlegtype else None,
        Van.RIJ,
        "Het soort overleg van deze casus.",
    ),
    "convenant": _convenant,
    "taak_vastgelegd": _task_written,
    "kanaal": lambda d, i, z, c: ("beveiligd", Van.RIJ, "Het gaat via Deelwijs, na inloggen met twee stappen."),
    "vastgelegd": lambda d, i, z, c: ("ja", Van.RIJ, "Deelwijs bewaart de toets en uw reden."),
}


def _age(dossier: Dossier, inbreng: Inbreng) -> dict[str, Gegeven]:
    if inbreng.taak not in dossier.geboren:
        return {}
    born, door, op = dossier.geboren[inbreng.taak]
    years = age(born, dossier.dag)
    if not 0 <= years <= 120:
        return {}
    return {"leeftijd": Gegeven(years, Van.RIJ, "Uit de geboortedatum die uw organisatie inbracht.", door, op)}


def _left_out(dossier: Dossier, found: Mapping[str, Gegeven]) -> dict[str, Gegeven]:
    """Where the type of consultation keeps the family away, nobody can say that they were invited to it.

    Who must be invited: the youth from 12 years on, the parents until the youth is 16. A type that leaves out only one
    of both leaves the family out where that one had to be there.
    """
    soort = dossier.overlegtype
    if soort is None:
        return {}
    no_youth, no_parents = (wie.uitgenodigd.antwoord is Antwoord.NEE for wie in (soort.jongere, soort.ouders))
    years = found["leeftijd"].waarde if "leeftijd" in found else None
    without = (no_youth and no_parents) or (
        years is not None and ((no_youth and years >= VANAF_JONGERE) or (no_parents and years < TOT_OUDERS))
    )
    if not without:
        return {}
    return {"uitgenodigd": Gegeven("zonder", Van.RIJ, "Dit soort overleg is zonder de jongere of zonder de ouders.")}


def _from_fg(dossier: Dossier, cel: Cel) -> dict[str, Gegeven]:
    """Whether the FG points at an article that allows it is for the FG alone to say, when that was asked."""
    advies = dossier.aangewezen.get(cel)
    if advies is None or advies.akkoord is None:
        return {}
    door = advies.afgehandeld_door.naam if advies.afgehandeld_door else ""
    waarde = "ja" if advies.akkoord else "nee"
    return {
        naam: Gegeven(
            waarde, Van.FG, "Het advies van uw functionaris gegevensbescherming.", door, advies.afgehandeld_op
        )
        for naam in VAN_FG
    }
