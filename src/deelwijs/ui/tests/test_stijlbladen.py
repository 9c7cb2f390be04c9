# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Colours stand in one file, what is vendored is what its makers gave, and nothing inline needs a weaker CSP."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from deelwijs.ui import stijl

UI = Path(__file__).parents[1]
STATIC = UI / "static" / "ui"
THEMA = UI.parents[2] / "tools" / "thema"
BLADEN = sorted(STATIC.glob("*.css"))
SJABLONEN = sorted((UI / "templates").rglob("*.html"))
KLEUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b(?=[^{]*;)|\b(?:rgb|rgba|hsl|hsla|oklch|lab)\(|:\s*(?:white|black|red|green|blue|gr[ae]y)\b"
)


def css(*namen: str) -> str:
    text = "\n".join((STATIC / naam).read_text(encoding="utf-8") for naam in namen)
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


@pytest.mark.parametrize("blad", [b for b in BLADEN if b.name != "deelwijs.css"], ids=lambda b: b.name)
def test_colours_stand_in_the_token_file_only(blad: Path) -> None:
    assert KLEUR.findall(css(blad.name)) == []


def test_the_search_for_colours_finds_the_ones_in_the_token_file() -> None:
    assert len(KLEUR.findall(css("deelwijs.css"))) > 50


@pytest.mark.parametrize("blad", ["basis.css", "formulier.css", "onderdelen.css", "druk.css"])
def test_every_token_that_our_own_sheets_read_exists(blad: str) -> None:
    alles = css(*[b.name for b in BLADEN])
    defined = set(re.findall(r"(--[\w-]+)\s*:", alles))
    assert set(re.findall(r"var\((--[\w-]+)\)", css(blad))) - defined == set()


@pytest.mark.parametrize("sjabloon", SJABLONEN, ids=lambda s: s.name)
def test_no_template_has_a_style_a_script_or_a_colour_inline(sjabloon: Path) -> None:
    html = sjabloon.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=[\"']|javascript:|https?://", html)
    assert not re.search(r"(?:fill|stroke)=\"(?!none)", html)


@pytest.mark.parametrize("sjabloon", SJABLONEN, ids=lambda s: s.name)
def test_every_icon_in_a_template_is_in_the_sprite(sjabloon: Path) -> None:
    asked = set(re.findall(r"{% icoon \"([\w-]+)\"", sjabloon.read_text(encoding="utf-8")))
    assert asked <= sprite()


def sprite() -> set[str]:
    return set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "iconen.svg").read_text(encoding="utf-8")))


def test_the_style_page_shows_the_whole_sprite() -> None:
    assert set(stijl.ICONEN) == sprite()


def test_what_is_vendored_is_unchanged_and_complete() -> None:
    herkomst = json.loads((STATIC / "HERKOMST.json").read_text(encoding="utf-8"))
    found = {naam: hashlib.sha256((UI / naam).read_bytes()).hexdigest() for naam in herkomst["bestanden"]}
    assert found == herkomst["bestanden"]
    fonts = {str(pad.relative_to(UI)) for pad in [*STATIC.glob("letters/*"), *UI.glob("fonts/*")]}
    assert fonts <= set(herkomst["bestanden"])


def test_every_vendored_package_names_its_version_and_an_open_licence() -> None:
    herkomst = json.loads((STATIC / "HERKOMST.json").read_text(encoding="utf-8"))
    wanted = json.loads((THEMA / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    named = {p["pakket"]: p["versie"] for p in herkomst["pakketten"]}
    assert named.items() >= wanted.items()
    for pakket in herkomst["pakketten"]:
        assert pakket["licentie"] in {"EUPL-1.2", "MIT", "OFL-1.1"}, pakket
        assert pakket["integriteit"].startswith("sha512-"), pakket


def test_the_lock_holds_hashes_and_no_address() -> None:
    lock = (THEMA / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "resolved" not in lock
    assert lock.count("sha512-") >= 30
