# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The page of a casus, and what directs it: direction and closing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from deelwijs.casus import namen, panelen
from deelwijs.casus.actions import sluit_casus
from deelwijs.casus.inhoud import open_doel, open_inbreng
from deelwijs.casus.models import Betrokkene, Casus, Deelname, Inbreng, Regie, Toegang
from deelwijs.casus.panelen import Actie
from deelwijs.casus.weigering import Geweigerd
from deelwijs.convenant.woorden import words
from deelwijs.logboek.actions import log
from deelwijs.overleg.actions import draag_regie_over
from deelwijs.overleg.casus_forms import BevestigForm, RegieForm
from deelwijs.overleg.deur import form_page, van_casus, zeg
from deelwijs.overleg.soort import may_direct, type_of
from deelwijs.overleg.typen import Overlegtype
from deelwijs.overleg.woorden import REGIE, REGIE_UITLEG, STATUS, article, phase
from deelwijs.partij.models import Medewerker
from deelwijs.partij.wie import who

MEESTE_INBRENG = 50


@van_casus
@require_safe
def detail(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show a casus: purpose, phase, who takes part and why, what the own party brought in, who directs."""
    door, op = who(request), timezone.now()
    o = type_of(casus)
    places = list(casus.betrokkenen.all())
    jongere = next(place for place in places if place.relatie == Betrokkene.JONGERE)
    log("casus_bekeken", door=door, op=op, casus=casus, betrokkene=jongere, onderwerp=casus)
    names = namen.people(casus.pk, door=door, op=op)
    who_it_is = names.get(jongere.pk)
    seats = list(casus.deelnames.select_related("partij", "medewerker"))
    directing = list(casus.regie.select_related("medewerker__partij", "gegeven_door"))
    key = Toegang.objects.of(door).get(casus=casus)
    mine = {regie.soort for regie in directing if regie.medewerker_id == door.pk and regie.tot is None}
    seat = next(
        (s for s in seats if s.partij_id == door.partij_id and s.taak == key.taak and s.status == Deelname.DEELNEMER),
        None,
    )
    context = {
        "casus": casus,
        "o": o,
        "naam": who_it_is.naam if who_it_is else "",
        "leeftijd": who_it_is.leeftijd(timezone.localdate(op)) if who_it_is else None,
        "woonplaats": who_it_is.woonplaats if who_it_is else "",
        "doel": words("doel", casus.doel),
        "doel_tekst": open_doel(casus=casus, door=door),
        "fasen": _phases(o, casus.fase),
        "fase": phase(casus.fase),
        "deelnemers": [_seat(s, directing) for s in seats],
        "zetel": seat,
        "moet_verklaren": seat is not None and seat.verklaard_op is None and seat.medewerker_id == door.pk,
        "inbreng": _own(casus, door, op),
        "rondom": [
            {"relatie": Betrokkene.RELATIES[place.relatie], "wie": names.get(place.pk)}
            for place in places
            if place.relatie != Betrokkene.JONGERE
        ],
        "regie": [_direction(regie) for regie in directing],
        "regisseurs": [_direction(regie) for regie in directing if regie.tot is None],
        "collegas": list(_colleagues(casus, door, key)),
        "acties": [*_actions(casus, mine, seat), *panelen.actions_of(casus, door)],
        "panelen": panelen.of_casus(casus, door, op),
    }
    return render(request, "overleg/casus/detail.html", context)


def _phases(o: Overlegtype, now: str) -> list[dict[str, str]]:
    names = [str(fase.fase) for fase in o.fasen]
    here = names.index(now)
    return [
        {
            "naam": phase(str(fase.fase)),
            "waarvoor": fase.waarvoor,
            "staat": "nu" if i == here else "klaar" if i < here else "",
        }
        for i, fase in enumerate(o.fasen)
    ]


def _seat(seat: Deelname, directing: list[Regie]) -> dict[str, Any]:
    roles = [REGIE[r.soort] for r in directing if r.tot is None and r.medewerker_id == seat.medewerker_id]
    return {
        "pk": seat.pk,
        "partij": seat.partij,
        "taak": words("taak", seat.taak),
        "wie": seat.medewerker,
        "status": STATUS[seat.status],
        "doet_mee": seat.status == Deelname.DEELNEMER,
        "loopt": seat.status in (Deelname.DEELNEMER, Deelname.UITGENODIGD),
        "derde": seat.derde,
        "reden": Deelname.REDENEN.get(seat.reden, ""),
        "grondslag": article(seat.grondslag) if seat.grondslag else "",
        "verantwoordelijkheid": seat.verantwoordelijkheid,
        "verklaard_op": seat.verklaard_op,
        "sinds": seat.beantwoord_op or seat.uitgenodigd_op,
        "rollen": roles if seat.medewerker_id else [],
    }


def _direction(regie: Regie) -> dict[str, Any]:
    return {
        "soort": REGIE[regie.soort],
        "uitleg": REGIE_UITLEG[regie.soort],
        "wie": regie.medewerker,
        "vanaf": regie.vanaf,
        "tot": regie.tot,
        "gegeven_door": regie.gegeven_door,
    }


def _own(casus: Casus, door: Medewerker, op: datetime) -> dict[str, Any]:
    rows = list(
        Inbreng.objects.own(door)
        .current()
        .filter(casus=casus)
        .select_related("betrokkene")
        .order_by("-op")[: MEESTE_INBRENG + 1]
    )
    shown = rows[:MEESTE_INBRENG]
    titles = open_inbreng(rijen=shown, door=door, op=op, velden=("titel",))
    found = [
        {
            "pk": row.pk,
            "titel": titles[row.pk]["titel"],
            "categorie": words("categorie", row.categorie),
            "aard": Inbreng.AARD[row.aard],
            "wie": Betrokkene.RELATIES[row.betrokkene.relatie],
            "op": row.op,
            "verbeterd": row.vervangt_id is not None,
        }
        for row in shown
        if row.pk in titles
    ]
    return {"rijen": found, "meer": len(rows) > MEESTE_INBRENG}


def _colleagues(casus: Casus, door: Medewerker, key: Toegang) -> list[Medewerker]:
    keys = Toegang.objects.filter(casus=casus, partij=door.partij_id, taak=key.taak, ingetrokken_op=None)
    return [k.medewerker for k in keys.select_related("medewerker").order_by("medewerker__naam")]


def _actions(casus: Casus, mine: set[str], seat: Deelname | None) -> list[Actie]:
    def to(name: str) -> str:
        return reverse(f"casus:{name}", args=[casus.pk])

    found = []
    if seat is not None and seat.verklaard_op is not None:
        found += [
            Actie("Breng iets in", to("inbrengen"), hoofd=True),
            Actie("Voeg iemand rond de jongere toe", to("rondom")),
        ]
    if Regie.PROCES in mine:
        found.append(Actie("Nodig een organisatie uit", to("uitnodigen")))
    found.append(Actie("Collega's met toegang", to("collegas")))
    if mine:
        found.append(Actie("Draag de regie over", to("regie")))
    if Regie.PROCES in mine:
        found.append(Actie("Sluit de casus", to("sluiten")))
    return found


@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def regie(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Hand the direction to who sits in another seat."""
    door = who(request)
    mine = set(Regie.objects.filter(casus=casus, medewerker=door, tot=None).values_list("soort", flat=True))
    soorten = {Regie.PROCES, Regie.CASUS} if Regie.PROCES in mine else mine
    o = type_of(casus)
    seats = [
        seat
        for seat in casus.deelnames.filter(status=Deelname.DEELNEMER).select_related("partij", "medewerker")
        if any(may_direct(o, soort, seat.taak) for soort in soorten)
    ]
    people = [
        {"waarde": str(s.pk), "tekst": s.medewerker.naam, "uitleg": f"{s.partij.naam}: {words('taak', s.taak)}"}
        for s in seats
        if s.medewerker
    ]
    form = RegieForm(request.POST if request.method == "POST" else None, soorten=soorten, zetels=people)
    if request.method == "POST" and form.is_valid():
        naar = next(seat for seat in seats if str(seat.pk) == form.cleaned_data["naar"])
        try:
            draag_regie_over(casus=casus, soort=form.cleaned_data["soort"], naar=naar, door=door, op=timezone.now())
        except Geweigerd as fault:
            form.add_error(None, fault.reden)
        else:
            zeg(request, "De regie is overgedragen.")
            return redirect("casus:detail", casus.pk)
    return form_page(
        request,
        casus,
        form,
        "Regie overdragen",
        "Draag de regie over",
        mag=bool(soorten) and bool(people),
        niet="U hebt nu geen regie om over te dragen, of er is nog niemand die haar in dit overleg kan krijgen."
        " Nodig eerst een organisatie uit die de regie kan doen.",
        intro="Wie de regie heeft, staat op de pagina van de casus. Ook wie haar eerder had, blijft daar staan.",
    )


@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def sluiten(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Close the casus, after a tick."""
    door = who(request)
    directs = Regie.objects.filter(casus=casus, medewerker=door, soort=Regie.PROCES, tot=None).exists()
    form = BevestigForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sluit_casus(casus=casus, door=door, op=timezone.now())
        except Geweigerd as fault:
            form.add_error(None, fault.reden)
        else:
            zeg(request, "De casus is gesloten. Niemand heeft er nog toegang toe.")
            return redirect("casus:werk")
    return form_page(
        request,
        casus,
        form,
        "Casus sluiten",
        "Sluit de casus",
        mag=directs,
        niet="Alleen de procesregisseur sluit een casus. Vraag het de procesregisseur.",
        intro="Is de hulpvraag beantwoord? Sluit dan de casus. Op dat moment verliest iedereen de toegang, u ook."
        " U kunt dit niet zelf terugdraaien. Zet eerst in uw eigen dossier wat daar hoort.",
    )
