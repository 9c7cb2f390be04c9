# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Acts of the regional administrator on parties: who they are, which tasks by law they have, who signs for them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from deelwijs.logboek.actions import log
from deelwijs.partij.models import Medewerker, Partij, SoortPartij, Taak, Vertegenwoordiger, in_period
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.strict_yaml import decode, read

TABEL = Path(__file__).with_name("taken_per_soort.yaml")
# School boards may let the samenwerkingsverband sign for them, by written proxy (convenant, preamble and annex 4).
GEEFT_VOLMACHT = frozenset({SoortPartij.SCHOOL, SoortPartij.SCHOOLBESTUUR})
KRIJGT_VOLMACHT = SoortPartij.SAMENWERKINGSVERBAND
NAAM_BEZET = "Er is al een partij met deze naam. Kies een andere naam, of open die partij."


class KanNiet(Exception):
    """An act that is not possible now. `veld`: the field it belongs to, or ""; `reden`: a text for the screen."""

    def __init__(self, veld: str, reden: str) -> None:
        self.veld, self.reden = veld, reden
        super().__init__(reden)


@dataclass(frozen=True, slots=True)
class TakenVanSoort:
    """The tasks that a kind of party can have, and why no others."""

    taken: tuple[str, ...]
    reden: str


@cache
def tasks_per_kind() -> Mapping[str, TakenVanSoort]:
    """Return the closed table of taken_per_soort.yaml, by kind of party."""
    found: Mapping[str, Any] = read(decode(TABEL.read_bytes()))
    return {soort: TakenVanSoort(tuple(deel["taken"]), deel["reden"]) for soort, deel in found.items()}


@cache
def task_words() -> Mapping[str, str]:
    """Return every task of the toets with its words."""
    return load_shipped(voorbeelden=False).feiten["verstrekker"].antwoorden


def state_of(partij: Partij) -> str:
    """Return a word that changes when somebody changes this party: a form that carries another one is stale."""
    values = (partij.naam, partij.soort, partij.plaats, partij.contactpunt, partij.lezing)
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:16]


def voeg_partij_toe(
    *,
    id: UUID,
    naam: str,
    soort: str,
    plaats: str,
    contactpunt: str,
    lezing: str,
    taken: Collection[str],
    op: datetime,
    door: Medewerker,
) -> Partij:
    """Add a party with its tasks. `id` is the form's own: sent twice, it is the same party.

    :raises KanNiet: the name is taken, or this kind of party has no such task.
    """
    with transaction.atomic():
        if found := Partij.objects.filter(pk=id).first():
            return found
        _check_name(naam)
        _check_tasks(soort, taken)
        partij = Partij(pk=id, naam=naam, soort=soort, plaats=plaats, contactpunt=contactpunt, lezing=lezing)
        try:
            with transaction.atomic():
                partij.save(force_insert=True)
        except IntegrityError:  # the same form, or the same name, a moment earlier
            if found := Partij.objects.filter(pk=id).first():
                return found
            raise KanNiet("naam", NAAM_BEZET) from None
        log("partij_toegevoegd", op=op, door=door, onderwerp=partij)
        for taak in sorted(taken):
            ken_taak_toe(partij=partij, soort=taak, op=op, door=door)
    return partij


def wijzig_partij(
    *,
    partij: Partij,
    stand: str,
    naam: str,
    soort: str,
    plaats: str,
    contactpunt: str,
    lezing: str,
    op: datetime,
    door: Medewerker,
) -> None:
    """Change who a party is. `stand` is state_of() as the form showed it.

    :raises KanNiet: somebody else changed it since, the name is taken, or a task does not fit the new kind.
    """
    with transaction.atomic():
        now = Partij.objects.select_for_update().get(pk=partij.pk)
        new = {"naam": naam, "soort": soort, "plaats": plaats, "contactpunt": contactpunt, "lezing": lezing}
        if all(getattr(now, veld) == waarde for veld, waarde in new.items()):
            return  # sent twice
        if state_of(now) != stand:
            raise KanNiet(
                "",
                "Iemand anders heeft deze partij intussen gewijzigd. Hieronder staat wat u invulde."
                " Open de partij opnieuw om te zien wat er nu staat.",
            )
        _check_name(naam, besides=now.pk)
        _check_tasks(soort, list(now.taken.in_force(localdate(op)).values_list("soort", flat=True)))
        for veld, waarde in new.items():
            setattr(now, veld, waarde)
        try:
            with transaction.atomic():
                now.save(update_fields=list(new))
        except IntegrityError:  # the same name, a moment earlier
            raise KanNiet("naam", NAAM_BEZET) from None
        log("partij_gewijzigd", op=op, door=door, onderwerp=now)


def ken_taak_toe(*, partij: Partij, soort: str, op: datetime, door: Medewerker) -> Taak:
    """Give a party a task by law; one that it has already stays as it is.

    :raises KanNiet: this kind of party has no such task.
    """
    with transaction.atomic():
        Partij.objects.select_for_update().get(pk=partij.pk)
        _check_tasks(partij.soort, [soort])
        if found := partij.taken.in_force(localdate(op)).filter(soort=soort).first():
            return found
        taak = Taak.objects.create(partij=partij, soort=soort)
        log("taak_toegekend", op=op, door=door, onderwerp=taak)
    return taak


def beeindig_taak(*, taak: Taak, op: datetime, door: Medewerker) -> None:
    """End a task from today on: nothing new can rest on it. Who worked for it keeps the account."""
    with transaction.atomic():
        ended = Taak.objects.filter(pk=taak.pk, beeindigd_op=None).update(beeindigd_op=localdate(op))
        if ended:
            log("taak_beeindigd", op=op, door=door, onderwerp=taak)


def geef_mandaat(
    *,
    id: UUID,
    partij: Partij,
    naam: str,
    functie: str,
    mandaat: str,
    volmacht_aan: Partij | None,
    geldig_vanaf: date,
    geldig_tot: date | None,
    op: datetime,
    door: Medewerker,
) -> Vertegenwoordiger:
    """Record who may sign for a party, on what mandate and in which period. `id` is the form's own.

    :raises KanNiet: the period ends before it begins, or this proxy is not one that the agreement knows.
    """
    with transaction.atomic():
        Partij.objects.select_for_update().get(pk=partij.pk)  # a double click comes one after the other
        if found := Vertegenwoordiger.objects.filter(pk=id, partij=partij).first():
            return found
        if geldig_tot is not None and geldig_tot < geldig_vanaf:
            raise KanNiet("geldig_tot", "De laatste dag ligt voor de eerste dag. Kies een latere laatste dag.")
        _check_proxy(partij, volmacht_aan, naam, geldig_vanaf)
        tekent = Vertegenwoordiger.objects.create(
            pk=id,
            partij=partij,
            naam=naam,
            functie=functie,
            mandaat=mandaat,
            volmacht_aan=volmacht_aan,
            geldig_vanaf=geldig_vanaf,
            geldig_tot=geldig_tot,
        )
        log("mandaat_gegeven", op=op, door=door, onderwerp=tekent)
    return tekent


def trek_mandaat_in(*, vertegenwoordiger: Vertegenwoordiger, laatste_dag: date, op: datetime, door: Medewerker) -> None:
    """End a mandate after its last day, today at the earliest: what was signed before it stays signed.

    :raises KanNiet: the last day lies in the past or before the first, or the mandate has ended already.
    """
    with transaction.atomic():
        now = Vertegenwoordiger.objects.select_for_update().get(pk=vertegenwoordiger.pk)
        if now.geldig_tot == laatste_dag:
            return
        if now.geldig_tot is not None and now.geldig_tot < localdate(op):
            raise KanNiet("laatste_dag", "Dit mandaat is al geëindigd. Er is niets meer in te trekken.")
        if laatste_dag < localdate(op):
            raise KanNiet("laatste_dag", "Een mandaat kunt u niet achteraf intrekken. Kies vandaag of een latere dag.")
        if laatste_dag < now.geldig_vanaf:
            raise KanNiet("laatste_dag", "Het mandaat begint pas later. Kies een dag op of na de eerste dag.")
        now.geldig_tot = laatste_dag
        now.save(update_fields=["geldig_tot"])
        log("mandaat_ingetrokken", op=op, door=door, onderwerp=now)


def who_may_sign(partij: Partij, dag: date) -> list[Vertegenwoordiger]:
    """Return who may sign for a party on this day; a proxy counts while its holder represents the other party."""
    found = partij.vertegenwoordigers.filter(in_period(dag)).select_related("volmacht_aan")
    return [tekent for tekent in found if proxy_holds(tekent, dag)]


def proxy_holds(tekent: Vertegenwoordiger, dag: date) -> bool:
    """Whether a proxy can be used on this day: who holds it represents, on that day, the party it was given to."""
    if tekent.volmacht_aan is None:
        return True
    own = tekent.volmacht_aan.vertegenwoordigers.filter(in_period(dag), volmacht_aan=None)
    return own.filter(naam__iexact=tekent.naam).exists()


def _check_name(naam: str, *, besides: UUID | None = None) -> None:
    if any(row != besides for row in Partij.objects.filter(naam__iexact=naam).values_list("pk", flat=True)):
        raise KanNiet("naam", NAAM_BEZET)


def _check_tasks(soort: str, taken: Collection[str]) -> None:
    table = tasks_per_kind()[soort]
    for taak in taken:
        if taak not in table.taken:
            words = task_words().get(taak, taak)
            raise KanNiet("taken", f"De taak ‘{words}’ past niet bij deze soort partij. {table.reden}")


def _check_proxy(partij: Partij, volmacht_aan: Partij | None, naam: str, dag: date) -> None:
    if volmacht_aan is None:
        return
    if partij.soort not in GEEFT_VOLMACHT or volmacht_aan.soort != KRIJGT_VOLMACHT:
        raise KanNiet(
            "volmacht_aan",
            "Alleen een school of schoolbestuur geeft een volmacht, en alleen aan het samenwerkingsverband."
            " Laat deze partij zelf tekenen.",
        )
    if not proxy_holds(Vertegenwoordiger(naam=naam, volmacht_aan=volmacht_aan), dag):
        raise KanNiet(
            "naam",
            f"{naam} vertegenwoordigt {volmacht_aan} niet op de eerste dag. Leg dat eerst vast bij {volmacht_aan},"
            " met precies dezelfde naam.",
        )
