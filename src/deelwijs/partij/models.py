# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Parties, their tasks by law, who signs for them, and who works there."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from deelwijs.logboek.kring import Kring


class SoortPartij(models.TextChoices):
    GEMEENTE = "gemeente", "gemeente"
    SAMENWERKINGSVERBAND = "samenwerkingsverband", "samenwerkingsverband passend onderwijs"
    SCHOOLBESTUUR = "schoolbestuur", "schoolbestuur"
    SCHOOL = "school", "school"
    KINDEROPVANG = "kinderopvang", "kinderopvang"
    JEUGDGEZONDHEIDSZORG = "jeugdgezondheidszorg", "jeugdgezondheidszorg"
    JEUGDHULPAANBIEDER = "jeugdhulpaanbieder", "jeugdhulpaanbieder"
    GECERTIFICEERDE_INSTELLING = "gecertificeerde_instelling", "gecertificeerde instelling"
    ANDERS = "anders", "andere organisatie"


class Partij(models.Model):
    """An organisation that answers for its own data. What stands here is public: no wall but the first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    naam = models.CharField(max_length=120, unique=True)
    soort = models.CharField(max_length=40, choices=SoortPartij.choices)
    plaats = models.CharField(max_length=80, blank=True, default="")
    contactpunt = models.CharField(max_length=200, blank=True, default="")  # where youth and parents turn to
    lezing = models.CharField(max_length=10, default="streng")  # which reading of the law binds; the FG chooses

    class Meta:
        ordering = ["naam"]
        constraints = [
            models.CheckConstraint(condition=Q(lezing__in=["streng", "rekkelijk"]), name="partij_lezing_bekend")
        ]

    def __str__(self) -> str:
        return self.naam


class TaakQuerySet(models.QuerySet["Taak"]):
    def in_force(self, dag: date) -> TaakQuerySet:
        """The tasks that a party has on this day: those that do not end on or before it."""
        return self.filter(Q(beeindigd_op=None) | Q(beeindigd_op__gt=dag))


class Taak(models.Model):
    """One task by law of a party. `soort` is an answer of the fact `verstrekker` of the toets."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partij = models.ForeignKey(Partij, models.CASCADE, related_name="taken")
    soort = models.CharField(max_length=40)
    beeindigd_op = models.DateField(null=True, blank=True)  # from this day on the party has it no longer

    objects = TaakQuerySet.as_manager()

    class Meta:
        ordering = ["partij", "soort"]
        constraints = [
            models.UniqueConstraint(
                fields=["partij", "soort"], condition=Q(beeindigd_op=None), name="taak_eens_per_partij"
            )
        ]

    def __str__(self) -> str:
        return self.soort


class Vertegenwoordiger(models.Model):
    """Who may sign for a party, on what mandate. `namens_van` is filled where another party signs by proxy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partij = models.ForeignKey(Partij, models.CASCADE, related_name="vertegenwoordigers")
    naam = models.CharField(max_length=120)
    functie = models.CharField(max_length=120)
    mandaat = models.CharField(max_length=300)
    volmacht_aan = models.ForeignKey(Partij, models.PROTECT, null=True, blank=True, related_name="volmachten")
    geldig_vanaf = models.DateField()
    geldig_tot = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["partij", "naam"]
        constraints = [
            models.CheckConstraint(
                condition=Q(geldig_tot=None) | Q(geldig_tot__gte=F("geldig_vanaf")), name="vertegenwoordiger_periode"
            )
        ]

    def __str__(self) -> str:
        return f"{self.naam}, {self.functie}"


class MedewerkerManager(BaseUserManager["Medewerker"]):
    def get_by_natural_key(self, username: str | None) -> Medewerker:
        return self.get(email=(username or "").lower())


class Medewerker(AbstractBaseUser):
    """Somebody who works for a party, for one of its tasks. Rights come from `rollen` and from each case apart."""

    FG, BEHEER, PERSONEEL, AANSPREEKPUNT = "fg", "beheer", "personeel", "aanspreekpunt"
    ROLLEN = {
        FG: "functionaris gegevensbescherming",
        BEHEER: "beheerder van de regio",
        PERSONEEL: "beheerder van medewerkers",
        AANSPREEKPUNT: "aanspreekpunt voor uitnodigingen",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partij = models.ForeignKey(Partij, models.PROTECT, related_name="medewerkers")
    taak = models.ForeignKey(Taak, models.PROTECT, null=True, blank=True, related_name="medewerkers")
    naam = models.CharField(max_length=120)
    functie = models.CharField(max_length=120)
    email = models.EmailField(max_length=200, unique=True)
    rollen = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    uit_dienst_op = models.DateTimeField(null=True, blank=True)
    geblokkeerd_op = models.DateTimeField(null=True, blank=True)  # told at the next login, then forgotten

    objects = MedewerkerManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["naam", "functie"]
    # Nobody here has Django's own rights: there is no admin.
    is_staff = False
    is_superuser = False

    class Meta:
        ordering = ["naam"]
        constraints = [
            # One spelling, so that one address is one account.
            models.CheckConstraint(condition=Q(email=Lower("email")), name="medewerker_email_klein"),
            models.CheckConstraint(
                condition=Q(rollen__contained_by=["fg", "beheer", "personeel", "aanspreekpunt"]),
                name="medewerker_rollen_bekend",
            ),
            models.CheckConstraint(
                condition=Q(is_active=True) | Q(uit_dienst_op__isnull=False), name="medewerker_weg_heeft_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam} ({self.functie})"

    @property
    def kring(self) -> Kring:
        """This person as who acts."""
        return Kring(medewerker=self.pk, partij=self.partij_id, rol=" ".join(sorted(self.rollen)))

    def has_rol(self, rol: str) -> bool:
        """Whether this person has a role and still works here."""
        return self.is_active and rol in self.rollen


class Uitnodiging(models.Model):
    """An account to be: a link by mail and a code by another way, both kept as a hash, both for one use."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    medewerker = models.OneToOneField(Medewerker, models.CASCADE, related_name="uitnodiging")
    link_hash = models.BinaryField(max_length=32)
    code_hash = models.CharField(max_length=200)
    pogingen = models.PositiveSmallIntegerField(default=0)
    gemaakt_op = models.DateTimeField()
    gemaakt_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    verloopt_op = models.DateTimeField()
    gebruikt_op = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"uitnodiging tot {self.verloopt_op:%Y-%m-%d}"


class Sessie(AbstractBaseSession):
    """Somebody who is logged in somewhere, or is about to be. The key is the hash of what the browser holds.

    Read before anybody acts, so without a wall; `sessies.py` says when one still counts.
    """

    medewerker = models.ForeignKey(Medewerker, models.CASCADE, null=True, related_name="sessies")
    begonnen_op = models.DateTimeField()
    gezien_op = models.DateTimeField()
    apparaat = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ["-gezien_op"]


class BewaardFormulier(models.Model):
    """What somebody was typing when their session ended. Only the browser that typed it holds the key."""

    id = models.UUIDField(primary_key=True, editable=False)  # the beginning of the hash of the key
    medewerker = models.ForeignKey(Medewerker, models.CASCADE, related_name="+")
    pad = models.CharField(max_length=200)
    inhoud = models.BinaryField()
    op = models.DateTimeField()

    def __str__(self) -> str:
        return "bewaard formulier"


def in_period(dag: date) -> Q:
    """Return the filter for rows whose period, first and last day included, holds this day."""
    return Q(geldig_vanaf__lte=dag) & (Q(geldig_tot=None) | Q(geldig_tot__gte=dag))
