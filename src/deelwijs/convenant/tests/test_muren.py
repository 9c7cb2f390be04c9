# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the database itself guards about the agreement, past every form and act, against the program's own role."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from deelwijs.convenant.models import Convenant, ConvenantVersie, Kennisgeving, Toetreding
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij.models import Partij, Taak, Vertegenwoordiger

pytestmark = pytest.mark.django_db

BEHEER = Kring(rol="beheer")
LEEG: dict[str, list[str]] = {"doelen": [], "categorieen": [], "overlegtypen": []}


def refused(kring, sql, *values, match="", fault=IntegrityError):
    with pytest.raises(fault, match=match), in_kring(kring), connection.cursor() as cursor:
        cursor.execute(sql, values)


def changed(kring, sql, *values):
    with in_kring(kring), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.mark.eis("C3", "C6")
@pytest.mark.parametrize(
    "change",
    [
        "doelen = ARRAY['passende_plek']",
        "categorieen = categorieen || ARRAY['hele_administratie']::varchar[]",
        "overlegtypen = '{}'",
        "geldig_vanaf = geldig_vanaf - 1",
        "nummer = 9",
        "status = 'concept'",
    ],
)
def test_a_settled_version_does_not_change_by_sql_either(mensen, change):
    sql = f"UPDATE convenant_convenantversie SET {change} WHERE id = %s"
    refused(BEHEER, sql, mensen.versie.pk, match="a settled version does not change")


@pytest.mark.eis("C3")
def test_of_a_settled_version_only_its_end_and_evaluation_are_added(mensen):
    sql = "UPDATE convenant_convenantversie SET geldig_tot = '2027-01-01', geevalueerd_op = '2026-01-01' WHERE id = %s"
    assert changed(BEHEER, sql, mensen.versie.pk) == 1


@pytest.mark.eis("C3")
def test_no_version_can_be_removed(mensen):
    assert changed(BEHEER, "DELETE FROM convenant_convenantversie WHERE id = %s", mensen.versie.pk) == 0


@pytest.mark.eis("C3")
@pytest.mark.parametrize(("begin", "kan"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)])
def test_two_versions_never_hold_on_one_day(mensen, begin, kan):
    changed(BEHEER, "UPDATE convenant_convenantversie SET geldig_tot = '2026-06-30' WHERE id = %s", mensen.versie.pk)

    def settle():
        with in_kring(BEHEER):
            ConvenantVersie.objects.create(
                convenant=mensen.versie.convenant, nummer=2, geldig_vanaf=begin, status="vastgesteld", **LEEG
            )

    if kan:
        settle()
        # It was never signed: that is looked at when the transaction ends.
        refused(BEHEER, "SET CONSTRAINTS ALL IMMEDIATE", match="every signatory has signed")
        sign_all(mensen)
        changed(BEHEER, "SET CONSTRAINTS ALL IMMEDIATE")
    else:
        with pytest.raises(IntegrityError, match="versie_een_tegelijk"):
            settle()


def sign_all(mensen):
    with in_kring(BEHEER):
        partij = mensen.bram.partij
        Toetreding.objects.create(
            versie=ConvenantVersie.objects.get(nummer=2),
            partij=partij,
            getekend_door=partij.vertegenwoordigers.get(),
            getekend_op=date(2026, 1, 1),
        )


@pytest.mark.eis("C3")
def test_a_concept_may_lie_over_the_version_in_force(mensen):
    with in_kring(BEHEER):
        ConvenantVersie.objects.create(
            convenant=mensen.versie.convenant, nummer=2, geldig_vanaf=date(2026, 1, 1), **LEEG
        )


@pytest.mark.eis("C3")
def test_what_somebody_signed_does_not_change_under_the_signature(mensen):
    with in_kring(BEHEER):
        versie = ConvenantVersie.objects.create(
            convenant=mensen.versie.convenant, nummer=2, geldig_vanaf=date(2026, 1, 1), **LEEG
        )
    sql = "UPDATE convenant_convenantversie SET doelen = doelen || ARRAY['overstap']::varchar[] WHERE id = %s"
    assert changed(BEHEER, sql, versie.pk) == 1
    sign_all(mensen)
    refused(BEHEER, sql, versie.pk, match="a signed version does not change")
    assert changed(BEHEER, "UPDATE convenant_convenantversie SET geldig_vanaf = '2026-02-01' WHERE id = %s", versie.pk)


@pytest.mark.eis("C1", "C2")
@pytest.mark.parametrize(
    ("dag", "kan"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 1, 31), True),
        (date(2026, 2, 1), False),
    ],
)
def test_only_a_mandate_that_covers_the_day_signs(mensen, dag, kan):
    with in_kring(BEHEER):
        nieuw = Partij.objects.create(naam="Nieuw", soort="jeugdhulpaanbieder")
        tekent = Vertegenwoordiger.objects.create(
            partij=nieuw, naam="N", functie="f", mandaat="m",
            geldig_vanaf=date(2026, 1, 1), geldig_tot=date(2026, 1, 31),
        )  # fmt: skip
        row = {"versie": mensen.versie, "partij": nieuw, "soort": "toetreder", "getekend_door": tekent}
        if kan:
            Toetreding.objects.create(getekend_op=dag, **row)
        else:
            with pytest.raises(IntegrityError, match="represents this party on that day"), transaction.atomic():
                Toetreding.objects.create(getekend_op=dag, **row)
        other = mensen.bram.partij.vertegenwoordigers.get()
        with pytest.raises(IntegrityError, match="represents this party on that day"), transaction.atomic():
            Toetreding.objects.create(getekend_op=date(2026, 1, 1), **{**row, "getekend_door": other})


@pytest.mark.eis("C2")
@pytest.mark.parametrize(
    "change", ["getekend_op = getekend_op + 1", "bekendgemaakt_op = NULL", "soort = 'toetreder'", "partij_id = %s"]
)
def test_an_announced_signature_does_not_change(mensen, change):
    row = mensen.versie.toetredingen.get(partij=mensen.bram.partij)
    values = [mensen.dorien.partij_id] if "%s" in change else []
    sql = f"UPDATE convenant_toetreding SET {change} WHERE id = %s"
    refused(BEHEER, sql, *values, row.pk, match="announced signature|represents this party|eens_per_versie")
    assert changed(BEHEER, "UPDATE convenant_toetreding SET beeindigd_op = '2026-05-01' WHERE id = %s", row.pk) == 1


@pytest.mark.eis("C2")
def test_a_party_is_taken_off_a_concept_only(mensen):
    row = mensen.versie.toetredingen.first()
    assert changed(BEHEER, "DELETE FROM convenant_toetreding WHERE id = %s", row.pk) == 0
    with in_kring(BEHEER):
        concept = ConvenantVersie.objects.create(
            convenant=mensen.versie.convenant, nummer=2, geldig_vanaf=date(2026, 1, 1), **LEEG
        )
        own = Toetreding.objects.create(versie=concept, partij=row.partij)
    assert changed(mensen.bram.kring, "DELETE FROM convenant_toetreding WHERE id = %s", own.pk) == 0
    assert changed(BEHEER, "DELETE FROM convenant_toetreding WHERE id = %s", own.pk) == 1


TABELLEN = ["convenant_convenant", "convenant_convenantversie", "convenant_toetreding", "partij_partij", "partij_taak"]


@pytest.mark.eis("C1", "C3")
@pytest.mark.parametrize("tabel", [*TABELLEN, "partij_vertegenwoordiger"])
@pytest.mark.parametrize("wie", ["bram", "gerda", "ilse"])
def test_who_does_not_manage_the_region_changes_nothing(mensen, tabel, wie):
    kring = getattr(mensen, wie).kring
    assert changed(kring, f"UPDATE {tabel} SET id = id") == 0
    assert changed(kring, f"DELETE FROM {tabel}") == 0


@pytest.mark.eis("C1", "C3")
@pytest.mark.parametrize("wie", ["bram", "gerda", "ilse"])
def test_who_does_not_manage_the_region_adds_nothing(mensen, wie):
    kring = getattr(mensen, wie).kring
    partij = mensen.bram.partij
    for make in (
        lambda: Convenant.objects.create(naam="X", regio="X"),
        lambda: ConvenantVersie.objects.create(
            convenant=mensen.versie.convenant, nummer=7, geldig_vanaf=date(2030, 1, 1), **LEEG
        ),
        lambda: Toetreding.objects.create(versie=mensen.versie, partij=partij),
        lambda: Partij.objects.create(naam="X", soort="anders"),
        lambda: Taak.objects.create(partij=partij, soort="politie"),
        lambda: Vertegenwoordiger.objects.create(
            partij=partij, naam="X", functie="x", mandaat="x", geldig_vanaf=date(2024, 1, 1)
        ),
        lambda: Kennisgeving.objects.create(
            toetreding=mensen.versie.toetredingen.first(), partij=partij, gemaakt_op=timezone.now()
        ),
    ):
        with pytest.raises(ProgrammingError, match="row-level security"), in_kring(kring):
            make()


@pytest.mark.eis("C2")
def test_a_notice_is_for_the_party_that_it_is_for(mensen):
    with in_kring(BEHEER):
        notice = Kennisgeving.objects.create(
            toetreding=mensen.versie.toetredingen.first(), partij=mensen.bram.partij, gemaakt_op=timezone.now()
        )
    for wie, sees in ((mensen.bram, 1), (mensen.ilse, 1), (mensen.carla, 0), (mensen.anouk, 0)):
        with in_kring(wie.kring):
            assert Kennisgeving.objects.count() == sees, wie
    # Only who answers for the party marks it.
    when = timezone.now() + timedelta(seconds=1)
    sql = "UPDATE convenant_kennisgeving SET gezien_op = %s, gezien_door_id = %s WHERE id = %s"
    assert changed(mensen.ilse.kring, sql, when, mensen.ilse.pk, notice.pk) == 0
    assert changed(mensen.carla.kring, sql, when, mensen.carla.pk, notice.pk) == 0
    assert changed(mensen.bram.kring, sql, when, mensen.bram.pk, notice.pk) == 1
