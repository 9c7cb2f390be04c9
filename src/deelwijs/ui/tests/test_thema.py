# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The choice of colours works without JavaScript and leads nowhere but back."""

import pytest
from django.test import Client


@pytest.mark.parametrize("keuze", ["licht", "donker"])
def test_a_choice_is_kept_and_the_next_page_follows_it(client: Client, keuze: str) -> None:
    answer = client.post("/thema/", {"thema": keuze, "terug": "/kennis/?q=verzuim"})
    assert (answer.status_code, answer["Location"]) == (303, "/kennis/?q=verzuim")
    cookie = answer.cookies["thema"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (keuze, True, "Lax")
    page = client.get("/stijl/").content.decode()
    assert f'data-thema="{keuze}"' in page
    assert f'value="{keuze}" aria-pressed="true"' in page


def test_following_the_device_again_drops_the_cookie(client: Client) -> None:
    client.post("/thema/", {"thema": "donker"})
    answer = client.post("/thema/", {"thema": "systeem"})
    assert answer.cookies["thema"].value == ""
    assert "data-thema" not in client.get("/stijl/").content.decode()


def test_a_page_that_keeps_its_answers_in_its_form_gets_them_back(client: Client) -> None:
    answer = client.post("/thema/", {"thema": "donker", "terug": "/delen/", "opnieuw": "1", "leeftijd": "15"})
    assert (answer.status_code, answer["Location"]) == (307, "/delen/")


@pytest.mark.parametrize(
    "terug",
    [
        "https://elders.example/",
        "//elders.example/",
        "/\\elders.example",
        "javascript:alert(1)",
        "",
        "/\t/elders.example",
        "/a\r\nSet-Cookie: a=b",
    ],
)
def test_the_way_back_stays_on_this_site(client: Client, terug: str) -> None:
    answer = client.post("/thema/", {"thema": "donker", "terug": terug})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("keuze", ["", "roze", "<script>"])
def test_an_unknown_choice_is_a_clear_400(client: Client, keuze: str) -> None:
    answer = client.post("/thema/", {"thema": keuze})
    assert answer.status_code == 400
    assert "Deze keuze voor licht of donker bestaat niet." in answer.content.decode()
    assert "thema" not in answer.cookies


@pytest.mark.parametrize("cookie", ["roze", '"><script>', "a" * 3000])
def test_a_strange_cookie_changes_nothing(client: Client, cookie: str) -> None:
    client.cookies["thema"] = cookie
    page = client.get("/stijl/")
    assert page.status_code == 200
    assert "data-thema" not in page.content.decode()


def test_looking_sets_no_cookie_at_all(client: Client) -> None:
    assert not client.get("/stijl/").cookies
