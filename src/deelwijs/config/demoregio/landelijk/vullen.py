# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Fill an empty database with a country: block after block, to be gone on with after a stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime

from django.apps import apps
from django.utils.timezone import localdate

from deelwijs.casus.sleutels import bestaat, nieuwe_sleutels
from deelwijs.config.demoregio.landelijk import lading
from deelwijs.config.demoregio.landelijk.gevallen import Land, make_block
from deelwijs.config.demoregio.landelijk.partijen import case_id, make_country, read_country, regions_for
from deelwijs.config.demoregio.landelijk.vormen import make_shapes
from deelwijs.partij.models import Partij

BLOK = 1000  # cases in one transaction
Zeg = Callable[[str], None]


class NietVullen(Exception):
    """This database is not to be filled; the message says why and what now, in Dutch."""


def fill_country(jongeren: int, zeg: Zeg) -> None:
    """Fill the database with this many cases and everything around them; goes on where an earlier filling stopped.

    Needs tables that are up to date. Memory stays the same however many there are.
    :raises NietVullen: the database holds something else, or a filling of another size.
    """
    tables = [
        model._meta.db_table for app in ("casus", "verstrekking") for model in apps.get_app_config(app).get_models()
    ]
    tables.append("logboek_regel")
    with lading.owner() as db:
        if lading.read(db) is None:
            if Partij.objects.exists():
                raise NietVullen(
                    "Deze database is niet leeg, en alleen een lege wordt gevuld. Zet DEELWIJS_VAR op een nieuwe "
                    "map en probeer het opnieuw."
                )
            lading.begin(db, jongeren, datetime.now(UTC).timestamp())
        stand = lading.read(db)
        assert stand is not None  # noqa: S101 - it is there now
        if stand.jongeren != jongeren:
            raise NietVullen(
                f"Deze database wordt al gevuld met {stand.jongeren} jongeren. Ga daarmee door met "
                f"--jongeren {stand.jongeren}."
            )
        if stand.af:
            zeg("Deze database is al helemaal gevuld.")
            return
        if stand.klaar == lading.AANGEKONDIGD:
            zeg(f"Partijen en medewerkers maken, in {regions_for(jongeren) + 1} regio's.")
            if not Partij.objects.exists():
                make_country(jongeren, localdate(datetime.fromtimestamp(stand.begonnen_op, UTC)))
            lading.take_away(db, tables)
        _blocks(db, stand, zeg)
        _put_back(db, zeg)
        zeg("Tellen voor het plannen van vragen.")
        lading.finish(db, tables)


def _blocks(db: lading.Verbinding, stand: lading.Stand, zeg: Zeg) -> None:
    vandaag = localdate(datetime.fromtimestamp(stand.begonnen_op, UTC))
    land = Land(read_country(vandaag), make_shapes(vandaag), stand.begonnen_op)
    begun, first = time.monotonic(), max(0, stand.klaar)
    blocks = -(-stand.jongeren // BLOK)
    # While the database takes in one block, the next is made.
    with ThreadPoolExecutor(max_workers=1) as taker:
        underway: Future[None] | None = None
        for block in range(first, blocks):
            numbers = range(block * BLOK, min((block + 1) * BLOK, stand.jongeren))
            # Keys first, all of a block or none. Who was killed after this finds them and goes on.
            if not bestaat(case_id(numbers[0])):
                nieuwe_sleutels(map(case_id, numbers))
            rows = list(make_block(land, numbers))
            if underway:
                underway.result()
            underway = taker.submit(lading.copy_block, db, block + 1, rows)
            if (block + 1) % 10 == 0:
                pace = (block + 1 - first) / (time.monotonic() - begun)
                left = (blocks - block - 1) / pace
                zeg(f"{numbers[-1] + 1} van {stand.jongeren} jongeren, nog {left / 60:.1f} minuten.")
        if underway:
            underway.result()


def _put_back(db: lading.Verbinding, zeg: Zeg) -> None:
    for left in lading.put_back(db):
        if left % 20 == 0:
            zeg(f"Indexen en sleutels terugzetten: nog {left} stappen.")
