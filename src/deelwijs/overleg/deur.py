# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The door of every page of a casus: who acts, and the same 404 for what is not theirs and what is not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from deelwijs.casus.formulier import Formulier
from deelwijs.casus.models import Casus
from deelwijs.casus.poort import Dicht
from deelwijs.partij.wie import who

View = Callable[..., HttpResponse]


def van_casus(view: View) -> View:
    """Give the view the casus with key `pk`, if it is this person's; whatever turns out not to be there is a 404."""

    @wraps(view)
    def opened(request: HttpRequest, pk: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        cases = Casus.objects.visible_to(who(request)).select_related("versie__convenant", "partij")
        casus = get_object_or_404(cases, pk=pk)
        try:
            return view(request, casus, *args, **kwargs)
        except (ObjectDoesNotExist, Dicht) as fault:
            raise Http404 from fault

    return login_required(opened)


def zeg(request: HttpRequest, tekst: str, *, goed: bool = True) -> None:
    """Show a sentence on the next page."""
    messages.add_message(request, messages.SUCCESS if goed else messages.WARNING, tekst)


def form_token(request: HttpRequest) -> UUID:
    """Return the token of the form that was sent, or a new one: the same form sent twice is done once."""
    try:
        return UUID(request.POST.get("sleutel", ""))
    except ValueError:
        return uuid4()


def form_page(
    request: HttpRequest,
    casus: Casus,
    form: Formulier,
    titel: str,
    knop: str,
    *,
    intro: str = "",
    mag: bool = True,
    niet: str = "",
    sjabloon: str = "overleg/casus/formulier.html",
    **meer: Any,
) -> HttpResponse:
    """Show a page with one form about a casus, or, unless `mag`, why it is not for this person now."""
    context = {
        "casus": casus,
        "titel": titel,
        "intro": intro,
        "knop": knop,
        "velden": form.velden(),
        "fouten": form.fouten() if mag else [],
        "met_bestand": form.is_multipart(),
        "sleutel": form_token(request),
        "mag": mag,
        "niet": niet,
    }
    return render(request, sjabloon, context | meer)
