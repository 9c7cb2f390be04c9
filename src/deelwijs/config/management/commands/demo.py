# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""`deelwijs demo …`, also `manage.py demo …`. Exit codes: 0 filled, 1 not in this database, 2 not a usable command."""

from __future__ import annotations

import time
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from deelwijs.config.demoregio.landelijk.vullen import NietVullen, fill_country

MEESTE = 1_000_000


class _Parser(CommandParser):
    def error(self, message: str) -> NoReturn:
        raise CommandError(f"Zo kan deze opdracht niet ({message}). Uitleg: deelwijs demo --help", returncode=2)


class Command(BaseCommand):
    help = (
        "Vul een lege database met verzonnen casussen, om mee te meten. Zet DEELWIJS_VAR op een nieuwe map, dan blijft "
        "uw gewone demo zoals zij is. Is het vullen gestopt? Geef dezelfde opdracht nog eens: het gaat verder waar het "
        "was."
    )
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
        parser.add_argument(
            "--jongeren", type=_number, required=True, metavar="N", help=f"hoeveel: 1 tot en met {MEESTE}"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill the database of this environment.

        :raises CommandError: one sentence, with the exit code.
        """
        if not settings.DEMO:
            raise CommandError("Dit is een productieomgeving. Verzonnen casussen komen hier niet in.")
        begun = time.monotonic()

        def say(text: str) -> None:
            self.stdout.write(f"[{time.monotonic() - begun:6.0f} s] {text}")
            self.stdout.flush()

        try:
            call_command("migrate", database="eigenaar", verbosity=0)
            fill_country(options["jongeren"], say)
        except NietVullen as fault:
            raise CommandError(str(fault)) from fault
        except KeyboardInterrupt:
            raise CommandError("Gestopt. Geef dezelfde opdracht nog eens om verder te gaan.", returncode=130) from None
        say(f"Klaar: {options['jongeren']} jongeren.")


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= MEESTE:
        raise ArgumentTypeError(f"{text} is geen aantal van 1 tot en met {MEESTE}")
    return int(text)
