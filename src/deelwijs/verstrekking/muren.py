# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Conditions and guards of the walls around a disclosure. For migrations; a change needs a migration of its own."""

from django.db import migrations

from deelwijs.casus.muren import toegang
from deelwijs.logboek.muur import IK, MIJN_PARTIJ, heeft_rol

# Who tests anew, in the name of the provider and for nobody's eyes: a role that no medewerker can have.
HERTOETS = "hertoets"
OPNIEUW = f"partij_id = {MIJN_PARTIJ} AND {heeft_rol(HERTOETS)}"
FG = f"partij_id = {MIJN_PARTIJ} AND {heeft_rol('fg')}"
# Who directs this casus now.
PROCESREGISSEUR = (
    "EXISTS (SELECT 1 FROM casus_regie r WHERE r.casus_id = {tabel}.casus_id AND r.soort = 'procesregisseur'"
    f" AND r.tot IS NULL AND r.medewerker_id = {IK})"
)
# A disclosure that one may see: its own wall answers.
ZICHTBAAR = "EXISTS (SELECT 1 FROM verstrekking_verstrekking v WHERE v.id = verstrekking_id)"


# The party alone is not enough: in one casus a gemeente can sit with several tasks, which the law keeps apart.
GEGEVEN = f"verstrekker_id = {MIJN_PARTIJ} AND {toegang('casus_id', 'verstrekker_taak')}"
ONTVANGEN = f"ontvanger_id = {MIJN_PARTIJ} AND {toegang('casus_id', 'ontvanger_taak')}"
# Given with its content, still open, and for the phase that the casus is in now.
INBRENG_GEGEVEN = (
    # Through the wall around the disclosure itself, which asks for the key.
    "EXISTS (SELECT 1 FROM verstrekking_verstrekking v"
    " JOIN casus_casus c ON c.id = v.casus_id AND c.fase = v.fase"
    f" WHERE v.inbreng_id = casus_inbreng.id AND v.ontvanger_id = {MIJN_PARTIJ} AND v.niveau = 'wat'"
    " AND v.ingetrokken_op IS NULL AND (v.vervalt_op IS NULL OR v.vervalt_op > now()))"
)
INBRENG_GEGEVEN_DUS_PERSOON = (
    f"{toegang('casus_id')} AND EXISTS (SELECT 1 FROM casus_inbreng i WHERE i.betrokkene_id = casus_betrokkene.id)"
)


def samen(naam: str, tabel: str, kolommen: str, andere: str, andere_kolommen: str) -> tuple[str, str]:
    """Return (there, back) for a foreign key over several columns, with the unique key that it points at."""
    return (
        f"ALTER TABLE {andere} ADD CONSTRAINT {naam}_uniek UNIQUE ({andere_kolommen});"
        f"ALTER TABLE {tabel} ADD CONSTRAINT {naam} FOREIGN KEY ({kolommen}) REFERENCES {andere} ({andere_kolommen})"
        " DEFERRABLE INITIALLY IMMEDIATE;",
        f"ALTER TABLE {tabel} DROP CONSTRAINT {naam};ALTER TABLE {andere} DROP CONSTRAINT {naam}_uniek;",
    )


def bewaak(tabel: str, mag_wijzigen: str, *, einde: str) -> migrations.RunSQL:
    """Return a trigger: of a row only these columns change, and once `einde` is filled nothing does."""
    names = "{" + mag_wijzigen.replace(" ", "") + "}"
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {tabel}_bewaak() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF OLD.{einde} IS NOT NULL AND NEW IS DISTINCT FROM OLD THEN
                RAISE EXCEPTION '{tabel}: dit is afgesloten en verandert niet meer' USING ERRCODE = 'check_violation';
            END IF;
            IF (to_jsonb(NEW) - '{names}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{names}'::text[]) THEN
                RAISE EXCEPTION '{tabel}: dit verandert niet meer' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER {tabel}_bewaak BEFORE UPDATE ON {tabel} FOR EACH ROW EXECUTE FUNCTION {tabel}_bewaak();
        """,
        f"DROP TRIGGER {tabel}_bewaak ON {tabel}; DROP FUNCTION {tabel}_bewaak();",
    )
