# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Sessions: kept by the server, known by person, and over by themselves. Django's SESSION_ENGINE.

The database holds only the hash of the key that the browser has: who reads it cannot act as somebody else.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from deelwijs.partij.models import Medewerker, Sessie

STIL = timedelta(minutes=15)  # without a request
TOTAAL = timedelta(hours=8)  # from logging in
MERK = timedelta(seconds=30)  # how precisely the last request is known: never more than STIL, sometimes this less

# What stands in a session besides what Django and allauth keep there.
BEGONNEN = "begonnen"  # moment of logging in
APPARAAT = "apparaat"
PERSONA = "persona"  # True for an invented person of the demo
FACTOREN = "factoren"  # True once a second factor, or a passkey, was shown


def hashed(key: str) -> str:
    """Return what the database knows a session by."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    """A session in the table Sessie. `verlopen` names whose it was when it is over."""

    rij: Sessie | None = None
    verlopen: UUID | None = None

    @classmethod
    def get_model_class(cls) -> type[Sessie]:
        return Sessie

    def _get_session_from_db(self) -> Sessie | None:
        row = Sessie.objects.filter(session_key=hashed(self.session_key or "")).first()
        now = timezone.now()
        if row and _counts(row, now):
            self.rij = row
            return row
        if row and row.medewerker_id:
            self.verlopen = row.medewerker_id
        self._session_key = None
        return None

    def exists(self, session_key: str) -> bool:
        return Sessie.objects.filter(session_key=hashed(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Sessie:
        now = timezone.now()
        key = cast("str", self._get_or_create_session_key())  # type: ignore[attr-defined]
        who = data.get(SESSION_KEY)
        # A session goes on under a new key when a password changes; only logging in begins anew.
        begun = (
            datetime.fromisoformat(data[BEGONNEN]) if BEGONNEN in data else self.rij.begonnen_op if self.rij else now
        )
        return Sessie(
            session_key=hashed(key),
            session_data=self.encode(data),
            expire_date=begun + TOTAAL,
            medewerker_id=UUID(who) if who else None,
            begonnen_op=begun,
            gezien_op=now,
            apparaat=str(data.get(APPARAAT, ""))[:60],
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Sessie.objects.filter(session_key=hashed(key)).delete()

    def gezien(self) -> None:
        """Say that somebody is still there."""
        now = timezone.now()
        if self.rij and now - self.rij.gezien_op > MERK:
            Sessie.objects.filter(pk=self.rij.pk).update(gezien_op=now)


def _counts(row: Sessie, now: datetime) -> bool:
    return row.expire_date > now and now - row.begonnen_op < TOTAAL and now - row.gezien_op < STIL


def lopend(medewerker: Medewerker) -> list[Sessie]:
    """Return where this person is logged in now, the latest seen first."""
    now = timezone.now()
    return [row for row in Sessie.objects.filter(medewerker=medewerker) if _counts(row, now)]


def beeindig(medewerker: Medewerker, *, sleutel: str = "", behalve: str = "") -> int:
    """End the session with this hash, or all of this person but the one with hash `behalve`; return how many."""
    rows = Sessie.objects.filter(medewerker=medewerker)
    if sleutel:
        rows = rows.filter(session_key=sleutel)
    return rows.exclude(session_key=behalve).delete()[0]


def ruim_op() -> int:
    """Remove the sessions that are over, with the day after in which a text can still be kept; return how many."""
    now = timezone.now()
    return Sessie.objects.filter(expire_date__lt=now - timedelta(days=1)).delete()[0]
