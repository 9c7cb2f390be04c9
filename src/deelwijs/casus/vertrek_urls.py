# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import path

from deelwijs.casus import vertrek_views as views

app_name = "vertrek"
urlpatterns = [path("<uuid:pk>/uit-dienst/", views.uit_dienst, name="uit_dienst")]
