# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.db import migrations

from deelwijs.logboek.muur import ALTIJD, IK, MIJN_PARTIJ, Muur, heeft_rol

BEHEER = heeft_rol("beheer")
PERSONEEL = f"partij_id = {MIJN_PARTIJ} AND {heeft_rol('personeel')}"
UITNODIGER = (
    f"{BEHEER} OR ({heeft_rol('personeel')} AND EXISTS (SELECT 1 FROM partij_medewerker m"
    f" WHERE m.id = medewerker_id AND m.partij_id = {MIJN_PARTIJ}))"
)


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
            lezen=f"{heeft_rol('aanmelden')} OR {UITNODIGER}",
            toevoegen=f"gemaakt_door_id = {IK} AND ({UITNODIGER})",
            wijzigen=f"{heeft_rol('aanmelden')} OR {UITNODIGER}",
            verwijderen=UITNODIGER,
        ),
        # Read and written before anybody is known, and after. Holds the hash of a key that only a browser has.
        Muur("partij_sessie", lezen=ALTIJD, toevoegen=ALTIJD, wijzigen=ALTIJD, verwijderen=ALTIJD),
        Muur(
            "partij_bewaardformulier",
            lezen=f"medewerker_id = {IK} OR {heeft_rol('systeem')}",
            toevoegen=f"medewerker_id = {IK}",
            verwijderen=f"medewerker_id = {IK} OR {heeft_rol('systeem')}",
        ),
    ]
