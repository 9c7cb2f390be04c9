# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Getting many rows into the database fast, and going on where it stopped.

While it lasts the large tables have no indexes, no keys, no guards on single rows, and no walls for their owner (COPY
refuses a table whose walls bind who copies). What was taken away stands in a schema of its own; who starts again
finds it there, and the last step puts back whatever stands in it. The walls for the program's role stay up always.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connections
from psycopg import sql

Verbinding = psycopg.Connection[tuple[Any, ...]]
# PostgreSQL's own defaults are careful; this is one bulk load that can be done again.
SNEL = ("SET synchronous_commit = off", "SET maintenance_work_mem = '512MB'", "SET work_mem = '256MB'")

AANGEKONDIGD = -1


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a filling is."""

    jongeren: int
    begonnen_op: float  # seconds since 1970: the present of all its cases
    klaar: int  # blocks that are in; AANGEKONDIGD before the first could be
    af: bool  # and everything was put back


def owner() -> Verbinding:
    """Return a connection as the owner of the tables, that sees all rows."""
    parameters = connections["eigenaar"].get_connection_params()
    for django_only in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(django_only, None)
    connection = psycopg.connect(**parameters, autocommit=True)
    for setting in SNEL:
        connection.execute(setting)
    connection.execute("SELECT set_config('deelwijs.rol', 'onderhoud', false)")
    return connection


def read(db: Verbinding) -> Stand | None:
    """Return how far the filling of this database is; None when none was begun."""
    if db.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'landelijk' AND tablename = 'stand'").fetchone() is None:
        return None
    row = db.execute("SELECT jongeren, begonnen_op, klaar, af FROM landelijk.stand").fetchone()
    return Stand(*row) if row else None


def begin(db: Verbinding, jongeren: int, op: float) -> None:
    """Write down, before anything else, that this database is being filled, and as of which moment."""
    with db.transaction():
        db.execute("CREATE SCHEMA landelijk")
        db.execute("CREATE TABLE landelijk.stand (jongeren int, begonnen_op float8, klaar int, af bool)")
        db.execute("CREATE TABLE landelijk.terug (nummer int GENERATED ALWAYS AS IDENTITY, ddl text)")
        db.execute("INSERT INTO landelijk.stand VALUES (%s, %s, %s, false)", [jongeren, op, AANGEKONDIGD])


def take_away(db: Verbinding, tables: Iterable[str]) -> None:
    """Take away, in one transaction, what makes filling these tables slow, and remember how to put it back."""
    names = list(tables)
    with db.transaction():
        away = [*_constraints(db, names), *_indexes(db, names), *_guards(db, names), *_walls(names)]
        for remove, _, _ in sorted(away, key=lambda step: step[2]):
            db.execute(remove.encode())
        # A key first, then what points at it, then guards and walls.
        for _, back, _ in sorted(away, key=lambda step: -step[2]):
            db.execute("INSERT INTO landelijk.terug (ddl) VALUES (%s)", [back])
        db.execute("UPDATE landelijk.stand SET klaar = 0")


def _constraints(db: Verbinding, names: list[str]) -> list[tuple[str, str, int]]:
    found = db.execute(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid), contype::text"
        " FROM pg_constraint WHERE contype IN ('f', 'u', 'p') AND conrelid = ANY(%s::regclass[])",
        [names],
    ).fetchall()
    return [
        (f"ALTER TABLE {t} DROP CONSTRAINT {n}", f"ALTER TABLE {t} ADD CONSTRAINT {n} {d}", 1 if kind == "f" else 2)
        for t, n, d, kind in found
    ]


def _indexes(db: Verbinding, names: list[str]) -> list[tuple[str, str, int]]:
    found = db.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i"
        " WHERE indrelid = ANY(%s::regclass[])"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint c"
        " WHERE c.conindid = i.indexrelid AND c.contype IN ('u', 'p', 'x'))",
        [names],
    ).fetchall()
    return [(f"DROP INDEX {name}", str(ddl), 2) for name, ddl in found]


def _guards(db: Verbinding, names: list[str]) -> list[tuple[str, str, int]]:
    # Each would look up its case in a table that has no index now.
    found = db.execute(
        "SELECT tgrelid::regclass::text, quote_ident(tgname) FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgenabled = 'O' AND tgtype & 4 <> 0 AND tgrelid = ANY(%s::regclass[])",
        [names],
    ).fetchall()
    return [(f"ALTER TABLE {t} DISABLE TRIGGER {n}", f"ALTER TABLE {t} ENABLE TRIGGER {n}", 0) for t, n in found]


def _walls(names: list[str]) -> list[tuple[str, str, int]]:
    return [
        (f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY", f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY", 0)
        for name in names
    ]


def copy_block(db: Verbinding, nummer: int, parts: Iterable[tuple[str, bytes]]) -> None:
    """Take in one block, whole or not at all; `nummer` counts from 1."""
    with db.transaction():
        for statement, rows in parts:
            with db.cursor().copy(statement.encode()) as copy:
                copy.write(rows)
        db.execute("UPDATE landelijk.stand SET klaar = %s", [nummer])


def put_back(db: Verbinding) -> Iterable[int]:
    """Put back, step by step, what was taken away; gives how many steps are left before each."""
    steps = db.execute("SELECT nummer, ddl FROM landelijk.terug ORDER BY nummer").fetchall()
    for place, (nummer, ddl) in enumerate(steps):
        yield len(steps) - place
        with db.transaction():
            db.execute(str(ddl).encode())
            db.execute("DELETE FROM landelijk.terug WHERE nummer = %s", [nummer])


def finish(db: Verbinding, tables: Iterable[str]) -> None:
    """Count what is there for the planner, and mark it as finished."""
    for name in tables:
        db.execute(sql.SQL("VACUUM (ANALYZE) {}").format(sql.Identifier(name)))
    db.execute("UPDATE landelijk.stand SET af = true")
