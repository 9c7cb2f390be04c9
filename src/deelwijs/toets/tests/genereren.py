# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Random rulebooks as YAML and states that are guided: built around what rules ask, so that every rule gets its turn.

Everything takes its chance from a `Random` with a seed, so that what fails can be made again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

import yaml

from deelwijs.toets.loader import load
from deelwijs.toets.model import Conditie, Kennis, Lezing, Soort, Staat, Stand
from deelwijs.toets.velden import KennisFout

TEKST = {"professional": "Zo is het.", "ouder": "Zo is het.", "jongere": "Zo is het."}
BRON = [{"wet": "proefwet:1"}]
STAPPEN = ("grondslag", "doel", "proportionaliteit", "subsidiariteit", "verbod", "plicht")
SOORTEN = ("grondslag",) * 4 + ("weeg_grondslag",) * 2 + ("verbod",) * 4 + ("weging",) * 2 + ("plicht",) * 2 + ("vast",)
DAG = date(2024, 3, 1)
PROEFWET: dict[str, Any] = {
    "wetten": [
        {
            "id": "proefwet",
            "naam": "Proefwet",
            "artikelen": [
                {
                    "id": "proefwet:1",
                    "artikel": "1",
                    "onderwerp": "proef",
                    "parafrase": "Een proef.",
                    "geldig_vanaf": "2018-01-01",
                    "zekerheid": "hoog",
                    "datum_zekerheid": "hoog",
                }
            ],
        }
    ],
    "wetsvoorstellen": [{"id": "proefvoorstel", "naam": "Proefvoorstel"}],
}
VERSCHIL = {"id": "V01", "titel": "Proef", "streng": "Minder.", "rekkelijk": "Meer.", "bronnen": [{"bron": "nji"}]}

Documenten = dict[str, Any]


class _Plain(yaml.SafeDumper):
    """Writes a thing that stands in two places twice: the loader takes no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def as_files(documenten: Mapping[str, Any]) -> dict[str, bytes]:
    """Return documents as the loader takes them."""
    return {
        naam: yaml.dump(doc, Dumper=_Plain, allow_unicode=True, sort_keys=False).encode()
        for naam, doc in documenten.items()
    }


def rulebook(kans: Random, regels: int = 14, feiten: Mapping[str, Any] | None = None) -> tuple[Documenten, Kennis]:
    """Return a random rulebook of about this many rules, and loaded. `feiten` replaces the random facts."""
    feiten = feiten or _facts(kans)
    begrippen = {f"begrip_{i}": _begrip(kans, feiten) for i in range(kans.randint(0, 3))}
    boek: Documenten = {
        "wetten.yaml": PROEFWET,
        "lezingen.yaml": {"lezingen": [VERSCHIL]},
        "feiten.yaml": {"feiten": feiten},
        "begrippen.yaml": {"begrippen": begrippen},
        "regels/proef.yaml": {"regels": _rules(kans, "r", regels, feiten, tuple(begrippen))},
        "scenarios/proef.yaml": {
            "id": "proef",
            "titel": "Proef",
            "omschrijving": "Een proef.",
            "status": "voorgesteld",
            "bronnen": [{"wetsvoorstel": "proefvoorstel"}],
            "vervalt": ["r0"] if regels else [],
            "regels": _rules(kans, "s", max(1, regels // 6), feiten, tuple(begrippen), "voorgesteld"),
        },
    }
    return boek, _without_faults(boek)


@cache
def stand(zaad: int) -> Stand:
    """Return the rules in force of one random rulebook: under one of both readings, with or without the bill."""
    kans = Random(zaad)
    _, kennis = rulebook(kans, kans.choice((3, 8, 14, 14, 30)))
    return kennis.in_force(DAG, kans.choice(tuple(Lezing)), kans.choice(((), ("proef",))))


def _without_faults(boek: Documenten) -> Kennis:
    """Drop rules and begrippen with a condition that can never hold, and who names them."""
    begrippen = boek["begrippen.yaml"]["begrippen"]
    while True:
        try:
            return load(as_files(boek))
        except KennisFout as fout:
            schuldig = {f.plek for f in fout.fouten}
            if not schuldig <= {r["id"] for doc in boek.values() for r in doc.get("regels", ())} | begrippen.keys():
                raise
            for doc in boek.values():
                if "regels" in doc:
                    doc["regels"] = [regel for regel in doc["regels"] if regel["id"] not in schuldig]
            for naam in schuldig & begrippen.keys():
                del begrippen[naam]
            boek["scenarios/proef.yaml"]["vervalt"] = [r["id"] for r in boek["regels/proef.yaml"]["regels"][:1]]


def _facts(kans: Random) -> dict[str, Any]:
    def feit(soort: str, **rest: Any) -> dict[str, Any]:
        return {"soort": soort, "vraag": TEKST, "wie": "steller", "aard": "feit", **rest}

    uit = {"categorie": feit("meerkeuze", antwoorden={f"c{i}": f"c{i}" for i in range(kans.randint(2, 4))})}
    for i in range(kans.randint(2, 4)):
        antwoorden = {f"a{j}": f"a{j}" for j in range(kans.randint(2, 4))}
        uit[f"keuze_{i}"] = feit("keuze", antwoorden=antwoorden, groepen={"eerste": ["a0", "a1"]})
    for i in range(kans.randint(1, 3)):
        uit[f"vraag_{i}"] = feit("ja_nee")
    uit["leeftijd"] = feit("getal", min=0, max=30)
    uit["sinds"] = feit("datum")
    if kans.random() < 0.5:
        uit["vraag_0"]["vraag_als"] = {"keuze_0": ["a0"]}
    if kans.random() < 0.5:
        uit["keuze_1"]["hoort_bij"] = {"keuze_0": ["eerste"]}
    return uit


def _condition(kans: Random, feiten: Mapping[str, Any], begrippen: Sequence[str], hoogstens: int = 4) -> dict[str, Any]:
    namen = kans.sample([*feiten, *begrippen], kans.randint(1, hoogstens))
    return {naam: _answers(kans, feiten.get(naam)) for naam in namen}


def _answers(kans: Random, feit: Mapping[str, Any] | None) -> Any:
    if feit is None or feit["soort"] == "ja_nee":
        return kans.choice(["ja", "nee"])
    if feit["soort"] in ("keuze", "meerkeuze"):
        antwoorden = list(feit["antwoorden"])
        deel = kans.sample(antwoorden, kans.randint(1, max(1, len(antwoorden) - 1)))
        if kans.random() < 0.15 and len(deel) < len(antwoorden):
            return {"behalve": deel}
        return kans.choice(list(feit["groepen"])) if feit.get("groepen") and kans.random() < 0.2 else deel
    if feit["soort"] == "getal":
        return _range(kans, *sorted(kans.sample(range(feit["min"], min(feit["max"], 30) + 1), 2)))
    return _range(kans, *sorted(DAG + timedelta(days=d) for d in kans.sample(range(-400, 400, 50), 2)))


def _range(kans: Random, vanaf: Any, tot: Any) -> dict[str, Any]:
    return kans.choice([{"vanaf": vanaf}, {"tot_en_met": tot}, {"vanaf": vanaf, "tot_en_met": tot}])


def _begrip(kans: Random, feiten: Mapping[str, Any]) -> dict[str, Any]:
    ways: list[dict[str, Any]] = [{"als": _condition(kans, feiten, (), 3)} for _ in range(kans.randint(1, 3))]
    if kans.random() < 0.3:
        # Two ways that together always hold on one fact: neither alone says so while the fact is open.
        naam = kans.choice([n for n, f in feiten.items() if f["soort"] == "ja_nee"])
        ways += [{"als": {naam: "ja"}}, {"als": {naam: "nee"}}]
    if kans.random() < 0.3:
        ways[0] |= {"lezing": kans.choice(["streng", "rekkelijk"]), "verschil": "V01"}
    return {"titel": "Proef", "bronnen": BRON, "tekst": TEKST, "ja_als": ways}


def _rules(
    kans: Random,
    letter: str,
    aantal: int,
    feiten: Mapping[str, Any],
    begrippen: Sequence[str],
    status: str = "van_kracht",
) -> list[dict[str, Any]]:
    uit: list[dict[str, Any]] = []
    for i in range(aantal):
        soort = kans.choice(SOORTEN)
        verboden = [regel["id"] for regel in uit if regel["soort"] == "verbod"]
        if verboden and kans.random() < 0.2:
            soort = "doorbreking"
        versie = {
            "geldig_vanaf": date(2020, 1, 1),
            "status": status,
            "bronnen": BRON,
            "als": _condition(kans, feiten, begrippen),
            "tenzij": [_condition(kans, feiten, begrippen, 2) for _ in range(kans.choice([0, 0, 0, 1, 1, 2, 3]))],
        }
        regel: dict[str, Any] = {
            "id": f"{letter}{i}",
            "soort": soort,
            "stap": "grondslag" if soort in ("grondslag", "weeg_grondslag") else kans.choice(STAPPEN),
            "niveau": "wet",
            "titel": f"Regel {letter}{i}",
            "tekst": TEKST,
            "versies": [versie],
        }
        if soort == "doorbreking":
            regel["doorbreekt"] = kans.sample(verboden, min(len(verboden), kans.randint(1, 2)))
            if kans.random() < 0.4:
                regel["wordt"] = "weging"
        if soort == "plicht" or (soort == "vast" and kans.random() < 0.5):
            regel["plicht"] = {"doe": "Doe dit.", "wie": "verstrekker", "wanneer": "vooraf"}
        if kans.random() < 0.15:
            versie |= {"lezing": kans.choice(["streng", "rekkelijk"]), "verschil": "V01"}
        uit.append(regel)
    return uit


def state(kans: Random, stand: Stand, open_kans: float = 0.3, halfopen_kans: float = 0.1) -> dict[str, frozenset[str]]:
    """Return a state built around one or two rules, with some facts changed, and some open or half open."""
    feiten = stand.kennis.feiten
    staat = {naam: frozenset((kans.choice(feit.cellen),)) for naam, feit in feiten.items()}
    if stand.regels:
        basis = [r for r in stand.regels if r.soort in (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG)] or stand.regels
        _satisfy(kans, stand, kans.choice(basis).als, staat)
        doorbreking = [r for r in stand.regels if r.doorbreekt]
        if doorbreking and kans.random() < 0.3:
            regel = kans.choice(doorbreking)
            for deel in (regel, *(r for r in stand.regels if r.id in regel.doorbreekt)):
                _satisfy(kans, stand, deel.als, staat)
        elif kans.random() < 0.5:
            regel = kans.choice(stand.regels)
            _satisfy(kans, stand, kans.choice((regel.als, *regel.tenzij)), staat)
    for naam, feit in feiten.items():
        worp = kans.random()
        if worp < open_kans:
            staat[naam] = feit.alles
        elif worp < open_kans + halfopen_kans:
            staat[naam] |= set(kans.sample(feit.cellen, kans.randint(1, len(feit.cellen))))
    return staat


def _satisfy(kans: Random, stand: Stand, conditie: Conditie, staat: dict[str, frozenset[str]]) -> None:
    for deel in conditie:
        if deel.feit in staat:
            staat[deel.feit] = frozenset((kans.choice(sorted(deel.cellen)),))
        elif deel.cellen == {"ja"} and stand.begrippen[deel.feit]:
            _satisfy(kans, stand, kans.choice(stand.begrippen[deel.feit]), staat)


def complete(kans: Random, staat: Staat) -> dict[str, frozenset[str]]:
    """Return one way in which everything that is open may turn out."""
    return {naam: frozenset((kans.choice(sorted(cellen)),)) for naam, cellen in staat.items()}
