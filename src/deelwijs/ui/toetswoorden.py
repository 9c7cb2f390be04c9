# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Parts of an oordeel as the components of this folder take them. The same on the public page and in a casus."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse

from deelwijs.toets.model import Kennis, Klopt
from deelwijs.toets.uitleg import Citaat, Eis, RegelUitleg, for_audience

LAAG = "laag"


def address(naam: str, *sleutel: str) -> str:
    """Return the address of a page; "" where this installation has none."""
    try:
        return reverse(naam, args=sleutel)
    except NoReverseMatch:
        return ""


def source(citaat: Citaat) -> dict[str, Any]:
    """Return what ui/bron.html takes; doubtful where wetten.yaml says so of the article or of its dates."""
    artikel = citaat.artikel
    return {
        "tekst": citaat.tekst,
        "url": address("openbaar:artikel", artikel.sleutel) if artikel else "",
        "onzeker": artikel is not None and LAAG in (artikel.zekerheid, artikel.datum_zekerheid),
    }


def rule(kennis: Kennis, uitleg: RegelUitleg, publiek: str = "professional") -> dict[str, Any]:
    """Return what ui/regels.html takes."""
    regel = uitleg.regel
    return {
        "titel": regel.titel,
        "tekst": regel.tekst[publiek],
        "soort": kennis.zinnen["regelsoorten"][regel.soort],
        "url": address("openbaar:regel", regel.id),
        "bronnen": [source(citaat) for citaat in uitleg.citaten],
    }


def demand(kennis: Kennis, eis: Eis, publiek: str = "professional", *, wanneer: bool = True) -> dict[str, Any]:
    """Return what ui/checklist.html takes. `wanneer`: say whether it comes before or after sharing."""
    zinnen = kennis.zinnen["plicht"]
    moment = for_audience(zinnen["wanneer"][eis.plicht.wanneer], publiek) if wanneer else ""
    misschien = "" if eis.open_ is Klopt.JA else for_audience(zinnen["misschien"], publiek)
    return {
        "plicht": eis.plicht.doe if publiek == "professional" else eis.regel.tekst[publiek],
        "wie": for_audience(zinnen["wie"][eis.plicht.wie], publiek),
        "wanneer": ". ".join(filter(None, (moment, misschien))),
        "bronnen": [source(citaat) for citaat in eis.citaten],
    }


def state(kennis: Kennis, stap: str, resultaat: Klopt, weegt: bool, publiek: str = "professional") -> str:
    """Return the state of a step in two or three words; "" where the component says it well."""
    soort = "weging" if weegt else str(resultaat)
    zin = kennis.zinnen["standen"].get(stap, {}).get(soort) or kennis.zinnen["standen"]["alle"].get(soort, "")
    return for_audience(zin, publiek)


def sign(stap: str, resultaat: Klopt, weegt: bool) -> str:
    """Return the state as ui/stappen.html draws it: an open duty is something to do, not something wrong."""
    if weegt:
        return "weging"
    return "doen" if stap == "plicht" and resultaat is Klopt.NEE else str(resultaat)
