# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Rows in the binary form of PostgreSQL's COPY: encrypted fields go in as they are, without doubling in hexadecimal."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from struct import Struct
from uuid import UUID

BEGIN = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
EINDE = b"\xff\xff"
LEEG = b"\xff\xff\xff\xff"  # NULL
WAAR, ONWAAR = b"\x00\x00\x00\x01\x01", b"\x00\x00\x00\x01\x00"
_EPOCH_DAG = date(2000, 1, 1).toordinal()
_EPOCH_TIJD = 946_684_800  # seconds from 1970 until 2000, where PostgreSQL counts from
_length = Struct(">i").pack
_tijd = Struct(">iq").pack
_dag = Struct(">ii").pack
_klein = Struct(">ih").pack
_aantal = Struct(">h").pack


def rij(velden: list[bytes]) -> bytes:
    """Return one row of fields that were made by the functions below."""
    return _aantal(len(velden)) + b"".join(velden)


def sleutel(waarde: UUID) -> bytes:
    """Return a uuid."""
    return b"\x00\x00\x00\x10" + waarde.bytes


def blob(waarde: bytes) -> bytes:
    """Return a bytea."""
    return _length(len(waarde)) + waarde


@lru_cache(maxsize=4096)
def tekst(waarde: str) -> bytes:
    """Return a text. Remembered: few differ."""
    return blob(waarde.encode())


def tijd(moment: float) -> bytes:
    """Return a moment, given in seconds since 1970."""
    return _tijd(8, int((moment - _EPOCH_TIJD) * 1_000_000))


def seconden(moment: datetime) -> float:
    """Return a moment in seconds since 1970."""
    return moment.timestamp()


@lru_cache(maxsize=1024)
def dag(waarde: date) -> bytes:
    """Return a day."""
    return _dag(4, waarde.toordinal() - _EPOCH_DAG)


@lru_cache(maxsize=64)
def klein(waarde: int) -> bytes:
    """Return a smallint."""
    return _klein(2, waarde)
