# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Addresses that go wrong on purpose, for test_fouten.py."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

from deelwijs.config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def onjuist(request: HttpRequest) -> HttpResponse:
    raise BadRequest


def verboden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def stuk(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("geheim van binnen")


@require_POST
def alleen_post(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", include("deelwijs.ui.urls")),
    path("onjuist/", onjuist),
    path("verboden/", verboden),
    path("stuk/", stuk),
    path("alleen-post/", alleen_post),
]
