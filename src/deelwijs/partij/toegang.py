# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The door of every address: closed, unless it stands in the lists below or somebody is logged in with two factors."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from deelwijs.partij import bewaard, sessies

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

# Open to everybody: whole folders that know no case, and single addresses. All else asks for a login.
OPENBAAR_MAPPEN = {"openbaar", "ui"}
OPENBAAR_API = {"openapi-json", "toetsen", "feiten", "voorbeelden", "scenarios", "api-root"}
OPENBAAR = {
    "gezond",
    "security_txt",
    "account_login",
    "account_logout",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "partij:uitnodiging",
    "partij:persona",
}
# For who has shown one factor only: adding the second, and leaving.
EEN_FACTOR = {
    "account_logout",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "partij:tweede_stap",
    "ui:thema",
    "gezond",
    "security_txt",
}
# What leaves the program in one go asks for a second factor that is fresh. These stand in folders below this one, which
# cannot ask for it themselves; others use `stap_op`.
NET_BEVESTIGD = {"logboek:csv"}


def toegang(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let through who may come here; send others to the login page or to the page for a second factor."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        match = request.resolver_match
        name = match.view_name if match else ""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            cast(sessies.SessionStore, request.session).gezien()
            if not request.session.get(sessies.FACTOREN) and name not in EEN_FACTOR:
                return redirect("partij:tweede_stap")
            return None if name not in NET_BEVESTIGD or net_bevestigd(request) else _bevestig(request, view)
        if _open(match, view):
            return None
        answer = _to(request, reverse("account_login"), view)
        bewaard.bewaar(request, view, answer)
        return answer

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _open(match: Any, view: Any) -> bool:
    if match.namespaces:
        head, *_ = match.namespaces
        if head == "api":
            return match.url_name in OPENBAAR_API or match.url_name is None  # without a name: "does not exist"
        if head in OPENBAAR_MAPPEN:
            return True
    return match.view_name in OPENBAAR or getattr(view, "login_required", True) is False


def _to(request: HttpRequest, address: str, view: Any) -> HttpResponse:
    """Send the browser to `address`, and afterwards back to where it can go on."""
    here = request.get_full_path()
    if request.method not in ("GET", "HEAD") and not getattr(view, "bewaar_klad", False):
        # An address that only takes posts cannot be returned to: the page that it was sent from can.
        here = urlsplit(request.META.get("HTTP_REFERER", "")).path or "/"
    address = f"{address}?{urlencode({'next': here})}"
    # A page that is part of another one (HTMX) must not end up inside it: the browser goes there as a whole.
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def net_bevestigd(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this session in the last five minutes. An invented person has none."""
    if settings.DEMO and request.session.get(sessies.PERSONA):
        return True
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" and record["at"] > since for record in records)


def stap_op(view: View[P]) -> View[P]:
    """Ask who is logged in to show a second factor again, unless that was done in the last five minutes.

    For export, shield, custody and opening in an emergency. What was posted is not done by itself after it: with
    `bewaar_klad` it comes back in the form, without it the person presses the button again.
    """

    @wraps(view)
    def stepped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not net_bevestigd(request):
            return _bevestig(request, view)
        return view(request, *args, **kwargs)

    return stepped


def _bevestig(request: HttpRequest, view: Any) -> HttpResponse:
    """Send who is logged in to the page that asks for a second factor again."""
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    answer = _to(request, methods[0]["url"] if methods else reverse("partij:tweede_stap"), view)
    bewaard.bewaar(request, view, answer)
    return answer
