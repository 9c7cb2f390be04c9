# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs


import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Knoop",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "periode", "hoogte", "plek", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("periode", models.CharField(max_length=7)),
                ("hoogte", models.PositiveSmallIntegerField()),
                ("plek", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Blad",
            fields=[
                ("regel", models.BigIntegerField(primary_key=True, serialize=False)),
                ("periode", models.CharField(max_length=7)),
                ("plek", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("periode", "plek"), name="blad_een_per_plek")],
            },
        ),
        migrations.CreateModel(
            name="Kop",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("versie", models.PositiveSmallIntegerField(default=1)),
                ("periode", models.CharField(max_length=7)),
                ("grootte", models.BigIntegerField()),
                ("wortel", models.CharField(max_length=64)),
                ("tot", models.BigIntegerField(unique=True)),
                ("op", models.DateTimeField()),
                ("vorige", models.CharField(max_length=64)),
                ("sleutel", models.CharField(max_length=16)),
                ("publiek", models.CharField(max_length=64)),
                ("handtekening", models.CharField(max_length=128)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("periode", "grootte"), name="kop_een_per_grootte")],
            },
        ),
        migrations.CreateModel(
            name="Regel",
            fields=[
                ("volgnummer", models.BigAutoField(primary_key=True, serialize=False)),
                ("vorm", models.PositiveSmallIntegerField()),
                ("kenmerk", models.UUIDField(default=uuid.uuid4)),
                ("op", models.DateTimeField()),
                ("handeling", models.CharField(max_length=60)),
                (
                    "uitkomst",
                    models.CharField(
                        choices=[
                            ("gelukt", "gelukt"),
                            ("geweigerd", "niet toegestaan"),
                            ("mislukt", "niet gelukt door een fout"),
                        ],
                        max_length=10,
                    ),
                ),
                ("door", models.UUIDField(null=True)),
                ("partij", models.UUIDField(null=True)),
                ("rol", models.CharField(max_length=120)),
                ("casus", models.UUIDField(null=True)),
                ("betrokkene", models.UUIDField(null=True)),
                ("onderwerp_soort", models.CharField(max_length=60, null=True)),
                ("onderwerp", models.UUIDField(null=True)),
                ("categorie", models.CharField(max_length=60, null=True)),
                ("doel", models.CharField(max_length=60, null=True)),
                ("grondslag", models.CharField(max_length=80, null=True)),
                ("toets", models.UUIDField(null=True)),
                ("verstrekking", models.UUIDField(null=True)),
                ("ontvanger", models.UUIDField(null=True)),
                ("spoed", models.BooleanField()),
                ("spoor", models.CharField(max_length=32)),
                ("ip", models.CharField(max_length=39, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partij", "op", "kenmerk"], name="regel_van_partij"),
                    models.Index(fields=["door", "op", "kenmerk"], name="regel_van_medewerker"),
                    models.Index(
                        condition=models.Q(("casus__isnull", False)), fields=["casus", "op"], name="regel_van_casus"
                    ),
                    models.Index(
                        condition=models.Q(("betrokkene__isnull", False)),
                        fields=["betrokkene", "op"],
                        name="regel_van_betrokkene",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("handeling__regex", "^[a-z][a-z0-9_]{0,59}$")),
                        name="regel_handeling_heeft_vorm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rol__regex", "^([a-z][a-z0-9_]{0,29}( [a-z][a-z0-9_]{0,29})*)?$")),
                        name="regel_rol_heeft_vorm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("onderwerp_soort__regex", "^[a-z][a-z0-9_]{0,59}$")),
                        name="regel_onderwerp_soort_heeft_vorm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("categorie__regex", "^[a-z][a-z0-9_]{0,59}$")),
                        name="regel_categorie_heeft_vorm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("doel__regex", "^[a-z][a-z0-9_]{0,59}$")), name="regel_doel_heeft_vorm"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grondslag__regex", "^[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}$")),
                        name="regel_grondslag_heeft_vorm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("spoor__regex", "^[0-9a-f]{32}$")), name="regel_spoor_heeft_vorm"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ip__regex", "^[0-9a-f.:]{2,39}$")), name="regel_ip_heeft_vorm"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("uitkomst__in", ["gelukt", "geweigerd", "mislukt"])),
                        name="regel_uitkomst_bestaat",
                    ),
                ],
            },
        ),
    ]
