# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Cedar through cedarpy: a policy per rule. A verbod is a `forbid`; all else is a `permit` whose id is read back."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cedarpy import Entities, PolicySet, is_authorized

from bench.motoren.boek import Boek, Schrijver, Verzoek, rank
from deelwijs.toets.model import Soort

VRAAG = {"principal": 'Partij::"verstrekker"', "action": 'Actie::"delen"', "resource": 'Gegeven::"categorie"'}
KOP = "(principal, action, resource)"


class Motor:
    naam = "Cedar (cedarpy)"
    telt = "Cedar decides on forbid and permit; Python on the ids it returns"

    def __init__(self, boek: Boek) -> None:
        def lid(feit: str, cellen: tuple[str, ...]) -> str:
            if len(cellen) == 1:
                return f"context.{feit} == {json.dumps(cellen[0])}"
            return f"{json.dumps(list(cellen))}.contains(context.{feit})"

        s = Schrijver(boek, lid, ("&&", "||", "!", "true", "false"))
        policies, self.soort = [], {}

        def add(effect: str, soort: Soort, wanneer: str) -> None:
            # Cedar numbers policies in the order of the text.
            self.soort[f"policy{len(policies)}"] = soort
            policies.append(f"{effect} {KOP} when {{ {wanneer} }};")

        for zin in boek.zinnen:
            if zin.soort is Soort.VERBOD:
                add("forbid", Soort.VERBOD, s.stands(zin))
                if zin.zacht:
                    add("permit", Soort.WEGING, s.softened(zin))
            elif zin.soort is not Soort.DOORBREKING:
                add("permit", zin.soort, s.fires(zin))
        self.policies = PolicySet.from_str("\n".join(policies))
        self.niemand = Entities.from_json_str("[]")

    def answer(self, verzoeken: Sequence[Verzoek]) -> list[int | None]:
        return [self._one(verzoek) for verzoek in verzoeken]

    def _one(self, verzoek: Verzoek) -> int:
        uit = is_authorized({**VRAAG, "context": dict(verzoek)}, self.policies, self.niemand)
        if not uit.allowed:
            return 0
        soorten = {self.soort[naam] for naam in uit.diagnostics.reasons}
        return rank(
            False,
            Soort.WEGING in soorten,
            Soort.PLICHT in soorten,
            Soort.GRONDSLAG in soorten,
            Soort.WEEG_GRONDSLAG in soorten,
        )
