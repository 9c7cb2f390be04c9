# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Who takes part: inviting, answering, declaring, colleagues, handing over, ending."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from deelwijs.casus.actions import (
    antwoord_op_uitnodiging,
    beeindig_deelname,
    neem_collega_weg,
    wijs_collega_aan,
)
from deelwijs.casus.formulier import Optie
from deelwijs.casus.models import Casus, Deelname, Regie, Toegang
from deelwijs.casus.slot import zetel
from deelwijs.casus.vertrek import GeenCollega, draag_over
from deelwijs.casus.weigering import Geweigerd
from deelwijs.convenant.derden import Gevraagd
from deelwijs.convenant.grens import BuitenConvenant, partijen_op, versie_op
from deelwijs.convenant.woorden import words
from deelwijs.overleg import soort
from deelwijs.overleg.actions import nodig_uit, verklaar
from deelwijs.overleg.casus_forms import (
    AntwoordForm,
    BevestigForm,
    CollegaForm,
    DerdeForm,
    UitnodigForm,
    VerklaringForm,
)
from deelwijs.overleg.deur import form_page, van_casus, zeg
from deelwijs.overleg.soort import type_of
from deelwijs.partij.bewaard import bewaar_klad, klad
from deelwijs.partij.models import Medewerker, Partij, Taak
from deelwijs.partij.wie import who


@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def uitnodigen(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Choose a task, then a party that has it; the answer is always the same."""
    door = who(request)
    directs = Regie.objects.filter(casus=casus, medewerker=door, soort=Regie.PROCES, tot=None).exists()
    derde = request.GET.get("derde") == "1"
    o = type_of(casus)
    taak = request.GET.get("taak", "")
    tasks = {d.taak: d for d in o.deelnemers if d.aan_tafel}
    if taak not in tasks:
        context = {
            "casus": casus,
            "o": o,
            "taken": [{"taak": t, "naam": words("taak", t), "rol": d.rol} for t, d in tasks.items()],
            "derde": derde,
            "mag": directs,
        }
        return render(request, "overleg/casus/uitnodigen.html", context)
    parties = _invitable(casus, taak, derde)
    kind = DerdeForm if derde else UitnodigForm
    form = kind(request.POST if request.method == "POST" else None, partijen=parties)
    if request.method == "POST" and form.is_valid():
        partij = Partij.objects.get(pk=form.cleaned_data["partij"])
        extra: dict[str, Any] = {}
        if derde:
            extra = {"reden": form.cleaned_data["reden"], "toestemming": Gevraagd(form.cleaned_data["toestemming"])}
        try:
            nodig_uit(casus=casus, partij=partij, taak=taak, door=door, op=timezone.now(), derde=derde, **extra)
        except (Geweigerd, BuitenConvenant) as fault:
            form.add_error(None, fault.reden)
        else:
            zeg(
                request,
                "De uitnodiging is verzonden. De organisatie ziet het soort overleg, het doel en wie uitnodigt.",
            )
            return redirect("casus:detail", casus.pk)
    return form_page(
        request,
        casus,
        form,
        "Welke organisatie?",
        "Verstuur de uitnodiging",
        mag=directs and bool(parties),
        niet="Er is geen organisatie met deze taak die u kunt uitnodigen. Kies een andere taak."
        if directs
        else "Alleen de procesregisseur nodigt uit. Vraag het de procesregisseur van deze casus.",
        sjabloon="overleg/casus/uitnodigen_partij.html",
        derde=derde,
        taak=words("taak", taak),
        rol=tasks[taak].rol,
    )


def _invitable(casus: Casus, taak: str, derde: bool) -> list[Optie]:
    dag = timezone.localdate()
    versie = versie_op(dag, convenant=casus.versie.convenant)
    inside = partijen_op(versie, dag) if versie else Partij.objects.none()
    found = Partij.objects.filter(pk__in=Taak.objects.in_force(dag).filter(soort=taak).values("partij"))
    chosen = found.exclude(pk__in=inside.values("pk")) if derde else found.filter(pk__in=inside.values("pk"))
    return [{"waarde": str(p.pk), "tekst": p.naam, "uitleg": p.plaats} for p in chosen]


def _colleagues(door: Medewerker, taak: str) -> QuerySet[Medewerker]:
    """Who works at the same party for a task."""
    return Medewerker.objects.filter(partij=door.partij_id, is_active=True, taak__soort=taak)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def uitnodiging(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer an invitation for one's party, knowing what it is for and nothing of the youth."""
    door = who(request)
    if not door.has_rol(Medewerker.AANSPREEKPUNT):
        raise Http404
    mine = Deelname.objects.visible_to(door).filter(partij=door.partij_id, status=Deelname.UITGENODIGD)
    seat = get_object_or_404(mine.select_related("uitgenodigd_door__partij", "uitgenodigd_door__taak"), pk=pk)
    people = {str(m.pk): m for m in _colleagues(door, seat.taak).select_related("taak")}
    form = AntwoordForm(request.POST if request.method == "POST" else None, collegas=people.values())
    if request.method == "POST" and form.is_valid():
        wie = people.get(form.cleaned_data["wie"])
        try:
            antwoord_op_uitnodiging(
                deelname=seat, wie=wie, reden="" if wie else form.cleaned_data["reden"], door=door, op=timezone.now()
            )
        except Geweigerd as fault:
            form.add_error(None, fault.reden)
        else:
            zeg(request, "Uw antwoord is verstuurd.")
            return redirect("casus:verklaren", seat.casus_id) if wie == door else redirect("casus:werk")
    host = seat.uitgenodigd_door
    context = {
        "zetel": seat,
        "soort": soort.names([seat])[seat.overlegtype],
        "doel": words("doel", seat.doel),
        "taak": words("taak", seat.taak),
        "gastheer": host,
        "gastheer_taak": words("taak", host.taak.soort) if host.taak else "",
        "velden": form.velden(),
        "fouten": form.fouten(),
        "niemand": not people,
    }
    return render(request, "overleg/casus/uitnodiging.html", context)


@bewaar_klad
@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def verklaren(request: HttpRequest, casus: Casus) -> HttpResponse:
    """State task, responsibility and basis for one's own seat."""
    door = who(request)
    seat, o = zetel(casus, door), type_of(casus)
    back = klad(request)
    before: Any = back or {"verantwoordelijkheid": seat.verantwoordelijkheid, "grondslag": seat.grondslag}
    form = VerklaringForm(request.POST if request.method == "POST" else None, o=o, taak=seat.taak, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            verklaar(casus=casus, door=door, op=timezone.now(), **form.cleaned_data)
        except Geweigerd as fault:
            form.add_error(None, fault.reden)
        else:
            zeg(request, "Uw verklaring is vastgelegd. De andere deelnemers zien haar.")
            return redirect("casus:detail", casus.pk)
    deelnemer = o.deelnemer(seat.taak)
    return form_page(
        request,
        casus,
        form,
        "Uw verklaring",
        "Leg mijn verklaring vast",
        intro="Voordat u iets inbrengt of ontvangt, schrijft u op met welke taak, verantwoordelijkheid en"
        " grondslag u meedoet."
        " Dat vraagt artikel 3.4 van het convenant.",
        mag=seat.medewerker_id == door.pk,
        niet="Deze verklaring geeft degene die namens uw organisatie aan tafel zit. Vraag het die collega.",
        sjabloon="overleg/casus/verklaren.html",
        taak=words("taak", seat.taak),
        wettelijke_taak=deelnemer.wettelijke_taak if deelnemer else "",
    )


@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def collegas(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Who of the own party has access; let a colleague in, take one out, or hand the own seat over."""
    door, op = who(request), timezone.now()
    key = Toegang.objects.of(door).get(casus=casus)
    keys = Toegang.objects.filter(casus=casus, partij=door.partij_id, taak=key.taak, ingetrokken_op=None)
    inside = list(keys.select_related("medewerker").order_by("medewerker__naam"))
    people = {str(m.pk): m for m in _colleagues(door, key.taak).select_related("taak").exclude(pk=door.pk)}
    there = {k.medewerker_id for k in inside}
    outside = [m for m in people.values() if m.pk not in there]
    does = request.POST.get("doe", "") if request.method == "POST" else ""
    add = CollegaForm(request.POST if does == "erbij" else None, collegas=outside)
    hand = CollegaForm(request.POST if does == "overdragen" else None, collegas=people.values())
    fault = ""
    try:
        if does == "erbij" and add.is_valid():
            wijs_collega_aan(casus=casus, wie=people[add.cleaned_data["wie"]], door=door, op=op)
            zeg(request, "Uw collega heeft nu toegang.")
            return redirect("casus:collegas", casus.pk)
        if does == "overdragen" and hand.is_valid():
            draag_over(casus=casus, aan=people[hand.cleaned_data["wie"]], door=door, op=op)
            zeg(request, "De casus is overgedragen aan uw collega. U hebt er zelf geen toegang meer toe.")
            return redirect("casus:werk")
        if does.startswith("weg:"):
            person = next((k.medewerker for k in inside if str(k.medewerker_id) == does.removeprefix("weg:")), None)
            if person is None:
                raise Http404
            neem_collega_weg(casus=casus, wie=person, door=door, op=op)
            zeg(request, "De toegang is ingetrokken.")
            return redirect("casus:werk") if person == door else redirect("casus:collegas", casus.pk)
    except Geweigerd as refused:
        fault = refused.reden
    except GeenCollega as refused:
        fault = str(refused)
    context = {
        "casus": casus,
        "taak": words("taak", key.taak),
        "binnen": inside,
        "ik": door.pk,
        "erbij": add.veld("wie"),
        "overdragen": hand.veld("wie"),
        "kan_erbij": bool(outside),
        "kan_over": bool(people),
        "fouten": [{"veld": "", "tekst": fault}] if fault else [*add.fouten(), *hand.fouten()],
    }
    return render(request, "overleg/casus/collegas.html", context)


@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def beeindigen(request: HttpRequest, casus: Casus, deelname: UUID) -> HttpResponse:
    """End a seat or take an invitation back, after a tick."""
    door = who(request)
    busy = [Deelname.UITGENODIGD, Deelname.DEELNEMER]
    seat = casus.deelnames.select_related("partij").get(pk=deelname, status__in=busy)
    directs = Regie.objects.filter(casus=casus, medewerker=door, soort=Regie.PROCES, tot=None).exists()
    form = BevestigForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            beeindig_deelname(deelname=seat, door=door, op=timezone.now())
        except Geweigerd as fault:
            form.add_error(None, fault.reden)
        else:
            zeg(request, "De deelname is beëindigd.")
            return redirect("casus:werk") if seat.medewerker_id == door.pk else redirect("casus:detail", casus.pk)
    return form_page(
        request,
        casus,
        form,
        f"Deelname van {seat.partij.naam} beëindigen",
        "Beëindig de deelname",
        intro="De organisatie verliest dan meteen de toegang. Wat zij al in het eigen dossier heeft gezet,"
        " blijft daar.",
        mag=directs or seat.medewerker_id == door.pk,
        niet="Alleen de procesregisseur beëindigt de deelname van een ander. Vraag het de procesregisseur.",
    )
