# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Which types may be chosen on a day: the shipped ones that the covenant version names, and the region's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from deelwijs.convenant.models import ConvenantVersie
from deelwijs.overleg.laden import read_type
from deelwijs.overleg.models import EigenType
from deelwijs.overleg.typen import Overlegtype, load_types


def types_in_force(dag: date, versie: ConvenantVersie) -> Mapping[str, Overlegtype]:
    """Return the types of this version by slug, each no wider than the version.

    A case asks with the day it was opened: a type that is changed later stays for it as it was.
    """
    shipped = {slug: o for slug, o in load_types().items() if slug in versie.overlegtypen}
    own: dict[str, EigenType] = {}
    for rij in EigenType.objects.in_force(dag).filter(convenantversie=versie).order_by("nummer"):
        own[rij.slug] = rij
    types = shipped | {slug: read_type(rij.inhoud) for slug, rij in own.items()}
    return MappingProxyType({slug: narrowed(o, versie.doelen, versie.categorieen) for slug, o in types.items()})


def narrowed(o: Overlegtype, doelen: Collection[str], categorieen: Collection[str]) -> Overlegtype:
    """Return the type without the purposes and categories that the covenant version does not have."""

    def only(namen: tuple[str, ...], uit: Collection[str]) -> tuple[str, ...]:
        return tuple(naam for naam in namen if naam in uit)

    return replace(
        o,
        doelen=only(o.doelen, doelen),
        categorieen=only(o.categorieen, categorieen),
        deelnemers=tuple(replace(d, mag_inbrengen=only(d.mag_inbrengen, categorieen)) for d in o.deelnemers),
        fasen=tuple(replace(fase, categorieen=only(fase.categorieen, categorieen)) for fase in o.fasen),
    )


def slug_of(naam: str) -> str:
    """Return a slug for a name: "Overleg 18-plus" becomes overleg_18_plus; too short or odd becomes overleg_…."""
    kaal = "".join(teken for teken in unicodedata.normalize("NFD", naam.casefold()) if not unicodedata.combining(teken))
    slug = re.sub(r"[^a-z0-9]+", "_", kaal).strip("_")[:36].strip("_")
    return slug if re.match(r"[a-z][a-z0-9_]{2}", slug) else f"overleg_{slug}"[:40].strip("_")
