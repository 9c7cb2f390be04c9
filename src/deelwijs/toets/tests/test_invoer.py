# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What someone says becomes a state, or one clear line per fault; nothing is assumed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deelwijs.toets import strict_yaml
from deelwijs.toets.invoer import ALLES, InvoerFout, read_facts
from deelwijs.toets.loader import load, load_shipped
from deelwijs.toets.model import Kennis
from deelwijs.toets.strict_yaml import YamlFout
from deelwijs.toets.tests.boekje import BOEKJE, as_bytes


@pytest.fixture(scope="module")
def kennis() -> Kennis:
    return load(as_bytes(BOEKJE))


def faults(kennis: Kennis, gegeven: Any) -> list[tuple[str, str]]:
    with pytest.raises(InvoerFout) as fout:
        read_facts(kennis, gegeven)
    assert len(str(fout.value).splitlines()) == len(fout.value.fouten), "one line each"
    return fout.value.fouten


REFUSALS: list[tuple[Any, str, str]] = [
    # the issue's own list
    ({"kleur": "rood"}, "kleur", "Onbekend feit."),
    ({"verstrekker": "bakker"}, "verstrekker", "Onbekend antwoord 'bakker'."),
    ({"verstrekker": 5}, "verstrekker", "Onbekend antwoord 5."),
    ({"leeftijd": "vijftien"}, "leeftijd", "Verwacht een heel getal, geen 'vijftien'."),
    ({"leeftijd": 15.5}, "leeftijd", "Verwacht een heel getal, geen 15.5."),
    ({"leeftijd": True}, "leeftijd", "Verwacht een heel getal, geen True."),
    ({"leeftijd": -1}, "leeftijd", "-1 ligt buiten 0 tot en met 120."),
    ({"leeftijd": 140}, "leeftijd", "140 ligt buiten 0 tot en met 120."),
    ({"sinds": "2023-02-30"}, "sinds", "'2023-02-30' is geen bestaande datum (jjjj-mm-dd)."),
    ({"sinds": "gisteren"}, "sinds", "'gisteren' is geen bestaande datum (jjjj-mm-dd)."),
    ({"sinds": 2023}, "sinds", "Verwacht een datum (jjjj-mm-dd), geen 2023."),
    # the rest
    ({5: "x"}, "5", "Onbekend feit."),
    ({None: "x"}, "None", "Onbekend feit."),
    ({"x" * 500: 1}, "x" * 60, "Onbekend feit."),
    ({"oud_genoeg": "ja"}, "oud_genoeg", "Onbekend feit."),
    ({"geinformeerd": "misschien"}, "geinformeerd", "Onbekend antwoord 'misschien'."),
    ({"geinformeerd": 1}, "geinformeerd", "Onbekend antwoord 1."),
    ({"geinformeerd": {}}, "geinformeerd", "Onbekend antwoord {}."),
    ({"verstrekker": ["school"]}, "verstrekker", "Onbekend antwoord ['school']."),
    ({"verstrekker": {"een_van": []}}, "verstrekker", "Verwacht één antwoord, of een_van met een lijst antwoorden."),
    ({"verstrekker": {"een_van": "school"}}, "verstrekker", "Verwacht één antwoord, of een_van met een lijst"),
    ({"verstrekker": {"een_van": ["school", "bakker"]}}, "verstrekker", "Onbekend antwoord 'bakker'."),
    ({"verstrekker": {"een_van": ["school", None]}}, "verstrekker", "Onbekend antwoord None."),
    ({"categorie": []}, "categorie", "Kies ten minste één antwoord."),
    ({"categorie": "hobby"}, "categorie", "Onbekend antwoord 'hobby'."),
    ({"categorie": ["verzuim", "hobby"]}, "categorie", "Onbekend antwoord 'hobby'."),
    ({"categorie": [["verzuim"]]}, "categorie", "Onbekend antwoord ['verzuim']."),
    ({"leeftijd": {}}, "leeftijd", "Verwacht vanaf, tot_en_met, of allebei."),
    ({"leeftijd": {"onder": 3}}, "leeftijd", "Verwacht vanaf, tot_en_met, of allebei."),
    ({"leeftijd": {"vanaf": "x"}}, "leeftijd", "Verwacht een heel getal, geen 'x'."),
    ({"leeftijd": {"vanaf": 140}}, "leeftijd", "140 ligt buiten 0 tot en met 120."),
    ({"leeftijd": {"vanaf": 9, "tot_en_met": 3}}, "leeftijd", "'vanaf' ligt na 'tot_en_met'."),
    ({"leeftijd": [3]}, "leeftijd", "Verwacht een heel getal, geen [3]."),
    ({"leeftijd": 10**4000}, "leeftijd", "ligt buiten 0 tot en met 120."),
    ({"verstrekker": "x" * 5000}, "verstrekker", "Onbekend antwoord 'xxx"),
    ({"sinds": "2023-02-30\nhandeling: delen"}, "sinds", "is geen bestaande datum"),
    ({"handeling": "bewaren", "verstrekker": "school"}, "verstrekker", "Past niet bij handeling: bewaren."),
    ([], "", "De feiten moeten een lijst van feit: antwoord zijn."),
    ("verstrekker: school", "", "De feiten moeten een lijst van feit: antwoord zijn."),
    (None, "", "De feiten moeten een lijst van feit: antwoord zijn."),
]  # fmt: skip


@pytest.mark.parametrize(("gegeven", "feit", "boodschap"), REFUSALS, ids=[str(i) for i in range(len(REFUSALS))])
def test_bad_input_gives_one_clear_line(kennis: Kennis, gegeven: Any, feit: str, boodschap: str) -> None:
    (fout,) = faults(kennis, gegeven)
    assert fout[0] == feit
    assert boodschap in fout[1]
    assert len(fout[1]) < 200


def test_all_faults_come_at_once(kennis: Kennis) -> None:
    fouten = faults(kennis, {"kleur": 1, "leeftijd": 140, "verstrekker": "bakker", "categorie": ["hobby", "sport"]})
    assert [feit for feit, _ in fouten] == ["kleur", "leeftijd", "verstrekker", "categorie", "categorie"]


# -- files: the same door for YAML and JSON

FILES = {
    "bomb": (b"a: &a [x]\nb: [*a, *a]\n", "regel 1: Ankers en verwijzingen"),
    "ten megabytes": (b"# " + b"x" * 10_000_000, "te groot"),
    "ten megabytes of JSON": (b'{"a": "' + b"x" * 10_000_000 + b'"}', "te groot"),
    "duplicate keys": (b"leeftijd: 15\nleeftijd: 16\n", "regel 2: 'leeftijd' staat er twee keer."),
    "duplicate keys in JSON": (b'{"leeftijd": 15,\n "leeftijd": 16}', "regel 2: 'leeftijd' staat er twee keer."),
    "latin-1": ("# één\nleeftijd: 15\n".encode("latin-1"), "regel 1: Dit is geen UTF-8."),
    "mixed encodings": ("# één\n".encode() + "# één\n".encode("latin-1"), "regel 2: Dit is geen UTF-8."),
    "utf-16": ("leeftijd: 15\n".encode("utf-16"), "regel 1: Dit is geen UTF-8."),
    "date that does not exist": (b"op: 2023-02-30\n", "regel 1: '2023-02-30' is geen bestaande datum of getal."),
    "broken JSON": (b'{"leeftijd": 15', "geen geldige YAML of JSON"),
    "YAML 1.1 boolean": (b"geinformeerd: yes\n", "regel 1: Schrijf 'yes' als ja of nee"),
    "empty": (b"", "Het bestand is leeg."),
    "a null byte": (b"leeftijd: \x00", "geen geldige YAML"),
    "deep": (b"[" * 5000 + b"]" * 5000, "te diep genest"),
}


@pytest.mark.parametrize("naam", FILES)
def test_a_bad_file_gives_one_clear_line(naam: str) -> None:
    data, boodschap = FILES[naam]
    with pytest.raises(YamlFout) as fout:
        strict_yaml.read(strict_yaml.decode(data))
    assert boodschap in str(fout.value)
    assert "\n" not in str(fout.value)


def test_json_and_yaml_say_the_same(kennis: Kennis) -> None:
    uit_json = strict_yaml.read('{"leeftijd": 15, "geinformeerd": true, "sinds": "2024-03-01", "categorie": null}')
    uit_yaml = strict_yaml.read("leeftijd: 15\ngeinformeerd: ja\nsinds: 2024-03-01\n")
    assert read_facts(kennis, uit_json).staat == read_facts(kennis, uit_yaml).staat


# -- good input


def test_nothing_said_is_nothing_known(kennis: Kennis) -> None:
    for gegeven in ({}, dict.fromkeys(kennis.feiten)):
        invoer = read_facts(kennis, gegeven)
        assert invoer.staat == {naam: feit.alles for naam, feit in kennis.feiten.items()}
        assert invoer.delen == (ALLES,)
        assert invoer.part(ALLES) == invoer.staat


@pytest.mark.parametrize(
    ("waarde", "cellen"),
    [
        (15, {"0..15"}),
        (16, {"16..17"}),
        (0, {"0..15"}),
        (120, {"18..120"}),
        ({"vanaf": 16}, {"16..17", "18..120"}),
        ({"tot_en_met": 16}, {"0..15", "16..17"}),
        ({"vanaf": 12, "tot_en_met": 15}, {"0..15"}),
        ({"vanaf": None, "tot_en_met": 3}, {"0..15"}),
        (None, {"0..15", "16..17", "18..120"}),
    ],
)
def test_a_number_falls_in_its_band(kennis: Kennis, waarde: Any, cellen: set[str]) -> None:
    assert read_facts(kennis, {"leeftijd": waarde}).staat["leeftijd"] == cellen


@pytest.mark.parametrize("waarde", ["2021-01-01", date(2021, 1, 1), datetime(2021, 1, 1, 23, 59)])  # noqa: DTZ001
def test_a_date_falls_in_its_band(kennis: Kennis, waarde: Any) -> None:
    assert read_facts(kennis, {"sinds": waarde}).staat["sinds"] == {"2021-01-01.."}
    assert read_facts(kennis, {"sinds": "2020-12-31"}).staat["sinds"] == {"..2020-12-31"}


def test_an_answer_may_be_one_of_a_few(kennis: Kennis) -> None:
    assert read_facts(kennis, {"verstrekker": {"een_van": ["arts", "school"]}}).staat["verstrekker"] == {
        "arts",
        "school",
    }
    for ja in (True, "ja"):
        assert read_facts(kennis, {"geinformeerd": ja}).staat["geinformeerd"] == {"ja"}
    assert read_facts(kennis, {"geinformeerd": False}).staat["geinformeerd"] == {"nee"}


def test_categories_are_parts_in_the_order_given_and_once(kennis: Kennis) -> None:
    invoer = read_facts(kennis, {"categorie": ["verzuim", "gezondheid", "verzuim"]})
    assert invoer.delen == ("verzuim", "gezondheid")
    assert invoer.part("verzuim")["categorie"] == {"verzuim"}
    assert read_facts(kennis, {"categorie": "verzuim"}).delen == ("verzuim",)


def test_who_names_a_verstrekker_asks_about_delen(kennis: Kennis) -> None:
    assert read_facts(kennis, {"verstrekker": "school"}).staat["handeling"] == {"delen"}
    assert read_facts(kennis, {"verstrekker": None}).staat["handeling"] == {"delen", "bewaren"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["ja", "school"]),
    lambda kind: (
        st.lists(kind, max_size=3)
        | st.dictionaries(st.sampled_from(["een_van", "vanaf", "tot_en_met", "x"]), kind, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(gegeven=st.dictionaries(st.sampled_from([*load_shipped().feiten, "x", 5, None]), JSON, max_size=5) | JSON)
def test_whatever_comes_in_is_a_state_or_clear_lines(gegeven: Any) -> None:
    kennis = load_shipped()
    try:
        invoer = read_facts(kennis, gegeven)
    except InvoerFout as fout:
        regels = [boodschap for _, boodschap in fout.fouten]
    else:
        regels = ["in orde"]
        assert all(invoer.staat[naam] and invoer.staat[naam] <= feit.alles for naam, feit in kennis.feiten.items())
    assert regels
    assert all("\n" not in regel and len(regel) < 300 for regel in regels)
