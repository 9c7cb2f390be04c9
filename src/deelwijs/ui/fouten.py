# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Error pages: one plain page per kind of error, saying what, why and what now.

config/urls.py names these as handler400, handler403, handler404 and handler500, and settings names
`csrf_failure` and the middleware `MethodNotAllowedPage`.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseServerError
from django.shortcuts import render
from django.template import loader

METHODEN = ["GET", "HEAD", "POST"]


def fout_pagina(request: HttpRequest, status: int, uitleg: str = "") -> HttpResponse:
    """Return the page of `status` (400, 403, 404 or 405), with `uitleg` instead of the usual reason if given."""
    return render(request, f"{status}.html", {"uitleg": uitleg}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return fout_pagina(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return fout_pagina(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return fout_pagina(
        request, 403, "Het formulier is niet verstuurd vanaf een pagina van Deelwijs, of de pagina stond te lang open."
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return fout_pagina(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    # No context, no request, no other template: this page must also work when those are what broke.
    return HttpResponseServerError(loader.get_template("500.html").render())


class MethodNotAllowedPage:
    """Refuse what no page of ours takes, and fill an empty 405 with a page, for those who come with a browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content and "text/html" in request.headers.get("Accept", ""):
            page = fout_pagina(request, 405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Views of classes, such as those of allauth, take PUT for POST: past whatever we do around a POST."""
        if hasattr(view, "view_class") and request.method not in METHODEN:
            return HttpResponseNotAllowed(METHODEN)
        return None
