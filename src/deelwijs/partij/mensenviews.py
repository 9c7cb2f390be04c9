# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Who works here, for who manages that; and the door through which somebody new comes in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from deelwijs.logboek.actions import log
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij import mensen, post
from deelwijs.partij.aanmelden import AANMELDEN, meld_aan
from deelwijs.partij.mensenformulieren import GEEN_TAAK, AannemenFormulier, MensFormulier, UitnodigingFormulier
from deelwijs.partij.models import Medewerker, Partij, Uitnodiging
from deelwijs.partij.partijen import KanNiet, task_words
from deelwijs.partij.wie import who
from deelwijs.ui.formulier import form_page
from deelwijs.ui.fouten import fout_pagina

KRUIMEL = {"tekst": "Medewerkers", "url": "/medewerkers/"}


@require_GET
def lijst(request: HttpRequest) -> HttpResponse:
    """Show the people of one's own party, for who manages them."""
    door = who(request)
    if not door.has_rol(Medewerker.PERSONEEL):
        raise Http404
    log("medewerkers_bekeken", op=timezone.now(), door=door)
    people = _people(door).select_related("taak").order_by("-is_active", "naam")
    open_ = {row.medewerker_id: row for row in Uitnodiging.objects.filter(medewerker__in=people, gebruikt_op=None)}
    words, now = task_words(), timezone.now()
    rows = [
        {
            "mens": person,
            "taak": words.get(person.taak.soort, "") if person.taak else "",
            "rollen": [Medewerker.ROLLEN[rol] for rol in person.rollen],
            "stand": _state(person, open_.get(person.pk), now),
        }
        for person in people
    ]
    return render(request, "partij/medewerkers.html", {"rijen": rows, "partij": door.partij})


@require_http_methods(["GET", "POST"])
def uitnodigen(request: HttpRequest, partij: UUID | None = None) -> HttpResponse:
    """Invite a colleague; as administrator of the region: the first person of a party."""
    door = who(request)
    where = get_object_or_404(Partij, pk=partij or door.partij_id)
    if not mensen.may_manage(door, where):
        raise Http404
    first = {"rollen": [Medewerker.PERSONEEL]} if partij else {}
    form = UitnodigingFormulier(request.POST or None, door=door, partij=where, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            person, keys = mensen.nodig_uit(partij=where, door=door, op=timezone.now(), **form.arguments())
        except KanNiet as no:
            form.fout_bij(no.veld, no.reden)
        else:
            return _keys(request, person, keys)
    return form_page(
        request,
        form,
        titel=f"Medewerker uitnodigen voor {where.naam}",
        intro="Deze medewerker krijgt een mail met een link. De code geeft u zelf, aan de telefoon of op papier.",
        knop="Nodig uit",
        terug=reverse("partij:medewerkers") if door.has_rol(Medewerker.PERSONEEL) else "/",
    )


@require_http_methods(["GET", "POST"])
def medewerker(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one colleague and change what they do."""
    door = who(request)
    person = _one(door, pk)
    start = {
        "naam": person.naam,
        "functie": person.functie,
        "taak": person.taak.soort if person.taak else GEEN_TAAK,
        "rollen": person.rollen,
    }
    form = MensFormulier(
        request.POST or None, door=door, partij=person.partij, had=frozenset(person.rollen), initial=start
    )
    if request.method == "POST" and person.is_active and form.is_valid():
        try:
            mensen.wijzig(medewerker=person, door=door, op=timezone.now(), **form.arguments())
        except KanNiet as no:
            form.fout_bij(no.veld, no.reden)
        else:
            post.zeg(request, "De wijziging is bewaard.", goed=True)
            return redirect("partij:medewerker", person.pk)
    invitation = Uitnodiging.objects.filter(medewerker=person, gebruikt_op=None).first()
    return render(
        request,
        "partij/medewerker.html",
        {
            "mens": person,
            "form": form,
            "fouten": form.fouten if form.is_bound else [],
            "stand": _state(person, invitation, timezone.now()),
            "open": invitation is not None,
            "zelf": person.pk == door.pk,
        },
        status=422 if form.is_bound and form.errors else 200,
    )


@require_POST
def opnieuw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Invite somebody again."""
    person = _one(who(request), pk)
    try:
        keys = mensen.vernieuw_uitnodiging(medewerker=person, door=who(request), op=timezone.now())
    except KanNiet as no:
        post.zeg(request, no.reden)
        return redirect("partij:medewerker", person.pk)
    return _keys(request, person, keys)


@require_POST
def intrekken(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an invitation back."""
    person = _one(who(request), pk)
    try:
        mensen.trek_uitnodiging_in(medewerker=person, door=who(request), op=timezone.now())
    except KanNiet as no:
        post.zeg(request, no.reden)
    else:
        post.zeg(request, "De uitnodiging is ingetrokken: de link en de code werken niet meer.", goed=True)
    return redirect("partij:medewerker", person.pk)


@require_http_methods(["GET", "POST"])
def aannemen(request: HttpRequest, link: str) -> HttpResponse:
    """Let somebody choose a password who has both halves of an invitation; then ask for a second factor."""
    op = timezone.now()
    with in_kring(Kring(rol=AANMELDEN)):
        found = mensen.find_invitation(link)
        if found is None or found.verloopt_op < op:
            return fout_pagina(
                request, 404, "Deze uitnodiging werkt niet (meer). Vraag een nieuwe aan wie u heeft uitgenodigd."
            )
        form = AannemenFormulier(request.POST or None, medewerker=found.medewerker)
        person = None
        if request.method == "POST" and form.is_valid():
            person = mensen.neem_aan(
                uitnodiging=found,
                code=form.cleaned_data["code"],
                wachtwoord=form.cleaned_data["password1"],
                op=op,
            )
            if person is None:
                left = mensen.POGINGEN - found.pogingen
                form.add_error(
                    "code",
                    f"Deze code klopt niet. U kunt het nog {left} keer proberen."
                    if left
                    else "Deze code klopt niet. De uitnodiging werkt nu niet meer: vraag een nieuwe.",
                )
    if person is None:
        return render(request, "partij/aannemen.html", {"form": form}, status=422 if form.is_bound else 200)
    with in_kring(Kring(medewerker=person.pk, partij=person.partij_id, rol=AANMELDEN)):
        log("medewerker_toegelaten", op=op, door=person)
    request.session.flush()
    record_authentication(request, person, "password", email=person.email)
    meld_aan(request, person)
    return redirect("partij:tweede_stap")


def _people(door: Medewerker) -> QuerySet[Medewerker]:
    return Medewerker.objects.filter(partij=door.partij_id)


def _one(door: Medewerker, pk: UUID) -> Medewerker:
    if not door.has_rol(Medewerker.PERSONEEL):
        raise Http404
    return get_object_or_404(_people(door).select_related("partij", "taak"), pk=pk)


def _keys(request: HttpRequest, person: Medewerker, keys: mensen.Sleutels) -> HttpResponse:
    address = request.build_absolute_uri(reverse("partij:uitnodiging", args=[keys.link]))
    sent = post.stuur("uitnodiging", person.email, adres=address)
    return render(request, "partij/uitgenodigd.html", {"mens": person, "code": keys.code, "verstuurd": sent})


def _state(person: Medewerker, invitation: Uitnodiging | None, now: datetime) -> str:
    if not person.is_active:
        return f"uit dienst sinds {post.dag(person.uit_dienst_op)}" if person.uit_dienst_op else "uit dienst"
    if invitation and invitation.verloopt_op > now and invitation.pogingen < mensen.POGINGEN:
        return f"uitgenodigd, tot {post.moment(invitation.verloopt_op)}"
    if person.has_usable_password():
        return "actief"
    return "uitnodiging verlopen"
