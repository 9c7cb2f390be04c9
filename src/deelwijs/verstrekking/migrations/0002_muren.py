# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.db import migrations

from deelwijs.casus.muren import toegang
from deelwijs.logboek.muur import IK, MIJN_PARTIJ, Muur, heeft_rol

FG = f"partij_id = {MIJN_PARTIJ} AND {heeft_rol('fg')}"
VAN_ONS = f"partij_id = {MIJN_PARTIJ} AND {toegang('casus_id')}"
TWEE_KANTEN = f"(verstrekker_id = {MIJN_PARTIJ} OR ontvanger_id = {MIJN_PARTIJ}) AND {toegang('casus_id')}"
VERZOEK = f"(verstrekker_id = {MIJN_PARTIJ} OR vrager_id = {MIJN_PARTIJ}) AND {toegang('casus_id')}"
# A disclosure that one may see: its own wall answers.
ZICHTBAAR = "EXISTS (SELECT 1 FROM verstrekking_verstrekking v WHERE v.id = verstrekking_id)"


def given(inbreng: str, extra: str) -> str:
    """The condition that an inbreng was given to one's party, and still is."""
    return (
        f"EXISTS (SELECT 1 FROM verstrekking_verstrekking v WHERE v.inbreng_id = {inbreng}"
        f" AND v.ontvanger_id = {MIJN_PARTIJ} {extra} AND v.ingetrokken_op IS NULL"
        f" AND (v.vervalt_op IS NULL OR v.vervalt_op > now()))"
    )


ONTVANGEN_INBRENG = f"{toegang('casus_id')} AND " + given("casus_inbreng.id", "AND v.niveau = 'wat'")
ONTVANGEN_PERSOON = (
    f"{toegang('casus_id')} AND EXISTS (SELECT 1 FROM casus_inbreng i WHERE i.betrokkene_id = casus_betrokkene.id)"
)


class Migration(migrations.Migration):
    dependencies = [("verstrekking", "0001_initial"), ("casus", "0002_muren")]

    operations = [
        # The database itself asks for a toets that allows it.
        migrations.RunSQL(
            "ALTER TABLE verstrekking_toets ADD CONSTRAINT toets_mag UNIQUE (id, mag);"
            "ALTER TABLE verstrekking_verstrekking ADD CONSTRAINT verstrekking_na_toets"
            " FOREIGN KEY (toets_id, mag) REFERENCES verstrekking_toets (id, mag);",
            "ALTER TABLE verstrekking_verstrekking DROP CONSTRAINT verstrekking_na_toets;"
            "ALTER TABLE verstrekking_toets DROP CONSTRAINT toets_mag;",
        ),
        Muur(
            "verstrekking_toets",
            # The FG of the party that asked, once it was put before them.
            lezen=(
                f"({VAN_ONS}) OR ({FG} AND EXISTS (SELECT 1 FROM verstrekking_fgbericht b"
                f" WHERE b.toets_id = verstrekking_toets.id))"
            ),
            toevoegen=f"door_id = {IK} AND {VAN_ONS}",
        ),
        Muur(
            "verstrekking_verstrekking",
            lezen=TWEE_KANTEN,
            toevoegen=f"gegeven_door_id = {IK} AND verstrekker_id = {MIJN_PARTIJ} AND {toegang('casus_id')}",
            wijzigen=f"verstrekker_id = {MIJN_PARTIJ} AND {toegang('casus_id')}",
        ),
        Muur(
            "verstrekking_voorwaarde",
            lezen=f"{toegang('casus_id')} AND {ZICHTBAAR}",
            toevoegen=f"{toegang('casus_id')} AND {ZICHTBAAR}",
            wijzigen=f"eigenaar_id = {MIJN_PARTIJ} AND {toegang('casus_id')}",
        ),
        Muur(
            "verstrekking_verzoek",
            lezen=VERZOEK,
            toevoegen=f"gevraagd_door_id = {IK} AND vrager_id = {MIJN_PARTIJ} AND {toegang('casus_id')}",
            wijzigen=VERZOEK,
        ),
        Muur(
            "verstrekking_eigendossier",
            lezen=f"{toegang('casus_id')} AND (partij_id = {MIJN_PARTIJ} OR {ZICHTBAAR})",
            toevoegen=f"door_id = {IK} AND {VAN_ONS}",
        ),
        Muur(
            "verstrekking_fgbericht",
            lezen=f"({FG}) OR ({VAN_ONS})",
            toevoegen=f"door_id = {IK} AND {VAN_ONS}",
            wijzigen=FG,
        ),
        migrations.RunSQL(
            [
                f"CREATE POLICY ontvangen ON casus_inbreng FOR SELECT USING ({ONTVANGEN_INBRENG})",
                f"CREATE POLICY ontvangen ON casus_betrokkene FOR SELECT USING ({ONTVANGEN_PERSOON})",
            ],
            ["DROP POLICY ontvangen ON casus_inbreng", "DROP POLICY ontvangen ON casus_betrokkene"],
        ),
    ]
