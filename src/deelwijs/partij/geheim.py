# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The secrets behind one-time codes, encrypted: a copy of the database alone must not make anybody's codes.

The key is one file in the folder of the keyring, made at first use, so never in the database or its backups.
"""

import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

BESTAND = "inlogsleutel"
_WAT = b"inlogmiddel"


class GeheimFout(Exception):
    """The key does not fit; says what now, in Dutch."""


def versleutel(tekst: str) -> str:
    """Return the text as ciphertext in characters that JSON keeps as they are."""
    nonce = os.urandom(12)
    return urlsafe_b64encode(nonce + _sleutel().encrypt(nonce, tekst.encode(), _WAT)).decode()


def ontsleutel(tekst: str) -> str:
    """Return what was encrypted.

    :raises GeheimFout: with another key, or changed since.
    """
    blob = urlsafe_b64decode(tekst)
    try:
        return _sleutel().decrypt(blob[:12], blob[12:], _WAT).decode()
    except InvalidTag as fault:
        raise GeheimFout(
            f"{BESTAND} past niet bij deze database. Zet de goede terug in DEELWIJS_SLEUTELMAP."
        ) from fault


def _sleutel() -> AESGCM:
    return _open(Path(settings.DEELWIJS_SLEUTELMAP) / BESTAND)


@lru_cache(maxsize=4)
def _open(path: Path) -> AESGCM:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        own = path.with_name(f"{BESTAND}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(AESGCM.generate_key(256))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(own, path)  # the first of two that start at once wins
        except FileExistsError:
            pass
        finally:
            own.unlink()
    return AESGCM(path.read_bytes())
