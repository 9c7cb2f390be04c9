# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What falls outside the agreement and was caught by nobody: one clear page, nothing stored, never a 500."""

from __future__ import annotations

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from deelwijs.convenant.grens import BuitenConvenant, refusal
from deelwijs.ui.fouten import fout_pagina


class BuitenConvenantPage:
    """Answer BuitenConvenant, and a refusal of the walls of the database, with the page of a 403 and the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        no = exception if isinstance(exception, BuitenConvenant) else None
        if isinstance(exception, IntegrityError):
            no = refusal(exception)
        if no is None:
            return None
        page = fout_pagina(request, 403, no.reden)
        if transaction.get_connection().in_atomic_block:
            transaction.set_rollback(True)
        return page
