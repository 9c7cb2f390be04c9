# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import path

from deelwijs.partij import account_views, personas

app_name = "partij"
urlpatterns = [
    path("account/tweede-stap/", account_views.tweede_stap, name="tweede_stap"),
    path("account/persona/", personas.word, name="persona"),
    path("account/sessies/weg/", account_views.sessie_weg, name="sessie_weg"),
]
