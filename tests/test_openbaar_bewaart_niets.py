# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The public page keeps nothing: no query, no cookie, no answer in an address or a log line."""

import logging  # the root, to listen in; nothing is logged here
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from deelwijs.config.logregels import Formatter
from deelwijs.openbaar.tests.formulier import VRAAG, converse, show_result
from deelwijs.toets.loader import load_shipped

MERK = "Anouk-Zevenster"
ANTWOORDEN = {"handeling": "delen", "verstrekker": "veilig_thuis", "ontvanger": "huisarts", "categorie": "gezondheid"}


def whole_visit(client: Client) -> list[Any]:
    """Return every answer of the server: the way in, a conversation, faults, nonsense, the result."""
    geval = load_shipped().voorbeelden[0]
    return [
        client.get("/"),
        client.get(VRAAG, {"a_verstrekker": MERK}),
        *converse(client, ANTWOORDEN, "jongere"),
        client.post(VRAAG, {"publiek": "ouder", "vraag": "leeftijd", "antwoord": MERK, "doe": "verder"}),
        client.post(VRAAG, {"publiek": "ouder", "a_verstrekker": MERK}),
        client.post(VRAAG, {"publiek": MERK, "doe": MERK, "vraag": MERK}),
        client.post(VRAAG, data=b"\xff\x00" * 50, content_type="application/x-www-form-urlencoded"),
        show_result(client, geval),
    ]


def test_no_page_asks_the_database_anything(client: Client) -> None:
    # pytest-django refuses every connection in a test without the mark django_db.
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()
    assert {page.status_code for page in whole_visit(client)} <= {200, 302, 400}


@pytest.mark.django_db
def test_no_page_sends_a_query(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        whole_visit(client)


def test_no_page_sets_a_cookie_and_no_address_holds_an_answer(client: Client) -> None:
    for page in whole_visit(client):
        assert page.cookies == {}
        assert "Set-Cookie" not in page.headers
        assert "?" not in page.headers.get("Location", "")
        assert MERK not in str(page.headers)
    assert client.cookies == {}


def test_a_page_stays_in_the_browser_and_in_no_other_cache(client: Client) -> None:
    for page in [client.get("/"), *converse(client, ANTWOORDEN)]:
        assert page.headers["Cache-Control"] == "private, no-cache"
        html = page.content.decode()
        assert 'method="get"' not in html.lower()


def test_no_answer_reaches_a_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    regels = StringIO()
    handler = logging.StreamHandler(regels)
    handler.setFormatter(Formatter())
    logging.root.addHandler(handler)
    try:
        with caplog.at_level(logging.DEBUG):
            whole_visit(client)
    finally:
        logging.root.removeHandler(handler)
    for woord in (MERK, "veilig_thuis", "gezondheid", "huisarts"):
        assert woord not in caplog.text
        assert woord not in regels.getvalue()


def test_what_was_typed_wrong_returns_to_its_own_field_alone(client: Client) -> None:
    page = client.post(VRAAG, {"publiek": "ouder", "vraag": "leeftijd", "antwoord": f"<b>{MERK}", "doe": "verder"})
    html = page.content.decode()
    assert html.count(MERK) == 1
    assert f'value="&lt;b&gt;{MERK}"' in html
    geweigerd = client.post(VRAAG, {"publiek": "ouder", "a_verstrekker": MERK})
    assert geweigerd.status_code == 400
    assert MERK not in geweigerd.content.decode()


def test_the_motive_stays_in_its_box(client: Client) -> None:
    page = client.post(VRAAG, {"publiek": "ouder", "doe": "antwoord", "motief": MERK})
    assert page.status_code == 200
    assert MERK not in page.content.decode()
