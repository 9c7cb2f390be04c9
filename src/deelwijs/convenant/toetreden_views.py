# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Screens of the administrator about signing, accession and leaving; and the accession form, on screen and paper."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from deelwijs.convenant import actions, formulier, tonen
from deelwijs.convenant import toetreding as acts
from deelwijs.convenant.forms import DagForm, TekenForm, ToetreedForm, UittredenForm
from deelwijs.convenant.models import ConvenantVersie, Toetreding
from deelwijs.convenant.views import GET_POST, by, crumbs, to
from deelwijs.convenant.woorden import in_words
from deelwijs.logboek.actions import log
from deelwijs.partij.beheer import done, voor_beheer
from deelwijs.partij.partijformulieren import LeegForm
from deelwijs.ui.formulier import Formulier, form_page


@voor_beheer
@require_http_methods(GET_POST)
def nieuw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Begin the accession of a party to a settled version."""
    versie = get_object_or_404(ConvenantVersie.objects.select_related("convenant"), pk=pk)
    form = ToetreedForm(
        request.POST or None, versie=versie, alle=request.method == "POST", initial={"sleutel": uuid.uuid4()}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        partij, key = form.partijen[data["partij"]], data["sleutel"]
        agreed = data["afgesproken_op"]
        if done(
            form,
            lambda: acts.vraag_toetreding(id=key, versie=versie, partij=partij, afgesproken_op=agreed, **by(request)),
        ):
            messages.success(request, "Het formulier staat klaar. Laat het tekenen en leg dan de handtekening vast.")
            return redirect("convenant:toetreding", key)
    return form_page(
        request,
        form,
        titel="Partij laten toetreden",
        intro=f"{versie.convenant}, versie {versie.nummer}",
        knop="Maak het formulier",
        terug=to(versie),
        kruimels=crumbs((f"Versie {versie.nummer}", to(versie)), ("Partij laten toetreden", "")),
        gevolgen=[
            "U krijgt een formulier om te laten tekenen.",
            "De partij doet pas mee als zij heeft getekend én u dat bekend hebt gemaakt aan de andere deelnemers.",
        ],
    )


@voor_beheer
@require_safe
def toetreding(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One party under one version: how far it is, and what to do next."""
    row = _row(pk)
    today = timezone.localdate()
    log("convenant_bekeken", onderwerp=row, **by(request))
    told = list(row.kennisgevingen.select_related("partij").order_by("partij__naam"))
    context = {
        "rij": row,
        "stand": tonen.state_in_words(row, today),
        "stappen": steps(row),
        "kruimels": _crumbs(row),
        "kennisgevingen": told,
        "toetreder": row.soort == Toetreding.TOETREDER,
        "vast": row.bekendgemaakt_op is not None or row.beeindigd_op is not None,
        "doet_mee": row.bekendgemaakt_op is not None and row.beeindigd_op is None,
        "concept": row.versie.status == ConvenantVersie.CONCEPT,
        "blijft": tonen.BLIJFT,
    }
    return render(request, "convenant/toetreding.html", context)


def steps(row: Toetreding) -> list[dict[str, Any]]:
    """Return how far an accession is, for ui/stappen.html."""
    agreed = [("Afspraak", row.afgesproken_op, "De deelnemers spreken af dat de partij toetreedt.")]
    found = [] if row.soort == Toetreding.ONDERTEKENAAR else agreed
    found.append(("Handtekening", row.getekend_op, "Iemand met een geldig mandaat tekent."))
    found.append(("Bekendmaking", row.bekendgemaakt_op, "De andere deelnemers krijgen bericht."))
    uit, open_before = [], False
    for nummer, (titel, dag, uitleg) in enumerate(found, 1):
        result = "ja" if dag else ("" if open_before else "doen")
        open_before = open_before or not dag
        stand = f"Gedaan op {in_words(dag)}" if dag else ("Nog niet aan de beurt" if not result else "Nu te doen")
        uit.append({"titel": titel, "nummer": nummer, "resultaat": result, "uitleg": uitleg, "stand": stand})
    return uit


@voor_beheer
@require_http_methods(GET_POST)
def afspraak(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Record when the participants agreed to an accession."""
    row = _row(pk)
    form = DagForm(request.POST or None)
    form.fields["dag"].label = "Op welke dag waren de deelnemers het eens?"
    if request.method == "POST" and form.is_valid():
        dag = form.cleaned_data["dag"]
        if done(form, lambda: acts.leg_afspraak_vast(toetreding=row, dag=dag, **by(request))):
            messages.success(request, "De afspraak is vastgelegd.")
            return redirect(_to(row))
    return _page(request, form, row, "Afspraak vastleggen", "Leg vast")


@voor_beheer
@require_http_methods(GET_POST)
def tekenen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Record a signature: who signed, on which day."""
    row = _row(pk)
    now = {"dag": timezone.localdate(), "tekst": actions.text_of(row.versie)}
    form = TekenForm(request.POST or None, toetreding=row, initial=now)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        signed = {
            "vertegenwoordiger": form.tekenaars[data["vertegenwoordiger"]],
            "dag": data["dag"],
            "tekst": data["tekst"],
        }
        if done(form, lambda: actions.teken(toetreding=row, **signed, **by(request))):
            messages.success(request, "De handtekening is vastgelegd.")
            return redirect(to(row.versie) if row.soort == Toetreding.ONDERTEKENAAR else _to(row))
    if not form.tekenaars:
        messages.warning(request, "Nog niemand heeft een mandaat om voor deze partij te tekenen. Leg dat eerst vast.")
        return redirect("partijbeheer:partij", row.partij_id)
    return _page(request, form, row, f"Handtekening van {row.partij}", "Leg de handtekening vast")


@voor_beheer
@require_http_methods(GET_POST)
def bekendmaken(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Announce an accession to the others."""
    row = _row(pk)
    form = LeegForm(request.POST if request.method == "POST" else None)
    told: list[int] = []
    if request.method == "POST" and done(form, lambda: told.append(acts.maak_bekend(toetreding=row, **by(request)))):
        messages.success(request, f"De toetreding is bekendgemaakt. Partijen met bericht: {told[0]}.")
        return redirect(_to(row))
    gevolgen = [
        f"{row.partij} doet vanaf vandaag mee.",
        "Elke andere deelnemer krijgt een bericht in Deelwijs.",
        "Zet de toetreding ook in het verslag van het overleg: dat vraagt het convenant.",
    ]
    return _page(request, form, row, "Toetreding bekendmaken", "Maak bekend", gevolgen)


@voor_beheer
@require_http_methods(GET_POST)
def uittreden(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """End the part of one party."""
    row = _row(pk)
    form = UittredenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        per = form.cleaned_data["per"]
        if done(form, lambda: acts.treed_uit(toetreding=row, per=per, **by(request))):
            messages.success(request, "De uittreding is vastgelegd.")
            return redirect(_to(row))
    gevolgen = [
        f"Vanaf die dag kan {row.partij} niets nieuws delen en krijgt zij niets nieuws.",
        "Het convenant gaat voor de andere partijen door.",
        *tonen.BLIJFT,
    ]
    return _page(request, form, row, f"{row.partij} laten uittreden", "Leg de uittreding vast", gevolgen)


@voor_beheer
@require_safe
def formulierpagina(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The accession form to read, print and sign."""
    row = _row(pk)
    context = {"rij": row, "tekst": formulier.content(row), "kruimels": _crumbs(row, ("Toetredingsformulier", ""))}
    return render(request, "convenant/formulier.html", context)


@voor_beheer
@require_safe
def formulier_pdf(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The accession form as a PDF."""
    row = _row(pk)
    log("uitgevoerd", onderwerp=row, **by(request))
    naam = f"toetreding-{slugify(row.partij.naam) or 'partij'}.pdf"
    disposition = {"Content-Disposition": f'attachment; filename="{naam}"'}
    return HttpResponse(formulier.pdf(row), content_type="application/pdf", headers=disposition)


def _row(pk: uuid.UUID) -> Toetreding:
    return get_object_or_404(
        Toetreding.objects.select_related("partij", "versie__convenant", "getekend_door__volmacht_aan"), pk=pk
    )


def _to(row: Toetreding) -> str:
    return reverse("convenant:toetreding", args=[row.pk])


def _crumbs(row: Toetreding, *more: tuple[str, str]) -> list[dict[str, str]]:
    here = (row.partij.naam, _to(row))
    return crumbs((f"Versie {row.versie.nummer}", to(row.versie)), here, *more)


def _page(
    request: HttpRequest, form: Formulier, row: Toetreding, titel: str, knop: str, gevolgen: list[str] | None = None
) -> HttpResponse:
    intro = f"{row.versie.convenant}, versie {row.versie.nummer}"
    return form_page(
        request, form, titel=titel, intro=intro, knop=knop, terug=_to(row), kruimels=_crumbs(row, (titel, "")),
        gevolgen=gevolgen,
    )  # fmt: skip
