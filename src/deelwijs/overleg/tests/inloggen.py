# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Being logged in, for tests of pages."""

from django.conf import settings
from django.test import Client

from deelwijs.logboek.kring import in_kring
from deelwijs.partij.models import Medewerker
from deelwijs.partij.sessies import FACTOREN


def login(client: Client, wie: Medewerker) -> None:
    """Log somebody in with two factors; the moment of it is written by that person."""
    with in_kring(wie.kring):
        client.force_login(wie, backend=settings.AUTHENTICATION_BACKENDS[-1])
        session = client.session
        session[FACTOREN] = True  # as after a passkey or a code
        session.save()
