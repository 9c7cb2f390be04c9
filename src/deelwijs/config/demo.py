# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The demo: a database and a web server on this machine only, until somebody stops it.

python -m deelwijs.config.demo [--poort N] [--geen-browser] [--schoon]
"""

import argparse
import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from types import FrameType

from deelwijs.config.database import Server
from deelwijs.config.plek import var
from deelwijs.config.postgres import GeenDatabase

HOST = "127.0.0.1"
FIRST_PORT = 8000
PATIENCE = 60  # seconds to wait for the first answer


class Hindernis(Exception):
    """The demo cannot run; the message says what, why and what now, in Dutch."""


def main(arguments: list[str]) -> int:
    """Run the demo until SIGTERM or Ctrl-C and return the exit status."""
    choice = parse(arguments)
    # From here on a signal is an exception, so that every `with` below cleans up after itself.
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        listener = listen(choice.poort)
        with database(empty=choice.schoon), server(listener) as process:
            address = f"http://{HOST}:{listener.getsockname()[1]}"
            wait_for_answer(f"{address}/gezond", process)
            print(f"Deelwijs draait op {address}", flush=True)
            if not choice.geen_browser and has_screen():
                webbrowser.open(address)
            return process.wait()
    except (Hindernis, GeenDatabase) as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line; argparse itself ends with exit status 2 when it cannot."""
    parser = argparse.ArgumentParser(prog="start.py", description="Draai de demo van Deelwijs op deze computer.")
    parser.add_argument("--poort", type=port, help=f"de poort; anders {FIRST_PORT} of de eerste vrije daarna")
    parser.add_argument("--geen-browser", action="store_true", help="open geen browser")
    parser.add_argument("--schoon", action="store_true", help="begin met een lege demo")
    return parser.parse_args(arguments)


def port(text: str) -> int:
    """Read a port number."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is geen poort; kies een getal van 1 tot en met 65535")
    return int(text)


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Turn a signal into the exception that Ctrl-C gives; a second signal does not interrupt the cleaning up."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def listen(wanted: int | None, first: int = FIRST_PORT) -> socket.socket:
    """Take the port that was asked for, else the first free one from `first` on (0: any).

    Taken here and handed to the server: between looking and taking nobody else can come in.

    :raises Hindernis: the port is in use, or not for us.
    """
    for number in [wanted] if wanted else [*range(first, first + 100 if first else 0), 0]:
        listener = socket.socket()
        if os.name != "nt":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, number))
            listener.listen(128)
        except OSError as fault:
            listener.close()
            if wanted:
                raise Hindernis(
                    f"Poort {wanted} is niet vrij ({fault.strerror}). Kies een andere met --poort, "
                    "of stop het programma dat er nu op draait."
                ) from fault
        else:
            return listener
    raise Hindernis("Er is geen vrije poort op deze computer.")


@contextlib.contextmanager
def database(*, empty: bool) -> Iterator[None]:
    """Have the demo's database running and up to date inside the block; not with a DATABASE_URL of one's own."""
    if os.environ.get("DATABASE_URL") or os.name == "nt":
        yield
        return
    demo = Server(var() / "postgres")
    if empty:
        demo.wipe()
    with demo.in_use():
        yield


@contextlib.contextmanager
def server(listener: socket.socket) -> Iterator[subprocess.Popen[bytes]]:
    """Have the web server running on this socket inside the block."""
    environment = {"DEELWIJS_GEHEIM": secrets.token_urlsafe(50), "DEELWIJS_DEMOREGIO": "1", **os.environ}
    if os.name == "nt":
        number = listener.getsockname()[1]
        listener.close()
        serve = [sys.executable, "-m", "django", "runserver", "--noreload", "--insecure", f"{HOST}:{number}"]
        environment["DJANGO_SETTINGS_MODULE"] = "deelwijs.config.settings"
        process = subprocess.Popen(serve, env=environment)
    else:
        handle = listener.fileno()
        serve = [sys.executable, "-m", "gunicorn", "-c", "python:deelwijs.config.server", "--bind", f"fd://{handle}"]
        # In a group of its own: Ctrl-C reaches us, and we stop it in the right order.
        process = subprocess.Popen(serve, env=environment, pass_fds=[handle], start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_answer(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return when the program answers.

    :raises Hindernis: the server ended, or says nothing for too long.
    """
    # Straight to this machine, also where a proxy is set for everything else.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise Hindernis("De webserver is gestopt voordat hij antwoord gaf. Hierboven staat waarom.")
        try:
            opener.open(address, timeout=5).close()
        except urllib.error.HTTPError as fault:
            raise Hindernis(f"De webserver antwoordt met fout {fault.code}. Hierboven staat waarom.") from fault
        except OSError:
            pass  # not listening yet
        else:
            return
        time.sleep(0.02)
    raise Hindernis(f"De webserver geeft na {PATIENCE} seconden nog geen antwoord. Probeer het opnieuw met --schoon.")


def has_screen() -> bool:
    """Whether somebody sits here who can look at a browser."""
    graphical = os.name == "nt" or sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    return sys.stdout.isatty() and graphical


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
