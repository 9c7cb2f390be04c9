# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The order of the phases, and what a step to the next one asks of every datum. Pure; the case carries it out."""

from __future__ import annotations

from dataclasses import dataclass

from deelwijs.overleg.typen import Fase, FaseNaam, Overlegtype


@dataclass(frozen=True, slots=True)
class Overstap:
    """A step to another phase. Nothing goes along by itself: each datum is asked after anew.

    `opnieuw`: still usable there, so its provider is asked whether it is needed and may be used further.
    `vervalt`: may not be used there. `nieuw`: may be brought in from then on.
    """

    naar: Fase
    opnieuw: tuple[str, ...]
    vervalt: tuple[str, ...]
    nieuw: tuple[str, ...]


def first_phase(overlegtype: Overlegtype) -> Fase:
    """Return the phase in which a case begins."""
    return overlegtype.fasen[0]


def phase(overlegtype: Overlegtype, naam: str) -> Fase:
    """Return a phase of this type by its name.

    :raises KeyError: when the type does not have it.
    """
    for fase in overlegtype.fasen:
        if fase.fase == naam:
            return fase
    raise KeyError(naam)


def next_phases(overlegtype: Overlegtype, fase: str) -> tuple[Overstap, ...]:
    """Return the steps that are possible from a phase: the next one, closing, and from evaluation back to the plan.

    :raises KeyError: when the type does not have this phase.
    """
    nu = phase(overlegtype, fase)
    rest = overlegtype.fasen[overlegtype.fasen.index(nu) + 1 :]
    stappen = list(rest[:1])
    if len(rest) > 1:
        stappen.append(rest[-1])
    if nu.fase is FaseNaam.EVALUATIE:
        stappen += [eerder for eerder in overlegtype.fasen if eerder.fase is FaseNaam.PLAN]
    return tuple(_step(nu, naar) for naar in stappen)


def may_go(overlegtype: Overlegtype, van: str, naar: str) -> bool:
    """Whether a case of this type may go from one phase to the other."""
    return any(stap.naar.fase == naar for stap in next_phases(overlegtype, van))


def _step(van: Fase, naar: Fase) -> Overstap:
    return Overstap(
        naar=naar,
        opnieuw=tuple(categorie for categorie in van.categorieen if categorie in naar.categorieen),
        vervalt=tuple(categorie for categorie in van.categorieen if categorie not in naar.categorieen),
        nieuw=tuple(categorie for categorie in naar.categorieen if categorie not in van.categorieen),
    )
