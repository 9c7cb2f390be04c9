# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""One trace for each request. Stands around the middleware that opens the transaction."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from deelwijs.logboek.actions import write_lost
from deelwijs.logboek.spoor import Spoor, in_spoor, network


def spoor(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give every line of a request the same trace id; keep the lines of failures when the rest is undone.

    An incoming traceparent is not believed: anybody could hide behind the trace of another.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with in_spoor(Spoor(ip=network(request.META.get("REMOTE_ADDR")))) as trace:
            try:
                return get_response(request)
            finally:
                if trace.verloren:
                    write_lost(trace.verloren)

    return middleware
