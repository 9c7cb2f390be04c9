# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""An independent fourth: the rules as a logic program, solved by clingo, which shares not a line with ours.

The program knows no third value, so it is asked about facts that are all known. It is closed: what does not follow
is not so. When clingo is not installed these tests fail; they never skip.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import clingo
import pytest

from deelwijs.toets.index import compile_index
from deelwijs.toets.interpret import interpret
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Conditie, Klopt, Lezing, Soort, Staat, Stand, Uitkomst
from deelwijs.toets.tests import genereren

# The weighing, as a jurist would say it: 0 niet_toegestaan, 1 eigen_afweging, 2 onder voorwaarden, 3 toegestaan.
MEANING = """
werkt(R) :- als(R), not tenzij(R).
weg(V) :- werkt(D), heft_op(D, V).
zacht(V) :- werkt(D), verzacht(D, V).
over(V) :- werkt(V), soort(V, verbod), not weg(V).
staat(V) :- over(V), not zacht(V).
weging :- over(V), zacht(V).
is(S) :- werkt(R), soort(R, S).
uitkomst(0) :- staat(_).
uitkomst(0) :- not is(grondslag), not is(weeg_grondslag).
uitkomst(1) :- not staat(_), is(grondslag), weging.
uitkomst(1) :- not staat(_), is(grondslag), is(weging).
uitkomst(1) :- not staat(_), not is(grondslag), is(weeg_grondslag).
uitkomst(2) :- not staat(_), is(grondslag), not weging, not is(weging), is(plicht).
uitkomst(3) :- not staat(_), is(grondslag), not weging, not is(weging), not is(plicht).
#show uitkomst/1.
#show werkt/1.
#show staat/1.
"""


def program(stand: Stand) -> str:
    """Return the rules of a stand as a logic program over atoms feit(name, answer), which come from outside."""
    regels = [MEANING]
    for naam, feit in stand.kennis.feiten.items():
        regels += [f'#external feit("{naam}", "{cel}").' for cel in feit.cellen]
    for naam, condities in stand.begrippen.items():
        regels += [f'feit("{naam}", "ja") :- {_body(conditie)}.' for conditie in condities]
        regels.append(f'feit("{naam}", "nee") :- not feit("{naam}", "ja").')
    for i, regel in enumerate(stand.regels):
        regels.append(f"soort({i}, {regel.soort}).")
        regels.append(f"als({i}) :- {_body(regel.als)}.")
        regels += [f"tenzij({i}) :- {_body(conditie)}." for conditie in regel.tenzij]
        soort = "verzacht" if regel.wordt_weging else "heft_op"
        doelen = [v for v, ander in enumerate(stand.regels) if ander.id in regel.doorbreekt]
        regels += [f"{soort}({i}, {v})." for v in doelen]
    return "\n".join(regels)


def _body(conditie: Conditie) -> str:
    # An aggregate over the answers: one of them holds.
    delen = [
        "1 { " + "; ".join(f'feit("{deel.feit}", "{cel}")' for cel in sorted(deel.cellen)) + " }" for deel in conditie
    ]
    return ", ".join(delen) or "#true"


Antwoord = tuple[int, frozenset[int], frozenset[int]]


def solve(stand: Stand, staten: Iterable[Staat]) -> Iterator[Antwoord]:
    """Yield per state, all of it known: the rank of the outcome, the rules that fire, the verboden that stand."""
    control = clingo.Control(["--warn=none"])
    control.add("base", [], program(stand))
    control.ground([("base", [])])
    vorige: list[clingo.Symbol] = []
    for staat in staten:
        for atoom in vorige:
            control.assign_external(atoom, False)
        vorige = [
            clingo.Function("feit", [clingo.String(naam), clingo.String(cel)])
            for naam, cellen in staat.items()
            for cel in cellen
        ]
        for atoom in vorige:
            control.assign_external(atoom, True)
        with control.solve(yield_=True) as handle:
            modellen = [model.symbols(shown=True) for model in handle]
        (model,) = modellen
        getal = {naam: frozenset(a.arguments[0].number for a in model if a.name == naam) for naam in NAMEN}
        (uitkomst,) = getal["uitkomst"]
        yield uitkomst, getal["werkt"], getal["staat"]


NAMEN = ("uitkomst", "werkt", "staat")


def ours(stand: Stand, staat: Staat) -> Antwoord:
    """Return the same of the index, having checked that it is what the oracle says."""
    bevinding = compile_index(stand).decide(staat)
    assert bevinding == interpret(stand, staat)
    assert bevinding.uitkomst is not Uitkomst.ONVOLLEDIG, "all facts are known"
    werkt = frozenset(i for i, klopt in enumerate(bevinding.werkt) if klopt is Klopt.JA)
    staand = frozenset(
        i for i, klopt in enumerate(bevinding.staat) if klopt is Klopt.JA and stand.regels[i].soort is Soort.VERBOD
    )
    return bevinding.uitkomst.rang, werkt, staand


def compare(stand: Stand, staten: list[Staat]) -> list[int]:
    """Return the outcomes, having checked each against clingo."""
    uitkomsten = []
    for staat, antwoord in zip(staten, solve(stand, staten), strict=True):
        assert antwoord == ours(stand, staat)
        uitkomsten.append(antwoord[0])
    return uitkomsten


def test_clingo_says_the_same_of_generated_rulebooks() -> None:
    uitkomsten: list[int] = []
    for boek in range(40):
        stand = genereren.stand(boek)
        kans = Random(boek + 100)
        uitkomsten += compare(stand, [genereren.state(kans, stand, 0, 0) for _ in range(25)])
    assert len(uitkomsten) == 1000
    assert {0, 1, 2, 3} <= set(uitkomsten)


@pytest.mark.parametrize("lezing", Lezing)
@pytest.mark.parametrize("dag", [date(2021, 3, 1), date(2026, 11, 21)])
def test_clingo_says_the_same_of_the_shipped_rules(lezing: Lezing, dag: date) -> None:
    kennis = load_shipped()
    stand = kennis.in_force(dag, lezing, tuple(kennis.scenarios))
    kans = Random(dag.toordinal())
    assert len(set(compare(stand, [genereren.state(kans, stand, 0, 0) for _ in range(150)]))) == 4


@pytest.mark.parametrize("weg", [{"tenzij": ()}, {"doorbreekt": ()}, {"als": ()}, {"wordt_weging": True}])
def test_clingo_notices_rules_that_are_read_wrong(weg: dict[str, Any]) -> None:
    """The power of the comparison: give clingo rules without their exceptions, doorbrekingen or conditions."""
    anders = 0
    for boek in range(12):
        stand = genereren.stand(boek)
        kans = Random(boek)
        staten = [genereren.state(kans, stand, 0, 0) for _ in range(15)]
        kapot = replace(stand, regels=tuple(replace(regel, **weg) for regel in stand.regels))
        anders += sum(een != ours(stand, staat) for een, staat in zip(solve(kapot, staten), staten, strict=True))
    assert anders
