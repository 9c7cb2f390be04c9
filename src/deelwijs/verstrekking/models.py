# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What was asked of the toets, and what was given. No path makes a Verstrekking without a Toets that allows it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from deelwijs.casus.models import Casus, Inbreng, Toegang
from deelwijs.casus.sleutels import Plek
from deelwijs.convenant.models import ConvenantVersie
from deelwijs.partij.models import Medewerker, Partij


def _key(medewerker: Medewerker, taak: str) -> Exists:
    """The condition that this person holds a key for the task in this column: a gemeente has several, with walls."""
    return Exists(Toegang.objects.filter(casus=OuterRef("casus"), taak=OuterRef(taak)).of(medewerker))


class ToetsQuerySet(models.QuerySet["Toets"]):
    def visible_to(self, medewerker: Medewerker) -> ToetsQuerySet:
        """The toetsen of one's own party in one's own cases. The receiver does not see why others said no."""
        mine = Toegang.objects.filter(casus=OuterRef("casus"), taak=OuterRef("inbreng__taak")).of(medewerker)
        return self.filter(Exists(mine), partij=medewerker.partij_id)


class Toets(models.Model):
    """One question to the toets and its answer, as it was then; stored also when the answer was no."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    inbreng = models.ForeignKey(Inbreng, models.CASCADE, related_name="toetsen")
    partij = models.ForeignKey(Partij, models.PROTECT, related_name="+")  # that asked
    taak = models.CharField(max_length=40)  # for which task; an answer of the fact `verstrekker`
    ontvanger = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    ontvanger_taak = models.CharField(max_length=40)
    niveau = models.CharField(max_length=12)  # dat | buitenkant | wat
    doel = models.CharField(max_length=40)
    fase = models.CharField(max_length=20)
    peildatum = models.DateField()
    lezing = models.CharField(max_length=10)
    uitkomst = models.CharField(max_length=40)
    mag = models.BooleanField()  # allowed, or weighed by a named person where a person must weigh
    kennis = models.CharField(max_length=64)  # hash of the knowledge
    feiten = models.BinaryField()  # what the toets was asked
    oordeel = models.BinaryField()  # what it answered, whole, with its receipt
    motivering = models.BinaryField()  # why this datum, in a person's own words; and why content, or why in a hurry
    afweging = models.BinaryField(null=True, blank=True)  # the structured weighing, where a person must weigh
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    objects = ToetsQuerySet.as_manager()

    class Meta:
        ordering = ["op"]
        indexes = [models.Index(fields=["inbreng", "ontvanger"], name="toets_inbreng")]
        constraints = [
            models.CheckConstraint(condition=Q(niveau__in=["dat", "buitenkant", "wat"]), name="toets_niveau_bekend"),
            models.CheckConstraint(
                condition=Q(mag=False)
                | Q(uitkomst__in=["toegestaan", "toegestaan_onder_voorwaarden"])
                | Q(uitkomst="eigen_afweging", afweging__isnull=False),
                name="toets_mag_alleen_zo",
            ),
        ]

    def __str__(self) -> str:
        return f"toets: {self.uitkomst}"

    def plek(self, veld: str) -> Plek:
        """Where a field of this row stands, for the key."""
        return Plek("toets", self.pk, veld)


class VerstrekkingQuerySet(models.QuerySet["Verstrekking"]):
    def open_at(self, op: datetime) -> VerstrekkingQuerySet:
        """Not withdrawn, not expired."""
        return self.filter(Q(vervalt_op=None) | Q(vervalt_op__gt=op), ingetrokken_op=None)

    def received_by(self, medewerker: Medewerker) -> VerstrekkingQuerySet:
        """What was given to this person's party for this person's task, in this person's cases."""
        mine = Toegang.objects.filter(casus=OuterRef("casus"), taak=OuterRef("ontvanger_taak")).of(medewerker)
        return self.filter(Exists(mine), ontvanger=medewerker.partij_id)

    def given_by(self, medewerker: Medewerker) -> VerstrekkingQuerySet:
        """What this person's party gave out of this person's task, in this person's cases."""
        mine = Toegang.objects.filter(casus=OuterRef("casus"), taak=OuterRef("inbreng__taak")).of(medewerker)
        return self.filter(Exists(mine), verstrekker=medewerker.partij_id)

    def visible_to(self, medewerker: Medewerker) -> VerstrekkingQuerySet:
        """What this person's party gave or received for this person's task, in this person's cases."""
        received = Q(_key(medewerker, "ontvanger_taak"), ontvanger=medewerker.partij_id)
        return self.filter(received | Q(_key(medewerker, "verstrekker_taak"), verstrekker=medewerker.partij_id))


class Verstrekking(models.Model):
    """One datum given by one party to one other. Content stays with the provider: nothing is copied.

    `(toets, mag)` points at a toets whose `mag` is true: the database itself asks for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    toets = models.OneToOneField(Toets, models.PROTECT, related_name="verstrekking")
    mag = models.BooleanField(default=True, editable=False)
    versie = models.ForeignKey(ConvenantVersie, models.PROTECT, related_name="+")
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="verstrekkingen")
    inbreng = models.ForeignKey(Inbreng, models.CASCADE, related_name="verstrekkingen")
    verstrekker = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    verstrekker_taak = models.CharField(max_length=40)
    ontvanger = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    ontvanger_taak = models.CharField(max_length=40)
    categorie = models.CharField(max_length=40)
    niveau = models.CharField(max_length=12)
    doel = models.CharField(max_length=40)
    fase = models.CharField(max_length=20)  # for which it may be used; another phase asks anew (convenant 3.4)
    gegeven_op = models.DateTimeField()
    gegeven_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    spoed = models.BooleanField(default=False)
    vervalt_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, blank=True, related_name="+")

    objects = VerstrekkingQuerySet.as_manager()

    class Meta:
        ordering = ["-gegeven_op"]
        indexes = [
            models.Index(fields=["ontvanger", "casus"], name="verstrekking_ontvanger"),
            models.Index(fields=["inbreng", "ontvanger"], name="verstrekking_inbreng"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(mag=True), name="verstrekking_mag"),
            models.UniqueConstraint(
                fields=["casus", "inbreng", "ontvanger", "ontvanger_taak", "niveau", "doel"],
                condition=Q(ingetrokken_op=None),
                name="verstrekking_een_tegelijk",
            ),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None) | Q(ingetrokken_op__gte=F("gegeven_op")),
                name="verstrekking_ingetrokken_na_gegeven",
            ),
            models.CheckConstraint(
                condition=Q(spoed=False) | Q(vervalt_op__isnull=False), name="verstrekking_spoed_vervalt"
            ),
            models.CheckConstraint(condition=~Q(verstrekker=F("ontvanger")), name="verstrekking_aan_een_ander"),
        ]

    def __str__(self) -> str:
        return f"verstrekking {self.pk}"

    def is_open(self, op: datetime) -> bool:
        """Whether nobody withdrew it and it did not expire."""
        return self.ingetrokken_op is None and (self.vervalt_op is None or self.vervalt_op > op)


class Inzage(models.Model):
    """That somebody who received it saw it for the first time, or saw that it ended. Every look is in the log."""

    GEZIEN, EINDE = "gezien", "einde"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verstrekking = models.ForeignKey(Verstrekking, models.CASCADE, related_name="inzagen")
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    soort = models.CharField(max_length=8, default=GEZIEN)
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        ordering = ["op"]
        constraints = [
            models.UniqueConstraint(fields=["casus", "verstrekking", "door", "soort"], name="inzage_eerste_keer"),
            models.CheckConstraint(condition=Q(soort__in=["gezien", "einde"]), name="inzage_soort_bekend"),
        ]

    def __str__(self) -> str:
        return f"{self.soort} op {self.op:%Y-%m-%d}"


class Herbeoordeling(models.Model):
    """At a step to another phase: whether this datum is still needed, and may still be used (convenant 3.4)."""

    NODIG, NIET_NODIG = "nodig", "niet_nodig"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verstrekking = models.ForeignKey(Verstrekking, models.CASCADE, related_name="herbeoordelingen")
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    fase = models.CharField(max_length=20)
    besluit = models.CharField(max_length=10)
    toets = models.ForeignKey(Toets, models.PROTECT, null=True, blank=True, related_name="+")
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        ordering = ["op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(besluit="niet_nodig") | Q(besluit="nodig", toets__isnull=False),
                name="herbeoordeling_nodig_met_toets",
            )
        ]

    def __str__(self) -> str:
        return f"{self.besluit} in {self.fase}"


class Voorwaarde(models.Model):
    """A condition that came with a yes: who must do what, before or after, and when it was done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    verstrekking = models.ForeignKey(Verstrekking, models.CASCADE, related_name="voorwaarden")
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    regel = models.CharField(max_length=80)  # id of the rule it comes from
    plicht = models.TextField(max_length=500)
    wanneer = models.CharField(max_length=10)  # vooraf | achteraf
    eigenaar = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    gedaan_op = models.DateTimeField(null=True, blank=True)
    gedaan_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["wanneer", "regel"]
        constraints = [
            models.CheckConstraint(condition=Q(wanneer__in=["vooraf", "achteraf"]), name="voorwaarde_wanneer"),
            models.CheckConstraint(
                condition=Q(gedaan_op=None, gedaan_door=None) | Q(gedaan_op__isnull=False, gedaan_door__isnull=False),
                name="voorwaarde_gedaan_door_iemand",
            ),
        ]

    def __str__(self) -> str:
        return self.plicht


class Verzoek(models.Model):
    """A receiver asks the provider: use this in another phase, for another purpose, or give it onward."""

    FASE, DOEL, DOORGEVEN, INHOUD = "fase", "doel", "doorgeven", "inhoud"
    SOORTEN = {
        FASE: "verder gebruiken in een volgende fase",
        DOEL: "gebruiken voor een ander doel",
        DOORGEVEN: "doorgeven aan een andere organisatie",
        INHOUD: "ook de inhoud zien",
    }
    GEVRAAGD, TOEGESTAAN, GEWEIGERD, WETTELIJKE_PLICHT = "gevraagd", "toegestaan", "geweigerd", "wettelijke_plicht"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    verstrekking = models.ForeignKey(Verstrekking, models.CASCADE, related_name="verzoeken")
    soort = models.CharField(max_length=12)
    verstrekker = models.ForeignKey(Partij, models.PROTECT, related_name="+")  # that decides
    vrager = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    fase = models.CharField(max_length=20, blank=True, default="")
    doel = models.CharField(max_length=40, blank=True, default="")
    naar = models.ForeignKey(Partij, models.PROTECT, null=True, blank=True, related_name="+")
    motivering = models.BinaryField()
    gevraagd_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    gevraagd_op = models.DateTimeField()
    status = models.CharField(max_length=20, default=GEVRAAGD)
    artikel = models.CharField(max_length=80, blank=True, default="")  # only for a duty by law that goes around it
    reden = models.BinaryField(null=True, blank=True)
    besloten_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, blank=True, related_name="+")
    besloten_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-gevraagd_op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(soort="fase", naar=None, doel="")
                | Q(soort="doel", naar=None, fase="")
                | Q(soort="doorgeven", naar__isnull=False)
                | Q(soort="inhoud", naar=None),
                name="verzoek_noemt_wat",
            ),
            models.CheckConstraint(
                condition=Q(status="gevraagd", besloten_op=None)
                | Q(status__in=["toegestaan", "geweigerd"], besloten_op__isnull=False, reden__isnull=False)
                | (Q(status="wettelijke_plicht") & ~Q(artikel="")),
                name="verzoek_besluit_met_reden",
            ),
        ]

    def __str__(self) -> str:
        return f"verzoek: {self.soort}"

    def plek(self, veld: str) -> Plek:
        """Where a field of this row stands, for the key."""
        return Plek("verzoek", self.pk, veld)


class EigenDossier(models.Model):
    """The receiver took something into its own file: under which duty. What it took stands there, not here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    verstrekking = models.ForeignKey(Verstrekking, models.CASCADE, related_name="overgenomen")
    partij = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()
    artikel = models.CharField(max_length=80)
    toelichting = models.BinaryField()

    def __str__(self) -> str:
        return f"overgenomen op {self.op:%Y-%m-%d}"

    def plek(self, veld: str) -> Plek:
        """Where a field of this row stands, for the key."""
        return Plek("eigen_dossier", self.pk, veld)


class SpoedMelding(models.Model):
    """That something was given with urgency, by whom to whom: for the procesregisseur, who sees not what it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    verstrekker = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    ontvanger = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()

    class Meta:
        ordering = ["-op"]

    def __str__(self) -> str:
        return f"spoed op {self.op:%Y-%m-%d}"


class FgBericht(models.Model):
    """What a party's FG must hear: urgency, a weighing by a person, a question for advice. Without content."""

    SPOED, AFWEGING, ADVIES, PLICHT = "spoed", "afweging", "advies", "plicht"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partij = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    toets = models.ForeignKey(Toets, models.CASCADE, related_name="fg_berichten")
    soort = models.CharField(max_length=12)
    op = models.DateTimeField()
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    antwoord = models.TextField(max_length=2000, blank=True, default="")  # advice, about the rule and not the youth
    akkoord = models.BooleanField(null=True, blank=True)
    afgehandeld_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, blank=True, related_name="+")
    afgehandeld_op = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(soort__in=["spoed", "afweging", "advies", "plicht"]), name="fg_bericht_soort"
            ),
            models.CheckConstraint(
                condition=Q(afgehandeld_op=None, afgehandeld_door=None, akkoord=None, antwoord="")
                | Q(afgehandeld_op__isnull=False, afgehandeld_door__isnull=False),
                name="fg_bericht_afgehandeld_door_iemand",
            ),
        ]

    def __str__(self) -> str:
        return f"bericht aan de FG: {self.soort}"
