# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Medewerker",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("naam", models.CharField(max_length=120)),
                ("functie", models.CharField(max_length=120)),
                ("email", models.EmailField(max_length=200, unique=True)),
                (
                    "rollen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), blank=True, default=list, size=None
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("uit_dienst_op", models.DateTimeField(blank=True, null=True)),
                ("geblokkeerd_op", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["naam"],
            },
        ),
        migrations.CreateModel(
            name="BewaardFormulier",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("pad", models.CharField(max_length=200)),
                ("inhoud", models.BinaryField()),
                ("op", models.DateTimeField()),
                (
                    "medewerker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Partij",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("naam", models.CharField(max_length=120, unique=True)),
                (
                    "soort",
                    models.CharField(
                        choices=[
                            ("gemeente", "gemeente"),
                            ("samenwerkingsverband", "samenwerkingsverband passend onderwijs"),
                            ("schoolbestuur", "schoolbestuur"),
                            ("school", "school"),
                            ("kinderopvang", "kinderopvang"),
                            ("jeugdgezondheidszorg", "jeugdgezondheidszorg"),
                            ("jeugdhulpaanbieder", "jeugdhulpaanbieder"),
                            ("gecertificeerde_instelling", "gecertificeerde instelling"),
                            ("anders", "andere organisatie"),
                        ],
                        max_length=40,
                    ),
                ),
                ("plaats", models.CharField(blank=True, default="", max_length=80)),
                ("contactpunt", models.CharField(blank=True, default="", max_length=200)),
                ("lezing", models.CharField(default="streng", max_length=10)),
            ],
            options={
                "ordering": ["naam"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("lezing__in", ["streng", "rekkelijk"])), name="partij_lezing_bekend"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="medewerker",
            name="partij",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="medewerkers", to="partij.partij"
            ),
        ),
        migrations.CreateModel(
            name="Sessie",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("begonnen_op", models.DateTimeField()),
                ("gezien_op", models.DateTimeField()),
                ("apparaat", models.CharField(blank=True, default="", max_length=60)),
                (
                    "medewerker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-gezien_op"],
            },
        ),
        migrations.CreateModel(
            name="Taak",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("soort", models.CharField(max_length=40)),
                ("beeindigd_op", models.DateField(blank=True, null=True)),
                (
                    "partij",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="taken", to="partij.partij"
                    ),
                ),
            ],
            options={
                "ordering": ["partij", "soort"],
            },
        ),
        migrations.AddField(
            model_name="medewerker",
            name="taak",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="medewerkers",
                to="partij.taak",
            ),
        ),
        migrations.CreateModel(
            name="Uitnodiging",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("link_hash", models.BinaryField(max_length=32)),
                ("code_hash", models.CharField(max_length=200)),
                ("pogingen", models.PositiveSmallIntegerField(default=0)),
                ("gemaakt_op", models.DateTimeField()),
                ("verloopt_op", models.DateTimeField()),
                ("gebruikt_op", models.DateTimeField(blank=True, null=True)),
                (
                    "gemaakt_door",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "medewerker",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uitnodiging",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Vertegenwoordiger",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("naam", models.CharField(max_length=120)),
                ("functie", models.CharField(max_length=120)),
                ("mandaat", models.CharField(max_length=300)),
                ("geldig_vanaf", models.DateField()),
                ("geldig_tot", models.DateField(blank=True, null=True)),
                (
                    "partij",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vertegenwoordigers",
                        to="partij.partij",
                    ),
                ),
                (
                    "volmacht_aan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volmachten",
                        to="partij.partij",
                    ),
                ),
            ],
            options={
                "ordering": ["partij", "naam"],
            },
        ),
        migrations.AddConstraint(
            model_name="taak",
            constraint=models.UniqueConstraint(
                condition=models.Q(("beeindigd_op", None)), fields=("partij", "soort"), name="taak_eens_per_partij"
            ),
        ),
        migrations.AddConstraint(
            model_name="medewerker",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                name="medewerker_email_klein",
            ),
        ),
        migrations.AddConstraint(
            model_name="medewerker",
            constraint=models.CheckConstraint(
                condition=models.Q(("rollen__contained_by", ["fg", "beheer", "personeel", "aanspreekpunt"])),
                name="medewerker_rollen_bekend",
            ),
        ),
        migrations.AddConstraint(
            model_name="medewerker",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_active", True), ("uit_dienst_op__isnull", False), _connector="OR"),
                name="medewerker_weg_heeft_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="vertegenwoordiger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("geldig_tot", None), ("geldig_tot__gte", models.F("geldig_vanaf")), _connector="OR"
                ),
                name="vertegenwoordiger_periode",
            ),
        ),
    ]
