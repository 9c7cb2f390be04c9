# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The answers of the command line as plain Dutch text, made from the same data as the JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill
from typing import Any

from deelwijs.toets.gevolg import Gevolg
from deelwijs.toets.model import Feit, Kennis, Voorbeeld

BREEDTE = 100


def render(kennis: Kennis, oordeel: Mapping[str, Any], kop: str = "") -> str:
    """Return an oordeel (as `Oordeel.as_dict()` gives it) as text for a professional."""
    return "\n".join(_oordeel(kennis, oordeel, kop))


def _oordeel(kennis: Kennis, oordeel: Mapping[str, Any], kop: str) -> Iterator[str]:
    if kop:
        yield f"{kop}\n{'=' * len(kop)}"
    yield _outcome(kennis, oordeel).upper()
    yield paragraph(kennis.zinnen["uitkomsten"][oordeel["uitkomst"]]["professional"], 0)
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
        yield paragraph(stap["uitleg"])
        for regel in stap["regels"]:
            if regel["klopt"] == "ja":
                yield from _rule(regel)
    for regel in deel["opmerkingen"]:
        yield from _rule(regel)
    yield from _demands(deel["voorwaarden"], "[ ]", "Dit moet nog gebeuren:", "Dit moet misschien nog gebeuren:")
    yield from _demands(deel["vast"], "-", "Dit geldt altijd:", "Dit geldt misschien ook:")
    if deel["waarom_niet"]:
        yield "\nWat in de weg staat:"
        yield from (_item("-", reden) for reden in deel["waarom_niet"])
    if deel["wat_zou_helpen"]:
        yield "\nWat zou helpen:"
        for uitweg in deel["wat_zou_helpen"]:
            stappen = " En: ".join(uitweg["stappen"])
            yield _item("-", f"{stappen} Dan: {_outcome(kennis, {'uitkomst': uitweg['wordt']}).lower()}.")


def _demands(eisen: Sequence[Mapping[str, Any]], teken: str, zeker: str, misschien: str) -> Iterator[str]:
    for kop, open_ in ((zeker, "ja"), (misschien, "onbekend")):
        hier = [eis for eis in eisen if eis["open"] == open_]
        if hier:
            yield f"\n{kop}"
        for eis in hier:
            yield _item(teken, f"{eis['plicht']} ({eis['wanneer']}, {eis['wie']})")
            yield paragraph(f"{'; '.join(eis['bronnen'])} [{eis['regel']}]", 4 + len(teken))


def _rule(regel: Mapping[str, Any]) -> Iterator[str]:
    yield _item("-", f"{regel['titel']}. {regel['tekst']}")
    bronnen = "; ".join(regel["bronnen"])
    yield paragraph(f"{bronnen} [{regel['id']}]", 5)


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


def paragraph(zin: str, inspringen: int = 3) -> str:
    """Return a sentence folded and indented."""
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


# -- the impact of a bill


def render_impact(kennis: Kennis, vergelijking: Gevolg) -> str:
    """Return the table of what a bill changes."""
    scenarios = ", ".join(kennis.scenarios[naam].titel for naam in vergelijking.scenarios)
    uit = [
        f"Gevolg van: {scenarios}",
        f"Peildatum {vergelijking.peildatum.isoformat()}, lezing {vergelijking.lezing}.",
        f"{vergelijking.veranderd} van {vergelijking.aantal} gevallen krijgen een andere uitkomst.",
        "",
    ]
    gegevens = vergelijking.as_dict()
    uit += _transitions("Alle gevallen", gegevens["overgangen"])
    for naam, rijen in gegevens["per_categorie"].items():
        if any(rij["voor"] != rij["na"] for rij in rijen):
            uit += _transitions(kennis.feiten["categorie"].antwoorden.get(naam, naam), rijen)
    if gegevens["regels"]:
        uit.append("Regels die het verschil maken")
        uit += [f"  {rij['aantal']:>9}  {rij['id']}" for rij in gegevens["regels"]]
    return "\n".join(uit).rstrip()


def _transitions(kop: str, rijen: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield kop
    for rij in rijen:
        verandert = "" if rij["voor"] == rij["na"] else "  verandert"
        yield f"  {rij['aantal']:>9}  {rij['voor']:<30} {rij['na']:<30}{verandert}".rstrip()
    yield ""
