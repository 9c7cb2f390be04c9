# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The types of consultation: what each is for, who takes part with which task, who hears and keeps what. No Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType


class Antwoord(StrEnum):
    """Whether something holds in this type; `op_maat` is decided per case, and the reason is written down there."""

    JA = "ja"
    NEE = "nee"
    OP_MAAT = "op_maat"


class Deelname(StrEnum):
    """How a party takes part: always there, only when this youth needs it, or as the one who asks and stays away."""

    VAST = "vast"
    OP_UITNODIGING = "op_uitnodiging"
    MELDT_AAN = "meldt_aan"


class FaseNaam(StrEnum):
    """The phases of a case, in order."""

    INTAKE = "intake"
    BEOORDELING = "beoordeling"
    PLAN = "plan"
    MONITORING = "monitoring"
    EVALUATIE = "evaluatie"
    AFSLUITING = "afsluiting"


class Bevoegdheid(StrEnum):
    """What a consultation can do: give advice, decide, or agree on who does what."""

    ADVISEERT = "adviseert"
    BESLIST = "beslist"
    SPREEKT_AF = "spreekt_af"


NIVEAUS = ("school", "gemeente", "regio")
VERSLAGSOORTEN = ("geen", "advies", "besluit", "afspraken", "verslag")
PLEKKEN = ("opvang", "po", "vo", "mbo", "thuis", "uitstroom")
AANLEIDINGEN = ("meedenken", "ondersteuning", "hulp", "besluit", "verzuim", "uitval", "overgang")


@dataclass(frozen=True, slots=True)
class Bron:
    """Where it stands: a source document or an article key, and the part of it."""

    soort: str  # "bron" or "wet"
    id: str
    deel: str


@dataclass(frozen=True, slots=True)
class Keuze:
    """An answer with its reason; the reason is never empty unless the answer is the usual one."""

    antwoord: Antwoord
    reden: str


@dataclass(frozen=True, slots=True)
class Deelnemer:
    """One participant: a task (an answer of the fact `verstrekker`), never an organisation as a whole."""

    taak: str
    rol: str
    wettelijke_taak: str
    grondslag: tuple[str, ...]  # article keys
    deelname: Deelname
    mag_inbrengen: tuple[str, ...]

    @property
    def aan_tafel(self) -> bool:
        return self.deelname is not Deelname.MELDT_AAN


@dataclass(frozen=True, slots=True)
class Regierol:
    """Which tasks may have a role in the direction, and what it does."""

    taken: tuple[str, ...]
    doet: str


@dataclass(frozen=True, slots=True)
class Overdracht:
    """When the direction goes over to an expert, to whom, and what the old director hears afterwards."""

    naar: tuple[str, ...]
    wanneer: str
    terug: str


@dataclass(frozen=True, slots=True)
class Regie:
    """The procesregisseur brings parties together; the casusregisseur follows one youth's plan."""

    procesregisseur: Regierol
    organiseert: Regierol
    aanspreekpunt: Regierol
    casusregisseur: Regierol
    overdracht: Overdracht | None


@dataclass(frozen=True, slots=True)
class Betrokkenheid:
    """The part of the youth, or of the parents, in this type."""

    uitgenodigd: Keuze
    geinformeerd: Keuze
    aanwezig: Keuze
    krijgt_verslag: Keuze


@dataclass(frozen=True, slots=True)
class Verslag:
    """What is written down and which participants get it; youth and parents stand in their Betrokkenheid."""

    soort: str
    notulen: bool
    naar: tuple[str, ...]
    tekst: str


@dataclass(frozen=True, slots=True)
class Bewaren:
    """In whose file something stays; `termijn` is an id of the table bewaartermijnen, "" where no source has a term."""

    taken: tuple[str, ...]
    tekst: str
    termijn: str


@dataclass(frozen=True, slots=True)
class Ritme:
    tekst: str
    keer_per_jaar: int | None


@dataclass(frozen=True, slots=True)
class Fase:
    """One phase: what it is for, and which categories may still be used in it."""

    fase: FaseNaam
    waarvoor: str
    categorieen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verwijzing:
    naar: str  # slug of another type
    wanneer: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A form of the same type for other schools, as the loket for po and the one for vo."""

    slug: str
    naam: str
    taken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kiezen:
    """For whom it can fit; the page that helps to choose compares these with what the visitor answers."""

    plekken: tuple[str, ...]
    aanleidingen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlegtype:
    """One type of consultation, checked. `feit` is the answer of the fact `overleg` that the toets gets."""

    slug: str
    feit: str
    naam: str
    kort: str
    waarvoor: str
    wanneer: tuple[str, ...]
    wanneer_niet: tuple[str, ...]
    niveau: str
    kiezen: Kiezen
    doelen: tuple[str, ...]
    bevoegdheid: Bevoegdheid
    bevoegdheid_tekst: str
    deelnemers: tuple[Deelnemer, ...]
    varianten: tuple[Variant, ...]
    regie: Regie
    jongere: Betrokkenheid
    ouders: Betrokkenheid
    informeert: Regierol
    toestemming: Keuze  # whether nothing starts before it has been asked
    anoniem_eerst: Keuze
    verslag: Verslag
    bewaren: tuple[Bewaren, ...]
    ritme: Ritme
    categorieen: tuple[str, ...]
    fasen: tuple[Fase, ...]
    verwijst_naar: tuple[Verwijzing, ...]
    let_op: tuple[str, ...]
    bronnen: tuple[Bron, ...]

    def deelnemer(self, taak: str) -> Deelnemer | None:
        """Return who takes part with this task, or None."""
        return next((deelnemer for deelnemer in self.deelnemers if deelnemer.taak == taak), None)

    @property
    def taken(self) -> tuple[str, ...]:
        return tuple(deelnemer.taak for deelnemer in self.deelnemers)

    @property
    def zonder_gezin(self) -> bool:
        """Whether neither the youth nor the parents are meant to be there."""
        return {self.jongere.aanwezig.antwoord, self.ouders.aanwezig.antwoord} == {Antwoord.NEE}

    def __iter__(self) -> Iterator[Fase]:
        return iter(self.fasen)


MAP = Path(__file__).with_name("overlegtypen")


@cache
def load_types() -> Mapping[str, Overlegtype]:
    """Return the types that come with the product, by slug, in the order of the names of their files.

    :raises TypeFout: with every fault in every file, each with file, line and field.
    """
    from deelwijs.overleg.laden import load_folder

    return MappingProxyType(load_folder(MAP))
