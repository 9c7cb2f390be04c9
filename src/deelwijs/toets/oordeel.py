# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""One door: facts in, an oordeel out that explains itself. This is the answer that every door gives."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from deelwijs.toets import MOTOR
from deelwijs.toets.hulp import Uitweg, ways_out
from deelwijs.toets.index import compile_index
from deelwijs.toets.interpret import Bevinding, begrip
from deelwijs.toets.invoer import Invoer, read_facts
from deelwijs.toets.model import Feit, Kennis, Klopt, Lezing, Staat, Stand, Uitkomst, of_range
from deelwijs.toets.uitleg import (
    Eis,
    Reden,
    RegelUitleg,
    StapUitleg,
    Vergelijking,
    demands,
    explain_rule,
    for_audience,
    steps,
    why_not,
)
from deelwijs.toets.vragen import open_questions


class Beslisser(Protocol):
    """What decides: the index in production; the oracle does it too."""

    stand: Stand

    def range(self, staat: Staat) -> tuple[Uitkomst, Uitkomst]: ...

    def decide(self, staat: Staat) -> Bevinding: ...


@dataclass(frozen=True)
class Deel:
    """The answer for one category."""

    categorie: str
    slechtst: Uitkomst
    best: Uitkomst
    stappen: tuple[StapUitleg, ...]
    voorwaarden: tuple[Eis, ...]
    vast: tuple[Eis, ...]
    opmerkingen: tuple[RegelUitleg, ...]
    redenen: tuple[Reden, ...]
    wat_zou_helpen: tuple[Uitweg, ...]

    @property
    def uitkomst(self) -> Uitkomst:
        return of_range(self.slechtst, self.best)


@dataclass(frozen=True)
class Bewijs:
    """What is needed to make this very oordeel again."""

    motor: str
    kennis: str
    peildatum: date
    lezing: Lezing
    keuzes: Mapping[str, Lezing]
    scenarios: tuple[str, ...]
    convenant: str | None
    feiten: str

    def as_dict(self) -> dict[str, Any]:
        return {
            "motor": self.motor,
            "kennis": self.kennis,
            "peildatum": self.peildatum.isoformat(),
            "lezing": str(self.lezing),
            "keuzes": {verschil: str(lezing) for verschil, lezing in sorted(self.keuzes.items())},
            "scenarios": list(self.scenarios),
            "convenant": self.convenant,
            "feiten": self.feiten,
        }


@dataclass(frozen=True)
class Oordeel:
    """The answer: per category and as a whole (the worst of the parts), with what is still to ask."""

    stand: Stand
    invoer: Invoer
    per_categorie: Mapping[str, Deel]
    vragen: tuple[Feit, ...]
    lezingen: Mapping[Lezing, Uitkomst]
    bewijs: Bewijs

    @property
    def slechtst(self) -> Uitkomst:
        return min((deel.slechtst for deel in self.per_categorie.values()), key=lambda u: u.rang)

    @property
    def best(self) -> Uitkomst:
        return min((deel.best for deel in self.per_categorie.values()), key=lambda u: u.rang)

    @property
    def uitkomst(self) -> Uitkomst:
        return of_range(self.slechtst, self.best)

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as plain data: the contract of the command line and the API."""
        return {
            "uitkomst": str(self.uitkomst),
            "bereik": [str(self.slechtst), str(self.best)],
            "per_categorie": {
                naam: _part_as_dict(self.stand.kennis, deel) for naam, deel in self.per_categorie.items()
            },
            "vragen": [
                {"feit": f.naam, "vraag": f.vraag["professional"], "antwoorden": _answers(f), "wie": f.wie}
                for f in self.vragen
            ],
            "lezingen": {str(lezing): str(uitkomst) for lezing, uitkomst in self.lezingen.items()},
            "bewijs": self.bewijs.as_dict(),
        }


def assess(
    kennis: Kennis,
    gegeven: Any,
    peildatum: date,
    *,
    lezing: Lezing = Lezing.STRENG,
    scenarios: Sequence[str] = (),
    keuzes: Mapping[str, Lezing] | None = None,
    beslisser: Callable[[Stand], Beslisser] = compile_index,
) -> Oordeel:
    """Return the oordeel over these facts on this day.

    :raises InvoerFout: facts that cannot be used, every fault at once.
    :raises KeyError: an unknown scenario or difference.
    """
    invoer = read_facts(kennis, gegeven)
    stand = kennis.in_force(peildatum, lezing, scenarios, keuzes)
    motor = beslisser(stand)
    staten = {naam: invoer.part(naam) for naam in invoer.delen}
    per_lezing = {}
    for soort in Lezing:
        ander = motor if soort is lezing else beslisser(kennis.in_force(peildatum, soort, scenarios))
        per_lezing[soort] = _whole(ander, staten.values())
    return Oordeel(
        stand=stand,
        invoer=invoer,
        per_categorie={naam: _part(stand, motor, naam, staat) for naam, staat in staten.items()},
        vragen=open_questions(kennis, motor, staten.values(), gesteld=invoer.gegeven),
        lezingen=per_lezing,
        bewijs=Bewijs(
            motor=MOTOR,
            kennis=kennis.hash,
            peildatum=peildatum,
            lezing=lezing,
            keuzes=dict(keuzes or {}),
            scenarios=stand.scenarios,
            convenant=None,
            feiten=fingerprint(invoer.gegeven),
        ),
    )


def fingerprint(gegeven: Mapping[str, Any]) -> str:
    """Return the hash of the facts as given; order does not matter, nor whether a date is text."""
    tekst = json.dumps(gegeven, sort_keys=True, default=str, ensure_ascii=False, separators=(",", ":"))
    return hashlib.blake2b(tekst.encode(), digest_size=16).hexdigest()


class NietTeHerhalen(ValueError):
    """A stored oordeel cannot be made again: another engine, other knowledge, or other facts."""


def replay(kennis: Kennis, gegeven: Mapping[str, Any], bewijs: Mapping[str, Any]) -> Oordeel:
    """Make a stored oordeel again from its facts and its receipt.

    :raises NietTeHerhalen: where engine, knowledge or facts are not those of the receipt.
    """
    for naam, nu in (("motor", MOTOR), ("kennis", kennis.hash), ("feiten", fingerprint(gegeven))):
        if bewijs[naam] != nu:
            raise NietTeHerhalen(f"{naam}: het bewijs noemt {bewijs[naam]}, hier is {nu}.")
    return assess(
        kennis,
        gegeven,
        date.fromisoformat(bewijs["peildatum"]),
        lezing=Lezing(bewijs["lezing"]),
        scenarios=tuple(bewijs["scenarios"]),
        keuzes={verschil: Lezing(lezing) for verschil, lezing in bewijs["keuzes"].items()},
    )


def _whole(motor: Beslisser, staten: Any) -> Uitkomst:
    bereiken = [motor.range(staat) for staat in staten]
    return of_range(
        min((b[0] for b in bereiken), key=lambda u: u.rang), min((b[1] for b in bereiken), key=lambda u: u.rang)
    )


def _part(stand: Stand, motor: Beslisser, naam: str, staat: Staat) -> Deel:
    bevinding = motor.decide(staat)
    alles = {**staat, **{b: begrip(alternatieven, staat) for b, alternatieven in stand.begrippen.items()}}
    voorwaarden, vast = demands(stand, alles, bevinding)
    zeker_ja = bevinding.slechtst.mag
    return Deel(
        categorie=naam,
        slechtst=bevinding.slechtst,
        best=bevinding.best,
        stappen=steps(stand, alles, bevinding),
        voorwaarden=voorwaarden,
        vast=vast,
        opmerkingen=tuple(
            explain_rule(stand, alles, regel, werkt)
            for regel, werkt in zip(stand.regels, bevinding.werkt, strict=True)
            if regel.plicht is None and regel.soort == "vast" and werkt is Klopt.JA
        ),
        redenen=() if zeker_ja else why_not(stand, alles, bevinding),
        wat_zou_helpen=() if zeker_ja else ways_out(stand.kennis, motor, staat),
    )


def _part_as_dict(kennis: Kennis, deel: Deel) -> dict[str, Any]:
    return {
        "uitkomst": str(deel.uitkomst),
        "bereik": [str(deel.slechtst), str(deel.best)],
        "stappen": [
            {
                "stap": str(stap.stap),
                "resultaat": str(stap.resultaat),
                "weging": stap.weegt,
                "uitleg": for_audience(stap.uitleg, "professional"),
                "regels": [_rule_as_dict(regel) for regel in stap.regels],
            }
            for stap in deel.stappen
        ],
        "voorwaarden": [_demand_as_dict(eis) for eis in deel.voorwaarden],
        "vast": [_demand_as_dict(eis) for eis in deel.vast],
        "opmerkingen": [_rule_as_dict(regel) for regel in deel.opmerkingen],
        "waarom_niet": [reden.in_words(kennis) for reden in deel.redenen],
        "wat_zou_helpen": [
            {"stappen": [actie.tekst["professional"] for actie in uitweg.acties], "wordt": str(uitweg.wordt)}
            for uitweg in deel.wat_zou_helpen
        ],
    }


def _rule_as_dict(uitleg: RegelUitleg) -> dict[str, Any]:
    regel = uitleg.regel
    return {
        "id": regel.id,
        "versie": regel.geldig_vanaf.isoformat(),
        "titel": regel.titel,
        "soort": str(regel.soort),
        "niveau": str(regel.niveau),
        "klopt": str(uitleg.klopt),
        "lezing": str(regel.lezing) if regel.lezing else None,
        "scenario": regel.scenario,
        "tekst": regel.tekst["professional"],
        "bronnen": [citaat.tekst for citaat in uitleg.citaten],
        "voorwaarden": [_comparison_as_dict(v) for v in uitleg.vergelijkingen],
    }


def _comparison_as_dict(v: Vergelijking) -> dict[str, Any]:
    is_: Any = None if v.is_ is None else v.is_[0] if len(v.is_) == 1 else list(v.is_)
    return {"feit": v.feit, "verwacht": list(v.verwacht), "is": is_, "klopt": str(v.klopt)}


def _demand_as_dict(eis: Eis) -> dict[str, Any]:
    return {
        "regel": eis.regel.id,
        "plicht": eis.plicht.doe,
        "wie": eis.plicht.wie,
        "wanneer": eis.plicht.wanneer,
        "open": str(eis.open_),
        "bronnen": [citaat.tekst for citaat in eis.citaten],
    }


def _answers(feit: Feit) -> list[str]:
    return list(feit.antwoorden) if feit.soort in ("keuze", "meerkeuze", "ja_nee") else []
