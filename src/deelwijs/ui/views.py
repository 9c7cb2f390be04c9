# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The choice of colours, and the living style page."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from deelwijs.ui import stijl as stijlpagina
from deelwijs.ui.fouten import fout_pagina

THEMAS = ("licht", "donker", "systeem")
# A path on this site as a browser sends it: printable ASCII, so that nothing can break out of the header.
PAD = re.compile(r"/[!-~]{0,2000}")
JAAR = 365 * 24 * 60 * 60


# Without a CSRF token, so that a visitor gets no second cookie; a forged request changes only colours.
@csrf_exempt
@require_POST
def thema(request: HttpRequest) -> HttpResponse:
    """Keep the colour choice in the cookie `thema` and go back to the page `terug`.

    With `opnieuw` in the form the browser is asked to send the same form to `terug` (307), so that
    a page that keeps its answers in the form only does not lose them.
    """
    keuze = request.POST.get("thema", "")
    if keuze not in THEMAS:
        return fout_pagina(request, 400, "Deze keuze voor licht of donker bestaat niet.")
    terug = request.POST.get("terug", "")
    if not PAD.fullmatch(terug) or not url_has_allowed_host_and_scheme(terug, allowed_hosts=None):
        terug = "/"
    status = 307 if "opnieuw" in request.POST else 303
    response = HttpResponse(status=status, headers={"Location": terug})
    if keuze == "systeem":
        response.delete_cookie("thema", samesite="Lax")
    else:
        response.set_cookie("thema", keuze, max_age=JAAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response


@require_safe
def stijl(request: HttpRequest) -> HttpResponse:
    """Show every component in every state; only where developers look (DEBUG or the demo)."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False)):
        raise Http404
    return render(request, "ui/stijl.html", stijlpagina.voorbeelden())
