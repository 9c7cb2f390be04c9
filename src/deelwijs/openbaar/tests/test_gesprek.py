# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The conversation that a form carries: read, changed, pruned, and never more than the toets knows."""

from datetime import date

import pytest
from django.http import QueryDict

from deelwijs.openbaar.antwoord import WEET_NIET, as_fact, as_texts, in_words, missing, read_answer
from deelwijs.openbaar.gesprek import Gesprek, GesprekFout, facts, judge, known, next_question, prune, read
from deelwijs.openbaar.tests.formulier import fields
from deelwijs.toets.invoer import read_facts
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import PUBLIEKEN, Lezing

KENNIS = load_shipped()
DAG = date(2026, 11, 22)


def form(**velden: str | list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for naam, waarden in velden.items():
        data.setlist(naam, waarden if isinstance(waarden, list) else [waarden])
    return data


def gesprek(**antwoorden: str | list[str]) -> Gesprek:
    lijsten = {naam: waarde if isinstance(waarde, list) else [waarde] for naam, waarde in antwoorden.items()}
    return Gesprek("professional", DAG, antwoorden=lijsten)


@pytest.mark.eis("T21")
def test_every_worked_case_comes_through_the_form_as_it_went_in() -> None:
    for voorbeeld in KENNIS.voorbeelden:
        terug = read(KENNIS, form(**fields(voorbeeld)), DAG)
        assert terug.peildatum == voorbeeld.op
        assert terug.scenarios == voorbeeld.scenarios
        rechtstreeks = read_facts(KENNIS, voorbeeld.feiten)
        assert known(KENNIS, terug).staat == rechtstreeks.staat, voorbeeld.id
        assert known(KENNIS, terug).delen == rechtstreeks.delen, voorbeeld.id


def test_what_is_read_is_what_was_carried() -> None:
    heen = gesprek(handeling="delen", categorie=["verzuim", "identiteit"], leeftijd="15", geheim=WEET_NIET)
    data = QueryDict(mutable=True)
    for naam, waarde in heen.fields():
        data.appendlist(naam, waarde)
    assert read(KENNIS, data, date(2030, 1, 1)) == heen


@pytest.mark.parametrize(
    ("velden", "zegt"),
    [
        ({}, "wie de vraag stelt"),
        ({"publiek": "rechter"}, "wie de vraag stelt"),
        ({"publiek": "ouder", "peildatum": "2023-02-30"}, "geen bestaande datum"),
        ({"publiek": "ouder", "peildatum": "2001-01-01"}, "vanaf 25 mei 2018"),
        ({"publiek": "ouder", "lezing": "vrij"}, "lezing"),
        ({"publiek": "ouder", "scenario": "morgen"}, "wetsvoorstel"),
        ({"publiek": "ouder", "a_schoenmaat": "43"}, "kent de toets niet"),
        ({"publiek": "ouder", "a_verstrekker": "Anouk"}, "kent de toets niet"),
        ({"publiek": "ouder", "a_leeftijd": "-1"}, "kent de toets niet"),
        ({"publiek": "ouder", "a_leeftijd": "9" * 5000}, "kent de toets niet"),
        ({"publiek": "ouder", "a_leeftijd": ["1", "2"]}, "kent de toets niet"),
        ({"publiek": "ouder", "a_categorie": [WEET_NIET, "bsn"]}, "kent de toets niet"),
        ({"publiek": "ouder", "a_erkenning_datum": "2023-02-30"}, "kent de toets niet"),
        ({"publiek": "ouder", "a_handeling": "bewaren", "a_verstrekker": "school_vo"}, "past niet"),
    ],
)
def test_a_form_that_this_page_did_not_make_is_refused_in_one_line(velden: dict, zegt: str) -> None:
    with pytest.raises(GesprekFout, match=zegt) as gevangen:
        read(KENNIS, form(**velden), DAG)
    assert "\n" not in str(gevangen.value)
    assert "Anouk" not in str(gevangen.value), "what somebody typed is not repeated"


def test_a_changed_answer_keeps_its_place_and_drops_only_what_no_longer_fits() -> None:
    voor = gesprek(handeling="delen", verstrekker="school_vo", ontvanger="veilig_thuis", meldcode="alle", leeftijd="15")
    na, weg = prune(KENNIS, voor.with_answer("ontvanger", ["huisarts"]))
    assert list(na.antwoorden) == ["handeling", "verstrekker", "ontvanger", "leeftijd"]
    assert weg == ("meldcode",)
    anders, weg = prune(KENNIS, voor.with_answer("handeling", ["datalek"]))
    assert list(anders.antwoorden) == ["handeling", "leeftijd"]
    assert set(weg) == {"verstrekker", "ontvanger", "meldcode"}
    assert prune(KENNIS, voor) == (voor, ())


def test_a_question_is_put_once_and_only_while_it_can_change_the_answer() -> None:
    nu = gesprek()
    gesteld = []
    while (feit := next_question(KENNIS, nu)) is not None:
        gesteld.append(feit.naam)
        nu = nu.with_answer(feit.naam, [WEET_NIET])
    assert gesteld == list(dict.fromkeys(gesteld))
    assert gesteld[0] == "handeling"
    klaar = gesprek(handeling="beveiliging", kanaal="chatapp", niveau="wat")
    assert next_question(KENNIS, klaar) is None
    assert judge(KENNIS, klaar).uitkomst == "niet_toegestaan"


def test_before_goes_back_through_the_answers_to_the_first() -> None:
    nu = gesprek(handeling="delen", verstrekker="school_vo")
    assert nu.before("ontvanger") == nu.before(None) == "verstrekker"
    assert nu.before("verstrekker") == "handeling"
    assert nu.before("handeling") is None
    assert [nu.number(naam) for naam in ("handeling", "verstrekker", "ontvanger")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("naam", "velden", "waarden", "fout"),
    [
        ("leeftijd", {"antwoord": " 15 "}, ["15"], ""),
        ("leeftijd", {"antwoord": "-1"}, [], "Vul een heel getal in van 0 tot en met 120."),
        ("leeftijd", {"antwoord": "140"}, [], "Vul een heel getal in van 0 tot en met 120."),
        ("leeftijd", {"antwoord": "vijftien"}, [], "Vul een heel getal in van 0 tot en met 120."),
        ("leeftijd", {"antwoord": "١٥"}, [], "Vul een heel getal in van 0 tot en met 120."),
        ("leeftijd", {"antwoord": "12..15"}, [], "Vul een heel getal in van 0 tot en met 120."),
        ("leeftijd", {}, [], ""),
        ("leeftijd", {"antwoord": "x", "doe": WEET_NIET}, [WEET_NIET], ""),
        (
            "erkenning_datum",
            {"antwoord_dag": "1", "antwoord_maand": "mrt", "antwoord_jaar": "2023"},
            ["2023-03-01"],
            "",
        ),
        (
            "erkenning_datum",
            {"antwoord_dag": "31", "antwoord_maand": "2", "antwoord_jaar": "2023"},
            [],
            "Deze datum bestaat",
        ),
        ("handeling", {"antwoord": "delen"}, ["delen"], ""),
        ("handeling", {"antwoord": WEET_NIET}, [WEET_NIET], ""),
        ("handeling", {"antwoord": ["delen", "bewaren"]}, [], "Dit antwoord staat niet in de lijst"),
        ("handeling", {"antwoord": "stelen"}, [], "Dit antwoord staat niet in de lijst"),
        ("categorie", {"antwoord": ["bsn", "adres", "bsn"]}, ["bsn", "adres"], ""),
        ("categorie", {"antwoord": ["bsn", WEET_NIET]}, [], "Niet allebei"),
    ],
)
def test_an_answer_is_read_or_gets_one_sentence(naam: str, velden: dict, waarden: list[str], fout: str) -> None:
    gelezen, zin = read_answer(KENNIS.feiten[naam], form(**velden))
    assert gelezen == waarden
    assert zin.startswith(fout) if fout.startswith("De") else fout in zin
    assert bool(zin) == bool(fout)


def test_every_question_has_a_sentence_for_no_answer() -> None:
    assert {missing(feit) for feit in KENNIS.feiten.values()} == {
        "Kies een antwoord, of kies ‘Dat weet ik niet’.",
        "Vul een getal in, of kies ‘Dat weet ik niet’.",
        "Vul een datum in, of kies ‘Dat weet ik niet’.",
    }


@pytest.mark.parametrize(
    ("naam", "waarde", "teksten", "woorden"),
    [
        ("leeftijd", 15, ["15"], "15"),
        ("leeftijd", {"vanaf": 12, "tot_en_met": 15}, ["12..15"], "12 tot en met 15"),
        ("leeftijd", {"tot_en_met": 11}, ["..11"], "tot en met 11"),
        ("leeftijd", None, [WEET_NIET], "Dat weet ik niet"),
        ("ots", True, ["ja"], "ja"),
        ("erkenning_datum", "2023-01-01", ["2023-01-01"], "01-01-2023"),
        ("erkenning_datum", {"vanaf": "2023-01-01"}, ["2023-01-01.."], "vanaf 01-01-2023"),
        ("verstrekker", {"een_van": ["huisarts", "politie"]}, ["huisarts", "politie"], "huisarts of politie"),
        ("categorie", ["bsn"], ["bsn"], "burgerservicenummer (BSN)"),
    ],
)
def test_an_answer_has_one_shape_in_the_form_and_one_on_the_screen(naam, waarde, teksten, woorden) -> None:  # type: ignore[no-untyped-def]
    feit = KENNIS.feiten[naam]
    assert as_texts(feit, waarde) == teksten
    assert read_facts(KENNIS, {naam: as_fact(feit, teksten)}).staat == read_facts(KENNIS, {naam: waarde}).staat
    assert in_words(KENNIS, naam, teksten) == woorden


@pytest.mark.parametrize("publiek", PUBLIEKEN)
def test_who_asks_reads_an_own_wording(publiek: str) -> None:
    eigen = {"professional": "de jongere zelf", "ouder": "uw kind zelf", "jongere": "ik zelf"}
    assert in_words(KENNIS, "ontvanger", ["jongere"], publiek) == eigen[publiek]
    teksten = [feit.vraag[publiek] + feit.help_text(publiek) for feit in KENNIS.feiten.values()]
    teksten += [feit.words(a, publiek) for feit in KENNIS.feiten.values() for a in feit.antwoorden]
    if publiek == "jongere":
        assert [tekst for tekst in teksten if set(tekst.split()) & {"u", "U", "uw", "Uw"}] == []
    if publiek == "professional":
        assert [tekst for tekst in teksten if set(tekst.split()) & {"je", "Je", "jij", "jouw", "jou"}] == []


def test_each_answer_of_a_long_list_stands_below_one_heading() -> None:
    for feit in KENNIS.feiten.values():
        if len(feit.antwoorden) > 12:
            assert sorted(a for leden in feit.rubrieken.values() for a in leden) == sorted(feit.antwoorden)


def test_the_reading_travels_along() -> None:
    data = form(publiek="professional", lezing="rekkelijk")
    assert read(KENNIS, data, DAG).lezing is Lezing.REKKELIJK
    assert dict(read(KENNIS, data, DAG).fields())["lezing"] == "rekkelijk"
    assert facts(KENNIS, gesprek(leeftijd=WEET_NIET)) == {"leeftijd": None}
