# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The address of the weighing on paper."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from deelwijs.openbaar import gesprek as gesprekken
from deelwijs.openbaar.pdf import MAX_MOTIEF, weighing
from deelwijs.toets.loader import load_shipped
from deelwijs.ui.fouten import fout_pagina


# Without a CSRF token, so that a visitor gets no cookie: nothing on the server changes.
@csrf_exempt
@require_POST
def weging(request: HttpRequest) -> HttpResponse:
    """Return the PDF of the conversation and the motive (`motief`) that the form carries; keep neither."""
    kennis = load_shipped()
    try:
        gesprek = gesprekken.read(kennis, request.POST, timezone.localdate())
    except gesprekken.GesprekFout as fout:
        return fout_pagina(request, 400, str(fout))
    motief = request.POST.get("motief", "").replace("\r\n", "\n")
    if len(motief) > MAX_MOTIEF:
        return fout_pagina(request, 400, f"Uw reden is te lang. Schrijf hoogstens {MAX_MOTIEF} tekens.")
    pdf = weighing(kennis, gesprek, gesprekken.judge(kennis, gesprek), motief)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="weging.pdf"', "Cache-Control": "private, no-store"},
    )
