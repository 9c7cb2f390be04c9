# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The door of every address: walked, so that a new address is closed until somebody opens it here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, include, path

from deelwijs.logboek.kring import in_kring
from deelwijs.logboek.models import Regel
from deelwijs.partij.toegang import EEN_FACTOR, stap_op

Inlog = Callable[..., Client]
pytestmark = [pytest.mark.django_db, pytest.mark.eis("B1")]
LOGIN, STAP = "/account/inloggen/", "/account/tweede-stap/"
VOORBEELD = {"uuid": "5f0c3a52-6a5f-4c6b-9a35-5d2f6f1d7a10", "int": "1", "slug": "x", "str": "x", "path": "x"}
# Open to everybody: the public pages and the API, and what stands before the door.
OPEN = {"openbaar", "ui", "api"}
OPEN_NAMEN = {
    "security_txt", "gezond", "account_login", "account_logout", "mfa_authenticate", "mfa_login_webauthn",
    "partij:uitnodiging", "partij:persona", "None",
}  # fmt: skip


def walk(patterns: Any, prefix: str = "", spaces: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Give every address with its name."""
    for one in patterns:
        here = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, here, (*spaces, one.namespace) if one.namespace else spaces)
        elif isinstance(one, URLPattern):
            yield (
                ":".join((*spaces, str(one.name))),
                "/"
                + re.sub(r"<(?:(\w+):)?\w+>", lambda found: VOORBEELD.get(found[1] or "str", "x"), here)
                .replace("^", "")
                .replace("$", ""),
            )


ADRESSEN = sorted(set(walk(get_resolver("deelwijs.config.urls").url_patterns)))


def is_open(name: str) -> bool:
    return name.split(":")[0] in OPEN or name in OPEN_NAMEN


def test_there_is_something_to_walk() -> None:
    assert len(ADRESSEN) > 60
    assert any(not is_open(name) for name, _ in ADRESSEN)


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head", "options"])
def test_who_is_not_logged_in_gets_the_login_page_at_every_address(client: Client, mensen: Any, method: str) -> None:
    for name, address in ADRESSEN:
        if not is_open(name):
            answer = getattr(client, method)(address)
            assert answer.status_code == 302, (name, address, answer.status_code)
            assert answer["Location"].startswith(LOGIN), (name, address)


@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_one_factor_opens_no_address_but_those_for_the_second(
    client: Client, mensen: Any, ingelogd: Inlog, method: str
) -> None:
    for name, address in ADRESSEN:
        if name not in EEN_FACTOR:
            ingelogd(client, mensen.hugo, factoren=False)
            answer = getattr(client, method)(address)
            assert answer.status_code == 302, (name, address, answer.status_code)
            assert answer["Location"] == STAP, (name, address)


def test_what_one_factor_opens_says_nothing_of_a_case(client: Client, mensen: Any, ingelogd: Inlog) -> None:
    ingelogd(client, mensen.bram, factoren=False)
    assert {name: client.get(dict(ADRESSEN)[name]).status_code for name in sorted(EEN_FACTOR)} == {
        "account_logout": 200,
        "gezond": 200,
        "mfa_activate_totp": 200,
        "mfa_add_webauthn": 200,
        "partij:tweede_stap": 200,
        "security_txt": 200,
        "ui:thema": 405,
    }


def test_pages_of_allauth_that_we_do_not_have_are_not_there(client: Client, mensen: Any, ingelogd: Inlog) -> None:
    ingelogd(client, mensen.bram)
    for rest in ("signup/", "email/", "password/reset/", "confirm-email/", "login/code/", "aanmelden/", "inactive/"):
        assert client.get(f"/account/{rest}").status_code == 404


@stap_op
def uitvoer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("uitvoer")


urlpatterns = [path("uitvoer/", uitvoer), path("", include("deelwijs.config.urls"))]
handler404 = "deelwijs.ui.fouten.page_not_found"


@pytest.mark.urls(__name__)
def test_a_weighty_act_asks_for_a_second_factor_that_is_fresh(client: Client, mensen: Any, ingelogd: Inlog) -> None:
    from allauth.mfa.models import Authenticator

    from deelwijs.partij import geheim

    ingelogd(client, mensen.bram, bevestigd=True)
    assert client.get("/uitvoer/").content == b"uitvoer"
    Authenticator.objects.create(user=mensen.bram, type="totp", data={"secret": geheim.versleutel("A" * 32)})
    ingelogd(client, mensen.bram, bevestigd=False)
    for method in (client.get, client.post):
        answer = method("/uitvoer/", HTTP_REFERER="http://testserver/werk/")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/account/bevestigen/code/?next=")
    assert client.get("/account/bevestigen/code/").status_code == 200
    assert client.get("/account/bevestigen/toegangssleutel/")["Location"] == "/account/bevestigen/code/"  # has none


def test_what_is_looked_at_here_stands_in_the_log(client: Client, mensen: Any, ingelogd: Inlog) -> None:
    ingelogd(client, mensen.ilse).get("/medewerkers/")
    client.get("/account/")
    with in_kring(mensen.ilse.kring):
        assert set(Regel.objects.values_list("handeling", flat=True)) >= {"medewerkers_bekeken", "sessies_bekeken"}
