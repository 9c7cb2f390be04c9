# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.db import migrations

from deelwijs.casus.muren import toegang
from deelwijs.logboek.muur import IK, MIJN_PARTIJ, Muur
from deelwijs.verstrekking.muren import (
    FG,
    GEGEVEN,
    INBRENG_GEGEVEN,
    INBRENG_GEGEVEN_DUS_PERSOON,
    ONTVANGEN,
    OPNIEUW,
    ZICHTBAAR,
    bewaak,
    samen,
)

VAN_ONS = f"partij_id = {MIJN_PARTIJ} AND {toegang('casus_id')}"
VAN_ONZE_TAAK = f"partij_id = {MIJN_PARTIJ} AND {toegang('casus_id', 'taak')}"
VERZOEK = f"(verstrekker_id = {MIJN_PARTIJ} OR vrager_id = {MIJN_PARTIJ}) AND {toegang('casus_id')}"

# What hangs together in two rows, hangs together in the database: (table, columns, other table, its columns).
SAMEN = [
    # A toets is about an inbreng of the party that asks, in that very casus.
    samen("toets_van_inbreng", "verstrekking_toets", "inbreng_id, casus_id, partij_id, taak",
          "casus_inbreng", "id, casus_id, partij_id, taak"),
    # A disclosure gives what was asked, to whom it was asked for, and no more than was asked; and the answer was yes.
    samen("verstrekking_na_toets", "verstrekking_verstrekking",
          "toets_id, mag, casus_id, inbreng_id, verstrekker_id, ontvanger_id, ontvanger_taak, niveau, doel",
          "verstrekking_toets", "id, mag, casus_id, inbreng_id, partij_id, ontvanger_id, ontvanger_taak, niveau, doel"),
    samen("verstrekking_van_inbreng", "verstrekking_verstrekking", "inbreng_id, categorie, verstrekker_taak",
          "casus_inbreng", "id, categorie, taak"),
    samen("verzoek_over_verstrekking", "verstrekking_verzoek", "verstrekking_id, casus_id, verstrekker_id, vrager_id",
          "verstrekking_verstrekking", "id, casus_id, verstrekker_id, ontvanger_id"),
    samen("voorwaarde_bij_verstrekking", "verstrekking_voorwaarde", "verstrekking_id, casus_id",
          "verstrekking_verstrekking", "id, casus_id"),
    samen("inzage_van_verstrekking", "verstrekking_inzage", "verstrekking_id, casus_id",
          "verstrekking_verstrekking", "id, casus_id"),
    samen("herbeoordeling_van_verstrekking", "verstrekking_herbeoordeling", "verstrekking_id, casus_id",
          "verstrekking_verstrekking", "id, casus_id"),
    samen("eigendossier_van_verstrekking", "verstrekking_eigendossier", "verstrekking_id, casus_id, partij_id",
          "verstrekking_verstrekking", "id, casus_id, ontvanger_id"),
    samen("fgbericht_over_toets", "verstrekking_fgbericht", "toets_id, casus_id, partij_id",
          "verstrekking_toets", "id, casus_id, partij_id"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("verstrekking", "0001_initial"), ("casus", "0002_muren")]

    operations = [
        *(migrations.RunSQL(there, back) for there, back in SAMEN),
        # What was given stays what it was: it can end, once, and go on to another phase. Nothing else.
        bewaak("verstrekking_verstrekking", "ingetrokken_op, ingetrokken_door_id, fase", einde="ingetrokken_op"),
        bewaak("verstrekking_voorwaarde", "gedaan_op, gedaan_door_id", einde="gedaan_op"),
        bewaak("verstrekking_verzoek", "status, reden, besloten_door_id, besloten_op", einde="besloten_op"),
        bewaak(
            "verstrekking_fgbericht", "antwoord, akkoord, afgehandeld_door_id, afgehandeld_op", einde="afgehandeld_op"
        ),
        Muur(
            "verstrekking_toets",
            # The party that asked; its FG, once it was put before them.
            lezen=(
                f"({VAN_ONZE_TAAK}) OR ({FG} AND EXISTS (SELECT 1 FROM verstrekking_fgbericht b"
                f" WHERE b.toets_id = verstrekking_toets.id)) OR ({OPNIEUW})"
            ),
            toevoegen=f"door_id = {IK} AND {VAN_ONZE_TAAK}",
        ),
        Muur(
            "verstrekking_verstrekking",
            lezen=f"({GEGEVEN}) OR ({ONTVANGEN})",
            toevoegen=f"gegeven_door_id = {IK} AND {GEGEVEN}",
            wijzigen=GEGEVEN,
        ),
        Muur(
            "verstrekking_voorwaarde",
            lezen=f"{toegang('casus_id')} AND {ZICHTBAAR}",
            # Who gives says what comes with it, and can confirm only what itself has done.
            toevoegen=(
                f"{toegang('casus_id')} AND (gedaan_op IS NULL OR (gedaan_door_id = {IK} AND eigenaar_id = {MIJN_PARTIJ}))"
                f" AND EXISTS (SELECT 1 FROM verstrekking_verstrekking v WHERE v.id = verstrekking_id"
                f" AND v.verstrekker_id = {MIJN_PARTIJ} AND eigenaar_id IN (v.verstrekker_id, v.ontvanger_id))"
            ),
            wijzigen=f"eigenaar_id = {MIJN_PARTIJ} AND {toegang('casus_id')} AND {ZICHTBAAR}",
            na_wijzigen=f"gedaan_door_id = {IK}",
        ),
        Muur(
            "verstrekking_verzoek",
            lezen=f"{VERZOEK} AND {ZICHTBAAR}",
            # Nobody grants a request of their own; a duty by law is named, not asked.
            toevoegen=(
                f"gevraagd_door_id = {IK} AND vrager_id = {MIJN_PARTIJ} AND {toegang('casus_id')} AND {ZICHTBAAR}"
                " AND status IN ('gevraagd', 'wettelijke_plicht')"
            ),
            wijzigen=f"verstrekker_id = {MIJN_PARTIJ} AND {toegang('casus_id')} AND status = 'gevraagd'",
            na_wijzigen=f"besloten_door_id = {IK} AND status IN ('toegestaan', 'geweigerd')",
        ),
        Muur(
            "verstrekking_eigendossier",
            lezen=f"{toegang('casus_id')} AND {ZICHTBAAR}",
            toevoegen=f"door_id = {IK} AND {VAN_ONS} AND {ZICHTBAAR}",
        ),
        Muur(
            "verstrekking_inzage",
            lezen=f"{toegang('casus_id')} AND {ZICHTBAAR}",
            toevoegen=f"door_id = {IK} AND {toegang('casus_id')} AND {ZICHTBAAR}",
        ),
        Muur(
            "verstrekking_herbeoordeling",
            lezen=f"{toegang('casus_id')} AND {ZICHTBAAR}",
            toevoegen=(
                f"door_id = {IK} AND {toegang('casus_id')} AND EXISTS (SELECT 1 FROM verstrekking_verstrekking v"
                f" WHERE v.id = verstrekking_id AND v.verstrekker_id = {MIJN_PARTIJ})"
            ),
        ),
        Muur(
            "verstrekking_fgbericht",
            lezen=f"({FG}) OR ({VAN_ONS}) OR ({OPNIEUW})",
            # Also from who received it, when a duty by law goes around the provider: its FG hears that.
            toevoegen=(
                f"door_id = {IK} AND afgehandeld_op IS NULL AND (({VAN_ONS}) OR (soort = 'plicht'"
                f" AND {toegang('casus_id')} AND EXISTS (SELECT 1 FROM verstrekking_verstrekking v"
                f" WHERE v.toets_id = verstrekking_fgbericht.toets_id AND v.ontvanger_id = {MIJN_PARTIJ})))"
            ),
            wijzigen=f"{FG} AND afgehandeld_op IS NULL",
            na_wijzigen=f"{FG} AND afgehandeld_door_id = {IK}",
        ),
        migrations.RunSQL(
            [
                f"CREATE POLICY ontvangen ON casus_inbreng FOR SELECT USING ({INBRENG_GEGEVEN})",
                f"CREATE POLICY ontvangen ON casus_betrokkene FOR SELECT USING ({INBRENG_GEGEVEN_DUS_PERSOON})",
                # Every look is tested anew with what the provider knows, without showing that to who looks.
                f"CREATE POLICY opnieuw ON casus_inbreng FOR SELECT USING ({OPNIEUW})",
                f"CREATE POLICY opnieuw ON casus_antwoord FOR SELECT USING ({OPNIEUW})",
            ],
            [
                "DROP POLICY ontvangen ON casus_inbreng",
                "DROP POLICY ontvangen ON casus_betrokkene",
                "DROP POLICY opnieuw ON casus_inbreng",
                "DROP POLICY opnieuw ON casus_antwoord",
            ],
        ),
    ]
