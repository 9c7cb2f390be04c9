# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Addresses that go wrong on purpose, for test_fouten.py."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

handler400 = "deelwijs.ui.fouten.bad_request"
handler403 = "deelwijs.ui.fouten.permission_denied"
handler404 = "deelwijs.ui.fouten.page_not_found"
handler500 = "deelwijs.ui.fouten.server_error"


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
