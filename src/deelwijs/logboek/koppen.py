# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Heads outside the database: what each party keeps, one JSON object a line (docs/logboek.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from deelwijs.logboek.models import Kop
from deelwijs.logboek.sleutel import key_id, signed_by
from deelwijs.logboek.vorm import KOP_1, head_bytes, moment

_SHAPES = {
    "periode": r"\d{4}-K[1-4]",
    "wortel": r"[0-9a-f]{64}",
    "op": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
    "vorige": r"([0-9a-f]{64})?",
    "sleutel": r"[0-9a-f]{16}",
    "publiek": r"[0-9a-f]{64}",
    "handtekening": r"[0-9a-f]{128}",
}
_NUMBERS = ("versie", "grootte", "tot")
MEEST = 1_000_000  # heads in one file: a century of one an hour


class KoppenFout(ValueError):
    """The file cannot be used; the message names the line."""


@dataclass(frozen=True, slots=True)
class Hoofd:
    """A head as it was signed."""

    versie: int
    periode: str
    grootte: int
    wortel: str
    tot: int
    op: str
    vorige: str
    sleutel: str
    publiek: str
    handtekening: str

    @classmethod
    def of(cls, kop: Kop) -> Hoofd:
        """Return a stored head in the form in which it was signed."""
        values = {name: getattr(kop, name) for name in cls.__slots__}
        return cls(**{**values, "op": moment(kop.op)})

    def signed(self) -> bytes:
        """Return the bytes that the signature is below."""
        return head_bytes({name: getattr(self, name) for name in KOP_1})

    def imprint(self) -> str:
        """Return what the next head says of this one."""
        return sha256(self.signed()).hexdigest()

    def key(self) -> UUID:
        """Return the primary key that this head has."""
        return UUID(self.imprint()[:32])

    def sound(self) -> bool:
        """Whether the head was signed as it stands, by the key that it names."""
        if not (_matches("publiek", self.publiek) and _matches("handtekening", self.handtekening)):
            return False
        return self.sleutel == key_id(self.publiek) and signed_by(self.publiek, self.handtekening, self.signed())

    def as_json(self) -> str:
        """Return the head as one line of a file of heads."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__}, ensure_ascii=True)

    def when(self) -> str:
        """Return the moment in words of the screen: "22-11-2026 09:30:15 UTC"."""
        try:
            found = datetime.fromisoformat(self.op).astimezone(UTC)
        except ValueError:
            return self.op
        return found.strftime("%d-%m-%Y %H:%M:%S UTC")


def read_heads(text: str) -> list[Hoofd]:
    """Read a file of heads; empty lines are skipped.

    :raises KoppenFout: no heads, something that is no head, or a head that was not signed as it stands.
    """
    heads = [_read(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not heads:
        raise KoppenFout("Het bestand is leeg: er staat geen enkele kop in.")
    if len(heads) > MEEST:
        raise KoppenFout(f"Het bestand heeft meer dan {MEEST} koppen.")
    return heads


def _read(number: int, line: str) -> Hoofd:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise KoppenFout(f"Regel {number} is geen JSON.") from None
    if not isinstance(found, dict) or set(found) != set(Hoofd.__slots__):
        raise KoppenFout(f"Regel {number} is geen kop van het logboek: er ontbreekt iets, of er staat iets te veel.")
    _shape(number, found)
    head = Hoofd(**found)
    if not head.sound():
        raise KoppenFout(f"Regel {number}: de handtekening past niet bij deze kop. Neem de kop zoals u die kreeg.")
    return head


def _matches(name: str, value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(_SHAPES[name], value, re.ASCII) is not None


def _shape(number: int, found: Mapping[str, Any]) -> None:
    for name in _SHAPES:
        if not _matches(name, found[name]):
            raise KoppenFout(f"Regel {number}: {name} klopt niet.")
    for name in _NUMBERS:
        if type(found[name]) is not int or not 0 < found[name] < 2**63:
            raise KoppenFout(f"Regel {number}: {name} klopt niet.")
    if found["versie"] != 1:
        raise KoppenFout(f"Regel {number}: dit is een kop van een nieuwere versie van Deelwijs.")
