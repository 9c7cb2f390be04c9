# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A long text is not lost when the session ends while it is being typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone

from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij.bewaard import bewaar_klad, klad
from deelwijs.partij.models import BewaardFormulier, Sessie

Inlog = Callable[..., Client]
MERK = "een lange zin die niemand kwijt wil"


@bewaar_klad
def schrijven(request: HttpRequest) -> HttpResponse:
    """A form as any other: what came back fills it, what is posted is done."""
    filled: Any = request.POST or klad(request) or {}
    return HttpResponse(f"{'gedaan' if request.method == 'POST' else 'vraagt'}: {filled.get('tekst', '')}")


def gewoon(request: HttpRequest) -> HttpResponse:
    return HttpResponse("niets bijzonders")


urlpatterns = [path("schrijven/", schrijven), path("gewoon/", gewoon), path("", include("deelwijs.config.urls"))]
handler404 = "deelwijs.ui.fouten.page_not_found"
pytestmark = [pytest.mark.django_db, pytest.mark.eis("B1"), pytest.mark.urls(__name__)]


@pytest.fixture
def stil(client: Client, mensen: Any, ingelogd: Inlog) -> Client:
    """Bram's browser, whose session has just ended."""
    ingelogd(client, mensen.bram)
    Sessie.objects.update(gezien_op=timezone.now() - timedelta(minutes=20))
    return client


def rows(who: Any) -> list[BewaardFormulier]:
    with in_kring(Kring(medewerker=who.pk)):
        return list(BewaardFormulier.objects.all())


def test_what_was_sent_too_late_comes_back_unsent_after_logging_in(stil: Client, mensen: Any, ingelogd: Inlog) -> None:
    answer = stil.post("/schrijven/", {"tekst": MERK, "csrfmiddlewaretoken": "x"})
    assert answer["Location"] == "/account/inloggen/?next=%2Fschrijven%2F"
    ingelogd(stil, mensen.bram)
    assert stil.get("/schrijven/").content.decode() == f"vraagt: {MERK}"
    assert stil.get("/schrijven/").content.decode() == f"vraagt: {MERK}"  # also after looking twice
    assert stil.post("/schrijven/", {"tekst": MERK}).content.decode() == f"gedaan: {MERK}"
    assert stil.get("/schrijven/").content.decode() == "vraagt: "
    assert rows(mensen.bram) == []


def test_the_server_cannot_read_what_it_keeps(stil: Client, mensen: Any) -> None:
    answer = stil.post("/schrijven/", {"tekst": MERK})
    [row] = rows(mensen.bram)
    kept = bytes(row.inhoud) + row.pad.encode() + row.id.bytes
    assert b"lange zin" not in kept
    assert answer.cookies["klad"]["httponly"]
    assert answer.cookies["klad"]["max-age"] == 1800


def test_somebody_else_in_the_same_browser_sees_nothing_of_it(stil: Client, mensen: Any, ingelogd: Inlog) -> None:
    stil.post("/schrijven/", {"tekst": MERK})
    ingelogd(stil, mensen.ilse)
    assert stil.get("/schrijven/").content.decode() == "vraagt: "


def test_the_same_person_in_another_browser_sees_nothing_of_it(stil: Client, mensen: Any, ingelogd: Inlog) -> None:
    stil.post("/schrijven/", {"tekst": MERK})
    assert ingelogd(Client(), mensen.bram).get("/schrijven/").content.decode() == "vraagt: "


def test_after_half_an_hour_it_is_gone(stil: Client, mensen: Any, ingelogd: Inlog) -> None:
    stil.post("/schrijven/", {"tekst": MERK})
    [row] = rows(mensen.bram)
    with in_kring(Kring(medewerker=mensen.bram.pk)):
        number = row.id
        row.delete()
        row.id, row.op = number, row.op - timedelta(minutes=30)
        row.save(force_insert=True)
    ingelogd(stil, mensen.bram)
    assert stil.get("/schrijven/").content.decode() == "vraagt: "


def test_nothing_is_kept_of_who_is_not_known_or_where_it_is_not_asked(
    client: Client, stil: Client, mensen: Any
) -> None:
    assert Client().post("/schrijven/", {"tekst": MERK}).status_code == 302
    stil.post("/gewoon/", {"tekst": MERK})
    assert rows(mensen.bram) == []


def test_who_left_by_choice_is_not_known_any_more(client: Client, mensen: Any, ingelogd: Inlog) -> None:
    ingelogd(client, mensen.bram)
    key = client.cookies["sessie"].value
    client.post("/account/uitloggen/")
    client.cookies["sessie"] = key
    client.post("/schrijven/", {"tekst": MERK})
    assert rows(mensen.bram) == []


def test_an_old_key_in_the_cookie_opens_nothing(stil: Client, mensen: Any, ingelogd: Inlog) -> None:
    stil.post("/schrijven/", {"tekst": MERK})
    ingelogd(stil, mensen.bram)
    for odd in ("", "%%%", "AAAA", "é"):
        stil.cookies["klad"] = odd
        assert stil.get("/schrijven/").content.decode() == "vraagt: "


def test_a_button_without_a_page_leads_back_to_the_page_it_stood_on(client: Client, mensen: Any) -> None:
    answer = client.post("/gewoon/", HTTP_REFERER="http://testserver/werk/?q=geheim")
    assert answer["Location"] == "/account/inloggen/?next=%2Fwerk%2F"
    assert client.post("/gewoon/")["Location"] == "/account/inloggen/?next=%2F"


def test_a_part_of_a_page_sends_the_whole_browser_to_the_login(client: Client, mensen: Any) -> None:
    answer = client.get("/gewoon/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/account/inloggen/")


def test_the_night_clears_what_nobody_came_back_for(stil: Client, mensen: Any) -> None:
    stil.post("/schrijven/", {"tekst": MERK})
    assert call_command("ruim_sessies_op", stdout=StringIO()) == "Opgeruimd: 0 sessies en 0 formulieren."
    [row] = rows(mensen.bram)
    with in_kring(Kring(medewerker=mensen.bram.pk)):
        number = row.id
        row.delete()
        row.id, row.op = number, row.op - timedelta(minutes=32)
        row.save(force_insert=True)
    assert call_command("ruim_sessies_op", stdout=StringIO()) == "Opgeruimd: 0 sessies en 1 formulieren."
