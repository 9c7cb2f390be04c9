# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The weighing as a PDF for one's own file: PDF/A-2a and PDF/UA-1, from the same oordeel as the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from deelwijs.openbaar.gesprek import Gesprek, in_words
from deelwijs.toets.model import Kennis, Klopt, Uitkomst
from deelwijs.toets.oordeel import Deel, Oordeel
from deelwijs.toets.uitleg import Eis, RegelUitleg, for_audience, label
from deelwijs.ui.pdf import make_pdf

SJABLOON = Path(__file__).parent / "documenten" / "weging.typ"
MAX_MOTIEF = 4000


def weighing(kennis: Kennis, gesprek: Gesprek, oordeel: Oordeel, motief: str) -> bytes:
    """Return the PDF of an oordeel, with the answers behind it and the motive that was typed.

    The same input gives the same bytes: fonts are ours and the date in the file is the day of the toets.
    """
    return make_pdf(SJABLOON, content(kennis, gesprek, oordeel, motief), gesprek.peildatum)


def content(kennis: Kennis, gesprek: Gesprek, oordeel: Oordeel, motief: str) -> dict[str, Any]:
    """Return all text of the PDF as plain data, in the wording of who asks."""
    zinnen = kennis.zinnen["pdf"]
    publiek = gesprek.publiek
    delen = [(_title(kennis, d.categorie), _part(kennis, d, publiek)) for d in oordeel.per_categorie.values()]
    dag = gesprek.peildatum.strftime("%d-%m-%Y")
    return {
        "titel": zinnen["titel"],
        "ondertitel": zinnen["ondertitel"].format(dag=dag),
        "omschrijving": zinnen["omschrijving"].format(dag=dag),
        "voet": zinnen["voet"],
        "koppen": zinnen["koppen"],
        "uitkomst": {
            "kort": _short(kennis, oordeel.uitkomst),
            "uitleg": kennis.zinnen["uitkomsten"][oordeel.uitkomst][publiek],
            "bereik": _range(kennis, oordeel),
        },
        "scenario": _bills(kennis, gesprek),
        "antwoorden": [
            {"vraag": kennis.feiten[feit].vraag[publiek], "antwoord": in_words(kennis, feit, waarden)}
            for feit, waarden in gesprek.antwoorden.items()
        ],
        "delen": [{"titel": titel, "kort": deel["kort"]} for titel, deel in delen],
        "redenen": _grouped(kennis, delen),
        "voorwaarden": [_demand(kennis, eis) for eis in _merged(d.voorwaarden for d in oordeel.per_categorie.values())],
        "vast": [eis.plicht.doe for eis in _merged(d.vast for d in oordeel.per_categorie.values())],
        "lezingen": _readings(kennis, oordeel),
        "vragen": [feit.vraag[publiek] for feit in oordeel.vragen],
        "motief": [alinea.strip() for alinea in motief[:MAX_MOTIEF].split("\n") if alinea.strip()] or "",
        "geen_motief": zinnen["geen_motief"],
        "bewijs_uitleg": zinnen["bewijs_uitleg"],
        "bewijs": [{"naam": zinnen["bewijs"][naam], "waarde": waarde} for naam, waarde in _receipt(oordeel).items()],
    }


def _short(kennis: Kennis, uitkomst: Uitkomst) -> str:
    return str(kennis.zinnen["uitkomsten"][uitkomst]["kort"])


def _range(kennis: Kennis, oordeel: Oordeel) -> str:
    if oordeel.uitkomst is not Uitkomst.ONVOLLEDIG:
        return ""
    slechtst, best = (_short(kennis, uitkomst).lower() for uitkomst in (oordeel.slechtst, oordeel.best))
    return str(kennis.zinnen["pdf"]["bereik"].format(slechtst=slechtst, best=best))


def _bills(kennis: Kennis, gesprek: Gesprek) -> str:
    if not gesprek.scenarios:
        return ""
    titels = " en ".join(kennis.scenarios[naam].titel for naam in gesprek.scenarios)
    return str(kennis.zinnen["pdf"]["scenario"].format(titels=titels))


def _title(kennis: Kennis, categorie: str) -> str:
    if categorie not in kennis.feiten["categorie"].antwoorden:
        return ""
    titel = label(kennis, "categorie", categorie)
    return titel[:1].upper() + titel[1:]


def _grouped(kennis: Kennis, delen: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """Return the reasons once for all categories that share them, under a heading that names these."""
    koppen = kennis.zinnen["pdf"]["koppen"]
    uit: list[tuple[list[str], dict[str, Any]]] = []
    for titel, deel in delen:
        for titels, ander in uit:
            if ander == deel:
                titels.append(titel[:1].lower() + titel[1:])
                break
        else:
            uit.append(([titel], deel))
    return [
        {"kop": koppen["waarom"].format(titel="; ".join(titels)) if titels[0] else koppen["waarom_alles"], **deel}
        for titels, deel in uit
    ]


def _part(kennis: Kennis, deel: Deel, publiek: str) -> dict[str, Any]:
    return {
        "kort": _short(kennis, deel.uitkomst),
        "stappen": [
            {
                "titel": kennis.zinnen["stappen"][stap.stap]["titel"],
                "uitleg": for_audience(stap.uitleg, publiek),
                "regels": [_rule(kennis, regel, publiek) for regel in stap.regels if regel.klopt is Klopt.JA],
            }
            for stap in deel.stappen
        ],
        "waarom_niet": [reden.in_words(kennis, publiek) for reden in deel.redenen],
        "hulp": [
            kennis.zinnen["pdf"]["uitweg"].format(
                stappen=" ".join(actie.tekst[publiek] for actie in weg.acties), wordt=_short(kennis, weg.wordt).lower()
            )
            for weg in deel.wat_zou_helpen
        ],
    }


def _rule(kennis: Kennis, uitleg: RegelUitleg, publiek: str) -> dict[str, str]:
    twijfel = any(
        citaat.artikel is not None and "laag" in (citaat.artikel.zekerheid, citaat.artikel.datum_zekerheid)
        for citaat in uitleg.citaten
    )
    return {
        "titel": uitleg.regel.titel,
        "stand": kennis.zinnen["pdf"]["niet_zeker"] if twijfel else "",
        "tekst": uitleg.regel.tekst[publiek],
        "bronnen": "; ".join(citaat.tekst for citaat in uitleg.citaten),
    }


def _merged(lijsten: Iterable[tuple[Eis, ...]]) -> list[Eis]:
    return list({eis.regel.id: eis for lijst in lijsten for eis in lijst}.values())


def _demand(kennis: Kennis, eis: Eis) -> dict[str, str]:
    zinnen = kennis.zinnen["pdf"]
    return {
        "plicht": eis.plicht.doe,
        "wie": zinnen["wie"].get(eis.plicht.wie, eis.plicht.wie),
        "wanneer": zinnen["wanneer"][eis.plicht.wanneer],
        "bronnen": "; ".join(citaat.tekst for citaat in eis.citaten),
    }


def _readings(kennis: Kennis, oordeel: Oordeel) -> list[dict[str, str]]:
    if len(set(oordeel.lezingen.values())) < 2:
        return []
    zinnen = kennis.zinnen["pdf"]["lezing"]
    return [
        {"naam": zinnen[lezing]["naam"], "uitkomst": f"{_short(kennis, uitkomst)}.", "uitleg": zinnen[lezing]["uitleg"]}
        for lezing, uitkomst in oordeel.lezingen.items()
    ]


def _receipt(oordeel: Oordeel) -> Mapping[str, str]:
    bewijs = oordeel.bewijs
    return {
        "peildatum": bewijs.peildatum.strftime("%d-%m-%Y"),
        "lezing": str(bewijs.lezing),
        "motor": bewijs.motor,
        "kennis": bewijs.kennis,
        "feiten": bewijs.feiten,
    }
