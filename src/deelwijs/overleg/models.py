# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A region's own types of consultation. A settled row never changes: a change is a new row with a later first day."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from deelwijs.convenant.models import ConvenantVersie
from deelwijs.partij.models import Medewerker


class EigenTypeQuerySet(models.QuerySet["EigenType"]):
    def in_force(self, dag: date) -> EigenTypeQuerySet:
        """The settled rows whose first day has come; of one slug the last of them holds."""
        return self.filter(status=EigenType.VASTGESTELD, geldig_vanaf__lte=dag)


class EigenType(models.Model):
    """One wording of a type that a region made itself, for one version of its covenant."""

    CONCEPT, VASTGESTELD = "concept", "vastgesteld"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    convenantversie = models.ForeignKey(ConvenantVersie, models.PROTECT, related_name="eigen_typen")
    slug = models.CharField(max_length=40)
    nummer = models.PositiveSmallIntegerField()
    inhoud = models.JSONField()  # the document, as a file of the product has it; a settled one has passed the check
    status = models.CharField(max_length=12, default=CONCEPT)
    geldig_vanaf = models.DateField(null=True, blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(Medewerker, models.PROTECT, related_name="+")

    objects = EigenTypeQuerySet.as_manager()

    class Meta:
        ordering = ["convenantversie", "slug", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["convenantversie", "slug", "nummer"], name="eigentype_nummer_eens"),
            models.UniqueConstraint(
                fields=["convenantversie", "slug"], condition=Q(status="concept"), name="eigentype_een_concept"
            ),
            models.UniqueConstraint(
                fields=["convenantversie", "slug", "geldig_vanaf"],
                condition=Q(status="vastgesteld"),
                name="eigentype_een_per_dag",
            ),
            models.CheckConstraint(condition=Q(status__in=["concept", "vastgesteld"]), name="eigentype_status_bekend"),
            models.CheckConstraint(
                condition=Q(status="concept", geldig_vanaf=None) | Q(status="vastgesteld", geldig_vanaf__isnull=False),
                name="eigentype_vast_heeft_dag",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.nummer}"
