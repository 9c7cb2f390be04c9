# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The file with the epoch key: what must be forgotten stands in one place, of which no old versions are kept.

JSON: the number of the epoch -> its key, wrapped by the master key, in base64. One entry; two while a rotation runs.
Whoever writes holds the write lock of the keyring. Readers need no lock: the file is replaced in one step.
"""

import json
import os
from base64 import b64decode, b64encode
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BESTAND = "tijdvaksleutel.json"
ONTBREEKT = "De tijdvaksleutel bij de sleutelbos ontbreekt. Zet het bestand terug uit de kopie."


class SleutelbosFout(Exception):
    """The keyring is not there or does not open. The message says what to do, in Dutch, and holds no secret."""


def bestaat(map_: Path) -> bool:
    return (map_ / BESTAND).exists()


def lees(map_: Path, hoofdsleutel: bytes) -> dict[int, AESGCM]:
    """Return the epoch keys that the master key opens.

    :raises SleutelbosFout: there is no file, it is damaged, or the master key opens none of it.
    """
    found: dict[int, AESGCM] = {}
    for nummer, blob in _inhoud(map_).items():
        try:
            found[nummer] = AESGCM(AESGCM(hoofdsleutel).decrypt(blob[:12], blob[12:], b"tijdvak|%d" % nummer))
        except InvalidTag:
            continue  # while the master key changes, the file holds one epoch of each
    if not found:
        raise SleutelbosFout("De hoofdsleutel past niet op deze sleutelbos. Controleer DEELWIJS_HOOFDSLEUTEL.")
    return found


def voeg_toe(map_: Path, nummer: int, hoofdsleutel: bytes, *, behoud: int) -> AESGCM:
    """Make the key of epoch `nummer`, keep it beside that of epoch `behoud`, and return it; durable."""
    sleutel = os.urandom(32)
    nonce = os.urandom(12)
    kept = {n: blob for n, blob in _inhoud(map_).items() if n == behoud} if behoud else {}
    kept[nummer] = nonce + AESGCM(hoofdsleutel).encrypt(nonce, sleutel, b"tijdvak|%d" % nummer)
    _schrijf(map_, kept)
    return AESGCM(sleutel)


def houd_alleen(map_: Path, nummer: int) -> None:
    """Forget every epoch key but this one; durable."""
    inhoud = _inhoud(map_)
    if nummer not in inhoud:
        raise SleutelbosFout(ONTBREEKT)
    if len(inhoud) > 1:
        _schrijf(map_, {nummer: inhoud[nummer]})


def kopieer(map_: Path, doel: Path) -> None:
    """Write the epoch key into another folder, over the one that stood there."""
    _schrijf(doel, _inhoud(map_))


def _inhoud(map_: Path) -> dict[int, bytes]:
    try:
        said = json.loads((map_ / BESTAND).read_bytes())
        return {int(nummer): b64decode(blob, validate=True) for nummer, blob in said.items()}
    except FileNotFoundError as fault:
        raise SleutelbosFout(ONTBREEKT) from fault
    except (ValueError, AttributeError) as fault:
        raise SleutelbosFout("De tijdvaksleutel is beschadigd. Zet het bestand terug uit de kopie.") from fault


def _schrijf(map_: Path, inhoud: dict[int, bytes]) -> None:
    path, new = map_ / BESTAND, map_ / f"{BESTAND}.nieuw"
    new.unlink(missing_ok=True)  # of somebody who died while writing
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(json.dumps({str(n): b64encode(blob).decode() for n, blob in inhoud.items()}).encode())
        file.flush()
        os.fsync(file.fileno())
    old = open(path, "r+b") if path.exists() else None  # noqa: SIM115 - it must stay open across the replacement
    os.replace(new, path)
    sync(map_)
    if old:
        # Replacing only frees the old bytes. Overwrite them where they stood, as far as the disk lets us.
        with old:
            old.write(os.urandom(os.fstat(old.fileno()).st_size))
            old.flush()
            os.fsync(old.fileno())


def sync(map_: Path) -> None:
    """Make what was made or replaced in a folder durable."""
    folder = os.open(map_, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
