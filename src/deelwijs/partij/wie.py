# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Who is logged in."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from deelwijs.partij.models import Medewerker


def who(request: HttpRequest) -> Medewerker:
    """Return who is logged in; only for views that ask for a login."""
    return cast(Medewerker, request.user)
