# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""How articles, phases and roles are called on the pages of a casus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from deelwijs.casus.formulier import Optie
from deelwijs.casus.models import Regie
from deelwijs.convenant.woorden import kennis
from deelwijs.overleg.tonen import FASE
from deelwijs.overleg.typen import FaseNaam

REGIE = {Regie.PROCES: "procesregisseur", Regie.CASUS: "casusregisseur"}
# What each role can do that others cannot.
REGIE_UITLEG = {
    Regie.PROCES: "Nodigt organisaties uit, beëindigt deelname, bepaalt de fase en sluit de casus.",
    Regie.CASUS: "Volgt het plan van deze jongere en bepaalt de fase.",
}
STATUS = {
    "uitgenodigd": "uitgenodigd, nog geen antwoord",
    "deelnemer": "doet mee",
    "afgewezen": "doet niet mee",
    "beeindigd": "doet niet meer mee",
}
AARD_UITLEG = {
    "feit": "Iets dat u kunt nakijken. Bijvoorbeeld: zij was drie dagen afwezig.",
    "mening": "Wat een deskundige vindt. Bijvoorbeeld: zij heeft meer structuur nodig.",
    "vermoeden": "Wat iemand denkt, maar niet zeker weet. Schrijf erbij waarom.",
}


@cache
def _articles() -> Mapping[str, tuple[str, str]]:
    return {artikel.sleutel: (artikel.citeer, artikel.onderwerp) for artikel in kennis().artikelen.values()}


def article(sleutel: str) -> str:
    """Return how an article is cited; what is not known any more stands as it was stored."""
    return _articles().get(sleutel, (sleutel, ""))[0]


def article_options(sleutels: Iterable[str]) -> list[Optie]:
    """Return articles as answers to choose from, each with what it is about."""
    found = [(sleutel, *_articles().get(sleutel, (sleutel, ""))) for sleutel in sleutels]
    return [{"waarde": sleutel, "tekst": citeer, "uitleg": over} for sleutel, citeer, over in found]


def phase(naam: str) -> str:
    """Return how a phase is called."""
    return FASE[FaseNaam(naam)] if naam in set(FaseNaam) else naam
