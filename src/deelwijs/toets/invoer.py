# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""From what someone says to a state: every fact checked, every fault one line, nothing assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from deelwijs.toets.condities import ordinal
from deelwijs.toets.model import Conditie, Feit, Kennis, Staat, Voorwaarde, answers

# The name of the one part when no category is given.
ALLES = "alles"


class InvoerFout(ValueError):
    """The facts cannot be used; `fouten` maps each fault to the fact it is about (or "" for the whole)."""

    def __init__(self, fouten: list[tuple[str, str]]) -> None:
        self.fouten = fouten
        super().__init__("\n".join(f"{feit}: {boodschap}" if feit else boodschap for feit, boodschap in fouten))


@dataclass(frozen=True)
class Invoer:
    """Checked facts: `gegeven` as they came, `staat` what is still possible of each, `delen` the categories."""

    gegeven: Mapping[str, Any]
    staat: Staat
    delen: tuple[str, ...]

    def part(self, deel: str) -> Staat:
        """Return the state of one category."""
        if deel == ALLES:
            return self.staat
        return {**self.staat, "categorie": answers(deel)}


def read_facts(kennis: Kennis, gegeven: Any) -> Invoer:
    """Return the facts as a state.

    A fact is an answer, a number, a date, null (not known), or what it may still be: `{"een_van": [...]}`
    for answers, `{"vanaf": .., "tot_en_met": ..}` for a number or date. `categorie` takes a list.

    :raises InvoerFout: unknown fact, unknown answer, wrong type, out of range, impossible combination; all at once.
    """
    if not isinstance(gegeven, Mapping):
        raise InvoerFout([("", "De feiten moeten een lijst van feit: antwoord zijn.")])
    fouten: list[tuple[str, str]] = []
    staat: dict[str, frozenset[str]] = {naam: feit.alles for naam, feit in kennis.feiten.items()}
    delen: tuple[str, ...] = (ALLES,)
    for naam, waarde in gegeven.items():
        feit = kennis.feiten.get(naam) if isinstance(naam, str) else None
        if feit is None:
            fouten.append((str(naam)[:60], "Onbekend feit."))
        elif waarde is None:
            continue
        elif feit.soort == "meerkeuze":
            keuzes = waarde if isinstance(waarde, list) else [waarde]
            fouten += [(naam, f"Onbekend antwoord {_kort(k)}.") for k in keuzes if not _is_answer(feit, k)]
            if not keuzes:
                fouten.append((naam, "Kies ten minste één antwoord."))
            elif all(_is_answer(feit, k) for k in keuzes):
                delen = tuple(dict.fromkeys(keuzes))
                staat[naam] = answers(*delen)
        else:
            try:
                staat[naam] = _possible(feit, waarde)
            except ValueError as fout:
                fouten.append((naam, str(fout)))
    if not fouten:
        fouten += _narrow(kennis, staat, gegeven)
    if fouten:
        raise InvoerFout(fouten)
    return Invoer(dict(gegeven), staat, delen)


def _is_answer(feit: Feit, waarde: Any) -> bool:
    return isinstance(waarde, str) and waarde in feit.antwoorden


def _possible(feit: Feit, waarde: Any) -> frozenset[str]:
    if feit.soort in ("keuze", "ja_nee"):
        if isinstance(waarde, bool) and feit.soort == "ja_nee":
            waarde = "ja" if waarde else "nee"
        keuzes = waarde.get("een_van") if isinstance(waarde, Mapping) and set(waarde) == {"een_van"} else [waarde]
        if not isinstance(keuzes, list) or not keuzes:
            raise ValueError("Verwacht één antwoord, of een_van met een lijst antwoorden.")
        for keuze in keuzes:
            if not _is_answer(feit, keuze):
                raise ValueError(f"Onbekend antwoord {_kort(keuze)}.")
        return answers(*sorted(set(keuzes)))
    if isinstance(waarde, Mapping):
        if not waarde or not set(waarde) <= {"vanaf", "tot_en_met"}:
            raise ValueError("Verwacht vanaf, tot_en_met, of allebei.")
        begin, einde = (_value(feit, waarde[k]) if waarde.get(k) is not None else None for k in ("vanaf", "tot_en_met"))
        if begin is not None and einde is not None and begin > einde:
            raise ValueError("'vanaf' ligt na 'tot_en_met'.")
        eerste = feit.cellen.index(feit.cell(begin)) if begin is not None else 0
        laatste = feit.cellen.index(feit.cell(einde)) if einde is not None else len(feit.cellen) - 1
        return answers(*feit.cellen[eerste : laatste + 1])
    return answers(feit.cell(_value(feit, waarde)))


def _value(feit: Feit, waarde: Any) -> int:
    if feit.soort == "datum" and isinstance(waarde, str):
        try:
            waarde = date.fromisoformat(waarde)
        except ValueError:
            raise ValueError(f"{_kort(waarde)} is geen bestaande datum (jjjj-mm-dd).") from None
    if feit.soort == "datum" and isinstance(waarde, datetime):
        waarde = waarde.date()
    getal = ordinal(waarde, feit.soort)
    if getal is None:
        raise ValueError(
            f"Verwacht een {'heel getal' if feit.soort == 'getal' else 'datum (jjjj-mm-dd)'}, geen {_kort(waarde)}."
        )
    if feit.soort == "getal" and not (feit.min or 0) <= getal <= (feit.max or 0):
        raise ValueError(f"{_kort(getal)} ligt buiten {feit.min} tot en met {feit.max}.")
    return getal


def _kort(waarde: Any) -> str:
    tekst = repr(waarde)
    return tekst if len(tekst) <= 60 else f"{tekst[:57]}..."


def _narrow(kennis: Kennis, staat: dict[str, frozenset[str]], gegeven: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Draw what follows from the facts given: who names a verstrekker asks about delen. Contradiction is a fault."""
    fouten = []
    for naam in gegeven:
        for deel in _belongs(kennis, naam) if gegeven[naam] is not None else ():
            rest = staat[deel.feit] & deel.cellen
            if not rest:
                fouten.append((naam, f"Past niet bij {deel.feit}: {', '.join(sorted(staat[deel.feit]))}."))
            else:
                staat[deel.feit] = rest
    return fouten


def _belongs(kennis: Kennis, naam: str) -> Conditie:
    """Return `hoort_bij` of a fact and of the facts that one belongs to."""
    uit: list[Voorwaarde] = []
    rij = [naam]
    while rij:
        for deel in kennis.feiten[rij.pop()].hoort_bij:
            uit.append(deel)
            rij.append(deel.feit)
    return tuple(uit)
