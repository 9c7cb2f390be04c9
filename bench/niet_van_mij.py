# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Can a request tell "not yours" from "not there" by its time? The AUC per kind of address, 0.5 being no difference.

    python -m bench.niet_van_mij [--verzoeken 3000] [--niet-schrijven]

Through the whole program (middleware, database and all), as somebody without a part in the case; the two kinds of
requests come in turn, in a random order within each pair. Beside it the naive way: look the row up, then ask whether it
may be seen. Works on a database of its own that is thrown away afterwards.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from bench.verslag import machine, publish, table

NAAM = "deelwijs_bench_niet_van_mij"
OPWARMEN = 20
RUIS = (0.45, 0.55)


def main() -> None:
    """Measure and publish."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--verzoeken", type=int, default=3000, help="of each kind, per address")
    ontleder.add_argument("--niet-schrijven", action="store_true")
    keuze = ontleder.parse_args()
    from deelwijs.config.database import OWNER, RUNTIME, Server
    from deelwijs.config.plek import var

    with Server(var() / "postgres").in_use() as server:
        import psycopg

        def admin(statement: str) -> None:
            with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
                connection.execute(statement)  # type: ignore[arg-type]

        admin(f"DROP DATABASE IF EXISTS {NAAM} WITH (FORCE)")
        admin(f"CREATE DATABASE {NAAM} OWNER {OWNER}")
        os.environ |= {
            "DATABASE_URL": server.url(RUNTIME, NAAM),
            "DATABASE_EIGENAAR_URL": server.url(OWNER, NAAM),
            "DJANGO_SETTINGS_MODULE": "deelwijs.config.settings",
        }
        try:
            rows = _measure(keuze.verzoeken)
        finally:
            from django.db import connections

            connections.close_all()
            admin(f"DROP DATABASE IF EXISTS {NAAM} WITH (FORCE)")
    said = table(["address", "not yours, p50 µs", "not there, p50 µs", "AUC"], rows)
    publish("niet_van_mij", f"{machine()}\n\n{keuze.verzoeken} + {keuze.verzoeken} requests per address.\n\n{said}\n")


def _measure(keer: int) -> list[list[str]]:
    import django

    django.setup()
    from conftest import maak_mensen, sessie
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", database="eigenaar", verbosity=0)
    settings.ALLOWED_HOSTS = ["*"]
    mensen = maak_mensen()
    addresses = _world(mensen)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = sessie(mensen.carla)

    def get(address: Callable[[UUID], str], key: UUID) -> None:
        answer = client.get(address(key))
        assert answer.status_code == 404, answer.status_code

    rows = [
        _compare(name, partial(get, address), key, keer)
        for name, (address, key) in addresses.items()
    ]  # fmt: skip
    # The power check times the lookup alone: around it a page only adds noise.
    key = addresses["case page"][1]
    rows.append(_compare("the lookup alone", lambda pk: _in_one(pk, mensen.carla), key, keer))
    naive = "power check: the lookup alone, fetched and then checked"
    rows.append(_compare(naive, lambda pk: _fetch_then_check(pk, mensen.carla.pk), key, keer))
    return rows


def _world(mensen: Any) -> dict[str, tuple[Callable[[UUID], str], UUID]]:
    """A case that Carla has no part in, with something of every kind: how to ask for it, and its key."""
    from django.utils import timezone

    from deelwijs.casus.bestanden import Goedgekeurd
    from deelwijs.casus.models import Bijlage
    from deelwijs.casus.schrijven import Gegeven
    from deelwijs.logboek.kring import in_kring
    from deelwijs.overleg.actions import breng_in
    from deelwijs.overleg.tests.begin import jongere
    from deelwijs.verstrekking.tests.geval import geval

    g = geval(mensen)
    g.alles_in_orde(g.cel("dorien", "dat"))
    given = g.verstrek("dorien")
    who = jongere(g.casus, mensen.bram)
    file = Goedgekeurd("plan.pdf", "application/pdf", b"%PDF-1.7 leeg", False)
    with in_kring(mensen.bram.kring):
        datum = Gegeven("onderwijs", "Titel", "Tekst", "Bron", bijlagen=(file,))
        breng_in(betrokkene=who, gegeven=datum, door=mensen.bram, op=timezone.now())
        attachment = Bijlage.objects.get()
    casus, seat = g.casus.pk, g.zetels["dorien"].pk
    return {
        "case page": (lambda pk: f"/casus/{pk}/", casus),
        "inbreng": (lambda pk: f"/casus/{casus}/inbreng/{pk}/", g.datum.pk),
        "verstrekking": (lambda pk: f"/verstrekking/{pk}/", given.pk),
        "toets of a cell": (lambda pk: f"/casus/{casus}/verstrekken/{pk}/{seat}/dat/", g.datum.pk),
        "attachment": (lambda pk: f"/casus/{casus}/bijlage/{pk}/", attachment.pk),
    }


def _in_one(key: UUID, wie: Any) -> bool:
    """As the program does: one question, with who asks inside it."""
    from deelwijs.casus.models import Casus
    from deelwijs.logboek.kring import in_kring

    with in_kring(wie.kring):
        return Casus.objects.visible_to(wie).filter(pk=key).first() is not None


def _fetch_then_check(key: UUID, wie: UUID) -> None:
    """As a program does that looks the row up first: one more question to the database when it is there."""
    from django.db import connections

    from deelwijs.casus.models import Casus
    from deelwijs.logboek.kring import Kring, in_kring

    with in_kring(Kring(rol="onderhoud"), using="eigenaar"), connections["eigenaar"].cursor() as cursor:
        cursor.execute("SELECT * FROM casus_casus WHERE id = %s", [key])
        row = cursor.fetchone()
        if row is not None:
            Casus(pk=row[0])
            cursor.execute("SELECT 1 FROM casus_toegang WHERE casus_id = %s AND medewerker_id = %s", [key, wie])
            cursor.fetchone()


def _compare(name: str, ask: Callable[[UUID], object], key: UUID, keer: int) -> list[str]:
    chance = random.Random(1)
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(keer + OPWARMEN):
        order = [True, False] if chance.random() < 0.5 else [False, True]
        for theirs in order:
            pk = key if theirs else uuid4()
            began = time.perf_counter()
            ask(pk)
            took = time.perf_counter() - began
            if number >= OPWARMEN:
                times[theirs].append(took)
    middle = {kind: sorted(found)[len(found) // 2] * 1e6 for kind, found in times.items()}
    value = auc(times[True], times[False])
    inside = "" if name.startswith("power") or RUIS[0] <= value <= RUIS[1] else " (**outside 0.45-0.55**)"
    return [name, f"{middle[True]:.0f}", f"{middle[False]:.0f}", f"{value:.3f}{inside}"]


def auc(one: list[float], other: list[float]) -> float:
    """Return how often a value of `one` is the larger of a random pair; 0.5 tells nothing apart."""
    ranked = sorted([(value, True) for value in one] + [(value, False) for value in other])
    total, at = 0.0, 0
    while at < len(ranked):  # equal values share their rank
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += sum(mine for _, mine in ranked[at:end]) * (at + 1 + end) / 2
        at = end
    return (total - len(one) * (len(one) + 1) / 2) / (len(one) * len(other))


if __name__ == "__main__":
    main()
