# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The roots of all addresses, and the pages for what goes wrong."""

from django.urls import include, path

from deelwijs.config import api, views

urlpatterns = [
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("gezond", views.gezond, name="gezond"),
    path("api/v1/", api.urls),
    path("api/<path:rest>", api.not_found),
    path("", include("deelwijs.ui.urls")),
    path("", include("deelwijs.openbaar.urls")),
    path("account/", include("deelwijs.partij.account_urls")),
    path("", include("deelwijs.partij.urls")),
    path("medewerkers/", include("deelwijs.casus.vertrek_urls")),
    path("beheer/partijen/", include("deelwijs.partij.beheer_urls")),
    path("beheer/", include("deelwijs.convenant.urls")),
    path("convenant/", include("deelwijs.convenant.inzage_urls")),
    path("", include("deelwijs.overleg.casus_urls")),
    path("overleg/", include("deelwijs.overleg.urls")),
    path("", include("deelwijs.verstrekking.urls")),
    path("", include("deelwijs.logboek.urls")),
]

handler400 = "deelwijs.ui.fouten.bad_request"
handler403 = "deelwijs.ui.fouten.permission_denied"
handler404 = "deelwijs.ui.fouten.page_not_found"
handler500 = "deelwijs.ui.fouten.server_error"
