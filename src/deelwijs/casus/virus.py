# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Asks clamd (of ClamAV) whether a file holds a virus, over its INSTREAM command."""

import socket

from django.conf import settings

CHUNK, TIMEOUT = 64 * 1024, 30.0  # bytes, seconds


class Besmet(Exception):
    """The scanner found something."""


class Onbereikbaar(Exception):
    """A scanner is configured, and gives no usable answer: then nothing is accepted."""


def scan(inhoud: bytes) -> bool:
    """Return True when the scanner looked and found nothing, False when none is configured.

    :raises Besmet: it found something.
    :raises Onbereikbaar: it is configured and does not answer, or not clearly.
    """
    where: tuple[str, int] | str | None = settings.DEELWIJS_CLAMAV
    if where is None:
        return False
    try:
        with _verbind(where) as line:
            line.sendall(b"zINSTREAM\0")
            for at in range(0, len(inhoud), CHUNK):
                part = inhoud[at : at + CHUNK]
                line.sendall(len(part).to_bytes(4, "big") + part)
            line.sendall(bytes(4))  # a part of length 0 ends it
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < 4096 and (more := line.recv(4096)):
                answer += more
    except OSError as fault:
        raise Onbereikbaar from fault
    said = answer.rstrip(b"\0\n")
    if said.endswith(b" FOUND"):
        raise Besmet
    if said != b"stream: OK":
        raise Onbereikbaar  # too large for its settings, still loading, or something else that speaks
    return True


def _verbind(where: tuple[str, int] | str) -> socket.socket:
    if isinstance(where, tuple):
        return socket.create_connection(where, TIMEOUT)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(TIMEOUT)
    try:
        line.connect(where)
    except OSError:
        line.close()
        raise
    return line
