# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Make the demo's database ready: its tables, and in an empty one the invented region with its cases."""

from __future__ import annotations

from datetime import datetime

from django.core.management import call_command
from django.db import connections
from django.utils.timezone import localdate, now

from deelwijs.config.demoregio.regio import make_region
from deelwijs.partij.models import Partij


def ready() -> None:
    """Bring the tables up to date and fill what is empty. Leaves no connection open, so that workers may fork."""
    call_command("migrate", database="eigenaar", verbosity=0)
    if not Partij.objects.exists():
        fill(now())
    connections.close_all()


def fill(op: datetime) -> None:
    """Make the region and its cases, as if the last months had happened; `op` is the present."""
    make_region(localdate(op))
