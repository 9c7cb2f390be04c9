# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What only a person can tell: recorded with who said it, when, for which cells, and the day on which it happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.timezone import localdate

from deelwijs.casus.inhoud import seal_json
from deelwijs.casus.models import Antwoord, Casus, Inbreng
from deelwijs.casus.slot import lock
from deelwijs.logboek.actions import log
from deelwijs.partij.models import Medewerker
from deelwijs.toets.invoer import InvoerFout, read_facts
from deelwijs.toets.loader import load_shipped
from deelwijs.verstrekking.facts import is_askable
from deelwijs.verstrekking.inzien import end_without_yes
from deelwijs.verstrekking.reikwijdte import MET_DAG, Cel, Sleutel, key
from deelwijs.verstrekking.weigering import NietMogelijk

TOESTEMMING = frozenset({"toestemming_ouders", "toestemming_jongere"})
OUDSTE = 27  # years ago at most: nothing about a youth happened before


def beantwoord(
    *,
    casus: Casus,
    feit: str,
    antwoord: Any,
    cellen: Iterable[Cel],
    door: Medewerker,
    op: datetime,
    dag: date | None = None,
) -> None:
    """Record an answer to a question of the toets for these cells; None takes it back.

    How far it reaches follows from reikwijdte.py; consent and necessity go no further than the cells that are named.
    Necessity goes no further than this phase.
    Earlier answers stay, the last one counts. What was given on an earlier answer is tested anew at the next look; when
    consent is withdrawn at once, so that who received it is told (convenant 11.5).
    :raises NietMogelijk: no question for a person, no answer of it, a day that cannot be, or no cell of one's own.
    """
    _check(feit, antwoord, dag, op)
    with transaction.atomic():
        row = lock(casus.pk, door)
        wanted = list(cellen)
        own = {i.pk: i for i in Inbreng.objects.own(door).filter(casus=row, pk__in=[cel.inbreng for cel in wanted])}
        seats = set(row.deelnames.values_list("partij", "taak"))
        if not wanted or any(c.inbreng not in own or (c.partij, c.taak) not in seats for c in wanted):
            raise NietMogelijk("geen_cellen")
        keys = {key(feit, own[cel.inbreng].taak, cel, row.fase) for cel in wanted}
        Antwoord.objects.bulk_create(_row(row, sleutel, antwoord, dag, door, op) for sleutel in sorted(keys, key=str))
        subjects = {own[cel.inbreng].betrokkene_id for cel in wanted}
        told = feit == "geinformeerd" and antwoord == "ja"
        log("geinformeerd" if told else "vraag_beantwoord", door=door, op=op, casus=row, betrokkene=list(subjects))
        if feit in TOESTEMMING and antwoord == "ingetrokken":
            end_without_yes(casus=row, cellen=wanted, door=door, op=op)


def _check(feit: str, antwoord: Any, dag: date | None, op: datetime) -> None:
    kennis = load_shipped(voorbeelden=False)
    if feit not in kennis.feiten or not is_askable(kennis.feiten[feit]):
        raise NietMogelijk("vraag_onbekend")
    try:
        read_facts(kennis, {"handeling": "delen", feit: antwoord})
    except InvoerFout:
        raise NietMogelijk("antwoord_onbekend") from None
    if isinstance(antwoord, dict | list):
        raise NietMogelijk("antwoord_onbekend")
    today = localdate(op)
    if (dag is None and antwoord in MET_DAG.get(feit, ())) or (
        dag is not None and not today.replace(year=today.year - OUDSTE, day=1) <= dag <= today
    ):
        raise NietMogelijk("geen_dag")


def _row(casus: Casus, sleutel: Sleutel, antwoord: Any, dag: date | None, door: Medewerker, op: datetime) -> Antwoord:
    row = Antwoord(
        pk=uuid4(),
        casus=casus,
        partij_id=door.partij_id,
        door=door,
        op=op,
        feit=sleutel.feit,
        ontvanger_id=sleutel.partij,
        inbreng_id=sleutel.inbreng,
    )
    said = {
        "antwoord": antwoord,
        "dag": dag.isoformat() if dag else None,
        "van": sleutel.van,
        "taak": sleutel.taak,
        "niveau": sleutel.niveau,
        "doel": sleutel.doel,
        "fase": sleutel.fase,
    }
    row.waarde = seal_json(casus.pk, row.plek("waarde"), said)
    return row
