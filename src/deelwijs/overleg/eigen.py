# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What holds for a region's own type besides the check that every type passes, and how one begins. No database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from deelwijs.overleg.betrekken import less_involved
from deelwijs.overleg.document import Fout, TypeFout
from deelwijs.overleg.kennis import kennisdeel
from deelwijs.overleg.laden import check, read_type
from deelwijs.overleg.typen import MAP, Overlegtype, load_types
from deelwijs.toets.strict_yaml import decode, read

GERESERVEERD = frozenset({"nieuw"})


def check_own(
    document: Any, *, doelen: Collection[str], categorieen: Collection[str], slugs: Collection[str]
) -> list[Fout]:
    """Return every fault of a region's own type.

    :param doelen: the purposes of its covenant version.
    :param categorieen: the categories of its covenant version.
    :param slugs: the types that it may refer to.
    """
    fouten = check(document, categorieen=categorieen)
    try:
        o = read_type(document, categorieen=categorieen)
    except TypeFout:
        return fouten
    return fouten + [Fout("", 0, veld, boodschap) for veld, boodschap in _region(o, doelen, slugs)]


def _region(o: Overlegtype, doelen: Collection[str], slugs: Collection[str]) -> Iterator[tuple[str, str]]:
    kennis, gewoon = kennisdeel(), load_types().get(o.feit)
    if o.slug in load_types() or o.slug in GERESERVEERD:
        yield "naam", "Deze naam lijkt te veel op een soort overleg dat er al is. Kies een andere."
    for doel in o.doelen:
        if doel not in doelen:
            yield "doelen", f"‘{kennis.doelen[doel]}’ staat niet in het convenant van uw regio."
    for i, verwijzing in enumerate(o.verwijst_naar):
        if verwijzing.naar not in slugs:
            yield f"verwijst_naar[{i}].naar", f"Overlegtype ‘{verwijzing.naar[:40]}’ is er niet in uw regio."
    if gewoon is None:
        return
    for doel in o.doelen:
        if doel not in gewoon.doelen:
            yield (
                "doelen",
                f"‘{kennis.doelen[doel]}’ hoort niet bij ‘{gewoon.naam}’. Kies bij soort: een ander overleg.",
            )
    for categorie in o.categorieen:
        if categorie not in gewoon.categorieen:
            naam = kennis.categorieen[categorie]
            yield "categorieen", f"‘{naam}’ hoort niet bij ‘{gewoon.naam}’. Kies bij soort: een ander overleg."
    yield from less_involved(o, gewoon)


def copy_of(
    slug: str, *, nieuw: str, naam: str, categorieen: Collection[str], doelen: Collection[str]
) -> dict[str, Any]:
    """Return a shipped type as the document of a new one, no wider than the covenant version.

    :raises KeyError: when there is no such shipped type.
    """
    load_types()[slug]
    document = plain(read(decode((MAP / f"{slug}.yaml").read_bytes())))
    document |= {"slug": nieuw, "naam": naam, "varianten": [], "bronnen": []}
    document["doelen"] = _only(document["doelen"], doelen)
    document["categorieen"] = _only(document["categorieen"], categorieen)
    for deel, veld in (("deelnemers", "mag_inbrengen"), ("fasen", "categorieen")):
        for rij in document[deel]:
            rij[veld] = _only(rij[veld], categorieen)
    document["bewaren"] = [{**rij, "taken": [taak]} for rij in document["bewaren"] for taak in rij["taken"]]
    return document


def _only(namen: list[str], uit: Collection[str]) -> list[str]:
    return [naam for naam in namen if naam in uit]


def plain(waarde: Any) -> Any:
    """Return YAML as plain dicts and lists, as the database keeps them."""
    if isinstance(waarde, Mapping):
        return {naam: plain(deel) for naam, deel in waarde.items()}
    return [plain(deel) for deel in waarde] if isinstance(waarde, list) else waarde
