# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What is wrong in the knowledge is refused, all of it at once, each fault with file, place and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
import yaml

from deelwijs.toets import strict_yaml
from deelwijs.toets.loader import KENNIS, load, read_folder
from deelwijs.toets.model import Kennis, Lezing, Soort
from deelwijs.toets.tests.boekje import BOEKJE, as_bytes, spoiled
from deelwijs.toets.tests.weigeringen import FEITEN, REFUSALS, REGELS, VOORBEELDEN, WETTEN
from deelwijs.toets.velden import Fout, KennisFout


def load_text(boekje: dict[str, str]) -> Kennis:
    return load(as_bytes(boekje))


def faults(boekje: dict[str, str]) -> tuple[Fout, ...]:
    with pytest.raises(KennisFout) as fout:
        load_text(boekje)
    return fout.value.fouten


def line_of(tekst: str, deel: str, plek: str) -> int:
    begin = {"@feit": f"  {plek}:\n", "@versie": f"- id: {plek}\n"}.get(deel)
    start = tekst.index(begin) + len(begin) if begin else 0
    zoek = {"@feit": "soort:", "@versie": "geldig_vanaf:"}.get(deel, deel)
    return tekst[: tekst.index(zoek, start)].count("\n") + 1


def test_the_rulebook_that_the_tests_spoil_is_right() -> None:
    kennis = load_text(BOEKJE)
    assert [regel.id for regel in kennis.regels] == [
        "melding", "melding", "geheim", "opening", "informeren", "later-melding",
    ]  # fmt: skip
    assert kennis.feiten["leeftijd"].cellen == ("0..15", "16..17", "18..120")
    assert kennis.voorbeelden[0].id == "eerste"


def test_the_shipped_knowledge_loads() -> None:
    assert load(read_folder(KENNIS)).regels


@pytest.mark.parametrize(("bestand", "oud", "nieuw", "boodschap", "op_regel", "plek"), REFUSALS)
def test_each_fault_is_refused_with_its_place(
    bestand: str, oud: str, nieuw: str, boodschap: str, op_regel: str | None, plek: str
) -> None:
    boekje = spoiled(bestand, oud, nieuw)
    gevonden = [fout for fout in faults(boekje) if boodschap in fout.boodschap]
    assert len(gevonden) == 1, [str(fout) for fout in faults(boekje)]
    (fout,) = gevonden
    assert (fout.bestand, fout.plek) == (bestand, plek)
    assert fout.lijn == line_of(boekje[bestand], op_regel or nieuw.strip(), plek)
    assert re.fullmatch(r"[^\n]+:\d+: [^\n]+", str(fout))


def test_every_refusal_in_the_code_has_a_test() -> None:
    """A literal part of each message that the loader can give occurs among the refusals or below."""
    tests = KENNIS.parent / "tests"
    hier = "".join((tests / naam).read_text(encoding="utf-8") for naam in ("weigeringen.py", "test_loader.py"))
    gemist = []
    for naam in ("checks", "condities", "velden", "loader", "wetboek"):
        bron = (KENNIS.parent / f"{naam}.py").read_text(encoding="utf-8")
        for tekst in re.findall(r"(?:fout\(|yield |boodschap = )\s*(?:\w+, )*f?\"([^\"]+)\"", bron):
            stukken = [deel.strip(" '.;:") for deel in re.split(r"\{[^}]*\}", tekst)]
            if not any(deel[:20] in hier for deel in stukken if len(deel) > 7):
                gemist.append(f"{naam}.py: {tekst}")
    assert not gemist


def test_all_faults_come_at_once_in_order() -> None:
    boekje = dict(BOEKJE)
    for bestand, oud, nieuw in (
        (REGELS, "titel: De school meldt verzuim", "titel:"),
        (REGELS, "verschil: V01", "verschil: V99"),
        (FEITEN, "zorg: [arts]", "zorg: [dokter]"),
        (WETTEN, "zekerheid: hoog", "zekerheid: vast"),
        (VOORBEELDEN, "vragen: [leeftijd]", "vragen: [kleur]"),
    ):
        boekje[bestand] = boekje[bestand].replace(oud, nieuw, 1)
    alle = faults(boekje)
    assert {fout.bestand for fout in alle} == {REGELS, FEITEN, WETTEN, VOORBEELDEN}
    assert list(alle) == sorted(alle)
    with pytest.raises(KennisFout) as gegooid:
        load_text(boekje)
    assert str(gegooid.value).splitlines() == [str(fout) for fout in alle]


def test_a_hole_between_versions_may_be_declared() -> None:
    boekje = spoiled(REGELS, "geldig_vanaf: 2022-01-01", "geldig_vanaf: 2022-06-01")
    boekje[REGELS] = boekje[REGELS].replace(
        "  soort: grondslag\n", "  soort: grondslag\n  kloof: Er was geen wet.\n", 1
    )
    assert len(load_text(boekje).regels) == 6


def test_two_readings_may_overlap_and_one_reading_may_not() -> None:
    tweede = """\
  - geldig_vanaf: 2020-01-01
    status: van_kracht
    lezing: {}
    verschil: V01
    bronnen: [{{bron: nji}}]
    als: {{geinformeerd: nee, leeftijd: {{vanaf: 12}}}}
"""
    assert load_text({**BOEKJE, REGELS: BOEKJE[REGELS] + tweede.format("rekkelijk")})
    boekje = {**BOEKJE, REGELS: BOEKJE[REGELS] + tweede.format("streng")}
    assert "overlapt" in faults(boekje)[0].boodschap


def test_a_date_chooses_the_version_and_a_scenario_and_reading_the_rules() -> None:
    kennis = load_text(BOEKJE)
    voor, na = (kennis.in_force(dag) for dag in (date(2021, 12, 31), date(2022, 1, 1)))
    assert [len(r.als) for r in voor.regels if r.id == "melding"] == [3]
    assert [len(r.als) for r in na.regels if r.id == "melding"] == [4]
    assert kennis.in_force(date(2019, 12, 31)).regels == ()
    assert "informeren" not in {r.id for r in kennis.in_force(date(2022, 1, 1), Lezing.REKKELIJK).regels}
    gekozen = kennis.in_force(date(2022, 1, 1), Lezing.REKKELIJK, keuzes={"V01": Lezing.STRENG})
    assert "informeren" in {r.id for r in gekozen.regels}
    later = {r.id for r in kennis.in_force(date(2022, 1, 1), scenarios=["later"]).regels}
    assert "later-melding" in later
    assert "melding" not in later
    for fout in ({"scenarios": ["nooit"]}, {"keuzes": {"V99": Lezing.STRENG}}):
        with pytest.raises(KeyError):
            kennis.in_force(date(2022, 1, 1), **fout)


def test_a_fact_brings_what_it_belongs_to_into_the_condition() -> None:
    opening = next(r for r in load_text(BOEKJE).regels if r.soort is Soort.DOORBREKING)
    assert {deel.feit: sorted(deel.cellen) for deel in opening.als} == {
        "handeling": ["delen"],
        "verstrekker": ["arts"],
        "sinds": ["2021-01-01.."],
    }


def test_the_hash_names_the_rules_and_not_the_examples() -> None:
    eerste = load_text(BOEKJE).hash
    assert load_text(spoiled(VOORBEELDEN, "Bram", "Carla")).hash == eerste
    assert load_text(spoiled(REGELS, "De arts zwijgt", "De arts zwijgt nu")).hash != eerste


# -- YAML as it was meant

YAML_REFUSALS = {
    "duplicate key": ("a: 1\nb: 2\na: 3\n", "'a' staat er twee keer.", 3),
    "duplicate key deep down": ("a:\n  b:\n    c: 1\n    c: 2\n", "'c' staat er twee keer.", 4),
    "YAML 1.1 yes": ("a: x\nb: yes\n", "Schrijf 'yes' als ja of nee", 2),
    "YAML 1.1 no": ("a: x\nb: [no]\n", "Schrijf 'no' als ja of nee", 2),
    "YAML 1.1 Off": ("a: Off\n", "Schrijf 'Off' als ja of nee", 1),
    "YAML 1.1 boolean as a name": ("a: 1\nyes: 2\n", "Schrijf 'yes' als ja of nee", 2),
    "YAML 1.1 octal number": ("a: x\nb: 017\n", "Schrijf '017' als gewoon getal", 2),
    "YAML 1.1 sexagesimal number": ("a: 12:30\n", "Schrijf '12:30' als gewoon getal", 1),
    "number with underscores": ("a: 1_000\n", "Schrijf '1_000' als gewoon getal", 1),
    "anchor": ("a: 1\nb: &x [1]\n", "Ankers en verwijzingen", 2),
    "alias": ("a: &x 1\nb: *x\n", "Ankers en verwijzingen", 1),
    "merge": ("a: {b: 1}\n<<: {c: 2}\n", "Samenvoegen met <<", 2),
    "own tag": ("a: 1\nb: !!python/object:os.system {}\n", "niet toegestaan", 2),
    "tag": ("a: !geheim x\n", "Een eigen YAML-soort (!)", 1),
    "date that does not exist": ("a: 1\nb: 2023-02-30\n", "geen bestaande datum", 2),
    "not YAML": ("a: 1\nb: [1, 2\n", "geen geldige YAML", 3),
    "tab": ("a:\n\t- 1\n", "geen geldige YAML", 2),
    "number as a name": ("a: 1\n5: x\n", "moet gewone tekst zijn", 2),
    "list as a name": ("? [a]\n: x\n", "moet gewone tekst zijn", 1),
    "empty": ("", "Het bestand is leeg.", 1),
    "only a comment": ("# niets\n", "Het bestand is leeg.", 1),
    "two documents": ("a: 1\n---\nb: 2\n", "geen geldige YAML", 2),
    "too deep": ("[" * 60 + "]" * 60, "te diep genest", 1),
    "far too deep": ("[" * 100_000, "", 1),
    "control character": ("a: \x07\n", "geen geldige YAML", 1),
}


@pytest.mark.parametrize("naam", YAML_REFUSALS)
def test_ambiguous_yaml_is_refused_with_its_line(naam: str) -> None:
    tekst, boodschap, lijn = YAML_REFUSALS[naam]
    (fout,) = faults({**BOEKJE, "kloven.yaml": tekst})
    assert boodschap in fout.boodschap
    assert (fout.bestand, fout.lijn) == ("kloven.yaml", lijn)
    assert "\n" not in str(fout)


def test_each_unreadable_file_is_named() -> None:
    alle = faults({**BOEKJE, "kloven.yaml": "a: yes", "acties.yaml": "a: [", "lezingen.yaml": "a: 1\na: 2"})
    assert {fout.bestand for fout in alle} == {"kloven.yaml", "acties.yaml", "lezingen.yaml"}


def test_a_bomb_is_refused_before_it_grows() -> None:
    lagen = "\n".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 12))
    (fout,) = faults({**BOEKJE, "kloven.yaml": f"l0: &l0 [x]\n{lagen}\n"})
    assert "Ankers en verwijzingen" in fout.boodschap


@pytest.mark.parametrize("tekst", ["# " + "x" * 10_000_000, "a: [" + "1, " * 3_400_000 + "1]"])
def test_ten_megabytes_are_refused_unread(tekst: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "_construct", None)  # whoever reads on, falls
    with pytest.raises(KennisFout, match=r"te groot \(meer dan 1\.000\.000 tekens\)"):
        load({"kloven.yaml": tekst.encode()})


@pytest.mark.parametrize("codering", ["utf-16", "latin-1", "cp1252"])
def test_another_encoding_is_refused_with_its_line(codering: str) -> None:
    data = "kloven:\n- als: {leeftijd: {vanaf: 3}}\n  reden: Geen coördinatie.\n".encode(codering)
    with pytest.raises(KennisFout, match=r"^kloven\.yaml:[13]: Dit is geen UTF-8\. Sla het bestand op als UTF-8\.$"):
        load({**as_bytes(BOEKJE), "kloven.yaml": data})


def test_mixed_encodings_in_one_file_are_refused() -> None:
    data = "# coördinatie\nkloven:\n".encode() + "# coördinatie\n".encode("latin-1")
    with pytest.raises(KennisFout, match=r"^kloven\.yaml:3: Dit is geen UTF-8"):
        load({**as_bytes(BOEKJE), "kloven.yaml": data})


def test_utf8_with_a_byte_order_mark_is_read() -> None:
    assert load({naam: b"\xef\xbb\xbf" + data for naam, data in as_bytes(BOEKJE).items()})


def test_ja_and_nee_are_words() -> None:
    gelezen = strict_yaml.read("a: ja\nb: nee\nc: true\nd: 'yes'\n")
    assert gelezen == {"a": "ja", "b": "nee", "c": True, "d": "yes"}


# -- whatever stands there: faults, never a traceback

ROMMEL: list[Any] = [None, 5, "x", date(2020, 1, 1), [], {}, [1], [{}], {"a": {"b": [None]}}]


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _paths(node: Any, pad: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield pad
    kinderen = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for sleutel, kind in kinderen:
        yield from _paths(kind, (*pad, sleutel))


@pytest.mark.parametrize("bestand", BOEKJE)
def test_rubbish_anywhere_gives_faults_and_no_traceback(bestand: str) -> None:
    document = strict_yaml.read(BOEKJE[bestand])
    geweigerd = 0
    for pad in _paths(document):
        for rommel in ROMMEL:
            nieuw = deepcopy(document)
            if pad:
                houder = nieuw
                for sleutel in pad[:-1]:
                    houder = houder[sleutel]
                houder[pad[-1]] = rommel
            tekst = yaml.dump(_bare(nieuw if pad else rommel), Dumper=_Plain, allow_unicode=True)
            with suppress(KennisFout):
                load_text({**BOEKJE, bestand: tekst})
                geweigerd -= 1
            geweigerd += 1
    assert geweigerd > 10


def _bare(node: Any) -> Any:
    if isinstance(node, dict):
        return {sleutel: _bare(kind) for sleutel, kind in node.items()}
    return [_bare(kind) for kind in node] if isinstance(node, list) else node
