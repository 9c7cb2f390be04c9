# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The words of the command line: its flags, its help, and one clear Dutch line for a flag that is wrong."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from datetime import date
from typing import Any, NoReturn

from deelwijs.openbaar.zaak import read_day
from deelwijs.toets.model import Lezing

_DUTCH = (
    (r"the following arguments are required: (.*)", r"Er ontbreekt: \1."),
    (r"unrecognized arguments: (.*)", r"Onbekend: \1."),
    (r"argument (.*): invalid choice: (.*?) \(choose from (.*)\)", r"\2 kan niet bij \1. Kies uit \3."),
    (r"argument (.*): expected (?:one|at least one) argument", r"Bij \1 hoort een waarde."),
    (r"argument (.*): ignored explicit argument (.*)", r"Bij \1 hoort geen waarde (\2)."),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 is niet duidelijk. Bedoelt u \2?"),
    (r"argument (.*?): (.*)", r"\1: \2"),
)


class Gebruiksfout(Exception):
    """The command cannot be used like this; the message is one line."""


class _Format(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Iterable[argparse.Action], groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Gebruik: " if prefix is None else prefix)


class Ontleder(argparse.ArgumentParser):
    """argparse in Dutch, which raises instead of leaving the program."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Format, allow_abbrev=False, **kwargs)
        self._positionals.title = "Wat u opgeeft"
        self._optionals.title = "Keuzes"
        self.add_argument("-h", "--help", "--hulp", action="help", help="toon deze uitleg")

    def error(self, message: str) -> NoReturn:
        for english, dutch in _DUTCH:
            if re.fullmatch(english, message, re.DOTALL):
                message = re.sub(english, dutch, message, count=1, flags=re.DOTALL)
                break
        raise Gebruiksfout(f"{message} Uitleg: {self.prog} --help")


def _day(tekst: str) -> date:
    try:
        return read_day(tekst)
    except ValueError as fout:
        raise argparse.ArgumentTypeError(str(fout)) from None


def build() -> Ontleder:
    """Return the parser of all commands."""
    parser = Ontleder(
        prog="deelwijs",
        description="Mag dit gedeeld worden? De wet als gegevens, met uitleg.",
        epilog=(
            "Voor beheerders, met de database: deelwijs logboek (het logboek controleren, verzegelen en uitvoeren).\n"
            "Uitleg: deelwijs logboek --help"
        ),
    )
    commands = parser.add_subparsers(dest="opdracht", metavar="OPDRACHT", title="Opdrachten", required=True)

    toets = commands.add_parser(
        "toets",
        help="beoordeel een geval, of laat u de vragen stellen",
        description="Beoordeel een geval uit een bestand. Zonder bestand stelt het programma u de vragen.",
        epilog=(
            "Het bestand is YAML of JSON, één geval of een lijst van gevallen, zoals:\n"
            '  {"feiten": {"verstrekker": "school_vo", "leeftijd": 15}, "peildatum": "2024-03-01"}\n'
            "Een geval mag zelf peildatum, lezing en scenario noemen. Een keuze hierboven gaat vóór wat in het\n"
            "bestand staat. Staat er nergens een peildatum, dan geldt vandaag.\n"
            "Wat u niet weet, laat u weg: het programma zegt dan welke vraag nog telt.\n\n"
            "Afsluitcode: 0 er is een antwoord, 2 de invoer kan niet gebruikt worden."
        ),
    )
    toets.add_argument("bestand", nargs="?", metavar="BESTAND", help="één of meer gevallen; - is standaardinvoer")
    _moment(toets)
    _json(toets)

    feiten = commands.add_parser("feiten", help="toon alle feiten, met hun vraag en antwoorden")
    _json(feiten)

    voorbeelden = commands.add_parser(
        "voorbeelden",
        help="draai de meegeleverde voorbeelden",
        description="Draai de meegeleverde voorbeelden en vergelijk met wat eruit hoort te komen.",
        epilog="Afsluitcode: 0 alles klopt, 1 een voorbeeld klopt niet, 2 onbekend voorbeeld.",
    )
    voorbeelden.add_argument("ids", nargs="*", metavar="ID", help="alleen deze voorbeelden")
    _json(voorbeelden)

    kennis = commands.add_parser("kennis", help="controleer de regels zelf")
    acts = kennis.add_subparsers(dest="deel", metavar="DEEL", title="Delen", required=True)
    controle = acts.add_parser(
        "controle",
        help="zoek gaten, dode regels, tegenspraak en twijfelachtige bronnen",
        epilog="Afsluitcode: 0 geen gebreken, 1 wel. Een gat dat in kloven.yaml staat, is geen gebrek.",
    )
    controle.add_argument("--peildatum", type=_day, metavar="D", help="de dag (jjjj-mm-dd); anders vandaag")
    _json(controle)

    gevolg = commands.add_parser(
        "gevolg",
        help="vergelijk de uitkomsten voor en na een wetsvoorstel",
        epilog=(
            "De populatie is een CSV-bestand met een kolom per feit, of een lijst in YAML of JSON. Een leeg vak is:\n"
            "niet bekend. Meer categorieën in één vak scheidt u met een rechte streep: identiteit|verzuim."
        ),
    )
    gevolg.add_argument("--populatie", required=True, metavar="BESTAND", help="de gevallen; - is standaardinvoer")
    _moment(gevolg, verplicht=True)
    _json(gevolg)
    return parser


def _moment(parser: Ontleder, verplicht: bool = False) -> None:
    parser.add_argument("--peildatum", type=_day, metavar="D", help="de dag waarop het geval speelt (jjjj-mm-dd)")
    parser.add_argument(
        "--scenario",
        action="append",
        metavar="ID",
        required=verplicht,
        help="reken met dit wetsvoorstel; mag vaker",
    )
    lezingen = [str(lezing) for lezing in Lezing]
    parser.add_argument("--lezing", choices=lezingen, help="hoe verschillen tussen bronnen tellen; anders streng")


def _json(parser: Ontleder) -> None:
    parser.add_argument("--json", action="store_true", help="schrijf JSON voor andere programma's")
