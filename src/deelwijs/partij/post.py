# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What a person is told: mail of fixed texts that names nobody and nothing, and a message on the next page."""

from __future__ import annotations

import threading
from datetime import datetime

import structlog
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

logger = structlog.get_logger(__name__)


def stuur(soort: str, naar: str, *, adres: str = "") -> bool:
    """Send one of the fixed texts (templates/partij/post/) and say whether the mail server took it.

    The first line of a text is its subject. `adres` is the one thing that differs: a page of ours.
    """
    subject, _, body = render_to_string(f"partij/post/{soort}.txt", {"adres": adres}).partition("\n")
    try:
        EmailMessage(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [naar]).send()
    except OSError as fault:  # all faults of smtplib are
        logger.error("post niet verstuurd", exc_info=fault)
        return False
    return True


def later(soort: str, naar: str | None) -> None:
    """Send one after this transaction, beside the answer: how long that takes must not tell who has an account."""
    if naar:
        transaction.on_commit(lambda: threading.Thread(target=stuur, args=(soort, naar)).start())


def zeg(request: HttpRequest, tekst: str, *, goed: bool = False) -> None:
    """Show a sentence on the next page."""
    messages.add_message(request, messages.SUCCESS if goed else messages.WARNING, tekst)


def moment(op: datetime) -> str:
    """Return a moment as people write it: "22 november 2026 om 9.30 uur"."""
    here = timezone.localtime(op)
    return f"{date_format(here, 'j F Y')} om {here.hour}.{here.minute:02d} uur"


def dag(op: datetime) -> str:
    """Return a day as people write it: "22 november 2026"."""
    return date_format(timezone.localtime(op), "j F Y")
