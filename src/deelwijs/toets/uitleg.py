# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Why: the steps, the rules behind them, the conditions that go with a yes, and the bases that came near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from deelwijs.toets.interpret import Bevinding
from deelwijs.toets.model import (
    Artikel,
    Bron,
    Kennis,
    Klopt,
    Plicht,
    Regel,
    Soort,
    Staat,
    Stand,
    Stap,
    Voorwaarde,
)

STAPPEN = (Stap.GRONDSLAG, Stap.VERBOD, Stap.DOEL, Stap.PROPORTIONALITEIT, Stap.SUBSIDIARITEIT, Stap.PLICHT)
PARTIJEN = frozenset(("handeling", "verstrekker", "ontvanger", "houder", "verzoeker"))
DOCUMENTNAMEN = {
    "convenant": "Model Privacy Convenant (januari 2024)",
    "servicedocument": "Servicedocument van MBO Raad, Jeugdzorg Nederland en Ingrado (circa 2020)",
    "nji": "Brochure van het Nederlands Jeugdinstituut (na mei 2018)",
    "webinar": "Webinar van 8 december 2021",
    "handreiking": "Handreiking regionale monitoring (circa 2017)",
}


@dataclass(frozen=True, slots=True)
class Citaat:
    """A source in words, with the article of that day where it is one."""

    tekst: str
    artikel: Artikel | None
    bron: Bron


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """One condition set beside the facts."""

    feit: str
    verwacht: tuple[str, ...]
    is_: tuple[str, ...] | None  # None: not known at all
    klopt: Klopt


@dataclass(frozen=True, slots=True)
class RegelUitleg:
    regel: Regel
    klopt: Klopt
    citaten: tuple[Citaat, ...]
    vergelijkingen: tuple[Vergelijking, ...]


@dataclass(frozen=True, slots=True)
class StapUitleg:
    stap: Stap
    resultaat: Klopt
    weegt: bool  # a person has to weigh in this step
    uitleg: str
    regels: tuple[RegelUitleg, ...]


@dataclass(frozen=True, slots=True)
class Eis:
    """A duty that goes with the answer. `open_`: ja, or onbekend while nobody has said that it is done."""

    regel: Regel
    plicht: Plicht
    open_: Klopt
    citaten: tuple[Citaat, ...]


def cite(stand: Stand, bron: Bron) -> Citaat:
    """Return the source in words, with the number it bears on the day of the toets."""
    deel = f", {bron.deel}" if bron.deel else ""
    if bron.soort == "wet":
        artikel = stand.kennis.artikel(bron.id, stand.peildatum)
        return Citaat((artikel.citeer if artikel else bron.id) + deel, artikel, bron)
    if bron.soort == "wetsvoorstel":
        voorstellen = {v["id"]: v["naam"] for v in stand.kennis.wetgegevens.get("wetsvoorstellen", ())}
        return Citaat(f"Wetsvoorstel: {voorstellen.get(bron.id, bron.id)}{deel}", None, bron)
    return Citaat(DOCUMENTNAMEN[bron.id] + deel, None, bron)


def steps(stand: Stand, staat: Staat, bevinding: Bevinding) -> tuple[StapUitleg, ...]:
    """Return the steps in order, each with its result and the rules that fired or still may."""
    return tuple(_step(stand, staat, bevinding, stap) for stap in STAPPEN)


def _step(stand: Stand, staat: Staat, bevinding: Bevinding, stap: Stap) -> StapUitleg:
    spelers = [
        (regel, werkt, staand)
        for regel, werkt, staand in zip(stand.regels, bevinding.werkt, bevinding.staat, strict=True)
        if regel.stap is stap and werkt is not Klopt.NEE and regel.soort is not Soort.VAST
    ]
    resultaat, weegt = _result(stap, spelers, _lifted(stand, bevinding))
    zinnen = stand.kennis.zinnen["stappen"][stap]
    return StapUitleg(
        stap=stap,
        resultaat=resultaat,
        weegt=weegt,
        uitleg=zinnen["weging" if weegt else resultaat],
        regels=tuple(explain_rule(stand, staat, regel, werkt) for regel, werkt, _ in spelers),
    )


def _lifted(stand: Stand, bevinding: Bevinding) -> frozenset[str]:
    """Return the verboden that are certainly turned into a weighing."""
    return frozenset(
        doel
        for regel, werkt in zip(stand.regels, bevinding.werkt, strict=True)
        if regel.wordt_weging and werkt is Klopt.JA
        for doel in regel.doorbreekt
    )


def _result(stap: Stap, spelers: Sequence[tuple[Regel, Klopt, Klopt]], verzacht: frozenset[str]) -> tuple[Klopt, bool]:
    """Return (result, whether a person weighs) of one step."""
    if stap is Stap.GRONDSLAG:
        basis = [(r, w) for r, w, _ in spelers if r.soort in (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG)]
        zeker = [r for r, w in basis if w is Klopt.JA]
        if zeker:
            return Klopt.JA, all(r.soort is Soort.WEEG_GRONDSLAG for r in zeker)
        return (Klopt.ONBEKEND if basis else Klopt.NEE), False
    if stap is Stap.PLICHT:
        open_ = {w for r, w, _ in spelers if r.soort is Soort.PLICHT}
        return (Klopt.NEE if Klopt.JA in open_ else Klopt.ONBEKEND if open_ else Klopt.JA), False
    staand = {s for r, _, s in spelers if r.soort is Soort.VERBOD}
    if Klopt.JA in staand:
        return Klopt.NEE, False
    weging = any(r.soort is Soort.WEGING and w is Klopt.JA for r, w, _ in spelers)
    weging = weging or any(r.id in verzacht and w is Klopt.JA and s is Klopt.NEE for r, w, s in spelers)
    if weging:
        return Klopt.ONBEKEND, True
    open_weging = any(r.soort is Soort.WEGING for r, _, _ in spelers)
    return (Klopt.ONBEKEND if Klopt.ONBEKEND in staand or open_weging else Klopt.JA), False


def explain_rule(stand: Stand, staat: Staat, regel: Regel, klopt: Klopt) -> RegelUitleg:
    """Return a rule with its sources of that day and its conditions beside the facts."""
    return RegelUitleg(
        regel=regel,
        klopt=klopt,
        citaten=tuple(cite(stand, bron) for bron in regel.bronnen),
        vergelijkingen=tuple(_compare(stand, staat, deel) for deel in regel.als),
    )


def _compare(stand: Stand, staat: Staat, deel: Voorwaarde) -> Vergelijking:
    feit = stand.kennis.feiten.get(deel.feit)
    cellen = feit.cellen if feit else ("ja", "nee")
    mogelijk = staat[deel.feit]
    return Vergelijking(
        feit=deel.feit,
        verwacht=tuple(cel for cel in cellen if cel in deel.cellen),
        is_=None if len(mogelijk) == len(cellen) > 1 else tuple(cel for cel in cellen if cel in mogelijk),
        klopt=deel.holds(staat),
    )


def demands(stand: Stand, staat: Staat, bevinding: Bevinding) -> tuple[tuple[Eis, ...], tuple[Eis, ...]]:
    """Return the open duties, and the standing ones that always go along.

    A duty that hangs on more than one thing not known is left out: it is too far off to bother anyone with.
    """
    open_: list[Eis] = []
    vast: list[Eis] = []
    for regel, werkt in zip(stand.regels, bevinding.werkt, strict=True):
        if regel.plicht is None or werkt is Klopt.NEE or _far_off(regel, werkt, staat):
            continue
        eis = Eis(regel, regel.plicht, werkt, tuple(cite(stand, bron) for bron in regel.bronnen))
        (open_ if regel.soort is Soort.PLICHT else vast).append(eis)
    return tuple(open_), tuple(vast)


def _far_off(regel: Regel, werkt: Klopt, staat: Staat) -> bool:
    return werkt is Klopt.ONBEKEND and sum(deel.holds(staat) is Klopt.ONBEKEND for deel in regel.als) > 1


def why_not(stand: Stand, staat: Staat, bevinding: Bevinding) -> tuple[str, ...]:
    """Return what stands in the way: verboden and wegingen first, then, where nothing gives a basis, what came near."""
    zinnen = stand.kennis.zinnen["waarom_niet"]
    redenen = [
        zinnen["verbod"].format(titel=regel.titel, tekst=regel.tekst["professional"])
        for regel, werkt, staand in zip(stand.regels, bevinding.werkt, bevinding.staat, strict=True)
        if (regel.soort is Soort.VERBOD and werkt is Klopt.JA and staand is not Klopt.NEE)
        or (regel.soort is Soort.WEGING and werkt is Klopt.JA)
    ]
    basis = {
        werkt
        for regel, werkt in zip(stand.regels, bevinding.werkt, strict=True)
        if regel.soort in (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG)
    }
    if basis <= {Klopt.NEE}:
        redenen += _nearest(stand, staat, bevinding) or [zinnen["geen"]]
    return tuple(redenen)


def _nearest(stand: Stand, staat: Staat, bevinding: Bevinding) -> list[str]:
    """Name the bases between these parties that miss the least."""
    zinnen = stand.kennis.zinnen["waarom_niet"]
    kandidaten = []
    for regel, werkt in zip(stand.regels, bevinding.werkt, strict=True):
        if regel.soort not in (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG) or werkt is Klopt.JA:
            continue
        mist = [deel for deel in regel.als if deel.holds(staat) is not Klopt.JA]
        if not mist or any(deel.feit in PARTIJEN and deel.holds(staat) is Klopt.NEE for deel in mist):
            continue
        kandidaten.append((len(mist), regel.id, regel, mist))
    return [
        zinnen["bijna"].format(titel=regel.titel, nodig="; ".join(_needed(stand.kennis, mist)))
        for _, _, regel, mist in sorted(kandidaten, key=lambda k: k[:2])[:3]
    ]


def _needed(kennis: Kennis, mist: list[Voorwaarde]) -> list[str]:
    zin = kennis.zinnen["waarom_niet"]["nodig"]
    return [
        zin.format(
            vraag=kennis.feiten[deel.feit].vraag["professional"],
            antwoorden=" of ".join(
                label(kennis, deel.feit, c) for c in kennis.feiten[deel.feit].cellen if c in deel.cellen
            ),
        )
        if deel.feit in kennis.feiten
        else kennis.begrippen[deel.feit].titel
        for deel in mist
    ]


def label(kennis: Kennis, feit: str, cel: str) -> str:
    """Return an answer in words; a band of a number or date as "12 tot en met 15"."""
    vorm = kennis.feiten.get(feit)
    if vorm is None or vorm.soort == "ja_nee":
        return cel
    if vorm.soort in ("keuze", "meerkeuze"):
        return vorm.antwoorden[cel]
    begin, scheiding, einde = cel.partition("..")
    if not scheiding:
        return begin
    if vorm.soort == "datum":
        begin, einde = (date.fromisoformat(kant).strftime("%d-%m-%Y") if kant else "" for kant in (begin, einde))
    if not begin:
        return f"tot en met {einde}"
    if not einde or (vorm.soort == "getal" and int(einde) == vorm.max):
        return f"{begin} of meer" if vorm.soort == "getal" else f"vanaf {begin}"
    return f"{begin} tot en met {einde}"
