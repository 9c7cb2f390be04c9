# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A casus and what is brought into it. Content is ciphertext here; `inhoud.py` opens it for who may see it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL

from deelwijs.casus.sleutels import Plek
from deelwijs.convenant.models import ConvenantVersie
from deelwijs.partij.models import Medewerker, Partij


class CasusQuerySet(models.QuerySet["Casus"]):
    def visible_to(self, medewerker: Medewerker) -> CasusQuerySet:
        """The cases that this person has a part in, now."""
        return self.filter(Exists(Toegang.objects.filter(casus=OuterRef("pk")).of(medewerker)))


class Casus(models.Model):
    """One question for help about one youth, in one type of consultation. Who the youth is stands in an Inbreng."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    overlegtype = models.CharField(max_length=60)  # slug
    versie = models.ForeignKey(ConvenantVersie, models.PROTECT, related_name="casussen")
    doel = models.CharField(max_length=40)  # an answer of the fact `doel`
    doel_tekst = models.BinaryField()  # the purpose of this consultation, written down (convenant 3.4)
    fase = models.CharField(max_length=20)
    partij = models.ForeignKey(Partij, models.PROTECT, related_name="+")  # that opened it
    geopend_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    geopend_op = models.DateTimeField()
    gesloten_op = models.DateTimeField(null=True, blank=True)

    objects = CasusQuerySet.as_manager()

    class Meta:
        ordering = ["-geopend_op"]
        constraints = [
            models.CheckConstraint(
                condition=Q(gesloten_op=None) | Q(gesloten_op__gte=F("geopend_op")), name="casus_sluit_na_opening"
            )
        ]

    def __str__(self) -> str:
        return f"casus {self.pk}"


class ToegangQuerySet(models.QuerySet["Toegang"]):
    def of(self, medewerker: Medewerker) -> ToegangQuerySet:
        """The keys that this person holds now, for the party they work for now."""
        if not medewerker.is_active:
            return self.none()
        return self.filter(medewerker=medewerker, partij=medewerker.partij_id, ingetrokken_op=None)


class Toegang(models.Model):
    """A person's key to a casus. All walls around what stands in a casus ask for it, and for nothing wider."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="toegangen")
    medewerker = models.ForeignKey(Medewerker, models.PROTECT, related_name="toegangen")
    partij = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    # The task this key was given for: who works for another task of the same party has no part in what it holds.
    taak = models.CharField(max_length=40)
    gegeven_op = models.DateTimeField()
    ingetrokken_op = models.DateTimeField(null=True, blank=True)

    objects = ToegangQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["medewerker", "casus"], condition=Q(ingetrokken_op=None), name="toegang_een_tegelijk"
            ),
            models.CheckConstraint(
                condition=Q(ingetrokken_op=None) | Q(ingetrokken_op__gte=F("gegeven_op")), name="toegang_periode"
            ),
        ]

    def __str__(self) -> str:
        return f"toegang tot {self.casus_id}"


class DeelnameQuerySet(models.QuerySet["Deelname"]):
    def visible_to(self, medewerker: Medewerker) -> DeelnameQuerySet:
        """The participants of one's own cases, and the invitations that one may answer for one's party."""
        mine = Exists(Toegang.objects.filter(casus=OuterRef("casus")).of(medewerker))
        if medewerker.has_rol(Medewerker.AANSPREEKPUNT):
            return self.filter(mine | Q(partij=medewerker.partij_id, status=Deelname.UITGENODIGD))
        return self.filter(mine)


class Deelname(models.Model):
    """One party's seat in a casus for one of its tasks, and the person who sits in it.

    Before the first contribution it states task, responsibility and basis (convenant 3.4).
    """

    UITGENODIGD, DEELNEMER, AFGEWEZEN, BEEINDIGD = "uitgenodigd", "deelnemer", "afgewezen", "beeindigd"
    # Why a party does not come. No reason says anything about the youth, whom it has not been told of.
    REDENEN = {
        "niet_onze_taak": "dit hoort niet bij onze taak",
        "geen_ruimte": "wij kunnen nu niemand vrijmaken",
        "ander_past_beter": "een andere organisatie past beter bij deze vraag",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="deelnames")
    partij = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    taak = models.CharField(max_length=40)  # an answer of the fact `verstrekker`
    medewerker = models.ForeignKey(Medewerker, models.PROTECT, null=True, blank=True, related_name="deelnames")
    status = models.CharField(max_length=12, default=UITGENODIGD)
    derde = models.BooleanField(default=False)  # outside the convenant, for this case only (convenant 14)
    uitgenodigd_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    uitgenodigd_op = models.DateTimeField()
    # What the invitation says, so that who is invited can answer without seeing the casus itself.
    overlegtype = models.CharField(max_length=60)
    doel = models.CharField(max_length=40)
    beantwoord_door = models.ForeignKey(Medewerker, models.PROTECT, null=True, blank=True, related_name="+")
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    reden = models.CharField(max_length=20, blank=True, default="")  # why it was declined
    verzoek = models.BinaryField(
        null=True, blank=True
    )  # of a third party: why it is needed, and whether consent was given
    verantwoordelijkheid = models.TextField(max_length=500, blank=True, default="")
    grondslag = models.CharField(max_length=80, blank=True, default="")  # id of an article
    verklaard_op = models.DateTimeField(null=True, blank=True)
    beeindigd_op = models.DateTimeField(null=True, blank=True)

    objects = DeelnameQuerySet.as_manager()

    class Meta:
        ordering = ["uitgenodigd_op"]
        constraints = [
            models.UniqueConstraint(
                fields=["partij", "casus", "taak"],
                condition=Q(status__in=["uitgenodigd", "deelnemer"]),
                name="deelname_een_zetel_per_taak",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["uitgenodigd", "deelnemer", "afgewezen", "beeindigd"]),
                name="deelname_status_bekend",
            ),
            models.CheckConstraint(
                condition=~Q(status="deelnemer") | Q(medewerker__isnull=False), name="deelnemer_is_iemand"
            ),
            models.CheckConstraint(
                condition=Q(verklaard_op=None) | (~Q(verantwoordelijkheid="") & ~Q(grondslag="")),
                name="verklaring_is_volledig",
            ),
            models.CheckConstraint(
                condition=Q(reden__in=["", "niet_onze_taak", "geen_ruimte", "ander_past_beter"]),
                name="deelname_reden_bekend",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taak} in {self.casus_id}"

    def plek(self, veld: str) -> Plek:
        """Where a field of this row stands, for the key."""
        return Plek("deelname", self.pk, veld)


class Regie(models.Model):
    """Who directs, from when until when. Handing over ends one row and begins another: the trace stays."""

    PROCES, CASUS = "procesregisseur", "casusregisseur"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="regie")
    soort = models.CharField(max_length=20)
    medewerker = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    vanaf = models.DateTimeField()
    tot = models.DateTimeField(null=True, blank=True)
    gegeven_door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["vanaf"]
        constraints = [
            models.UniqueConstraint(fields=["casus", "soort"], condition=Q(tot=None), name="regie_een_tegelijk"),
            models.CheckConstraint(
                condition=Q(soort__in=["procesregisseur", "casusregisseur"]), name="regie_soort_bekend"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} van {self.casus_id}"


class Betrokkene(models.Model):
    """A place for one person in a casus: the youth, or somebody around. Names and dates are inbreng about it."""

    JONGERE = "jongere"
    RELATIES = {
        JONGERE: "jongere",
        "ouder": "ouder",
        "voogd": "voogd",
        "pleegouder": "pleegouder",
        "stiefouder": "stiefouder",
        "broer_zus": "broer of zus",
        "ander": "iemand anders",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="betrokkenen")
    partij = models.ForeignKey(Partij, models.PROTECT, related_name="+")  # that recorded this person
    relatie = models.CharField(max_length=20)
    op = models.DateTimeField()

    class Meta:
        ordering = ["op"]
        constraints = [
            models.UniqueConstraint(fields=["casus"], condition=Q(relatie="jongere"), name="betrokkene_een_jongere"),
            models.CheckConstraint(
                condition=Q(
                    relatie__in=["jongere", "ouder", "voogd", "pleegouder", "stiefouder", "broer_zus", "ander"]
                ),
                name="betrokkene_relatie_bekend",
            ),
        ]

    def __str__(self) -> str:
        return self.relatie


# What was given to a person's party. The table of a higher folder, by name only.
GEGEVEN = """
    SELECT v.inbreng_id FROM verstrekking_verstrekking v JOIN casus_toegang k ON k.casus_id = v.casus_id
        AND k.taak = v.ontvanger_taak AND k.medewerker_id = %s AND k.partij_id = %s AND k.ingetrokken_op IS NULL
    JOIN casus_casus c ON c.id = v.casus_id AND c.fase = v.fase
    WHERE v.ontvanger_id = %s AND v.niveau = 'wat' AND v.ingetrokken_op IS NULL
        AND (v.vervalt_op IS NULL OR v.vervalt_op > now())
"""


class InbrengQuerySet(models.QuerySet["Inbreng"]):
    def own(self, medewerker: Medewerker) -> InbrengQuerySet:
        """What this person's own party brought into this person's cases, for the task this person works for."""
        mine = Exists(Toegang.objects.filter(casus=OuterRef("casus"), taak=OuterRef("taak")).of(medewerker))
        return self.filter(mine, partij=medewerker.partij_id)

    def visible_to(self, medewerker: Medewerker) -> InbrengQuerySet:
        """What is one's own, and what was given to one's party for one's task, with its content, and still is."""
        mine = Toegang.objects.filter(casus=OuterRef("casus")).of(medewerker)
        return self.filter(
            Exists(mine.filter(taak=OuterRef("taak"))) & Q(partij=medewerker.partij_id)
            | Exists(mine) & Q(pk__in=RawSQL(GEGEVEN, [medewerker.pk, medewerker.partij_id, medewerker.partij_id]))  # noqa: S611 - our own text
        )

    def current(self) -> InbrengQuerySet:
        """Without what was corrected since."""
        return self.filter(opvolger=None)


class Inbreng(models.Model):
    """One datum of one party. It never changes: a correction is a new row that names the one it replaces."""

    AARD = {
        "feit": "feit",
        "mening": "mening",
        "vermoeden": "vermoeden",
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="inbreng")
    betrokkene = models.ForeignKey(Betrokkene, models.CASCADE, related_name="inbreng")
    partij = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    taak = models.CharField(max_length=40)  # an answer of the fact `verstrekker`
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()
    categorie = models.CharField(max_length=40)  # an answer of the fact `categorie`
    aard = models.CharField(max_length=12)
    geheim = models.CharField(max_length=20, default="geen")  # an answer of the fact `geheim`
    fase = models.CharField(max_length=20)
    titel = models.BinaryField()  # what it is about, in a few words
    tekst = models.BinaryField()
    herkomst = models.BinaryField()  # where it comes from
    vervangt = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="opvolger")

    objects = InbrengQuerySet.as_manager()

    class Meta:
        ordering = ["op"]
        indexes = [models.Index(fields=["casus", "partij"], name="inbreng_casus_partij")]
        constraints = [
            models.CheckConstraint(condition=Q(aard__in=["feit", "mening", "vermoeden"]), name="inbreng_aard_bekend")
        ]

    def __str__(self) -> str:
        return f"inbreng {self.pk}"

    def plek(self, veld: str) -> Plek:
        """Where a field of this row stands, for the key."""
        return Plek("inbreng", self.pk, veld)


class Bijlage(models.Model):
    """A file that goes with an inbreng, cleaned and encrypted. Never opened by the program again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    inbreng = models.ForeignKey(Inbreng, models.CASCADE, related_name="bijlagen")
    naam = models.BinaryField()
    type = models.CharField(max_length=80)
    grootte = models.PositiveIntegerField()
    inhoud = models.BinaryField()
    gescand = models.BooleanField()

    def __str__(self) -> str:
        return f"bijlage {self.pk}"

    def plek(self, veld: str) -> Plek:
        """Where a field of this row stands, for the key."""
        return Plek("bijlage", self.pk, veld)


class Antwoord(models.Model):
    """What a party answered to a question of the toets that no row can tell. Only that party sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    partij = models.ForeignKey(Partij, models.PROTECT, related_name="+")
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")
    op = models.DateTimeField()
    feit = models.CharField(max_length=40)
    # What the answer is about: nothing (the whole casus), a party that receives, or one inbreng.
    ontvanger = models.ForeignKey(Partij, models.CASCADE, null=True, blank=True, related_name="+")
    inbreng = models.ForeignKey(Inbreng, models.CASCADE, null=True, blank=True, related_name="+")
    waarde = models.BinaryField()

    class Meta:
        ordering = ["op"]
        indexes = [models.Index(fields=["casus", "partij", "feit"], name="antwoord_casus_partij")]

    def __str__(self) -> str:
        return f"antwoord op {self.feit}"

    def plek(self, veld: str) -> Plek:
        """Where a field of this row stands, for the key."""
        return Plek("antwoord", self.pk, veld)


class Zoeksleutel(models.Model):
    """By which words a party finds its own cases back: an HMAC under that party's own key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partij = models.ForeignKey(Partij, models.CASCADE, related_name="+")
    casus = models.ForeignKey(Casus, models.CASCADE, related_name="+")
    taak = models.CharField(max_length=40)  # of who recorded the name: for others of the party it finds nothing
    hmac = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partij", "hmac", "casus", "taak"], name="zoeksleutel_eens")]

    def __str__(self) -> str:
        return "zoeksleutel"
