# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The oracle: the meaning of the rules, written to be read. The index and the batch must agree with it.

Closed unless something opens it. A rule is certain, possible or impossible under what is known. The worst answer
takes what certainly raises and what possibly lowers; the best answer the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from deelwijs.toets.model import (
    Conditie,
    Klopt,
    Regel,
    Soort,
    Staat,
    Stand,
    Uitkomst,
    all_hold,
    kleene_and,
    kleene_not,
    kleene_or,
    of_range,
)


@dataclass(frozen=True, slots=True)
class Bevinding:
    """What the rules say of one category: the range, and per rule (by place in `stand.regels`) whether it counts.

    `werkt` tells whether a rule fires, its exceptions included; `staat` tells of a verbod whether it still stands
    after every doorbreking, and of every other rule the same as `werkt`.
    """

    slechtst: Uitkomst
    best: Uitkomst
    werkt: tuple[Klopt, ...]
    staat: tuple[Klopt, ...]

    @property
    def uitkomst(self) -> Uitkomst:
        return of_range(self.slechtst, self.best)


def interpret(stand: Stand, feiten: Staat) -> Bevinding:
    """Return what the rules in force say of one category, given what is known."""
    alles = {**feiten, **{naam: begrip(alternatieven, feiten) for naam, alternatieven in stand.begrippen.items()}}
    werkt = tuple(fires(regel, alles) for regel in stand.regels)
    weging, verbod = _prohibitions(stand.regels, werkt)
    andere = {soort: kleene_or(_of(stand.regels, werkt, soort)) for soort in Soort}
    weging[-1] = andere[Soort.WEGING]
    return Bevinding(
        slechtst=outcome(
            verbod=any(v is not Klopt.NEE for v in verbod.values()),
            weging=any(w is not Klopt.NEE for w in weging.values()),
            plicht=andere[Soort.PLICHT] is not Klopt.NEE,
            grondslag=andere[Soort.GRONDSLAG] is Klopt.JA,
            weeg_grondslag=andere[Soort.WEEG_GRONDSLAG] is Klopt.JA,
        ),
        best=outcome(
            verbod=any(v is Klopt.JA for v in verbod.values()),
            weging=any(w is Klopt.JA for w in weging.values()),
            plicht=andere[Soort.PLICHT] is Klopt.JA,
            grondslag=andere[Soort.GRONDSLAG] is not Klopt.NEE,
            weeg_grondslag=andere[Soort.WEEG_GRONDSLAG] is not Klopt.NEE,
        ),
        werkt=werkt,
        staat=tuple(verbod.get(i, w) for i, w in enumerate(werkt)),
    )


class Oracle:
    """The interpreter behind the same door as the index, so that the one can stand in for the other."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand

    def decide(self, staat: Staat) -> Bevinding:
        return interpret(self.stand, staat)

    def range(self, staat: Staat) -> tuple[Uitkomst, Uitkomst]:
        """Return the worst and the best outcome."""
        bevinding = interpret(self.stand, staat)
        return bevinding.slechtst, bevinding.best


def outcome(*, verbod: bool, weging: bool, plicht: bool, grondslag: bool, weeg_grondslag: bool) -> Uitkomst:
    """Weigh what fired into one answer. A prohibition wins; without a basis nothing is allowed."""
    if verbod:
        return Uitkomst.NIET_TOEGESTAAN
    if grondslag and not weging:
        return Uitkomst.ONDER_VOORWAARDEN if plicht else Uitkomst.TOEGESTAAN
    if grondslag or weeg_grondslag:
        return Uitkomst.EIGEN_AFWEGING
    return Uitkomst.NIET_TOEGESTAAN


def fires(regel: Regel, feiten: Staat) -> Klopt:
    """Return whether the rule fires: its condition holds and none of its exceptions does."""
    uitzondering = kleene_or(all_hold(conditie, feiten) for conditie in regel.tenzij)
    return kleene_and((all_hold(regel.als, feiten), kleene_not(uitzondering)))


def begrip(alternatieven: tuple[Conditie, ...], feiten: Staat) -> frozenset[str]:
    """Return the answers a begrip can still have, whatever its open facts turn out to be.

    It can be ja if one alternative can hold, for an alternative names each fact once. It can be nee if no alternative
    is certain and the facts can turn out so that none holds: that is tried for every way they may.
    """
    mogelijk = [conditie for conditie in alternatieven if all_hold(conditie, feiten) is not Klopt.NEE]
    if not mogelijk:
        return frozenset(("nee",))
    if all(all_hold(conditie, feiten) is Klopt.ONBEKEND for conditie in mogelijk):
        namen = sorted({deel.feit for conditie in mogelijk for deel in conditie})
        for keuze in product(*(sorted(feiten[naam]) for naam in namen)):
            proef = {naam: frozenset((cel,)) for naam, cel in zip(namen, keuze, strict=True)}
            if all(all_hold(conditie, proef) is Klopt.NEE for conditie in mogelijk):
                return frozenset(("ja", "nee"))
    return frozenset(("ja",))


def _prohibitions(regels: tuple[Regel, ...], werkt: tuple[Klopt, ...]) -> tuple[dict[int, Klopt], dict[int, Klopt]]:
    """Return, per verbod, whether at least a weighing is left of it, and whether it stands as a prohibition."""
    weging: dict[int, Klopt] = {}
    verbod: dict[int, Klopt] = {}
    for i, regel in enumerate(regels):
        if regel.soort is not Soort.VERBOD:
            continue
        lifts = [(d, w) for d, w in zip(regels, werkt, strict=True) if regel.id in d.doorbreekt]
        weg = kleene_or(w for d, w in lifts if not d.wordt_weging)
        verzacht = kleene_or(w for d, w in lifts if d.wordt_weging)
        weging[i] = kleene_and((werkt[i], kleene_not(weg)))
        verbod[i] = kleene_and((weging[i], kleene_not(verzacht)))
    return weging, verbod


def _of(regels: tuple[Regel, ...], werkt: tuple[Klopt, ...], soort: Soort) -> list[Klopt]:
    return [w for regel, w in zip(regels, werkt, strict=True) if regel.soort is soort]
