# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The door of every address."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

Inlog = Callable[..., Client]
pytestmark = [pytest.mark.django_db, pytest.mark.eis("B1")]


def test_somebody_logged_in_comes_in_and_nobody_does_not(client: Client, mensen: Any, ingelogd: Inlog) -> None:
    assert client.get("/account/sessies/weg/")["Location"] == "/account/inloggen/?next=%2Faccount%2Fsessies%2Fweg%2F"
    assert ingelogd(client, mensen.bram).get("/account/sessies/weg/").status_code == 405


def test_one_factor_opens_only_the_page_for_the_second(client: Client, mensen: Any, ingelogd: Inlog) -> None:
    ingelogd(client, mensen.bram, factoren=False)
    assert client.get("/")["Location"] == "/account/tweede-stap/"
    assert client.post("/account/sessies/weg/", {"sessie": "alle"})["Location"] == "/account/tweede-stap/"
