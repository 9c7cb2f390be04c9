# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The toets as a conversation in a terminal: one question at a time, the most telling first, until nothing can change.

The conversation goes to stderr, so that stdout holds the answer alone.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from deelwijs.openbaar import tekst
from deelwijs.openbaar.zaak import Zaak, judge
from deelwijs.toets.index import compile_index
from deelwijs.toets.invoer import InvoerFout, read_facts
from deelwijs.toets.model import Feit, Kennis, Lezing
from deelwijs.toets.oordeel import Oordeel
from deelwijs.toets.vragen import open_questions

UITLEG = "Typ het nummer van uw antwoord. Typ w voor: weet ik niet, t voor: terug, s voor: stop en toon het antwoord."
EINDE = "\nGestopt zonder antwoord: er kwam geen invoer meer."
BEGIN = "Dit is de eerste vraag: terug kan hier niet."
WEET_NIET, TERUG, STOP = ("w", "weet ik niet", "?"), ("t", "terug"), ("s", "stop")


class Opnieuw(ValueError):
    """What was typed is no answer; the message says what is."""


@dataclass
class Vraaggesprek:
    """What was said so far: per question the answer, or None for "weet ik niet", in the order of asking."""

    kennis: Kennis
    zaak: Zaak
    gezegd: dict[str, Any] = field(default_factory=dict)

    def judge(self) -> Oordeel:
        return judge(self.kennis, replace(self.zaak, feiten=self._known()))

    def next(self) -> Feit | None:
        """Return the best question that can still change the answer and was not asked yet."""
        zaak = self.zaak
        assert zaak.peildatum is not None, "the command line gives the day"  # noqa: S101
        stand = self.kennis.in_force(zaak.peildatum, zaak.lezing or Lezing.STRENG, zaak.scenarios)
        invoer = read_facts(self.kennis, self._known())
        motor = compile_index(stand)
        vragen = open_questions(self.kennis, motor, map(invoer.part, invoer.delen), gesteld=self.gezegd)
        return next((feit for feit in vragen if feit.naam not in self.gezegd), None)

    def say(self, feit: Feit, waarde: Any) -> None:
        """Take in an answer.

        :raises Opnieuw: if it is none, or does not go with what was said before.
        """
        try:
            read_facts(self.kennis, {**self._known(), feit.naam: waarde})
        except InvoerFout as fout:
            raise Opnieuw(fout.fouten[0][1]) from None
        self.gezegd[feit.naam] = waarde

    def back(self) -> bool:
        """Forget the last answer; return whether there was one."""
        return bool(self.gezegd and [self.gezegd.popitem()])

    def _known(self) -> dict[str, Any]:
        return {naam: waarde for naam, waarde in self.gezegd.items() if waarde is not None}


def interview(kennis: Kennis, zaak: Zaak, als_json: bool = False) -> int:
    """Ask, and write the answer to stdout. Returns the exit code: 2 if the input ended before there was an answer."""
    gesprek = Vraaggesprek(kennis, zaak)
    _tell(UITLEG)
    while (feit := gesprek.next()) is not None:
        _show(feit, len(gesprek.gezegd) + 1)
        while True:
            sys.stderr.write("> ")
            sys.stderr.flush()
            regel = sys.stdin.readline()
            if not regel:
                _tell(EINDE)
                return 2
            try:
                doorgaan = _take(gesprek, feit, regel.strip())
            except Opnieuw as fout:
                _tell(str(fout))
            else:
                break
        if not doorgaan:
            break
    oordeel = gesprek.judge().as_dict()
    sys.stderr.write("\n")
    sys.stdout.write(json.dumps(oordeel, ensure_ascii=False, indent=2) if als_json else tekst.render(kennis, oordeel))
    sys.stdout.write("\n")
    return 0


def _take(gesprek: Vraaggesprek, feit: Feit, getypt: str) -> bool:
    """Act on one typed line; return False to stop.

    :raises Opnieuw: if the same question must be asked again.
    """
    if getypt.lower() in STOP:
        return False
    if getypt.lower() in TERUG:
        if not gesprek.back():
            raise Opnieuw(BEGIN)
    elif getypt.lower() in WEET_NIET:
        gesprek.gezegd[feit.naam] = None
    else:
        gesprek.say(feit, parse(feit, getypt))
    return True


def parse(feit: Feit, getypt: str) -> Any:
    """Return the answer that was typed: a number of the list, the answer itself, a number or a date.

    :raises Opnieuw: if it is none of these.
    """
    if feit.soort == "getal":
        if not getypt.isascii() or not getypt.isdigit() or len(getypt) > 6:
            raise Opnieuw(f"Typ {tekst.answers(feit)}.")
        return int(getypt)
    if feit.soort == "datum":
        for vorm in ("%Y-%m-%d", "%d-%m-%Y"):
            try:
                return datetime.strptime(getypt, vorm).date()  # noqa: DTZ007 a day, not a moment
            except ValueError:
                continue
        raise Opnieuw("Typ een bestaande datum, zoals 2024-03-01 of 01-03-2024.")
    delen = getypt.replace(",", " ").split()
    if not delen or (len(delen) > 1 and feit.soort != "meerkeuze"):
        raise Opnieuw(f"Typ één nummer van 1 tot en met {len(feit.antwoorden)}.")
    namen = list(dict.fromkeys(_choice(feit, deel) for deel in delen))
    return namen if feit.soort == "meerkeuze" else namen[0]


def _choice(feit: Feit, deel: str) -> str:
    namen = list(feit.antwoorden)
    if deel in namen:
        return deel
    if deel.isascii() and deel.isdigit() and len(deel) < 4 and 1 <= int(deel) <= len(namen):
        return namen[int(deel) - 1]
    raise Opnieuw(f"Typ een nummer van 1 tot en met {len(namen)}, of w, t of s.")


def _show(feit: Feit, nummer: int) -> None:
    _tell(f"\n{nummer}. {feit.vraag['professional']}")
    if feit.uitleg:
        _tell(tekst.paragraph(feit.uitleg))
    if feit.soort in ("getal", "datum"):
        _tell(f"   {tekst.answers(feit)}; w = weet ik niet")
        return
    for i, woorden in enumerate(feit.antwoorden.values(), start=1):
        _tell(f"  {i:>3}  {woorden}")
    meer = " (meer nummers mag, met spaties ertussen)" if feit.soort == "meerkeuze" else ""
    _tell(f"    w  weet ik niet{meer}")


def _tell(regel: str) -> None:
    sys.stderr.write(f"{regel}\n")
