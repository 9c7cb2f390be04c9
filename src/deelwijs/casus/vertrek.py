# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A colleague leaves, or hands a casus over: keys go back at once, and no seat of a partij is lost."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from deelwijs.casus.models import Casus, Deelname, Regie, Toegang
from deelwijs.logboek.actions import log, log_many
from deelwijs.partij.models import Medewerker


class GeenCollega(ValueError):
    """The other is not a colleague who still works here; the message says so in Dutch."""


def neem_toegang_terug(*, van: Medewerker, door: Medewerker, op: datetime) -> int:
    """Take every key of a colleague back, and return how many seats now have nobody.

    Such a seat becomes an invitation to the same partij again: whoever answers those names somebody else, who states
    task and basis anew. `door` manages the people of this partij, and sees nothing of the cases in between.
    """
    if door.partij_id != van.partij_id:
        raise GeenCollega("Deze medewerker werkt niet bij uw organisatie.")
    with transaction.atomic():
        keys = list(Toegang.objects.select_for_update().filter(medewerker=van, ingetrokken_op=None))
        Toegang.objects.filter(pk__in=[key.pk for key in keys]).update(ingetrokken_op=op)
        seats = list(Deelname.objects.select_for_update().filter(medewerker=van, status=Deelname.DEELNEMER))
        others = {
            (key.casus_id, key.taak): key
            for key in Toegang.objects.filter(
                casus__in=[seat.casus_id for seat in seats], partij=van.partij_id, ingetrokken_op=None
            )
        }
        empty = [seat for seat in seats if (seat.casus_id, seat.taak) not in others]
        for seat in seats:
            if seat in empty:
                seat.status, seat.medewerker, seat.verklaard_op = Deelname.UITGENODIGD, None, None
            else:
                seat.medewerker_id = others[seat.casus_id, seat.taak].medewerker_id
            seat.save(update_fields=["status", "medewerker", "verklaard_op"])
        lines = [{"casus": key.casus_id, "onderwerp": ("medewerker", van.pk)} for key in keys]
        log_many("gedelegeerde_ingetrokken", lines, door=door, op=op)
    return len(empty)


def draag_over(*, casus: Casus, aan: Medewerker, door: Medewerker, op: datetime) -> None:
    """Hand one's own place in a casus to a colleague: key, seat and direction go over together, with a trace.

    :raises GeenCollega: the other does not work for the same partij, or not for the task of this key.
    :raises Toegang.DoesNotExist: `door` has no key to it.
    """
    if not (aan.is_active and door.partij_id == aan.partij_id and aan.pk != door.pk):
        raise GeenCollega("Kies een collega die nu bij uw organisatie werkt.")
    with transaction.atomic():
        key = Toegang.objects.select_for_update().get(casus=casus, medewerker=door, ingetrokken_op=None)
        # Within a gemeente the law keeps tasks apart: who works for another has no part in what this key opens.
        if aan.taak is None or aan.taak.soort != key.taak:
            raise GeenCollega("Deze collega werkt voor een andere taak. Kies iemand met dezelfde taak als u.")
        # The new key first: the walls only let who holds one give one.
        Toegang.objects.get_or_create(
            casus=casus,
            medewerker=aan,
            partij_id=aan.partij_id,
            taak=key.taak,
            ingetrokken_op=None,
            defaults={"gegeven_op": op},
        )
        Deelname.objects.filter(casus=casus, medewerker=door, status=Deelname.DEELNEMER).update(medewerker=aan)
        for regie in Regie.objects.select_for_update().filter(casus=casus, medewerker=door, tot=None):
            Regie.objects.filter(pk=regie.pk).update(tot=op)
            Regie.objects.create(casus=casus, soort=regie.soort, medewerker=aan, vanaf=op, gegeven_door=door)
            log("regie_overgedragen", door=door, op=op, casus=casus, onderwerp=("medewerker", aan.pk))
        log("casus_overgedragen", door=door, op=op, casus=casus, onderwerp=("medewerker", aan.pk))
        key.ingetrokken_op = op
        key.save(update_fields=["ingetrokken_op"])
