# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Using further what was received: asked of the provider per datum. Only a duty by law goes around that."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import localdate

from deelwijs.casus.inhoud import seal_json
from deelwijs.casus.models import Casus
from deelwijs.casus.slot import lock
from deelwijs.convenant.models import ConvenantVersie
from deelwijs.logboek.actions import log
from deelwijs.logboek.models import Uitkomst as Afloop
from deelwijs.overleg.fasen import phase
from deelwijs.overleg.gelding import types_in_force
from deelwijs.partij.models import Medewerker, Partij
from deelwijs.toets.loader import load_shipped
from deelwijs.verstrekking.afweging import HOOGSTENS, has_sense
from deelwijs.verstrekking.models import EigenDossier, FgBericht, Verstrekking, Verzoek, Voorwaarde
from deelwijs.verstrekking.plichten import duties_of
from deelwijs.verstrekking.weigering import NietMogelijk


def vraag_verder(
    *,
    verstrekking: Verstrekking,
    soort: str,
    motivering: str,
    door: Medewerker,
    op: datetime,
    fase: str = "",
    doel: str = "",
    naar: Partij | None = None,
    pk: UUID | None = None,
) -> Verzoek:
    """Ask the provider to use this datum further: its content, another phase, another purpose, or onward.

    :raises Verstrekking.DoesNotExist: not given to this person's party and task, or ended.
    :raises NietMogelijk: something else than can be asked.
    """
    with transaction.atomic():
        row, casus = _received(verstrekking, door, op)
        again = Verzoek.objects.filter(pk=pk, gevraagd_door=door).first() if pk else None
        if again is not None:
            return again
        _check_text(motivering)
        _check_asked(row, casus, soort, fase, doel, naar, door)
        verzoek = _verzoek(row, soort, motivering, door, op, pk, fase=fase, doel=doel, naar=naar)
        verzoek.save(force_insert=True)
        log("verder_gebruik_gevraagd", door=door, op=op, onderwerp=verzoek, **_common(row))
    return verzoek


def beroep_op_plicht(
    *,
    verstrekking: Verstrekking,
    artikel: str,
    motivering: str,
    door: Medewerker,
    op: datetime,
    doel: str = "",
    naar: Partij | None = None,
    pk: UUID | None = None,
) -> Verzoek:
    """Say that a duty by law makes this party use a datum further. The provider and its FG are told at once.

    :raises Verstrekking.DoesNotExist: not given to this person's party and task.
    :raises NietMogelijk: an article that the knowledge does not hold today, or that is no duty of this task.
    """
    with transaction.atomic():
        row, _ = _received(verstrekking, door, op, also_ended=True)
        again = Verzoek.objects.filter(pk=pk, gevraagd_door=door).first() if pk else None
        if again is not None:
            return again
        _check_text(motivering)
        check_article(artikel, op)
        if artikel not in duties_of(row.ontvanger_taak):
            raise NietMogelijk("artikel_geen_plicht")
        if naar is not None and naar.pk in (row.verstrekker_id, row.ontvanger_id):
            raise NietMogelijk("naar_past_niet")
        soort = Verzoek.DOORGEVEN if naar else Verzoek.DOEL
        verzoek = _verzoek(row, soort, motivering, door, op, pk, doel=doel, naar=naar)
        verzoek.status, verzoek.artikel = Verzoek.WETTELIJKE_PLICHT, artikel
        verzoek.save(force_insert=True)
        FgBericht.objects.create(
            partij_id=row.verstrekker_id, casus_id=row.casus_id, toets_id=row.toets_id, soort=FgBericht.PLICHT, op=op,
            door=door,
        )  # fmt: skip
        log("wettelijke_plicht_ingeroepen", door=door, op=op, onderwerp=verzoek, grondslag=artikel, **_common(row))
    return verzoek


def besluit_verzoek(*, verzoek: Verzoek, reden: str, door: Medewerker, op: datetime) -> Verzoek:
    """Refuse a request, with a reason that the asker reads. A refusal holds.

    Granting is giving: `verstrek` or `herbeoordeel` with this request, so that no yes exists without a toets.
    :raises Verzoek.DoesNotExist: not asked of this person's party and task.
    :raises NietMogelijk: decided already, or no reason.
    """
    with transaction.atomic():
        lock(verzoek.casus_id, door)
        row = find_asked(verzoek.pk, door)
        _check_text(reden)
        sealed = seal_json(row.casus_id, row.plek("reden"), {"tekst": reden})
        done = Verzoek.objects.filter(pk=row.pk, status=Verzoek.GEVRAAGD).update(
            status=Verzoek.GEWEIGERD, reden=sealed, besloten_door=door, besloten_op=op
        )
        if not done:
            raise NietMogelijk("al_besloten")
        log(
            "verder_gebruik_geweigerd", door=door, op=op, uitkomst=Afloop.GEWEIGERD, onderwerp=row,
            **_common(row.verstrekking),
        )  # fmt: skip
    return Verzoek.objects.get(pk=verzoek.pk)


def find_asked(pk: UUID, door: Medewerker) -> Verzoek:
    """Return a request that this person's party and task decides on.

    :raises Verzoek.DoesNotExist: not there, or not theirs.
    """
    mine = Verstrekking.objects.given_by(door)
    return (
        Verzoek.objects.select_related("verstrekking__inbreng", "vrager", "naar", "gevraagd_door")
        .filter(verstrekking__in=mine)
        .get(pk=pk)
    )


def neem_over(
    *,
    verstrekking: Verstrekking,
    artikel: str,
    toelichting: str,
    door: Medewerker,
    op: datetime,
    pk: UUID | None = None,
) -> EigenDossier:
    """Record that something was put into the receiver's own file, and under which duty. What it is stands there.

    :raises Verstrekking.DoesNotExist: not given to this person's party and task, or ended.
    :raises NietMogelijk: an article that the knowledge does not hold today, or no explanation.
    """
    with transaction.atomic():
        row, _ = _received(verstrekking, door, op)
        again = EigenDossier.objects.filter(pk=pk, door=door).first() if pk else None
        if again is not None:
            return again
        _check_text(toelichting)
        check_article(artikel, op)
        note = EigenDossier(
            pk=pk or uuid4(), casus_id=row.casus_id, verstrekking=row, partij_id=door.partij_id, door=door, op=op,
            artikel=artikel,
        )  # fmt: skip
        note.toelichting = seal_json(row.casus_id, note.plek("toelichting"), {"tekst": toelichting})
        note.save(force_insert=True)
        log("in_eigen_dossier_genomen", door=door, op=op, onderwerp=note, grondslag=artikel, **_common(row))
    return note


def voldoe(*, voorwaarde: Voorwaarde, door: Medewerker, op: datetime) -> None:
    """Say that a duty that came with a disclosure is done.

    :raises NietMogelijk: done already, or the other party's.
    """
    with transaction.atomic():
        lock(voorwaarde.casus_id, door)
        rows = Voorwaarde.objects.filter(
            pk=voorwaarde.pk, eigenaar=door.partij_id, verstrekking__in=Verstrekking.objects.visible_to(door)
        )
        row = rows.select_related("verstrekking").first()
        if row is None:
            raise NietMogelijk("niet_van_u")
        if not Voorwaarde.objects.filter(pk=row.pk, gedaan_op=None).update(gedaan_op=op, gedaan_door=door):
            raise NietMogelijk("al_gedaan")
        log("taak_afgerond", door=door, op=op, onderwerp=row, **_common(row.verstrekking))


def check_article(artikel: str, op: datetime) -> None:
    """:raises NietMogelijk: the knowledge does not hold this article on this day."""
    if not artikel or load_shipped(voorbeelden=False).artikel(artikel, localdate(op)) is None:
        raise NietMogelijk("artikel_onbekend")


def _received(
    verstrekking: Verstrekking, door: Medewerker, op: datetime, *, also_ended: bool = False
) -> tuple[Verstrekking, Casus]:
    casus = lock(verstrekking.casus_id, door)
    rows = Verstrekking.objects.received_by(door)
    return (rows if also_ended else rows.open_at(op)).get(pk=verstrekking.pk), casus


def _check_asked(
    row: Verstrekking, casus: Casus, soort: str, fase: str, doel: str, naar: Partij | None, door: Medewerker
) -> None:
    kennis = load_shipped(voorbeelden=False)
    if soort == Verzoek.INHOUD:
        fits = row.niveau != "wat" and not (fase or doel or naar)
    elif soort == Verzoek.FASE:
        fits = _has_phase(casus, fase) and fase != row.fase and not (doel or naar)
    elif soort == Verzoek.DOEL:
        versie = ConvenantVersie.objects.get(pk=row.versie_id)
        fits = (
            doel in kennis.feiten["doel"].antwoorden
            and doel in versie.doelen
            and doel != row.doel
            and not (fase or naar)
        )
    elif soort == Verzoek.DOORGEVEN:
        if naar is None or naar.pk in (row.verstrekker_id, door.partij_id):
            raise NietMogelijk("naar_past_niet")
        fits = not fase
    else:
        fits = False
    if not fits:
        raise NietMogelijk("verzoek_onbekend")


def _has_phase(casus: Casus, fase: str) -> bool:
    overlegtype = types_in_force(localdate(casus.geopend_op), casus.versie).get(casus.overlegtype)
    if overlegtype is None:
        return False
    try:
        phase(overlegtype, fase)
    except KeyError:
        return False
    return True


def _verzoek(
    row: Verstrekking,
    soort: str,
    motivering: str,
    door: Medewerker,
    op: datetime,
    pk: UUID | None,
    *,
    fase: str = "",
    doel: str = "",
    naar: Partij | None = None,
) -> Verzoek:
    verzoek = Verzoek(
        pk=pk or uuid4(), casus_id=row.casus_id, verstrekking=row, soort=soort, verstrekker_id=row.verstrekker_id,
        vrager_id=door.partij_id, fase=fase, doel=doel, naar=naar, gevraagd_door=door, gevraagd_op=op,
    )  # fmt: skip
    verzoek.motivering = seal_json(row.casus_id, verzoek.plek("motivering"), {"tekst": motivering})
    return verzoek


def _check_text(tekst: str) -> None:
    if len(tekst) > HOOGSTENS:
        raise NietMogelijk("te_lang")
    if not has_sense(tekst):
        raise NietMogelijk("geen_reden")


def _common(row: Verstrekking) -> dict[str, Any]:
    return {
        "casus": row.casus_id, "verstrekking": row, "ontvanger": row.ontvanger_id, "categorie": row.categorie,
        "doel": row.doel,
    }  # fmt: skip
