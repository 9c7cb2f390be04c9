# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A colleague who leaves loses everything at once; a seat is never lost with them."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from conftest import Mensen

from deelwijs.casus.models import Casus, Deelname, Regie, Toegang
from deelwijs.casus.sleutels import Plek, nieuwe_sleutel, versleutel
from deelwijs.casus.vertrek import GeenCollega, draag_over, neem_toegang_terug
from deelwijs.logboek.kring import in_kring
from deelwijs.partij.models import Medewerker

OP = datetime(2026, 11, 2, 10, tzinfo=UTC)
LATER = datetime(2026, 11, 3, 10, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.eis("D6", "D10")]


@pytest.fixture
def casus(mensen: Mensen) -> Casus:
    """A casus of Bram, which he directs."""
    key = uuid4()
    nieuwe_sleutel(key)
    with in_kring(mensen.bram.kring):
        give(mensen.bram, key)
        casus = Casus.objects.create(
            pk=key,
            overlegtype="mdo_zat",
            versie=mensen.versie,
            doel="samenwerken",
            doel_tekst=versleutel(key, Plek("casus", key, "doel_tekst"), "weer naar school"),
            fase="intake",
            partij=mensen.bram.partij,
            geopend_door=mensen.bram,
            geopend_op=OP,
        )
        Deelname.objects.create(
            casus=casus,
            partij=mensen.bram.partij,
            taak="school_vo",
            medewerker=mensen.bram,
            status=Deelname.DEELNEMER,
            uitgenodigd_door=mensen.bram,
            uitgenodigd_op=OP,
            overlegtype="mdo_zat",
            doel="samenwerken",
            verantwoordelijkheid="begeleiding op school",
            grondslag="wvo2020:2.89",
            verklaard_op=OP,
        )
        Regie.objects.create(
            casus=casus, soort=Regie.PROCES, medewerker=mensen.bram, vanaf=OP, gegeven_door=mensen.bram
        )
    return casus


def give(to: Medewerker, casus: UUID) -> None:
    """Give a key, in the name of who acts now."""
    Toegang.objects.create(casus_id=casus, medewerker=to, partij=to.partij, taak="school_vo", gegeven_op=OP)


def test_who_leaves_sees_nothing_any_more_and_the_seat_becomes_an_invitation(mensen: Mensen, casus: Casus) -> None:
    with in_kring(mensen.ilse.kring):
        assert neem_toegang_terug(van=mensen.bram, door=mensen.ilse, op=LATER) == 1
        assert not Casus.objects.filter(pk=casus.pk).exists(), "who manages people sees no casus"
    with in_kring(mensen.bram.kring):
        assert not Casus.objects.filter(pk=casus.pk).exists()
        seat = Deelname.objects.visible_to(mensen.bram).get()  # he is aanspreekpunt as well
        assert (seat.status, seat.medewerker, seat.verklaard_op) == (Deelname.UITGENODIGD, None, None)


def test_a_colleague_who_has_a_key_takes_the_seat(mensen: Mensen, casus: Casus) -> None:
    with in_kring(mensen.bram.kring):
        give(mensen.ilse, casus.pk)
    with in_kring(mensen.ilse.kring):
        assert neem_toegang_terug(van=mensen.bram, door=mensen.ilse, op=LATER) == 0
        assert Deelname.objects.get(casus=casus).medewerker == mensen.ilse


def test_nobody_takes_keys_back_at_another_party(mensen: Mensen, casus: Casus) -> None:
    with in_kring(mensen.ilse.kring), pytest.raises(GeenCollega):
        neem_toegang_terug(van=mensen.anouk, door=mensen.ilse, op=LATER)


def test_who_manages_people_cannot_give_a_key_to_anybody(mensen: Mensen, casus: Casus) -> None:
    with in_kring(mensen.ilse.kring), pytest.raises(Exception, match="row-level security"):
        give(mensen.ilse, casus.pk)


def test_handing_over_moves_key_seat_and_direction_and_leaves_a_trace(mensen: Mensen, casus: Casus) -> None:
    with in_kring(mensen.bram.kring):
        draag_over(casus=casus, aan=mensen.ilse, door=mensen.bram, op=LATER)
        assert not Casus.objects.filter(pk=casus.pk).exists()
    with in_kring(mensen.ilse.kring):
        assert Casus.objects.visible_to(mensen.ilse).get() == casus
        assert Deelname.objects.get(casus=casus).medewerker == mensen.ilse
        assert list(Regie.objects.values_list("medewerker", "tot")) == [
            (mensen.bram.pk, LATER),
            (mensen.ilse.pk, None),
        ]


def test_a_casus_goes_to_no_other_party_and_not_to_who_left(mensen: Mensen, casus: Casus) -> None:
    with in_kring(mensen.bram.kring):
        for other in (mensen.anouk, mensen.bram):
            with pytest.raises(GeenCollega):
                draag_over(casus=casus, aan=other, door=mensen.bram, op=LATER)
