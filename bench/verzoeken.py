# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Requests to measure with: each different, most of them built around a basis, answered as in the worked cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random

from deelwijs.toets.invoer import read_facts
from deelwijs.toets.model import Conditie, Kennis, Soort, Staat, Stand, Voorbeeld

Antwoorden = dict[str, str]  # per fact one answer (or band): everything is known
ROND_GRONDSLAG = 0.75
ANDERS = 0.15  # how often a fact gets any answer, instead of one as often as the worked cases give it


class Verzoeken:
    """A source of requests for one stand, repeatable by its seed."""

    def __init__(self, stand: Stand, zaad: int = 1) -> None:
        self.stand, self.kans = stand, Random(zaad)
        self.feiten = stand.kennis.feiten
        self.grondslagen = [r for r in stand.regels if r.soort in (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG)]
        self.gewichten = _weights(stand.kennis)
        self.gezien: set[tuple[str, ...]] = set()

    def many(self, aantal: int) -> list[Antwoorden]:
        """Return so many requests, each different from all before."""
        uit: list[Antwoorden] = []
        while len(uit) < aantal:
            verzoek = self._one()
            sleutel = tuple(verzoek.values())
            if sleutel not in self.gezien:
                self.gezien.add(sleutel)
                uit.append(verzoek)
        return uit

    def _one(self) -> Antwoorden:
        kans = self.kans
        verzoek = {}
        for naam, feit in self.feiten.items():
            cellen, gewichten = self.gewichten[naam]
            anders = kans.random() < ANDERS
            verzoek[naam] = kans.choice(feit.cellen) if anders else kans.choices(cellen, cum_weights=gewichten)[0]
        if kans.random() < ROND_GRONDSLAG:
            self._satisfy(kans.choice(self.grondslagen).als, verzoek)
        return verzoek

    def _satisfy(self, conditie: Conditie, verzoek: Antwoorden) -> None:
        for deel in conditie:
            if deel.feit in self.feiten:
                if verzoek[deel.feit] not in deel.cellen:
                    verzoek[deel.feit] = self.kans.choice(sorted(deel.cellen))
            elif "ja" in deel.cellen and self.stand.begrippen[deel.feit]:
                self._satisfy(self.kans.choice(self.stand.begrippen[deel.feit]), verzoek)


def _weights(kennis: Kennis) -> dict[str, tuple[tuple[str, ...], list[float]]]:
    """Return per fact its answers and how often the worked cases give each, cumulative; each at least a little."""
    keer: dict[str, Counter[str]] = {naam: Counter() for naam in kennis.feiten}
    for staat in case_states(kennis):
        for naam, mogelijk in staat.items():
            if len(mogelijk) == 1:
                keer[naam].update(mogelijk)
    uit = {}
    for naam, feit in kennis.feiten.items():
        totaal, gewichten = 0.0, []
        for cel in feit.cellen:
            totaal += keer[naam][cel] + 0.5
            gewichten.append(totaal)
        uit[naam] = (feit.cellen, gewichten)
    return uit


def case_states(kennis: Kennis) -> Iterator[Staat]:
    """Yield the state of every category of every worked case."""
    for _, staat in cases(kennis):
        yield staat


def cases(kennis: Kennis) -> Iterator[tuple[Voorbeeld, Staat]]:
    for voorbeeld in kennis.voorbeelden:
        invoer = read_facts(kennis, voorbeeld.feiten)
        for deel in invoer.delen:
            yield voorbeeld, invoer.part(deel)


def known(verzoek: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return a request as a state; equal answers share one set."""
    return {naam: _EEN.setdefault(cel, frozenset((cel,))) for naam, cel in verzoek.items()}


_EEN: dict[str, frozenset[str]] = {}


def forget(kans: Random, kennis: Kennis, staat: Staat, deel: float) -> dict[str, frozenset[str]]:
    """Return the state with this share of its facts unknown."""
    return {naam: kennis.feiten[naam].alles if kans.random() < deel else cel for naam, cel in staat.items()}
