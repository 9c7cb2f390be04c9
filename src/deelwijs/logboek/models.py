# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The log: what was done or seen, and the tree that it is sealed in. Keys and words of closed lists, never content.

No foreign keys: a line outlives what it is about. Everything here is only ever added (see migrations/0002_muren.py).
"""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from uuid import UUID

    from deelwijs.logboek.kring import Kring

# What may stand in a field. The database holds to it too, so that no content or name can slip in by mistake.
WOORD = r"^[a-z][a-z0-9_]{0,59}$"
WOORDEN = r"^([a-z][a-z0-9_]{0,29}( [a-z][a-z0-9_]{0,29})*)?$"
ARTIKEL = r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}$"
SPOOR = r"^[0-9a-f]{32}$"
ADRES = r"^[0-9a-f.:]{2,39}$"


class Uitkomst(models.TextChoices):
    GELUKT = "gelukt", "gelukt"
    GEWEIGERD = "geweigerd", "niet toegestaan"
    MISLUKT = "mislukt", "niet gelukt door een fout"


class RegelQuerySet(models.QuerySet["Regel"]):
    def of_party(self, partij: "UUID | None") -> "RegelQuerySet":
        """The lines of what was done in the name of this party."""
        return self.filter(partij=partij, partij__isnull=False)

    def visible_to(self, kring: "Kring | None") -> "RegelQuerySet":
        """The lines of one's own acts; for an FG those of the whole party. For who does not act: none."""
        if kring is None or kring.medewerker is None:
            return self.none()
        own = Q(door=kring.medewerker)
        if "fg" in kring.rol.split() and kring.partij:
            own |= Q(partij=kring.partij)
        return self.filter(own)


def _like(field: str, pattern: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__regex": pattern}), name=f"regel_{field}_heeft_vorm")


def _words(length: int = 60) -> "models.CharField[str | None, str | None]":
    return models.CharField(max_length=length, null=True)


def _key() -> "models.UUIDField[UUID | None, UUID | None]":
    return models.UUIDField(null=True)


class Regel(models.Model):
    """One act or look, about one subject. `volgnummer` is ours alone: on a page it would tell how busy we are."""

    volgnummer = models.BigAutoField(primary_key=True)
    vorm = models.PositiveSmallIntegerField()
    kenmerk = models.UUIDField(default=uuid.uuid4)  # what the line is called outside; no counter
    op = models.DateTimeField()
    handeling = models.CharField(max_length=60)  # a slug of handelingen.yaml
    uitkomst = models.CharField(max_length=10, choices=Uitkomst)
    door = _key()  # the medewerker; empty for the system itself
    partij = _key()  # in whose name
    rol = models.CharField(max_length=120)
    casus = _key()
    betrokkene = _key()
    onderwerp_soort = _words()
    onderwerp = _key()
    categorie = _words()
    doel = _words()
    grondslag = _words(80)  # the id of an article
    toets = _key()
    verstrekking = _key()
    ontvanger = _key()  # the party that got it
    spoed = models.BooleanField()
    spoor = models.CharField(max_length=32)  # the W3C trace id of the request
    ip = _words(39)  # cut off: the network, not the computer

    objects = RegelQuerySet.as_manager()

    class Meta:
        constraints = [
            _like("handeling", WOORD),
            _like("rol", WOORDEN),
            _like("onderwerp_soort", WOORD),
            _like("categorie", WOORD),
            _like("doel", WOORD),
            _like("grondslag", ARTIKEL),
            _like("spoor", SPOOR),
            _like("ip", ADRES),
            models.CheckConstraint(condition=Q(uitkomst__in=Uitkomst.values), name="regel_uitkomst_bestaat"),
        ]
        indexes = [
            models.Index(fields=["partij", "op", "kenmerk"], name="regel_van_partij"),
            models.Index(fields=["door", "op", "kenmerk"], name="regel_van_medewerker"),
            models.Index(fields=["casus", "op"], name="regel_van_casus", condition=Q(casus__isnull=False)),
            models.Index(
                fields=["betrokkene", "op"], name="regel_van_betrokkene", condition=Q(betrokkene__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.kenmerk)


class Blad(models.Model):
    """Which place in which tree a line has, and its hash. One tree a quarter; inside it in the order of volgnummer."""

    regel = models.BigIntegerField(primary_key=True)  # its volgnummer
    periode = models.CharField(max_length=7)  # "2026-K4"
    plek = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["periode", "plek"], name="blad_een_per_plek")]

    def __str__(self) -> str:
        return f"{self.periode}/{self.plek}"


class Knoop(models.Model):
    """The root of a complete subtree, for heights 4, 8, 12 …; what lies between is made from those below it."""

    pk = models.CompositePrimaryKey("periode", "hoogte", "plek")
    periode = models.CharField(max_length=7)
    hoogte = models.PositiveSmallIntegerField()
    plek = models.BigIntegerField()
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.periode}/{self.hoogte}/{self.plek}"


class Kop(models.Model):
    """A signed statement: this tree had this root at this moment. Each names the one before it, across quarters."""

    id = models.UUIDField(primary_key=True, editable=False)  # the beginning of the hash of what is signed
    versie = models.PositiveSmallIntegerField(default=1)
    periode = models.CharField(max_length=7)
    grootte = models.BigIntegerField()
    wortel = models.CharField(max_length=64)
    tot = models.BigIntegerField(unique=True)  # every line up to this volgnummer is sealed, here or before
    op = models.DateTimeField()
    vorige = models.CharField(max_length=64)  # SHA-256 of what was signed before this; empty for the first
    sleutel = models.CharField(max_length=16)
    publiek = models.CharField(max_length=64)
    handtekening = models.CharField(max_length=128)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["periode", "grootte"], name="kop_een_per_grootte")]

    def __str__(self) -> str:
        return f"{self.periode}/{self.grootte}"
