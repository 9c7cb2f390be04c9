# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Who acts. PostgreSQL and the log hear it from here; where nobody acts, row-level security shows nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import connections, transaction

TELL = (
    "SELECT set_config('deelwijs.medewerker', %s, true),"
    " set_config('deelwijs.partij', %s, true), set_config('deelwijs.rol', %s, true)"
)


@dataclass(frozen=True, slots=True)
class Kring:
    """One who acts: a medewerker for a partij. `rol` is a space-separated set of words, such as "fg beheer"."""

    medewerker: UUID | None = None
    partij: UUID | None = None
    rol: str = ""


_now: ContextVar[Kring | None] = ContextVar("kring", default=None)


def kring() -> Kring | None:
    """Return who acts now, or None."""
    return _now.get()


@contextmanager
def in_kring(actor: Kring, *, using: str = "default") -> Iterator[None]:
    """Run the block in a transaction in which `actor` acts; what was before it comes back after it.

    The settings are local to the transaction: a connection that goes back to a pool carries nobody with it.
    """
    before = _now.get()
    with transaction.atomic(using=using):
        _tell(actor, using)
        token = _now.set(actor)
        try:
            yield
        finally:
            _now.reset(token)
            # After a fault the database forgets by itself, together with everything else in the block.
            if connections[using].in_atomic_block and not connections[using].needs_rollback:
                _restore(before or Kring(), using)


def _restore(actor: Kring, using: str) -> None:
    from django.db import DatabaseError

    try:
        _tell(actor, using)
    except DatabaseError:  # the transaction is broken already, and the real fault is on its way up
        connections[using].needs_rollback = True


def _tell(actor: Kring, using: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(TELL, [str(actor.medewerker or ""), str(actor.partij or ""), actor.rol])
