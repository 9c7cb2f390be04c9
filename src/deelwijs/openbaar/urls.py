# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import path

from deelwijs.openbaar import kennis_urls, pdf_views, views

app_name = "openbaar"
urlpatterns = [
    path("", views.start, name="start"),
    path("mag-ik-dit-delen/", views.vraag, name="vraag"),
    path("mag-ik-dit-delen/weging.pdf", pdf_views.weging, name="pdf"),
    *kennis_urls.urlpatterns,
]
