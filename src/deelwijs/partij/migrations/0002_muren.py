# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.db import migrations

from deelwijs.logboek.muur import ALTIJD, IK, MIJN_PARTIJ, Muur, heeft_rol

BEHEER = heeft_rol("beheer")
PERSONEEL = f"partij_id = {MIJN_PARTIJ} AND {heeft_rol('personeel')}"


class Migration(migrations.Migration):
    dependencies = [("partij", "0001_initial")]

    # Who the parties are and who works there is no secret: a login must find its account before anybody acts.
    # Who may change it is.
    operations = [
        *(
            Muur(table, lezen=ALTIJD, toevoegen=BEHEER, wijzigen=BEHEER)
            for table in ("partij_partij", "partij_taak", "partij_vertegenwoordiger")
        ),
        Muur(
            "partij_medewerker",
            lezen=ALTIJD,
            toevoegen=f"({PERSONEEL}) OR {BEHEER}",
            # Who logs in changes their own password and moment of login; "aanmelden" is that moment.
            wijzigen=f"id = {IK} OR ({PERSONEEL}) OR {BEHEER} OR {heeft_rol('aanmelden')}",
        ),
        Muur(
            "partij_uitnodiging",
            lezen=f"{heeft_rol('aanmelden')} OR gemaakt_door_id = {IK}",
            toevoegen=f"gemaakt_door_id = {IK} AND {heeft_rol('personeel', 'beheer')}",
            wijzigen=f"{heeft_rol('aanmelden')} OR gemaakt_door_id = {IK}",
            verwijderen=f"gemaakt_door_id = {IK}",
        ),
    ]
