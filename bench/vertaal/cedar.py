# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Cedar: a verbod is a forbid, every other rule a permit; which permits were satisfied tells the kind of answer."""

from __future__ import annotations

from typing import Any

import cedarpy

from bench.vertaal.cel import Taal as CelTaal
from bench.vertaal.motor import VRAGEN, Boek, Verzoek, answer
from deelwijs.toets.model import Stand, Uitkomst


class Taal(CelTaal):
    def member(self, feit: str, cellen: list[str]) -> str:
        if len(cellen) == 1:
            return f'context.{feit} == "{cellen[0]}"'
        lijst = ", ".join('"' + cel + '"' for cel in cellen)
        return f"[{lijst}].contains(context.{feit})"


class Motor:
    naam = "Cedar (cedarpy)"
    per_ronde = 60
    kan_niet = (
        "two outcomes only (ours are read off the ids of the permits), no third value, no law by date; explains by ids"
    )

    def __init__(self, stand: Stand) -> None:
        boek = Boek(stand, Taal()).per_question()
        regels = []
        self.vraag: dict[str, str] = {}
        for vraag in VRAGEN:
            effect = "forbid" if vraag == "verbod" else "permit"
            for _, vorm in boek[vraag]:
                naam = f"{vraag}-{len(regels)}"
                self.vraag[naam] = vraag
                regels.append(f'@id("{naam}")\n{effect}(principal, action, resource) when {{ {vorm} }};')
        self.regels = cedarpy.PolicySet.from_str("\n".join(regels))
        self.volgorde = list(self.vraag)

    def prepare(self, verzoek: Verzoek) -> Any:
        return {"principal": 'P::"a"', "action": 'Action::"delen"', "resource": 'R::"b"', "context": dict(verzoek)}

    def decide(self, invoer: Any) -> Uitkomst:
        uit = cedarpy.is_authorized(invoer, self.regels, [])
        vlaggen = dict.fromkeys(VRAGEN, False)
        for naam in uit.diagnostics.reasons:
            if naam.startswith("policy"):
                naam = self.volgorde[int(naam[6:])]
            vlaggen[self.vraag[naam]] = True
        return answer(vlaggen)
