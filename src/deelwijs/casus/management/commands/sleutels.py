# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The keyring by hand: `manage.py sleutels maak | controle | wissel | kopie`."""

from base64 import b64decode
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from deelwijs.casus import sleutelbos
from deelwijs.casus.sleutelbos import CASUS, PARTIJ
from deelwijs.casus.tijdvak import SleutelbosFout


class Command(BaseCommand):
    help = "De sleutelbos: maken, nakijken, een nieuwe hoofdsleutel geven, een kopie maken."
    requires_system_checks = []  # also when something else is wrong the keyring must be reachable

    def add_arguments(self, parser: CommandParser) -> None:
        wat = parser.add_subparsers(dest="wat", required=True)
        wat.add_parser("maak", help="maak bij een nieuwe installatie een lege sleutelbos")
        wat.add_parser("controle", help="open elke sleutel, en maak af wat is blijven liggen")
        wissel = wat.add_parser("wissel", help="geef de sleutelbos een nieuwe hoofdsleutel; leg eerst Deelwijs stil")
        wissel.add_argument("bestand", type=Path, help="het bestand met de nieuwe hoofdsleutel: 32 bytes in base64")
        kopie = wat.add_parser("kopie", help="maak een kopie van de sleutelbos; kopieën ouder dan 7 dagen gaan weg")
        kopie.add_argument("map", type=Path, help="een map op een andere plek dan de kopieën van de database")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(getattr(self, options["wat"])(options))
        except (SleutelbosFout, OSError) as fault:
            raise CommandError(str(fault)) from fault

    def maak(self, options: dict[str, Any]) -> str:
        sleutelbos.maak(Path(settings.DEELWIJS_SLEUTELMAP))
        return f"De sleutelbos staat in {settings.DEELWIJS_SLEUTELMAP}."

    def controle(self, options: dict[str, Any]) -> str:
        bos = sleutelbos.open_bos()
        bos.maak_af()
        aantal = bos.controle()
        return f"Alle sleutels openen: {aantal[CASUS]} van casussen, {aantal[PARTIJ]} van partijen."

    def wissel(self, options: dict[str, Any]) -> str:
        try:
            nieuw = b64decode(options["bestand"].read_text(encoding="ascii").strip(), validate=True)
        except ValueError:
            nieuw = b""
        if len(nieuw) != 32 or len(set(nieuw)) < 16:
            raise CommandError(
                f"In {options['bestand']} staat geen hoofdsleutel: neem 32 willekeurige bytes, in base64."
            )
        bos = sleutelbos.open_bos()
        bos.maak_af()
        bos.wissel(altijd=True, nieuwe_hoofdsleutel=nieuw)
        bos.ruim_op()
        return "De sleutelbos heeft een nieuwe hoofdsleutel. Zet die in DEELWIJS_HOOFDSLEUTEL en start Deelwijs weer."

    def kopie(self, options: dict[str, Any]) -> str:
        bos = sleutelbos.open_bos()
        bos.maak_af()
        return f"De kopie staat in {bos.kopieer(options['map'])}."
