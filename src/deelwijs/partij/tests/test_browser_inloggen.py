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


def add_app(page: Any) -> str:
    """Set the app up and return its secret; ends at the recovery codes."""
    page.get_by_role("link", name="App voor codes").click()
    secret = page.locator("code.dw-breek").inner_text()
    page.get_by_label("Code uit de app").fill(code_of(secret))
    page.get_by_role("button", name="Voeg toe").click()
    return str(secret)


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
    secret = add_app(page)
    assert page.url.endswith("/account/herstelcodes/")
    assert len(re.findall(r"\b\d{8}\b", page.locator(".dw-codes").inner_text())) == 10
    toegankelijk(page)
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    assert page.get_by_role("heading", name="Uw account").is_visible()
    toegankelijk(page)
    page.get_by_role("button", name="Uitloggen").click()
    first_step(page, levend, bram)
    toegankelijk(page)
    page.get_by_label("Code").fill(code_of(secret))  # of the same half minute as when it was set up: used already
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Code").fill(code_of(secret, ahead=1))
    page.get_by_role("button", name="Verder").click()
    page.goto(f"{levend.adres}/account/")
    assert page.get_by_role("heading", name="Uw account").is_visible()
