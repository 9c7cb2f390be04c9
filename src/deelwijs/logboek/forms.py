# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Which lines somebody wants to see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Q
from django.utils.timezone import make_aware

from deelwijs.logboek.handelingen import handelingen
from deelwijs.ui.datum import DatumFout, read_datum

VELDEN = ("van_dag", "van_maand", "van_jaar", "tot_dag", "tot_maand", "tot_jaar", "medewerker", "handeling", "casus")


def _acts() -> list[tuple[str, Any]]:
    rubrieken: dict[str, list[tuple[str, str]]] = {}
    for act in handelingen().values():
        rubrieken.setdefault(act.rubriek, []).append((act.slug, act.zin))
    return [("", "alle handelingen"), *rubrieken.items()]


class ZoekForm(forms.Form):
    """Filter of the log; nothing filled in is everything. Days are days in the Netherlands, both included."""

    medewerker = forms.ChoiceField(
        required=False, error_messages={"invalid_choice": "Kies een medewerker uit de lijst, of laat dit leeg."}
    )
    handeling = forms.ChoiceField(
        required=False,
        choices=_acts,
        error_messages={"invalid_choice": "Kies een handeling uit de lijst, of laat dit leeg."},
    )
    casus = forms.UUIDField(
        required=False,
        error_messages={"invalid": "Dit is geen kenmerk van een casus. Neem het over uit een regel van het logboek."},
    )

    def __init__(self, data: Mapping[str, str], collegas: Sequence[tuple[UUID, str]] = ()) -> None:
        super().__init__(data)
        self.fields["medewerker"].choices = [  # type: ignore[attr-defined]
            ("", "alle medewerkers"),
            *((str(key), naam) for key, naam in collegas),
        ]

    def clean(self) -> dict[str, Any]:
        """Read the two days."""
        found: dict[str, Any] = dict(super().clean() or {})
        for naam in ("van", "tot"):
            try:
                found[naam] = read_datum(self.data, naam)
            except DatumFout as fault:
                self.add_error(None, forms.ValidationError(str(fault), code=naam))
        van, tot = found.get("van"), found.get("tot")
        if van and tot and tot < van:
            self.add_error(None, forms.ValidationError("De laatste dag ligt voor de eerste. Draai ze om.", code="tot"))
        return found

    def faults(self) -> dict[str, str]:
        """Return what is wrong, by field: one sentence each."""
        wrong = {name: str(errors[0]) for name, errors in self.errors.items() if name != NON_FIELD_ERRORS}
        return wrong | {str(fault.code): str(fault.message) for fault in self.non_field_errors().as_data()}

    def condition(self) -> Q:
        """Return the filter; only for a form that is valid."""
        chosen, found = self.cleaned_data, Q()
        if chosen["van"]:
            found &= Q(op__gte=_midnight(chosen["van"]))
        if chosen["tot"] and chosen["tot"] < date.max:
            found &= Q(op__lt=_midnight(chosen["tot"] + timedelta(days=1)))
        if chosen["medewerker"]:
            found &= Q(door=UUID(chosen["medewerker"]))
        if chosen["handeling"]:
            found &= Q(handeling=chosen["handeling"])
        if chosen["casus"]:
            found &= Q(casus=chosen["casus"])
        return found


def _midnight(day: date) -> datetime:
    # A year at the edge of the calendar has no midnight in UTC.
    return make_aware(datetime.combine(min(max(day, date(1900, 1, 1)), date(9000, 1, 1)), time.min))
