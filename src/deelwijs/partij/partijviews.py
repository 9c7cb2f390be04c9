# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Screens of the administrator about parties: the list, one party, its tasks and who signs for it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from deelwijs.logboek.actions import log
from deelwijs.partij import partijen as acts
from deelwijs.partij.beheer import done, voor_beheer
from deelwijs.partij.models import Partij, Taak, Vertegenwoordiger
from deelwijs.partij.partijformulieren import (
    LaatsteDagForm,
    LeegForm,
    MandaatForm,
    NieuwePartijForm,
    PartijForm,
    TaakForm,
)
from deelwijs.partij.wie import who
from deelwijs.ui.formulier import Formulier, form_page

VELDEN = ("naam", "soort", "plaats", "contactpunt", "lezing")


def _crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    return [{"tekst": tekst, "url": url} for tekst, url in (("Partijen", reverse("partijbeheer:lijst")), *more)]


def _to(partij: Partij) -> str:
    return reverse("partijbeheer:partij", args=[partij.pk])


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"op": timezone.now(), "door": who(request)}


@voor_beheer
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """All parties, each with its tasks."""
    today = timezone.localdate()
    taken = Prefetch("taken", Taak.objects.in_force(today), to_attr="nu")
    rows = [
        {"partij": partij, "taken": [acts.task_words().get(t.soort, t.soort) for t in partij.nu]}
        for partij in Partij.objects.prefetch_related(taken)
    ]
    return render(request, "partij/beheer_lijst.html", {"rijen": rows})


@voor_beheer
@require_safe
def partij(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One party: who it is, its tasks, who may sign for it now, later and before."""
    found = get_object_or_404(Partij, pk=pk)
    today = timezone.localdate()
    log("partij_bekeken", onderwerp=found, **_by(request))
    signers = [
        {"wie": tekent, "nu": nu, "volmacht_klopt": not nu or acts.proxy_holds(tekent, today)}
        for tekent in found.vertegenwoordigers.select_related("volmacht_aan").order_by("-geldig_vanaf")
        for nu in [tekent.geldig_vanaf <= today and (tekent.geldig_tot is None or tekent.geldig_tot >= today)]
    ]
    context = {
        "partij": found,
        "kruimels": _crumbs((found.naam, "")),
        "taken": [
            {"taak": taak, "woorden": acts.task_words().get(taak.soort, taak.soort), "mensen": taak.mensen}
            for taak in found.taken.in_force(today).annotate(
                mensen=Count("medewerkers", filter=Q(medewerkers__is_active=True))
            )
        ],
        "voorbij": [acts.task_words().get(t.soort, t.soort) for t in found.taken.filter(beeindigd_op__lte=today)],
        "tekenaars": signers,
        "tekent_nu": acts.who_may_sign(found, today),
    }
    return render(request, "partij/beheer_partij.html", context)


@voor_beheer
@require_http_methods(["GET", "HEAD", "POST"])
def nieuw(request: HttpRequest) -> HttpResponse:
    """Add a party."""
    form = NieuwePartijForm(request.POST or None, initial={"sleutel": uuid.uuid4(), "lezing": "streng"})
    if request.method == "POST" and form.is_valid():
        data = {naam: form.cleaned_data[naam] for naam in (*VELDEN, "taken")}
        key = form.cleaned_data["sleutel"]
        if done(form, lambda: acts.voeg_partij_toe(id=key, **data, **_by(request))):
            messages.success(request, "De partij is toegevoegd. Leg nu vast wie er voor haar mag tekenen.")
            return redirect("partijbeheer:partij", key)
    return form_page(
        request,
        form,
        titel="Nieuwe partij",
        intro="Een partij is een organisatie die zelf verantwoordelijk is voor haar gegevens.",
        knop="Voeg de partij toe",
        terug=reverse("partijbeheer:lijst"),
        kruimels=_crumbs(("Nieuwe partij", "")),
    )


@voor_beheer
@require_http_methods(["GET", "HEAD", "POST"])
def wijzigen(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Change who a party is."""
    found = get_object_or_404(Partij, pk=pk)
    now = {naam: getattr(found, naam) for naam in VELDEN} | {"stand": acts.state_of(found)}
    form = PartijForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        data = {naam: form.cleaned_data[naam] for naam in (*VELDEN, "stand")}
        if done(form, lambda: acts.wijzig_partij(partij=found, **data, **_by(request))):
            messages.success(request, "De gegevens zijn gewijzigd.")
            return redirect(_to(found))
    return _page(request, form, found, "Gegevens wijzigen", "Sla op")


@voor_beheer
@require_http_methods(["GET", "HEAD", "POST"])
def taak_erbij(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a party one more task by law."""
    found = get_object_or_404(Partij, pk=pk)
    # Sent twice the task is there already, and the answer is the same: so what it has stays a choice when posting.
    has = [] if request.method == "POST" else [t.soort for t in found.taken.in_force(timezone.localdate())]
    form = TaakForm(request.POST or None, partij=found, heeft=has)
    if request.method == "POST" and form.is_valid():
        soort = form.cleaned_data["taken"]
        if done(form, lambda: acts.ken_taak_toe(partij=found, soort=soort, **_by(request))):
            messages.success(request, "De taak is toegevoegd.")
            return redirect(_to(found))
    if not form.fields["taken"].choices:  # type: ignore[attr-defined]
        messages.info(request, "Deze partij heeft al alle taken die bij haar soort horen.")
        return redirect(_to(found))
    return _page(request, form, found, "Taak toevoegen", "Voeg de taak toe")


@voor_beheer
@require_http_methods(["GET", "HEAD", "POST"])
def taak_eindigt(request: HttpRequest, pk: uuid.UUID, taak_pk: uuid.UUID) -> HttpResponse:
    """End a task, after saying what that means."""
    found = get_object_or_404(Partij, pk=pk)
    taak = get_object_or_404(found.taken, pk=taak_pk)
    form = LeegForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, lambda: acts.beeindig_taak(taak=taak, **_by(request))):
        messages.success(request, "De taak is beëindigd.")
        return redirect(_to(found))
    people = taak.medewerkers.filter(is_active=True).count()
    return _page(
        request,
        form,
        found,
        f"Taak beëindigen: {acts.task_words().get(taak.soort, taak.soort)}",
        "Beëindig de taak vandaag",
        gevolgen=[
            "Vanaf vandaag kan niemand nog iets nieuws delen of krijgen voor deze taak.",
            "Wat al is gebeurd, blijft staan.",
            f"Mensen die nu voor deze taak werken: {people}. Zij houden hun account. Hun eigen organisatie geeft hun"
            " een andere taak.",
        ],
    )


@voor_beheer
@require_http_methods(["GET", "HEAD", "POST"])
def mandaat(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Record who may sign for a party."""
    found = get_object_or_404(Partij, pk=pk)
    form = MandaatForm(request.POST or None, partij=found, initial={"sleutel": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        data = form.arguments()
        if done(form, lambda: acts.geef_mandaat(partij=found, **data, **_by(request))):
            messages.success(request, "Het mandaat is vastgelegd.")
            return redirect(_to(found))
    return _page(request, form, found, "Mandaat vastleggen", "Leg het mandaat vast")


@voor_beheer
@require_http_methods(["GET", "HEAD", "POST"])
def mandaat_eindigt(request: HttpRequest, pk: uuid.UUID, mandaat_pk: uuid.UUID) -> HttpResponse:
    """End a mandate."""
    found = get_object_or_404(Partij, pk=pk)
    tekent = get_object_or_404(Vertegenwoordiger, pk=mandaat_pk, partij=found)
    form = LaatsteDagForm(request.POST or None, initial={"laatste_dag": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        dag = form.cleaned_data["laatste_dag"]
        if done(form, lambda: acts.trek_mandaat_in(vertegenwoordiger=tekent, laatste_dag=dag, **_by(request))):
            messages.success(request, "Het mandaat is ingetrokken.")
            return redirect(_to(found))
    gevolgen = [
        f"Na de laatste dag kan {tekent.naam} niet meer tekenen voor {found}.",
        "Wat al is getekend, blijft geldig.",
    ]
    return _page(request, form, found, f"Mandaat van {tekent.naam} intrekken", "Trek het mandaat in", gevolgen=gevolgen)


def _page(
    request: HttpRequest, form: Formulier, partij: Partij, titel: str, knop: str, gevolgen: list[str] | None = None
) -> HttpResponse:
    return form_page(
        request,
        form,
        titel=titel,
        intro=partij.naam,
        knop=knop,
        terug=_to(partij),
        kruimels=_crumbs((partij.naam, _to(partij)), (titel, "")),
        gevolgen=gevolgen,
    )
