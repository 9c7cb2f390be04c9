# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The one place that answers: is this possible under the version in force on this day? Forms ask it, acts ask again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef

from deelwijs.convenant.models import Convenant, ConvenantVersie, Toetreding, VersieQuerySet
from deelwijs.convenant.woorden import in_words, own_types, words
from deelwijs.partij.models import Partij, Taak
from deelwijs.ui.weigering import Weigering

CONSTRAINT = "binnen_convenant"  # the name under which the walls of the database refuse


class BuitenConvenant(Weigering):
    """What was asked is not in the version in force."""

    bestand = Path(__file__).with_name("redenen.yaml")


def versies_op(dag: date, *, partij: Partij | None = None, convenant: Convenant | None = None) -> VersieQuerySet:
    """Return the versions in force on this day, of one agreement or of those that a party takes part in."""
    found = ConvenantVersie.objects.in_force(dag).select_related("convenant")
    if convenant is not None:
        found = found.filter(convenant=convenant)
    if partij is not None:
        found = found.filter(Exists(Toetreding.objects.in_force(dag).filter(versie=OuterRef("pk"), partij=partij)))
    return found


def versie_op(dag: date, *, partij: Partij | None = None, convenant: Convenant | None = None) -> ConvenantVersie | None:
    """Return the version in force on this day, or None. A region has one; name what is meant where there are several.

    :raises BuitenConvenant: several are in force, so that somebody must choose (see versies_op).
    """
    found = list(versies_op(dag, partij=partij, convenant=convenant)[:2])
    if len(found) > 1:
        raise BuitenConvenant("meer_convenanten", dag=in_words(dag))
    return found[0] if found else None


def partijen_op(versie: ConvenantVersie, dag: date) -> models.QuerySet[Partij]:
    """Return the parties that take part on this day: signed, announced and not ended. None outside its period."""
    if not is_in_force(versie, dag):
        return Partij.objects.none()
    return Partij.objects.filter(Exists(Toetreding.objects.in_force(dag).filter(versie=versie, partij=OuterRef("pk"))))


def is_in_force(versie: ConvenantVersie, dag: date) -> bool:
    """Whether this version binds on this day, first and last day included."""
    return (
        versie.status == ConvenantVersie.VASTGESTELD
        and versie.geldig_vanaf <= dag
        and (versie.geldig_tot is None or dag <= versie.geldig_tot)
    )


def mag(
    versie: ConvenantVersie | None,
    dag: date,
    *,
    partij: Partij | None = None,
    taak: str | None = None,
    doel: str | None = None,
    categorie: str | None = None,
    overlegtype: str | None = None,
) -> None:
    """Return if this version, on this day, holds all that is named. `taak` with `partij`: a task of that party.

    :raises BuitenConvenant: with the first thing that it does not hold, in plain Dutch: what, why, what now.
    """
    day = in_words(dag)
    if versie is None:
        raise BuitenConvenant("geen_versie", dag=day)
    if versie.status != ConvenantVersie.VASTGESTELD:
        raise BuitenConvenant("concept", versie=str(versie.nummer))
    if not is_in_force(versie, dag):
        raise BuitenConvenant("niet_in_werking", versie=str(versie.nummer), dag=day)
    if partij is not None:
        _takes_part(versie, dag, partij)
    if taak is not None:
        _has_task(versie, dag, partij, taak)
    for wat, waarde, held in (
        ("doel", doel, versie.doelen),
        ("categorie", categorie, versie.categorieen),
        # Asked of the database only where a type is named: a grid asks this for every cell.
        ("overlegtype", overlegtype, types_on(versie, dag) if overlegtype is not None else ()),
    ):
        if waarde is not None and waarde not in held:
            raise BuitenConvenant(wat, versie=str(versie.nummer), **{wat: words(wat, waarde)})


def _takes_part(versie: ConvenantVersie, dag: date, partij: Partij) -> None:
    if versie.takes_part(partij, dag):
        return
    row = versie.toetredingen.filter(partij=partij).order_by(models.F("beeindigd_op").desc(nulls_first=True)).first()
    woorden = {"partij": partij.naam, "dag": in_words(dag)}
    if row is None:
        raise BuitenConvenant("partij", **woorden)
    if row.beeindigd_op is not None and row.beeindigd_op <= dag:
        raise BuitenConvenant("beeindigd", sinds=in_words(row.beeindigd_op), **woorden)
    if row.getekend_op is None or row.getekend_op > dag:
        raise BuitenConvenant("niet_getekend", **woorden)
    raise BuitenConvenant("niet_bekendgemaakt", **woorden)


def _has_task(versie: ConvenantVersie, dag: date, partij: Partij | None, taak: str) -> None:
    if partij is not None:
        if not partij.taken.in_force(dag).filter(soort=taak).exists():
            raise BuitenConvenant("taak_van_partij", partij=partij.naam, taak=words("taak", taak))
        return
    if taak not in tasks_on(versie, dag):
        raise BuitenConvenant("taak", taak=words("taak", taak), dag=in_words(dag))


def tasks_on(versie: ConvenantVersie, dag: date) -> frozenset[str]:
    """Return the tasks that the parties taking part on this day have together."""
    found = Taak.objects.in_force(dag).filter(partij__in=partijen_op(versie, dag))
    return frozenset(found.values_list("soort", flat=True))


def types_on(versie: ConvenantVersie, dag: date) -> frozenset[str]:
    """Return the types of consultation of a version: those it names, and those that the region added to it."""
    return frozenset(versie.overlegtypen) | frozenset(own_types(versie, dag))


@contextmanager
def binnen_convenant() -> Iterator[None]:
    """Turn a refusal by the walls of the database inside the block into the message for the screen.

    The block runs in a savepoint: what came before it stays.
    :raises BuitenConvenant: the database refused.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        refused = refusal(error)
        if refused is None:
            raise
        raise refused from error


def refusal(error: Exception) -> BuitenConvenant | None:
    """Return what the screen says when the walls of the database refused, or None for a fault of another kind."""
    diag = getattr(error.__cause__, "diag", None)
    if getattr(diag, "constraint_name", None) != CONSTRAINT:
        return None
    return BuitenConvenant("onbekend")
