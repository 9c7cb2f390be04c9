# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Every single weakening of the rulebook: one thing dropped, widened, lifted more, or a day earlier or later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from deelwijs.toets.model import Alternatief, Begrip, Conditie, Kennis, Regel, Soort, Voorwaarde

DAG = timedelta(days=1)
JA_NEE = frozenset(("ja", "nee"))
# Rules that make an answer worse: of these, narrowing is a weakening too.
VERLAGEND = (Soort.VERBOD, Soort.WEGING, Soort.PLICHT)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One weakening. `oud` becomes `nieuw` (None: gone); for a way of a begrip they are an `Alternatief`.

    `deel` says which part of the condition changed, as (place of the clause, place of the part), where clause 0 is the
    `als` and clause k the k-th `tenzij`; None when it is not one part of a condition.
    """

    soort: str
    oud: Regel | Alternatief
    nieuw: Regel | Alternatief | None
    wat: str
    begrip: Begrip | None = None
    deel: tuple[int, int] | None = None
    cel: str | None = None

    @property
    def plek(self) -> str:
        if self.begrip is not None:
            return f"{self.begrip.bestand} {self.begrip.naam}"
        assert isinstance(self.oud, Regel)
        return f"{self.oud.bestand} {self.oud.id} ({self.oud.geldig_vanaf})"


def weakenings(kennis: Kennis) -> Iterator[Mutant]:
    """Yield every mutant of the rules, then of the begrippen."""
    for regel in kennis.regels:
        yield from _of_rule(kennis, regel)
    for begrip in kennis.begrippen.values():
        for weg in begrip.ja_als:
            yield Mutant("weg van een begrip weggelaten", weg, None, _naam(weg), begrip)
            for deel, cel, nieuw, wat in _widened(kennis, weg.als):
                soort = "voorwaarde weggelaten" if cel is None else "voorwaarde verruimd"
                yield Mutant(soort, weg, replace(weg, als=nieuw), wat, begrip, (0, deel), cel)
            yield from _dates(weg, begrip)


def _of_rule(kennis: Kennis, regel: Regel) -> Iterator[Mutant]:
    yield Mutant("regel weggelaten", regel, None, "regel weggelaten")
    for deel, cel, nieuw, wat in _widened(kennis, regel.als):
        soort = "voorwaarde weggelaten" if cel is None else "voorwaarde verruimd"
        yield Mutant(soort, regel, replace(regel, als=nieuw), f"als: {wat}", None, (0, deel), cel)
    if regel.soort in VERLAGEND:
        for deel, cel, nieuw, wat in _narrowed(regel.als):
            yield Mutant(
                "verbod of plicht vernauwd", regel, replace(regel, als=nieuw), f"als: {wat}", None, (0, deel), cel
            )
    for k, conditie in enumerate(regel.tenzij):
        zonder = regel.tenzij[:k] + regel.tenzij[k + 1 :]
        yield Mutant(
            "uitzondering weggelaten",
            regel,
            replace(regel, tenzij=zonder),
            f"tenzij {k + 1} weggelaten: {words(conditie)}",
        )
        for deel, cel, nieuw, wat in _widened(kennis, conditie):
            if _ruled_out(regel, conditie[deel], cel):
                continue
            soort = "uitzondering zonder deel" if cel is None else "uitzondering verruimd"
            tenzij = (*regel.tenzij[:k], nieuw, *regel.tenzij[k + 1 :])
            yield Mutant(
                soort, regel, replace(regel, tenzij=tenzij), f"tenzij {k + 1}: {wat}", None, (k + 1, deel), cel
            )
    for doel in regel.doorbreekt:
        rest = tuple(ander for ander in regel.doorbreekt if ander != doel)
        yield Mutant(
            "doel van een doorbreking weggelaten",
            regel,
            replace(regel, doorbreekt=rest),
            f"doorbreekt {doel} niet meer",
        )
    if regel.wordt_weging:
        yield Mutant("doorbreking zonder weging", regel, replace(regel, wordt_weging=False), "wordt geen weging meer")
    if regel.soort is Soort.WEEG_GRONDSLAG:
        yield Mutant(
            "weeg_grondslag als grondslag",
            regel,
            replace(regel, soort=Soort.GRONDSLAG),
            "weeg_grondslag wordt grondslag",
        )
    for mutant in _dates(regel, None):
        if not _said_beside(kennis, mutant):
            yield mutant
    if regel.lezing is not None:
        yield Mutant("telt in beide lezingen", regel, replace(regel, lezing=None), f"lezing {regel.lezing} weggelaten")


def _ruled_out(regel: Regel, deel: Voorwaarde, cel: str | None) -> bool:
    """Return whether the rule itself asks the same fact so that the change of its exception can make no difference."""
    zelf = [eigen.cellen for eigen in regel.als if eigen.feit == deel.feit]
    return any(cellen <= deel.cellen if cel is None else cel not in cellen for cellen in zelf)


def _said_beside(kennis: Kennis, mutant: Mutant) -> bool:
    """Return whether a rule only counts a day longer while its other version says the very same on that day."""
    oud, nieuw = mutant.oud, mutant.nieuw
    assert isinstance(oud, Regel)
    assert isinstance(nieuw, Regel)

    def meaning(regel: Regel) -> object:
        lift = (regel.doorbreekt, regel.wordt_weging)
        return regel.als, regel.tenzij, regel.soort, regel.lezing, regel.scenario, lift

    erbij = [
        dag
        for dag in (nieuw.geldig_vanaf, nieuw.geldig_tot)
        if dag is not None and nieuw.in_force(dag) and not oud.in_force(dag)
    ]
    return any(
        ander is not oud and ander.id == oud.id and ander.in_force(dag) and meaning(ander) == meaning(oud)
        for dag in erbij
        for ander in kennis.regels
    )


def _dates(item: Regel | Alternatief, begrip: Begrip | None) -> Iterator[Mutant]:
    for veld, dag in (("geldig_vanaf", item.geldig_vanaf), ("geldig_tot", item.geldig_tot)):
        for stap, woord in ((-DAG, "eerder"), (DAG, "later")):
            if dag is not None:
                nieuw: date = dag + stap
                yield Mutant(
                    "datum een dag verschoven",
                    item,
                    replace(item, **{veld: nieuw}),
                    f"{veld} {dag} een dag {woord}",
                    begrip,
                )


def _widened(kennis: Kennis, conditie: Conditie) -> Iterator[tuple[int, str | None, Conditie, str]]:
    """Yield the condition without one part, and with one answer (or band) more in one part."""
    for i, deel in enumerate(conditie):
        rest = conditie[:i] + conditie[i + 1 :]
        yield i, None, rest, f"zonder {words((deel,))}"
        alles = kennis.feiten[deel.feit].alles if deel.feit in kennis.feiten else JA_NEE
        for cel in sorted(alles - deel.cellen) if len(alles - deel.cellen) > 1 else ():
            # With one answer left, one more is the same as without the part.
            meer = Voorwaarde(deel.feit, deel.cellen | {cel})
            yield i, cel, (*conditie[:i], meer, *conditie[i + 1 :]), f"{deel.feit} ook {cel}"


def _narrowed(conditie: Conditie) -> Iterator[tuple[int, str, Conditie, str]]:
    for i, deel in enumerate(conditie):
        for cel in sorted(deel.cellen) if len(deel.cellen) > 1 else ():
            minder = Voorwaarde(deel.feit, deel.cellen - {cel})
            yield i, cel, (*conditie[:i], minder, *conditie[i + 1 :]), f"{deel.feit} niet meer {cel}"


def words(conditie: Conditie) -> str:
    return ", ".join(f"{deel.feit}: {'|'.join(sorted(deel.cellen))}" for deel in conditie)


def _naam(weg: Alternatief) -> str:
    return f"weg weggelaten: {words(weg.als)}"
