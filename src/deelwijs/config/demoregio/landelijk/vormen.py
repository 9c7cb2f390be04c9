# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Shapes of cases: who sits in them, what they bring in, and what the toets said of giving it to whom.

Worked out once with the real toets; each case of a country takes one shape and fills it with its own rows.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from deelwijs.overleg.typen import Deelnemer, Overlegtype, load_types
from deelwijs.toets.index import compile_index
from deelwijs.toets.invoer import read_facts
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Feit, Kennis, Lezing
from deelwijs.toets.oordeel import assess
from deelwijs.toets.vragen import open_questions
from deelwijs.verstrekking.reikwijdte import Cel, Sleutel, key

PER_TYPE = 6
SEATS, GEGEVENS, GEVEN = (2, 5), (3, 10), (2, 8)
# Tasks that the parties of a region have (partijen.py, regio.yaml).
TAKEN = {
    "gemeente_jeugd", "gemeente_leerplicht", "gemeente_rmc", "gemeente_wmo", "samenwerkingsverband", "school_po",
    "school_vo", "school_vso", "school_mbo", "kinderopvang", "jeugdgezondheidszorg", "jeugdhulpaanbieder", "jeugd_ggz",
    "gi_jeugdbescherming",
}  # fmt: skip
GEHEIM = {
    "jeugdgezondheidszorg": "wgbo", "jeugd_ggz": "jeugdwet", "jeugdhulpaanbieder": "jeugdwet",
    "gi_jeugdbescherming": "jeugdwet",
}  # fmt: skip

# What people answer to the toets.
MET = {"toestemming_jongere": "gegeven", "toestemming_ouders": "alle"}
ZONDER = {"toestemming_jongere": "niet_gevraagd", "toestemming_ouders": "niet_gevraagd"}
ZEGT = {
    "zelfde_doel": "ja", "wiens_taak": "gedeeld", "noodzaak": "kan_niet_zonder", "lichter_middel": "geen",
    "geheimhouding_geregeld": "ja", "conflict_van_plichten": "nee", "toestemming_vorm": "uitdrukkelijk",
    "toestemming_vrij": "ja", "toestemming_waarvoor": "grondslag", "toestemming_vastgelegd": "ja", "geinformeerd": "ja",
    "bezwaar": "nee", "verzuim": "geen", "veiligheid": "geen_zorgen", "ots": "nee", "ontvanger_betrokken": "ja",
    "uitgenodigd": "ja", "extra_ondersteuning": "ja", "woongemeente": "ja", "gevraagd": "nee",
    "verwijsindex_match": "nee", "zelfde_hulp": "nee",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Zetel:
    """A seat: the task, and the article it rests on."""

    taak: str
    grondslag: str


@dataclass(frozen=True, slots=True)
class Gegeven:
    """A datum that the seat with this number brings in."""

    zetel: int
    categorie: str
    geheim: str


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What the seat `van` answered to a question of the toets; None where the answer reaches further."""

    van: int
    feit: str
    waarde: Any
    gegeven: int | None
    zetel: int | None
    niveau: str
    doel: str


@dataclass(frozen=True, slots=True)
class Toetsing:
    """One question to the toets about a datum for a seat, as it is stored: facts and answer as JSON text."""

    gegeven: int
    zetel: int
    niveau: str
    uitkomst: str
    mag: bool
    kennis: str
    feiten: dict[str, Any]
    oordeel: dict[str, Any]
    voorwaarden: tuple[tuple[str, str, str], ...]  # id of the rule, what must be done, when


@dataclass(frozen=True, slots=True)
class Vorm:
    """One shape. The first seat opens the case; datum 0 says who the youth is."""

    overlegtype: str
    doel: str
    leeftijd: int
    fasen: tuple[str, ...]
    zetels: tuple[Zetel, ...]
    gegevens: tuple[Gegeven, ...]
    antwoorden: tuple[Antwoord, ...]
    toetsen: tuple[Toetsing, ...]


def make_shapes(vandaag: date) -> tuple[Vorm, tuple[Vorm, ...]]:
    """Return the wide shape (seven seats, ten data of who opened it) and the ordinary ones; each time the same."""
    rng = random.Random("vormen")  # noqa: S311 - invented cases
    kennis = load_shipped(voorbeelden=False)
    shapes = [_Maker(rng, kennis, soort, vandaag).shape() for soort in load_types().values() for _ in range(PER_TYPE)]
    mdo = load_types()["mdo_zat"]
    wide = ["school_vo", *[t for t in mdo.taken if t in TAKEN and not t.startswith("school")][:6]]
    return _Maker(rng, kennis, mdo, vandaag).shape(wide, aantal=10), tuple(shapes)


class _Maker:
    def __init__(self, rng: random.Random, kennis: Kennis, soort: Overlegtype, vandaag: date) -> None:
        self.rng, self.kennis, self.soort, self.vandaag = rng, kennis, soort, vandaag
        self.motor = compile_index(kennis.in_force(vandaag, Lezing.STRENG))
        self.doel = rng.choice(soort.doelen)
        self.seats: list[str] = []
        self.gegevens: list[Gegeven] = []
        self.gezegd: dict[Sleutel, Antwoord] = {}
        self.age = 0

    def shape(self, seats: list[str] | None = None, aantal: int = 0) -> Vorm:
        """`aantal`: this many data, all of who opened the case, and each asked for each seat."""
        rng = self.rng
        self.seats = seats or self._seats()
        self.age = _age(rng, self.seats[0])
        self._data(aantal)
        pairs = [
            (g, z)
            for g, wat in enumerate(self.gegevens)
            for z in range(len(self.seats))
            if _apart(self.seats[wat.zetel], self.seats[z])
        ]
        chosen = pairs if aantal else rng.sample(pairs, min(rng.randint(GEVEN[0], 2 * GEVEN[1]), len(pairs)))
        asked = [self._toetsing(g, z) for g, z in sorted(chosen)]
        # Who works with the toets soon asks less of what it refuses.
        kept = [t for t in asked if t.mag or rng.random() < 0.3]
        return Vorm(
            overlegtype=self.soort.slug,
            doel=self.doel,
            leeftijd=self.age,
            fasen=tuple(str(fase.fase) for fase in self.soort.fasen),
            zetels=tuple(Zetel(taak, self._deelnemer(taak).grondslag[0]) for taak in self.seats),
            gegevens=tuple(self.gegevens),
            antwoorden=tuple(self.gezegd.values()),
            toetsen=tuple(kept if aantal else kept[: GEVEN[1]]),
        )

    def _deelnemer(self, taak: str) -> Deelnemer:
        found = self.soort.deelnemer(taak)
        assert found is not None  # noqa: S101 - chosen from them
        return found

    def _seats(self) -> list[str]:
        known = [d.taak for d in self.soort.deelnemers if d.taak in TAKEN]
        opener = self.rng.choice([t for t in known if t.startswith(("school_", "kinderopvang"))])
        others = [t for t in known if t != opener and not t.startswith("school_")]
        return [opener, *self.rng.sample(others, min(self.rng.randint(*SEATS) - 1, len(others)))]

    def _data(self, aantal: int) -> None:
        self.gegevens = [Gegeven(0, "identiteit", "geen")]
        for plek in range(1, aantal or self.rng.randint(*GEGEVENS)):
            zetel = 0 if aantal or plek < 3 or self.rng.random() < 0.5 else self.rng.randrange(1, len(self.seats))
            may = [c for c in self._deelnemer(self.seats[zetel]).mag_inbrengen if c != "identiteit"]
            if may:
                categorie = may[plek % len(may)] if aantal else self.rng.choice(may)
                self.gegevens.append(Gegeven(zetel, categorie, GEHEIM.get(self.seats[zetel], "geen")))

    def _toetsing(self, g: int, z: int) -> Toetsing:
        gegeven = self.gegevens[g]
        niveau = "dat" if self.rng.random() < 0.15 else "wat"
        feiten: dict[str, Any] = {
            "handeling": "delen", "verstrekker": self.seats[gegeven.zetel], "ontvanger": self.seats[z],
            "categorie": [gegeven.categorie], "niveau": niveau, "aard": "feit", "geheim": gegeven.geheim,
            "doel": self.doel, "overleg": self.soort.feit, "convenant": "beiden", "taak_vastgelegd": "ja",
            "kanaal": "beveiligd", "vastgelegd": "ja",
        }  # fmt: skip
        if gegeven.zetel == 0:
            feiten["leeftijd"] = self.age
        consent = self.rng.random() < 0.8
        while vragen := self._questions(feiten):
            feiten[vragen[0].naam] = self._say(vragen[0], g, z, niveau, consent)
        oordeel = assess(self.kennis, feiten, self.vandaag, lezing=Lezing.STRENG)
        said = oordeel.as_dict()
        return Toetsing(
            gegeven=g,
            zetel=z,
            niveau=niveau,
            uitkomst=str(oordeel.uitkomst),
            mag=oordeel.uitkomst.mag,
            kennis=oordeel.bewijs.kennis,
            feiten=feiten,
            oordeel=said,
            voorwaarden=tuple(
                (str(v["regel"]), str(v["plicht"]), str(v["wanneer"]))
                for v in next(iter(said["per_categorie"].values()))["voorwaarden"]
            ),
        )

    def _questions(self, feiten: dict[str, Any]) -> tuple[Feit, ...]:
        invoer = read_facts(self.kennis, feiten)
        staat = invoer.part(invoer.delen[0])
        slechtst, best = self.motor.range(staat)
        if slechtst is best:
            return ()
        return open_questions(self.kennis, self.motor, [staat], gesteld=invoer.gegeven)

    def _say(self, feit: Feit, g: int, z: int, niveau: str, consent: bool) -> Any:
        """Answer a question of the toets as far as the answer reaches, or as it was answered before."""
        van = self.gegevens[g].zetel
        cel = Cel(UUID(int=g), UUID(int=z), self.seats[z], niveau, self.doel)
        sleutel = key(feit.naam, self.seats[van], cel, "")  # a shape stands in one phase
        if sleutel not in self.gezegd:
            waarde = {**ZEGT, "leeftijd": self.age, **(MET if consent else ZONDER)}.get(feit.naam)
            if waarde is None:
                waarde = next(iter(feit.antwoorden))
            self.gezegd[sleutel] = Antwoord(
                van, feit.naam, waarde, None if sleutel.inbreng is None else g, None if sleutel.partij is None else z,
                sleutel.niveau, sleutel.doel,
            )  # fmt: skip
        return self.gezegd[sleutel].waarde


def _age(rng: random.Random, opener: str) -> int:
    low, high = {"kinderopvang": (2, 3), "school_po": (5, 11), "school_mbo": (16, 22)}.get(opener, (12, 17))
    return rng.randint(low, high)


def _apart(een: str, ander: str) -> bool:
    """Whether two tasks are with two parties: those of a gemeente are one party."""
    return een != ander and not (een.startswith("gemeente_") and ander.startswith("gemeente_"))
