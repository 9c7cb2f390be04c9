# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The closed list of what is logged: handelingen.yaml, read once."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from deelwijs.logboek.models import WOORD

ACTIES = {"C": "gemaakt", "R": "gelezen", "U": "gewijzigd", "D": "verwijderd", "E": "gedaan"}


class OnbekendeHandeling(ValueError):
    """A programmer's fault: this act does not stand in handelingen.yaml."""


@dataclass(frozen=True, slots=True)
class Handeling:
    slug: str
    rubriek: str
    actie: str  # the letter of NEN 7513
    zin: str  # the sentence behind a name: "heeft een casus bekeken"


@cache
def handelingen() -> dict[str, Handeling]:
    """Return every act by its slug, in the order of the file.

    :raises ValueError: the file holds something else; names it.
    """
    text = Path(__file__).with_name("handelingen.yaml").read_text(encoding="utf-8")
    found: dict[str, Handeling] = {}
    for rubriek, acts in yaml.safe_load(text).items():
        for slug, (actie, zin) in acts.items():
            if slug in found or actie not in ACTIES or not re.fullmatch(WOORD, slug) or not zin.strip():
                raise ValueError(f"handelingen.yaml: {slug} staat er twee keer, of klopt niet.")
            found[slug] = Handeling(slug, rubriek, actie, zin)
    return found


def known(slug: str) -> Handeling:
    """Return one act.

    :raises OnbekendeHandeling: it is not in the list.
    """
    if slug not in handelingen():
        raise OnbekendeHandeling(f"{slug!r} staat niet in handelingen.yaml.")
    return handelingen()[slug]
