# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The home page: what waits for me, what is new, my cases, and finding one of them back."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from deelwijs.casus import namen, wachtend, zoeken
from deelwijs.casus.models import Casus, CasusQuerySet
from deelwijs.logboek.actions import log
from deelwijs.overleg import soort
from deelwijs.overleg.woorden import phase
from deelwijs.partij.wie import who

PER_PAGINA, MEESTE_NIEUW = 20, 10
LANGSTE_VRAAG = 120  # characters


@login_required
@require_safe
def werk(request: HttpRequest) -> HttpResponse:
    """Show the home page of who works with cases."""
    door, op = who(request), timezone.now()
    log("start_bekeken", door=door, op=op)
    pages = Paginator(Casus.objects.visible_to(door), PER_PAGINA)
    page = pages.get_page(request.GET.get("pagina"))
    waits, new = wachtend.waits_for(door, op), wachtend.new_to(door, op)[:MEESTE_NIEUW]
    shown = {casus.pk for casus in page} | {punt.casus for punt in (*waits, *new) if punt.casus}
    known = namen.youths(shown, door=door, op=op)

    def lines(points: list[wachtend.Punt]) -> list[dict[str, Any]]:
        return [
            {"punt": punt, "naam": known[punt.casus].naam if punt.casus and punt.casus in known else ""}
            for punt in points
        ]

    context = {
        "wacht": lines(waits),
        "nieuw": lines(new),
        "rijen": _rows(list(page), known),
        "pagina": page,
        "kan_starten": door.taak_id is not None,
    }
    return render(request, "overleg/casus/werk.html", context)


@login_required
@require_POST
def zoek(request: HttpRequest) -> HttpResponse:
    """Find one's own cases by name. A post: a name never stands in an address."""
    door, op = who(request), timezone.now()
    vraag = request.POST.get("naam", "").strip()[:LANGSTE_VRAAG]
    found: CasusQuerySet = zoeken.find(door, vraag)
    log("gezocht", door=door, op=op)
    rows = list(found[: PER_PAGINA + 1])
    known = namen.youths([casus.pk for casus in rows[:PER_PAGINA]], door=door, op=op)
    context = {"vraag": vraag, "rijen": _rows(rows[:PER_PAGINA], known), "meer": len(rows) > PER_PAGINA}
    return render(request, "overleg/casus/zoek.html", context)


def _rows(cases: list[Casus], known: Any) -> list[dict[str, Any]]:
    types = soort.names(cases)
    return [
        {
            "casus": casus,
            "naam": known[casus.pk].naam if casus.pk in known else namen.ONBEKEND,
            "soort": types.get(casus.overlegtype, casus.overlegtype),
            "fase": phase(casus.fase),
        }
        for casus in cases
    ]
