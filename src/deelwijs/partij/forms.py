# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Forms of this folder; those about logging in build on allauth's."""

from __future__ import annotations

from allauth.account.forms import ChangePasswordForm, LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms import Form
from django.utils import timezone

from deelwijs.partij import eenmalig
from deelwijs.partij.aanmelden import geweigerd


class Inlogformulier(LoginForm):
    """An address and a password. What is missing is asked for; what is wrong is never told apart."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages |= {
            "required": "Vul uw e-mailadres in.",
            "invalid": "Dit is geen e-mailadres. Schrijf het zoals naam@school.nl.",
        }
        self.fields["password"].error_messages["required"] = "Vul uw wachtwoord in."
        _at_most(self, login=200, password=1000)


class Wachtwoordformulier(ChangePasswordForm):
    """The password now, and twice the new one."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, missing in (
            ("oldpassword", "Vul uw wachtwoord van nu in."),
            ("password1", "Vul een nieuw wachtwoord in."),
            ("password2", "Vul het nieuwe wachtwoord nog een keer in."),
        ):
            self.fields[name].error_messages["required"] = missing
            _at_most(self, **{name: 1000})


class Codeformulier(AuthenticateForm):
    """A one-time code or a recovery code, each of them once."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _vraag_code(self)

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()
            eenmalig.verbruik(self.authenticator, code)
        except ValidationError:
            geweigerd(self.user, timezone.now())
            raise
        return code


class Bevestigformulier(ReauthenticateForm):
    """The same, for who is logged in already."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _vraag_code(self)

    def clean_code(self) -> str:
        code = super().clean_code()
        eenmalig.verbruik(self.authenticator, code)
        return code


class Appformulier(ActivateTOTPForm):
    """The first code of an app that was just set up."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _vraag_code(self)


def _vraag_code(form: Form) -> None:
    form.fields["code"].error_messages["required"] = "Vul de code in die u nu ziet."
    _at_most(form, code=20)


def _at_most(form: Form, **lengths: int) -> None:
    for name, length in lengths.items():
        form.fields[name].validators.append(MaxLengthValidator(length, f"Dit is te lang: hoogstens {length} tekens."))
