# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The pages about types, as people see them."""

from typing import Any

import pytest
from django.test import Client

from deelwijs.overleg.tests.inloggen import login
from deelwijs.overleg.typen import load_types

pytestmark = pytest.mark.django_db


@pytest.fixture
def bram(mensen: Any, client: Client) -> Client:
    login(client, mensen.bram)
    return client


def text(client: Client, adres: str) -> str:
    antwoord = client.get(adres)
    assert antwoord.status_code == 200, adres
    return antwoord.content.decode()


@pytest.mark.eis("O1", "B1")
@pytest.mark.parametrize("adres", ["/overleg/kiezen/", "/overleg/typen/", "/overleg/typen/vot/", "/overleg/typen/x/"])
def test_who_is_not_logged_in_is_sent_to_log_in(client: Client, adres: str) -> None:
    assert client.get(adres).status_code == 302


@pytest.mark.eis("O1", "O2")
@pytest.mark.parametrize("slug", load_types())
def test_a_page_per_type_tells_who_why_and_on_what_basis(bram: Client, slug: str) -> None:
    o, html = load_types()[slug], text(bram, f"/overleg/typen/{slug}/")
    assert o.naam in html
    for deelnemer in o.deelnemers:
        assert deelnemer.wettelijke_taak in html
        for artikel in deelnemer.grondslag:
            assert f"/kennis/artikelen/{artikel}/" in html
            assert bram.get(f"/kennis/artikelen/{artikel}/").status_code == 200
    assert ("niet: niet in te zien" in html) == (slug in ("loket_voorschool", "loket_onderwijs", "thuiszitterstafel"))


@pytest.mark.eis("O1")
def test_a_type_that_is_not_there_is_not_found(bram: Client) -> None:
    assert bram.get("/overleg/typen/koffieoverleg/").status_code == 404


@pytest.mark.eis("O1")
def test_the_page_that_helps_to_choose_answers_without_script(bram: Client) -> None:
    assert "Waarom de andere niet passen" not in text(bram, "/overleg/kiezen/")
    html = text(bram, "/overleg/kiezen/?plek=opvang&aanleiding=hulp&aan_tafel=nee")
    eerst, rest = html.split("Waarom de andere niet passen")
    assert "Loket voorschool en jeugdhulp" in eerst
    assert "Thuiszitterstafel" in rest
    assert 'value="opvang" id="veld-plek" checked' in html


@pytest.mark.eis("O1")
@pytest.mark.parametrize("vraag", ["plek=maan", "nodig=buurman&nodig=%00", "aan_tafel=%F0%9F%98%80", "aanleiding=x"])
def test_a_wrong_answer_is_a_clear_fault(bram: Client, vraag: str) -> None:
    assert "Er klopt iets niet" in text(bram, f"/overleg/kiezen/?{vraag}")


@pytest.mark.eis("O2")
def test_all_types_stand_side_by_side(bram: Client) -> None:
    html = text(bram, "/overleg/typen/")
    assert html.count('<th scope="col">') == 8
    assert "Ouders aan tafel" in html


@pytest.mark.eis("C6", "O1")
def test_a_type_that_the_covenant_lacks_can_be_read_but_not_chosen(mensen: Any, bram: Client) -> None:
    from deelwijs.convenant.models import ConvenantVersie
    from deelwijs.logboek.kring import Kring, in_kring

    assert "Niet te kiezen" not in text(bram, "/overleg/typen/vot/")
    with in_kring(Kring(rol="beheer")):
        versie = ConvenantVersie.objects.get()
        toetredingen = list(versie.toetredingen.all())
        for toetreding in toetredingen:
            toetreding.beeindigd_op = versie.geldig_vanaf
            toetreding.save()
    assert "Niet te kiezen" in text(bram, "/overleg/typen/vot/")
