# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""PostgreSQL for the demo and the tests: taken from the installed wheel, kept in one folder, started when asked for.

    python -m deelwijs.config.database start | stop | status

Nobody but this user (and root) can reach the server: it listens on a socket in a private folder and on no network.
Production sets DATABASE_URL and never comes here.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from deelwijs.config.postgres import (
    GeenDatabase,
    find_programs,
    major,
    make_private,
    own_by_server,
    run_as,
    socket_folder,
)

OWNER = "deelwijs_eigenaar"  # owns the tables; migrations only
RUNTIME = "deelwijs"  # the program: no owner, no superuser, cannot pass by row-level security
NAME = "deelwijs"


class Server:
    """One PostgreSQL server in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self.programs = find_programs()
        self.data = self.folder / f"data-{major(self.programs)}"
        self.log = self.folder / "postgres.log"
        self.socket = socket_folder(self.folder)

    def url(self, role: str = RUNTIME, name: str = NAME) -> str:
        """Return the address of a database on this server, for psycopg and for DATABASE_URL."""
        return f"postgresql://{role}@/{name}?host={quote(str(self.socket), safe='')}"

    @contextlib.contextmanager
    def in_use(self) -> Iterator["Server"]:
        """Have the server running inside the block; whoever leaves last stops it, also after a crash of another."""
        import fcntl

        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "gebruik.lock").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                self.start()
                yield self
            finally:
                # Exclusive means: nobody else uses it. Held while stopping, so that a newcomer waits and starts anew.
                with contextlib.suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self.stop()

    def wipe(self) -> None:
        """Stop the server and throw all its data away.

        :raises GeenDatabase: somebody else uses it now.
        """
        import fcntl

        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "gebruik.lock").open("w") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as fault:
                raise GeenDatabase(
                    "De database is in gebruik, door een andere demo of door de tests. Stop die en start dan opnieuw."
                ) from fault
            self.stop()
            shutil.rmtree(self.data, ignore_errors=True)

    def answers(self) -> bool:
        """Whether the server runs and takes connections."""
        try:
            psycopg.connect(self.url("postgres", "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Start the server, make it first if need be; nothing happens when it already runs.

        :raises GeenDatabase: PostgreSQL would not start; carries the last line of its log.
        """
        import fcntl

        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "start.lock").open("w") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            if self.answers():
                return
            for folder in (self.data, self.socket, self.folder / "tmp"):
                make_private(folder)
            if not (self.data / "PG_VERSION").exists():
                self.run("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
            self.configure()
            self.launch()
            self.make_roles()

    def launch(self) -> None:
        """Start the server on data that is there. After a crash its last processes may take a moment to leave."""
        for moment in range(20):
            try:
                self.run("pg_ctl", "-w", "-t", "60", "-s", "-l", str(self.data / "server.log"), "start")
            except GeenDatabase:
                if moment == 19 or not (self.data / "postmaster.pid").exists():
                    raise
                time.sleep(0.5)
            else:
                return

    def stop(self) -> None:
        """Stop the server and wait until everything is written; nothing happens when it does not run."""
        if (self.data / "postmaster.pid").exists():
            try:
                self.run("pg_ctl", "-w", "-t", "60", "-s", "-m", "fast", "stop")
            except GeenDatabase:
                if self.answers():  # otherwise it was gone already, and left its file behind
                    raise

    def configure(self) -> None:
        """Write what is different from PostgreSQL's own defaults."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            "log_min_messages": "warning",
            "log_statement": "none",
            "log_parameter_max_length_on_error": "0",  # values of a failed statement stay out of the log
            "log_min_error_statement": "panic",
        }
        lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in settings.items()]
        conf = self.data / "deelwijs.conf"
        conf.write_text("".join(lines), encoding="utf-8")
        own_by_server(conf)
        main = self.data / "postgresql.conf"
        if "deelwijs.conf" not in main.read_text(encoding="utf-8"):
            with main.open("a", encoding="utf-8") as file:
                file.write("include 'deelwijs.conf'\n")

    def make_roles(self) -> None:
        """Make the two roles and the database, each only when it is not there yet."""
        with psycopg.connect(self.url("postgres", "template1"), autocommit=True) as template:
            have = {name for (name,) in template.execute("SELECT rolname FROM pg_roles")}
            if OWNER not in have:
                # CREATEDB: the tests make a database of their own.
                template.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(OWNER)))
            if RUNTIME not in have:
                template.execute(sql.SQL("CREATE ROLE {} LOGIN NOBYPASSRLS").format(sql.Identifier(RUNTIME)))
            # In template1, so that every database made later has it too.
            template.execute(sql.SQL("GRANT CREATE, USAGE ON SCHEMA public TO {}").format(sql.Identifier(OWNER)))
            for what, rights in (("TABLES", "SELECT, INSERT, UPDATE, DELETE"), ("SEQUENCES", "USAGE, SELECT")):
                template.execute(
                    sql.SQL(
                        f"ALTER DEFAULT PRIVILEGES FOR ROLE {{}} IN SCHEMA public GRANT {rights} ON {what} TO {{}}"
                    ).format(sql.Identifier(OWNER), sql.Identifier(RUNTIME))
                )
            there = template.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone()
        if not there:
            with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(NAME), sql.Identifier(OWNER))
                )

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs on this data folder, as the server's user."""
        # A server that inherits PG* would listen to settings of another one; TMPDIR is shared between users.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        environment |= {"TMPDIR": str(self.folder / "tmp"), "LC_ALL": "C"}
        prefix, identity = run_as(self.programs / "postgres", self.data)
        command = [*prefix, str(self.programs / program), "-D", str(self.data), *arguments]
        # Output goes to a file: a pipe would stay open for as long as the server that pg_ctl leaves behind.
        with self.log.open("w", encoding="utf-8") as log:
            try:
                done = subprocess.run(
                    command,
                    env=environment,
                    cwd=self.folder,
                    stdout=log,
                    stderr=log,
                    stdin=subprocess.DEVNULL,
                    **identity,
                )
            except OSError as fault:
                raise GeenDatabase(
                    f"PostgreSQL doet het niet: {command[0]} is niet te starten ({fault.strerror})."
                ) from fault
        if done.returncode:
            said = [self.log, self.data / "server.log"]
            lines = [line for path in said if path.exists() for line in path.read_text("utf-8", "replace").splitlines()]
            last = next((line.strip() for line in reversed(lines) if line.strip()), "niets")
            raise GeenDatabase(
                f"PostgreSQL doet het niet: {program} is gestopt met code {done.returncode} en zei: {last} "
                f"Kijk in {self.data / 'server.log'}, of zet DATABASE_URL naar een eigen PostgreSQL."
            )


def main(arguments: list[str]) -> int:
    """Start, stop or look at the database of this checkout."""
    from deelwijs.config.plek import var

    try:
        server = Server(var() / "postgres")
        match arguments:
            case ["start"]:
                server.start()
                print(f"De database draait: {server.url()}")
            case ["stop"]:
                server.stop()
                print("De database is gestopt.")
            case ["status"]:
                print("De database draait." if server.answers() else "De database draait niet.")
            case _:
                print("Gebruik: python -m deelwijs.config.database start | stop | status", file=sys.stderr)
                return 2
    except GeenDatabase as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
