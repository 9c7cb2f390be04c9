# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The shipped worked cases as tests: what a case says must come out, comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deelwijs.toets.index import compile_index
from deelwijs.toets.interpret import Bevinding
from deelwijs.toets.invoer import InvoerFout, read_facts
from deelwijs.toets.model import Kennis, Klopt, Lezing, Staat, Stand, Uitkomst, Voorbeeld, of_range
from deelwijs.toets.vragen import open_questions


def failures(kennis: Kennis, voorbeeld: Voorbeeld) -> list[str]:
    """Return one line per thing that differs from what the example says; empty when all is as it says."""
    return list(_failures(kennis, voorbeeld))


def _failures(kennis: Kennis, voorbeeld: Voorbeeld) -> Iterator[str]:
    try:
        bevindingen = findings(kennis, voorbeeld, Lezing.STRENG)
    except InvoerFout as fout:
        yield from (f"feiten: {regel}" for regel in str(fout).splitlines())
        return
    uitkomst = whole(bevindingen)
    if uitkomst is not voorbeeld.uitkomst:
        yield f"uitkomst: {uitkomst}, verwacht {voorbeeld.uitkomst}{_range(bevindingen, uitkomst)}"
    for deel, verwacht in voorbeeld.per_categorie.items():
        bevinding = bevindingen.get(deel)
        if bevinding is None:
            yield f"per_categorie: {deel} staat niet bij de feiten"
        elif bevinding.uitkomst is not verwacht:
            yield f"per_categorie: {deel} is {bevinding.uitkomst}, verwacht {verwacht}"
    for lezing, verwacht in voorbeeld.lezingen.items():
        ander = whole(findings(kennis, voorbeeld, lezing))
        if ander is not verwacht:
            yield f"lezingen: {lezing} geeft {ander}, verwacht {verwacht}"
    for lezing, regels, niet in voorbeeld.genoemd:
        if regels or niet:
            hier = bevindingen if lezing is Lezing.STRENG else findings(kennis, voorbeeld, lezing)
            voor = "" if lezing is Lezing.STRENG else f"{lezing}_"
            yield from (voor + fout for fout in _rules(stand_of(kennis, voorbeeld, lezing), hier, regels, niet))
    if voorbeeld.vragen:
        motor = compile_index(stand_of(kennis, voorbeeld, Lezing.STRENG))
        gevraagd = open_questions(kennis, motor, states(kennis, voorbeeld))
        for naam in sorted(set(voorbeeld.vragen) - {feit.naam for feit in gevraagd}):
            yield f"vragen: {naam} wordt niet gevraagd"


def _rules(
    stand: Stand, bevindingen: dict[str, Bevinding], regels: Iterable[str], niet: Iterable[str]
) -> Iterator[str]:
    for naam in regels:
        if Klopt.JA not in standing(stand, bevindingen, naam):
            yield f"regels: {naam} telt niet mee ({_why(stand, bevindingen, naam)})"
    for naam in niet:
        hier = standing(stand, bevindingen, naam)
        if Klopt.JA in hier:
            yield f"niet: {naam} geldt hier toch"
        elif Klopt.ONBEKEND in hier:
            yield f"niet: {naam} kan nog gelden, want er is een feit niet bekend"


def standing(stand: Stand, bevindingen: dict[str, Bevinding], naam: str) -> set[Klopt]:
    """Return, over all parts, whether the rule of this id stands; empty if it is not in force."""
    places = [i for i, regel in enumerate(stand.regels) if regel.id == naam]
    return {bevinding.staat[i] for bevinding in bevindingen.values() for i in places}


def _why(stand: Stand, bevindingen: dict[str, Bevinding], naam: str) -> str:
    hier = standing(stand, bevindingen, naam)
    if not hier:
        return "niet van kracht op die dag, in die lezing"
    return "een feit is niet bekend" if Klopt.ONBEKEND in hier else "voorwaarde niet vervuld, of doorbroken"


def _range(bevindingen: dict[str, Bevinding], uitkomst: Uitkomst) -> str:
    if len(bevindingen) == 1 and uitkomst is not Uitkomst.ONVOLLEDIG:
        return ""
    delen = (
        f"{deel}: {b.uitkomst}" if b.slechtst is b.best else f"{deel}: {b.slechtst} tot {b.best}"
        for deel, b in bevindingen.items()
    )
    return f" ({', '.join(delen)})"


def by_law(voorbeelden: Iterable[Voorbeeld]) -> list[Voorbeeld]:
    """Return the examples so that those under the same law follow each other: its index is then made once."""
    return sorted(voorbeelden, key=lambda v: (v.scenarios, v.op))


def states(kennis: Kennis, voorbeeld: Voorbeeld) -> list[Staat]:
    """Return the state of each part; empty where the facts cannot be used (`failures` tells why)."""
    try:
        invoer = read_facts(kennis, voorbeeld.feiten)
    except InvoerFout:
        return []
    return [invoer.part(deel) for deel in invoer.delen]


def stand_of(kennis: Kennis, voorbeeld: Voorbeeld, lezing: Lezing) -> Stand:
    return kennis.in_force(voorbeeld.op, lezing, voorbeeld.scenarios)


def findings(kennis: Kennis, voorbeeld: Voorbeeld, lezing: Lezing) -> dict[str, Bevinding]:
    """Return what the rules say per part.

    :raises InvoerFout: if the facts of the example cannot be used.
    """
    stand = stand_of(kennis, voorbeeld, lezing)
    invoer = read_facts(kennis, voorbeeld.feiten)
    motor = compile_index(stand)
    return {deel: motor.decide(invoer.part(deel)) for deel in invoer.delen}


def whole(bevindingen: dict[str, Bevinding]) -> Uitkomst:
    """Return the worst of the parts."""
    slechtst = min((b.slechtst for b in bevindingen.values()), key=lambda u: u.rang)
    best = min((b.best for b in bevindingen.values()), key=lambda u: u.rang)
    return of_range(slechtst, best)
