# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Two at once, on connections of their own: what was withdrawn is not given and not seen afterwards, at any moment."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import UUID

import pytest
from conftest import maak_mensen
from django.db import connection, connections
from django.utils import timezone

from deelwijs.casus.models import Casus
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Regel
from deelwijs.partij.models import Medewerker
from deelwijs.toets.oordeel import Oordeel
from deelwijs.verstrekking import geven, inzien, oordelen
from deelwijs.verstrekking.actions import (
    AlGegeven,
    NietMogelijk,
    NietToegestaan,
    beantwoord,
    trek_in,
    verstrek,
    zie_in,
)
from deelwijs.verstrekking.models import Verstrekking
from deelwijs.verstrekking.tests.geval import INHOUD_NODIG, Geval, geval

pytestmark = [pytest.mark.eis("D4", "E3"), pytest.mark.traag]
RONDEN = 6


@pytest.fixture
def g(echte_commits: None, monkeypatch: pytest.MonkeyPatch) -> Geval:
    found = geval(maak_mensen())
    found.alles_in_orde(found.cel("dorien", "wat"))
    real = oordelen.fully

    def slow(*args: Any, **kwargs: Any) -> Oordeel:
        """The toets takes its time, so that the other one always comes in the middle of it."""
        answer = real(*args, **kwargs)
        time.sleep(0.15)
        return answer

    monkeypatch.setattr(oordelen, "fully", slow)
    return found


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Do these at once, each on its own connection, and return what each gave or raised."""
    results: list[Any] = [None] * len(acts)
    start = Barrier(len(acts))

    def run(number: int) -> None:
        try:
            start.wait()
            results[number] = acts[number]()
        except Exception as fault:
            results[number] = fault
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[number]) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def als(wie: Medewerker, act: Callable[[], Any], wacht: float = 0.0) -> Callable[[], Any]:
    def run() -> Any:
        time.sleep(wacht)
        with in_kring(wie.kring):
            return act()

    return run


def lines(g: Geval, handeling: str) -> list[int]:
    """The numbers of the lines of an act, in the order in which they were written."""
    numbers: list[int] = []
    for wie in ("bram", "dorien"):
        with in_kring(getattr(g.mensen, wie).kring):
            numbers += Regel.objects.filter(handeling=handeling).values_list("volgnummer", flat=True)
    return sorted(numbers)


def give(g: Geval) -> Verstrekking:
    asked = g.gevraagd("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    return verstrek(gevraagd=asked, door=g.mensen.bram, op=timezone.now())


def withdraw_consent(g: Geval) -> None:
    now = timezone.now()
    beantwoord(
        casus=g.casus, feit="toestemming_ouders", antwoord="ingetrokken", cellen=[g.cel("dorien", "wat")],
        door=g.mensen.bram, op=now, dag=timezone.localdate(now) - timedelta(days=1),
    )  # fmt: skip


def consent(g: Geval) -> None:
    now = timezone.now()
    with in_kring(g.mensen.bram.kring):
        beantwoord(
            casus=g.casus, feit="toestemming_ouders", antwoord="alle", cellen=[g.cel("dorien", "wat")],
            door=g.mensen.bram, op=now, dag=timezone.localdate(now),
        )  # fmt: skip


def given_after_withdrawal(g: Geval, wacht: float) -> bool:
    """Let somebody give while consent is withdrawn; whether something was given after the withdrawal was committed."""
    bram = g.mensen.bram
    before = len(lines(g, "vraag_beantwoord"))
    together(als(bram, lambda: give(g)), als(bram, lambda: withdraw_consent(g), wacht))
    withdrawn = lines(g, "vraag_beantwoord")[before]
    return any(number > withdrawn for number in lines(g, "verstrekt"))


@pytest.mark.parametrize("wacht", [0.0, 0.02, 0.05])
def test_nothing_is_given_once_consent_is_withdrawn(g: Geval, wacht: float) -> None:
    for _ in range(RONDEN // 2):
        assert not given_after_withdrawal(g, wacht)
        with in_kring(g.mensen.bram.kring):
            for row in Verstrekking.objects.filter(ingetrokken_op=None):
                trek_in(verstrekking=row, door=g.mensen.bram, op=timezone.now())
        consent(g)


def test_without_the_lock_it_would_have_been(g: Geval, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power of the test above."""

    def loose(casus: UUID, door: Medewerker) -> Casus:
        return Casus.objects.select_related("versie").get(pk=casus)

    monkeypatch.setattr(geven, "lock", loose)
    assert given_after_withdrawal(g, 0.05)


def seen_after_withdrawal(g: Geval) -> bool:
    """Look while it is withdrawn; whether content was shown after the withdrawal was committed."""
    bram, dorien = g.mensen.bram, g.mensen.dorien
    with in_kring(bram.kring):
        row = give(g)
    before = len(lines(g, "ingezien"))
    together(
        als(dorien, lambda: zie_in(verstrekking=row, door=dorien, op=timezone.now())),
        als(bram, lambda: trek_in(verstrekking=row, door=bram, op=timezone.now()), 0.05),
        als(dorien, lambda: zie_in(verstrekking=row, door=dorien, op=timezone.now()), 0.1),
    )
    ended = lines(g, "ingetrokken")[-1]
    return any(number > ended for number in lines(g, "ingezien")[before:])


def test_nothing_is_seen_once_it_is_withdrawn(g: Geval) -> None:
    for _ in range(RONDEN):
        assert not seen_after_withdrawal(g)


def test_without_holding_the_casus_it_would_have_been(g: Geval, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power of the test above: the look has read that it is open, and shows it after it ended."""
    monkeypatch.setattr(inzien, "share", lambda casus: None)
    monkeypatch.setattr(inzien, "open_inbreng", lambda **kwargs: _show(g, **kwargs))
    assert seen_after_withdrawal(g)


def _show(g: Geval, **kwargs: Any) -> Any:
    """What a program would do that trusts what it read before."""
    from deelwijs.logboek.actions import log

    log("ingezien", door=kwargs["door"], op=kwargs["op"], casus=g.casus)
    return {g.datum.pk: {"tekst": "x"}}


def test_two_who_give_the_same_give_it_once(g: Geval) -> None:
    bram = g.mensen.bram
    results = together(*[als(bram, lambda: give(g)) for _ in range(4)])
    assert sum(isinstance(result, Verstrekking) for result in results) == 1, results
    assert all(isinstance(result, Verstrekking | AlGegeven | NietToegestaan) for result in results), results
    with in_kring(bram.kring):
        assert Verstrekking.objects.filter(ingetrokken_op=None).count() == 1


def test_two_who_end_the_same_end_it_once(g: Geval) -> None:
    bram = g.mensen.bram
    with in_kring(bram.kring):
        row = give(g)
    ends = [als(bram, lambda: trek_in(verstrekking=row, door=bram, op=timezone.now())) for _ in range(4)]
    results = together(*ends)
    assert sum(result is None for result in results) == 1, results
    assert sum(isinstance(result, NietMogelijk) for result in results) == 3, results
    assert len(lines(g, "ingetrokken")) == 1


def test_nobody_is_left_acting_on_a_connection(g: Geval) -> None:
    with in_kring(Kring()), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('deelwijs.medewerker', true)")
        assert cursor.fetchone() == ("",)
