# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The way in: who asks, and for who wants it another day, reading or a bill."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict

from deelwijs.openbaar.gesprek import Gesprek
from deelwijs.openbaar.zaak import read_day
from deelwijs.toets.model import PUBLIEKEN, Kennis, Lezing
from deelwijs.ui.datum import DatumFout, read_datum

PUBLIEK_OPTIES = [
    {
        "waarde": "professional",
        "tekst": "Ik werk met jongeren",
        "uitleg": "Op school, bij de gemeente, in de zorg of in de jeugdhulp.",
    },
    {"waarde": "ouder", "tekst": "Ik ben ouder of verzorger", "uitleg": "Het gaat over uw kind."},
    {"waarde": "jongere", "tekst": "Ik ben zelf de jongere", "uitleg": "Het gaat over jou."},
]
LEZING_OPTIES = [
    {"waarde": "streng", "tekst": "Streng", "uitleg": "Zo leest de toets de wet, tenzij uw organisatie anders koos."},
    {"waarde": "rekkelijk", "tekst": "Rekkelijk", "uitleg": "Alleen als uw functionaris gegevensbescherming dat koos."},
]


def page(kennis: Kennis, data: QueryDict, fouten: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """Return what openbaar/start.html shows, with what was filled in."""
    per_veld = {fout["veld"]: fout["tekst"] for fout in fouten or []}
    dag = {deel: data.get(f"dag_{deel}", "") for deel in ("dag", "maand", "jaar")}
    return {
        "publiek_opties": PUBLIEK_OPTIES,
        "lezing_opties": LEZING_OPTIES,
        "scenario_opties": [
            {"waarde": s.id, "tekst": s.titel, "uitleg": s.omschrijving} for s in kennis.scenarios.values()
        ],
        "gekozen": {
            "publiek": data.get("publiek"),
            "lezing": data.get("lezing") or str(Lezing.STRENG),
            "scenario": data.getlist("scenario"),
            **dag,
        },
        "fouten": fouten or [],
        "fout": per_veld,
        "instellingen_open": any(dag.values()) or bool(data.getlist("scenario")) or data.get("lezing") == "rekkelijk",
    }


def read_start(kennis: Kennis, data: QueryDict, vandaag: date) -> tuple[Gesprek | None, list[dict[str, str]]]:
    """Return the new conversation, or None with every fault of the form (`veld`, `tekst`)."""
    fouten: list[dict[str, str]] = []
    publiek, lezing = data.get("publiek", ""), data.get("lezing") or str(Lezing.STRENG)
    if publiek not in PUBLIEKEN:
        fouten.append({"veld": "publiek", "tekst": "Kies wie de vraag stelt."})
    dag = vandaag
    try:
        dag = read_day(read_datum(data, "dag") or vandaag)
    except (DatumFout, ValueError) as fout:
        fouten.append({"veld": "dag", "tekst": str(fout)})
    if lezing not in tuple(Lezing):
        fouten.append({"veld": "lezing", "tekst": "Kies streng of rekkelijk."})
    scenarios = tuple(dict.fromkeys(data.getlist("scenario")))
    if any(naam not in kennis.scenarios for naam in scenarios):
        fouten.append({"veld": "scenario", "tekst": "Kies een wetsvoorstel uit de lijst."})
    if fouten:
        return None, fouten
    return Gesprek(publiek, dag, Lezing(lezing), scenarios), []
