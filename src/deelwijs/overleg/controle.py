# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What a jurist would refuse in a type of consultation. Each fault is one clear line at the field to change."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from deelwijs.overleg.betrekken import check_family
from deelwijs.overleg.document import Boek, Fout
from deelwijs.overleg.kennis import Kennisdeel
from deelwijs.overleg.typen import Bewaren, Deelnemer, FaseNaam, Overlegtype

VOLGORDE = tuple(FaseNaam)
# What somebody could only need to help, not to close a case.
NIET_BIJ_AFSLUITEN = frozenset({"gezondheid", "onderzoeksverslag", "gezin"})
PERSOONLIJK = re.compile(r"\d{9}|\S@\S|\b0\d{2,3}[- ]?\d{6,7}\b")


def check(overlegtype: Overlegtype, boek: Boek, kennis: Kennisdeel, categorieen: Collection[str] | None = None) -> None:
    """Add every fault that the law or the covenant gives to `boek`.

    What could not be read is not judged: one mistake should not come back as five.
    """
    stuk = boek.delen
    heel = "deelnemers" not in stuk
    gebreken = [*check_family(overlegtype), *_categories(overlegtype, kennis, categorieen, heel)]
    for controle in (_participants, _contributions, _words, *(NAAST_DEELNEMERS if heel else ())):
        gebreken += controle(overlegtype, kennis)
    if "fasen" not in stuk:
        gebreken += _phases(overlegtype, kennis)
    for veld, boodschap in gebreken:
        boek.fout(veld, boodschap)


def check_together(typen: Mapping[str, Overlegtype]) -> Iterator[Fout]:
    """Yield the faults that only show when all types are seen together."""
    namen: dict[str, str] = {}
    for overlegtype in typen.values():
        bestand = f"{overlegtype.slug}.yaml"
        ander = namen.setdefault(overlegtype.naam.casefold(), overlegtype.slug)
        if ander != overlegtype.slug:
            yield Fout(bestand, 1, "naam", f"Deze naam heeft ‘{ander}’ al.")
        for i, verwijzing in enumerate(overlegtype.verwijst_naar):
            if verwijzing.naar not in typen:
                yield Fout(
                    bestand, 1, f"verwijst_naar[{i}].naar", f"Overlegtype ‘{verwijzing.naar[:40]}’ bestaat niet."
                )


Gebrek = tuple[str, str]  # field, message


def _purposes(o: Overlegtype, kennis: Kennisdeel) -> Iterator[Gebrek]:
    for doel in o.doelen:
        if doel in kennis.verboden_doelen:
            yield "doelen", f"‘{kennis.doelen[doel]}’ kan hier niet. {kennis.verboden_doelen[doel]}"
        nodig = kennis.doelen_vragen.get(doel, ())
        if nodig and not set(nodig) & set(o.taken):
            wie = " of ".join(kennis.verstrekkers[taak] for taak in nodig)
            yield "doelen", f"‘{kennis.doelen[doel]}’ kan alleen als er iemand meedoet met die taak: {wie}."
    if o.doelen and not kennis.algemene_doelen - {"samenwerken"} & set(o.doelen):
        yield "doelen", "Noem ook een doel uit artikel 3.1 van het convenant. Samenwerken alleen is geen doel."


def _participants(o: Overlegtype, kennis: Kennisdeel) -> Iterator[Gebrek]:
    gezien: set[str] = set()
    for i, deelnemer in enumerate(o.deelnemers):
        veld, naam = f"deelnemers[{i}]", kennis.verstrekkers.get(deelnemer.taak, "")
        if not naam:
            continue
        if deelnemer.taak in gezien:
            yield f"{veld}.taak", f"‘{naam}’ staat er twee keer. Zet de rollen bij één deelnemer."
        gezien.add(deelnemer.taak)
        taak = kennis.taken.get(deelnemer.taak)
        if taak is None:
            yield (
                f"{veld}.taak",
                f"‘{naam}’ heeft geen vaste taak in een overleg. Laat die per casus meedoen, op verzoek.",
            )
            continue
        vreemd = [artikel for artikel in deelnemer.grondslag if artikel not in taak.grondslagen | taak.bsn]
        if vreemd:
            yield (
                f"{veld}.grondslag",
                f"{', '.join(vreemd)} geeft ‘{naam}’ geen grond. Kies uit: {_row(taak.grondslagen)}.",
            )
        elif deelnemer.grondslag and not set(deelnemer.grondslag) & taak.grondslagen:
            yield (
                f"{veld}.grondslag",
                f"Een regel over het BSN is geen taak. Noem ook een van: {_row(taak.grondslagen)}.",
            )
    if o.deelnemers and sum(deelnemer.aan_tafel for deelnemer in o.deelnemers) < 2:
        yield "deelnemers", "Aan tafel zitten ten minste twee partijen, elk met een eigen taak."


def _contributions(o: Overlegtype, kennis: Kennisdeel) -> Iterator[Gebrek]:
    for i, deelnemer in enumerate(o.deelnemers):
        veld, taak = f"deelnemers[{i}].mag_inbrengen", kennis.taken.get(deelnemer.taak)
        for categorie in deelnemer.mag_inbrengen:
            if o.categorieen and categorie not in o.categorieen:
                yield veld, f"‘{kennis.categorieen[categorie]}’ staat niet bij de gegevens van dit type."
            elif taak and categorie in taak.nooit:
                yield (
                    veld,
                    f"‘{kennis.categorieen[categorie]}’ kan deze deelnemer niet inbrengen. {taak.nooit[categorie]}",
                )
            elif (
                taak
                and categorie == "bsn"
                and not (may_use_bsn(deelnemer, kennis) and _other_with_bsn(o, deelnemer, kennis))
            ):
                yield veld, "Het BSN mag alleen tussen twee deelnemers die allebei een wetsartikel over het BSN noemen."


def may_use_bsn(deelnemer: Deelnemer, kennis: Kennisdeel) -> bool:
    """Whether this participant names an article that lets its task use the BSN."""
    taak = kennis.taken.get(deelnemer.taak)
    return taak is not None and bool(taak.bsn & set(deelnemer.grondslag))


def _other_with_bsn(o: Overlegtype, een: Deelnemer, kennis: Kennisdeel) -> bool:
    return any(ander.taak != een.taak and ander.aan_tafel and may_use_bsn(ander, kennis) for ander in o.deelnemers)


def _categories(o: Overlegtype, kennis: Kennisdeel, convenant: Collection[str] | None, heel: bool) -> Iterator[Gebrek]:
    ingebracht = {categorie for deelnemer in o.deelnemers for categorie in deelnemer.mag_inbrengen}
    for categorie in o.categorieen:
        naam = f"‘{kennis.categorieen[categorie]}’"
        if categorie in kennis.verboden_categorieen:
            yield "categorieen", f"{naam} hoort nooit in een overleg. {kennis.verboden_categorieen[categorie]}"
        elif o.feit and categorie not in kennis.hoogstens.get(o.feit, ()):
            yield "categorieen", f"{naam} staat niet op de lijst van het convenant voor dit soort overleg."
        elif convenant is not None and categorie not in convenant:
            yield "categorieen", f"{naam} staat niet in het convenant van uw regio."
        elif heel and categorie not in ingebracht:
            yield "categorieen", f"Niemand brengt {naam} in. Laat het weg, of zet het bij een deelnemer."


def _direction(o: Overlegtype, kennis: Kennisdeel) -> Iterator[Gebrek]:
    rollen = {
        "regie.procesregisseur.taken": o.regie.procesregisseur.taken,
        "regie.organiseert.taken": o.regie.organiseert.taken,
        "regie.aanspreekpunt.taken": o.regie.aanspreekpunt.taken,
        "regie.casusregisseur.taken": o.regie.casusregisseur.taken,
        "informeert.taken": o.informeert.taken,
    }
    if o.regie.overdracht:
        rollen["regie.overdracht.naar"] = o.regie.overdracht.naar
        terug = o.regie.overdracht
        if terug.naar and set(terug.naar) <= set(o.regie.procesregisseur.taken):
            yield "regie.overdracht.naar", "Overdragen aan wie de regie al heeft, is geen overdracht."
    for veld, taken in rollen.items():
        yield from _only_participants(o, kennis, veld, taken)


def _only_participants(o: Overlegtype, kennis: Kennisdeel, veld: str, taken: Iterable[str]) -> Iterator[Gebrek]:
    for taak in taken:
        if taak not in o.taken:
            yield veld, f"‘{kennis.verstrekkers[taak]}’ doet niet mee in dit type."


def _report(o: Overlegtype, kennis: Kennisdeel) -> Iterator[Gebrek]:
    yield from _only_participants(o, kennis, "verslag.naar", o.verslag.naar)
    if o.verslag.soort == "geen" and o.verslag.notulen:
        yield "verslag.notulen", "Notulen zijn een verslag. Kies een soort verslag, of geen notulen."
    elif o.verslag.soort == "geen" and o.verslag.naar:
        yield "verslag.naar", "Zonder verslag kan niemand het krijgen."
    elif o.verslag.soort not in ("", "geen") and not o.verslag.naar:
        yield "verslag.naar", "Zeg welke deelnemers het verslag krijgen."


def _keeping(o: Overlegtype, kennis: Kennisdeel) -> Iterator[Gebrek]:
    geregeld: set[str] = set()
    for i, deel in enumerate(o.bewaren):
        yield from _only_participants(o, kennis, f"bewaren[{i}].taken", deel.taken)
        yield from _twice(i, deel, geregeld, kennis)
    for taak in o.taken:
        if o.bewaren and taak in kennis.verstrekkers and taak not in geregeld:
            yield "bewaren", f"Zeg ook waar ‘{kennis.verstrekkers[taak]}’ gegevens bewaart en hoe lang."


def _twice(i: int, deel: Bewaren, geregeld: set[str], kennis: Kennisdeel) -> Iterator[Gebrek]:
    for taak in deel.taken:
        if taak in geregeld:
            yield f"bewaren[{i}].taken", f"‘{kennis.verstrekkers[taak]}’ staat al bij een andere regel over bewaren."
        geregeld.add(taak)


def _phases(o: Overlegtype, kennis: Kennisdeel) -> Iterator[Gebrek]:
    namen = [fase.fase for fase in o.fasen]
    if not namen:
        return
    if len(set(namen)) < len(namen):
        yield "fasen", "Een fase staat er twee keer."
    elif namen != sorted(namen, key=VOLGORDE.index):
        yield "fasen", f"De fasen staan niet op volgorde. Die is: {', '.join(VOLGORDE)}."
    elif namen[0] is not FaseNaam.INTAKE:
        yield "fasen", "Elk overleg begint met de intake."
    elif namen[-1] is not FaseNaam.AFSLUITING:
        yield "fasen", "Elk overleg eindigt met de afsluiting: daarna gebruikt niemand de gegevens nog in de casus."
    eerder: set[str] = set()
    for i, fase in enumerate(o.fasen):
        veld = f"fasen[{i}].categorieen"
        for categorie in fase.categorieen:
            naam = f"‘{kennis.categorieen[categorie]}’"
            if o.categorieen and categorie not in o.categorieen:
                yield veld, f"{naam} staat niet bij de gegevens van dit type."
            elif fase.fase is FaseNaam.AFSLUITING and categorie in NIET_BIJ_AFSLUITEN:
                yield veld, f"{naam} is niet nodig om af te sluiten."
            elif fase.fase is FaseNaam.AFSLUITING and i and categorie not in eerder:
                yield veld, f"{naam} is nieuw. Bij het afsluiten komt er niets meer bij."
        eerder.update(fase.categorieen)


def _variants(o: Overlegtype, kennis: Kennisdeel) -> Iterator[Gebrek]:
    gezien: set[str] = set()
    for i, variant in enumerate(o.varianten):
        yield from _only_participants(o, kennis, f"varianten[{i}].taken", variant.taken)
        if variant.slug in gezien:
            yield f"varianten[{i}].slug", "Deze variant staat er twee keer."
        gezien.add(variant.slug)
    for i, verwijzing in enumerate(o.verwijst_naar):
        if verwijzing.naar and verwijzing.naar == o.slug:
            yield f"verwijst_naar[{i}].naar", "Een type verwijst niet naar zichzelf."


def _words(o: Overlegtype, kennis: Kennisdeel) -> Iterator[Gebrek]:
    """A type is about a kind of consultation; a person in it would be shown to everybody in the region."""
    teksten = {"naam": o.naam, "kort": o.kort, "waarvoor": o.waarvoor, "bevoegdheid_tekst": o.bevoegdheid_tekst}
    teksten |= {f"deelnemers[{i}].rol": deelnemer.rol for i, deelnemer in enumerate(o.deelnemers)}
    teksten |= {f"fasen[{i}].waarvoor": fase.waarvoor for i, fase in enumerate(o.fasen)}
    teksten |= {f"bewaren[{i}].tekst": deel.tekst for i, deel in enumerate(o.bewaren)}
    teksten |= {"verslag.tekst": o.verslag.tekst, "ritme.tekst": o.ritme.tekst}
    for veld, tekst in teksten.items():
        if PERSOONLIJK.search(tekst):
            yield veld, "Hier staat een nummer of e-mailadres. Een type gaat over niemand: noem een functie."


def _row(namen: Iterable[str]) -> str:
    return ", ".join(sorted(namen))


# These look at who takes part.
NAAST_DEELNEMERS = (_purposes, _direction, _report, _keeping, _variants)
