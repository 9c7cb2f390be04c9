# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.db import migrations

from deelwijs.logboek.muur import ALTIJD, Muur, heeft_rol

BEHEER = heeft_rol("beheer")
PERIODE = "daterange(geldig_vanaf, geldig_tot, '[]') WITH &&"
# One number per convenant, as a range: that makes this constraint possible without an extension of PostgreSQL.
ZELFDE = "int8range(hashtextextended(convenant_id::text, 0), hashtextextended(convenant_id::text, 0), '[]') WITH &&"

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
    RETURN NEW;
END $$;
CREATE TRIGGER convenantversie_staat_vast BEFORE UPDATE ON convenant_convenantversie
    FOR EACH ROW EXECUTE FUNCTION convenantversie_staat_vast();
"""


class Migration(migrations.Migration):
    dependencies = [("convenant", "0001_initial"), ("partij", "0002_muren")]

    operations = [
        *(
            Muur(table, lezen=ALTIJD, toevoegen=BEHEER, wijzigen=BEHEER)
            for table in ("convenant_convenant", "convenant_convenantversie", "convenant_toetreding")
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
    ]
