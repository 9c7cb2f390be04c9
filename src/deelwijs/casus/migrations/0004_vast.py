# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the walls let somebody change of a row: never which case, party, task or person it belongs to.

A policy of PostgreSQL says which rows somebody may change, not which columns; these guards say that. They bind every
role, also whoever migrates, except where a casus closes itself (`casus_neem_sleutels`, which acts as `onderhoud`).
"""

from django.db import migrations

from deelwijs.logboek.muur import IK, MIJN_PARTIJ

# Of a key, a direction and a casus these columns change, and the last of them only once.
VAST = """
CREATE FUNCTION casus_rij_staat_vast() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mag text[] := string_to_array(TG_ARGV[0], ',');
    was jsonb := to_jsonb(OLD);
    wordt jsonb := to_jsonb(NEW);
    kolom text;
BEGIN
    IF (wordt - mag) IS DISTINCT FROM (was - mag) THEN
        RAISE EXCEPTION '%: dit verandert niet meer', TG_TABLE_NAME USING ERRCODE = 'check_violation';
    END IF;
    kolom := TG_ARGV[1];
    IF was ->> kolom IS NOT NULL AND wordt IS DISTINCT FROM was THEN
        RAISE EXCEPTION '%: dit is afgesloten en verandert niet meer', TG_TABLE_NAME USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER casus_staat_vast BEFORE UPDATE ON casus_toegang FOR EACH ROW
    EXECUTE FUNCTION casus_rij_staat_vast('ingetrokken_op', 'ingetrokken_op');
CREATE TRIGGER casus_staat_vast BEFORE UPDATE ON casus_regie FOR EACH ROW
    EXECUTE FUNCTION casus_rij_staat_vast('tot', 'tot');
CREATE TRIGGER casus_staat_vast BEFORE UPDATE ON casus_casus FOR EACH ROW
    EXECUTE FUNCTION casus_rij_staat_vast('fase,gesloten_op', 'gesloten_op');
"""
VAST_TERUG = """
DROP TRIGGER casus_staat_vast ON casus_toegang;
DROP TRIGGER casus_staat_vast ON casus_regie;
DROP TRIGGER casus_staat_vast ON casus_casus;
DROP FUNCTION casus_rij_staat_vast();
"""

# A seat: what it is does not change, what ended stays ended, and only its own party fills it in. Another party, who
# directs, can end it.
ZETEL = f"""
CREATE FUNCTION casus_zetel_staat_vast() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    eigen boolean := OLD.partij_id IS NOT DISTINCT FROM {MIJN_PARTIJ};
    mag text[] := CASE WHEN eigen
        THEN ARRAY['status', 'medewerker_id', 'beantwoord_door_id', 'beantwoord_op', 'reden', 'verantwoordelijkheid',
                   'grondslag', 'verklaard_op', 'beeindigd_op']
        ELSE ARRAY['status', 'beeindigd_op'] END;
BEGIN
    IF OLD.status IN ('afgewezen', 'beeindigd') AND to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) THEN
        RAISE EXCEPTION 'casus_deelname: dit is afgesloten en verandert niet meer' USING ERRCODE = 'check_violation';
    END IF;
    IF (to_jsonb(NEW) - mag) IS DISTINCT FROM (to_jsonb(OLD) - mag)
        OR (NOT eigen AND NEW.status NOT IN (OLD.status, 'beeindigd'))
    THEN
        RAISE EXCEPTION 'casus_deelname: dit verandert niet meer' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER casus_zetel_staat_vast BEFORE UPDATE ON casus_deelname FOR EACH ROW
    EXECUTE FUNCTION casus_zetel_staat_vast();
"""
ZETEL_TERUG = "DROP TRIGGER casus_zetel_staat_vast ON casus_deelname; DROP FUNCTION casus_zetel_staat_vast();"

# A key is for somebody who works for that party and that task today.
SLEUTEL = """
CREATE FUNCTION casus_sleutel_past() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM partij_medewerker m JOIN partij_taak t ON t.id = m.taak_id
        WHERE m.id = NEW.medewerker_id AND m.partij_id = NEW.partij_id AND m.is_active AND t.soort = NEW.taak
    ) THEN
        RAISE EXCEPTION 'casus_toegang: deze sleutel past niet bij wie hem krijgt' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER casus_sleutel_past BEFORE INSERT ON casus_toegang FOR EACH ROW EXECUTE FUNCTION casus_sleutel_past();
"""
SLEUTEL_TERUG = "DROP TRIGGER casus_sleutel_past ON casus_toegang; DROP FUNCTION casus_sleutel_past();"

# Who leaves, or goes to another party or task, leaves the cases behind: at the same commit, whoever wrote it down.
VERTREK = """
CREATE FUNCTION casus_medewerker_vertrekt() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    was text := current_setting('deelwijs.rol', true);
BEGIN
    PERFORM set_config('deelwijs.rol', 'onderhoud', true);
    UPDATE casus_toegang k SET ingetrokken_op = greatest(now(), k.gegeven_op)
    WHERE k.medewerker_id = NEW.id AND k.ingetrokken_op IS NULL AND NOT (
        NEW.is_active AND k.partij_id = NEW.partij_id
        AND EXISTS (SELECT 1 FROM partij_taak t WHERE t.id = NEW.taak_id AND t.soort = k.taak)
    );
    PERFORM set_config('deelwijs.rol', coalesce(was, ''), true);
    RETURN NULL;
END $$;
CREATE TRIGGER casus_medewerker_vertrekt AFTER UPDATE OF is_active, partij_id, taak_id ON partij_medewerker FOR EACH ROW
    WHEN ((OLD.is_active, OLD.partij_id, OLD.taak_id) IS DISTINCT FROM (NEW.is_active, NEW.partij_id, NEW.taak_id))
    EXECUTE FUNCTION casus_medewerker_vertrekt();
"""
VERTREK_TERUG = """
DROP TRIGGER casus_medewerker_vertrekt ON partij_medewerker;
DROP FUNCTION casus_medewerker_vertrekt();
"""

# Whoever directs, or directed until just now and hands it over, says who directs next; a new casus begins with its opener.
REGIE = f"""
CREATE FUNCTION casus_regie_is_gegeven() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {IK} IS NULL OR TG_TABLE_NAME = 'casus_casus' AND to_jsonb(NEW) = to_jsonb(OLD) THEN
        RETURN NEW;  -- nobody acts: a casus that closes itself, or who migrates
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM casus_regie r
        WHERE r.casus_id = CASE TG_TABLE_NAME WHEN 'casus_casus' THEN (to_jsonb(NEW) ->> 'id')::uuid
                                ELSE (to_jsonb(NEW) ->> 'casus_id')::uuid END
        AND r.medewerker_id = {IK}
        -- To the next one given in the very act that ends it.
        AND (r.tot IS NULL OR (TG_OP = 'INSERT' AND r.tot = (to_jsonb(NEW) ->> 'vanaf')::timestamptz))
    ) AND NOT (
        TG_OP = 'INSERT' AND NOT EXISTS (SELECT 1 FROM casus_regie r WHERE r.casus_id = (to_jsonb(NEW) ->> 'casus_id')::uuid)
        AND EXISTS (
            SELECT 1 FROM casus_casus c WHERE c.id = (to_jsonb(NEW) ->> 'casus_id')::uuid AND c.geopend_door_id = {IK}
        )
    ) AND NOT (
        -- Who manages the people of a party, and whoever ends a seat, ends the direction that went with it.
        TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'casus_regie' AND current_setting('deelwijs.rol', true) = 'onderhoud'
    ) THEN
        RAISE EXCEPTION '%: alleen wie de regie heeft, doet dit', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER casus_regie_is_gegeven BEFORE INSERT OR UPDATE ON casus_regie FOR EACH ROW
    EXECUTE FUNCTION casus_regie_is_gegeven();
CREATE TRIGGER casus_regie_is_gegeven BEFORE UPDATE ON casus_casus FOR EACH ROW
    EXECUTE FUNCTION casus_regie_is_gegeven();
"""
REGIE_TERUG = """
DROP TRIGGER casus_regie_is_gegeven ON casus_regie;
DROP TRIGGER casus_regie_is_gegeven ON casus_casus;
DROP FUNCTION casus_regie_is_gegeven();
"""

# What hangs together in two rows, hangs together in the database.
SAMEN = """
ALTER TABLE casus_betrokkene ADD CONSTRAINT betrokkene_in_casus_uniek UNIQUE (id, casus_id);
ALTER TABLE casus_inbreng ADD CONSTRAINT inbreng_over_betrokkene FOREIGN KEY (betrokkene_id, casus_id)
    REFERENCES casus_betrokkene (id, casus_id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE casus_inbreng ADD CONSTRAINT inbreng_van_partij_uniek UNIQUE (id, casus_id, betrokkene_id, partij_id, taak);
ALTER TABLE casus_inbreng ADD CONSTRAINT inbreng_vervangt_eigen
    FOREIGN KEY (vervangt_id, casus_id, betrokkene_id, partij_id, taak)
    REFERENCES casus_inbreng (id, casus_id, betrokkene_id, partij_id, taak) DEFERRABLE INITIALLY IMMEDIATE;
"""
SAMEN_TERUG = """
ALTER TABLE casus_inbreng DROP CONSTRAINT inbreng_vervangt_eigen;
ALTER TABLE casus_inbreng DROP CONSTRAINT inbreng_van_partij_uniek;
ALTER TABLE casus_inbreng DROP CONSTRAINT inbreng_over_betrokkene;
ALTER TABLE casus_betrokkene DROP CONSTRAINT betrokkene_in_casus_uniek;
"""


class Migration(migrations.Migration):
    dependencies = [("casus", "0003_grens"), ("partij", "0002_muren")]

    operations = [
        migrations.RunSQL(VAST, VAST_TERUG),
        migrations.RunSQL(ZETEL, ZETEL_TERUG),
        migrations.RunSQL(SLEUTEL, SLEUTEL_TERUG),
        migrations.RunSQL(VERTREK, VERTREK_TERUG),
        migrations.RunSQL(REGIE, REGIE_TERUG),
        migrations.RunSQL(SAMEN, SAMEN_TERUG),
    ]
