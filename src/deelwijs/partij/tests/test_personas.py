# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The invented people of the demo: one click there, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij.models import Medewerker
from deelwijs.partij.personas import personas

pytestmark = [pytest.mark.django_db, pytest.mark.eis("B1")]
PERSONA = "/account/persona/"


@pytest.fixture
def demomens(mensen: Any) -> Medewerker:
    """Somebody of the demo region."""
    with in_kring(Kring(rol="beheer")):
        return Medewerker.objects.create(
            partij=mensen.bram.partij,
            naam="Bram Oosterling",
            functie="zorgcoördinator",
            email="bram.oosterling@demo.vlietlanden.example",
        )


def test_one_click_makes_you_somebody_of_the_demo(client: Client, demomens: Medewerker) -> None:
    page = client.get("/account/inloggen/").content.decode()
    assert "Bram Oosterling" in page
    assert client.post(PERSONA, {"wie": str(demomens.pk), "next": "/account/"})["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_nobody_else_can_be_chosen(client: Client, mensen: Any, demomens: Medewerker) -> None:
    for wie in (mensen.bram.pk, "", "onzin", "00000000-0000-0000-0000-000000000000"):
        assert client.post(PERSONA, {"wie": str(wie)}).status_code == 404
    assert client.post(PERSONA, {"wie": str(demomens.pk), "next": "//elders.example"})["Location"].startswith("/")


def test_who_left_cannot_be_chosen(client: Client, demomens: Medewerker) -> None:
    with in_kring(Kring(rol="beheer")):
        demomens.is_active, demomens.uit_dienst_op = False, demomens.uit_dienst_op or "2026-01-01T00:00Z"
        demomens.save()
    assert client.post(PERSONA, {"wie": str(demomens.pk)}).status_code == 404


def test_in_production_there_is_no_such_address_and_no_such_list(
    client: Client, demomens: Medewerker, settings: Any
) -> None:
    settings.DEMO = False
    assert client.post(PERSONA, {"wie": str(demomens.pk)}).status_code == 404
    assert personas() == {}
    assert "Bram Oosterling" not in client.get("/account/inloggen/").content.decode()


def test_a_click_needs_a_page_of_ours(demomens: Medewerker) -> None:
    assert Client(enforce_csrf_checks=True).post(PERSONA, {"wie": str(demomens.pk)}).status_code == 403
    assert reverse("partij:persona") == PERSONA
