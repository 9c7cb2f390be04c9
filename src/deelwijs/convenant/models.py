# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The agreement between parties as configuration: what its version in force does not name is not possible."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from deelwijs.partij.models import Medewerker, Partij, Vertegenwoordiger, in_period


class Convenant(models.Model):
    """The agreement of a region. Public, as the law asks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    naam = models.CharField(max_length=160)
    regio = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["regio"]

    def __str__(self) -> str:
        return self.naam


class VersieQuerySet(models.QuerySet["ConvenantVersie"]):
    def in_force(self, dag: date) -> VersieQuerySet:
        """The versions that bind on this day: at most one per agreement."""
        return self.filter(in_period(dag), status=ConvenantVersie.VASTGESTELD)


class ConvenantVersie(models.Model):
    """One version. Once settled it does not change (a trigger guards that): only its end and evaluation are added."""

    CONCEPT, VASTGESTELD = "concept", "vastgesteld"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    convenant = models.ForeignKey(Convenant, models.PROTECT, related_name="versies")
    nummer = models.PositiveSmallIntegerField()
    geldig_vanaf = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, default=CONCEPT)
    doelen = ArrayField(models.CharField(max_length=40))  # answers of the fact `doel`
    categorieen = ArrayField(models.CharField(max_length=40))  # answers of the fact `categorie`
    overlegtypen = ArrayField(models.CharField(max_length=60))  # slugs
    geevalueerd_op = models.DateField(null=True, blank=True)  # owed two years after it began (convenant 20.2)

    objects = VersieQuerySet.as_manager()

    class Meta:
        ordering = ["convenant", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["convenant", "nummer"], name="versie_nummer_eens"),
            models.CheckConstraint(condition=Q(status__in=["concept", "vastgesteld"]), name="versie_status_bekend"),
            models.CheckConstraint(
                condition=Q(geldig_tot=None) | Q(geldig_tot__gte=F("geldig_vanaf")), name="versie_periode"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.convenant} {self.nummer}"

    def takes_part(self, partij: Partij, dag: date) -> bool:
        """Whether a party has signed or acceded, and that was announced, on this day."""
        return self.toetredingen.in_force(dag).filter(partij=partij).exists()


class ToetredingQuerySet(models.QuerySet["Toetreding"]):
    def in_force(self, dag: date) -> ToetredingQuerySet:
        """Signed and announced on or before this day, and not ended before it."""
        return self.filter(
            Q(beeindigd_op=None) | Q(beeindigd_op__gt=dag), getekend_op__lte=dag, bekendgemaakt_op__lte=dag
        )


class Toetreding(models.Model):
    """A party under one version: it signed, or acceded later. It takes part only once that is announced."""

    ONDERTEKENAAR, TOETREDER = "ondertekenaar", "toetreder"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    versie = models.ForeignKey(ConvenantVersie, models.PROTECT, related_name="toetredingen")
    partij = models.ForeignKey(Partij, models.PROTECT, related_name="toetredingen")
    soort = models.CharField(max_length=14, default=ONDERTEKENAAR)
    afgesproken_op = models.DateField(null=True, blank=True)  # when the others agreed to an accession (convenant 18.1)
    getekend_door = models.ForeignKey(Vertegenwoordiger, models.PROTECT, null=True, blank=True, related_name="+")
    getekend_op = models.DateField(null=True, blank=True)
    bekendgemaakt_op = models.DateField(null=True, blank=True)
    beeindigd_op = models.DateField(null=True, blank=True)

    objects = ToetredingQuerySet.as_manager()

    class Meta:
        ordering = ["versie", "partij"]
        constraints = [
            # Who left may come back: as a new row, so that the gap stays to be seen.
            models.UniqueConstraint(
                fields=["versie", "partij"], condition=Q(beeindigd_op=None), name="toetreding_eens_per_versie"
            ),
            models.CheckConstraint(
                condition=Q(soort__in=["ondertekenaar", "toetreder"]), name="toetreding_soort_bekend"
            ),
            models.CheckConstraint(
                condition=Q(bekendgemaakt_op=None)
                | Q(getekend_op__isnull=False, bekendgemaakt_op__gte=F("getekend_op")),
                name="toetreding_eerst_getekend",
            ),
            models.CheckConstraint(
                condition=Q(getekend_op=None) | Q(getekend_door__isnull=False), name="toetreding_getekend_door_iemand"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partij} bij {self.versie}"


class KennisgevingQuerySet(models.QuerySet["Kennisgeving"]):
    def visible_to(self, medewerker: Medewerker) -> KennisgevingQuerySet:
        """What one's own party must hear, for who answers for it."""
        if not medewerker.has_rol(Medewerker.AANSPREEKPUNT):
            return self.none()
        return self.filter(partij=medewerker.partij_id)

    def unread(self) -> KennisgevingQuerySet:
        """What nobody at the party has seen yet."""
        return self.filter(gezien_op=None)


class Kennisgeving(models.Model):
    """A notice to one party that another acceded: the others hear of it before it takes part (convenant 18.3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    toetreding = models.ForeignKey(Toetreding, models.CASCADE, related_name="kennisgevingen")
    partij = models.ForeignKey(Partij, models.CASCADE, related_name="+")
    gemaakt_op = models.DateTimeField()
    gezien_op = models.DateTimeField(null=True, blank=True)
    gezien_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, blank=True, related_name="+")

    objects = KennisgevingQuerySet.as_manager()

    class Meta:
        ordering = ["-gemaakt_op"]
        constraints = [
            models.UniqueConstraint(fields=["toetreding", "partij"], name="kennisgeving_eens_per_partij"),
            models.CheckConstraint(
                condition=Q(gezien_op=None, gezien_door=None) | Q(gezien_op__isnull=False, gezien_door__isnull=False),
                name="kennisgeving_gezien_door_iemand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.toetreding} aan {self.partij}"
