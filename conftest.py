# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What all tests share, those in `tests/` and those beside the code: a database, a running program, a browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from deelwijs.config import demo
from deelwijs.config.database import Server
from deelwijs.config.plek import var

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_CHROMIUM = (
    "GEEN BROWSERTESTS: er is geen Chromium gevonden. Installeer die (op Debian en Ubuntu: "
    "sudo apt install chromium) en draai opnieuw."
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser; leave it out where there is none."""
    for item in items:
        if "page" in getattr(item, "fixturenames", ()) or "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
        if item.get_closest_marker("django_db"):
            item.add_marker("postgres")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly that the browser tests did not run."""
    if not CHROMIUM:
        terminalreporter.section("let op", sep="!", red=True, bold=True)
        terminalreporter.line(NO_CHROMIUM, red=True, bold=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A running PostgreSQL: the one of this checkout, which the demo uses too, but never the demo's database."""
    with Server(var() / "postgres").in_use() as server:
        yield server


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Have the server running before Django makes its test database; not with a DATABASE_URL of one's own."""
    if not os.environ.get("DATABASE_URL"):
        request.getfixturevalue("postgres")


@pytest.fixture(scope="session")
def adres() -> Iterator[str]:
    """The address of the running program, as a visitor meets it: gunicorn and all."""
    listener = demo.listen(None, first=0)
    with listener, demo.server(listener) as process:
        address = f"http://{demo.HOST}:{listener.getsockname()[1]}"
        demo.wait_for_answer(f"{address}/gezond", process)
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The Chromium of the system; as root it refuses its own sandbox."""
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": sandbox}


@pytest.fixture(scope="session")
def base_url(adres: str) -> str:
    """So that page.goto("/") is a page of ours."""
    return adres


@pytest.fixture
def toegankelijk() -> Callable[[Any], None]:
    """A check that a page, as it stands now, breaks no rule of WCAG 2.2 AA that axe can see."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def check(page: Any) -> None:
        found = axe.run(page, options={"runOnly": WCAG})
        assert not found.response["violations"], found.generate_report()

    return check


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder of the project."""
    return Path(__file__).parent
