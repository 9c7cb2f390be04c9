# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Help to choose a type: a few answers in, for each type whether it fits and why. Pure, and nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from deelwijs.overleg.typen import Antwoord, Deelname, Overlegtype

PLEKKEN = {
    "opvang": "op de kinderopvang, nog niet op school",
    "po": "op de basisschool, ook speciaal onderwijs",
    "vo": "op de middelbare school, ook speciaal onderwijs of praktijkonderwijs",
    "mbo": "op het mbo",
    "thuis": "thuis: de jongere gaat niet of bijna niet naar school",
    "uitstroom": "bijna van school af, op weg naar werk, een opleiding of dagbesteding",
}
AANLEIDINGEN = {
    "meedenken": "Ik wil eerst advies, zonder naam",
    "ondersteuning": "De jongere heeft op school of de opvang meer nodig",
    "hulp": "De jongere of het gezin heeft misschien hulp nodig",
    "besluit": "Er is een besluit nodig over extra ondersteuning of een andere plek",
    "verzuim": "De jongere zit thuis of dreigt thuis te zitten",
    "uitval": "De jongere dreigt te stoppen met de opleiding",
    "overgang": "De jongere stapt over, naar school, werk of dagbesteding",
}
NODIG = {
    "gemeente_jeugd": "de gemeente, voor jeugdhulp",
    "gemeente_leerplicht": "leerplicht",
    "gemeente_rmc": "het doorstroompunt",
    "gemeente_werk_inkomen": "werk en inkomen",
    "jeugdgezondheidszorg": "de jeugdarts of jeugdverpleegkundige",
    "samenwerkingsverband": "het samenwerkingsverband",
    "jeugdhulpaanbieder": "een jeugdhulpverlener",
}
AAN_TAFEL = {
    "ja": "Ja, zij horen aan tafel",
    "nee": "Nee, eerst alleen deskundigen",
}


class Past(StrEnum):
    JA = "ja"
    MISSCHIEN = "misschien"
    NEE = "nee"


@dataclass(frozen=True, slots=True)
class Vragen:
    """The answers given; "" and () are not answered, and then that question leaves nothing out."""

    plek: str = ""
    aanleiding: str = ""
    nodig: tuple[str, ...] = ()
    aan_tafel: str = ""

    @property
    def leeg(self) -> bool:
        return not (self.plek or self.aanleiding or self.nodig or self.aan_tafel)


@dataclass(frozen=True, slots=True)
class Advies:
    """What to think of one type. `te_kiezen`: the covenant version in force has it."""

    type: Overlegtype
    past: Past
    waarom: tuple[str, ...]
    waarom_niet: tuple[str, ...]
    te_kiezen: bool


def advise(typen: Mapping[str, Overlegtype], vragen: Vragen, te_kiezen: frozenset[str]) -> list[Advies]:
    """Return every type with its reasons, the best fitting first; a type for another place never fits."""
    uit = [_advise(o, vragen, o.slug in te_kiezen) for o in typen.values()]
    return sorted(uit, key=lambda a: (tuple(Past).index(a.past), not a.te_kiezen, len(a.waarom_niet), a.type.naam))


def _advise(o: Overlegtype, vragen: Vragen, te_kiezen: bool) -> Advies:
    voor: list[str] = []
    tegen: list[str] = []
    hard = False
    if vragen.plek:
        past = vragen.plek in o.kiezen.plekken
        hard = not past
        (voor if past else tegen).append(
            f"{'Dit overleg is er' if past else 'Dit overleg is er niet'} voor een jongere {PLEKKEN[vragen.plek]}."
        )
    if vragen.aanleiding:
        past = vragen.aanleiding in o.kiezen.aanleidingen
        wat = AANLEIDINGEN[vragen.aanleiding].lower() if vragen.aanleiding != "meedenken" else "advies zonder naam"
        (voor if past else tegen).append(f"Uw aanleiding past {'wel' if past else 'niet'}: {wat}.")
    for taak in vragen.nodig:
        _needs(o, taak, voor, tegen)
    if vragen.aan_tafel:
        _family(o, vragen.aan_tafel, voor, tegen)
    past_hoe = Past.NEE if hard or (tegen and not voor) else Past.MISSCHIEN if tegen else Past.JA
    return Advies(o, past_hoe, tuple(voor), tuple(tegen), te_kiezen)


def _needs(o: Overlegtype, taak: str, voor: list[str], tegen: list[str]) -> None:
    deelnemer, naam = o.deelnemer(taak), NODIG[taak]
    if deelnemer is None:
        tegen.append(f"Hier doet {naam} niet mee.")
    elif deelnemer.deelname is Deelname.MELDT_AAN:
        tegen.append(f"Hier meldt {naam} alleen aan en zit niet aan tafel.")
    else:
        erbij = "altijd" if deelnemer.deelname is Deelname.VAST else "als dat voor deze jongere nodig is"
        voor.append(f"Hier doet {naam} mee, {erbij}.")


def _family(o: Overlegtype, wens: str, voor: list[str], tegen: list[str]) -> None:
    antwoorden = {o.ouders.aanwezig.antwoord, o.jongere.aanwezig.antwoord}
    if Antwoord.JA in antwoorden:
        zin, erbij = "Jongere of ouders zitten aan tafel.", "ja"
    elif antwoorden == {Antwoord.NEE}:
        zin, erbij = "Jongere en ouders zitten niet aan tafel.", "nee"
    else:
        zin, erbij = "Of jongere en ouders aan tafel zitten, verschilt per keer.", wens
    (voor if erbij == wens else tegen).append(zin)
