# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What everybody who works here may know: what the agreement holds today, who takes part, and who is new."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from deelwijs.convenant import toetreding as acts
from deelwijs.convenant import tonen
from deelwijs.convenant.grens import partijen_op, versies_op
from deelwijs.convenant.models import Kennisgeving
from deelwijs.convenant.woorden import words
from deelwijs.logboek.actions import log
from deelwijs.partij.models import Medewerker, Taak
from deelwijs.partij.wie import who


@login_required
@require_safe
def convenant(request: HttpRequest) -> HttpResponse:
    """The version in force today, of each agreement that one's own party takes part in; an administrator sees all."""
    today, me = timezone.localdate(), who(request)
    mine = None if me.has_rol(Medewerker.BEHEER) else me.partij
    found = []
    for versie in versies_op(today, partij=mine):
        parties = list(partijen_op(versie, today))
        tasks: dict[uuid.UUID, list[str]] = {}
        for taak in Taak.objects.in_force(today).filter(partij__in=parties):
            tasks.setdefault(taak.partij_id, []).append(words("taak", taak.soort))
        found.append(
            {
                "versie": versie,
                "inhoud": tonen.contents(versie, today),
                "partijen": [{"partij": partij, "taken": tasks.get(partij.pk, [])} for partij in parties],
            }
        )
    news = Kennisgeving.objects.visible_to(me).unread().select_related("toetreding__partij", "toetreding__versie")
    log("convenant_bekeken", op=timezone.now(), door=me)
    return render(request, "convenant/inzage.html", {"versies": found, "nieuws": list(news), "vandaag": today})


@login_required
@require_POST
def gezien(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Mark a notice as seen, for the whole party."""
    notice = get_object_or_404(Kennisgeving.objects.visible_to(who(request)), pk=pk)
    acts.heb_gezien(kennisgeving=notice, op=timezone.now(), door=who(request))
    messages.success(request, "Het bericht is gezien.")
    return redirect("convenant_inzage:convenant")
