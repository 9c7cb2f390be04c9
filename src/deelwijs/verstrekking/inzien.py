# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Looking at what was given, tested anew at every look, and ending it. A withdrawal closes the very next look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from deelwijs.casus.inhoud import clear_json, open_inbreng
from deelwijs.casus.models import Casus, Deelname, Inbreng
from deelwijs.casus.slot import lock
from deelwijs.logboek.actions import log
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Uitkomst as Afloop
from deelwijs.partij.models import Medewerker
from deelwijs.toets.model import Uitkomst
from deelwijs.toets.oordeel import Oordeel
from deelwijs.toets.uitleg import Eis
from deelwijs.verstrekking import oordelen
from deelwijs.verstrekking.afweging import Afweging
from deelwijs.verstrekking.dossier import is_declared, read_dossier, read_seats
from deelwijs.verstrekking.facts import gather
from deelwijs.verstrekking.models import Inzage, Toets, Verstrekking
from deelwijs.verstrekking.muren import HERTOETS
from deelwijs.verstrekking.reikwijdte import Cel
from deelwijs.verstrekking.weigering import NietMogelijk


@dataclass(frozen=True)
class Blik:
    """What a look gives. `dicht` says why it is closed, as a word of teksten.yaml; "" when it is open.

    `velden` holds content only when content was given. The reasons of the provider are not in here: those are theirs.
    """

    verstrekking: Verstrekking
    dicht: str
    velden: Mapping[str, str] = field(default_factory=dict)
    plichten: tuple[Eis, ...] = ()  # what who receives has to keep to


def zie_in(*, verstrekking: Verstrekking, door: Medewerker, op: datetime) -> Blik:
    """Look at what was given: tested anew with what the provider knows today and the law of today.

    Every look leaves a line in the log, also one that is closed.
    :raises Verstrekking.DoesNotExist: not there, or not given to this person's party and task.
    """
    with transaction.atomic():
        share(verstrekking.casus_id)
        row = (
            Verstrekking.objects.received_by(door)
            .select_related("casus__versie", "verstrekker", "ontvanger", "gegeven_door")
            .get(pk=verstrekking.pk)
        )
        dicht, plichten = why_closed(row, op)
        velden: Mapping[str, str] = {}
        if not dicht and row.niveau == "wat":
            inbreng = Inbreng.objects.filter(pk=row.inbreng_id)
            velden = open_inbreng(rijen=list(inbreng), door=door, op=op).get(row.inbreng_id, {})
            if not velden:  # the gate is the last to speak
                dicht = "poort"
        _remember(row, dicht, door, op)
    return Blik(row, dicht, velden, () if dicht else plichten)


def _remember(row: Verstrekking, dicht: str, door: Medewerker, op: datetime) -> None:
    common: dict[str, Any] = {
        "door": door, "op": op, "casus": row.casus_id, "onderwerp": row, "verstrekking": row,
        "categorie": row.categorie, "doel": row.doel, "ontvanger": row.ontvanger_id,
    }  # fmt: skip
    if dicht:
        log("inzien_gesloten", uitkomst=Afloop.GEWEIGERD, **common)
    elif row.niveau != "wat":  # opening content wrote its own line
        log("ingezien", **common)
    soort = Inzage.EINDE if row.ingetrokken_op is not None else Inzage.GEZIEN
    seen = Inzage(verstrekking=row, casus_id=row.casus_id, soort=soort, door=door, op=op)
    known = Inzage.objects.filter(casus=row.casus_id, verstrekking=row, door=door, soort=soort)
    if (not dicht or soort == Inzage.EINDE) and not known.exists():
        try:
            with transaction.atomic():
                seen.save(force_insert=True)
        except IntegrityError:
            return  # the same person, in another window at the same moment, was first
        if soort == Inzage.EINDE:
            log("intrekking_bevestigd", **common)


def share(casus: UUID) -> None:
    """Hold the casus against change until the transaction ends: who withdraws waits for a look that is under way."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM casus_casus WHERE id = %s FOR SHARE", [casus])


def why_closed(row: Verstrekking, op: datetime) -> tuple[str, tuple[Eis, ...]]:
    """Return why this disclosure is closed now ("" when it is open), and what who receives has to keep to.

    ingetrokken; verlopen; fase; zetel: somebody no longer takes part; toets: the answer is no longer yes; afweging: a
    person must weigh anew; nieuwe_plicht: there is a duty beforehand that nobody confirmed.
    """
    if row.ingetrokken_op is not None:
        return "ingetrokken", ()
    if not row.is_open(op):
        return "verlopen", ()
    if row.fase != row.casus.fase:
        return "fase", ()
    seats = read_seats(row.casus)
    last = row.herbeoordelingen.exclude(toets=None).order_by("op").last()
    known = set(row.voorwaarden.values_list("regel", flat=True))
    with in_name_of(row.verstrekker_id):
        oordeel = again(row, seats, op)
        if oordeel is None:
            return "zetel", ()
        toets = Toets.objects.get(pk=(last.toets_id if last else None) or row.toets_id)
        dicht = _still(row, toets, oordeel, known)
    part = oordelen.part(oordeel)
    return dicht, tuple(eis for eis in (*part.vast, *part.voorwaarden) if eis.plicht.wie == "ontvanger")


def again(row: Verstrekking, seats: Mapping[UUID, Deelname], op: datetime) -> Oordeel | None:
    """Test a disclosure anew with what its provider knows today; None when one of the two no longer takes part."""
    inbreng = Inbreng.objects.get(pk=row.inbreng_id)
    dossier = read_dossier(casus=row.casus, partij=row.verstrekker, op=op, zetels=seats)
    seat = next((z for z in seats.values() if z.partij_id == row.ontvanger_id and z.taak == row.ontvanger_taak), None)
    if seat is None or not is_declared(seat) or dossier.own_seat(row.verstrekker_taak) is None:
        return None
    if dossier.versie is None or not (seat.derde or seat.partij_id in dossier.neemt_deel):
        return None
    feiten = gather(dossier=dossier, inbreng=inbreng, deelname=seat, niveau=row.niveau, doel=row.doel, fase=row.fase)
    return oordelen.fully(dossier.kennis, feiten, dossier.dag, dossier.lezing)


def _still(row: Verstrekking, toets: Toets, oordeel: Oordeel, known: set[str]) -> str:
    """Whether today's answer still carries what was decided then."""
    if oordelen.must_weigh(oordeel):
        if toets.afweging is None:
            return "afweging"
        weighed = Afweging.model_validate(clear_json(row.casus_id, toets.plek("afweging"), toets.afweging))
        if not weighed.covers([u.regel.id for u in oordelen.weighing_rules(oordeel)], row.ontvanger_taak):
            return "afweging"
    elif not oordeel.uitkomst.mag:
        return "toets"
    return "" if {eis.regel.id for eis in oordelen.before(oordeel, spoed=row.spoed)} <= known else "nieuwe_plicht"


@contextmanager
def in_name_of(partij: UUID) -> Iterator[None]:
    """Test in the name of a provider: what it knows is read inside, and only the answer may come out."""
    with in_kring(Kring(partij=partij, rol=HERTOETS)):
        yield


def trek_in(*, verstrekking: Verstrekking, door: Medewerker, op: datetime) -> None:
    """End a disclosure of one's own party and task, at once. With the knowledge that it exists, its content goes too.

    :raises Verstrekking.DoesNotExist: not there, or not theirs.
    :raises NietMogelijk: it ended already.
    """
    with transaction.atomic():
        lock(verstrekking.casus_id, door)
        row = Verstrekking.objects.given_by(door).get(pk=verstrekking.pk)
        if row.ingetrokken_op is not None:
            raise NietMogelijk("al_beeindigd")
        rows = Verstrekking.objects.given_by(door).filter(ingetrokken_op=None)
        ended = rows.filter(pk=row.pk)
        if row.niveau != "wat":
            ended |= rows.filter(
                inbreng=row.inbreng_id, ontvanger=row.ontvanger_id, ontvanger_taak=row.ontvanger_taak, niveau="wat"
            )
        end(list(ended.select_related("inbreng")), door, op)


def end_without_yes(*, casus: Casus, cellen: Iterable[Cel], door: Medewerker, op: datetime) -> None:
    """End what was given in these cells and what the toets says no more yes to. What rests on a law stays open."""
    cells = set(cellen)
    rows = (
        Verstrekking.objects.given_by(door).open_at(op).filter(casus=casus, inbreng__in={cel.inbreng for cel in cells})
    )
    given = [
        row
        for row in rows.select_related("inbreng", "casus__versie", "verstrekker")
        if Cel(row.inbreng_id, row.ontvanger_id, row.ontvanger_taak, row.niveau, row.doel) in cells
    ]
    seats = read_seats(casus) if given else {}
    end([row for row in given if not _may_stay(again(row, seats, op))], door, op)


def _may_stay(oordeel: Oordeel | None) -> bool:
    # What a person must weigh anew is closed by the next look, and says so.
    return oordeel is not None and (oordeel.uitkomst.mag or oordeel.uitkomst is Uitkomst.EIGEN_AFWEGING)


def end(rows: list[Verstrekking], door: Medewerker, op: datetime) -> None:
    """End disclosures of one's own, and say so in the log."""
    keys = [row.pk for row in rows]
    Verstrekking.objects.filter(pk__in=keys, ingetrokken_op=None).update(ingetrokken_op=op, ingetrokken_door=door)
    for row in rows:
        log(
            "ingetrokken", door=door, op=op, casus=row.casus_id, betrokkene=row.inbreng.betrokkene_id, onderwerp=row,
            verstrekking=row, ontvanger=row.ontvanger_id, categorie=row.categorie, doel=row.doel,
        )  # fmt: skip
