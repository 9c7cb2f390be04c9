# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Logging in with a real browser: a password and an app, a passkey, without JavaScript, with the keyboard alone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from deelwijs.logboek.kring import in_kring
from deelwijs.partij.models import Medewerker

pytestmark = [pytest.mark.browser, pytest.mark.eis("B1")]
WACHTWOORD = "vier losse woorden samen"


def with_password(medewerker: Medewerker) -> Medewerker:
    medewerker.set_password(WACHTWOORD)
    with in_kring(medewerker.kring):
        medewerker.save(update_fields=["password"])
    return medewerker


def code_of(secret: str, ahead: int = 0) -> str:
    """The code that an app shows now, or some periods later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def first_step(page: Any, levend: Any, medewerker: Medewerker) -> None:
    page.goto(f"{levend.adres}/account/inloggen/")
    page.get_by_label("E-mailadres").fill(medewerker.email)
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()


def arrive(page: Any, path: str) -> None:
    """Wait until the browser shows this page, and not one that only names it as the next."""
    page.wait_for_url(re.compile(rf"^http://localhost:\d+{path}$"))


def add_app(page: Any) -> tuple[str, str]:
    """Set the app up and return its secret and the code that was used; ends at the recovery codes."""
    page.get_by_role("link", name="App voor codes").click()
    secret = str(page.locator("code.dw-breek").inner_text())
    code = code_of(secret)
    page.get_by_label("Code uit de app").fill(code)
    page.get_by_role("button", name="Voeg toe").click()
    arrive(page, "/account/herstelcodes/")
    return secret, code


def test_the_first_login_sets_up_an_app_and_the_next_asks_for_its_code(
    page: Any, levend: Any, toegankelijk: Callable[[Any], None]
) -> None:
    bram = with_password(levend.mensen.bram)
    page.goto(f"{levend.adres}/account/inloggen/")
    toegankelijk(page)
    first_step(page, levend, bram)
    assert page.url.endswith("/account/tweede-stap/")
    toegankelijk(page)
    page.goto(f"{levend.adres}/account/")
    assert page.url.endswith("/account/tweede-stap/")
    secret, used = add_app(page)
    assert len(re.findall(r"\b\d{8}\b", page.locator(".dw-codes").inner_text())) == 10
    toegankelijk(page)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    assert page.get_by_role("heading", name="Uw account").is_visible()
    toegankelijk(page)
    page.get_by_role("button", name="Uitloggen").click()
    first_step(page, levend, bram)
    toegankelijk(page)
    page.get_by_label("Code").fill(used)
    page.get_by_role("button", name="Verder").click()
    assert "is al gebruikt" in page.content()
    toegankelijk(page)
    page.get_by_label("Code").fill(code_of(secret, ahead=1))
    page.get_by_role("button", name="Verder").click()
    page.goto(f"{levend.adres}/account/")
    assert page.get_by_role("heading", name="Uw account").is_visible()


def virtual_key(page: Any) -> None:
    """Give this browser a passkey holder of its own, which says yes when it is asked (CDP WebAuthn)."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_and_then_opens_the_door_alone(
    page: Any, levend: Any, toegankelijk: Callable[[Any], None]
) -> None:
    bram = with_password(levend.mensen.bram)
    virtual_key(page)
    first_step(page, levend, bram)
    page.get_by_role("link", name="Toegangssleutel").click()
    toegankelijk(page)
    page.get_by_label("Hoe noemt u deze sleutel?").fill("laptop van werk")
    page.get_by_role("button", name="Maak toegangssleutel").click()
    arrive(page, "/account/herstelcodes/")
    page.goto(f"{levend.adres}/account/")
    assert "laptop van werk" in page.content()
    page.get_by_role("button", name="Uitloggen").click()
    arrive(page, "/account/inloggen/")
    page.goto(f"{levend.adres}/account/inloggen/?next=/account/wachtwoord/")
    page.get_by_role("button", name="Inloggen met toegangssleutel").click()
    arrive(page, "/account/wachtwoord/")
    toegankelijk(page)
    page.goto(f"{levend.adres}/account/uitloggen/")
    page.get_by_role("button", name="Uitloggen").click()
    first_step(page, levend, bram)  # with a password it is the second step
    page.get_by_role("button", name="Gebruik toegangssleutel").click()
    arrive(page, "/werk/")


def test_the_last_passkey_stays_and_one_of_two_goes(
    page: Any, levend: Any, toegankelijk: Callable[[Any], None]
) -> None:
    bram = with_password(levend.mensen.bram)
    virtual_key(page)
    first_step(page, levend, bram)
    page.get_by_role("link", name="Toegangssleutel").click()
    page.get_by_role("button", name="Maak toegangssleutel").click()
    arrive(page, "/account/herstelcodes/")
    page.goto(f"{levend.adres}/account/")
    page.get_by_role("link", name="Haal weg").click()
    toegankelijk(page)
    page.get_by_role("button", name="Haal weg").click()
    assert "laatste tweede stap" in page.content()
    page.get_by_role("link", name="Voeg een app voor codes toe").click()
    toegankelijk(page)
    secret = page.locator("code.dw-breek").inner_text()
    page.get_by_label("Code uit de app").fill(code_of(secret))
    page.get_by_role("button", name="Voeg toe").click()
    page.get_by_role("link", name=re.compile("Haal weg.*Toegangssleutel 1")).click()
    page.get_by_role("button", name="Haal weg").click()
    assert "U hebt nog geen toegangssleutel" in page.content()


def test_without_a_passkey_holder_the_page_says_what_now(page: Any, levend: Any) -> None:
    page.goto(f"{levend.adres}/account/inloggen/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')) }")
    page.get_by_role("button", name="Inloggen met toegangssleutel").click()
    page.get_by_text("Dit is niet gelukt").wait_for()


def test_everything_but_passkeys_works_without_javascript(browser: Any, levend: Any) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    bram = with_password(levend.mensen.bram)
    first_step(page, levend, bram)
    add_app(page)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    page.get_by_role("link", name="Wijzig wachtwoord").click()
    page.get_by_label("Uw wachtwoord van nu").fill(WACHTWOORD)
    page.get_by_label("Nieuw wachtwoord", exact=True).fill("een heel nieuw begin vandaag")
    page.get_by_label("Nog een keer het nieuwe wachtwoord").fill("een heel nieuw begin vandaag")
    page.get_by_role("button", name="Wijzig wachtwoord").click()
    page.goto(f"{levend.adres}/account/")
    page.get_by_role("button", name="Uitloggen").click()
    page.goto(f"{levend.adres}/account/")
    assert "/account/inloggen/" in page.url
    assert not page.get_by_role("button", name="Inloggen met toegangssleutel").is_visible()
    page.context.close()


def test_the_keyboard_is_enough(page: Any, levend: Any) -> None:
    bram = with_password(levend.mensen.bram)
    page.goto(f"{levend.adres}/account/inloggen/")
    keys = page.keyboard
    assert page.evaluate("document.activeElement.name") == "login"
    keys.type(bram.email)
    keys.press("Tab")
    keys.type(WACHTWOORD)
    keys.press("Enter")
    arrive(page, "/account/tweede-stap/")
    for _ in range(30):
        keys.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "App voor codes":
            break
    keys.press("Enter")
    arrive(page, "/account/app/")
    secret = page.locator("code.dw-breek").inner_text()
    for _ in range(30):
        keys.press("Tab")
        if page.evaluate("document.activeElement.name") == "code":
            break
    keys.type(code_of(secret))
    keys.press("Enter")
    arrive(page, "/account/herstelcodes/")


def test_after_leaving_the_back_button_and_the_storage_hold_nothing(page: Any, levend: Any) -> None:
    levend.log_in(page.context, levend.mensen.bram)
    page.goto(f"{levend.adres}/account/")
    page.get_by_role("button", name="Uitloggen").click()
    arrive(page, "/account/inloggen/")
    page.go_back()
    assert levend.mensen.bram.email not in page.content()
    kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert set(kept) <= {"htmx-current-path-for-history"}  # the address of the login page


def test_the_pages_about_people_break_no_rule_that_axe_sees(
    page: Any, levend: Any, toegankelijk: Callable[[Any], None]
) -> None:
    levend.log_in(page.context, levend.mensen.ilse)
    bram = f"/medewerkers/{levend.mensen.bram.pk}"
    for path in ("/medewerkers/", "/medewerkers/uitnodigen/", f"{bram}/", f"{bram}/uit-dienst/", "/account/uitloggen/"):
        assert page.goto(levend.adres + path).status == 200
        toegankelijk(page)
    page.goto(f"{levend.adres}/medewerkers/uitnodigen/")
    page.get_by_role("button", name="Nodig uit").click()
    toegankelijk(page)  # with faults
    page.goto(f"{levend.adres}{bram}/")
    page.get_by_role("button", name="Nieuwe uitnodiging").click()
    assert page.get_by_text("U ziet deze code alleen nu").is_visible()
    toegankelijk(page)
