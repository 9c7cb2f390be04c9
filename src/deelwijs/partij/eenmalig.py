# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A one-time code is good once, also in the seconds after its own, which we allow a clock that is slow."""

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.db import transaction

from deelwijs.partij import geheim
from deelwijs.partij.adapter import weiger

LAATSTE = "laatste"  # the number of the last period from which a code was used


def verbruik(middel: Authenticator, code: str) -> None:
    """Use a code up, with all before it. Does nothing for a recovery code: that is gone already.

    :raises ValidationError: this one, or a later one, was used before.
    """
    if middel.type != Authenticator.Type.TOTP:
        return
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=middel.pk)
        secret = geheim.ontsleutel(row.data["secret"])
        fits = [
            counter
            for counter in yield_hotp_counters_from_time()
            if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter)))
        ]
        fresh = [counter for counter in fits if counter > row.data.get(LAATSTE, 0)]
        if not fresh:
            raise weiger("incorrect_code")
        row.data[LAATSTE] = min(fresh)
        row.save(update_fields=["data"])
    middel.data = row.data
