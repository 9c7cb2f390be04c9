# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What must hold across the files: levels, dates, sources, names. Each fault is one clear line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from deelwijs.toets.model import Artikel, Bron, Kennis, Niveau, Regel, Soort
from deelwijs.toets.velden import Fout

AVG_BEGIN = date(2018, 5, 25)
DOCUMENTEN = ("convenant", "servicedocument", "nji", "webinar", "handreiking")
WETTELIJK = (Niveau.AVG, Niveau.WET, Niveau.AMVB)
OPENEND = (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG, Soort.DOORBREKING)


def check(kennis: Kennis) -> Iterator[Fout]:
    """Yield every fault that only shows when all files are seen together."""
    per_id: dict[str, list[Regel]] = defaultdict(list)
    per_artikel: dict[str, list[Artikel]] = defaultdict(list)
    for artikel in kennis.artikelen.values():
        per_artikel[artikel.sleutel].append(artikel)
    for regel in kennis.regels:
        per_id[regel.id].append(regel)
        yield from _rule(kennis, regel, per_artikel)
    for versies in per_id.values():
        yield from _versions(versies)
    verboden = {regel.id for regel in kennis.regels if regel.soort is Soort.VERBOD}
    for regel in kennis.regels:
        for doel in regel.doorbreekt:
            if doel not in verboden:
                yield _fout(regel, f"'doorbreekt' noemt {doel!r}; dat is geen verbod.")
    for scenario in kennis.scenarios.values():
        for naam in scenario.vervalt:
            if naam not in per_id:
                yield Fout(
                    f"scenarios/{scenario.id}.yaml", 1, scenario.id, f"'vervalt' noemt onbekende regel {naam!r}."
                )
    yield from _begrippen(kennis, per_artikel)
    yield from _voorbeelden(kennis, per_id)


def _fout(regel: Regel, boodschap: str) -> Fout:
    return Fout(regel.bestand, regel.lijn, regel.id, boodschap)


def _rule(kennis: Kennis, regel: Regel, per_artikel: dict[str, list[Artikel]]) -> Iterator[Fout]:
    if regel.soort in OPENEND and regel.niveau not in WETTELIJK:
        weging = regel.soort is Soort.DOORBREKING and regel.wordt_weging and regel.niveau is Niveau.BEROEPSCODE
        if not weging:
            yield _fout(regel, f"Een {regel.soort} kan niet op het niveau {regel.niveau} bestaan: alleen de wet opent.")
    if (regel.soort is Soort.DOORBREKING) != bool(regel.doorbreekt):
        yield _fout(regel, "Een doorbreking noemt de verboden die zij doorbreekt, en alleen een doorbreking doet dat.")
    if regel.wordt_weging and regel.soort is not Soort.DOORBREKING:
        yield _fout(regel, "Alleen een doorbreking heeft 'wordt'.")
    if regel.soort is Soort.PLICHT and regel.plicht is None:
        yield _fout(regel, "Een plicht zegt wat, wie en wanneer: vul 'plicht' in.")
    if regel.plicht is not None and regel.soort not in (Soort.PLICHT, Soort.VAST):
        yield _fout(regel, "Alleen een plicht of vast heeft 'plicht'.")
    if not regel.als:
        yield _fout(regel, "Een regel zonder voorwaarde geldt altijd; noem ten minste de handeling.")
    if regel.geldig_vanaf < AVG_BEGIN:
        yield _fout(regel, "Niet vóór 2018-05-25: oudere zaken beoordeelt de toets niet.")
    if regel.geldig_tot is not None and regel.geldig_tot < regel.geldig_vanaf:
        yield _fout(regel, "'geldig_tot' ligt vóór 'geldig_vanaf'.")
    voorstel = regel.status in ("voorgesteld", "aangenomen")
    if voorstel and regel.scenario is None:
        yield _fout(regel, "Een wetsvoorstel hoort in scenarios/.")
    if regel.scenario is not None and not voorstel:
        yield _fout(regel, "Een regel in een scenario is voorgesteld of aangenomen.")
    if (regel.lezing is None) != (regel.verschil is None):
        yield _fout(regel, "'lezing' en 'verschil' horen bij elkaar.")
    if regel.verschil is not None and regel.verschil not in kennis.verschillen:
        yield _fout(regel, f"Verschil {regel.verschil!r} staat niet in lezingen.yaml.")
    if not regel.bronnen:
        yield _fout(regel, "Een regel heeft een bron nodig.")
    soorten = {"wet"} if regel.scenario is None else {"wet", "wetsvoorstel"}
    if regel.niveau in WETTELIJK and not soorten & {bron.soort for bron in regel.bronnen}:
        yield _fout(regel, f"Een regel op het niveau {regel.niveau} noemt een artikel uit wetten.yaml.")
    for bron in regel.bronnen:
        for boodschap in _source(kennis, bron, per_artikel, regel.geldig_vanaf, regel.geldig_tot):
            yield _fout(regel, boodschap)


def _source(
    kennis: Kennis, bron: Bron, per_artikel: dict[str, list[Artikel]], vanaf: date | None, tot: date | None
) -> Iterator[str]:
    if bron.soort == "bron" and bron.id not in DOCUMENTEN:
        yield f"Onbekende bron {bron.id!r}; kies uit {', '.join(DOCUMENTEN)}."
    elif bron.soort == "wetsvoorstel":
        if bron.id not in proposals(kennis.wetgegevens):
            yield f"Onbekend wetsvoorstel {bron.id!r}."
    elif bron.soort == "wet":
        artikelen = per_artikel.get(bron.id)
        if not artikelen:
            yield f"Onbekend artikel {bron.id!r}; noem het zonder @datum."
        elif vanaf is not None and (gat := first_gap(artikelen, vanaf, tot)):
            yield f"Artikel {bron.id!r} geldt niet op {gat.isoformat()}, maar deze versie wel."


def proposals(wetgegevens: Mapping[str, Any]) -> set[str]:
    """Return the ids of the bills in wetten.yaml; what is malformed there has its own fault."""
    voorstellen = wetgegevens.get("wetsvoorstellen")
    rijen = voorstellen if isinstance(voorstellen, list) else []
    return {str(rij.get("id")) for rij in rijen if isinstance(rij, Mapping)}


def first_gap(artikelen: list[Artikel], vanaf: date, tot: date | None) -> date | None:
    """Return the first day of the period on which none of these wordings holds, or None if there is none."""
    dag = vanaf
    for artikel in sorted(artikelen, key=lambda a: a.geldig_vanaf or date.min):
        if artikel.in_force(dag):
            if artikel.geldig_tot is None:
                return None
            dag = artikel.geldig_tot + timedelta(days=1)
            if tot is not None and dag > tot:
                return None
    return dag


def _versions(versies: list[Regel]) -> Iterator[Fout]:
    eerste = versies[0]
    if len({(v.bestand, v.soort) for v in versies}) > 1:
        yield _fout(versies[-1], "Dit id bestaat al in een ander bestand of als andere soort.")
    if eerste.scenario is not None:
        return
    for i, een in enumerate(versies):
        for ander in versies[i + 1 :]:
            zelfde = een.lezing is None or ander.lezing is None or een.lezing is ander.lezing
            na_elkaar = _end(een) < ander.geldig_vanaf or _end(ander) < een.geldig_vanaf
            if zelfde and not na_elkaar:
                yield _fout(ander, f"Deze versie overlapt met die vanaf {een.geldig_vanaf.isoformat()}.")
    if eerste.kloof:
        return
    perioden = sorted((v.geldig_vanaf, _end(v)) for v in versies)
    einde = perioden[0][1]
    for begin, tot in perioden[1:]:
        if einde < date.max and begin > einde + timedelta(days=1):
            yield _fout(
                eerste, f"Gat tussen {einde.isoformat()} en {begin.isoformat()}: vul het, of verklaar het met 'kloof'."
            )
        einde = max(einde, tot)


def _end(regel: Regel) -> date:
    return regel.geldig_tot or date.max


def _begrippen(kennis: Kennis, per_artikel: dict[str, list[Artikel]]) -> Iterator[Fout]:
    for begrip in kennis.begrippen.values():
        if begrip.naam in kennis.feiten:
            yield Fout(begrip.bestand, begrip.lijn, begrip.naam, "Een begrip en een feit heten hetzelfde.")
        for bron in begrip.bronnen:
            for boodschap in _source(kennis, bron, per_artikel, None, None):
                yield Fout(begrip.bestand, begrip.lijn, begrip.naam, boodschap)
        for alternatief in begrip.ja_als:
            if (alternatief.lezing is None) != (alternatief.verschil is None):
                yield Fout(begrip.bestand, begrip.lijn, begrip.naam, "'lezing' en 'verschil' horen bij elkaar.")
            if alternatief.verschil is not None and alternatief.verschil not in kennis.verschillen:
                yield Fout(begrip.bestand, begrip.lijn, begrip.naam, f"Verschil {alternatief.verschil!r} ontbreekt.")


def _voorbeelden(kennis: Kennis, per_id: dict[str, list[Regel]]) -> Iterator[Fout]:
    dubbel = {naam for naam, keer in Counter(v.id for v in kennis.voorbeelden).items() if keer > 1}
    for voorbeeld in kennis.voorbeelden:
        if voorbeeld.id in dubbel:
            yield Fout(voorbeeld.bestand, voorbeeld.lijn, voorbeeld.id, "Dit id staat er twee keer.")
        for _, regels, niet in voorbeeld.genoemd:
            for naam in (*regels, *niet):
                if naam not in per_id:
                    yield Fout(voorbeeld.bestand, voorbeeld.lijn, voorbeeld.id, f"Onbekende regel {naam!r}.")
        for naam in voorbeeld.scenarios:
            if naam not in kennis.scenarios:
                yield Fout(voorbeeld.bestand, voorbeeld.lijn, voorbeeld.id, f"Onbekend scenario {naam!r}.")
        for naam in voorbeeld.vragen:
            if naam not in kennis.feiten:
                yield Fout(voorbeeld.bestand, voorbeeld.lijn, voorbeeld.id, f"Onbekend feit {naam!r}.")
