#!/usr/bin/env python3
# -*- coding: utf-8 -*-
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Set up, run and test Deelwijs, with nothing but Python.

    python3 start.py               run the demo
    python3 start.py test [...]    run all checks and tests; what follows goes to pytest
    python3 start.py install       only install; --test also installs what the tests need

This file parses on every Python since 3.6 and on 2.7, so that an old one gets a sentence instead of a SyntaxError:
no f-strings, annotations or keyword-only arguments here.
"""

from __future__ import print_function

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
WINDOWS = os.name == "nt"
BIN = os.path.join(VENV, "Scripts" if WINDOWS else "bin")
PYTHON = os.path.join(BIN, "python.exe" if WINDOWS else "python")
SETS = {"demo": ("build", "runtime"), "test": ("build", "runtime", "dev", "e2e")}
NO_NETWORK = (
    "dns error", "failed to lookup", "name or service not known", "temporary failure in name resolution",
    "error sending request", "tcp connect error", "connection refused", "connection reset", "network is unreachable",
    "newconnectionerror", "max retries exceeded", "proxyerror", "proxy", "timed out", "timeout",
    "could not connect", "failed to fetch", "no matching distribution found for uv",
)  # fmt: skip


class Stop(Exception):
    """Something is in the way; the message is for the user: what, why, what now."""


def main(arguments):
    """Do what the arguments ask and return the exit status."""
    command = arguments[0] if arguments and not arguments[0].startswith("-") else "demo"
    rest = arguments[1:] if arguments and arguments[0] == command else arguments
    if rest[:1] in (["-h"], ["--help"]) and command != "test":
        print(__doc__)
        print("    --poort N  --geen-browser  --schoon     demo: this port; open no browser; begin empty")
        return 0
    try:
        check_version(sys.version_info[:2], arguments)
        if command == "demo":
            install("demo")
            return run([PYTHON, "-m", "deelwijs.config.demo"] + rest, replace=True)
        if command == "install" and rest in ([], ["--test"]):
            install("test") if rest else install("demo")
            print("Deelwijs is geïnstalleerd in .venv. Start het met: python3 start.py")
            return 0
        if command == "test":
            install("test")
            return run([PYTHON, os.path.join(ROOT, "tests", "alles.py")] + rest, replace=True)
        raise Stop("Onbekende opdracht: {0}. Gebruik: python3 start.py [test | install]".format(" ".join(arguments)))
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def check_version(version, arguments):
    """Continue under a newer Python on PATH when this one is too old; raise Stop when there is none."""
    if version >= OLDEST:
        return
    for minor in (14, 13, 12, 11):
        newer = getattr(shutil, "which", lambda name: None)("python3.{0}".format(minor))
        if newer:
            sys.stdout.flush()
            raise SystemExit(subprocess.call([newer, os.path.abspath(__file__)] + arguments))
    raise Stop(
        "Deze Python is te oud: dit is {0}.{1}, Deelwijs heeft {2}.{3} of nieuwer nodig. "
        "Installeer een nieuwere Python en start daarmee opnieuw, bijvoorbeeld: python3.12 start.py".format(
            *(tuple(version) + OLDEST)
        )
    )


def install(name):
    """Make .venv hold what the locks of "demo" or "test" name, and deelwijs itself. Quick when it already does."""
    sets = SETS[name]
    stamp, wanted = os.path.join(VENV, "stempel-" + name), fingerprint(sets)
    if is_installed(stamp, wanted):
        return
    with only_one_at_a_time():
        if is_installed(stamp, wanted):
            return
        print("Deelwijs wordt klaargezet. Dat gebeurt de eerste keer, en na een nieuwe versie.", flush=True)
        uv = make_venv()
        locks = []
        for one in sets:
            locks += ["-r", os.path.join("requirements", one + ".txt")]
        fetch(
            [uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "--only-binary", ":all:"] + locks
        )
        # Editable, built by the backend that the locks just brought: this needs no network.
        fetch([uv, "pip", "install", "--quiet", "--python", PYTHON, "--no-build-isolation", "--no-deps", "--offline",
               "--reinstall-package", "deelwijs", "-e", "."])  # fmt: skip
        for done, its in SETS.items():
            if set(its) <= set(sets):  # who can test can run the demo
                with open(os.path.join(VENV, "stempel-" + done), "w") as file:
                    file.write(fingerprint(its))


def fingerprint(sets):
    """Everything that decides whether .venv is still right: locks, our own metadata, this folder, this Python."""
    digest = hashlib.sha256()
    for name in sorted(sets):
        digest.update(read(os.path.join(ROOT, "requirements", name + ".txt")))
    digest.update(read(os.path.join(ROOT, "pyproject.toml")))
    digest.update("{0} {1}".format(ROOT, sys.version_info[:2]).encode("utf-8"))
    return digest.hexdigest()


def is_installed(stamp, wanted):
    """Whether an earlier run finished the same work."""
    return os.path.exists(PYTHON) and os.path.exists(stamp) and read(stamp).decode("ascii") == wanted


def read(path):
    """The bytes of a file of ours; Stop when the checkout is incomplete."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Stop("Kan {0} niet lezen ({1}). Haal de map van Deelwijs opnieuw op.".format(path, error.strerror))


class only_one_at_a_time(object):
    """Two starts at once in one folder take turns."""

    def __enter__(self):
        try:
            os.makedirs(os.path.join(ROOT, "var"), exist_ok=True)
            self.file = open(os.path.join(ROOT, "var", "install.lock"), "w")
        except OSError as error:
            raise Stop(
                "Kan niet schrijven in {0} ({1}). Zet de map van Deelwijs op een plek waar u mag schrijven.".format(
                    ROOT, error.strerror
                )
            )
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(self.file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *exc_info):
        self.file.close()


def make_venv():
    """Make .venv unless it is there and works, and return the path of a uv."""
    if subprocess.call([PYTHON, "-c", ""], stderr=subprocess.DEVNULL) != 0 if os.path.exists(PYTHON) else True:
        # Without pip: this part of venv is there on Debian and Ubuntu also without the package python3-venv.
        try:
            subprocess.check_output(
                [sys.executable, "-m", "venv", "--without-pip", "--clear", VENV], stderr=subprocess.STDOUT
            )
        except (OSError, subprocess.CalledProcessError) as error:
            said = getattr(error, "output", None) or str(error).encode("utf-8")
            raise Stop(
                "Kan de map .venv niet maken: {0}. Installeer eerst venv (op Debian en Ubuntu: "
                "sudo apt install python3-venv) en start dan opnieuw.".format(
                    last_line(said.decode("utf-8", "replace"))
                )
            )
    own = os.path.join(BIN, "uv.exe" if WINDOWS else "uv")
    uv = shutil.which("uv") or (own if os.path.exists(own) else None)
    if uv:
        return uv
    if subprocess.call([PYTHON, "-m", "ensurepip"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        pip = [PYTHON, "-m", "pip"]
    elif (
        subprocess.call(
            [sys.executable, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        == 0
    ):
        pip = [sys.executable, "-m", "pip", "--python", PYTHON]
    else:
        raise Stop(
            "Deze Python heeft geen pip, en uv is er ook niet. Installeer een van de twee "
            "(op Debian en Ubuntu: sudo apt install python3-venv) en start dan opnieuw."
        )
    fetch(
        pip
        + ["install", "--quiet", "--disable-pip-version-check", "--retries", "1", "--require-hashes"]
        + ["--only-binary", ":all:", "-r", os.path.join("requirements", "uv.txt")]
    )
    return own


def fetch(command):
    """Run an installer; what it says is shown only when it fails, after our own sentence."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = process.communicate()[0].decode("utf-8", "replace")
    if process.returncode == 0:
        return
    if any(sign in said.lower() for sign in NO_NETWORK):
        raise Stop(
            "De pakketten zijn niet op te halen: er is geen verbinding met de pakketbron. "
            "Controleer uw internetverbinding (of de proxy) en start dan opnieuw. Het programma zei: {0}".format(
                last_line(said)
            )
        )
    raise Stop("Installeren is mislukt. Het programma zei:\n{0}".format(said.strip()))


def last_line(text):
    """The last line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "niets"


def run(command, replace):
    """Run a program in the checkout; on POSIX in our place, so that signals reach it directly."""
    os.chdir(ROOT)
    sys.stdout.flush()
    if replace and not WINDOWS:
        os.execv(command[0], command)  # noqa: S606
    return subprocess.call(command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
