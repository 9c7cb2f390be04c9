# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Random acts by fifteen people of five parties; after each of them everybody looks through everything."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from deelwijs.verstrekking import inzien, oordelen
from tests.reeks.kijken import ALLE, ALLEEN_MUUR, ALLEEN_POORT, ALLEEN_ZICHT, GEEN, Sloten, openable_walls
from tests.reeks.spelen import Lek, Spel, Telling

# A long run: DEELWIJS_REEKS=20000 .venv/bin/python -m pytest -s tests/test_reeks.py (docs/metingen.md).
DADEN = int(os.environ.get("DEELWIJS_REEKS", "200"))
BRON = int(os.environ.get("DEELWIJS_REEKS_BRON", "1"))
LANG = 100  # acts in one sequence; one transaction

pytestmark = [pytest.mark.postgres, pytest.mark.traag, pytest.mark.eis("D4", "D6", "B4")]


@pytest.fixture(autouse=True)
def wereld(django_db_setup: None, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database, with walls that the test can open; and the toets, which is pure, remembers its answers."""
    known: dict[Any, Any] = {}
    assess = oordelen.fully

    def remembered(kennis: Any, feiten: Any, dag: Any, lezing: Any) -> Any:
        asked = (repr(sorted(feiten.given().items(), key=repr)), dag, lezing)
        if asked not in known:
            known[asked] = assess(kennis, feiten, dag, lezing)
        return known[asked]

    monkeypatch.setattr(oordelen, "fully", remembered)
    with django_db_blocker.unblock(), openable_walls():
        yield


def play(bron: int, daden: int, telling: Telling, *, sloten: Sloten | None = None, every: int = 10) -> None:
    """One sequence in one transaction. Everybody looks after each act; one person opens everything every few acts."""
    with transaction.atomic():
        spel = Spel(bron, telling)
        try:
            for step in range(daden):
                spel.step()
                if sloten is None:  # all lists of everybody now and then, those of the content after each act
                    spel.look("inbreng" if step % 5 else "alles")
                if step % every == every - 1:
                    reader = spel.kans.choice(list(spel.wie.values()))
                    for locks in (ALLE, ALLEEN_MUUR, ALLEEN_ZICHT, ALLEEN_POORT) if sloten is None else (sloten,):
                        spel.read(reader, locks)
            if sloten is None:
                for person in spel.wie.values():
                    spel.read(person)
        except AssertionError as fault:
            raise type(fault)(f"{fault} (na: {spel.laatste})") from fault
        finally:
            transaction.set_rollback(True)


def test_nobody_reads_what_was_not_given_and_everybody_what_was(record_property: Any) -> None:
    telling, begin = Telling(), time.monotonic()
    for number in range(-(-DADEN // LANG)):
        try:
            play(BRON * 1_000_000 + number, min(LANG, DADEN), telling)
        except AssertionError as fault:
            raise AssertionError(f"reeks {BRON * 1_000_000 + number}, daad {telling.daden}: {fault}") from fault
        if DADEN > 1000:
            print(telling, f"{time.monotonic() - begin:.0f} s", flush=True)
    record_property("telling", str(telling))
    # A sequence in which little succeeds proves little.
    done = sum(telling.gelukt[name] for name in telling.gelukt if not name.startswith("van "))
    assert done > 0.4 * telling.daden, telling
    if DADEN >= 1000:
        assert set(telling.gelukt) >= set(ACTS), set(ACTS) - set(telling.gelukt)


ACTS = (
    "open", "voeg_toe", "breng_in", "verbeter", "nodig_uit", "antwoord", "verklaar", "wijs_aan", "neem_weg",
    "draag_over", "beantwoord", "trek_toestemming_in", "verstrek", "trek_in", "vraag_verder", "weiger", "neem_over",
    "fase", "herbeoordeel", "beeindig",
)  # fmt: skip


def found_within(acts: int, **how: Any) -> int:
    """After how many acts a leak is seen; more than `acts` when it is not."""
    telling = Telling()
    for number in range(5):
        try:
            play(77 + number, acts, telling, **how)
        except Lek:
            return telling.daden
    return acts * 5 + 1


def test_power_with_all_three_locks_off_it_leaks_within_a_hundred_acts() -> None:
    assert found_within(100, sloten=GEEN, every=5) <= 100


def test_power_a_withdrawal_that_does_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inzien, "end", lambda rows, door, op: None)
    assert found_within(100) <= 500
