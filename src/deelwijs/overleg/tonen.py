# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A type of consultation in words for a page: names for answers, addresses for articles. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from deelwijs.overleg.kennis import kennisdeel
from deelwijs.overleg.typen import Antwoord, Betrokkenheid, Bevoegdheid, Deelname, FaseNaam, Keuze, Overlegtype
from deelwijs.toets.loader import load_shipped

ANTWOORD = {Antwoord.JA: "ja", Antwoord.NEE: "nee", Antwoord.OP_MAAT: "verschilt per keer"}
DEELNAME = {
    Deelname.VAST: "altijd aan tafel",
    Deelname.OP_UITNODIGING: "alleen als het voor deze jongere nodig is",
    Deelname.MELDT_AAN: "meldt aan en zit niet aan tafel",
}
BEVOEGDHEID = {
    Bevoegdheid.ADVISEERT: "geeft advies",
    Bevoegdheid.BESLIST: "beslist",
    Bevoegdheid.SPREEKT_AF: "maakt afspraken",
}
FASE = {
    FaseNaam.INTAKE: "Intake",
    FaseNaam.BEOORDELING: "Beoordeling",
    FaseNaam.PLAN: "Plan",
    FaseNaam.MONITORING: "Volgen",
    FaseNaam.EVALUATIE: "Evaluatie",
    FaseNaam.AFSLUITING: "Afsluiting",
}
VERSLAG = {
    "geen": "geen verslag",
    "advies": "kort verslag met het advies",
    "besluit": "verslag met het besluit",
    "afspraken": "lijst met afspraken",
    "verslag": "verslag",
}
NIVEAU = {"school": "op of rond één school", "gemeente": "voor de hele gemeente", "regio": "voor de hele regio"}
BETROKKEN = {
    "uitgenodigd": "Worden zij uitgenodigd?",
    "geinformeerd": "Weten zij het vooraf?",
    "aanwezig": "Zitten zij aan tafel?",
    "krijgt_verslag": "Krijgen zij het verslag?",
}
DOCUMENT = {
    "convenant": "Modelconvenant",
    "servicedocument": "Servicedocument",
    "nji": "Nederlands Jeugdinstituut (NJi), brochure",
    "webinar": "Webinar 2021",
    "handreiking": "Praktijkhandreiking monitoring",
}


def page(o: Overlegtype, typen: Mapping[str, Overlegtype]) -> dict[str, Any]:
    """Return everything a page about this type says."""
    kennis = kennisdeel()
    return {
        "type": o,
        "niveau": NIVEAU[o.niveau],
        "bevoegdheid": BEVOEGDHEID[o.bevoegdheid],
        "doelen": [kennis.doelen[doel] for doel in o.doelen],
        "deelnemers": [
            {
                "naam": kennis.verstrekkers[d.taak],
                "deelnemer": d,
                "deelname": DEELNAME[d.deelname],
                "bronnen": [article(artikel) for artikel in d.grondslag],
                "brengt_in": [kennis.categorieen[c] for c in d.mag_inbrengen],
            }
            for d in o.deelnemers
        ],
        "varianten": [{"naam": v.naam, "taken": tasks(v.taken)} for v in o.varianten],
        "regie": [
            {"rol": rol, "wie": tasks(r.taken), "doet": r.doet}
            for rol, r in (
                ("Procesregisseur", o.regie.procesregisseur),
                ("Organiseert", o.regie.organiseert),
                ("Casusregisseur", o.regie.casusregisseur),
                ("Aanspreekpunt voor vragen over gegevens", o.regie.aanspreekpunt),
            )
        ],
        "overdracht": o.regie.overdracht and {"naar": tasks(o.regie.overdracht.naar), "hoe": o.regie.overdracht},
        "informeert": tasks(o.informeert.taken),
        "betrokken": [_involved("De jongere", o.jongere), _involved("De ouders", o.ouders)],
        "toestemming": words(o.toestemming),
        "anoniem": words(o.anoniem_eerst),
        "verslag": VERSLAG[o.verslag.soort],
        "verslag_naar": tasks(o.verslag.naar),
        "verslag_niet": o.verslag.soort != "geen" and not_sent(o),
        "bewaren": [{"wie": tasks(b.taken), "tekst": b.tekst, "termijn": term(b.termijn)} for b in o.bewaren],
        "gegevens": [kennis.categorieen[c] for c in o.categorieen],
        "fasen": [
            {"naam": FASE[f.fase], "waarvoor": f.waarvoor, "gegevens": [kennis.categorieen[c] for c in f.categorieen]}
            for f in o.fasen
        ],
        "verwijst": [
            {"naar": typen[v.naar].naam, "slug": v.naar, "wanneer": v.wanneer}
            for v in o.verwijst_naar
            if v.naar in typen
        ],
        "bronnen": [_source(bron.soort, bron.id, bron.deel) for bron in o.bronnen],
    }


def columns(typen: Mapping[str, Overlegtype], te_kiezen: frozenset[str]) -> dict[str, Any]:
    """Return the table that puts the types side by side: a row per question, a cell per type."""
    alle = list(typen.values())
    rijen = [
        ("Waarvoor", [o.kort for o in alle]),
        ("Kan het", [BEVOEGDHEID[o.bevoegdheid] for o in alle]),
        ("Zit altijd aan tafel", [_at(o, Deelname.VAST) for o in alle]),
        ("Alleen als het nodig is", [_at(o, Deelname.OP_UITNODIGING) for o in alle]),
        ("Meldt aan, zit er niet bij", [_at(o, Deelname.MELDT_AAN) for o in alle]),
        ("Jongere aan tafel", [ANTWOORD[o.jongere.aanwezig.antwoord] for o in alle]),
        ("Ouders aan tafel", [ANTWOORD[o.ouders.aanwezig.antwoord] for o in alle]),
        ("Wie vertelt het hun vooraf", [", ".join(tasks(o.informeert.taken)) for o in alle]),
        ("Procesregisseur", [", ".join(tasks(o.regie.procesregisseur.taken)) for o in alle]),
        ("Verslag", [VERSLAG[o.verslag.soort] for o in alle]),
        ("Notulen", ["ja" if o.verslag.notulen else "nee" for o in alle]),
        ("Verslag naar jongere", [ANTWOORD[o.jongere.krijgt_verslag.antwoord] for o in alle]),
        ("Verslag naar ouders", [ANTWOORD[o.ouders.krijgt_verslag.antwoord] for o in alle]),
        ("Eerst toestemming vragen", [ANTWOORD[o.toestemming.antwoord] for o in alle]),
        ("Eerst zonder naam", [ANTWOORD[o.anoniem_eerst.antwoord] for o in alle]),
        ("Hoe vaak", [o.ritme.tekst for o in alle]),
        ("Fasen", [", ".join(FASE[f.fase].lower() for f in o.fasen) for o in alle]),
    ]
    return {
        "typen": [{"type": o, "te_kiezen": o.slug in te_kiezen} for o in alle],
        "rijen": [{"vraag": vraag, "cellen": cellen} for vraag, cellen in rijen],
    }


def _at(o: Overlegtype, deelname: Deelname) -> str:
    return ", ".join(tasks(d.taak for d in o.deelnemers if d.deelname is deelname)) or "niemand"


def tasks(taken: Iterable[str]) -> list[str]:
    """Return the names of tasks; a long row of kinds of school becomes one word."""
    namen = list(taken)
    scholen = [taak for taak in namen if taak.startswith("school_") and taak != "school_gedragskundige"]
    if len(scholen) > 2:
        namen = ["", *(taak for taak in namen if taak not in scholen)]
    return [kennisdeel().verstrekkers[taak] if taak else "de school" for taak in namen]


def words(k: Keuze) -> dict[str, str]:
    """Return an answer and its reason in words."""
    return {"antwoord": ANTWOORD[k.antwoord], "reden": k.reden}


def _involved(wie: str, rol: Betrokkenheid) -> dict[str, Any]:
    return {"wie": wie, "rijen": [{"vraag": vraag, **words(getattr(rol, veld))} for veld, vraag in BETROKKEN.items()]}


def not_sent(o: Overlegtype) -> bool:
    """Whether the report goes to neither the youth nor the parents; they may still ask to see it."""
    return Antwoord.JA not in (o.jongere.krijgt_verslag.antwoord, o.ouders.krijgt_verslag.antwoord)


def term(termijn: str) -> str:
    """Return the term of the table of keeping, or "" where no source has one."""
    rij = kennisdeel().termijnen.get(termijn)
    if not rij or not rij.get("termijn"):
        return ""
    begin = f", vanaf: {rij['begint_bij']}" if rij.get("begint_bij") else ""
    onzeker = "" if rij["zekerheid"] == "hoog" else " (niet zeker)"
    return f"{rij['termijn']}{begin}{onzeker}"


def article(sleutel: str) -> dict[str, Any]:
    """Return a citation of an article with the address of its page."""
    versies = [a for a in load_shipped(voorbeelden=False).artikelen.values() if a.sleutel == sleutel]
    laatste = versies[-1]
    nummer = f", artikel {laatste.artikel}" if laatste.artikel else ""
    return {
        "tekst": f"{laatste.wetnaam}{nummer}",
        "url": reverse("openbaar:artikel", args=[sleutel]),
        "onzeker": laatste.zekerheid == "laag",
    }


def _source(soort: str, sleutel: str, deel: str) -> dict[str, Any]:
    if soort == "wet":
        return article(sleutel)
    return {"tekst": f"{DOCUMENT[sleutel]}, {deel}", "url": ""}
