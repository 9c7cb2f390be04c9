# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The conversation of the public page. All it knows travels in the form; nothing is kept between two pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import QueryDict

from deelwijs.openbaar.zaak import read_day
from deelwijs.toets.index import compile_index
from deelwijs.toets.invoer import InvoerFout, read_facts
from deelwijs.toets.model import PUBLIEKEN, Feit, Kennis, Klopt, Lezing, Stand, all_hold
from deelwijs.toets.oordeel import Oordeel, assess
from deelwijs.toets.uitleg import label
from deelwijs.toets.vragen import open_questions
from deelwijs.ui.datum import DatumFout, read_datum

WEET_NIET = "weet_niet"
VOORVOEGSEL = "a_"  # of the hidden fields that carry answers


class GesprekFout(ValueError):
    """What the form carries is not something this page could have made."""


@dataclass(frozen=True)
class Gesprek:
    """Where the conversation stands: who asks, on which day, and every answer in the order it was given.

    An answer is a list of the texts that the form carries; `[WEET_NIET]` is an answer too.
    """

    publiek: str
    peildatum: date
    lezing: Lezing = Lezing.STRENG
    scenarios: tuple[str, ...] = ()
    antwoorden: Mapping[str, list[str]] = field(default_factory=dict)

    def with_answer(self, feit: str, waarden: list[str]) -> "Gesprek":
        """Return the conversation with one (new) answer; a changed answer keeps its place."""
        return replace(self, antwoorden={**self.antwoorden, feit: waarden})

    def without(self, feit: str) -> "Gesprek":
        return replace(self, antwoorden={f: w for f, w in self.antwoorden.items() if f != feit})

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
        read_facts(kennis, facts(kennis, gesprek))
    except InvoerFout as fout:
        raise GesprekFout(f"Een antwoord klopt niet. {fout}") from None
    return gesprek


def facts(kennis: Kennis, gesprek: Gesprek) -> dict[str, Any]:
    """Return the answers as facts; "weet ik niet" is a fact that is not known."""
    return {naam: _fact(kennis.feiten.get(naam), waarden) for naam, waarden in gesprek.antwoorden.items()}


def _fact(feit: Feit | None, waarden: list[str]) -> Any:
    if waarden == [WEET_NIET]:
        return None
    if feit is not None and feit.soort == "meerkeuze":
        return waarden
    waarde = waarden[0] if len(waarden) == 1 else waarden
    if feit is not None and feit.soort == "getal" and isinstance(waarde, str) and waarde.isdecimal():
        return int(waarde[:12])
    return waarde


def stand_of(kennis: Kennis, gesprek: Gesprek) -> Stand:
    return kennis.in_force(gesprek.peildatum, gesprek.lezing, gesprek.scenarios)


def next_question(kennis: Kennis, gesprek: Gesprek) -> Feit | None:
    """Return the most useful question that was not put yet, or None when no answer can change the outcome any more."""
    invoer = read_facts(kennis, facts(kennis, gesprek))
    motor = compile_index(stand_of(kennis, gesprek))
    for feit in open_questions(kennis, motor, [invoer.part(deel) for deel in invoer.delen]):
        if feit.naam not in gesprek.antwoorden:
            return feit
    return None


def judge(kennis: Kennis, gesprek: Gesprek) -> Oordeel:
    return assess(kennis, facts(kennis, gesprek), gesprek.peildatum, lezing=gesprek.lezing, scenarios=gesprek.scenarios)


def prune(kennis: Kennis, gesprek: Gesprek) -> Gesprek:
    """Drop answers that no longer fit after another answer was changed."""
    while True:
        try:
            invoer = read_facts(kennis, facts(kennis, gesprek))
        except InvoerFout as fout:
            onpassend = [naam for naam, _ in fout.fouten if naam in gesprek.antwoorden]
            if not onpassend:
                raise GesprekFout(str(fout)) from None
            gesprek = gesprek.without(onpassend[-1])
            continue
        los = [
            naam
            for naam in gesprek.antwoorden
            if all_hold(kennis.feiten[naam].vraag_als + kennis.feiten[naam].hoort_bij, invoer.staat) is Klopt.NEE
        ]
        if not los:
            return gesprek
        for naam in los:
            gesprek = gesprek.without(naam)


def read_answer(feit: Feit, data: QueryDict) -> tuple[list[str], str]:
    """Return (answer, fault): what was chosen or typed for this fact, or one sentence on what is wrong."""
    if data.get(feit.naam) == WEET_NIET or data.get("doe") == WEET_NIET:
        return [WEET_NIET], ""
    if feit.soort == "datum":
        try:
            dag = read_datum(data, feit.naam)
        except DatumFout as fout:
            return [], str(fout)
        return ([dag.isoformat()], "") if dag else ([], "Vul een datum in, of kies ‘Dat weet ik niet’.")
    waarden = [waarde.strip() for waarde in data.getlist(feit.naam) if waarde.strip()]
    if feit.soort == "getal":
        return _number(feit, waarden)
    geldig = [waarde for waarde in waarden if waarde in feit.cellen]
    if not waarden:
        return [], "Kies een antwoord, of kies ‘Dat weet ik niet’."
    if geldig != waarden or (feit.soort != "meerkeuze" and len(geldig) != 1):
        return [], "Dit antwoord staat niet in de lijst. Kies een antwoord uit de lijst."
    return geldig, ""


def _number(feit: Feit, waarden: list[str]) -> tuple[list[str], str]:
    if not waarden:
        return [], "Vul een getal in, of kies ‘Dat weet ik niet’."
    tekst = waarden[0]
    if tekst.isascii() and tekst.isdecimal() and len(tekst) < 7 and (feit.min or 0) <= int(tekst) <= (feit.max or 0):
        return [str(int(tekst))], ""
    return [], f"Vul een heel getal in van {feit.min} tot en met {feit.max}."


def in_words(kennis: Kennis, naam: str, waarden: list[str]) -> str:
    """Return an answer as it reads on the screen."""
    if waarden == [WEET_NIET]:
        return "Dat weet ik niet"
    feit = kennis.feiten[naam]
    if feit.soort == "datum":
        return date.fromisoformat(waarden[0]).strftime("%d-%m-%Y")
    if feit.soort == "getal":
        return waarden[0]
    return ", ".join(label(kennis, naam, waarde) for waarde in waarden)
