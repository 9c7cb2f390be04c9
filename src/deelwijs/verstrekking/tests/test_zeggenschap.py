# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the provider agreed to is what was asked, and urgency is no way to leave people untold for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest import Mensen

from deelwijs.logboek.kring import in_kring
from deelwijs.verstrekking.actions import NietMogelijk, verstrek, voldoe, vraag_verder
from deelwijs.verstrekking.models import Verstrekking, Verzoek, Voorwaarde
from deelwijs.verstrekking.tests.geval import INHOUD_NODIG, OP, Geval, geval

pytestmark = pytest.mark.django_db
WOORDEN = "Dit is een zin met genoeg woorden om een reden te zijn."
LATER = OP + timedelta(hours=1)
NA_SPOED = OP + timedelta(hours=73)


@pytest.fixture
def g(mensen: Mensen) -> Geval:
    found = geval(mensen)
    for naam, niveau in (("dorien", "dat"), ("dorien", "wat"), ("anouk", "dat")):
        found.alles_in_orde(found.cel(naam, niveau))
    return found


def vraag(g: Geval, row: Verstrekking, soort: str, **rest: object) -> Verzoek:
    with in_kring(g.mensen.dorien.kring):
        return vraag_verder(verstrekking=row, soort=soort, motivering=WOORDEN, door=g.mensen.dorien, op=LATER, **rest)  # type: ignore[arg-type]


@pytest.mark.eis("D5")
@pytest.mark.parametrize(
    ("soort", "rest", "naar", "niveau"),
    [("inhoud", {}, "anouk", "dat"), ("doel", {"doel": "passende_plek"}, "dorien", "wat"),
     ("doorgeven", {"naar": "carla"}, "anouk", "dat")],
)  # fmt: skip
def test_another_gift_than_was_asked_grants_nothing(
    g: Geval, soort: str, rest: dict[str, object], naar: str, niveau: str
) -> None:
    """Convenant 3.4: each use is agreed to apart. A gift to somebody else is no answer to this question."""
    row = g.verstrek("dorien")
    if "naar" in rest:
        rest = {"naar": getattr(g.mensen, str(rest["naar"])).partij}
    asked = vraag(g, row, soort, **rest)
    bram = g.mensen.bram
    with in_kring(bram.kring):
        with pytest.raises(NietMogelijk) as no:
            verstrek(
                gevraagd=g.gevraagd(naar, niveau, niet_alleen_dat=INHOUD_NODIG), door=bram, op=LATER, verzoek=asked
            )
        assert no.value.soort == "al_besloten"
        assert Verzoek.objects.get(pk=asked.pk).status == Verzoek.GEVRAAGD
        assert Verstrekking.objects.count() == 1


@pytest.mark.eis("D5")
def test_the_gift_that_was_asked_for_somebody_else_grants_it(g: Geval) -> None:
    asked = vraag(g, g.verstrek("dorien"), "doorgeven", naar=g.mensen.anouk.partij)
    bram = g.mensen.bram
    with in_kring(bram.kring):
        verstrek(gevraagd=g.gevraagd("anouk"), door=bram, op=LATER, verzoek=asked)
        assert Verzoek.objects.get(pk=asked.pk).status == Verzoek.TOEGESTAAN


@pytest.mark.eis("D12")
def test_urgency_cannot_follow_upon_urgency_while_nobody_was_told(g: Geval) -> None:
    g.zeg("geinformeerd", "nee", g.cel("dorien", "dat"), op=OP + timedelta(minutes=1))
    reden = "Noor is vandaag thuis niet veilig, en de ouders zijn niet te bereiken."
    bram = g.mensen.bram
    first = g.verstrek("dorien", op=LATER, spoed=reden)
    with pytest.raises(NietMogelijk) as no:
        g.verstrek("dorien", op=NA_SPOED + timedelta(hours=1), spoed=reden)
    assert no.value.soort == "spoed_al_gebruikt"
    with in_kring(bram.kring):
        for duty in Voorwaarde.objects.filter(verstrekking=first, gedaan_op=None, eigenaar=bram.partij_id):
            voldoe(voorwaarde=duty, door=bram, op=NA_SPOED + timedelta(hours=1))
    assert g.verstrek("dorien", op=NA_SPOED + timedelta(hours=2), spoed=reden).spoed
