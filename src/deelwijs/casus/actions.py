# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What people do in a casus, as far as it needs no type of consultation (overleg/actions.py holds the rest).

Each act takes the lock of its casus, asks whether it may, writes, and logs: all in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from deelwijs.casus.bestanden import Goedgekeurd
from deelwijs.casus.inhoud import open_bijlage
from deelwijs.casus.models import Betrokkene, Bijlage, Casus, Deelname, Inbreng, Regie, Toegang
from deelwijs.casus.schrijven import Gegeven, write
from deelwijs.casus.slot import lock, require_regie, sleutel, zetel
from deelwijs.casus.weigering import Geweigerd
from deelwijs.convenant.woorden import words
from deelwijs.logboek.actions import log, log_many
from deelwijs.partij.models import Medewerker


def voeg_betrokkene_toe(
    *, casus: Casus, relatie: str, door: Medewerker, op: datetime, pk: UUID | None = None
) -> Betrokkene:
    """Record a place for somebody around the youth. Who it is stands in an inbreng; other parties see neither.

    :raises Geweigerd: not a relation that we know, or the youth, who has a place already.
    """
    if relatie not in Betrokkene.RELATIES or relatie == Betrokkene.JONGERE:
        raise Geweigerd("antwoord_onbekend")
    with transaction.atomic():
        row = lock(casus.pk, door)
        zetel(row, door)
        betrokkene = Betrokkene(casus=row, partij_id=door.partij_id, relatie=relatie, op=op)
        if pk is not None:
            betrokkene.pk = pk
        betrokkene.save(force_insert=True)
        log("betrokkene_toegevoegd", door=door, op=op, casus=row, betrokkene=betrokkene)
    return betrokkene


def verbeter(
    *,
    inbreng: Inbreng,
    gegeven: Gegeven,
    door: Medewerker,
    op: datetime,
    houd: Sequence[Bijlage] = (),
    pk: UUID | None = None,
) -> Inbreng:
    """Correct what the own party brought in: a new version. The old one stays for who was given it.

    Category, person and task stay as they were. `houd`: attachments of the old version that go along to the new one.
    :raises Geweigerd: incomplete, or corrected already.
    :raises Inbreng.DoesNotExist: not there, or not of the own party and task.
    """
    with transaction.atomic():
        row = lock(inbreng.casus_id, door)
        old = Inbreng.objects.own(door).select_related("betrokkene").get(pk=inbreng.pk, casus=row)
        new = replace(gegeven, categorie=old.categorie, bijlagen=(*_again(houd, old, door, op), *gegeven.bijlagen))
        new.check()
        try:
            with transaction.atomic():
                made = write(
                    new, casus=row, betrokkene=old.betrokkene, taak=old.taak, door=door, op=op, pk=pk, vervangt=old
                )
        except IntegrityError as fault:
            raise Geweigerd("al_verbeterd") from fault
        log(
            "inbreng_verbeterd",
            door=door,
            op=op,
            casus=row,
            betrokkene=old.betrokkene_id,
            onderwerp=made,
            categorie=old.categorie,
        )
    return made


def _again(houd: Sequence[Bijlage], old: Inbreng, door: Medewerker, op: datetime) -> list[Goedgekeurd]:
    found = []
    for file in houd:
        if file.inbreng_id != old.pk:
            raise Bijlage.DoesNotExist
        naam, inhoud = open_bijlage(bijlage=file, door=door, op=op)
        found.append(Goedgekeurd(naam, file.type, inhoud, file.gescand))
    return found


def antwoord_op_uitnodiging(
    *, deelname: Deelname, wie: Medewerker | None, reden: str, door: Medewerker, op: datetime
) -> Deelname:
    """Answer for one's party: `wie` takes the seat (oneself or a colleague for that task), or nobody with a `reden`.

    :raises Geweigerd: answered already, no such reason, or the colleague does not work for the task.
    :raises Deelname.DoesNotExist: not an invitation of one's own party, or one does not answer for it.
    """
    with transaction.atomic():
        if not door.has_rol(Medewerker.AANSPREEKPUNT):
            raise Deelname.DoesNotExist
        seats = Deelname.objects.visible_to(door).filter(partij=door.partij_id)
        seat = seats.select_for_update(of=("self",)).filter(pk=deelname.pk, status=Deelname.UITGENODIGD).first()
        if seat is None:
            raise Geweigerd("al_beantwoord")
        if wie is None:
            if reden not in Deelname.REDENEN:
                raise Geweigerd("antwoord_onbekend")
            seat.status, seat.reden = Deelname.AFGEWEZEN, reden
        else:
            _require_colleague(wie, door, seat.taak)
            # The key before the answer: the walls let it be given to who is invited, and only until then.
            _give_key(seat.casus_id, wie, seat.taak, op)
            seat.status, seat.medewerker = Deelname.DEELNEMER, wie
        seat.beantwoord_door, seat.beantwoord_op = door, op
        seat.save(update_fields=["status", "reden", "medewerker", "beantwoord_door", "beantwoord_op"])
        log(
            "uitnodiging_aangenomen" if wie else "uitnodiging_afgewezen",
            door=door,
            op=op,
            casus=seat.casus_id,
            onderwerp=seat,
            doel=seat.doel,
        )
    return seat


def wijs_collega_aan(*, casus: Casus, wie: Medewerker, door: Medewerker, op: datetime) -> None:
    """Let a colleague who needs it into the casus: of the own party, for the same task. Twice is no fault.

    :raises Geweigerd: not such a colleague.
    """
    with transaction.atomic():
        row = lock(casus.pk, door)
        taak = zetel(row, door).taak
        _require_colleague(wie, door, taak)
        if _give_key(row.pk, wie, taak, op):
            log("gedelegeerde_aangewezen", door=door, op=op, casus=row, onderwerp=("medewerker", wie.pk))


def neem_collega_weg(*, casus: Casus, wie: Medewerker, door: Medewerker, op: datetime) -> None:
    """Take a colleague's key, or one's own, back. Who sits at the table hands the seat over first (vertrek.py).

    :raises Geweigerd: who sits at the table or directs.
    :raises Toegang.DoesNotExist: that person holds no key for one's party and task.
    """
    with transaction.atomic():
        row = lock(casus.pk, door)
        mine = sleutel(row, door)
        key = Toegang.objects.select_for_update().get(
            casus=row, medewerker=wie, partij=door.partij_id, taak=mine.taak, ingetrokken_op=None
        )
        sits = Deelname.objects.filter(casus=row, medewerker=wie, status=Deelname.DEELNEMER).exists()
        if sits or Regie.objects.filter(casus=row, medewerker=wie, tot=None).exists():
            raise Geweigerd("zetel_blijft")
        log("gedelegeerde_ingetrokken", door=door, op=op, casus=row, onderwerp=("medewerker", wie.pk))
        key.ingetrokken_op = op
        key.save(update_fields=["ingetrokken_op"])


def beeindig_deelname(*, deelname: Deelname, door: Medewerker, op: datetime) -> None:
    """End a seat or take an invitation back: one's own seat, or any by the procesregisseur. Its keys end with it.

    :raises Geweigerd: not one's to end; or the procesregisseur's own seat, whose direction goes to another first.
    :raises Deelname.DoesNotExist: not there, not in one's case, or over already.
    """
    with transaction.atomic():
        row = lock(deelname.casus_id, door)
        seat = Deelname.objects.select_for_update(of=("self",)).get(
            pk=deelname.pk, casus=row, status__in=[Deelname.UITGENODIGD, Deelname.DEELNEMER]
        )
        if seat.medewerker_id != door.pk:
            require_regie(row, door, Regie.PROCES)
        directs = (
            Regie.objects.filter(casus=row, medewerker=seat.medewerker_id, tot=None) if seat.medewerker_id else None
        )
        if directs is not None and directs.filter(soort=Regie.PROCES).exists():
            raise Geweigerd("regie_eerst")
        if directs is not None:
            directs.update(tot=op)
        log("deelname_beeindigd", door=door, op=op, casus=row, onderwerp=seat)
        # Last: at this moment the database takes the keys of the seat back.
        seat.status, seat.beeindigd_op = Deelname.BEEINDIGD, op
        seat.save(update_fields=["status", "beeindigd_op"])


def sluit_casus(*, casus: Casus, door: Medewerker, op: datetime) -> None:
    """Close a casus: at this commit every key, seat, invitation and direction in it ends. It stays for the log.

    :raises Geweigerd: not the procesregisseur.
    """
    with transaction.atomic():
        row = lock(casus.pk, door)
        require_regie(row, door, Regie.PROCES)
        persons = Betrokkene.objects.filter(casus=row).values_list("pk", flat=True)
        log_many("casus_gesloten", [{"betrokkene": pk} for pk in persons] or [{}], door=door, op=op, casus=row)
        row.gesloten_op = op
        row.save(update_fields=["gesloten_op"])


def _require_colleague(wie: Medewerker, door: Medewerker, taak: str) -> None:
    works = wie.is_active and wie.partij_id == door.partij_id and wie.taak is not None and wie.taak.soort == taak
    if not works:
        raise Geweigerd("collega_past_niet", taak=words("taak", taak))


def _give_key(casus: UUID, wie: Medewerker, taak: str, op: datetime) -> bool:
    try:
        with transaction.atomic():
            Toegang(casus_id=casus, medewerker=wie, partij_id=wie.partij_id, taak=taak, gegeven_op=op).save(
                force_insert=True
            )
    except IntegrityError:
        return False  # holds one already: of a colleague this cannot always be seen beforehand
    return True
