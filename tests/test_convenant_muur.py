# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The database takes nothing that the version of the agreement in force on the day does not hold, whoever asks it."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from deelwijs.casus.models import Betrokkene, Casus, Deelname, Inbreng, Toegang
from deelwijs.convenant import grens
from deelwijs.convenant.grens import BuitenConvenant
from deelwijs.convenant.models import ConvenantVersie
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.overleg.models import EigenType
from deelwijs.partij.models import Medewerker, Partij, Taak
from deelwijs.verstrekking.models import Toets, Verstrekking

pytestmark = pytest.mark.django_db

BEHEER = Kring(rol="beheer")
DAG = date(2026, 3, 2)
OP = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def end(versie, dag):
    with in_kring(BEHEER):
        ConvenantVersie.objects.filter(pk=versie.pk).update(geldig_tot=dag)
    versie.refresh_from_db()


def open_casus(mensen, **velden):
    casus_id = uuid.uuid4()
    Toegang.objects.create(
        casus_id=casus_id, medewerker=mensen.bram, partij=mensen.bram.partij, taak="school_vo", gegeven_op=OP
    )
    return Casus.objects.create(
        **{
            "id": casus_id,
            "overlegtype": "mdo_zat",
            "versie": mensen.versie,
            "doel": "passende_plek",
            "doel_tekst": b"x",
            "fase": "intake",
            "partij": mensen.bram.partij,
            "geopend_door": mensen.bram,
            "geopend_op": OP,
            **velden,
        }
    )


def contribute(mensen, casus, categorie, op=OP):
    betrokkene = Betrokkene.objects.get_or_create(
        casus=casus, partij=mensen.bram.partij, relatie="jongere", defaults={"op": OP}
    )[0]
    return Inbreng.objects.create(
        casus=casus, betrokkene=betrokkene, partij=mensen.bram.partij, taak="school_vo", door=mensen.bram, op=op,
        categorie=categorie, aard="feit", fase="intake", titel=b"x", tekst=b"x", herkomst=b"x",
    )  # fmt: skip


@pytest.mark.eis("C6")
@pytest.mark.parametrize(
    "velden",
    [
        {"doel": "bestaat_niet"},
        {"overlegtype": "keukentafel"},
        {"geopend_op": datetime(2023, 12, 31, 22, 59, tzinfo=UTC)},
    ],
)
def test_the_database_takes_no_casus_outside_the_version_of_the_day(mensen, velden):
    with in_kring(mensen.bram.kring):
        open_casus(mensen)  # the power of the check: within the agreement it can
        with pytest.raises(BuitenConvenant) as no, grens.binnen_convenant():
            open_casus(mensen, **velden)
        assert "Ga terug" in no.value.reden
        assert Casus.objects.count() == 1  # nothing halfway, and the transaction still works


@pytest.mark.eis("C6")
def test_the_first_minute_in_the_netherlands_counts(mensen):
    with in_kring(mensen.bram.kring):
        open_casus(mensen, geopend_op=datetime(2023, 12, 31, 23, 0, tzinfo=UTC))


@pytest.mark.eis("C6")
def test_a_party_that_left_opens_no_casus(mensen):
    with in_kring(BEHEER):
        mensen.versie.toetredingen.filter(partij=mensen.bram.partij).update(beeindigd_op=DAG)
    with in_kring(mensen.bram.kring), pytest.raises(IntegrityError, match="outside the agreement: partij"):
        open_casus(mensen)


@pytest.mark.eis("C6")
def test_an_open_casus_cannot_be_turned_to_what_the_version_does_not_hold(mensen):
    with in_kring(mensen.bram.kring):
        casus = open_casus(mensen)
        for velden in ({"doel": "bestaat_niet"}, {"overlegtype": "keukentafel"}):
            with pytest.raises(IntegrityError, match="outside the agreement"), transaction.atomic():
                Casus.objects.filter(pk=casus.pk).update(**velden)


@pytest.mark.eis("C6")
def test_a_category_outside_the_version_of_the_day_cannot_be_brought_in(mensen):
    with in_kring(mensen.bram.kring):
        casus = open_casus(mensen)
        contribute(mensen, casus, "verzuim")
        with pytest.raises(IntegrityError, match="outside the agreement: categorie"), transaction.atomic():
            contribute(mensen, casus, "hele_administratie")
    end(mensen.versie, DAG)
    with in_kring(mensen.bram.kring):
        contribute(mensen, casus, "verzuim")
        with pytest.raises(IntegrityError, match="outside the agreement"), transaction.atomic():
            contribute(mensen, casus, "verzuim", op=OP + timedelta(days=1))


@pytest.mark.eis("C2", "C6", "D11")
def test_only_a_participant_or_a_third_party_of_this_casus_gets_a_seat(mensen):
    with in_kring(BEHEER):
        buiten = Partij.objects.create(naam="Buiten", soort="anders")
    with in_kring(mensen.bram.kring):
        casus = open_casus(mensen)
        seat = {"casus": casus, "uitgenodigd_door": mensen.bram, "uitgenodigd_op": OP}
        Deelname.objects.create(partij=mensen.anouk.partij, taak="jeugdgezondheidszorg", **seat)
        with pytest.raises(IntegrityError, match="outside the agreement: partij"), transaction.atomic():
            Deelname.objects.create(partij=buiten, taak="huisarts", **seat)
        derde = Deelname.objects.create(partij=buiten, taak="huisarts", derde=True, **seat)
        with pytest.raises(IntegrityError, match="verandert niet meer"), transaction.atomic():
            Deelname.objects.filter(pk=derde.pk).update(derde=False)


def disclose(mensen, inbreng, ontvanger, **velden):
    what = {
        "casus": inbreng.casus, "inbreng": inbreng, "ontvanger": ontvanger, "ontvanger_taak": "jeugdgezondheidszorg",
        "niveau": "wat", "doel": "passende_plek",
    }  # fmt: skip
    toets = Toets.objects.create(
        partij=mensen.bram.partij, taak="school_vo", peildatum=DAG, lezing="streng", uitkomst="toegestaan", mag=True,
        kennis="x", feiten=b"x", oordeel=b"x", motivering=b"x", door=mensen.bram, op=OP, **what,
    )  # fmt: skip
    return Verstrekking.objects.create(
        **{
            "toets": toets, "versie": mensen.versie, "verstrekker": mensen.bram.partij, "verstrekker_taak": "school_vo",
            "categorie": "verzuim", "gegeven_op": OP, "gegeven_door": mensen.bram, "fase": "intake", **what, **velden,
        }
    )  # fmt: skip


@pytest.mark.eis("C2", "C6")
def test_nobody_receives_who_does_not_take_part_on_the_day(mensen):
    with in_kring(BEHEER):
        mensen.versie.toetredingen.filter(partij=mensen.anouk.partij).update(beeindigd_op=DAG + timedelta(days=1))
    with in_kring(mensen.bram.kring):
        inbreng = contribute(mensen, open_casus(mensen), "verzuim")
        disclose(mensen, inbreng, mensen.anouk.partij)
        with pytest.raises(IntegrityError, match="outside the agreement: partij"), transaction.atomic():
            disclose(mensen, inbreng, mensen.anouk.partij, gegeven_op=OP + timedelta(days=1))


@pytest.mark.eis("C6")
@pytest.mark.parametrize("velden", [{"doel": "bestaat_niet"}, {"categorie": "hele_administratie"}])
def test_nothing_outside_the_version_is_disclosed(mensen, velden):
    with in_kring(mensen.bram.kring):
        inbreng = contribute(mensen, open_casus(mensen), "verzuim")
        with pytest.raises(IntegrityError, match="outside the agreement"), transaction.atomic():
            disclose(mensen, inbreng, mensen.anouk.partij, **velden)


@pytest.mark.eis("D11")
@pytest.mark.parametrize(("status", "kan"), [("uitgenodigd", False), ("deelnemer", True), ("beeindigd", False)])
def test_a_third_party_receives_only_while_it_sits_in_this_casus(mensen, status, kan):
    with in_kring(BEHEER):
        buiten = Partij.objects.create(naam="Buiten", soort="anders")
        taak = Taak.objects.create(partij=buiten, soort="huisarts")
        zij = Medewerker.objects.create(
            partij=buiten, taak=taak, naam="Z", functie="arts", email="z@vlietlanden.example", rollen=["aanspreekpunt"]
        )
    with in_kring(mensen.bram.kring):
        casus = open_casus(mensen)
        inbreng = contribute(mensen, casus, "verzuim")
        seat = Deelname.objects.create(
            casus=casus, partij=buiten, taak="huisarts", derde=True, uitgenodigd_door=mensen.bram, uitgenodigd_op=OP
        )
    with in_kring(zij.kring):
        for state in ("deelnemer", "beeindigd")[: ("uitgenodigd", "deelnemer", "beeindigd").index(status)]:
            Toegang.objects.get_or_create(
                casus_id=casus.pk, medewerker=zij, partij=buiten, taak="huisarts", defaults={"gegeven_op": OP}
            )
            end = OP if state == "beeindigd" else None
            Deelname.objects.filter(pk=seat.pk).update(status=state, medewerker=zij, beeindigd_op=end)
    with in_kring(mensen.bram.kring):
        assert Deelname.objects.get(pk=seat.pk).status == status
        if kan:
            disclose(mensen, inbreng, buiten)
        else:
            with pytest.raises(IntegrityError, match="outside the agreement: partij"):
                disclose(mensen, inbreng, buiten)


@pytest.mark.eis("O4", "C6")
@pytest.mark.parametrize(
    ("status", "verschil", "kan"), [("vastgesteld", 0, True), ("vastgesteld", 1, False), ("concept", None, False)]
)
def test_a_type_that_the_region_added_counts_from_its_own_first_day(mensen, status, verschil, kan):
    begin = None if verschil is None else DAG + timedelta(days=verschil)
    with in_kring(mensen.hugo.kring):
        eigen = EigenType.objects.create(
            convenantversie=mensen.versie, slug="keukentafel", nummer=1, inhoud={}, op=OP, door=mensen.hugo
        )
        if status == "vastgesteld":
            EigenType.objects.filter(pk=eigen.pk).update(status=status, geldig_vanaf=begin)
    if kan:
        grens.mag(mensen.versie, DAG, overlegtype="keukentafel")
    else:
        with pytest.raises(BuitenConvenant):
            grens.mag(mensen.versie, DAG, overlegtype="keukentafel")
    with in_kring(mensen.bram.kring):
        if kan:
            open_casus(mensen, overlegtype="keukentafel")
        else:
            with pytest.raises(IntegrityError, match="overlegtype"):
                open_casus(mensen, overlegtype="keukentafel")


@pytest.mark.eis("B4")
def test_the_administrator_sees_no_row_of_any_case(mensen):
    with in_kring(mensen.bram.kring):
        contribute(mensen, open_casus(mensen), "verzuim")
    with in_kring(mensen.hugo.kring), connection.cursor() as cursor:
        for model in (*apps.get_app_config("casus").get_models(), *apps.get_app_config("verstrekking").get_models()):
            cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
            assert cursor.fetchone() == (0,), model
    with in_kring(mensen.bram.kring), connection.cursor() as cursor:  # the power of the check
        cursor.execute("SELECT count(*) FROM casus_inbreng")
        assert cursor.fetchone() == (1,)
