# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The wall around a casus (casus/0003_grens) also lets in a type that the region added to its version."""

from django.db import migrations

NAAM = "CREATE OR REPLACE FUNCTION convenant_heeft_overlegtype(welke uuid, slug text, dag date)"
GENOEMD = "EXISTS (SELECT 1 FROM convenant_convenantversie v WHERE v.id = welke AND slug = ANY (v.overlegtypen))"
EIGEN = (
    "EXISTS (SELECT 1 FROM overleg_eigentype e WHERE e.convenantversie_id = welke AND e.slug = $2"
    " AND e.status = 'vastgesteld' AND e.geldig_vanaf <= dag)"
)


class Migration(migrations.Migration):
    dependencies = [("overleg", "0002_muur"), ("casus", "0003_grens")]
    operations = [
        migrations.RunSQL(
            f"{NAAM} RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT {GENOEMD} OR {EIGEN} $$",
            f"{NAAM} RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT {GENOEMD} $$",
        )
    ]
