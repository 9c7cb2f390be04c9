# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""`deelwijs logboek …`, also `manage.py logboek …`. Exit codes: 0 good, 1 tampered with, 2 cannot be used like this."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from deelwijs.logboek.actions import log
from deelwijs.logboek.controle import GETOOND, Rapport, controleer
from deelwijs.logboek.koppen import Hoofd, KoppenFout, read_heads
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Kop, Regel
from deelwijs.logboek.sleutel import GeenSleutel, load
from deelwijs.logboek.uitvoer import ldv
from deelwijs.logboek.zegel import VERZEGELAAR, NietVerzegeld, verzegel

GROOTST = 64 * 1024 * 1024  # bytes of a file of heads
ONBRUIKBAAR = 2


class _Parser(CommandParser):
    def error(self, message: str) -> NoReturn:
        raise CommandError(f"Zo kan deze opdracht niet ({message}). Uitleg: deelwijs logboek --help", returncode=2)


class Command(BaseCommand):
    help = "Het logboek controleren, verzegelen en uitvoeren."
    requires_system_checks: list[str] = []
    suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
        "--skip-checks",
    }  # fmt: skip

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return the parser; its complaints are ours."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.__class__ = _Parser
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        delen = parser.add_subparsers(dest="deel", metavar="DEEL", required=True, parser_class=_Parser)
        controle = delen.add_parser("controle", help="zoek wat gewijzigd, verwijderd, ingevoegd of verplaatst is")
        controle.add_argument(
            "--koppen",
            metavar="BESTAND",
            help="koppen die een partij heeft bewaard, een per regel; - is standaardinvoer",
        )
        controle.add_argument("--json", action="store_true", help="schrijf JSON voor andere programma's")
        delen.add_parser("verzegel", help="verzegel wat nieuw is en teken een kop")
        delen.add_parser("koppen", help="toon alle koppen, om elders te bewaren")
        export = delen.add_parser("export", help="schrijf de regels van een partij")
        export.add_argument("--partij", required=True, metavar="UUID", help="de partij")
        export.add_argument(
            "--vorm", required=True, choices=["ldv"], help="ldv: Logboek Dataverwerkingen, JSON per regel"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one of the four.

        :raises CommandError: one sentence, with the exit code.
        """
        try:
            getattr(self, f"_{options['deel']}")(options)
        except (GeenSleutel, NietVerzegeld, KoppenFout) as fault:
            raise CommandError(str(fault), returncode=ONBRUIKBAAR) from fault

    def _verzegel(self, options: dict[str, Any]) -> None:
        koppen = verzegel(op=now())
        for kop in koppen:
            self.stdout.write(Hoofd.of(kop).as_json())
        if not koppen:
            self.stderr.write("Er is niets nieuws om te verzegelen.")

    def _koppen(self, options: dict[str, Any]) -> None:
        with in_kring(VERZEGELAAR):
            for kop in Kop.objects.order_by("tot").iterator():
                self.stdout.write(Hoofd.of(kop).as_json())

    def _controle(self, options: dict[str, Any]) -> None:
        bewaard = read_heads(_text(options["koppen"])) if options["koppen"] else []
        rapport = controleer(load().vertrouwd, bewaard)
        self.stdout.write(_json(rapport) if options["json"] else _words(rapport, len(bewaard)))
        if not rapport.goed:
            self.stdout.flush()
            sys.exit(1)

    def _export(self, options: dict[str, Any]) -> None:
        try:
            partij = UUID(options["partij"])
        except ValueError:
            raise CommandError("--partij is geen uuid.", returncode=ONBRUIKBAAR) from None
        with in_kring(Kring(partij=partij, rol="systeem verzegelen")):
            log("logboek_uitgevoerd", op=now(), onderwerp=("partij", partij))
            regels = Regel.objects.of_party(partij).order_by("op", "kenmerk")
            for regel in regels.iterator(chunk_size=2000):
                self.stdout.write(json.dumps(ldv(regel), ensure_ascii=True))


def _text(name: str) -> str:
    try:
        with sys.stdin.buffer if name == "-" else Path(name).open("rb") as file:
            data = file.read(GROOTST + 1)
        if len(data) > GROOTST:
            raise KoppenFout("Het bestand met koppen is te groot.")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise KoppenFout("Het bestand met koppen is geen tekst in UTF-8.") from fault
    except (OSError, ValueError) as fault:
        if isinstance(fault, KoppenFout):
            raise
        raise KoppenFout("Het bestand met koppen is niet te lezen. Klopt het pad?") from fault


def _json(rapport: Rapport) -> str:
    return json.dumps(
        {
            "goed": rapport.goed,
            "regels": rapport.regels,
            "koppen": rapport.koppen,
            "open": rapport.open,
            "aantal": {str(soort): aantal for soort, aantal in rapport.aantal.items()},
            "bevindingen": [
                {"soort": b.soort, "tekst": b.tekst, "periode": b.periode, "plek": b.plek, "kenmerk": b.kenmerk or None}
                for b in rapport.bevindingen
            ],
        },
        ensure_ascii=False,
        indent=2,
    )


def _words(rapport: Rapport, bewaard: int) -> str:
    lines = [bevinding.tekst for bevinding in rapport.bevindingen]
    if (more := sum(rapport.aantal.values()) - len(lines)) > 0:
        lines.append(f"En nog {more} bevindingen (er worden er {GETOOND} getoond).")
    lines.append(
        f"{rapport.regels} verzegelde regels, {rapport.koppen} koppen, {rapport.open} regels wachten op verzegelen."
    )
    if not rapport.goed:
        lines.append("Het logboek is NIET in orde. Bewaar de database zoals zij nu is en waarschuw de FG.")
    elif bewaard:
        lines.append(f"Het logboek is in orde, ook naast de {bewaard} bewaarde koppen.")
    else:
        lines.append(
            "Het logboek is in orde. Controleer ook met --koppen: alleen dan valt herschrijven met de sleutel op."
        )
    return "\n".join(lines)
