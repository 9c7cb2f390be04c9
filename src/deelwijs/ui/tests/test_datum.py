# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deelwijs.ui.datum import DatumFout, read_datum


def typed(dag: str, maand: str, jaar: str) -> dict[str, str]:
    return {"geboren_dag": dag, "geboren_maand": maand, "geboren_jaar": jaar}


@pytest.mark.parametrize("maand", ["3", "03", "mrt", "maart", "Maart"])
def test_a_month_may_be_a_number_or_a_name(maand: str) -> None:
    assert read_datum(typed("27", maand, " 2009 "), "geboren") == date(2009, 3, 27)


def test_three_empty_fields_are_no_date_and_no_error() -> None:
    assert read_datum({}, "geboren") is None


@pytest.mark.parametrize(
    ("dag", "maand", "jaar", "zin"),
    [
        ("31", "2", "2009", "bestaat niet"),
        ("0", "1", "2009", "bestaat niet"),
        ("1", "x", "2009", "bestaat niet"),
        ("１", "1", "2009", "bestaat niet"),
        ("1", "1", "0000", "bestaat niet"),
        ("1", "1", "09", "vier cijfers"),
        ("", "1", "2009", "Vul ook de dag in."),
        ("", "", "2009", "Vul ook de dag en de maand in."),
    ],
)
def test_what_is_no_date_gets_one_sentence(dag: str, maand: str, jaar: str, zin: str) -> None:
    with pytest.raises(DatumFout, match=re.escape(zin)):
        read_datum(typed(dag, maand, jaar), "geboren")


@given(st.text(max_size=6), st.text(max_size=12), st.text(max_size=6))
def test_any_text_gives_a_date_nothing_or_the_error(dag: str, maand: str, jaar: str) -> None:
    try:
        assert read_datum(typed(dag, maand, jaar), "geboren") is None or len(jaar.strip()) == 4
    except DatumFout:
        assert dag.strip() or maand.strip() or jaar.strip()
