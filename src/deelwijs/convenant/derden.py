# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A third party outside the agreement, for one case: what must be there before it gets a seat, and before it gets data.

The agreement gives no basis for it (nor for anything else): the toets still decides on every datum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from deelwijs.convenant.models import ConvenantVersie
from deelwijs.partij.models import Partij
from deelwijs.toets.strict_yaml import decode, read

REGELS = Path(__file__).with_name("derden.yaml")


class Gevraagd(StrEnum):
    """What came of asking the youth or the parents for consent to involve this party."""

    NIET = "niet_gevraagd"
    JA = "gegeven"
    NEE = "geweigerd"


@dataclass(frozen=True, slots=True)
class Eis:
    """One requirement: its name, whether it is met, the sentence for the screen, and the article it rests on."""

    naam: str
    klopt: bool
    tekst: str
    bron: str


@dataclass(frozen=True, slots=True)
class Oordeel:
    """All requirements in order. It is possible only when every one of them is met."""

    eisen: tuple[Eis, ...]

    @property
    def mag(self) -> bool:
        return all(eis.klopt for eis in self.eisen)

    @property
    def ontbreekt(self) -> tuple[Eis, ...]:
        """What is not met, the first thing to do first."""
        return tuple(eis for eis in self.eisen if not eis.klopt)


@cache
def _rules() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = read(decode(REGELS.read_bytes()))
    return found


def _eis(naam: str, klopt: bool) -> Eis:
    rule = _rules()[naam]
    return Eis(naam, klopt, rule["nodig" if klopt else "ontbreekt"], rule["bron"])


def derde_erbij(
    *, versie: ConvenantVersie, dag: date, derde: Partij, vraagt_deelnemer: bool, reden: str, toestemming: Gevraagd
) -> Oordeel:
    """Return whether a party may get a seat in one case as a third party.

    `vraagt_deelnemer`: who asks sits in this case; `reden`: why it is needed for the purpose of the case. Consent must
    have been asked; a no does not shut the door by itself, but then every datum is its provider's own decision.
    """
    return Oordeel(
        (
            _eis("is_derde", not versie.takes_part(derde, dag)),
            _eis("verzoek", vraagt_deelnemer),
            _eis("doel", bool(reden.strip())),
            _eis("toestemming", toestemming is not Gevraagd.NIET),
        )
    )


def gegeven_aan_derde(
    *,
    verstrekker_is_inbrenger: bool,
    toestemming: Gevraagd,
    besluit_van_verstrekker: str = "",
    zonder_naam: bool,
    waarom_met_naam: str = "",
) -> Oordeel:
    """Return whether one datum may go before the toets for a third party; the toets then decides.

    Consent, or, without it, `besluit_van_verstrekker`: the own decision of who brought the datum in, with its reason.
    """
    agreed = toestemming is Gevraagd.JA or (verstrekker_is_inbrenger and bool(besluit_van_verstrekker.strip()))
    return Oordeel(
        (
            _eis("eigen_gegeven", verstrekker_is_inbrenger),
            _eis("alleen_verstrekker", agreed),
            _eis("zonder_naam", zonder_naam or bool(waarom_met_naam.strip())),
        )
    )
