# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The steps of the toets: which rules play in each, and what that says of the step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deelwijs.toets.interpret import Bevinding
from deelwijs.toets.model import Klopt, Regel, Soort, Stand, Stap, kleene_and, kleene_not, kleene_or


@dataclass(frozen=True, slots=True)
class Speler:
    """One rule in a step: whether it fires, and of a verbod or weging what is left of it after every doorbreking."""

    regel: Regel
    werkt: Klopt
    staat: Klopt
    weging: Klopt


def players(stand: Stand, bevinding: Bevinding) -> list[Speler]:
    """Return the rules that fire or may fire."""
    rijen = list(zip(stand.regels, bevinding.werkt, bevinding.staat, strict=True))
    heft_op = [(r, w) for r, w, _ in rijen if r.doorbreekt and not r.wordt_weging and w is not Klopt.NEE]
    uit = []
    for regel, werkt, staand in rijen:
        if werkt is Klopt.NEE:
            continue
        weging = werkt if regel.soort is Soort.WEGING else Klopt.NEE
        if regel.soort is Soort.VERBOD:
            weg = kleene_or(w for r, w in heft_op if regel.id in r.doorbreekt)
            weging = kleene_and((werkt, kleene_not(weg)))
        uit.append(Speler(regel, werkt, staand, weging))
    return uit


def step_result(stap: Stap, spelers: Sequence[Speler]) -> tuple[Klopt, bool]:
    """Return (result, whether a person weighs) of one step, from the rules of that step.

    Nee when a verbod stands or a duty is open, and in the step grondslag when no rule can give a basis.
    """
    open_plicht = {s.werkt for s in spelers if s.regel.soort is Soort.PLICHT}
    staand = {s.staat for s in spelers if s.regel.soort is Soort.VERBOD}
    if Klopt.JA in staand | open_plicht:
        return Klopt.NEE, False
    weging = any(s.weging is Klopt.JA and (s.regel.soort is Soort.WEGING or s.staat is Klopt.NEE) for s in spelers)
    open_ = Klopt.ONBEKEND in staand | open_plicht | {s.weging for s in spelers}
    if stap is Stap.GRONDSLAG:
        basis = [s for s in spelers if s.regel.soort in (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG)]
        zeker = [s for s in basis if s.werkt is Klopt.JA]
        if not zeker:
            return (Klopt.ONBEKEND if basis else Klopt.NEE), False
        if all(s.regel.soort is Soort.WEEG_GRONDSLAG for s in zeker):
            return Klopt.JA, True
    if weging:
        return Klopt.ONBEKEND, True
    return (Klopt.ONBEKEND if open_ else Klopt.JA), False
