# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Which worked case notices a mutant. Nothing is loaded again: per case only what a mutant touches is worked out anew.

A *plaats* is one category of one case under one reading. The meaning is that of the oracle: `fires` and `begrip` are
called as they are, and the rest (which verbod stands, the outcome) is worked out over the rules that can fire there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bench.mutanten import Mutant
from deelwijs.toets.interpret import begrip, fires, outcome
from deelwijs.toets.invoer import read_facts
from deelwijs.toets.model import (
    Alternatief,
    Kennis,
    Klopt,
    Lezing,
    Regel,
    Soort,
    Staat,
    Stand,
    Uitkomst,
    Voorbeeld,
    kleene_and,
    kleene_not,
    kleene_or,
    of_range,
)
from deelwijs.toets.voorbeelden import failures, stand_of

JA, NEE = Klopt.JA, Klopt.NEE
Werkt = Mapping[int, tuple[Regel, Klopt]]  # by identity of the rule: only those that (may) fire


@dataclass(slots=True)
class Bevonden:
    """What the rules that may fire make of one plaats."""

    slechtst: Uitkomst
    best: Uitkomst
    staat: dict[str, set[Klopt]]  # per id of a rule that may fire: whether it stands


@dataclass(slots=True)
class Plaats:
    voorbeeld: Voorbeeld
    lezing: Lezing
    deel: str
    stand: Stand
    feiten: Staat
    alles: Staat
    werkt: dict[int, tuple[Regel, Klopt]]
    gevonden: Bevonden
    nummer: int = 0


def found(werkt: Werkt) -> Bevonden:
    """Return what these rules say together; the same as `interpret`, of the rules that may fire."""
    regels = list(werkt.values())
    lifts: dict[str, list[tuple[bool, Klopt]]] = defaultdict(list)
    for regel, w in regels:
        for doel in regel.doorbreekt:
            lifts[doel].append((regel.wordt_weging, w))
    staat: dict[str, set[Klopt]] = {}
    verbod: list[Klopt] = []
    weging: list[Klopt] = []
    per_soort: dict[Soort, list[Klopt]] = defaultdict(list)
    for regel, w in regels:
        hier = w
        if regel.soort is Soort.VERBOD and regel.id not in lifts:
            weging.append(w)
            verbod.append(w)
        elif regel.soort is Soort.VERBOD:
            weg = kleene_or(k for wordt, k in lifts[regel.id] if not wordt)
            verzacht = kleene_or(k for wordt, k in lifts[regel.id] if wordt)
            rest = kleene_and((w, kleene_not(weg)))
            hier = kleene_and((rest, kleene_not(verzacht)))
            weging.append(rest)
            verbod.append(hier)
        else:
            per_soort[regel.soort].append(w)
        staat.setdefault(regel.id, set()).add(hier)
    weging += per_soort[Soort.WEGING]
    plicht, basis, weeg = (per_soort[s] for s in (Soort.PLICHT, Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG))

    def certain(kans: list[Klopt]) -> bool:
        return JA in kans

    def possible(kans: list[Klopt]) -> bool:
        return any(k is not NEE for k in kans)

    slechtst = outcome(
        verbod=possible(verbod), weging=possible(weging), plicht=possible(plicht), grondslag=certain(basis),
        weeg_grondslag=certain(weeg),
    )  # fmt: skip
    best = outcome(
        verbod=certain(verbod), weging=certain(weging), plicht=certain(plicht), grondslag=possible(basis),
        weeg_grondslag=possible(weeg),
    )  # fmt: skip
    return Bevonden(slechtst, best, staat)


def counts(item: Regel | Alternatief, stand: Stand) -> bool:
    """Return whether a rule or way counts in this stand, as `Kennis.in_force` has it (no choice per difference)."""
    if not item.in_force(stand.peildatum) or (item.scenario is not None and item.scenario not in stand.scenarios):
        return False
    if item.lezing is not None and item.lezing is not stand.lezing:
        return False
    vervallen = (regel for naam in stand.scenarios for regel in stand.kennis.scenarios[naam].vervalt)
    return isinstance(item, Alternatief) or item.id not in vervallen


@dataclass
class Bewaking:
    """The worked cases of a `Kennis`, ready to meet mutants. Only cases that hold now can notice anything."""

    kennis: Kennis
    plaatsen: list[Plaats] = field(default_factory=list)
    ongeldig: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.van: dict[str, list[Plaats]] = defaultdict(list)
        for voorbeeld in self.kennis.voorbeelden:
            if failures(self.kennis, voorbeeld):
                self.ongeldig.append(voorbeeld.id)
                continue
            self.add(voorbeeld)
        self.op_dag: dict[date, list[Plaats]] = defaultdict(list)
        # Per rule: where its `als` holds or may hold but for at most one part, with that part's place (None: all hold).
        self.dichtbij: dict[int, list[tuple[Plaats, int | None]]] = defaultdict(list)
        for plaats in self.plaatsen:
            self.op_dag[plaats.stand.peildatum].append(plaats)
            for begrip_ in self.kennis.begrippen.values():
                for weg in begrip_.ja_als:
                    if counts(weg, plaats.stand):
                        self._near(weg, plaats)
            for regel in plaats.stand.regels:
                self._near(regel, plaats)
        # Cases that name a rule are the likeliest to notice: they are tried first.
        for regel in self.kennis.regels:
            self.dichtbij[id(regel)].sort(key=lambda paar: regel.id not in _named(paar[0].voorbeeld))

    def _near(self, item: Regel | Alternatief, plaats: Plaats) -> None:
        mist: int | None = None
        for i, deel in enumerate(item.als):
            if deel.cellen.isdisjoint(plaats.alles[deel.feit]):
                if mist is not None:
                    return
                mist = i
        self.dichtbij[id(item)].append((plaats, mist))

    def add(self, voorbeeld: Voorbeeld) -> None:
        invoer = read_facts(self.kennis, voorbeeld.feiten)
        genoemd = {lezing for lezing, regels, niet in voorbeeld.genoemd if regels or niet}
        for lezing in {Lezing.STRENG, *voorbeeld.lezingen, *genoemd}:
            stand = stand_of(self.kennis, voorbeeld, lezing)
            for deel in invoer.delen:
                feiten = invoer.part(deel)
                plaats = place(voorbeeld, lezing, deel, stand, feiten)
                plaats.nummer = len(self.plaatsen)
                self.plaatsen.append(plaats)
                self.van[voorbeeld.id].append(plaats)

    def noticed_by(self, mutant: Mutant) -> str | None:
        """Return the id of a case that fails under the mutant, or None."""
        geraakt: dict[str, dict[int, Bevonden]] = defaultdict(dict)
        vorige: str | None = None
        for plaats in self._touched(mutant):
            naam = plaats.voorbeeld.id
            if vorige not in (None, naam) and self._fails(geraakt.pop(vorige, {}), vorige):  # type: ignore[arg-type]
                return vorige
            nieuw = changed(plaats, mutant)
            if nieuw is not None:
                geraakt[naam][plaats.nummer] = nieuw
            vorige = naam
        for naam, hier in geraakt.items():
            if self._fails(hier, naam):
                return naam
        return None

    def _touched(self, mutant: Mutant) -> Iterable[Plaats]:
        if mutant.soort == "datum een dag verschoven":
            return self._around(mutant)
        if mutant.soort == "telt in beide lezingen":
            return self.plaatsen
        bij = self.dichtbij[id(mutant.oud)]
        if mutant.deel is not None and mutant.deel[0] == 0:
            i = mutant.deel[1]
            feit = mutant.oud.als[i].feit
            return [p for p, mist in bij if mist in (None, i) and (mutant.cel is None or mutant.cel in p.alles[feit])]
        return [p for p, mist in bij if mist is None]

    def _around(self, mutant: Mutant) -> Iterable[Plaats]:
        """The days on which the old and the new period differ: each is one day."""
        assert mutant.nieuw is not None
        oud, nieuw = mutant.oud, mutant.nieuw
        dagen = {oud.geldig_vanaf, oud.geldig_tot, nieuw.geldig_vanaf, nieuw.geldig_tot} - {None}
        return [p for dag in sorted(dagen, key=str) for p in self.op_dag.get(dag, ())]  # type: ignore[arg-type]

    def _fails(self, nieuw: Mapping[int, Bevonden], naam: str) -> bool:
        return bool(nieuw) and fails(self.van[naam], nieuw)


def _named(voorbeeld: Voorbeeld) -> tuple[str, ...]:
    return tuple(naam for _, regels, niet in voorbeeld.genoemd for naam in (*regels, *niet))


def place(voorbeeld: Voorbeeld, lezing: Lezing, deel: str, stand: Stand, feiten: Staat) -> Plaats:
    alles = {**feiten, **{naam: begrip(wegen, feiten) for naam, wegen in stand.begrippen.items()}}
    werkt = firing(stand.regels, alles)
    return Plaats(voorbeeld, lezing, deel, stand, feiten, alles, werkt, found(werkt))


def firing(regels: Iterable[Regel], alles: Staat) -> dict[int, tuple[Regel, Klopt]]:
    uit = {}
    for regel in regels:
        if any(deel.cellen.isdisjoint(alles[deel.feit]) for deel in regel.als):
            continue
        klopt = fires(regel, alles)
        if klopt is not NEE:
            uit[id(regel)] = (regel, klopt)
    return uit


def changed(plaats: Plaats, mutant: Mutant) -> Bevonden | None:
    """Return what the mutant makes of a plaats; None when no rule fires otherwise there."""
    if mutant.begrip is not None:
        return _changed_begrip(plaats, mutant)
    assert isinstance(mutant.oud, Regel)
    oud = plaats.werkt.get(id(mutant.oud))
    nieuw: tuple[Regel, Klopt] | None = None
    if isinstance(mutant.nieuw, Regel) and counts(mutant.nieuw, plaats.stand):
        klopt = fires(mutant.nieuw, plaats.alles)
        nieuw = None if klopt is NEE else (mutant.nieuw, klopt)
    if (oud and oud[1]) == (nieuw and nieuw[1]) and (oud is None or _same_effect(mutant)):
        return None
    werkt = dict(plaats.werkt)
    werkt.pop(id(mutant.oud), None)
    if nieuw is not None:
        werkt[id(mutant.oud)] = nieuw
    return found(werkt)


def _same_effect(mutant: Mutant) -> bool:
    oud, nieuw = mutant.oud, mutant.nieuw
    if not isinstance(oud, Regel) or not isinstance(nieuw, Regel):
        return False
    return (oud.soort, oud.doorbreekt, oud.wordt_weging) == (nieuw.soort, nieuw.doorbreekt, nieuw.wordt_weging)


def _changed_begrip(plaats: Plaats, mutant: Mutant) -> Bevonden | None:
    assert mutant.begrip is not None
    wegen = []
    for weg in mutant.begrip.ja_als:
        ander = mutant.nieuw if weg is mutant.oud else weg
        if isinstance(ander, Alternatief) and counts(ander, plaats.stand):
            wegen.append(ander.als)
    naam = mutant.begrip.naam
    nieuw = begrip(tuple(wegen), plaats.feiten)
    if nieuw == plaats.alles[naam]:
        return None
    alles = {**plaats.alles, naam: nieuw}
    lezers = [regel for regel in plaats.stand.regels if _reads(regel, naam)]
    werkt = dict(plaats.werkt)
    for regel in lezers:
        werkt.pop(id(regel), None)
    werkt |= firing(lezers, alles)
    return found(werkt)


def _reads(regel: Regel, naam: str) -> bool:
    return any(deel.feit == naam for conditie in (regel.als, *regel.tenzij) for deel in conditie)


def fails(plaatsen: Iterable[Plaats], nieuw: Mapping[int, Bevonden]) -> bool:
    """Return whether a case, given as its plaatsen, no longer is as it says with these findings in place of its own."""
    per_lezing: dict[Lezing, list[tuple[str, Bevonden]]] = defaultdict(list)
    for plaats in plaatsen:
        per_lezing[plaats.lezing].append((plaats.deel, nieuw.get(plaats.nummer, plaats.gevonden)))
        voorbeeld = plaats.voorbeeld
    streng = per_lezing[Lezing.STRENG]
    if _whole(streng) is not voorbeeld.uitkomst:
        return True
    for deel, gevonden in streng:
        verwacht = voorbeeld.per_categorie.get(deel)
        if verwacht is not None and of_range(gevonden.slechtst, gevonden.best) is not verwacht:
            return True
    if any(_whole(per_lezing[lezing]) is not verwacht for lezing, verwacht in voorbeeld.lezingen.items()):
        return True
    for lezing, regels, niet in voorbeeld.genoemd:
        delen = per_lezing[lezing]
        if any(all(JA not in g.staat.get(regel, ()) for _, g in delen) for regel in regels):
            return True
        if any(g.staat.get(regel, set()) - {NEE} for regel in niet for _, g in delen):
            return True
    return False


def _whole(delen: list[tuple[str, Bevonden]]) -> Uitkomst:
    slechtst = min((g.slechtst for _, g in delen), key=lambda u: u.rang)
    return of_range(slechtst, min((g.best for _, g in delen), key=lambda u: u.rang))


def with_facts(plaats: Plaats, feiten: Staat) -> Plaats:
    """Return the same plaats with other facts, worked out anew."""
    return replace(place(plaats.voorbeeld, plaats.lezing, plaats.deel, plaats.stand, feiten), nummer=plaats.nummer)
