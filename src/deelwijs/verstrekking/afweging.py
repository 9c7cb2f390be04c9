# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The weighing that a named person writes down where the law leaves it to a person. Which questions: afweging.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, field_validator

from deelwijs.toets.strict_yaml import decode, read

MINSTENS = 15  # letters and digits in an answer of sense
HOOGSTENS = 2000  # characters
LETTERS = re.compile(r"[^\W_]")
ANDERE = "andere"


def has_sense(tekst: str) -> bool:
    """Whether a text can hold a reason: enough letters, in at least two words, and not one letter over and over."""
    letters = LETTERS.findall(tekst.casefold())
    return len(letters) >= MINSTENS and len(set(letters)) >= 5 and len(tekst.split()) >= 2


@dataclass(frozen=True)
class Grond:
    """One ground on which a person can weigh, with its questions: name -> question."""

    naam: str
    titel: str
    uitleg: str
    regels: tuple[str, ...]
    vragen: Mapping[str, str]


@cache
def grounds() -> Mapping[str, Grond]:
    """Return every ground by its name."""
    data = read(decode(Path(__file__).with_name("afweging.yaml").read_bytes()))
    return {
        naam: Grond(naam, g["titel"], g["uitleg"], tuple(g["regels"]), dict(g["vragen"]))
        for naam, g in data["gronden"].items()
    }


def asked(regels: Iterable[str], ontvanger_taak: str = "") -> tuple[Grond, ...]:
    """Return the grounds that these rules ask to weigh, in the order of the file. Veilig Thuis: also the meldcode."""
    ids = set(regels)
    named = {regel: naam for naam, grond in grounds().items() for regel in grond.regels}
    wanted = {named.get(regel, ANDERE) for regel in ids}
    if ids and ontvanger_taak == "veilig_thuis":
        wanted.add("meldcode")
    return tuple(grond for naam, grond in grounds().items() if naam in wanted)


class Afweging(BaseModel):
    """What was weighed. `regels`: the rules that asked for it; at a later look no other rule may ask for more."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    regels: tuple[str, ...]
    antwoorden: dict[str, dict[str, str]]  # ground -> question -> answer
    conclusie: str
    tegen_advies: str = ""  # why not as the FG advised

    @field_validator("antwoorden")
    @classmethod
    def _known(cls, antwoorden: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        for naam, gezegd in antwoorden.items():
            if naam not in grounds() or set(gezegd) != set(grounds()[naam].vragen):
                raise ValueError("Beantwoord alle vragen van deze afweging.")
            if any(len(tekst) > HOOGSTENS or not has_sense(tekst) for tekst in gezegd.values()):
                raise ValueError("Beantwoord elke vraag in een paar woorden.")
        return antwoorden

    @field_validator("conclusie")
    @classmethod
    def _concluded(cls, conclusie: str) -> str:
        if len(conclusie) > HOOGSTENS or not has_sense(conclusie):
            raise ValueError("Schrijf in een paar woorden op wat u besluit en waarom.")
        return conclusie

    def covers(self, regels: Iterable[str], ontvanger_taak: str = "") -> bool:
        """Whether every ground that these rules ask for was weighed, for these very rules."""
        return set(regels) <= set(self.regels) and {g.naam for g in asked(regels, ontvanger_taak)} <= set(
            self.antwoorden
        )
