# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What a page costs with a country of cases in the database, beside the same page with few: the same people, the same run.

    python -m bench.paginas [--groot 430000] [--klein 1000] [--keer 200] [--map FOLDER] [--niet-schrijven]

Fills two databases with `deelwijs demo` in a folder of its own (one that is filled already is used as it is), starts the
real server beside each (gunicorn, two workers), logs in as people of the demo and asks the pages in turn: small, large,
small, large. The people measured and their cases are the same in both; only what lies around them differs.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.verslag import VAR, machine, publish, table, thousands

NAAM = "paginas"
GRENS_VERHOUDING, GRENS_VRAGEN = 1.5, 25
# page, who asks, address; the case is the widest of the country: ten data of who opened it, six receivers.
PAGINAS = (
    ("home", "Bram Oosterling", "/werk/"),
    ("home of who has 450 cases", "Dorien Halbertsma", "/werk/"),
    ("case", "Bram Oosterling", "/casus/{casus}/"),
    ("grid of 10 x 6", "Bram Oosterling", "/casus/{casus}/verstrekken/"),
    ("receiver's page", "Dorien Halbertsma", "/ontvangen/"),
)


def main() -> None:
    """Fill, measure and publish."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--groot", type=int, default=430_000)
    ontleder.add_argument("--klein", type=int, default=1_000)
    ontleder.add_argument("--keer", type=int, default=200)
    ontleder.add_argument("--map", type=Path, default=VAR / "bench-paginas")
    ontleder.add_argument("--bewaar", action="store_true", help="keep the databases for another run")
    ontleder.add_argument("--niet-schrijven", action="store_true")
    keuze = ontleder.parse_args()
    folders = {size: (keuze.map / f"{size}").absolute() for size in (keuze.klein, keuze.groot)}
    try:
        seconds = {size: _fill(folder, size) for size, folder in folders.items()}
        told = {size: _count_queries(folder) for size, folder in folders.items()}
        vragen = {size: said["vragen"] for size, said in told.items()}
        with contextlib.ExitStack() as stack:
            sites = {size: stack.enter_context(_site(folder)) for size, folder in folders.items()}
            tijden = _measure(sites, keuze.keer, told[keuze.klein]["casus"])
        _report(keuze, seconds, vragen, tijden, folders)
    finally:
        if not keuze.bewaar:
            for folder in folders.values():
                _stop(folder)
                shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("DEELWIJS_", "DATABASE_"))}
    return {**ours, "DEELWIJS_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "deelwijs.config.settings"}


def _fill(folder: Path, size: int) -> float:
    begun = time.monotonic()
    command = [sys.executable, "-m", "deelwijs", "demo", "--jongeren", str(size)]
    subprocess.run(command, env=_environment(folder), check=True)
    return time.monotonic() - begun


def _stop(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "deelwijs.config.database", "stop"], env=_environment(folder), check=False)


@contextlib.contextmanager
def _site(folder: Path) -> Iterator[str]:
    """The address of a running program on this folder."""
    command = [sys.executable, "-m", "deelwijs.config.demo", "--geen-browser"]
    with subprocess.Popen(command, env=_environment(folder), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if found := re.search(r"draait op (\S+)", line):
                    yield found.group(1)
                    return
            raise SystemExit("The program did not start.")
        finally:
            process.terminate()


class Bezoeker:
    """Somebody with a browser: logged in for real, with a session and its cookies."""

    def __init__(self, site: str, naam: str) -> None:
        self.site = site
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(CookieJar())
        )
        self.open = opener.open
        page = self.open(f"{site}/account/inloggen/").read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        button = re.search(rf'value="([0-9a-f-]{{36}})"(?:(?!value=).)*?{re.escape(naam)}', page, re.S)
        if not token or not button:
            raise SystemExit(f"No button to log in as {naam}.")
        data = {"csrfmiddlewaretoken": token.group(1), "wie": button.group(1)}
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{site}/account/persona/", urllib.parse.urlencode(data).encode(), headers={"Referer": site}
        )
        self.open(request).read()

    def ask(self, path: str) -> float:
        """Ask a page and return how many seconds it took, the last byte included."""
        begun = time.perf_counter()
        with self.open(self.site + path) as answer:
            body = answer.read()
        took = time.perf_counter() - begun
        if answer.url != self.site + path or b"</html>" not in body:
            raise SystemExit(f"{path} gave another page: {answer.url}")
        return took


def _measure(sites: dict[int, str], keer: int, casus: str) -> dict[int, dict[str, list[float]]]:
    visitors = {
        (size, naam): Bezoeker(site, naam) for size, site in sites.items() for naam in {wie for _, wie, _ in PAGINAS}
    }
    times: dict[int, dict[str, list[float]]] = {size: {page: [] for page, _, _ in PAGINAS} for size in sites}
    for ronde in range(-10, keer):  # the first to warm
        for page, wie, path in PAGINAS:
            for size in sites:
                took = visitors[size, wie].ask(path.format(casus=casus))
                if ronde >= 0:
                    times[size][page].append(took)
    return times


def _count_queries(folder: Path) -> dict[str, Any]:
    """Ask each page in one process, through the whole middleware, and count what goes to the database."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.paginas_vragen"], env=_environment(folder), check=True, capture_output=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _report(
    keuze: argparse.Namespace,
    seconds: dict[int, float],
    vragen: dict[int, dict[str, int]],
    tijden: dict[int, dict[str, list[float]]],
    folders: dict[int, Path],
) -> None:
    rows, missed = [], []
    for page, _, _ in PAGINAS:
        small, large = tijden[keuze.klein][page], tijden[keuze.groot][page]
        ratio = _at(large, 95) / _at(small, 95)
        queries = (vragen[keuze.klein][page], vragen[keuze.groot][page])
        if ratio > GRENS_VERHOUDING or max(queries) > GRENS_VRAGEN or queries[0] != queries[1]:
            missed.append(page)
        rows.append(
            (
                page, *(f"{_at(t, p) * 1000:.0f}" for t in (small, large) for p in (50, 95)),
                f"{_at(large, 50) / _at(small, 50):.2f}", f"{ratio:.2f}", *queries,
            )
        )  # fmt: skip
    kop = (
        "page", "p50 ms, small", "p95 ms, small", "p50 ms, large", "p95 ms, large", "ratio p50", "ratio p95",
        "queries, small", "queries, large",
    )  # fmt: skip
    gigabytes = sum(f.stat().st_size for f in folders[keuze.groot].rglob("*") if f.is_file()) / 1e9
    verdict = "met" if not missed else f"**missed** ({', '.join(missed)})"
    publish(
        NAAM,
        f"""{machine()}

{thousands(keuze.klein)} cases beside {thousands(keuze.groot)}; {keuze.keer} times each page, in turn, through gunicorn with 2 workers; one visitor at a time.

{table(kop, rows)}

Targets: p95 at most {GRENS_VERHOUDING} times that with few cases, and the same number of queries, at most {GRENS_VRAGEN}: {verdict}.
Filling the large database took {seconds[keuze.groot] / 60:.1f} minutes (0.0: it was there already); it takes {gigabytes:.1f} GB.""",
    )


def _at(tijden: list[float], deel: int) -> float:
    return quantiles(tijden, n=100, method="inclusive")[deel - 1]


if __name__ == "__main__":
    main()
