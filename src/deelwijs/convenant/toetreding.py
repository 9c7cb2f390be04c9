# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Acts of accession: a party is asked in, signs, is announced to the others, and may leave again."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from deelwijs.convenant.grens import partijen_op
from deelwijs.convenant.models import ConvenantVersie, Kennisgeving, Toetreding
from deelwijs.convenant.woorden import in_words
from deelwijs.logboek.actions import log
from deelwijs.partij.models import Medewerker, Partij
from deelwijs.partij.partijen import KanNiet


def vraag_toetreding(
    *, id: UUID, versie: ConvenantVersie, partij: Partij, afgesproken_op: date, op: datetime, door: Medewerker
) -> Toetreding:
    """Begin the accession of a party, to which the participants agreed on a day. `id` is the form's own.

    :raises KanNiet: the version is no settled one or is over, the party is in it already, or that day lies ahead.
    """
    with transaction.atomic():
        now = ConvenantVersie.objects.select_for_update().get(pk=versie.pk)
        if found := now.toetredingen.filter(pk=id).first():
            return found
        if now.status != ConvenantVersie.VASTGESTELD or (now.geldig_tot and now.geldig_tot < localdate(op)):
            raise KanNiet("", "Toetreden kan alleen bij een versie die is vastgesteld en nog niet voorbij is.")
        if afgesproken_op > localdate(op):
            raise KanNiet("afgesproken_op", "Deze dag moet nog komen. Vraag de deelnemers eerst of zij het eens zijn.")
        if now.toetredingen.filter(partij=partij, beeindigd_op=None).exists():
            raise KanNiet("partij", f"{partij} staat al bij deze versie. Kijk daar wat er nog moet gebeuren.")
        row = Toetreding.objects.create(
            pk=id, versie=now, partij=partij, soort=Toetreding.TOETREDER, afgesproken_op=afgesproken_op
        )
        log("toetreding_aangevraagd", op=op, door=door, onderwerp=row)
    return row


def leg_afspraak_vast(*, toetreding: Toetreding, dag: date, op: datetime, door: Medewerker) -> None:
    """Record when the participants agreed to an accession that stood on a version before anybody asked.

    :raises KanNiet: that day lies ahead, or the party has signed already.
    """
    with transaction.atomic():
        row = Toetreding.objects.select_for_update().get(pk=toetreding.pk)
        if row.afgesproken_op == dag:
            return
        if row.getekend_op is not None:
            raise KanNiet("dag", "De partij heeft al getekend. De afspraak verandert niet meer.")
        if dag > localdate(op):
            raise KanNiet("dag", "Deze dag moet nog komen. Vraag de deelnemers eerst of zij het eens zijn.")
        row.afgesproken_op = dag
        row.save(update_fields=["afgesproken_op"])
        log("toetreding_aangevraagd", op=op, door=door, onderwerp=row)


def maak_bekend(*, toetreding: Toetreding, op: datetime, door: Medewerker) -> int:
    """Announce an accession today: from now on the party takes part. Return how many parties get a notice.

    :raises KanNiet: it was not signed, or its version is still a concept.
    """
    today = localdate(op)
    with transaction.atomic():
        row = Toetreding.objects.select_for_update().select_related("versie").get(pk=toetreding.pk)
        if row.bekendgemaakt_op is not None:
            return row.kennisgevingen.count()
        if row.getekend_op is None:
            raise KanNiet("", "De partij heeft nog niet getekend. Leg eerst de handtekening vast.")
        if row.versie.status != ConvenantVersie.VASTGESTELD:
            raise KanNiet("", "Deze versie is nog een concept. Stel haar eerst vast.")
        # To the others, as they take part today, or on the first day of a version that is still to begin.
        others = partijen_op(row.versie, max(today, row.versie.geldig_vanaf)).exclude(pk=row.partij_id)
        row.bekendgemaakt_op = today
        row.save(update_fields=["bekendgemaakt_op"])
        told = Kennisgeving.objects.bulk_create(
            Kennisgeving(toetreding=row, partij=partij, gemaakt_op=op) for partij in others
        )
        log("toetreding_bekendgemaakt", op=op, door=door, onderwerp=row)
    return len(told)


def treed_uit(*, toetreding: Toetreding, per: date, op: datetime, door: Medewerker) -> None:
    """End the part of one party from a day on, today at the earliest. The version goes on for the others.

    :raises KanNiet: it never took part, has left already, or the day lies in the past.
    """
    with transaction.atomic():
        row = Toetreding.objects.select_for_update().select_related("versie").get(pk=toetreding.pk)
        if row.beeindigd_op == per:
            return
        if row.versie.status != ConvenantVersie.VASTGESTELD:
            raise KanNiet("", "Deze versie is nog een concept. Haal de partij er gewoon af.")
        if row.beeindigd_op is not None and row.beeindigd_op <= localdate(op):
            raise KanNiet("per", f"Deze partij doet al niet meer mee sinds {in_words(row.beeindigd_op)}.")
        if per < localdate(op):
            raise KanNiet("per", "Uittreden kan niet achteraf. Kies vandaag of een latere dag.")
        row.beeindigd_op = per
        row.save(update_fields=["beeindigd_op"])
        log("uitgetreden", op=op, door=door, onderwerp=row)


def heb_gezien(*, kennisgeving: Kennisgeving, op: datetime, door: Medewerker) -> None:
    """Record that a party has seen a notice, and who saw it there."""
    with transaction.atomic():
        Kennisgeving.objects.filter(pk=kennisgeving.pk, gezien_op=None).update(gezien_op=op, gezien_door=door)
