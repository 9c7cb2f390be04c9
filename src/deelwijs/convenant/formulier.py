# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The accession form of one party: its text as plain data, for the page and for the PDF."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from deelwijs.convenant.actions import LIJSTEN
from deelwijs.convenant.models import Toetreding
from deelwijs.convenant.tonen import BLIJFT
from deelwijs.convenant.woorden import in_words, words
from deelwijs.toets.strict_yaml import decode, read
from deelwijs.ui.pdf import make_pdf

TEKST = Path(__file__).with_name("formulier.yaml")
SJABLOON = Path(__file__).parent / "documenten" / "toetreding.typ"


@cache
def _text() -> dict[str, Any]:
    found: dict[str, Any] = read(decode(TEKST.read_bytes()))
    return found


def content(row: Toetreding) -> dict[str, Any]:
    """Return all text of the form, filled in with what is known; the place to sign stays empty until it is signed."""
    text, versie, partij = _text(), row.versie, row.partij
    known = {
        "convenant": versie.convenant.naam,
        "regio": versie.convenant.regio,
        "nummer": versie.nummer,
        "partij": partij.naam,
        "plaats": f" in {partij.plaats}" if partij.plaats else "",
        "afgesproken": f", op {in_words(row.afgesproken_op)}" if row.afgesproken_op else "",
    }
    return {
        **{
            deel: text[deel].format(**known)
            for deel in ("titel", "ondertitel", "omschrijving", "wie", "bekend", "voet")
        },
        "koppen": text["koppen"],
        "aanleiding": [zin.format(**known) for zin in text["aanleiding"]],
        "verklaart": text["verklaart"],
        "inhoud": [
            text["inhoud"][lijst].format(woorden="; ".join(words(wat, waarde) for waarde in getattr(versie, lijst)))
            for lijst, wat in LIJSTEN.items()
        ],
        "blijft": BLIJFT,
        "velden": [{"naam": naam, "waarde": waarde} for naam, waarde in _signature(row)],
    }


def pdf(row: Toetreding) -> bytes:
    """Return the form as a PDF: PDF/A-2a and PDF/UA-1. Its date is that of the agreement, so that it stays the same."""
    return make_pdf(SJABLOON, content(row), row.afgesproken_op or row.versie.geldig_vanaf)


def _signature(row: Toetreding) -> list[tuple[str, str]]:
    names, tekent = _text()["velden"], row.getekend_door
    filled = {
        "naam": tekent.naam if tekent else "",
        "functie": tekent.functie if tekent else "",
        "mandaat": tekent.mandaat if tekent else "",
        "datum": in_words(row.getekend_op) if row.getekend_op else "",
    }
    return [(naam, filled.get(veld, "")) for veld, naam in names.items()]
