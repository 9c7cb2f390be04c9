# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The pages that the frame itself gives, as a visitor meets them."""

from collections.abc import Callable
from typing import Any


def test_a_page_that_does_not_exist_says_so_and_is_accessible(page: Any, toegankelijk: Callable[[Any], None]) -> None:
    answer = page.goto("/bestaat-niet")
    assert answer.status == 404
    assert page.locator("h1").count() == 1
    toegankelijk(page)


def test_the_browser_meets_no_refused_script_or_style(page: Any) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/bestaat-niet", wait_until="networkidle")
    assert [line for line in said if "Content Security Policy" in line] == []
