# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Plain Python: one generated function, as a programmer would write the rules; a missing fact is None."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.motoren.boek import Boek, Schrijver, Verzoek
from deelwijs.toets.model import Soort


class Motor:
    naam = "plain Python, generated"
    telt = "the function"

    def __init__(self, boek: Boek) -> None:
        lokaal = {naam: f"f{i}" for i, naam in enumerate(boek.feiten)}
        begrip = {naam: f"b{i}" for i, naam in enumerate(boek.begrippen)}
        s = Schrijver(
            boek,
            lambda feit, cellen: f"{lokaal[feit]} in {set(cellen)!r}",
            ("and", "or", "not ", "True", "False"),
            begrip.__getitem__,
        )

        def some(soort: Soort) -> str:
            return s.any(s.fires(zin) for zin in boek.of(soort))

        verboden = boek.of(Soort.VERBOD)
        regels = ["def beslis(feiten):", "    get = feiten.get"]
        regels += [f"    {kort} = get({naam!r})" for naam, kort in lokaal.items()]
        regels += [f"    {kort} = {s.wegen(naam)}" for naam, kort in begrip.items()]
        regels += [f"    if {s.stands(zin)}: return 0" for zin in verboden]
        regels += [f"    if {some(Soort.GRONDSLAG)}:"]
        regels += [f"        if {some(Soort.WEGING)}: return 1"]
        regels += [f"        if {s.softened(zin)}: return 1" for zin in verboden if zin.zacht]
        regels += [f"        return 2 if {some(Soort.PLICHT)} else 3"]
        regels += [f"    return 1 if {some(Soort.WEEG_GRONDSLAG)} else 0"]
        ruimte: dict[str, Any] = {}
        exec("\n".join(regels), ruimte)  # noqa: S102 - our own text
        self.beslis = ruimte["beslis"]

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        return [self.beslis(verzoek) for verzoek in verzoeken]
