# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Passwords: Argon2id that costs an attacker much and this server little, and a login that tells nothing."""

import threading
from typing import Any
from uuid import UUID

from axes.backends import AxesStandaloneBackend
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password
from django.http import HttpRequest

from deelwijs.partij.models import Medewerker

# 64 MiB each: two at a time keep a process below 128 MiB however many people log in at once.
_BEURT = threading.BoundedSemaphore(2)
# A password that nobody has, so that an unknown name takes as long as a known one.
NIEMAND = "argon2$argon2id$v=19$m=65536,t=3,p=1$3IH2YEzQZrLQC++QyWMPOg$WiuIWhiuG2W9yeovc3n3HKAdoS/bh/HMR1N5OFA6T/Y"


class Argon2id(Argon2PasswordHasher):
    """64 MiB, three passes, one lane (docs/besluiten/0023-inloggen.md)."""

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _BEURT:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _BEURT:
            return super().verify(password, encoded)


class Aanmelding(AxesStandaloneBackend):
    """Somebody with an address and a password. Unknown, gone, wrong, locked out: all the same, and as long."""

    def authenticate(
        self,
        request: HttpRequest,
        username: str | None = None,
        password: str | None = None,
        email: str | None = None,
        **rest: Any,
    ) -> Medewerker | None:
        """Return who this is, or None.

        :raises PermissionDenied: locked out, after the work of comparing.
        """
        adres = (email or username or "").strip().lower()
        found = Medewerker.objects.filter(email=adres, is_active=True).first()
        known = found is not None and found.has_usable_password()
        right = check_password(password or "", found.password if found and known else NIEMAND)
        super().authenticate(request, email=adres, **rest)
        return found if known and right else None

    def get_user(self, user_id: UUID | str) -> Medewerker | None:
        return Medewerker.objects.filter(pk=user_id, is_active=True).first()
