# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Make the demo's database ready: its tables, and in an empty one the invented region with its cases.

The region and the first case stand there before the server answers; the others follow while somebody logs in (rest.py).
Each case is there whole or not at all, and what was not finished is finished at the next start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from django.utils.timezone import localdate, now

from deelwijs.casus.eenmalig import vaste_id
from deelwijs.config.demoregio.regio import Regio, document, make_region, read_region
from deelwijs.convenant.models import Convenant
from deelwijs.partij.models import Partij


def ready() -> None:
    """Bring the tables up to date and fill what is empty. Leaves no connection open, so that workers may fork."""
    call_command("migrate", database="eigenaar", verbosity=0)
    if not Partij.objects.exists():
        op = now()
        play(make_region(localdate(op)), op, at_most=1)
    connections.close_all()


def fill(op: datetime) -> list[str]:
    """Make the region and all its cases, as if the last months had happened; `op` is the present.

    Return where the toets answered otherwise than a story says.
    """
    return play(make_region(localdate(op)), op)


def finish() -> None:
    """Play what is missing in the demo's database; nothing happens in a database that holds something else."""
    if is_ours():
        play(read_region(), now())


def is_ours() -> bool:
    """Whether this database holds the invented region, and no country to measure with."""
    if not Convenant.objects.filter(regio=document()["regio"]).exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'landelijk'")
        return cursor.fetchone() is None


def play(regio: Regio, op: datetime, at_most: int | None = None) -> list[str]:
    """Play the stories that are not in the database yet; return where the toets answered otherwise than they say."""
    from deelwijs.config.demoregio.casussen import answers
    from deelwijs.config.demoregio.spelen import Spel

    anders = []
    for verhaal in list(missing(regio))[:at_most]:
        spel = Spel(regio, verhaal, op, answers())
        spel.speel()
        anders += [f"{verhaal['id']}: {wat}" for wat in spel.anders]
    return anders


def missing(regio: Regio) -> Iterator[Mapping[str, Any]]:
    """Give the stories whose case does not exist."""
    from deelwijs.config.demoregio.casussen import stories
    from deelwijs.config.demoregio.spelen import token

    for verhaal in stories(regio):
        pk = vaste_id(regio.mensen[verhaal["door"]], "casus", token(verhaal))
        with connection.cursor() as cursor:
            cursor.execute("SELECT casus_bestaat(%s)", [pk])
            if not cursor.fetchone()[0]:
                yield verhaal
