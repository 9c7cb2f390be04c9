# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Acts on one casus come after each other: each first takes its lock, and looks again at who may."""

from __future__ import annotations

from uuid import UUID

from deelwijs.casus import poort
from deelwijs.casus.models import Casus, Deelname, Regie, Toegang
from deelwijs.casus.weigering import Geweigerd
from deelwijs.partij.models import Medewerker


def lock(casus: UUID, door: Medewerker) -> Casus:
    """Return the casus, locked until the transaction ends.

    :raises Casus.DoesNotExist: not there, not theirs, or closed while we waited.
    """
    row = Casus.objects.visible_to(door).select_related("versie").select_for_update(of=("self",)).get(pk=casus)
    # What was true before we waited for the lock may be over: closing takes back every key.
    if row.gesloten_op is not None or not poort.casus_open(door, row.pk):
        raise Casus.DoesNotExist
    return row


def sleutel(casus: Casus, door: Medewerker) -> Toegang:
    """Return the key that this person holds to it.

    :raises Toegang.DoesNotExist: none.
    """
    return Toegang.objects.of(door).get(casus=casus)


def zetel(casus: Casus, door: Medewerker) -> Deelname:
    """Return the seat that this person acts from: of the own party, for the task of the key.

    :raises Deelname.DoesNotExist: nobody of the party sits there for that task.
    """
    return Deelname.objects.get(
        casus=casus, partij=door.partij_id, taak=sleutel(casus, door).taak, status=Deelname.DEELNEMER
    )


def require_regie(casus: Casus, door: Medewerker, *soorten: str) -> None:
    """Return if this person directs the casus now, in one of these roles.

    :raises Geweigerd: no.
    """
    if not Regie.objects.filter(casus=casus, soort__in=soorten, medewerker=door, tot=None).exists():
        raise Geweigerd("niet_uw_rol")
