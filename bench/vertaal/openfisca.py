# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""OpenFisca-Core: a variable per fact, begrip and rule, all requests in one run. A missing fact takes its default."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from openfisca_core import periods
from openfisca_core.entities import Entity
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.vertaal.motor import VRAGEN, Verzoek, answer
from deelwijs.toets.model import Conditie, Soort, Stand, Uitkomst

MAAND = "2026-11"


class Motor:
    """A batch engine: `decide` takes one request, `decide_all` many; the figures are of the latter."""

    naam = "OpenFisca (all requests in one run)"
    per_ronde = 1000
    kan_niet = (
        "no third value (the default counts), no prohibition or exception of its own; law by date only as formulas"
    )

    def __init__(self, stand: Stand) -> None:
        self.feiten = stand.kennis.feiten
        self.persoon = Entity("persoon", "personen", "", "")
        self.stelsel = TaxBenefitSystem([self.persoon])
        for naam in self.feiten:
            self._variable(f"feit_{naam}", int, None)
        for naam, wegen in stand.begrippen.items():
            self._variable(f"begrip_{naam}", bool, self._any([self._all(weg) for weg in wegen]))
        for i, regel in enumerate(stand.regels):
            als, tenzij = self._all(regel.als), self._any([self._all(c) for c in regel.tenzij])
            self._variable(f"werkt_{i}", bool, self._unless(als, tenzij))
        self._questions(stand)

    def prepare(self, verzoek: Verzoek) -> Any:
        return {naam: self.feiten[naam].cellen.index(cel) for naam, cel in verzoek.items()}

    def decide(self, invoer: Any) -> Uitkomst:
        return self.decide_all([invoer])[0]

    def decide_all(self, invoer: Sequence[Any]) -> list[Uitkomst]:
        zaak = SimulationBuilder().build_default_simulation(self.stelsel, count=len(invoer))
        for naam in self.feiten:
            zaak.set_input(f"feit_{naam}", MAAND, np.array([een.get(naam, 0) for een in invoer]))
        vlaggen = [zaak.calculate(vraag, MAAND) for vraag in VRAGEN]
        return [answer(dict(zip(VRAGEN, rij, strict=True))) for rij in zip(*vlaggen, strict=True)]

    def _variable(self, naam: str, soort: type, formule: Any) -> None:
        inhoud = {
            "value_type": soort,
            "entity": self.persoon,
            "definition_period": periods.DateUnit.MONTH,
            "label": naam,
        }
        if formule is not None:
            # OpenFisca counts the parameters of a formula: two, no more.
            inhoud["formula"] = formule
        self.stelsel.add_variable(type(naam, (Variable,), inhoud))

    def _all(self, conditie: Conditie) -> Any:
        delen = []
        for deel in conditie:
            if deel.feit in self.feiten:
                codes = [self.feiten[deel.feit].cellen.index(cel) for cel in sorted(deel.cellen)]
                delen.append((f"feit_{deel.feit}", codes, True))
            else:
                delen.append((f"begrip_{deel.feit}", None, "ja" in deel.cellen))

        def formula(persoon: Any, periode: Any) -> Any:
            uit = np.ones(persoon.count, bool)
            for naam, codes, ja in delen:
                waarde = persoon(naam, periode)
                uit = uit & (np.isin(waarde, codes) if codes is not None else (waarde == ja))
            return uit

        return formula

    @staticmethod
    def _any(delen: list[Any]) -> Any:
        def formula(persoon: Any, periode: Any) -> Any:
            uit = np.zeros(persoon.count, bool)
            for deel in delen:
                uit = uit | deel(persoon, periode)
            return uit

        return formula

    @staticmethod
    def _unless(als: Any, tenzij: Any) -> Any:
        return lambda persoon, periode: als(persoon, periode) & ~tenzij(persoon, periode)

    def _questions(self, stand: Stand) -> None:
        rijen: dict[str, list[tuple[int, list[int]]]] = {vraag: [] for vraag in VRAGEN}
        for i, regel in enumerate(stand.regels):
            if regel.soort is Soort.VERBOD:
                weg, zacht = (
                    [j for j, d in enumerate(stand.regels) if regel.id in d.doorbreekt and d.wordt_weging is w]
                    for w in (False, True)
                )
                rijen["verbod"].append((i, weg + zacht))
                if zacht:
                    rijen["weging"].append((i, weg))
            elif regel.soort in VRAGEN:
                rijen[regel.soort].append((i, []))
        for vraag, delen in rijen.items():
            self._variable(vraag, bool, _question(delen))


def _question(delen: list[tuple[int, list[int]]]) -> Any:
    def formula(persoon: Any, periode: Any) -> Any:
        uit = np.zeros(persoon.count, bool)
        for i, niet in delen:
            hier = persoon(f"werkt_{i}", periode)
            for j in niet:
                hier = hier & ~persoon(f"werkt_{j}", periode)
            uit |= hier
        return uit

    return formula
