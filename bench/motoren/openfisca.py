# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""OpenFisca-Core: a variable per fact, begrip and rule; all requests are one population, decided at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.motoren.boek import Boek, Verzoek, Zin
from deelwijs.toets.model import Conditie, Soort, Voorwaarde

DAG = "2026-01-01"
GEWOON = ("nee", "geen", "niets", "onbekend")  # what a modeller would take as a default, where the fact has it
Masker = Any


class Motor:
    naam = "OpenFisca-Core (all at once)"
    telt = "OpenFisca"

    def __init__(self, boek: Boek) -> None:
        self.boek, self.feiten = boek, boek.stand.kennis.feiten
        self.plek = {naam: {cel: i for i, cel in enumerate(self.feiten[naam].cellen)} for naam in boek.feiten}
        self.enums = {
            naam: Enum(f"E{i}", {f"c{j}": cel for j, cel in enumerate(self.feiten[naam].cellen)})
            for i, naam in enumerate(boek.feiten)
        }
        self.eenheid = build_entity("verzoek", "verzoeken", "One request", is_person=True)
        self.stelsel = TaxBenefitSystem([self.eenheid])
        for naam in boek.feiten:
            self._variable(naam, Enum, possible_values=self.enums[naam], default_value=self._default(naam))
        for naam in boek.begrippen:
            self._variable(naam, bool, formula=self._begrip(naam))
        for zin in boek.zinnen:
            self._variable(zin.naam, bool, formula=self._rule(zin))
        self._variable("uitkomst", int, formula=self._outcome)

    def _variable(self, naam: str, soort: type, **rest: Any) -> None:
        if "formula" in rest:
            formule = rest["formula"]
            # OpenFisca wants a plain function with these argument names.
            rest["formula"] = lambda verzoek, period: formule(verzoek)
        vast = {"value_type": soort, "entity": self.eenheid, "definition_period": DateUnit.ETERNITY, "label": naam}
        self.stelsel.add_variable(type(naam, (Variable,), {**vast, **rest}))

    def _default(self, naam: str) -> Any:
        cellen = self.feiten[naam].cellen
        cel = next((gewoon for gewoon in GEWOON if gewoon in cellen), cellen[0])
        return list(self.enums[naam])[cellen.index(cel)]

    def _part(self, deel: Voorwaarde, wie: Any) -> Masker:
        waarde = np.asarray(wie(deel.feit, DAG))
        if deel.feit in self.boek.begrippen:
            ja = waarde if "ja" in deel.cellen else np.zeros(len(waarde), bool)
            return ja | ~waarde if "nee" in deel.cellen else ja
        return np.isin(waarde, [self.plek[deel.feit][cel] for cel in deel.cellen])

    def _all(self, conditie: Conditie, wie: Any) -> Masker:
        uit = np.ones(wie.count, bool)
        for deel in conditie:
            uit &= self._part(deel, wie)
        return uit

    def _any(self, condities: Sequence[Conditie], wie: Any) -> Masker:
        uit = np.zeros(wie.count, bool)
        for conditie in condities:
            uit |= self._all(conditie, wie)
        return uit

    def _begrip(self, naam: str) -> Any:
        return lambda wie: self._any(self.boek.begrippen[naam], wie)

    def _rule(self, zin: Zin) -> Any:
        return lambda wie: self._all(zin.als, wie) & ~self._any(zin.tenzij, wie)

    def _fired(self, namen: Sequence[str], wie: Any) -> Masker:
        uit = np.zeros(wie.count, bool)
        for naam in namen:
            uit |= np.asarray(wie(naam, DAG))
        return uit

    def _outcome(self, wie: Any) -> Any:
        def some(soort: Soort) -> Masker:
            return self._fired([zin.naam for zin in self.boek.of(soort)], wie)

        verbod, weging = np.zeros(wie.count, bool), some(Soort.WEGING)
        for zin in self.boek.of(Soort.VERBOD):
            over = self._fired([zin.naam], wie) & ~self._fired(zin.weg, wie)
            zacht = self._fired(zin.zacht, wie)
            verbod |= over & ~zacht
            weging |= over & zacht
        grondslag = some(Soort.GRONDSLAG)
        gevallen = [verbod, grondslag & weging, grondslag & some(Soort.PLICHT), grondslag, some(Soort.WEEG_GRONDSLAG)]
        return np.select(gevallen, [0, 1, 2, 3, 1], 0)

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        """Decide all requests in one simulation. What one request leaves out takes the default of the variable."""
        simulatie = SimulationBuilder().build_default_simulation(self.stelsel, count=len(verzoeken))
        for naam in self.boek.feiten:
            plek = self.plek[naam]
            anders = self._default(naam).index
            codes = [plek[v[naam]] if naam in v else anders for v in verzoeken]
            simulatie.set_input(naam, DAG, EnumArray(np.array(codes, np.uint8), self.enums[naam]))
        return [int(rang) for rang in simulatie.calculate("uitkomst", DAG)]


class Enkel(Motor):
    """One request at a time, as a service would ask it."""

    naam = "OpenFisca-Core (one by one)"

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        return [super(Enkel, self).answer([verzoek])[0] for verzoek in verzoeken]
