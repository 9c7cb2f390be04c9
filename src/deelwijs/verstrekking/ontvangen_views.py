# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What was received and what was given: the lists, one disclosure, ending it, using it further, duties and phases."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from deelwijs.casus.eenmalig import vaste_id
from deelwijs.casus.inhoud import clear_json, open_inbreng
from deelwijs.casus.models import Bijlage, Casus, Inbreng
from deelwijs.casus.weigering import Geweigerd
from deelwijs.convenant.grens import BuitenConvenant
from deelwijs.convenant.woorden import words
from deelwijs.logboek.actions import log
from deelwijs.overleg.actions import volgende_fase
from deelwijs.overleg.deur import van_casus, zeg
from deelwijs.overleg.fasen import next_phases
from deelwijs.overleg.soort import bases, type_of
from deelwijs.overleg.woorden import article_options
from deelwijs.overleg.woorden import phase as phase_words
from deelwijs.partij.models import Partij
from deelwijs.partij.wie import who
from deelwijs.toets.loader import load_shipped
from deelwijs.ui.toetswoorden import demand
from deelwijs.verstrekking.actions import (
    NietMogelijk,
    NietToegestaan,
    beroep_op_plicht,
    besluit_verzoek,
    herbeoordeel,
    neem_over,
    trek_in,
    voldoe,
    vraag_verder,
    zie_in,
)
from deelwijs.verstrekking.forms import reason_fault, text, token
from deelwijs.verstrekking.models import Inzage, Verstrekking, Verzoek, Voorwaarde
from deelwijs.verstrekking.plichten import duties_of
from deelwijs.verstrekking.rooster import NIVEAUWOORDEN
from deelwijs.verstrekking.verzoeken import find_asked
from deelwijs.verstrekking.views import MIST

PER_PAGINA = 25
WENSEN = {
    Verzoek.INHOUD: "Vragen om ook de inhoud te zien",
    Verzoek.FASE: "Vragen om dit in een andere fase te gebruiken",
    Verzoek.DOEL: "Vragen om dit voor een ander doel te gebruiken",
    Verzoek.DOORGEVEN: "Vragen om dit door te geven aan een andere organisatie",
    "plicht": "Melden dat een wet mij verplicht om dit te gebruiken of door te geven",
    "dossier": "Melden dat ik dit in ons eigen dossier zette",
}
OPNIEUW = "Hier hoort een voorwaarde of een afweging bij. Geef het opnieuw: open hieronder wat de toets nu zegt."
# Articles that make somebody tell, or let them, whatever their task; those of the task itself come before these.
VELDEN = {"artikel_onbekend": "artikel", "artikel_geen_plicht": "artikel", "naar_past_niet": "naar"}
AARD = {"feit": "Feit", "mening": "Mening van een professional", "vermoeden": "Vermoeden"}
DICHT = {
    "ingetrokken": "De organisatie die dit gaf, heeft het ingetrokken.",
    "verlopen": "Dit was met spoed gegeven. Die spoed is voorbij.",
    "fase": "De casus is in een andere fase. Wie dit gaf, moet eerst zeggen of het nog nodig is en nog mag.",
    "zetel": "Een van beide organisaties doet nu niet mee aan deze casus of aan het convenant.",
    "toets": "De toets zegt nu niet meer ja. Wie dit gaf, weet waarom.",
    "afweging": "Hierover moet iemand van de organisatie die dit gaf, eerst opnieuw wegen.",
    "nieuwe_plicht": "Er is iets wat de organisatie die dit gaf, eerst moet doen.",
    "poort": "U kunt dit nu niet lezen.",
}


def _page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whatever turns out not to be there, or not theirs, is the same 404."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (ObjectDoesNotExist, PermissionError) as fault:
            raise Http404 from fault

    return login_required(opened)


def _row(row: Verstrekking) -> dict[str, Any]:
    """Return one line of a list."""
    return {
        "v": row,
        "categorie": words("categorie", row.categorie),
        "niveau": NIVEAUWOORDEN[row.niveau],
        "doel": words("doel", row.doel),
        "open": row.is_open(timezone.now()),
        "fase_voorbij": row.fase != row.casus.fase,
    }


@_page
@require_safe
def ontvangen(request: HttpRequest) -> HttpResponse:
    """Show what was given to one's party for one's task, newest first. Which youth it is about stands on its page."""
    door = who(request)
    seen = Inzage.objects.filter(casus=OuterRef("casus"), verstrekking=OuterRef("pk"), door=door)
    rows = (
        Verstrekking.objects.received_by(door)
        .select_related("verstrekker", "casus")
        .annotate(gezien=Exists(seen.filter(soort=Inzage.GEZIEN)), einde_gezien=Exists(seen.filter(soort=Inzage.EINDE)))
        .order_by("-gegeven_op", "pk")
    )
    page = Paginator(rows, PER_PAGINA).get_page(request.GET.get("pagina"))
    lines = [
        {**_row(row), "nieuw": not vars(row)["gezien"] and row.ingetrokken_op is None,
         "net_dicht": row.ingetrokken_op is not None and not vars(row)["einde_gezien"]}
        for row in page
    ]  # fmt: skip
    return render(request, "verstrekking/ontvangen.html", {"rijen": lines, "pagina": page})


@_page
@require_http_methods(["GET", "HEAD"])
def een(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One disclosure: for who received it a look, tested anew; for who gave it what became of it."""
    door = who(request)
    row = Verstrekking.objects.visible_to(door).select_related("casus").get(pk=pk)
    if row.ontvanger_id == door.partij_id:
        return _received(request, row)
    return _given(request, row)


def _received(request: HttpRequest, row: Verstrekking) -> HttpResponse:
    door, op = who(request), timezone.now()
    blik = zie_in(verstrekking=row, door=door, op=op)
    row, kennis = blik.verstrekking, load_shipped(voorbeelden=False)
    content = bool(blik.velden)
    inbreng = Inbreng.objects.filter(pk=row.inbreng_id).first() if content else None
    context = _common(row) | {
        "dicht": blik.dicht,
        "waarom_dicht": DICHT.get(blik.dicht, ""),
        "velden": blik.velden,
        "aard": AARD.get(inbreng.aard, "") if inbreng else "",
        "bijlagen": Bijlage.objects.filter(inbreng=inbreng).count() if inbreng else 0,
        "plichten": [demand(kennis, eis) for eis in blik.plichten],
        "voorwaarden": row.voorwaarden.filter(eigenaar=door.partij_id),
        "verzoeken": [_request_row(v) for v in row.verzoeken.filter(vrager=door.partij_id)],
        "overgenomen": row.overgenomen.filter(partij=door.partij_id),
    }
    return render(request, "verstrekking/ontvangen_een.html", context)


def _common(row: Verstrekking) -> dict[str, Any]:
    return _row(row) | {
        "casus": row.casus,
        "taak_verstrekker": words("taak", row.verstrekker_taak),
        "taak_ontvanger": words("taak", row.ontvanger_taak),
        "fase": phase_words(row.fase),
    }


def _request_row(verzoek: Verzoek) -> dict[str, Any]:
    reden = (
        clear_json(verzoek.casus_id, verzoek.plek("reden"), verzoek.reden)["tekst"] if verzoek.reden is not None else ""
    )
    return {
        "z": verzoek,
        "soort": Verzoek.SOORTEN[verzoek.soort],
        "wat": _asked_for(verzoek),
        "reden": reden,
    }


def _asked_for(verzoek: Verzoek) -> str:
    if verzoek.fase:
        return phase_words(verzoek.fase)
    if verzoek.doel:
        return words("doel", verzoek.doel)
    return verzoek.naar.naam if verzoek.naar else ""


def _given(request: HttpRequest, row: Verstrekking) -> HttpResponse:
    door, op = who(request), timezone.now()
    row = Verstrekking.objects.given_by(door).select_related(
        "casus", "ontvanger", "verstrekker", "gegeven_door", "toets", "inbreng"
    ).get(pk=row.pk)  # fmt: skip
    titel = open_inbreng(rijen=[row.inbreng], door=door, op=op, velden=("titel",))
    log("toets_bekeken", door=door, op=op, casus=row.casus_id, verstrekking=row, toets=row.toets_id)
    toets = row.toets
    context = _common(row) | {
        "titel": titel.get(row.inbreng_id, {}).get("titel", ""),
        "woorden": clear_json(row.casus_id, toets.plek("motivering"), toets.motivering),
        "toets": toets,
        "gezien": row.inzagen.select_related("door").filter(soort=Inzage.GEZIEN),
        "einde_gezien": row.inzagen.select_related("door").filter(soort=Inzage.EINDE),
        "voorwaarden": row.voorwaarden.select_related("eigenaar", "gedaan_door"),
        "verzoeken": [_request_row(v) for v in row.verzoeken.select_related("naar")],
        "overgenomen": row.overgenomen.all(),
        "verbeterd": Inbreng.objects.filter(vervangt=row.inbreng_id).first(),
    }
    return render(request, "verstrekking/gegeven_een.html", context)


@van_casus
@require_safe
def gegeven(request: HttpRequest, casus: Casus) -> HttpResponse:
    """What one's party gave for one's task in this casus: to whom, whether it was looked at, and a way to end it."""
    door = who(request)
    seen = Inzage.objects.filter(casus=OuterRef("casus"), verstrekking=OuterRef("pk"), soort=Inzage.GEZIEN)
    newer = Inbreng.objects.filter(vervangt=OuterRef("inbreng"))
    rows = (
        Verstrekking.objects.given_by(door)
        .filter(casus=casus)
        .select_related("ontvanger", "casus", "inbreng")
        .annotate(gezien=Exists(seen), verbeterd=Exists(newer))
        .order_by("ingetrokken_op", "-gegeven_op")
    )
    page = Paginator(rows, PER_PAGINA).get_page(request.GET.get("pagina"))
    found = list(page)
    titles = open_inbreng(
        rijen=list({row.inbreng_id: row.inbreng for row in found}.values()),
        door=door,
        op=timezone.now(),
        velden=("titel",),
    )
    lines = [
        {
            **_row(row),
            "titel": titles.get(row.inbreng_id, {}).get("titel", ""),
            "taak": words("taak", row.ontvanger_taak),
        }
        for row in found
    ]
    return render(request, "verstrekking/gegeven.html", {"casus": casus, "rijen": lines, "pagina": page})


@_page
@require_http_methods(["GET", "HEAD", "POST"])
def intrekken(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a disclosure: first say what happens then."""
    door = who(request)
    row = Verstrekking.objects.given_by(door).select_related("casus", "ontvanger").get(pk=pk)
    if request.method == "POST":
        try:
            trek_in(verstrekking=row, door=door, op=timezone.now())
            zeg(request, f"Ingetrokken. {row.ontvanger.naam} kan dit vanaf nu niet meer zien.")
        except NietMogelijk as no:
            zeg(request, no.reden, goed=False)
        return redirect("verstrekking:gegeven", row.casus_id)
    return render(request, "verstrekking/intrekken.html", _common(row))


@_page
@require_http_methods(["GET", "HEAD", "POST"])
def verder(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the provider to use a datum further, say that a duty by law makes one do so, or note one's own file."""
    door, data = who(request), request.POST
    row = Verstrekking.objects.received_by(door).select_related("casus__versie", "verstrekker").get(pk=pk)
    soort = data.get("soort") or request.GET.get("soort", "")
    fout: dict[str, str] = {}
    if request.method == "POST":
        fout = _send(request, row, soort)
        if not fout:
            return redirect("verstrekking:een", row.pk)
    types = type_of(row.casus)
    parties = Partij.objects.filter(Exists(row.casus.deelnames.filter(partij=OuterRef("pk"), status="deelnemer")))
    context = _common(row) | {
        "soort": soort,
        "soorten": [
            {"waarde": naam, "tekst": tekst}
            for naam, tekst in WENSEN.items()
            if naam != Verzoek.INHOUD or row.niveau != "wat"
        ],
        "fasen": [{"waarde": f.fase, "tekst": phase_words(f.fase)} for f in types if f.fase != row.fase],
        "doelen": [{"waarde": d, "tekst": words("doel", d)} for d in types.doelen if d != row.doel],
        "partijen": [
            {"waarde": str(p.pk), "tekst": p.naam}
            for p in parties.exclude(pk__in=[row.verstrekker_id, row.ontvanger_id])
        ],
        "artikelen": article_options(
            dict.fromkeys((*duties_of(row.ontvanger_taak), *bases(types, row.ontvanger_taak)))
        ),
        "typed": {naam: data.get(naam, "") for naam in ("fase", "doel", "naar", "artikel", "waarom")},
        "fout": fout,
        "fouten": [{"veld": veld, "tekst": tekst} for veld, tekst in fout.items()],
        "sleutel": token(data),
    }  # fmt: skip
    return render(request, "verstrekking/verder.html", context, status=422 if fout else 200)


def _send(request: HttpRequest, row: Verstrekking, soort: str) -> dict[str, str]:
    """Do what was asked; return the faults at the fields."""
    door, op, data = who(request), timezone.now(), request.POST
    waarom = text(data, "waarom")
    if found := reason_fault(waarom):
        return {"waarom": found}
    pk = vaste_id(door, f"verder {soort} {row.pk}", token(data))
    naar = _party(data.get("naar", "")) if soort in (Verzoek.DOORGEVEN, "plicht") else None
    doel = data.get("doel", "") if soort in (Verzoek.DOEL, "plicht") else ""
    try:
        if soort == "plicht":
            beroep_op_plicht(
                verstrekking=row, artikel=data.get("artikel", "").strip(), motivering=waarom, door=door, op=op,
                doel=doel if doel in load_shipped(voorbeelden=False).feiten["doel"].antwoorden else row.doel,
                naar=naar, pk=pk,
            )  # fmt: skip
            zeg(request, "Vastgelegd. De organisatie die dit gaf, en haar functionaris gegevensbescherming, weten het.")
        elif soort == "dossier":
            neem_over(
                verstrekking=row, artikel=data.get("artikel", "").strip(), toelichting=waarom, door=door, op=op, pk=pk
            )
            # Who takes it over tells so (reglement 11.3).
            zeg(
                request,
                "Vastgelegd dat dit in uw eigen dossier staat. Vertel het de jongere en, tot 16 jaar, de ouders.",
            )
        else:
            fase = data.get("fase", "") if soort == Verzoek.FASE else ""
            vraag_verder(
                verstrekking=row,
                soort=soort,
                motivering=waarom,
                door=door,
                op=op,
                fase=fase,
                doel=doel,
                naar=naar,
                pk=pk,
            )
            zeg(request, "Uw vraag is gestuurd. U ziet het antwoord op deze pagina.")
    except NietMogelijk as no:
        return {VELDEN.get(no.soort, "soort"): no.reden}
    except Verstrekking.DoesNotExist:
        return {"soort": "Deze verstrekking is intussen geëindigd. U kunt er niets meer over vragen."}
    return {}


def _party(naam: str) -> Partij | None:
    try:
        return Partij.objects.filter(pk=UUID(naam)).first()
    except ValueError:
        return None


@_page
@require_safe
def verzoeken(request: HttpRequest) -> HttpResponse:
    """What others ask to use further of what one's party gave, and what a law made them do."""
    door = who(request)
    rows = (
        Verzoek.objects.filter(verstrekking__in=Verstrekking.objects.given_by(door))
        .select_related("vrager", "verstrekking", "naar")
        .order_by("besloten_op", "gevraagd_op")
    )
    page = Paginator(rows, PER_PAGINA).get_page(request.GET.get("pagina"))
    lines = [
        {"z": v, "soort": Verzoek.SOORTEN[v.soort], "wat": _asked_for(v),
         "categorie": words("categorie", v.verstrekking.categorie)}
        for v in page
    ]  # fmt: skip
    return render(request, "verstrekking/verzoeken.html", {"rijen": lines, "pagina": page})


@_page
@require_http_methods(["GET", "HEAD", "POST"])
def verzoek(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Decide about one request: refuse with a reason, or go to where granting is giving."""
    door, op = who(request), timezone.now()
    row = find_asked(pk, door)
    fout = ""
    if request.method == "POST":
        reden = text(request.POST, "reden")
        fout = reason_fault(reden, "geen_reden") and "Schrijf in een paar woorden op waarom niet."
        if not fout:
            try:
                besluit_verzoek(verzoek=row, reden=reden, door=door, op=op)
                zeg(request, f"Geweigerd. {row.vrager.naam} ziet uw reden.")
            except NietMogelijk as no:
                zeg(request, no.reden, goed=False)
            return redirect("verstrekking:verzoeken")
    gift = Verstrekking.objects.select_related("casus", "verstrekker", "ontvanger").get(pk=row.verstrekking_id)
    titel = open_inbreng(rijen=[row.verstrekking.inbreng], door=door, op=op, velden=("titel",))
    seat = gift.casus.deelnames.filter(
        partij=row.naar_id or gift.ontvanger_id, status="deelnemer", verklaard_op__isnull=False
    )
    if not row.naar_id:
        seat = seat.filter(taak=gift.ontvanger_taak)
    context = _common(gift) | {
        "z": row,
        "soort": Verzoek.SOORTEN[row.soort],
        "wat": _asked_for(row),
        "titel": titel.get(gift.inbreng_id, {}).get("titel", ""),
        "waarom": clear_json(row.casus_id, row.plek("motivering"), row.motivering)["tekst"],
        "reden": request.POST.get("reden", ""),
        "besluit": _request_row(row)["reden"],
        "zetel": seat.first(),
        "open": row.status == Verzoek.GEVRAAGD,
        "fout": fout,
        "fouten": [{"veld": "reden", "tekst": fout}] if fout else [],
    }
    return render(request, "verstrekking/verzoek.html", context, status=422 if fout else 200)


@_page
@require_http_methods(["GET", "HEAD", "POST"])
def taken(request: HttpRequest) -> HttpResponse:
    """The duties that came with disclosures and that one's party still has to do."""
    door = who(request)
    mine = Voorwaarde.objects.filter(
        eigenaar=door.partij_id, gedaan_op=None, verstrekking__in=Verstrekking.objects.visible_to(door)
    ).select_related("verstrekking__ontvanger", "verstrekking__verstrekker", "verstrekking__casus")
    if request.method == "POST":
        row = mine.filter(pk=_uuid(request.POST.get("taak", ""))).first()
        try:
            if row is None:
                raise NietMogelijk("niet_van_u")
            voldoe(voorwaarde=row, door=door, op=timezone.now())
            zeg(request, "Vastgelegd dat dit is gedaan.")
        except NietMogelijk as no:
            zeg(request, no.reden, goed=False)
        return redirect("verstrekking:taken")
    page = Paginator(mine.order_by("verstrekking__gegeven_op", "pk"), PER_PAGINA).get_page(request.GET.get("pagina"))
    lines = [{"taak": t, "categorie": words("categorie", t.verstrekking.categorie)} for t in page]
    return render(request, "verstrekking/taken.html", {"rijen": lines, "pagina": page})


def _uuid(tekst: str) -> UUID:
    """Return the key that was sent; what is none becomes one that nothing has."""
    try:
        return UUID(tekst)
    except ValueError:
        return UUID(int=0)


@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def fase(request: HttpRequest, casus: Casus) -> HttpResponse:
    """The phase: go to the next one, and per datum say whether it is still needed and still may be used."""
    door, op, data = who(request), timezone.now(), request.POST
    fout: dict[str, str] = {}
    doe, _, key = data.get("doe", "").partition(":")
    if request.method == "POST":
        try:
            if doe == "naar":
                volgende_fase(casus=casus, naar=key, door=door, op=op)
                zeg(request, f"De casus is nu in de fase {phase_words(key)}.")
                return redirect("verstrekking:fase", casus.pk)
            fout = _answer_phase(request, casus, doe, key)
            if not fout:
                return redirect("verstrekking:fase", casus.pk)
        except Geweigerd as no:
            zeg(request, no.reden, goed=False)
            return redirect("verstrekking:fase", casus.pk)
    open_rows = Q(ingetrokken_op=None) & ~Q(fase=casus.fase)
    own = list(
        Verstrekking.objects.given_by(door)
        .filter(open_rows, casus=casus)
        .select_related("ontvanger", "casus", "inbreng")
    )
    got = Verstrekking.objects.received_by(door).filter(open_rows, casus=casus).select_related("verstrekker", "casus")
    titles = open_inbreng(
        rijen=list({r.inbreng_id: r.inbreng for r in own}.values()), door=door, op=op, velden=("titel",)
    )
    seats = {
        (partij, taak): pk
        for pk, partij, taak in casus.deelnames.filter(status="deelnemer").values_list("pk", "partij", "taak")
    }
    directs = casus.regie.filter(medewerker=door, tot=None).exists()
    context = {
        "casus": casus,
        "fase": phase_words(casus.fase),
        "stappen": [
            {"naar": s.naar.fase, "naam": phase_words(s.naar.fase), "waarvoor": s.naar.waarvoor,
             "vervalt": [words("categorie", c) for c in s.vervalt]}
            for s in next_phases(type_of(casus), casus.fase)
        ] if directs else [],
        "regie": directs,
        "eigen": [
            {**_row(row), "zetel": seats.get((row.ontvanger_id, row.ontvanger_taak)),
             "titel": titles.get(row.inbreng_id, {}).get("titel", ""), "veld": f"waarom-{row.pk}",
             "waarde": text(data, f"waarom-{row.pk}"), "fout": fout.get(f"waarom-{row.pk}", "")}
            for row in own
        ],
        "ontvangen": [_row(row) for row in got],
        "fouten": [{"veld": veld, "tekst": tekst} for veld, tekst in fout.items()],
    }  # fmt: skip
    return render(request, "verstrekking/fase.html", context, status=422 if fout else 200)


def _answer_phase(request: HttpRequest, casus: Casus, doe: str, key: str) -> dict[str, str]:
    """Answer for one disclosure in the new phase; return the faults at the fields."""
    door, op = who(request), timezone.now()
    row = Verstrekking.objects.given_by(door).filter(casus=casus).get(pk=_uuid(key))
    waarom = text(request.POST, f"waarom-{row.pk}")
    if doe == "nodig" and (fout := reason_fault(waarom)):
        return {f"waarom-{row.pk}": fout}
    try:
        herbeoordeel(
            verstrekking=row, nodig=doe == "nodig", motivering=waarom, door=door, op=op,
            bevestigd=frozenset(request.POST.getlist(f"gedaan-{row.pk}")),
        )  # fmt: skip
        zeg(request, "Vastgelegd. De ontvanger kan dit weer gebruiken." if doe == "nodig" else "Ingetrokken.")
    except NietToegestaan as no:
        return {f"waarom-{row.pk}": MIST["toets"] if no.ontbreekt == "toets" else OPNIEUW}
    except (NietMogelijk, BuitenConvenant) as no:
        return {f"waarom-{row.pk}": no.reden}
    return {}
