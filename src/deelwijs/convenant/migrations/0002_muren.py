# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.db import migrations

from deelwijs.logboek.muur import ALTIJD, MIJN_PARTIJ, Muur, heeft_rol

BEHEER = heeft_rol("beheer")
PERIODE = "daterange(geldig_vanaf, geldig_tot, '[]') WITH &&"
# One number per convenant, as a range: that makes this constraint possible without an extension of PostgreSQL.
ZELFDE = "int8range(hashtextextended(convenant_id::text, 0), hashtextextended(convenant_id::text, 0), '[]') WITH &&"
CONCEPT = "EXISTS (SELECT 1 FROM convenant_convenantversie v WHERE v.id = versie_id AND v.status = 'concept')"
VAN_ONS = f"partij_id = {MIJN_PARTIJ} AND {heeft_rol('aanspreekpunt')}"

VAST = """
CREATE FUNCTION convenantversie_staat_vast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'vastgesteld' AND (
        (NEW.convenant_id, NEW.nummer, NEW.geldig_vanaf, NEW.status, NEW.doelen, NEW.categorieen, NEW.overlegtypen)
        IS DISTINCT FROM
        (OLD.convenant_id, OLD.nummer, OLD.geldig_vanaf, OLD.status, OLD.doelen, OLD.categorieen, OLD.overlegtypen)
    ) THEN
        RAISE EXCEPTION 'a settled version does not change: make a new one'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    -- What somebody signed is what they signed. The day it begins may still move: it follows the last signature.
    IF (NEW.convenant_id, NEW.nummer, NEW.doelen, NEW.categorieen, NEW.overlegtypen)
        IS DISTINCT FROM (OLD.convenant_id, OLD.nummer, OLD.doelen, OLD.categorieen, OLD.overlegtypen)
        AND EXISTS (SELECT 1 FROM convenant_toetreding t WHERE t.versie_id = OLD.id AND t.getekend_op IS NOT NULL)
    THEN
        RAISE EXCEPTION 'a signed version does not change: take the signatures back first'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER convenantversie_staat_vast BEFORE UPDATE ON convenant_convenantversie
    FOR EACH ROW EXECUTE FUNCTION convenantversie_staat_vast();
"""

# Looked at when the transaction ends, so that a version and its signatures may be written in any order.
GETEKEND = """
CREATE FUNCTION convenantversie_is_getekend() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status = 'vastgesteld' AND (
        NOT EXISTS (
            SELECT 1 FROM convenant_toetreding t WHERE t.versie_id = NEW.id AND t.soort = 'ondertekenaar'
        ) OR EXISTS (
            SELECT 1 FROM convenant_toetreding t
            WHERE t.versie_id = NEW.id AND t.soort = 'ondertekenaar' AND t.getekend_op IS NULL
        )
    ) THEN
        RAISE EXCEPTION 'a version is settled only when every signatory has signed it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER convenantversie_is_getekend AFTER INSERT OR UPDATE OF status ON convenant_convenantversie
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION convenantversie_is_getekend();
"""

HANDTEKENING = """
CREATE FUNCTION toetreding_handtekening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.getekend_op IS NOT NULL
        AND (TG_OP = 'INSERT' OR (NEW.getekend_op, NEW.getekend_door_id, NEW.partij_id)
            IS DISTINCT FROM (OLD.getekend_op, OLD.getekend_door_id, OLD.partij_id))
        AND NOT EXISTS (
            SELECT 1 FROM partij_vertegenwoordiger r WHERE r.id = NEW.getekend_door_id
            AND r.partij_id = NEW.partij_id AND daterange(r.geldig_vanaf, r.geldig_tot, '[]') @> NEW.getekend_op
        )
    THEN
        RAISE EXCEPTION 'only who represents this party on that day signs for it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.bekendgemaakt_op IS NOT NULL AND (
        (NEW.versie_id, NEW.partij_id, NEW.soort, NEW.afgesproken_op, NEW.getekend_op, NEW.getekend_door_id,
            NEW.bekendgemaakt_op)
        IS DISTINCT FROM
        (OLD.versie_id, OLD.partij_id, OLD.soort, OLD.afgesproken_op, OLD.getekend_op, OLD.getekend_door_id,
            OLD.bekendgemaakt_op)
    ) THEN
        RAISE EXCEPTION 'an announced signature does not change: end it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER toetreding_handtekening BEFORE INSERT OR UPDATE ON convenant_toetreding
    FOR EACH ROW EXECUTE FUNCTION toetreding_handtekening();
"""

# For the walls of the folders above this one: which version binds on a day, and who takes part in it.
GRENS = """
CREATE FUNCTION convenant_versie_op(welke uuid, dag date) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT v.id FROM convenant_convenantversie v
    JOIN convenant_convenantversie w ON w.convenant_id = v.convenant_id
    WHERE w.id = welke AND v.status = 'vastgesteld' AND daterange(v.geldig_vanaf, v.geldig_tot, '[]') @> dag
$$;
CREATE FUNCTION convenant_neemt_deel(welke uuid, wie uuid, dag date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM convenant_toetreding t WHERE t.versie_id = welke AND t.partij_id = wie
        AND t.getekend_op <= dag AND t.bekendgemaakt_op <= dag AND (t.beeindigd_op IS NULL OR t.beeindigd_op > dag)
    )
$$;
-- overleg makes this wider: a region's own types belong to a version too.
CREATE FUNCTION convenant_heeft_overlegtype(welke uuid, slug text, dag date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM convenant_convenantversie v WHERE v.id = welke AND slug = ANY (v.overlegtypen))
$$;
CREATE FUNCTION convenant_weiger(wat text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'outside the agreement: %', wat USING ERRCODE = 'check_violation',
        CONSTRAINT = 'binnen_convenant', DETAIL = wat;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("convenant", "0001_initial"), ("partij", "0002_muren")]

    operations = [
        *(
            Muur(table, lezen=ALTIJD, toevoegen=BEHEER, wijzigen=BEHEER)
            for table in ("convenant_convenant", "convenant_convenantversie")
        ),
        # A party may be taken off a version only while it is being written.
        Muur(
            "convenant_toetreding",
            lezen=ALTIJD,
            toevoegen=BEHEER,
            wijzigen=BEHEER,
            verwijderen=f"{BEHEER} AND {CONCEPT}",
        ),
        Muur(
            "convenant_kennisgeving",
            lezen=f"partij_id = {MIJN_PARTIJ} OR {BEHEER}",
            toevoegen=BEHEER,
            wijzigen=VAN_ONS,
        ),
        migrations.RunSQL(
            f"ALTER TABLE convenant_convenantversie ADD CONSTRAINT versie_een_tegelijk EXCLUDE USING gist"
            f" ({ZELFDE}, {PERIODE}) WHERE (status = 'vastgesteld')",
            "ALTER TABLE convenant_convenantversie DROP CONSTRAINT versie_een_tegelijk",
        ),
        migrations.RunSQL(
            VAST,
            "DROP TRIGGER convenantversie_staat_vast ON convenant_convenantversie;"
            "DROP FUNCTION convenantversie_staat_vast();",
        ),
        migrations.RunSQL(
            GETEKEND,
            "DROP TRIGGER convenantversie_is_getekend ON convenant_convenantversie;"
            "DROP FUNCTION convenantversie_is_getekend();",
        ),
        migrations.RunSQL(
            HANDTEKENING,
            "DROP TRIGGER toetreding_handtekening ON convenant_toetreding; DROP FUNCTION toetreding_handtekening();",
        ),
        migrations.RunSQL(
            GRENS,
            "DROP FUNCTION convenant_weiger(text); DROP FUNCTION convenant_heeft_overlegtype(uuid, text, date);"
            "DROP FUNCTION convenant_neemt_deel(uuid, uuid, date);"
            "DROP FUNCTION convenant_versie_op(uuid, date);",
        ),
    ]
