# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The invented people of the demo, whom one can be with one click. In production there are none, and no address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from deelwijs.partij.aanmelden import meld_aan
from deelwijs.partij.models import Medewerker
from deelwijs.toets.strict_yaml import decode, read

DOMEIN = "@demo.vlietlanden.example"


@dataclass(frozen=True, slots=True)
class Persona:
    id: UUID
    naam: str
    functie: str
    proberen: str  # what one can try as this person


def personas() -> dict[str, list[Persona]]:
    """Return the people to choose from, by the name of their party; outside the demo none."""
    if not settings.DEMO:
        return {}
    wat = _proberen(settings.DEELWIJS_PERSONAS)
    people = Medewerker.objects.filter(email__endswith=DOMEIN, is_active=True, naam__in=wat).select_related("partij")
    found: dict[str, list[Persona]] = {}
    for one in people.order_by("partij__naam", "naam"):
        found.setdefault(one.partij.naam, []).append(Persona(one.pk, one.naam, one.functie, wat[one.naam]))
    return found


@cache
def _proberen(path: Path) -> dict[str, str]:
    """Return what one can try as whom, from the file that describes the region of the demo."""
    people = [mens for partij in read(decode(path.read_bytes()))["partijen"] for mens in partij["mensen"]]
    return {mens["naam"]: mens.get("proberen", "") for mens in people if mens.get("persona")}


@require_POST
def word(request: HttpRequest) -> HttpResponse:
    """Log in as one of them, without any factor."""
    chosen = request.POST.get("wie", "")
    known = {str(persona.id): persona for group in personas().values() for persona in group}
    if chosen not in known:
        raise Http404
    meld_aan(request, Medewerker.objects.get(pk=known[chosen].id), persona=True)
    volgende = request.POST.get("next", "")
    safe = volgende.startswith("/") and url_has_allowed_host_and_scheme(volgende, allowed_hosts=None)
    return redirect(volgende if safe else get_adapter(request).get_login_redirect_url(request))
