# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What people send about disclosures, read into what the acts take. What is wrong is told at its own field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict

from deelwijs.toets.model import Feit
from deelwijs.ui.datum import DatumFout, read_datum
from deelwijs.verstrekking.afweging import HOOGSTENS, Afweging, Grond, has_sense
from deelwijs.verstrekking.geven import GEVAAR, WAT, Gevraagd
from deelwijs.verstrekking.reikwijdte import MET_DAG
from deelwijs.verstrekking.rooster import Vak
from deelwijs.verstrekking.weigering import NietMogelijk

MEESTE_CELLEN = 60


def text(data: QueryDict, naam: str) -> str:
    """Return what was typed: without what the database cannot keep, and no longer than can be refused properly."""
    found = data.get(naam, "").replace("\x00", "").replace("\r\n", "\n")
    return "".join(c for c in found if not 0xD800 <= ord(c) <= 0xDFFF)[: HOOGSTENS + 1].strip()


def token(data: QueryDict) -> UUID:
    """Return the key of the form that was sent, or a new one."""
    try:
        return UUID(data.get("sleutel", ""))
    except ValueError:
        return uuid4()


def levels(data: QueryDict) -> dict[str, str]:
    """Return the level that was chosen per cell."""
    return {naam[2:]: str(data[naam]) for naam in list(data)[:400] if naam.startswith("n-")}


def purpose(data: QueryDict) -> str:
    """Return the other purpose that a receiver asked for; "" for that of the casus. The act knows which there are."""
    return data.get("doel", "")[:40]


def chosen(data: QueryDict) -> list[str]:
    """Return the names of the cells that were ticked."""
    return list(dict.fromkeys(data.getlist("k")))[:MEESTE_CELLEN]


def reason_fault(tekst: str, soort: str = "geen_reden") -> str:
    """Return what is wrong with a reason in own words; "" when it will do."""
    if len(tekst) > HOOGSTENS:
        return NietMogelijk.redenen()["te_lang"]
    return "" if has_sense(tekst) else NietMogelijk.redenen()[soort]


@dataclass
class AntwoordForm:
    """The answer to one question: `antwoord`, `dag`, `cellen` (names), or the faults at the fields."""

    feit: Feit
    antwoord: Any = None
    dag: date | None = None
    cellen: list[str] = field(default_factory=list)
    fouten: dict[str, str] = field(default_factory=dict)


def read_answer(feit: Feit, data: QueryDict, vakken: list[Vak]) -> AntwoordForm:
    """Read an answer; a question about one cell, or one that reaches further than a cell, needs no ticks."""
    form = AntwoordForm(feit, cellen=[naam for naam in data.getlist("cel") if any(v.naam == naam for v in vakken)])
    raw = data.get("antwoord", "").strip()
    if feit.soort == "getal":
        form.antwoord = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 4 else None
        if form.antwoord is None or not (feit.min or 0) <= form.antwoord <= (feit.max or 0):
            form.fouten["antwoord"] = f"Vul een heel getal in van {feit.min} tot en met {feit.max}."
    elif raw in feit.cellen:
        form.antwoord = raw
    else:
        form.fouten["antwoord"] = "Kies een antwoord uit de lijst."
    try:
        form.dag = read_datum(data, "dag")
    except DatumFout as fout:
        form.fouten["dag"] = str(fout)
    if form.antwoord in MET_DAG.get(feit.naam, ()) and form.dag is None and "dag" not in form.fouten:
        form.fouten["dag"] = "Vul in op welke dag dit was."
    if form.dag is not None and form.dag > date.today():  # noqa: DTZ011 - the act asks again with the right zone
        form.fouten["dag"] = NietMogelijk.redenen()["geen_dag"]
    if not form.cellen:
        form.fouten["cel"] = NietMogelijk.redenen()["geen_cellen"]
    return form


@dataclass
class Keus:
    """One cell on the last page: the reasons in own words, the ticks, and what is wrong with them."""

    vak: Vak
    voorwaarden: list[dict[str, Any]]
    moet_reden_inhoud: bool
    kan_spoed: bool
    waarom: str = ""
    niet_alleen_dat: str = ""
    spoed: str = ""
    gevaar: str = ""  # an answer of the fact `veiligheid`
    gevaren: list[dict[str, str]] = field(default_factory=list)  # those that can be chosen
    met_spoed: bool = False
    bevestigd: frozenset[str] = frozenset()
    fouten: dict[str, str] = field(default_factory=dict)

    def veld(self, wat: str) -> str:
        return f"{wat}-{self.vak.naam}"

    def asked(self) -> Gevraagd:
        """Return what the act takes."""
        return Gevraagd(
            inbreng=self.vak.inbreng.pk,
            deelname=self.vak.zetel.pk,
            niveau=self.vak.niveau,
            motivering=self.waarom,
            doel=self.vak.doel,
            niet_alleen_dat=self.niet_alleen_dat,
            spoed=self.spoed if self.met_spoed else "",
            bevestigd=self.bevestigd,
        )


def read_choice(keus: Keus, data: QueryDict) -> Keus:
    """Fill one cell of the last page from what was sent, and note what is wrong."""
    keus.waarom = text(data, keus.veld("waarom"))
    keus.niet_alleen_dat = text(data, keus.veld("inhoud"))
    keus.met_spoed = keus.kan_spoed and data.get(keus.veld("spoed")) == "ja"
    keus.spoed = text(data, keus.veld("spoedreden"))
    keus.gevaar = data.get(keus.veld("gevaar"), keus.gevaar)
    keus.bevestigd = frozenset(data.getlist(keus.veld("gedaan")))
    if fout := reason_fault(keus.waarom):
        keus.fouten["waarom"] = fout
    if (
        keus.vak.niveau == WAT
        and keus.moet_reden_inhoud
        and (fout := reason_fault(keus.niet_alleen_dat, "geen_reden_inhoud"))
    ):
        keus.fouten["inhoud"] = fout
    if keus.met_spoed and (fout := reason_fault(keus.spoed, "geen_reden_spoed")):
        keus.fouten["spoedreden"] = fout
    if keus.met_spoed and keus.gevaar not in GEVAAR:
        keus.fouten["gevaar"] = NietMogelijk.redenen()["spoed_zonder_gevaar"]
    for eis in keus.voorwaarden:
        eis["gedaan"] = eis["regel"] in keus.bevestigd
        if not eis["gedaan"] and not (keus.met_spoed and eis["informeren"]):
            keus.fouten["gedaan"] = "Doe eerst wat hier staat, en kruis elke voorwaarde aan."
    return keus


def read_weighing(
    gronden: tuple[Grond, ...], regels: list[str], data: QueryDict, *, tegen_advies: bool
) -> tuple[Afweging | None, dict[str, str]]:
    """Return (weighing, faults); the weighing is None while something is missing."""
    fouten = {}
    antwoorden: dict[str, dict[str, str]] = {}
    for grond in gronden:
        antwoorden[grond.naam] = {vraag: text(data, f"{grond.naam}-{vraag}") for vraag in grond.vragen}
        for vraag, tekst in antwoorden[grond.naam].items():
            if len(tekst) > HOOGSTENS:
                fouten[f"{grond.naam}-{vraag}"] = NietMogelijk.redenen()["te_lang"]
            elif not has_sense(tekst):
                fouten[f"{grond.naam}-{vraag}"] = "Beantwoord deze vraag in een paar woorden."
    conclusie, tegen = text(data, "conclusie"), text(data, "tegen_advies")
    if fout := reason_fault(conclusie):
        fouten["conclusie"] = fout.replace(NietMogelijk.redenen()["geen_reden"], "Schrijf op wat u besluit en waarom.")
    if tegen_advies and not has_sense(tegen):
        fouten["tegen_advies"] = "Schrijf op waarom u het advies van de functionaris gegevensbescherming niet volgt."
    if len(tegen) > HOOGSTENS:
        fouten["tegen_advies"] = NietMogelijk.redenen()["te_lang"]
    if fouten:
        return None, fouten
    return Afweging(regels=tuple(regels), antwoorden=antwoorden, conclusie=conclusie, tegen_advies=tegen), {}
