# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""pycasbin: attribute rules as policy lines that are evaluated one by one; one call per kind of rule."""

from __future__ import annotations

from collections.abc import Sequence

import casbin

from bench.motoren.boek import Boek, Schrijver, Verzoek, rank
from deelwijs.toets.model import Soort

MODEL = """
[request_definition]
r = sub, act
[policy_definition]
p = rule, act
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && eval(p.rule)
"""


class Motor:
    naam = "casbin (pycasbin)"
    telt = "Python, of one to five calls"

    def __init__(self, boek: Boek) -> None:
        s = Schrijver(
            boek, lambda feit, cellen: f"r.sub.{feit} in {(*cellen,)!r}", ("and", "or", "not ", "True", "False")
        )
        model = casbin.Model()
        model.load_model_from_text(MODEL)
        self.enforcer = casbin.Enforcer(model)
        for zin in boek.zinnen:
            if zin.soort is Soort.VERBOD:
                self.enforcer.add_policy(s.stands(zin), str(Soort.VERBOD))
                if zin.zacht:
                    self.enforcer.add_policy(s.softened(zin), str(Soort.WEGING))
            elif zin.soort is not Soort.DOORBREKING:
                self.enforcer.add_policy(s.fires(zin), str(zin.soort))

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        return [self._one(dict(verzoek)) for verzoek in verzoeken]

    def _one(self, feiten: dict[str, str]) -> int | None:
        def some(soort: Soort) -> bool:
            return bool(self.enforcer.enforce(feiten, str(soort)))

        try:
            if some(Soort.VERBOD):
                return 0
            if not some(Soort.GRONDSLAG):
                return rank(False, False, False, False, some(Soort.WEEG_GRONDSLAG))
            return rank(False, some(Soort.WEGING), some(Soort.PLICHT), True, False)
        except Exception:  # a missing attribute surfaces as one of several kinds
            return None
