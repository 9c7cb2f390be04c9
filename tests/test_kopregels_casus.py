# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The pages behind the login are as strict as the public ones: nothing inline, nothing kept, nothing told elsewhere."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from conftest import sessie
from django.conf import settings
from django.db import transaction
from django.test import Client

from deelwijs.config import logregels
from tests.test_headers import EXPECTED
from tests.test_omgeving import GOOD
from tests.toegang.adressen import adressen
from tests.toegang.wereld import Wereld, maak_wereld
from tests.vijandig import gif

pytestmark = [pytest.mark.postgres, pytest.mark.traag, pytest.mark.eis("B1", "B2")]
BELEID = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self'", "font-src": "'self'",
    "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip
# What a policy without 'unsafe-inline' stops anyway, and what must not be written in the first place.
INLINE = re.compile(
    r"<style|<script(?! [^>]*type=\"application/json\")(?![^>]*\bsrc=\"/)|\sstyle=|\son[a-z]+=\"|javascript:|hx-on|hx-vals=\"js:|https?://(?!testserver)"
)
BUITEN = re.compile(r"(?:src|action|hx-(?:get|post))=\"(?:https?:)?//")


@pytest.fixture(scope="module")
def wereld(django_db_setup: None, django_db_blocker: Any) -> Iterator[Wereld]:
    """The rich casus, in one transaction that is undone in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield maak_wereld()
        transaction.set_rollback(True)


def faults(answer: Any) -> list[str]:
    """What is wrong with the headers and the markup of one answer."""
    wrong = [
        f"{name}: {answer.headers.get(name)}"
        for name, value in EXPECTED.items()
        if value not in answer.headers.get(name, "").split(", ")
    ]
    policy = dict(
        (rule.strip() + " ").split(" ", 1) for rule in answer.headers.get("Content-Security-Policy", "").split(";")
    )
    policy = {name: value.strip() for name, value in policy.items()}
    if policy != BELEID and policy != {
        "sandbox": "",
        "default-src": "'none'",
    }:  # a file that is downloaded gets less still
        wrong.append(f"beleid: {policy}")
    if "text/html" in answer.headers.get("Content-Type", ""):
        html = answer.content.decode()
        wrong += [
            f"inline: {found[0]}"
            for found in INLINE.finditer(re.sub(r'href="[^"]*"', "", html))
            if "http" not in found[0]
        ]
        wrong += [f"elders: {found[0]}" for found in BUITEN.finditer(html)]
    return wrong


@pytest.mark.parametrize(
    ("wie", "htmx"),
    [("bram", False), ("bram", True), ("dorien", True), ("gerda", False), ("hugo", False), ("ilse", False)],
)
def test_every_page_behind_the_login_is_as_strict_as_the_public_ones(wereld: Wereld, wie: str, htmx: bool) -> None:
    key = sessie(wereld.mensen[wie])
    headers: dict[str, Any] = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    found, pages = {}, 0
    for adres in adressen(wereld):
        if adres.naam.startswith(("openbaar", "api", "None")):
            continue
        client = Client()  # of its own: some addresses end the session
        client.cookies[settings.SESSION_COOKIE_NAME] = key
        for ask in (client.get, client.post):
            with transaction.atomic():
                answer = ask(adres.pad, **headers)
                transaction.set_rollback(True)
            pages += answer.status_code == 200
            if wrong := faults(answer):
                found[f"{ask.__name__} {adres.naam}"] = wrong
    assert pages > 20
    assert found == {}


def test_it_sees_a_page_that_is_less_strict(wereld: Wereld) -> None:
    answer = Client().get("/account/inloggen/")
    assert faults(answer) == []
    answer.content = answer.content + b'<p style="color:red" onclick="x()"><script>1</script>'
    answer.headers["Cache-Control"] = "private"
    answer.headers["Content-Security-Policy"] += "; script-src 'unsafe-inline'"
    assert len(faults(answer)) >= 4


PRODUCTIE = """
import json, django
django.setup()
from django.conf import settings
print(json.dumps({name: getattr(settings, name) for name in (
    "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE",
    "SESSION_COOKIE_DOMAIN",
    "SESSION_COOKIE_PATH", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_SAMESITE",
    "CSRF_COOKIE_DOMAIN", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "DEBUG", "DEMO")}))
"""


def test_the_cookies_that_are_set_are_shut(wereld: Wereld) -> None:
    """The one that a form asks for, and that of somebody who logs out of a session that we made."""
    answer = Client().get("/account/inloggen/")
    cookie = answer.cookies[settings.CSRF_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Strict", "")
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = sessie(wereld.mensen["bram"])
    for adres in adressen(wereld):
        if adres.naam.startswith(("casus", "verstrekking", "logboek")):
            for name, morsel in client.get(adres.pad).cookies.items():
                assert morsel["httponly"] is True, (adres.naam, name)
                assert morsel["samesite"] in ("Lax", "Strict"), (adres.naam, name)


def test_what_a_visitor_sends_makes_one_line_each_in_the_log() -> None:
    """A thousand texts that could end a line, turn the writing around or close the JSON: each one line, well formed."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logregels.Formatter())
    logging.getLogger().addHandler(handler)
    texts = [
        sign + word + sign
        for word in gif.TEKSTEN
        for sign in ("\n", "\r\n", "\u2028", "\x85", "\x1b[2K", "\u202e", '"}', "\\", "\x00", "\ud800", "\x9b", "\t")
    ]
    try:
        for text in texts[:500]:
            structlog.get_logger("deelwijs").warning(text, onderwerp=text)
        for text in texts[500:1_000]:
            logging.getLogger("elders").warning("%s", text)
    finally:
        logging.getLogger().removeHandler(handler)
    written = stream.getvalue()
    assert len(texts) >= 1_000
    assert written.isascii()
    lines = written.splitlines()
    assert len(lines) == 1_000
    assert all({"event", "level", "timestamp"} <= set(json.loads(line)) for line in lines)


@pytest.mark.parametrize("text", ["\u2028", "\x85", "\u202e"])
def test_it_sees_a_line_that_breaks(text: str) -> None:
    """The power of the test above: what the renderer did before."""
    assert not structlog.processors.JSONRenderer(ensure_ascii=False)(None, "", {"event": text}).isascii()


def test_in_production_every_cookie_is_for_this_host_over_tls_alone() -> None:
    environment = {**os.environ, **GOOD, "DJANGO_SETTINGS_MODULE": "deelwijs.config.settings"}
    done = subprocess.run([sys.executable, "-c", PRODUCTIE], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found == {
        "SESSION_COOKIE_NAME": "__Host-sessie", "SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax", "SESSION_COOKIE_DOMAIN": None, "SESSION_COOKIE_PATH": "/",
        "CSRF_COOKIE_NAME": "__Host-csrf", "CSRF_COOKIE_SECURE": True, "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict", "CSRF_COOKIE_DOMAIN": None, "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 63_072_000, "DEBUG": False, "DEMO": False,
    }  # fmt: skip
