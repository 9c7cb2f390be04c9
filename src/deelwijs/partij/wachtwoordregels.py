# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What a password must be: long, not one that everybody tries, not made of one's own name. No signs are prescribed."""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

KORTST, LANGST = 12, 200


class Lengte:
    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < KORTST:
            raise ValidationError(
                f"Dit wachtwoord is te kort: raden gaat dan te snel. Neem ten minste {KORTST} tekens, "
                "bijvoorbeeld vier losse woorden."
            )
        if len(password) > LANGST:
            raise ValidationError(f"Dit wachtwoord is te lang. Neem ten hoogste {LANGST} tekens.")

    def get_help_text(self) -> str:
        return f"Ten minste {KORTST} tekens, bijvoorbeeld vier losse woorden."


class NietBekend(CommonPasswordValidator):
    def validate(self, password: str, user: Any = None) -> None:
        if password.lower().strip() in self.passwords:
            raise ValidationError(
                "Dit wachtwoord gebruiken veel mensen: het wordt het eerst geprobeerd. Neem een ander."
            )


class NietEigen:
    def validate(self, password: str, user: Any = None) -> None:
        own = [
            *(getattr(user, "naam", "") or "").split(),
            (getattr(user, "email", "") or "").partition("@")[0],
            "deelwijs",
        ]
        rest = password.lower()
        for word in own:
            if len(word) >= 4:
                rest = rest.replace(word.lower(), "")
        if len(rest) < KORTST - 4:
            raise ValidationError("Dit wachtwoord lijkt te veel op uw naam of uw adres. Neem een ander.")

    def get_help_text(self) -> str:
        return "Niet uw naam of uw adres."
