# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("convenant", "0001_initial"),
        ("partij", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Casus",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("overlegtype", models.CharField(max_length=60)),
                ("doel", models.CharField(max_length=40)),
                ("doel_tekst", models.BinaryField()),
                ("fase", models.CharField(max_length=20)),
                ("geopend_op", models.DateTimeField()),
                ("gesloten_op", models.DateTimeField(blank=True, null=True)),
                (
                    "geopend_door",
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
                    "versie",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="casussen",
                        to="convenant.convenantversie",
                    ),
                ),
            ],
            options={
                "ordering": ["-geopend_op"],
            },
        ),
        migrations.CreateModel(
            name="Betrokkene",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("relatie", models.CharField(max_length=20)),
                ("op", models.DateTimeField()),
                (
                    "partij",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
                (
                    "casus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="betrokkenen", to="casus.casus"
                    ),
                ),
            ],
            options={
                "ordering": ["op"],
            },
        ),
        migrations.CreateModel(
            name="Deelname",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("taak", models.CharField(max_length=40)),
                ("status", models.CharField(default="uitgenodigd", max_length=12)),
                ("derde", models.BooleanField(default=False)),
                ("uitgenodigd_op", models.DateTimeField()),
                ("overlegtype", models.CharField(max_length=60)),
                ("doel", models.CharField(max_length=40)),
                ("beantwoord_op", models.DateTimeField(blank=True, null=True)),
                ("reden", models.CharField(blank=True, default="", max_length=20)),
                ("verzoek", models.BinaryField(blank=True, null=True)),
                ("verantwoordelijkheid", models.TextField(blank=True, default="", max_length=500)),
                ("grondslag", models.CharField(blank=True, default="", max_length=80)),
                ("verklaard_op", models.DateTimeField(blank=True, null=True)),
                ("beeindigd_op", models.DateTimeField(blank=True, null=True)),
                (
                    "beantwoord_door",
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
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="deelnames", to="casus.casus"
                    ),
                ),
                (
                    "medewerker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deelnames",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partij",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
                (
                    "uitgenodigd_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["uitgenodigd_op"],
            },
        ),
        migrations.CreateModel(
            name="Inbreng",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("taak", models.CharField(max_length=40)),
                ("op", models.DateTimeField()),
                ("categorie", models.CharField(max_length=40)),
                ("aard", models.CharField(max_length=12)),
                ("geheim", models.CharField(default="geen", max_length=20)),
                ("fase", models.CharField(max_length=20)),
                ("titel", models.BinaryField()),
                ("tekst", models.BinaryField()),
                ("herkomst", models.BinaryField()),
                (
                    "betrokkene",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="inbreng", to="casus.betrokkene"
                    ),
                ),
                (
                    "casus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="inbreng", to="casus.casus"
                    ),
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
                    "vervangt",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opvolger",
                        to="casus.inbreng",
                    ),
                ),
            ],
            options={
                "ordering": ["op"],
            },
        ),
        migrations.CreateModel(
            name="Bijlage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("naam", models.BinaryField()),
                ("type", models.CharField(max_length=80)),
                ("grootte", models.PositiveIntegerField()),
                ("inhoud", models.BinaryField()),
                ("gescand", models.BooleanField()),
                (
                    "casus",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casus.casus"),
                ),
                (
                    "inbreng",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bijlagen", to="casus.inbreng"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Antwoord",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("op", models.DateTimeField()),
                ("feit", models.CharField(max_length=40)),
                ("waarde", models.BinaryField()),
                (
                    "door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ontvanger",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="partij.partij",
                    ),
                ),
                (
                    "partij",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
                (
                    "casus",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casus.casus"),
                ),
                (
                    "inbreng",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="casus.inbreng",
                    ),
                ),
            ],
            options={
                "ordering": ["op"],
            },
        ),
        migrations.CreateModel(
            name="Regie",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("soort", models.CharField(max_length=20)),
                ("vanaf", models.DateTimeField()),
                ("tot", models.DateTimeField(blank=True, null=True)),
                (
                    "casus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="regie", to="casus.casus"
                    ),
                ),
                (
                    "gegeven_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "medewerker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["vanaf"],
            },
        ),
        migrations.CreateModel(
            name="Toegang",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("taak", models.CharField(max_length=40)),
                ("gegeven_op", models.DateTimeField()),
                ("ingetrokken_op", models.DateTimeField(blank=True, null=True)),
                (
                    "casus",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="toegangen", to="casus.casus"
                    ),
                ),
                (
                    "medewerker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="toegangen",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partij",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partij.partij"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Zoeksleutel",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("taak", models.CharField(max_length=40)),
                ("hmac", models.BinaryField(max_length=32)),
                (
                    "casus",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="casus.casus"),
                ),
                (
                    "partij",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partij.partij"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="casus",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("gesloten_op", None), ("gesloten_op__gte", models.F("geopend_op")), _connector="OR"
                ),
                name="casus_sluit_na_opening",
            ),
        ),
        migrations.AddConstraint(
            model_name="betrokkene",
            constraint=models.UniqueConstraint(
                condition=models.Q(("relatie", "jongere")), fields=("casus",), name="betrokkene_een_jongere"
            ),
        ),
        migrations.AddConstraint(
            model_name="betrokkene",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("relatie__in", ["jongere", "ouder", "voogd", "pleegouder", "stiefouder", "broer_zus", "ander"])
                ),
                name="betrokkene_relatie_bekend",
            ),
        ),
        migrations.AddConstraint(
            model_name="deelname",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["uitgenodigd", "deelnemer"])),
                fields=("partij", "casus", "taak"),
                name="deelname_een_zetel_per_taak",
            ),
        ),
        migrations.AddConstraint(
            model_name="deelname",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["uitgenodigd", "deelnemer", "afgewezen", "beeindigd"])),
                name="deelname_status_bekend",
            ),
        ),
        migrations.AddConstraint(
            model_name="deelname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "deelnemer"), _negated=True), ("medewerker__isnull", False), _connector="OR"
                ),
                name="deelnemer_is_iemand",
            ),
        ),
        migrations.AddConstraint(
            model_name="deelname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verklaard_op", None),
                    models.Q(
                        models.Q(("verantwoordelijkheid", ""), _negated=True),
                        models.Q(("grondslag", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="verklaring_is_volledig",
            ),
        ),
        migrations.AddConstraint(
            model_name="deelname",
            constraint=models.CheckConstraint(
                condition=models.Q(("reden__in", ["", "niet_onze_taak", "geen_ruimte", "ander_past_beter"])),
                name="deelname_reden_bekend",
            ),
        ),
        migrations.AddIndex(
            model_name="inbreng",
            index=models.Index(fields=["casus", "partij"], name="inbreng_casus_partij"),
        ),
        migrations.AddConstraint(
            model_name="inbreng",
            constraint=models.CheckConstraint(
                condition=models.Q(("aard__in", ["feit", "mening", "vermoeden"])), name="inbreng_aard_bekend"
            ),
        ),
        migrations.AddIndex(
            model_name="antwoord",
            index=models.Index(fields=["casus", "partij", "feit"], name="antwoord_casus_partij"),
        ),
        migrations.AddConstraint(
            model_name="regie",
            constraint=models.UniqueConstraint(
                condition=models.Q(("tot", None)), fields=("casus", "soort"), name="regie_een_tegelijk"
            ),
        ),
        migrations.AddConstraint(
            model_name="regie",
            constraint=models.CheckConstraint(
                condition=models.Q(("soort__in", ["procesregisseur", "casusregisseur"])), name="regie_soort_bekend"
            ),
        ),
        migrations.AddConstraint(
            model_name="toegang",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ingetrokken_op", None)),
                fields=("medewerker", "casus"),
                name="toegang_een_tegelijk",
            ),
        ),
        migrations.AddConstraint(
            model_name="toegang",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ingetrokken_op", None), ("ingetrokken_op__gte", models.F("gegeven_op")), _connector="OR"
                ),
                name="toegang_periode",
            ),
        ),
        migrations.AddConstraint(
            model_name="zoeksleutel",
            constraint=models.UniqueConstraint(fields=("partij", "hmac", "casus", "taak"), name="zoeksleutel_eens"),
        ),
    ]
