# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Several people at the same moment, each with a connection of their own and transactions that really end."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from conftest import Mensen, maak_mensen
from django.db import connection, connections
from django.utils import timezone

from deelwijs.casus.actions import antwoord_op_uitnodiging, sluit_casus
from deelwijs.casus.inhoud import open_inbreng
from deelwijs.casus.models import Casus, Deelname, Inbreng, Toegang
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Regel
from deelwijs.overleg.tests.begin import invited, opened
from deelwijs.partij.models import Medewerker
from deelwijs.verstrekking import inzien
from deelwijs.verstrekking.actions import AlGegeven, NietMogelijk, NietToegestaan, trek_in, verstrek, zie_in
from deelwijs.verstrekking.models import Verstrekking
from deelwijs.verstrekking.tests.geval import INHOUD_NODIG, Geval, geval

KEREN = int(os.environ.get("DEELWIJS_RACES", "40"))  # docs/metingen.md has the figures of 300
LANGSTE_WACHT = 0.02  # seconds

pytestmark = [pytest.mark.postgres, pytest.mark.traag, pytest.mark.eis("D6", "D11")]


@pytest.fixture
def mensen_echt(echte_commits: None) -> Mensen:
    return maak_mensen()


@pytest.fixture
def g(mensen_echt: Mensen) -> Geval:
    g = geval(mensen_echt)
    g.alles_in_orde(g.cel("dorien", "dat"), g.cel("dorien", "wat"))
    return g


class Race:
    """Runs acts of several people at once; each starts after its own tiny wait."""

    def __init__(self, bron: int) -> None:
        self.kans = random.Random(bron)

    def run(self, *acts: Callable[[], Any]) -> list[Any]:
        """Return what each act returned, or the exception it raised."""
        barrier, found = threading.Barrier(len(acts)), [None] * len(acts)
        waits = [self.kans.uniform(0, LANGSTE_WACHT) for _ in acts]

        def one(number: int) -> None:
            try:
                barrier.wait(30)
                time.sleep(waits[number])
                found[number] = acts[number]()
            except Exception as fault:
                found[number] = fault  # type: ignore[call-overload]
            finally:
                connection.close()

        threads = [threading.Thread(target=one, args=(number,)) for number in range(len(acts))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive(), "two acts wait for each other"
        return found


def act(door: Medewerker, what: Callable[[], Any]) -> Callable[[], Any]:
    def acted() -> Any:
        refused = None
        with in_kring(door.kring):
            try:
                return what()
            except NietToegestaan as no:  # kept
                refused = no
        return refused

    return acted


def disclose(g: Geval, niveau: str) -> Callable[[], Any]:
    bram = g.mensen.bram
    asked = g.gevraagd("dorien", niveau, niet_alleen_dat=INHOUD_NODIG)
    return act(bram, lambda: verstrek(gevraagd=asked, door=bram, op=timezone.now()))


def withdraw_all(g: Geval) -> Callable[[], Any]:
    bram = g.mensen.bram

    def all_() -> Any:
        rows = list(Verstrekking.objects.given_by(bram).filter(ingetrokken_op=None))
        for row in rows:
            trek_in(verstrekking=row, door=bram, op=timezone.now())
        return [row.pk for row in rows]

    return act(bram, all_)


def look(g: Geval, pk: Any) -> Callable[[], Any]:
    """What Dorien sees, both ways; and when she had it, after her own commit would have let it go out."""
    dorien = g.mensen.dorien

    def looked() -> Any:
        blik = zie_in(verstrekking=Verstrekking.objects.get(pk=pk), door=dorien, op=timezone.now())
        return blik.dicht == "" and bool(blik.velden)

    return act(dorien, looked)


def reads(g: Geval) -> bool:
    dorien = g.mensen.dorien
    with in_kring(dorien.kring):
        rows = list(Inbreng.objects.visible_to(dorien).filter(pk=g.datum.pk))
        return bool(open_inbreng(rijen=rows, door=dorien, op=timezone.now()))


def looks_after_withdrawal(g: Geval, keren: int) -> tuple[int, int, int]:
    """Race looks with withdrawals: (open looks, closed looks, open ones that began after the withdrawal was done)."""
    race, opened_, closed, after = Race(1), 0, 0, 0
    for _ in range(keren):
        given = disclose(g, "wat")()
        assert isinstance(given, Verstrekking), given
        done: dict[str, float] = {}

        def withdraw(given: Verstrekking = given, done: dict[str, float] = done) -> None:
            with in_kring(g.mensen.bram.kring):
                trek_in(verstrekking=given, door=g.mensen.bram, op=timezone.now())
            done["op"] = time.monotonic()  # from here on it is committed

        def looks(given: Verstrekking = given, done: dict[str, float] = done) -> list[tuple[float, bool]]:
            found: list[tuple[float, bool]] = []
            while "op" not in done or len(found) < 2:
                began = time.monotonic()
                found.append((began, look(g, given.pk)() is True))
                if len(found) > 200:
                    break
            return found

        ended, *seen = race.run(withdraw, looks, looks)
        assert ended is None, ended
        for one in seen:
            assert isinstance(one, list), one
            for began, was_open in one:
                opened_, closed = opened_ + was_open, closed + (not was_open)
                after += was_open and began > done["op"]
        assert not reads(g)
    return opened_, closed, after


def test_no_look_after_the_commit_of_the_withdrawal(g: Geval) -> None:
    opened_, closed, after = looks_after_withdrawal(g, KEREN)
    print(f"{KEREN} races: {opened_} open looks, {closed} closed, {after} after the withdrawal")
    assert after == 0
    assert opened_, "nothing was seen at all, so nothing was tested"
    assert closed


def test_power_a_withdrawal_that_comes_late_is_seen(g: Geval, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if what somebody may see were remembered: a withdrawal that is said to be done before it is."""
    monkeypatch.setattr(inzien, "end", lambda rows, door, op: None)
    with pytest.raises(AssertionError):
        assert looks_after_withdrawal(g, 1)[2] == 0


def test_disclosing_and_withdrawing_at_once_leaves_no_disclosure_after_the_withdrawal(g: Geval) -> None:
    """What is withdrawn is withdrawn; what is given after it is a gift of its own, with toets and line of its own."""
    race, bram = Race(2), g.mensen.bram
    for _ in range(KEREN):
        first = disclose(g, "wat")()
        assert isinstance(first, Verstrekking), first
        gone, again, look_ = race.run(withdraw_all(g), disclose(g, "wat"), look(g, first.pk))
        for one in (gone, again, look_):
            assert not isinstance(one, Exception) or isinstance(one, AlGegeven | NietMogelijk), one
        with in_kring(bram.kring):
            assert Verstrekking.objects.get(pk=first.pk).ingetrokken_op is not None
            open_ = list(Verstrekking.objects.given_by(bram).filter(ingetrokken_op=None))
        new = isinstance(again, Verstrekking) and again.pk not in (gone or ())
        assert len(open_) == int(new)
        assert reads(g) is new
        withdraw_all(g)()
    with in_kring(bram.kring):
        rows = Verstrekking.objects.given_by(bram)
        lines = Regel.objects.filter(door=bram.pk, verstrekking__in=[row.pk for row in rows])
        assert lines.filter(handeling="verstrekt").count() == rows.count()
        assert lines.filter(handeling="ingetrokken").count() == rows.count()


def test_the_same_given_twice_at_once_is_given_once(g: Geval) -> None:
    race, bram = Race(3), g.mensen.bram
    for _ in range(max(5, KEREN // 4)):
        found = race.run(*[disclose(g, "dat")] * 3)
        assert sum(isinstance(one, Verstrekking) for one in found) == 1, found
        assert sum(isinstance(one, AlGegeven) for one in found) == 2, found
        with in_kring(bram.kring):
            assert Verstrekking.objects.given_by(bram).filter(ingetrokken_op=None).count() == 1
        withdraw_all(g)()


def test_an_invitation_is_accepted_once(mensen_echt: Mensen) -> None:
    m, race = mensen_echt, Race(4)
    with in_kring(Kring(rol="beheer")):
        kees = Medewerker.objects.create(
            partij=m.dorien.partij, taak=m.dorien.taak, naam="Kees", functie="consulent",
            email="kees@vlietlanden.example", rollen=["aanspreekpunt"],
        )  # fmt: skip
    for _ in range(max(5, KEREN // 8)):
        casus = opened(m.bram)
        seat = invited(casus, m.dorien, m.bram)

        def accept(who: Medewerker, seat: Deelname = seat) -> Callable[[], Any]:
            return act(
                who,
                lambda: antwoord_op_uitnodiging(deelname=seat, wie=who, reden="", door=who, op=timezone.now()),
            )

        found = race.run(accept(m.dorien), accept(kees))
        assert sum(isinstance(one, Deelname) for one in found) == 1, found
        winner = next(one for one in found if isinstance(one, Deelname)).medewerker
        assert winner is not None
        with in_kring(winner.kring):
            keys = Toegang.objects.filter(casus=casus, partij=m.dorien.partij_id, ingetrokken_op=None)
            assert [key.medewerker_id for key in keys] == [winner.pk], "who came second holds a key"


def closing(g: Geval) -> None:
    race, bram = Race(5), g.mensen.bram
    asked = g.gevraagd("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    give = act(bram, lambda: verstrek(gevraagd=asked, door=bram, op=timezone.now()))
    close = act(bram, lambda: sluit_casus(casus=g.casus, door=bram, op=timezone.now()))
    given, closed = race.run(give, close)
    assert not isinstance(closed, Exception), closed
    assert isinstance(given, Verstrekking | Casus.DoesNotExist | NietMogelijk), given
    for person in (bram, g.mensen.dorien):
        with in_kring(person.kring):
            assert not Inbreng.objects.exists()
            assert not Verstrekking.objects.exists()
    lines = {}
    with in_kring(bram.kring):
        for line in Regel.objects.filter(casus=g.casus.pk, handeling__in=["verstrekt", "casus_gesloten"]):
            lines[line.handeling] = line.volgnummer
    assert ("verstrekt" in lines) is isinstance(given, Verstrekking)
    assert lines.get("verstrekt", 0) < lines["casus_gesloten"], "given in a casus that was closed"


def test_nothing_is_given_in_a_casus_that_is_closed_meanwhile(mensen_echt: Mensen) -> None:
    for _ in range(max(4, KEREN // 10)):
        g = geval(mensen_echt)
        g.alles_in_orde(g.cel("dorien", "dat"), g.cel("dorien", "wat"))
        closing(g)


def test_what_runs_out_closes_while_time_passes(g: Geval) -> None:
    """The only one that waits: open, and some seconds later closed, without anybody doing anything."""
    given = disclose(g, "wat")()
    assert isinstance(given, Verstrekking), given
    with in_kring(Kring(rol="onderhoud"), using="eigenaar"), connections["eigenaar"].cursor() as cursor:
        # Content that is given in a hurry takes a weighing; for the walls it is the moment that counts.
        cursor.execute("ALTER TABLE verstrekking_verstrekking DISABLE TRIGGER USER")
        cursor.execute("UPDATE verstrekking_verstrekking SET spoed = true, vervalt_op = now() + interval '6 seconds'")
        cursor.execute("ALTER TABLE verstrekking_verstrekking ENABLE TRIGGER USER")
    until = time.monotonic() + 6
    assert reads(g)
    assert look(g, given.pk)() is True
    time.sleep(max(0.0, until - time.monotonic()) + 0.2)
    assert not reads(g)
    assert look(g, given.pk)() is False
