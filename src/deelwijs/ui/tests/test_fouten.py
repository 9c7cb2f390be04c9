# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""An error says what, why and what now, in the look of the site, and nothing of the inside."""

from pathlib import Path

import pytest
from django.template import Context, Engine
from django.test import Client, override_settings

from deelwijs.ui.tests.html import problems

FOUTEN = {"/onjuist/": 400, "/verboden/": 403, "/bestaat-niet/": 404, "/alleen-post/": 405, "/stuk/": 500}


@pytest.fixture
def bezoeker() -> Client:
    return Client(raise_request_exception=False, headers={"Accept": "text/html"})


@pytest.mark.parametrize(("adres", "status"), FOUTEN.items())
@override_settings(ROOT_URLCONF="deelwijs.ui.tests.urls", DEBUG=False)
def test_an_error_has_a_plain_page_with_a_way_on(bezoeker: Client, adres: str, status: int) -> None:
    answer = bezoeker.get(adres)
    html = answer.content.decode()
    assert answer.status_code == status
    assert "Wat kunt u doen?" in html
    assert 'href="/"' in html
    assert "geheim" not in html
    assert "Traceback" not in html
    assert problems(html) == []


@override_settings(ROOT_URLCONF="deelwijs.ui.tests.urls", DEBUG=False)
def test_a_405_still_says_which_methods_are_allowed(bezoeker: Client) -> None:
    assert bezoeker.get("/alleen-post/")["Allow"] == "POST"


@override_settings(ROOT_URLCONF="deelwijs.ui.tests.urls", DEBUG=False)
def test_a_program_that_asks_gets_no_page_for_a_405(bezoeker: Client) -> None:
    assert bezoeker.get("/alleen-post/", headers={"Accept": "application/json"}).content == b""


def test_the_page_for_a_fault_of_ours_needs_no_tag_no_context_and_no_other_template() -> None:
    html = (Path(__file__).parents[1] / "templates" / "500.html").read_text(encoding="utf-8")
    assert "{%" not in html
    assert "{{" not in html
    assert Engine(libraries={}, builtins=[]).from_string(html).render(Context()) == html


def test_a_form_from_elsewhere_gets_a_page_in_plain_dutch(settings: object) -> None:
    from django.test import RequestFactory

    from deelwijs.ui.fouten import csrf_failure

    answer = csrf_failure(RequestFactory().post("/"), reason="CSRF token missing")
    assert answer.status_code == 403
    assert "te lang open" in answer.content.decode()
    assert "CSRF" not in answer.content.decode()


@override_settings(DEMO=False, DEBUG=False)
def test_the_style_page_is_not_there_in_production(bezoeker: Client) -> None:
    assert bezoeker.get("/stijl/").status_code == 404
