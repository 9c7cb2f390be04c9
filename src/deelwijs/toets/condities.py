# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""From a written condition to bands and answers: groups, ranges, and what a fact itself asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from deelwijs.toets.model import Conditie, Feit, Voorwaarde
from deelwijs.toets.strict_yaml import Kaart
from deelwijs.toets.velden import Velden

Vertaald = dict[str, frozenset[str]]


def ordinal(waarde: Any, soort: str) -> int | None:
    """Return a number as itself and a date as its ordinal; None for anything else."""
    if soort == "datum" and isinstance(waarde, date) and not isinstance(waarde, datetime):
        return waarde.toordinal()
    if soort == "getal" and isinstance(waarde, int) and not isinstance(waarde, bool):
        return waarde
    return None


def with_bands(feiten: Mapping[str, Feit], documents: Iterable[Any]) -> dict[str, Feit]:
    """Return the facts with their cells: numbers and dates cut at every bound that any condition names."""
    cuts: dict[str, set[int]] = {f.naam: set() for f in feiten.values() if f.soort in ("getal", "datum")}
    for document in documents:
        _collect(document, feiten, cuts)
    return {naam: _banded(feit, cuts.get(naam, set())) for naam, feit in feiten.items()}


def _collect(node: Any, feiten: Mapping[str, Feit], cuts: dict[str, set[int]]) -> None:
    if isinstance(node, list):
        for child in node:
            _collect(child, feiten, cuts)
    elif isinstance(node, dict):
        for naam, waarde in node.items():
            if naam in cuts and isinstance(waarde, dict):
                soort = feiten[naam].soort
                if (begin := ordinal(waarde.get("vanaf"), soort)) is not None:
                    cuts[naam].add(begin)
                if (einde := ordinal(waarde.get("tot_en_met"), soort)) is not None:
                    cuts[naam].add(einde + 1)
            else:
                _collect(waarde, feiten, cuts)


def _banded(feit: Feit, cuts: set[int]) -> Feit:
    if feit.soort == "ja_nee":
        return replace(feit, antwoorden={"ja": "ja", "nee": "nee"}, cellen=("ja", "nee"))
    if feit.soort in ("keuze", "meerkeuze"):
        return replace(feit, cellen=tuple(feit.antwoorden))
    if feit.soort == "getal":
        laagste, hoogste = feit.min or 0, feit.max or 0
        grenzen = tuple(sorted(c for c in cuts if laagste < c <= hoogste))
        begin = (laagste, *grenzen)
        einde = (*(g - 1 for g in grenzen), hoogste)
        cellen = tuple(str(a) if a == b else f"{a}..{b}" for a, b in zip(begin, einde, strict=True))
        return replace(feit, cellen=cellen, grenzen=grenzen)
    grenzen = tuple(sorted(cuts))
    dagen = [date.fromordinal(g) for g in grenzen]
    begin_tekst = ["", *(d.isoformat() for d in dagen)]
    einde_tekst = [*((d - timedelta(days=1)).isoformat() for d in dagen), ""]
    return replace(
        feit, cellen=tuple(f"{a}..{b}" for a, b in zip(begin_tekst, einde_tekst, strict=True)), grenzen=grenzen
    )


class Vertaler:
    """Turns written conditions into `Conditie`s over known facts and begrippen."""

    def __init__(self, feiten: Mapping[str, Feit], begrippen: Iterable[str]) -> None:
        self.feiten = feiten
        self.begrippen = frozenset(begrippen)
        self.eigen: dict[str, Vertaald] = {}  # what a fact itself asks for

    def conditie(self, velden: Velden, veld: str, extra: Vertaald | None = None, eigen: bool = True) -> Conditie:
        """Return the condition under `veld`, joined with `extra` and with what its facts themselves ask for."""
        waarde = velden.waarde(veld)
        return self.join(velden, self.vertaald(velden, waarde, veld), extra, eigen)

    def join(self, velden: Velden, deel: Vertaald, extra: Vertaald | None = None, eigen: bool = True) -> Conditie:
        alles: Vertaald = dict(extra or {})
        _merge(alles, deel)
        vorig: Vertaald = {}
        while eigen and vorig != alles:
            vorig = dict(alles)
            for naam in vorig:
                _merge(alles, self.eigen.get(naam, {}))
        for naam, cellen in alles.items():
            if not cellen:
                velden.fout(f"De voorwaarde op {naam!r} kan nooit waar zijn.")
        volgorde = {naam: i for i, naam in enumerate(self.feiten)}
        return tuple(Voorwaarde(n, alles[n]) for n in sorted(alles, key=lambda n: volgorde.get(n, -1)))

    def vertaald(self, velden: Velden, waarde: Any, veld: str) -> Vertaald:
        """Return {fact: cells} for a written condition; faults go to `velden`."""
        if waarde is None:
            return {}
        if not isinstance(waarde, Kaart):
            velden.fout(f"{veld!r} moet een voorwaarde zijn: feit: antwoorden.", veld)
            return {}
        uit: Vertaald = {}
        deel = Velden(waarde, velden.bestand, velden.plek, velden.fouten)
        for naam in waarde:
            cellen = self._cellen(deel, naam, deel.waarde(naam))
            if cellen is not None:
                uit[naam] = cellen
        return uit

    def _cellen(self, deel: Velden, naam: str, waarde: Any) -> frozenset[str] | None:
        if naam in self.begrippen:
            if waarde in ("ja", "nee"):
                return frozenset((waarde,))
            deel.fout(f"Het begrip {naam!r} is ja of nee.", naam)
            return None
        feit = self.feiten.get(naam)
        if feit is None:
            deel.fout(f"Onbekend feit {naam!r}.", naam)
            return None
        if feit.soort in ("getal", "datum"):
            return self._bereik(deel, feit, waarde)
        behalve = isinstance(waarde, Kaart)
        if behalve and set(waarde) != {"behalve"}:
            deel.fout(f"Bij {naam!r} hoort een lijst antwoorden of behalve: [...].", naam)
            return None
        genoemd = waarde["behalve"] if behalve else waarde
        uit: set[str] = set()
        for antwoord in genoemd if isinstance(genoemd, list) else [genoemd]:
            if isinstance(antwoord, str) and antwoord in feit.groepen:
                uit.update(feit.groepen[antwoord])
            elif isinstance(antwoord, str) and antwoord in feit.antwoorden:
                uit.add(antwoord)
            else:
                deel.fout(f"{antwoord!r} is geen antwoord van {naam!r}.", naam)
        return feit.alles - uit if behalve else frozenset(uit)

    def _bereik(self, deel: Velden, feit: Feit, waarde: Any) -> frozenset[str] | None:
        if not isinstance(waarde, Kaart) or not waarde or not set(waarde) <= {"vanaf", "tot_en_met"}:
            deel.fout(f"Bij {feit.naam!r} hoort vanaf: of tot_en_met:, of allebei.", feit.naam)
            return None
        grenzen = {kant: ordinal(grens, feit.soort) for kant, grens in waarde.items()}
        if None in grenzen.values():
            deel.fout(f"Een grens van {feit.naam!r} moet een {feit.soort} zijn.", feit.naam)
            return None
        begin, einde = grenzen.get("vanaf"), grenzen.get("tot_en_met")
        if feit.soort == "getal":
            for grens in (begin, einde):
                if grens is not None and not (feit.min or 0) <= grens <= (feit.max or 0):
                    deel.fout(f"{grens} ligt buiten {feit.min} tot en met {feit.max}.", feit.naam)
                    return None
        starts = [None, *feit.grenzen]
        ends = [*(g - 1 for g in feit.grenzen), None]
        return frozenset(
            cel
            for cel, van, tot in zip(feit.cellen, starts, ends, strict=True)
            if (begin is None or (van is not None and van >= begin) or _at_minimum(feit, begin, van))
            and (einde is None or (tot is not None and tot <= einde) or _at_maximum(feit, einde, tot))
        )


def _at_minimum(feit: Feit, begin: int, van: int | None) -> bool:
    return van is None and feit.min is not None and begin <= feit.min


def _at_maximum(feit: Feit, einde: int, tot: int | None) -> bool:
    return tot is None and feit.max is not None and einde >= feit.max


def _merge(alles: Vertaald, deel: Mapping[str, frozenset[str]]) -> None:
    for naam, cellen in deel.items():
        alles[naam] = alles[naam] & cellen if naam in alles else cellen
