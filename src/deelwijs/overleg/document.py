# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Take typed fields out of a document and remember every fault with its file, line and field.

The same reader serves the files of the product and what a region fills in on a screen; the latter has no lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from deelwijs.toets.strict_yaml import Kaart

MEESTE_TEKENS = 1_200
MEESTE_ITEMS = 40


@dataclass(frozen=True, slots=True, order=True)
class Fout:
    """One thing that is wrong. `veld` is its path, as in `deelnemers[1].grondslag`; `lijn` is 0 without a file."""

    bestand: str
    lijn: int
    veld: str
    boodschap: str

    def __str__(self) -> str:
        plek = f"{self.bestand}:{self.lijn}: " if self.lijn else ""
        return f"{plek}{self.veld}: {self.boodschap}" if self.veld else f"{plek}{self.boodschap}"


class TypeFout(ValueError):
    """A type of consultation is refused; `fouten` holds everything that is wrong."""

    def __init__(self, fouten: Iterable[Fout]) -> None:
        self.fouten = tuple(sorted(set(fouten)))
        super().__init__("\n".join(map(str, self.fouten)))


@dataclass(slots=True)
class Boek:
    """What is found while reading one document: the faults, and the line of every field."""

    bestand: str
    fouten: list[Fout] = field(default_factory=list)
    lijnen: dict[str, int] = field(default_factory=dict)

    @property
    def delen(self) -> set[str]:
        """The parts (`deelnemers`, `fasen`) in which something is wrong so far."""
        return {fout.veld.split(".")[0].split("[")[0] for fout in self.fouten}

    def fout(self, veld: str, boodschap: str) -> None:
        """Remember a fault; its line is that of the field, or of the nearest field around it that is there."""
        plek = veld
        while plek and plek not in self.lijnen:
            plek = plek[: max(plek.rfind("."), plek.rfind("["), 0)]
        self.fouten.append(Fout(self.bestand, self.lijnen.get(plek, self.lijnen.get("", 0)), veld, boodschap))


class Blad:
    """The fields of one mapping. Asking for a field marks it as known; `klaar` reports the rest."""

    def __init__(self, waarde: Any, boek: Boek, pad: str = "") -> None:
        self.boek, self.pad, self.bekend = boek, pad, set[str]()
        self.kaart: Mapping[str, Any] = waarde if isinstance(waarde, Mapping) else {}
        if isinstance(waarde, Kaart):
            boek.lijnen.setdefault(pad, waarde.lijn)
            for naam, lijn in waarde.lijnen.items():
                boek.lijnen[self._veld(naam)] = lijn
        self.leesbaar = isinstance(waarde, Mapping)
        if not self.leesbaar:
            boek.fout(pad, "Hier horen velden te staan, elk met een naam en een waarde.")

    def _veld(self, naam: str) -> str:
        return f"{self.pad}.{naam}" if self.pad else naam

    def fout(self, naam: str, boodschap: str) -> None:
        """Remember a fault; of what is no mapping, that alone is said."""
        if self.leesbaar:
            self.boek.fout(self._veld(naam), boodschap)

    def waarde(self, naam: str) -> Any:
        self.bekend.add(naam)
        return self.kaart.get(naam)

    def tekst(self, naam: str, verplicht: bool = True) -> str:
        """Return the words of a field; "" when they are missing or not words."""
        waarde = self.waarde(naam)
        if waarde is None or waarde == "":
            if verplicht:
                self.fout(naam, "Vul dit in.")
            return ""
        if not isinstance(waarde, str):
            self.fout(naam, "Hier hoort tekst te staan.")
            return ""
        if len(waarde) > MEESTE_TEKENS:
            self.fout(naam, f"Deze tekst is te lang. Gebruik hoogstens {MEESTE_TEKENS} tekens.")
            return ""
        if any(ord(teken) < 32 and teken not in "\n\t\r" for teken in waarde):
            self.fout(naam, "In deze tekst staat een teken dat niet mag.")
            return ""
        if not waarde.strip() and verplicht:
            self.fout(naam, "Vul dit in.")
        return waarde.strip()

    def keuze(self, naam: str, uit: Collection[str]) -> str:
        """Return one of the answers; "" when it is missing or unknown."""
        waarde = self.waarde(naam)
        if waarde is None or waarde == "":
            self.fout(naam, "Maak een keuze.")
        elif not isinstance(waarde, str) or waarde not in uit:
            self.fout(naam, f"{_kort(waarde)} is hier geen antwoord. Kies uit: {', '.join(uit)}.")
        else:
            return waarde
        return ""

    def getal(self, naam: str, van: int, tot: int) -> int | None:
        waarde = self.waarde(naam)
        if waarde is None:
            return None
        if not isinstance(waarde, int) or isinstance(waarde, bool) or not van <= waarde <= tot:
            self.fout(naam, f"Vul een heel getal in van {van} tot en met {tot}.")
            return None
        return waarde

    def _lijst(self, naam: str, verplicht: bool) -> list[Any]:
        waarde = self.waarde(naam)
        if waarde is None or waarde == []:
            if verplicht:
                self.fout(naam, "Dit mag niet leeg zijn.")
            return []
        if not isinstance(waarde, list):
            self.fout(naam, "Hier hoort een lijst te staan.")
            return []
        if len(waarde) > MEESTE_ITEMS:
            self.fout(naam, f"Deze lijst is te lang. Gebruik hoogstens {MEESTE_ITEMS} regels.")
            return []
        return waarde

    def namen(self, naam: str, uit: Collection[str] | None = None, verplicht: bool = True) -> tuple[str, ...]:
        """Return the names in a list, each once, each one of `uit` when that is given."""
        goed: dict[str, None] = {}
        for waarde in self._lijst(naam, verplicht):
            if not isinstance(waarde, str):
                self.fout(naam, "In deze lijst hoort elke regel een naam te zijn.")
            elif uit is not None and waarde not in uit:
                self.fout(naam, f"{_kort(waarde)} bestaat niet.")
            elif waarde in goed:
                self.fout(naam, f"{_kort(waarde)} staat er twee keer.")
            else:
                goed[waarde] = None
        return tuple(goed)

    def teksten(self, naam: str, verplicht: bool = True) -> tuple[str, ...]:
        """Return the sentences in a list."""
        deel = Blad(
            {str(i): regel for i, regel in enumerate(self._lijst(naam, verplicht))}, self.boek, self._veld(naam)
        )
        return tuple(tekst for i in deel.kaart if (tekst := deel.tekst(i)))

    def blad(self, naam: str) -> Blad | None:
        """Return the mapping under a name, or None (with a fault) when it is not there."""
        waarde = self.waarde(naam)
        if waarde is None:
            self.fout(naam, "Dit onderdeel ontbreekt.")
            return None
        return Blad(waarde, self.boek, self._veld(naam))

    def bladen(self, naam: str, verplicht: bool = True) -> list[Blad]:
        """Return the mappings in a list."""
        return [
            Blad(waarde, self.boek, f"{self._veld(naam)}[{i}]") for i, waarde in enumerate(self._lijst(naam, verplicht))
        ]

    def klaar(self) -> None:
        """Report every field that nobody asked for."""
        for naam in self.kaart:
            if naam not in self.bekend:
                self.fout(str(naam)[:40], "Dit veld bestaat niet.")


def _kort(waarde: Any) -> str:
    return f"‘{str(waarde)[:40]}’"
