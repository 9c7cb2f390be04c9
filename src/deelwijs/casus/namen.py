# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What a casus or a person in it is called for somebody: the name where it is theirs or was given, else no name.

Each name that is shown was asked of the gate and left a line in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from deelwijs.casus import persoon
from deelwijs.casus.inhoud import open_inbreng
from deelwijs.casus.models import Betrokkene, Inbreng, InbrengQuerySet
from deelwijs.casus.persoon import Persoon
from deelwijs.partij.models import Medewerker

ONBEKEND = "Jongere niet met u gedeeld"


def youths(casussen: Iterable[UUID], *, door: Medewerker, op: datetime) -> Mapping[UUID, Persoon]:
    """Return who each casus is about, by the key of the casus, for those whose name this person may see now."""
    rows = _identities(door).filter(casus__in=list(casussen), betrokkene__relatie=Betrokkene.JONGERE)
    return {row.casus_id: who for row, who in _opened(rows, door, op)}


def people(casus: UUID, *, door: Medewerker, op: datetime) -> Mapping[UUID, Persoon]:
    """Return who the people in one casus are, by the key of their place, for those whose name may be seen now."""
    return {row.betrokkene_id: who for row, who in _opened(_identities(door).filter(casus=casus), door, op)}


def _identities(door: Medewerker) -> InbrengQuerySet:
    return Inbreng.objects.visible_to(door).filter(categorie=persoon.CATEGORIE).order_by("op")


def _opened(rows: Iterable[Inbreng], door: Medewerker, op: datetime) -> list[tuple[Inbreng, Persoon]]:
    # Of what is one's own the last version counts; of what was given that very version. Later ones come last.
    found = list(rows)
    replaced = {row.vervangt_id for row in found}
    last = [row for row in found if row.pk not in replaced]
    clear = open_inbreng(rijen=last, door=door, op=op, velden=("tekst",))
    return [(row, persoon.lees(clear[row.pk]["tekst"])) for row in last if row.pk in clear]
