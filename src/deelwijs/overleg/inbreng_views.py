# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Bringing a datum in, looking at it, correcting it, and the people around the youth. For the own party alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from deelwijs.casus import namen, panelen, persoon
from deelwijs.casus.actions import verbeter, voeg_betrokkene_toe
from deelwijs.casus.eenmalig import vaste_id
from deelwijs.casus.formulier import Optie
from deelwijs.casus.inhoud import clear, open_bijlage, open_inbreng
from deelwijs.casus.models import Betrokkene, Bijlage, Casus, Inbreng
from deelwijs.casus.schrijven import Gegeven
from deelwijs.casus.slot import zetel
from deelwijs.casus.weigering import Geweigerd
from deelwijs.convenant.grens import BuitenConvenant
from deelwijs.convenant.woorden import kennis, words
from deelwijs.overleg.actions import breng_in
from deelwijs.overleg.casus_forms import GegevenForm, InbrengForm, PersoonForm, RondomForm
from deelwijs.overleg.deur import form_page, form_token, van_casus, zeg
from deelwijs.overleg.soort import type_of, usable
from deelwijs.overleg.woorden import AARD_UITLEG, phase
from deelwijs.partij.bewaard import bewaar_klad, klad
from deelwijs.partij.models import Medewerker
from deelwijs.partij.wie import who

TITEL_RONDOM = "Wie deze persoon is"


@bewaar_klad
@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def inbrengen(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Bring in one datum. Only what version, type, task and phase have can be chosen."""
    door, op = who(request), timezone.now()
    seat = zetel(casus, door)
    people = _people(casus, door)
    given: Any = klad(request) or {"betrokkene": people[0]["waarde"] if len(people) == 1 else ""}
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    here = [c for c in usable(type_of(casus), casus.fase, seat.taak) if c != persoon.CATEGORIE]
    form = InbrengForm(data, files, mensen=people, categorieen=here, initial=_first(given))
    if request.method == "POST" and form.is_valid():
        betrokkene = Betrokkene.objects.get(pk=form.cleaned_data["betrokkene"], casus=casus)
        try:
            row = breng_in(
                betrokkene=betrokkene,
                gegeven=form.gegeven(form.cleaned_data["categorie"]),
                door=door,
                op=op,
                token=form_token(request),
            )
        except (Geweigerd, BuitenConvenant) as fault:
            form.add_error(None, fault.reden)
        else:
            zeg(request, "Het gegeven is ingebracht. Alleen uw eigen organisatie ziet het, totdat u het deelt.")
            return redirect("casus:inbreng", casus.pk, row.pk)
    return form_page(
        request,
        casus,
        form,
        "Breng iets in",
        "Breng in",
        intro="Wat u inbrengt, ziet eerst alleen uw eigen organisatie. U kiest later per gegeven met wie u het deelt.",
        mag=seat.verklaard_op is not None and bool(here),
        niet=Geweigerd.redenen()["niet_verklaard"]
        if seat.verklaard_op is None
        else f"In de fase {phase(casus.fase).lower()} brengt uw taak in dit overleg niets in.",
    )


def _first(given: Any) -> dict[str, Any]:
    return {naam: given.get(naam) for naam in given}


def _people(casus: Casus, door: Medewerker) -> list[Optie]:
    """The youth and the people that the own party recorded, as answers."""
    places = list(casus.betrokkenen.all())
    names = namen.people(casus.pk, door=door, op=timezone.now())
    mine = [p for p in places if p.relatie == Betrokkene.JONGERE or p.partij_id == door.partij_id]
    mine.sort(key=lambda place: place.relatie != Betrokkene.JONGERE)
    return [
        {
            "waarde": str(place.pk),
            "tekst": names[place.pk].naam if place.pk in names else _up(Betrokkene.RELATIES[place.relatie]),
            "uitleg": Betrokkene.RELATIES[place.relatie] if place.pk in names else "",
        }
        for place in mine
    ]


def _up(woorden: str) -> str:
    return woorden[:1].upper() + woorden[1:]


@van_casus
@require_safe
def inbreng(request: HttpRequest, casus: Casus, inbreng: UUID) -> HttpResponse:
    """Show one datum of the own party, its attachments and its other versions."""
    door, op = who(request), timezone.now()
    mine = Inbreng.objects.own(door).filter(casus=casus)
    row = mine.select_related("betrokkene", "door").get(pk=inbreng)
    fields = open_inbreng(rijen=[row], door=door, op=op)[row.pk]
    newer = mine.filter(vervangt=row).first()
    older = mine.select_related("door").filter(pk=row.vervangt_id).first() if row.vervangt_id else None
    context = {
        "casus": casus,
        "inbreng": row,
        "titel": fields["titel"],
        "tekst": "" if row.categorie == persoon.CATEGORIE else fields["tekst"],
        "persoon": persoon.lees(fields["tekst"]) if row.categorie == persoon.CATEGORIE else None,
        "herkomst": fields["herkomst"],
        "categorie": words("categorie", row.categorie),
        "aard": Inbreng.AARD[row.aard],
        "aard_uitleg": AARD_UITLEG[row.aard],
        "geheim": "" if row.geheim == "geen" else kennis().feiten["geheim"].antwoorden.get(row.geheim, row.geheim),
        "over": Betrokkene.RELATIES[row.betrokkene.relatie],
        "fase": phase(row.fase),
        "nieuwer": newer,
        "ouder": older,
        "bijlagen": _files(row),
        "panelen": panelen.of_inbreng(row, door, op),
        "acties": panelen.actions_of_inbreng(row, door),
    }
    return render(request, "overleg/casus/inbreng.html", context)


def _files(row: Inbreng) -> list[dict[str, Any]]:
    # The gate was asked for the datum itself; the name is part of it.
    return [
        {
            "pk": file.pk,
            "naam": clear(file.casus_id, file.plek("naam"), file.naam),
            "grootte": file.grootte,
            "gescand": file.gescand,
        }
        for file in row.bijlagen.defer("inhoud")
    ]


@bewaar_klad
@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def verbeteren(request: HttpRequest, casus: Casus, inbreng: UUID) -> HttpResponse:
    """Correct a datum: a new version beside the old one."""
    door, op = who(request), timezone.now()
    row = Inbreng.objects.own(door).filter(casus=casus).select_related("betrokkene").get(pk=inbreng)
    if row.categorie == persoon.CATEGORIE:
        return _correct_person(request, casus, row)
    before = open_inbreng(rijen=[row], door=door, op=op)[row.pk] | {"aard": row.aard, "geheim": row.geheim}
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = GegevenForm(data, files, initial=_first(klad(request) or before))
    if request.method == "POST" and form.is_valid():
        keep = set(request.POST.getlist("houd"))
        kept = [file for file in row.bijlagen.all() if str(file.pk) in keep]
        done = _corrected(request, form, row, form.gegeven(row.categorie), kept)
        if done is not None:
            return done
    return _correct_page(request, casus, row, form, _files(row))


def _correct_person(request: HttpRequest, casus: Casus, row: Inbreng) -> HttpResponse:
    door, op = who(request), timezone.now()
    fields = open_inbreng(rijen=[row], door=door, op=op)[row.pk]
    was = persoon.lees(fields["tekst"])
    before = {"naam": was.naam, "geboortedatum": was.geboortedatum, "woonplaats": was.woonplaats}
    form = PersoonForm(
        request.POST if request.method == "POST" else None, initial=before | {"herkomst": fields["herkomst"]}
    )
    if request.method == "POST" and form.is_valid():
        said = form.persoon().as_text()
        gegeven = Gegeven(persoon.CATEGORIE, fields["titel"], said, form.cleaned_data["herkomst"], row.aard, row.geheim)
        done = _corrected(request, form, row, gegeven, [])
        if done is not None:
            return done
    return _correct_page(request, casus, row, form, [])


def _corrected(
    request: HttpRequest, form: Any, row: Inbreng, gegeven: Gegeven, kept: list[Bijlage]
) -> HttpResponse | None:
    door = who(request)
    pk = vaste_id(door, "verbetering", form_token(request))
    if Inbreng.objects.own(door).filter(pk=pk, vervangt=row).exists():
        return redirect("casus:inbreng", row.casus_id, pk)
    try:
        verbeter(inbreng=row, gegeven=gegeven, door=door, op=timezone.now(), houd=kept, pk=pk)
    except Geweigerd as fault:
        form.add_error(None, fault.reden)
        return None
    zeg(request, "De verbetering is vastgelegd. Wie de oude versie kreeg, houdt die, tot u de nieuwe deelt.")
    return redirect("casus:inbreng", row.casus_id, pk)


def _correct_page(
    request: HttpRequest, casus: Casus, row: Inbreng, form: Any, files: list[dict[str, Any]]
) -> HttpResponse:
    return form_page(
        request,
        casus,
        form,
        "Verbeter dit gegeven",
        "Leg de verbetering vast",
        intro="Uw verbetering wordt een nieuwe versie. De oude versie blijft bestaan voor uw organisatie en"
        " voor wie haar al kreeg.",
        sjabloon="overleg/casus/verbeteren.html",
        inbreng=row,
        bijlagen=files,
    )


@van_casus
@require_safe
def bijlage(request: HttpRequest, casus: Casus, bijlage: UUID) -> HttpResponse:
    """Send a file as a download that no browser opens inside a page of ours."""
    mine = Inbreng.objects.visible_to(who(request)).filter(casus=casus)
    row = Bijlage.objects.get(pk=bijlage, casus=casus, inbreng__in=mine)
    naam, inhoud = open_bijlage(bijlage=row, door=who(request), op=timezone.now())
    response = HttpResponse(inhoud, content_type=row.type)
    response.headers["Content-Disposition"] = download(naam)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store"
    return response


def download(naam: str) -> str:
    """Return the header that makes a browser save a file under this name."""
    from django.utils.http import content_disposition_header

    return content_disposition_header(as_attachment=True, filename=naam) or "attachment"


@bewaar_klad
@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def rondom(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Record somebody around the youth: what they are to the youth, and who they are."""
    door, op = who(request), timezone.now()
    seat = zetel(casus, door)
    may = seat.verklaard_op is not None and persoon.CATEGORIE in usable(type_of(casus), casus.fase, seat.taak)
    back = klad(request)
    form = RondomForm(request.POST if request.method == "POST" else None, initial=_first(back) if back else None)
    if request.method == "POST" and form.is_valid():
        pk = vaste_id(door, "betrokkene", form_token(request))
        if Betrokkene.objects.filter(pk=pk, casus=casus).exists():
            return redirect("casus:detail", casus.pk)
        said = Gegeven(persoon.CATEGORIE, TITEL_RONDOM, form.persoon().as_text(), form.cleaned_data["herkomst"])
        try:
            with transaction.atomic():
                place = voeg_betrokkene_toe(casus=casus, relatie=form.cleaned_data["relatie"], door=door, op=op, pk=pk)
                breng_in(betrokkene=place, gegeven=said, door=door, op=op)
        except (Geweigerd, BuitenConvenant) as fault:
            form.add_error(None, fault.reden)
        else:
            zeg(request, "De persoon is toegevoegd. Alleen uw eigen organisatie ziet wie het is.")
            return redirect("casus:detail", casus.pk)
    return form_page(
        request,
        casus,
        form,
        "Voeg iemand rond de jongere toe",
        "Voeg toe",
        intro="Leg alleen vast wie u voor deze casus nodig hebt, en niet meer dan nodig is. De andere"
        " organisaties zien dit niet.",
        mag=may,
        niet=Geweigerd.redenen()["niet_verklaard"]
        if seat.verklaard_op is None
        else "In deze fase legt uw taak in dit overleg niemand rond de jongere vast.",
    )
