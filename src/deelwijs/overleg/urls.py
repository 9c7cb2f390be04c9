# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import path

from deelwijs.overleg import eigen_views, views

app_name = "overleg"
urlpatterns = [
    path("kiezen/", views.kiezen, name="kiezen"),
    path("typen/", views.vergelijken, name="typen"),
    path("typen/nieuw/", eigen_views.nieuw, name="nieuw"),
    path("typen/<slug:slug>/", views.een_type, name="type"),
    path("typen/<slug:slug>/wijzigen/", eigen_views.wijzigen, name="wijzigen"),
    path("typen/<slug:slug>/vaststellen/", eigen_views.vaststellen, name="vaststellen"),
]
