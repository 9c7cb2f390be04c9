# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The commands of `deelwijs` that need the database: Django's commands, with one clear line when it is not there."""

import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

OPDRACHTEN = ("demo", "logboek")
ONBRUIKBAAR = 2


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; in the demo the database is started for it if need be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deelwijs.config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, execute_from_command_line
    from django.db import DatabaseError

    from deelwijs.config.postgres import GeenDatabase

    try:
        with _database():
            execute_from_command_line(["deelwijs", *argv])
    except SystemExit as einde:
        return einde.code if isinstance(einde.code, int) else int(einde.code is not None)
    except (GeenDatabase, ImproperlyConfigured, CommandError) as fault:
        return _complain(str(fault))
    except DatabaseError as fault:
        # Never the fault's own words: they may hold what stood in a row.
        kind = type(fault).__name__
        return _complain(
            f"De database doet niet mee ({kind}). Draait zij, en is manage.py migrate --database eigenaar gedaan?"
        )
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _database() -> AbstractContextManager[object]:
    if os.environ.get("DATABASE_URL") or os.environ.get("DEELWIJS_OMGEVING") == "productie":
        return nullcontext()
    from deelwijs.config.database import Server
    from deelwijs.config.plek import var

    return Server(var() / "postgres").in_use()


def _complain(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return ONBRUIKBAAR
