# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The way in of the very first person: everybody else is invited by somebody who is in already."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij import mensen
from deelwijs.partij.models import Medewerker, Partij, SoortPartij


class Command(BaseCommand):
    help = "Nodig de eerste beheerder van de regio uit: laat de link en de code zien. Kan alleen zolang er geen is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("partij", help="de organisatie waar deze beheerder werkt; wordt gemaakt als ze er niet is")
        parser.add_argument("soort", choices=SoortPartij.values)
        parser.add_argument("naam")
        parser.add_argument("functie")
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> str:
        try:
            validate_email(options["email"])
        except ValidationError as fault:
            raise CommandError(f"{options['email']} is geen e-mailadres.") from fault
        with in_kring(Kring(rol="beheer")), transaction.atomic():
            if Medewerker.objects.filter(rollen__contains=[Medewerker.BEHEER], is_active=True).exists():
                raise CommandError("Er is al een beheerder. Die nodigt anderen uit, op de pagina Medewerkers.")
            partij, _ = Partij.objects.get_or_create(naam=options["partij"], defaults={"soort": options["soort"]})
            person = Medewerker(
                partij=partij,
                naam=options["naam"],
                functie=options["functie"],
                email=options["email"].lower(),
                rollen=[Medewerker.BEHEER, Medewerker.PERSONEEL],
            )
            person.set_unusable_password()
            person.save(force_insert=True)
        # From here on this person acts: who else could have asked?
        with in_kring(person.kring):
            keys = mensen.vernieuw_uitnodiging(medewerker=person, door=person, op=timezone.now())
        return f"Link (drie dagen, één keer): {reverse('partij:uitnodiging', args=[keys.link])}\nCode: {keys.code}"
