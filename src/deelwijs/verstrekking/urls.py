# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import path

from deelwijs.verstrekking import fg_views, ontvangen_views, views

app_name = "verstrekking"
CEL = "casus/<uuid:pk>/verstrekken/<uuid:inbreng>/<uuid:zetel>/<slug:niveau>/"
urlpatterns = [
    path("casus/<uuid:pk>/verstrekken/", views.rooster, name="rooster"),
    path("casus/<uuid:pk>/verstrekken/bevestigen/", views.bevestigen, name="bevestigen"),
    path(CEL, views.cel, name="cel"),
    path(CEL + "afwegen/", views.afwegen, name="afwegen"),
    path(CEL + "advies/", views.advies, name="advies"),
    path("casus/<uuid:pk>/gegeven/", ontvangen_views.gegeven, name="gegeven"),
    path("casus/<uuid:pk>/fase/", ontvangen_views.fase, name="fase"),
    path("ontvangen/", ontvangen_views.ontvangen, name="ontvangen"),
    path("verstrekking/<uuid:pk>/", ontvangen_views.een, name="een"),
    path("verstrekking/<uuid:pk>/intrekken/", ontvangen_views.intrekken, name="intrekken"),
    path("verstrekking/<uuid:pk>/verder/", ontvangen_views.verder, name="verder"),
    path("verzoeken/", ontvangen_views.verzoeken, name="verzoeken"),
    path("verzoeken/<uuid:pk>/", ontvangen_views.verzoek, name="verzoek"),
    path("voorwaarden/", ontvangen_views.taken, name="taken"),
    path("fg/", fg_views.overzicht, name="fg"),
    path("fg/<uuid:pk>/", fg_views.bericht, name="fg_bericht"),
]
