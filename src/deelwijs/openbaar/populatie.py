# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Cases without names: CSV (a column per fact), or YAML or JSON (a list of facts). Equal cases count as one."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from deelwijs.openbaar.invoer import BestandFout, parse_document, read_bytes, shown
from deelwijs.openbaar.zaak import OngeldigeZaak, ZaakFout
from deelwijs.toets.invoer import Invoer, InvoerFout, read_facts
from deelwijs.toets.model import Kennis
from deelwijs.toets.strict_yaml import Kaart

MOST_BYTES = 256_000_000
MOST_FAULTS = 20
TUSSEN = "|"


def read_population(kennis: Kennis, bestand: str) -> list[tuple[Invoer, int]]:
    """Return each different case with how often it occurs.

    :raises BestandFout: the file cannot be read.
    :raises OngeldigeZaak: a column or a case cannot be used; at most `MOST_FAULTS` faults.
    """
    data = read_bytes(bestand, MOST_BYTES)
    if bestand.lower().endswith((".yaml", ".yml", ".json")) or data.lstrip()[:1] in (b"[", b"-"):
        gevallen = _document(parse_document(bestand, data))
    else:
        try:
            gevallen = _table(kennis, data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise BestandFout(f"{shown(bestand)}: dit is geen UTF-8. Sla het bestand op als UTF-8.") from None
    return _checked(kennis, gevallen)


def _checked(kennis: Kennis, gevallen: list[tuple[Any, int, int]]) -> list[tuple[Invoer, int]]:
    fouten: list[ZaakFout] = []
    uit = []
    for feiten, keer, lijn in gevallen:
        try:
            uit.append((read_facts(kennis, feiten), keer))
        except InvoerFout as fout:
            fouten += [ZaakFout(f"{feit}: {wat}" if feit else wat, lijn=lijn) for feit, wat in fout.fouten]
        if len(fouten) >= MOST_FAULTS:
            break
    if fouten:
        raise OngeldigeZaak(fouten[:MOST_FAULTS])
    if not uit:
        raise OngeldigeZaak([ZaakFout("Er is geen enkel geval.")])
    return uit


def _document(document: Any) -> list[tuple[Any, int, int]]:
    if not isinstance(document, list):
        raise OngeldigeZaak([ZaakFout("De populatie moet een lijst van gevallen zijn.")])
    telling: Counter[str] = Counter()
    eerste: dict[str, tuple[Any, int]] = {}
    for geval in document:
        feiten = geval["feiten"] if isinstance(geval, Mapping) and set(geval) == {"feiten"} else geval
        sleutel = json.dumps(feiten, sort_keys=True, default=str)
        telling[sleutel] += 1
        eerste.setdefault(sleutel, (feiten, geval.lijn if isinstance(geval, Kaart) else 1))
    return [(feiten, telling[sleutel], lijn) for sleutel, (feiten, lijn) in eerste.items()]


def _table(kennis: Kennis, tekst: str) -> list[tuple[Any, int, int]]:
    kop = tekst.partition("\n")[0]
    lezer = csv.reader(
        StringIO(tekst, newline=""), delimiter=";" if kop.count(";") > kop.count(",") else ",", strict=True
    )
    telling: Counter[tuple[str, ...]] = Counter()
    eerste: dict[tuple[str, ...], int] = {}
    kolommen: list[str] = []
    try:
        for rij in lezer:
            if not kolommen:
                kolommen = [naam.strip() for naam in rij]
                _columns(kennis, kolommen)
            elif rij:
                if len(rij) != len(kolommen):
                    wat = f"{len(rij)} vakken, maar er zijn {len(kolommen)} kolommen."
                    raise OngeldigeZaak([ZaakFout(wat, lijn=lezer.line_num)])
                sleutel = tuple(rij)
                telling[sleutel] += 1
                eerste.setdefault(sleutel, lezer.line_num)
    except csv.Error:
        raise OngeldigeZaak([ZaakFout("Dit is geen geldige CSV.", lijn=lezer.line_num)]) from None
    return [(dict(_cells(kennis, kolommen, rij)), telling[rij], lijn) for rij, lijn in eerste.items()]


def _columns(kennis: Kennis, kolommen: list[str]) -> None:
    fouten = [f"Kolom {naam[:60]!r} is geen feit." for naam in kolommen if naam not in kennis.feiten]
    fouten += [f"Kolom {naam!r} staat er twee keer." for naam, keer in Counter(kolommen).items() if keer > 1]
    if fouten:
        raise OngeldigeZaak([ZaakFout(fout, lijn=1) for fout in fouten[:MOST_FAULTS]])


def _cells(kennis: Kennis, kolommen: list[str], rij: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for naam, vak in zip(kolommen, (deel.strip() for deel in rij), strict=True):
        soort = kennis.feiten[naam].soort
        if not vak:
            continue
        if soort == "meerkeuze":
            yield naam, [deel.strip() for deel in vak.split(TUSSEN)]
        elif soort == "getal" and vak.isascii() and vak.isdigit() and len(vak) < 7:
            yield naam, int(vak)
        else:
            yield naam, vak
