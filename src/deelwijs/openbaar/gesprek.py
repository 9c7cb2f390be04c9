# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The conversation of the public page. All it knows travels in the form; nothing is kept between two pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import QueryDict

from deelwijs.openbaar.antwoord import WEET_NIET, as_fact, as_texts, in_words
from deelwijs.openbaar.zaak import read_day
from deelwijs.toets.index import compile_index
from deelwijs.toets.invoer import Invoer, InvoerFout, read_facts
from deelwijs.toets.model import PUBLIEKEN, Feit, Kennis, Klopt, Lezing, Stand, all_hold
from deelwijs.toets.oordeel import Oordeel, assess
from deelwijs.toets.vragen import open_questions

__all__ = ["VOORVOEGSEL", "WEET_NIET", "Gesprek", "GesprekFout", "in_words", "judge", "read"]

VOORVOEGSEL = "a_"  # of the hidden fields that carry answers


class GesprekFout(ValueError):
    """What the form carries is not something this page could have made; one Dutch line."""


@dataclass(frozen=True)
class Gesprek:
    """Where the conversation stands: who asks, on which day, and every answer in the order it was given.

    An answer is a list of the texts that the form carries (see antwoord.py); `[WEET_NIET]` is an answer too.
    """

    publiek: str
    peildatum: date
    lezing: Lezing = Lezing.STRENG
    scenarios: tuple[str, ...] = ()
    antwoorden: Mapping[str, list[str]] = field(default_factory=dict)

    def with_answer(self, feit: str, waarden: list[str]) -> Gesprek:
        """Return the conversation with one (new) answer; a changed answer keeps its place."""
        return replace(self, antwoorden={**self.antwoorden, feit: waarden})

    def without(self, feit: str) -> Gesprek:
        """Return the conversation without this answer."""
        return replace(self, antwoorden={f: w for f, w in self.antwoorden.items() if f != feit})

    def before(self, feit: str | None) -> str | None:
        """Return the question that was answered before this one; None if it is the first. None as feit: the last."""
        gesteld = list(self.antwoorden)
        plek = gesteld.index(feit) if feit is not None and feit in gesteld else len(gesteld)
        return gesteld[plek - 1] if plek > 0 else None

    def number(self, feit: str) -> int:
        """Return the how-manieth question this is, from 1."""
        gesteld = list(self.antwoorden)
        return (gesteld.index(feit) if feit in gesteld else len(gesteld)) + 1

    def fields(self) -> Iterator[tuple[str, str]]:
        """Yield the hidden fields (name, value) that carry this conversation to the next page."""
        yield "publiek", self.publiek
        yield "peildatum", self.peildatum.isoformat()
        yield "lezing", str(self.lezing)
        for scenario in self.scenarios:
            yield "scenario", scenario
        for feit, waarden in self.antwoorden.items():
            for waarde in waarden:
                yield VOORVOEGSEL + feit, waarde


def read(kennis: Kennis, data: QueryDict, vandaag: date) -> Gesprek:
    """Return the conversation that a form carries.

    :raises GesprekFout: an unknown fact, answer, day, reading, bill or audience; with one Dutch line.
    """
    publiek = data.get("publiek", "")
    if publiek not in PUBLIEKEN:
        raise GesprekFout("De pagina weet niet wie de vraag stelt.")
    try:
        peildatum = read_day(data["peildatum"]) if data.get("peildatum") else vandaag
    except ValueError as fout:
        raise GesprekFout(str(fout)) from None
    lezing = data.get("lezing") or Lezing.STRENG
    if lezing not in tuple(Lezing):
        raise GesprekFout("Deze lezing bestaat niet.")
    scenarios = tuple(dict.fromkeys(data.getlist("scenario")))
    if any(scenario not in kennis.scenarios for scenario in scenarios):
        raise GesprekFout("Dit wetsvoorstel kent de toets niet.")
    antwoorden = {k[len(VOORVOEGSEL) :]: data.getlist(k) for k in data if k.startswith(VOORVOEGSEL)}
    gesprek = Gesprek(publiek, peildatum, Lezing(lezing), scenarios, antwoorden)
    try:
        known(kennis, gesprek)
    except InvoerFout:
        # Not which one: what somebody sent is not repeated.
        raise GesprekFout("Een van de antwoorden kent de toets niet, of past niet bij de andere.") from None
    return gesprek


def start_from(kennis: Kennis, publiek: str, dag: date, feiten: Mapping[str, Any], **rest: Any) -> Gesprek:
    """Return the conversation in which these facts (as an example has them) were answered."""
    antwoorden = {naam: as_texts(kennis.feiten[naam], waarde) for naam, waarde in feiten.items()}
    return Gesprek(publiek, dag, antwoorden=antwoorden, **rest)


def facts(kennis: Kennis, gesprek: Gesprek) -> dict[str, Any]:
    """Return the answers as facts; "weet ik niet" is a fact that is not known."""
    return {naam: as_fact(kennis.feiten.get(naam), waarden) for naam, waarden in gesprek.antwoorden.items()}


def known(kennis: Kennis, gesprek: Gesprek) -> Invoer:
    """Return what the answers leave possible.

    :raises InvoerFout: answers that cannot be used together.
    """
    return read_facts(kennis, facts(kennis, gesprek))


def stand_of(kennis: Kennis, gesprek: Gesprek) -> Stand:
    return kennis.in_force(gesprek.peildatum, gesprek.lezing, gesprek.scenarios)


def next_question(kennis: Kennis, gesprek: Gesprek) -> Feit | None:
    """Return the most useful question that was not put yet, or None when no answer can change the outcome any more."""
    invoer = known(kennis, gesprek)
    motor = compile_index(stand_of(kennis, gesprek))
    delen = [invoer.part(deel) for deel in invoer.delen]
    for feit in open_questions(kennis, motor, delen, gesteld=gesprek.antwoorden):
        if feit.naam not in gesprek.antwoorden:
            return feit
    return None


def judge(kennis: Kennis, gesprek: Gesprek) -> Oordeel:
    return assess(kennis, facts(kennis, gesprek), gesprek.peildatum, lezing=gesprek.lezing, scenarios=gesprek.scenarios)


def prune(kennis: Kennis, gesprek: Gesprek) -> tuple[Gesprek, tuple[str, ...]]:
    """Drop answers that no longer fit after another answer was changed; return what is left, and what was dropped.

    :raises GesprekFout: nothing that can be dropped makes the answers fit.
    """
    weg: list[str] = []
    while True:
        try:
            staat = known(kennis, gesprek).staat
            onpassend = [naam for naam in gesprek.antwoorden if _is_idle(kennis.feiten[naam], staat, weg)]
        except InvoerFout as fout:
            onpassend = [naam for naam, _ in fout.fouten if naam in gesprek.antwoorden][-1:]
            if not onpassend:
                raise GesprekFout("De antwoorden passen niet bij elkaar.") from None
        if not onpassend:
            return gesprek, tuple(weg)
        for naam in onpassend:
            gesprek = gesprek.without(naam)
        weg += onpassend


def _is_idle(feit: Feit, staat: Mapping[str, frozenset[str]], weg: list[str]) -> bool:
    """Whether nothing asks for this fact any more: what it hangs on is not so, or was itself dropped."""
    delen = feit.vraag_als + feit.hoort_bij
    return all_hold(delen, staat) is Klopt.NEE or any(deel.feit in weg for deel in delen)
