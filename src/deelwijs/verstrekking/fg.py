# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the FG of a party hears and says: advice beforehand, notice of urgency and weighing, without the content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from deelwijs.casus.inhoud import clear_json
from deelwijs.casus.slot import lock
from deelwijs.logboek.actions import log
from deelwijs.partij.models import Medewerker
from deelwijs.verstrekking import oordelen
from deelwijs.verstrekking.afweging import HOOGSTENS, has_sense
from deelwijs.verstrekking.dossier import Dossier, read_dossier
from deelwijs.verstrekking.facts import Feiten, gather
from deelwijs.verstrekking.geven import check_possible, find_own, keep
from deelwijs.verstrekking.models import FgBericht
from deelwijs.verstrekking.reikwijdte import VAN_FG
from deelwijs.verstrekking.weigering import NietMogelijk


@dataclass(frozen=True)
class Inkijk:
    """What the FG sees of a message: what was asked and answered, and the reasons. Nothing of the datum itself."""

    bericht: FgBericht
    feiten: Mapping[str, Any]
    oordeel: Mapping[str, Any]
    woorden: Mapping[str, str]
    afweging: Mapping[str, Any] | None


def vraag_advies(
    *, inbreng: UUID, deelname: UUID, niveau: str, motivering: str, door: Medewerker, op: datetime, doel: str = ""
) -> FgBericht:
    """Ask the FG of one's own party about one cell, where a rule wants to hear the FG first. A toets is kept with it.

    :raises NietMogelijk: no advice is needed there, or it was asked already.
    """
    if len(motivering) > HOOGSTENS:
        raise NietMogelijk("te_lang")
    if not has_sense(motivering):
        raise NietMogelijk("geen_reden")
    with transaction.atomic():
        datum = find_own(inbreng, door)
        casus = lock(datum.casus_id, door)
        dossier = read_dossier(casus=casus, partij=door.partij, op=op)
        seat = check_possible(dossier, datum, deelname, niveau, doel)
        feiten = gather(dossier=dossier, inbreng=datum, deelname=seat, niveau=niveau, doel=doel)
        if not wants_advice(dossier, feiten):
            raise NietMogelijk("geen_advies_nodig")
        cel = feiten.cel
        waiting = FgBericht.objects.filter(casus=casus, soort=FgBericht.ADVIES, afgehandeld_op=None)
        if waiting.filter(
            toets__inbreng=cel.inbreng, toets__ontvanger=cel.partij, toets__ontvanger_taak=cel.taak,
            toets__niveau=cel.niveau, toets__doel=cel.doel,
        ).exists():  # fmt: skip
            raise NietMogelijk("al_gedaan")
        oordeel = oordelen.fully(dossier.kennis, feiten, dossier.dag, dossier.lezing)
        toets = keep(
            dossier=dossier, inbreng=datum, feiten=feiten, oordeel=oordeel, woorden={"waarom": motivering}, mag=False,
            door=door,
        )  # fmt: skip
        bericht = FgBericht.objects.create(
            partij=dossier.partij, casus=casus, toets=toets, soort=FgBericht.ADVIES, op=op, door=door
        )
        log(
            "fg_gevraagd", door=door, op=op, casus=casus, betrokkene=datum.betrokkene_id, onderwerp=bericht,
            toets=toets, ontvanger=toets.ontvanger_id, categorie=datum.categorie, doel=toets.doel,
        )  # fmt: skip
    return bericht


def wants_advice(dossier: Dossier, feiten: Feiten) -> bool:
    """Whether the FG has something to say here: a fact that is theirs still matters, or a rule wants to hear them."""
    if feiten.cel in dossier.adviezen:
        return False
    kort = oordelen.briefly(dossier.kennis, feiten, dossier.dag, dossier.lezing)
    if any(feit.naam in VAN_FG for feit in kort.vragen):
        return True
    oordeel = oordelen.fully(dossier.kennis, feiten, dossier.dag, dossier.lezing)
    return oordelen.asks_advice(dossier.kennis, [u.regel for u in oordelen.weighing_rules(oordeel)])


def bekijk(*, bericht: FgBericht, door: Medewerker, op: datetime) -> Inkijk:
    """Open a message as FG of the party; the look is logged.

    :raises NietMogelijk: not the FG.
    :raises FgBericht.DoesNotExist: not of one's own party.
    """
    if not door.has_rol(Medewerker.FG):
        raise NietMogelijk("rol_fg")
    row = FgBericht.objects.select_related("toets", "toets__ontvanger", "door").get(
        pk=bericht.pk, partij=door.partij_id
    )
    toets = row.toets

    def clear(veld: str) -> Any:
        return clear_json(row.casus_id, toets.plek(veld), getattr(toets, veld))

    log("toets_bekeken", door=door, op=op, casus=row.casus_id, onderwerp=row, toets=toets, ontvanger=toets.ontvanger_id)
    return Inkijk(
        row, clear("feiten"), clear("oordeel"), clear("motivering"), clear("afweging") if toets.afweging else None
    )


def adviseer(*, bericht: FgBericht, antwoord: str, door: Medewerker, op: datetime, akkoord: bool | None = None) -> None:
    """Answer a message as FG: advice with yes or no, or that it was seen. About the rule, not about the youth.

    :raises NietMogelijk: not the FG, answered already, or advice without yes or no and a reason.
    """
    if not door.has_rol(Medewerker.FG):
        raise NietMogelijk("rol_fg")
    if len(antwoord) > HOOGSTENS:
        raise NietMogelijk("te_lang")
    if bericht.soort == FgBericht.ADVIES and (akkoord is None or not has_sense(antwoord)):
        raise NietMogelijk("geen_reden")
    with transaction.atomic():
        rows = FgBericht.objects.filter(pk=bericht.pk, partij=door.partij_id, afgehandeld_op=None)
        if not rows.update(antwoord=antwoord, akkoord=akkoord, afgehandeld_door=door, afgehandeld_op=op):
            raise NietMogelijk("al_beantwoord")
        log("fg_geadviseerd", door=door, op=op, casus=bericht.casus_id, onderwerp=bericht, toets=bericht.toets_id)
