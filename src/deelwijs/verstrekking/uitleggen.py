# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The answer for one cell as the screen shows it: the steps, the rules, the facts and their origin, what helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from deelwijs.toets.model import Feit, Kennis, Klopt, Uitkomst
from deelwijs.toets.oordeel import Oordeel
from deelwijs.toets.uitleg import Eis, StapUitleg, for_audience
from deelwijs.ui.toetswoorden import demand, rule, sign, state
from deelwijs.verstrekking import oordelen
from deelwijs.verstrekking.facts import Feiten, Gegeven

ZONDER_NUMMER = ("verbod", "plicht")
PUBLIEK = "professional"
LEZINGEN = {"streng": "streng", "rekkelijk": "ruim"}


def explained(kennis: Kennis, feiten: Feiten, oordeel: Oordeel) -> dict[str, Any]:
    """Return what verstrekking/_uitleg.html shows."""
    deel = oordelen.part(oordeel)
    anders = len(set(oordeel.lezingen.values())) > 1
    return {
        "uitkomst": str(oordeel.uitkomst),
        "zin": for_audience(kennis.zinnen["uitkomsten"][oordeel.uitkomst], PUBLIEK),
        "bereik": [str(deel.slechtst), str(deel.best)] if oordeel.uitkomst is Uitkomst.ONVOLLEDIG else [],
        "stappen": [_step(kennis, stap, open_=oordeel.uitkomst is Uitkomst.ONVOLLEDIG) for stap in deel.stappen],
        "redenen": list(dict.fromkeys(reden.in_words(kennis) for reden in deel.redenen)),
        "hulp": [
            {"stappen": [actie.tekst[PUBLIEK] for actie in weg.acties], "uitkomst": str(weg.wordt)}
            for weg in deel.wat_zou_helpen
        ],
        "voorwaarden": duties(kennis, oordelen.conditions(oordeel)),
        "vast": duties(kennis, deel.vast),
        "opmerkingen": [rule(kennis, uitleg) for uitleg in deel.opmerkingen],
        "lezingen": [{"naam": LEZINGEN[soort], "uitkomst": str(u)} for soort, u in oordeel.lezingen.items()]
        if anders
        else [],
        "lezing": LEZINGEN[oordeel.bewijs.lezing],
        "feiten": facts_in_words(kennis, feiten),
        "bewijs": oordeel.bewijs,
    }


def _step(kennis: Kennis, stap: StapUitleg, *, open_: bool) -> dict[str, Any]:
    """Return what ui/stappen.html takes; duties have a list of their own."""
    regels = [uitleg for uitleg in stap.regels if uitleg.regel.plicht is None]
    soort = "weging" if stap.weegt else str(stap.resultaat)
    titels = kennis.zinnen["per_handeling"]["delen"]["stappen"]
    return {
        "stap": str(stap.stap),
        "titel": for_audience(titels[stap.stap], PUBLIEK),
        "zonder_nummer": stap.stap in ZONDER_NUMMER,
        "nummer": {"grondslag": 1, "doel": 2, "proportionaliteit": 3, "subsidiariteit": 4}.get(stap.stap),
        "resultaat": sign(stap.stap, stap.resultaat, stap.weegt),
        "stand": state(kennis, stap.stap, stap.resultaat, stap.weegt),
        "uitleg": for_audience(kennis.zinnen["stappen"][stap.stap][soort], PUBLIEK),
        "regels": [rule(kennis, uitleg) for uitleg in regels if uitleg.klopt is Klopt.JA],
        "misschien": [rule(kennis, uitleg) for uitleg in regels if open_ and uitleg.klopt is Klopt.ONBEKEND],
    }


def duties(kennis: Kennis, eisen: Sequence[Eis]) -> list[dict[str, Any]]:
    """Return duties once each, with the rule they come from; for ui/checklist.html or a list of boxes."""
    seen = {eis.regel.id: eis for eis in eisen}
    return [
        {"regel": naam, "vooraf": eis.plicht.wanneer == "vooraf", **demand(kennis, eis)} for naam, eis in seen.items()
    ]


def facts_in_words(kennis: Kennis, feiten: Feiten) -> list[dict[str, Any]]:
    """Return every known fact as question and answer, with where it comes from."""
    return [
        {
            "feit": naam,
            "vraag": kennis.feiten[naam].vraag[PUBLIEK],
            "antwoord": answer(kennis.feiten[naam], g),
            "bron": g,
        }
        for naam, g in feiten.gegevens.items()
        if naam != "handeling"
    ]  # fmt: skip


def answer(feit: Feit, gegeven: Gegeven) -> str:
    """Return an answer in words, with a capital."""
    value = gegeven.waarde
    parts = value if isinstance(value, list) else [value]
    text = "; ".join(
        feit.words(str(part), PUBLIEK) if feit.antwoorden and part in feit.antwoorden else str(part) for part in parts
    )
    return f"{text[:1].upper()}{text[1:]}"
