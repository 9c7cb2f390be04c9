# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What allauth asks of us: how somebody logs in here, what it says, and where its secrets are kept."""

from __future__ import annotations

from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from qrcode.image.svg import SvgPathFillImage

from deelwijs.logboek.actions import log
from deelwijs.partij import geheim, meldingen, sessies
from deelwijs.partij.aanmelden import meld_aan, probeer
from deelwijs.partij.models import Medewerker
from deelwijs.partij.toegang import net_bevestigd


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **meldingen.ACCOUNT}

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Medewerker | None:
        # Without allauth's own counting: that goes by name alone, so that anybody could lock out anybody.
        return probeer(request, credentials.get("email") or "", credentials.get("password") or "")

    def reauthenticate(self, user: Medewerker, password: str) -> bool:
        return probeer(context.request, user.email, password) == user

    def login(self, request: HttpRequest, user: Medewerker) -> None:
        if not Medewerker.objects.filter(pk=user.pk, is_active=True).exists():  # left since the first step
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        meld_aan(request, user)

    def respond_user_inactive(self, request: HttpRequest, user: Medewerker) -> HttpResponse:
        clear_login(request)
        self.add_message(request, messages.ERROR, message=meldingen.ONBEKEND)
        return redirect("account_login")

    def logout(self, request: HttpRequest) -> None:
        log("uitgelogd", op=timezone.now(), door=request.user.pk)
        logout(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        for name in ("casus:werk", "mfa_index"):  # names of addresses: this folder stands below the first
            try:
                return reverse(name)
            except NoReverseMatch:
                continue
        return "/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        # Only a path on this site: no other host, not even one of ours.
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        # Who has no second factor yet has shown all that there is to show.
        return bool(context.request.session.get(sessies.FACTOREN)) and not net_bevestigd(context.request)

    def get_reauthentication_methods(self, user: Medewerker) -> list[dict[str, Any]]:
        # A second factor, not the password: whoever sits at an open screen may have seen that being typed.
        types = set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True)) if user.pk else set()
        return [
            {"id": name, "description": text, "url": reverse(name)}
            for name, text, type_ in meldingen.MIDDELEN
            if type_ in types
        ]

    def is_ajax(self, request: HttpRequest) -> bool:
        # Only for the passkey at the login page: all else answers with pages.
        return request.method == "GET" and request.META.get("HTTP_ACCEPT") == "application/json"

    def add_message(
        self, request: HttpRequest, level: int, *args: Any, message: str | None = None, **rest: Any
    ) -> None:
        # Our own pages say what happened; of allauth's sentences only faults pass.
        if message:
            super().add_message(request, level, message=message)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: our own mail has fixed texts (post.py)."""


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {**DefaultMFAAdapter.error_messages, **meldingen.MFA}

    def encrypt(self, text: str) -> str:
        return geheim.versleutel(text)

    def decrypt(self, encrypted_text: str) -> str:
        return geheim.ontsleutel(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second factor stays: without one there would be no way in."""
        rest = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return rest.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: Medewerker, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return f"Toegangssleutel {number}"

    def build_totp_svg(self, url: str) -> str:
        # Without a declaration, so that it can stand in a page; on white, so that it can also be scanned in the dark.
        return str(qrcode.make(url, image_factory=SvgPathFillImage, border=3).to_string(encoding="unicode"))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": settings.MFA_TOTP_ISSUER}


def weiger(melding: str) -> ValidationError:
    """Return the fault that a form shows, by its name in meldingen."""
    return ValidationError(meldingen.MFA[melding], code=melding)
