# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import path

from deelwijs.logboek import views

app_name = "logboek"
urlpatterns = [
    path("logboek/", views.van_partij, name="van_partij"),
    path("logboek/mijn/", views.van_mij, name="van_mij"),
    path("logboek/csv/", views.csv, name="csv"),
]
