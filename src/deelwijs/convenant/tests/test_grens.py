# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the version in force on the day does not hold, is not possible. The walls: tests/test_convenant_muur.py."""

from datetime import date, timedelta

import pytest

from deelwijs.convenant.grens import BuitenConvenant, mag, partijen_op, versie_op
from deelwijs.convenant.models import Convenant, ConvenantVersie, Toetreding
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij.models import Partij, Vertegenwoordiger

pytestmark = pytest.mark.django_db

BEHEER = Kring(rol="beheer")
DAG = date(2026, 3, 2)


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
