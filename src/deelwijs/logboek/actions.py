# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Writing the log: one line per act or look, and one per subject when it concerns several.

A line stands in the transaction of the act, so that nothing is seen or done without it. `verzegel` lives in zegel.py.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connections, models, transaction

from deelwijs.logboek.handelingen import known
from deelwijs.logboek.kring import Kring, in_kring, kring
from deelwijs.logboek.models import ADRES, ARTIKEL, WOORD, WOORDEN, Uitkomst
from deelwijs.logboek.spoor import spoor
from deelwijs.logboek.vorm import VELDEN_1, VORM

Sleutel = UUID | models.Model | None
KOLOMMEN = tuple(name for name in VELDEN_1 if name != "volgnummer")
PER_KEER = 1000  # lines in one INSERT
_KEYS = ("casus", "toets", "verstrekking", "ontvanger")
_PATTERNS = {"categorie": WOORD, "doel": WOORD, "grondslag": ARTIKEL, "onderwerp_soort": WOORD}


class GeenRegel(ValueError):
    """A programmer's fault: this cannot stand in a line, because only keys and words of closed lists can."""


def log(
    handeling: str,
    *,
    op: datetime,
    door: Sleutel = None,
    betrokkene: Sleutel | Sequence[Sleutel] = None,
    uitkomst: Uitkomst = Uitkomst.GELUKT,
    **rest: Any,
) -> None:
    """Write one line, or one for each betrokkene when there are several.

    `rest`: partij (else that of who acts), casus, onderwerp (a row, or a pair of a word and a key), categorie, doel,
    grondslag (the id of an article), toets, verstrekking, ontvanger, spoed. Rows may be given as such or by their key.
    :raises OnbekendeHandeling: an act that does not stand in handelingen.yaml.
    :raises GeenRegel: something else than keys and words of closed lists.
    """
    subjects = betrokkene if isinstance(betrokkene, list | tuple | set | frozenset) else [betrokkene]
    log_many(
        handeling,
        [{"betrokkene": subject} for subject in subjects or [None]],
        op=op,
        door=door,
        uitkomst=uitkomst,
        **rest,
    )


def log_many(
    handeling: str,
    regels: Iterable[Mapping[str, Any]],
    *,
    op: datetime,
    door: Sleutel = None,
    uitkomst: Uitkomst = Uitkomst.GELUKT,
    **gemeen: Any,
) -> None:
    """Write many lines of one act in one INSERT: `regels` holds what differs, `gemeen` what they share; see log().

    :raises OnbekendeHandeling: an act that does not stand in handelingen.yaml.
    :raises GeenRegel: something else than keys and words of closed lists.
    """
    known(handeling)
    if op.tzinfo is None:
        raise GeenRegel("Een moment zonder tijdzone kan niet in het logboek.")
    actor, trace = kring() or Kring(), spoor()
    fixed = {
        "vorm": VORM,
        "op": op,
        "handeling": handeling,
        "uitkomst": Uitkomst(uitkomst).value,
        "door": _key(door),
        "rol": _shaped("rol", actor.rol, WOORDEN),
        "spoor": trace.trace,
        "ip": trace.ip and _shaped("ip", trace.ip, ADRES),
    }
    lines = [_line({**fixed, **_variable({**gemeen, **regel}, actor)}) for regel in regels]
    _insert(lines)
    if uitkomst is Uitkomst.MISLUKT:
        # The transaction of a failure is mostly undone. What was undone is written again after it: middleware.py.
        lost = (actor, lines)
        trace.verloren.append(lost)
        transaction.on_commit(lambda: trace.verloren.remove(lost))


@contextmanager
def vastgelegd(handeling: str, *, op: datetime, **rest: Any) -> Iterator[None]:
    """Log the act that the block does: as done, or as failed when it raises (what it wrote is then undone)."""
    try:
        with transaction.atomic():
            yield
    except Exception:
        log(handeling, op=op, uitkomst=Uitkomst.MISLUKT, **rest)
        raise
    log(handeling, op=op, **rest)


def write_lost(lost: Sequence[tuple[Kring, list[tuple[Any, ...]]]]) -> None:
    """Write the lines of failures that were undone together with what failed, each in the name of who acted."""
    for actor, lines in lost:
        with in_kring(actor):
            _insert(lines)


def _variable(given: dict[str, Any], actor: Kring) -> dict[str, Any]:
    soort, onderwerp = _subject(given.pop("onderwerp", None))
    found: dict[str, Any] = {
        "partij": _key(given.pop("partij")) if given.get("partij") is not None else actor.partij,
        "betrokkene": _key(given.pop("betrokkene", None)),
        "onderwerp_soort": soort,
        "onderwerp": onderwerp,
        "spoed": bool(given.pop("spoed", False)),
    }
    given.pop("partij", None)
    found |= {name: _key(given.pop(name, None)) for name in _KEYS}
    found |= {name: given.pop(name, None) for name in ("categorie", "doel", "grondslag")}
    if given:
        raise GeenRegel(f"Het logboek kent geen {', '.join(sorted(given))}.")
    for name, pattern in _PATTERNS.items():
        if found[name] is not None:
            found[name] = _shaped(name, found[name], pattern)
    return found


def _key(value: Sleutel) -> UUID | None:
    key = value.pk if isinstance(value, models.Model) else value
    if key is not None and not isinstance(key, UUID):
        raise GeenRegel(f"Het logboek verwijst met een uuid, niet met {type(key).__name__}.")
    return key


def _subject(value: Any) -> tuple[str | None, UUID | None]:
    if isinstance(value, models.Model):
        return value._meta.model_name, _key(value)
    if isinstance(value, tuple) and len(value) == 2:
        return value[0], _key(value[1])
    if value is not None:
        raise GeenRegel("Een onderwerp is een rij, of een woord met een uuid.")
    return None, None


def _shaped(name: str, value: Any, pattern: str) -> str:
    text = str(value) if isinstance(value, str) else ""
    # fullmatch: in re, $ also stands before a last line feed.
    if not re.fullmatch(pattern, text):
        raise GeenRegel(f"Dit kan niet als {name} in het logboek staan: alleen een woord uit een vaste lijst.")
    return text


def _line(values: dict[str, Any]) -> tuple[Any, ...]:
    values["kenmerk"] = uuid.uuid4()
    return tuple(values[name] for name in KOLOMMEN)


_ROW = f"({', '.join(['%s'] * len(KOLOMMEN))})"
_INSERT = f"INSERT INTO logboek_regel ({', '.join(KOLOMMEN)}) VALUES "  # noqa: S608 our own names


def _insert(lines: Sequence[tuple[Any, ...]]) -> None:
    # Not through the ORM: it asks the new number back, which who acts for somebody else may not see.
    with connections["default"].cursor() as cursor:
        for begin in range(0, len(lines), PER_KEER):
            part = lines[begin : begin + PER_KEER]
            cursor.execute(_INSERT + ", ".join([_ROW] * len(part)), [value for line in part for value in line])
