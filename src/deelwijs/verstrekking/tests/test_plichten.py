# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Only a duty by law, or a right to report, goes around the provider: never an article about somebody's task."""

from __future__ import annotations

from datetime import date

import pytest

from deelwijs.overleg.kennis import kennisdeel
from deelwijs.toets.loader import load_shipped
from deelwijs.verstrekking.plichten import ALLE, _articles, duties_of

PEILDATUM = date(2026, 11, 21)


@pytest.mark.eis("D5")
def test_every_article_is_law_today_and_every_task_exists() -> None:
    kennis = load_shipped(voorbeelden=False)
    assert [a for a in _articles() if kennis.artikel(a, PEILDATUM) is None] == []
    assert frozenset().union(*_articles().values()) - {ALLE} <= set(kennisdeel().verstrekkers)


@pytest.mark.eis("D5")
@pytest.mark.parametrize(
    ("taak", "wel", "niet"),
    [("school_vo", "leerplichtwet:21a", "wvo-2020:2.41"), ("gemeente_jeugd", "jeugdwet:7.3.11-lid-4", "jeugdwet:2.3"),
     ("gemeente_jeugd", "wmo-2015:5.2.6", "leerplichtwet:21a"), ("samenwerkingsverband", "bw1:1.240", "wpo:18a-lid-2"),
     ("jeugdhulpaanbieder", "jeugdwet:7.4.0", "jeugdwet:7.3.11-lid-1")],
)  # fmt: skip
def test_a_task_is_bound_by_its_own_duties_alone(taak: str, wel: str, niet: str) -> None:
    assert wel in duties_of(taak)
    assert niet not in duties_of(taak)
