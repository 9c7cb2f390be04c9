# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The public page in a real browser: each kind of page in every view, and whole conversations by keyboard."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from deelwijs.openbaar.tests.formulier import VRAAG, fields
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import PUBLIEKEN, Uitkomst
from deelwijs.ui.tests.test_browser_stijl import WEERGAVEN

KENNIS = load_shipped()
# Questions that are few and of each kind: a list with headings, several answers, a number.
KORT = {"handeling": "bewaren", "houder": "school", "bewaar_reden": "doel_loopt"}
STUUR = """velden => {
  const form = Object.assign(document.createElement('form'), {method: 'post', action: '/mag-ik-dit-delen/'});
  for (const [name, value] of velden)
    form.append(Object.assign(document.createElement('input'), {type: 'hidden', name, value}));
  document.body.append(form);
  form.submit();
}"""


def send(page: Any, **velden: str | list[str]) -> None:
    """Have the browser send a form to the page, as a page of ours would."""
    if page.url == "about:blank":
        page.goto("/")
    paren = [[naam, w] for naam, ws in velden.items() for w in (ws if isinstance(ws, list) else [ws])]
    with page.expect_navigation():
        page.evaluate(STUUR, paren)


def show(page: Any, uitkomst: Uitkomst, publiek: str) -> None:
    """Show the result page of a worked case with this outcome, with more than one category where there is one."""
    gevallen = [v for v in KENNIS.voorbeelden if v.uitkomst is uitkomst]
    voorbeeld = next((v for v in gevallen if len(set(v.per_categorie.values())) > 1), gevallen[0])
    send(page, **fields(voorbeeld, publiek), doe="antwoord")


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.fixture(params=list(WEERGAVEN.values()), ids=list(WEERGAVEN))
def bladzij(request: pytest.FixtureRequest, browser: Any, adres: str) -> Iterator[Any]:
    context = browser.new_context(base_url=adres, **request.param)
    yield context.new_page()
    context.close()


def test_each_kind_of_page_is_accessible_in_every_view(bladzij: Any, toegankelijk: Callable[[Any], None]) -> None:
    bladzij.goto("/")
    bladzij.locator("summary").first.click()
    toegankelijk(bladzij)
    assert fits(bladzij)
    begin = {"publiek": "professional", "a_handeling": "delen"}
    for velden in (
        {**begin, "doe": "vraag:categorie"},
        {**begin, "doe": "verder", "vraag": "leeftijd", "antwoord": "140"},
        {**begin, "doe": "vraag:erkenning_datum", "scenario": list(KENNIS.scenarios), "lezing": "rekkelijk"},
    ):
        send(bladzij, **velden)
        toegankelijk(bladzij)
        assert fits(bladzij)
    show(bladzij, Uitkomst.ONVOLLEDIG, "jongere")
    toegankelijk(bladzij)
    assert fits(bladzij)


@pytest.mark.parametrize("uitkomst", list(Uitkomst))
def test_each_outcome_is_accessible_on_a_wide_and_a_narrow_window(
    page: Any, uitkomst: Uitkomst, toegankelijk: Callable[[Any], None]
) -> None:
    for publiek, breed in (("professional", 1280), ("jongere", 390)):
        page.set_viewport_size({"width": breed, "height": 800})
        show(page, uitkomst, publiek)
        page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
        toegankelijk(page)
        assert fits(page)
        assert page.locator("h1").count() == 1
    page.set_viewport_size({"width": 320, "height": 256})
    assert fits(page)


@pytest.mark.eis("T21")
@pytest.mark.parametrize("publiek", PUBLIEKEN)
def test_a_whole_conversation_goes_by_keyboard_alone(page: Any, publiek: str) -> None:
    page.goto("/")
    press_until(page, "input[name=publiek]")
    for _ in range(PUBLIEKEN.index(publiek)):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert page.locator(f"input[value={publiek}]").is_checked()
    submit(page)
    gezien = []
    while page.locator("input[name=vraag]").count():
        feit = page.input_value("input[name=vraag]")
        gezien.append(feit)
        assert KENNIS.feiten[feit].vraag[publiek] == page.locator("h1").inner_text()
        press_until(page, "#veld-antwoord, input[name=antwoord]")
        if page.locator("#veld-antwoord[type=text]").count():
            page.keyboard.type("3")
        else:
            antwoorden = page.locator("input[name=antwoord]").evaluate_all("l => l.map(e => e.value)")
            kies = KORT.get(feit, "weet_niet")
            if page.locator("input[type=checkbox]").count():
                press_until(page, f"input[name=antwoord][value={kies}]")
            else:
                for _ in range(antwoorden.index(kies)):
                    page.keyboard.press("ArrowDown")
            page.keyboard.press("Space")
        submit(page)
    assert gezien[:2] == ["handeling", "houder"]
    assert page.locator("h1.dw-uitkomst__titel").is_visible()


def press_until(page: Any, selector: str) -> None:
    """Press Tab until the focus is on one of these."""
    for _ in range(120):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"no Tab leads to {selector}")


def submit(page: Any) -> None:
    """Press Tab to the button that goes on, and Enter."""
    press_until(page, "button[value=verder], button[value=begin]")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_enter_in_a_field_goes_on_and_does_not_go_back(page: Any) -> None:
    send(page, publiek="ouder", doe="vraag:leeftijd", a_handeling="delen")
    page.locator("#veld-antwoord").fill("15")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("input[name=a_leeftijd]").first.get_attribute("value") == "15"


def test_everything_works_without_javascript(browser: Any, adres: str) -> None:
    context = browser.new_context(base_url=adres, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_text("Ik ben zelf de jongere").click()
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("Iemand bewaart nog dingen over mij").click()
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Verder").click()
    assert page.get_by_role("alert").get_by_text("Kies een antwoord").is_visible()
    page.get_by_role("button", name="Wijzig").first.click()
    assert page.locator("input[name=antwoord][value=bewaren]").is_checked()
    page.get_by_role("button", name="Donker").click()
    assert page.locator("html").get_attribute("data-thema") == "donker"
    assert page.locator("input[name=antwoord][value=bewaren]").is_checked()
    page.get_by_role("button", name="Toon het antwoord nu").click()
    assert page.locator("h1.dw-uitkomst__titel").is_visible()
    assert [cookie["name"] for cookie in context.cookies()] == ["thema"]
    assert page.url == f"{adres}{VRAAG}"
    page.get_by_role("link", name="Opnieuw beginnen").click()
    assert page.url == f"{adres}/"
    context.close()


def test_the_back_button_of_the_browser_shows_the_pages_again(page: Any) -> None:
    page.goto("/")
    page.locator("input[value=professional]").check()
    page.get_by_role("button", name="Begin").click()
    koppen = []
    for antwoord in ("delen", "school_vo", "veilig_thuis"):
        koppen.append(page.locator("h1").inner_text())
        page.locator(f"input[name=antwoord][value={antwoord}]").check()
        page.get_by_role("button", name="Verder").click()
    for kop in reversed(koppen):
        page.go_back()
        assert page.locator("h1").inner_text() == kop
    page.go_forward()
    assert page.locator("h1").inner_text() == koppen[1]


def test_a_double_click_on_a_button_goes_one_question_on(page: Any) -> None:
    send(page, publiek="professional", doe="vraag:handeling")
    page.locator("input[value=delen]").check()
    page.get_by_role("button", name="Verder").dblclick()
    page.locator("input[name=vraag][value=verstrekker]").wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    assert page.input_value("input[name=vraag]") == "verstrekker"


def test_the_error_summary_has_the_focus(page: Any) -> None:
    send(page, publiek="ouder", doe="verder", vraag="leeftijd", antwoord="140")
    assert page.evaluate("document.activeElement.className") == "dw-foutenoverzicht"
    assert page.title().startswith("Fout: ")
    assert page.input_value("#veld-antwoord") == "140"


def test_paper_shows_the_outcome_the_answers_and_what_was_folded(page: Any) -> None:
    show(page, Uitkomst.ONVOLLEDIG, "professional")
    page.emulate_media(media="print")
    assert page.locator(".dw-uitkomst").first.is_visible()
    assert page.locator("#kop-antwoorden").is_visible()
    assert not page.get_by_role("button", name="Vorige vraag").is_visible()
    assert not page.locator("#veld-motief").is_visible()
    dicht = page.locator("details:not([open]) .dw-details__inhoud")
    assert dicht.count() > 0
    assert dicht.first.evaluate("e => e.getBoundingClientRect().height") > 0
    page.emulate_media(media="screen")
    assert not page.locator("#kop-antwoorden").is_visible()


def test_the_browser_refuses_nothing_and_keeps_nothing(page: Any) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    show(page, Uitkomst.TOEGESTAAN, "professional")
    page.wait_for_load_state("networkidle")
    assert said == []
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    # htmx notes on which page it is: the address, which says nothing.
    assert page.evaluate("Object.values(sessionStorage)") in ([], [VRAAG])
    assert page.context.cookies() == []
