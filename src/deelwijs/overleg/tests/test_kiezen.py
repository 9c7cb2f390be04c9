# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Choosing a type: from answers to reasons."""

import pytest

from deelwijs.overleg.kiezen import AANLEIDINGEN, PLEKKEN, Past, Vragen, advise
from deelwijs.overleg.typen import AANLEIDINGEN as BEKEND
from deelwijs.overleg.typen import PLEKKEN as PLAATSEN
from deelwijs.overleg.typen import load_types

ALLES = frozenset(load_types())


def best(vragen: Vragen) -> list[str]:
    return [a.type.slug for a in advise(load_types(), vragen, ALLES) if a.past is Past.JA]


@pytest.mark.eis("O1")
@pytest.mark.parametrize(
    ("vragen", "past"),
    [
        (Vragen("opvang", "hulp", aan_tafel="nee"), ["loket_voorschool"]),
        (Vragen("opvang", "hulp", aan_tafel="ja"), ["vot"]),
        (Vragen("po", "besluit"), ["loket_onderwijs"]),
        (Vragen("thuis", "verzuim", ("gemeente_leerplicht",)), ["thuiszitterstafel"]),
        (Vragen("mbo", "uitval", ("gemeente_rmc",), "ja"), ["mdo_zat", "onderwijsloket"]),
        (Vragen("uitstroom", "overgang", ("gemeente_werk_inkomen",)), ["uitstroomoverleg"]),
        (Vragen("vo", "hulp", ("jeugdhulpaanbieder",), "ja"), ["mdo_zat"]),
    ],
)
def test_answers_lead_to_the_type_that_the_sources_describe(vragen: Vragen, past: list[str]) -> None:
    assert best(vragen) == past


@pytest.mark.eis("O1")
@pytest.mark.parametrize("plek", PLEKKEN)
def test_there_is_a_type_for_every_place_and_none_for_another_place(plek: str) -> None:
    adviezen = advise(load_types(), Vragen(plek), ALLES)
    assert any(a.past is Past.JA for a in adviezen)
    assert all((a.past is Past.NEE) == (plek not in a.type.kiezen.plekken) for a in adviezen)


@pytest.mark.eis("O1")
def test_every_type_says_why_or_why_not() -> None:
    vragen = Vragen("vo", "verzuim", ("gemeente_leerplicht", "samenwerkingsverband"), "ja")
    for advies in advise(load_types(), vragen, ALLES):
        assert len(advies.waarom) + len(advies.waarom_niet) == 5


@pytest.mark.eis("C6", "O1")
def test_what_the_covenant_lacks_is_shown_as_such() -> None:
    adviezen = advise(load_types(), Vragen("opvang"), frozenset({"vot"}))
    assert {a.type.slug for a in adviezen if a.te_kiezen} == {"vot"}


def test_the_questions_and_the_files_use_the_same_words() -> None:
    assert tuple(PLEKKEN) == PLAATSEN
    assert tuple(AANLEIDINGEN) == BEKEND
