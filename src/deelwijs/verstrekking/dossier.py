# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What one party knows of a casus, read at once: a grid of sixty cells asks the database no more than a single cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from deelwijs.casus import persoon
from deelwijs.casus.inhoud import clear, clear_json
from deelwijs.casus.models import Antwoord, Betrokkene, Casus, Deelname, Inbreng
from deelwijs.casus.sleutels import Plek
from deelwijs.convenant.grens import BuitenConvenant, mag
from deelwijs.convenant.models import ConvenantVersie, Toetreding
from deelwijs.overleg.gelding import types_in_force
from deelwijs.overleg.typen import Overlegtype
from deelwijs.partij.models import Partij
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Kennis, Lezing
from deelwijs.verstrekking.models import FgBericht
from deelwijs.verstrekking.reikwijdte import Cel, Sleutel, has_passed, key

# With this answer the FG is asked whether those concerned may be left untold; without it, for an article of law.
NIET_INFORMEREN = ("geinformeerd", "gevaar")


@dataclass(frozen=True)
class Gezegd:
    """What a person answered: the answer (None: taken back), on which day it happened, who said it and when."""

    waarde: Any
    dag: date | None
    door: str
    op: datetime


@dataclass(frozen=True)
class Dossier:
    """Everything that rows of one party tell in one casus, on one day. Made by `read_dossier`."""

    kennis: Kennis
    casus: Casus
    partij: Partij
    op: datetime
    versie: ConvenantVersie | None  # in force on the day, of the agreement of this casus
    buiten: BuitenConvenant | None  # why that version does not hold this type of consultation; None: it does
    neemt_deel: frozenset[UUID]  # the parties that take part in it on the day
    overlegtype: Overlegtype | None
    zetels: Mapping[UUID, Deelname]
    doel_staat_op_papier: bool
    geboren: Mapping[str, tuple[date, str, datetime]]  # task -> day of birth of the youth, who recorded it, when
    gezegd: Mapping[Sleutel, Gezegd]
    adviezen: Mapping[Cel, FgBericht]  # the last advice on what people say of a cell now
    aangewezen: Mapping[Cel, FgBericht]  # of those: what was asked is whether an article of law allows it

    @property
    def dag(self) -> date:
        return localdate(self.op)

    @property
    def lezing(self) -> Lezing:
        """The reading that the FG of this party chose."""
        return Lezing(self.partij.lezing)

    def seats_of_others(self) -> list[Deelname]:
        """Return the seats that something can be given to: of other parties, and declared."""
        return [z for z in self.zetels.values() if z.partij_id != self.partij.pk and is_declared(z)]

    def own_seat(self, taak: str) -> Deelname | None:
        """Return one's own declared seat for a task."""
        for zetel in self.zetels.values():
            if zetel.partij_id == self.partij.pk and zetel.taak == taak and is_declared(zetel):
                return zetel
        return None


def is_declared(zetel: Deelname) -> bool:
    """Whether somebody sits there and stated task, responsibility and basis (convenant 3.4)."""
    return zetel.status == Deelname.DEELNEMER and zetel.verklaard_op is not None


def read_seats(casus: Casus) -> dict[UUID, Deelname]:
    """Return who sits in a casus now, by the key of the seat; every participant sees that."""
    seats = casus.deelnames.select_related("partij", "medewerker").filter(status=Deelname.DEELNEMER)
    return {seat.pk: seat for seat in seats}


def read_dossier(
    *, casus: Casus, partij: Partij, op: datetime, zetels: Mapping[UUID, Deelname] | None = None
) -> Dossier:
    """Return what the rows of a party tell, in nine queries. Who acts must be of that party, or test anew for it.

    `zetels`: from read_seats, where who tests anew cannot see them.
    """
    dag = localdate(op)
    versie = ConvenantVersie.objects.in_force(dag).filter(convenant=casus.versie.convenant_id).first()
    neemt_deel = (
        Toetreding.objects.in_force(dag).filter(versie=versie).values_list("partij", flat=True) if versie else ()
    )
    gezegd = _answers(casus, partij, op)
    adviezen = _advice(casus, partij, gezegd)
    return Dossier(
        kennis=load_shipped(voorbeelden=False),
        casus=casus,
        partij=partij,
        op=op,
        versie=versie,
        buiten=_outside(versie, dag, casus.overlegtype),
        neemt_deel=frozenset(neemt_deel),
        overlegtype=types_in_force(localdate(casus.geopend_op), casus.versie).get(casus.overlegtype),
        zetels=read_seats(casus) if zetels is None else zetels,
        doel_staat_op_papier=bool(clear(casus.pk, Plek("casus", casus.pk, "doel_tekst"), casus.doel_tekst).strip()),
        geboren=_births(casus, partij),
        gezegd=gezegd,
        adviezen={cel: bericht for cel, (bericht, _) in adviezen.items()},
        aangewezen={cel: bericht for cel, (bericht, article) in adviezen.items() if article},
    )


def _outside(versie: ConvenantVersie | None, dag: date, overlegtype: str) -> BuitenConvenant | None:
    try:
        mag(versie, dag, overlegtype=overlegtype)
    except BuitenConvenant as no:
        return no
    return None


def _answers(casus: Casus, partij: Partij, op: datetime) -> dict[Sleutel, Gezegd]:
    """The last answer counts; one that was taken back is no answer, nor one whose time passed.

    Not only those before the moment of asking: who waited for the lock must see what was said in the meantime.
    """
    found: dict[Sleutel, Gezegd] = {}
    rows = Antwoord.objects.filter(casus=casus, partij=partij).select_related("door").order_by("op", "id")
    for row in rows:
        said = clear_json(casus.pk, row.plek("waarde"), row.waarde)
        sleutel = Sleutel(
            row.feit,
            said["van"],
            row.inbreng_id,
            row.ontvanger_id,
            said["taak"],
            said["niveau"],
            said["doel"],
            said.get("fase", ""),
        )
        dag = date.fromisoformat(said["dag"]) if said["dag"] else None
        answer, before = said["antwoord"], found.get(sleutel)
        if before is not None and before.op == row.op and before.waarde != answer:
            answer = None  # two answers of one moment: nobody can say which came last, so it is not known
        if has_passed(row.feit, answer, row.op, op):
            answer = None
        found[sleutel] = Gezegd(answer, dag, row.door.naam, row.op)
    return found


def _births(casus: Casus, partij: Partij) -> dict[str, tuple[date, str, datetime]]:
    """Only from what the party itself recorded about who the youth is."""
    rows = (
        Inbreng.objects.filter(casus=casus, partij=partij, categorie=persoon.CATEGORIE)
        .filter(betrokkene__relatie=Betrokkene.JONGERE, opvolger=None)
        .select_related("door")
        .order_by("op")
    )
    found = {}
    for row in rows:
        try:
            born = persoon.lees(clear(casus.pk, row.plek("tekst"), row.tekst)).geboortedatum
        except ValueError:
            continue  # written in words: then a person says how old the youth is
        if born is not None:
            found[row.taak] = (born, row.door.naam, row.op)
    return found


def _advice(casus: Casus, partij: Partij, gezegd: Mapping[Sleutel, Gezegd]) -> dict[Cel, tuple[FgBericht, bool]]:
    """Return per cell the last advice, and whether it was about an article of law.

    A yes counts for what was asked, no further: that somebody may be told later says nothing of an article, nor the
    other way round. When the answer that made the question is another, the FG has said nothing of it yet.
    """
    rows = (
        FgBericht.objects.filter(casus=casus, partij=partij, soort=FgBericht.ADVIES, afgehandeld_op__isnull=False)
        .select_related("toets", "afgehandeld_door")
        .order_by("afgehandeld_op")
    )
    found = {}
    for bericht in rows:
        toets = bericht.toets
        cel = Cel(toets.inbreng_id, toets.ontvanger_id, toets.ontvanger_taak, toets.niveau, toets.doel)
        asked = clear_json(casus.pk, toets.plek("feiten"), toets.feiten).get(NIET_INFORMEREN[0]) == NIET_INFORMEREN[1]
        said = gezegd.get(key(NIET_INFORMEREN[0], toets.taak, cel, toets.fase))
        if asked == (said is not None and said.waarde == NIET_INFORMEREN[1]):
            found[cel] = bericht, not asked
    return found
