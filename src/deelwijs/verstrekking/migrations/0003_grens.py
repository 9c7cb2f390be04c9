# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Nobody receives who does not take part on the day: signed, announced, not ended, or asked in for this one case."""

from django.db import migrations

GRENS = """
CREATE FUNCTION verstrekking_binnen_convenant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    dag date := (NEW.gegeven_op AT TIME ZONE 'Europe/Amsterdam')::date;
    versie record;
BEGIN
    SELECT * INTO versie FROM convenant_convenantversie v WHERE v.id = NEW.versie_id;
    -- The version in force on the day, and of the agreement under which the case runs.
    IF NOT EXISTS (
        SELECT 1 FROM casus_casus c WHERE c.id = NEW.casus_id
        AND convenant_versie_op(c.versie_id, dag) = NEW.versie_id
    ) THEN
        PERFORM convenant_weiger('versie');
    END IF;
    IF NOT (NEW.doel = ANY (versie.doelen)) THEN
        PERFORM convenant_weiger('doel');
    END IF;
    IF NOT (NEW.categorie = ANY (versie.categorieen)) THEN
        PERFORM convenant_weiger('categorie');
    END IF;
    IF NOT convenant_neemt_deel(NEW.versie_id, NEW.ontvanger_id, dag) AND NOT EXISTS (
        SELECT 1 FROM casus_deelname d WHERE d.casus_id = NEW.casus_id AND d.partij_id = NEW.ontvanger_id
        AND d.derde AND d.status = 'deelnemer'
    ) THEN
        PERFORM convenant_weiger('partij');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER verstrekking_binnen_convenant
    BEFORE INSERT OR UPDATE OF versie_id, casus_id, ontvanger_id, categorie, doel, gegeven_op ON verstrekking_verstrekking
    FOR EACH ROW EXECUTE FUNCTION verstrekking_binnen_convenant();
"""
TERUG = (
    "DROP TRIGGER verstrekking_binnen_convenant ON verstrekking_verstrekking;"
    "DROP FUNCTION verstrekking_binnen_convenant();"
)


class Migration(migrations.Migration):
    dependencies = [("verstrekking", "0002_muren"), ("casus", "0003_grens"), ("convenant", "0002_muren")]
    operations = [migrations.RunSQL(GRENS, TERUG)]
