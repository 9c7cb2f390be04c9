# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Every form and address under random and hostile input, as everybody: never a fault of ours, and nothing half stored.

docs/metingen.md has the figures of a long run: `python -m bench.vijandig`.
"""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from deelwijs.casus import schrijven, zoeken
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.toets.loader import load_shipped
from tests.toegang.wereld import Wereld, maak_wereld
from tests.vijandig import gif, heel
from tests.vijandig.jacht import BEURT, Jacht, Verslag

pytestmark = [pytest.mark.postgres, pytest.mark.traag, pytest.mark.eis("B1", "B2", "B4")]
VERZOEKEN = int(os.environ.get("DEELWIJS_VIJANDIG", "2000"))
BRON = int(os.environ.get("DEELWIJS_VIJANDIG_BRON", "1"))
WARM = 400  # requests before memory is looked at: templates, knowledge and caches are loaded by then
MEER = 100  # MB


@pytest.fixture(scope="module")
def wereld(django_db_setup: None, django_db_blocker: Any) -> Iterator[Wereld]:
    """The rich casus, in one transaction that is undone in the end, with walls that a test can look through."""
    with django_db_blocker.unblock(), heel.readable_by_tests(), transaction.atomic():
        yield maak_wereld()
        transaction.set_rollback(True)


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def hunt(w: Wereld, verzoeken: int, bron: int = BRON) -> tuple[Verslag, float, float]:
    """Hunt until so many requests were sent; return what came of it, the seconds, and the memory that it took."""
    load_shipped()  # read once per process, before anybody waits for it
    verslag = Verslag()
    jacht = Jacht(w, bron, verslag)
    begin, warm = time.perf_counter(), 0.0
    try:
        while verslag.verzoeken < verzoeken:
            jacht.beurt()
            if not warm and verslag.verzoeken >= min(WARM, verzoeken / 2):
                warm = megabytes()
    finally:
        jacht.close()
    return verslag, time.perf_counter() - begin, megabytes() - warm


def test_no_request_makes_a_fault_or_half_a_thing(wereld: Wereld) -> None:
    verslag, duur, meer = hunt(wereld, VERZOEKEN)
    if path := os.environ.get("DEELWIJS_VIJANDIG_VERSLAG"):
        kept = {
            "verzoeken": verslag.verzoeken, "statussen": verslag.statussen, "fouten": verslag.fouten,
            "half": verslag.half,
            "verhoogd": verslag.verhoogd, "traag": verslag.traag, "traagste": verslag.traagste, "duur": duur,
            "mb": meer,
        }  # fmt: skip
        Path(path).write_text(json.dumps(kept, ensure_ascii=True), encoding="utf-8")
    assert not verslag.fouten, f"{len(verslag.fouten)} faults, the first:\n{verslag.fouten[0]}"
    assert verslag.half == []
    assert verslag.verhoogd == []
    assert meer < MEER
    assert verslag.traag == []
    # It reaches what is there: pages, forms that were good, forms that were not, doors, and what is not there.
    assert {200, 302, 400, 403, 404, 405, 422} <= set(verslag.statussen)


def test_it_sees_a_page_that_falls_over(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power of the test above: one word in the search that the program cannot take."""

    def find(_door: object, naam: str) -> object:
        raise RuntimeError(naam)

    monkeypatch.setattr(zoeken, "find", find)
    verslag, _, _ = hunt(wereld, 1_200, bron=7)
    assert any("/werk/zoeken/" in fault for fault in verslag.fouten)


def test_it_sees_half_a_thing(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also the power: a datum whose line in the log was forgotten, and one that nobody can read."""
    assert heel.halves() == []
    bram = wereld.mensen["bram"]
    with transaction.atomic():
        monkeypatch.setattr(schrijven, "versleutel", lambda *_: b"geen sleutel past hierop")
        with in_kring(bram.kring):
            from deelwijs.casus.models import Betrokkene
            from deelwijs.casus.schrijven import Gegeven

            schrijven.write(
                Gegeven("onderwijs", "a", "b", "c"), casus=wereld.casus, taak="school_vo", door=bram,
                op=wereld["datum"].op,
                betrokkene=Betrokkene.objects.get(casus=wereld.casus, relatie="jongere"),
            )  # fmt: skip
        found = heel.halves()
        transaction.set_rollback(True)
    assert any("zonder regel" in fault for fault in found)
    assert any("onleesbaar" in fault for fault in found)


def test_the_door_of_the_tests_is_a_door_of_the_tests_alone(wereld: Wereld) -> None:
    """Without its role nothing is seen through it."""
    with in_kring(Kring(rol="beheer")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casus_inbreng")
        assert cursor.fetchone() == (0,)


def test_the_poison_is_poison() -> None:
    assert max(map(len, gif.ZWAAR)) >= 100_000
    assert any("\x00" in tekst for tekst in gif.TEKSTEN)
    assert any("\ud800" in tekst for tekst in gif.TEKSTEN)
    assert BEURT < VERZOEKEN
