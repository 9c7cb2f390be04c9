# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A casus to test with: Bram opens an MDO about Noor, whose name and marks are found nowhere they do not belong."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from conftest import Mensen

from deelwijs.casus.actions import antwoord_op_uitnodiging
from deelwijs.casus.models import Betrokkene, Casus, Deelname
from deelwijs.casus.persoon import Persoon
from deelwijs.casus.schrijven import Gegeven
from deelwijs.logboek.kring import in_kring
from deelwijs.overleg.actions import Start, nodig_uit, open_casus, verklaar
from deelwijs.partij.models import Medewerker

OP = datetime(2026, 11, 2, 10, tzinfo=UTC)
LATER = datetime(2026, 11, 3, 10, tzinfo=UTC)
NOOR = Persoon("Noor Vlietstra-Çelik", date(2012, 5, 17), "Oudvliet")
MERK = "merkteken-hulpvraag"
BASIS = {
    "school_vo": "wvo-2020:8.9-8.12",
    "jeugdgezondheidszorg": "wpg-gezondheid:5",
    "gemeente_jeugd": "jeugdwet:2.3",
    "gemeente_leerplicht": "leerplichtwet:16-lid-1",
    "samenwerkingsverband": "wpo:18a-lid-2",
}


def start(**changes: Any) -> Start:
    """What Bram fills in."""
    usual = Start(
        overlegtype="mdo_zat",
        doel="stagnatie_voorkomen",
        doel_tekst="Samen zorgen dat de jongere weer alle lessen volgt.",
        hulpvraag=Gegeven("onderwijs", "Vraag om mee te denken", f"Noor mist lessen. {MERK}", "gesprek met de mentor"),
        jongere=NOOR,
        herkomst="eigen leerlingadministratie",
        verantwoordelijkheid="De school begeleidt de jongere en houdt het plan bij.",
        grondslag="wvo-2020:8.9-8.12",
    )
    return replace(usual, **changes)


def opened(door: Medewerker, *, token: UUID | None = None, op: datetime = OP, **changes: Any) -> Casus:
    """A casus, opened by somebody."""
    with in_kring(door.kring):
        return open_casus(start=start(**changes), token=token or uuid4(), door=door, op=op)


def invited(casus: Casus, wie: Medewerker, door: Medewerker, op: datetime = OP) -> Deelname:
    """The invitation to somebody's party for that person's task, as who answers it sees it."""
    assert wie.taak is not None
    with in_kring(door.kring):
        nodig_uit(casus=casus, partij=wie.partij, taak=wie.taak.soort, door=door, op=op)
    with in_kring(wie.kring):
        return Deelname.objects.visible_to(wie).get(
            casus=casus, partij=wie.partij, taak=wie.taak.soort, status="uitgenodigd"
        )


def joined(casus: Casus, wie: Medewerker, door: Medewerker, *, declared: bool = True) -> Deelname:
    """Somebody's seat in a casus, invited by `door`, with the declaration given."""
    seat = invited(casus, wie, door)
    with in_kring(wie.kring):
        seat = antwoord_op_uitnodiging(deelname=seat, wie=wie, reden="", door=wie, op=OP)
        if declared:
            seat = verklaar(
                casus=casus, verantwoordelijkheid="Wij denken mee.", grondslag=BASIS[seat.taak], door=wie, op=OP
            )
    return seat


def jongere(casus: Casus, door: Medewerker) -> Betrokkene:
    """The place of the youth, as somebody with a part in the casus sees it."""
    with in_kring(door.kring):
        return Betrokkene.objects.get(casus=casus, relatie=Betrokkene.JONGERE)


def everyone(mensen: Mensen) -> list[Medewerker]:
    """All people of the tests."""
    return [
        getattr(mensen, name)
        for name in ("anouk", "bram", "carla", "dorien", "emre", "fatima", "gerda", "hugo", "ilse")
    ]
