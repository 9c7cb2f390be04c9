# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The toets as an API: the same body, the same faults and the same answer as the command line. Keeps nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localdate
from ninja import Router

from deelwijs.openbaar import tekst
from deelwijs.openbaar.api_vorm import ANTWOORD, MOST_CASES, Feit, ProbleemVorm, Scenario, Voorbeeld, case_schema
from deelwijs.openbaar.zaak import OngeldigeZaak, judge, read_cases
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Kennis
from deelwijs.ui.probleem import Probleem

MOST_BYTES = 1_000_000
# Categories over all cases of one request: each is a judgement of its own.
MOST_PARTS = 300

router = Router(tags=["toets"])
BODY = {"requestBody": {"required": True, "content": {"application/json": {"schema": case_schema()}}}}
FOUT = ProbleemVorm


@router.post(
    "/toetsen",
    response={200: ANTWOORD, 400: FOUT, 413: FOUT, 415: FOUT},
    openapi_extra=BODY,
    by_alias=True,
    operation_id="toets",
    summary="Beoordeel een geval, of een lijst van gevallen",
)
def toetsen(request: HttpRequest) -> HttpResponse:
    """Mag dit gedeeld worden? Zonder peildatum geldt vandaag, zonder lezing de strenge. Er wordt niets bewaard."""
    kennis = load_shipped()
    document = _document(request)
    try:
        zaken = read_cases(kennis, document, MOST_CASES)
    except OngeldigeZaak as fout:
        raise Probleem(400, [str(f) for f in fout.fouten]) from None
    if (delen := sum(parts(zaak.feiten) for zaak in zaken)) > MOST_PARTS:
        raise Probleem(400, [f"Dit zijn samen {delen} categorieën; het mogen er hoogstens {MOST_PARTS} zijn."])
    vandaag = localdate()
    oordelen = [judge(kennis, replace(zaak, peildatum=zaak.peildatum or vandaag)).as_dict() for zaak in zaken]
    return JsonResponse(oordelen if isinstance(document, list) else oordelen[0], safe=False)


@router.get("/feiten", response=list[Feit], operation_id="feiten", summary="Alle feiten, met vraag en antwoorden")
def feiten(request: HttpRequest) -> HttpResponse:
    return JsonResponse(tekst.facts(load_shipped()), safe=False)


@router.get("/voorbeelden", response=list[Voorbeeld], operation_id="voorbeelden", summary="Alle uitgewerkte gevallen")
def voorbeelden(request: HttpRequest) -> HttpResponse:
    """Elk voorbeeld met de uitkomst die eruit hoort te komen."""
    return JsonResponse([_example(voorbeeld) for voorbeeld in load_shipped().voorbeelden], safe=False)


@router.get(
    "/scenarios", response=list[Scenario], operation_id="scenarios", summary="Wetsvoorstellen om mee te rekenen"
)
def scenarios(request: HttpRequest) -> HttpResponse:
    return JsonResponse([_scenario(naam, load_shipped()) for naam in load_shipped().scenarios], safe=False)


def parts(feiten: Mapping[str, Any]) -> int:
    """Return in how many parts a case is judged: one per category asked about."""
    gevraagd = feiten.get("categorie")
    return len(gevraagd) if isinstance(gevraagd, list) else 1


def _document(request: HttpRequest) -> Any:
    """Return what the body says, read at most once and never more than `MOST_BYTES` of it."""
    if request.content_type != "application/json":
        raise Probleem(415, ["Stuur de vraag als application/json."])
    te_groot = Probleem(413, [f"De vraag mag hoogstens {MOST_BYTES // 1_000_000} MB groot zijn."])
    lengte = request.headers.get("Content-Length", "")
    # What is no number, Django reads as an empty body.
    if lengte.isdecimal() and (len(lengte) > 20 or int(lengte) > MOST_BYTES):
        raise te_groot
    data = request.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise te_groot
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_refuse)
    except UnicodeDecodeError:
        raise Probleem(400, ["De vraag is geen UTF-8."]) from None
    except json.JSONDecodeError as fout:
        raise Probleem(400, [f"Dit is geen geldige JSON (regel {fout.lineno}, teken {fout.colno})."]) from None
    except RecursionError:
        raise Probleem(400, ["De vraag is te diep genest."]) from None
    except ValueError as fout:
        raise Probleem(
            400, [str(fout) if isinstance(fout, _Dubbel) else "Er staat een getal in dat niet kan."]
        ) from None


class _Dubbel(ValueError):
    """A name stands twice in one object."""


def _unique(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    uit = dict(paren)
    if len(uit) < len(paren):
        raise _Dubbel("Een naam staat twee keer in hetzelfde object.")
    return uit


def _refuse(naam: str) -> Any:
    raise ValueError(naam)


def _example(voorbeeld: Any) -> dict[str, Any]:
    return {
        "id": voorbeeld.id,
        "titel": voorbeeld.titel,
        "verhaal": voorbeeld.verhaal,
        "label": voorbeeld.label,
        "peildatum": voorbeeld.op,
        "feiten": voorbeeld.feiten,
        "uitkomst": voorbeeld.uitkomst,
        "per_categorie": voorbeeld.per_categorie,
        "lezingen": voorbeeld.lezingen,
        "scenarios": voorbeeld.scenarios,
    }


def _scenario(naam: str, kennis: Kennis) -> dict[str, Any]:
    scenario = kennis.scenarios[naam]
    return {"id": naam, "titel": scenario.titel, "omschrijving": scenario.omschrijving, "status": scenario.status}
