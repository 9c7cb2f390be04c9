# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What is typed never reaches a log line."""

import json
import logging
import socket
import subprocess
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog
from django.test import Client

from deelwijs.config import demo, logregels

SECRET = "Bram123456782"


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What would be on the log, with our formatter, whoever writes it."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logregels.Formatter())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def lines(log: StringIO) -> list[dict[str, object]]:
    """Each line as the JSON that it must be."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_query_string_is_cut_out_of_every_text(log: StringIO) -> None:
    logging.getLogger("django.request").error("Bad: %s", f"/pad?naam={SECRET}")
    structlog.get_logger("deelwijs").warning(f"opgevraagd: /pad?naam={SECRET}", onderwerp=f"/x?{SECRET}")
    assert len(lines(log)) == 2
    assert SECRET not in log.getvalue()


def test_an_exception_leaves_its_kind_and_place_not_its_message(log: StringIO) -> None:
    try:
        int(SECRET)
    except ValueError:
        logging.getLogger("elders").exception("mislukt")
        structlog.get_logger("deelwijs").exception("mislukt")
    for line in lines(log):
        assert line["fout"] == "ValueError"
        assert "test_logregels.py" in str(line["plaats"])
    assert SECRET not in log.getvalue()


def test_fields_that_we_did_not_choose_are_dropped(log: StringIO) -> None:
    structlog.get_logger("deelwijs").warning("iets", body=SECRET, request={"POST": SECRET}, duur_ms=3)
    logging.getLogger("elders").warning("iets", extra={"sql": SECRET})
    assert SECRET not in log.getvalue()
    assert lines(log)[0]["duur_ms"] == 3


def test_a_fault_in_a_view_logs_no_input(log: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    from deelwijs.ui import views

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(views, "url_has_allowed_host_and_scheme", broken)
    client = Client(raise_request_exception=False)
    answer = client.post(f"/thema/?naam={SECRET}", {"thema": "licht", "terug": f"/{SECRET}"})
    assert answer.status_code == 500
    assert [line["fout"] for line in lines(log)] == ["RuntimeError"]
    assert SECRET not in log.getvalue()


def test_the_real_server_logs_no_address_of_any_kind(capfd: pytest.CaptureFixture[str]) -> None:
    listener = demo.listen(None, first=0)
    with listener, demo.server(listener) as process:
        address = listener.getsockname()
        demo.wait_for_answer(f"http://{demo.HOST}:{address[1]}/gezond", process)
        for request in (
            f"GET /bestaat-niet?naam={SECRET} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            f"POST /gezond?naam={SECRET} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 13\r\n\r\n{SECRET}",
            f"GET /?naam={SECRET} HTTP/9.9\r\nHost: localhost\r\n\r\n",
            f"ONZIN /?{SECRET}\r\n\r\n",
            f"GET /?naam={SECRET} HTTP/1.1\r\nHost: {SECRET} onzin\r\n\r\n",
            f"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {SECRET}\r\n\r\n",
        ):
            with socket.create_connection(address, timeout=10) as visitor:
                visitor.sendall(request.encode())
                visitor.shutdown(socket.SHUT_WR)
                assert visitor.recv(12).startswith(b"HTTP/1.1 4")
    assert isinstance(process, subprocess.Popen)
    out, err = capfd.readouterr()
    assert SECRET not in out + err
