# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What changes in how somebody logs in is logged and told, whichever page did it: rows before against rows after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from deelwijs.logboek.actions import log
from deelwijs.partij import eenmalig, post, sessies
from deelwijs.partij.models import Medewerker

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
CODES = Authenticator.Type.RECOVERY_CODES


@dataclass(frozen=True, slots=True)
class Stand:
    """The means that somebody has: keys of rows with their kind, and the password as it is stored."""

    middelen: dict[int, str]
    wachtwoord: str


def stand(medewerker: Medewerker) -> Stand:
    """Return the means that this person has now."""
    rows = Authenticator.objects.filter(user_id=medewerker.pk).values_list("pk", "type")
    password = Medewerker.objects.values_list("password", flat=True).get(pk=medewerker.pk)
    return Stand(dict(rows), password)


def met_verslag(view: View[P]) -> View[P]:
    """Log and tell what a page changes in how somebody logs in; a first second factor opens the rest."""

    @wraps(view)
    def reported(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method != "POST" or not isinstance(request.user, Medewerker):
            return view(request, *args, **kwargs)
        before = stand(request.user)
        response = view(request, *args, **kwargs)
        after = stand(request.user)
        if before != after:
            _tell(request, before, after)
        return response

    return reported


def met_bevestiging(view: View[P]) -> View[P]:
    """Log that somebody showed again who they are."""

    @wraps(view)
    def reported(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        before = len(get_authentication_records(request, request.user))
        response = view(request, *args, **kwargs)
        for record in get_authentication_records(request, request.user)[before:]:
            log("opnieuw_bevestigd", op=timezone.now(), door=request.user.pk)
            if record.get("type") == CODES:
                log("herstelcode_gebruikt", op=timezone.now(), door=request.user.pk)
        return response

    return reported


def _tell(request: HttpRequest, before: Stand, after: Stand) -> None:
    who: Any = request.user
    op = timezone.now()
    added = {pk: type_ for pk, type_ in after.middelen.items() if pk not in before.middelen}
    removed = {pk: type_ for pk, type_ in before.middelen.items() if pk not in after.middelen}
    for type_ in added.values():
        log("herstelcodes_gemaakt" if type_ == CODES else "inlogmiddel_toegevoegd", op=op, door=who)
    for type_ in removed.values():
        if type_ != CODES:
            log("inlogmiddel_verwijderd", op=op, door=who)
    if before.wachtwoord != after.wachtwoord:
        log("wachtwoord_gewijzigd", op=op, door=who)
        # Django ends the others at their next request; this ends them now, and takes them off the list.
        sessies.beeindig(who, behalve=sessies.hashed(request.session.session_key or ""))
        post.zeg(request, "Uw wachtwoord is gewijzigd. Overal elders bent u uitgelogd.", goed=True)
    for pk, type_ in added.items():
        if type_ == Authenticator.Type.TOTP:
            _use_up(pk, request.POST.get("code", ""))
    if any(type_ != CODES for type_ in added.values()):
        # It was shown just now.
        record_authentication(request, who, "mfa", type=next(type_ for type_ in added.values() if type_ != CODES))
        request.session[sessies.FACTOREN] = True
        post.zeg(request, "Uw nieuwe manier van inloggen werkt.", goed=True)
    if any(type_ != CODES for type_ in removed.values()):
        post.zeg(request, "Deze manier van inloggen is weggehaald.", goed=True)
    post.later("account", who.email)


def _use_up(pk: int, code: str) -> None:
    try:
        eenmalig.verbruik(Authenticator.objects.get(pk=pk), code)
    except ValidationError:  # the period ended in between: then the code is worth nothing any more
        return
