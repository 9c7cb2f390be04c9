# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Does logging in tell who has an account, and how long does it take? Measured on the running program.

    python -m bench.inloggen [--keer 300] [--niet-schrijven]

Wrong passwords for known and for unknown names in turn, each from a network address of its own so that nobody is locked
out. The AUC is the chance that a known name took longer than an unknown one: 0.5 tells nothing. As a check of the
measuring itself the same is done with a login that does no work for an unknown name. Then 1,000 guesses at one account
from invented addresses, and pairs of logins side by side.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from statistics import median
from urllib.parse import urlencode

from bench.verslag import machine, publish, table, thousands

NAAM = "deelwijs_bench_inloggen"
WACHTWOORD = "vier losse woorden samen"
INLOGGEN = "/account/inloggen/"


def main() -> None:
    """Measure and publish."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--keer", type=int, default=300, help="how many times known, and how many times unknown")
    ontleder.add_argument("--niet-schrijven", action="store_true")
    keer = ontleder.parse_args().keer
    with program() as port:
        known, unknown = in_turn(port, "bram@vlietlanden.example", lambda: f"{secrets.token_hex(4)}@x.example", keer)
        first = guesses(port, 1000)
        pairs = side_by_side(port, 60)
    lazy_known, lazy_unknown = lazy(40)
    rows = [
        ["known name", f"{median(known):.1f}", f"{p95(known):.1f}"],
        ["unknown name", f"{median(unknown):.1f}", f"{p95(unknown):.1f}"],
        ["right password, 2 at a time", f"{median(pairs):.1f}", f"{p95(pairs):.1f}"],
    ]
    publish(
        "inloggen",
        f"{machine()}\n\n{table(['ms for one login', 'median', 'p95'], rows)}\n\n"
        f"Known told from unknown over {keer} + {keer} requests: AUC {auc(known, unknown):.3f} "
        f"(± {spread(keer):.3f} by chance alone). A login that does no work for an unknown name: "
        f"AUC {auc(lazy_known, lazy_unknown):.3f}.\n\n"
        f"Of {thousands(1000)} guesses at one account from one address, each with another invented `X-Forwarded-For`, "
        f"the first {first} were compared with the password; from another address its owner logged in right after.",
    )


@contextmanager
def program() -> Iterator[int]:
    """Have the program running on a database of its own, with one person; give its port."""
    from deelwijs.config import demo
    from deelwijs.config.database import OWNER, RUNTIME, Server
    from deelwijs.config.plek import var

    with ExitStack() as until_the_end:
        server = until_the_end.enter_context(Server(var() / "postgres").in_use())
        import psycopg

        def admin(statement: str) -> None:
            with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
                connection.execute(statement)  # type: ignore[arg-type]

        admin(f"DROP DATABASE IF EXISTS {NAAM} WITH (FORCE)")
        admin(f"CREATE DATABASE {NAAM} OWNER {OWNER}")
        until_the_end.callback(admin, f"DROP DATABASE IF EXISTS {NAAM} WITH (FORCE)")
        os.environ |= {
            "DATABASE_URL": server.url(RUNTIME, NAAM),
            "DATABASE_EIGENAAR_URL": server.url(OWNER, NAAM),
            "DJANGO_SETTINGS_MODULE": "deelwijs.config.settings",
            "DEELWIJS_DEMOREGIO": "",
            "DEELWIJS_ACHTER_PROXY": "1",  # so that each request can come from an address of its own
        }
        _fill()
        listener = until_the_end.enter_context(demo.listen(None, first=0))
        process = until_the_end.enter_context(demo.server(listener))
        port: int = listener.getsockname()[1]
        demo.wait_for_answer(f"http://{demo.HOST}:{port}/gezond", process)
        yield port


def _fill() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from deelwijs.logboek.kring import Kring, in_kring
    from deelwijs.partij.models import Medewerker, Partij

    call_command("migrate", database="eigenaar", verbosity=0)
    with in_kring(Kring(rol="beheer")):
        partij = Partij.objects.create(naam="De Wilg", soort="school")
        for name in ("bram", "doel"):
            person = Medewerker(partij=partij, naam=name, functie="mentor", email=f"{name}@vlietlanden.example")
            person.set_password(WACHTWOORD)
            person.save(force_insert=True)
    connections.close_all()


Form = tuple[str, str]  # the cookie and the word of a form, which go together


def form_of(port: int, ip: str) -> Form:
    """Fetch the login page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", INLOGGEN, headers={"X-Forwarded-For": ip})
    page = connection.getresponse()
    cookie = (page.getheader("Set-Cookie") or "").split(";")[0]
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())
    connection.close()
    assert token
    return cookie, token[1]


def ask(port: int, form: Form, name: str, password: str, ip: str) -> tuple[float, int]:
    """Send a login and return how many milliseconds the answer took, and its status."""
    body = urlencode({"login": name, "password": password, "csrfmiddlewaretoken": form[1]})
    headers = {"Cookie": form[0], "X-Forwarded-For": ip, "Content-Type": "application/x-www-form-urlencoded"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.connect()
    begin = time.perf_counter()
    connection.request("POST", INLOGGEN, body, headers)
    answer = connection.getresponse()
    answer.read()
    spent = (time.perf_counter() - begin) * 1000
    connection.close()
    return spent, answer.status


def in_turn(port: int, known: str, unknown: Callable[[], str], keer: int) -> tuple[list[float], list[float]]:
    """Return the times of wrong passwords for a known name and for unknown ones, in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    form = form_of(port, "10.8.0.1")
    for number in range(keer + 5):
        for which, name in enumerate((known, unknown())):
            spent, _ = ask(port, form, name, "een verkeerd wachtwoord", f"10.{which}.{number // 250}.{number % 250}")
            if number >= 5:  # the first ones warm up
                times[which].append(spent)
    return times


def guesses(port: int, keer: int) -> int:
    """Return how many of these guesses from one address were counted as one, each with another forged header before it."""
    from axes.models import AccessAttempt
    from django.db.models import Sum

    form = form_of(port, "10.8.0.2")
    with ThreadPoolExecutor(4) as four:
        list(
            four.map(
                lambda n: ask(
                    port, form, "doel@vlietlanden.example", f"gok {n}", f"203.0.{n // 250}.{n % 250}, 192.0.2.99"
                ),
                range(keer),
            )
        )
    counted = AccessAttempt.objects.filter(username="doel@vlietlanden.example").aggregate(n=Sum("failures_since_start"))
    assert set(AccessAttempt.objects.filter(username__startswith="doel").values_list("ip_address", flat=True)) == {
        "192.0.2.99"
    }
    # 429: so many in one minute get no form at all.
    assert ask(port, form, "doel@vlietlanden.example", WACHTWOORD, "192.0.2.99")[1] in (200, 429)
    assert ask(port, form, "doel@vlietlanden.example", WACHTWOORD, "192.0.2.98")[1] == 302
    return int(counted["n"])


def side_by_side(port: int, keer: int) -> list[float]:
    """Return the times of right passwords, two at a time."""
    form = form_of(port, "10.8.0.3")
    with ThreadPoolExecutor(2) as two:
        return [
            spent
            for spent, _ in two.map(
                lambda n: ask(port, form, "bram@vlietlanden.example", WACHTWOORD, f"10.9.{n // 250}.{n % 250}"),
                range(keer),
            )
        ]


def lazy(keer: int) -> tuple[list[float], list[float]]:
    """The same with a login that compares nothing for an unknown name: what a measurement must be able to see."""
    from django.contrib.auth.hashers import check_password, make_password

    stored = make_password(WACHTWOORD)
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(keer):
        for which, encoded in enumerate((stored, None)):
            begin = time.perf_counter()
            if encoded:
                check_password("een verkeerd wachtwoord", encoded)
            times[which].append((time.perf_counter() - begin) * 1000)
    return times


def auc(longer: Sequence[float], shorter: Sequence[float]) -> float:
    """Return the chance that one of the first took longer than one of the second; a draw is half."""
    wins = sum((a > b) + (a == b) / 2 for a in longer for b in shorter)
    return wins / (len(longer) * len(shorter))


def spread(keer: int) -> float:
    """Return two standard deviations of an AUC of 0.5 with this many on each side."""
    return 2 * ((2 * keer + 1) / (12 * keer * keer)) ** 0.5


def p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    main()
