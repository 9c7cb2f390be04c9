# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The word list says what the code says, and the page of words is written from it."""

import runpy
from pathlib import Path

from deelwijs.toets.loader import load_shipped

ROOT = Path(__file__).resolve().parents[1]


def test_the_page_of_words_is_up_to_date() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "begrippen.py"))
    assert tool["PAGE"].read_text(encoding="utf-8") == tool["page"](), "draai: .venv/bin/python tools/begrippen.py"


def test_a_word_stands_once_and_an_old_name_is_no_word_of_its_own() -> None:
    woorden = load_shipped(voorbeelden=False).woorden
    namen = [woord["woord"].casefold() for woord in woorden]
    assert len(namen) == len(set(namen))
    ook = [ander.casefold() for woord in woorden for ander in woord.get("ook", ())]
    assert not set(namen) & set(ook)


def test_facts_and_answers_that_a_word_names_exist() -> None:
    kennis = load_shipped(voorbeelden=False)
    bekend = set(kennis.feiten) | set(kennis.begrippen)
    bekend |= {antwoord for feit in kennis.feiten.values() for antwoord in feit.antwoorden}
    klein = [w["code"] for w in kennis.woorden if "code" in w and w["code"].islower()]
    soorten = {"verbod", "doorbreking", "plicht", "grondslag", "proportionaliteit", "subsidiariteit"}
    vast = {"eigen_afweging", "peildatum"}
    assert [code for code in klein if code not in bekend | soorten | vast] == []
