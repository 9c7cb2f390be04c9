# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Every component gives sound HTML, says what it means in words, and lets nothing of a user through as code."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from deelwijs.ui import stijl
from deelwijs.ui.tests.html import problems

VRAAG: dict[str, Any] = {"naam": "ontvanger", "vraag": "Met wie?", "uitleg": "Kies er een.", "opties": stijl.OPTIES}
FOUT = {"fout": "Kies met wie u wilt delen."}
ONDERDELEN: dict[str, list[dict[str, Any]]] = {
    "knop.html": [{"tekst": "Verder"}, {"tekst": "Terug", "url": "/", "soort": "tweede", "icoon": "arrow-left"}],
    "veld_keuze.html": [VRAAG, {**VRAAG, **FOUT, "kop": True, "los": stijl.WEET_NIET, "gekozen": "onbekend"}],
    "veld_meerkeuze.html": [VRAAG, {**VRAAG, **FOUT, "los": stijl.WEET_NIET, "gekozen": ["school_vo"]}],
    "veld_getal.html": [VRAAG, {**VRAAG, **FOUT, "kop": True, "waarde": "140", "eenheid": "jaar"}],
    "veld_tekst.html": [VRAAG, {**VRAAG, **FOUT, "regels": 4, "waarde": "iets"}],
    "veld_datum.html": [VRAAG, {**VRAAG, **FOUT, "dag": "31", "maand": "2", "jaar": "2009"}],
    "melding.html": [{"soort": s, "titel": "Kort", "tekst": "Lang"} for s in ("info", "goed", "waarschuwing", "fout")],
    "foutenoverzicht.html": [{"fouten": [{"veld": "", "tekst": "Er is iets."}]}, {"fouten": []}],
    "uitkomst.html": [{"uitkomst": u, "uitleg": t, "kop": True} for u, t in stijl.UITKOMSTEN],
    "uitkomst_klein.html": [{"uitkomst": u} for u, _ in stijl.UITKOMSTEN],
    "stappen.html": [{"stappen": stijl.STAPPEN}, {"stappen": stijl.STAPPEN, "kort": True}],
    "bron.html": [{"tekst": "Leerplichtwet, artikel 21a", "url": "/kennis/"}, {"tekst": "Convenant", "onzeker": True}],
    "checklist.html": [{"voorwaarden": stijl.VOORWAARDEN, "naam": "a"}],
    "broodkruimel.html": [{"kruimels": [{"tekst": "Kennis", "url": "/kennis/"}, {"tekst": "Hier"}]}],
    "details.html": [{"titel": "Waarom?", "tekst": "Daarom."}],
}  # fmt: skip
GEVALLEN = [(naam, context) for naam, contexts in ONDERDELEN.items() for context in contexts]


def render(naam: str, /, **context: Any) -> str:
    return " ".join(render_to_string(f"ui/{naam}", context).split())


@pytest.mark.parametrize(("naam", "gegevens"), GEVALLEN)
def test_a_component_gives_sound_html_with_a_label_for_every_field(naam: str, gegevens: dict[str, Any]) -> None:
    assert problems(render(naam, **gegevens)) == []


def test_the_look_at_html_sees_what_is_wrong() -> None:
    assert problems('<p id="a"><input id="a"></div>') == [
        "</div> closes what is not open",
        "id a stands there twice",
        "field a has no label",
    ]


@pytest.mark.parametrize(("naam", "gegevens"), GEVALLEN)
def test_words_of_a_user_stay_words(naam: str, gegevens: dict[str, Any]) -> None:
    evil = "\"><script>alert(1)</script>'"

    def poison(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: poison(v) for k, v in value.items()}
        if isinstance(value, list):
            return [poison(v) for v in value]
        return evil if isinstance(value, str) else value

    keep = {k: v for k, v in gegevens.items() if k in {"icoon", "icoon_na"}}
    html = render(naam, **{**poison(gegevens), **keep})
    assert "<script" not in html
    assert evil not in html


@pytest.mark.parametrize(
    ("uitkomst", "woorden"),
    [
        ("toegestaan", "Ja, dit mag"),
        ("toegestaan_onder_voorwaarden", "Ja, onder voorwaarden"),
        ("niet_toegestaan", "Nee, dit mag niet"),
        ("eigen_afweging", "U weegt dit zelf af"),
        ("onvolledig", "Nog niet te zeggen"),
    ],
)
def test_an_outcome_says_itself_in_words(uitkomst: str, woorden: str) -> None:
    assert f">{woorden}</h2>" in render("uitkomst.html", uitkomst=uitkomst).replace("> ", ">").replace(" <", "<")
    assert woorden in render("uitkomst_klein.html", uitkomst=uitkomst)


def test_no_two_outcomes_have_the_same_shape() -> None:
    shapes = {render("_vorm.html", uitkomst=uitkomst) for uitkomst, _ in stijl.UITKOMSTEN}
    assert len(shapes) == 5


def test_an_unknown_outcome_never_looks_like_a_yes() -> None:
    assert "Nog niet te zeggen" in render("uitkomst.html", uitkomst="ja_hoor")


def test_a_youth_is_not_told_to_weigh_it_alone() -> None:
    assert "De professional weegt dit zelf af" in render("uitkomst.html", uitkomst="eigen_afweging", publiek="jongere")


def test_steps_keep_their_order_and_say_their_state() -> None:
    html = render("stappen.html", stappen=stijl.STAPPEN)
    words = [
        "Praat met de jongere",
        "In orde",
        "Mag het van de wet?",
        "In orde",
        "Past het bij het doel?",
        "Niet in orde",
    ]
    words += ["Is het niet te veel?", "Nog niet bekend", "Kan het niet anders?", "Nog niet aan de beurt"]
    place = 0
    for word in words:
        place = html.index(word, place) + len(word)


def test_only_the_chosen_answer_is_chosen() -> None:
    assert render("veld_keuze.html", **VRAAG).count("checked") == 0
    html = render("veld_keuze.html", **VRAAG, gekozen="gemeente_leerplicht")
    assert html.count("checked") == 1
    assert 'value="gemeente_leerplicht" id="veld-ontvanger-2" checked' in html


def test_the_error_summary_leads_to_the_first_field_of_the_question() -> None:
    html = render("foutenoverzicht.html", fouten=[{"veld": "ontvanger", "tekst": "Kies."}])
    assert 'href="#veld-ontvanger"' in html
    assert "Er klopt iets niet" in html
    for veld in ("veld_keuze", "veld_meerkeuze", "veld_getal", "veld_tekst", "veld_datum"):
        assert 'id="veld-ontvanger"' in render(f"{veld}.html", **VRAAG)


def test_ticks_on_a_checklist_are_never_sent() -> None:
    assert " name=" not in render("checklist.html", voorwaarden=stijl.VOORWAARDEN, naam="a")
