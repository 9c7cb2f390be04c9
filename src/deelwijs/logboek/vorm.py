# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The bytes of a line and of a head: what is hashed and signed. Also written in docs/logboek.md, for who checks us.

Version 1 of a line: one JSON object in ASCII, without spaces, with the fields of VELDEN_1 in that order; a uuid and a
number of a case as text, a moment in UTC with six decimals and a Z, what is empty as null. Such bytes never
change: a line with another field is a version 2, beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

VORM = 1
VELDEN_1 = (
    "vorm", "volgnummer", "kenmerk", "op", "handeling", "uitkomst", "door", "partij", "rol", "casus", "betrokkene",
    "onderwerp_soort", "onderwerp", "categorie", "doel", "grondslag", "toets", "verstrekking", "ontvanger", "spoed",
    "spoor", "ip",
)  # fmt: skip
VELDEN = {1: VELDEN_1}  # the fields of each version; columns are only ever added
KOP_1 = ("versie", "periode", "grootte", "wortel", "tot", "op", "vorige", "sleutel")


def moment(op: datetime) -> str:
    """Return a moment as the log writes it: "2026-11-22T06:58:30.123456Z"."""
    return op.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return moment(value) if isinstance(value, datetime) else value


_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


def line_bytes(values: Sequence[Any]) -> bytes:
    """Return the bytes of one line, given its values in the order of VELDEN_1.

    :raises ValueError: a version that this program does not know.
    """
    if values[0] not in VELDEN:
        raise ValueError(f"Onbekende vorm van een logregel: {values[0]!r}.")
    names = VELDEN[values[0]]
    return _encode({name: _plain(value) for name, value in zip(names, values, strict=True)}).encode("ascii")


def head_bytes(values: Mapping[str, Any]) -> bytes:
    """Return the bytes of a head that are signed: the fields of KOP_1 in that order, as a line is written."""
    return _encode({name: _plain(values[name]) for name in KOP_1}).encode("ascii")
