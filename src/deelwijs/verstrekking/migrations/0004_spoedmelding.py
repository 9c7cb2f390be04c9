# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
import uuid
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from deelwijs.casus.muren import toegang
from deelwijs.logboek.muur import IK, MIJN_PARTIJ, Muur
from deelwijs.verstrekking.muren import PROCESREGISSEUR


def key(to: str, on_delete: Any = django.db.models.deletion.PROTECT) -> models.ForeignKey:
    return models.ForeignKey(on_delete=on_delete, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies = [("verstrekking", "0003_grens")]

    operations = [
        migrations.CreateModel(
            name="SpoedMelding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("op", models.DateTimeField()),
                ("casus", key("casus.casus", django.db.models.deletion.CASCADE)),
                ("door", key("partij.medewerker")),
                ("ontvanger", key("partij.partij")),
                ("verstrekker", key("partij.partij")),
            ],
            options={"ordering": ["-op"]},
        ),
        Muur(
            "verstrekking_spoedmelding",
            lezen=f"{toegang('casus_id')} AND {PROCESREGISSEUR.format(tabel='verstrekking_spoedmelding')}",
            toevoegen=f"door_id = {IK} AND verstrekker_id = {MIJN_PARTIJ} AND {toegang('casus_id')}",
        ),
    ]
