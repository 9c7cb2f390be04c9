# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The command line: its contract, its text, and what it says to input that cannot be used."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from deelwijs.openbaar import opdrachtregel, vraaggesprek
from deelwijs.openbaar.vraaggesprek import Opnieuw, parse
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Uitkomst

KENNIS = load_shipped()
FEITEN = {
    "handeling": "delen",
    "verstrekker": "school_vo",
    "ontvanger": "gemeente_leerplicht",
    "categorie": ["identiteit", "verzuim"],
    "leeftijd": 15,
}
ZAAK = {"feiten": FEITEN, "peildatum": "2024-03-01"}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*argv: str) -> tuple[int, str, str]:
        code = opdrachtregel.main(argv)
        uit = capsys.readouterr()
        return code, uit.out, uit.err

    return run


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., str]:
    def file(inhoud: Any, naam: str = "zaak.json") -> str:
        pad = tmp_path / naam
        pad.write_bytes(inhoud if isinstance(inhoud, bytes) else json.dumps(inhoud).encode())
        return str(pad)

    return file


# -- an answer


@pytest.mark.eis("T1", "T21")
def test_one_case_gives_one_answer_and_a_list_gives_a_list(run: Run, file: Callable[..., str]) -> None:
    code, een, fout = run("toets", file(ZAAK), "--json")
    assert (code, fout) == (0, "")
    oordeel = json.loads(een)
    assert set(oordeel) >= {"uitkomst", "per_categorie", "vragen", "lezingen", "bewijs"}
    assert list(oordeel["per_categorie"]) == ["identiteit", "verzuim"]
    assert oordeel["bewijs"]["peildatum"] == "2024-03-01"
    _, lijst, _ = run("toets", file([ZAAK]), "--json")
    assert json.loads(lijst) == [oordeel]


@pytest.mark.eis("T16")
def test_the_parts_of_an_answer_have_the_promised_shape(run: Run, file: Callable[..., str]) -> None:
    oordeel = json.loads(run("toets", file(ZAAK), "--json")[1])
    deel = oordeel["per_categorie"]["verzuim"]
    assert set(deel) >= {"uitkomst", "bereik", "stappen", "voorwaarden", "waarom_niet", "wat_zou_helpen"}
    assert set(deel["stappen"][0]) >= {"stap", "resultaat", "uitleg", "regels"}
    regel = next(regel for stap in deel["stappen"] for regel in stap["regels"])
    assert set(regel) >= {"id", "titel", "bronnen", "voorwaarden"}
    assert set(regel["voorwaarden"][0]) == {"feit", "verwacht", "is", "klopt"}
    assert set(oordeel["vragen"][0]) >= {"feit", "vraag", "antwoorden", "wie"}
    assert set(oordeel["lezingen"]) == {"streng", "rekkelijk"}


def test_yaml_and_json_are_the_same_case(run: Run, file: Callable[..., str]) -> None:
    yaml = b"feiten:\n  handeling: delen\n  verstrekker: school_vo\n  leeftijd: 15\npeildatum: 2024-03-01\n"
    zelfde = {"feiten": {"handeling": "delen", "verstrekker": "school_vo", "leeftijd": 15}, "peildatum": "2024-03-01"}
    assert run("toets", file(yaml, "z.yaml"), "--json") == run("toets", file(zelfde), "--json")


def test_the_same_case_gives_the_same_bytes(run: Run, file: Callable[..., str]) -> None:
    anders = {"peildatum": "2024-03-01", "feiten": dict(reversed(FEITEN.items()))}
    assert run("toets", file(ZAAK), "--json") == run("toets", file(anders), "--json")


@pytest.mark.eis("T17", "T18")
def test_a_flag_goes_before_the_file_and_the_file_before_today(run: Run, file: Callable[..., str]) -> None:
    scenario = min(KENNIS.scenarios)

    def bewijs(zaak: object, *vlaggen: str) -> dict[str, Any]:
        oordeel: dict[str, Any] = json.loads(run("toets", file(zaak), "--json", *vlaggen)[1])
        return oordeel["bewijs"]

    assert bewijs({"feiten": FEITEN})["peildatum"] == date.today().isoformat()  # noqa: DTZ011
    vol = {**ZAAK, "lezing": "rekkelijk", "scenario": scenario}
    uit_bestand = bewijs(vol)
    assert (uit_bestand["peildatum"], uit_bestand["lezing"]) == ("2024-03-01", "rekkelijk")
    assert uit_bestand["scenarios"] == [scenario]
    vlag = bewijs(vol, "--peildatum", "2025-01-01", "--lezing", "streng")
    assert (vlag["peildatum"], vlag["lezing"], vlag["scenarios"]) == ("2025-01-01", "streng", [scenario])


@pytest.mark.eis("T16")
@pytest.mark.parametrize("uitkomst", list(Uitkomst))
def test_the_text_says_the_outcome_the_steps_the_rules_and_the_date(
    run: Run, file: Callable[..., str], uitkomst: Uitkomst
) -> None:
    voorbeeld = next(v for v in KENNIS.voorbeelden if v.uitkomst is uitkomst and not v.scenarios)
    zaak = {"feiten": voorbeeld.feiten, "peildatum": voorbeeld.op.isoformat()}
    code, tekst, fout = run("toets", file(json.dumps(zaak, default=str).encode()))
    assert (code, fout) == (0, "")
    zinnen = KENNIS.zinnen
    assert tekst.startswith(zinnen["uitkomsten"][uitkomst]["kort"].upper())
    assert all(zinnen["stappen"][stap]["titel"] in tekst for stap in ("grondslag", "verbod", "doel", "subsidiariteit"))
    assert voorbeeld.op.isoformat() in tekst
    assert "Een mens beslist." in tekst
    assert max(map(len, tekst.splitlines())) <= 110


# -- input that cannot be used


FOUT = [
    pytest.param(b"", "leeg", id="empty"),
    pytest.param(b"{", "geen geldige YAML of JSON", id="broken"),
    pytest.param(b"42", "Een geval is", id="a number"),
    pytest.param(b"[]", "lijst is leeg", id="no cases"),
    pytest.param(b"{}", "'feiten' ontbreekt", id="no facts"),
    pytest.param(b'{"feiten": {}, "datum": 1}', "Onbekend veld 'datum'", id="unknown field"),
    pytest.param(b'{"feiten": []}', "feiten", id="facts are a list"),
    pytest.param(b'{"feiten": {"kleur": "rood"}}', "kleur: Onbekend feit", id="unknown fact"),
    pytest.param(
        b'{"feiten": {"verstrekker": "bakker"}}', "verstrekker: Onbekend antwoord 'bakker'", id="unknown answer"
    ),
    pytest.param(b'{"feiten": {"leeftijd": "vijf"}}', "leeftijd: Verwacht een heel getal", id="wrong type"),
    pytest.param(b'{"feiten": {"leeftijd": -1}}', "leeftijd: -1", id="age -1"),
    pytest.param(b'{"feiten": {"leeftijd": 140}}', "leeftijd: 140", id="age 140"),
    pytest.param(
        b'{"feiten": {}, "peildatum": "2024-02-30"}', "peildatum: Dit is geen bestaande datum", id="30 February"
    ),
    pytest.param(b"feiten: {}\npeildatum: 2024-02-30", "geen bestaande datum", id="30 February in YAML"),
    pytest.param(b'{"feiten": {}, "peildatum": "1990-01-01"}', "25 mei 2018", id="before the AVG"),
    pytest.param(b'{"feiten": {}, "peildatum": "20240301"}', "geen bestaande datum", id="another shape of date"),
    pytest.param(b'{"feiten": {}, "lezing": "soepel"}', "lezing: kies uit", id="unknown reading"),
    pytest.param(b'{"feiten": {}, "scenario": "droom"}', "Onbekend scenario 'droom'", id="unknown bill"),
    pytest.param(b'{"feiten": {}, "scenario": [], "scenarios": []}', "niet allebei", id="both names"),
    pytest.param(b'{"feiten": {"leeftijd": 1, "leeftijd": 2}}', "twee keer", id="duplicate key"),
    pytest.param(b"feiten: {handeling: bewaren, verstrekker: school_vo}", "Past niet bij", id="impossible together"),
    pytest.param(b"a: &a [x]\nb: [*a, *a]", "verwijzingen", id="YAML bomb"),
    pytest.param(b"feiten: !!python/object:os.system {}", "niet toegestaan", id="YAML tag"),
    pytest.param(b"feiten: {}\n<<: {peildatum: 2024-03-01}", "<<", id="YAML merge"),
    pytest.param(b"feiten: !!binary aGFoYQ==", "niet toegestaan", id="YAML binary"),
    pytest.param(b"- " * 100_000, "te diep genest", id="deep in blocks"),
    pytest.param(b"[" * 100_000, "te diep genest", id="deep"),
    pytest.param("feiten: {kleur: geel}\n".encode("utf-16"), "UTF-8", id="UTF-16"),
    pytest.param(b'feiten:\n  kleur: "\xe9\xff"\n', "UTF-8", id="mixed encodings"),
    pytest.param(b"\x00\x01\x02", "teken", id="binary"),
    pytest.param(b"# " + b"x" * 10_000_000, "te groot", id="10 MB"),
]


@pytest.mark.parametrize(("inhoud", "noemt"), FOUT)
def test_input_that_cannot_be_used_gets_one_clear_line(
    run: Run, file: Callable[..., str], inhoud: bytes, noemt: str
) -> None:
    bestand = file(inhoud, "zaak.yaml")
    code, uit, fout = run("toets", bestand, "--json")
    assert (code, uit) == (2, "")
    assert len(fout.splitlines()) == 1
    assert fout.startswith(bestand)
    assert noemt in fout
    assert "Traceback" not in fout


def test_every_fault_has_its_own_line_with_its_place(run: Run, file: Callable[..., str]) -> None:
    tekst = b"- feiten: {leeftijd: 15}\n- feiten:\n    leeftijd: 140\n    kleur: rood\n  lezing: soepel\n"
    bestand = file(tekst, "zaken.yaml")
    code, uit, fout = run("toets", bestand)
    assert (code, uit) == (2, ""), "nothing is done for the case that is right"
    regels = fout.splitlines()
    assert [regel.partition(" geval")[0] for regel in regels] == [f"{bestand}:{n}:" for n in (3, 4, 5)]
    assert all("geval 2: " in regel for regel in regels)


@pytest.mark.parametrize(
    ("argv", "noemt"),
    [
        (("toets", "/bestaat/niet.yaml"), "bestaat niet"),
        (("toets", "."), "map"),
        (("toets", "a\0b"), "niet te lezen"),
        (("toets", "x" * 5000), "niet te lezen"),
        (("toets",), "Noem een bestand"),
        (("toets", "--kleur"), "Onbekend: --kleur"),
        (("toets", "-", "--lezing", "soepel"), "kan niet bij --lezing"),
        (("toets", "-", "--peildatum", "morgen"), "geen bestaande datum"),
        (("toets", "-", "--peildatum"), "hoort een waarde"),
        (("toets", "-", "--scenario", "droom"), "Onbekend scenario"),
        (("kennis",), "Er ontbreekt: DEEL"),
        (("dans",), "kan niet bij OPDRACHT"),
        ((), "Er ontbreekt: OPDRACHT"),
        (("voorbeelden", "droom"), "Onbekend voorbeeld 'droom'"),
        (("gevolg", "--populatie", "x.csv"), "Er ontbreekt: --scenario"),
    ],
)
def test_a_wrong_command_gets_one_clear_dutch_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...], noemt: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, uit, fout = run(*argv)
    assert (code, uit) == (2, "")
    assert len(fout.splitlines()) == 1
    assert noemt in fout


def test_help_is_dutch_and_says_what_goes_first(run: Run) -> None:
    code, uit, _ = run("toets", "--help")
    assert code == 0
    assert "Gebruik: deelwijs toets" in uit
    assert "gaat vóór wat in het" in uit
    assert not {"usage:", "optional arguments", "options:", "show this help"} & set(uit.split())


# -- whole programs


def program(*argv: str, stdin: bytes | int = b"", **rest: Any) -> subprocess.CompletedProcess[bytes]:
    invoer = {"stdin": stdin} if isinstance(stdin, int) else {"input": stdin}
    return subprocess.run(
        [sys.executable, "-m", "deelwijs", *argv], capture_output=True, check=False, timeout=300, **invoer, **rest
    )


@pytest.mark.traag
def test_standard_input_is_read_and_the_answer_is_utf8_in_any_locale() -> None:
    klaar = program("toets", "-", "--json", stdin=json.dumps(ZAAK).encode(), env={**os.environ, "LC_ALL": "C"})
    assert (klaar.returncode, klaar.stderr) == (0, b"")
    assert json.loads(klaar.stdout.decode("utf-8"))["uitkomst"] in list(Uitkomst)


@pytest.mark.traag
def test_a_reader_who_has_had_enough_sees_no_traceback() -> None:
    lezen, schrijven = os.pipe()
    os.close(lezen)
    try:
        klaar = subprocess.run(
            [sys.executable, "-m", "deelwijs", "feiten"],
            stdout=schrijven, stderr=subprocess.PIPE, check=False, timeout=300,
        )  # fmt: skip
    finally:
        os.close(schrijven)
    assert (klaar.returncode, klaar.stderr) == (0, b"")


@pytest.mark.traag
def test_the_command_line_starts_without_django() -> None:
    code = (
        "import sys; from deelwijs.openbaar.opdrachtregel import main; main(['toets', '--help']);"
        "sys.exit(any(m.split('.')[0] in ('django', 'ninja', 'pydantic') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, timeout=300).returncode == 0


# -- the interview


def talk(*antwoorden: str, argv: tuple[str, ...] = ("--json",)) -> tuple[int, str, str]:
    """Type these lines in a real terminal; after the last one the terminal is closed."""
    meester, slaaf = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "deelwijs", "toets", *argv],
        stdin=slaaf, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as proces:  # fmt: skip
        os.close(slaaf)
        # Ctrl-D on an empty line is the end of the input.
        os.write(meester, "".join(f"{antwoord}\n" for antwoord in antwoorden).encode() + b"\x04")
        uit, fout = proces.communicate(timeout=300)
        os.close(meester)
    return proces.returncode, uit.decode(), fout.decode()


@pytest.mark.traag
@pytest.mark.eis("T21")
def test_the_interview_asks_goes_back_and_gives_the_answer_of_the_file(run: Run, file: Callable[..., str]) -> None:
    antwoorden = (
        "t",
        "99",
        "delen",
        "school_po",
        "t",
        "school_vo",
        "gemeente_leerplicht",
        "identiteit verzuim",
        "w",
        "s",
    )
    code, uit, fout = talk(*antwoorden, argv=("--json", "--peildatum", "2024-03-01"))
    assert code == 0, fout
    assert vraaggesprek.BEGIN in fout
    assert "Typ een nummer van 1 tot en met" in fout
    feiten = {naam: waarde for naam, waarde in FEITEN.items() if naam != "leeftijd"}
    assert uit == run("toets", file({"feiten": feiten, "peildatum": "2024-03-01"}), "--json")[1]


@pytest.mark.traag
def test_an_interview_that_breaks_off_gives_no_answer() -> None:
    code, uit, fout = talk("delen")
    assert (code, uit) == (2, "")
    assert fout.endswith(f"{vraaggesprek.EINDE}\n")


@pytest.mark.traag
def test_weet_ik_niet_to_everything_ends_and_is_never_a_yes() -> None:
    code, uit, fout = talk(*["w"] * (len(KENNIS.feiten) + 1))
    assert code == 0, fout
    assert not Uitkomst(json.loads(uit)["uitkomst"]).value.startswith("toegestaan")


@pytest.mark.parametrize(
    ("feit", "getypt", "antwoord"),
    [
        ("handeling", "1", "delen"),
        ("handeling", "delen", "delen"),
        ("categorie", "1, 2", ["identiteit", "contact"]),
        ("categorie", "1 1", ["identiteit"]),
        ("leeftijd", "15", 15),
        ("erkenning_datum", "01-03-2024", date(2024, 3, 1)),
        ("erkenning_datum", "2024-03-01", date(2024, 3, 1)),
    ],
)
def test_what_is_typed_is_understood(feit: str, getypt: str, antwoord: object) -> None:
    assert parse(KENNIS.feiten[feit], getypt) == antwoord


@pytest.mark.parametrize(
    ("feit", "getypt"),
    [
        ("handeling", "0"), ("handeling", ""), ("handeling", "1 2"), ("handeling", "²"), ("handeling", "9" * 5000),
        ("leeftijd", "-1"), ("leeftijd", "١٥"), ("leeftijd", "9" * 5000), ("erkenning_datum", "30-02-2024"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_asked_again(feit: str, getypt: str) -> None:
    with pytest.raises(Opnieuw):
        parse(KENNIS.feiten[feit], getypt)


# -- the knowledge


def test_feiten_lists_every_fact_with_its_answers(run: Run) -> None:
    feiten = {feit["feit"]: feit for feit in json.loads(run("feiten", "--json")[1])}
    assert list(feiten) == list(KENNIS.feiten)
    for feit in feiten.values():
        assert set(feit) >= {"feit", "soort", "antwoorden", "min", "max", "vraag", "wie"}
        assert bool(feit["antwoorden"]) == (feit["soort"] in ("keuze", "meerkeuze", "ja_nee"))
    assert (feiten["leeftijd"]["min"], feiten["leeftijd"]["max"]) == (0, 120)
    tekst = run("feiten")[1]
    assert all(naam in tekst for naam in feiten)


@pytest.mark.eis("T20")
def test_voorbeelden_runs_some_or_all_and_counts(run: Run) -> None:
    ids = [v.id for v in KENNIS.voorbeelden if v.id.startswith("casus-")][:5]
    assert run("voorbeelden", *ids) == (0, f"{len(ids)} van {len(ids)}\n", "")
    code, uit, _ = run("voorbeelden", "--json", *ids)
    assert (code, json.loads(uit)["goed"], json.loads(uit)["aantal"]) == (0, len(ids), len(ids))


def test_a_failing_example_is_shown_and_makes_exit_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    eerste = KENNIS.voorbeelden[0]
    ander = next(u for u in Uitkomst if u is not eerste.uitkomst)
    kapot = replace(KENNIS, voorbeelden=(replace(eerste, uitkomst=ander), KENNIS.voorbeelden[1]))
    monkeypatch.setattr(opdrachtregel, "load_shipped", lambda **_: kapot)
    code, uit, _ = run("voorbeelden")
    assert code == 1
    assert uit.startswith(f"{eerste.bestand}:{eerste.lijn}: {eerste.id}")
    assert uit.endswith("1 van 2\n")


@pytest.mark.traag
@pytest.mark.eis("T22")
def test_the_shipped_knowledge_passes_its_own_check(run: Run) -> None:
    code, uit, fout = run("kennis", "controle", "--json", "--peildatum", "2026-11-22")
    rapport = json.loads(uit)
    gebreken = {naam: deel["regels"] for naam, deel in rapport["bevindingen"].items() if deel["gebrek"]}
    assert {naam: regels for naam, regels in gebreken.items() if regels} == {}
    assert (code, fout) == (0, "")
    assert sum(rapport["combinaties"][klasse] for klasse in ("altijd_verboden", "niemand_spreekt")) > 0


def test_broken_knowledge_is_told_line_by_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from deelwijs.toets.velden import Fout, KennisFout

    def broken(**_: bool) -> None:
        raise KennisFout([Fout("a.yaml", 3, "x", "Fout een."), Fout("a.yaml", 2, "y", "Fout twee.")])

    monkeypatch.setattr(opdrachtregel, "load_shipped", broken)
    assert run("kennis", "controle") == (1, "", "a.yaml:2: y: Fout twee.\na.yaml:3: x: Fout een.\n")


# -- the impact of a bill


CSV = "verstrekker,ontvanger,categorie,leeftijd,problemen\n"


@pytest.mark.eis("T17")
def test_gevolg_counts_what_changes_and_names_the_rules(run: Run, file: Callable[..., str]) -> None:
    anders = [v for v in KENNIS.voorbeelden if v.scenarios == ("wams",)]
    bestand = file(json.dumps([v.feiten for v in anders], default=str).encode(), "populatie.json")
    code, uit, fout = run("gevolg", "--scenario", "wams", "--populatie", bestand, "--json")
    assert (code, fout) == (0, "")
    gevolg = json.loads(uit)
    assert gevolg["aantal"] == len(anders) == sum(rij["aantal"] for rij in gevolg["overgangen"])
    assert 0 < gevolg["veranderd"] <= gevolg["aantal"]
    wams = {regel.id for regel in KENNIS.regels if regel.scenario == "wams"} | set(KENNIS.scenarios["wams"].vervalt)
    assert wams & {rij["id"] for rij in gevolg["regels"]}
    tekst = run("gevolg", "--scenario", "wams", "--populatie", bestand)[1]
    assert f"{gevolg['veranderd']} van {gevolg['aantal']} gevallen krijgen een andere uitkomst." in tekst


def test_a_table_and_a_list_are_the_same_population(run: Run, file: Callable[..., str]) -> None:
    rij = "school_vo,gemeente_jeugd,identiteit|gezin,15,\n"
    feiten = {
        "verstrekker": "school_vo",
        "ontvanger": "gemeente_jeugd",
        "categorie": ["identiteit", "gezin"],
        "leeftijd": 15,
    }
    tabel = run("gevolg", "--scenario", "wams", "--populatie", file((CSV + rij * 3).encode(), "p.csv"), "--json")
    assert tabel == run("gevolg", "--scenario", "wams", "--populatie", file([feiten] * 3, "p.json"), "--json")
    puntkomma = (CSV + rij).replace(",", ";").encode("utf-8-sig")
    assert run("gevolg", "--scenario", "wams", "--populatie", file(puntkomma, "q.csv"), "--json")[0] == 0


@pytest.mark.parametrize(
    ("inhoud", "naam", "noemt"),
    [
        (b"", "p.csv", "geen enkel geval"),
        (b"kleur\nrood\n", "p.csv", ":1: Kolom 'kleur' is geen feit"),
        (b"leeftijd,leeftijd\n1,2\n", "p.csv", "twee keer"),
        (b"leeftijd\n15\n140\n", "p.csv", ":3: leeftijd: 140"),
        (b"leeftijd,doel\n15\n", "p.csv", ":2: 1 vakken"),
        (b'leeftijd\n"15\n', "p.csv", "geen geldige CSV"),
        (b"leeftijd\n\xff\n", "p.csv", "UTF-8"),
        (b"{}", "p.json", "moet een lijst"),
        (b'[{"kleur": 1}]', "p.json", "kleur: Onbekend feit"),
        (b"[", "p.json", "geen geldige"),
        (b"- leeftijd: 15\n- leeftijd: 15\n  leeftijd: 16\n", "p.yaml", "p.yaml:3: "),
    ],
)
def test_a_population_that_cannot_be_used_gets_a_clear_line(
    run: Run, file: Callable[..., str], inhoud: bytes, naam: str, noemt: str
) -> None:
    bestand = file(inhoud, naam)
    code, uit, fout = run("gevolg", "--scenario", "wams", "--populatie", bestand)
    assert (code, uit) == (2, "")
    assert len(fout.splitlines()) == 1
    assert fout.startswith(bestand)
    assert noemt in fout
