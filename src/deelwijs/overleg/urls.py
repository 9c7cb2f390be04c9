# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import URLPattern

app_name = "overleg"
urlpatterns: list[URLPattern] = []
