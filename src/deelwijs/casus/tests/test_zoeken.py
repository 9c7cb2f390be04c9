# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Names as they are compared, and who somebody is as it stands in an inbreng."""

from datetime import date

import pytest

from deelwijs.casus.persoon import Persoon, age, lees
from deelwijs.casus.zoeken import name_words, names_in


@pytest.mark.parametrize(
    ("naam", "words"),
    [
        ("Noor", ["noor"]),
        ("  NOOR  noor ", ["noor"]),
        ("Ayşe-Çelik", ["ayse", "celik"]),
        ("Daniël van 't Hof", ["daniel", "van", "t", "hof"]),
        ("Müller", ["muller"]),
        ("123 !", []),
        ("", []),
    ],
)
def test_a_name_is_compared_by_its_words(naam: str, words: list[str]) -> None:
    assert name_words(naam) == words


@pytest.mark.eis("B4", "D4")
@pytest.mark.parametrize(
    ("tekst", "said"),
    [
        ("Zorgen dat Noor weer komt.", True),
        ("NOOR moet terug.", True),
        ("Met het gezin Hof praten.", True),
        ("Van de jongere horen wat helpt.", False),
        ("De noorderzon en een hof.", False),
        ("", False),
    ],
)
def test_a_text_for_all_is_searched_for_the_name(tekst: str, said: bool) -> None:
    assert names_in(tekst, "Noor van der Hof") is said


@pytest.mark.parametrize(
    ("born", "dag", "years"),
    [
        (date(2012, 5, 17), date(2026, 5, 16), 13),
        (date(2012, 5, 17), date(2026, 5, 17), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2026, 1, 2), date(2026, 1, 1), -1),
    ],
)
def test_an_age_is_counted_in_whole_years(born: date, dag: date, years: int) -> None:
    assert age(born, dag) == years
    assert Persoon("Noor", born).leeftijd(dag) == years


def test_a_person_is_read_back_as_it_was_written() -> None:
    for person in (Persoon('Noor "N" Vlietstra', date(2012, 5, 17), "Oudvliet"), Persoon("Ada"), Persoon("张伟")):
        assert lees(person.as_text()) == person


@pytest.mark.parametrize(
    "tekst", ["", "Noor", "[]", "{}", '{"naam": ""}', '{"naam": 1, "geboortedatum": null, "woonplaats": ""}',
              '{"naam": "A", "geboortedatum": "gisteren", "woonplaats": ""}',
              '{"naam": "A", "geboortedatum": 5, "woonplaats": ""}',
              '{"naam": "A", "geboortedatum": null, "woonplaats": "", "bsn": "1"}'],
)  # fmt: skip
def test_what_is_no_person_is_refused(tekst: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json's own, or ours
        lees(tekst)
