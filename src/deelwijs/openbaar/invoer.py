# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""From a file, or standard input, to a document. Whatever is wrong with it is one line."""

from __future__ import annotations

import sys
from typing import Any

from deelwijs.toets.strict_yaml import MAX_CHARACTERS, YamlFout, decode, read


class BestandFout(Exception):
    """The file cannot be used; the message is one line that begins with its name."""


def read_bytes(bestand: str, most: int) -> bytes:
    """Return the bytes of a file, `-` being standard input.

    :raises BestandFout: if it is not there, not readable, or larger than `most` bytes.
    """
    naam = shown(bestand)
    try:
        if bestand == "-":
            data = sys.stdin.buffer.read(most + 1)
        else:
            with open(bestand, "rb") as stroom:
                data = stroom.read(most + 1)
    except FileNotFoundError:
        raise BestandFout(f"{naam}: dit bestand bestaat niet.") from None
    except IsADirectoryError:
        raise BestandFout(f"{naam}: dit is een map, geen bestand.") from None
    except PermissionError:
        raise BestandFout(f"{naam}: dit bestand mag u niet lezen.") from None
    except (OSError, ValueError):
        raise BestandFout(f"{naam}: dit bestand is niet te lezen.") from None
    if len(data) > most:
        raise BestandFout(f"{naam}: dit bestand is te groot (meer dan {most // 1_000_000} MB).")
    return data


def read_document(bestand: str) -> Any:
    """Return what the YAML or JSON in the file says.

    :raises BestandFout: in one line, with the line number where there is one.
    """
    return parse_document(bestand, read_bytes(bestand, 4 * MAX_CHARACTERS))


def parse_document(bestand: str, data: bytes) -> Any:
    """Return what these bytes say, read from `bestand`; raises as `read_document`."""
    try:
        return read(decode(data))
    except YamlFout as fout:
        plek = f":{fout.lijn}" if fout.lijn else ""
        raise BestandFout(f"{shown(bestand)}{plek}: {fout.boodschap}") from None


def shown(bestand: str) -> str:
    """Return the name of a file as it may stand in a message: on one line, whatever is in it."""
    if bestand == "-":
        return "standaardinvoer"
    return "".join(teken if teken.isprintable() else "?" for teken in bestand)
