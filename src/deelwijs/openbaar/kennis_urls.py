# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The addresses of the pages of knowledge; `urls.py` takes them in."""

from django.urls import path

from deelwijs.openbaar import kennis_views as views

urlpatterns = [
    path("kennis/", views.kennis, name="kennis"),
    path("kennis/onderwerpen/<str:naam>/", views.onderwerp, name="onderwerp"),
    path("kennis/regels/<str:naam>/", views.regel, name="regel"),
    path("kennis/artikelen/", views.artikelen, name="artikelen"),
    path("kennis/artikelen/<str:sleutel>/", views.artikel, name="artikel"),
    path("kennis/voorbeelden/", views.voorbeelden, name="voorbeelden"),
    path("kennis/voorbeelden/over/<str:naam>/", views.voorbeelden_van, name="voorbeelden_van"),
    path("kennis/voorbeelden/<str:naam>/", views.voorbeeld, name="voorbeeld"),
    path("kennis/lezingen/", views.lezingen, name="lezingen"),
    path("kennis/wetsvoorstellen/<str:naam>/", views.scenario, name="scenario"),
    path("kennis/begrippen/", views.begrippen, name="begrippen"),
    path("kennis/tekst-voor-uw-website/", views.websitetekst, name="websitetekst"),
    path("over/", views.over, name="over"),
    path("toegankelijkheid/", views.toegankelijkheid, name="toegankelijkheid"),
]
