# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What people fill in about a casus. Which answers there are, depends on its type, phase and their task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from deelwijs.casus import bestanden, persoon
from deelwijs.casus.formulier import (
    BestandVeld,
    DatumVeld,
    Formulier,
    Optie,
    Rubriek,
    keuze,
    options,
    set_options,
    tekstveld,
)
from deelwijs.casus.models import Betrokkene, Deelname, Inbreng, Regie
from deelwijs.casus.persoon import LANGSTE_NAAM, LANGSTE_PLAATS, OUDSTE_JONGERE, Persoon
from deelwijs.casus.schrijven import LANGSTE, Gegeven
from deelwijs.convenant.derden import Gevraagd
from deelwijs.convenant.woorden import headings, kennis, words
from deelwijs.overleg.actions import LANGSTE_DOEL, LANGSTE_VERKLARING
from deelwijs.overleg.soort import bases, first, usable
from deelwijs.overleg.typen import Overlegtype
from deelwijs.overleg.woorden import AARD_UITLEG, REGIE, REGIE_UITLEG, article_options
from deelwijs.partij.models import Medewerker

OVER_WIE = {persoon.CATEGORIE, "contact", "adres", "bsn"}  # says who it is, and is no question for help


def categories(names: Iterable[str]) -> list[Rubriek]:
    """Return categories below the headings of the toets."""
    wanted = set(names)
    found: list[Rubriek] = []
    for titel, under in headings("categorie").items():
        here = [
            {"waarde": waarde, "tekst": _up(words("categorie", waarde)), "uitleg": ""}
            for waarde in under
            if waarde in wanted
        ]
        if here:
            found.append({"titel": titel, "opties": here})
    return found


def secrets() -> list[Optie]:
    """Return the answers of the fact `geheim`."""
    return options(kennis().feiten["geheim"].antwoorden)


def _up(woorden: str) -> str:
    return woorden[:1].upper() + woorden[1:]


class TypeForm(Formulier):
    """Step 1 of opening: which consultation."""

    overlegtype = keuze("Welk overleg past bij de vraag?", leeg="Kies een overleg.")

    def __init__(self, data: Any, *, types: Mapping[str, Overlegtype], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        found = [{"waarde": slug, "tekst": o.naam, "uitleg": o.kort} for slug, o in types.items()]
        set_options(self.fields["overlegtype"], found)  # type: ignore[arg-type]


class VerklaringForm(Formulier):
    """Task, responsibility and basis of one participant."""

    verantwoordelijkheid = tekstveld(
        "Waar is uw organisatie in deze casus voor verantwoordelijk?",
        leeg="Schrijf op waar uw organisatie in deze casus voor verantwoordelijk is.",
        most=LANGSTE_VERKLARING,
        uitleg="Schrijf in één of twee zinnen wat uw organisatie doet. Alle deelnemers lezen dit. Noem geen namen.",
        regels=3,
    )
    grondslag = keuze(
        "Op welk wetsartikel steunt uw deelname?",
        leeg="Kies het wetsartikel waarop uw deelname steunt.",
        uitleg="Dit zijn de artikelen die in dit overleg bij uw taak passen. Of iets gedeeld mag worden,"
        " kijkt de toets per gegeven na.",
    )

    def __init__(self, data: Any, *, o: Overlegtype, taak: str, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        set_options(self.fields["grondslag"], article_options(bases(o, taak)))  # type: ignore[arg-type]


class VraagForm(VerklaringForm):
    """Step 2 of opening: the purpose, the question for help, the own declaration."""

    doel = keuze("Wat is het doel van dit overleg?", leeg="Kies het doel van dit overleg.")
    doel_tekst = tekstveld(
        "Wat wilt u met dit overleg bereiken?",
        leeg="Schrijf op wat u met dit overleg wilt bereiken.",
        most=LANGSTE_DOEL,
        uitleg="Alle deelnemers van deze casus lezen dit. Schrijf er geen namen in, en niets over gezondheid"
        " of het gezin.",
        regels=3,
    )
    tekst = tekstveld(
        "Wat is de hulpvraag?",
        leeg="Schrijf op wat de hulpvraag is.",
        most=LANGSTE["tekst"],
        uitleg="Dit ziet alleen uw eigen organisatie, totdat u het zelf deelt. Schrijf alleen op wat nodig is.",
        regels=6,
    )
    categorie = keuze("Waar gaat de hulpvraag vooral over?", leeg="Kies waar de hulpvraag vooral over gaat.")
    aard = keuze(
        "Is dit een feit, een mening of een vermoeden?",
        options(Inbreng.AARD, AARD_UITLEG),
        leeg="Kies of dit een feit, een mening of een vermoeden is.",
    )
    herkomst = tekstveld(
        "Van wie of waaruit weet u dit?",
        leeg="Schrijf op van wie of waaruit u dit weet.",
        most=LANGSTE["herkomst"],
        uitleg="Bijvoorbeeld: een gesprek met de jongere, of de eigen administratie.",
    )
    geheim = keuze("Valt dit onder een beroepsgeheim?", secrets(), leeg="Kies of dit onder een beroepsgeheim valt.")
    field_order = [
        "doel", "doel_tekst", "tekst", "categorie", "aard", "herkomst", "geheim", "verantwoordelijkheid", "grondslag",
    ]  # fmt: skip

    def __init__(self, data: Any, *, o: Overlegtype, taak: str, initial: Any = None) -> None:
        super().__init__(data, o=o, taak=taak, initial=initial)
        doelen = options({doel: words("doel", doel) for doel in o.doelen})
        set_options(self.fields["doel"], doelen)  # type: ignore[arg-type]
        here = [categorie for categorie in usable(o, first(o), taak) if categorie not in OVER_WIE]
        set_options(self.fields["categorie"], (), categories(here))  # type: ignore[arg-type]

    def hulpvraag(self, titel: str) -> Gegeven:
        """Return the first datum; only after is_valid()."""
        data = self.cleaned_data
        return Gegeven(data["categorie"], titel, data["tekst"], data["herkomst"], data["aard"], data["geheim"])


class PersoonForm(Formulier):
    """Who somebody is."""

    naam = tekstveld(
        "Hoe heet deze persoon?", leeg="Vul de naam in.", most=LANGSTE_NAAM, uitleg="Voornaam en achternaam."
    )
    geboortedatum = DatumVeld(
        label="Wat is de geboortedatum?", required=False, error_messages={"required": "Vul de geboortedatum in."}
    )
    woonplaats = tekstveld("Wat is de woonplaats?", most=LANGSTE_PLAATS)
    herkomst = tekstveld(
        "Waar komen deze gegevens vandaan?",
        leeg="Schrijf op waar deze gegevens vandaan komen.",
        most=LANGSTE["herkomst"],
        uitleg="Bijvoorbeeld: de eigen leerlingadministratie.",
    )

    def clean_geboortedatum(self) -> date | None:
        born: date | None = self.cleaned_data["geboortedatum"]
        if born and born > timezone.localdate():
            raise forms.ValidationError("Deze datum ligt in de toekomst. Kijk de geboortedatum na.")
        if born and persoon.age(born, timezone.localdate()) > 120:
            raise forms.ValidationError("Deze datum ligt te ver terug. Kijk de geboortedatum na.")
        return born

    def persoon(self) -> Persoon:
        """Return who it is; only after is_valid()."""
        data = self.cleaned_data
        return Persoon(data["naam"], data["geboortedatum"], data["woonplaats"])


class JongereForm(PersoonForm):
    """Step 3 of opening: the youth."""

    def __init__(self, data: Any, *, initial: Any = None, prefix: str | None = None) -> None:
        super().__init__(data, initial=initial, prefix=prefix)
        self.fields["naam"].label = "Hoe heet de jongere?"
        self.fields["geboortedatum"].required = True

    def clean_geboortedatum(self) -> date | None:
        born = super().clean_geboortedatum()
        if born and persoon.age(born, timezone.localdate()) > OUDSTE_JONGERE:
            raise forms.ValidationError(
                f"Deze persoon is ouder dan {OUDSTE_JONGERE} jaar. Een overleg gaat over een kind of jongere."
                " Kijk de geboortedatum na."
            )
        return born


class RondomForm(PersoonForm):
    """Somebody around the youth: a place and a name, no more."""

    relatie = keuze(
        "Wie is dit voor de jongere?",
        options({k: v for k, v in Betrokkene.RELATIES.items() if k != Betrokkene.JONGERE}),
        leeg="Kies wie dit voor de jongere is.",
    )
    field_order = ["relatie", "naam", "geboortedatum", "woonplaats", "herkomst"]


class GegevenForm(Formulier):
    """One datum, without its category: for a correction."""

    titel = tekstveld(
        "Waar gaat het over?", leeg="Schrijf in een paar woorden waar het over gaat.", most=LANGSTE["titel"]
    )
    tekst = tekstveld(
        "Wat wilt u vastleggen?",
        leeg="Schrijf op wat u wilt vastleggen.",
        most=LANGSTE["tekst"],
        uitleg="Eén onderwerp per keer. Dan kunt u later precies kiezen wat u deelt. Schrijf alleen op wat nodig is.",
        regels=8,
    )
    aard = keuze(
        "Is dit een feit, een mening of een vermoeden?",
        options(Inbreng.AARD, AARD_UITLEG),
        leeg="Kies of dit een feit, een mening of een vermoeden is.",
    )
    herkomst = tekstveld(
        "Van wie of waaruit weet u dit?",
        leeg="Schrijf op van wie of waaruit u dit weet.",
        most=LANGSTE["herkomst"],
        uitleg="Bijvoorbeeld: een gesprek met de jongere, of de eigen administratie.",
    )
    geheim = keuze(
        "Valt dit onder een beroepsgeheim?",
        secrets(),
        leeg="Kies of dit onder een beroepsgeheim valt.",
        uitleg="Ook een orthopedagoog of psycholoog in dienst van een school heeft een beroepsgeheim.",
    )
    bijlage = BestandVeld(
        "Wilt u een bestand toevoegen?",
        uitleg="Een pdf, Word-document (docx), foto (jpg of png) of tekstbestand, tot 10 MB. Wij halen"
        " verborgen gegevens eruit, zoals de plek waar een foto is gemaakt.",
    )

    def clean_bijlage(self) -> bestanden.Goedgekeurd | None:
        upload = self.cleaned_data["bijlage"]
        if upload is None:
            return None
        try:
            return bestanden.keur(upload.name, upload.read())
        except bestanden.Afgekeurd as fault:
            raise forms.ValidationError(fault.reden) from fault

    def gegeven(self, categorie: str) -> Gegeven:
        """Return the datum; only after is_valid()."""
        data = self.cleaned_data
        files: Sequence[bestanden.Goedgekeurd] = [data["bijlage"]] if data["bijlage"] else []
        return Gegeven(
            categorie, data["titel"], data["tekst"], data["herkomst"], data["aard"], data["geheim"], tuple(files)
        )


class InbrengForm(GegevenForm):
    """A new datum: about whom, and of which category."""

    betrokkene = keuze("Over wie gaat dit?", leeg="Kies over wie dit gaat.")
    categorie = keuze(
        "Wat voor gegeven is dit?",
        leeg="Kies wat voor gegeven dit is.",
        uitleg="U ziet alleen wat in het convenant en in dit overleg staat, bij uw taak past en in deze fase nodig is.",
    )
    field_order = ["betrokkene", "categorie", "titel", "tekst", "aard", "herkomst", "geheim", "bijlage"]

    def __init__(
        self, data: Any, files: Any = None, *, mensen: Sequence[Optie], categorieen: Iterable[str], initial: Any = None
    ) -> None:
        super().__init__(data, files, initial=initial)
        set_options(self.fields["betrokkene"], mensen)  # type: ignore[arg-type]
        here = [categorie for categorie in categorieen if categorie != persoon.CATEGORIE]
        set_options(self.fields["categorie"], (), categories(here))  # type: ignore[arg-type]


class UitnodigForm(Formulier):
    """Which party, once the task is chosen."""

    partij = keuze("Welke organisatie nodigt u uit?", leeg="Kies een organisatie.")

    def __init__(self, data: Any, *, partijen: Sequence[Optie]) -> None:
        super().__init__(data)
        set_options(self.fields["partij"], partijen)  # type: ignore[arg-type]


class DerdeForm(UitnodigForm):
    """A party outside the agreement: also why, and what the youth or the parents said."""

    reden = tekstveld(
        "Waarom is deze organisatie nodig voor het doel van de casus?",
        leeg="Schrijf op waarom deze organisatie nodig is.",
        most=LANGSTE_VERKLARING,
        uitleg="Deze reden wordt bewaard bij de uitnodiging. De organisatie zelf ziet haar niet.",
        regels=3,
    )
    toestemming = keuze(
        "Vindt de jongere, of vinden de ouders, dit goed?",
        [
            {"waarde": Gevraagd.JA.value, "tekst": "Ja, dat is gevraagd en zij vinden het goed", "uitleg": ""},
            {
                "waarde": Gevraagd.NEE.value,
                "tekst": "Nee, dat is gevraagd en zij vinden het niet goed",
                "uitleg": "Dan beslist elke deelnemer per gegeven, op grond van de eigen wet.",
            },
            {"waarde": Gevraagd.NIET.value, "tekst": "Dat is nog niet gevraagd", "uitleg": "Vraag het dan eerst."},
        ],
        leeg="Kies wat de jongere of de ouders hebben gezegd.",
    )


class AntwoordForm(Formulier):
    """The answer to an invitation: who comes, or why nobody does."""

    wie = keuze(
        "Wie gaat er meedoen?",
        leeg="Kies wie er meedoet, of kies dat niemand meedoet.",
        uitleg="Alleen deze persoon krijgt toegang tot de casus.",
    )
    reden = keuze(
        "Waarom doet uw organisatie niet mee?",
        options(Deelname.REDENEN),
        uitleg="Alleen nodig als niemand meedoet. De deelnemers zien deze reden.",
    )
    NIEMAND = "niemand"

    def __init__(self, data: Any, *, collegas: Iterable[Medewerker]) -> None:
        super().__init__(data)
        people = [{"waarde": str(m.pk), "tekst": m.naam, "uitleg": m.functie} for m in collegas]
        nobody = {"waarde": self.NIEMAND, "tekst": "Niemand: wij doen niet mee", "uitleg": ""}
        set_options(self.fields["wie"], [*people, nobody])  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("wie") == self.NIEMAND and not data.get("reden") and "reden" not in self.errors:
            self.add_error("reden", "Kies waarom uw organisatie niet meedoet.")
        return data


class CollegaForm(Formulier):
    """A colleague, to let in or to hand over to."""

    wie = keuze("Welke collega?", leeg="Kies een collega.")

    def __init__(self, data: Any, *, collegas: Iterable[Medewerker]) -> None:
        super().__init__(data)
        people = [{"waarde": str(m.pk), "tekst": m.naam, "uitleg": m.functie} for m in collegas]
        set_options(self.fields["wie"], people)  # type: ignore[arg-type]


class RegieForm(Formulier):
    """Which role goes to which participant."""

    soort = keuze("Welke rol?", options(REGIE, REGIE_UITLEG), leeg="Kies welke rol u overdraagt.")
    naar = keuze("Aan wie?", leeg="Kies wie de rol krijgt.")

    def __init__(self, data: Any, *, soorten: Iterable[str], zetels: Sequence[Optie]) -> None:
        super().__init__(data)
        mine = {soort: REGIE[soort] for soort in (Regie.PROCES, Regie.CASUS) if soort in set(soorten)}
        set_options(self.fields["soort"], options(mine, REGIE_UITLEG))  # type: ignore[arg-type]
        set_options(self.fields["naar"], zetels)  # type: ignore[arg-type]


class BevestigForm(Formulier):
    """A tick before something that cannot be undone."""

    zeker = forms.BooleanField(
        label="Ja, ik weet het zeker", error_messages={"required": "Zet een vinkje als u het zeker weet."}
    )
