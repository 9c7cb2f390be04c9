# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What people fill in about types of consultation."""

from __future__ import annotations

from typing import Any

from django import forms

from deelwijs.overleg import kiezen
from deelwijs.overleg.bewerken import Veld
from deelwijs.overleg.document import MEESTE_TEKENS
from deelwijs.overleg.kiezen import Vragen

KIES = "Kies een van de antwoorden, of laat de vraag open."


class KiesForm(forms.Form):
    """The questions of the page that helps to choose; each may stay open, and nothing of it is kept."""

    plek = forms.ChoiceField(required=False, choices=[*kiezen.PLEKKEN.items()], error_messages={"invalid_choice": KIES})
    aanleiding = forms.ChoiceField(
        required=False, choices=[*kiezen.AANLEIDINGEN.items()], error_messages={"invalid_choice": KIES}
    )
    nodig = forms.MultipleChoiceField(
        required=False, choices=[*kiezen.NODIG.items()], error_messages={"invalid_choice": KIES}
    )
    aan_tafel = forms.ChoiceField(
        required=False, choices=[*kiezen.AAN_TAFEL.items()], error_messages={"invalid_choice": KIES}
    )
    VRAGEN = {
        "plek": "Waar is de jongere nu?",
        "aanleiding": "Wat is er aan de hand?",
        "nodig": "Wie hebt u nodig?",
        "aan_tafel": "Moeten de jongere of de ouders aan tafel zitten?",
    }

    def answers(self) -> Vragen:
        """Return what was answered; only after is_valid()."""
        data = self.cleaned_data
        return Vragen(data["plek"], data["aanleiding"], tuple(data["nodig"]), data["aan_tafel"])

    def faults(self) -> list[dict[str, str]]:
        return [{"veld": naam, "tekst": str(fouten[0])} for naam, fouten in self.errors.items()]

    def fields_for_page(self) -> list[dict[str, Any]]:
        """Return each question for its template: name, words, options, what was chosen, fault."""
        return [
            {
                "naam": naam,
                "vraag": vraag,
                "meer": naam == "nodig",
                "opties": [{"waarde": waarde, "tekst": _first_up(tekst)} for waarde, tekst in self._choices(naam)],
                "gekozen": (self[naam].value() or []) if naam == "nodig" else self[naam].value(),
                "fout": self.errors[naam][0] if self.is_bound and naam in self.errors else "",
            }
            for naam, vraag in self.VRAGEN.items()
        ]

    def _choices(self, naam: str) -> list[tuple[str, str]]:
        return list(self.fields[naam].choices)  # type: ignore[attr-defined]


def _first_up(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]


class NieuwForm(forms.Form):
    """How a region begins a type of its own: a name, and the shipped type it is a copy of."""

    naam = forms.CharField(
        max_length=80,
        error_messages={
            "required": "Vul in hoe het overleg heet.",
            "max_length": "Gebruik voor de naam hoogstens 80 tekens.",
        },
    )
    van = forms.ChoiceField(
        error_messages={
            "required": "Kies met welk overleg u begint.",
            "invalid_choice": "Kies een overleg uit de lijst.",
        }
    )

    def __init__(self, *args: Any, van: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opties = van
        self.fields["van"].choices = van  # type: ignore[attr-defined]


class DeelForm(forms.Form):
    """One part of an own type. What is not yet right is kept too: a draft may be unfinished."""

    def __init__(self, *args: Any, velden: list[Veld], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.velden = velden
        for veld in velden:
            self.fields[veld.naam] = _field(veld)

    def answers(self) -> dict[str, Any]:
        """Return the value of each path; only after is_valid()."""
        return {veld.pad: _value(veld, self.cleaned_data[veld.naam]) for veld in self.velden}


def _field(veld: Veld) -> forms.Field:
    if veld.soort == "keuze":
        fout = {"invalid_choice": "Kies een van de antwoorden."}
        return forms.ChoiceField(required=False, choices=list(veld.opties), error_messages=fout)
    if veld.soort == "meer":
        fout = {"invalid_choice": "Kies alleen uit de lijst.", "invalid_list": "Kies alleen uit de lijst."}
        return forms.MultipleChoiceField(required=False, choices=list(veld.opties), error_messages=fout)
    if veld.soort == "getal":
        fout = {
            "invalid": "Vul een heel getal in.",
            "min_value": "Vul een getal in van 1 of meer.",
            "max_value": "Vul een getal in van hoogstens 366.",
        }
        return forms.IntegerField(required=False, min_value=1, max_value=366, error_messages=fout)
    meeste = 8_000 if veld.soort == "regels" else MEESTE_TEKENS
    fout = {
        "max_length": f"Deze tekst is te lang. Gebruik hoogstens {meeste} tekens.",
        "null_characters_not_allowed": "In deze tekst staat een teken dat niet mag.",
    }
    return forms.CharField(required=False, max_length=meeste, error_messages=fout)


def _value(veld: Veld, waarde: Any) -> Any:
    if veld.soort == "regels":
        return [regel.strip() for regel in waarde.splitlines() if regel.strip()]
    return list(waarde) if veld.soort == "meer" else waarde
