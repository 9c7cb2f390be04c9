# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The scanner is asked in its own language, and when it should look and cannot, nothing is accepted."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deelwijs.casus import virus
from deelwijs.casus.bestanden import Afgekeurd, keur
from deelwijs.casus.keuring.soort import EICAR

pytestmark = pytest.mark.eis("D3")


class Clamd(threading.Thread):
    """Speaks INSTREAM as clamd does: parts with their length, and one answer that ends with a zero byte."""

    def __init__(self, listener: socket.socket) -> None:
        super().__init__(daemon=True)
        self.listener = listener
        self.answer: bytes | None = None
        self.most = 25_000_000
        self.got: list[bytes] = []

    def run(self) -> None:
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            with line:
                self.talk(line)

    def talk(self, line: socket.socket) -> None:
        stream = line.makefile("rb")
        if stream.read(10) != b"zINSTREAM\0":
            line.sendall(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while length := int.from_bytes(stream.read(4), "big"):
            content += stream.read(length)
            if len(content) > self.most:
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.got.append(content)
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        line.sendall(found if self.answer is None else self.answer)


@pytest.fixture(params=["tcp", "unix"])
def clamd(request: pytest.FixtureRequest, tmp_path: Path, settings: object) -> Iterator[Clamd]:
    if request.param == "tcp":
        listener = socket.create_server(("127.0.0.1", 0))
        settings.DEELWIJS_CLAMAV = listener.getsockname()  # type: ignore[attr-defined]
    else:
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(tmp_path / "clamd"))
        listener.listen()
        settings.DEELWIJS_CLAMAV = str(tmp_path / "clamd")  # type: ignore[attr-defined]
    with listener:
        server = Clamd(listener)
        server.start()
        yield server


def test_a_clean_file_is_scanned_whole(clamd: Clamd) -> None:
    content = b"gewone tekst " * 20_000
    assert keur("a.txt", content).gescand is True
    assert clamd.got == [content]


def test_a_virus_is_refused(clamd: Clamd) -> None:
    with pytest.raises(virus.Besmet):
        virus.scan(b"voor " + EICAR)
    with pytest.raises(Afgekeurd, match="virus"):
        keur("a.txt", b"voor " + EICAR)


@pytest.mark.parametrize(
    "answer", [b"", b"\0", b"stream: OK maar niet heus\0", b"INSTREAM size limit exceeded. ERROR\0", b"x" * 9000]
)
def test_an_answer_that_is_not_clear_is_no_answer(clamd: Clamd, answer: bytes) -> None:
    clamd.answer = answer
    with pytest.raises(Afgekeurd, match="virusscanner antwoordt niet"):
        keur("a.txt", b"tekst")


def test_a_file_that_the_scanner_will_not_take_is_refused(clamd: Clamd) -> None:
    clamd.most = 1000
    with pytest.raises(virus.Onbereikbaar):
        virus.scan(b"x" * 300_000)


@pytest.mark.parametrize("where", [("127.0.0.1", 1), "/bestaat/niet/clamd.sock"])
def test_a_scanner_that_is_configured_and_away_closes_the_door(settings: object, where: object) -> None:
    settings.DEELWIJS_CLAMAV = where  # type: ignore[attr-defined]
    with pytest.raises(Afgekeurd, match="Probeer het later opnieuw"):
        keur("a.txt", b"tekst")


def test_without_a_scanner_the_file_says_that_nobody_looked(settings: object) -> None:
    settings.DEELWIJS_CLAMAV = None  # type: ignore[attr-defined]
    assert keur("a.txt", b"tekst").gescand is False
