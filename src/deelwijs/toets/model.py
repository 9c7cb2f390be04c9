# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The words the toets is written in: facts, conditions, rules, and the book that holds them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Protocol


class Uitkomst(StrEnum):
    """What the toets says of one category, worst first; `onvolledig` stands apart: worst and best differ."""

    NIET_TOEGESTAAN = "niet_toegestaan"
    EIGEN_AFWEGING = "eigen_afweging"
    ONDER_VOORWAARDEN = "toegestaan_onder_voorwaarden"
    TOEGESTAAN = "toegestaan"
    ONVOLLEDIG = "onvolledig"

    @property
    def rang(self) -> int:
        """0 (worst) to 3 (best).

        :raises ValueError: for `onvolledig`, which has no place in the order.
        """
        return _RANGORDE.index(self)

    @property
    def mag(self) -> bool:
        """Whether this answer by itself permits (with or without conditions)."""
        return self in (Uitkomst.TOEGESTAAN, Uitkomst.ONDER_VOORWAARDEN)


_RANGORDE = (Uitkomst.NIET_TOEGESTAAN, Uitkomst.EIGEN_AFWEGING, Uitkomst.ONDER_VOORWAARDEN, Uitkomst.TOEGESTAAN)


def of_range(slechtst: Uitkomst, best: Uitkomst) -> Uitkomst:
    """Return the one outcome of a range, or `onvolledig` where worst and best differ."""
    return slechtst if slechtst is best else Uitkomst.ONVOLLEDIG


class Soort(StrEnum):
    GRONDSLAG = "grondslag"
    WEEG_GRONDSLAG = "weeg_grondslag"
    VERBOD = "verbod"
    DOORBREKING = "doorbreking"
    WEGING = "weging"
    PLICHT = "plicht"
    VAST = "vast"


class Stap(StrEnum):
    GRONDSLAG = "grondslag"
    DOEL = "doel"
    PROPORTIONALITEIT = "proportionaliteit"
    SUBSIDIARITEIT = "subsidiariteit"
    VERBOD = "verbod"
    PLICHT = "plicht"


class Niveau(StrEnum):
    AVG = "avg"
    WET = "wet"
    AMVB = "amvb"
    BEROEPSCODE = "beroepscode"
    CONVENANT_MODEL = "convenant_model"
    CONVENANT_REGIO = "convenant_regio"
    AFSPRAAK = "afspraak"


class Lezing(StrEnum):
    STRENG = "streng"
    REKKELIJK = "rekkelijk"


class Klopt(StrEnum):
    """Whether something holds, as far as the facts tell."""

    JA = "ja"
    NEE = "nee"
    ONBEKEND = "onbekend"


@lru_cache(maxsize=16_384)
def answers(*cellen: str) -> frozenset[str]:
    """Return the set of these answers, the same object each time: then a look-up need not compare its members."""
    return frozenset(cellen)


# A state gives every fact the answers that are still possible: one is known, all is unknown.
Staat = Mapping[str, frozenset[str]]
Teksten = Mapping[str, str]

PUBLIEKEN = ("professional", "ouder", "jongere")


@dataclass(frozen=True, slots=True)
class Voorwaarde:
    """One fact in these answers. `cellen` are the answers, or the bands of a number or date."""

    feit: str
    cellen: frozenset[str]

    def holds(self, staat: Staat) -> Klopt:
        mogelijk = staat[self.feit]
        if mogelijk <= self.cellen:
            return Klopt.JA
        return Klopt.NEE if mogelijk.isdisjoint(self.cellen) else Klopt.ONBEKEND


# All of these together; the empty condition always holds.
Conditie = tuple[Voorwaarde, ...]


def all_hold(conditie: Conditie, staat: Staat) -> Klopt:
    """Return whether every part of the condition holds (strong Kleene *and*)."""
    return kleene_and(deel.holds(staat) for deel in conditie)


def kleene_and(parts: Iterable[Klopt]) -> Klopt:
    """Return nee if any part is nee, else onbekend if any is onbekend, else ja."""
    uit = Klopt.JA
    for deel in parts:
        if deel is Klopt.NEE:
            return Klopt.NEE
        if deel is Klopt.ONBEKEND:
            uit = Klopt.ONBEKEND
    return uit


def kleene_or(parts: Iterable[Klopt]) -> Klopt:
    """Return ja if any part is ja, else onbekend if any is onbekend, else nee."""
    uit = Klopt.NEE
    for deel in parts:
        if deel is Klopt.JA:
            return Klopt.JA
        if deel is Klopt.ONBEKEND:
            uit = Klopt.ONBEKEND
    return uit


def kleene_not(deel: Klopt) -> Klopt:
    return {Klopt.JA: Klopt.NEE, Klopt.NEE: Klopt.JA, Klopt.ONBEKEND: Klopt.ONBEKEND}[deel]


@dataclass(frozen=True, slots=True)
class Anders:
    """The words for one audience where those of the fact do not fit; None or absent: as the fact has it."""

    uitleg: str | None
    antwoorden: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Feit:
    """A fact: its closed answers or range, its question, and who can answer it.

    `cellen` are what conditions can tell apart: the answers themselves, or, for a number or a date, the bands
    between all bounds that occur anywhere in the knowledge ("0..11", "..2022-12-31").
    """

    naam: str
    soort: str
    antwoorden: Mapping[str, str]
    groepen: Mapping[str, tuple[str, ...]]
    vraag: Teksten
    wie: str
    aard: str
    uitleg: str = ""
    bewijs: tuple[str, ...] = ()
    gevoelig: int = 0
    na: tuple[str, ...] = ()  # asked after these, as long as they are questions themselves
    min: int | None = None
    max: int | None = None
    hoort_bij: Conditie = ()
    vraag_als: Conditie = ()
    cellen: tuple[str, ...] = ()
    grenzen: tuple[int, ...] = ()  # first value of each band but the first; dates as ordinals
    rubrieken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # headings in a long list of answers
    anders: Mapping[str, Anders] = field(default_factory=dict)  # other words, per audience

    def words(self, antwoord: str, publiek: str) -> str:
        """Return an answer of a keuze or meerkeuze as this audience reads it."""
        anders = self.anders.get(publiek)
        return (anders and anders.antwoorden.get(antwoord)) or self.antwoorden[antwoord]

    def help_text(self, publiek: str) -> str:
        """Return the explanation below the question as this audience reads it; "" if there is none."""
        anders = self.anders.get(publiek)
        return self.uitleg if anders is None or anders.uitleg is None else anders.uitleg

    def cell(self, waarde: int) -> str:
        """Return the band that holds this number (or date ordinal)."""
        return self.cellen[bisect_right(self.grenzen, waarde)]

    @property
    def alles(self) -> frozenset[str]:
        return answers(*self.cellen)


@dataclass(frozen=True, slots=True)
class Bron:
    """A citation: an article of `wetten.yaml` (`wet`), a bill (`wetsvoorstel`) or a source document (`bron`)."""

    soort: str
    id: str
    deel: str = ""


@dataclass(frozen=True, slots=True)
class Plicht:
    doe: str
    wie: str
    wanneer: str


@dataclass(frozen=True, slots=True)
class Regel:
    """One version of one rule of law."""

    id: str
    soort: Soort
    stap: Stap
    niveau: Niveau
    titel: str
    tekst: Teksten
    geldig_vanaf: date
    geldig_tot: date | None
    status: str
    lezing: Lezing | None
    verschil: str | None
    scenario: str | None
    bronnen: tuple[Bron, ...]
    als: Conditie
    tenzij: tuple[Conditie, ...]
    doorbreekt: tuple[str, ...]
    wordt_weging: bool
    plicht: Plicht | None
    kloof: str
    bestand: str
    lijn: int

    def in_force(self, peildatum: date) -> bool:
        return in_period(self.geldig_vanaf, self.geldig_tot, peildatum)


@dataclass(frozen=True, slots=True)
class Alternatief:
    """One way in which a begrip is true."""

    als: Conditie
    geldig_vanaf: date | None
    geldig_tot: date | None
    lezing: Lezing | None
    verschil: str | None
    scenario: str | None

    def in_force(self, peildatum: date) -> bool:
        return in_period(self.geldig_vanaf, self.geldig_tot, peildatum)


@dataclass(frozen=True, slots=True)
class Begrip:
    """A derived fact with the answers ja and nee: ja if one of its alternatives holds."""

    naam: str
    titel: str
    tekst: Teksten
    bronnen: tuple[Bron, ...]
    ja_als: tuple[Alternatief, ...]
    bestand: str
    lijn: int


@dataclass(frozen=True, slots=True)
class Actie:
    """A lawful act that changes facts: what it sets (`zet`), and the answers from which it can be done (`vanuit`)."""

    id: str
    tekst: Teksten
    kosten: int
    wie: str
    zet: Mapping[str, str]
    vanuit: Mapping[str, frozenset[str]]
    vanuit_onbekend: frozenset[str]
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    id: str
    titel: str
    omschrijving: str
    status: str
    bronnen: tuple[Bron, ...]
    vervalt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verschil:
    """A difference between sources or jurists, with both readings in words."""

    id: str
    titel: str
    streng: str
    rekkelijk: str
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True)
class Artikel:
    """One article, in one wording, from `wetten.yaml`."""

    id: str
    sleutel: str  # the id without its date: what rules cite
    wet: str
    wetnaam: str
    artikel: str
    onderwerp: str
    parafrase: str
    geldig_vanaf: date | None
    geldig_tot: date | None
    zekerheid: str
    datum_zekerheid: str
    gegevens: Mapping[str, Any]

    @property
    def citeer(self) -> str:
        """ "Leerplichtwet 1969, artikel 21a"."""
        return f"{self.wetnaam}, artikel {self.artikel}" if self.artikel else self.wetnaam

    def in_force(self, peildatum: date) -> bool:
        return in_period(self.geldig_vanaf, self.geldig_tot, peildatum)


@dataclass(frozen=True, slots=True)
class Kloof:
    als: Conditie
    reden: str


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """A worked case: a test and a page at once."""

    id: str
    titel: str
    verhaal: str
    bron: Bron | None
    label: str
    op: date
    feiten: Mapping[str, Any]
    uitkomst: Uitkomst
    per_categorie: Mapping[str, Uitkomst]
    lezingen: Mapping[Lezing, Uitkomst]
    scenarios: tuple[str, ...]
    regels: tuple[str, ...]
    niet: tuple[str, ...]
    vragen: tuple[str, ...]
    jurist: str | None
    bestand: str
    lijn: int
    rekkelijk_regels: tuple[str, ...] = ()
    rekkelijk_niet: tuple[str, ...] = ()

    @property
    def genoemd(self) -> tuple[tuple[Lezing, tuple[str, ...], tuple[str, ...]], ...]:
        """Return per reading the rules that must stand and those that must not."""
        return (
            (Lezing.STRENG, self.regels, self.niet),
            (Lezing.REKKELIJK, self.rekkelijk_regels, self.rekkelijk_niet),
        )


@dataclass(frozen=True)
class Kennis:
    """All knowledge, checked. `hash` names exactly this text."""

    feiten: Mapping[str, Feit]
    begrippen: Mapping[str, Begrip]
    regels: tuple[Regel, ...]
    acties: tuple[Actie, ...]
    scenarios: Mapping[str, Scenario]
    verschillen: Mapping[str, Verschil]
    artikelen: Mapping[str, Artikel]
    kloven: tuple[Kloof, ...]
    voorbeelden: tuple[Voorbeeld, ...]
    wetgegevens: Mapping[str, Any]
    zinnen: Mapping[str, Any]
    woorden: tuple[Mapping[str, Any], ...]
    hash: str
    _standen: dict[object, Stand] = field(default_factory=dict, repr=False, compare=False)

    def in_force(
        self,
        peildatum: date,
        lezing: Lezing = Lezing.STRENG,
        scenarios: Sequence[str] = (),
        keuzes: Mapping[str, Lezing] | None = None,
    ) -> Stand:
        """Return the rules that count on one day, under one reading and these scenarios.

        `keuzes` lets a Functionaris Gegevensbescherming choose per difference ("V26"); the rest follows `lezing`.

        :raises KeyError: for a scenario or difference that does not exist.
        """
        keuzes = keuzes or {}
        for naam in scenarios:
            self.scenarios[naam]
        for verschil in keuzes:
            self.verschillen[verschil]
        sleutel = (peildatum, lezing, tuple(sorted(set(scenarios))), tuple(sorted(keuzes.items())))
        stand = self._standen.get(sleutel)
        if stand is None:
            if len(self._standen) >= 256:
                self._standen.clear()
            stand = self._standen[sleutel] = _stand(self, peildatum, lezing, frozenset(scenarios), keuzes)
        return stand

    def artikel(self, sleutel: str, peildatum: date) -> Artikel | None:
        """Return the wording of an article on this day, or None if it did not hold then."""
        for artikel in self.artikelen.values():
            if artikel.sleutel == sleutel and artikel.in_force(peildatum):
                return artikel
        return None


@dataclass(frozen=True)
class Stand:
    """The knowledge of one day, reading and set of scenarios: what the three implementations decide on."""

    kennis: Kennis
    peildatum: date
    lezing: Lezing
    scenarios: tuple[str, ...]
    keuzes: Mapping[str, Lezing]
    regels: tuple[Regel, ...]
    begrippen: Mapping[str, tuple[Conditie, ...]]


class Motor(Protocol):
    """What decides: the index in production, the oracle in tests."""

    def range(self, staat: Staat) -> tuple[Uitkomst, Uitkomst]: ...


def _stand(
    kennis: Kennis, peildatum: date, lezing: Lezing, scenarios: frozenset[str], keuzes: Mapping[str, Lezing]
) -> Stand:
    def counts(item: Regel | Alternatief) -> bool:
        if not item.in_force(peildatum) or (item.scenario is not None and item.scenario not in scenarios):
            return False
        return item.lezing is None or item.lezing is keuzes.get(item.verschil or "", lezing)

    vervallen = {regel for naam in scenarios for regel in kennis.scenarios[naam].vervalt}
    return Stand(
        kennis=kennis,
        peildatum=peildatum,
        lezing=lezing,
        scenarios=tuple(sorted(scenarios)),
        keuzes=dict(keuzes),
        regels=tuple(r for r in kennis.regels if counts(r) and r.id not in vervallen),
        begrippen={b.naam: tuple(a.als for a in b.ja_als if counts(a)) for b in kennis.begrippen.values()},
    )


def in_period(vanaf: date | None, tot: date | None, dag: date) -> bool:
    """Return whether the day lies in the period; both ends count, None is open."""
    return (vanaf is None or vanaf <= dag) and (tot is None or dag <= tot)
