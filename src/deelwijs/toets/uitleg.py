# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Why: the steps, the rules behind them, the conditions that go with a yes, and the bases that came near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from deelwijs.toets.stappen import Speler, players, step_result

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


@dataclass(frozen=True, slots=True)
class Reden:
    """Why not: a rule that stands in the way; a basis with what it misses (`mist`); or none: nothing gives a basis."""

    regel: Regel | None = None
    mist: tuple[Voorwaarde, ...] = ()

    def in_words(self, kennis: Kennis, publiek: str = "professional") -> str:
        """Return the reason as one or two sentences."""
        zinnen = kennis.zinnen["waarom_niet"]
        if self.regel is None:
            return for_audience(zinnen["geen"], publiek)
        if self.mist:
            nodig = "; ".join(_needed(kennis, self.mist, publiek))
            return for_audience(zinnen["bijna"], publiek).format(titel=self.regel.titel, nodig=nodig)
        soort = "verbod" if self.regel.soort is Soort.VERBOD else "weging"
        return for_audience(zinnen[soort], publiek).format(titel=self.regel.titel, tekst=self.regel.tekst[publiek])


def for_audience(zin: str | Mapping[str, str], publiek: str) -> str:
    """Return a sentence of zinnen.yaml for one audience: one text for all, or one each (else the professional's)."""
    return zin if isinstance(zin, str) else zin.get(publiek) or zin["professional"]


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
    spelers = players(stand, bevinding)
    return tuple(_step(stand, staat, spelers, stap) for stap in STAPPEN)


def _step(stand: Stand, staat: Staat, alle: Sequence[Speler], stap: Stap) -> StapUitleg:
    spelers = [s for s in alle if s.regel.stap is stap and s.regel.soort is not Soort.VAST]
    resultaat, weegt = step_result(stap, spelers)
    zinnen = stand.kennis.zinnen["stappen"][stap]
    return StapUitleg(
        stap=stap,
        resultaat=resultaat,
        weegt=weegt,
        uitleg=zinnen["weging" if weegt else resultaat],
        regels=tuple(explain_rule(stand, staat, s.regel, s.werkt) for s in spelers),
    )


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


def why_not(stand: Stand, staat: Staat, bevinding: Bevinding) -> tuple[Reden, ...]:
    """Return what stands in the way: verboden and wegingen first, then, where nothing gives a basis, what came near."""
    redenen = [
        Reden(regel)
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
        redenen += _nearest(stand, staat, bevinding) or [Reden()]
    return tuple(redenen)


def _nearest(stand: Stand, staat: Staat, bevinding: Bevinding) -> list[Reden]:
    """Name the bases between these parties that miss the least."""
    kandidaten = []
    for regel, werkt in zip(stand.regels, bevinding.werkt, strict=True):
        if regel.soort not in (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG) or werkt is Klopt.JA:
            continue
        mist = tuple(deel for deel in regel.als if deel.holds(staat) is not Klopt.JA)
        if not mist or any(deel.feit in PARTIJEN and deel.holds(staat) is Klopt.NEE for deel in mist):
            continue
        kandidaten.append((len(mist), regel.id, Reden(regel, mist)))
    return [reden for _, _, reden in sorted(kandidaten, key=lambda k: k[:2])[:3]]


def _needed(kennis: Kennis, mist: Sequence[Voorwaarde], publiek: str) -> list[str]:
    zin = for_audience(kennis.zinnen["waarom_niet"]["nodig"], publiek)
    return [
        zin.format(
            vraag=kennis.feiten[deel.feit].vraag[publiek],
            antwoorden=" of ".join(
                label(kennis, deel.feit, c, publiek) for c in kennis.feiten[deel.feit].cellen if c in deel.cellen
            ),
        )
        if deel.feit in kennis.feiten
        else kennis.begrippen[deel.feit].titel
        for deel in mist
    ]


def label(kennis: Kennis, feit: str, cel: str, publiek: str = "professional") -> str:
    """Return an answer in words; a band of a number or date as "12 tot en met 15"."""
    vorm = kennis.feiten.get(feit)
    if vorm is None or vorm.soort == "ja_nee":
        return cel
    if vorm.soort in ("keuze", "meerkeuze"):
        return vorm.words(cel, publiek)
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
