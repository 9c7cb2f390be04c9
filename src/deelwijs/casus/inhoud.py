# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The one place where what stands in a casus becomes readable. Each opening asks the gate and leaves a line."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from deelwijs.casus import poort
from deelwijs.casus.models import Bijlage, Casus, Inbreng
from deelwijs.casus.sleutels import Plek, ontsleutel, versleutel
from deelwijs.logboek.actions import log, log_many
from deelwijs.partij.models import Medewerker

VELDEN = ("titel", "tekst", "herkomst")
# Whether what was given is still allowed today. The folder that knows what was given says it; until then nothing is.
Opnieuw = Callable[[Inbreng, Medewerker, datetime], bool]
_opnieuw: list[Opnieuw] = [lambda inbreng, door, op: False]
KORT = 1024  # bytes; up to here padding would undo what compressing wins


def test_anew_with(check: Opnieuw) -> None:
    """Ask this, before the file of another is opened."""
    _opnieuw[0] = check


def open_inbreng(
    *, rijen: Sequence[Inbreng], door: Medewerker, op: datetime, velden: Iterable[str] = VELDEN
) -> dict[UUID, dict[str, str]]:
    """Return per inbreng the fields in clear, for those that this person may read now. The others are left out.

    Leaves one line in the log per inbreng, in this transaction: what is shown is what was logged.
    """
    mag = poort.inbreng_open(door, [rij.pk for rij in rijen])
    shown = [rij for rij in rijen if rij.pk in mag]
    for handeling, part in (
        ("inbreng_bekeken", [rij for rij in shown if rij.partij_id == door.partij_id]),
        ("ingezien", [rij for rij in shown if rij.partij_id != door.partij_id]),
    ):
        lines = [
            {
                "casus": rij.casus_id,
                "betrokkene": rij.betrokkene_id,
                "onderwerp": ("inbreng", rij.pk),
                "categorie": rij.categorie,
            }
            for rij in part
        ]
        log_many(handeling, lines, door=door, op=op)
    return {rij.pk: {veld: clear(rij.casus_id, rij.plek(veld), getattr(rij, veld)) for veld in velden} for rij in shown}


def open_bijlage(*, bijlage: Bijlage, door: Medewerker, op: datetime) -> tuple[str, bytes]:
    """Return name and content of a file; what somebody else gave is tested anew first, as at every look.

    :raises poort.Dicht: when this person may not read it now.
    """
    if bijlage.pk not in poort.bijlagen_open(door, [bijlage.pk]):
        raise poort.Dicht("Not this person's to read.")
    own = Inbreng.objects.own(door).filter(pk=bijlage.inbreng_id).exists()
    if not own and not _opnieuw[0](bijlage.inbreng, door, op):
        raise poort.Dicht("The toets of today does not allow it any more.")
    log("bijlage_bekeken", door=door, op=op, casus=bijlage.casus_id, onderwerp=("bijlage", bijlage.pk))
    naam = clear(bijlage.casus_id, bijlage.plek("naam"), bijlage.naam)
    return naam, ontsleutel(bijlage.casus_id, bijlage.plek("inhoud"), bytes(bijlage.inhoud))


def open_doel(*, casus: Casus, door: Medewerker) -> str:
    """Return the written purpose of the consultation, which every participant reads.

    :raises poort.Dicht: for who has no part in it.
    """
    if not poort.casus_open(door, casus.pk):
        raise poort.Dicht("No part in this casus.")
    return clear(casus.pk, Plek("casus", casus.pk, "doel_tekst"), casus.doel_tekst)


def clear(casus: UUID, plek: Plek, blob: Any) -> str:
    """Open one field, without asking: only for code that has asked the gate, or that shows the field to nobody."""
    return ontsleutel(casus, plek, bytes(blob)).decode()


def clear_json(casus: UUID, plek: Plek, blob: Any) -> Any:
    """Open one field that holds data; see `clear`."""
    found = ontsleutel(casus, plek, bytes(blob))
    # No JSON begins as zlib does, with an x.
    return json.loads(zlib.decompress(found) if found[:1] == b"x" else found)


def seal_json(casus: UUID, plek: Plek, waarde: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """Close data into one field; what is long, such as an oordeel, compressed, for ciphertext cannot be."""
    return versleutel(casus, plek, pack_json(waarde))


def pack_json(waarde: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """Return data as it goes into a field, before it is encrypted."""
    text = json.dumps(waarde, ensure_ascii=False, sort_keys=True, default=str).encode()
    return text if len(text) < KORT else zlib.compress(text)
