# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What happens around every request: headers that no Django setting covers, and who acts."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from deelwijs.logboek.kring import in_kring

PERMISSIONS = "publickey-credentials-get=(self), " + ", ".join(
    f"{what}=()"
    for what in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "fullscreen", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip


def headers(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Add the missing headers to every answer, static files included."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        # What a page says about a situation stays in no cache; static files say themselves how long they last.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def client_address(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Put the visitor's address in REMOTE_ADDR, and forget what the visitor says about it.

    With exactly one proxy in front, the last entry is what that proxy saw; everything before it anybody can write.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        forwarded = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        if settings.DEELWIJS_ACHTER_PROXY and forwarded:
            request.META["REMOTE_ADDR"] = forwarded.rpartition(",")[2].strip()
        return get_response(request)

    return middleware


def kring(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let who is logged in act: the whole answer is made inside one transaction that knows them.

    What the page shows and the lines that say so are committed together, before the first byte goes out.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        # Without a session nobody is logged in: the public pages then touch no database.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        with in_kring(request.user.kring):
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    return middleware
