# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Two at the same moment: one row, one answer, and nothing after the end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from conftest import Mensen, maak_mensen
from django.db import connection

from deelwijs.casus.actions import antwoord_op_uitnodiging, sluit_casus, verbeter
from deelwijs.casus.models import Betrokkene, Casus, Deelname, Inbreng, Regie, Toegang
from deelwijs.casus.weigering import Geweigerd
from deelwijs.logboek.kring import in_kring
from deelwijs.overleg.actions import breng_in, draag_regie_over, open_casus
from deelwijs.overleg.tests.begin import LATER, OP, invited, joined, jongere, opened, start
from deelwijs.overleg.tests.test_actions import VERZUIM
from deelwijs.partij.models import Medewerker

TIMES = 5


@pytest.fixture
def mensen_echt(echte_commits: None) -> Mensen:
    return maak_mensen()


def together(*acts: tuple[Medewerker, Callable[[], Any]]) -> list[Any]:
    """Let each act run in a connection of its own, all from the same moment; returns results, or the exceptions."""
    barrier = Barrier(len(acts))

    def run(wie: Medewerker, act: Callable[[], Any]) -> Any:
        try:
            barrier.wait(10)
            with in_kring(wie.kring):
                return act()
        except Exception as fault:
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [job.result(60) for job in [pool.submit(run, wie, act) for wie, act in acts]]


@pytest.mark.eis("D1", "B7")
def test_a_casus_that_is_opened_twice_at_once_is_one(mensen_echt: Mensen) -> None:
    bram = mensen_echt.bram
    for _ in range(TIMES):
        token = uuid4()

        def act(token: Any = token) -> Casus:
            return open_casus(start=start(), token=token, door=bram, op=OP)

        one, two, three = together((bram, act), (bram, act), (bram, act))
        assert one == two == three, (one, two, three)
    with in_kring(bram.kring):
        assert Casus.objects.count() == TIMES
        assert Inbreng.objects.count() == 2 * TIMES


@pytest.mark.eis("D3", "B7")
def test_a_datum_and_a_correction_sent_at_once_are_there_once(mensen_echt: Mensen) -> None:
    bram = mensen_echt.bram
    casus = opened(bram)
    kind, token = jongere(casus, bram), uuid4()

    def bring() -> Inbreng:
        return breng_in(betrokkene=kind, gegeven=VERZUIM, door=bram, op=OP, token=token)

    one, two = together((bram, bring), (bram, bring))
    assert one == two

    def correct() -> Inbreng:
        return verbeter(inbreng=one, gegeven=replace(VERZUIM, tekst="Vier."), door=bram, op=LATER)

    results = together((bram, correct), (bram, correct))
    assert sorted(type(result).__name__ for result in results) == ["Geweigerd", "Inbreng"]


@pytest.mark.eis("D6", "B7")
def test_an_invitation_answered_twice_at_once_has_one_answer(mensen_echt: Mensen) -> None:
    bram, anouk = mensen_echt.bram, mensen_echt.anouk
    for _ in range(TIMES):
        seat = invited(opened(bram), anouk, bram)

        def yes(seat: Deelname = seat) -> Deelname:
            return antwoord_op_uitnodiging(deelname=seat, wie=anouk, reden="", door=anouk, op=OP)

        def no(seat: Deelname = seat) -> Deelname:
            return antwoord_op_uitnodiging(deelname=seat, wie=None, reden="geen_ruimte", door=anouk, op=OP)

        results = together((anouk, yes), (anouk, no))
        assert sorted(type(result).__name__ for result in results) == ["Deelname", "Geweigerd"], results
        with in_kring(anouk.kring):
            keys = Toegang.objects.filter(medewerker=anouk, casus=seat.casus_id).count()
            assert keys == (0 if isinstance(results[0], Geweigerd) else 1)


@pytest.mark.eis("D10", "B7")
def test_the_direction_is_never_with_two(mensen_echt: Mensen) -> None:
    bram, anouk, dorien = mensen_echt.bram, mensen_echt.anouk, mensen_echt.dorien
    casus = opened(bram)
    seats = [joined(casus, wie, bram) for wie in (anouk, dorien)]

    def give(seat: Deelname) -> None:
        draag_regie_over(casus=casus, soort=Regie.CASUS, naar=seat, door=bram, op=LATER)

    results = together(*((bram, lambda seat=seat: give(seat)) for seat in seats))
    assert results == [None, None]
    with in_kring(bram.kring):
        assert Regie.objects.filter(casus=casus, soort=Regie.CASUS, tot=None).count() == 1


@pytest.mark.eis("D6", "B5", "B7")
def test_nothing_is_brought_in_after_the_end(mensen_echt: Mensen) -> None:
    bram, anouk = mensen_echt.bram, mensen_echt.anouk
    gezond = replace(VERZUIM, categorie="gezondheid")
    for _ in range(TIMES):
        casus = opened(bram)
        joined(casus, anouk, bram)
        kind = jongere(casus, anouk)

        def close(casus: Casus = casus) -> None:
            sluit_casus(casus=casus, door=bram, op=LATER)

        def bring(kind: Betrokkene = kind) -> Inbreng:
            return breng_in(betrokkene=kind, gegeven=gezond, door=anouk, op=LATER)

        closed, brought = together((bram, close), (anouk, bring))
        assert closed is None
        # Before the end, or not at all: both are well, something in between is not.
        assert isinstance(brought, Inbreng | Casus.DoesNotExist), brought
        with in_kring(anouk.kring):
            assert not Casus.objects.exists()
