# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The shapes of the API, as its description tells them. What goes out is made by the toets itself."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Field, Schema

from deelwijs.toets.model import Feit as ToetsFeit
from deelwijs.toets.model import Kennis, Klopt, Lezing, Uitkomst

MOST_CASES = 100


class Vergelijking(Schema):
    feit: str
    verwacht: list[str]
    # null: not known; a list: it is one of these
    is_: str | list[str] | None = Field(..., alias="is")
    klopt: Klopt


class Regel(Schema):
    id: str
    versie: date
    titel: str
    soort: str
    niveau: str
    klopt: Klopt
    lezing: Lezing | None
    scenario: str | None
    tekst: str
    bronnen: list[str]
    voorwaarden: list[Vergelijking]


class Stap(Schema):
    stap: str
    resultaat: Klopt
    weging: bool
    uitleg: str
    regels: list[Regel]


class Eis(Schema):
    regel: str
    plicht: str
    wie: str
    wanneer: Literal["vooraf", "achteraf"]
    open: Klopt
    bronnen: list[str]


class Uitweg(Schema):
    stappen: list[str]
    wordt: Uitkomst


class Deel(Schema):
    uitkomst: Uitkomst
    bereik: list[Uitkomst]
    stappen: list[Stap]
    voorwaarden: list[Eis]
    vast: list[Eis]
    opmerkingen: list[Regel]
    waarom_niet: list[str]
    wat_zou_helpen: list[Uitweg]


class Vraag(Schema):
    feit: str
    vraag: str
    antwoorden: list[str]
    wie: str


class Bewijs(Schema):
    motor: str
    kennis: str
    peildatum: date
    lezing: Lezing
    keuzes: dict[str, Lezing]
    scenarios: list[str]
    convenant: str | None
    feiten: str


class Oordeel(Schema):
    uitkomst: Uitkomst
    bereik: list[Uitkomst]
    per_categorie: dict[str, Deel]
    vragen: list[Vraag]
    lezingen: dict[Lezing, Uitkomst]
    bewijs: Bewijs


# One case in, one answer out; a list in, a list out.
ANTWOORD = Oordeel | list[Oordeel]


class Feit(Schema):
    feit: str
    soort: Literal["keuze", "meerkeuze", "getal", "datum", "ja_nee"]
    antwoorden: list[str]
    min: int | None
    max: int | None
    vraag: str
    wie: str
    aard: Literal["feit", "oordeel"]
    uitleg: str
    omschrijvingen: dict[str, str]


class Voorbeeld(Schema):
    id: str
    titel: str
    verhaal: str
    label: str
    peildatum: date
    feiten: dict[str, Any]
    uitkomst: Uitkomst
    per_categorie: dict[str, Uitkomst]
    lezingen: dict[Lezing, Uitkomst]
    scenarios: list[str]


class Scenario(Schema):
    id: str
    titel: str
    omschrijving: str
    status: str


class ProbleemVorm(Schema):
    type: str
    title: str
    status: int
    detail: str
    fouten: list[str]


def case_schema() -> dict[str, Any]:
    """Return the schema of the body: one case or a list; `Geval` is filled by `knowledge_schemas`."""
    geval = {"$ref": "#/components/schemas/Geval"}
    return {"anyOf": [geval, {"type": "array", "items": geval, "minItems": 1, "maxItems": MOST_CASES}]}


def knowledge_schemas(kennis: Kennis) -> dict[str, Any]:
    """Return the schemas that follow from the knowledge: each fact with its own answers."""
    scenario = {"enum": sorted(kennis.scenarios)}
    velden = {
        "feiten": {"$ref": "#/components/schemas/Feiten"},
        "peildatum": {"type": ["string", "null"], "format": "date", "description": "Zonder peildatum geldt vandaag."},
        "lezing": {"enum": [*map(str, Lezing), None], "description": "Zonder lezing geldt streng."},
        "scenario": {"anyOf": [scenario, {"type": "array", "items": scenario}, {"type": "null"}]},
        "scenarios": {"anyOf": [scenario, {"type": "array", "items": scenario}, {"type": "null"}]},
    }
    return {
        "Geval": {
            "type": "object",
            "required": ["feiten"],
            "additionalProperties": False,
            "properties": velden,
            "not": {"required": ["scenario", "scenarios"]},
        },
        "Feiten": {
            "type": "object",
            "additionalProperties": False,
            "properties": {feit.naam: _fact(feit) for feit in kennis.feiten.values()},
        },
    }


def _fact(feit: ToetsFeit) -> dict[str, Any]:
    antwoord: dict[str, Any] = {"type": "string", "enum": list(feit.antwoorden)}
    if feit.soort == "meerkeuze":
        vormen = [antwoord, {"type": "array", "items": antwoord, "minItems": 1}]
    elif feit.soort in ("keuze", "ja_nee"):
        een_van = {"type": "array", "items": antwoord, "minItems": 1}
        vormen = [antwoord, _closed({"een_van": een_van}, ["een_van"])]
        if feit.soort == "ja_nee":
            vormen.append({"type": "boolean"})
    else:
        getal = {"type": "integer", "minimum": feit.min, "maximum": feit.max}
        waarde = getal if feit.soort == "getal" else {"type": "string", "format": "date"}
        grens = {"anyOf": [waarde, {"type": "null"}]}
        vormen = [waarde, {**_closed({"vanaf": grens, "tot_en_met": grens}, []), "minProperties": 1}]
    return {"description": feit.vraag["professional"], "anyOf": [*vormen, {"type": "null"}]}


def _closed(velden: dict[str, Any], nodig: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": velden, "required": nodig, "additionalProperties": False}
