# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What people do in a casus as far as its type of consultation decides it: open, bring in, invite, declare, direct.

Each act takes the lock of its casus, asks whether it may, writes, and logs: all in one transaction.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from deelwijs.casus import namen, persoon, zoeken
from deelwijs.casus.eenmalig import vaste_id
from deelwijs.casus.inhoud import seal_json
from deelwijs.casus.models import Betrokkene, Casus, Deelname, Inbreng, Regie, Toegang
from deelwijs.casus.schrijven import Gegeven, write
from deelwijs.casus.sleutels import Plek, nieuwe_sleutel, versleutel
from deelwijs.casus.slot import lock, require_regie, zetel
from deelwijs.casus.weigering import Geweigerd
from deelwijs.convenant.derden import Gevraagd, derde_erbij
from deelwijs.convenant.grens import BuitenConvenant, mag, versie_op
from deelwijs.convenant.models import ConvenantVersie
from deelwijs.convenant.woorden import in_words, words
from deelwijs.logboek.actions import log
from deelwijs.overleg import fasen
from deelwijs.overleg.gelding import types_in_force
from deelwijs.overleg.soort import bases, first, may_direct, openable, type_of, usable
from deelwijs.overleg.typen import Overlegtype
from deelwijs.partij.models import Medewerker, Partij

LANGSTE_DOEL, LANGSTE_VERKLARING = 1_000, 500  # characters


@dataclass(frozen=True, slots=True)
class Start:
    """What a casus begins with. `hulpvraag` is the first datum besides who it is about."""

    overlegtype: str  # slug
    doel: str  # an answer of the fact `doel`
    doel_tekst: str
    hulpvraag: Gegeven
    jongere: persoon.Persoon
    herkomst: str  # where the party knows the youth from
    verantwoordelijkheid: str
    grondslag: str  # id of an article


def open_casus(*, start: Start, token: UUID, door: Medewerker, op: datetime) -> Casus:
    """Open a casus from a question for help; who opens it directs it until that is handed over.

    The same token from the same person gives the same casus: sent twice, it is opened once.
    :raises Geweigerd: incomplete, or the type does not let this task open it so.
    :raises BuitenConvenant: not in the version in force today.
    """
    pk = vaste_id(door, "casus", token)
    if made := Casus.objects.visible_to(door).filter(pk=pk).first():
        return made
    if door.taak is None:
        raise Geweigerd("geen_taak")
    dag, taak = timezone.localdate(op), door.taak.soort
    versie = versie_op(dag, partij=door.partij)
    if versie is None:
        raise Geweigerd("geen_convenant")
    mag(versie, dag, partij=door.partij, taak=taak, doel=start.doel)
    o = _openable(versie, start, door, op)
    identiteit = Gegeven(persoon.CATEGORIE, persoon.TITEL, start.jongere.as_text(), start.herkomst)
    for gegeven in (identiteit, start.hulpvraag):
        _require_category(o, versie, first(o), taak, gegeven.categorie, op)
        gegeven.check()
    _require_declaration(o, taak, start.verantwoordelijkheid, start.grondslag)
    if not start.doel_tekst.strip():
        raise Geweigerd("leeg")
    if len(start.doel_tekst) > LANGSTE_DOEL:
        raise Geweigerd("te_lang")
    # Every participant reads these two, also who was not given the name.
    if any(zoeken.names_in(tekst, start.jongere.naam) for tekst in (start.doel_tekst, start.verantwoordelijkheid)):
        raise Geweigerd("naam_in_doel")
    # The key first and on disk, apart from the transaction: a casus without one could never be read. Should what
    # follows fail, a key of nothing stays behind, and the same form sent again uses it.
    with contextlib.suppress(ValueError):
        nieuwe_sleutel(pk)
    try:
        with transaction.atomic():
            return _open(pk, start, o, versie, identiteit, door, op)
    except IntegrityError:
        # The same form, sent at the same moment, was first.
        if made := Casus.objects.visible_to(door).filter(pk=pk).first():
            return made
        raise


def _openable(versie: ConvenantVersie, start: Start, door: Medewerker, op: datetime) -> Overlegtype:
    dag, taak = timezone.localdate(op), door.taak.soort if door.taak else ""
    types = types_in_force(dag, versie)
    if start.overlegtype not in types:
        raise Geweigerd("type_onbekend")
    if start.overlegtype not in openable(versie, dag, taak):
        raise Geweigerd("niet_openen", taak=words("taak", taak))
    o = types[start.overlegtype]
    if start.doel not in o.doelen:
        raise Geweigerd("doel_past_niet")
    return o


def _open(
    pk: UUID,
    start: Start,
    o: Overlegtype,
    versie: ConvenantVersie,
    identiteit: Gegeven,
    door: Medewerker,
    op: datetime,
) -> Casus:
    taak = door.taak.soort if door.taak else ""
    # First of all the key to it: every wall asks for one.
    Toegang(casus_id=pk, medewerker=door, partij_id=door.partij_id, taak=taak, gegeven_op=op).save(force_insert=True)
    casus = Casus(
        pk=pk,
        overlegtype=start.overlegtype,
        versie=versie,
        doel=start.doel,
        doel_tekst=versleutel(pk, Plek("casus", pk, "doel_tekst"), start.doel_tekst),
        fase=first(o),
        partij_id=door.partij_id,
        geopend_door=door,
        geopend_op=op,
    )
    casus.save(force_insert=True)
    seat = Deelname(
        casus=casus,
        partij_id=door.partij_id,
        taak=taak,
        medewerker=door,
        status=Deelname.DEELNEMER,
        uitgenodigd_door=door,
        uitgenodigd_op=op,
        overlegtype=start.overlegtype,
        doel=start.doel,
        beantwoord_door=door,
        beantwoord_op=op,
        verantwoordelijkheid=start.verantwoordelijkheid,
        grondslag=start.grondslag,
        verklaard_op=op,
    )
    seat.save(force_insert=True)
    Regie(casus=casus, soort=Regie.PROCES, medewerker=door, vanaf=op, gegeven_door=door).save(force_insert=True)
    jongere = Betrokkene(casus=casus, partij_id=door.partij_id, relatie=Betrokkene.JONGERE, op=op)
    jongere.save(force_insert=True)
    log("casus_geopend", door=door, op=op, casus=pk, betrokkene=jongere, doel=start.doel, onderwerp=casus)
    log("doel_vastgelegd", door=door, op=op, casus=pk, betrokkene=jongere, doel=start.doel)
    log("deelname_vastgelegd", door=door, op=op, casus=pk, onderwerp=seat, grondslag=start.grondslag)
    for gegeven in (identiteit, start.hulpvraag):
        row = write(gegeven, casus=casus, betrokkene=jongere, taak=taak, door=door, op=op)
        _log_inbreng(row, door, op)
    return casus


def breng_in(
    *, betrokkene: Betrokkene, gegeven: Gegeven, door: Medewerker, op: datetime, token: UUID | None = None
) -> Inbreng:
    """Bring one datum in, for the own party alone. The same token from the same person gives the same row.

    :raises Geweigerd: incomplete, no declaration yet, or not for this task in this type and phase.
    :raises BuitenConvenant: the version in force does not have this category, or the party takes part no longer.
    """
    with transaction.atomic():
        casus = lock(betrokkene.casus_id, door)
        pk = vaste_id(door, "inbreng", token) if token else None
        if pk and (made := Inbreng.objects.own(door).filter(pk=pk).first()):
            return made
        seat = zetel(casus, door)
        if seat.verklaard_op is None:
            raise Geweigerd("niet_verklaard")
        if betrokkene.relatie != Betrokkene.JONGERE and betrokkene.partij_id != door.partij_id:
            raise Betrokkene.DoesNotExist
        o = type_of(casus)
        _require_category(o, _version_today(casus, seat, op), casus.fase, seat.taak, gegeven.categorie, op)
        gegeven.check()
        row = write(gegeven, casus=casus, betrokkene=betrokkene, taak=seat.taak, door=door, op=op, pk=pk)
        _log_inbreng(row, door, op)
    return row


def nodig_uit(
    *,
    casus: Casus,
    partij: Partij,
    taak: str,
    door: Medewerker,
    op: datetime,
    derde: bool = False,
    reden: str = "",
    toestemming: Gevraagd = Gevraagd.NIET,
) -> None:
    """Invite a party for one of its tasks. Says nothing back: not whether it was invited before, not what it knows.

    `derde`: a party outside the covenant, for this case only and on request (convenant 14); what it gets is for each
    provider to decide, with consent. Then `reden` says why it is needed, and `toestemming` what the youth or the
    parents answered; both are kept with the seat.
    :raises Geweigerd: not the procesregisseur, or this party and task cannot take part in this type.
    :raises BuitenConvenant: the party takes no part in the covenant today, or has no such task.
    """
    dag = timezone.localdate(op)
    with transaction.atomic():
        row = lock(casus.pk, door)
        require_regie(row, door, Regie.PROCES)
        versie = versie_op(dag, convenant=row.versie.convenant)
        o = type_of(row)
        if derde:
            if versie is None:
                raise BuitenConvenant("geen_versie", dag=in_words(dag))
            oordeel = derde_erbij(
                versie=versie, dag=dag, derde=partij, vraagt_deelnemer=True, reden=reden, toestemming=toestemming
            )
            if not oordeel.mag:
                raise Geweigerd("derde", reden=oordeel.ontbreekt[0].tekst)
            if len(reden) > LANGSTE_VERKLARING:
                raise Geweigerd("te_lang")
            if not partij.taken.in_force(dag).filter(soort=taak).exists():
                raise Geweigerd("partij_past_niet")
        else:
            mag(versie, dag, partij=partij, taak=taak)
            if o.deelnemer(taak) is None:
                raise Geweigerd("partij_past_niet")
        busy = [Deelname.UITGENODIGD, Deelname.DEELNEMER]
        if Deelname.objects.filter(casus=row, partij=partij, taak=taak, status__in=busy).exists():
            return
        seat = Deelname(
            casus=row,
            partij=partij,
            taak=taak,
            derde=derde,
            uitgenodigd_door=door,
            uitgenodigd_op=op,
            overlegtype=row.overlegtype,
            doel=row.doel,
        )
        if derde:
            said = {"reden": reden, "toestemming": toestemming.value}
            seat.verzoek = seal_json(row.pk, seat.plek("verzoek"), said)
        seat.save(force_insert=True)
        if derde:
            log("derde_gevraagd", door=door, op=op, casus=row, onderwerp=seat, ontvanger=partij)
        log("partij_uitgenodigd", door=door, op=op, casus=row, onderwerp=seat, ontvanger=partij, doel=row.doel)


def verklaar(*, casus: Casus, verantwoordelijkheid: str, grondslag: str, door: Medewerker, op: datetime) -> Deelname:
    """State for one's own seat the task, the responsibility in this casus and the basis (convenant 3.4).

    :raises Geweigerd: incomplete, no basis of this task, names the youth, or somebody else sits in the seat.
    """
    with transaction.atomic():
        row = lock(casus.pk, door)
        seat = Deelname.objects.select_for_update(of=("self",)).get(pk=zetel(row, door).pk)
        if seat.medewerker_id != door.pk:
            raise Geweigerd("verklaring_van_ander")
        _require_declaration(type_of(row), seat.taak, verantwoordelijkheid, grondslag)
        # Only against a name that this person may see: to anybody else the refusal itself would tell it.
        known = namen.youths([row.pk], door=door, op=op).get(row.pk)
        if known and zoeken.names_in(verantwoordelijkheid, known.naam):
            raise Geweigerd("naam_in_doel")
        seat.verantwoordelijkheid, seat.grondslag, seat.verklaard_op = verantwoordelijkheid, grondslag, op
        seat.save(update_fields=["verantwoordelijkheid", "grondslag", "verklaard_op"])
        log("deelname_vastgelegd", door=door, op=op, casus=row, onderwerp=seat, grondslag=grondslag)
    return seat


def draag_regie_over(*, casus: Casus, soort: str, naar: Deelname, door: Medewerker, op: datetime) -> None:
    """Give the direction to who sits in another seat; for an expert too (convenant 1.7). The row before it stays.

    The procesregisseur gives either; the casusregisseur only the own role.
    :raises Geweigerd: not one's to give, or it cannot lie with that task.
    :raises Deelname.DoesNotExist: not a seat of this casus that somebody sits in.
    """
    if soort not in (Regie.PROCES, Regie.CASUS):
        raise Geweigerd("antwoord_onbekend")
    with transaction.atomic():
        row = lock(casus.pk, door)
        require_regie(row, door, Regie.PROCES, soort)
        seat = Deelname.objects.get(pk=naar.pk, casus=row, status=Deelname.DEELNEMER)
        now = Regie.objects.select_for_update(of=("self",)).filter(casus=row, soort=soort, tot=None).first()
        if not may_direct(type_of(row), soort, seat.taak) or (now and now.medewerker_id == seat.medewerker_id):
            raise Geweigerd("regie_past_niet")
        if now:
            now.tot = op
            now.save(update_fields=["tot"])
        Regie(casus=row, soort=soort, medewerker=seat.medewerker, vanaf=op, gegeven_door=door).save(force_insert=True)
        log("regie_overgedragen", door=door, op=op, casus=row, onderwerp=("medewerker", seat.medewerker_id))


def volgende_fase(*, casus: Casus, naar: str, door: Medewerker, op: datetime) -> Casus:
    """Bring the casus to another phase. Nothing goes along by itself: what was given, was given for its phase.

    Which questions are then open, per datum, `overleg.fasen.next_phases` says; each provider answers for its own.
    :raises Geweigerd: who does not direct, or no step from here.
    """
    with transaction.atomic():
        row = lock(casus.pk, door)
        require_regie(row, door, Regie.PROCES, Regie.CASUS)
        if not fasen.may_go(type_of(row), row.fase, naar):
            raise Geweigerd("fase_past_niet")
        row.fase = naar
        row.save(update_fields=["fase"])
        jongere = Betrokkene.objects.filter(casus=row, relatie=Betrokkene.JONGERE).first()
        log("fase_gewijzigd", door=door, op=op, casus=row, betrokkene=jongere, onderwerp=row)
    return row


def _version_today(casus: Casus, seat: Deelname, op: datetime) -> ConvenantVersie:
    """Return the version that binds today. A third party has no part in it, and needs none."""
    dag = timezone.localdate(op)
    versie = versie_op(dag, convenant=casus.versie.convenant)
    mag(versie, dag, partij=None if seat.derde else seat.partij)
    if versie is None:
        raise BuitenConvenant("geen_versie", dag=in_words(dag))
    return versie


def _require_category(
    o: Overlegtype, versie: ConvenantVersie, fase: str, taak: str, categorie: str, op: datetime
) -> None:
    mag(versie, timezone.localdate(op), categorie=categorie)
    deelnemer = o.deelnemer(taak)
    if deelnemer is None or categorie not in deelnemer.mag_inbrengen:
        raise Geweigerd("categorie_taak", categorie=words("categorie", categorie))
    if categorie not in usable(o, fase, taak):
        raise Geweigerd("categorie_fase", categorie=words("categorie", categorie))


def _require_declaration(o: Overlegtype, taak: str, verantwoordelijkheid: str, grondslag: str) -> None:
    if not verantwoordelijkheid.strip():
        raise Geweigerd("leeg")
    if len(verantwoordelijkheid) > LANGSTE_VERKLARING:
        raise Geweigerd("te_lang")
    if grondslag not in bases(o, taak):
        raise Geweigerd("grondslag_past_niet")


def _log_inbreng(row: Inbreng, door: Medewerker, op: datetime) -> None:
    log(
        "ingebracht",
        door=door,
        op=op,
        casus=row.casus_id,
        betrokkene=row.betrokkene_id,
        onderwerp=row,
        categorie=row.categorie,
    )
