# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Encryption per field, under a key per case. What stands in a case reaches the database only through here.

A blob is: 1 byte version, 12 bytes nonce, the padded value under AES-256-GCM, 16 bytes tag. It opens only in the case,
the table, the row and the field that it was made for. Padding hides how long a short value is: "ja" and "nee" look the
same.

The keys are in the keyring (sleutelbos.py). Three things this cannot do. Who is root on the host of the program reads
what passes through it. Who loses the keyring, its epoch key or the master key loses every case. And a destroyed case is
out of reach everywhere only when the copies of the epoch key are replaced too: at most 7 days (docs/beveiliging.md).
"""

import hashlib
import hmac
import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from deelwijs.casus.sleutelbos import CASUS, PARTIJ, open_bos
from deelwijs.casus.tijdvak import SleutelbosFout

__all__ = [
    "Plek", "SleutelbosFout", "Vernietigd", "Vervalst", "bestaat", "hmac_van", "nieuwe_sleutel", "nieuwe_sleutels",
    "ontsleutel", "sluiter", "vernietig", "vernietig_vele", "versleutel",
]  # fmt: skip

VERSIE = b"\x01"
NONCE, TAG, LENGTE = 12, 16, 4  # bytes
# Up to this many bytes a value is padded to a multiple of this step. Larger values say their size only roughly.
STAPPEN = ((2048, 64), (16 * 1024, 512), (256 * 1024, 8 * 1024))
LAATSTE_STAP = 64 * 1024


class Vernietigd(Exception):
    """The key of this case is gone: what stood in it can be read by nobody any more."""


class Vervalst(Exception):
    """This blob does not open here: it was changed, or belongs in another case, row or field."""


class Plek(NamedTuple):
    """Where a value stands: a blob that is moved elsewhere does not open."""

    tabel: str
    rij: UUID
    veld: str


def nieuwe_sleutel(casus: UUID) -> None:
    """Make and keep the key of a new case; on disk before this returns.

    :raises ValueError: the case has a key already.
    """
    nieuwe_sleutels([casus])


def nieuwe_sleutels(casussen: Iterable[UUID]) -> None:
    """Make and keep the keys of many cases at once; all or none.

    :raises ValueError: one of the cases has a key already, or stands here twice.
    """
    try:
        open_bos().voeg_toe(CASUS, casussen)
    except sqlite3.IntegrityError as fault:
        raise ValueError("Deze casus heeft al een sleutel.") from fault


def versleutel(casus: UUID, plek: Plek, waarde: str | bytes) -> bytes:
    """Return the value as a blob that opens only at this place in this case; text as UTF-8.

    :raises Vernietigd: the case has no key.
    :raises ValueError: the value is longer than 4 GB, or text that is no Unicode.
    """
    return sluiter(casus)(plek, waarde)


def sluiter(casus: UUID) -> Callable[[Plek, str | bytes], bytes]:
    """Return what encrypts many values of one case after one look in the keyring. To use at once, not to keep.

    :raises Vernietigd: the case has no key.
    """
    cipher = _cipher(casus)

    def sluit(plek: Plek, waarde: str | bytes) -> bytes:
        plain = waarde.encode() if isinstance(waarde, str) else waarde
        nonce = os.urandom(NONCE)
        return VERSIE + nonce + cipher.encrypt(nonce, _vul_aan(plain), _aad(casus, plek))

    return sluit


def ontsleutel(casus: UUID, plek: Plek, blob: bytes) -> bytes:
    """Return the value as it was given, in bytes.

    :raises Vernietigd: the key of the case is gone.
    :raises Vervalst: the blob does not open here.
    """
    blob = bytes(blob)  # the database hands over a memoryview
    cipher = _cipher(casus)
    if blob[:1] != VERSIE or len(blob) < 1 + NONCE + LENGTE + TAG:
        raise Vervalst
    try:
        padded = cipher.decrypt(blob[1 : 1 + NONCE], blob[1 + NONCE :], _aad(casus, plek))
    except InvalidTag as fault:
        raise Vervalst from fault
    length = int.from_bytes(padded[:LENGTE], "big")
    return padded[LENGTE : LENGTE + length]


def vernietig(casus: UUID) -> None:
    """Destroy the key of a case, for good: nobody reads it any more, also not from an earlier copy of the keyring.

    Doing it twice is no fault. Takes seconds in a keyring of hundreds of thousands: destroy many with `vernietig_vele`.
    """
    vernietig_vele([casus])


def vernietig_vele(casussen: Iterable[UUID]) -> None:
    """Destroy the keys of many cases, with one rotation for all."""
    open_bos().verwijder(CASUS, casussen)


def bestaat(casus: UUID) -> bool:
    """Whether the case has a key, so that what stands in it can be read."""
    return open_bos().haal(CASUS, casus) is not None


def hmac_van(partij: UUID, doel: str, waarde: str) -> bytes:
    """Return 32 bytes by which this party finds a value again; another party or another purpose gets other bytes.

    The value counts as it is written: bring it into one form first. The party's key is made at the first use.
    """
    bos = open_bos()
    sleutel = bos.haal(PARTIJ, partij)
    if sleutel is None:
        with suppress(sqlite3.IntegrityError):  # another process was first: its key counts
            bos.voeg_toe(PARTIJ, [partij])
        sleutel = bos.haal(PARTIJ, partij)
        assert sleutel is not None  # noqa: S101 - just made
    per_doel = hmac.digest(sleutel, b"deelwijs blinde index|" + doel.encode(), hashlib.sha256)
    return hmac.digest(per_doel, waarde.encode(), hashlib.sha256)


def _cipher(casus: UUID) -> AESGCM:
    sleutel = open_bos().haal(CASUS, casus)
    if sleutel is None:
        raise Vernietigd(f"Deze casus is vernietigd of heeft nog geen sleutel: {casus}.")
    return AESGCM(sleutel)


def _aad(casus: UUID, plek: Plek) -> bytes:
    """Where a value stands, in bytes. Each part has its length in front, so that no two places give the same."""
    tabel, veld = plek.tabel.encode(), plek.veld.encode()
    return b"".join(
        (VERSIE, len(tabel).to_bytes(2, "big"), tabel, casus.bytes, plek.rij.bytes, len(veld).to_bytes(2, "big"), veld)
    )


def _vul_aan(plain: bytes) -> bytes:
    size = LENGTE + len(plain)
    try:
        length = len(plain).to_bytes(LENGTE, "big")
    except OverflowError as fault:
        raise ValueError("Deze waarde is te lang om te bewaren.") from fault
    step = next((step for most, step in STAPPEN if size <= most), LAATSTE_STAP)
    return length + plain + bytes(-size % step)
