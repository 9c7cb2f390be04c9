# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Read what `ui/veld_datum.html` sends."""

from collections.abc import Mapping
from datetime import date

MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


class DatumFout(ValueError):
    """The three fields hold no date; the message is a sentence for the screen."""


def read_datum(data: Mapping[str, str], naam: str) -> date | None:
    """Return the date typed in `naam`_dag, `naam`_maand and `naam`_jaar, or None when all three are empty.

    The month may be a number or a Dutch name ("3", "mrt", "maart"); the year has four digits.
    :raises DatumFout: something is missing, no number, or no day of the calendar.
    """
    dag, maand, jaar = (str(data.get(f"{naam}_{deel}", "")).strip() for deel in ("dag", "maand", "jaar"))
    if not (dag or maand or jaar):
        return None
    missing = [woord for woord, waarde in (("de dag", dag), ("de maand", maand), ("het jaar", jaar)) if not waarde]
    if missing:
        raise DatumFout(f"Vul ook {' en '.join(missing)} in.")
    try:
        if len(jaar) != 4:
            raise DatumFout("Schrijf het jaar met vier cijfers, bijvoorbeeld 2009.")
        return date(_number(jaar), _month(maand), _number(dag))
    except DatumFout:
        raise
    except ValueError:
        raise DatumFout(
            "Deze datum bestaat niet. Schrijf de dag, de maand en het jaar met cijfers, bijvoorbeeld 27 3 2009."
        ) from None


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _month(text: str) -> int:
    short = {"maa": "mrt"}.get(text[:3].lower(), text[:3].lower())
    return MAANDEN.index(short) + 1 if short in MAANDEN else _number(text)
