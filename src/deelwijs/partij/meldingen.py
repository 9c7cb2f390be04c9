# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The sentences that allauth shows, in our words; the names are allauth's."""

ONBEKEND = (
    "Inloggen is niet gelukt: dit e-mailadres en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw. "
    "Na tien keer kan het een kwartier niet."
)
VAAK = "Dit is te vaak geprobeerd. Wacht vijf minuten en probeer het dan opnieuw."
ACCOUNT = {
    "account_inactive": ONBEKEND,
    "email_password_mismatch": ONBEKEND,
    "invalid_login": ONBEKEND,
    "enter_current_password": "Dit is niet uw wachtwoord van nu. Probeer het opnieuw.",
    "incorrect_code": "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code en vul die in.",
    "incorrect_password": "Dit is niet uw wachtwoord. Probeer het opnieuw.",
    "too_many_login_attempts": VAAK,
    "rate_limited": VAAK,
}
MFA = {
    "incorrect_code": "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code en vul die in.",
    "cannot_delete_authenticator": (
        "Dit is uw laatste tweede stap. Zonder kunt u niet meer inloggen. Voeg eerst een andere toe."
    ),
    "cannot_generate_recovery_codes": "Herstelcodes kunnen pas als u een tweede stap hebt. Voeg die eerst toe.",
}
# The ways to show again who you are, in the order in which we ask them: address, words, kind of authenticator.
MIDDELEN = [
    ("mfa_reauthenticate_webauthn", "Met uw toegangssleutel", "webauthn"),
    ("mfa_reauthenticate", "Met een code uit uw app", "totp"),
]
