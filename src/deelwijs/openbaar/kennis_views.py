# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The pages of knowledge: rules, articles, worked cases, readings, bills, words. Read only; no table, no cookie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from deelwijs.openbaar.gesprek import Gesprek, facts, in_words
from deelwijs.openbaar.kennispagina import Bibliotheek, plain, uncertain
from deelwijs.toets.invoer import InvoerFout, read_facts
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Lezing, Regel, Voorbeeld
from deelwijs.toets.uitleg import Citaat

ONDERWERPEN = {
    "avg": "De zes grondslagen",
    "beveiliging": "Veilig versturen",
    "bescherming": "Bescherming van kinderen",
    "bewaren": "Bewaren en vernietigen",
    "bijzonder": "Bijzondere gegevens en BSN",
    "convenant": "Het convenant",
    "datalek": "Datalekken",
    "doel": "Doel, noodzaak en de lichtste weg",
    "geheim": "Beroepsgeheim",
    "jeugdhulp": "Jeugdhulp, zorg en gemeente",
    "kinderopvang": "Kinderopvang",
    "onderwijs": "Onderwijs",
    "ouders": "Ouders en jongeren",
    "overstap": "Naar een andere school",
    "plichten": "Plichten bij het delen",
    "rechten": "Inzage en verbetering",
    "samenwerkingsverband": "Samenwerkingsverband",
    "verzuim": "Verzuim",
    "casussen": "De negen casussen uit het servicedocument",
    "scenarios": "Wetsvoorstellen",
}
SOORTEN = {
    "regel": ("Regels", "openbaar:regel"),
    "artikel": ("Artikelen", "openbaar:artikel"),
    "voorbeeld": ("Voorbeelden", "openbaar:voorbeeld"),
    "woord": ("Woorden", ""),
    "lezing": ("Waar juristen verschillen", ""),
    "scenario": ("Wetsvoorstellen", "openbaar:scenario"),
}


@cache
def bibliotheek() -> Bibliotheek:
    return Bibliotheek(load_shipped())


def subject(naam: str) -> str:
    """Return the title of a subject."""
    return ONDERWERPEN.get(naam, naam.replace("-", " ").replace("_", " ").capitalize())


@require_safe
def kennis(request: HttpRequest) -> HttpResponse:
    """Show the way in, or what was found for `q`."""
    bieb = bibliotheek()
    vraag = request.GET.get("q", "")[:200]
    treffers = bieb.search(vraag)
    gevonden = [
        {"titel": titel, "treffers": [{"url": _address(t.soort, t.naam), "treffer": t} for t in treffers[soort]]}
        for soort, (titel, _) in SOORTEN.items()
        if soort in treffers
    ]
    context = {
        "vraag": vraag,
        "gevonden": gevonden,
        "aantal": sum(map(len, treffers.values())),
        "onderwerpen": _subjects(bieb.onderwerpen),
        "scenarios": bieb.kennis.scenarios.values(),
        "aantallen": {
            "regels": len(bieb.regels),
            "artikelen": len(bieb.artikelen),
            "voorbeelden": len(bieb.voorbeelden),
            "woorden": len(bieb.woorden),
            "lezingen": len(bieb.kennis.verschillen),
        },
        "hash": bieb.kennis.hash,
    }
    return render(request, "openbaar/kennis/kennis.html", context)


def _subjects(per_onderwerp: Mapping[str, Sequence[object]]) -> list[dict[str, Any]]:
    """Return the subjects by title, each with how much there is."""
    namen = sorted(per_onderwerp, key=subject)
    return [{"naam": naam, "titel": subject(naam), "aantal": len(per_onderwerp[naam])} for naam in namen]


def _address(soort: str, naam: str) -> str:
    adres = SOORTEN[soort][1]
    if adres:
        return reverse(adres, args=[naam])
    pagina = "openbaar:begrippen" if soort == "woord" else "openbaar:lezingen"
    return f"{reverse(pagina)}#{anchor(naam)}"


def anchor(naam: str) -> str:
    return plain(naam).replace(" ", "-")


@require_safe
def onderwerp(request: HttpRequest, naam: str) -> HttpResponse:
    bieb = bibliotheek()
    if naam not in bieb.onderwerpen:
        raise Http404
    context = {
        "titel": subject(naam),
        "regels": [bieb.regels[regel][-1] for regel in bieb.onderwerpen[naam]],
        "voorbeelden": len(bieb.voorbeelden_per_onderwerp.get(naam, ())),
        "naam": naam,
    }
    return render(request, "openbaar/kennis/onderwerp.html", context)


@require_safe
def regel(request: HttpRequest, naam: str) -> HttpResponse:
    bieb = bibliotheek()
    if naam not in bieb.regels:
        raise Http404
    versies = bieb.regels[naam]
    laatste = versies[-1]
    bestand = laatste.bestand.removeprefix("regels/").removesuffix(".yaml")
    context = {
        "regel": laatste,
        "onderwerp": None if laatste.scenario else {"naam": bestand, "titel": subject(bestand)},
        "scenario": bieb.kennis.scenarios.get(laatste.scenario or ""),
        "versies": [_version(bieb, versie) for versie in reversed(versies)],
        "doorbreekt": [bieb.regels[verbod][-1] for verbod in laatste.doorbreekt],
        "doorbroken_door": [bieb.regels[ander][-1] for ander in bieb.doorbroken_door.get(naam, ())],
        "voorbeelden": bieb.voorbeelden_van.get(naam, ())[:12],
    }
    return render(request, "openbaar/kennis/regel.html", context)


def _version(bieb: Bibliotheek, versie: Regel) -> dict[str, Any]:
    dag = versie.geldig_tot or max(versie.geldig_vanaf, timezone.localdate())
    return {
        "regel": versie,
        "nu": versie.in_force(timezone.localdate()),
        "als": bieb.condition(versie.als),
        "tenzij": [bieb.condition(conditie) for conditie in versie.tenzij],
        "bronnen": [_source(citaat) for citaat in bieb.sources(versie.bronnen, dag)],
        "verschil": bieb.kennis.verschillen.get(versie.verschil or ""),
    }


def _source(citaat: Citaat) -> dict[str, Any]:
    artikel = citaat.artikel
    return {
        "tekst": citaat.tekst,
        "url": reverse("openbaar:artikel", args=[artikel.sleutel]) if artikel else "",
        "onzeker": artikel is not None and uncertain([artikel]),
    }


@require_safe
def artikelen(request: HttpRequest) -> HttpResponse:
    bieb = bibliotheek()
    wetten = [
        {"wet": wet, "artikelen": [{"artikel": v[-1], "onzeker": uncertain(v)} for v in versies], "id": wet["id"]}
        for wet, versies in bieb.wetten
    ]
    return render(request, "openbaar/kennis/artikelen.html", {"wetten": wetten})


@require_safe
def artikel(request: HttpRequest, sleutel: str) -> HttpResponse:
    bieb = bibliotheek()
    if sleutel not in bieb.artikelen:
        raise Http404
    versies = bieb.artikelen[sleutel]
    wet = next(wet for wet, _ in bieb.wetten if wet["id"] == versies[0].wet)
    vandaag = timezone.localdate()
    context = {
        "wet": wet,
        "artikel": versies[-1],
        "versies": [
            {
                "artikel": versie,
                "nu": versie.in_force(vandaag),
                "voorheen": versie.gegevens.get("voorheen"),
                "wordt": versie.gegevens.get("wordt"),
                "opmerking": versie.gegevens.get("opmerking"),
            }
            for versie in reversed(versies)
        ],
        "onzeker": uncertain(versies),
        "regels": [bieb.regels[naam][-1] for naam in bieb.rust_op.get(sleutel, ())],
    }
    return render(request, "openbaar/kennis/artikel.html", context)


@require_safe
def voorbeelden(request: HttpRequest) -> HttpResponse:
    bieb = bibliotheek()
    negen = [v for v in bieb.kennis.voorbeelden if v.id.startswith("casus-")]
    context = {
        "negen": sorted(negen, key=lambda v: (v.id.split("-")[1], v.op)),
        "onderwerpen": _subjects(bieb.voorbeelden_per_onderwerp),
        "aantal": len(bieb.voorbeelden),
    }
    return render(request, "openbaar/kennis/voorbeelden.html", context)


@require_safe
def voorbeelden_van(request: HttpRequest, naam: str) -> HttpResponse:
    bieb = bibliotheek()
    if naam not in bieb.voorbeelden_per_onderwerp:
        raise Http404
    context = {"titel": subject(naam), "voorbeelden": bieb.voorbeelden_per_onderwerp[naam]}
    return render(request, "openbaar/kennis/voorbeelden_van.html", context)


@require_safe
def voorbeeld(request: HttpRequest, naam: str) -> HttpResponse:
    bieb = bibliotheek()
    geval = bieb.voorbeelden.get(naam)
    if geval is None:
        raise Http404
    gesprek = _conversation(bieb, geval)
    context = {
        "voorbeeld": geval,
        "bron": bieb.sources((geval.bron,), geval.op)[0].tekst if geval.bron else "",
        "feiten": _facts_in_words(bieb, geval),
        "regels": [bieb.regels[regel][-1] for regel in geval.regels],
        "per_categorie": [
            {"titel": bieb.kennis.feiten["categorie"].antwoorden[c], "uitkomst": u}
            for c, u in geval.per_categorie.items()
            if c in bieb.kennis.feiten["categorie"].antwoorden
        ],
        "rekkelijk": geval.lezingen.get(Lezing.REKKELIJK),
        "velden": list(gesprek.fields()) if gesprek else [],
        "scenarios": [bieb.kennis.scenarios[s] for s in geval.scenarios],
    }
    return render(request, "openbaar/kennis/voorbeeld.html", context)


def _conversation(bieb: Bibliotheek, geval: Voorbeeld) -> Gesprek | None:
    """Return the worked case as a conversation to go on with, or None where its facts are half known."""
    antwoorden = {}
    for feit, waarde in geval.feiten.items():
        if waarde is None or isinstance(waarde, dict):
            return None
        lijst = waarde if isinstance(waarde, list) else [waarde]
        antwoorden[feit] = [w.isoformat() if isinstance(w, date) else str(w) for w in lijst]
    gesprek = Gesprek("professional", geval.op, Lezing.STRENG, geval.scenarios, antwoorden)
    try:
        read_facts(bieb.kennis, facts(bieb.kennis, gesprek))
    except InvoerFout:
        return None
    return gesprek


def _facts_in_words(bieb: Bibliotheek, geval: Voorbeeld) -> list[dict[str, str]]:
    uit = []
    for feit, waarde in geval.feiten.items():
        if waarde is None or isinstance(waarde, dict):
            woorden = "Dat is niet (helemaal) bekend."
        else:
            lijst = waarde if isinstance(waarde, list) else [waarde]
            woorden = in_words(bieb.kennis, feit, [w.isoformat() if isinstance(w, date) else str(w) for w in lijst])
        uit.append({"vraag": bieb.kennis.feiten[feit].vraag["professional"], "antwoord": woorden})
    return uit


@require_safe
def lezingen(request: HttpRequest) -> HttpResponse:
    bieb = bibliotheek()
    vandaag = timezone.localdate()
    per_verschil: dict[str, dict[str, Regel]] = {}
    for r in bieb.kennis.regels:
        if r.verschil:
            per_verschil.setdefault(r.verschil, {})[r.id] = r
    context = {
        "lezingen": [
            {
                "verschil": verschil,
                "bronnen": [_source(citaat) for citaat in bieb.sources(verschil.bronnen, vandaag)],
                "regels": list(per_verschil.get(verschil.id, {}).values()),
                "anker": anchor(verschil.id),
            }
            for verschil in bieb.kennis.verschillen.values()
        ]
    }
    return render(request, "openbaar/kennis/lezingen.html", context)


@require_safe
def scenario(request: HttpRequest, naam: str) -> HttpResponse:
    bieb = bibliotheek()
    voorstel = bieb.kennis.scenarios.get(naam)
    if voorstel is None:
        raise Http404
    context = {
        "scenario": voorstel,
        "bronnen": [_source(citaat) for citaat in bieb.sources(voorstel.bronnen, timezone.localdate())],
        "regels": [versies[-1] for versies in bieb.regels.values() if versies[-1].scenario == naam],
        "vervalt": [bieb.regels[regel][-1] for regel in voorstel.vervalt],
    }
    return render(request, "openbaar/kennis/scenario.html", context)


@require_safe
def begrippen(request: HttpRequest) -> HttpResponse:
    bieb = bibliotheek()
    context = {
        "woorden": [dict(woord) | {"anker": anchor(woord["woord"])} for woord in bieb.woorden],
        "begrippen": bieb.kennis.begrippen.values(),
    }
    return render(request, "openbaar/kennis/begrippen.html", context)


@require_safe
def over(request: HttpRequest) -> HttpResponse:
    return render(request, "openbaar/over.html", {"hash": bibliotheek().kennis.hash})


@require_safe
def toegankelijkheid(request: HttpRequest) -> HttpResponse:
    return render(request, "openbaar/toegankelijkheid.html")


@require_safe
def websitetekst(request: HttpRequest) -> HttpResponse:
    """Show the notice that every party to the covenant owes on its website, to be completed by that party."""
    return render(request, "openbaar/websitetekst.html")
