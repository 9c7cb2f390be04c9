# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The oordeel as the result page shows it: in the words of who asks, parts that are the same taken together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from deelwijs.openbaar.gesprek import WEET_NIET, Gesprek, in_words
from deelwijs.openbaar.lezingen import readings
from deelwijs.openbaar.stappen import PRAAT, handeling_of, rows, small
from deelwijs.toets.invoer import ALLES
from deelwijs.toets.model import Kennis, Klopt, Uitkomst
from deelwijs.toets.oordeel import Deel, Oordeel
from deelwijs.toets.uitleg import Eis, RegelUitleg, StapUitleg, for_audience
from deelwijs.ui.toetswoorden import demand, rule

SAMENVATTING = {
    "delen": ("verstrekker", "ontvanger", "categorie"),
    "recht_inzage": ("verzoeker", "houder", "categorie"),
    "recht_correctie": ("verzoeker", "houder", "categorie"),
    "bewaren": ("houder", "categorie"),
    "beveiliging": ("kanaal",),
    "datalek": ("houder",),
}


def result(kennis: Kennis, gesprek: Gesprek, oordeel: Oordeel) -> dict[str, Any]:
    """Return everything that openbaar/uitkomst.html shows."""
    zeg = _Woorden(kennis, gesprek)
    groepen = [zeg.group(namen, deel) for namen, deel in _alike(oordeel)]
    # What is not to be done has no duties; who refuses a request has.
    zonder = {Uitkomst.NIET_TOEGESTAAN} if handeling_of(gesprek) in ("delen", "beveiliging") else set()
    gedaan = [deel for deel in oordeel.per_categorie.values() if deel.uitkomst not in zonder]
    return {
        "uitkomst": str(oordeel.uitkomst),
        "titel": zeg.small(oordeel.uitkomst)["woorden"],
        "uitleg": zeg.sentence(oordeel.uitkomst),
        "over": zeg.summary(),
        "bereik": [zeg.small(kant) for kant in (oordeel.slechtst, oordeel.best)]
        if oordeel.uitkomst is Uitkomst.ONVOLLEDIG
        else [],
        "per_soort": [
            {"titel": zeg.category(naam), **zeg.small(deel.uitkomst)}
            for naam, deel in oordeel.per_categorie.items()
            if naam != ALLES
        ],
        "verschillend": len({deel.uitkomst for deel in oordeel.per_categorie.values()}) > 1,
        "groepen": groepen,
        "redenen": _shared(groepen, "redenen"),
        "hulp": _shared(groepen, "hulp"),
        "vragen": [
            {"feit": f.naam, "vraag": f.vraag[gesprek.publiek], "wist_niet": f.naam in gesprek.antwoorden}
            for f in oordeel.vragen
        ],
        "voorwaarden": zeg.demands(deel.voorwaarden for deel in gedaan),
        "vast": zeg.demands(deel.vast for deel in gedaan),
        "lezingen": readings(kennis, gesprek, oordeel, zeg.small),
        "bewijs": oordeel.bewijs,
    }


def _alike(oordeel: Oordeel) -> Iterator[tuple[list[str], Deel]]:
    """Yield the categories whose answer and explanation are the same, the worst answer first."""
    groepen: dict[object, list[str]] = {}
    for naam, deel in oordeel.per_categorie.items():
        gronden = tuple((s.resultaat, s.weegt, *((r.regel.id, r.klopt) for r in s.regels)) for s in deel.stappen)
        hulp = tuple((tuple(actie.id for actie in weg.acties), weg.wordt) for weg in deel.wat_zou_helpen)
        groepen.setdefault((deel.slechtst, deel.best, gronden, hulp), []).append(naam)
    for namen in sorted(groepen.values(), key=lambda namen: oordeel.per_categorie[namen[0]].slechtst.rang):
        yield namen, oordeel.per_categorie[namen[0]]


def _shared(groepen: list[dict[str, Any]], wat: str) -> list[dict[str, Any]]:
    """Return each item once, with the categories it is about (`voor`) where it is not about all."""
    uit: list[dict[str, Any]] = []
    for item in [item for groep in groepen for item in groep[wat]]:
        van = [groep for groep in groepen if item in groep[wat]]
        titels = [titel for groep in van for titel in groep["titels"]]
        nieuw = {"item": item, "voor": titels if len(van) < len(groepen) else []}
        if nieuw not in uit:
            uit.append(nieuw)
    return uit


class _Woorden:
    """Puts parts of an oordeel into the words of one conversation."""

    def __init__(self, kennis: Kennis, gesprek: Gesprek) -> None:
        self.kennis, self.gesprek, self.publiek = kennis, gesprek, gesprek.publiek
        self.anders: Mapping[str, Any] = kennis.zinnen["per_handeling"][handeling_of(gesprek)]["uitkomsten"]

    def say(self, zin: str | Mapping[str, str]) -> str:
        return for_audience(zin, self.publiek)

    # -- outcomes

    def sentence(self, uitkomst: Uitkomst) -> str:
        return self.say(self.anders.get(uitkomst) or self.kennis.zinnen["uitkomsten"][uitkomst])

    def small(self, uitkomst: Uitkomst) -> dict[str, str]:
        return small(self.kennis, self.gesprek, uitkomst)

    def category(self, naam: str) -> str:
        woorden = self.kennis.feiten["categorie"].words(naam, self.publiek) if naam != ALLES else ""
        return f"{woorden[:1].upper()}{woorden[1:]}"

    def summary(self) -> str:
        """Return in one line what it is about: who, to whom, what."""
        gezegd = self.gesprek.antwoorden
        delen = [
            in_words(self.kennis, naam, gezegd[naam], self.publiek)
            for naam in SAMENVATTING[handeling_of(self.gesprek)]
            if naam in gezegd and gezegd[naam] != [WEET_NIET]
        ]
        if handeling_of(self.gesprek) == "delen" and len(delen) > 1:
            delen[:2] = [f"{delen[0]} → {delen[1]}"]
        regel = " · ".join(delen)
        return f"{regel[:1].upper()}{regel[1:]}"

    # -- why

    def group(self, namen: list[str], deel: Deel) -> dict[str, Any]:
        """Return the explanation of categories that have the same one."""
        per_stap = {str(stap.stap): stap for stap in deel.stappen}
        stappen = rows(self.kennis, self.gesprek, [deel.stappen])
        for rij in stappen:
            if rij["stap"] != PRAAT:
                rij.update(self._rules_of(per_stap[rij["stap"]], deel.uitkomst is Uitkomst.ONVOLLEDIG))
        return {
            "titels": [self.category(naam) for naam in namen if naam != ALLES],
            **self.small(deel.uitkomst),
            "stappen": stappen,
            "opmerkingen": [self.rule(regel) for regel in deel.opmerkingen],
            "redenen": list(dict.fromkeys(reden.in_words(self.kennis, self.publiek) for reden in deel.redenen)),
            "hulp": [
                {"stappen": [actie.tekst[self.publiek] for actie in weg.acties], **self.small(weg.wordt)}
                for weg in deel.wat_zou_helpen
            ],
        }

    def _rules_of(self, stap: StapUitleg, open_: bool) -> dict[str, list[dict[str, Any]]]:
        """Return the rules that count in a step and, while it is open, those that may. Duties are in the checklist."""
        regels = [regel for regel in stap.regels if regel.regel.plicht is None]
        return {
            "regels": [self.rule(regel) for regel in regels if regel.klopt is Klopt.JA],
            "misschien": [self.rule(regel) for regel in regels if open_ and regel.klopt is Klopt.ONBEKEND],
        }

    def rule(self, uitleg: RegelUitleg) -> dict[str, Any]:
        """Return what ui/regels.html takes."""
        return rule(self.kennis, uitleg, self.publiek)

    # -- what to do

    def demands(self, per_deel: Iterable[tuple[Eis, ...]]) -> list[dict[str, Any]]:
        """Return the duties of all parts once each, for ui/checklist.html; certain ones first."""
        uniek: dict[str, Eis] = {}
        for eisen in per_deel:
            for eis in eisen:
                if eis.regel.id not in uniek or eis.open_ is Klopt.JA:
                    uniek[eis.regel.id] = eis
        rij = sorted(uniek.values(), key=lambda eis: (eis.open_ is not Klopt.JA, eis.plicht.wanneer != "vooraf"))
        return [self._demand(eis) for eis in rij]

    def _demand(self, eis: Eis) -> dict[str, Any]:
        delen = handeling_of(self.gesprek) == "delen"  # elsewhere "before" and "after" say nothing
        return demand(self.kennis, eis, self.publiek, wanneer=delen)
