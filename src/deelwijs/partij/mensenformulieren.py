# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Forms about who works for a party."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password

from deelwijs.partij.mensen import roles_to_give
from deelwijs.partij.models import Medewerker, Partij, Taak
from deelwijs.partij.partijen import task_words
from deelwijs.ui.formulier import Formulier, KeuzeVeld, MeerkeuzeVeld, TekstVeld

GEEN_TAAK = "geen"
WAT_EEN_ROL_KAN = {
    Medewerker.FG: "leest het logboek van de organisatie en adviseert over afwegingen",
    Medewerker.BEHEER: "beheert partijen en het convenant, en ziet geen casus",
    Medewerker.PERSONEEL: "nodigt medewerkers uit en meldt wie weg is",
    Medewerker.AANSPREEKPUNT: "krijgt uitnodigingen voor een casus en wijst aan wie meedoet",
}


class MensFormulier(Formulier):
    """What somebody is called and does."""

    naam = TekstVeld(label="Naam", max_length=120, leeg="Vul de naam in.")
    functie = TekstVeld(
        label="Functie", max_length=120, leeg="Vul de functie in.", help_text="Zoals intern begeleider."
    )
    taak = KeuzeVeld(label="Voor welke taak van uw organisatie?", leeg="Kies een taak.")
    rollen = MeerkeuzeVeld(
        label="Welke rollen?", required=False, help_text="Wie geen rol heeft, kan wel meedoen in een casus."
    )

    def __init__(
        self, *args: Any, door: Medewerker, partij: Partij, had: frozenset[str] = frozenset(), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.taken = {taak.soort: taak for taak in Taak.objects.filter(partij=partij)}
        words = task_words()
        cast(KeuzeVeld, self.fields["taak"]).choices = [
            *((soort, words.get(soort, soort)) for soort in self.taken),
            (GEEN_TAAK, "Geen taak: doet in geen casus mee"),
        ]
        may = roles_to_give(door, partij) | had
        cast(MeerkeuzeVeld, self.fields["rollen"]).choices = [
            (rol, f"{woord}: {WAT_EEN_ROL_KAN[rol]}") for rol, woord in Medewerker.ROLLEN.items() if rol in may
        ]

    def arguments(self) -> dict[str, Any]:
        """Return what the acts ask for."""
        found = dict(self.cleaned_data)
        return found | {"taak": self.taken.get(found["taak"])}


class UitnodigingFormulier(MensFormulier):
    """The same with an address."""

    email = forms.EmailField(
        label="E-mailadres van het werk",
        max_length=200,
        error_messages={
            "required": "Vul het e-mailadres in.",
            "invalid": "Dit is geen e-mailadres. Schrijf het zoals naam@school.nl.",
            "max_length": "Dit adres is te lang. Gebruik hoogstens 200 tekens.",
        },
    )
    field_order = ["naam", "functie", "email", "taak", "rollen"]


class AannemenFormulier(forms.Form):
    """The second half of an invitation, and a password of one's own."""

    code = forms.CharField(max_length=40, error_messages={"required": "Vul de code in die u hebt gekregen."})
    password1 = forms.CharField(max_length=1000, strip=False, error_messages={"required": "Kies een wachtwoord."})
    password2 = forms.CharField(
        max_length=1000, strip=False, error_messages={"required": "Vul het wachtwoord nog een keer in."}
    )

    def __init__(self, *args: Any, medewerker: Medewerker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.medewerker = medewerker

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.medewerker)
        return password

    def clean(self) -> None:
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", "De wachtwoorden zijn niet gelijk. Vul twee keer hetzelfde in.")
