# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the log costs beside a plain table with the same columns: writing, and then sealing and checking it.

    python -m bench.logboek [--regels 20000] [--niet-schrijven]

Works on the database of the demo's server, under a name of its own that is thrown away afterwards.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

from bench.verslag import VAR, machine, publish, table, thousands

NAAM = "deelwijs_bench_logboek"
RONDES = 5


def main() -> None:
    """Measure and publish."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--regels", type=int, default=20_000)
    ontleder.add_argument("--niet-schrijven", action="store_true")
    keuze = ontleder.parse_args()
    from deelwijs.config.database import OWNER, RUNTIME, Server
    from deelwijs.config.plek import var

    with Server(var() / "postgres").in_use() as server, tempfile.TemporaryDirectory(dir=VAR) as folder:
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
            _measure(keuze.regels, Path(folder) / "logboek.pem")
        finally:
            from django.db import connections

            connections.close_all()
            admin(f"DROP DATABASE IF EXISTS {NAAM} WITH (FORCE)")


def _measure(regels: int, sleutel: Path) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    settings.DEELWIJS_LOGSLEUTEL = str(sleutel)
    call_command("migrate", "logboek", database="eigenaar", verbosity=0)
    with connections["eigenaar"].cursor() as cursor:
        cursor.execute("CREATE TABLE gewoon (LIKE logboek_regel INCLUDING IDENTITY INCLUDING INDEXES)")
        cursor.execute("CREATE TABLE kaal (LIKE logboek_regel INCLUDING IDENTITY)")

    from deelwijs.logboek import actions
    from deelwijs.logboek.controle import controleer
    from deelwijs.logboek.kring import Kring, in_kring
    from deelwijs.logboek.sleutel import load
    from deelwijs.logboek.zegel import verzegel

    actor = Kring(medewerker=uuid4(), partij=uuid4())

    def write(tabel: str, aantal: int, per: int) -> float:
        actions._INSERT, before = actions._INSERT.replace("logboek_regel", tabel), actions._INSERT
        begin = time.perf_counter()
        for _ in range(aantal // per):
            with in_kring(actor):
                actions.log_many(
                    "ingezien",
                    [{"betrokkene": uuid4(), "onderwerp": ("inbreng", uuid4())} for _ in range(per)],
                    op=datetime.now(UTC), door=actor.medewerker, casus=uuid4(), categorie="verzuim",
                )  # fmt: skip
        actions._INSERT = before
        return aantal / (time.perf_counter() - begin)

    rijen = []
    tabellen = {"kaal": "plain table, no index", "gewoon": "plain table, same indexes", "logboek_regel": "the log"}
    for per in (1, 50):
        speed: dict[str, list[float]] = {tabel: [] for tabel in tabellen}
        for ronde in range(RONDES + 1):
            for tabel in tabellen:
                found = write(tabel, 400 if per == 1 else regels // 10, per)
                if ronde:  # the first round only warms
                    speed[tabel].append(found)
        plain = median(speed["gewoon"])
        for tabel, naam in tabellen.items():
            rijen.append(
                (f"{naam}, {per} a transaction", thousands(median(speed[tabel])), f"{median(speed[tabel]) / plain:.2f}")
            )
    write("logboek_regel", regels // 50 * 50, 50)
    seal, _ = _timed(lambda: verzegel(op=datetime.now(UTC)))
    check, rapport = _timed(lambda: controleer(load().vertrouwd))
    assert rapport.goed
    assert rapport.open == 0
    deel = table(("writing", "lines/s", "x plain table"), rijen)
    rest = table(
        ("afterwards", "lines", "lines/s"),
        [("sealing", thousands(rapport.regels), thousands(rapport.regels / seal)),
         ("checking", thousands(rapport.regels), thousands(rapport.regels / check))],
    )  # fmt: skip
    publish("logboek", f"{machine()} Medians of {RONDES} rounds that take turns.\n\n{deel}\n\n{rest}")


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.perf_counter()
    found = work()
    return time.perf_counter() - begin, found


if __name__ == "__main__":
    main()
