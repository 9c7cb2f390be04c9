# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The key that signs the heads: Ed25519, in a PEM file outside the database (DEELWIJS_LOGSLEUTEL).

The file holds one private key. Behind it may stand public keys of before, in PEM: heads signed with those stay good.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

_BLOCK = re.compile(rb"-----BEGIN ([A-Z ]{1,40})-----[^-]*-----END \1-----")


class GeenSleutel(Exception):
    """There is no usable key; the message is one sentence for who runs the command."""


def key_id(publiek: str) -> str:
    """Return the short name of a public key (64 hex digits): 16 hex digits."""
    return sha256(bytes.fromhex(publiek)).hexdigest()[:16]


def signed_by(publiek: str, handtekening: str, data: bytes) -> bool:
    """Whether this is the signature (128 hex digits) of the holder of this public key below these bytes."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(publiek)).verify(bytes.fromhex(handtekening), data)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Logsleutel:
    prive: Ed25519PrivateKey
    vertrouwd: frozenset[str]  # public keys, ours and those of before

    @property
    def publiek(self) -> str:
        return _hex(self.prive.public_key())

    def sign(self, data: bytes) -> str:
        """Return the signature below these bytes, 128 hex digits."""
        return self.prive.sign(data).hex()


def _hex(key: Ed25519PublicKey) -> str:
    return key.public_bytes_raw().hex()


def load() -> Logsleutel:
    """Return the key of this installation; the demo makes one at first use.

    :raises GeenSleutel: the file is not there, cannot be read, is open to everybody, or holds something else.
    """
    path = _path()
    if not path.exists() and settings.DEMO:
        _make(path)
    try:
        if path.stat().st_mode & 0o007:
            raise GeenSleutel(f"Iedereen kan bij de sleutel van het logboek: geef {path.name} de rechten 0600.")
        return _read(path.read_bytes())
    except OSError as fault:
        raise GeenSleutel(
            f"De sleutel van het logboek is niet te lezen ({fault.strerror}). Kijk waar DEELWIJS_LOGSLEUTEL naar wijst."
        ) from fault
    except ValueError as fault:
        raise GeenSleutel(
            "In het bestand van DEELWIJS_LOGSLEUTEL staat geen Ed25519-sleutel in PEM. "
            "Maak er een met: openssl genpkey -algorithm ed25519"
        ) from fault


def _path() -> Path:
    named = getattr(settings, "DEELWIJS_LOGSLEUTEL", "") or os.environ.get("DEELWIJS_LOGSLEUTEL")
    return Path(named) if named else Path(settings.DEELWIJS_SLEUTELMAP) / "logboek.pem"


def _read(pem: bytes) -> Logsleutel:
    private, public = [], []
    for block in _BLOCK.finditer(pem):
        if b"PRIVATE" in block[1]:
            private.append(serialization.load_pem_private_key(block[0] + b"\n", None))
        else:
            public.append(serialization.load_pem_public_key(block[0] + b"\n"))
    if len(private) != 1 or not isinstance(private[0], Ed25519PrivateKey):
        raise ValueError("one private key")
    known = [private[0].public_key(), *public]
    return Logsleutel(private[0], frozenset(_hex(key) for key in known if isinstance(key, Ed25519PublicKey)))


def _make(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    own = path.with_name(f"{path.name}.{os.getpid()}")
    own.touch(mode=0o600, exist_ok=False)
    own.write_bytes(pem)
    try:
        os.link(own, path)  # whoever is first wins, and nobody reads half a key
    except FileExistsError:
        pass
    finally:
        own.unlink()
