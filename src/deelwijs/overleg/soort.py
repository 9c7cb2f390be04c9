# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The type of a casus, and what it lets each task do in it. Nothing here looks at who asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from deelwijs.casus import persoon
from deelwijs.casus.models import Casus, Deelname, Regie
from deelwijs.convenant.models import ConvenantVersie
from deelwijs.overleg import fasen
from deelwijs.overleg.gelding import types_in_force
from deelwijs.overleg.kennis import kennisdeel
from deelwijs.overleg.models import EigenType
from deelwijs.overleg.typen import Deelnemer, Overlegtype, load_types


def type_of(casus: Casus) -> Overlegtype:
    """Return the type as it was when the casus was opened: one that is changed later stays for it as it was."""
    return types_in_force(timezone.localdate(casus.geopend_op), casus.versie)[casus.overlegtype]


def names(rows: Iterable[Casus | Deelname]) -> Mapping[str, str]:
    """Return how the types of these cases or invitations are called, by slug."""
    shipped = {slug: o.naam for slug, o in load_types().items()}
    strange = {row.overlegtype for row in rows} - set(shipped)
    if not strange:
        return shipped
    own = EigenType.objects.filter(slug__in=strange, status=EigenType.VASTGESTELD).order_by("nummer")
    return shipped | {rij.slug: str(rij.inhoud.get("naam", rij.slug)) for rij in own}


def openable(versie: ConvenantVersie, dag: date, taak: str) -> dict[str, Overlegtype]:
    """Return the types that somebody of this task can open: who opens brings in whom it is about."""
    return {
        slug: o for slug, o in types_in_force(dag, versie).items() if persoon.CATEGORIE in usable(o, first(o), taak)
    }


def first(o: Overlegtype) -> str:
    """Return the phase in which a casus of this type begins."""
    return str(fasen.first_phase(o).fase)


def usable(o: Overlegtype, fase: str, taak: str) -> tuple[str, ...]:
    """Return the categories that a task may bring in, in this phase."""
    deelnemer = o.deelnemer(taak)
    if deelnemer is None:
        return ()
    here = fasen.phase(o, fase).categorieen
    return tuple(categorie for categorie in deelnemer.mag_inbrengen if categorie in here)


def bases(o: Overlegtype, taak: str) -> tuple[str, ...]:
    """Return the articles on which a task can rest in this type; for a third party those of the task itself."""
    deelnemer: Deelnemer | None = o.deelnemer(taak)
    if deelnemer is not None:
        return deelnemer.grondslag
    known = kennisdeel().taken.get(taak)
    return tuple(sorted(known.grondslagen)) if known else ("avg:6-lid-1",)


def may_direct(o: Overlegtype, soort: str, taak: str) -> bool:
    """Whether the direction of this kind can lie with a task; an expert to whom it is handed may hold it too."""
    rol = o.regie.procesregisseur if soort == Regie.PROCES else o.regie.casusregisseur
    handed = o.regie.overdracht.naar if o.regie.overdracht else ()
    return taak in rol.taken or taak in handed
