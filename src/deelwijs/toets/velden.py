# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Take typed fields out of a mapping and remember every fault with its file, place and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from deelwijs.toets.model import PUBLIEKEN, Bron, Teksten
from deelwijs.toets.strict_yaml import Kaart


@dataclass(frozen=True, slots=True, order=True)
class Fout:
    """One thing that is wrong in the knowledge."""

    bestand: str
    lijn: int
    plek: str
    boodschap: str

    def __str__(self) -> str:
        plek = f"{self.plek}: " if self.plek else ""
        return f"{self.bestand}:{self.lijn}: {plek}{self.boodschap}"


class KennisFout(ValueError):
    """The knowledge is refused; `fouten` holds everything that is wrong, in order of file and line."""

    def __init__(self, fouten: Iterable[Fout]) -> None:
        self.fouten = tuple(sorted(set(fouten)))
        super().__init__("\n".join(str(fout) for fout in self.fouten))


class Velden:
    """The fields of one mapping. Asking for a field marks it as known; `klaar` reports the rest."""

    def __init__(self, kaart: Any, bestand: str, plek: str, fouten: list[Fout], lijn: int = 1) -> None:
        self.bestand, self.plek, self.fouten = bestand, plek, fouten
        self.bekend: set[str] = set()
        if isinstance(kaart, Kaart):
            self.kaart = kaart
        else:
            self.kaart = Kaart()
            self.kaart.lijn, self.kaart.lijnen = lijn, {}
            fouten.append(Fout(bestand, lijn, plek, "Hier hoort een lijst van naam: waarde te staan."))

    def lijn(self, veld: str | None = None) -> int:
        return self.kaart.lijnen.get(veld, self.kaart.lijn) if veld else self.kaart.lijn

    def fout(self, boodschap: str, veld: str | None = None) -> None:
        self.fouten.append(Fout(self.bestand, self.lijn(veld), self.plek, boodschap))

    def waarde(self, veld: str, verplicht: bool = False) -> Any:
        self.bekend.add(veld)
        waarde = self.kaart.get(veld)
        if verplicht and (waarde is None or waarde == ""):
            self.fout(f"{veld!r} ontbreekt.", veld)
        return waarde

    def tekst(self, veld: str, verplicht: bool = True) -> str:
        waarde = self.waarde(veld, verplicht)
        if waarde is None:
            return ""
        if not isinstance(waarde, str):
            self.fout(f"{veld!r} moet tekst zijn.", veld)
            return ""
        return waarde.strip()

    def getal(self, veld: str, verplicht: bool = False) -> int | None:
        waarde = self.waarde(veld, verplicht)
        if waarde is not None and (not isinstance(waarde, int) or isinstance(waarde, bool)):
            self.fout(f"{veld!r} moet een heel getal zijn.", veld)
            return None
        return waarde

    def datum(self, veld: str, verplicht: bool = False) -> date | None:
        waarde = self.waarde(veld, verplicht)
        if waarde is None:
            return None
        if isinstance(waarde, date) and not isinstance(waarde, datetime):
            return waarde
        self.fout(f"{veld!r} moet een datum zijn (jjjj-mm-dd).", veld)
        return None

    def keuze(self, veld: str, uit: Iterable[str], verplicht: bool = True) -> str | None:
        waarde = self.waarde(veld, verplicht)
        if waarde is None:
            return None
        namen = [str(naam) for naam in uit]
        if waarde not in namen:
            self.fout(f"{veld!r} is {waarde!r}; kies uit {', '.join(namen)}.", veld)
            return None
        return str(waarde)

    def teksten(self, veld: str) -> Teksten:
        """Return a text for each audience; each is obligatory."""
        waarde = self.waarde(veld, verplicht=True)
        if not isinstance(waarde, Kaart):
            if waarde is not None:
                self.fout(f"{veld!r} moet een tekst hebben voor {', '.join(PUBLIEKEN)}.", veld)
            return {}
        deel = Velden(waarde, self.bestand, self.plek, self.fouten)
        teksten = {publiek: deel.tekst(publiek) for publiek in PUBLIEKEN}
        deel.klaar()
        return teksten

    def lijst(self, veld: str, verplicht: bool = False) -> list[Any]:
        """Return a list; a scalar counts as a list of one."""
        waarde = self.waarde(veld, verplicht)
        if waarde is None:
            return []
        return waarde if isinstance(waarde, list) else [waarde]

    def namen(self, veld: str, verplicht: bool = False) -> tuple[str, ...]:
        namen = self.lijst(veld, verplicht)
        if not all(isinstance(naam, str) for naam in namen):
            self.fout(f"{veld!r} moet een lijst van namen zijn.", veld)
            return ()
        return tuple(namen)

    def kaart_van(self, veld: str, verplicht: bool = False) -> Kaart:
        """Return the mapping under `veld`; empty when it is not there or no mapping."""
        waarde = self.waarde(veld, verplicht)
        if isinstance(waarde, Kaart):
            return waarde
        if waarde is not None and waarde != "":
            self.fout(f"{veld!r} moet een lijst van naam: waarde zijn.", veld)
        return Kaart()

    def woorden(self, veld: str, verplicht: bool = False) -> dict[str, str]:
        """Return the mapping of names to texts under `veld`."""
        kaart = self.kaart_van(veld, verplicht)
        uit = {naam: tekst for naam, tekst in kaart.items() if isinstance(tekst, str) and tekst}
        for naam in kaart.keys() - uit.keys():
            self.fouten.append(
                Fout(self.bestand, kaart.lijnen[naam], self.plek, f"Bij {naam!r} in {veld!r} hoort een tekst.")
            )
        return uit

    def kaarten(self, veld: str, verplicht: bool = False) -> list[Velden]:
        return [
            Velden(item, self.bestand, self.plek, self.fouten, self.lijn(veld)) for item in self.lijst(veld, verplicht)
        ]

    def bronnen(self, veld: str = "bronnen", verplicht: bool = True) -> tuple[Bron, ...]:
        bronnen = []
        for deel in self.kaarten(veld, verplicht):
            soorten = [soort for soort in ("wet", "wetsvoorstel", "bron") if soort in deel.kaart]
            if len(soorten) != 1:
                deel.fout("Een bron noemt precies één van: wet, wetsvoorstel, bron.")
                continue
            bronnen.append(Bron(soorten[0], deel.tekst(soorten[0]), deel.tekst("deel", verplicht=False)))
            deel.klaar()
        return tuple(bronnen)

    def klaar(self) -> None:
        for veld in self.kaart:
            if veld not in self.bekend:
                self.fout(f"Onbekend veld {veld!r}.", veld)
