# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The answers of the command line as plain Dutch text, made from the same data as the JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import Any

from deelwijs.toets.model import Feit, Kennis, Voorbeeld
from deelwijs.toets.uitleg import label

BREEDTE = 100
KLOPT = {"ja": "ja", "nee": "nee", "onbekend": "nog niet bekend"}
WANNEER = {"vooraf": "vooraf", "achteraf": "achteraf"}


def render(kennis: Kennis, oordeel: Mapping[str, Any], kop: str = "") -> str:
    """Return an oordeel (as `Oordeel.as_dict()` gives it) as text for a professional."""
    return "\n".join(_oordeel(kennis, oordeel, kop))


def _oordeel(kennis: Kennis, oordeel: Mapping[str, Any], kop: str) -> Iterator[str]:
    if kop:
        yield f"{kop}\n{'=' * len(kop)}"
    yield _outcome(kennis, oordeel).upper()
    yield _para(kennis.zinnen["uitkomsten"][oordeel["uitkomst"]]["professional"], 0)
    delen = oordeel["per_categorie"]
    for naam, deel in delen.items():
        feit = kennis.feiten["categorie"]
        if naam in feit.antwoorden:
            titel = f"{feit.antwoorden[naam][:1].upper()}{feit.antwoorden[naam][1:]}: {_outcome(kennis, deel).lower()}"
            yield f"\n{titel}\n{'-' * min(len(titel), BREEDTE)}"
        yield from _part(kennis, deel)
    yield from _questions(kennis, oordeel["vragen"])
    yield from _readings(kennis, oordeel["lezingen"])
    bewijs = oordeel["bewijs"]
    yield f"\nPeildatum {bewijs['peildatum']}, lezing {bewijs['lezing']}, kennis {bewijs['kennis'][:12]}."
    if bewijs["scenarios"]:
        yield f"Let op: gerekend met wetsvoorstel {', '.join(bewijs['scenarios'])}. Dat is nog geen wet."
    yield "De toets geeft raad. Een mens beslist.\n"


def _part(kennis: Kennis, deel: Mapping[str, Any]) -> Iterator[str]:
    for nummer, stap in enumerate(deel["stappen"], start=1):
        yield f"\n{nummer}. {kennis.zinnen['stappen'][stap['stap']]['titel']}"
        yield _para(stap["uitleg"])
        for regel in stap["regels"]:
            if regel["klopt"] == "ja":
                yield from _rule(regel)
    for regel in deel["opmerkingen"]:
        yield from _rule(regel)
    if deel["voorwaarden"]:
        yield "\nDit moet u nog doen:"
        for eis in deel["voorwaarden"]:
            soms = "" if eis["open"] == "ja" else " (als dat nog niet gebeurd is)"
            yield _item("[ ]", f"{eis['plicht']}{soms} ({eis['wanneer']}, {eis['wie']}; {'; '.join(eis['bronnen'])})")
    if deel["vast"]:
        yield "\nDit geldt altijd:"
        for eis in deel["vast"]:
            yield _item("-", f"{eis['plicht']} ({eis['wanneer']}, {eis['wie']})")
    if deel["waarom_niet"]:
        yield "\nWat in de weg staat:"
        yield from (_item("-", reden) for reden in deel["waarom_niet"])
    if deel["wat_zou_helpen"]:
        yield "\nWat zou helpen:"
        for uitweg in deel["wat_zou_helpen"]:
            stappen = " En: ".join(uitweg["stappen"])
            yield _item("-", f"{stappen} Dan: {_outcome(kennis, {'uitkomst': uitweg['wordt']}).lower()}.")


def _rule(regel: Mapping[str, Any]) -> Iterator[str]:
    yield _item("-", f"{regel['titel']}. {regel['tekst']}")
    bronnen = "; ".join(regel["bronnen"])
    yield _para(f"{bronnen} [{regel['id']}]", 5)


def _questions(kennis: Kennis, vragen: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not vragen:
        return
    yield "\nDeze vragen tellen nog mee, de belangrijkste eerst:"
    for vraag in vragen:
        yield _item("?", f"{vraag['vraag']} [{vraag['feit']}]")
        feit = kennis.feiten[vraag["feit"]]
        if feit.soort in ("keuze", "meerkeuze"):
            yield from (_item(".", f"{naam}: {woorden}", 5) for naam, woorden in feit.antwoorden.items())


def _readings(kennis: Kennis, lezingen: Mapping[str, str]) -> Iterator[str]:
    if len(set(lezingen.values())) < 2:
        return
    yield "\nBronnen en juristen zijn het hier niet eens:"
    for lezing, uitkomst in lezingen.items():
        yield _item("-", f"{lezing} gelezen: {_outcome(kennis, {'uitkomst': uitkomst}).lower()}")


def _outcome(kennis: Kennis, deel: Mapping[str, Any]) -> str:
    return str(kennis.zinnen["uitkomsten"][deel["uitkomst"]]["kort"])


def _para(zin: str, inspringen: int = 3) -> str:
    marge = " " * inspringen
    return fill(zin, BREEDTE, initial_indent=marge, subsequent_indent=marge)


def _item(teken: str, zin: str, inspringen: int = 3) -> str:
    begin = f"{' ' * inspringen}{teken} "
    return fill(zin, BREEDTE, initial_indent=begin, subsequent_indent=" " * len(begin))


# -- facts


def facts(kennis: Kennis) -> list[dict[str, Any]]:
    """Return every fact as plain data: part of the contract of the command line and the API."""
    return [
        {
            "feit": feit.naam,
            "soort": feit.soort,
            "antwoorden": list(feit.antwoorden),
            "min": feit.min,
            "max": feit.max,
            "vraag": feit.vraag["professional"],
            "wie": feit.wie,
            "aard": feit.aard,
            "uitleg": feit.uitleg,
            "omschrijvingen": dict(feit.antwoorden),
        }
        for feit in kennis.feiten.values()
    ]


def render_facts(kennis: Kennis) -> str:
    """Return all facts as text."""
    regels = []
    for feit in kennis.feiten.values():
        regels.append(f"{feit.naam}: {feit.vraag['professional']} (weet: {feit.wie})")
        if feit.soort in ("keuze", "meerkeuze"):
            soms = " (meer mag)" if feit.soort == "meerkeuze" else ""
            regels += [_item("-", f"{naam}: {woorden}") for naam, woorden in feit.antwoorden.items()]
            regels[-len(feit.antwoorden) - 1] += soms
        else:
            regels.append(_item("-", answers(feit)))
    return "\n".join(regels)


def answers(feit: Feit) -> str:
    """Return in words what may be answered where it is not a list."""
    if feit.soort == "getal":
        return f"een heel getal van {feit.min} tot en met {feit.max}"
    return "een datum (jjjj-mm-dd)" if feit.soort == "datum" else "ja of nee"


# -- examples


def render_failure(voorbeeld: Voorbeeld, fouten: Sequence[str]) -> str:
    """Return one block about an example that does not come out as it says."""
    kop = f"{voorbeeld.bestand}:{voorbeeld.lijn}: {voorbeeld.id}: {voorbeeld.titel}"
    return "\n".join([kop, *(f"    {fout}" for fout in fouten), ""])


def in_words(kennis: Kennis, feit: str, cellen: Sequence[str]) -> str:
    """Return answers of one fact in words."""
    return ", ".join(label(kennis, feit, cel) for cel in cellen)
