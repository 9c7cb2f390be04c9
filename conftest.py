# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What all tests share, those in `tests/` and those beside the code: a database, a running program, a browser."""

import os
import shutil
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from deelwijs.config import demo
from deelwijs.config.database import Server
from deelwijs.config.plek import var
from deelwijs.convenant.gegevens import letters
from deelwijs.convenant.models import Convenant, ConvenantVersie, Toetreding
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij import sessies
from deelwijs.partij.models import Medewerker, Partij, Taak, Vertegenwoordiger
from deelwijs.partij.sessies import SessionStore
from deelwijs.toets.loader import load_shipped

# Playwright has a loop running in the thread of the tests, in which Django would refuse its database; nothing is async.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_CHROMIUM = (
    "GEEN BROWSERTESTS: er is geen Chromium gevonden. Installeer die (op Debian en Ubuntu: "
    "sudo apt install chromium) en draai opnieuw."
)
KEEP = {"django_migrations", "django_content_type", "auth_permission"}  # what migrating fills
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
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """A database of these tests: the owner's role makes it, the program's role uses it, so that every wall stands."""
    if not os.environ.get("DATABASE_URL"):
        request.getfixturevalue("postgres")
    owner, program = connections["eigenaar"], connections["default"]
    before = program.settings_dict["NAME"]
    # Each run has its own: two at once, as with xdist or in two terminals, do not tread on each other.
    owner.settings_dict["TEST"]["NAME"] = f"test_{before}_{os.getpid()}"
    with django_db_blocker.unblock():
        drop_leftovers(f"test_{before}_")
        name = owner.creation.create_test_db(verbosity=0, autoclobber=True)
        program.close()
        program.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        program.close()
        program.settings_dict["NAME"] = before
        owner.creation.destroy_test_db(before, verbosity=0)


def drop_leftovers(prefix: str) -> None:
    """Remove the databases of runs that were killed."""
    with connections["eigenaar"]._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
        for (name,) in cursor.fetchall():
            if name.removeprefix(prefix).isdigit() and not Path("/proc", name.removeprefix(prefix)).exists():
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@pytest.fixture
def echte_commits(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For what several connections must see: transactions really end. Afterwards the owner empties every table."""
    with django_db_blocker.unblock():
        yield
        connections["default"].close()
        with transaction.atomic(using="eigenaar"), connections["eigenaar"].cursor() as cursor:
            names = [name for name in connections["eigenaar"].introspection.table_names() if name not in KEEP]
            for name in names:  # an append-only table would refuse
                cursor.execute(f"ALTER TABLE {name} DISABLE TRIGGER USER")
            cursor.execute(f"TRUNCATE {', '.join(names)}")
            for name in names:
                cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        connections["eigenaar"].close()


@pytest.fixture(scope="session")
def adres() -> Iterator[str]:
    """The address of the running program, as a visitor meets it: gunicorn and all."""
    listener = demo.listen(None, first=0)
    with ExitStack() as until_the_end:
        until_the_end.enter_context(listener)
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("DEELWIJS_DEMOREGIO", "")  # the public pages ask the database nothing; none need run
            process = until_the_end.enter_context(demo.server(listener))
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


@dataclass(frozen=True)
class Mensen:
    """The people of the tests and the agreement that binds them. Carla's school is in no case of theirs."""

    anouk: Medewerker  # jeugdarts
    bram: Medewerker  # intern begeleider van school De Wilg
    carla: Medewerker  # the same at another school
    dorien: Medewerker  # toegang tot jeugdhulp van de gemeente
    emre: Medewerker  # leerplichtambtenaar van dezelfde gemeente
    fatima: Medewerker  # trajectbegeleider van het samenwerkingsverband
    gerda: Medewerker  # FG of Bram's school
    hugo: Medewerker  # manages the region; sees no case
    ilse: Medewerker  # Bram's colleague, no part in his cases; manages the people of the school
    versie: ConvenantVersie


@pytest.fixture
def mensen(db: None) -> Mensen:
    """The people of the tests, in a region with an agreement in force."""
    return maak_mensen()


def maak_mensen() -> Mensen:
    """Make these people in the database of the tests."""
    with in_kring(Kring(rol="beheer")):
        partijen = {
            naam: Partij.objects.create(naam=naam, soort=soort, plaats="Oudvliet")
            for naam, soort in (
                ("JGZ Vlietlanden", "jeugdgezondheidszorg"),
                ("De Wilg", "school"),
                ("De Beuk", "school"),
                ("Gemeente Oudvliet", "gemeente"),
                ("SWV Vlietlanden", "samenwerkingsverband"),
            )
        }

        def person(naam: str, partij: str, taak: str, functie: str, *rollen: str) -> Medewerker:
            soort = Taak.objects.get_or_create(partij=partijen[partij], soort=taak)[0] if taak else None
            return Medewerker.objects.create(
                partij=partijen[partij],
                taak=soort,
                naam=naam,
                functie=functie,
                email=f"{naam.lower()}@vlietlanden.example",
                rollen=list(rollen),
            )

        people = {
            "anouk": person("Anouk", "JGZ Vlietlanden", "jeugdgezondheidszorg", "jeugdarts", "aanspreekpunt"),
            "bram": person("Bram", "De Wilg", "school_vo", "intern begeleider", "aanspreekpunt"),
            "carla": person("Carla", "De Beuk", "school_vo", "intern begeleider", "aanspreekpunt"),
            "dorien": person("Dorien", "Gemeente Oudvliet", "gemeente_jeugd", "consulent jeugd", "aanspreekpunt"),
            "emre": person("Emre", "Gemeente Oudvliet", "gemeente_leerplicht", "leerplichtambtenaar", "aanspreekpunt"),
            "fatima": person(
                "Fatima",
                "SWV Vlietlanden",
                "samenwerkingsverband",
                "trajectbegeleider",
                "aanspreekpunt",
            ),
            "gerda": person("Gerda", "De Wilg", "", "functionaris gegevensbescherming", "fg"),
            "hugo": person("Hugo", "SWV Vlietlanden", "", "beheerder", "beheer"),
            "ilse": person("Ilse", "De Wilg", "school_vo", "teamleider", "personeel"),
        }
        convenant = Convenant.objects.create(naam="Convenant Vlietlanden", regio="Vlietlanden")
        kennis = load_shipped(voorbeelden=False)
        versie = ConvenantVersie.objects.create(
            convenant=convenant,
            nummer=1,
            geldig_vanaf=date(2024, 1, 1),
            status=ConvenantVersie.VASTGESTELD,
            doelen=sorted(kennis.feiten["doel"].antwoorden),
            categorieen=sorted(letters()),
            overlegtypen=[
                "loket_voorschool", "vot", "team_schoolondersteuning", "loket_onderwijs", "thuiszitterstafel",
                "mdo_zat", "uitstroomoverleg", "onderwijsloket",
            ],
        )  # fmt: skip
        for partij in partijen.values():
            tekent = Vertegenwoordiger.objects.create(
                partij=partij,
                naam="Bestuurder",
                functie="bestuurder",
                mandaat="statuten",
                geldig_vanaf=date(2024, 1, 1),
            )
            Toetreding.objects.create(
                versie=versie,
                partij=partij,
                getekend_door=tekent,
                getekend_op=date(2024, 1, 1),
                bekendgemaakt_op=date(2024, 1, 1),
            )
    return Mensen(**people, versie=versie)


def sessie(medewerker: Medewerker, *, factoren: bool = True, bevestigd: bool = True) -> str:
    """Make a session as logging in makes it, and return its key.

    `factoren`: with a second factor; `bevestigd`: shown so recently that nothing asks for it again.
    """
    store = SessionStore()
    store[SESSION_KEY] = str(medewerker.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = medewerker.get_session_auth_hash()
    store[sessies.FACTOREN] = factoren
    store[sessies.BEGONNEN] = timezone.now().isoformat()
    store[sessies.APPARAAT] = "de tests"
    if factoren and bevestigd:
        store["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
        store["account_authentication_methods_user"] = str(medewerker.pk)
    store.create()
    return str(store.session_key)


@pytest.fixture
def ingelogd() -> Callable[..., Client]:
    """ingelogd(client, mensen.bram): this client, logged in as Bram with both factors; see `sessie` for the rest."""

    def log_in(client: Client, medewerker: Medewerker, **hoe: bool) -> Client:
        client.cookies[settings.SESSION_COOKIE_NAME] = sessie(medewerker, **hoe)
        return client

    return log_in


@dataclass(frozen=True)
class Levend:
    """The running program on the database of the tests, with its people."""

    adres: str  # on localhost by name: a passkey is bound to a name
    mensen: Mensen

    def log_in(self, context: Any, medewerker: Medewerker, **hoe: bool) -> None:
        """Give a browser context of Playwright the session of somebody."""
        key = sessie(medewerker, **hoe)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.adres}])


@pytest.fixture(scope="session")
def programma(django_db_setup: None) -> Iterator[str]:
    """The address of the running program on the database of the tests; it sees what is committed. Use `levend`."""
    here = connections["default"].settings_dict
    login = quote(here["USER"]) + (f":{quote(here['PASSWORD'])}" if here["PASSWORD"] else "")
    host = f"?host={quote(here['HOST'], safe='')}" if here["HOST"].startswith("/") else ""
    place = "" if host else here["HOST"] + (f":{here['PORT']}" if here["PORT"] else "")
    listener = demo.listen(None, first=0)
    with ExitStack() as until_the_end:
        until_the_end.enter_context(listener)
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("DATABASE_URL", f"postgresql://{login}@{place}/{quote(here['NAME'])}{host}")
            environment.setenv("DEELWIJS_GEHEIM", settings.SECRET_KEY)
            environment.setenv("DEELWIJS_DEMOREGIO", "")
            process = until_the_end.enter_context(demo.server(listener))
        demo.wait_for_answer(f"http://{demo.HOST}:{listener.getsockname()[1]}/gezond", process)
        yield f"http://localhost:{listener.getsockname()[1]}"


@pytest.fixture
def levend(echte_commits: None, programma: str) -> Levend:
    """levend.adres and levend.log_in(page.context, levend.mensen.bram): a browser in the real program as Bram.

    What a test makes with `in_kring` is really committed, and gone after it. Not together with `mensen` or `db`.
    """
    return Levend(programma, maak_mensen())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """Let what a test logged travel between processes, also when it threw half characters at the program."""
    report = yield
    report.sections = [(name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections]
    return report
