# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Screens of the administrator about the agreement and its versions."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from deelwijs.convenant import actions as acts
from deelwijs.convenant import tonen
from deelwijs.convenant.forms import (
    BeginForm,
    ConvenantForm,
    DagForm,
    InhoudForm,
    LaatsteDagForm,
    PartijOpForm,
    StandForm,
)
from deelwijs.convenant.models import Convenant, ConvenantVersie
from deelwijs.convenant.woorden import in_words
from deelwijs.logboek.actions import log
from deelwijs.partij.beheer import done, voor_beheer
from deelwijs.partij.models import Partij
from deelwijs.partij.wie import who
from deelwijs.ui.formulier import Formulier, form_page

GET_POST = ["GET", "HEAD", "POST"]


def by(request: HttpRequest) -> dict[str, Any]:
    """Return the moment and the person of an act."""
    return {"op": timezone.now(), "door": who(request)}


def crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way from the overview to here."""
    return [{"tekst": tekst, "url": url} for tekst, url in (("Convenant", reverse("convenant:overzicht")), *more)]


def to(versie: ConvenantVersie) -> str:
    """Return the address of the page of a version."""
    return reverse("convenant:versie", args=[versie.pk])


@voor_beheer
@require_safe
def overzicht(request: HttpRequest) -> HttpResponse:
    """Each agreement with its versions on a line of time: what holds, who signed, what is due."""
    today = timezone.localdate()
    found = [
        {
            "convenant": convenant,
            "versies": rows,
            "concept": next((row["versie"] for row in rows if row["versie"].status == ConvenantVersie.CONCEPT), None),
        }
        for convenant in Convenant.objects.all()
        for rows in [tonen.timeline(convenant, today)]
    ]
    log("convenant_bekeken", **by(request))
    context = {"convenanten": found, "partijen": Partij.objects.count()}
    return render(request, "convenant/overzicht.html", context)


@voor_beheer
@require_http_methods(GET_POST)
def nieuw(request: HttpRequest) -> HttpResponse:
    """Begin the agreement of a region, with a first version to write."""
    form = ConvenantForm(request.POST or None, initial={"sleutel": uuid.uuid4()})
    made: list[ConvenantVersie] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def begin() -> None:
            convenant = acts.maak_convenant(id=data["sleutel"], naam=data["naam"], regio=data["regio"], **by(request))
            made.append(acts.maak_concept(convenant=convenant, geldig_vanaf=data["geldig_vanaf"], **by(request)))

        if done(form, begin):
            messages.success(request, "Het convenant is er. Kies nu de inhoud en zet de partijen erop.")
            return redirect(to(made[0]))
    return form_page(
        request,
        form,
        titel="Nieuw convenant",
        intro="Een convenant zegt wie met wie mag delen, waarvoor, en wat hoogstens. Eén regio heeft één convenant.",
        knop="Maak het convenant",
        terug=reverse("convenant:overzicht"),
        kruimels=crumbs(("Nieuw convenant", "")),
    )


@voor_beheer
@require_http_methods(GET_POST)
def nieuwe_versie(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin a new version, as a copy of the last."""
    convenant = get_object_or_404(Convenant, pk=pk)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begin = form.cleaned_data["geldig_vanaf"]
        versie = acts.maak_concept(convenant=convenant, geldig_vanaf=begin, **by(request))
        return redirect(to(versie))
    return form_page(
        request,
        form,
        titel="Nieuwe versie",
        intro=convenant.naam,
        knop="Begin de nieuwe versie",
        terug=reverse("convenant:overzicht"),
        kruimels=crumbs(("Nieuwe versie", "")),
        gevolgen=[
            "U begint met een kopie van de laatste versie: doelen, gegevens, overleggen en partijen.",
            "Er verandert nog niets. De versie die nu geldt, blijft gelden tot u de nieuwe vaststelt.",
            "Alle partijen tekenen opnieuw. Ook wie was toegetreden.",
        ],
    )


@voor_beheer
@require_safe
def versie(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One version: what it holds, what changed, who signed, what is still to be done."""
    found = _version(pk)
    log("convenant_bekeken", onderwerp=found, **by(request))
    naam = f"Versie {found.nummer}"
    context = tonen.page(found, timezone.localdate()) | {"kruimels": crumbs((naam, "")), "blijft": tonen.BLIJFT}
    return render(request, "convenant/versie.html", context)


@voor_beheer
@require_http_methods(GET_POST)
def inhoud(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Change what a concept holds."""
    found = _version(pk)
    form = InhoudForm(request.POST or None, initial=InhoudForm.of(found) | {"stand": acts.state_of(found)})
    if request.method == "POST" and form.is_valid():
        fallen: list[int] = []
        if done(form, lambda: fallen.append(acts.wijzig_concept(versie=found, **form.cleaned_data, **by(request)))):
            _say(request, "De inhoud is opgeslagen.", fallen[0])
            return redirect(to(found))
    signed = found.toetredingen.exclude(getekend_op=None).count()
    return _page(request, form, found, "Inhoud wijzigen", "Sla op", meldingen=_signed_already(signed))


@voor_beheer
@require_http_methods(GET_POST)
def partijen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a party on a concept, or take it off."""
    found = _version(pk)
    form = PartijOpForm(request.POST or None, initial={"partij": request.GET.get("partij", "")})
    if request.method == "POST" and form.is_valid():
        partij, soort = form.partijen[form.cleaned_data["partij"]], form.cleaned_data["soort"]
        fallen: list[int] = []

        def change() -> None:
            if soort == "niet":
                fallen.append(acts.haal_partij_af(versie=found, partij=partij, **by(request)))
            else:
                fallen.append(acts.zet_partij_op(versie=found, partij=partij, soort=soort, **by(request)))

        if done(form, change):
            _say(request, f"{partij}: opgeslagen.", fallen[0])
            return redirect(to(found))
    signed = found.toetredingen.exclude(getekend_op=None).count()
    return _page(request, form, found, "Partij erop of eraf", "Sla op", meldingen=_signed_already(signed))


@voor_beheer
@require_http_methods(GET_POST)
def vaststellen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Settle a concept that everybody signed."""
    found = _version(pk)
    form = StandForm(request.POST or None, initial={"stand": acts.state_of(found)})
    if request.method == "POST" and form.is_valid():
        stand = form.cleaned_data["stand"]
        if done(form, lambda: acts.stel_vast(versie=found, stand=stand, **by(request))):
            messages.success(request, "De versie is vastgesteld. De inhoud verandert niet meer.")
            return redirect(to(found))
    gevolgen = [
        f"Versie {found.nummer} geldt vanaf {in_words(found.geldig_vanaf)}. De versie ervoor eindigt de dag daarvoor.",
        "De inhoud en de handtekeningen veranderen daarna niet meer. Een wijziging wordt een nieuwe versie.",
        "Wat niet in deze versie staat, kan vanaf die dag niet meer in Deelwijs.",
    ]
    return _page(request, form, found, "Versie vaststellen", "Stel de versie vast", gevolgen=gevolgen)


@voor_beheer
@require_http_methods(GET_POST)
def evaluatie(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Record on which day the parties evaluated a version."""
    found = _version(pk)
    form = DagForm(request.POST or None)
    form.fields["dag"].label = "Op welke dag is het convenant geëvalueerd?"

    def act() -> None:
        acts.leg_evaluatie_vast(versie=found, dag=form.cleaned_data["dag"], **by(request))

    return _one_day(request, form, found, act, "Evaluatie vastleggen", "Leg vast", "De evaluatie is vastgelegd.")


@voor_beheer
@require_http_methods(GET_POST)
def beeindigen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """End a settled version."""
    found = _version(pk)
    form = LaatsteDagForm(request.POST or None)

    def act() -> None:
        acts.beeindig(versie=found, laatste_dag=form.cleaned_data["laatste_dag"], **by(request))

    return _one_day(
        request, form, found, act, "Versie beëindigen", "Beëindig de versie", "De laatste dag is vastgelegd.",
        gevolgen=["Na de laatste dag kan onder deze versie niets meer worden gedeeld of ingezien.", *tonen.BLIJFT],
    )  # fmt: skip


def _version(pk: uuid.UUID) -> ConvenantVersie:
    return get_object_or_404(ConvenantVersie.objects.select_related("convenant"), pk=pk)


def _one_day(
    request: HttpRequest,
    form: Formulier,
    versie: ConvenantVersie,
    act: Callable[[], None],
    titel: str,
    knop: str,
    gelukt: str,
    gevolgen: list[str] | None = None,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, gelukt)
        return redirect(to(versie))
    return _page(request, form, versie, titel, knop, gevolgen=gevolgen)


def _page(
    request: HttpRequest, form: Formulier, versie: ConvenantVersie, titel: str, knop: str, **context: Any
) -> HttpResponse:
    naam = f"Versie {versie.nummer}"
    return form_page(
        request,
        form,
        titel=titel,
        intro=f"{versie.convenant}, versie {versie.nummer}",
        knop=knop,
        terug=to(versie),
        kruimels=crumbs((naam, to(versie)), (titel, "")),
        **context,
    )


def _signed_already(aantal: int) -> list[dict[str, str]]:
    if not aantal:
        return []
    return [
        {
            "soort": "waarschuwing",
            "titel": f"Er is al {aantal} keer getekend",
            "tekst": "Wie iets tekent, moet weten wat. Verandert u de inhoud of wie er tekent, dan vervallen die"
            " handtekeningen en tekent iedereen opnieuw. De eerste dag verschuiven mag zonder opnieuw tekenen.",
        }
    ]


def _say(request: HttpRequest, tekst: str, fallen: int) -> None:
    if fallen:
        messages.warning(request, f"{tekst} Vervallen handtekeningen: {fallen}. Laat die partijen opnieuw tekenen.")
    else:
        messages.success(request, tekst)
