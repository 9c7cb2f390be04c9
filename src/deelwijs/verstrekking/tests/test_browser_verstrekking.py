# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The way of a datum through the real program: look, answer, give, look, withdraw, look again; by keyboard too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from conftest import Levend
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from deelwijs.verstrekking.rooster import cell_name
from deelwijs.verstrekking.tests.geval import MERK, WAAROM, Geval, geval, ingebracht

pytestmark = [pytest.mark.eis("D4", "D5", "T19"), pytest.mark.traag]
DESKTOP, TELEFOON = {"width": 1280, "height": 900}, {"width": 320, "height": 700}


@pytest.fixture
def g(levend: Levend) -> Geval:
    found = geval(levend.mensen)
    ingebracht(found.casus, levend.mensen.bram, "verzuim", tekst="afwezig")
    return found


@pytest.fixture
def als(levend: Levend, browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def page(wie: str, maat: dict[str, int] = DESKTOP, **rest: Any) -> Page:
        context = browser.new_context(base_url=levend.adres, viewport=maat, **rest)  # type: ignore[arg-type]
        contexts.append(context)
        levend.log_in(context, getattr(levend.mensen, wie))
        return context.new_page()

    yield page
    for context in contexts:
        context.close()


def wide_enough(page: Page) -> None:
    """Nothing hangs out of the screen sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url


@pytest.mark.parametrize("maat", [DESKTOP, TELEFOON], ids=["desktop", "telefoon"])
def test_the_way_of_a_datum(
    g: Geval, als: Callable[..., Page], toegankelijk: Callable[[Page], None], maat: dict[str, int]
) -> None:
    cel = g.cel("dorien", "wat")
    g.alles_in_orde(g.cel("dorien", "dat"))
    g.alles_in_orde(cel, noodzaak=None)
    naam = cell_name(g.datum.pk, g.zetels["dorien"].pk)
    bram, dorien = als("bram", maat), als("dorien", maat)
    bram.goto(reverse("verstrekking:rooster", args=[g.casus.pk]))
    toegankelijk(bram)
    wide_enough(bram)
    vak = bram.locator(f"#vak-{naam}")
    expect(vak).to_contain_text("Ja, dit mag")
    # Choosing another level tests anew without a new page.
    bram.select_option(f"#n-{naam}", "wat")
    expect(vak).to_contain_text("Nog niet te zeggen")
    expect(bram.locator("#kop-vraag")).to_be_visible()
    bram.goto(reverse("verstrekking:cel", args=[g.casus.pk, g.datum.pk, g.zetels["dorien"].pk, "wat"]))
    toegankelijk(bram)
    wide_enough(bram)
    bram.get_by_label("Zonder deze gegevens lukt het niet").check()
    bram.get_by_role("button", name="Bewaar dit antwoord").click()
    expect(bram.locator("h2.dw-uitkomst__titel").first).to_contain_text("Ja, dit mag")
    bram.get_by_role("button", name="Verder om dit te geven").click()
    toegankelijk(bram)
    wide_enough(bram)
    bram.get_by_role("button", name="Verstrek").click()
    expect(bram.get_by_role("alert")).to_contain_text("Er kloppen 2 dingen niet")
    toegankelijk(bram)
    bram.get_by_label("Waarom heeft de ontvanger dit nodig?").fill(WAAROM)
    bram.get_by_label("Waarom is het niet genoeg").fill("Zonder de inhoud kan zij geen hulp kiezen.")
    bram.get_by_role("button", name="Verstrek").click()
    expect(bram.locator("main")).to_contain_text("Gegeven.")
    toegankelijk(bram)
    # The same form once more: nothing twice.
    bram.reload()
    expect(bram.locator("main")).to_contain_text("Er is niets dubbel gegeven")
    dorien.goto(reverse("verstrekking:ontvangen"))
    toegankelijk(dorien)
    wide_enough(dorien)
    dorien.get_by_role("link", name="wat de jongere op school nodig heeft").click()
    expect(dorien.locator("main")).to_contain_text(MERK)
    toegankelijk(dorien)
    wide_enough(dorien)
    bram.goto(reverse("verstrekking:gegeven", args=[g.casus.pk]))
    expect(bram.locator("main")).to_contain_text("Bekeken.")
    toegankelijk(bram)
    wide_enough(bram)
    bram.get_by_role("link", name="Trek in").click()
    toegankelijk(bram)
    bram.get_by_role("button", name="Trek in").click()
    dorien.reload()
    expect(dorien.locator("main")).not_to_contain_text(MERK)
    expect(dorien.locator("main")).to_contain_text("Dit is nu gesloten")
    toegankelijk(dorien)


def test_giving_with_the_keyboard_alone_and_without_javascript(g: Geval, als: Callable[..., Page]) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"))
    naam = cell_name(g.datum.pk, g.zetels["dorien"].pk)
    page = als("bram", java_script_enabled=False)
    page.goto(reverse("verstrekking:rooster", args=[g.casus.pk]))

    def tab_to(selector: str) -> None:
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.locator(f"{selector}:focus").count():
                return
        raise AssertionError(f"Tab never came to {selector}")

    tab_to(f"input[name=k][value='{naam}']")
    page.keyboard.press("Space")
    tab_to("button[value=kies]")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Controleer en geef")
    tab_to(f"[name='waarom-{naam}']")
    page.keyboard.type(WAAROM)
    tab_to("button[value=verstrek]")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Gegeven.")


@pytest.mark.eis("D5", "D12")
def test_the_other_pages_break_no_rule_on_a_phone(
    g: Geval, als: Callable[..., Page], toegankelijk: Callable[[Page], None]
) -> None:
    cel = g.cel("dorien", "dat")
    g.alles_in_orde(cel, geinformeerd="nee")
    row = g.verstrek("dorien", spoed="De ouders zijn vandaag niet te bereiken.")
    dorien, bram, gerda = (als(wie, TELEFOON) for wie in ("dorien", "bram", "gerda"))
    for page, url in (
        (dorien, reverse("verstrekking:een", args=[row.pk])),
        (dorien, reverse("verstrekking:verder", args=[row.pk])),
        (bram, reverse("verstrekking:een", args=[row.pk])),
        (bram, reverse("verstrekking:taken")),
        (bram, reverse("verstrekking:verzoeken")),
        (bram, reverse("verstrekking:fase", args=[g.casus.pk])),
        (bram, reverse("casus:detail", args=[g.casus.pk])),
        (gerda, reverse("verstrekking:fg")),
    ):
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == 200, url
        toegankelijk(page)
        wide_enough(page)
    gerda.get_by_role("link", name="Met spoed verstrekt").click()
    expect(gerda.locator("main")).not_to_contain_text(MERK)
    toegankelijk(gerda)
    wide_enough(gerda)
