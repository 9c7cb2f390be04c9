# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The screens on which the manager of a region makes a type of consultation. To anybody else they are not there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from deelwijs.convenant.models import ConvenantVersie
from deelwijs.overleg import bewerken, type_actions
from deelwijs.overleg.document import Fout, TypeFout
from deelwijs.overleg.eigen import GERESERVEERD
from deelwijs.overleg.forms import DeelForm, NieuwForm
from deelwijs.overleg.gelding import slug_of
from deelwijs.overleg.laden import read_type
from deelwijs.overleg.models import EigenType
from deelwijs.overleg.tonen import page
from deelwijs.overleg.typen import load_types
from deelwijs.overleg.views import types_for, version_of
from deelwijs.partij.bewaard import bewaar_klad, klad
from deelwijs.partij.models import Medewerker
from deelwijs.partij.wie import who

View = Callable[..., HttpResponseBase]
BEZET = "Er is al een overleg met deze naam, of een naam die erop lijkt. Kies een andere naam."
ACHTERHAALD = (
    "Iemand heeft dit concept intussen gewijzigd. Uw tekst staat hieronder en is nog niet bewaard. "
    "Kijk het na en bewaar opnieuw."
)


def manager(view: View) -> View:
    """Let only the manager of a region in, with the covenant version in force; it is given to the view."""

    @wraps(view)
    @login_required
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        versie = version_of(who(request)) if who(request).has_rol(Medewerker.BEHEER) else None
        if versie is None:
            raise Http404
        return view(request, versie, *args, **kwargs)

    return checked


@manager
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest, versie: ConvenantVersie) -> HttpResponse:
    """Begin an own type as a copy of a shipped one."""
    form = NieuwForm(
        request.POST if request.method == "POST" else None, van=[(slug, o.naam) for slug, o in load_types().items()]
    )
    if request.method == "POST" and form.is_valid():
        slug = slug_of(form.cleaned_data["naam"])
        try:
            if slug in GERESERVEERD:
                raise type_actions.BestaatAl(slug)
            type_actions.begin(
                versie=versie,
                van=form.cleaned_data["van"],
                slug=slug,
                naam=form.cleaned_data["naam"],
                door=who(request),
                op=timezone.now(),
            )
        except type_actions.BestaatAl:
            form.add_error("naam", BEZET)
        else:
            return redirect("overleg:wijzigen", slug)
    eigen = EigenType.objects.filter(convenantversie=versie)
    context = {
        "naam": form["naam"].value(),
        "van": form["van"].value(),
        "opties": [{"waarde": slug, "tekst": naam} for slug, naam in form.opties],
        "fouten": [{"veld": veld, "tekst": str(f[0])} for veld, f in form.errors.items()],
        "fout": {veld: str(f[0]) for veld, f in form.errors.items()},
        "concepten": [rij for rij in eigen if rij.status == EigenType.CONCEPT],
        "vast": sorted({rij.slug for rij in eigen if rij.status == EigenType.VASTGESTELD}),
    }
    return render(request, "overleg/nieuw.html", context)


@manager
@bewaar_klad
@require_http_methods(["GET", "HEAD", "POST"])
def wijzigen(request: HttpRequest, versie: ConvenantVersie, slug: str) -> HttpResponse:
    """Show or keep one part of a draft; a settled type asks first for a new draft."""
    concept = _draft(versie, slug)
    if concept is None:
        return _begin_change(request, versie, slug)
    deel = request.GET.get("deel", "doel")
    if deel == "controle":
        return _last_look(request, versie, concept)
    try:
        velden = bewerken.fields(concept.inhoud, deel, doelen=versie.doelen, categorieen=versie.categorieen)
    except KeyError:
        raise Http404 from None
    form = DeelForm(request.POST if request.method == "POST" else klad(request), velden=velden)
    melding, status = "", 200
    if request.method == "POST" and form.is_valid():
        try:
            concept = _keep(request, concept, form)
        except type_actions.Achterhaald:
            melding, status = ACHTERHAALD, 409
        else:
            return redirect(_next(request, concept, deel))
    return render(request, "overleg/wijzigen.html", _part(versie, concept, deel, form, melding), status=status)


def _keep(request: HttpRequest, concept: EigenType, form: DeelForm) -> EigenType:
    if request.POST.get("gezien") != concept.op.isoformat():
        raise type_actions.Achterhaald(concept.slug)
    inhoud = bewerken.with_answers(concept.inhoud, form.answers())
    return type_actions.keep(concept=concept, inhoud=inhoud, door=who(request), op=timezone.now())


def _next(request: HttpRequest, concept: EigenType, deel: str) -> str:
    """Return where to go after keeping: on to the next part, or the same one again."""
    volgorde = [*bewerken.parts(concept.inhoud), "controle"]
    na = volgorde[volgorde.index(deel) + 1] if deel in volgorde and request.POST.get("doe") != "blijf" else deel
    return address(concept.slug, na)


def address(slug: str, deel: str) -> str:
    """Return the address of one part of the draft of a type."""
    return f"{reverse('overleg:wijzigen', args=[slug])}?{urlencode({'deel': deel})}"


@manager
@require_POST
def vaststellen(request: HttpRequest, versie: ConvenantVersie, slug: str) -> HttpResponse:
    """Settle a draft that has no faults."""
    concept = _draft(versie, slug)
    if concept is None:
        raise Http404
    try:
        if request.POST.get("gezien") != concept.op.isoformat():
            raise type_actions.Achterhaald(slug)
        type_actions.settle(concept=concept, door=who(request), op=timezone.now())
    except (TypeFout, type_actions.Achterhaald):
        return redirect(address(slug, "controle"))
    return redirect("overleg:type", slug)


def _draft(versie: ConvenantVersie, slug: str) -> EigenType | None:
    rijen = EigenType.objects.filter(convenantversie=versie, slug=slug, status=EigenType.CONCEPT)
    return rijen.select_related("convenantversie").first()


def _begin_change(request: HttpRequest, versie: ConvenantVersie, slug: str) -> HttpResponse:
    rijen = EigenType.objects.filter(convenantversie=versie, slug=slug, status=EigenType.VASTGESTELD)
    vast = rijen.order_by("-nummer").first()
    if vast is None:
        raise Http404
    if request.method == "POST":
        with suppress(type_actions.BestaatAl):  # a second click: the draft is there already
            type_actions.begin_change(versie=versie, slug=slug, door=who(request), op=timezone.now())
        return redirect("overleg:wijzigen", slug)
    return render(request, "overleg/begin_wijziging.html", {"naam": vast.inhoud["naam"], "slug": slug, "rij": vast})


def _last_look(request: HttpRequest, versie: ConvenantVersie, concept: EigenType) -> HttpResponse:
    fouten = type_actions.faults_of(concept.inhoud, versie)
    context: dict[str, Any] = _frame(concept, "controle", fouten) | {
        "rijen": [{"fout": f, "url": address(concept.slug, _part_of(concept, f))} for f in fouten],
        "gezien": concept.op.isoformat(),
    }
    if not fouten:
        o = read_type(concept.inhoud)
        context |= page(o, {**types_for(who(request))[0], o.slug: o})
    return render(request, "overleg/controle.html", context)


def _part_of(concept: EigenType, fout: Fout) -> str:
    deel = bewerken.part_of(fout.veld)
    return deel if deel in bewerken.parts(concept.inhoud) else "doel"


def _frame(concept: EigenType, deel: str, fouten: list[Fout]) -> dict[str, Any]:
    stuk = {_part_of(concept, fout) for fout in fouten}
    delen = [
        {"titel": titel, "url": address(concept.slug, naam), "hier": naam == deel, "stuk": naam in stuk}
        for naam, titel in bewerken.parts(concept.inhoud).items()
    ]
    return {
        "naam": concept.inhoud.get("naam") or concept.slug,
        "slug": concept.slug,
        "delen": delen,
        "aantal": len(fouten),
    }


def _part(versie: ConvenantVersie, concept: EigenType, deel: str, form: DeelForm, melding: str) -> dict[str, Any]:
    alle = type_actions.faults_of(concept.inhoud, versie)
    per_veld = {} if form.is_bound else {veld.pad: _at(veld.pad, alle) for veld in form.velden}
    velden = [_shown(veld, concept, form, per_veld.get(veld.pad, "")) for veld in form.velden]
    return _frame(concept, deel, alle) | {
        "titel": bewerken.parts(concept.inhoud)[deel],
        "velden": velden,
        "fouten": [{"veld": v["naam"], "tekst": v["fout"]} for v in velden if v["fout"]],
        "gezien": concept.op.isoformat(),
        "melding": melding,
        "controle": address(concept.slug, "controle"),
    }


def _at(pad: str, fouten: list[Fout]) -> str:
    """Return the first fault that is mended at this question."""
    gelijk = {"taken": "deelnemers", "fasen_aan": "fasen"}.get(pad, pad)
    for fout in fouten:
        if fout.veld == gelijk or (fout.veld.startswith(f"{gelijk}.") and gelijk not in ("deelnemers", "fasen")):
            return fout.boodschap
    return ""


def _shown(veld: bewerken.Veld, concept: EigenType, form: DeelForm, fout: str) -> dict[str, Any]:
    waarde = form[veld.naam].value() if form.is_bound else bewerken.value(concept.inhoud, veld.pad)
    if veld.soort == "regels" and isinstance(waarde, list):
        waarde = "\n".join(map(str, waarde))
    if veld.soort == "meer":
        waarde = waarde or []
    return {
        "naam": veld.naam,
        "soort": veld.soort,
        "vraag": veld.vraag,
        "uitleg": veld.uitleg,
        "optioneel": veld.optioneel,
        "opties": [{"waarde": waarde_, "tekst": tekst} for waarde_, tekst in veld.opties],
        "waarde": waarde,
        "regels": {"tekst": 3, "regels": 5}.get(veld.soort, 0),
        "fout": str(form.errors[veld.naam][0]) if form.is_bound and veld.naam in form.errors else fout,
    }
