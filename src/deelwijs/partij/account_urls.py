# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Logging in and what goes with it, below /account/. The names are those by which allauth finds its own pages.

What allauth has and we do not (signing up, a code by mail, a forgotten password by mail) has no address here.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as sleutel
from django.urls import path

from deelwijs.partij import account_views as own
from deelwijs.partij.verslag import met_bevestiging, met_verslag

urlpatterns = [
    path("inloggen/", own.inloggen, name="account_login"),
    path("inloggen/code/", mfa.authenticate, name="mfa_authenticate"),
    path("inloggen/toegangssleutel/", sleutel.login_webauthn, name="mfa_login_webauthn"),
    path("uitloggen/", own.uitloggen, name="account_logout"),
    path("bevestigen/code/", met_bevestiging(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "bevestigen/toegangssleutel/",
        met_bevestiging(sleutel.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("", own.account, name="mfa_index"),
    path("wachtwoord/", met_verslag(account.password_change), name="account_change_password"),
    path("app/", met_verslag(app.activate_totp), name="mfa_activate_totp"),
    path("app/weg/", met_verslag(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("toegangssleutels/", own.account, name="mfa_list_webauthn"),
    path("toegangssleutels/nieuw/", met_verslag(sleutel.add_webauthn), name="mfa_add_webauthn"),
    path("toegangssleutels/<int:pk>/naam/", sleutel.edit_webauthn, name="mfa_edit_webauthn"),
    path("toegangssleutels/<int:pk>/weg/", met_verslag(own.sleutel_weg), name="mfa_remove_webauthn"),
    path("herstelcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("herstelcodes/nieuw/", met_verslag(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("herstelcodes/opslaan/", own.herstelcodes_opslaan, name="mfa_download_recovery_codes"),
]
