# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the toets knows that a type of consultation may name, and what a jurist asks of each task (taken.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from deelwijs.toets.checks import DOCUMENTEN
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Kennis, Voorwaarde
from deelwijs.toets.strict_yaml import decode, read

TAKEN = Path(__file__).with_name("taken.yaml")
# The rules of the toets that say what a consultation under the covenant may be for, and which data at most.
REGEL_DOEL = "convenant-3-3-doel"
REGELS_SOORTEN = ("convenant-5-1-soorten", "reglement-12-1-soorten")


@dataclass(frozen=True, slots=True)
class Taak:
    """What one task can rest on in a consultation, and what it never brings in (category → reason)."""

    grondslagen: frozenset[str]
    bsn: frozenset[str]
    nooit: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kennisdeel:
    """The names that a type may use, taken from the toets, so that a type can never know more than it does."""

    doelen: Mapping[str, str]
    algemene_doelen: frozenset[str]  # the purposes of covenant 3.1
    verboden_doelen: Mapping[str, str]
    overleggen: Mapping[str, str]
    verstrekkers: Mapping[str, str]
    categorieen: Mapping[str, str]
    verboden_categorieen: Mapping[str, str]
    hoogstens: Mapping[str, frozenset[str]]  # answer of `overleg` → the categories that the covenant has at most
    artikelen: frozenset[str]
    termijnen: Mapping[str, Mapping[str, Any]]
    taken: Mapping[str, Taak]
    doelen_vragen: Mapping[str, tuple[str, ...]]  # purpose → the tasks of which one must take part
    documenten: tuple[str, ...] = DOCUMENTEN


@cache
def kennisdeel() -> Kennisdeel:
    """Return what the shipped knowledge allows a type to name."""
    return _make(load_shipped(voorbeelden=False))


def _make(kennis: Kennis) -> Kennisdeel:
    feiten, ruw = kennis.feiten, read(decode(TAKEN.read_bytes()))
    overleggen = feiten["overleg"].groepen["casusoverleg"]
    doelregel = {
        cel: "Het convenant laat dit doel in een overleg niet toe." for cel in _cells(kennis, REGEL_DOEL, "doel")
    }
    return Kennisdeel(
        doelen=feiten["doel"].antwoorden,
        algemene_doelen=frozenset(feiten["doel"].groepen["convenant_3_1"]),
        verboden_doelen=doelregel | dict(ruw["nergens"]["doelen"]),
        overleggen={naam: feiten["overleg"].antwoorden[naam] for naam in overleggen},
        verstrekkers=feiten["verstrekker"].antwoorden,
        categorieen=feiten["categorie"].antwoorden,
        verboden_categorieen=ruw["nergens"]["categorieen"],
        hoogstens=_at_most(kennis),
        artikelen=frozenset(artikel.sleutel for artikel in kennis.artikelen.values()),
        termijnen={rij["id"]: rij for rij in kennis.wetgegevens["bewaartermijnen"]},
        taken={naam: _taak(kennis, naam, velden) for naam, velden in ruw["taken"].items()},
        doelen_vragen={doel: tuple(taken) for doel, taken in ruw["doelen_vragen"].items()},
    )


def _taak(kennis: Kennis, naam: str, velden: Mapping[str, Any]) -> Taak:
    nooit: Mapping[str, str] = velden.get("nooit", {})
    if "alles" in nooit:
        nooit = dict.fromkeys(kennis.feiten["categorie"].antwoorden, nooit["alles"])
    return Taak(frozenset(velden["grondslagen"]), frozenset(velden.get("bsn", ())), nooit)


def _condition(kennis: Kennis, regel: str, feit: str) -> Voorwaarde | None:
    versies = [r for r in kennis.regels if r.id == regel]
    return next((deel for deel in versies[-1].als if deel.feit == feit), None)


def _cells(kennis: Kennis, regel: str, feit: str) -> frozenset[str]:
    deel = _condition(kennis, regel, feit)
    return deel.cellen if deel else frozenset()


def _at_most(kennis: Kennis) -> dict[str, frozenset[str]]:
    """Return, per answer of `overleg`, the categories that no rule of the covenant forbids there."""
    alles = frozenset(kennis.feiten["categorie"].antwoorden)
    uit: dict[str, frozenset[str]] = {}
    for regel in REGELS_SOORTEN:
        for overleg in _cells(kennis, regel, "overleg"):
            uit[overleg] = uit.get(overleg, alles) - _cells(kennis, regel, "categorie")
    return uit
