# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partij", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Convenant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("naam", models.CharField(max_length=160)),
                ("regio", models.CharField(max_length=80, unique=True)),
            ],
            options={
                "ordering": ["regio"],
            },
        ),
        migrations.CreateModel(
            name="ConvenantVersie",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("nummer", models.PositiveSmallIntegerField()),
                ("geldig_vanaf", models.DateField()),
                ("geldig_tot", models.DateField(blank=True, null=True)),
                ("status", models.CharField(default="concept", max_length=12)),
                (
                    "doelen",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                (
                    "categorieen",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                (
                    "overlegtypen",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None),
                ),
                ("geevalueerd_op", models.DateField(blank=True, null=True)),
                (
                    "convenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versies", to="convenant.convenant"
                    ),
                ),
            ],
            options={
                "ordering": ["convenant", "nummer"],
            },
        ),
        migrations.CreateModel(
            name="Toetreding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("soort", models.CharField(default="ondertekenaar", max_length=14)),
                ("afgesproken_op", models.DateField(blank=True, null=True)),
                ("getekend_op", models.DateField(blank=True, null=True)),
                ("bekendgemaakt_op", models.DateField(blank=True, null=True)),
                ("beeindigd_op", models.DateField(blank=True, null=True)),
                (
                    "getekend_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partij.vertegenwoordiger",
                    ),
                ),
                (
                    "partij",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="toetredingen", to="partij.partij"
                    ),
                ),
                (
                    "versie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="toetredingen",
                        to="convenant.convenantversie",
                    ),
                ),
            ],
            options={
                "ordering": ["versie", "partij"],
            },
        ),
        migrations.CreateModel(
            name="Kennisgeving",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("gemaakt_op", models.DateTimeField()),
                ("gezien_op", models.DateTimeField(blank=True, null=True)),
                (
                    "gezien_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partij",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partij.partij"
                    ),
                ),
                (
                    "toetreding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kennisgevingen",
                        to="convenant.toetreding",
                    ),
                ),
            ],
            options={
                "ordering": ["-gemaakt_op"],
            },
        ),
        migrations.AddConstraint(
            model_name="convenantversie",
            constraint=models.UniqueConstraint(fields=("convenant", "nummer"), name="versie_nummer_eens"),
        ),
        migrations.AddConstraint(
            model_name="convenantversie",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["concept", "vastgesteld"])), name="versie_status_bekend"
            ),
        ),
        migrations.AddConstraint(
            model_name="convenantversie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("geldig_tot", None), ("geldig_tot__gte", models.F("geldig_vanaf")), _connector="OR"
                ),
                name="versie_periode",
            ),
        ),
        migrations.AddConstraint(
            model_name="toetreding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("beeindigd_op", None)),
                fields=("versie", "partij"),
                name="toetreding_eens_per_versie",
            ),
        ),
        migrations.AddConstraint(
            model_name="toetreding",
            constraint=models.CheckConstraint(
                condition=models.Q(("soort__in", ["ondertekenaar", "toetreder"])), name="toetreding_soort_bekend"
            ),
        ),
        migrations.AddConstraint(
            model_name="toetreding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bekendgemaakt_op", None),
                    models.Q(("bekendgemaakt_op__gte", models.F("getekend_op")), ("getekend_op__isnull", False)),
                    _connector="OR",
                ),
                name="toetreding_eerst_getekend",
            ),
        ),
        migrations.AddConstraint(
            model_name="toetreding",
            constraint=models.CheckConstraint(
                condition=models.Q(("getekend_op", None), ("getekend_door__isnull", False), _connector="OR"),
                name="toetreding_getekend_door_iemand",
            ),
        ),
        migrations.AddConstraint(
            model_name="kennisgeving",
            constraint=models.UniqueConstraint(fields=("toetreding", "partij"), name="kennisgeving_eens_per_partij"),
        ),
        migrations.AddConstraint(
            model_name="kennisgeving",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("gezien_door", None), ("gezien_op", None)),
                    models.Q(("gezien_door__isnull", False), ("gezien_op__isnull", False)),
                    _connector="OR",
                ),
                name="kennisgeving_gezien_door_iemand",
            ),
        ),
    ]
