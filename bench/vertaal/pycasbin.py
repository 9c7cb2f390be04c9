# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""casbin (pycasbin): one enforcer per question, one policy line per rule, its condition evaluated by name."""

from __future__ import annotations

from typing import Any

import casbin
from casbin import model as casbin_model

from bench.vertaal.cel import Taal as CelTaal
from bench.vertaal.motor import VRAGEN, Boek, Verzoek, answer
from deelwijs.toets.model import Stand, Uitkomst

MODEL = """
[request_definition]
r = v

[policy_definition]
p = regel

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = eval(p.regel)
"""


class Taal(CelTaal):
    en, of, niet = "&&", "||", "!"
    waar, onwaar = "1 == 1", "1 == 2"

    def member(self, feit: str, cellen: list[str]) -> str:
        # Answers as numbers of their own: casbin's own rewriting damages texts with dots in them.
        delen = [f"r.v.{feit} == '{code(cel)}'" for cel in cellen]
        return self._join(self.of, delen)


def code(cel: str) -> str:
    return cel.replace(".", "_").replace("-", "_")


class Verzoekobject:
    def __init__(self, verzoek: Verzoek) -> None:
        self.__dict__.update({feit: code(cel) for feit, cel in verzoek.items()})


class Motor:
    naam = "casbin (pycasbin)"
    per_ronde = 2
    kan_niet = "two outcomes (asked five times), no third value, no law by date; explains by one line"

    def __init__(self, stand: Stand) -> None:
        boek = Boek(stand, Taal()).per_question()
        self.regels = {}
        for vraag in VRAGEN:
            model = casbin_model.Model()
            model.load_model_from_text(MODEL)
            enforcer = casbin.Enforcer(model)
            for _, vorm in boek[vraag]:
                enforcer.add_policy(vorm)
            self.regels[vraag] = enforcer

    def prepare(self, verzoek: Verzoek) -> Any:
        return Verzoekobject(verzoek)

    def decide(self, invoer: Any) -> Uitkomst:
        return answer({vraag: regel.enforce(invoer) for vraag, regel in self.regels.items()})
