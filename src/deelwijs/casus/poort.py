# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The third lock: whether this person may read this, asked anew at the moment a field is opened.

Written apart from `visible_to` and from the policies of the database, so that a slip in one of the three opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from deelwijs.logboek.kring import kring
from deelwijs.partij.models import Medewerker

_KEY = """
    EXISTS (SELECT 1 FROM casus_toegang t JOIN partij_medewerker m ON m.id = t.medewerker_id
            WHERE t.casus_id = x.casus_id AND t.medewerker_id = %(ik)s AND t.partij_id = %(partij)s
              AND t.ingetrokken_op IS NULL AND m.is_active AND m.partij_id = %(partij)s)
"""
# Given to my partij, with its content, not withdrawn and not expired. The tables of a higher folder, by name only.
_GIVEN = """
    EXISTS (SELECT 1 FROM verstrekking_verstrekking v
            WHERE v.inbreng_id = {inbreng} AND v.ontvanger_id = %(partij)s AND v.niveau = 'wat'
              AND v.ingetrokken_op IS NULL AND (v.vervalt_op IS NULL OR v.vervalt_op > now()))
"""
_INBRENG = f"""
    SELECT x.id FROM casus_inbreng x
    WHERE x.id = ANY(%(rijen)s) AND {_KEY} AND (x.partij_id = %(partij)s OR {_GIVEN.format(inbreng="x.id")})
"""
_BIJLAGE = f"""
    SELECT x.id FROM casus_bijlage x JOIN casus_inbreng i ON i.id = x.inbreng_id
    WHERE x.id = ANY(%(rijen)s) AND {_KEY} AND (i.partij_id = %(partij)s OR {_GIVEN.format(inbreng="i.id")})
"""


class Dicht(PermissionError):
    """The gate stays closed. Says nothing about what is behind it."""


def inbreng_open(door: Medewerker, rijen: Iterable[UUID]) -> set[UUID]:
    """Return which of these inbreng this person may read now.

    :raises Dicht: when it is not this person who acts.
    """
    return _ask(_INBRENG, door, rijen)


def bijlagen_open(door: Medewerker, rijen: Iterable[UUID]) -> set[UUID]:
    """Return which of these bijlagen this person may read now.

    :raises Dicht: when it is not this person who acts.
    """
    return _ask(_BIJLAGE, door, rijen)


def casus_open(door: Medewerker, casus: UUID) -> bool:
    """Whether this person has a part in this casus now; for what every participant may read."""
    sql = f"SELECT x.casus_id FROM (SELECT %(casus)s::uuid AS casus_id) x WHERE {_KEY}"
    with connection.cursor() as cursor:
        cursor.execute(sql, {"casus": casus, **_who(door)})
        return cursor.fetchone() is not None


def _ask(sql: str, door: Medewerker, rijen: Iterable[UUID]) -> set[UUID]:
    wanted = list(rijen)
    who = _who(door)
    if not wanted:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(sql, {"rijen": wanted, **who})
        return {row[0] for row in cursor.fetchall()}


def _who(door: Medewerker) -> dict[str, UUID]:
    actor = kring()
    if actor is None or actor.medewerker != door.pk or actor.partij != door.partij_id:
        raise Dicht("Somebody else acts.")
    return {"ik": door.pk, "partij": door.partij_id}
