# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Looking at the log: the FG at that of the own party, everybody at their own acts. Looking leaves a line itself."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST, require_safe

from deelwijs.logboek.actions import log
from deelwijs.logboek.bladzijde import KOP, OngeldigePlaats, page, sentences
from deelwijs.logboek.forms import VELDEN, ZoekForm
from deelwijs.logboek.kring import Kring, kring
from deelwijs.logboek.models import Regel, RegelQuerySet
from deelwijs.logboek.namen import namen
from deelwijs.logboek.uitvoer import csv_text
from deelwijs.ui.fouten import fout_pagina

MEEST = 20_000  # lines in one CSV, which is made whole before it goes out


def as_fg() -> tuple[Kring, UUID]:
    """Return who acts and the party whose log that person guards.

    :raises Http404: for everybody else; what is not yours looks like what is not there.
    """
    actor = kring()
    if actor is None or actor.medewerker is None or actor.partij is None or "fg" not in actor.rol.split():
        raise Http404
    return actor, actor.partij


@login_required
@require_safe
def van_partij(request: HttpRequest) -> HttpResponse:
    """The log of the own party, for its FG."""
    actor, partij = as_fg()
    regels = Regel.objects.visible_to(actor).of_party(partij)
    return _page(request, actor, regels, ZoekForm(request.GET, namen().collegas(partij)), eigen=False)


@login_required
@require_safe
def van_mij(request: HttpRequest) -> HttpResponse:
    """One's own acts."""
    actor = kring()
    if actor is None or actor.medewerker is None:
        raise Http404
    regels = Regel.objects.visible_to(actor).filter(door=actor.medewerker)
    return _page(request, actor, regels, ZoekForm(request.GET), eigen=True)


@login_required
@require_POST
def csv(request: HttpRequest) -> HttpResponse:
    """The chosen lines of the own party as CSV, for its FG."""
    actor, partij = as_fg()
    form = ZoekForm(request.POST, namen().collegas(partij))
    regels = Regel.objects.visible_to(actor).of_party(partij)
    if not form.is_valid():
        return _page(request, actor, regels, form, eigen=False, status=400)
    lines = list(regels.filter(form.condition()).order_by("-op", "-kenmerk")[: MEEST + 1])
    if len(lines) > MEEST:
        return fout_pagina(
            request, 400, f"Dit zijn meer dan {MEEST} regels. Kies een kortere tijd, en download dan opnieuw."
        )
    log("logboek_uitgevoerd", door=actor.medewerker, op=now(), onderwerp=("partij", partij))
    text = csv_text(KOP, (zin.cells() for zin in sentences(lines)))
    return HttpResponse(
        text.encode(),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="logboek-{localdate().isoformat()}.csv"',
            "Cache-Control": "no-store",
        },
    )


def _page(
    request: HttpRequest, actor: Kring, regels: RegelQuerySet, form: ZoekForm, *, eigen: bool, status: int = 200
) -> HttpResponse:
    data = request.POST if request.method == "POST" else request.GET
    shown: list[Regel] = []
    verder = ""
    if form.is_valid():
        try:
            shown, verder = page(regels.filter(form.condition()), data.get("na", ""))
        except OngeldigePlaats:
            return fout_pagina(request, 400, "Dit adres klopt niet. Begin opnieuw bovenaan het logboek.")
    if eigen:
        log("eigen_logboek_bekeken", door=actor.medewerker, op=now())
    else:
        log("logboek_bekeken", door=actor.medewerker, op=now(), onderwerp=("partij", actor.partij))
    context: dict[str, Any] = {
        "eigen": eigen,
        "is_fg": "fg" in actor.rol.split(),
        "zinnen": sentences(shown),
        "form": form,
        "data": {naam: data.get(naam, "") for naam in VELDEN},
        "fout": form.faults(),
        "fouten": [{"veld": naam, "tekst": tekst} for naam, tekst in form.faults().items()],
        "gezocht": any(data.get(naam) for naam in VELDEN),
        "later": bool(data.get("na")),
        "verder": _address(data, verder) if verder else "",
        "terug": _address(data, "") if data.get("na") else "",
    }
    response = render(request, "logboek/regels.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _address(data: QueryDict, na: str) -> str:
    return "?" + urlencode({naam: data[naam] for naam in VELDEN if data.get(naam)} | ({"na": na} if na else {}))
