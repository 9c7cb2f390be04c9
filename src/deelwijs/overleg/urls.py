# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import path

from deelwijs.overleg import views

app_name = "overleg"
urlpatterns = [
    path("kiezen/", views.kiezen, name="kiezen"),
    path("typen/", views.vergelijken, name="typen"),
    path("typen/<slug:slug>/", views.een_type, name="type"),
]
