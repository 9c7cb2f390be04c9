# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The API: its answers, its faults after the NL API Design Rules, and that it keeps nothing."""

from __future__ import annotations

import json
import logging
from typing import Any

import jsonschema
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest
from django.test import Client, override_settings
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from deelwijs.openbaar import api
from deelwijs.openbaar.api_vorm import MOST_CASES
from deelwijs.openbaar.zaak import VELDEN
from deelwijs.toets.loader import load_shipped

KENNIS = load_shipped()
FEITEN = {
    "handeling": "delen",
    "verstrekker": "school_vo",
    "ontvanger": "gemeente_leerplicht",
    "categorie": ["verzuim"],
}
ZAAK = {"feiten": FEITEN, "peildatum": "2024-03-01"}
GEHEIM = "Zeldzaam-woord-8437"


def ask(client: Client, body: Any, soort: str = "application/json") -> Any:
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post("/api/v1/toetsen", data, content_type=soort)


@pytest.mark.eis("T21")
def test_a_case_gets_its_answer_and_a_list_gets_a_list(client: Client) -> None:
    een = ask(client, ZAAK)
    assert een.status_code == 200
    assert een["Content-Type"] == "application/json"
    assert een.json()["bewijs"]["peildatum"] == "2024-03-01"
    assert ask(client, [ZAAK, ZAAK]).json() == [een.json(), een.json()]


@pytest.mark.parametrize(
    ("body", "status", "noemt"),
    [
        pytest.param(b" ", 400, "geen geldige JSON", id="nothing"),
        pytest.param(b"{", 400, "geen geldige JSON", id="broken"),
        pytest.param(b"feiten: {}", 400, "geen geldige JSON", id="YAML"),
        pytest.param(b"\xff\xfe", 400, "UTF-8", id="bytes"),
        pytest.param(b"NaN", 400, "getal", id="NaN"),
        pytest.param(b'{"feiten": {"leeftijd": 1' + b"0" * 5000 + b"}}", 400, "getal", id="long number"),
        pytest.param(b'{"feiten": {}, "feiten": {}}', 400, "twee keer", id="duplicate"),
        pytest.param(b"[" * 200_000, 400, "diep", id="deep"),
        pytest.param(b"[]", 400, "leeg", id="no cases"),
        pytest.param([{"feiten": {}}] * (MOST_CASES + 1), 400, "hoogstens 100", id="too many cases"),
        pytest.param({"feiten": {"leeftijd": 140}}, 400, "leeftijd: 140", id="age 140"),
        pytest.param({"feiten": {"leeftijd": True}}, 400, "leeftijd: ", id="age true"),
        pytest.param({"feiten": {"\ud800": 1}}, 400, "Onbekend feit", id="surrogate"),
        pytest.param({"feiten": {}, "peildatum": 5}, 400, "peildatum: ", id="day 5"),
        pytest.param({"feiten": {}, "scenario": [[]]}, 400, "Onbekend scenario", id="bill []"),
        pytest.param({"feiten": {"niveau": {"een_van": [{}]}}}, 400, "niveau: ", id="answer {}"),
        pytest.param(b'"' + b"x" * 1_000_001 + b'"', 413, "1 MB", id="too large"),
    ],
)
def test_what_cannot_be_used_gets_a_problem_with_a_line_per_fault(
    client: Client, body: Any, status: int, noemt: str
) -> None:
    answer = ask(client, body)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "fouten"}
    assert problem["status"] == status
    assert noemt in " ".join(problem["fouten"])


def test_every_fault_of_every_case_is_told_and_nothing_is_judged(client: Client) -> None:
    fouten = ask(client, [ZAAK, {"feiten": {"kleur": 1, "leeftijd": -1}}, {"feiten": {}, "lezing": 1}]).json()["fouten"]
    assert [fout.split(": ")[0] for fout in fouten] == ["geval 2", "geval 2", "geval 3"]


def test_a_list_that_asks_too_much_at_once_is_refused(client: Client) -> None:
    alles = list(KENNIS.feiten["categorie"].antwoorden)
    answer = ask(client, [{"feiten": {"categorie": alles}}] * (api.MOST_PARTS // len(alles) + 1))
    assert answer.status_code == 400
    assert "categorieën" in answer.json()["detail"]


@pytest.mark.parametrize(
    "soort", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ""]
)
def test_another_content_type_is_refused(client: Client, soort: str) -> None:
    assert ask(client, ZAAK, soort).status_code == 415


@pytest.mark.parametrize("lengte", ["-1", "x", "9" * 30])
def test_a_lying_length_breaks_nothing(client: Client, lengte: str) -> None:
    answer = client.generic("POST", "/api/v1/toetsen", b"{}", content_type="application/json", CONTENT_LENGTH=lengte)
    assert answer.status_code in (400, 413)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/api/v1/toetsen", 405),
        ("DELETE", "/api/v1/feiten", 405),
        ("GET", "/api/v1/", 404),
        ("GET", "/api/v1/toetsen/", 404),
        ("GET", "/api/v1/droom", 404),
        ("POST", "/api/v2/toetsen", 404),
    ],
)
def test_a_wrong_address_or_method_is_a_problem_too(client: Client, method: str, address: str, status: int) -> None:
    answer = client.generic(method, address, headers={"Accept": "text/html"})
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert ("Allow" in answer) == (status == 405)


def test_the_lists_say_what_the_knowledge_says(client: Client) -> None:
    assert [feit["feit"] for feit in client.get("/api/v1/feiten").json()] == list(KENNIS.feiten)
    assert [v["id"] for v in client.get("/api/v1/voorbeelden").json()] == [v.id for v in KENNIS.voorbeelden]
    assert {s["id"] for s in client.get("/api/v1/scenarios").json()} == set(KENNIS.scenarios)


@pytest.mark.parametrize("address", ["feiten", "voorbeelden", "scenarios", "openapi.json", "droom"])
def test_every_answer_says_its_version_and_is_not_kept(client: Client, address: str) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer["API-Version"] == "1.0.0"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_the_description_is_open_to_all_and_complete(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    schema = answer.json()
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert schema["openapi"].startswith("3.")
    assert schema["servers"] == [{"url": "/api/v1"}]
    assert set(schema["info"]["contact"]) == {"name", "email", "url"}
    assert set(schema["paths"]) == {"/toetsen", "/feiten", "/voorbeelden", "/scenarios"}
    assert set(schema["components"]["schemas"]["Geval"]["properties"]) == set(VELDEN)
    assert set(schema["components"]["schemas"]["Feiten"]["properties"]) == set(KENNIS.feiten)
    assert not any(act.get("parameters") for pad in schema["paths"].values() for act in pad.values())


def test_the_description_accepts_every_shipped_example(client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    validator = jsonschema.Draft202012Validator(
        {"$ref": "#/components/schemas/Geval", "components": schema["components"]}
    )
    for voorbeeld in KENNIS.voorbeelden:
        zaak = {"feiten": voorbeeld.feiten, "peildatum": voorbeeld.op, "scenarios": list(voorbeeld.scenarios)}
        assert validator.is_valid(json.loads(json.dumps(zaak, default=str))), voorbeeld.id


@pytest.mark.eis("T21")
def test_nothing_of_a_request_reaches_a_log(
    client: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No database either: without the mark that opens it, pytest-django makes every query fail."""
    with caplog.at_level(logging.DEBUG):
        assert ask(client, {"feiten": {"verstrekker": GEHEIM}}).status_code == 400
        assert ask(client, ZAAK).status_code == 200

        def broken(*_: object, **__: object) -> None:
            raise RuntimeError(GEHEIM)

        monkeypatch.setattr(api, "judge", broken)
        answer = ask(client, {"feiten": {**FEITEN, "leeftijd": 15}})
    assert answer.status_code == 500
    assert answer["Content-Type"] == "application/problem+json"
    gelogd = caplog.text + "".join(capfd.readouterr())
    assert "RuntimeError" in gelogd
    assert GEHEIM not in gelogd + answer.content.decode()
    assert "school_vo" not in gelogd


@override_settings(DEBUG=True)
def test_debug_shows_nothing_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_request: HttpRequest) -> None:
        raise RuntimeError(GEHEIM)

    monkeypatch.setattr(api, "_document", broken)
    answer = ask(client, ZAAK)
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert GEHEIM not in answer.content.decode()


SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
# That phase tries each bound of each of some eighty facts one by one, in minutes; the tests above name the bounds.
SCHEMA.config.phases.coverage.enabled = False
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


@pytest.mark.traag
@SCHEMA.parametrize()
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_whatever_comes_in_the_answer_is_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS)
