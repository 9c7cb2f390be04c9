# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the version of the agreement in force on the day does not hold, the database does not take: no script either."""

from django.db import migrations

GRENZEN = """
CREATE FUNCTION casus_binnen_convenant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    dag date := (NEW.geopend_op AT TIME ZONE 'Europe/Amsterdam')::date;
    versie record;
BEGIN
    SELECT * INTO versie FROM convenant_convenantversie v WHERE v.id = NEW.versie_id;
    IF TG_OP = 'INSERT' THEN
        -- Compared with the row itself: an agreement may have other versions, and this one must be the one in force.
        IF convenant_versie_op(NEW.versie_id, dag) IS DISTINCT FROM NEW.versie_id THEN
            PERFORM convenant_weiger('versie');
        END IF;
        IF NOT convenant_neemt_deel(NEW.versie_id, NEW.partij_id, dag) THEN
            PERFORM convenant_weiger('partij');
        END IF;
    END IF;
    IF NOT (NEW.doel = ANY (versie.doelen)) THEN
        PERFORM convenant_weiger('doel');
    END IF;
    IF NOT convenant_heeft_overlegtype(NEW.versie_id, NEW.overlegtype, dag) THEN
        PERFORM convenant_weiger('overlegtype');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER casus_binnen_convenant BEFORE INSERT OR UPDATE OF versie_id, doel, overlegtype, partij_id ON casus_casus
    FOR EACH ROW EXECUTE FUNCTION casus_binnen_convenant();

CREATE FUNCTION deelname_binnen_convenant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    dag date := (NEW.uitgenodigd_op AT TIME ZONE 'Europe/Amsterdam')::date;
BEGIN
    -- A third party is outside the agreement by its nature; it is asked for this one case only (convenant 14).
    IF NOT NEW.derde AND NOT EXISTS (
        SELECT 1 FROM casus_casus c WHERE c.id = NEW.casus_id
        AND convenant_neemt_deel(convenant_versie_op(c.versie_id, dag), NEW.partij_id, dag)
    ) THEN
        PERFORM convenant_weiger('partij');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER deelname_binnen_convenant BEFORE INSERT OR UPDATE OF casus_id, partij_id, derde ON casus_deelname
    FOR EACH ROW EXECUTE FUNCTION deelname_binnen_convenant();

CREATE FUNCTION inbreng_binnen_convenant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    dag date := (NEW.op AT TIME ZONE 'Europe/Amsterdam')::date;
BEGIN
    -- The version of today of the agreement of this case: a category that was dropped since cannot be added any more.
    IF NOT EXISTS (
        SELECT 1 FROM casus_casus c JOIN convenant_convenantversie v ON v.id = convenant_versie_op(c.versie_id, dag)
        WHERE c.id = NEW.casus_id AND NEW.categorie = ANY (v.categorieen)
    ) THEN
        PERFORM convenant_weiger('categorie');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER inbreng_binnen_convenant BEFORE INSERT OR UPDATE OF casus_id, categorie ON casus_inbreng
    FOR EACH ROW EXECUTE FUNCTION inbreng_binnen_convenant();
"""
TERUG = """
DROP TRIGGER inbreng_binnen_convenant ON casus_inbreng; DROP FUNCTION inbreng_binnen_convenant();
DROP TRIGGER deelname_binnen_convenant ON casus_deelname; DROP FUNCTION deelname_binnen_convenant();
DROP TRIGGER casus_binnen_convenant ON casus_casus; DROP FUNCTION casus_binnen_convenant();
"""


class Migration(migrations.Migration):
    dependencies = [("casus", "0002_muren"), ("convenant", "0002_muren")]
    operations = [migrations.RunSQL(GRENZEN, TERUG)]
