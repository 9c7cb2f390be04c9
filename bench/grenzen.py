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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from bench.bewaking import Bewaking
from bench.mutanten import Mutant, weakenings
from bench.verschil import Grens, Verschillen, grouped
from deelwijs.toets.bereikbaar import Doos
from deelwijs.toets.invoer import InvoerFout
from deelwijs.toets.loader import KENNIS, load_shipped
from deelwijs.toets.model import Feit, Kennis, Klopt, Lezing, Uitkomst, Voorbeeld
from deelwijs.toets.voorbeelden import findings, stand_of, standing, whole

EIGEN = "-bewaakt.yaml"
KOP = """# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
#
# Grenzen die geen ander voorbeeld bewaakt. Geschreven door bench/grenzen.py; alleen wat erin staat is bekend.

voorbeelden:
"""


@dataclass
class Plan:
    """A situation, and per reading the rules that certainly stand, or certainly do not, in it."""

    op: date
    scenarios: tuple[str, ...]
    feiten: dict[str, Any]
    bestand: str
    regels: dict[Lezing, set[str]] = field(default_factory=lambda: {lezing: set() for lezing in Lezing})
    niet: dict[Lezing, set[str]] = field(default_factory=lambda: {lezing: set() for lezing in Lezing})
    lezingen: bool = False  # show the outcome of both


def plans(kennis: Kennis, grenzen: Iterable[Grens]) -> list[Plan]:
    """Return the situations as facts, each once, with every rule that shows in it."""
    uit: dict[str, Plan] = {}
    for grens in grenzen:
        dag, scenarios = grens.stand.peildatum, grens.stand.scenarios
        for feiten in as_facts(kennis, grens.doos):
            sleutel = json.dumps([str(dag), scenarios, feiten], sort_keys=True, default=str)
            plan = uit.setdefault(sleutel, Plan(dag, scenarios, feiten, Path(grens.regel.bestand).stem))
            if grens.genoemd is None:
                plan.lezingen = True
            else:
                (plan.regels if grens.staat else plan.niet)[grens.stand.lezing].add(grens.genoemd)
    return list(uit.values())


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
    """Return the case with the outcome that the rules give; None where the facts contradict each other.

    Names that do not hold after all are left out: a rule that is not certain, or one that may stand.
    """
    geval = Voorbeeld(
        id=naam, titel="", verhaal="", bron=None, label="", op=plan.op, feiten=plan.feiten, uitkomst=Uitkomst.ONVOLLEDIG,
        per_categorie={}, lezingen={}, scenarios=plan.scenarios, regels=(), niet=(), vragen=(), jurist=None,
        bestand=f"grenzen/{plan.bestand}{EIGEN}", lijn=0,
    )  # fmt: skip
    uitkomst: dict[Lezing, Uitkomst] = {}
    wel: dict[Lezing, tuple[str, ...]] = {}
    niet: dict[Lezing, tuple[str, ...]] = {}
    for lezing in Lezing:
        try:
            gevonden = findings(kennis, geval, lezing)
        except InvoerFout:
            return None
        stand = stand_of(kennis, geval, lezing)
        uitkomst[lezing] = whole(gevonden)
        wel[lezing] = tuple(n for n in sorted(plan.regels[lezing]) if Klopt.JA in standing(stand, gevonden, n))
        niet[lezing] = tuple(n for n in sorted(plan.niet[lezing]) if not standing(stand, gevonden, n) - {Klopt.NEE})
    streng, los = Lezing.STRENG, Lezing.REKKELIJK
    return replace(
        geval, uitkomst=uitkomst[streng], lezingen={los: uitkomst[los]} if plan.lezingen else {}, regels=wel[streng],
        niet=niet[streng], rekkelijk_regels=wel[los], rekkelijk_niet=niet[los],
    )  # fmt: skip


def write(kennis: Kennis, gevallen: list[Voorbeeld], map_: Path) -> None:
    """Write the cases, one file per file of rules."""
    per_bestand: dict[str, list[Voorbeeld]] = defaultdict(list)
    for geval in gevallen:
        per_bestand[Path(geval.bestand).name].append(geval)
    map_.mkdir(parents=True, exist_ok=True)
    for oud in map_.glob(f"*{EIGEN}"):
        oud.unlink()
    for naam, hier in sorted(per_bestand.items()):
        (map_ / naam).write_text(KOP + "".join(text(kennis, geval) for geval in hier), encoding="utf-8")


def text(kennis: Kennis, geval: Voorbeeld) -> str:
    titels = {regel.id: regel.titel for regel in kennis.regels}
    wel, niet = geval.regels + geval.rekkelijk_regels, geval.niet + geval.rekkelijk_niet
    namen = list(dict.fromkeys(wel or niet))
    eerste = titels.get(namen[0], "") if namen else "De uitkomst in beide lezingen"
    meer = (
        f" en {len(namen) - 1} andere regels" if len(namen) > 2 else " en een andere regel" if len(namen) == 2 else ""
    )
    kop = "Grens waar de regel geldt" if wel else "Grens waar de regel niet geldt" if niet else "Grens"
    bekend = ", ".join(naam.replace("_", " ") for naam in geval.feiten) or "niets"
    verhaal = f"Bekend is alleen: {bekend}. De rest kan nog van alles zijn." if namen else f"Bekend is: {bekend}."
    lijsten = ("scenarios", "regels", "niet", "rekkelijk_regels", "rekkelijk_niet")
    gevuld = {naam: getattr(geval, naam) for naam in lijsten if getattr(geval, naam)}
    lezingen = {"lezingen": dict(geval.lezingen)} if geval.lezingen else {}
    rest = {"op": geval.op, "feiten": geval.feiten, "uitkomst": geval.uitkomst, **lezingen, **gevuld}
    regels = [
        f"- id: {geval.id}",
        f"  titel: {json.dumps(f'{kop}: {eerste}{meer}', ensure_ascii=False)}",
        f"  verhaal: {json.dumps(verhaal, ensure_ascii=False)}",
        *(f"  {naam}: {_flow(waarde)}" for naam, waarde in rest.items()),
    ]
    return "\n".join(regels) + "\n"


def _flow(waarde: Any) -> str:
    if isinstance(waarde, Mapping):
        return "{" + ", ".join(f"{k}: {_flow(v)}" for k, v in waarde.items()) + "}"
    if isinstance(waarde, list | tuple):
        return "[" + ", ".join(map(_flow, waarde)) + "]"
    return str(waarde)


def main() -> None:
    """Find what nobody guards, and write cases for it in place of those written before."""
    map_ = Path(sys.argv[1]) if len(sys.argv) > 1 else KENNIS / "grenzen"
    kennis = load_shipped(grenzen=True)
    ander = tuple(v for v in kennis.voorbeelden if not v.bestand.endswith(EIGEN))
    kennis = replace(kennis, voorbeelden=ander, _standen=kennis._standen)
    bewaking = Bewaking(kennis)
    over = [m for m in weakenings(kennis) if bewaking.noticed_by(m) is None]
    print(f"{len(over)} weakenings that no other case notices")
    verschillen = Verschillen(kennis)
    grenzen: list[Grens] = []
    gelijk: set[int] = set()
    for groep in grouped(over):
        nieuw, zelfde = verschillen.find(groep)
        grenzen += nieuw
        gelijk |= set(map(id, zelfde))
    over = [m for m in over if id(m) not in gelijk]
    print(f"{len(gelijk)} of them show in no situation; {len(grenzen)} situations found for the others")
    gevallen, over = _kept(kennis, over, plans(kennis, grenzen))
    print(f"{len(gevallen)} cases; {len(over)} left")
    write(kennis, gevallen, map_)


def _kept(kennis: Kennis, over: list[Mutant], plannen: list[Plan]) -> tuple[list[Voorbeeld], list[Mutant]]:
    """Return the cases that are the first to notice something, and the mutants that none notices."""
    proef = [as_case(kennis, plan, f"bewaakt-{i}-{plan.bestand}") for i, plan in enumerate(plannen, 1)]
    bewaking = Bewaking(replace(kennis, voorbeelden=tuple(filter(None, proef)), _standen=kennis._standen))
    wie = {id(mutant): bewaking.noticed_by(mutant) for mutant in over}
    nodig = set(wie.values())
    return (
        [geval for geval in proef if geval is not None and geval.id in nodig],
        [mutant for mutant in over if wie[id(mutant)] is None],
    )


if __name__ == "__main__":
    main()
