# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Somebody's own account: how they log in, where they are logged in, and leaving."""

from __future__ import annotations

from allauth.account import views as allauth
from allauth.mfa.adapter import get_adapter as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn import views as sleutel
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from deelwijs.logboek.actions import log
from deelwijs.partij import meldingen, post, sessies
from deelwijs.partij.models import Medewerker
from deelwijs.partij.personas import personas
from deelwijs.partij.toegang import stap_op

# The people of the demo are asked for when the page is made; in production there are none.
inloggen = allauth.LoginView.as_view(extra_context={"personas": personas})


@require_http_methods(["GET", "HEAD", "POST"])
def uitloggen(request: HttpRequest) -> HttpResponseBase:
    """Ask whether to leave; then end the session and let the browser forget what it keeps of this site."""
    response = allauth.logout(request)
    if request.method == "POST":
        # Not the cookies: "storage" and "cache" hold pages, the session cookie is gone already, and without the
        # cookie of the form the login page that comes next would refuse.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Show how this person logs in and where they are logged in."""
    who = _who(request)
    rows = list(Authenticator.objects.filter(user_id=who.pk).order_by("created_at"))
    codes = next((row.wrap() for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    log("sessies_bekeken", op=timezone.now(), door=who)
    return render(
        request,
        "partij/account.html",
        {
            "medewerker": who,
            "app": next((row for row in rows if row.type == Authenticator.Type.TOTP), None),
            "sleutels": [row for row in rows if row.type == Authenticator.Type.WEBAUTHN],
            "codes": codes,
            "codes_over": len(codes.get_unused_codes()) if codes else 0,
            "sessies": sessies.lopend(who),
            "deze": sessies.hashed(request.session.session_key or ""),
        },
    )


@require_POST
def sessie_weg(request: HttpRequest) -> HttpResponse:
    """End one session of this person, or all but this one."""
    who = _who(request)
    which = request.POST.get("sessie", "")
    deze = sessies.hashed(request.session.session_key or "")
    count = (
        sessies.beeindig(who, behalve=deze)
        if which == "alle"
        else sessies.beeindig(who, sleutel=which or "-", behalve=deze)
    )
    if count:
        log("sessie_beeindigd", op=timezone.now(), door=who)
        post.zeg(request, "U bent daar uitgelogd.", goed=True)
    return redirect("mfa_index")


@require_GET
def tweede_stap(request: HttpRequest) -> HttpResponse:
    """Ask for a second factor: who has none gets no further than this."""
    if request.session.get(sessies.FACTOREN):
        return redirect("mfa_index")
    return render(request, "partij/tweede_stap.html", {"medewerker": request.user})


def sleutel_weg(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a passkey, unless it is the last second factor."""
    row = get_object_or_404(Authenticator, pk=pk, user_id=request.user.pk, type=Authenticator.Type.WEBAUTHN)
    if request.method == "POST" and not mfa().can_delete_authenticator(row):
        post.zeg(request, meldingen.MFA["cannot_delete_authenticator"])
        return redirect("mfa_index")
    return sleutel.remove_webauthn(request, pk=pk)


@require_POST
@stap_op
def herstelcodes_opslaan(request: HttpRequest) -> HttpResponse:
    """Send the recovery codes that were not used yet as a file."""
    row = get_object_or_404(Authenticator, user_id=request.user.pk, type=Authenticator.Type.RECOVERY_CODES)
    response = render(
        request,
        "mfa/recovery_codes/download.txt",
        {"codes": RecoveryCodes(row).get_unused_codes()},
        content_type="text/plain; charset=utf-8",
    )
    response.headers["Content-Disposition"] = 'attachment; filename="herstelcodes-deelwijs.txt"'
    return response


def _who(request: HttpRequest) -> Medewerker:
    assert isinstance(request.user, Medewerker)  # noqa: S101 the door lets nobody else in
    return request.user
