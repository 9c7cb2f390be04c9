# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Three locks around what stands in a casus. With each two of them off, the third alone still keeps it shut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from conftest import Mensen
from django.db import connection, connections

from deelwijs.casus import poort
from deelwijs.casus.inhoud import open_doel, open_inbreng
from deelwijs.casus.models import Casus, CasusQuerySet, Inbreng, InbrengQuerySet
from deelwijs.logboek.kring import in_kring
from deelwijs.overleg.tests.begin import MERK, OP, joined, opened
from deelwijs.partij.models import Medewerker

pytestmark = pytest.mark.eis("D4", "B4")
TABLES = ("casus_inbreng", "casus_casus", "casus_toegang", "casus_betrokkene", "casus_deelname")


def shown(wie: Medewerker) -> str:
    """Everything that the code shows somebody of what stands in cases, whoever asks for whatever."""
    with in_kring(wie.kring):
        rows = list(Inbreng.objects.visible_to(wie)) + list(Inbreng.objects.own(wie))
        found = [str(fields) for fields in open_inbreng(rijen=rows, door=wie, op=OP).values()]
        for casus in Casus.objects.visible_to(wie):
            try:
                found.append(open_doel(casus=casus, door=wie))
            except poort.Dicht:
                continue
    return " ".join(found)


@contextmanager
def without_walls() -> Iterator[None]:
    """The database shows everybody everything. The owner of the tables does this, and puts it back."""
    with connections["eigenaar"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"CREATE POLICY proef_open ON {table} USING (true)")
    try:
        yield
    finally:
        with connections["eigenaar"].cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DROP POLICY proef_open ON {table}")


@contextmanager
def without_querysets() -> Iterator[None]:
    """A programmer forgot the filter, everywhere."""
    with pytest.MonkeyPatch.context() as patch:
        for queryset in (CasusQuerySet, InbrengQuerySet):
            patch.setattr(queryset, "visible_to", lambda self, _wie: self.all())
        patch.setattr(InbrengQuerySet, "own", lambda self, _wie: self.all())
        yield


@contextmanager
def without_gate() -> Iterator[None]:
    """The gate lets everything through."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(poort, "inbreng_open", lambda _door, rijen: set(rijen))
        patch.setattr(poort, "casus_open", lambda _door, _casus: True)
        yield


@pytest.fixture
def echte_mensen(echte_commits: None) -> Mensen:
    from conftest import maak_mensen

    return maak_mensen()


def test_each_lock_alone_keeps_a_casus_shut(echte_mensen: Mensen) -> None:
    mensen = echte_mensen
    casus = opened(mensen.bram)
    joined(casus, mensen.anouk, mensen.bram)
    joined(casus, mensen.dorien, mensen.bram)
    joined(casus, mensen.emre, mensen.bram)
    strangers = (mensen.carla, mensen.ilse, mensen.fatima, mensen.gerda, mensen.hugo)
    inside = (mensen.anouk, mensen.dorien, mensen.emre)
    assert MERK in shown(mensen.bram)
    for one, other in (
        (without_walls, without_querysets), (without_walls, without_gate), (without_querysets, without_gate),
    ):  # fmt: skip
        with one(), other():
            for person in (*strangers, *inside):
                assert MERK not in shown(person), (one.__name__, other.__name__, person)
            for person in strangers:
                assert "alle lessen" not in shown(person), (one.__name__, other.__name__, person)
    # The power of it: with all three off everything is open to anybody.
    with without_walls(), without_querysets(), without_gate():
        assert MERK in shown(mensen.carla)
    assert MERK not in shown(mensen.carla)


@pytest.mark.django_db
def test_sql_of_a_strangers_own_finds_nothing(mensen: Mensen) -> None:
    opened(mensen.bram)
    for person in (mensen.carla, mensen.ilse, mensen.gerda, mensen.hugo):
        with in_kring(person.kring), connection.cursor() as cursor:
            for table in ("casus_casus", "casus_inbreng", "casus_betrokkene", "casus_zoeksleutel", "casus_regie"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,), (person, table)
