# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The acts on a region's own type: begin, keep a draft, settle. Only for who manages the region; the wall guards it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from deelwijs.convenant.models import ConvenantVersie
from deelwijs.logboek.actions import log
from deelwijs.overleg.document import Fout, TypeFout
from deelwijs.overleg.eigen import check_own, copy_of
from deelwijs.overleg.models import EigenType
from deelwijs.overleg.typen import load_types
from deelwijs.partij.models import Medewerker


class BestaatAl(ValueError):
    """There is a type with this slug already, or a draft of it."""


class Achterhaald(ValueError):
    """Somebody changed or settled the draft in the meantime."""


def faults_of(inhoud: Any, versie: ConvenantVersie) -> list[Fout]:
    """Return what is wrong with a document as an own type of this version."""
    own = EigenType.objects.filter(convenantversie=versie, status=EigenType.VASTGESTELD).values_list("slug", flat=True)
    slugs = {*(slug for slug in load_types() if slug in versie.overlegtypen), *own}
    return check_own(inhoud, doelen=versie.doelen, categorieen=versie.categorieen, slugs=slugs)


def begin(*, versie: ConvenantVersie, van: str, slug: str, naam: str, door: Medewerker, op: datetime) -> EigenType:
    """Begin an own type as a copy of a shipped one.

    :raises BestaatAl: when this version has a type of that slug.
    :raises KeyError: when there is no shipped type `van`.
    """
    inhoud = copy_of(van, nieuw=slug, naam=naam, categorieen=versie.categorieen, doelen=versie.doelen)
    with transaction.atomic():
        _one_at_a_time(versie)
        if slug in load_types() or EigenType.objects.filter(convenantversie=versie, slug=slug).exists():
            raise BestaatAl(slug)
        rij = EigenType.objects.create(convenantversie=versie, slug=slug, nummer=1, inhoud=inhoud, door=door, op=op)
        log("overlegtype_gemaakt", op=op, door=door, onderwerp=rij)
    return rij


def begin_change(*, versie: ConvenantVersie, slug: str, door: Medewerker, op: datetime) -> EigenType:
    """Begin a new wording of an own type; what is settled stays for the cases that run under it.

    :raises BestaatAl: when somebody is at it already.
    :raises EigenType.DoesNotExist: when there is nothing settled to change.
    """
    with transaction.atomic():
        _one_at_a_time(versie)
        rijen = EigenType.objects.filter(convenantversie=versie, slug=slug)
        if rijen.filter(status=EigenType.CONCEPT).exists():
            raise BestaatAl(slug)
        laatste = rijen.filter(status=EigenType.VASTGESTELD).latest("nummer")
        rij = EigenType.objects.create(
            convenantversie=versie, slug=slug, nummer=laatste.nummer + 1, inhoud=laatste.inhoud, door=door, op=op
        )
        log("overlegtype_gemaakt", op=op, door=door, onderwerp=rij)
    return rij


def keep(*, concept: EigenType, inhoud: dict[str, Any], door: Medewerker, op: datetime) -> EigenType:
    """Keep a draft, also one that is not right yet.

    :raises Achterhaald: when it was changed or settled since `concept` was read.
    """
    with transaction.atomic():
        rij = _draft_again(concept)
        rij.inhoud, rij.door, rij.op = inhoud, door, op
        rij.save(update_fields=["inhoud", "door", "op"])
        log("overlegtype_gewijzigd", op=op, door=door, onderwerp=rij)
    return rij


def settle(*, concept: EigenType, door: Medewerker, op: datetime) -> EigenType:
    """Settle a draft: the first wording holds today, a later one from tomorrow on, so that no running day changes.

    :raises TypeFout: with every fault; then nothing changes.
    :raises Achterhaald: when it was changed or settled since `concept` was read.
    """
    with transaction.atomic():
        _one_at_a_time(concept.convenantversie)
        rij = _draft_again(concept)
        if fouten := faults_of(rij.inhoud, rij.convenantversie):
            raise TypeFout(fouten)
        rij.status, rij.geldig_vanaf = EigenType.VASTGESTELD, _first_day(rij, timezone.localdate(op))
        rij.door, rij.op = door, op
        rij.save(update_fields=["status", "geldig_vanaf", "door", "op"])
        log("overlegtype_gewijzigd", op=op, door=door, onderwerp=rij)
    return rij


def _first_day(rij: EigenType, vandaag: date) -> date:
    eerder = EigenType.objects.filter(
        convenantversie=rij.convenantversie, slug=rij.slug, status=EigenType.VASTGESTELD
    ).aggregate(laatste=Max("geldig_vanaf"))["laatste"]
    return vandaag if eerder is None else max(vandaag, eerder) + timedelta(days=1)


def _one_at_a_time(versie: ConvenantVersie) -> None:
    """Two managers who begin or settle at once come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"overlegtype {versie.pk}"])


def _draft_again(concept: EigenType) -> EigenType:
    rij = (
        EigenType.objects.select_for_update(of=("self",))
        .filter(pk=concept.pk, status=EigenType.CONCEPT, op=concept.op)
        .select_related("convenantversie")
        .first()
    )
    if rij is None:
        raise Achterhaald(concept.slug)
    return rij
