# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Every text on the ground it stands on, and every line that carries meaning, measured in light and in dark."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[1] / "static" / "ui" / "deelwijs.css"
TEKST, GROOT, LIJN = 4.5, 3.0, 3.0
GRONDEN = ["papier", "vlak", "zand"]
UITKOMSTEN = ["ja", "voorwaarden", "nee", "afweging", "onvolledig"]

PAREN = [
    *[(tekst, grond, TEKST) for tekst in ("inkt", "inkt-zacht") for grond in GRONDEN],
    *[(tekst, grond, TEKST) for tekst in ("actie", "actie-hover", "actie-vast") for grond in GRONDEN],
    ("inkt", "zand-diep", TEKST),
    ("actie-hover", "zand-diep", TEKST),
    *[(tekst, "actie-licht", TEKST) for tekst in ("inkt", "inkt-zacht", "actie", "actie-hover")],
    *[("op-actie", grond, TEKST) for grond in ("actie", "actie-hover", "actie-vast")],
    ("klei", "papier", TEKST),
    ("klei", "vlak", TEKST),
    *[(tekst, "voet", TEKST) for tekst in ("op-voet", "op-voet-zacht")],
    ("voet", "op-voet", TEKST),
    *[("op-sterk", sterk, TEKST) for sterk in UITKOMSTEN],
    *[(sterk, f"{sterk}-licht", TEKST) for sterk in UITKOMSTEN],
    *[(tekst, f"{sterk}-licht", TEKST) for sterk in UITKOMSTEN for tekst in ("inkt", "inkt-zacht")],
    *[(sterk, grond, TEKST) for sterk in UITKOMSTEN for grond in GRONDEN],
    *[(lijn, grond, LIJN) for lijn in ("rand", "focus", "klei") for grond in ("papier", "vlak")],
    ("actie", "actie-licht", LIJN),
]  # fmt: skip


def tokens() -> dict[str, tuple[str, str]]:
    """Return per colour its value in light and in dark."""
    css = TOKENS.read_text(encoding="utf-8")
    return {m[1]: (m[2], m[3]) for m in re.finditer(r"--dw-([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", css)}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself_knows_black_on_white_and_a_grey_that_just_fails() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("schema", [0, 1], ids=["licht", "donker"])
@pytest.mark.parametrize(("voor", "achter", "minst"), PAREN)
def test_a_text_can_be_read_on_its_ground(voor: str, achter: str, minst: float, schema: int) -> None:
    kleuren = tokens()
    assert contrast(kleuren[voor][schema], kleuren[achter][schema]) >= minst


def test_no_colour_is_left_unmeasured() -> None:
    decoration = {"lijn", "voet-lijn"}  # lines between rows: nothing is known by them alone
    measured = {naam for voor, achter, _ in PAREN for naam in (voor, achter)}
    assert set(tokens()) - decoration == measured
