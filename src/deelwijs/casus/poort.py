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

# One's key to a casus: for the party one works for now, and for one task.
_KEY = """
    JOIN casus_toegang t ON t.casus_id = x.casus_id AND t.medewerker_id = %(ik)s AND t.partij_id = %(partij)s
        AND t.ingetrokken_op IS NULL
    JOIN partij_medewerker m ON m.id = t.medewerker_id AND m.is_active AND m.partij_id = %(partij)s
"""
# My own party's, for my task; or given to it for that task with its content, not withdrawn and not expired, and for the
# phase that the casus is in now: another phase asks its provider anew.
# The tables of a higher folder, by name only.
_MINE = """
    (i.partij_id = %(partij)s AND i.taak = t.taak
     OR EXISTS (SELECT 1 FROM verstrekking_verstrekking v JOIN casus_casus c ON c.id = v.casus_id AND c.fase = v.fase
                WHERE v.inbreng_id = i.id AND v.ontvanger_id = %(partij)s AND v.ontvanger_taak = t.taak
                  AND v.niveau = 'wat' AND v.ingetrokken_op IS NULL AND (v.vervalt_op IS NULL OR v.vervalt_op > now())))
"""
_INBRENG = f"""
    SELECT x.id FROM casus_inbreng x JOIN casus_inbreng i ON i.id = x.id {_KEY} WHERE x.id = ANY(%(rijen)s) AND {_MINE}
"""
_BIJLAGE = f"""
    SELECT x.id FROM casus_bijlage x JOIN casus_inbreng i ON i.id = x.inbreng_id AND i.casus_id = x.casus_id {_KEY}
    WHERE x.id = ANY(%(rijen)s) AND {_MINE}
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
    sql = f"SELECT x.casus_id FROM (SELECT %(casus)s::uuid AS casus_id) x {_KEY}"
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
