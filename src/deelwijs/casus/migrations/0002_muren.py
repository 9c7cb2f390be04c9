# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.db import migrations

from deelwijs.casus.muren import toegang
from deelwijs.logboek.muur import IK, MIJN_PARTIJ, Muur, heeft_rol

# Sees past the walls to answer one question: is this id in use? Only for the policy beneath.
BESTAAT = """
CREATE FUNCTION casus_bestaat(wie uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    was text := current_setting('deelwijs.rol', true);
    is_er boolean;
BEGIN
    PERFORM set_config('deelwijs.rol', 'onderhoud', true);
    is_er := EXISTS (SELECT 1 FROM casus_casus WHERE id = wie);
    PERFORM set_config('deelwijs.rol', coalesce(was, ''), true);
    RETURN is_er;
END $$;
"""
MIJN = f"medewerker_id = {IK} AND partij_id = {MIJN_PARTIJ}"
UITNODIGING = f"partij_id = {MIJN_PARTIJ} AND {heeft_rol('aanspreekpunt')}"
VAN_ONS = f"partij_id = {MIJN_PARTIJ} AND {toegang('casus_id')}"


def uitgenodigd(casus: str) -> str:
    """The condition that one's party is invited and one answers for it."""
    return (
        f"({heeft_rol('aanspreekpunt')} AND EXISTS (SELECT 1 FROM casus_deelname d WHERE d.casus_id = {casus}"
        f" AND d.partij_id = {MIJN_PARTIJ} AND d.status = 'uitgenodigd'))"
    )


class Migration(migrations.Migration):
    dependencies = [("casus", "0001_initial"), ("convenant", "0002_muren")]

    operations = [
        migrations.RunSQL(BESTAAT, "DROP FUNCTION casus_bestaat(uuid)"),
        # A key: one's own, or, for who manages the people of a party, those of that party (to take them back).
        Muur(
            "casus_toegang",
            lezen=f"({MIJN}) OR (partij_id = {MIJN_PARTIJ} AND {heeft_rol('personeel')})",
            # The first key of a new casus; a colleague's, from who holds one; an accepted invitation. Who manages the
            # people of a party can take keys back, never give one: a seat that is left empty becomes an invitation.
            toevoegen=(
                f"partij_id = {MIJN_PARTIJ} AND ((medewerker_id = {IK} AND NOT casus_bestaat(casus_id))"
                f" OR {toegang('casus_toegang.casus_id')} OR {uitgenodigd('casus_toegang.casus_id')})"
            ),
            wijzigen=f"({MIJN}) OR (partij_id = {MIJN_PARTIJ} AND {heeft_rol('personeel')})",
        ),
        Muur(
            "casus_casus",
            lezen=f"{toegang('casus_casus.id')}",
            toevoegen=f"geopend_door_id = {IK} AND partij_id = {MIJN_PARTIJ} AND {toegang('casus_casus.id')}",
            wijzigen=toegang("casus_casus.id"),
        ),
        Muur(
            "casus_deelname",
            lezen=(
                f"{toegang('casus_id')} OR ({UITNODIGING} AND status IN ('uitgenodigd', 'afgewezen'))"
                f" OR (partij_id = {MIJN_PARTIJ} AND {heeft_rol('personeel')})"
            ),
            toevoegen=toegang("casus_id"),
            wijzigen=(
                f"{toegang('casus_id')} OR ({UITNODIGING} AND status = 'uitgenodigd')"
                f" OR (partij_id = {MIJN_PARTIJ} AND {heeft_rol('personeel')})"
            ),
            na_wijzigen=f"{toegang('casus_id')} OR partij_id = {MIJN_PARTIJ}",
        ),
        Muur(
            "casus_regie",
            lezen=toegang("casus_id"),
            toevoegen=f"gegeven_door_id = {IK} AND {toegang('casus_id')}",
            wijzigen=toegang("casus_id"),
        ),
        Muur("casus_antwoord", lezen=VAN_ONS, toevoegen=f"door_id = {IK} AND {VAN_ONS}"),
        Muur("casus_zoeksleutel", lezen=VAN_ONS, toevoegen=VAN_ONS, verwijderen=VAN_ONS),
        Muur(
            "casus_klad",
            lezen=f"medewerker_id = {IK}",
            toevoegen=f"medewerker_id = {IK} AND {toegang('casus_id')}",
            wijzigen=f"medewerker_id = {IK}",
            verwijderen=f"medewerker_id = {IK}",
        ),
        # What is given to others is opened for them by the walls of verstrekking, which knows what was given.
        Muur("casus_inbreng", lezen=VAN_ONS, toevoegen=f"door_id = {IK} AND {VAN_ONS}"),
        Muur(
            "casus_bijlage",
            lezen=(
                "EXISTS (SELECT 1 FROM casus_inbreng i WHERE i.id = inbreng_id)"  # which has a wall of its own
            ),
            toevoegen=(
                f"{toegang('casus_id')} AND EXISTS (SELECT 1 FROM casus_inbreng i WHERE i.id = inbreng_id"
                f" AND i.partij_id = {MIJN_PARTIJ} AND i.casus_id = casus_bijlage.casus_id)"
            ),
        ),
        Muur(
            "casus_betrokkene",
            lezen=f"{toegang('casus_id')} AND (partij_id = {MIJN_PARTIJ} OR relatie = 'jongere')",
            toevoegen=VAN_ONS,
        ),
    ]
