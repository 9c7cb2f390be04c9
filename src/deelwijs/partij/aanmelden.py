# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The moment of logging in: nobody acts yet, and something is written all the same.

Row-level security lets that through only with the role `aanmelden`, which nobody can be given: it exists here alone.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from deelwijs.logboek.actions import log
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Uitkomst
from deelwijs.partij import post, sessies
from deelwijs.partij.models import Medewerker

AANMELDEN = "aanmelden"
GEBLOKKEERD = (
    "Iemand probeerde tien keer met een verkeerd wachtwoord op uw account in te loggen, voor het laatst op {}. "
    "Dat is niet gelukt. Was u dat niet? Meld het bij uw beheerder."
)


def probeer(request: HttpRequest, adres: str, wachtwoord: str) -> Medewerker | None:
    """Return who has this address and password, or None. Unknown, wrong and locked out do the same work.

    The tenth wrong one in a row from one network address locks that address out for this name, and tells the person.
    """
    adres = adres.strip().lower()
    with in_kring(Kring(rol=f"{AANMELDEN} systeem")):
        # One guess at a time for a name from an address: side by side they would all pass the count of the others.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_turn(adres, request)])
        found = authenticate(request, email=adres, password=wachtwoord)
        if isinstance(found, Medewerker):
            return found
        op = timezone.now()
        known = Medewerker.objects.filter(email=adres, is_active=True).first()
        geweigerd(known, op)
        with in_kring(Kring(partij=known.partij_id if known else None, rol=f"{AANMELDEN} systeem")):
            if getattr(request, "axes_failures_since_start", None) == settings.AXES_FAILURE_LIMIT:
                log("account_geblokkeerd", op=op, onderwerp=known)
                Medewerker.objects.filter(email=adres, is_active=True).update(geblokkeerd_op=op)
                post.later("geblokkeerd", known.email if known else None)
    return None


def geweigerd(wie: Medewerker | None, op: datetime) -> None:
    """Log that somebody was not let in, for the FG of whose account it was; None for a name that nobody has."""
    with in_kring(Kring(partij=wie.partij_id if wie else None, rol=f"{AANMELDEN} systeem")):
        log("inloggen_geweigerd", op=op, onderwerp=wie, uitkomst=Uitkomst.GEWEIGERD)


def meld_aan(request: HttpRequest, medewerker: Medewerker, *, persona: bool = False) -> None:
    """Log somebody in who showed what was asked: a new session, a line in the log, and what they should know.

    `persona`: an invented person of the demo, of whom nothing is asked.
    """
    op = timezone.now()
    records = get_authentication_records(request, medewerker)
    with in_kring(Kring(medewerker=medewerker.pk, partij=medewerker.partij_id, rol=AANMELDEN)):
        login(request, medewerker, backend=settings.AUTHENTICATION_BACKENDS[0])
        request.session[sessies.BEGONNEN] = op.isoformat()
        request.session[sessies.FACTOREN] = persona or any(record["method"] == "mfa" for record in records)
        if persona:
            request.session[sessies.PERSONA] = True
        request.session[sessies.APPARAAT] = apparaat(request.META.get("HTTP_USER_AGENT", ""))
        log("ingelogd", op=op, door=medewerker)
        if any(record.get("type") == "recovery_codes" for record in records):
            log("herstelcode_gebruikt", op=op, door=medewerker)
        if medewerker.geblokkeerd_op:
            post.zeg(request, GEBLOKKEERD.format(post.moment(medewerker.geblokkeerd_op)))
            Medewerker.objects.filter(pk=medewerker.pk).update(geblokkeerd_op=None)


def naam_van_poging(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return under which name axes counts an attempt."""
    return str((credentials or {}).get("email") or "").strip().lower()[:200]


def adres_van_poging(request: HttpRequest) -> str | None:
    """Return from where axes counts an attempt: what the connection says, see config/middleware.py."""
    try:
        found = ip_address(request.META.get("REMOTE_ADDR") or "")
    except ValueError:  # the socket of a proxy that says nothing
        return None
    # Whoever has one IPv6 address has 2^64 of them: all of those are one.
    return str(ip_network((found, 64), strict=False).network_address) if found.version == 6 else str(found)


def apparaat(user_agent: str) -> str:
    """Return a browser and a system in words, as a person knows their own: "Firefox op Windows"."""
    browsers = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrom": "Chrome", "Safari": "Safari"}
    systems = {
        "Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Mac OS": "Mac",
        "CrOS": "Chromebook", "Linux": "Linux",
    }  # fmt: skip
    browser = next((name for sign, name in browsers.items() if sign in user_agent), "een browser")
    system = next((name for sign, name in systems.items() if sign in user_agent), "een onbekend apparaat")
    return f"{browser} op {system}"


def _turn(adres: str, request: HttpRequest) -> int:
    text = f"{adres}|{adres_van_poging(request)}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)
