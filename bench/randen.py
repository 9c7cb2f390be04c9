# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Write the simplest edge cases: one answer is known, and with it certain rules can no longer count.

Each case names every rule that this one answer shuts out, so that a condition that is widened or dropped shows at once.
They guard the rules as they stand against a change that nobody meant; whether a rule is right they cannot tell.

.venv/bin/python -m bench.randen
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bench import PEILDATUM
from deelwijs.toets.interpret import interpret
from deelwijs.toets.invoer import InvoerFout, read_facts
from deelwijs.toets.loader import KENNIS, load_shipped
from deelwijs.toets.model import Feit, Kennis, Klopt, Lezing

KOP = """# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
#
# Met één antwoord vallen deze regels af, wat de rest ook is. Geschreven door bench/randen.py.

voorbeelden:
"""


def main() -> None:
    """Write kennis/grenzen/randen.yaml."""
    kennis = load_shipped(voorbeelden=False)
    regels = list(_cases(kennis))
    (KENNIS / "grenzen" / "randen.yaml").write_text(KOP + "".join(regels), encoding="utf-8")
    print(f"{len(regels)} cases")


def _cases(kennis: Kennis) -> Iterator[str]:
    gezien: dict[Lezing, set[tuple[str, date, str | None]]] = {lezing: set() for lezing in Lezing}
    for dag, scenarios in _days(kennis):
        standen = {lezing: kennis.in_force(dag, lezing, scenarios) for lezing in Lezing}
        nieuw: dict[Lezing, set[str]] = {}
        for lezing, stand in standen.items():
            # A rule that counts under both readings is shut out under both: the strict one says it.
            hier = {(r.id, r.geldig_vanaf, r.scenario) for r in stand.regels if lezing in (Lezing.STRENG, r.lezing)}
            nieuw[lezing] = {naam for naam, *_ in hier - gezien[lezing]}
            gezien[lezing] |= hier
        for feit in kennis.feiten.values():
            for cel in feit.cellen:
                feiten = {feit.naam: _value(feit, cel)}
                try:
                    invoer = read_facts(kennis, feiten)
                except InvoerFout:
                    continue
                staat = invoer.part(invoer.delen[0])
                bevonden = {lezing: interpret(stand, staat) for lezing, stand in standen.items()}
                niet = {
                    lezing: sorted(
                        r.id
                        for r, werkt, nog in zip(stand.regels, b.werkt, b.staat, strict=True)
                        if r.id in nieuw[lezing]
                        and werkt is nog is Klopt.NEE
                        and any(d.feit == feit.naam for d in r.als)
                    )
                    for (lezing, stand), b in zip(standen.items(), bevonden.values(), strict=True)
                }
                if any(niet.values()):
                    uitkomst = str(bevonden[Lezing.STRENG].uitkomst)
                    yield _yaml(
                        feit, cel, dag, scenarios, feiten, uitkomst, niet[Lezing.STRENG], niet[Lezing.REKKELIJK]
                    )


def _days(kennis: Kennis) -> Iterator[tuple[date, tuple[str, ...]]]:
    """Yield today, with each bill, and then days on which versions held that do not hold today."""
    yield PEILDATUM, ()
    for scenario in sorted(kennis.scenarios):
        yield PEILDATUM, (scenario,)
    for dag in sorted({r.geldig_tot for r in kennis.regels if r.geldig_tot and r.geldig_tot < PEILDATUM}, reverse=True):
        yield dag, ()


def _value(feit: Feit, cel: str) -> Any:
    if feit.soort == "getal":
        return int(cel.split("..")[0])
    if feit.soort == "datum":
        begin, _, einde = cel.partition("..")
        return begin or einde
    return [cel] if feit.soort == "meerkeuze" else cel


def _yaml(
    feit: Feit, cel: str, dag: date, scenarios: tuple[str, ...], feiten: dict[str, Any], uitkomst: str, niet: list[str],
    los: list[str],
) -> str:  # fmt: skip
    naam = "-".join(("rand", feit.naam, cel.replace("..", "-tot-"), dag.isoformat(), *scenarios)).replace("_", "-")
    waarde = feiten[feit.naam]
    tekst = f'"{waarde}"' if feit.soort == "datum" else f"[{cel}]" if isinstance(waarde, list) else waarde
    return (
        f"- id: {naam}\n  titel: Alleen bekend is {feit.naam}\n"
        f"  verhaal: Van de zaak is alleen het antwoord op deze ene vraag bekend.\n  op: {dag.isoformat()}\n"
        + (f"  scenarios: [{', '.join(scenarios)}]\n" if scenarios else "")
        + f"  feiten: {{{feit.naam}: {tekst}}}\n  uitkomst: {uitkomst}\n"
        + (f"  niet: [{', '.join(niet)}]\n" if niet else "")
        + (f"  rekkelijk_niet: [{', '.join(los)}]\n" if los else "")
    )


if __name__ == "__main__":
    main()
