# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""In which situation does a weakening show? An exact search, or the certainty that there is none.

A weakening shows where a rule that did not stand now does, or the other way round, or where the answer is another.
Situations are those of `Zoeker`: every combination of answers, under the begrippen of one day, reading and set of
bills. The day is today, or the last on which the rule counts; for a date that shifts, the days around it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bench import PEILDATUM
from bench.bewaking import counts
from bench.mutanten import Mutant
from deelwijs.toets.bereikbaar import Doos, TeDuur, Vermijd, Zoeker
from deelwijs.toets.model import Alternatief, Conditie, Kennis, Lezing, Regel, Soort, Stand, Voorwaarde

STAPPEN = 20_000
ANDERE = {Lezing.STRENG: Lezing.REKKELIJK, Lezing.REKKELIJK: Lezing.STRENG}


@dataclass(frozen=True, slots=True)
class Grens:
    """A situation in which, by the rules as they are, one rule certainly stands or certainly does not.

    Without a name (`genoemd`) it is the outcome that shows.
    """

    stand: Stand
    doos: Doos
    regel: Regel
    staat: bool
    genoemd: str | None  # the id that stands or not; another rule than `regel` where a lifted one shows


@dataclass(frozen=True, slots=True)
class Vraag:
    """What to search: `wel` must hold, `niet` must not fire, nor what lifts it; then `genoemd` shows whether it stands."""

    stand: Stand
    regel: Regel
    staat: bool
    wel: tuple[Conditie, ...]
    niet: tuple[Vermijd, ...]
    tilt: tuple[Vermijd, ...]
    deel: Voorwaarde | None = None  # the answers that one fact must have, each of them to be shown
    genoemd: str | None = ""  # empty: the rule itself; None: the outcome


def grouped(mutanten: Iterable[Mutant]) -> list[list[Mutant]]:
    """Return the mutants together that differ in one answer only."""
    groepen: dict[object, list[Mutant]] = defaultdict(list)
    for mutant in mutanten:
        soort = "voorwaarde verruimd" if mutant.soort == "voorwaarde weggelaten" and mutant.deel else mutant.soort
        los = mutant.wat if mutant.deel is None else None
        groepen[id(mutant.oud), soort, mutant.deel, los].append(mutant)
    return list(groepen.values())


class Verschillen:
    """Finds situations for groups of mutants that differ in one answer only."""

    def __init__(self, kennis: Kennis) -> None:
        self.kennis = kennis

    def find(self, groep: list[Mutant]) -> tuple[list[Grens], list[Mutant]]:
        """Return situations in which these mutants show, and the mutants that certainly show in none of that day."""
        vragen = list(self._questions(groep[0], self._cells(groep)))
        grenzen: list[Grens] = []
        open_ = {mutant.cel for mutant in groep}
        zeker = bool(vragen)
        for vraag in vragen:
            while open_ and (vraag.deel is None or vraag.deel.cellen):
                doos, geen = _search(vraag)
                if doos is None:
                    zeker = zeker and geen
                    break
                grenzen.append(Grens(vraag.stand, doos, vraag.regel, vraag.staat, _name(vraag)))
                if vraag.deel is None:
                    open_ = set()
                    break
                getoond = doos.get(vraag.deel.feit, vraag.deel.cellen) & vraag.deel.cellen
                open_ -= getoond | {None}
                vraag = replace(vraag, deel=Voorwaarde(vraag.deel.feit, vraag.deel.cellen - getoond))
        return grenzen, [mutant for mutant in groep if mutant.cel in open_] if zeker else []

    def _cells(self, groep: list[Mutant]) -> frozenset[str]:
        return frozenset(m.cel for m in groep if m.cel is not None)

    def _all(self, naam: str) -> frozenset[str]:
        feit = self.kennis.feiten.get(naam)
        return feit.alles if feit else frozenset(("ja", "nee"))

    def _questions(self, mutant: Mutant, cellen: frozenset[str]) -> Iterator[Vraag]:
        if mutant.begrip is not None:
            yield from self._of_begrip(mutant, cellen)
        elif mutant.soort == "datum een dag verschoven":
            yield from self._of_date(mutant)
        else:
            assert isinstance(mutant.oud, Regel)
            if mutant.soort == "weeg_grondslag als grondslag":
                yield self._of_weighing(mutant.oud)
            elif mutant.soort == "doorbreking zonder weging":
                yield from self._of_softening(mutant.oud)
            else:
                yield from self._of_rule(mutant, mutant.oud, cellen)

    # -- rules

    def _of_rule(self, mutant: Mutant, regel: Regel, cellen: frozenset[str]) -> Iterator[Vraag]:
        stand = self._stand(regel)
        tilt = _lifts(stand, regel)
        als, tenzij = regel.als, _exceptions(regel)
        if mutant.deel is not None:
            clause, i = mutant.deel
            conditie = (als, *regel.tenzij)[clause]
            zonder = conditie[:i] + conditie[i + 1 :]
            ander = Voorwaarde(conditie[i].feit, cellen or self._all(conditie[i].feit) - conditie[i].cellen)
            if clause > 0:
                yield Vraag(stand, regel, True, (als, zonder), tenzij, tilt, ander)
            else:
                smaller = mutant.soort == "verbod of plicht vernauwd"
                yield Vraag(stand, regel, smaller, (zonder,), tenzij, tilt, ander)
        elif mutant.soort == "regel weggelaten":
            yield Vraag(stand, regel, True, (als,), tenzij, tilt)
        elif mutant.soort == "uitzondering weggelaten":
            assert isinstance(mutant.nieuw, Regel)
            weg = next(c for c in regel.tenzij if c not in mutant.nieuw.tenzij)
            yield Vraag(stand, regel, False, (als, weg), _exceptions(mutant.nieuw), tilt)
        elif mutant.soort == "doel van een doorbreking weggelaten":
            doel = mutant.wat.split()[1]
            for verbod in (r for r in stand.regels if r.id == doel):
                anders = tuple(paar for paar in _lifts(stand, verbod) if paar != (als, regel.tenzij))
                yield Vraag(stand, regel, False, (als, verbod.als), (*tenzij, *_exceptions(verbod)), anders, None, doel)
        elif mutant.soort == "telt in beide lezingen":
            assert regel.lezing is not None
            los = self._stand(regel, ANDERE[regel.lezing])
            yield Vraag(los, regel, False, (als,), (*tenzij, *_same(los, regel)), _lifts(los, regel))

    def _of_weighing(self, regel: Regel) -> Vraag:
        """A basis that asks a weighing shows where it is the only one, and nothing else forbids or asks a weighing."""
        stand = self._stand(regel)
        basis = tuple((r.als, r.tenzij) for r in stand.regels if r.soort is Soort.GRONDSLAG)
        niet = (*_exceptions(regel), *basis, *_weighs(stand, None))
        return Vraag(stand, regel, True, (regel.als,), niet, (), None, None)

    def _of_softening(self, regel: Regel) -> Iterator[Vraag]:
        """A lift that leaves a weighing shows where there is a basis, and nothing else lifts, forbids or weighs."""
        stand = self._stand(regel)
        for verbod in (r for r in stand.regels if r.id in regel.doorbreekt):
            heel = tuple((d.als, d.tenzij) for d in stand.regels if verbod.id in d.doorbreekt and d is not regel)
            niet = (*_exceptions(regel), *_exceptions(verbod), *heel, *_weighs(stand, verbod))
            for basis in (r for r in stand.regels if r.soort is Soort.GRONDSLAG):
                wel = (regel.als, verbod.als, basis.als)
                yield Vraag(stand, regel, True, wel, (*niet, *_exceptions(basis)), (), None, None)

    def _of_date(self, mutant: Mutant) -> Iterator[Vraag]:
        oud, nieuw = mutant.oud, mutant.nieuw
        assert isinstance(oud, Regel)
        assert isinstance(nieuw, Regel)
        for dag in _edges(oud, nieuw):
            stand = self._stand(oud, dag=dag)
            nu, straks = counts(oud, stand), counts(nieuw, stand)
            if nu is not straks:
                niet = (*_exceptions(oud), *_same(stand, oud))
                yield Vraag(stand, oud, nu, (oud.als,), niet, _lifts(stand, oud))

    def _stand(self, item: Regel | Alternatief, lezing: Lezing | None = None, dag: date | None = None) -> Stand:
        """Return a stand in which the rule counts, today if it can be, with the bill it belongs to."""
        if dag is None:
            dag = max(item.geldig_vanaf or date.min, min(PEILDATUM, item.geldig_tot or PEILDATUM))
        scenarios = (item.scenario,) if item.scenario else ()
        return self.kennis.in_force(dag, lezing or item.lezing or Lezing.STRENG, scenarios)

    # -- begrippen

    def _of_begrip(self, mutant: Mutant, cellen: frozenset[str]) -> Iterator[Vraag]:
        """A way that counts more or less shows in the rules that read the begrip."""
        weg = mutant.oud
        assert isinstance(weg, Alternatief)
        dagen: list[date | None] = [None]
        if mutant.soort == "datum een dag verschoven":
            assert isinstance(mutant.nieuw, Alternatief)
            dagen = [*_edges(weg, mutant.nieuw)]
        for dag in dagen:
            for lezing in (weg.lezing,) if weg.lezing else (Lezing.STRENG, Lezing.REKKELIJK):
                yield from self._readers(mutant, weg, cellen, self._stand(weg, lezing, dag))

    def _readers(self, mutant: Mutant, weg: Alternatief, cellen: frozenset[str], stand: Stand) -> Iterator[Vraag]:
        assert mutant.begrip is not None
        naam = mutant.begrip.naam
        ander: Voorwaarde | None = None
        wel = weg.als
        if mutant.deel is not None:
            i = mutant.deel[1]
            wel = weg.als[:i] + weg.als[i + 1 :]
            ander = Voorwaarde(weg.als[i].feit, cellen or self._all(weg.als[i].feit) - weg.als[i].cellen)
        # With the way gone, or one more, the begrip turns over where no other way holds.
        anderen = tuple((w.als, ()) for w in mutant.begrip.ja_als if counts(w, stand) and w is not weg)
        nu = mutant.deel is None and counts(weg, stand)
        for regel in stand.regels:
            tenzij, tilt = _exceptions(regel), _lifts(stand, regel)
            vraagt = next((d.cellen for d in regel.als if d.feit == naam), None)
            if vraagt is not None and len(vraagt) == 1:
                rest = tuple(d for d in regel.als if d.feit != naam)
                staat = ("ja" in vraagt) is nu
                yield Vraag(stand, regel, staat, (wel, rest), (*anderen, *tenzij), tilt, ander)
            for k, conditie in enumerate(regel.tenzij):
                vraagt = next((d.cellen for d in conditie if d.feit == naam), None)
                if vraagt is not None and len(vraagt) == 1:
                    rest = tuple(d for d in conditie if d.feit != naam)
                    staat = ("ja" in vraagt) is not nu
                    niet = (*anderen, *tenzij[:k], *tenzij[k + 1 :])
                    yield Vraag(stand, regel, staat, (wel, regel.als, rest), niet, tilt, ander)


def _search(vraag: Vraag) -> tuple[Doos | None, bool]:
    """Return a situation, and where there is none whether that is certain, lifted or not."""
    wel = [*vraag.wel, *([(vraag.deel,)] if vraag.deel else [])]
    zoeker = Zoeker(vraag.stand, STAPPEN)
    try:
        doos = zoeker.find(wel, (*vraag.niet, *vraag.tilt))
        return doos, doos is None and (not vraag.tilt or zoeker.find(wel, vraag.niet) is None)
    except TeDuur:
        return None, False


def _name(vraag: Vraag) -> str | None:
    return vraag.regel.id if vraag.genoemd == "" else vraag.genoemd


def _weighs(stand: Stand, behalve: Regel | None) -> tuple[Vermijd, ...]:
    """Return what forbids or asks a weighing; a verbod that something lifts whole counts as not there."""
    uit: list[Vermijd] = [(r.als, r.tenzij) for r in stand.regels if r.soort is Soort.WEGING]
    for verbod in (r for r in stand.regels if r.soort is Soort.VERBOD and r is not behalve):
        heel = tuple(d.als for d in stand.regels if verbod.id in d.doorbreekt and not d.wordt_weging)
        uit.append((verbod.als, verbod.tenzij + heel))
    return tuple(uit)


def _exceptions(regel: Regel) -> tuple[Vermijd, ...]:
    return tuple((conditie, ()) for conditie in regel.tenzij)


def _lifts(stand: Stand, regel: Regel) -> tuple[Vermijd, ...]:
    return tuple((d.als, d.tenzij) for d in stand.regels if regel.id in d.doorbreekt)


def _same(stand: Stand, regel: Regel) -> tuple[Vermijd, ...]:
    """Return the other versions of the rule that count then: while one of them fires, the id stands all the same."""
    return tuple((r.als, r.tenzij) for r in stand.regels if r.id == regel.id and r is not regel)


def _edges(oud: Regel | Alternatief, nieuw: Regel | Alternatief) -> Iterable[date]:
    """Return the days on which the two periods may differ."""
    return sorted({d for d in (oud.geldig_vanaf, oud.geldig_tot, nieuw.geldig_vanaf, nieuw.geldig_tot) if d})
