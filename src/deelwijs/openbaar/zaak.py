# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A case as it comes in at any door: facts, and perhaps its own day, reading and bills. Every fault is one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from deelwijs.toets.checks import AVG_BEGIN
from deelwijs.toets.invoer import InvoerFout, read_facts
from deelwijs.toets.model import Kennis, Lezing
from deelwijs.toets.oordeel import Oordeel, assess
from deelwijs.toets.strict_yaml import Kaart

VELDEN = ("feiten", "peildatum", "lezing", "scenario", "scenarios")


@dataclass(frozen=True, slots=True)
class Zaak:
    """One case. `peildatum` and `lezing` are None, and `scenarios` is empty, where the case does not say."""

    feiten: Mapping[str, Any]
    peildatum: date | None = None
    lezing: Lezing | None = None
    scenarios: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ZaakFout:
    """One fault: what is wrong, in which case (1-based, None if there is but one) and on which line (if known)."""

    boodschap: str
    geval: int | None = None
    lijn: int | None = None

    def __str__(self) -> str:
        return f"geval {self.geval}: {self.boodschap}" if self.geval else self.boodschap


class OngeldigeZaak(ValueError):
    """What came in cannot be used; `fouten` holds every fault."""

    def __init__(self, fouten: list[ZaakFout]) -> None:
        self.fouten = fouten
        super().__init__("\n".join(str(fout) for fout in fouten))


def read_cases(kennis: Kennis, document: Any, most: int = 10_000) -> list[Zaak]:
    """Return the case, or the list of cases, in a document that was read from YAML or JSON.

    :raises OngeldigeZaak: with every fault of every case.
    """
    lijst = document if isinstance(document, list) else [document]
    if not lijst:
        raise OngeldigeZaak([ZaakFout("De lijst is leeg: er is geen geval om te beoordelen.")])
    if len(lijst) > most:
        raise OngeldigeZaak([ZaakFout(f"Dit zijn {len(lijst)} gevallen; het mogen er hoogstens {most} zijn.")])
    fouten: list[ZaakFout] = []
    zaken = []
    for nummer, deel in enumerate(lijst, start=1):
        lezer = _Lezer(kennis, nummer if isinstance(document, list) else None, fouten)
        zaken.append(lezer.zaak(deel))
    if fouten:
        raise OngeldigeZaak(fouten)
    return zaken


def judge(kennis: Kennis, zaak: Zaak) -> Oordeel:
    """Return the oordeel over a case from `read_cases` that has been given its day; without a reading: streng."""
    if zaak.peildatum is None:
        raise ValueError("A case needs its day before it is judged.")
    return assess(kennis, zaak.feiten, zaak.peildatum, lezing=zaak.lezing or Lezing.STRENG, scenarios=zaak.scenarios)


def read_day(waarde: Any) -> date:
    """Return a day on which the toets can judge.

    :raises ValueError: with one Dutch line.
    """
    if isinstance(waarde, str):
        try:
            # Only jjjj-mm-dd: Python 3.11 takes more shapes, which other programs do not.
            waarde = date.fromisoformat(waarde) if len(waarde) == 10 and waarde[4] == waarde[7] == "-" else None
        except ValueError:
            waarde = None
    if not isinstance(waarde, date) or isinstance(waarde, datetime):
        raise ValueError("Dit is geen bestaande datum (jjjj-mm-dd).")
    if waarde < AVG_BEGIN:
        raise ValueError("De toets beoordeelt gevallen vanaf 25 mei 2018: toen begon de AVG (privacywet).")
    return waarde


@dataclass(slots=True)
class _Lezer:
    kennis: Kennis
    geval: int | None
    fouten: list[ZaakFout]

    def fout(self, boodschap: str, kaart: Any = None, veld: str = "") -> None:
        lijn = kaart.lijnen.get(veld, kaart.lijn) if isinstance(kaart, Kaart) else None
        self.fouten.append(ZaakFout(boodschap, self.geval, lijn))

    def zaak(self, deel: Any) -> Zaak:
        if not isinstance(deel, Mapping):
            self.fout("Een geval is een lijst van naam: waarde, met ten minste 'feiten'.")
            return Zaak({})
        for naam in deel:
            if naam not in VELDEN:
                self.fout(f"Onbekend veld {str(naam)[:60]!r}; kies uit {', '.join(VELDEN)}.", deel, naam)
        if "feiten" not in deel:
            self.fout("'feiten' ontbreekt.", deel)
        return Zaak(self._feiten(deel), self._dag(deel), self._lezing(deel), self._scenarios(deel))

    def _feiten(self, deel: Mapping[str, Any]) -> Mapping[str, Any]:
        feiten = deel.get("feiten", {})
        try:
            read_facts(self.kennis, feiten)
        except InvoerFout as fout:
            for feit, boodschap in fout.fouten:
                self.fout(f"{feit}: {boodschap}" if feit else boodschap, feiten if feit else deel, feit or "feiten")
        return feiten if isinstance(feiten, Mapping) else {}

    def _dag(self, deel: Mapping[str, Any]) -> date | None:
        if deel.get("peildatum") is None:
            return None
        try:
            return read_day(deel["peildatum"])
        except ValueError as fout:
            self.fout(f"peildatum: {fout}", deel, "peildatum")
            return None

    def _lezing(self, deel: Mapping[str, Any]) -> Lezing | None:
        waarde = deel.get("lezing")
        if waarde is None:
            return None
        if waarde not in tuple(Lezing):
            self.fout(f"lezing: kies uit {', '.join(Lezing)}.", deel, "lezing")
            return None
        return Lezing(waarde)

    def _scenarios(self, deel: Mapping[str, Any]) -> tuple[str, ...]:
        if "scenario" in deel and "scenarios" in deel:
            self.fout("Noem 'scenario' of 'scenarios', niet allebei.", deel, "scenarios")
        veld = "scenario" if "scenario" in deel else "scenarios"
        waarde = deel.get(veld)
        lijst = waarde if isinstance(waarde, list) else [] if waarde is None else [waarde]
        for naam in lijst:
            if not isinstance(naam, str) or naam not in self.kennis.scenarios:
                self.fout(unknown_scenario(self.kennis, naam), deel, veld)
        return tuple(dict.fromkeys(str(naam) for naam in lijst))


def unknown_scenario(kennis: Kennis, naam: Any) -> str:
    """Return the one line about a bill that is not there."""
    bekend = ", ".join(sorted(kennis.scenarios)) or "er zijn er geen"
    return f"Onbekend scenario {str(naam)[:60]!r}; kies uit: {bekend}."
