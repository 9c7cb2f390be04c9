# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What an administrator fills in about a party."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from deelwijs.partij.models import Partij, SoortPartij
from deelwijs.partij.partijen import GEEFT_VOLMACHT, KRIJGT_VOLMACHT, task_words, tasks_per_kind
from deelwijs.ui.formulier import DatumVeld, Formulier, KeuzeVeld, MeerkeuzeVeld, TekstVeld

LEZING = {
    "streng": "Bij twijfel over de wet geldt het strengste antwoord. Zo begint iedereen.",
    "rekkelijk": "Bij twijfel geldt het ruimste antwoord dat juristen verdedigen.",
}


class PartijForm(Formulier):
    """Who a party is."""

    stand = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    naam = TekstVeld(label="Hoe heet de organisatie?", max_length=120, leeg="Vul de naam van de organisatie in.")
    soort = KeuzeVeld(
        label="Wat voor organisatie is het?",
        help_text="De soort bepaalt welke taken de organisatie kan hebben.",
        choices=SoortPartij.choices,
        leeg="Kies wat voor organisatie het is.",
    )
    plaats = TekstVeld(label="In welke plaats?", max_length=80, required=False)
    contactpunt = TekstVeld(
        label="Waar kunnen jongeren en ouders terecht?",
        help_text="Een telefoonnummer, e-mailadres of webadres. Dit staat op de pagina over het convenant.",
        max_length=200,
        leeg="Vul in waar jongeren en ouders terecht kunnen. Zij moeten weten wie zij iets kunnen vragen.",
    )
    lezing = KeuzeVeld(
        label="Welke uitleg van de wet volgt de organisatie?",
        help_text="Dit kiest de functionaris gegevensbescherming (FG) van de organisatie zelf. Vraag het dus eerst.",
        choices=[("streng", "Streng"), ("rekkelijk", "Rekkelijk")],
        uitleg_per_keuze=LEZING,
        leeg="Kies welke uitleg geldt. Weet u het niet? Kies dan streng.",
    )


class NieuwePartijForm(PartijForm):
    """A new party, with its tasks at once. `sleutel` is its key to be, so that sending twice makes one."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    taken = MeerkeuzeVeld(
        label="Welke taken heeft de organisatie?",
        help_text="Kies alleen taken die bij de soort organisatie horen. Op deze taken rust straks of delen mag.",
        choices=lambda: list(task_words().items()),
        leeg="Kies minstens één taak. Zonder taak kan een organisatie aan geen casus meedoen.",
    )


class TaakForm(Formulier):
    """One task more, out of those that this kind of party can have."""

    taken = KeuzeVeld(label="Welke taak komt erbij?", leeg="Kies een taak.")

    def __init__(self, *args: Any, partij: Partij, heeft: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table = tasks_per_kind()[partij.soort]
        self.fields["taken"].choices = [  # type: ignore[attr-defined]
            (taak, task_words()[taak]) for taak in table.taken if taak not in heeft
        ]
        self.fields["taken"].help_text = table.reden


class MandaatForm(Formulier):
    """Who may sign for a party."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    naam = TekstVeld(label="Wie tekent er?", max_length=120, leeg="Vul de naam in van wie tekent.")
    functie = TekstVeld(
        label="Wat is de functie?",
        help_text="Bijvoorbeeld: directeur-bestuurder.",
        max_length=120,
        leeg="Vul de functie in.",
    )
    mandaat = TekstVeld(
        label="Waarop steunt het mandaat?",
        help_text="Bijvoorbeeld: statuten, een mandaatbesluit met datum, of een volmacht en waar die te zien is.",
        max_length=300,
        leeg="Vul in waarop het mandaat steunt. Zonder mandaat telt een handtekening niet.",
    )
    volmacht_aan = KeuzeVeld(label="Tekent de organisatie zelf?", leeg="Kies wie er tekent.")
    geldig_vanaf = DatumVeld(label="Wat is de eerste dag van het mandaat?", leeg="Vul de eerste dag in.")
    geldig_tot = DatumVeld(
        label="Wat is de laatste dag?", help_text="Leeg als het mandaat geen einde heeft.", required=False
    )

    def __init__(self, *args: Any, partij: Partij, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proxies = Partij.objects.filter(soort=KRIJGT_VOLMACHT) if partij.soort in GEEFT_VOLMACHT else []
        self.partijen = {str(ander.pk): ander for ander in proxies}
        if not self.partijen:
            del self.fields["volmacht_aan"]
            return
        self.fields["volmacht_aan"].choices = [  # type: ignore[attr-defined]
            ("zelf", "Ja, iemand van de organisatie zelf"),
            *((pk, f"Nee, {ander} tekent met een schriftelijke volmacht") for pk, ander in self.partijen.items()),
        ]
        self.fields["volmacht_aan"].initial = "zelf"

    def arguments(self) -> dict[str, Any]:
        """Return what geef_mandaat asks; only after is_valid()."""
        data = dict(self.cleaned_data)
        data["id"] = data.pop("sleutel")
        data["volmacht_aan"] = self.partijen.get(data.pop("volmacht_aan", "zelf"))
        return data


class LaatsteDagForm(Formulier):
    """The last day of something."""

    laatste_dag = DatumVeld(label="Wat is de laatste dag?", leeg="Vul de laatste dag in.")


class LeegForm(Formulier):
    """A form that asks nothing: the button is the question."""
