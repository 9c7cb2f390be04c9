# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Acts on the versions of the agreement: write one, have it signed, settle it, evaluate it, end it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from deelwijs.convenant.gegevens import beyond
from deelwijs.convenant.models import Convenant, ConvenantVersie, Toetreding
from deelwijs.convenant.woorden import in_words, words
from deelwijs.logboek.actions import log
from deelwijs.partij.models import Medewerker, Partij, Vertegenwoordiger
from deelwijs.partij.partijen import KanNiet, proxy_holds

LIJSTEN = {"doelen": "doel", "categorieen": "categorie", "overlegtypen": "overlegtype"}
# What no version can hold, with the reason for the screen.
NOOIT: Mapping[str, Mapping[str, str]] = {
    "doelen": {
        "opsporing": "Opsporing heeft een eigen weg. Een overleg is er om te helpen.",
        "ander_doel": "‘Een ander doel’ is geen doel: schrijf op waarvoor het is, of laat het weg.",
    },
    "categorieen": {
        "hele_administratie": "Een overleg gaat over één jongere. Een hele administratie delen is nooit nodig."
    },
}
BUITEN = "‘{wat}’ staat niet bij de negen soorten gegevens van artikel 5.1 van het convenant. Laat het weg."
INTUSSEN = (
    "Iemand anders heeft deze versie intussen gewijzigd. Uw wijziging is niet opgeslagen."
    " Open de versie opnieuw om te zien wat er nu staat."
)
ANDERE_TEKST = (
    "Iemand anders heeft deze versie intussen gewijzigd. De handtekening is niet vastgelegd, want zij hoort bij een"
    " andere tekst. Open de versie opnieuw en laat de nieuwe tekst tekenen."
)


def never(lijst: str) -> Mapping[str, str]:
    """Return what no version can hold in this list, each with its reason for the screen."""
    if lijst != "categorieen":
        return NOOIT.get(lijst, {})
    return {c: BUITEN.format(wat=words("categorie", c)) for c in sorted(beyond())} | dict(NOOIT[lijst])


def state_of(versie: ConvenantVersie) -> str:
    """Return a word that changes when somebody changes this version or who is in it: another one means a stale page."""
    values: list[Any] = [versie.status, versie.geldig_vanaf, versie.geldig_tot, versie.geevalueerd_op]
    values += [sorted(getattr(versie, lijst)) for lijst in LIJSTEN]
    values += [
        (row.partij_id, row.soort, row.getekend_op, row.getekend_door_id, row.beeindigd_op)
        for row in versie.toetredingen.order_by("partij_id", "pk")
    ]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def text_of(versie: ConvenantVersie) -> str:
    """Return a word for what somebody signs: what the version holds, and who signs it together."""
    values: list[Any] = [versie.nummer, *(sorted(getattr(versie, lijst)) for lijst in LIJSTEN)]
    values.append(sorted(map(str, versie.toetredingen.filter(soort=Toetreding.ONDERTEKENAAR).values_list("partij"))))
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def maak_convenant(*, id: UUID, naam: str, regio: str, op: datetime, door: Medewerker) -> Convenant:
    """Begin the agreement of a region. `id` is the form's own: sent twice, it is the same agreement.

    :raises KanNiet: this region has one already.
    """
    with transaction.atomic():
        try:
            with transaction.atomic():
                convenant = Convenant.objects.create(pk=id, naam=naam, regio=regio)
        except IntegrityError:
            if found := Convenant.objects.filter(pk=id).first():
                return found
            raise KanNiet("regio", "Deze regio heeft al een convenant. Maak daar een nieuwe versie van.") from None
        log("convenant_gemaakt", op=op, door=door, onderwerp=convenant)
    return convenant


def maak_concept(*, convenant: Convenant, geldig_vanaf: date, op: datetime, door: Medewerker) -> ConvenantVersie:
    """Begin a new version as a copy of the last, with its parties, none of whom has signed it yet.

    Only one is written at a time: an open one is returned as it is.
    """
    with transaction.atomic():
        Convenant.objects.select_for_update().get(pk=convenant.pk)
        last = convenant.versies.order_by("-nummer").first()
        if last is not None and last.status == ConvenantVersie.CONCEPT:
            return last
        versie = ConvenantVersie.objects.create(
            convenant=convenant,
            nummer=1 if last is None else last.nummer + 1,
            geldig_vanaf=geldig_vanaf,
            **{lijst: [] if last is None else _still_possible(last, lijst) for lijst in LIJSTEN},
        )
        if last is not None:
            # Who only asked to accede, or left, is not asked to sign anew.
            stays = last.toetredingen.filter(beeindigd_op=None).exclude(getekend_op=None)
            Toetreding.objects.bulk_create(
                Toetreding(versie=versie, partij_id=row.partij_id, soort=row.soort, afgesproken_op=row.afgesproken_op)
                for row in stays
            )
        log("convenantversie_gemaakt", op=op, door=door, onderwerp=versie)
    return versie


def _still_possible(versie: ConvenantVersie, lijst: str) -> list[str]:
    """What an older version held beyond article 5.1 does not go along to the next."""
    out = beyond() if lijst == "categorieen" else frozenset()
    return [waarde for waarde in getattr(versie, lijst) if waarde not in out]


def wijzig_concept(
    *,
    versie: ConvenantVersie,
    stand: str,
    geldig_vanaf: date,
    doelen: Collection[str],
    categorieen: Collection[str],
    overlegtypen: Collection[str],
    op: datetime,
    door: Medewerker,
) -> int:
    """Change what a concept holds, and return how many signatures fell away: what was signed does not change.

    :raises KanNiet: it is settled, somebody changed it since, or it holds what no version can.
    """
    new = {"doelen": sorted(doelen), "categorieen": sorted(categorieen), "overlegtypen": sorted(overlegtypen)}
    with transaction.atomic():
        now = _concept(versie)
        same = all(sorted(getattr(now, lijst)) == new[lijst] for lijst in LIJSTEN)
        if same and now.geldig_vanaf == geldig_vanaf:
            return 0
        if state_of(now) != stand:
            raise KanNiet("", INTUSSEN)
        for lijst, waarden in new.items():
            for waarde in waarden:
                if waarde in never(lijst):
                    raise KanNiet(lijst, never(lijst)[waarde])
        fallen = 0 if same else _unsign(now)
        now.geldig_vanaf = geldig_vanaf
        for lijst, waarden in new.items():
            setattr(now, lijst, waarden)
        now.save(update_fields=["geldig_vanaf", *LIJSTEN])
        log("convenantversie_gewijzigd", op=op, door=door, onderwerp=now)
    return fallen


def zet_partij_op(*, versie: ConvenantVersie, partij: Partij, soort: str, op: datetime, door: Medewerker) -> int:
    """Put a party on a concept, to sign it or only to accede; return how many signatures fell away.

    :raises KanNiet: the version is settled.
    """
    with transaction.atomic():
        now = _concept(versie)
        row = now.toetredingen.filter(partij=partij).first()
        if row is not None and row.soort == soort:
            return 0
        # Who signs together must know with whom; somebody who only accedes later changes nothing for the others.
        fallen = _unsign(now) if Toetreding.ONDERTEKENAAR in (soort, row.soort if row else soort) else 0
        if row is None:
            Toetreding.objects.create(versie=now, partij=partij, soort=soort)
        else:
            now.toetredingen.filter(pk=row.pk).update(soort=soort)
        log("convenantversie_gewijzigd", op=op, door=door, onderwerp=now)
    return fallen


def haal_partij_af(*, versie: ConvenantVersie, partij: Partij, op: datetime, door: Medewerker) -> int:
    """Take a party off a concept; return how many signatures of others fell away.

    :raises KanNiet: the version is settled.
    """
    with transaction.atomic():
        now = _concept(versie)
        row = now.toetredingen.filter(partij=partij).first()
        if row is None:
            return 0
        row.delete()
        fallen = _unsign(now) if row.soort == Toetreding.ONDERTEKENAAR else 0
        log("convenantversie_gewijzigd", op=op, door=door, onderwerp=now)
    return fallen


def teken(
    *,
    toetreding: Toetreding,
    vertegenwoordiger: Vertegenwoordiger,
    dag: date,
    tekst: str,
    op: datetime,
    door: Medewerker,
) -> None:
    """Record that a party signed, on this day, by this person. `tekst` is text_of() what was signed.

    :raises KanNiet: the day lies ahead, the mandate does not hold on it, the others have not agreed to an accession, or
        the version says something else since.
    """
    with transaction.atomic():
        # The version first: a change of it and a signature come one after the other.
        ConvenantVersie.objects.select_for_update().get(pk=toetreding.versie_id)
        row = Toetreding.objects.select_for_update().select_related("partij", "versie").get(pk=toetreding.pk)
        if row.getekend_op == dag and row.getekend_door_id == vertegenwoordiger.pk:
            return
        _may_sign(row, vertegenwoordiger, dag, localdate(op))
        if text_of(row.versie) != tekst:
            raise KanNiet("", ANDERE_TEKST)
        row.getekend_door, row.getekend_op = vertegenwoordiger, dag
        row.save(update_fields=["getekend_door", "getekend_op"])
        log("toetreding_ondertekend", op=op, door=door, onderwerp=row)


def _may_sign(row: Toetreding, tekent: Vertegenwoordiger, dag: date, vandaag: date) -> None:
    if row.bekendgemaakt_op is not None or row.beeindigd_op is not None:
        raise KanNiet("", "Deze handtekening staat vast. Laat de partij uittreden als zij niet meer meedoet.")
    if dag > vandaag:
        raise KanNiet("dag", "Deze dag moet nog komen. Leg de handtekening vast als er getekend is.")
    if row.soort == Toetreding.TOETREDER and row.afgesproken_op is None:
        raise KanNiet(
            "", "De deelnemers hebben nog niet afgesproken dat deze partij toetreedt. Leg eerst die afspraak vast."
        )
    if row.soort == Toetreding.TOETREDER and row.afgesproken_op is not None and dag < row.afgesproken_op:
        raise KanNiet(
            "dag", f"De deelnemers waren het pas op {in_words(row.afgesproken_op)} eens. Kies een latere dag."
        )
    mandate = tekent.geldig_vanaf <= dag and (tekent.geldig_tot is None or dag <= tekent.geldig_tot)
    if tekent.partij_id != row.partij_id or not mandate:
        raise KanNiet(
            "vertegenwoordiger",
            f"{tekent.naam} mag op {in_words(dag)} niet tekenen voor {row.partij}. Kies iemand met een mandaat op die"
            " dag, of leg dat mandaat eerst vast bij de partij.",
        )
    if not proxy_holds(tekent, dag):
        raise KanNiet(
            "vertegenwoordiger",
            f"{tekent.naam} tekent met een volmacht, maar vertegenwoordigt {tekent.volmacht_aan} niet op"
            f" {in_words(dag)}. Leg dat eerst vast bij {tekent.volmacht_aan}.",
        )


def stel_vast(*, versie: ConvenantVersie, stand: str, op: datetime, door: Medewerker) -> None:
    """Settle a concept: from its first day it binds, and the version before it ends the day before.

    :raises KanNiet: it holds nothing, nobody signs it, a signature is missing, or its first day has passed.
    """
    today = localdate(op)
    with transaction.atomic():
        now = ConvenantVersie.objects.select_for_update().select_related("convenant").get(pk=versie.pk)
        if now.status == ConvenantVersie.VASTGESTELD:
            return
        if state_of(now) != stand:
            raise KanNiet("", INTUSSEN)
        if faults := missing(now, today):
            raise KanNiet("", faults[0])
        begin = now.geldig_vanaf
        before = now.convenant.versies.filter(Q(geldig_tot=None) | Q(geldig_tot__gte=begin), status="vastgesteld")
        if before.filter(geldig_vanaf__gte=begin).exists():
            raise KanNiet("", "Er is al een versie die op of na deze dag begint. Kies een latere eerste dag.")
        for older in before:
            older.geldig_tot = begin - timedelta(days=1)
            older.save(update_fields=["geldig_tot"])
        now.status = ConvenantVersie.VASTGESTELD
        now.save(update_fields=["status"])
        # Who signed together knows it of each other from the day that all had signed.
        now.toetredingen.filter(soort=Toetreding.ONDERTEKENAAR, bekendgemaakt_op=None).update(bekendgemaakt_op=today)
        log("convenantversie_vastgesteld", op=op, door=door, onderwerp=now)


def missing(versie: ConvenantVersie, dag: date) -> list[str]:
    """Return what a concept still lacks before it can be settled on this day, each as a sentence for the screen."""
    found = []
    for lijst, wat in (("doelen", "doel"), ("categorieen", "soort gegevens"), ("overlegtypen", "overleg")):
        if not getattr(versie, lijst):
            found.append(f"Er staat nog geen {wat} in. Wijzig de inhoud en kies er minstens één.")
    signs = versie.toetredingen.filter(soort=Toetreding.ONDERTEKENAAR).select_related("partij")
    if len(signs) < 2:
        found.append("Een convenant sluit u met minstens twee partijen. Zet de partijen erop die tekenen.")
    found += [
        f"{row.partij} heeft nog niet getekend. Leg die handtekening vast." for row in signs if not row.getekend_op
    ]
    last = max((row.getekend_op for row in signs if row.getekend_op), default=None)
    if versie.geldig_vanaf < dag:
        found.append(f"De eerste dag, {in_words(versie.geldig_vanaf)}, is voorbij. Kies vandaag of een latere dag.")
    elif last is not None and versie.geldig_vanaf < last:
        found.append("De eerste dag ligt voor de laatste handtekening. Kies een latere eerste dag.")
    return found


def leg_evaluatie_vast(*, versie: ConvenantVersie, dag: date, op: datetime, door: Medewerker) -> None:
    """Record on which day the parties evaluated a version.

    :raises KanNiet: that day lies ahead, or before the version began.
    """
    with transaction.atomic():
        now = ConvenantVersie.objects.select_for_update().get(pk=versie.pk)
        if now.geevalueerd_op == dag:
            return
        if dag > localdate(op):
            raise KanNiet("dag", "Deze dag moet nog komen. Leg de evaluatie vast als zij is gedaan.")
        if dag < now.geldig_vanaf or now.status != ConvenantVersie.VASTGESTELD:
            raise KanNiet("dag", "Op deze dag gold deze versie nog niet. Kies een latere dag.")
        now.geevalueerd_op = dag
        now.save(update_fields=["geevalueerd_op"])
        log("convenantversie_gewijzigd", op=op, door=door, onderwerp=now)


def beeindig(*, versie: ConvenantVersie, laatste_dag: date, op: datetime, door: Medewerker) -> None:
    """End a settled version after its last day, today at the earliest. Secrecy and security go on by themselves.

    :raises KanNiet: it is a concept, it has ended already, or the day lies in the past or before it began.
    """
    with transaction.atomic():
        now = ConvenantVersie.objects.select_for_update().get(pk=versie.pk)
        if now.geldig_tot == laatste_dag:
            return
        if now.status != ConvenantVersie.VASTGESTELD:
            raise KanNiet("", "Deze versie geldt nog niet. Een concept hoeft u niet te beëindigen.")
        if now.geldig_tot is not None and now.geldig_tot < localdate(op):
            raise KanNiet("laatste_dag", f"Deze versie is al geëindigd, op {in_words(now.geldig_tot)}.")
        if laatste_dag < localdate(op):
            raise KanNiet("laatste_dag", "Beëindigen kan niet achteraf. Kies vandaag of een latere dag.")
        if laatste_dag < now.geldig_vanaf:
            raise KanNiet("laatste_dag", "De versie begint pas later. Kies een dag op of na de eerste dag.")
        now.geldig_tot = laatste_dag
        try:
            with transaction.atomic():
                now.save(update_fields=["geldig_tot"])
        except IntegrityError:  # the wall against two versions on one day
            raise KanNiet("laatste_dag", "Dan geldt er al een volgende versie. Kies een eerdere laatste dag.") from None
        log("convenantversie_beeindigd", op=op, door=door, onderwerp=now)


def differences(versie: ConvenantVersie, vorige: ConvenantVersie | None) -> dict[str, dict[str, list[str]]]:
    """Return per list, and for the parties, what came in (`erbij`) and what went out (`eraf`), in words."""
    found = {}
    for lijst, wat in LIJSTEN.items():
        now, before = set(getattr(versie, lijst)), set(getattr(vorige, lijst) if vorige else ())
        found[lijst] = {
            "erbij": sorted(words(wat, waarde) for waarde in now - before),
            "eraf": sorted(words(wat, waarde) for waarde in before - now),
        }
    parties = [
        set(v.toetredingen.filter(beeindigd_op=None).values_list("partij__naam", flat=True)) if v else set()
        for v in (versie, vorige)
    ]
    found["partijen"] = {"erbij": sorted(parties[0] - parties[1]), "eraf": sorted(parties[1] - parties[0])}
    return found


def _concept(versie: ConvenantVersie) -> ConvenantVersie:
    now = ConvenantVersie.objects.select_for_update().get(pk=versie.pk)
    if now.status != ConvenantVersie.CONCEPT:
        raise KanNiet("", "Deze versie is vastgesteld en verandert niet meer. Maak een nieuwe versie.")
    return now


def _unsign(versie: ConvenantVersie) -> int:
    # As the database does: what was signed does not change, so who changes it asks for new signatures.
    signed = versie.toetredingen.exclude(getekend_op=None)
    return signed.update(getekend_op=None, getekend_door=None)
