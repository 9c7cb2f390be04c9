# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Addresses that belong to no folder."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

SECURITY_TXT = Path(__file__).with_name("security.txt").read_text(encoding="utf-8")


@require_safe
def gezond(_request: HttpRequest) -> HttpResponse:
    """Say that the program answers. Asks nothing of the database: a slow one must not restart every server."""
    return HttpResponse("gezond\n", content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Say where to report a leak, as RFC 9116 asks."""
    return HttpResponse(SECURITY_TXT, content_type="text/plain; charset=utf-8")
