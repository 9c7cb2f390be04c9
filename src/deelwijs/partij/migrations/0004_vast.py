# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Which columns of a person somebody may change. A policy says which rows; it cannot say which columns.

Oneself, and logging in: the password and the moment of login. Who manages the people of a party: also what somebody
does there. Another party, another address and the role that manages the region: only who manages the region.
"""

from django.db import migrations

from deelwijs.logboek.muur import heeft_rol

VAST = f"""
CREATE FUNCTION medewerker_staat_vast() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mag text[] := ARRAY['password', 'last_login', 'geblokkeerd_op'];
BEGIN
    IF {heeft_rol("beheer", "onderhoud")} THEN
        RETURN NEW;
    END IF;
    IF 'beheer' = ANY (NEW.rollen) AND (TG_OP = 'INSERT' OR NOT 'beheer' = ANY (OLD.rollen)) THEN
        RAISE EXCEPTION 'partij_medewerker: alleen wie de regio beheert, geeft die rol' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF {heeft_rol("personeel")} THEN
            mag := mag || ARRAY['naam', 'functie', 'taak_id', 'rollen', 'is_active', 'uit_dienst_op'];
        END IF;
        IF (to_jsonb(NEW) - mag) IS DISTINCT FROM (to_jsonb(OLD) - mag) THEN
            RAISE EXCEPTION 'partij_medewerker: dit wijzigt u niet zelf' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER medewerker_staat_vast BEFORE INSERT OR UPDATE ON partij_medewerker FOR EACH ROW
    EXECUTE FUNCTION medewerker_staat_vast();
"""
TERUG = "DROP TRIGGER medewerker_staat_vast ON partij_medewerker; DROP FUNCTION medewerker_staat_vast();"


class Migration(migrations.Migration):
    dependencies = [("partij", "0003_kortstondig")]

    operations = [migrations.RunSQL(VAST, TERUG)]
