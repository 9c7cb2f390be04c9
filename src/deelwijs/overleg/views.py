# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Pages about the types of consultation: help to choose, all types side by side, one type. No page holds a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from deelwijs.convenant.models import ConvenantVersie
from deelwijs.overleg import kiezen as keuze
from deelwijs.overleg.forms import KiesForm
from deelwijs.overleg.gelding import types_in_force
from deelwijs.overleg.tonen import columns, page
from deelwijs.overleg.typen import Overlegtype, load_types
from deelwijs.partij.models import Medewerker
from deelwijs.partij.wie import who


def version_of(medewerker: Medewerker) -> ConvenantVersie | None:
    """Return the covenant version in force today under which this person's party takes part, or None."""
    dag = timezone.localdate()
    for versie in ConvenantVersie.objects.in_force(dag).select_related("convenant"):
        if versie.takes_part(medewerker.partij, dag):
            return versie
    return None


def types_for(medewerker: Medewerker) -> tuple[Mapping[str, Overlegtype], Mapping[str, Overlegtype]]:
    """Return all types that can be shown to somebody, and those of them that can be chosen today."""
    versie = version_of(medewerker)
    te_kiezen = types_in_force(timezone.localdate(), versie) if versie else {}
    return {**load_types(), **te_kiezen}, te_kiezen


@login_required
@require_safe
def kiezen(request: HttpRequest) -> HttpResponse:
    """Ask four questions, each of which may stay open, and say of every type whether it fits."""
    typen, te_kiezen = types_for(who(request))
    form = KiesForm(request.GET or None)
    vragen = form.answers() if form.is_bound and form.is_valid() else keuze.Vragen()
    adviezen = [] if vragen.leeg else keuze.advise(typen, vragen, frozenset(te_kiezen))
    context = {
        "velden": form.fields_for_page(),
        "fouten": form.faults(),
        "adviezen": [a for a in adviezen if a.past is not keuze.Past.NEE],
        "niet": [a for a in adviezen if a.past is keuze.Past.NEE],
        "gevraagd": bool(adviezen),
        "typen": typen.values(),
    }
    return render(request, "overleg/kiezen.html", context)


@login_required
@require_safe
def vergelijken(request: HttpRequest) -> HttpResponse:
    """Show the differences of all types in one table."""
    typen, te_kiezen = types_for(who(request))
    return render(request, "overleg/vergelijken.html", {"tabel": columns(typen, frozenset(te_kiezen))})


@login_required
@require_safe
def een_type(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one type: what for, who, on what basis, the family, the report, the phases, the keeping."""
    typen, te_kiezen = types_for(who(request))
    if slug not in typen:
        raise Http404
    return render(request, "overleg/type.html", _context(typen[slug], typen, te_kiezen))


def _context(o: Overlegtype, typen: Mapping[str, Overlegtype], te_kiezen: Mapping[str, Overlegtype]) -> dict[str, Any]:
    return {**page(o, typen), "te_kiezen": o.slug in te_kiezen, "eigen": o.slug not in load_types()}
