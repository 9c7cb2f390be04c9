# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Sealing: what is new goes into the tree, and a head over it is signed.

Many write at once and commit out of order, so a line can appear later than one with a higher volgnummer. Sealing
therefore first draws a line (`streep`): it reads the highest number given out so far, and waits for whoever was adding
then. A number is drawn after the table is locked for adding, so that below the streep nothing can come any more. Nobody
is kept waiting by this. Then all that is there is sealed, in order: a line below the streep without a leaf is a fake.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connections

from deelwijs.logboek.boom import Rand, leaf_hash, node_hash
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Blad, Knoop, Kop
from deelwijs.logboek.sleutel import Logsleutel, key_id, load
from deelwijs.logboek.vorm import VELDEN_1, head_bytes, line_bytes

VERZEGELAAR = Kring(rol="verzegelen")
STAP = 4  # of the heights above the leaves every fourth is stored
HOOGSTENS = 50_000  # lines below one head
PER_KEER = 5_000
_SLOT = 0x6C6F67626F656B  # of the advisory lock: one seals at a time


class NietVerzegeld(Exception):
    """Nothing was sealed; the message is one sentence for who runs the command."""


def periode_of(op: datetime) -> str:
    """Return the quarter of a moment, in UTC: "2026-K4"."""
    moment = op.astimezone(UTC)
    return f"{moment.year:04d}-K{(moment.month + 2) // 3}"


def stored_subtree(periode: str, hoogte: int, plek: int, *, using: str = "default") -> bytes:
    """Return the hash of a complete subtree: what is stored, or made from what is stored below it."""
    if hoogte % STAP:
        return node_hash(
            stored_subtree(periode, hoogte - 1, 2 * plek, using=using),
            stored_subtree(periode, hoogte - 1, 2 * plek + 1, using=using),
        )
    where = {"periode": periode, "plek": plek}
    knopen, bladen = Knoop.objects.using(using), Blad.objects.using(using)
    stored = knopen.filter(hoogte=hoogte, **where) if hoogte else bladen.filter(**where)
    found = stored.values_list("hash", flat=True).first()
    if found is None:
        raise NietVerzegeld("Er ontbreekt een stuk van de boom van het logboek. Draai: deelwijs logboek controle")
    return bytes(found)


def verzegel(*, op: datetime, wacht: float = 30.0, using: str = "default") -> list[Kop]:
    """Seal every line that is there now; return the heads made: none when nothing is new.

    :raises NietVerzegeld: somebody kept adding for longer than `wacht` seconds, or the tree does not fit its last head.
    :raises GeenSleutel: there is no key to sign with.
    """
    sleutel = load()
    koppen: list[Kop] = []
    while True:
        with in_kring(VERZEGELAAR, using=using):
            kop = _seal(sleutel, op, wacht, using)
        if kop is None:
            return koppen
        koppen.append(kop)


def hold_sealing(using: str = "default") -> None:
    """Wait for whoever seals now, and let nobody else seal until the end of this transaction."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SLOT])


def _seal(sleutel: Logsleutel, op: datetime, wacht: float, using: str) -> Kop | None:
    hold_sealing(using)
    streep = _streep(wacht, using)
    last = Kop.objects.using(using).order_by("-tot").first()
    # A clock that runs back must not open a quarter that was closed.
    periode = max(periode_of(op), last.periode if last else "")
    rand = _edge(last, periode, using)
    sealed, highest = 0, last.tot if last else 0
    while sealed < HOOGSTENS and (lines := _lines(highest, streep, using)):
        _store(periode, rand, lines, using)
        sealed, highest = sealed + len(lines), lines[-1][1]
    if not sealed:
        return None
    kop = Kop(
        periode=periode,
        grootte=rand.grootte,
        wortel=rand.root().hex(),
        tot=highest if sealed >= HOOGSTENS else streep,
        op=op,
        vorige=sha256(head_bytes(vars(last))).hexdigest() if last else "",
        sleutel=key_id(sleutel.publiek),
        publiek=sleutel.publiek,
    )
    signed = head_bytes(vars(kop))
    kop.pk = UUID(sha256(signed).hexdigest()[:32])  # so that no column of a head is free to change
    kop.handtekening = sleutel.sign(signed)
    kop.save(force_insert=True, using=using)
    return kop


def _edge(last: Kop | None, periode: str, using: str) -> Rand:
    if last is None or last.periode != periode:
        return Rand()
    rand = Rand.of(last.grootte, lambda hoogte, plek: stored_subtree(periode, hoogte, plek, using=using))
    if rand.root().hex() != last.wortel:
        raise NietVerzegeld(
            "Het logboek past niet bij zijn laatste kop, dus er is niets verzegeld. Draai: deelwijs logboek controle"
        )
    return rand


def _streep(wacht: float, using: str) -> int:
    """Return the highest volgnummer given out, once everybody who was adding when it was read is done."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM logboek_regel_volgnummer_seq")
        (streep,) = cursor.fetchone()
        busy = _writers(cursor)
        until = time.monotonic() + wacht
        while busy:
            if time.monotonic() > until:
                raise NietVerzegeld(
                    f"Er is niets verzegeld: een handeling is na {wacht:.0f} seconden nog bezig. Probeer het zo weer."
                )
            time.sleep(0.02)
            busy &= _writers(cursor)
    return int(streep)


def _writers(cursor: Any) -> set[str]:
    # Who adds holds this lock until the end of the transaction. Prepared transactions have no pid.
    cursor.execute(
        "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock' AND granted"
        " AND relation = 'logboek_regel'::regclass AND pid IS DISTINCT FROM pg_backend_pid()"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    return {holder for (holder,) in cursor.fetchall()}


_LINES = (
    f"SELECT {', '.join(VELDEN_1)} FROM logboek_regel"  # noqa: S608 our own names
    " WHERE volgnummer > %s AND volgnummer <= %s ORDER BY volgnummer LIMIT %s"
)


def _lines(begin: int, end: int, using: str) -> list[tuple[Any, ...]]:
    with connections[using].cursor() as cursor:
        cursor.execute(_LINES, [begin, end, PER_KEER])
        return list(cursor.fetchall())


def _store(periode: str, rand: Rand, lines: list[tuple[Any, ...]], using: str) -> None:
    leaves, nodes = [], []
    for line in lines:
        for hoogte, plek, hashed in rand.append(leaf_hash(line_bytes(line))):
            if hoogte == 0:
                leaves.append((line[1], plek, hashed))
            elif hoogte % STAP == 0:
                nodes.append((hoogte, plek, hashed))
    with connections[using].cursor() as cursor:
        cursor.execute(
            "INSERT INTO logboek_blad (periode, regel, plek, hash)"
            " SELECT %s, * FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[])",
            [periode, *map(list, zip(*leaves, strict=True))],
        )
        if nodes:
            cursor.execute(
                "INSERT INTO logboek_knoop (periode, hoogte, plek, hash)"
                " SELECT %s, * FROM unnest(%s::smallint[], %s::bigint[], %s::bytea[])",
                [periode, *map(list, zip(*nodes, strict=True))],
            )
