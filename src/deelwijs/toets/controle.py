# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What is wrong with the knowledge itself, beyond what loading refuses: gaps, dead rules, contradictions, doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np

from deelwijs.toets import tegenspraak
from deelwijs.toets.bereikbaar import TeDuur, Vermijd, Zoeker
from deelwijs.toets.index import compile_index
from deelwijs.toets.model import Conditie, Kennis, Klopt, Lezing, Regel, Soort, Stand, in_period
from deelwijs.toets.oordeel import Beslisser
from deelwijs.toets.raster import ASSEN, KLASSEN, Raster, rectangles
from deelwijs.toets.voorbeelden import by_law, states

# What makes the check fail. The other parts are for a jurist to look at.
GEBREKEN = ("gaten", "onbereikbaar", "overbodig", "zonder_voorbeeld", "versiegaten", "strijdig")
TITELS = {
    "gaten": "Niemand spreekt: geen regel geeft een grondslag, geen regel verbiedt",
    "bekende_kloven": "Niemand spreekt, en dat is bekend (kloven.yaml)",
    "onbereikbaar": "Regels die nooit kunnen gelden",
    "overbodig": "Uitzonderingen en doorbrekingen die nooit iets uitmaken",
    "dubbel": "Doorbrekingen die altijd samenvallen met een andere",
    "zonder_voorbeeld": "Regels die in geen voorbeeld meetellen",
    "versies_zonder_voorbeeld": "Versies die in geen voorbeeld meetellen",
    "versiegaten": "Gaten tussen versies die niet verklaard zijn",
    "strijdig": "Streng staat meer toe dan rekkelijk",
    "twijfel": "Regels die steunen op een bron met lage zekerheid",
    "ongebruikt": "Artikelen waarop geen regel steunt",
    "niet_uitgezocht": "Te veel mogelijkheden om zeker te weten",
}


@dataclass
class Rapport:
    """What was found. `telling` counts combinations per class; `delen` holds the findings per kind, one line each."""

    peildatum: date
    telling: dict[str, int]
    delen: dict[str, list[str]] = field(default_factory=lambda: {naam: [] for naam in TITELS})

    @property
    def gebreken(self) -> int:
        """How many findings make the check fail."""
        return sum(len(self.delen[naam]) for naam in GEBREKEN)

    def as_dict(self) -> dict[str, Any]:
        return {
            "peildatum": self.peildatum.isoformat(),
            "gebreken": self.gebreken,
            "combinaties": self.telling,
            "bevindingen": {
                naam: {"gebrek": naam in GEBREKEN, "aantal": len(regels), "regels": regels}
                for naam, regels in self.delen.items()
            },
        }

    def as_text(self, hoogstens: int = 60) -> str:
        """Return a table and the findings, at most so many lines per kind."""
        uit = [f"Controle van de kennis op {self.peildatum.isoformat()}", "", f"{' x '.join(ASSEN)} (delen):"]
        totaal = sum(self.telling[klasse] for klasse in KLASSEN)
        for naam, aantal in self.telling.items():
            uit.append(f"  {naam.replace('_', ' '):<44}{aantal:>9}{100 * aantal / totaal:>8.1f} %")
        uit += ["", f"  {'bevinding':<66}{'aantal':>7}"]
        for naam, titel in TITELS.items():
            soort = "gebrek" if naam in GEBREKEN and self.delen[naam] else ""
            uit.append(f"  {titel:<66}{len(self.delen[naam]):>7}  {soort}".rstrip())
        for naam, titel in TITELS.items():
            if self.delen[naam]:
                uit += ["", f"{titel}:", *(f"  {regel}" for regel in self.delen[naam][:hoogstens])]
                if len(self.delen[naam]) > hoogstens:
                    uit.append(f"  … en nog {len(self.delen[naam]) - hoogstens} (alles staat in --json)")
        uit += ["", f"{self.gebreken} gebreken." if self.gebreken else "Geen gebreken."]
        return "\n".join(uit)


def controle(kennis: Kennis, peildatum: date, beslisser: Callable[[Stand], Beslisser] = compile_index) -> Rapport:
    """Return everything found in the knowledge; combinations are counted for the day, under the strict reading."""
    streng, rekkelijk = (Raster(kennis.in_force(peildatum, lezing)) for lezing in Lezing)
    rapport = Rapport(peildatum, _counts(streng))
    _silence(kennis, streng, rapport)
    for regel in kennis.regels:
        _reach(kennis, regel, peildatum, rapport)
    gedaan: set[object] = set()
    for stand in _stands(kennis, peildatum):
        _lifts(stand, gedaan, rapport)
    _undecided(kennis, rapport, beslisser)
    rapport.delen["versiegaten"] += _version_gaps(kennis)
    rapport.delen["strijdig"] += tegenspraak.in_grid(kennis, streng, rekkelijk)
    rapport.delen["strijdig"] += tegenspraak.in_examples(kennis, beslisser)
    rapport.delen["twijfel"] += _doubt(kennis)
    rapport.delen["ongebruikt"] += _unused(kennis)
    for naam, regels in rapport.delen.items():
        rapport.delen[naam] = list(dict.fromkeys(regels))
    return rapport


# -- combinations


def _counts(raster: Raster) -> dict[str, int]:
    telling = np.bincount(raster.klasse.ravel(), minlength=len(KLASSEN))
    return {naam: int(telling[i]) for i, naam in enumerate(KLASSEN)} | {
        "waarvan alleen de AVG zelf kan openen": int(raster.alleen_avg.sum())
    }


def _silence(kennis: Kennis, raster: Raster, rapport: Rapport) -> None:
    stil = raster.klasse == KLASSEN.index("niemand_spreekt")
    for kloof in kennis.kloven:
        hier = raster.where(kloof.als)
        rapport.delen["bekende_kloven"].append(f"{int((stil & hier).sum())} combinaties: {kloof.reden}")
        stil = stil & ~hier
    for blok in rectangles(kennis, stil):
        rapport.delen["gaten"].append("; ".join(f"{as_}: {wie}" for as_, wie in blok.items()))


# -- rules by themselves


def _stand_for(kennis: Kennis, regel: Regel, peildatum: date) -> Stand:
    """Return a stand in which this version counts: that of the day, or else of its own first day."""
    dag = peildatum if regel.in_force(peildatum) else regel.geldig_vanaf
    scenarios = (regel.scenario,) if regel.scenario else ()
    return kennis.in_force(dag, regel.lezing or Lezing.STRENG, scenarios)


def _reach(kennis: Kennis, regel: Regel, peildatum: date, rapport: Rapport) -> None:
    zoeker = Zoeker(_stand_for(kennis, regel, peildatum))
    tenzij: list[Vermijd] = [(conditie, ()) for conditie in regel.tenzij]
    try:
        if zoeker.find([regel.als], tenzij) is None:
            rapport.delen["onbereikbaar"].append(_name(regel))
            return
        for i, conditie in enumerate(regel.tenzij):
            if zoeker.find([regel.als, conditie]) is None:
                rapport.delen["overbodig"].append(f"{_name(regel)}: tenzij {i + 1} raakt deze regel nooit")
            elif zoeker.find([regel.als, conditie], tenzij[:i] + tenzij[i + 1 :]) is None:
                rapport.delen["overbodig"].append(f"{_name(regel)}: tenzij {i + 1} volgt al uit de andere")
    except TeDuur:
        rapport.delen["niet_uitgezocht"].append(f"{_name(regel)}: uitzonderingen")


def _stands(kennis: Kennis, peildatum: date) -> Iterator[Stand]:
    for lezing in Lezing:
        yield kennis.in_force(peildatum, lezing)
    for naam in kennis.scenarios:
        yield kennis.in_force(peildatum, Lezing.STRENG, (naam,))


def _lifts(stand: Stand, gedaan: set[object], rapport: Rapport) -> None:
    """A doorbreking must touch each verbod it names, and leave each verbod something to forbid.

    What was searched before (`gedaan`) under the same begrippen is not searched again.
    """
    per_verbod: dict[str, list[Regel]] = defaultdict(list)
    for regel in stand.regels:
        for doel in regel.doorbreekt:
            per_verbod[doel].append(regel)
    zoeker = Zoeker(stand)
    for verbod in stand.regels:
        heft_op = per_verbod.get(verbod.id, [])
        zelfde = (verbod, *heft_op, *stand.begrippen.values())
        sleutel = tuple(map(id, zelfde))
        if verbod.soort is not Soort.VERBOD or not heft_op or sleutel in gedaan:
            continue
        gedaan.add(sleutel)
        buiten: list[Vermijd] = [(conditie, ()) for conditie in verbod.tenzij]
        try:
            if zoeker.find([verbod.als], [*buiten, *(_fire(d) for d in heft_op if not d.wordt_weging)]) is None:
                rapport.delen["onbereikbaar"].append(f"{_name(verbod)}: wordt altijd doorbroken")
        except TeDuur:
            rapport.delen["niet_uitgezocht"].append(f"{_name(verbod)}: of het ooit standhoudt")
        for d in heft_op:
            _lift(zoeker, verbod, d, heft_op, rapport)


def _lift(zoeker: Zoeker, verbod: Regel, d: Regel, heft_op: list[Regel], rapport: Rapport) -> None:
    samen: list[Conditie] = [verbod.als, d.als]
    buiten: list[Vermijd] = [(conditie, ()) for conditie in (*verbod.tenzij, *d.tenzij)]
    anderen = [_fire(e) for e in heft_op if e is not d and (d.wordt_weging or not e.wordt_weging)]
    try:
        if zoeker.find(samen, buiten) is None:
            rapport.delen["overbodig"].append(f"{_name(d)}: raakt {verbod.id} nooit")
        elif zoeker.find(samen, buiten + anderen) is None:
            rapport.delen["dubbel"].append(f"{_name(d)}: {verbod.id} is dan al door een andere doorbroken")
    except TeDuur:
        rapport.delen["niet_uitgezocht"].append(f"{_name(d)}: of {verbod.id} ook anders doorbroken is")


def _fire(regel: Regel) -> Vermijd:
    return regel.als, regel.tenzij


def _name(regel: Regel) -> str:
    lezing = f" ({regel.lezing})" if regel.lezing else ""
    return f"{regel.bestand}:{regel.lijn}: {regel.id} vanaf {regel.geldig_vanaf.isoformat()}{lezing}"


# -- examples


def _undecided(kennis: Kennis, rapport: Rapport, beslisser: Callable[[Stand], Beslisser]) -> None:
    """A rule counts in an example where it stands, or lifts a verbod that would stand."""
    gezien: set[int] = set()
    for voorbeeld in by_law(kennis.voorbeelden):
        standen = [kennis.in_force(voorbeeld.op, lezing, voorbeeld.scenarios) for lezing in Lezing]
        for staat, stand in product(states(kennis, voorbeeld), standen):
            bevinding = beslisser(stand).decide(staat)
            werkt = [r for r, w in zip(stand.regels, bevinding.werkt, strict=True) if w is Klopt.JA]
            verboden = {regel.id for regel in werkt if regel.soort is Soort.VERBOD}
            staand = [r for r, s in zip(stand.regels, bevinding.staat, strict=True) if s is Klopt.JA]
            gezien.update(id(r) for r in staand if not r.doorbreekt or not verboden.isdisjoint(r.doorbreekt))
    ids = {regel.id for regel in kennis.regels if id(regel) in gezien}
    for regel in kennis.regels:
        if regel.id not in ids:
            rapport.delen["zonder_voorbeeld"].append(f"{regel.bestand}: {regel.id}")
        elif id(regel) not in gezien:
            rapport.delen["versies_zonder_voorbeeld"].append(_name(regel))


# -- versions and readings


def _version_gaps(kennis: Kennis) -> Iterator[str]:
    per_id: dict[str, list[Regel]] = defaultdict(list)
    for regel in kennis.regels:
        if regel.scenario is None and not regel.kloof:
            per_id[regel.id].append(regel)
    for naam, versies in per_id.items():
        for lezing in Lezing:
            einde: date | None = None
            for versie in sorted(versies, key=lambda v: v.geldig_vanaf):
                if versie.lezing not in (None, lezing):
                    continue
                if einde is not None and versie.geldig_vanaf > einde + timedelta(days=1):
                    yield f"{naam} ({lezing}): niets tussen {einde.isoformat()} en {versie.geldig_vanaf.isoformat()}"
                tot = versie.geldig_tot
                einde = date.max - timedelta(days=1) if tot is None else max(tot, einde or tot)


# -- sources


def _doubt(kennis: Kennis) -> Iterator[str]:
    per_artikel: dict[str, set[str]] = defaultdict(set)
    for regel in kennis.regels:
        for bron in regel.bronnen:
            if bron.soort == "wet":
                for artikel in kennis.artikelen.values():
                    if artikel.sleutel == bron.id and _overlap(regel, artikel.geldig_vanaf, artikel.geldig_tot):
                        per_artikel[artikel.id].add(regel.id)
    for naam, regels in sorted(per_artikel.items()):
        artikel = kennis.artikelen[naam]
        waarom = [w for w, z in (("inhoud", artikel.zekerheid), ("datum", artikel.datum_zekerheid)) if z == "laag"]
        if waarom:
            yield f"{naam} ({' en '.join(waarom)}): {', '.join(sorted(regels))}"


def _overlap(regel: Regel, vanaf: date | None, tot: date | None) -> bool:
    later = max(regel.geldig_vanaf, vanaf or date.min)
    return in_period(vanaf, tot, later) and regel.in_force(later)


def _unused(kennis: Kennis) -> list[str]:
    houders: list[Any] = [*kennis.regels, *kennis.begrippen.values(), *kennis.acties, *kennis.scenarios.values()]
    houders += kennis.verschillen.values()
    genoemd = {bron.id for houder in houders for bron in houder.bronnen}
    return sorted({artikel.sleutel for artikel in kennis.artikelen.values()} - genoemd)
