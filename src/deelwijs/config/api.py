# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The API after the NL API Design Rules: each folder adds its own router here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import structlog
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, re_path
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from deelwijs.openbaar.api import router as openbaar
from deelwijs.openbaar.api_vorm import knowledge_schemas
from deelwijs.toets.loader import load_shipped
from deelwijs.ui.probleem import Probleem, problem

VERSIE = "1.0.0"
log = structlog.get_logger(__name__)


class Api(NinjaAPI):
    def get_openapi_schema(self, **_kwargs: Any) -> OpenAPISchema:
        """Return the description, with paths below the version in `servers` and with the facts of the knowledge."""
        schema = super().get_openapi_schema(path_prefix="")
        schema["components"].setdefault("schemas", {}).update(knowledge_schemas(load_shipped()))
        for pad in schema["paths"].values():
            for act in pad.values():
                _describe(act["responses"])
        return schema


def _describe(antwoorden: dict[Any, Any]) -> None:
    for status, antwoord in antwoorden.items():
        antwoord["headers"] = {"API-Version": {"schema": {"type": "string"}, "description": "De versie van de API"}}
        if int(status) >= 400:
            antwoord["content"] = {"application/problem+json": antwoord["content"].pop("application/json")}


api = Api(
    title="Deelwijs",
    version=VERSIE,
    description="Mag dit gedeeld worden? De toets als API. Er wordt niets bewaard, en u hebt geen account nodig.",
    docs_url=None,
    urls_namespace="api",
    servers=[{"url": "/api/v1"}],
    openapi_extra={
        "info": {
            "contact": {"name": "Deelwijs", "email": "beheer@deelwijs.example", "url": "https://deelwijs.example"},
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        }
    },
)
api.add_router("", openbaar)


@api.exception_handler(Probleem)
def _told(_request: HttpRequest, fout: Probleem) -> HttpResponse:
    return problem(fout.status, fout.fouten)


@api.exception_handler(Exception)
def _unforeseen(_request: HttpRequest, fout: Exception) -> HttpResponse:
    # The kind and the place, never the message: that may repeat what came in.
    log.error("api", exc_info=fout)
    return problem(500, ["Probeer het later opnieuw."])


def not_found(_request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address below /api/ that does not exist."""
    return problem(404, ["Zie /api/v1/openapi.json voor wat er wel is."])


not_found.login_required = False  # type: ignore[attr-defined] # a program must hear that it is not there, not log in


def _dressed(view: Callable[..., HttpResponse], open_to_all: bool) -> Callable[..., HttpResponse]:
    @wraps(view)
    def dressed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if open_to_all and request.method not in ("GET", "HEAD"):  # Ninja lets its description answer to anything
            refused: HttpResponse = HttpResponseNotAllowed(["GET", "HEAD"])
            return _finished(refused, open_to_all)
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = not_found(request)
        return _finished(response, open_to_all)

    return dressed


def _finished(response: HttpResponse, open_to_all: bool) -> HttpResponse:
    if response.status_code == 405:
        allow = response["Allow"]
        response = problem(405, [f"Hier kan alleen: {allow}."])
        response["Allow"] = allow
    response["API-Version"] = VERSIE
    if open_to_all:
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _urls() -> tuple[list[URLPattern], str, str]:
    patterns, app, namespace = api.urls
    # Ninja makes plain patterns only.
    plain = [pattern for pattern in patterns if isinstance(pattern, URLPattern)] + [re_path("", not_found)]
    for pattern in plain:
        pattern.callback = _dressed(pattern.callback, pattern.name == "openapi-json")
    return plain, app, namespace


urls = _urls()
