# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The words of the agreement: purposes, categories and tasks as the toets names them, and days as people write them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Protocol

from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Kennis

if TYPE_CHECKING:
    from deelwijs.convenant.models import ConvenantVersie

MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
FEITEN = {"doel": "doel", "categorie": "categorie", "taak": "verstrekker"}


class Typen(Protocol):
    """What the folder above this one says about types of consultation; see overleg/noemen.py."""

    def names(self) -> Mapping[str, str]:
        """Return every type that a version can contain: slug → name."""

    def own(self, versie: ConvenantVersie, dag: date) -> Collection[str]:
        """Return the slugs of the types that a region added to a version, as they hold on this day."""


_typen: list[Typen] = []


def name_types(typen: Typen) -> None:
    """Let overleg, when it starts, say which types of consultation there are."""
    _typen[:] = [typen]


def types() -> Mapping[str, str]:
    """Return the types of consultation that a version can contain: slug → name."""
    return _typen[0].names() if _typen else {}


def own_types(versie: ConvenantVersie, dag: date) -> Collection[str]:
    """Return the slugs of the types that a region added to a version, as they hold on this day."""
    return _typen[0].own(versie, dag) if _typen else ()


@cache
def kennis() -> Kennis:
    """Return the knowledge of the toets, of which the agreement uses the lists of answers."""
    return load_shipped(voorbeelden=False)


def choices(wat: str) -> Mapping[str, str]:
    """Return every answer that there is for "doel", "categorie", "taak" or "overlegtype", with its words."""
    return types() if wat == "overlegtype" else kennis().feiten[FEITEN[wat]].antwoorden


def headings(wat: str) -> Mapping[str, Sequence[str]]:
    """Return the answers of "doel", "categorie" or "taak" below the headings of the toets; without headings none."""
    return kennis().feiten[FEITEN[wat]].rubrieken


def words(wat: str, waarde: str) -> str:
    """Return an answer in words; what is not known any more stands as it was stored."""
    return choices(wat).get(waarde, waarde)


def in_words(dag: date) -> str:
    """Return a day as people write it: 1 maart 2026."""
    return f"{dag.day} {MAANDEN[dag.month - 1]} {dag.year}"
