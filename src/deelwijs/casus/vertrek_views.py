# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Saying that a colleague has left. Here and not with the people, because the keys of cases lie here."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from deelwijs.casus.vertrek import neem_toegang_terug
from deelwijs.partij import mensen, post
from deelwijs.partij.models import Medewerker
from deelwijs.partij.partijen import KanNiet
from deelwijs.partij.wie import who


@require_http_methods(["GET", "POST"])
def uit_dienst(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask whether this colleague has left; then end account, sessions and keys at once, and say what needs somebody."""
    door = who(request)
    if not door.has_rol(Medewerker.PERSONEEL):
        raise Http404
    person = get_object_or_404(Medewerker.objects.filter(partij=door.partij_id, is_active=True), pk=pk)
    if request.method != "POST":
        return render(request, "casus/uit_dienst.html", {"mens": person})
    op = timezone.now()
    try:
        with transaction.atomic():
            # The keys first, each with its line; ending the account takes back what was given in the meantime
            # (migrations/0004_vast.py). All of it at one commit.
            empty = neem_toegang_terug(van=person, door=door, op=op)
            mensen.laat_gaan(medewerker=person, door=door, op=op)
    except KanNiet as no:
        post.zeg(request, no.reden)
        return redirect("partij:medewerker", person.pk)
    colleagues = Medewerker.objects.filter(
        partij=door.partij_id, is_active=True, rollen__contains=[Medewerker.AANSPREEKPUNT]
    )
    return render(
        request, "casus/uit_dienst_gedaan.html", {"mens": person, "leeg": empty, "aanspreekpunten": colleagues}
    )
