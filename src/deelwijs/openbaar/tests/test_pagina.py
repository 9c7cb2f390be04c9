# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The public page as a visitor's program sees it: questions, faults, changes, and the result."""

import re
from typing import Any

import pytest
from django.test import Client

from deelwijs.openbaar.tests.formulier import VRAAG, converse, fields, show_result
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import PUBLIEKEN, Lezing, Uitkomst, Voorbeeld
from deelwijs.ui.tests.html import problems

KENNIS = load_shipped()
MELDING = {
    "handeling": "delen",
    "verstrekker": "school_vo",
    "ontvanger": "gemeente_leerplicht",
    "categorie": ["verzuim", "gezondheid"],
    "doel": "verzuim_aanpakken",
    "niveau": "wat",
    "leeftijd": "15",
    "verzuim": "ongeoorloofd",
}


def sample() -> list[Voorbeeld]:
    """Return worked cases: the nine of the servicedocument, and one of each outcome in each file."""
    gekozen = [v for v in KENNIS.voorbeelden if v.id.startswith("casus-")]
    per_soort: dict[object, int] = {}
    for voorbeeld in KENNIS.voorbeelden:
        soort = (voorbeeld.bestand, voorbeeld.uitkomst)
        per_soort[soort] = per_soort.get(soort, 0) + 1
        if per_soort[soort] == 1:
            gekozen.append(voorbeeld)
    return gekozen


def of_outcome(uitkomst: str) -> Voorbeeld:
    return next(
        v for v in KENNIS.voorbeelden if v.uitkomst == uitkomst and v.feiten.get("handeling", "delen") == "delen"
    )


def start(client: Client, publiek: str = "professional", **rest: Any) -> Any:
    return client.post(VRAAG, {"doe": "begin", "publiek": publiek, **rest})


def carried(page: Any) -> dict[str, list[str]]:
    form: dict[str, list[str]] = {}
    for naam, waarde in page.context["velden"]:
        form.setdefault(naam, []).append(waarde)
    return form


@pytest.mark.eis("T21")
def test_the_page_gives_the_outcome_of_the_worked_cases(client: Client) -> None:
    voorbeelden = sample()
    assert {v.uitkomst for v in voorbeelden} == set(Uitkomst)
    for voorbeeld in voorbeelden:
        page = show_result(client, voorbeeld)
        assert page.status_code == 200
        assert page.context["uitkomst"] == voorbeeld.uitkomst, voorbeeld.id


@pytest.mark.eis("T1", "T21")
@pytest.mark.parametrize("publiek", PUBLIEKEN)
def test_a_conversation_ends_in_an_answer_without_asking_twice(client: Client, publiek: str) -> None:
    paginas = list(converse(client, MELDING, publiek))
    gesteld = [page.context["feit"].naam for page in paginas[:-1]]
    assert gesteld[0] == "handeling"
    assert len(gesteld) == len(set(gesteld))
    for page in paginas:
        assert page.status_code == 200
        assert problems(page.content.decode()) == []
    for page in paginas[:-1]:
        assert page.context["feit"].vraag[publiek] in page.content.decode().replace("&#x27;", "'")
        assert b"Dat weet ik niet" in page.content


@pytest.mark.eis("T1", "T16")
@pytest.mark.parametrize("uitkomst", [str(u) for u in Uitkomst])
@pytest.mark.parametrize("publiek", PUBLIEKEN)
def test_each_outcome_has_a_sound_page_in_the_words_of_who_asks(client: Client, uitkomst: str, publiek: str) -> None:
    page = show_result(client, of_outcome(uitkomst), publiek)
    html = page.content.decode()
    assert problems(html) == []
    assert page.context["uitkomst"] == uitkomst
    assert html.count("<h1") == 1
    inhoud = re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")])
    if publiek == "jongere":
        assert not re.search(r"\b[Uu]w?\b", inhoud), re.search(r".{60}\b[Uu]w?\b.{30}", inhoud)


def test_while_it_is_open_the_page_gives_the_range_and_the_questions(client: Client) -> None:
    page = show_result(client, of_outcome("onvolledig"))
    assert [kant["uitkomst"] for kant in page.context["bereik"]] != []
    assert page.context["vragen"]
    feit = page.context["vragen"][0]["feit"]
    vraag = client.post(VRAAG, {**carried(page), "doe": f"vraag:{feit}"})
    assert vraag.context["feit"].naam == feit


@pytest.mark.eis("T2")
def test_the_steps_fill_in_their_order_after_step_0(client: Client) -> None:
    page = show_result(client, of_outcome("toegestaan"))
    stappen = page.context["groepen"][0]["stappen"]
    assert [s["stap"] for s in stappen] == [
        "praat", "grondslag", "verbod", "doel", "proportionaliteit", "subsidiariteit", "plicht",
    ]  # fmt: skip
    assert [s["nummer"] for s in stappen if not s["zonder_nummer"]] == [0, 1, 2, 3, 4]
    grondslag = stappen[1]
    assert grondslag["resultaat"] == "ja"
    assert grondslag["regels"]
    assert all(regel["url"] for regel in grondslag["regels"])
    assert any(bron["url"] for regel in grondslag["regels"] for bron in regel["bronnen"])


@pytest.mark.eis("T16")
def test_a_no_says_why_and_what_would_help_and_gives_no_duties(client: Client) -> None:
    gezien = 0
    for voorbeeld in [v for v in KENNIS.voorbeelden if v.uitkomst == "niet_toegestaan"][::60]:
        page = show_result(client, voorbeeld)
        assert page.context["redenen"], voorbeeld.id
        if voorbeeld.feiten.get("handeling", "delen") == "delen" and not page.context["verschillend"]:
            assert page.context["voorwaarden"] == []
        gezien += any(
            weg["item"]["uitkomst"] in ("toegestaan", "toegestaan_onder_voorwaarden") for weg in page.context["hulp"]
        )
    assert gezien


@pytest.mark.eis("T18")
def test_where_readings_differ_both_are_shown_with_the_difference_in_words(client: Client) -> None:
    voorbeeld = next(v for v in KENNIS.voorbeelden if {*v.lezingen.values()} - {v.uitkomst})
    page = show_result(client, voorbeeld)
    lezingen = page.context["lezingen"]
    gezegd = {u["lezing"]: u["uitkomst"] for u in lezingen["uitkomsten"]}
    verwacht = {Lezing.STRENG: voorbeeld.uitkomst, **voorbeeld.lezingen}
    assert gezegd == {str(lezing): str(uitkomst) for lezing, uitkomst in verwacht.items()}
    assert lezingen["verschillen"]
    assert lezingen["verschillen"][0].rekkelijk in page.content.decode().replace("&#x27;", "'")


@pytest.mark.eis("T17")
def test_a_bill_is_counted_with_only_when_asked_and_then_says_so(client: Client) -> None:
    voorbeeld = next(v for v in KENNIS.voorbeelden if v.scenarios)
    assert "Dit is nog geen wet" in show_result(client, voorbeeld).content.decode()
    page = start(client, scenario=list(KENNIS.scenarios), dag_dag="1", dag_maand="3", dag_jaar="2024")
    assert page.content.decode().count("Dit is nog geen wet") == len(KENNIS.scenarios)
    assert "De regels van 01-03-2024" in page.content.decode()
    assert carried(page)["scenario"] == list(KENNIS.scenarios)
    assert carried(page)["peildatum"] == ["2024-03-01"]
    assert "nog geen wet" not in start(client).content.decode()


def test_what_rests_on_a_doubtful_source_is_marked(client: Client) -> None:
    for voorbeeld in KENNIS.voorbeelden[::40]:
        page = show_result(client, voorbeeld)
        bronnen = [
            b for g in page.context["groepen"] for s in g["stappen"] for r in s.get("regels", []) for b in r["bronnen"]
        ]
        if any(bron["onzeker"] for bron in bronnen):
            assert "(niet zeker)" in page.content.decode()
            return
    pytest.fail("no worked case rests on a doubtful source")


def test_an_answer_that_cannot_be_used_is_kept_and_explained(client: Client) -> None:
    begin = carried(start(client))
    page = client.post(VRAAG, {**begin, "vraag": "leeftijd", "antwoord": "140", "doe": "verder"})
    html = page.content.decode()
    assert page.context["feit"].naam == "leeftijd"
    assert "Vul een heel getal in van 0 tot en met 120." in html
    assert 'value="140"' in html
    assert "<title>Fout: " in html
    assert problems(html) == []
    leeg = client.post(VRAAG, {**begin, "vraag": "handeling", "doe": "verder"})
    assert "Kies een antwoord, of kies ‘Dat weet ik niet’." in leeg.content.decode()
    datum = {"antwoord_dag": "31", "antwoord_maand": "2", "antwoord_jaar": "2023"}
    page = client.post(VRAAG, {**begin, "vraag": "erkenning_datum", **datum, "doe": "verder"})
    assert "Deze datum bestaat niet." in page.content.decode()
    assert 'value="31"' in page.content.decode()


def test_the_way_in_explains_every_fault_and_keeps_what_was_filled_in(client: Client) -> None:
    page = client.post(VRAAG, {"doe": "begin", "dag_dag": "30", "dag_maand": "2", "dag_jaar": "2024", "lezing": "los"})
    html = page.content.decode()
    assert len(page.context["fouten"]) == 3
    assert 'value="30"' in html
    assert problems(html) == []
    oud = client.post(VRAAG, {"doe": "begin", "publiek": "ouder", "dag_dag": "1", "dag_maand": "1", "dag_jaar": "2001"})
    assert "vanaf 25 mei 2018" in oud.content.decode()


def test_going_back_shows_the_answer_and_going_on_keeps_the_rest(client: Client) -> None:
    page = start(client)
    for naam, antwoord in list(MELDING.items())[:4]:
        page = client.post(VRAAG, {**carried(page), "vraag": naam, "antwoord": antwoord, "doe": "verder"})
    feit = page.context["feit"].naam
    terug = client.post(VRAAG, {**carried(page), "vraag": feit, "doe": "vorige"})
    assert terug.context["feit"].naam == "categorie"
    assert terug.context["gekozen"] == ["verzuim", "gezondheid"]
    verder = client.post(VRAAG, {**carried(terug), "vraag": "categorie", "antwoord": ["verzuim"], "doe": "verder"})
    assert carried(verder)["a_categorie"] == ["verzuim"]
    assert verder.context["feit"].naam == feit
    eerste = client.post(VRAAG, {**carried(start(client)), "vraag": "handeling", "doe": "vorige"})
    assert (eerste.status_code, eerste["Location"]) == (302, "/")


def test_a_changed_answer_says_which_others_were_dropped(client: Client) -> None:
    page = show_result(client, next(v for v in KENNIS.voorbeelden if v.feiten.get("meldcode")))
    wijzig = client.post(VRAAG, {**carried(page), "doe": "vraag:ontvanger"})
    assert wijzig.context["gekozen_een"] == "veilig_thuis"
    na = client.post(VRAAG, {**carried(wijzig), "vraag": "ontvanger", "antwoord": "huisarts", "doe": "verder"})
    assert "Een deel van de antwoorden is gewist" in na.content.decode()
    assert KENNIS.feiten["meldcode"].vraag["professional"] in na.content.decode()
    assert "a_meldcode" not in carried(na)


def test_sending_the_same_form_twice_gives_the_same_page(client: Client) -> None:
    form = {**carried(start(client)), "vraag": "handeling", "antwoord": "delen", "doe": "verder"}
    assert client.post(VRAAG, form).content == client.post(VRAAG, form).content


def test_the_answer_now_takes_the_answer_on_the_page_along(client: Client) -> None:
    form = {**carried(start(client)), "vraag": "handeling", "doe": "antwoord"}
    assert client.post(VRAAG, form).context["uitkomst"] == "onvolledig"
    met = client.post(VRAAG, {**form, "antwoord": "datalek"})
    assert carried(met)["a_handeling"] == ["datalek"]


def test_other_questions_than_sharing_have_their_own_words(client: Client) -> None:
    for handeling, zinnen in KENNIS.zinnen["per_handeling"].items():
        assert set(zinnen["uitkomsten"]) == (set() if handeling == "delen" else {str(u) for u in Uitkomst})
    lek = next(v for v in KENNIS.voorbeelden if v.feiten.get("handeling") == "datalek" and v.uitkomst.mag)
    html = show_result(client, lek).content.decode()
    assert "Dit moet nu gebeuren" in html
    assert "Kan het niet lichter?" not in html


def test_the_colours_can_be_switched_without_losing_the_answers(client: Client) -> None:
    page = show_result(client, of_outcome("toegestaan"))
    html = page.content.decode()
    voet = html[html.index('class="dw-thema"') :]
    velden = re.findall(r'name="([^"]+)" value="([^"]*)"', voet[: voet.index("</form>")])
    form: dict[str, list[str]] = {}
    for naam, waarde in velden:
        form.setdefault(naam, []).append(waarde)
    form["thema"] = ["donker"]
    antwoord = client.post("/thema/", form)
    assert (antwoord.status_code, antwoord["Location"]) == (307, VRAAG)
    opnieuw = client.post(VRAAG, form)
    assert opnieuw.context["uitkomst"] == "toegestaan"
    assert carried(opnieuw) == fields(of_outcome("toegestaan"))
    assert 'data-thema="donker"' in opnieuw.content.decode()
