# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A session ends by itself and when somebody says so, and then it is worth nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from deelwijs.logboek.kring import in_kring
from deelwijs.logboek.models import Regel
from deelwijs.partij import sessies
from deelwijs.partij.models import Medewerker, Sessie

Inlog = Callable[..., Client]
pytestmark = [pytest.mark.django_db, pytest.mark.eis("B1")]
MINUUT = timedelta(minutes=1)


def comes_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def shift(**fields: timedelta) -> None:
    """Move moments of every session back in time."""
    for name, ago in fields.items():
        Sessie.objects.update(**{name: timezone.now() - ago})


@pytest.mark.parametrize(("still", "lives"), [(14 * MINUUT, True), (15 * MINUUT, False), (24 * 60 * MINUUT, False)])
def test_a_quarter_of_an_hour_without_a_request_ends_it(
    client: Client, mensen: Any, ingelogd: Inlog, still: timedelta, lives: bool
) -> None:
    ingelogd(client, mensen.bram)
    shift(gezien_op=still)
    assert comes_in(client) is lives


def test_every_request_begins_the_quarter_anew(client: Client, mensen: Any, ingelogd: Inlog) -> None:
    ingelogd(client, mensen.bram)
    shift(gezien_op=10 * MINUUT)
    assert comes_in(client)
    assert timezone.now() - Sessie.objects.get().gezien_op < MINUUT


@pytest.mark.parametrize(("since", "lives"), [(7 * 60 * MINUUT, True), (8 * 60 * MINUUT, False)])
def test_eight_hours_end_it_however_busy(
    client: Client, mensen: Any, ingelogd: Inlog, since: timedelta, lives: bool
) -> None:
    ingelogd(client, mensen.bram)
    shift(begonnen_op=since)
    assert comes_in(client) is lives


def test_going_on_under_a_new_key_does_not_begin_the_eight_hours_anew(mensen: Any) -> None:
    store = sessies.SessionStore()
    store[sessies.BEGONNEN] = (timezone.now() - 7 * 60 * MINUUT).isoformat()
    store["_auth_user_id"] = str(mensen.bram.pk)
    store.create()
    store.cycle_key()
    assert timezone.now() - Sessie.objects.get().begonnen_op > 6 * 60 * MINUUT


def test_after_leaving_the_key_is_worth_nothing_and_the_browser_forgets(
    client: Client, mensen: Any, ingelogd: Inlog
) -> None:
    ingelogd(client, mensen.bram)
    key = client.cookies["sessie"].value
    answer = client.post("/account/uitloggen/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.cookies["sessie"].value == ""
    client.cookies["sessie"] = key
    assert not comes_in(client)
    with in_kring(mensen.bram.kring):
        assert Regel.objects.filter(handeling="uitgelogd").count() == 1


def test_a_link_does_not_log_anybody_out(client: Client, mensen: Any, ingelogd: Inlog) -> None:
    ingelogd(client, mensen.bram).get("/account/uitloggen/")
    assert comes_in(client)


def test_somebody_who_left_comes_in_nowhere_with_a_session_that_lives(
    client: Client, mensen: Any, ingelogd: Inlog
) -> None:
    ingelogd(client, mensen.bram)
    with in_kring(mensen.ilse.kring):
        Medewerker.objects.filter(pk=mensen.bram.pk).update(is_active=False, uit_dienst_op=timezone.now())
    assert not comes_in(client)


def test_a_new_password_ends_it_everywhere_else(mensen: Any, ingelogd: Inlog) -> None:
    bram = mensen.bram
    bram.set_password("het oude wachtwoord 1")
    with in_kring(bram.kring):
        bram.save(update_fields=["password"])
    here, there = ingelogd(Client(), bram), ingelogd(Client(), bram)
    new = "een heel nieuw begin vandaag"
    form = {"oldpassword": "het oude wachtwoord 1", "password1": new, "password2": new}
    assert here.post("/account/wachtwoord/", form).status_code == 302
    assert comes_in(here)
    assert not comes_in(there)
    assert Sessie.objects.filter(medewerker=bram).count() == 1
    with in_kring(bram.kring):
        assert Regel.objects.filter(handeling="wachtwoord_gewijzigd").count() == 1


def test_the_list_names_each_and_ends_one_or_all_others(mensen: Any, ingelogd: Inlog) -> None:
    clients = [ingelogd(Client(), mensen.bram) for _ in range(4)]
    stranger = ingelogd(Client(), mensen.carla)
    here, other = clients[0], clients[1]
    assert here.get("/account/").content.decode().count("Log daar uit") == 3
    here.post("/account/sessies/weg/", {"sessie": sessies.hashed(other.cookies["sessie"].value)})
    assert [comes_in(client) for client in clients] == [True, False, True, True]
    here.post("/account/sessies/weg/", {"sessie": sessies.hashed(stranger.cookies["sessie"].value)})
    here.post("/account/sessies/weg/", {"sessie": "onzin"})
    assert comes_in(stranger)
    here.post("/account/sessies/weg/", {"sessie": "alle"})
    assert [comes_in(client) for client in clients] == [True, False, False, False]


def test_the_database_does_not_hold_what_the_browser_holds(client: Client, mensen: Any, ingelogd: Inlog) -> None:
    ingelogd(client, mensen.bram)
    key = client.cookies["sessie"].value
    row = Sessie.objects.get()
    assert key not in (row.session_key, row.session_data)
    client.cookies["sessie"] = row.session_key
    assert not comes_in(client)


def test_what_is_over_is_cleared_after_a_day(client: Client, mensen: Any, ingelogd: Inlog) -> None:
    ingelogd(client, mensen.bram)
    assert sessies.ruim_op() == 0
    shift(expire_date=timedelta(days=1, minutes=1))
    assert sessies.ruim_op() == 1
