# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""One answer: from what a form sends to the texts it is carried as, to the fact, and to words on the screen.

A form carries an answer as a list of texts: `[WEET_NIET]`; one answer; more of them (all of these for `categorie`,
one of these elsewhere); a number or a day; or a range of them, "12..15", "..11", "2023-01-01..".
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict

from deelwijs.toets.model import Feit, Kennis
from deelwijs.toets.uitleg import label
from deelwijs.ui.datum import DatumFout, read_datum

WEET_NIET = "weet_niet"
VELD = "antwoord"  # the field of the question on the page
GROOTSTE = 9_999_999  # a number is read up to here; what lies outside its range is told apart from what is no number


def as_fact(feit: Feit | None, waarden: list[str]) -> Any:
    """Return the carried texts as `toets.invoer.read_facts` takes them; "weet ik niet" is None. Checks nothing."""
    if waarden == [WEET_NIET]:
        return None
    if feit is None or feit.soort == "meerkeuze":
        return list(waarden)
    if feit.soort in ("getal", "datum"):
        tekst = waarden[0] if len(waarden) == 1 else ""
        begin, bereik, einde = tekst.partition("..")
        if bereik:
            grenzen = {"vanaf": _value(feit, begin), "tot_en_met": _value(feit, einde)}
            return {naam: waarde for naam, waarde in grenzen.items() if waarde != ""}
        return _value(feit, tekst)
    return waarden[0] if len(waarden) == 1 else {"een_van": list(waarden)}


def _value(feit: Feit, tekst: str) -> int | str:
    if feit.soort == "getal" and tekst.isascii() and tekst.isdecimal() and len(tekst) <= len(str(GROOTSTE)):
        return int(tekst)
    return tekst


def as_texts(feit: Feit, waarde: Any) -> list[str]:
    """Return a fact as a form carries it: the reverse of `as_fact`."""
    if waarde is None:
        return [WEET_NIET]
    if isinstance(waarde, bool):
        return ["ja" if waarde else "nee"]
    if isinstance(waarde, dict):
        if "een_van" in waarde:
            return [str(deel) for deel in waarde["een_van"]]
        return ["..".join("" if (kant := waarde.get(k)) is None else str(kant) for k in ("vanaf", "tot_en_met"))]
    return [str(deel) for deel in waarde] if isinstance(waarde, list) else [str(waarde)]


def read_answer(feit: Feit, data: QueryDict) -> tuple[list[str], str]:
    """Return (answer, fault) of the question on the page: what was chosen or typed, or one sentence on what is wrong.

    ([], "") when nothing was chosen or typed at all; ([WEET_NIET], "") for "Dat weet ik niet".
    """
    if data.get("doe") == WEET_NIET:
        return [WEET_NIET], ""
    if feit.soort == "datum":
        try:
            dag = read_datum(data, VELD)
        except DatumFout as fout:
            return [], str(fout)
        return ([dag.isoformat()], "") if dag else ([], "")
    waarden = list(dict.fromkeys(waarde.strip() for waarde in data.getlist(VELD) if waarde.strip()))
    if not waarden or waarden == [WEET_NIET]:
        return waarden, ""
    if feit.soort == "getal":
        return _number(feit, waarden[0])
    if WEET_NIET in waarden:
        return [], "Kies soorten gegevens, of kies ‘Dat weet ik niet’. Niet allebei."
    if any(waarde not in feit.cellen for waarde in waarden) or (feit.soort != "meerkeuze" and len(waarden) != 1):
        return [], "Dit antwoord staat niet in de lijst. Kies een antwoord uit de lijst."
    return waarden, ""


def _number(feit: Feit, tekst: str) -> tuple[list[str], str]:
    waarde = _value(feit, tekst)
    if isinstance(waarde, int) and (feit.min or 0) <= waarde <= (feit.max or 0):
        return [str(waarde)], ""
    return [], f"Vul een heel getal in van {feit.min} tot en met {feit.max}."


def missing(feit: Feit) -> str:
    """Return what to say when a question is sent without an answer."""
    wat = {"getal": "Vul een getal in", "datum": "Vul een datum in"}.get(feit.soort, "Kies een antwoord")
    return f"{wat}, of kies ‘Dat weet ik niet’."


def in_words(kennis: Kennis, naam: str, waarden: list[str], publiek: str = "professional") -> str:
    """Return a checked answer as it reads on the screen."""
    if waarden == [WEET_NIET]:
        return "Dat weet ik niet"
    feit = kennis.feiten[naam]
    if feit.soort == "ja_nee":
        return " of ".join(waarden)
    if feit.soort in ("keuze", "meerkeuze"):
        samen = "; " if feit.soort == "meerkeuze" else " of "
        return samen.join(feit.words(waarde, publiek) for waarde in waarden)
    if ".." in waarden[0]:
        return label(kennis, naam, waarden[0])
    return date.fromisoformat(waarden[0]).strftime("%d-%m-%Y") if feit.soort == "datum" else waarden[0]
