# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The steps of the toets as the page shows them: step 0, talk with the youth, and then the gates in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from deelwijs.openbaar.gesprek import Gesprek, known, stand_of
from deelwijs.toets.index import compile_index
from deelwijs.toets.interpret import begrip
from deelwijs.toets.model import Kennis, Klopt, Uitkomst
from deelwijs.toets.uitleg import StapUitleg, for_audience, steps
from deelwijs.toets.vragen import KERN
from deelwijs.ui.toetswoorden import sign, state

PRAAT = "praat"
ZONDER_NUMMER = ("verbod", "plicht")  # gates and duties that are no step of their own in the stappenplan
_ERGST = (Klopt.NEE, Klopt.ONBEKEND, Klopt.JA)
# What the youth knows of it says whether there was a talk.
_PRAAT = {"ja": (Klopt.JA, False), "nee": (Klopt.NEE, False), "gevaar": (Klopt.ONBEKEND, True)}


def handeling_of(gesprek: Gesprek) -> str:
    """Return what the question is about; "delen" as long as nobody said."""
    gezegd = gesprek.antwoorden.get("handeling", [])
    return gezegd[0] if len(gezegd) == 1 and gezegd != ["weet_niet"] else "delen"


def so_far(kennis: Kennis, gesprek: Gesprek) -> dict[str, Any]:
    """Return where the toets stands: `stappen` (see `rows`) and `mogelijk`, what can still come out, worst first."""
    stand = stand_of(kennis, gesprek)
    motor = compile_index(stand)
    invoer = known(kennis, gesprek)
    delen, bereiken = [], []
    for naam in invoer.delen:
        staat = invoer.part(naam)
        bevinding = motor.decide(staat)
        alles = {**staat, **{b: begrip(wegen, staat) for b, wegen in stand.begrippen.items()}}
        delen.append(steps(stand, alles, bevinding))
        bereiken.append((bevinding.slechtst, bevinding.best))
    laagst, hoogst = (min((bereik[kant] for bereik in bereiken), key=lambda u: u.rang) for kant in (0, 1))
    volgorde = sorted((u for u in Uitkomst if u is not Uitkomst.ONVOLLEDIG), key=lambda u: u.rang)
    mogelijk = [small(kennis, gesprek, uitkomst) for uitkomst in volgorde[laagst.rang : hoogst.rang + 1]]
    return {"stappen": rows(kennis, gesprek, delen), "mogelijk": mogelijk}


def small(kennis: Kennis, gesprek: Gesprek, uitkomst: Uitkomst) -> dict[str, str]:
    """Return what ui/uitkomst_klein.html takes; `woorden` is "" where the component has the usual ones."""
    anders = kennis.zinnen["per_handeling"][handeling_of(gesprek)]["uitkomsten"]
    return {"uitkomst": str(uitkomst), "woorden": anders.get(uitkomst, {}).get("kort", "")}


def rows(kennis: Kennis, gesprek: Gesprek, delen: Sequence[Sequence[StapUitleg]]) -> list[dict[str, Any]]:
    """Return one row per step for ui/stappen.html, over all parts together; the worst of the parts counts."""
    begonnen = all(naam in gesprek.antwoorden for naam in _core(gesprek))
    titels = kennis.zinnen["per_handeling"][handeling_of(gesprek)]["stappen"]
    nummer = 0 if PRAAT in titels else 1
    uit: list[dict[str, Any]] = []
    for naam, titel in titels.items():
        if naam == PRAAT:
            resultaat, weegt = _PRAAT.get((gesprek.antwoorden.get("geinformeerd") or [""])[0], (Klopt.ONBEKEND, False))
        else:
            resultaat, weegt = _worst(stap for deel in delen for stap in deel if stap.stap == naam)
        aan_de_beurt = begonnen or weegt or resultaat is not Klopt.ONBEKEND
        zin = for_audience(kennis.zinnen["stappen"][naam]["weging" if weegt else str(resultaat)], gesprek.publiek)
        uit.append(
            {
                "stap": naam,
                "titel": for_audience(titel, gesprek.publiek),
                "zonder_nummer": naam in ZONDER_NUMMER,
                "nummer": nummer,
                "resultaat": sign(naam, resultaat, weegt) if aan_de_beurt else "",
                "stand": state(kennis, naam, resultaat, weegt, gesprek.publiek) if aan_de_beurt else "",
                "uitleg": zin,
            }
        )
        nummer += naam not in ZONDER_NUMMER
    return uit


def _core(gesprek: Gesprek) -> Iterable[str]:
    """Return the questions without which no step has its turn."""
    return ("verstrekker", "ontvanger", "categorie") if handeling_of(gesprek) == "delen" else KERN[:1]


def _worst(stappen: Iterable[StapUitleg]) -> tuple[Klopt, bool]:
    rij = list(stappen)
    slechtst = min((stap.resultaat for stap in rij), key=_ERGST.index)
    return slechtst, slechtst is Klopt.ONBEKEND and any(stap.weegt for stap in rij)
