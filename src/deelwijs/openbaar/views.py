# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The public page "Mag ik dit delen?": every page is made from the form that asked for it, and nothing is kept.

Without a CSRF token (and so without its cookie): there is nothing here that a forged request could change.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from deelwijs.openbaar import begin
from deelwijs.openbaar.antwoord import VELD, WEET_NIET, in_words, missing, read_answer
from deelwijs.openbaar.gesprek import Gesprek, GesprekFout, judge, next_question, prune, read
from deelwijs.openbaar.meldingen import messages
from deelwijs.openbaar.stappen import so_far
from deelwijs.openbaar.uitslag import result
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Feit, Kennis
from deelwijs.ui.fouten import fout_pagina
from deelwijs.ui.toetswoorden import address

VRAAG = "vraag:"  # doe=vraag:<feit> shows that question


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what Deelwijs is, and the way in."""
    return _page(request, "openbaar/start.html", begin.page(load_shipped(), QueryDict()))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def vraag(request: HttpRequest) -> HttpResponse:
    """Take in what the form says and show the next question, or the result. `doe` names the button:

    begin, verder, weet_niet, vorige, antwoord (show the result), vraag:<feit> (show that question).
    """
    if request.method != "POST":
        return redirect("openbaar:start")
    kennis = load_shipped()
    try:
        if request.POST.get("doe") == "begin":
            return _begin(request, kennis)
        return _step(request, kennis, read(kennis, request.POST, localdate()))
    except GesprekFout as fout:
        return fout_pagina(request, 400, f"{fout} Begin opnieuw op de beginpagina.")


def _begin(request: HttpRequest, kennis: Kennis) -> HttpResponse:
    gesprek, fouten = begin.read_start(kennis, request.POST, localdate())
    if gesprek is None:
        return _page(request, "openbaar/start.html", begin.page(kennis, request.POST, fouten))
    return _onward(request, kennis, gesprek)


def _step(request: HttpRequest, kennis: Kennis, gesprek: Gesprek) -> HttpResponse:
    data, doe = request.POST, request.POST.get("doe", "")
    huidig = _fact(kennis, data["vraag"]) if data.get("vraag") else None
    if doe.startswith(VRAAG):
        return _question(request, kennis, gesprek, _fact(kennis, doe.removeprefix(VRAAG)))
    if doe == "vorige":
        vorige = gesprek.before(huidig.naam if huidig else None)
        if vorige is None:
            return redirect("openbaar:start")
        return _question(request, kennis, gesprek, kennis.feiten[vorige])
    weg: tuple[str, ...] = ()
    if huidig is not None:
        waarden, fout = read_answer(huidig, data)
        if not (waarden or fout or doe == "antwoord"):
            fout = missing(huidig)
        if fout:
            return _question(request, kennis, gesprek, huidig, fout)
        if waarden:
            gesprek, weg = prune(kennis, gesprek.with_answer(huidig.naam, waarden))
    return _result(request, kennis, gesprek, weg) if doe == "antwoord" else _onward(request, kennis, gesprek, weg)


def _fact(kennis: Kennis, naam: str) -> Feit:
    if naam not in kennis.feiten:
        raise GesprekFout("Deze vraag kent de toets niet.")
    return kennis.feiten[naam]


def _onward(request: HttpRequest, kennis: Kennis, gesprek: Gesprek, weg: tuple[str, ...] = ()) -> HttpResponse:
    feit = next_question(kennis, gesprek)
    if feit is None:
        return _result(request, kennis, gesprek, weg)
    return _question(request, kennis, gesprek, feit, weg=weg)


def _question(
    request: HttpRequest, kennis: Kennis, gesprek: Gesprek, feit: Feit, fout: str = "", weg: tuple[str, ...] = ()
) -> HttpResponse:
    """Show one question; with what was typed when that was wrong, else with the answer it had."""
    publiek = gesprek.publiek
    gekozen = request.POST.getlist(VELD) if fout else gesprek.antwoorden.get(feit.naam, [])
    per_antwoord = {a: {"waarde": a, "tekst": _capital(_answer_text(feit, a, publiek))} for a in _answers(feit)}
    context = {
        "feit": feit,
        "vraag": feit.vraag[publiek],
        "uitleg": feit.help_text(publiek),
        "soort": "datum" if feit.soort == "datum" else "getal" if feit.soort == "getal" else "keuze",
        "meer": feit.soort == "meerkeuze",
        "opties": [] if feit.rubrieken else list(per_antwoord.values()),
        "rubrieken": [
            {"titel": titel, "opties": [per_antwoord[a] for a in leden]} for titel, leden in feit.rubrieken.items()
        ],
        "los": [{"waarde": WEET_NIET, "tekst": "Dat weet ik niet"}],
        "gekozen": gekozen,
        "gekozen_een": gekozen[0] if len(gekozen) == 1 else None,
        "typed": _typed(request.POST if fout else None, gekozen),
        "fout": fout,
        "fouten": [{"veld": VELD, "tekst": fout}] if fout else [],
        "nummer": gesprek.number(feit.naam),
        "toon": VRAAG + feit.naam,
        **so_far(kennis, gesprek),
    }
    return _page(request, "openbaar/vraag.html", _common(kennis, gesprek, weg) | context)


def _result(request: HttpRequest, kennis: Kennis, gesprek: Gesprek, weg: tuple[str, ...] = ()) -> HttpResponse:
    context = result(kennis, gesprek, judge(kennis, gesprek))
    context |= {"toon": "antwoord", "pdf_url": address("openbaar:pdf")}
    return _page(request, "openbaar/uitkomst.html", _common(kennis, gesprek, weg) | context)


def _common(kennis: Kennis, gesprek: Gesprek, weg: tuple[str, ...]) -> dict[str, Any]:
    publiek = gesprek.publiek
    return {
        "publiek": publiek,
        "gesprek": gesprek,
        "velden": list(gesprek.fields()),
        "meldingen": messages(kennis, gesprek, localdate(), weg),
        "gegeven": [
            {
                "feit": naam,
                "vraag": kennis.feiten[naam].vraag[publiek],
                "antwoord": _capital(in_words(kennis, naam, waarden, publiek)),
            }
            for naam, waarden in gesprek.antwoorden.items()
        ],
    }


def _answers(feit: Feit) -> tuple[str, ...]:
    return tuple(feit.antwoorden) or feit.cellen if feit.soort in ("keuze", "meerkeuze", "ja_nee") else ()


def _answer_text(feit: Feit, antwoord: str, publiek: str) -> str:
    return feit.words(antwoord, publiek) if feit.antwoorden else antwoord


def _typed(data: QueryDict | None, gekozen: list[str]) -> dict[str, str]:
    """Return what stands in the fields of a number or a date."""
    if data is not None:
        return {"getal": gekozen[0] if gekozen else ""} | {
            deel: data.get(f"{VELD}_{deel}", "") for deel in ("dag", "maand", "jaar")
        }
    tekst = gekozen[0] if gekozen and gekozen != [WEET_NIET] and ".." not in gekozen[0] else ""
    delen = tekst.split("-") if tekst.count("-") == 2 else ["", "", ""]
    return {"getal": tekst, "jaar": delen[0], "maand": delen[1].lstrip("0"), "dag": delen[2].lstrip("0")}


def _capital(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]


def _page(request: HttpRequest, sjabloon: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, sjabloon, context)
    # Not no-store: the browser may show the page again from its own memory when somebody goes back.
    response.headers["Cache-Control"] = "private, no-cache"
    return response
