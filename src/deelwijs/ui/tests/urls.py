# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Addresses that go wrong on purpose, for test_fouten.py."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.http import require_POST

handler400 = "deelwijs.ui.fouten.bad_request"
handler403 = "deelwijs.ui.fouten.permission_denied"
handler404 = "deelwijs.ui.fouten.page_not_found"
handler500 = "deelwijs.ui.fouten.server_error"


@login_not_required
def onjuist(request: HttpRequest) -> HttpResponse:
    raise BadRequest


@login_not_required
def verboden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@login_not_required
def stuk(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("geheim van binnen")


@login_not_required
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
