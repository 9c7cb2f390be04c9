# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The phases in order, and what a step asks of the data."""

import pytest

from deelwijs.overleg.fasen import first_phase, may_go, next_phases, phase
from deelwijs.overleg.typen import FaseNaam, load_types

VOT = load_types()["vot"]


@pytest.mark.eis("O3")
@pytest.mark.parametrize("slug", load_types())
def test_a_case_begins_with_intake_and_can_always_be_closed(slug: str) -> None:
    o = load_types()[slug]
    assert first_phase(o).fase is FaseNaam.INTAKE
    for fase in o.fasen[:-1]:
        assert may_go(o, fase.fase, "afsluiting")
    assert next_phases(o, "afsluiting") == ()


@pytest.mark.eis("O3")
def test_a_step_asks_anew_drops_and_adds() -> None:
    plan, dicht = next_phases(VOT, "plan")[0], next_phases(VOT, "plan")[-1]
    assert plan.naar.fase is FaseNaam.MONITORING
    assert set(plan.vervalt) == {"gezin", "gezondheid"}
    assert set(plan.opnieuw) == {"identiteit", "onderwijs", "hulp_betrokken", "interventies_hulp"}
    assert plan.nieuw == ()
    assert dicht.naar.fase is FaseNaam.AFSLUITING


@pytest.mark.eis("O3")
@pytest.mark.parametrize("slug", load_types())
def test_every_category_is_asked_about_or_falls_away(slug: str) -> None:
    o = load_types()[slug]
    for fase in o.fasen:
        for stap in next_phases(o, fase.fase):
            assert set(stap.opnieuw) | set(stap.vervalt) == set(fase.categorieen)
            assert set(stap.opnieuw) | set(stap.nieuw) == set(stap.naar.categorieen)


@pytest.mark.eis("O3")
def test_after_evaluation_the_plan_can_be_made_anew_and_nothing_else_goes_back() -> None:
    assert may_go(VOT, "evaluatie", "plan")
    assert not may_go(VOT, "monitoring", "intake")
    assert not may_go(VOT, "intake", "plan")
    assert not may_go(load_types()["thuiszitterstafel"], "evaluatie", "plan")
    with pytest.raises(KeyError):
        phase(load_types()["thuiszitterstafel"], "plan")
