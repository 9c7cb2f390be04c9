# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What people fill in about types of consultation."""

from __future__ import annotations

from typing import Any

from django import forms

from deelwijs.overleg import kiezen
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
        return (
            [{"veld": naam, "tekst": str(fouten[0])} for naam, fouten in self.errors.items()] if self.is_bound else []
        )

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
