# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from django.urls import path

from deelwijs.convenant import toetreden_views as toetreden
from deelwijs.convenant import views

app_name = "convenant"
urlpatterns = [
    path("", views.overzicht, name="overzicht"),
    path("convenanten/nieuw/", views.nieuw, name="nieuw"),
    path("convenanten/<uuid:pk>/versies/", views.nieuwe_versie, name="nieuwe_versie"),
    path("versies/<uuid:pk>/", views.versie, name="versie"),
    path("versies/<uuid:pk>/inhoud/", views.inhoud, name="inhoud"),
    path("versies/<uuid:pk>/partijen/", views.partijen, name="partijen"),
    path("versies/<uuid:pk>/vaststellen/", views.vaststellen, name="vaststellen"),
    path("versies/<uuid:pk>/evaluatie/", views.evaluatie, name="evaluatie"),
    path("versies/<uuid:pk>/beeindigen/", views.beeindigen, name="beeindigen"),
    path("versies/<uuid:pk>/toetredingen/", toetreden.nieuw, name="toetreden"),
    path("toetredingen/<uuid:pk>/", toetreden.toetreding, name="toetreding"),
    path("toetredingen/<uuid:pk>/afspraak/", toetreden.afspraak, name="afspraak"),
    path("toetredingen/<uuid:pk>/tekenen/", toetreden.tekenen, name="tekenen"),
    path("toetredingen/<uuid:pk>/bekendmaken/", toetreden.bekendmaken, name="bekendmaken"),
    path("toetredingen/<uuid:pk>/uittreden/", toetreden.uittreden, name="uittreden"),
    path("toetredingen/<uuid:pk>/formulier/", toetreden.formulierpagina, name="formulier"),
    path("toetredingen/<uuid:pk>/formulier.pdf", toetreden.formulier_pdf, name="formulier_pdf"),
]
