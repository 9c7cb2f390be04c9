# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Who somebody is, as it stands in an inbreng of category `identiteit`: no table of persons, only this text.

The field `tekst` of such an inbreng is JSON with exactly these keys: naam (text), geboortedatum ("2010-05-17" or null)
and woonplaats (text, may be empty). Every other category holds plain text.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

CATEGORIE = "identiteit"
TITEL = "Wie de jongere is"
LANGSTE_NAAM, LANGSTE_PLAATS = 120, 80
OUDSTE_JONGERE = 27  # years: support towards a starting qualification goes up to here


@dataclass(frozen=True, slots=True)
class Persoon:
    naam: str
    geboortedatum: date | None = None
    woonplaats: str = ""

    def leeftijd(self, dag: date) -> int | None:
        """Return the age in whole years on a day, or None without a birth date; before the birth it is negative."""
        return None if self.geboortedatum is None else age(self.geboortedatum, dag)

    def as_text(self) -> str:
        """Return what goes into the field."""
        born = self.geboortedatum.isoformat() if self.geboortedatum else None
        return json.dumps(
            {"naam": self.naam, "geboortedatum": born, "woonplaats": self.woonplaats},
            ensure_ascii=False,
            sort_keys=True,
        )


def age(geboren: date, dag: date) -> int:
    """Return the age in whole years on a day. Who was born on 29 February has the birthday on 1 March otherwise."""
    return dag.year - geboren.year - ((dag.month, dag.day) < (geboren.month, geboren.day))


def lees(tekst: str) -> Persoon:
    """Return the person that the field holds.

    :raises ValueError: it holds something else.
    """
    said = json.loads(tekst)
    if not isinstance(said, dict) or set(said) != {"naam", "geboortedatum", "woonplaats"}:
        raise ValueError("Dit is geen persoon.")
    naam, born, place = said["naam"], said["geboortedatum"], said["woonplaats"]
    if not isinstance(naam, str) or not naam.strip() or not isinstance(place, str):
        raise ValueError("Dit is geen persoon.")
    if len(naam) > LANGSTE_NAAM or len(place) > LANGSTE_PLAATS or not isinstance(born, str | None):
        raise ValueError("Dit is geen persoon.")
    return Persoon(naam, date.fromisoformat(born) if born else None, place)
