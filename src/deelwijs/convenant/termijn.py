# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""How long a version lasts: two years, then year by year until notice is given; after two years it is evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from deelwijs.convenant.models import ConvenantVersie
from deelwijs.convenant.woorden import in_words

EERSTE_JAREN = 2  # convenant 19.1 and 20.2
VOORAF = timedelta(days=90)  # how long before a date the screen begins to say so; our own choice


@dataclass(frozen=True, slots=True)
class Melding:
    """What is due, or nearly. `ernst` is "waarschuwing" when the day has passed or is near, else "info"."""

    ernst: str
    titel: str
    tekst: str


def years_later(dag: date, jaren: int) -> date:
    """Return the same day so many years later; 29 February becomes 1 March."""
    try:
        return dag.replace(year=dag.year + jaren)
    except ValueError:
        return date(dag.year + jaren, 3, 1)


def evaluation_day(versie: ConvenantVersie) -> date:
    """Return the day on which the evaluation is owed."""
    return years_later(versie.geldig_vanaf, EERSTE_JAREN)


def next_renewal(versie: ConvenantVersie, dag: date) -> date:
    """Return the first day after `dag` on which the version goes on for another year by itself."""
    jaren = EERSTE_JAREN
    while years_later(versie.geldig_vanaf, jaren) <= dag:
        jaren += 1
    return years_later(versie.geldig_vanaf, jaren)


def what_is_due(versie: ConvenantVersie, dag: date) -> list[Melding]:
    """Return what the parties must do about this version, looking from this day; nothing for one that is over."""
    if versie.status != ConvenantVersie.VASTGESTELD or (versie.geldig_tot is not None and versie.geldig_tot < dag):
        return []
    found = []
    if versie.geldig_tot is not None:
        found.append(
            Melding(
                "waarschuwing",
                f"Deze versie eindigt op {in_words(versie.geldig_tot)}",
                "Daarna kan er niets meer worden gedeeld, behalve onder een nieuwe versie. Maak die op tijd, want alle"
                " partijen moeten opnieuw tekenen.",
            )
        )
    else:
        renewal = next_renewal(versie, dag)
        found.append(
            Melding(
                "waarschuwing" if renewal - dag <= VOORAF else "info",
                f"Deze versie loopt door tot {in_words(renewal)}",
                "Daarna wordt zij vanzelf met een jaar verlengd. Wilt een partij dat niet? Dan zegt zij vóór die dag"
                " schriftelijk op.",
            )
        )
    return found + _evaluation(versie, dag)


def _evaluation(versie: ConvenantVersie, dag: date) -> list[Melding]:
    due = evaluation_day(versie)
    if versie.geevalueerd_op is not None or due - dag > VOORAF:
        return []
    late = due <= dag
    return [
        Melding(
            "waarschuwing" if late else "info",
            f"{'Evalueer nu: dat moest' if late else 'Evalueer deze versie'} op {in_words(due)}",
            "De partijen spraken af om het convenant na twee jaar te evalueren. Leg hier vast wanneer dat is gedaan.",
        )
    ]
