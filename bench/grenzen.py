# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Write edge cases for what no case guards: per survivor of `bench.mutaties` a situation in which it would show.

They guard the rules as they stand against a change that nobody meant; whether a rule is right they cannot tell. Each
knows as little as it can: what is not named in it may be anything. Run `bench.mutaties` after it.

python -m bench.grenzen [MAP]    MAP: where to write; default the product's own grenzen/
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import PEILDATUM
from bench.bewaking import Bewaking, counts
from bench.mutanten import Mutant, weakenings
from deelwijs.toets.bereikbaar import TeDuur, Vermijd, Zoeker
from deelwijs.toets.invoer import InvoerFout
from deelwijs.toets.loader import KENNIS, load_shipped
from deelwijs.toets.model import (
    Alternatief,
    Conditie,
    Feit,
    Kennis,
    Lezing,
    Regel,
    Soort,
    Stand,
    Voorbeeld,
    Voorwaarde,
)
from deelwijs.toets.voorbeelden import findings, whole

DAG = timedelta(days=1)
Doos = Mapping[str, frozenset[str]]
KOP = """# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
#
# Grenzen die geen ander voorbeeld bewaakt. Geschreven door bench/grenzen.py; alleen wat erin staat is bekend.

voorbeelden:
"""


@dataclass
class Plan:
    """A situation, and the rules that certainly stand, or certainly do not, in it."""

    op: date
    scenarios: tuple[str, ...]
    feiten: dict[str, Any]
    bestand: str
    regels: set[str] = field(default_factory=set)
    niet: set[str] = field(default_factory=set)
    lezingen: bool = False


class Schrijver:
    """Finds situations for mutants of one `Kennis`."""

    def __init__(self, kennis: Kennis) -> None:
        self.kennis = kennis
        self.regels = {regel.id: regel for regel in kennis.regels}
        self.plannen: dict[str, Plan] = {}
        self._gezocht: dict[object, Doos | None] = {}

    def plan(self, groep: list[Mutant]) -> None:
        """Plan cases for mutants that differ only in the answer that was added or taken away."""
        mutant = groep[0]
        cellen = frozenset(m.cel for m in groep if m.cel is not None)
        if mutant.begrip is not None:
            self._begrip(mutant, cellen)
        elif isinstance(mutant.oud, Regel):
            self._rule(mutant, mutant.oud, cellen)

    # -- rules

    def _rule(self, mutant: Mutant, regel: Regel, cellen: frozenset[str]) -> None:
        dag, scenarios = day(regel)
        stand = self.kennis.in_force(dag, Lezing.STRENG, scenarios)
        if mutant.soort == "telt in beide lezingen":
            self._add(dag, scenarios, {}, regel, niet=[regel.id])
        elif mutant.soort == "datum een dag verschoven":
            self._date(mutant, regel, scenarios)
        elif regel.lezing is Lezing.REKKELIJK and mutant.soort in ("voorwaarde verruimd", "voorwaarde weggelaten"):
            self._wide(mutant, regel, cellen)
        elif not counts(regel, stand):
            return
        elif mutant.soort in ("voorwaarde verruimd", "voorwaarde weggelaten"):
            assert mutant.deel is not None
            self._closed(stand, regel, regel.als[mutant.deel[1]], cellen)
        elif mutant.soort == "uitzondering weggelaten":
            weg = next(c for c in regel.tenzij if isinstance(mutant.nieuw, Regel) and c not in mutant.nieuw.tenzij)
            self._found(stand, regel, [weg], [], niet=[regel.id])
        elif mutant.deel is not None and mutant.deel[0] > 0:
            k, i = mutant.deel[0] - 1, mutant.deel[1]
            conditie = regel.tenzij[k]
            deel = conditie[i]
            anders = cellen or self._all(deel.feit) - deel.cellen
            for groepje in (anders, *(frozenset((cel,)) for cel in sorted(anders))):
                wel = [regel.als, conditie[:i] + conditie[i + 1 :], (Voorwaarde(deel.feit, groepje),)]
                if self._found(stand, regel, wel, self._quiet(stand, regel), regels=[regel.id]) and groepje == anders:
                    break
        elif mutant.soort == "verbod of plicht vernauwd":
            assert mutant.deel is not None
            deel = regel.als[mutant.deel[1]]
            rest = regel.als[: mutant.deel[1]] + regel.als[mutant.deel[1] + 1 :]
            for cel in sorted(cellen):
                wel = [rest, (Voorwaarde(deel.feit, frozenset((cel,))),)]
                self._found(stand, regel, wel, self._quiet(stand, regel), regels=[regel.id])
        elif mutant.soort == "doel van een doorbreking weggelaten":
            doel = mutant.wat.split()[1]
            verbod = next((r for r in stand.regels if r.id == doel), None)
            if verbod is not None:
                niet: list[Vermijd] = [(c, ()) for c in regel.tenzij]
                self._found(stand, regel, [regel.als, verbod.als], niet, niet=[doel])
        elif mutant.soort == "regel weggelaten":
            self._found(stand, regel, [regel.als], self._quiet(stand, regel), regels=[regel.id])

    def _closed(self, stand: Stand, regel: Regel, deel: Voorwaarde, cellen: frozenset[str]) -> None:
        """Where this one part of the condition certainly fails, the rule never fires."""
        anders = cellen or self._all(deel.feit) - deel.cellen
        self._found(stand, regel, [(Voorwaarde(deel.feit, anders),)], [], niet=[regel.id])

    def _wide(self, mutant: Mutant, regel: Regel, cellen: frozenset[str]) -> None:
        """A basis of the wide reading shows in the outcome: where no other basis is possible, none may come."""
        assert mutant.deel is not None
        dag, scenarios = day(regel)
        stand = self.kennis.in_force(dag, Lezing.REKKELIJK, scenarios)
        i = mutant.deel[1]
        deel = regel.als[i]
        anders = cellen or self._all(deel.feit) - deel.cellen
        basis = [r for r in stand.regels if r.soort in (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG) and r is not regel]
        vermijd: list[Vermijd] = [(r.als, r.tenzij) for r in basis] + [(c, ()) for c in regel.tenzij]
        for groepje in (anders, *(frozenset((cel,)) for cel in sorted(anders))):
            wel = [regel.als[:i] + regel.als[i + 1 :], (Voorwaarde(deel.feit, groepje),)]
            self._found(stand, regel, wel, vermijd, uitkomst=True)

    def _quiet(self, stand: Stand, regel: Regel) -> list[Vermijd]:
        """What must not fire for the rule to stand: its exceptions, and what lifts it."""
        lifts = [(d.als, d.tenzij) for d in stand.regels if regel.id in d.doorbreekt]
        return [*((c, ()) for c in regel.tenzij), *lifts]

    def _date(self, mutant: Mutant, regel: Regel, scenarios: tuple[str, ...]) -> None:
        assert mutant.nieuw is not None
        for dag in sorted(
            {d for d in (regel.geldig_vanaf, regel.geldig_tot, mutant.nieuw.geldig_vanaf, mutant.nieuw.geldig_tot) if d}
        ):
            stand = self.kennis.in_force(dag, Lezing.STRENG, scenarios)
            nu, straks = counts(regel, stand), counts(mutant.nieuw, stand)
            zelfde: list[Vermijd] = [(r.als, r.tenzij) for r in stand.regels if r.id == regel.id and r is not regel]
            if straks and not nu:
                niet: list[Vermijd] = [(c, ()) for c in regel.tenzij]
                self._found(
                    stand, regel, [regel.als] if zelfde else [], niet + zelfde if zelfde else [], niet=[regel.id]
                )
            elif nu and not straks:
                self._found(stand, regel, [regel.als], self._quiet(stand, regel) + zelfde, regels=[regel.id])

    # -- begrippen

    def _begrip(self, mutant: Mutant, cellen: frozenset[str]) -> None:
        assert mutant.begrip is not None
        assert isinstance(mutant.oud, Alternatief)
        weg = mutant.oud
        if mutant.soort == "datum een dag verschoven":
            assert mutant.nieuw is not None
            dagen = sorted(
                {d for d in (weg.geldig_vanaf, weg.geldig_tot, mutant.nieuw.geldig_vanaf, mutant.nieuw.geldig_tot) if d}
            )
        else:
            dagen = [min(PEILDATUM, weg.geldig_tot or PEILDATUM)]
        for dag in dagen:
            for lezers in self._readers(mutant.begrip.naam, dag):
                self._with_reader(mutant, weg, cellen, dag, lezers)

    def _readers(self, naam: str, dag: date) -> Iterator[tuple[Regel, str]]:
        """Yield a few rules that ask this begrip, with the answer they ask."""
        gezien = {"ja": 0, "nee": 0}
        for regel in self.kennis.in_force(dag).regels:
            for deel in regel.als:
                if deel.feit == naam and len(deel.cellen) == 1:
                    (ja,) = deel.cellen
                    gezien[ja] += 1
                    if gezien[ja] <= 3:
                        yield regel, ja

    def _with_reader(
        self, mutant: Mutant, weg: Alternatief, cellen: frozenset[str], dag: date, lezer: tuple[Regel, str]
    ) -> None:
        regel, ja = lezer
        assert mutant.begrip is not None
        stand = self.kennis.in_force(dag)
        wegen = [w for w in mutant.begrip.ja_als if counts(w, stand)]
        anderen: list[Vermijd] = [(w.als, ()) for w in wegen if w is not weg]
        if mutant.deel is not None:
            i = mutant.deel[1]
            deel = weg.als[i]
            rest = weg.als[:i] + weg.als[i + 1 :]
            nee = [(Voorwaarde(deel.feit, cellen or self._all(deel.feit) - deel.cellen),)]
            eisen, vermijd = [rest, *nee], anderen
        else:
            # The way holds alone: without it (or on a day it does not count) the begrip is not true.
            eisen, vermijd = [weg.als], anderen
        waar = mutant.deel is None and counts(weg, stand)
        if (ja == "ja") is waar:
            self._found(stand, regel, [*eisen, regel.als], [*vermijd, *self._quiet(stand, regel)], regels=[regel.id])
        else:
            self._found(stand, regel, eisen, vermijd, niet=[regel.id])

    # -- situations

    def _all(self, naam: str) -> frozenset[str]:
        feit = self.kennis.feiten.get(naam)
        return feit.alles if feit else frozenset(("ja", "nee"))

    def _found(
        self, stand: Stand, regel: Regel, wel: list[Conditie], vermijd: list[Vermijd], *,
        regels: Iterable[str] = (), niet: Iterable[str] = (), uitkomst: bool = False,
    ) -> bool:  # fmt: skip
        try:
            doos = Zoeker(stand, 20_000).find(wel, vermijd)
        except TeDuur:
            return False
        if doos is None:
            return False
        self._add(stand.peildatum, stand.scenarios, doos, regel, regels, niet, uitkomst=uitkomst)
        return True

    def _add(
        self, dag: date, scenarios: tuple[str, ...], doos: Doos, regel: Regel, regels: Iterable[str] = (),
        niet: Iterable[str] = (), *, uitkomst: bool = False,
    ) -> None:  # fmt: skip
        for feiten in as_facts(self.kennis, doos):
            sleutel = json.dumps([str(dag), scenarios, feiten], sort_keys=True, default=str)
            plan = self.plannen.setdefault(sleutel, Plan(dag, scenarios, feiten, Path(regel.bestand).stem))
            plan.regels.update(regels)
            plan.niet.update(niet)
            plan.lezingen = plan.lezingen or uitkomst


def day(regel: Regel) -> tuple[date, tuple[str, ...]]:
    """Return a day on which the rule counts, today if it can be, and the bill it belongs to."""
    dag = max(regel.geldig_vanaf, min(PEILDATUM, regel.geldig_tot or PEILDATUM))
    return dag, (regel.scenario,) if regel.scenario else ()


def as_facts(kennis: Kennis, doos: Doos) -> list[dict[str, Any]]:
    """Return a situation as the facts of cases: more than one where a number has gaps."""
    uit: list[dict[str, Any]] = [{}]
    for naam in sorted(doos, key=list(kennis.feiten).index if set(doos) <= set(kennis.feiten) else str):
        feit = kennis.feiten.get(naam)
        if feit is None or doos[naam] == feit.alles:
            continue
        uit = [{**een, naam: waarde} for een in uit for waarde in values(feit, doos[naam])]
    return uit


def values(feit: Feit, cellen: frozenset[str]) -> list[Any]:
    """Return what to write for these answers."""
    op_rij = [cel for cel in feit.cellen if cel in cellen]
    if feit.soort == "meerkeuze":
        return [op_rij]
    if feit.soort in ("keuze", "ja_nee"):
        return [op_rij[0] if len(op_rij) == 1 else {"een_van": op_rij}]
    stukken: list[list[int]] = []
    for i in (feit.cellen.index(cel) for cel in op_rij):
        if stukken and stukken[-1][1] == i - 1:
            stukken[-1][1] = i
        else:
            stukken.append([i, i])
    uit = []
    for eerste, laatste in stukken:
        begin = feit.grenzen[eerste - 1] if eerste else feit.min
        einde = feit.grenzen[laatste] - 1 if laatste < len(feit.grenzen) else feit.max
        grens = {"vanaf": begin, "tot_en_met": einde}
        if feit.soort == "datum":
            grens = {k: date.fromordinal(v) for k, v in grens.items() if v is not None}  # type: ignore[misc]
        uit.append({k: v for k, v in grens.items() if v is not None})
    return uit


def as_case(kennis: Kennis, plan: Plan, naam: str) -> Voorbeeld | None:
    """Return the case with the outcome that the oracle finds; None where the facts contradict each other."""
    from deelwijs.toets.model import Uitkomst

    geval = Voorbeeld(
        id=naam, titel="", verhaal="", bron=None, label="", op=plan.op, feiten=plan.feiten, uitkomst=Uitkomst.ONVOLLEDIG,
        per_categorie={}, lezingen={}, scenarios=plan.scenarios, regels=tuple(sorted(plan.regels)),
        niet=tuple(sorted(plan.niet)), vragen=(), jurist=None, bestand=f"grenzen/{plan.bestand}-bewaakt.yaml", lijn=0,
    )  # fmt: skip
    try:
        streng = whole(findings(kennis, geval, Lezing.STRENG))
        los = {Lezing.REKKELIJK: whole(findings(kennis, geval, Lezing.REKKELIJK))} if plan.lezingen else {}
    except InvoerFout:
        return None
    return replace(geval, uitkomst=streng, lezingen=los)


def clones(kennis: Kennis, bewaking: Bewaking, groep: list[Mutant]) -> Iterator[Plan]:
    """Yield existing cases in which the rule fires, with the fact of the mutant changed and both readings asked.

    For what shows in an outcome only: a rule of the wide reading, a weighing that becomes a yes.
    """
    mutant = groep[0]
    regel = mutant.oud
    if not isinstance(regel, Regel):
        return
    feit: str | None = None
    cellen: frozenset[str] = frozenset(m.cel for m in groep if m.cel is not None)
    if mutant.deel is not None:
        deel = ((regel.als, *regel.tenzij)[mutant.deel[0]])[mutant.deel[1]]
        if deel.feit not in kennis.feiten:
            return
        feit, alles = deel.feit, kennis.feiten[deel.feit].alles
        cellen = cellen or alles - deel.cellen
    aantal = 0
    vorige = ""
    for plaats in bewaking.plaatsen:
        if id(regel) not in plaats.werkt or plaats.voorbeeld.id == vorige:
            continue
        vorige = plaats.voorbeeld.id
        aantal += 1
        if aantal > 12:
            return
        voorbeeld = plaats.voorbeeld
        veranderd = [{}] if feit is None else [{feit: w} for w in values(kennis.feiten[feit], cellen)]
        for anders in veranderd:
            feiten = {**voorbeeld.feiten, **anders}
            yield Plan(voorbeeld.op, voorbeeld.scenarios, feiten, Path(regel.bestand).stem, lezingen=True)


def clean(kennis: Kennis, geval: Voorbeeld) -> Voorbeeld:
    """Drop names that do not hold after all: a rule that is not certain, or one that may stand."""
    from deelwijs.toets.model import Klopt
    from deelwijs.toets.voorbeelden import stand_of, standing

    gevonden = findings(kennis, geval, Lezing.STRENG)
    stand = stand_of(kennis, geval, Lezing.STRENG)
    wel = {naam for naam in geval.regels if Klopt.JA in standing(stand, gevonden, naam)}
    niet = {naam for naam in geval.niet if not standing(stand, gevonden, naam) - {Klopt.NEE}}
    return replace(geval, regels=tuple(sorted(wel)), niet=tuple(sorted(niet)))


def grouped(mutanten: Iterable[Mutant]) -> list[list[Mutant]]:
    groepen: dict[object, list[Mutant]] = defaultdict(list)
    for mutant in mutanten:
        soort = "voorwaarde verruimd" if mutant.soort == "voorwaarde weggelaten" and mutant.deel else mutant.soort
        los = mutant.wat if mutant.deel is None else None
        groepen[id(mutant.oud), soort, mutant.deel, los].append(mutant)
    return list(groepen.values())


def write(kennis: Kennis, gevallen: list[Voorbeeld], map_: Path) -> None:
    """Write the cases, one file per file of rules."""
    per_bestand: dict[str, list[Voorbeeld]] = defaultdict(list)
    for geval in gevallen:
        per_bestand[Path(geval.bestand).name].append(geval)
    map_.mkdir(parents=True, exist_ok=True)
    for naam, hier in sorted(per_bestand.items()):
        (map_ / naam).write_text(KOP + "".join(text(kennis, geval) for geval in hier), encoding="utf-8")


def text(kennis: Kennis, geval: Voorbeeld) -> str:
    titels = {regel.id: regel.titel for regel in kennis.regels}
    namen = geval.regels or geval.niet
    eerste = titels.get(namen[0], "") if namen else "De uitkomst in beide lezingen"
    meer = (
        f" en {len(namen) - 1} andere regels" if len(namen) > 2 else " en een andere regel" if len(namen) == 2 else ""
    )
    kop = "Grens waar de regel geldt" if geval.regels else "Grens waar de regel niet geldt" if geval.niet else "Grens"
    bekend = ", ".join(naam.replace("_", " ") for naam in geval.feiten) or "niets"
    verhaal = f"Bekend is alleen: {bekend}. De rest kan nog van alles zijn." if namen else f"Bekend is: {bekend}."
    regels = [
        f"- id: {geval.id}",
        f"  titel: {json.dumps(f'{kop}: {eerste}{meer}', ensure_ascii=False)}",
        f"  verhaal: {json.dumps(verhaal, ensure_ascii=False)}",
        f"  op: {geval.op}",
        *([f"  scenarios: [{', '.join(geval.scenarios)}]"] if geval.scenarios else []),
        f"  feiten: {_flow(geval.feiten)}",
        f"  uitkomst: {geval.uitkomst}",
        *([f"  lezingen: {{{', '.join(f'{k}: {v}' for k, v in geval.lezingen.items())}}}"] if geval.lezingen else []),
        *([f"  regels: [{', '.join(geval.regels)}]"] if geval.regels else []),
        *([f"  niet: [{', '.join(geval.niet)}]"] if geval.niet else []),
    ]
    return "\n".join(regels) + "\n"


def _flow(waarde: Any) -> str:
    if isinstance(waarde, Mapping):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in waarde.items()) + "}"
    if isinstance(waarde, list | tuple):
        return "[" + ", ".join(map(_flow, waarde)) + "]"
    return str(waarde)


def main() -> None:
    """Find what nobody guards, and write cases for it."""
    map_ = Path(sys.argv[1]) if len(sys.argv) > 1 else KENNIS / "grenzen"
    kennis = load_shipped(grenzen=True)
    bewaking = Bewaking(kennis)
    over = [m for m in weakenings(kennis) if bewaking.noticed_by(m) is None]
    print(f"{len(over)} weakenings that no case notices")
    schrijver = Schrijver(kennis)
    for groep in grouped(over):
        schrijver.plan(groep)
    gevallen = _kept(kennis, over, list(schrijver.plannen.values()), "bewaakt")
    over = _not_noticed(kennis, gevallen, over)
    print(f"{len(gevallen)} cases; {len(over)} left for a look at outcomes")
    los = [plan for groep in grouped(over) for plan in clones(kennis, bewaking, groep)]
    gevallen += _kept(kennis, over, los, "bewaakt-uitkomst")
    over = _not_noticed(kennis, gevallen, over)
    print(f"{len(gevallen)} cases; {len(over)} left")
    write(kennis, gevallen, map_)


def _kept(kennis: Kennis, over: list[Mutant], plannen: list[Plan], naam: str) -> list[Voorbeeld]:
    """Return the cases of these plans that notice something that those before them do not."""
    uit: list[Voorbeeld] = []
    open_ = list(over)
    proef: list[Voorbeeld] = []
    for plan in plannen:
        geval = as_case(kennis, plan, f"{naam}-{len(proef) + 1}-{plan.bestand}")
        if geval is not None:
            proef.append(clean(kennis, geval))
    # All at once; who notices a mutant first is kept.
    bewaking = Bewaking(replace(kennis, voorbeelden=tuple(proef), _standen=kennis._standen))
    nodig = {wie for mutant in open_ if (wie := bewaking.noticed_by(mutant)) is not None}
    for geval in proef:
        if geval.id in nodig:
            uit.append(geval)
    return uit


def _not_noticed(kennis: Kennis, gevallen: list[Voorbeeld], over: list[Mutant]) -> list[Mutant]:
    bewaking = Bewaking(replace(kennis, voorbeelden=tuple(gevallen), _standen=kennis._standen))
    return [mutant for mutant in over if bewaking.noticed_by(mutant) is None]


if __name__ == "__main__":
    main()
