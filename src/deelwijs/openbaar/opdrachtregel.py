# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The command line. Exit codes: 0 an answer, 1 a check failed, 2 unusable input (then nothing stands on stdout).

Knows no Django, so that it answers at once. The only place of the toets where the clock is read.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from deelwijs.openbaar import tekst
from deelwijs.openbaar.invoer import BestandFout, read_document, shown
from deelwijs.openbaar.ontleder import Gebruiksfout, build
from deelwijs.openbaar.zaak import OngeldigeZaak, Zaak, judge, read_cases, unknown_scenario
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Kennis, Lezing
from deelwijs.toets.velden import KennisFout

ANTWOORD, MISLUKT, ONBRUIKBAAR = 0, 1, 2
ZONDER_BESTAND = (
    "Noem een bestand (of - voor standaardinvoer). Zonder bestand stelt het programma vragen, in een terminal."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Do one command and return its exit code; never raises for what a user does."""
    for stroom in (sys.stdin, sys.stdout, sys.stderr):
        # A lone surrogate or an old locale must not break an answer halfway.
        if hasattr(stroom, "reconfigure"):
            stroom.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read the answer had enough of it. Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANTWOORD
    except KeyboardInterrupt:
        sys.stderr.write("\nGestopt.\n")
        return 130


def _run(argv: Sequence[str]) -> int:
    try:
        keuzes = build().parse_args(argv)
        gevallen = keuzes.opdracht in ("voorbeelden", "kennis")
        kennis = load_shipped(voorbeelden=gevallen, grenzen=gevallen)
        return _OPDRACHTEN[keuzes.opdracht](kennis, keuzes)
    except SystemExit as einde:  # --help
        return int(einde.code or 0)
    except KennisFout as fout:
        return _complain([str(regel) for regel in fout.fouten], MISLUKT)
    except (BestandFout, Gebruiksfout) as fout:
        return _complain([str(fout)])


def _complain(regels: Sequence[str], code: int = ONBRUIKBAAR) -> int:
    for regel in regels:
        sys.stderr.write(f"{regel}\n")
    return code


def _say(regel: str) -> None:
    sys.stdout.write(f"{regel}\n")


def _show(waarde: Any) -> None:
    _say(json.dumps(waarde, ensure_ascii=False, indent=2))


# -- toets


def _toets(kennis: Kennis, keuzes: argparse.Namespace) -> int:
    lezing = Lezing(keuzes.lezing) if keuzes.lezing else None
    scenarios = _scenarios(kennis, keuzes)
    if keuzes.bestand is None:
        if not sys.stdin.isatty():
            return _complain([ZONDER_BESTAND])
        from deelwijs.openbaar.vraaggesprek import interview

        zaak = Zaak({}, keuzes.peildatum or date.today(), lezing, scenarios)  # noqa: DTZ011 the user's own day
        return interview(kennis, zaak, als_json=keuzes.json)
    document = read_document(keuzes.bestand)
    try:
        zaken = read_cases(kennis, document)
    except OngeldigeZaak as fout:
        naam = shown(keuzes.bestand)
        return _complain([f"{naam}:{f.lijn}: {f}" if f.lijn else f"{naam}: {f}" for f in fout.fouten])
    vandaag = date.today()  # noqa: DTZ011 the user's own day
    oordelen = [
        judge(
            kennis,
            Zaak(
                feiten=zaak.feiten,
                peildatum=keuzes.peildatum or zaak.peildatum or vandaag,
                lezing=lezing or zaak.lezing,
                scenarios=scenarios or zaak.scenarios,
            ),
        ).as_dict()
        for zaak in zaken
    ]
    if keuzes.json:
        _show(oordelen if isinstance(document, list) else oordelen[0])
    else:
        for nummer, oordeel in enumerate(oordelen, start=1):
            kop = f"Geval {nummer}" if isinstance(document, list) else ""
            _say(tekst.render(kennis, oordeel, kop))
    return ANTWOORD


def _scenarios(kennis: Kennis, keuzes: argparse.Namespace) -> tuple[str, ...]:
    for naam in keuzes.scenario or ():
        if naam not in kennis.scenarios:
            raise Gebruiksfout(unknown_scenario(kennis, naam))
    return tuple(dict.fromkeys(keuzes.scenario or ()))


# -- the knowledge


def _feiten(kennis: Kennis, keuzes: argparse.Namespace) -> int:
    if keuzes.json:
        _show(tekst.facts(kennis))
    else:
        _say(tekst.render_facts(kennis))
    return ANTWOORD


def _voorbeelden(kennis: Kennis, keuzes: argparse.Namespace) -> int:
    from deelwijs.toets.voorbeelden import by_law, failures

    onbekend = [naam for naam in keuzes.ids if naam not in {v.id for v in kennis.voorbeelden}]
    if onbekend:
        return _complain([f"Onbekend voorbeeld {naam!r}." for naam in onbekend])
    gekozen = [v for v in kennis.voorbeelden if not keuzes.ids or v.id in keuzes.ids]
    # Those under the same law together: what is worked out for the one then serves the other.
    fouten_van = {v.id: failures(kennis, v) for v in by_law(gekozen)}
    uitslag = [(v, fouten_van[v.id]) for v in gekozen]
    goed = sum(not fouten for _, fouten in uitslag)
    if keuzes.json:
        _show(
            {
                "goed": goed,
                "aantal": len(uitslag),
                "voorbeelden": [
                    {"id": v.id, "titel": v.titel, "goed": not fouten, "verschillen": fouten} for v, fouten in uitslag
                ],
            }
        )
    else:
        for voorbeeld, fouten in uitslag:
            if fouten:
                _say(tekst.render_failure(voorbeeld, fouten))
        _say(f"{goed} van {len(uitslag)}")
    return ANTWOORD if goed == len(uitslag) else MISLUKT


def _kennis(kennis: Kennis, keuzes: argparse.Namespace) -> int:
    from deelwijs.toets.controle import controle

    rapport = controle(kennis, keuzes.peildatum or date.today())  # noqa: DTZ011 the user's own day
    if keuzes.json:
        _show(rapport.as_dict())
    else:
        _say(rapport.as_text())
    return MISLUKT if rapport.gebreken else ANTWOORD


def _gevolg(kennis: Kennis, keuzes: argparse.Namespace) -> int:
    from deelwijs.openbaar.populatie import read_population
    from deelwijs.toets.gevolg import gevolg

    scenarios = _scenarios(kennis, keuzes)
    try:
        populatie = read_population(kennis, keuzes.populatie)
    except OngeldigeZaak as fout:
        naam = shown(keuzes.populatie)
        return _complain([f"{naam}:{f.lijn}: {f.boodschap}" if f.lijn else f"{naam}: {f}" for f in fout.fouten])
    peildatum = keuzes.peildatum or date.today()  # noqa: DTZ011 the user's own day
    vergelijking = gevolg(kennis, populatie, peildatum, scenarios, Lezing(keuzes.lezing or Lezing.STRENG))
    if keuzes.json:
        _show(vergelijking.as_dict())
    else:
        _say(tekst.render_impact(kennis, vergelijking))
    return ANTWOORD


_OPDRACHTEN: dict[str, Callable[[Kennis, argparse.Namespace], int]] = {
    "toets": _toets,
    "feiten": _feiten,
    "voorbeelden": _voorbeelden,
    "kennis": _kennis,
    "gevolg": _gevolg,
}
