# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What an administrator fills in about the agreement."""

from __future__ import annotations

from typing import Any

from django import forms

from deelwijs.convenant.actions import LIJSTEN, never
from deelwijs.convenant.models import ConvenantVersie, Toetreding
from deelwijs.convenant.woorden import choices, headings
from deelwijs.partij.models import Partij
from deelwijs.ui.formulier import DatumVeld, Formulier, KeuzeVeld, MeerkeuzeVeld, TekstVeld

SOORTEN = {
    Toetreding.ONDERTEKENAAR: "Tekent het convenant",
    Toetreding.TOETREDER: "Treedt alleen toe",
    "niet": "Doet niet mee",
}


class ConvenantForm(Formulier):
    """A new agreement. `sleutel` is its key to be."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    naam = TekstVeld(label="Hoe heet het convenant?", max_length=160, leeg="Vul de naam van het convenant in.")
    regio = TekstVeld(label="Voor welke regio is het?", max_length=80, leeg="Vul de naam van de regio in.")
    geldig_vanaf = DatumVeld(
        label="Vanaf welke dag moet de eerste versie gelden?",
        help_text="U kunt de dag later nog veranderen. Er moet op die dag door iedereen getekend zijn.",
        leeg="Vul de eerste dag in.",
    )


class BeginForm(Formulier):
    """The first day of a new version."""

    geldig_vanaf = DatumVeld(
        label="Vanaf welke dag moet de nieuwe versie gelden?",
        help_text="U kunt de dag later nog veranderen. Er moet op die dag door iedereen getekend zijn.",
        leeg="Vul de eerste dag in.",
    )


class InhoudForm(Formulier):
    """What a concept holds. `stand` is the state that the page was made from."""

    stand = forms.CharField(widget=forms.HiddenInput, max_length=40)
    geldig_vanaf = DatumVeld(label="Wat is de eerste dag?", leeg="Vul de eerste dag in.")
    doelen = MeerkeuzeVeld(
        label="Voor welke doelen mag er worden gedeeld?",
        help_text="Voor een ander doel kan in Deelwijs niets worden gedeeld.",
        leeg="Kies minstens één doel.",
    )
    categorieen = MeerkeuzeVeld(
        label="Welke soorten gegevens mogen hoogstens worden gedeeld?",
        help_text="Het convenant geeft zelf geen recht om te delen. De toets kijkt steeds of het mag van de wet.",
        leeg="Kies minstens één soort gegevens.",
    )
    overlegtypen = MeerkeuzeVeld(
        label="Welke soorten overleg horen erbij?",
        help_text="Alleen in een overleg dat hier staat, kan iemand een casus starten.",
        leeg="Kies minstens één soort overleg.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for lijst, wat in LIJSTEN.items():
            field: Any = self.fields[lijst]
            out = never(lijst)
            field.choices = [(waarde, tekst) for waarde, tekst in choices(wat).items() if waarde not in out]
            field.rubrieken = {} if wat == "overlegtype" else headings(wat)

    @staticmethod
    def of(versie: ConvenantVersie) -> dict[str, Any]:
        """Return what the form shows before anything is changed."""
        return {"geldig_vanaf": versie.geldig_vanaf} | {lijst: list(getattr(versie, lijst)) for lijst in LIJSTEN}


class PartijOpForm(Formulier):
    """Whether and how one party stands on a concept."""

    partij = KeuzeVeld(label="Welke partij?", leeg="Kies een partij.")
    soort = KeuzeVeld(
        label="Hoe doet zij mee?",
        choices=list(SOORTEN.items()),
        uitleg_per_keuze={
            Toetreding.ONDERTEKENAAR: "De versie geldt pas als deze partij heeft getekend.",
            Toetreding.TOETREDER: "Zij tekent later een formulier. De anderen hoeven daar niet op te wachten.",
            "niet": "Zij kan onder deze versie niets delen en niets krijgen.",
        },
        leeg="Kies hoe de partij meedoet.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partijen = {str(partij.pk): partij for partij in Partij.objects.all()}
        self.fields["partij"].choices = [(pk, partij.naam) for pk, partij in self.partijen.items()]  # type: ignore[attr-defined]


class TekenForm(Formulier):
    """Who signed for a party, and when. `tekst` stands for what the page showed."""

    tekst = forms.CharField(widget=forms.HiddenInput, max_length=40)
    vertegenwoordiger = KeuzeVeld(
        label="Wie heeft er getekend?",
        help_text="Hier staat iedereen met een mandaat. Het mandaat moet gelden op de dag van de handtekening.",
        leeg="Kies wie er heeft getekend.",
    )
    dag = DatumVeld(label="Op welke dag?", leeg="Vul de dag van de handtekening in.")

    def __init__(self, *args: Any, toetreding: Toetreding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = toetreding.partij.vertegenwoordigers.select_related("volmacht_aan")
        self.tekenaars = {str(row.pk): row for row in rows}
        self.fields["vertegenwoordiger"].choices = [  # type: ignore[attr-defined]
            (pk, f"{row}{f' (volmacht aan {row.volmacht_aan})' if row.volmacht_aan else ''}")
            for pk, row in self.tekenaars.items()
        ]


class ToetreedForm(Formulier):
    """A party that wants to accede. `sleutel` is the key of the accession to be."""

    sleutel = forms.UUIDField(widget=forms.HiddenInput)
    partij = KeuzeVeld(label="Welke partij treedt toe?", leeg="Kies een partij.")
    afgesproken_op = DatumVeld(
        label="Op welke dag waren de deelnemers het eens?",
        help_text="Toetreden kan alleen als de deelnemers aan het overleg dat vooraf hebben afgesproken.",
        leeg="Vul de dag in waarop de deelnemers het eens waren.",
    )

    def __init__(self, *args: Any, versie: ConvenantVersie, alle: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Partij.objects.all()
        if not alle:
            rows = rows.exclude(pk__in=versie.toetredingen.filter(beeindigd_op=None).values("partij"))
        self.partijen = {str(partij.pk): partij for partij in rows}
        self.fields["partij"].choices = [(pk, partij.naam) for pk, partij in self.partijen.items()]  # type: ignore[attr-defined]


class DagForm(Formulier):
    """One day; the view says which."""

    dag = DatumVeld(leeg="Vul de dag in.")


class LaatsteDagForm(Formulier):
    """The last day of a version."""

    laatste_dag = DatumVeld(label="Wat is de laatste dag?", leeg="Vul de laatste dag in.")


class UittredenForm(Formulier):
    """From which day a party takes part no longer."""

    per = DatumVeld(label="Vanaf welke dag doet de partij niet meer mee?", leeg="Vul de dag in.")


class StandForm(Formulier):
    """A button that only holds for what the page showed."""

    stand = forms.CharField(widget=forms.HiddenInput, max_length=40)
