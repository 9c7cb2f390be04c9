# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the pages about the agreement show: versions on a line of time, who signed, what is missing, what survives."""

from __future__ import annotations

from datetime import date
from typing import Any

from deelwijs.convenant.actions import LIJSTEN, differences, missing
from deelwijs.convenant.grens import is_in_force, types_on
from deelwijs.convenant.models import Convenant, ConvenantVersie, Toetreding
from deelwijs.convenant.termijn import what_is_due
from deelwijs.convenant.woorden import choices, headings, words

KOPPEN = {
    "doelen": "Doelen",
    "categorieen": "Soorten gegevens",
    "overlegtypen": "Soorten overleg",
    "partijen": "Partijen",
}
# What a party keeps owing after it left, or after the agreement ended (convenant 19.2).
BLIJFT = [
    "Wat de partij over jongeren en gezinnen te weten kwam, blijft geheim.",
    "Wat zij in haar eigen dossier heeft, blijft zij beveiligen, en niet langer bewaren dan mag.",
    "Jongeren en ouders houden hun rechten: inzien, verbeteren, bezwaar maken, een klacht indienen.",
]


def status_of(versie: ConvenantVersie, dag: date) -> str:
    """Return where a version stands on this day, in a word or two."""
    if versie.status == ConvenantVersie.CONCEPT:
        return "Concept"
    if is_in_force(versie, dag):
        return "Geldt nu"
    return "Gaat nog in" if versie.geldig_vanaf > dag else "Voorbij"


def timeline(convenant: Convenant, dag: date) -> list[dict[str, Any]]:
    """Return all versions of an agreement, the newest first."""
    found = []
    for versie in convenant.versies.order_by("-nummer").prefetch_related("toetredingen"):
        signs = [row for row in versie.toetredingen.all() if row.soort == Toetreding.ONDERTEKENAAR]
        found.append(
            {
                "versie": versie,
                "status": status_of(versie, dag),
                "getekend": sum(row.getekend_op is not None for row in signs),
                "moeten_tekenen": len(signs),
                "meldingen": what_is_due(versie, dag),
            }
        )
    return found


def state_in_words(row: Toetreding, dag: date) -> str:
    """Return where a party stands under its version: signed, announced, left."""
    if row.beeindigd_op is not None:
        return "Doet niet meer mee" if row.beeindigd_op <= dag else "Treedt uit"
    if row.bekendgemaakt_op is not None:
        return "Doet mee" if row.bekendgemaakt_op <= dag else "Wordt bekendgemaakt"
    if row.getekend_op is not None:
        return "Getekend" if row.soort == Toetreding.ONDERTEKENAAR else "Getekend, nog niet bekendgemaakt"
    return "Moet nog tekenen"


def parties(versie: ConvenantVersie, dag: date) -> list[dict[str, Any]]:
    """Return who stands on a version, signatories first, each with its state in words."""
    rows = versie.toetredingen.select_related("partij", "getekend_door__volmacht_aan").order_by("soort", "partij__naam")
    return [{"rij": row, "stand": state_in_words(row, dag)} for row in rows]


def contents(versie: ConvenantVersie, dag: date) -> list[dict[str, Any]]:
    """Return what a version holds, in words: purposes, categories below their headings, types."""
    uit = []
    for lijst, wat in LIJSTEN.items():
        held = set(types_on(versie, dag)) if lijst == "overlegtypen" else set(getattr(versie, lijst))
        groups = [] if wat == "overlegtype" else _below(wat, held)
        order = [waarde for waarde in choices(wat) if waarde in held] + sorted(held - set(choices(wat)))
        uit.append(
            {"kop": KOPPEN[lijst], "groepen": groups or [{"titel": "", "woorden": [words(wat, w) for w in order]}]}
        )
    return uit


def _below(wat: str, held: set[str]) -> list[dict[str, Any]]:
    groups = [
        {"titel": titel, "woorden": [words(wat, waarde) for waarde in waarden if waarde in held]}
        for titel, waarden in headings(wat).items()
    ]
    return [groep for groep in groups if groep["woorden"]]


def changes(versie: ConvenantVersie) -> list[dict[str, Any]]:
    """Return what differs from the version before, per list; an empty list when nothing does."""
    before = versie.convenant.versies.filter(nummer__lt=versie.nummer).order_by("-nummer").first()
    if before is None:
        return []
    found = [{"kop": KOPPEN[lijst], **deel} for lijst, deel in differences(versie, before).items()]
    return [deel for deel in found if deel["erbij"] or deel["eraf"]]


def page(versie: ConvenantVersie, dag: date) -> dict[str, Any]:
    """Return all that the page of one version shows."""
    concept = versie.status == ConvenantVersie.CONCEPT
    return {
        "versie": versie,
        "concept": concept,
        "status": status_of(versie, dag),
        "voorbij": not concept and versie.geldig_tot is not None and versie.geldig_tot < dag,
        "meldingen": what_is_due(versie, dag),
        "mist": missing(versie, dag) if concept else [],
        "partijen": parties(versie, dag),
        "inhoud": contents(versie, dag),
        "verschillen": changes(versie),
        "eerste": not versie.convenant.versies.filter(nummer__lt=versie.nummer).exists(),
    }
