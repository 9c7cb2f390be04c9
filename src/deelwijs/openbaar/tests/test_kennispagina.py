# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The pages of knowledge: every rule, article and case has one, tied together, and searching finds old names."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from deelwijs.openbaar.kennis_views import bibliotheek
from deelwijs.openbaar.kennispagina import Bibliotheek

pytestmark = pytest.mark.eis("T22")


@pytest.fixture
def bieb() -> Bibliotheek:
    return bibliotheek()


def get(client: Client, adres: str) -> str:
    response = client.get(adres)
    assert response.status_code == 200, adres
    assert not response.cookies, adres
    return unescape(response.content.decode())


def test_every_rule_has_a_page_with_its_sources_and_texts(client: Client, bieb: Bibliotheek) -> None:
    for naam, versies in bieb.regels.items():
        html = get(client, reverse("openbaar:regel", args=[naam]))
        regel = versies[-1]
        assert regel.titel in html
        assert regel.tekst["jongere"] in html
        for versie in versies:
            for bron in versie.bronnen:
                if bron.soort == "wet":
                    assert reverse("openbaar:artikel", args=[bron.id]) in html


def test_every_article_has_a_page_that_tells_dates_and_certainty(client: Client, bieb: Bibliotheek) -> None:
    for sleutel, versies in bieb.artikelen.items():
        html = get(client, reverse("openbaar:artikel", args=[sleutel]))
        for artikel in versies:
            assert artikel.parafrase in html
            assert artikel.zekerheid in html
        assert ("Niet zeker" in html) == any("laag" in (a.zekerheid, a.datum_zekerheid) for a in versies)


def test_a_worked_case_has_a_page_from_which_one_can_go_on(client: Client, bieb: Bibliotheek) -> None:
    for geval in bieb.kennis.voorbeelden[::25]:
        html = get(client, reverse("openbaar:voorbeeld", args=[geval.id]))
        assert geval.titel in html
        assert geval.verhaal in html


def test_every_page_of_knowledge_answers_and_every_link_between_them_works(client: Client, bieb: Bibliotheek) -> None:
    begin = [
        "kennis",
        "artikelen",
        "voorbeelden",
        "lezingen",
        "begrippen",
        "websitetekst",
        "over",
        "toegankelijkheid",
    ]
    te_doen = [reverse(f"openbaar:{naam}") for naam in begin]
    gezien: set[str] = set()
    while te_doen and len(gezien) < 150:
        adres = te_doen.pop(0)
        if adres in gezien:
            continue
        gezien.add(adres)
        html = get(client, adres)
        te_doen += [a for a in re.findall(r'href="(/kennis/[^"#?]*)', html) if a not in gezien]
    assert len(gezien) == 150


@pytest.mark.parametrize(
    ("vraag", "soort", "naam"),
    [
        ("RMC", "woord", "doorstroompunt"),
        ("gezinsvoogd", "woord", "jeugdbeschermer"),
        ("leerplichtwet 21a", "artikel", "leerplichtwet:21a"),
        ("beroepsgeheim medisch", "regel", "geheim-wgbo"),
        ("V26", "lezing", "V26"),
        ("Wams", "scenario", "wams"),
    ],
)
def test_searching_finds_by_old_name_number_and_word(bieb: Bibliotheek, vraag: str, soort: str, naam: str) -> None:
    assert naam in [treffer.naam for treffer in bieb.search(vraag)[soort]]


def test_searching_ignores_case_and_accents_and_wants_every_word(bieb: Bibliotheek) -> None:
    assert bieb.search("VERZUIM")["regel"] == bieb.search("verzuim")["regel"]
    assert bieb.search("verzuim xyzzy") == {}
    assert bieb.search("") == {}


@pytest.mark.parametrize("vraag", ["<script>alert(1)</script>", "%00", "a" * 5000, "𝕏 \x00 &amp;", "'; drop table"])
def test_any_search_gives_a_page(client: Client, vraag: str) -> None:
    response = client.get(reverse("openbaar:kennis"), {"q": vraag})
    assert response.status_code == 200
    assert b"<script>alert(1)" not in response.content


@pytest.mark.parametrize("adres", ["regel", "artikel", "voorbeeld", "onderwerp", "scenario", "voorbeelden_van"])
def test_what_is_not_there_is_a_404(client: Client, adres: str) -> None:
    assert client.get(reverse(f"openbaar:{adres}", args=["bestaat-niet"])).status_code == 404


def test_the_condition_of_a_rule_reads_as_questions_with_answers(bieb: Bibliotheek) -> None:
    regel = bieb.regels["lpw-21a-verzuimmelding"][-1] if "lpw-21a-verzuimmelding" in bieb.regels else None
    assert regel is not None
    rijen = {rij["vraag"]: rij["antwoorden"] for rij in bieb.condition(regel.als)}
    assert rijen[bieb.kennis.feiten["ontvanger"].vraag["professional"]] == ["leerplichtambtenaar van de gemeente"]
