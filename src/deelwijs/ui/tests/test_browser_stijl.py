# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The style page in a real browser: in every scheme, at every width, with the keyboard, and on paper."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

WEERGAVEN: dict[str, dict[str, Any]] = {
    "breed": {"viewport": {"width": 1280, "height": 900}},
    "donker": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "hoog contrast": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
    "hoog contrast donker": {"forced_colors": "active", "color_scheme": "dark"},
    "telefoon": {"viewport": {"width": 390, "height": 800}, "is_mobile": True, "has_touch": True},
    "320 breed": {"viewport": {"width": 320, "height": 700}},
    # 400 % zoom of 1280 x 1024: a window of 320 x 256 CSS pixels, each four by four.
    "400 % zoom": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
}  # fmt: skip


@pytest.fixture(params=list(WEERGAVEN.values()), ids=list(WEERGAVEN))
def bladzij(request: pytest.FixtureRequest, browser: Any, adres: str) -> Iterator[Any]:
    context = browser.new_context(base_url=adres, **request.param)
    page = context.new_page()
    page.goto("/stijl/", wait_until="networkidle")
    yield page
    context.close()


def test_the_page_breaks_no_rule_of_wcag_that_a_machine_can_see(
    bladzij: Any, toegankelijk: Callable[[Any], None]
) -> None:
    toegankelijk(bladzij)


def test_the_page_never_scrolls_sideways(bladzij: Any) -> None:
    assert bladzij.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    # Nothing sticks out of the window either, apart from tables, which scroll in their own box.
    out = bladzij.evaluate(
        """() => [...document.querySelectorAll('main *, header *, footer *')]
          .filter(e => !e.closest('.dw-tabel') && e.checkVisibility() && e.getBoundingClientRect().width > 1)
          .filter(e => { const r = e.getBoundingClientRect(); return r.left < -1 || r.right > innerWidth + 1 })
          .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert out == []


def test_every_thing_to_press_is_at_least_24_pixels_unless_it_stands_in_a_line_of_text(bladzij: Any) -> None:
    small = bladzij.evaluate(
        """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), summary, label.dw-keuze')]
          .filter(e => e.checkVisibility() && !e.closest('p, li, dd, h3') || e.closest('nav'))
          .filter(e => { const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24 })
          .filter(e => !e.classList.contains('utrecht-skip-link') && !e.closest('.dw-kruimel'))
          .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_the_words_on_a_button_differ_from_its_ground(bladzij: Any) -> None:
    # axe looks past this in forced colours, where a link that looks like a button once was white on white.
    same = bladzij.evaluate(
        """() => [...document.querySelectorAll('.utrecht-button')]
          .filter(e => getComputedStyle(e).color === getComputedStyle(e).backgroundColor).map(e => e.outerHTML)"""
    )
    assert same == []
    link = bladzij.locator("a.utrecht-button--primary-action")
    with_words = link.screenshot()
    link.locator("span").evaluate("e => { e.style.visibility = 'hidden' }")
    assert link.screenshot() != with_words, "one sees no difference with and without the words"


def test_the_choice_of_colours_works_without_javascript(browser: Any, adres: str) -> None:
    context = browser.new_context(base_url=adres, java_script_enabled=False, color_scheme="light")
    page = context.new_page()
    page.goto("/stijl/")
    page.get_by_role("button", name="Donker").click()
    assert page.url == f"{adres}/stijl/"
    assert page.locator("html").get_attribute("data-thema") == "donker"
    assert page.get_by_role("button", name="Donker").get_attribute("aria-pressed") == "true"
    context.close()


@pytest.mark.parametrize("thema", ["licht", "donker"])
def test_a_choice_wins_from_the_device(
    browser: Any, adres: str, thema: str, toegankelijk: Callable[[Any], None]
) -> None:
    context = browser.new_context(base_url=adres, color_scheme="light" if thema == "donker" else "dark")
    context.add_cookies([{"name": "thema", "value": thema, "url": adres}])
    page = context.new_page()
    page.goto("/stijl/")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, ground[4:-1].split(","))) < 200) == (thema == "donker")
    toegankelijk(page)
    context.close()


def test_the_first_tab_goes_past_the_menu_to_the_content(page: Any) -> None:
    page.goto("/bestaat-niet")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ga naar de inhoud"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_the_error_summary_has_the_focus_and_leads_to_the_field(page: Any) -> None:
    page.goto("/stijl/")
    assert page.evaluate("document.activeElement.className") == "dw-foutenoverzicht"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.id") == "veld-ontvanger_fout"
    assert page.locator("#veld-ontvanger_fout").is_checked()


def test_nothing_on_the_page_is_refused_or_missing(page: Any) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("response", lambda answer: said.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.goto("/stijl/", wait_until="networkidle")
    assert said == []
    config = page.evaluate(
        "['allowEval', 'includeIndicatorStyles', 'selfRequestsOnly', 'historyCacheSize'].map(k => htmx.config[k])"
    )
    assert config == [False, False, True, 0]
    assert page.evaluate(
        "document.fonts.check('600 16px \"Source Serif 4\"') && document.fonts.check('16px \"Source Sans 3\"')"
    )


def test_paper_shows_the_outcome_and_the_boxes_and_no_buttons(page: Any) -> None:
    page.goto("/stijl/")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".dw-uitkomst__vorm").first.is_visible()
    assert page.locator(".dw-checklist__vak").first.is_visible()
    assert not page.locator(".dw-knoppen").first.is_visible()
    assert not page.locator(".dw-voet").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(20, 40, 43)"
