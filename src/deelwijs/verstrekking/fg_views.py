# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The pages of the FG of a party: urgency, weighings, requests for advice. Facts and answers, never the datum."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from deelwijs.convenant.woorden import words
from deelwijs.overleg.deur import zeg
from deelwijs.partij.models import Medewerker
from deelwijs.partij.wie import who
from deelwijs.toets.loader import load_shipped
from deelwijs.verstrekking.actions import NietMogelijk, adviseer, bekijk
from deelwijs.verstrekking.afweging import grounds
from deelwijs.verstrekking.facts import Feiten, Gegeven, Van
from deelwijs.verstrekking.forms import reason_fault, text
from deelwijs.verstrekking.models import FgBericht
from deelwijs.verstrekking.reikwijdte import Cel
from deelwijs.verstrekking.rooster import NIVEAUWOORDEN
from deelwijs.verstrekking.uitleggen import facts_in_words

PER_PAGINA = 25
SOORTEN = {
    FgBericht.ADVIES: "vraag om advies",
    FgBericht.SPOED: "met spoed verstrekt",
    FgBericht.AFWEGING: "na eigen afweging verstrekt",
    FgBericht.PLICHT: "ontvanger noemt een wettelijke plicht",
}


def _only_fg(request: HttpRequest) -> Medewerker:
    door = who(request)
    if not door.has_rol(Medewerker.FG):
        raise Http404
    return door


@login_required
@require_safe
def overzicht(request: HttpRequest) -> HttpResponse:
    """What the FG must answer or know, what is open first."""
    door = _only_fg(request)
    rows = FgBericht.objects.filter(partij=door.partij_id).select_related("toets__ontvanger", "door")
    page = Paginator(rows.order_by("afgehandeld_op", "op"), PER_PAGINA).get_page(request.GET.get("pagina"))
    lines = [{"b": b, "soort": SOORTEN[b.soort], "taak": words("taak", b.toets.ontvanger_taak)} for b in page]
    return render(request, "verstrekking/fg.html", {"rijen": lines, "pagina": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bericht(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One message: the facts, the answer and the reasons; and the advice, or that it was seen."""
    door, op = _only_fg(request), timezone.now()
    row = FgBericht.objects.filter(pk=pk, partij=door.partij_id).first()
    if row is None:
        raise Http404
    fout: dict[str, str] = {}
    tekst = text(request.POST, "antwoord")
    if request.method == "POST":
        keus = {"ja": True, "nee": False}.get(request.POST.get("akkoord", ""))
        if row.soort == FgBericht.ADVIES:
            if keus is None:
                fout["akkoord"] = "Kies ja of nee."
            if found := reason_fault(tekst):
                fout["antwoord"] = found.replace("de ontvanger dit gegeven nodig heeft", "u dit adviseert")
        if not fout:
            try:
                adviseer(bericht=row, antwoord=tekst, akkoord=keus, door=door, op=op)
                zeg(request, "Vastgelegd.")
            except NietMogelijk as no:
                zeg(request, no.reden, goed=False)
            return redirect("verstrekking:fg")
    seen = bekijk(bericht=row, door=door, op=op)
    kennis, toets = load_shipped(voorbeelden=False), seen.bericht.toets
    facts = Feiten(
        Cel(toets.inbreng_id, toets.ontvanger_id, toets.ontvanger_taak, toets.niveau, toets.doel),
        {naam: Gegeven(waarde, Van.RIJ, "") for naam, waarde in seen.feiten.items()},
    )
    part = next(iter(seen.oordeel["per_categorie"].values()))
    context = {
        "b": seen.bericht, "soort": SOORTEN[row.soort], "toets": toets, "niveau": NIVEAUWOORDEN[toets.niveau],
        "taak": words("taak", toets.ontvanger_taak), "doel": words("doel", toets.doel),
        "feiten": facts_in_words(kennis, facts), "oordeel": seen.oordeel, "deel": part, "woorden": seen.woorden,
        "afweging": [
            {"titel": grounds()[naam].titel,
             "antwoorden": [(grounds()[naam].vragen[vraag], gezegd) for vraag, gezegd in antwoorden.items()]}
            for naam, antwoorden in (seen.afweging or {}).get("antwoorden", {}).items()
        ],
        "conclusie": (seen.afweging or {}).get("conclusie", ""), "vraagt_advies": row.soort == FgBericht.ADVIES,
        "antwoord": tekst, "akkoord": request.POST.get("akkoord"), "fout": fout,
        "janee": [{"waarde": "ja", "tekst": "Ja, dit kan zo"}, {"waarde": "nee", "tekst": "Nee, dit kan zo niet"}],
        "fouten": [{"veld": veld, "tekst": t} for veld, t in fout.items()],
    }  # fmt: skip
    return render(request, "verstrekking/fg_bericht.html", context, status=422 if fout else 200)
