# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.db import migrations

from deelwijs.logboek.muur import ALTIJD, Muur, heeft_rol

BEHEER = heeft_rol("beheer")
CONCEPT = f"{BEHEER} AND status = 'concept'"


class Migration(migrations.Migration):
    dependencies = [("overleg", "0001_initial"), ("convenant", "0002_muren")]

    operations = [
        # Who takes part in the covenant may know its types. A settled row can be neither changed nor removed.
        Muur(
            "overleg_eigentype",
            lezen=ALTIJD,
            toevoegen=CONCEPT,
            wijzigen=CONCEPT,
            na_wijzigen=BEHEER,
            verwijderen=CONCEPT,
        ),
    ]
