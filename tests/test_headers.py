# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Every answer carries the headers that keep a visitor safe, and no cookie."""

import pytest
from django.test import Client, override_settings

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
PAGES = ["/gezond", "/.well-known/security.txt", "/bestaat-niet", "/api/v1/bestaat-niet"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_has_the_headers_and_no_cookie(client: Client, path: str) -> None:
    answer = client.get(path, {"naam": "Anouk"})
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.cookies == {}


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_allows_this_site_alone_and_nothing_inline(client: Client, path: str) -> None:
    policy = dict(rule.split(" ", 1) for rule in client.get(path).headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["base-uri"] == "'none'"
    assert {value for rule in policy.values() for value in rule.split()} == {"'self'", "'none'"}


def test_over_tls_the_browser_is_told_to_stay_there(client: Client) -> None:
    assert "Strict-Transport-Security" not in client.get("/gezond").headers
    assert "max-age=63072000" in client.get("/gezond", secure=True).headers["Strict-Transport-Security"]


def test_a_static_file_has_them_too_but_may_be_kept(client: Client) -> None:
    answer = client.get("/static/ui/basis.css")
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" not in answer.headers["Cache-Control"]
    answer.close()


def test_an_unknown_host_is_refused_without_repeating_its_name(client: Client) -> None:
    answer = client.get("/gezond", headers={"host": "elders.example"})
    assert answer.status_code == 400
    assert "elders.example" not in answer.content.decode()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("get", "/bestaat-niet", 404), ("put", "/gezond", 405), ("delete", "/.well-known/security.txt", 405)],
)
def test_what_is_wrong_gets_a_page_of_ours(client: Client, method: str, path: str, status: int) -> None:
    answer = getattr(client, method)(path, headers={"accept": "text/html"})
    assert answer.status_code == status
    assert '<html lang="nl"' in answer.content.decode()


def test_a_body_that_is_too_large_is_refused_with_a_page(client: Client) -> None:
    answer = client.post("/thema/", {"thema": "x" * 300_000}, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (400, 413)
    many = "&".join(f"a{number}=1" for number in range(600))
    assert client.post("/thema/", many, content_type="application/x-www-form-urlencoded").status_code == 400


def test_a_form_from_elsewhere_is_refused_with_a_page() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/gezond")
    assert answer.status_code == 403
    assert '<html lang="nl"' in answer.content.decode()


@override_settings(DEBUG=False)
def test_a_fault_of_ours_says_sorry_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    from deelwijs.config import views

    class Broken:
        def encode(self, *_: object) -> bytes:
            raise RuntimeError("BSN 123456782")

        __str__ = None  # type: ignore[assignment]

    monkeypatch.setattr(views, "SECURITY_TXT", Broken())
    answer = Client(raise_request_exception=False).get("/.well-known/security.txt?naam=Anouk")
    assert answer.status_code == 500
    assert '<html lang="nl"' in answer.content.decode()
    assert "123456782" not in answer.content.decode()
    assert "Anouk" not in answer.content.decode()
