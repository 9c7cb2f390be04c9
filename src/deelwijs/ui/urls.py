# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import path

from deelwijs.ui import views

app_name = "ui"
urlpatterns = [
    path("thema/", views.thema, name="thema"),
    path("stijl/", views.stijl, name="stijl"),
]
