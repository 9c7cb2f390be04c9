# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Giving: the grid of data and receivers, one cell explained, the last page before giving, and the result."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from deelwijs.casus.models import Casus
from deelwijs.convenant.grens import BuitenConvenant
from deelwijs.convenant.woorden import words
from deelwijs.logboek.actions import log
from deelwijs.overleg.deur import van_casus, zeg
from deelwijs.partij.models import Medewerker
from deelwijs.partij.wie import who
from deelwijs.verstrekking import afweging as weging
from deelwijs.verstrekking import oordelen
from deelwijs.verstrekking.actions import (
    AlGegeven,
    NietMogelijk,
    NietToegestaan,
    beantwoord,
    eigen_afweging,
    verstrek,
    vraag_advies,
)
from deelwijs.verstrekking.fg import wants_advice
from deelwijs.verstrekking.forms import (
    AntwoordForm,
    Keus,
    chosen,
    levels,
    purpose,
    read_answer,
    read_choice,
    read_weighing,
    reason_fault,
    text,
    token,
)
from deelwijs.verstrekking.geven import GEVAAR, WAT, danger
from deelwijs.verstrekking.models import FgBericht
from deelwijs.verstrekking.reikwijdte import MET_DAG, Reikwijdte
from deelwijs.verstrekking.rooster import NIVEAUWOORDEN, Rooster, Vak, Vraag, build, cells_of
from deelwijs.verstrekking.uitleggen import duties, explained


@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def rooster(request: HttpRequest, casus: Casus) -> HttpResponse:
    """Show the grid; `doe` of a POST: toets (only look anew), antwoord (to the question on top), vraag:<feit>."""
    door, op = who(request), timezone.now()
    data, doe = request.POST, request.POST.get("doe", "")
    grid = build(casus=casus, door=door, op=op, niveaus=levels(data), gekozen=chosen(data))
    form = None
    if doe == "antwoord":
        form, grid = _answer(request, casus, grid)
    log("getoetst", door=door, op=op, casus=casus, onderwerp=casus)
    context = _grid_context(casus, grid, form, data.get("vraag", "") if form else doe.partition("vraag:")[2])
    context["hx_rooster"] = request.path
    htmx = request.headers.get("HX-Request") == "true" and not request.headers.get("HX-Boosted")
    sjabloon = "verstrekking/_rooster.html" if htmx else "verstrekking/rooster.html"
    return render(request, sjabloon, context, status=422 if form and form.fouten and not htmx else 200)


def _answer(request: HttpRequest, casus: Casus, grid: Rooster) -> tuple[AntwoordForm | None, Rooster]:
    """Record an answer and look anew; with faults the page stays as it is."""
    door, op, data = who(request), timezone.now(), request.POST
    naam = data.get("vraag", "")
    vraag = next((v for v in grid.vragen if v.feit.naam == naam), None)
    if vraag is None:
        zeg(request, "Deze vraag is al beantwoord, of hij verandert niets meer.")
        return None, grid
    form = read_answer(vraag.feit, data, vraag.vakken)
    if form.fouten:
        return form, grid
    named = [vak for vak in vraag.vakken if vak.naam in form.cellen]
    try:
        beantwoord(
            casus=casus,
            feit=naam,
            antwoord=form.antwoord,
            cellen=cells_of(named, casus.doel),
            door=door,
            op=op,
            dag=form.dag,
        )
    except NietMogelijk as no:
        form.fouten["antwoord"] = no.reden
        return form, grid
    alleen = grid.rijen[0].vakken[0].naam if len(grid.vakken) == 1 else ""
    doel = grid.vakken[0].doel if alleen else ""
    again = build(casus=casus, door=door, op=op, niveaus=levels(data), gekozen=chosen(data), alleen=alleen, doel=doel)
    return None, again


def _grid_context(casus: Casus, grid: Rooster, form: AntwoordForm | None, vooraan: str) -> dict[str, Any]:
    vraag = next((v for v in grid.vragen if v.feit.naam == vooraan), None) or next(iter(grid.vragen), None)
    keus = [vak for vak in grid.vakken if vak.te_kiezen]
    return {
        "casus": casus,
        "doel": words("doel", casus.doel),
        "rijen": grid.rijen,
        "zetels": [{"zetel": z, "taak": words("taak", z.taak)} for z in grid.zetels],
        "niet_verklaard": grid.niet_verklaard,
        "vraag": _question(vraag, form) if vraag else None,
        "meer_vragen": [v for v in grid.vragen if v is not vraag],
        "te_kiezen": len(keus),
        "fouten": [{"veld": veld, "tekst": fout} for veld, fout in (form.fouten if form else {}).items()],
    }


def _question(vraag: Vraag, form: AntwoordForm | None) -> dict[str, Any]:
    """Return what verstrekking/_vraag.html shows."""
    feit = vraag.feit
    antwoorden = feit.antwoorden or {a: a for a in feit.cellen}
    opties = [
        {"waarde": a, "tekst": _capital(feit.words(a, "professional") if feit.antwoorden else a)} for a in antwoorden
    ]
    eigen = vraag.reikt is Reikwijdte.CEL and len(vraag.vakken) > 1
    return {
        "feit": feit.naam,
        "vraag": feit.vraag["professional"],
        "uitleg": feit.help_text("professional"),
        "getal": feit.soort == "getal",
        "opties": opties,
        "met_dag": feit.naam in MET_DAG,
        "reikt": str(vraag.reikt),
        "kies_cellen": eigen,
        "cellen": [
            {"waarde": vak.naam, "tekst": f"{vak.rij} aan {vak.zetel.partij.naam} ({NIVEAUWOORDEN[vak.niveau]})"}
            for vak in vraag.vakken
        ],
        "gekozen": form.cellen if form else [],
        "antwoord": form.antwoord if form else None,
        "dag": form.dag if form else None,
        "fout": form.fouten if form else {},
    }


def _capital(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]


def _one(request: HttpRequest, casus: Casus, inbreng: UUID, zetel: UUID, niveau: str) -> tuple[Rooster, Vak]:
    naam = f"{inbreng.hex}-{zetel.hex}"
    doel = purpose(request.POST) or purpose(request.GET)
    if doel and doel not in casus.versie.doelen:
        raise Http404
    grid = build(casus=casus, door=who(request), op=timezone.now(), niveaus={naam: niveau}, alleen=naam, doel=doel)
    vak = grid.vak(naam)
    if vak is None or vak.niveau != niveau:
        raise Http404
    return grid, vak


@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def cel(request: HttpRequest, casus: Casus, inbreng: UUID, zetel: UUID, niveau: str) -> HttpResponse:
    """Explain one cell: the answer, the steps, the rules, the facts and where they come from; and ask what is open."""
    grid, vak = _one(request, casus, inbreng, zetel, niveau)
    form = None
    if request.POST.get("doe") == "antwoord":
        form, grid = _answer(request, casus, grid)
        if form is None:
            return redirect(f"{request.path}?{urlencode({'doel': vak.doel})}" if vak.doel else request.path)
    vooraan = request.POST.get("vraag", "") if form else request.GET.get("vraag", "")
    context = _grid_context(casus, grid, form, vooraan) | {"vak": vak, "niveau": NIVEAUWOORDEN[niveau]}
    context |= {"taak": words("taak", vak.zetel.taak), "doel": words("doel", vak.doel or casus.doel)}
    if vak.feiten is not None:
        oordeel = oordelen.fully(grid.dossier.kennis, vak.feiten, grid.dossier.dag, grid.dossier.lezing)
        context |= explained(grid.dossier.kennis, vak.feiten, oordeel)
        context |= _fg_context(grid, vak, oordeel)
    log("getoetst", door=who(request), op=timezone.now(), casus=casus, onderwerp=vak.inbreng)
    return render(request, "verstrekking/cel.html", context, status=422 if form and form.fouten else 200)


def _fg_context(grid: Rooster, vak: Vak, oordeel: Any) -> dict[str, Any]:
    assert vak.feiten is not None  # noqa: S101 - only asked where there is one
    c = vak.feiten.cel
    waiting = FgBericht.objects.filter(
        casus=grid.dossier.casus, soort=FgBericht.ADVIES, afgehandeld_op=None, toets__inbreng=c.inbreng,
        toets__ontvanger=c.partij, toets__ontvanger_taak=c.taak, toets__niveau=c.niveau, toets__doel=c.doel,
    )  # fmt: skip
    return {
        "advies": grid.dossier.adviezen.get(c),
        "advies_gevraagd": waiting.first(),
        "advies_nodig": wants_advice(grid.dossier, vak.feiten),
        "weegt": oordelen.must_weigh(oordeel),
    }


@van_casus
@require_http_methods(["POST"])
def bevestigen(request: HttpRequest, casus: Casus) -> HttpResponse:
    """The last page: in one sentence per receiver what goes to whom for what; then give. `doe`: verstrek gives."""
    door, op, data = who(request), timezone.now(), request.POST
    wanted = chosen(data)
    doel = purpose(data)
    if doel and doel not in casus.versie.doelen:
        raise Http404
    grid = build(casus=casus, door=door, op=op, niveaus=levels(data), gekozen=wanted, doel=doel)
    vakken = [vak for vak in grid.vakken if vak.gekozen]
    if not vakken:
        zeg(request, "Kruis eerst aan wat u wilt verstrekken.", goed=False)
        return redirect("verstrekking:rooster", casus.pk)
    keuzes = [_choice(grid, vak) for vak in vakken if vak.te_kiezen]
    vervallen = [vak for vak in vakken if not vak.te_kiezen]
    sent = data.get("doe") == "verstrek"
    if sent:
        for keus in keuzes:
            read_choice(keus, data)
        if not any(keus.fouten for keus in keuzes):
            return _give_all(request, casus, keuzes, vervallen)
    return render(
        request,
        "verstrekking/bevestigen.html",
        _last_page(request, casus, keuzes, vervallen),
        status=422 if sent else 200,
    )


def _last_page(request: HttpRequest, casus: Casus, keuzes: list[Keus], vervallen: list[Vak]) -> dict[str, Any]:
    per: dict[UUID, dict[str, Any]] = {}
    for keus in keuzes:
        zetel = keus.vak.zetel
        group = per.setdefault(zetel.pk, {"zetel": zetel, "taak": words("taak", zetel.taak), "keuzes": [], "zin": []})
        group["keuzes"].append(keus)
        group["zin"].append(f"{keus.vak.rij} ({NIVEAUWOORDEN[keus.vak.niveau]})")
    return {
        "casus": casus,
        "doel": words("doel", purpose(request.POST) or casus.doel),
        "ander_doel": purpose(request.POST),
        "groepen": list(per.values()),
        "vervallen": vervallen,
        "sleutel": token(request.POST),
        "fouten": [
            {"veld": keus.veld(wat), "tekst": f"{keus.vak.rij} aan {keus.vak.zetel.partij.naam}: {fout}"}
            for keus in keuzes
            for wat, fout in keus.fouten.items()
        ],
    }


def _choice(grid: Rooster, vak: Vak) -> Keus:
    assert vak.feiten is not None  # noqa: S101 - only what can be given is chosen
    oordeel = oordelen.fully(grid.dossier.kennis, vak.feiten, grid.dossier.dag, grid.dossier.lezing)
    before = oordelen.before(oordeel, spoed=False)
    informeren = {eis.regel.id: oordelen.is_telling(eis.regel) for eis in before}
    rows = [{**eis, "informeren": informeren[eis["regel"]]} for eis in duties(grid.dossier.kennis, before)]
    first = any(row.niveau != WAT for row in vak.gegeven)
    feit = grid.dossier.kennis.feiten["veiligheid"]
    return Keus(
        vak,
        rows,
        moet_reden_inhoud=vak.niveau == WAT and not first,
        kan_spoed=any(informeren.values()),
        gevaar=danger(vak.feiten),
        gevaren=[{"waarde": soort, "tekst": _capital(feit.words(soort, "professional"))} for soort in GEVAAR],
    )


def _record_danger(casus: Casus, keus: Keus, door: Medewerker, op: datetime) -> None:
    """Keep with an urgent gift which danger somebody sees, as the answer to the question of the toets."""
    assert keus.vak.feiten is not None  # noqa: S101 - only what can be given is chosen
    if keus.met_spoed and keus.gevaar != danger(keus.vak.feiten):
        cellen = cells_of([keus.vak], casus.doel)
        beantwoord(casus=casus, feit="veiligheid", antwoord=keus.gevaar, cellen=cellen, door=door, op=op)


def _give_all(request: HttpRequest, casus: Casus, keuzes: list[Keus], vervallen: list[Vak]) -> HttpResponse:
    """Give what was chosen, each with its own answer; what does not go through says why."""
    door, op, key = who(request), timezone.now(), token(request.POST)
    rows: list[dict[str, Any]] = [
        {"vak": vak, "soort": "al" if vak.al_gegeven else "niet", "waarom": _why_not(vak)} for vak in vervallen
    ]
    for keus in keuzes:
        try:
            _record_danger(casus, keus, door, op)
            given = verstrek(gevraagd=keus.asked(), door=door, op=op, token=key)
            rows.append({"vak": keus.vak, "soort": "gegeven", "verstrekking": given})
        except AlGegeven as had:
            rows.append({"vak": keus.vak, "soort": "al", "verstrekking": had.verstrekking})
        except NietToegestaan as no:
            rows.append({"vak": keus.vak, "soort": "niet", "waarom": MIST.get(no.ontbreekt, MIST["toets"])})
        except (NietMogelijk, BuitenConvenant) as no:
            rows.append({"vak": keus.vak, "soort": "niet", "waarom": no.reden})
    return render(
        request, "verstrekking/klaar.html", {"casus": casus, "rijen": rows, "doel": words("doel", casus.doel)}
    )


MIST = {
    "toets": "De toets zegt nu geen ja meer. Kijk in het overzicht waarom niet.",
    "voorwaarden": "Er is een voorwaarde die u nog niet hebt aangekruist.",
    "afweging": "De toets laat dit nu aan u over. Weeg het af op de pagina van dit gegeven.",
    "advies": "Vraag eerst advies aan uw functionaris gegevensbescherming.",
    "tegen_advies": "Schrijf op waarom u het advies van uw functionaris gegevensbescherming niet volgt.",
}


def _why_not(vak: Vak) -> str:
    if vak.al_gegeven:
        return ""
    return vak.kan_niet or MIST["toets"]


@van_casus
@require_http_methods(["GET", "HEAD", "POST"])
def afwegen(request: HttpRequest, casus: Casus, inbreng: UUID, zetel: UUID, niveau: str) -> HttpResponse:
    """Let a person weigh one cell, with the questions of each ground, and give it when the weighing is whole."""
    door, op, data = who(request), timezone.now(), request.POST
    grid, vak = _one(request, casus, inbreng, zetel, niveau)
    oordeel = (
        None
        if vak.feiten is None or vak.al_gegeven
        else oordelen.fully(grid.dossier.kennis, vak.feiten, grid.dossier.dag, grid.dossier.lezing)
    )
    if vak.feiten is None or oordeel is None or not oordelen.must_weigh(oordeel):
        zeg(request, "Hier is nu niets af te wegen.", goed=False)
        return redirect("verstrekking:cel", casus.pk, inbreng, zetel, niveau)
    regels = [uitleg.regel for uitleg in oordelen.weighing_rules(oordeel)]
    gronden = weging.asked([regel.id for regel in regels], vak.zetel.taak)
    advies = grid.dossier.adviezen.get(vak.feiten.cel)
    eerst_advies = oordelen.asks_advice(grid.dossier.kennis, regels) and advies is None
    tegen = advies is not None and not advies.akkoord
    keus = _choice(grid, vak)
    fouten: dict[str, str] = {}
    if request.method == "POST" and not eerst_advies:
        read_choice(keus, data)
        found, fouten = read_weighing(gronden, [regel.id for regel in regels], data, tegen_advies=tegen)
        fouten |= {keus.veld(wat): fout for wat, fout in keus.fouten.items()}
        if found is not None and not fouten:
            try:
                _record_danger(casus, keus, door, op)
                given = eigen_afweging(gevraagd=keus.asked(), afweging=found, door=door, op=op, token=token(data))
                return redirect("verstrekking:een", given.pk)
            except AlGegeven as had:
                return redirect("verstrekking:een", had.verstrekking.pk)
            except NietToegestaan as no:
                zeg(request, MIST.get(no.ontbreekt, MIST["toets"]), goed=False)
                return redirect("verstrekking:cel", casus.pk, inbreng, zetel, niveau)
            except (NietMogelijk, BuitenConvenant) as no:
                fouten["conclusie"] = no.reden
    context = {
        "casus": casus, "doel": words("doel", vak.doel or casus.doel), "vak": vak, "keus": keus,
        "niveau": NIVEAUWOORDEN[niveau],
        "taak": words("taak", vak.zetel.taak),
        "gronden": [
            {"grond": grond, "vragen": [
                {"naam": f"{grond.naam}-{naam}", "vraag": vraag, "waarde": text(data, f"{grond.naam}-{naam}"),
                 "fout": fouten.get(f"{grond.naam}-{naam}", "")}
                for naam, vraag in grond.vragen.items()
            ]}
            for grond in gronden
        ],
        "regels": explained(grid.dossier.kennis, vak.feiten, oordeel)["redenen"],
        "conclusie": text(data, "conclusie"), "tegen": tegen, "tegen_advies": text(data, "tegen_advies"),
        "advies": advies, "eerst_advies": eerst_advies, "fout": fouten, "sleutel": token(data),
        "fouten": [{"veld": veld, "tekst": fout} for veld, fout in fouten.items()],
    }  # fmt: skip
    return render(request, "verstrekking/afwegen.html", context, status=422 if fouten else 200)


@van_casus
@require_http_methods(["POST"])
def advies(request: HttpRequest, casus: Casus, inbreng: UUID, zetel: UUID, niveau: str) -> HttpResponse:
    """Ask the FG about one cell."""
    _one(request, casus, inbreng, zetel, niveau)
    tekst = text(request.POST, "vraag_fg")
    if fout := reason_fault(tekst):
        zeg(request, fout, goed=False)
    else:
        try:
            vraag_advies(
                inbreng=inbreng,
                deelname=zetel,
                niveau=niveau,
                motivering=tekst,
                door=who(request),
                op=timezone.now(),
                doel=purpose(request.POST),
            )
            zeg(request, "Uw vraag is naar de functionaris gegevensbescherming gestuurd.")
        except (NietMogelijk, BuitenConvenant) as no:
            zeg(request, no.reden, goed=False)
    return redirect("verstrekking:cel", casus.pk, inbreng, zetel, niveau)
