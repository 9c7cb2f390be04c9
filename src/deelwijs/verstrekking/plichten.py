# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Which articles go around the say of the provider (convenant 3.4): a duty by law, or a right to report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from deelwijs.toets.strict_yaml import decode, read

ALLE = "alle"


@cache
def _articles() -> Mapping[str, frozenset[str]]:
    found = read(decode(Path(__file__).with_name("plichten.yaml").read_bytes()))
    return {artikel: frozenset(taken) for soort in found.values() for artikel, taken in soort.items()}


def duties_of(taak: str) -> tuple[str, ...]:
    """Return the articles that bind who works for this task, in the order of the file."""
    return tuple(artikel for artikel, taken in _articles().items() if taken & {taak, ALLE})
