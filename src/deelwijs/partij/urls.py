# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import path

from deelwijs.partij import account_views, mensenviews, personas

app_name = "partij"
urlpatterns = [
    path("account/tweede-stap/", account_views.tweede_stap, name="tweede_stap"),
    path("account/persona/", personas.word, name="persona"),
    path("account/sessies/weg/", account_views.sessie_weg, name="sessie_weg"),
    path("uitnodiging/<str:link>/", mensenviews.aannemen, name="uitnodiging"),
    path("medewerkers/", mensenviews.lijst, name="medewerkers"),
    path("medewerkers/uitnodigen/", mensenviews.uitnodigen, name="uitnodigen"),
    path("medewerkers/uitnodigen/<uuid:partij>/", mensenviews.uitnodigen, name="eerste_medewerker"),
    path("medewerkers/<uuid:pk>/", mensenviews.medewerker, name="medewerker"),
    path("medewerkers/<uuid:pk>/opnieuw/", mensenviews.opnieuw, name="opnieuw_uitnodigen"),
    path("medewerkers/<uuid:pk>/intrekken/", mensenviews.intrekken, name="uitnodiging_intrekken"),
]
