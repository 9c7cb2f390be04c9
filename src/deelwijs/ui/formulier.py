# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Forms of Django shown with our own components: `ui/formuliervelden.html` draws what `Formulier.velden` describes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from deelwijs.ui.datum import DatumFout, read_datum

DELEN = ("dag", "maand", "jaar")


class DatumInvoer(forms.Widget):
    """The three boxes of ui/veld_datum.html."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        return {deel: str(data.get(f"{name}_{deel}", ""))[:20] for deel in DELEN}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{deel}" in data for deel in DELEN)


class DatumVeld(forms.Field):
    """A day. `leeg`: what the screen says when a required one is missing. Cleans to a date, or None when optional."""

    widget = DatumInvoer

    def __init__(self, *, leeg: str = "Vul de datum in.", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.leeg = leeg

    def clean(self, value: Any) -> date | None:
        try:
            found = read_datum({f"x_{deel}": tekst for deel, tekst in (value or {}).items()}, "x")
        except DatumFout as fout:
            raise forms.ValidationError(str(fout)) from None
        if found is None and self.required:
            raise forms.ValidationError(self.leeg)
        # Years outside these are typing errors, and PostgreSQL's own limits are not a place to find out.
        if found is not None and not 1990 <= found.year <= 2100:
            raise forms.ValidationError("Kies een jaar van 1990 tot en met 2100.")
        return found


class TekstVeld(forms.CharField):
    """Words. `regels`: more than one makes it a larger box; `leeg`: what the screen says when it is missing."""

    def __init__(self, *, leeg: str = "Vul dit in.", max_length: int, regels: int = 0, **kwargs: Any) -> None:
        self.regels = regels
        fout = {
            "required": leeg,
            "max_length": f"Deze tekst is te lang. Gebruik hoogstens {max_length} tekens.",
            "null_characters_not_allowed": "In deze tekst staat een teken dat niet mag.",
        }
        super().__init__(max_length=max_length, error_messages=fout, **kwargs)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value))
        if any(0xD800 <= ord(teken) <= 0xDFFF for teken in text):
            raise forms.ValidationError(self.error_messages["null_characters_not_allowed"])
        return text


class KeuzeVeld(forms.ChoiceField):
    """One of a list. `uitleg_per_keuze`: a word of explanation below an answer."""

    def __init__(self, *, leeg: str = "Kies een van de antwoorden.", **kwargs: Any) -> None:
        self.uitleg_per_keuze: Mapping[str, str] = kwargs.pop("uitleg_per_keuze", {})
        super().__init__(
            error_messages={"required": leeg, "invalid_choice": "Kies een antwoord uit de lijst."}, **kwargs
        )


class MeerkeuzeVeld(forms.MultipleChoiceField):
    """Some of a list. `rubrieken`: heading → answers, for a long one."""

    def __init__(self, *, leeg: str = "Kies minstens één antwoord.", **kwargs: Any) -> None:
        self.rubrieken: Mapping[str, Sequence[str]] = kwargs.pop("rubrieken", {})
        wrong = "Kies alleen antwoorden uit de lijst."
        super().__init__(error_messages={"required": leeg, "invalid_choice": wrong, "invalid_list": wrong}, **kwargs)


class Formulier(forms.Form):
    """A form that describes its fields for the templates. Label is the question, help_text the explanation."""

    def fout_bij(self, veld: str, tekst: str) -> None:
        """Put a refusal by an act at its field, or on top where the form has no such field."""
        self.is_valid()  # so that there is a list of faults to add to
        self.add_error(veld if veld in self.fields and not self.fields[veld].widget.is_hidden else None, tekst)

    @property
    def verborgen(self) -> list[dict[str, Any]]:
        """The hidden fields: name and value."""
        return [{"naam": veld.html_name, "waarde": veld.value() or ""} for veld in self.hidden_fields()]

    @property
    def velden(self) -> list[dict[str, Any]]:
        """The fields that people see, each with all that its template asks for."""
        return [self._describe(naam) for naam in self.fields if not self.fields[naam].widget.is_hidden]

    @property
    def fouten(self) -> list[dict[str, str]]:
        """All faults, for ui/foutenoverzicht.html. A fault in a hidden field means a page that is not ours any more."""
        found = []
        for naam, fouten in self.errors.items():
            hidden = naam in self.fields and self.fields[naam].widget.is_hidden
            tekst = "Deze pagina klopt niet meer. Open haar opnieuw." if hidden else str(fouten[0])
            found.append({"veld": "" if hidden or naam == "__all__" else naam, "tekst": tekst})
        return found

    def _describe(self, naam: str) -> dict[str, Any]:
        field, value = self.fields[naam], self[naam].value()
        found = {
            "naam": naam,
            "vraag": field.label,
            "uitleg": str(field.help_text),
            "fout": str(self.errors[naam][0]) if self.is_bound and naam in self.errors else "",
            "optioneel": not field.required,
        }
        if isinstance(field, DatumVeld):
            parts = {"dag": value.day, "maand": value.month, "jaar": value.year} if isinstance(value, date) else value
            return {**found, "sjabloon": "ui/veld_datum.html", **(parts or {})}
        if isinstance(field, MeerkeuzeVeld):
            return {**found, "sjabloon": "ui/veld_meerkeuze.html", "gekozen": value or [], **self._options(field)}
        if isinstance(field, KeuzeVeld):
            return {**found, "sjabloon": "ui/veld_keuze.html", "gekozen": value, **self._options(field)}
        return {**found, "sjabloon": "ui/veld_tekst.html", "waarde": value, "regels": getattr(field, "regels", 0)}

    def _options(self, field: KeuzeVeld | MeerkeuzeVeld) -> dict[str, Any]:
        uitleg = getattr(field, "uitleg_per_keuze", {})
        options = {
            waarde: {"waarde": waarde, "tekst": str(tekst)[:1].upper() + str(tekst)[1:], "uitleg": uitleg.get(waarde)}
            for waarde, tekst in cast(Iterable[tuple[str, str]], field.choices)
        }
        if not getattr(field, "rubrieken", None):
            return {"opties": list(options.values())}
        groups = [
            {"titel": titel, "opties": [options[waarde] for waarde in waarden if waarde in options]}
            for titel, waarden in field.rubrieken.items()  # type: ignore[union-attr]
        ]
        return {"rubrieken": [groep for groep in groups if groep["opties"]]}


def form_page(request: HttpRequest, form: Formulier, **context: Any) -> HttpResponse:
    """Return the page of one form: titel, intro, knop (words of the button), terug (address), kruimels, meldingen.

    A form with faults answers 422, so that nobody takes it for done.
    """
    context |= {"form": form, "fouten": form.fouten if form.is_bound else []}
    return render(request, "ui/formulierpagina.html", context, status=422 if context["fouten"] else 200)
