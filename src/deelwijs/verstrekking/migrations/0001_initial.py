# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casus", "0003_grens"),
        ("convenant", "0002_muren"),
        ("partij", "0003_kortstondig"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Toets",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("taak", models.CharField(max_length=40)),
                ("ontvanger_taak", models.CharField(max_length=40)),
                ("niveau", models.CharField(max_length=12)),
                ("doel", models.CharField(max_length=40)),
                ("fase", models.CharField(max_length=20)),
                ("peildatum", models.DateField()),
                ("lezing", models.CharField(max_length=10)),
                ("uitkomst", models.CharField(max_length=40)),
                ("mag", models.BooleanField()),
                ("kennis", models.CharField(max_length=64)),
                ("feiten", models.BinaryField()),
                ("oordeel", models.BinaryField()),
                ("motivering", models.BinaryField()),
                ("afweging", models.BinaryField(blank=True, null=True)),
                ("op", models.DateTimeField()),
                (
                    "casus",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casus.casus"),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "inbreng",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="toetsen", to="casus.inbreng"
                    ),
                ),
                (
                    "ontvanger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
                (
                    "partij",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
            ],
            options={
                "ordering": ["op"],
            },
        ),
        migrations.CreateModel(
            name="FgBericht",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("soort", models.CharField(max_length=12)),
                ("op", models.DateTimeField()),
                ("antwoord", models.TextField(blank=True, default="", max_length=2000)),
                ("akkoord", models.BooleanField(blank=True, null=True)),
                ("afgehandeld_op", models.DateTimeField(blank=True, null=True)),
                (
                    "afgehandeld_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "casus",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casus.casus"),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "partij",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
                (
                    "toets",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fg_berichten",
                        to="verstrekking.toets",
                    ),
                ),
            ],
            options={
                "ordering": ["op"],
            },
        ),
        migrations.CreateModel(
            name="Verstrekking",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("mag", models.BooleanField(default=True, editable=False)),
                ("verstrekker_taak", models.CharField(max_length=40)),
                ("ontvanger_taak", models.CharField(max_length=40)),
                ("categorie", models.CharField(max_length=40)),
                ("niveau", models.CharField(max_length=12)),
                ("doel", models.CharField(max_length=40)),
                ("fase", models.CharField(max_length=20)),
                ("gegeven_op", models.DateTimeField()),
                ("spoed", models.BooleanField(default=False)),
                ("vervalt_op", models.DateTimeField(blank=True, null=True)),
                ("ingetrokken_op", models.DateTimeField(blank=True, null=True)),
                (
                    "casus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verstrekkingen", to="casus.casus"
                    ),
                ),
                (
                    "gegeven_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "inbreng",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verstrekkingen", to="casus.inbreng"
                    ),
                ),
                (
                    "ingetrokken_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ontvanger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
                (
                    "toets",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verstrekking",
                        to="verstrekking.toets",
                    ),
                ),
                (
                    "versie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="convenant.convenantversie"
                    ),
                ),
                (
                    "verstrekker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
            ],
            options={
                "ordering": ["-gegeven_op"],
            },
        ),
        migrations.CreateModel(
            name="Inzage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("soort", models.CharField(default="gezien", max_length=8)),
                ("op", models.DateTimeField()),
                (
                    "casus",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casus.casus"),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "verstrekking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="inzagen",
                        to="verstrekking.verstrekking",
                    ),
                ),
            ],
            options={
                "ordering": ["op"],
            },
        ),
        migrations.CreateModel(
            name="Herbeoordeling",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("fase", models.CharField(max_length=20)),
                ("besluit", models.CharField(max_length=10)),
                ("op", models.DateTimeField()),
                (
                    "casus",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casus.casus"),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "toets",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="verstrekking.toets",
                    ),
                ),
                (
                    "verstrekking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="herbeoordelingen",
                        to="verstrekking.verstrekking",
                    ),
                ),
            ],
            options={
                "ordering": ["op"],
            },
        ),
        migrations.CreateModel(
            name="EigenDossier",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("op", models.DateTimeField()),
                ("artikel", models.CharField(max_length=80)),
                ("toelichting", models.BinaryField()),
                (
                    "casus",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casus.casus"),
                ),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "partij",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
                (
                    "verstrekking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="overgenomen",
                        to="verstrekking.verstrekking",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Verzoek",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("soort", models.CharField(max_length=12)),
                ("fase", models.CharField(blank=True, default="", max_length=20)),
                ("doel", models.CharField(blank=True, default="", max_length=40)),
                ("motivering", models.BinaryField()),
                ("gevraagd_op", models.DateTimeField()),
                ("status", models.CharField(default="gevraagd", max_length=20)),
                ("artikel", models.CharField(blank=True, default="", max_length=80)),
                ("reden", models.BinaryField(blank=True, null=True)),
                ("besloten_op", models.DateTimeField(blank=True, null=True)),
                (
                    "besloten_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "casus",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casus.casus"),
                ),
                (
                    "gevraagd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "naar",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partij.partij",
                    ),
                ),
                (
                    "verstrekker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
                (
                    "verstrekking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="verzoeken",
                        to="verstrekking.verstrekking",
                    ),
                ),
                (
                    "vrager",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
            ],
            options={
                "ordering": ["-gevraagd_op"],
            },
        ),
        migrations.CreateModel(
            name="Voorwaarde",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("regel", models.CharField(max_length=80)),
                ("plicht", models.TextField(max_length=500)),
                ("wanneer", models.CharField(max_length=10)),
                ("gedaan_op", models.DateTimeField(blank=True, null=True)),
                (
                    "casus",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casus.casus"),
                ),
                (
                    "eigenaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
                (
                    "gedaan_door",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verstrekking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voorwaarden",
                        to="verstrekking.verstrekking",
                    ),
                ),
            ],
            options={
                "ordering": ["wanneer", "regel"],
            },
        ),
        migrations.AddIndex(
            model_name="toets",
            index=models.Index(fields=["inbreng", "ontvanger"], name="toets_inbreng"),
        ),
        migrations.AddConstraint(
            model_name="toets",
            constraint=models.CheckConstraint(
                condition=models.Q(("niveau__in", ["dat", "buitenkant", "wat"])), name="toets_niveau_bekend"
            ),
        ),
        migrations.AddConstraint(
            model_name="toets",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mag", False),
                    ("uitkomst__in", ["toegestaan", "toegestaan_onder_voorwaarden"]),
                    models.Q(("afweging__isnull", False), ("uitkomst", "eigen_afweging")),
                    _connector="OR",
                ),
                name="toets_mag_alleen_zo",
            ),
        ),
        migrations.AddConstraint(
            model_name="fgbericht",
            constraint=models.CheckConstraint(
                condition=models.Q(("soort__in", ["spoed", "afweging", "advies", "plicht"])), name="fg_bericht_soort"
            ),
        ),
        migrations.AddConstraint(
            model_name="fgbericht",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("afgehandeld_door", None), ("afgehandeld_op", None), ("akkoord", None), ("antwoord", "")),
                    models.Q(("afgehandeld_door__isnull", False), ("afgehandeld_op__isnull", False)),
                    _connector="OR",
                ),
                name="fg_bericht_afgehandeld_door_iemand",
            ),
        ),
        migrations.AddIndex(
            model_name="verstrekking",
            index=models.Index(fields=["ontvanger", "casus"], name="verstrekking_ontvanger"),
        ),
        migrations.AddIndex(
            model_name="verstrekking",
            index=models.Index(fields=["inbreng", "ontvanger"], name="verstrekking_inbreng"),
        ),
        migrations.AddConstraint(
            model_name="verstrekking",
            constraint=models.CheckConstraint(condition=models.Q(("mag", True)), name="verstrekking_mag"),
        ),
        migrations.AddConstraint(
            model_name="verstrekking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ingetrokken_op", None)),
                fields=("casus", "inbreng", "ontvanger", "ontvanger_taak", "niveau", "doel"),
                name="verstrekking_een_tegelijk",
            ),
        ),
        migrations.AddConstraint(
            model_name="verstrekking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ingetrokken_op", None), ("ingetrokken_op__gte", models.F("gegeven_op")), _connector="OR"
                ),
                name="verstrekking_ingetrokken_na_gegeven",
            ),
        ),
        migrations.AddConstraint(
            model_name="verstrekking",
            constraint=models.CheckConstraint(
                condition=models.Q(("spoed", False), ("vervalt_op__isnull", False), _connector="OR"),
                name="verstrekking_spoed_vervalt",
            ),
        ),
        migrations.AddConstraint(
            model_name="verstrekking",
            constraint=models.CheckConstraint(
                condition=models.Q(("verstrekker", models.F("ontvanger")), _negated=True),
                name="verstrekking_aan_een_ander",
            ),
        ),
        migrations.AddConstraint(
            model_name="inzage",
            constraint=models.UniqueConstraint(
                fields=("casus", "verstrekking", "door", "soort"), name="inzage_eerste_keer"
            ),
        ),
        migrations.AddConstraint(
            model_name="inzage",
            constraint=models.CheckConstraint(
                condition=models.Q(("soort__in", ["gezien", "einde"])), name="inzage_soort_bekend"
            ),
        ),
        migrations.AddConstraint(
            model_name="herbeoordeling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("besluit", "niet_nodig"), models.Q(("besluit", "nodig"), ("toets__isnull", False)), _connector="OR"
                ),
                name="herbeoordeling_nodig_met_toets",
            ),
        ),
        migrations.AddConstraint(
            model_name="verzoek",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("doel", ""), ("naar", None), ("soort", "fase")),
                    models.Q(("fase", ""), ("naar", None), ("soort", "doel")),
                    models.Q(("naar__isnull", False), ("soort", "doorgeven")),
                    models.Q(("naar", None), ("soort", "inhoud")),
                    _connector="OR",
                ),
                name="verzoek_noemt_wat",
            ),
        ),
        migrations.AddConstraint(
            model_name="verzoek",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("besloten_op", None), ("status", "gevraagd")),
                    models.Q(
                        ("besloten_op__isnull", False),
                        ("reden__isnull", False),
                        ("status__in", ["toegestaan", "geweigerd"]),
                    ),
                    models.Q(("status", "wettelijke_plicht"), models.Q(("artikel", ""), _negated=True)),
                    _connector="OR",
                ),
                name="verzoek_besluit_met_reden",
            ),
        ),
        migrations.AddConstraint(
            model_name="voorwaarde",
            constraint=models.CheckConstraint(
                condition=models.Q(("wanneer__in", ["vooraf", "achteraf"])), name="voorwaarde_wanneer"
            ),
        ),
        migrations.AddConstraint(
            model_name="voorwaarde",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("gedaan_door", None), ("gedaan_op", None)),
                    models.Q(("gedaan_door__isnull", False), ("gedaan_op__isnull", False)),
                    _connector="OR",
                ),
                name="voorwaarde_gedaan_door_iemand",
            ),
        ),
    ]
