# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The forty cases of the demo: the stories of casussen.yaml, and shorter ones put together from its sentences."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from deelwijs.config.demoregio.regio import Regio
from deelwijs.overleg.typen import Antwoord, load_types
from deelwijs.toets.strict_yaml import decode, read

BESTAND = Path(__file__).with_name("casussen.yaml")
SAMEN = 40
LEEFTIJD = {"kinderopvang": (2, 3), "school_po": (5, 11), "school_mbo": (17, 20), "school_vso": (16, 18)}
# How far a short story goes; they come round in turn.
STAPPEN = ("nodigt_uit", "doet_mee", "kijkt", "fase")
TOT = (0, 1, 2, 0, 3, 1, 2)


@cache
def document() -> dict[str, Any]:
    """Return casussen.yaml."""
    found: dict[str, Any] = read(decode(BESTAND.read_bytes()))
    return found


def stories(regio: Regio) -> Iterator[Mapping[str, Any]]:
    """Give all forty, the hand-written ones first; each time the same."""
    doc = document()
    yield from doc["verhalen"]
    rng = random.Random("kort")  # noqa: S311 - invented cases
    for nummer in range(SAMEN - len(doc["verhalen"])):
        yield _short(nummer, doc["kort"], regio, rng)


def answers() -> Mapping[str, Any]:
    """Return what people tell the toets when a story does not say otherwise."""
    found: Mapping[str, Any] = document()["zegt"]
    return found


def _without_family(overlegtype: str) -> bool:
    """Whether nobody of the family is invited; under the strict reading nothing goes there by name."""
    soort = load_types()[overlegtype]
    return all(wie.uitgenodigd.antwoord is Antwoord.NEE for wie in (soort.jongere, soort.ouders))


def _short(nummer: int, kort: Mapping[str, Any], regio: Regio, rng: random.Random) -> dict[str, Any]:
    overlegtype, opener, others, doel, categorie = kort["vormen"][nummer % len(kort["vormen"])]
    taak = regio.mensen[opener].taak
    low, high = LEEFTIJD.get(taak.soort if taak else "", (12, 15))
    (titel, tekst), (titel_2, tekst_2) = rng.sample(kort["vragen"], 2)
    upto = TOT[nummer % len(TOT)]
    dan: list[dict[str, Any]] = [
        {
            "brengt_in": {
                "wie": opener, "sleutel": "tweede", "categorie": categorie, "titel": titel_2, "tekst": tekst_2,
                "herkomst": "Eigen waarneming.", "aard": rng.choice(["feit", "mening"]),
            }
        },
        {"na": rng.randint(1, 3), "nodigt_uit": {"door": opener, "wie": list(others)}},
    ]  # fmt: skip
    first = others[0]
    if upto >= STAPPEN.index("doet_mee"):
        dan.append({"na": 1, "doet_mee": {"wie": first, "waarvoor": rng.choice(kort["waarvoor"])}})
    if upto >= STAPPEN.index("kijkt"):
        gift = {"wie": opener, "wat": "hulpvraag", "aan": first, "waarom": rng.choice(kort["waarom"])}
        if _without_family(overlegtype):
            dan.append({"na": 1, "verstrekt": gift | {"mag": "nee"}})
        else:
            dan += [{"na": 1, "verstrekt": gift}, {"na": 1, "bekijkt": {"wie": first, "wat": "hulpvraag"}}]
    if upto >= STAPPEN.index("fase"):
        dan.append({"na": 3, "naar_fase": {"door": opener, "fase": "beoordeling"}})
    return {
        "id": f"kort-{nummer}",
        "type": overlegtype,
        "door": opener,
        "begin": rng.randint(14, 150),
        "doel": doel,
        "doel_tekst": rng.choice(kort["doelen"]),
        "waarvoor": rng.choice(kort["waarvoor"]),
        "jongere": {
            "naam": f"{rng.choice(kort['voornamen'])} {rng.choice(kort['achternamen'])}",
            "leeftijd": rng.randint(low, high),
        },
        "hulpvraag": {"categorie": categorie, "titel": titel, "tekst": tekst, "herkomst": "Gesprek met de ouders."},
        "dan": dan,
    }
