# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""How the answers of a fact read: below which heading, and in which words for which audience."""

from __future__ import annotations

from collections.abc import Mapping

from deelwijs.toets.model import PUBLIEKEN, Anders
from deelwijs.toets.velden import Velden


def read_rubrieken(velden: Velden, antwoorden: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Read the headings of a long list: each answer stands below exactly one of them."""
    rubrieken = velden.waarde("rubrieken") or {}
    if not isinstance(rubrieken, Mapping) or not all(isinstance(leden, list) for leden in rubrieken.values()):
        velden.fout("'rubrieken' geeft per kopje een lijst antwoorden.", "rubrieken")
        return {}
    leden = [lid for lijst in rubrieken.values() for lid in lijst]
    if rubrieken and sorted(map(str, leden)) != sorted(map(str, antwoorden)):
        fout = sorted({str(naam) for naam in (*leden, *antwoorden) if leden.count(naam) != 1 or naam not in antwoorden})
        velden.fout(f"Elk antwoord staat in precies één rubriek; niet goed: {', '.join(fout)}.", "rubrieken")
        return {}
    return {kopje: tuple(lijst) for kopje, lijst in rubrieken.items()}


def read_anders(velden: Velden, antwoorden: Mapping[str, str]) -> dict[str, Anders]:
    """Read the other words that an audience gets for the explanation and for answers."""
    uit: dict[str, Anders] = {}
    for publiek in velden.waarde("anders") or {}:
        if publiek not in PUBLIEKEN:
            velden.fout(f"'anders' kent {publiek!r} niet; kies uit {', '.join(PUBLIEKEN)}.", "anders")
            continue
        deel = Velden(velden.kaart["anders"][publiek], velden.bestand, f"{velden.plek}.{publiek}", velden.fouten)
        woorden = deel.waarde("antwoorden") or {}
        onbekend = [naam for naam in woorden if naam not in antwoorden]
        if onbekend or not all(isinstance(tekst, str) for tekst in woorden.values()):
            deel.fout(f"Woorden voor antwoorden die er niet zijn: {', '.join(map(str, onbekend))}.", "antwoorden")
        uit[publiek] = Anders(deel.tekst("uitleg", verplicht=False) if "uitleg" in deel.kaart else None, woorden)
        deel.klaar()
    return uit
