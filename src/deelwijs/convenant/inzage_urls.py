# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import path

from deelwijs.convenant import inzage_views as views

app_name = "convenant_inzage"
urlpatterns = [
    path("", views.convenant, name="convenant"),
    path("berichten/<uuid:pk>/", views.gezien, name="gezien"),
]
