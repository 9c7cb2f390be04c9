# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A form that was sent after the session had ended is not lost: it comes back, unsent, after logging in.

Only at addresses marked with `bewaar_klad`; only for whose session it was; half an hour. The server keeps ciphertext,
the browser alone has the key. What comes back fills the form and nothing more: nothing is done that was not sent again.
"""

from __future__ import annotations

import hashlib
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone

from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij.models import BewaardFormulier
from deelwijs.partij.post import zeg

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
DUUR = timedelta(minutes=30)
TERUG = "Uw tekst is bewaard terwijl u opnieuw inlogde. Er is nog niets verstuurd. Kijk het na en verstuur het dan."


def bewaar_klad(view: View[P]) -> View[P]:
    """Mark a form whose text survives a session that ends; its view fills it with `request.POST or klad(request)`."""

    @wraps(view)
    def kept(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "POST" and (row := _row(request)):
            row.delete()  # sent again: used
        return view(request, *args, **kwargs)

    kept.bewaar_klad = True  # type: ignore[attr-defined]
    return kept


def klad(request: HttpRequest) -> QueryDict | None:
    """Return what this person was sending from this browser to this address when the session ended, or None."""
    if request.method != "GET" or not (row := _row(request)):
        return None
    key = _key(request)
    try:
        text = AESGCM(_derived(key)).decrypt(bytes(row.inhoud[:12]), bytes(row.inhoud[12:]), _what(row))
    except InvalidTag:
        return None
    zeg(request, TERUG)
    return QueryDict(text)


def bewaar(request: HttpRequest, view: Any, answer: HttpResponseBase) -> None:
    """Keep what was posted to a marked address by whose session ended, or who must step up; its key goes along."""
    who = request.user.pk or getattr(request.session, "verlopen", None)
    if request.method != "POST" or who is None or not getattr(view, "bewaar_klad", False):
        return
    form = request.POST.copy()
    form.pop("csrfmiddlewaretoken", None)
    now, key, nonce = timezone.now(), os.urandom(32), os.urandom(12)
    row = BewaardFormulier(id=_number(key), medewerker_id=who, pad=request.path[:200], op=now)
    row.inhoud = nonce + AESGCM(_derived(key)).encrypt(nonce, form.urlencode().encode(), _what(row))
    with in_kring(Kring(medewerker=who)):
        BewaardFormulier.objects.filter(medewerker=who, op__lt=now - DUUR).delete()
        row.save(force_insert=True)
    answer.set_cookie(
        _cookie(),
        urlsafe_b64encode(key).decode(),
        max_age=DUUR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _row(request: HttpRequest) -> BewaardFormulier | None:
    key = _key(request)
    if not key or not request.user.is_authenticated:
        return None
    return BewaardFormulier.objects.filter(
        id=_number(key), medewerker=request.user, pad=request.path[:200], op__gt=timezone.now() - DUUR
    ).first()


def _key(request: HttpRequest) -> bytes:
    try:
        return urlsafe_b64decode(request.COOKIES.get(_cookie(), ""))
    except (NoBase64, ValueError):
        return b""


def _cookie() -> str:
    return "__Host-klad" if settings.SESSION_COOKIE_SECURE else "klad"


def _number(key: bytes) -> UUID:
    return UUID(bytes=hashlib.sha256(key).digest()[:16])


def _derived(key: bytes) -> bytes:
    return hashlib.sha256(b"deelwijs klad|" + key).digest()


def _what(row: BewaardFormulier) -> bytes:
    return f"{row.medewerker_id}|{row.pad}".encode()
