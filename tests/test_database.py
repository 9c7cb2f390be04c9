# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The bundled PostgreSQL: a real server, started, used, broken and stopped."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from deelwijs.config import omgeving
from deelwijs.config.database import OWNER, RUNTIME, Server
from deelwijs.config.postgres import GeenDatabase, socket_folder

pytestmark = pytest.mark.postgres


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of this test alone."""
    server = Server(tmp_path / "met spatie en 'aanhaling'")
    yield server
    server.stop()


def test_it_starts_is_reused_and_stops(server: Server) -> None:
    with server.in_use():
        first = (server.data / "postmaster.pid").read_text().splitlines()[0]
        with Server(server.folder).in_use() as second:
            assert (second.data / "postmaster.pid").read_text().splitlines()[0] == first
        assert server.answers(), "whoever leaves first stops nothing"
    assert not server.answers()
    assert not (server.data / "postmaster.pid").exists()


def test_data_is_still_there_after_a_stop_and_after_a_crash(server: Server) -> None:
    with server.in_use(), psycopg.connect(server.url(OWNER)) as owner:
        owner.execute("CREATE TABLE proef (naam text)")
        owner.execute("INSERT INTO proef VALUES ('gebleven')")
    with server.in_use():
        pid = int((server.data / "postmaster.pid").read_text().splitlines()[0])
        os.kill(pid, signal.SIGKILL)
        while server.answers():
            pass
        server.start()
        with psycopg.connect(server.url(OWNER)) as owner:
            assert owner.execute("SELECT naam FROM proef").fetchall() == [("gebleven",)]


def test_wiping_begins_empty_but_not_under_somebody_elses_feet(server: Server) -> None:
    with server.in_use():
        with psycopg.connect(server.url(OWNER)) as owner:
            owner.execute("CREATE TABLE proef (naam text)")
        with pytest.raises(GeenDatabase, match="in gebruik"):
            Server(server.folder).wipe()
    server.wipe()
    with server.in_use(), psycopg.connect(server.url(OWNER)) as owner:
        assert owner.execute("SELECT to_regclass('proef')").fetchone() == (None,)


def test_no_network_and_no_other_user_reaches_it(postgres: Server) -> None:
    with psycopg.connect(postgres.url("postgres")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert postgres.socket.stat().st_mode & 0o077 == 0
    assert postgres.data.stat().st_mode & 0o077 == 0


def test_the_runtime_role_can_work_but_owns_nothing(server: Server) -> None:
    with server.in_use():
        with psycopg.connect(server.url(OWNER)) as owner:
            owner.execute("CREATE TABLE proef (id bigserial PRIMARY KEY, partij text NOT NULL)")
        with psycopg.connect(server.url(RUNTIME)) as program:
            program.execute("INSERT INTO proef (partij) VALUES ('school')")
            assert program.execute("SELECT partij FROM proef").fetchall() == [("school",)]
        for forbidden in (
            "CREATE TABLE nieuw (id int)",
            "ALTER TABLE proef ADD COLUMN meer int",
            "DROP TABLE proef",
            "TRUNCATE proef",
            "ALTER TABLE proef DISABLE ROW LEVEL SECURITY",
            "CREATE ROLE indringer SUPERUSER",
            "ALTER ROLE deelwijs BYPASSRLS",
            "SET ROLE deelwijs_eigenaar",
        ):
            with psycopg.connect(server.url(RUNTIME)) as program, pytest.raises(psycopg.errors.InsufficientPrivilege):
                program.execute(forbidden)  # type: ignore[call-overload]


@pytest.mark.parametrize("switched_on", [True, False])
def test_row_level_security_binds_the_runtime_role(server: Server, switched_on: bool) -> None:
    # With the lock off the row shows: so what this test sees is the lock, not an empty table.
    with server.in_use():
        with psycopg.connect(server.url(OWNER)) as owner:
            owner.execute("CREATE TABLE proef (partij text)")
            owner.execute("INSERT INTO proef VALUES ('school'), ('gemeente')")
            if switched_on:
                owner.execute("ALTER TABLE proef ENABLE ROW LEVEL SECURITY")
                owner.execute("ALTER TABLE proef FORCE ROW LEVEL SECURITY")
                owner.execute("CREATE POLICY eigen ON proef USING (partij = current_setting('deelwijs.partij', true))")
        with psycopg.connect(server.url(RUNTIME)) as program:
            program.execute("SELECT set_config('deelwijs.partij', 'school', true)")
            seen = sorted(partij for (partij,) in program.execute("SELECT partij FROM proef"))
            with_bypass = program.execute("SELECT rolbypassrls, rolsuper FROM pg_roles WHERE rolname = current_user")
            assert with_bypass.fetchone() == (False, False)
    assert seen == (["school"] if switched_on else ["gemeente", "school"])


@pytest.mark.django_db
def test_django_works_as_the_runtime_role_in_a_database_of_the_owner() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
        )
        assert cursor.fetchone() == (RUNTIME, OWNER)


def test_a_long_path_gets_a_short_private_socket(tmp_path: Path) -> None:
    long = tmp_path / ("x" * 120)
    assert socket_folder(tmp_path / "kort").parent == tmp_path / "kort"
    assert len(os.fsencode(socket_folder(long))) < 100
    server = Server(long)
    with server.in_use():
        assert server.socket.stat().st_mode & 0o077 == 0


def test_it_works_below_a_folder_that_is_closed_to_others(tmp_path: Path) -> None:
    # Such as root's home: as root, the server runs as another user, who must get in all the same.
    closed = tmp_path / "thuis"
    closed.mkdir(mode=0o700)
    with Server(closed / "pg").in_use() as server:
        assert server.answers()
    assert closed.stat().st_mode & 0o777 == 0o700, "nothing was opened up for everybody"


def test_the_command_starts_and_stops_it(tmp_path: Path) -> None:
    environment = {**os.environ, "DEELWIJS_VAR": str(tmp_path)}

    def database(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "deelwijs.config.database", *arguments],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert database("start").returncode == 0
    assert "draait." in database("status").stdout
    assert database("stop").returncode == 0
    assert "draait niet" in database("status").stdout
    assert database("onzin").returncode == 2


def test_a_database_url_wins_and_a_wrong_one_is_not_repeated(tmp_path: Path) -> None:
    url = "postgresql://rol:ge%40heim@db.example:6543/naam?sslmode=verify-full"
    default = omgeving.databases({"DATABASE_URL": url}, tmp_path)["default"]
    assert {key: default[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "naam", "USER": "rol", "PASSWORD": "ge@heim", "HOST": "db.example", "PORT": "6543",
        "OPTIONS": {"sslmode": "verify-full"},
    }  # fmt: skip
    assert omgeving.databases({}, tmp_path)["default"]["USER"] == RUNTIME
    for wrong in (
        "mysql://geheim@h/n",
        "postgresql://geheim@h",
        "postgresql://geheim@h:x/n",
        "postgresql://geheim@h/n?x=1",
    ):
        with pytest.raises(ImproperlyConfigured) as fault:
            omgeving.databases({"DATABASE_URL": wrong}, tmp_path)
        assert "geheim" not in str(fault.value)
