# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""How many questions until the answer is settled: our order against the fixed order of the form."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from random import Random

from bench import PEILDATUM
from bench.verslag import machine, publish, table
from bench.verzoeken import Verzoeken, cases, known
from deelwijs.toets.index import Index, compile_index
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Feit, Kennis, Klopt, Soort, Staat, Stand, all_hold
from deelwijs.toets.vragen import open_questions

POGINGEN = 3_000
KERN = ("handeling", "verstrekker", "houder", "ontvanger", "verzoeker", "categorie", "doel")
Volgende = Callable[[Kennis, Index, Staat], Feit | None]


def main() -> None:
    """Measure and publish; exit 1 if a conversation ended without an answer."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--gevallen", type=int, default=200, help="of each kind")
    ontleder.add_argument("--niet-schrijven", action="store_true")
    keuze = ontleder.parse_args()
    kennis = load_shipped()
    stand = kennis.in_force(PEILDATUM)
    rijen: list[tuple[object, ...]] = []
    idle = stuk = gevraagd = 0
    for naam, staten in sources(kennis, stand, keuze.gevallen):
        for manier, volgende in (("ours", best), ("fixed order", fixed)):
            alles, na_kern = [], []
            for wereld in staten:
                pad, klaar, leeg = conversation(kennis, stand, wereld, volgende)
                alles.append(len(pad))
                na_kern.append(sum(feit not in KERN for feit in pad))
                if manier == "ours":
                    idle, stuk, gevraagd = idle + leeg, stuk + (not klaar), gevraagd + len(pad)
            for wat, tellingen in (("all questions", alles), ("after the core", na_kern)):
                tellingen.sort()
                n = len(tellingen)
                rijen.append((f"{naam}, {manier}, {wat}", n, tellingen[n // 2], tellingen[n * 9 // 10], tellingen[-1]))
    uitleg = (
        f"*The core* is who shares what with whom and what for ({', '.join(KERN)}). Of the {gevraagd} questions of our order "
        f"{idle} looked idle: no way was found in which the rest may turn out so that the answer matters (each answer "
        f"alone, with one other fact, and {POGINGEN} guided guesses); {stuk} conversations ended without an answer. The "
        "fixed order is that of `feiten.yaml`, of the facts that apply by then (`vraag_als`), until the answer is settled. "
        "Each case answers every question as it has it; what a worked case leaves open is answered at random, the same in "
        "both orders."
    )
    kop = ("cases", "number", "median", "p90", "max")
    publish("vragen", "\n\n".join((machine(), table(kop, rijen), uitleg)))
    sys.exit(1 if stuk else 0)


def sources(kennis: Kennis, stand: Stand, aantal: int) -> list[tuple[str, list[Staat]]]:
    """Return worked cases of today's law and generated requests, with every fact known."""
    kans = Random(3)
    bron = [staat for voorbeeld, staat in cases(kennis) if not voorbeeld.scenarios]
    werelden = [{naam: frozenset((kans.choice(sorted(c)),)) for naam, c in staat.items()} for staat in bron]
    return [
        ("worked cases", kans.sample(werelden, min(aantal, len(werelden)))),
        ("generated", [known(v) for v in Verzoeken(stand, 5).many(aantal)]),
    ]


def conversation(kennis: Kennis, stand: Stand, wereld: Staat, volgende: Volgende) -> tuple[list[str], bool, int]:
    """Ask from nothing until settled: the facts asked, whether it came to an answer, how many questions were idle."""
    motor = compile_index(stand)
    staat: dict[str, frozenset[str]] = {naam: feit.alles for naam, feit in kennis.feiten.items()}
    pad: list[str] = []
    leeg = 0
    while True:
        slechtst, best_ = motor.range(staat)
        if slechtst is best_:
            return pad, True, leeg
        feit = volgende(kennis, motor, staat)
        if feit is None:
            return pad, False, leeg
        if volgende is best:
            leeg += is_idle(motor, staat, feit.naam)
        pad.append(feit.naam)
        staat[feit.naam] = wereld[feit.naam]
        for deel in feit.hoort_bij:
            staat[deel.feit] &= deel.cellen


def best(kennis: Kennis, motor: Index, staat: Staat) -> Feit | None:
    vragen = open_questions(kennis, motor, [staat])
    return vragen[0] if vragen else None


def fixed(kennis: Kennis, motor: Index, staat: Staat) -> Feit | None:
    for feit in kennis.feiten.values():
        if len(staat[feit.naam]) > 1 and all_hold(feit.vraag_als + feit.hoort_bij, staat) is Klopt.JA:
            return feit
    return None


def is_idle(motor: Index, staat: Staat, naam: str) -> bool:
    """Return whether no answer changes the range, nor does any together with an answer to one other open fact."""
    nu = motor.range(staat)
    if any(motor.range({**staat, naam: frozenset((cel,))}) != nu for cel in staat[naam]):
        return False
    for ander, mogelijk in staat.items():
        if ander == naam or len(mogelijk) == 1:
            continue
        for cel in mogelijk:
            proef = {**staat, ander: frozenset((cel,))}
            straks = motor.range(proef)
            if any(motor.range({**proef, naam: frozenset((c,))}) != straks for c in staat[naam]):
                return False
    return not _matters(motor, staat, naam)


def _matters(motor: Index, staat: Staat, naam: str) -> bool:
    """Guess how the rest may turn out, around rules that read the fact, until its answer changes the outcome."""
    stand, kans = motor.stand, Random(naam)
    lezers = [
        r for r in stand.regels if naam in {f for c in (r.als, *r.tenzij) for d in c for f in reads(stand, d.feit)}
    ]
    grondslagen = [r for r in stand.regels if r.soort in (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG)]
    for _ in range(POGINGEN):
        # Some facts stay open: an answer matters too when it changes the range.
        dicht = kans.choice((0.0, 0.5, 1.0))
        wereld = {f: frozenset((kans.choice(sorted(c)),)) if kans.random() < dicht else c for f, c in staat.items()}
        for regel in (kans.choice(grondslagen), kans.choice(lezers or grondslagen)):
            for deel in kans.choice((regel.als, regel.als, *regel.tenzij)):
                delen = (deel,) if deel.feit in staat else kans.choice(stand.begrippen[deel.feit] or ((),))
                for d in delen:
                    if rest := staat[d.feit] & d.cellen:
                        wereld[d.feit] = frozenset((kans.choice(sorted(rest)),))
        if len({motor.range({**wereld, naam: frozenset((cel,))}) for cel in staat[naam]}) > 1:
            return True
    return False


def reads(stand: Stand, feit: str) -> set[str]:
    """Return the facts behind a fact or begrip."""
    if feit in stand.kennis.feiten:
        return {feit}
    return {deel.feit for weg in stand.begrippen[feit] for deel in weg}


if __name__ == "__main__":
    main()
