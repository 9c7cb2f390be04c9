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
# Whether who acts holds a key to this casus. The wall around the keys cannot ask the keys themselves.
MIJN_SLEUTEL = f"""
CREATE FUNCTION casus_mijn_sleutel(welke uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    was text := current_setting('deelwijs.rol', true);
    van_mij boolean;
BEGIN
    PERFORM set_config('deelwijs.rol', 'onderhoud', true);
    van_mij := {toegang("welke")};
    PERFORM set_config('deelwijs.rol', coalesce(was, ''), true);
    RETURN van_mij;
END $$;
"""
# A party without a seat holds no keys, and a closed casus is open to nobody: at the same commit, whoever ended it.
NEEM_SLEUTELS = """
CREATE FUNCTION casus_neem_sleutels() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    was text := current_setting('deelwijs.rol', true);
BEGIN
    PERFORM set_config('deelwijs.rol', 'onderhoud', true);
    IF TG_TABLE_NAME = 'casus_casus' THEN
        UPDATE casus_deelname SET status = 'beeindigd', beeindigd_op = NEW.gesloten_op
        WHERE casus_id = NEW.id AND status IN ('uitgenodigd', 'deelnemer');
        UPDATE casus_regie SET tot = NEW.gesloten_op WHERE casus_id = NEW.id AND tot IS NULL;
        UPDATE casus_toegang SET ingetrokken_op = NEW.gesloten_op WHERE casus_id = NEW.id AND ingetrokken_op IS NULL;
    ELSE
        UPDATE casus_toegang SET ingetrokken_op = NEW.beeindigd_op
        WHERE casus_id = NEW.casus_id AND partij_id = NEW.partij_id AND taak = NEW.taak AND ingetrokken_op IS NULL;
    END IF;
    PERFORM set_config('deelwijs.rol', coalesce(was, ''), true);
    RETURN NULL;
END $$;
CREATE TRIGGER casus_sluit AFTER UPDATE OF gesloten_op ON casus_casus FOR EACH ROW
WHEN (OLD.gesloten_op IS NULL AND NEW.gesloten_op IS NOT NULL) EXECUTE FUNCTION casus_neem_sleutels();
CREATE TRIGGER casus_zetel_leeg AFTER UPDATE OF status ON casus_deelname FOR EACH ROW
WHEN (OLD.status = 'deelnemer' AND NEW.status = 'beeindigd') EXECUTE FUNCTION casus_neem_sleutels();
"""
GEEN_SLEUTELS = """
DROP TRIGGER casus_sluit ON casus_casus;
DROP TRIGGER casus_zetel_leeg ON casus_deelname;
DROP FUNCTION casus_neem_sleutels();
"""
MIJN = f"medewerker_id = {IK} AND partij_id = {MIJN_PARTIJ}"
UITNODIGING = f"partij_id = {MIJN_PARTIJ} AND {heeft_rol('aanspreekpunt')}"
# Who answered keeps seeing that they did: no more than the row.
ZELF_BEANTWOORD = f"(partij_id = {MIJN_PARTIJ} AND beantwoord_door_id = {IK})"
VAN_ONS = f"partij_id = {MIJN_PARTIJ} AND {toegang('casus_id')}"


def van_onze_taak(tabel: str) -> str:
    """The condition that a row is of one's own party and of the task that one works for."""
    return f"partij_id = {MIJN_PARTIJ} AND {toegang(f'{tabel}.casus_id', f'{tabel}.taak')}"


# After the key itself, so that the function runs only for keys of colleagues.
COLLEGA = f"(partij_id = {MIJN_PARTIJ} AND ({heeft_rol('personeel')} OR casus_mijn_sleutel(casus_id)))"


def uitgenodigd(casus: str, taak: str) -> str:
    """The condition that one's party is invited for this task and one answers for it."""
    return (
        f"({heeft_rol('aanspreekpunt')} AND EXISTS (SELECT 1 FROM casus_deelname d WHERE d.casus_id = {casus}"
        f" AND d.partij_id = {MIJN_PARTIJ} AND d.taak = {taak} AND d.status = 'uitgenodigd'))"
    )


class Migration(migrations.Migration):
    dependencies = [("casus", "0001_initial"), ("convenant", "0002_muren")]

    operations = [
        migrations.RunSQL(BESTAAT, "DROP FUNCTION casus_bestaat(uuid)"),
        migrations.RunSQL(MIJN_SLEUTEL, "DROP FUNCTION casus_mijn_sleutel(uuid)"),
        # A key: one's own; those of colleagues in one's own cases; or, for who manages the people of a party, all of it.
        Muur(
            "casus_toegang",
            lezen=f"({MIJN}) OR {COLLEGA}",
            # The first key of a new casus; a colleague's, from who holds one; an accepted invitation. Who manages the
            # people of a party can take keys back, never give one: a seat that is left empty becomes an invitation.
            toevoegen=(
                f"partij_id = {MIJN_PARTIJ} AND ((medewerker_id = {IK} AND NOT casus_bestaat(casus_id))"
                f" OR {toegang('casus_toegang.casus_id', 'casus_toegang.taak')}"
                f" OR {uitgenodigd('casus_toegang.casus_id', 'casus_toegang.taak')})"
            ),
            wijzigen=f"({MIJN}) OR {COLLEGA}",
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
                f"{toegang('casus_id')} OR ({UITNODIGING} AND status = 'uitgenodigd') OR {ZELF_BEANTWOORD}"
                f" OR (partij_id = {MIJN_PARTIJ} AND {heeft_rol('personeel')})"
            ),
            toevoegen=(
                f"{toegang('casus_id')} AND uitgenodigd_door_id = {IK}"
                f" AND (status = 'uitgenodigd' OR partij_id = {MIJN_PARTIJ})"
            ),
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
        Muur(
            "casus_zoeksleutel",
            lezen=van_onze_taak("casus_zoeksleutel"),
            toevoegen=van_onze_taak("casus_zoeksleutel"),
            verwijderen=van_onze_taak("casus_zoeksleutel"),
        ),
        # What is given to others is opened for them by the walls of verstrekking, which knows what was given.
        Muur(
            "casus_inbreng",
            lezen=van_onze_taak("casus_inbreng"),
            toevoegen=f"door_id = {IK} AND {van_onze_taak('casus_inbreng')}",
        ),
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
        migrations.RunSQL(NEEM_SLEUTELS, GEEN_SLEUTELS),
    ]
