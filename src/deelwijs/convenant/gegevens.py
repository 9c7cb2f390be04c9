# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The kinds of data that an agreement can hold at most: the nine of its article 5.1, each with its letter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from deelwijs.toets.loader import load_shipped
from deelwijs.toets.strict_yaml import decode, read


@cache
def letters() -> Mapping[str, str]:
    """Return the letter of article 5.1 per answer of the fact `categorie`; what is not in it goes beyond it."""
    found = read(decode(Path(__file__).with_name("gegevens.yaml").read_bytes()))
    return {categorie: str(letter) for letter, categorieen in found.items() for categorie in categorieen}


@cache
def beyond() -> frozenset[str]:
    """Return the answers of the fact `categorie` that no version can hold."""
    return frozenset(load_shipped(voorbeelden=False).feiten["categorie"].antwoorden) - frozenset(letters())
