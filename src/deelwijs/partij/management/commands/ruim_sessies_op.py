# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Remove what is over: sessions, and forms that nobody came back for."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij import bewaard, sessies
from deelwijs.partij.models import BewaardFormulier


class Command(BaseCommand):
    help = "Ruim sessies en bewaarde formulieren op die voorbij zijn. Draai dit elke nacht."

    def handle(self, *args: Any, **options: Any) -> str:
        with in_kring(Kring(rol="systeem")):
            late = timezone.now() - bewaard.DUUR - timedelta(minutes=1)
            forms, _ = BewaardFormulier.objects.filter(op__lt=late).delete()
        return f"Opgeruimd: {sessies.ruim_op()} sessies en {forms} formulieren."
