# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Forms of the pages around a casus: Django's, in the shape that the templates of ui ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from deelwijs.ui.datum import DatumFout, read_datum

Optie = Mapping[str, str]  # waarde, tekst, uitleg
Rubriek = Mapping[str, Any]  # titel, opties
KIES = "Kies een antwoord uit de lijst."
DELEN = ("dag", "maand", "jaar")


class _DatumWidget(forms.Widget):
    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        return {deel: str(data.get(f"{name}_{deel}", ""))[:20] for deel in DELEN}


class DatumVeld(forms.Field):
    """A date in three boxes; cleans to a date, or None when empty and not required."""

    widget = _DatumWidget

    def clean(self, value: Any) -> date | None:
        given = {f"d_{deel}": (value or {}).get(deel, "") for deel in DELEN}
        try:
            day = read_datum(given, "d")
        except DatumFout as fault:
            raise forms.ValidationError(str(fault)) from fault
        if day is None and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return day


def tekstveld(vraag: str, *, leeg: str = "", most: int, uitleg: str = "", regels: int = 0) -> forms.CharField:
    """A text; without `leeg`, what to say when it is empty, it may stay empty."""
    field = forms.CharField(
        label=vraag,
        help_text=uitleg,
        required=bool(leeg),
        max_length=most,
        error_messages={
            "required": leeg,
            "max_length": f"Dit is te lang. Gebruik hoogstens {most:,} tekens.".replace(",", "."),
            "null_characters_not_allowed": "Er staat een teken in dat wij niet kunnen bewaren. Haal het weg.",
        },
    )
    field.regels = regels  # type: ignore[attr-defined]
    return field


def keuze(
    vraag: str, opties: Iterable[Optie] = (), *, leeg: str = "", uitleg: str = "", rubrieken: Sequence[Rubriek] = ()
) -> forms.ChoiceField:
    """One answer out of a list, or out of lists below headings."""
    field = forms.ChoiceField(
        label=vraag, help_text=uitleg, required=bool(leeg), error_messages={"required": leeg, "invalid_choice": KIES}
    )
    return set_options(field, opties, rubrieken)


def set_options(
    field: forms.ChoiceField, opties: Iterable[Optie], rubrieken: Sequence[Rubriek] = ()
) -> forms.ChoiceField:
    """Give a choice its answers, where they depend on the casus."""
    field.opties, field.rubrieken = list(opties), list(rubrieken)  # type: ignore[attr-defined]
    every = [*field.opties, *(optie for rubriek in field.rubrieken for optie in rubriek["opties"])]  # type: ignore[attr-defined]
    field.choices = [(optie["waarde"], optie["tekst"]) for optie in every]
    return field


class BestandVeld(forms.FileField):
    """One file; not required. Cleans to the upload or None."""

    def __init__(self, vraag: str, *, uitleg: str = "") -> None:
        super().__init__(
            label=vraag,
            help_text=uitleg,
            required=False,
            allow_empty_file=True,  # what is empty or too long is told by who looks at the content
            error_messages={"invalid": "Het bestand is niet aangekomen. Kies het opnieuw."},
        )

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        found: UploadedFile | None = super().clean(data, initial) or None
        return found


class Formulier(forms.Form):
    """A form whose fields and faults the templates can show."""

    use_required_attribute = False

    def velden(self) -> list[dict[str, Any]]:
        """Return each field for casus/_veld.html, with what was typed, also when that was wrong."""
        return [self.veld(naam) for naam in self.fields]

    def veld(self, naam: str) -> dict[str, Any]:
        """Return one field for casus/_veld.html."""
        field, bound = self.fields[naam], self[naam]
        shown: dict[str, Any] = {
            "naam": self.add_prefix(naam),
            "vraag": field.label,
            "uitleg": field.help_text,
            "optioneel": not field.required,
            "fout": self.errors[naam][0] if self.is_bound and naam in self.errors else "",
        }
        value = bound.value()
        if isinstance(field, DatumVeld):
            return shown | {"soort": "datum"} | (value if isinstance(value, dict) else day_parts(value))
        if isinstance(field, forms.ChoiceField):
            options = {"opties": getattr(field, "opties", ()), "rubrieken": getattr(field, "rubrieken", ())}
            return shown | options | {"soort": "keuze", "gekozen": value}
        if isinstance(field, forms.FileField):
            return shown | {"soort": "bestand"}
        if isinstance(field, forms.BooleanField):
            return shown | {"soort": "vinkje", "gekozen": bool(value)}
        return shown | {"soort": "tekst", "waarde": value or "", "regels": getattr(field, "regels", 0)}

    def fouten(self) -> list[dict[str, str]]:
        """Return the faults for ui/foutenoverzicht.html."""
        if not self.is_bound:
            return []
        return [
            {"veld": "" if naam == "__all__" else self.add_prefix(naam), "tekst": str(fout)}
            for naam, found in self.errors.items()
            for fout in found
        ]


def day_parts(dag: Any) -> dict[str, str]:
    """Return a date, or nothing, as the three boxes show it."""
    if not isinstance(dag, date):
        return dict.fromkeys(DELEN, "")
    return {"dag": str(dag.day), "maand": str(dag.month), "jaar": str(dag.year)}


def options(mapping: Mapping[str, str], uitleg: Mapping[str, str] | None = None) -> list[Optie]:
    """Return answers with their words as options, each beginning with a capital."""
    said = uitleg or {}
    return [
        {"waarde": waarde, "tekst": woorden[:1].upper() + woorden[1:], "uitleg": said.get(waarde, "")}
        for waarde, woorden in mapping.items()
    ]
