# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The addresses of everything around a casus. Under /casus/<key>/ higher folders add their own."""

from django.urls import path

from deelwijs.overleg import casus_views, deelnemers_views, inbreng_views, openen_views, werk_views

app_name = "casus"
urlpatterns = [
    path("werk/", werk_views.werk, name="werk"),
    path("werk/zoeken/", werk_views.zoek, name="zoeken"),
    path("casus/uitnodiging/<uuid:pk>/", deelnemers_views.uitnodiging, name="uitnodiging"),
    path("casus/openen/", openen_views.openen, name="openen"),
    path("casus/<uuid:pk>/", casus_views.detail, name="detail"),
    path("casus/<uuid:pk>/inbreng/nieuw/", inbreng_views.inbrengen, name="inbrengen"),
    path("casus/<uuid:pk>/inbreng/<uuid:inbreng>/", inbreng_views.inbreng, name="inbreng"),
    path("casus/<uuid:pk>/inbreng/<uuid:inbreng>/verbeteren/", inbreng_views.verbeteren, name="verbeteren"),
    path("casus/<uuid:pk>/bijlage/<uuid:bijlage>/", inbreng_views.bijlage, name="bijlage"),
    path("casus/<uuid:pk>/rondom/", inbreng_views.rondom, name="rondom"),
    path("casus/<uuid:pk>/uitnodigen/", deelnemers_views.uitnodigen, name="uitnodigen"),
    path("casus/<uuid:pk>/verklaren/", deelnemers_views.verklaren, name="verklaren"),
    path("casus/<uuid:pk>/collegas/", deelnemers_views.collegas, name="collegas"),
    path("casus/<uuid:pk>/deelname/<uuid:deelname>/", deelnemers_views.beeindigen, name="beeindigen"),
    path("casus/<uuid:pk>/regie/", casus_views.regie, name="regie"),
    path("casus/<uuid:pk>/sluiten/", casus_views.sluiten, name="sluiten"),
]
