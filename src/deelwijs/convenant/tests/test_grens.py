# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the version in force on the day does not hold, is not possible: forms ask, and the database asks again."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from deelwijs.casus.models import Betrokkene, Casus, Deelname, Inbreng, Toegang
from deelwijs.convenant import grens
from deelwijs.convenant.grens import BuitenConvenant, mag, partijen_op, versie_op
from deelwijs.convenant.models import Convenant, ConvenantVersie, Toetreding
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij.models import Medewerker, Partij, Vertegenwoordiger
from deelwijs.verstrekking.models import Toets, Verstrekking

pytestmark = pytest.mark.django_db

BEHEER = Kring(rol="beheer")
DAG = date(2026, 3, 2)
OP = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def end(versie, dag):
    with in_kring(BEHEER):
        ConvenantVersie.objects.filter(pk=versie.pk).update(geldig_tot=dag)
    versie.refresh_from_db()


@pytest.mark.eis("C3", "C6")
@pytest.mark.parametrize(
    ("dag", "geldt"),
    [
        (date(2023, 12, 31), False),
        (date(2024, 1, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
    ],
)
def test_a_version_binds_from_its_first_to_its_last_day(mensen, dag, geldt):
    end(mensen.versie, date(2026, 6, 30))
    assert versie_op(dag) == (mensen.versie if geldt else None)
    assert partijen_op(mensen.versie, dag).exists() is geldt
    if geldt:
        mag(mensen.versie, dag, partij=mensen.bram.partij)
    else:
        with pytest.raises(BuitenConvenant) as no:
            mag(versie_op(dag), dag)
        assert no.value.soort == "geen_versie"
        with pytest.raises(BuitenConvenant) as no:
            mag(mensen.versie, dag)
        assert no.value.soort == "niet_in_werking"


@pytest.mark.eis("C6")
@pytest.mark.parametrize(
    ("wat", "wel", "niet", "woorden"),
    [
        ("doel", "passende_plek", "bestaat_niet", "bestaat_niet"),
        ("categorie", "verzuim", "hele_administratie", "de hele administratie van leerlingen of cliënten"),
        ("overlegtype", "vot", "keukentafel", "keukentafel"),
    ],
)
def test_what_the_version_does_not_name_is_refused_with_what_why_and_what_now(mensen, wat, wel, niet, woorden):
    mag(mensen.versie, DAG, **{wat: wel})
    with pytest.raises(BuitenConvenant) as no:
        mag(mensen.versie, DAG, **{wat: niet})
    assert no.value.soort == wat
    assert woorden in no.value.reden
    assert "versie 1" in no.value.reden
    assert no.value.reden.count(".") >= 2


@pytest.mark.eis("C2", "C6")
@pytest.mark.parametrize(
    ("velden", "soort"),
    [
        ({}, None),
        ({"bekendgemaakt_op": None}, "niet_bekendgemaakt"),
        ({"bekendgemaakt_op": DAG + timedelta(days=1)}, "niet_bekendgemaakt"),
        ({"bekendgemaakt_op": DAG}, None),
        ({"getekend_op": None, "bekendgemaakt_op": None, "getekend_door": None}, "niet_getekend"),
        ({"getekend_op": DAG + timedelta(days=1), "bekendgemaakt_op": None}, "niet_getekend"),
        ({"beeindigd_op": DAG}, "beeindigd"),
        ({"beeindigd_op": DAG + timedelta(days=1)}, None),
    ],
)
def test_a_party_takes_part_only_when_signed_announced_and_not_ended(mensen, velden, soort):
    with in_kring(BEHEER):
        nieuw = Partij.objects.create(naam="De Linde", soort="jeugdhulpaanbieder")
        tekent = Vertegenwoordiger.objects.create(
            partij=nieuw, naam="X", functie="f", mandaat="m", geldig_vanaf=date(2024, 1, 1)
        )
        Toetreding.objects.create(
            versie=mensen.versie,
            partij=nieuw,
            soort="toetreder",
            **{
                "getekend_door": tekent,
                "getekend_op": date(2026, 2, 1),
                "bekendgemaakt_op": date(2026, 2, 2),
                **velden,
            },
        )
    assert partijen_op(mensen.versie, DAG).filter(pk=nieuw.pk).exists() is (soort is None)
    if soort is None:
        mag(mensen.versie, DAG, partij=nieuw)
        return
    with pytest.raises(BuitenConvenant) as no:
        mag(mensen.versie, DAG, partij=nieuw)
    assert no.value.soort == soort
    assert "De Linde" in no.value.reden


@pytest.mark.eis("C1", "C6")
def test_a_party_outside_and_a_task_that_it_does_not_have_are_refused(mensen):
    with in_kring(BEHEER):
        buiten = Partij.objects.create(naam="Buiten", soort="anders")
    with pytest.raises(BuitenConvenant) as no:
        mag(mensen.versie, DAG, partij=buiten)
    assert no.value.soort == "partij"
    mag(mensen.versie, DAG, partij=mensen.dorien.partij, taak="gemeente_leerplicht")
    with pytest.raises(BuitenConvenant) as no:
        mag(mensen.versie, DAG, partij=mensen.bram.partij, taak="gemeente_leerplicht")
    assert no.value.soort == "taak_van_partij"
    assert "leerplichtambtenaar van de gemeente" in no.value.reden
    mag(mensen.versie, DAG, taak="gemeente_leerplicht")
    with pytest.raises(BuitenConvenant) as no:
        mag(mensen.versie, DAG, taak="politie")
    assert no.value.soort == "taak"


@pytest.mark.eis("C1", "C6")
@pytest.mark.parametrize(("verschil", "mag_het"), [(0, False), (1, True)])
def test_an_ended_task_counts_until_the_day_it_ends(mensen, verschil, mag_het):
    with in_kring(BEHEER):
        mensen.emre.partij.taken.filter(soort="gemeente_leerplicht").update(beeindigd_op=DAG + timedelta(days=verschil))
    if mag_het:
        mag(mensen.versie, DAG, partij=mensen.emre.partij, taak="gemeente_leerplicht")
    else:
        with pytest.raises(BuitenConvenant):
            mag(mensen.versie, DAG, partij=mensen.emre.partij, taak="gemeente_leerplicht")


@pytest.mark.eis("C3")
def test_a_concept_allows_nothing(mensen):
    with in_kring(BEHEER):
        concept = ConvenantVersie.objects.create(
            convenant=mensen.versie.convenant, nummer=2, geldig_vanaf=DAG, doelen=[], categorieen=[], overlegtypen=[]
        )
    with pytest.raises(BuitenConvenant) as no:
        mag(concept, DAG)
    assert no.value.soort == "concept"
    assert versie_op(DAG) == mensen.versie


def test_two_agreements_at_once_ask_which_is_meant(mensen):
    with in_kring(BEHEER):
        ander = Convenant.objects.create(naam="Ander", regio="Elders")
        tweede = ConvenantVersie.objects.create(
            convenant=ander, nummer=1, geldig_vanaf=date(2024, 1, 1), doelen=[], categorieen=[], overlegtypen=[]
        )
        Toetreding.objects.create(
            versie=tweede,
            partij=mensen.bram.partij,
            getekend_door=mensen.bram.partij.vertegenwoordigers.get(),
            getekend_op=date(2024, 1, 1),
            bekendgemaakt_op=date(2024, 1, 1),
        )
        ConvenantVersie.objects.filter(pk=tweede.pk).update(status="vastgesteld")
    with pytest.raises(BuitenConvenant):
        versie_op(DAG)
    with pytest.raises(BuitenConvenant):
        versie_op(DAG, partij=mensen.bram.partij)
    assert versie_op(DAG, convenant=ander) == tweede
    assert versie_op(DAG, partij=mensen.anouk.partij) == mensen.versie


# ---------------------------------------------------------------- the walls of the database


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
        with pytest.raises(IntegrityError, match="outside the agreement: partij"), transaction.atomic():
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
        zij = Medewerker.objects.create(
            partij=buiten, naam="Z", functie="arts", email="z@vlietlanden.example", rollen=["aanspreekpunt"]
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
