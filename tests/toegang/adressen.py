# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Every address of the program, with keys of the rich casus filled in, and a form that its owner would send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.toegang.wereld import Wereld, zin

DAG = {"dag": "3", "maand": "11", "jaar": "2026"}


def names(patterns: Any = None, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """Give the name of every address that the URL resolver knows."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from names(one.url_patterns, (*spaces, one.namespace) if one.namespace else spaces)
        elif isinstance(one, URLPattern):
            yield ":".join((*spaces, str(one.name)))


# What stands between < and > in an address, as a name out of the world; "pk" of a casus unless named here.
SLEUTELS: dict[str, dict[str, str]] = {
    "casus:uitnodiging": {"pk": "uitnodiging"},
    "casus:inbreng": {"inbreng": "inbreng"},
    "casus:verbeteren": {"inbreng": "inbreng"},
    "casus:bijlage": {"bijlage": "bijlage"},
    "casus:beeindigen": {"deelname": "zetel"},
    "verstrekking:cel": {"inbreng": "inbreng", "zetel": "zetel_emre", "niveau": "dat"},
    "verstrekking:afwegen": {"inbreng": "inbreng", "zetel": "zetel_emre", "niveau": "dat"},
    "verstrekking:advies": {"inbreng": "inbreng", "zetel": "zetel_emre", "niveau": "dat"},
    "verstrekking:een": {"pk": "gegeven_wat"},
    "verstrekking:intrekken": {"pk": "gegeven_wat"},
    "verstrekking:verder": {"pk": "gegeven_wat"},
    "verstrekking:verzoek": {"pk": "verzoek"},
    "verstrekking:fg_bericht": {"pk": "fg_bericht"},
    "partij:uitnodiging": {"link": "link"},
    "partij:eerste_medewerker": {"partij": "partij"},
    "partij:medewerker": {"pk": "collega"},
    "partij:opnieuw_uitnodigen": {"pk": "nieuwe_medewerker"},
    "partij:uitnodiging_intrekken": {"pk": "nieuwe_medewerker"},
    "vertrek:uit_dienst": {"pk": "collega"},
    "partijbeheer:partij": {"pk": "partij"},
    "partijbeheer:wijzigen": {"pk": "partij"},
    "partijbeheer:taak_erbij": {"pk": "partij"},
    "partijbeheer:taak_eindigt": {"pk": "partij", "taak_pk": "taak"},
    "partijbeheer:mandaat": {"pk": "partij"},
    "partijbeheer:mandaat_eindigt": {"pk": "partij", "mandaat_pk": "mandaat"},
    "convenant:nieuwe_versie": {"pk": "convenant"},
    **{f"convenant:{naam}": {"pk": "concept"} for naam in ("versie", "inhoud", "partijen", "vaststellen", "toetreden")},
    **{f"convenant:{naam}": {"pk": "versie"} for naam in ("evaluatie", "beeindigen")},
    **{
        f"convenant:{naam}": {"pk": "toetreding"}
        for naam in ("toetreding", "afspraak", "tekenen", "bekendmaken", "uittreden", "formulier", "formulier_pdf")
    },
    "convenant_inzage:gezien": {"pk": "kennisgeving"},
    "overleg:type": {"slug": "slug"},
    "overleg:wijzigen": {"slug": "eigen_type"},
    "overleg:vaststellen": {"slug": "eigen_type"},
}
# The same address with other keys, or with a query: what stands after the space makes the name.
ANDERS: dict[str, dict[str, str]] = {
    "verstrekking:een dat": {"pk": "gegeven_dat"},
    "verstrekking:een weging": {"pk": "gegeven_weging"},
    "casus:inbreng anouk": {"inbreng": "inbreng_anouk"},
    "casus:detail carla": {"pk": "casus_carla"},
    "casus:uitnodigen taak": {},
    "partij:eerste_medewerker eigen": {"partij": "eigen_partij"},
}
VRAAG = {"casus:uitnodigen taak": "?taak=samenwerkingsverband"}
VAST: dict[str, dict[str, Any]] = {  # words that are no key of a row
    "openbaar:onderwerp": {"naam": "geheim"},
    "openbaar:regel": {"naam": "x"},
    "openbaar:artikel": {"sleutel": "x"},
    "openbaar:voorbeelden_van": {"naam": "x"},
    "openbaar:voorbeeld": {"naam": "x"},
    "openbaar:scenario": {"naam": "wams"},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
}
ZONDER_NAAM = {"None": "/api/v1x", "api:None": "/api/v1/x", "api:api-root": "/api/v1/"}


@dataclass(frozen=True)
class Adres:
    """One line of the tables: its name, where it is, and what is posted to it."""

    naam: str
    pad: str
    formulier: dict[str, Any]


def adressen(w: Wereld) -> list[Adres]:
    """Return every address once, and those that mean something else for another row twice."""
    found = {naam: _path(naam, SLEUTELS.get(naam, {}), w) for naam in names()}
    found |= {naam: _path(naam.split()[0], keys, w) + VRAAG.get(naam, "") for naam, keys in ANDERS.items()}
    forms = formulieren(w)
    return [Adres(naam, pad, forms.get(naam, {})) for naam, pad in sorted(found.items())]


def _path(naam: str, keys: dict[str, str], w: Wereld) -> str:
    if naam in ZONDER_NAAM:
        return ZONDER_NAAM[naam]
    given: dict[str, Any] = VAST.get(naam) or {veld: w[which] for veld, which in keys.items()}
    if "pk" not in given and naam.split(":")[0] in ("casus", "verstrekking"):
        given = given | {"pk": w["casus"]}
    for wanted in (given, {k: v for k, v in given.items() if k != "pk"}):
        try:
            return reverse(naam, kwargs=wanted)
        except NoReverseMatch:  # an address without a key
            continue
    raise LookupError(f"{naam}: zet de sleutels van dit adres in tests/toegang/adressen.py")


def formulieren(w: Wereld) -> dict[str, dict[str, Any]]:
    """Return for each address what somebody who may would send; a key of the form makes it done once."""
    sleutel = {"sleutel": str(uuid4())}
    dag = {
        f"{naam}_{deel}": waarde
        for naam in ("dag", "geboortedatum", "jongere-geboortedatum")
        for deel, waarde in DAG.items()
    }
    gegeven = {
        "titel": "Een titel", "tekst": zin("nieuw"), "aard": "feit", "herkomst": "dossier", "geheim": "geen",
    }  # fmt: skip
    cel = f"{w['inbreng'].hex}-{w['zetel_emre'].hex}"
    waarom = {f"{wat}-{cel}": zin("nieuw") for wat in ("waarom", "inhoud", "spoedreden")}
    zeker = {"zeker": "on"}
    verklaring = {"verantwoordelijkheid": "Wij helpen.", "grondslag": "wvo-2020:8.9-8.12"}
    mens = {
        "naam": "Nieuw",
        "functie": "mentor",
        "email": "nieuw@vlietlanden.example",
        "taak": "school_vo",
        "rollen": [],
    }
    return {
        "casus:zoeken": {"naam": "Noor"},
        "casus:uitnodiging": {"wie": "niemand", "reden": "geen_ruimte"},
        "casus:openen": {
            **sleutel, **dag, **gegeven, **verklaring, "stap": "jongere", "overlegtype": "mdo_zat",
            "doel": "stagnatie_voorkomen", "doel_tekst": "Samen helpen.", "categorie": "onderwijs",
            "jongere-naam": "Sam Vliet", "jongere-herkomst": "administratie", "jongere-woonplaats": "",
        },
        "casus:inbrengen": {**sleutel, **gegeven, "categorie": "onderwijs", "betrokkene": str(w["jongere"])},
        "casus:verbeteren": {**sleutel, **gegeven},
        "casus:rondom": {**sleutel, **gegeven, "relatie": "voogd", "naam": "Rita", "woonplaats": ""},
        "casus:uitnodigen taak": {"partij": str(w["partij_swv"])},
        "casus:verklaren": verklaring,
        "casus:collegas": {"doe": "erbij", "wie": str(w["collega"])},
        "casus:beeindigen": zeker,
        "casus:regie": {"soort": "procesregisseur", "naar": str(w["zetel"])},
        "casus:sluiten": zeker,
        "verstrekking:rooster": {"doe": "toets"},
        "verstrekking:bevestigen": {**sleutel, **waarom, "doe": "verstrek", "k": cel, f"n-{cel}": "dat"},
        "verstrekking:cel": {"doe": "antwoord", "vraag": "noodzaak", "antwoord": "kan_niet_zonder", "cel": cel},
        "verstrekking:afwegen": {**sleutel, **waarom, "conclusie": zin("nieuw")},
        "verstrekking:advies": {"waarom": zin("nieuw")},
        "verstrekking:fase": {"doe": "naar:analyse"},
        "verstrekking:verder": {**sleutel, "soort": "plicht", "artikel": "wmo-2015:5.2.6", "waarom": zin("nieuw")},
        "verstrekking:verzoek": {"reden": zin("nieuw")},
        "verstrekking:taken": {"taak": str(w["voorwaarde"])},
        "verstrekking:fg_bericht": {"antwoord": zin("nieuw"), "akkoord": "ja"},
        "partij:uitnodigen": mens,
        "partij:eerste_medewerker": mens | {"rollen": ["personeel"]},
        "partij:eerste_medewerker eigen": mens | {"rollen": ["personeel"]},
        "partij:medewerker": {"naam": "Anders", "functie": "mentor", "taak": "school_vo"},
        "overleg:nieuw": {"naam": "Nog een overleg", "van": "vot"},
        "partijbeheer:nieuw": {**sleutel, "naam": "School Nieuw", "soort": "school", "taken": "school_po",
                               "lezing": "streng"},
        "partijbeheer:taak_erbij": {"taken": "gemeente_leerplicht", "soort": "gemeente_zorg"},
        "convenant:nieuw": {**sleutel, "naam": "Ander convenant", "regio": "Anders"},
        "partij:sessie_weg": {"sessie": "alle"},
        "ui:thema": {"thema": "donker"},
    }  # fmt: skip
