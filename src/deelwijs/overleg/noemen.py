# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the folder of the agreement, which stands below this one, needs to know of types: their names, and whose."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from deelwijs.convenant.models import ConvenantVersie
from deelwijs.overleg.models import EigenType
from deelwijs.overleg.typen import load_types


def names() -> Mapping[str, str]:
    """Return the types that come with the product, which a version can name: slug → name."""
    return {slug: o.naam for slug, o in load_types().items()}


def own(versie: ConvenantVersie, dag: date) -> Collection[str]:
    """Return the slugs of the types that the region added to this version, as they hold on this day."""
    return set(EigenType.objects.in_force(dag).filter(convenantversie=versie).values_list("slug", flat=True))
