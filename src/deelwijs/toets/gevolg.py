# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What changes if a bill becomes law: the outcomes of many cases before and after, and the rules that did it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from deelwijs.toets.index import compile_index
from deelwijs.toets.interpret import Bevinding
from deelwijs.toets.invoer import Invoer
from deelwijs.toets.model import Kennis, Klopt, Lezing, Stand, Uitkomst, of_range

Overgang = tuple[Uitkomst, Uitkomst]
Bereik = tuple[Uitkomst, Uitkomst]


@dataclass
class Gevolg:
    """Counts of (before, after) of whole cases and per category; `regels` counts the answers that a rule changed."""

    peildatum: date
    scenarios: tuple[str, ...]
    lezing: Lezing
    zaken: Counter[Overgang] = field(default_factory=Counter)
    per_categorie: dict[str, Counter[Overgang]] = field(default_factory=dict)
    regels: Counter[str] = field(default_factory=Counter)

    @property
    def aantal(self) -> int:
        return self.zaken.total()

    @property
    def veranderd(self) -> int:
        """How many whole cases get another outcome."""
        return sum(keer for (voor, na), keer in self.zaken.items() if voor is not na)

    def as_dict(self) -> dict[str, Any]:
        return {
            "peildatum": self.peildatum.isoformat(),
            "scenarios": list(self.scenarios),
            "lezing": str(self.lezing),
            "aantal": self.aantal,
            "veranderd": self.veranderd,
            "overgangen": _rows(self.zaken),
            "per_categorie": {naam: _rows(telling) for naam, telling in sorted(self.per_categorie.items())},
            "regels": [{"id": naam, "aantal": keer} for naam, keer in _ordered(self.regels)],
        }


def gevolg(
    kennis: Kennis,
    populatie: Iterable[tuple[Invoer, int]],
    peildatum: date,
    scenarios: Sequence[str],
    lezing: Lezing = Lezing.STRENG,
) -> Gevolg:
    """Compare every case (with how often it occurs) without and with these bills, on one day and reading.

    :raises KeyError: for a scenario that does not exist.
    """
    standen = (kennis.in_force(peildatum, lezing), kennis.in_force(peildatum, lezing, scenarios))
    voor, na = (compile_index(stand) for stand in standen)
    uit = Gevolg(peildatum, tuple(scenarios), lezing)
    for invoer, keer in populatie:
        geheel: list[tuple[Bereik, Bereik]] = []
        for deel in invoer.delen:
            staat = invoer.part(deel)
            eerst, straks = voor.range(staat), na.range(staat)
            geheel.append((eerst, straks))
            uit.per_categorie.setdefault(deel, Counter())[of_range(*eerst), of_range(*straks)] += keer
            if eerst != straks:
                for naam in _changed(standen, (voor.decide(staat), na.decide(staat))):
                    uit.regels[naam] += keer
        uit.zaken[_worst([eerst for eerst, _ in geheel]), _worst([straks for _, straks in geheel])] += keer
    return uit


def _changed(standen: tuple[Stand, Stand], bevindingen: tuple[Bevinding, Bevinding]) -> set[str]:
    """Return the rules that stand on one side and not, or less surely, on the other."""
    eerst, straks = (
        {(regel.id, s) for regel, s in zip(stand.regels, b.staat, strict=True) if s is not Klopt.NEE}
        for stand, b in zip(standen, bevindingen, strict=True)
    )
    return {naam for naam, _ in eerst ^ straks}


def _worst(bereiken: list[Bereik]) -> Uitkomst:
    return of_range(
        min((b[0] for b in bereiken), key=lambda u: u.rang), min((b[1] for b in bereiken), key=lambda u: u.rang)
    )


def _rows(telling: Counter[Overgang]) -> list[dict[str, Any]]:
    return [{"voor": str(voor), "na": str(na), "aantal": keer} for (voor, na), keer in _ordered(telling)]


def _ordered(telling: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(telling.items(), key=lambda paar: (-paar[1], paar[0]))
