# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What waits for somebody in this folder: invitations and declarations; and what is new: who came, went or directs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from deelwijs.casus.models import Casus, Deelname, Regie
from deelwijs.casus.wachtend import Punt
from deelwijs.overleg.woorden import REGIE
from deelwijs.partij.models import Medewerker

MEESTE = 50
NIEUW = timedelta(days=14)


def waits(door: Medewerker, op: datetime) -> list[Punt]:
    """Return the invitations to answer for one's party, and one's own declarations still to give."""
    points = []
    if door.has_rol(Medewerker.AANSPREEKPUNT):
        invited = Deelname.objects.visible_to(door).filter(partij=door.partij_id, status=Deelname.UITGENODIGD)
        points += [
            Punt(
                "Uw organisatie is uitgenodigd voor een overleg.",
                seat.uitgenodigd_op,
                reverse("casus:uitnodiging", args=[seat.pk]),
                "Beantwoord de uitnodiging",
            )
            for seat in invited[:MEESTE]
        ]
    silent = Deelname.objects.visible_to(door).filter(medewerker=door, status=Deelname.DEELNEMER, verklaard_op=None)
    points += [
        Punt(
            "U doet mee, maar schreef nog niet op waarom. Tot dan kunt u niets inbrengen en niets ontvangen.",
            seat.beantwoord_op or seat.uitgenodigd_op,
            reverse("casus:verklaren", args=[seat.casus_id]),
            "Geef uw verklaring",
            seat.casus_id,
        )
        for seat in silent[:MEESTE]
    ]
    return points


def new(door: Medewerker, op: datetime) -> list[Punt]:
    """Return what others did in one's own cases in the last two weeks: answers to invitations, and the direction."""
    since, mine = op - NIEUW, Casus.objects.visible_to(door)
    answered = (
        Deelname.objects.filter(casus__in=mine, beantwoord_op__gte=since, partij__isnull=False)
        .exclude(Q(beantwoord_door=door) | Q(status=Deelname.UITGENODIGD))
        .select_related("partij")
        .order_by("-beantwoord_op")
    )
    points = [
        Punt(
            f"{seat.partij.naam} {'doet niet mee' if seat.status == Deelname.AFGEWEZEN else 'doet mee'}.",
            seat.beantwoord_op or since,
            reverse("casus:detail", args=[seat.casus_id]),
            casus=seat.casus_id,
        )
        for seat in answered[:MEESTE]
    ]
    handed = Regie.objects.filter(casus__in=mine, medewerker=door, vanaf__gte=since).exclude(gegeven_door=door)
    points += [
        Punt(
            f"U bent nu {REGIE[regie.soort]}.",
            regie.vanaf,
            reverse("casus:detail", args=[regie.casus_id]),
            casus=regie.casus_id,
        )
        for regie in handed[:MEESTE]
    ]
    return points
