# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The way of a casus in a real browser against the running program: axe on every page, at two widths, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import Levend
from django.db import connections

from deelwijs.casus.models import Casus, Deelname
from deelwijs.logboek.kring import in_kring

BREEDTES = (320, 1280)


@pytest.fixture(autouse=True, scope="module")
def naast_de_browser() -> Iterator[None]:
    """Django sees the loop of the browser's driver and takes it for its own; here nothing runs in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield
        for connection in connections.all(initialized_only=True):
            connection.close()  # it belongs to that loop: nobody else would


class Loper:
    """Somebody at the keyboard, who looks at every page at both widths."""

    def __init__(self, levend: Levend, browser: Any, wie: Any, axe: Callable[[Any], None]) -> None:
        self.context = browser.new_context(base_url=levend.adres, java_script_enabled=True)
        levend.log_in(self.context, wie)
        self.page, self.axe = self.context.new_page(), axe

    def ga(self, adres: str) -> None:
        self.page.goto(adres)
        self.kijk()

    def kijk(self) -> None:
        """One h1, a title, nothing wider than the screen, and no rule of WCAG broken."""
        for breedte in BREEDTES:
            self.page.set_viewport_size({"width": breedte, "height": 900})
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (self.page.url, breedte, wide)
            assert self.page.locator("h1").count() == 1, self.page.url
            self.axe(self.page)

    def kies(self, naam: str, waarde: str) -> None:
        """Choose an answer with the keyboard: go to it and press the space bar."""
        box = self.page.locator(f'input[name="{naam}"][value="{waarde}"]')
        box.focus()
        self.page.keyboard.press("Space")
        assert box.is_checked(), naam

    def vul(self, **velden: str) -> None:
        for naam, waarde in velden.items():
            self.page.locator(f'[name="{naam.replace("__", "-")}"]').fill(waarde)

    def druk(self, tekst: str) -> None:
        knop = self.page.get_by_role("button", name=tekst)
        knop.focus()
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.kijk()

    def volg(self, tekst: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=tekst).click()
        self.kijk()

    def zegt(self, tekst: str) -> None:
        assert tekst in self.page.inner_text("main"), (tekst, self.page.url)


@pytest.mark.eis("D1", "D2", "D3", "D6", "D10")
@pytest.mark.traag
def test_the_way_of_a_casus_with_the_keyboard(
    levend: Levend, browser: Any, toegankelijk: Callable[[Any], None]
) -> None:
    mensen = levend.mensen
    bram = Loper(levend, browser, mensen.bram, toegankelijk)
    bram.ga("/werk/")
    bram.zegt("U hebt nog geen casussen")
    bram.ga("/casus/openen/")
    bram.druk("Verder")
    bram.zegt("Kies een overleg.")
    bram.kies("overlegtype", "mdo_zat")
    bram.druk("Verder")
    bram.kies("doel", "stagnatie_voorkomen")
    bram.vul(doel_tekst="Weer alle lessen volgen.", tekst="Noor mist veel lessen.", herkomst="gesprek met de mentor")
    for naam, waarde in (
        ("categorie", "onderwijs"),
        ("aard", "feit"),
        ("geheim", "geen"),
        ("grondslag", "wvo-2020:2.41"),
    ):
        bram.kies(naam, waarde)
    bram.vul(verantwoordelijkheid="De school begeleidt de jongere.")
    bram.druk("Verder")
    bram.vul(jongere__naam="Noor Vlietstra", jongere__woonplaats="Oudvliet", jongere__herkomst="administratie")
    bram.vul(jongere__geboortedatum_dag="17", jongere__geboortedatum_maand="5", jongere__geboortedatum_jaar="2012")
    bram.druk("Start de casus")
    bram.zegt("De casus is gestart")
    bram.zegt("Noor Vlietstra")
    casus = bram.page.url.rstrip("/").rsplit("/", 1)[1]
    for rest in ("uitnodigen/", "uitnodigen/?derde=1", "collegas/", "regie/", "sluiten/", "rondom/", "verklaren/"):
        bram.ga(f"/casus/{casus}/{rest}")
    bram.ga(f"/casus/{casus}/inbreng/nieuw/")
    bram.druk("Breng in")
    bram.zegt("Kies wat voor gegeven dit is.")
    for naam, waarde in (("categorie", "verzuim"), ("aard", "feit"), ("geheim", "geen")):
        bram.kies(naam, waarde)
    bram.vul(titel="Gemiste lessen", tekst="Zes uur in oktober.", herkomst="verzuimregistratie")
    bram.page.set_input_files('[name="bijlage"]', {"name": "overzicht.txt", "mimeType": "text/plain", "buffer": b"6"})
    bram.druk("Breng in")
    bram.zegt("Het gegeven is ingebracht")
    bram.zegt("overzicht.txt")
    bram.volg("Verbeter dit gegeven")
    bram.vul(tekst="Vier uur in oktober.")
    bram.druk("Leg de verbetering vast")
    bram.zegt("De verbetering is vastgelegd")

    bram.ga(f"/casus/{casus}/uitnodigen/?taak=jeugdgezondheidszorg")
    bram.page.get_by_label("JGZ Vlietlanden").check()
    bram.druk("Verstuur de uitnodiging")
    bram.zegt("De uitnodiging is verzonden")

    anouk = Loper(levend, browser, mensen.anouk, toegankelijk)
    anouk.ga("/werk/")
    anouk.zegt("Uw organisatie is uitgenodigd")
    anouk.volg("Beantwoord de uitnodiging")
    anouk.page.get_by_label("Anouk").check()
    anouk.druk("Verstuur het antwoord")
    anouk.vul(verantwoordelijkheid="Wij kijken naar de gezondheid.")
    anouk.kies("grondslag", "wpg-gezondheid:5")
    anouk.druk("Leg mijn verklaring vast")
    anouk.zegt("De jongere")
    assert "Noor" not in anouk.page.content()
    bram.ga("/werk/")
    bram.zegt("JGZ Vlietlanden doet mee")
    bram.vul(naam="vlietstra")
    bram.druk("Zoek")
    bram.zegt("Noor Vlietstra")
    with in_kring(mensen.anouk.kring):
        assert Casus.objects.get().fase == "intake"
        assert Deelname.objects.filter(verklaard_op__isnull=False).count() == 2


@pytest.mark.eis("B1")
@pytest.mark.traag
def test_a_long_text_survives_a_session_that_ends(levend: Levend, browser: Any) -> None:
    """The session ends while somebody writes: after logging in again the text is there, unsent."""
    from deelwijs.overleg.tests.begin import opened

    bram = levend.mensen.bram
    casus = opened(bram)
    context = browser.new_context(base_url=levend.adres, java_script_enabled=False)
    levend.log_in(context, bram)
    page = context.new_page()
    page.goto(f"/casus/{casus.pk}/inbreng/nieuw/")
    page.fill('[name="tekst"]', "Een lange tekst. " * 100)
    page.fill('[name="titel"]', "Over de lessen")
    from deelwijs.partij.models import Sessie

    Sessie.objects.update(expire_date="2020-01-01T00:00:00Z")
    page.get_by_role("button", name="Breng in").click()
    assert "/inloggen/" in page.url
    levend.log_in(context, bram)
    page.goto(f"/casus/{casus.pk}/inbreng/nieuw/")
    assert page.input_value('[name="tekst"]') == "Een lange tekst. " * 100
    assert page.input_value('[name="titel"]') == "Over de lessen"
