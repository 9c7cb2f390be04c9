# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The knowledge as pages: the same files that decide, put in words and tied together. Pure; no Django."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from deelwijs.toets.model import Artikel, Bron, Conditie, Kennis, Regel, Voorbeeld
from deelwijs.toets.uitleg import Citaat, cite, label

MEEST = 40  # results of one kind


@dataclass(frozen=True, slots=True)
class Treffer:
    """One search result. `naam` is what its page is found by."""

    soort: str
    naam: str
    titel: str
    tekst: str


class Bibliotheek:
    """All knowledge, with the look-ups that pages need. Made once."""

    def __init__(self, kennis: Kennis) -> None:
        self.kennis = kennis

    @cached_property
    def regels(self) -> dict[str, list[Regel]]:
        """Return the versions of each rule, oldest first."""
        uit: dict[str, list[Regel]] = defaultdict(list)
        for regel in self.kennis.regels:
            uit[regel.id].append(regel)
        return {naam: sorted(versies, key=lambda r: r.geldig_vanaf) for naam, versies in uit.items()}

    @cached_property
    def artikelen(self) -> dict[str, list[Artikel]]:
        """Return the wordings of each article by its key, oldest first."""
        uit: dict[str, list[Artikel]] = defaultdict(list)
        for artikel in self.kennis.artikelen.values():
            uit[artikel.sleutel].append(artikel)
        return {naam: sorted(v, key=lambda a: a.geldig_vanaf or date.min) for naam, v in uit.items()}

    @cached_property
    def wetten(self) -> list[tuple[Mapping[str, Any], list[list[Artikel]]]]:
        """Return every statute with its articles (each a list of wordings), in the order of the file."""
        per_wet: dict[str, list[list[Artikel]]] = defaultdict(list)
        for versies in self.artikelen.values():
            per_wet[versies[0].wet].append(versies)
        return [(wet, per_wet[wet["id"]]) for wet in self.kennis.wetgegevens["wetten"] if per_wet[wet["id"]]]

    @cached_property
    def rust_op(self) -> dict[str, list[str]]:
        """Return, per article key, the ids of the rules that cite it."""
        uit: dict[str, dict[str, None]] = defaultdict(dict)
        for regel in self.kennis.regels:
            for bron in regel.bronnen:
                if bron.soort == "wet":
                    uit[bron.id][regel.id] = None
        return {sleutel: list(ids) for sleutel, ids in uit.items()}

    @cached_property
    def onderwerpen(self) -> dict[str, list[str]]:
        """Return the ids of the rules per subject, which is the name of their file; bills are left out."""
        uit: dict[str, dict[str, None]] = defaultdict(dict)
        for regel in self.kennis.regels:
            if regel.scenario is None:
                uit[regel.bestand.removeprefix("regels/").removesuffix(".yaml")][regel.id] = None
        return {onderwerp: list(ids) for onderwerp, ids in uit.items()}

    @cached_property
    def doorbroken_door(self) -> dict[str, list[str]]:
        uit: dict[str, dict[str, None]] = defaultdict(dict)
        for regel in self.kennis.regels:
            for verbod in regel.doorbreekt:
                uit[verbod][regel.id] = None
        return {verbod: list(ids) for verbod, ids in uit.items()}

    @cached_property
    def voorbeelden(self) -> dict[str, Voorbeeld]:
        return {voorbeeld.id: voorbeeld for voorbeeld in self.kennis.voorbeelden}

    @cached_property
    def voorbeelden_per_onderwerp(self) -> dict[str, list[Voorbeeld]]:
        uit: dict[str, list[Voorbeeld]] = defaultdict(list)
        for voorbeeld in self.kennis.voorbeelden:
            uit[voorbeeld.bestand.removeprefix("voorbeelden/").removesuffix(".yaml")].append(voorbeeld)
        return dict(uit)

    @cached_property
    def voorbeelden_van(self) -> dict[str, list[Voorbeeld]]:
        """Return, per rule, the worked cases that name it."""
        uit: dict[str, list[Voorbeeld]] = defaultdict(list)
        for voorbeeld in self.kennis.voorbeelden:
            for naam in dict.fromkeys((*voorbeeld.regels, *voorbeeld.niet)):
                uit[naam].append(voorbeeld)
        return dict(uit)

    @cached_property
    def woorden(self) -> list[Mapping[str, Any]]:
        return sorted(self.kennis.woorden, key=lambda w: plain(w["woord"]))

    # -- search

    @cached_property
    def _kaartenbak(self) -> list[tuple[str, str, Treffer]]:
        """Return (title to search, all text to search, result) of everything that has a page."""
        bak: list[tuple[str, str, Treffer]] = []

        def add(treffer: Treffer, *meer: str) -> None:
            titel = plain(treffer.titel)
            bak.append((titel, " ".join((titel, plain(treffer.tekst), *map(plain, meer))), treffer))

        for naam, versies in self.regels.items():
            regel = versies[-1]
            artikelen = (self.artikelen[b.id][-1].citeer for v in versies for b in v.bronnen if b.soort == "wet")
            add(Treffer("regel", naam, regel.titel, regel.tekst["professional"]), naam, *artikelen)
        for sleutel, wordingen in self.artikelen.items():
            artikel = wordingen[-1]
            oud = (str(a.gegevens.get("voorheen") or "") for a in wordingen)
            wet = next(w for w in self.kennis.wetgegevens["wetten"] if w["id"] == artikel.wet)
            tekst = f"{artikel.onderwerp}. {artikel.parafrase}"
            add(Treffer("artikel", sleutel, artikel.citeer, tekst), wet["naam"], sleutel, *oud)
        for voorbeeld in self.kennis.voorbeelden:
            add(Treffer("voorbeeld", voorbeeld.id, voorbeeld.titel, voorbeeld.verhaal), voorbeeld.id)
        for woord in self.woorden:
            add(Treffer("woord", woord["woord"], woord["woord"], woord["betekenis"]), *woord.get("ook", ()))
        for verschil in self.kennis.verschillen.values():
            tekst = f"{verschil.streng} {verschil.rekkelijk}"
            add(Treffer("lezing", verschil.id, verschil.titel, tekst), verschil.id)
        for scenario in self.kennis.scenarios.values():
            add(Treffer("scenario", scenario.id, scenario.titel, scenario.omschrijving))
        return bak

    @cached_property
    def _andere_namen(self) -> dict[str, set[str]]:
        """Return, per old name or abbreviation, the words that mean the same now."""
        uit: dict[str, set[str]] = defaultdict(set)
        for woord in self.woorden:
            for ander in woord.get("ook", ()):
                uit[plain(ander)].add(plain(woord["woord"]))
        return uit

    def search(self, vraag: str) -> dict[str, list[Treffer]]:
        """Return what holds every word asked for (or what that word is called now), best first, per kind."""
        termen = [{term, *self._andere_namen.get(term, ())} for term in plain(vraag).split()[:12]]
        gevonden: dict[str, list[tuple[int, int, Treffer]]] = defaultdict(list)
        for plaats, (titel, alles, treffer) in enumerate(self._kaartenbak if termen else ()):
            if all(any(woord in alles for woord in term) for term in termen):
                in_titel = sum(any(woord in titel for woord in term) for term in termen)
                gevonden[treffer.soort].append((-in_titel, plaats, treffer))
        return {soort: [t for _, _, t in sorted(rij, key=lambda r: r[:2])[:MEEST]] for soort, rij in gevonden.items()}

    # -- in words

    def condition(self, conditie: Conditie) -> list[dict[str, Any]]:
        """Return a condition as rows: the question (or the name of a begrip) and the answers that count."""
        rijen: list[dict[str, Any]] = []
        for deel in conditie:
            feit = self.kennis.feiten.get(deel.feit)
            if feit is None:
                rijen.append({"vraag": self.kennis.begrippen[deel.feit].titel, "antwoorden": sorted(deel.cellen)})
                continue
            antwoorden = [label(self.kennis, deel.feit, cel) for cel in feit.cellen if cel in deel.cellen]
            behalve = [label(self.kennis, deel.feit, cel) for cel in feit.cellen if cel not in deel.cellen]
            kort = len(antwoorden) > 8 and 0 < len(behalve) <= 4
            rijen.append(
                {
                    "vraag": feit.vraag["professional"],
                    "antwoorden": behalve if kort else antwoorden,
                    "behalve": kort,
                }
            )
        return rijen

    def sources(self, bronnen: Sequence[Bron], dag: date) -> list[Citaat]:
        stand = self.kennis.in_force(dag)
        return [cite(stand, bron) for bron in bronnen]


def plain(tekst: str) -> str:
    """Return text as it is searched: lower case, without accents or punctuation that varies."""
    ontleed = unicodedata.normalize("NFKD", tekst.casefold())
    return "".join(c if c.isalnum() else " " for c in ontleed if not unicodedata.combining(c)).strip()


def uncertain(artikelen: Iterable[Artikel]) -> bool:
    """Whether any of these wordings rests on text or a date that nobody has seen."""
    return any("laag" in (artikel.zekerheid, artikel.datum_zekerheid) for artikel in artikelen)
