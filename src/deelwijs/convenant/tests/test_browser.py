# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The administrator in a real browser, with axe on every page: a party, its mandate, an accession, a new version."""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

BEELDEN = os.environ.get("DEELWIJS_BEELDEN")  # a folder to look at afterwards


def shot(page, naam):
    if BEELDEN:
        page.screenshot(path=Path(BEELDEN) / f"{naam}.png", full_page=True)


def fill_day(page, vraag, dag):
    group = page.get_by_role("group", name=vraag)
    for veld, waarde in (("Dag", dag.day), ("Maand", dag.month), ("Jaar", dag.year)):
        group.get_by_label(veld).fill(str(waarde))


def no_sideways_scroll(page):
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.eis("C1", "C2", "C3")
@pytest.mark.parametrize("breedte", [1280, 360])
def test_the_administrator_lets_a_party_in_and_writes_a_new_version(levend, page, toegankelijk, breedte):
    page.set_viewport_size({"width": breedte, "height": 900})
    levend.log_in(page.context, levend.mensen.hugo)
    today = timezone.localdate()

    def seen(naam):
        toegankelijk(page)
        no_sideways_scroll(page)
        shot(page, f"{naam}-{breedte}")

    page.goto(levend.adres + "/beheer/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Convenant")
    seen("01-overzicht")

    # A party, first with something missing.
    page.get_by_role("link", name="Partijen", exact=True).click()
    seen("02-partijen")
    page.get_by_role("link", name="Nieuwe partij").click()
    page.get_by_label("Hoe heet de organisatie?").fill("Hulp Linde")
    page.get_by_role("button", name="Voeg de partij toe").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies wat voor organisatie het is")
    seen("03-fout")
    page.get_by_label("Jeugdhulpaanbieder", exact=True).first.check()
    page.get_by_label("Waar kunnen jongeren en ouders terecht?").fill("085 000 00 00")
    page.get_by_role("group", name="Welke taken heeft").get_by_label("Jeugdhulpaanbieder", exact=True).check()
    page.get_by_role("button", name="Voeg de partij toe").click()
    expect(page.get_by_role("status")).to_contain_text("toegevoegd")
    seen("04-partij")
    page.get_by_role("link", name="Mandaat vastleggen").click()
    page.get_by_label("Wie tekent er?").fill("N. Linde")
    page.get_by_label("Wat is de functie?").fill("directeur")
    page.get_by_label("Waarop steunt het mandaat?").fill("statuten")
    fill_day(page, "eerste dag", today)
    seen("05-mandaat")
    page.get_by_role("button", name="Leg het mandaat vast").click()

    # It accedes.
    page.goto(levend.adres + "/beheer/")
    page.get_by_role("link", name="Versie 1").click()
    seen("06-versie")
    page.get_by_role("link", name="Partij laten toetreden").click()
    page.get_by_label("Hulp Linde").check()
    fill_day(page, "het eens", today)
    seen("07-toetreden")
    page.get_by_role("button", name="Maak het formulier").click()
    seen("08-toetreding")
    page.get_by_role("link", name="Toetredingsformulier").click()
    seen("09-formulier")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download als PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    page.get_by_role("link", name="Terug").click()
    page.get_by_role("link", name="Handtekening vastleggen").click()
    page.get_by_label("N. Linde, directeur").check()
    page.get_by_role("button", name="Leg de handtekening vast").click()
    page.get_by_role("link", name="Toetreding bekendmaken").click()
    seen("10-bekendmaken")
    page.get_by_role("button", name="Maak bekend").click()
    expect(page.get_by_role("status")).to_contain_text("Partijen met bericht: 5")
    seen("11-bekend")
    # Back and again: nothing happens twice.
    page.go_back()
    page.get_by_role("button", name="Maak bekend").click()
    expect(page.get_by_role("status")).to_contain_text("Partijen met bericht: 5")

    # A new version.
    page.goto(levend.adres + "/beheer/")
    page.get_by_role("link", name="Nieuwe versie").click()
    fill_day(page, "nieuwe versie", today)
    page.get_by_role("button", name="Begin de nieuwe versie").click()
    page.get_by_role("link", name="Inhoud wijzigen").click()
    seen("12-inhoud")
    page.get_by_label("Begeleiden naar school of werk na uitval").uncheck()
    page.get_by_role("button", name="Sla op").click()
    expect(page.get_by_text("Eraf:")).to_be_visible()
    seen("13-concept")
    page.get_by_role("link", name="Handtekening vastleggen van De Beuk").click()
    seen("14-tekenen")
    page.get_by_label("Bestuurder").check()
    page.get_by_role("button", name="Leg de handtekening vast").click()
    expect(page.get_by_role("status")).to_contain_text("De handtekening is vastgelegd")


@pytest.mark.eis("C2")
def test_the_others_read_the_agreement_and_hear_who_is_new(levend, page, toegankelijk):
    from deelwijs.convenant.models import Kennisgeving
    from deelwijs.logboek.kring import Kring, in_kring

    mensen = levend.mensen
    with in_kring(Kring(rol="beheer")):
        Kennisgeving.objects.create(
            toetreding=mensen.versie.toetredingen.get(partij=mensen.anouk.partij),
            partij=mensen.bram.partij,
            gemaakt_op=timezone.now(),
        )
    page.set_viewport_size({"width": 360, "height": 800})
    levend.log_in(page.context, mensen.bram)
    page.goto(levend.adres + "/convenant/")
    toegankelijk(page)
    no_sideways_scroll(page)
    shot(page, "20-inzage")
    page.get_by_role("button", name="Gezien").click()
    expect(page.get_by_role("status")).to_contain_text("gezien")
    expect(page.get_by_text("JGZ Vlietlanden doet mee")).to_have_count(0)
    page.goto(levend.adres + "/beheer/")
    expect(page.get_by_text("Fout 404")).to_be_visible()
