# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""kill -9 in the middle of writing: what was acknowledged is there, and nothing is there by half.

The log line, the row and the key belong together: each act left all of them or none.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from conftest import maak_mensen, sessie
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from deelwijs.casus.actions import verbeter
from deelwijs.casus.inhoud import open_inbreng
from deelwijs.casus.models import Casus, Deelname, Inbreng, Regie, Toegang
from deelwijs.casus.schrijven import Gegeven
from deelwijs.casus.sleutels import bestaat
from deelwijs.config import demo
from deelwijs.logboek.kring import in_kring
from deelwijs.logboek.models import Regel
from deelwijs.overleg.actions import open_casus
from deelwijs.overleg.tests.begin import jongere, opened, start
from deelwijs.partij.models import Medewerker

# docs/metingen.md has the figures of a run of 1,000.
SCHRIJVEN = int(os.environ.get("DEELWIJS_DOODSLAAN", "60"))
CLIENTS = 3

pytestmark = [pytest.mark.postgres, pytest.mark.traag, pytest.mark.eis("B7", "D12")]


class Blijf(urllib.request.HTTPRedirectHandler):
    """The answer to a form is where it leads: stay there."""

    def redirect_request(self, *_: Any) -> None:
        return None


@contextmanager
def program() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The running program on the database of the tests: gunicorn with two workers."""
    here = connections["default"].settings_dict
    login = urllib.parse.quote(here["USER"]) + (f":{urllib.parse.quote(here['PASSWORD'])}" if here["PASSWORD"] else "")
    host = f"?host={urllib.parse.quote(here['HOST'], safe='')}" if here["HOST"].startswith("/") else ""
    place = "" if host else here["HOST"] + (f":{here['PORT']}" if here["PORT"] else "")
    with pytest.MonkeyPatch.context() as environment, demo.listen(None, first=0) as listener:
        environment.setenv("DATABASE_URL", f"postgresql://{login}@{place}/{urllib.parse.quote(here['NAME'])}{host}")
        environment.setenv("DEELWIJS_GEHEIM", settings.SECRET_KEY)
        environment.setenv("DEELWIJS_DEMOREGIO", "")
        with demo.server(listener) as process:
            address = f"http://{demo.HOST}:{listener.getsockname()[1]}"
            demo.wait_for_answer(f"{address}/gezond", process)
            yield address, process


def slay(process: subprocess.Popen[bytes]) -> None:
    """kill -9 of the program and all its workers: they are a group of their own."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


def write(address: str, casus: UUID, fields: dict[str, str], cookie: str) -> UUID | None:
    """Post one datum, and return its key as the answer names it; None when no answer came."""
    secret = "a" * 32
    data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": secret, "sleutel": str(uuid4())}).encode()
    request = urllib.request.Request(  # noqa: S310 our own program
        f"{address}/casus/{casus}/inbreng/nieuw/",
        data,
        {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}; {settings.CSRF_COOKIE_NAME}={secret}"},
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Blijf())
    try:
        with opener.open(request, timeout=30) as answer:
            raise AssertionError(f"{answer.status}: {answer.read().decode()[:3000]}")
    except urllib.error.HTTPError as answer:
        if answer.code == 302:
            return UUID(answer.headers["Location"].rstrip("/").rpartition("/")[2])
        raise AssertionError(f"{answer.code}: {answer.read().decode()[:2000]}") from answer
    except (OSError, urllib.error.URLError):
        return None  # the program was gone


def test_kill_9_of_the_server_loses_nothing_acknowledged_and_leaves_no_halves(echte_commits: None) -> None:
    m, chance = maak_mensen(), random.Random(9)
    casus = opened(m.bram)
    who = jongere(casus, m.bram)
    connection.close()
    cookie = sessie(m.bram)
    acknowledged: dict[UUID, str] = {}
    sent, kills = [0], 0
    lock = threading.Lock()

    def client(address: str, stop: threading.Event, faults: list[BaseException]) -> None:
        while not stop.is_set():
            with lock:
                sent[0] += 1
                merk = f"geschreven-{sent[0]}"
            fields = {
                "betrokkene": str(who.pk), "categorie": "onderwijs", "titel": merk, "tekst": merk, "herkomst": merk,
                "aard": "feit", "geheim": "geen",
            }  # fmt: skip
            try:
                key = write(address, casus.pk, fields, cookie)
            except AssertionError as fault:
                faults.append(fault)
                return
            if key is None:
                return
            with lock:
                acknowledged[key] = merk

    while len(acknowledged) < SCHRIJVEN:
        with program() as (address, process):
            stop, faults = threading.Event(), list[BaseException]()
            clients = [threading.Thread(target=client, args=(address, stop, faults)) for _ in range(CLIENTS)]
            for one in clients:
                one.start()
            # Never between two writes on purpose: some moment while all clients are busy.
            wanted = min(SCHRIJVEN, len(acknowledged) + SCHRIJVEN // 3)
            until = time.monotonic() + 120
            while len(acknowledged) < wanted and not faults and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.2))
            slay(process)
            kills += 1
            stop.set()
            for one in clients:
                one.join(60)
            assert not faults, faults[0]

    check(m.bram, casus.pk, acknowledged, sent[0])
    print(f"{kills} kills, {sent[0]} sent, {len(acknowledged)} acknowledged, 0 lost")


def check(door: Medewerker, casus: UUID, acknowledged: dict[UUID, str], sent: int) -> None:
    """Everything acknowledged is there and says what was sent; each row has its line and each line its row."""
    with in_kring(door.kring):
        rows = list(Inbreng.objects.filter(casus=casus, categorie="onderwijs").order_by("op")[1:])
        lines = Regel.objects.filter(casus=casus, handeling="ingebracht", categorie="onderwijs")
        named = list(lines.values_list("onderwerp", flat=True))
        fields = open_inbreng(rijen=rows, door=door, op=timezone.now())
        named.remove(Inbreng.objects.filter(casus=casus, categorie="onderwijs").order_by("op")[0].pk)
    here = {row.pk for row in rows}
    assert not set(acknowledged) - here, f"{len(set(acknowledged) - here)} acknowledged acts are gone"
    assert len(named) == len(set(named))
    assert set(named) == here, "an act by half: a row without its line, or a line without its row"
    assert all(fields[key]["tekst"] == merk for key, merk in acknowledged.items())
    assert len(rows) <= sent


def child(door: Medewerker, pipe: int, bron: int, break_it: bool) -> None:
    """Open cases for ever, and say so after each commit."""
    for alias in connections:  # the connection of the parent is not ours to close
        connections[alias].connection = None
    chance = random.Random(bron)
    while True:
        with in_kring(door.kring):
            casus = open_casus(start=start(), token=uuid4(), door=door, op=timezone.now())
            if break_it:  # as a program would that acknowledges before it is sure
                os.write(pipe, casus.pk.bytes)
                time.sleep(0.2)
            if chance.random() < 0.3:
                row = Inbreng.objects.filter(casus=casus, categorie="onderwijs").get()
                better = Gegeven("onderwijs", "Beter", "Beter gezegd", "mentor")
                verbeter(inbreng=row, gegeven=better, door=door, op=timezone.now())
        if not break_it:
            os.write(pipe, casus.pk.bytes)


def slain(door: Medewerker, bron: int, *, break_it: bool = False) -> set[UUID]:
    """Let a child work, kill it at some moment, and return what it had acknowledged."""
    connection.close()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:  # pragma: no cover - it is killed
        try:
            child(door, writing, bron, break_it)
        finally:
            os._exit(1)
    os.close(writing)
    got = os.read(reading, 16)  # so that it is on its way
    time.sleep(random.Random(bron).uniform(0.05, 0.6))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while part := os.read(reading, 1 << 16):
        got += part
    os.close(reading)
    return {UUID(bytes=got[at : at + 16]) for at in range(0, len(got) - 15, 16)}


def halves(door: Medewerker) -> list[str]:
    """What is there of a casus without the rest of it."""
    found = []
    with in_kring(door.kring):
        for casus in Casus.objects.all():
            parts = {
                "key in the keyring": bestaat(casus.pk),
                "key": Toegang.objects.filter(casus=casus).count() == 1,
                "seat": Deelname.objects.filter(casus=casus).count() == 1,
                "direction": Regie.objects.filter(casus=casus).count() == 1,
                "data": Inbreng.objects.filter(casus=casus).count() in (2, 3),
                "lines": Regel.objects.filter(casus=casus.pk, handeling="casus_geopend").count() == 1,
                "line per datum": Regel.objects.filter(
                    casus=casus.pk, handeling__in=["ingebracht", "inbreng_verbeterd"]
                ).count()
                == Inbreng.objects.filter(casus=casus).count(),
            }
            found += [f"{casus.pk}: {what}" for what, there in parts.items() if not there]
        cases = set(Casus.objects.values_list("pk", flat=True))
        lines = set(Regel.objects.filter(handeling="casus_geopend").values_list("casus", flat=True))
        found += [f"{casus}: a line without a casus" for casus in lines - cases]
    return found


def test_kill_9_while_a_casus_opens_leaves_all_of_it_or_nothing(echte_commits: None) -> None:
    m = maak_mensen()
    acknowledged = set[UUID]()
    for bron in range(max(4, SCHRIJVEN // 50)):
        acknowledged |= slain(m.bram, bron)
    with in_kring(m.bram.kring):
        there = set(Casus.objects.values_list("pk", flat=True))
    assert acknowledged <= there, f"{len(acknowledged - there)} acknowledged cases are gone"
    assert halves(m.bram) == []
    print(f"{len(acknowledged)} cases acknowledged, {len(there)} there")


def test_power_acknowledging_before_the_commit_is_found(echte_commits: None) -> None:
    m = maak_mensen()
    lost = set[UUID]()
    for bron in range(6):
        lost |= slain(m.bram, bron, break_it=True)
    with in_kring(m.bram.kring):
        there = set(Casus.objects.values_list("pk", flat=True))
    assert lost - there, "an acknowledged act that was lost was not seen"
