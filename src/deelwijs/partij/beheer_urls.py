# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import path

from deelwijs.partij import partijviews as views

app_name = "partijbeheer"
urlpatterns = [
    path("", views.lijst, name="lijst"),
    path("nieuw/", views.nieuw, name="nieuw"),
    path("<uuid:pk>/", views.partij, name="partij"),
    path("<uuid:pk>/wijzigen/", views.wijzigen, name="wijzigen"),
    path("<uuid:pk>/taken/", views.taak_erbij, name="taak_erbij"),
    path("<uuid:pk>/taken/<uuid:taak_pk>/", views.taak_eindigt, name="taak_eindigt"),
    path("<uuid:pk>/mandaten/", views.mandaat, name="mandaat"),
    path("<uuid:pk>/mandaten/<uuid:mandaat_pk>/", views.mandaat_eindigt, name="mandaat_eindigt"),
]
