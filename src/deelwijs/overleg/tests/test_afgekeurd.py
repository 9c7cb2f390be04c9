# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A document that a jurist would refuse gives one clear fault, at the field to change. Each row breaks one thing."""

import copy
import re
from typing import Any

import pytest

from deelwijs.overleg.document import TypeFout
from deelwijs.overleg.kennis import TAKEN, kennisdeel
from deelwijs.overleg.laden import check, load, read_type
from deelwijs.overleg.typen import MAP, Antwoord
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.strict_yaml import decode, read


class _Weg:
    """Stands for a field that is taken out; with one name, so that every process calls its tests alike."""

    def __repr__(self) -> str:
        return "weg"


WEG = _Weg()


def document(slug: str = "vot") -> Any:
    return read(decode((MAP / f"{slug}.yaml").read_bytes()))


def broken(slug: str, pad: str, waarde: Any) -> Any:
    """A shipped document in which one value is another; `WEG` takes it away."""
    uit = copy.deepcopy(document(slug))
    *stappen, laatste = [int(deel) if deel.isdigit() else deel for deel in re.findall(r"[a-z_]+|\d+", pad)]
    plek = uit
    for stap in stappen:
        plek = plek[stap]
    if waarde is WEG:
        del plek[laatste]
    else:
        plek[laatste] = waarde
    return uit


MDO, LOKET, TAFEL, TEAM = "mdo_zat", "loket_voorschool", "thuiszitterstafel", "team_schoolondersteuning"
VERKEERD = [
    # what is missing or not a known answer
    ("vot", "naam", WEG, "naam", "Vul dit in"),
    ("vot", "naam", "  ", "naam", "Vul dit in"),
    ("vot", "naam", "x" * 81, "naam", "80 tekens"),
    ("vot", "kort", ["lijst"], "kort", "tekst"),
    ("vot", "kort", "x" * 1201, "kort", "te lang"),
    ("vot", "kort", "a\x00b", "kort", "teken dat niet mag"),
    ("vot", "slug", "Met Hoofdletter", "slug", "kleine letters"),
    ("vot", "feit", "geen", "feit", "Kies uit"),
    ("vot", "niveau", "land", "niveau", "Kies uit"),
    ("vot", "doelen", [], "doelen", "niet leeg"),
    ("vot", "doelen", "hulp_toeleiden", "doelen", "lijst"),
    ("vot", "doelen", ["stagnatie_voorkomen", "winst"], "doelen", "bestaat niet"),
    ("vot", "doelen", ["stagnatie_voorkomen", "stagnatie_voorkomen"], "doelen", "twee keer"),
    ("vot", "verzonnen", "ja", "verzonnen", "bestaat niet"),
    ("vot", "regie", WEG, "regie", "ontbreekt"),
    ("vot", "regie", "school", "regie", "velden"),
    ("vot", "deelnemers[0].taak", "buurman", "deelnemers[0].taak", "Kies uit"),
    ("vot", "deelnemers[0].wettelijke_taak", WEG, "deelnemers[0].wettelijke_taak", "Vul dit in"),
    ("vot", "deelnemers[0].grondslag", [], "deelnemers[0].grondslag", "niet leeg"),
    ("vot", "deelnemers[0].grondslag", ["jeugdwet:99.9"], "deelnemers[0].grondslag", "bestaat niet"),
    ("vot", "ritme.keer_per_jaar", 0, "ritme.keer_per_jaar", "heel getal"),
    ("vot", "ouders.aanwezig.antwoord", "misschien", "ouders.aanwezig.antwoord", "Kies uit"),
    ("vot", "bewaren[0].termijn", "eeuwig", "bewaren[0].termijn", "bestaat niet"),
    ("vot", "fasen[0].fase", "nazorg", "fasen[0].fase", "Kies uit"),
    ("vot", "wanneer", ["x"] * 41, "wanneer", "te lang"),
    ("vot", "bronnen", [{"bron": "roddel", "deel": "1"}], "bronnen[0].bron", "Kies uit"),
    # who takes part, and on what
    ("vot", "deelnemers[0].grondslag", ["wpo:8-lid-4"], "deelnemers[0].grondslag", "geen grond"),
    ("vot", "deelnemers[3].grondslag", ["avg:6-lid-1"], "deelnemers[3].grondslag", "geen grond"),
    (MDO, "deelnemers[1].grondslag", ["wvo-2020:8.17"], "deelnemers[1].grondslag", "geen taak"),
    (MDO, "deelnemers[16].mag_inbrengen", ["gezin"], "deelnemers[16].mag_inbrengen", "eigen wet"),
    (TAFEL, "deelnemers[0].mag_inbrengen", ["onderwijs", "gezondheid"], "deelnemers[0].mag_inbrengen", "school"),
    (TAFEL, "deelnemers[5].mag_inbrengen", ["verzuim", "gezondheid"], "deelnemers[5].mag_inbrengen", "toezicht"),
    # purposes
    ("vot", "doelen", ["hulp_toeleiden"], "doelen", "artikel 3.1"),
    ("vot", "doelen", ["samenwerken", "hulp_toeleiden"], "doelen", "artikel 3.1"),
    ("vot", "doelen", ["stagnatie_voorkomen", "opsporing"], "doelen", "Opsporing"),
    ("vot", "doelen", ["stagnatie_voorkomen", "hulp_bekostigen"], "doelen", "convenant"),
    ("vot", "doelen", ["stagnatie_voorkomen", "verzuim_aanpakken"], "doelen", "die taak"),
    ("vot", "doelen", ["stagnatie_voorkomen", "kind_beschermen"], "doelen", "die taak"),
    # direction, report, keeping
    ("vot", "regie.procesregisseur.taken", ["gemeente_leerplicht"], "regie.procesregisseur.taken", "doet niet mee"),
    ("vot", "informeert.taken", ["school_po"], "informeert.taken", "doet niet mee"),
    (TEAM, "regie.overdracht.naar", ["school_po"], "regie.overdracht.naar", "geen overdracht"),
    ("vot", "verslag.naar", ["politie"], "verslag.naar", "doet niet mee"),
    ("vot", "verslag.naar", [], "verslag.naar", "welke deelnemers"),
    (TEAM, "verslag.notulen", "ja", "verslag.notulen", "Notulen zijn een verslag"),
    (TEAM, "verslag.naar", ["school_po"], "verslag.naar", "Zonder verslag"),
    ("vot", "bewaren[0]", WEG, "bewaren", "Zeg ook waar"),
    ("vot", "bewaren[0].taken", ["kinderopvang", "jeugdgezondheidszorg"], "bewaren[1].taken", "staat al"),
    # the family
    ("vot", "ouders.geinformeerd", {"antwoord": "nee", "reden": "x"}, "ouders.geinformeerd.antwoord", "altijd vooraf"),
    (MDO, "jongere.geinformeerd", {"antwoord": "op_maat", "reden": "x"}, "jongere.geinformeerd.antwoord", "altijd"),
    (MDO, "ouders.geinformeerd", {"antwoord": "op_maat", "reden": "x"}, "ouders.geinformeerd.antwoord", "altijd"),
    ("vot", "ouders.krijgt_verslag", {"antwoord": "nee"}, "ouders.krijgt_verslag.reden", "Vul dit in"),
    (LOKET, "ouders.aanwezig", {"antwoord": "ja"}, "ouders.aanwezig.antwoord", "niet is uitgenodigd"),
    (LOKET, "ouders.uitgenodigd", {"antwoord": "ja"}, "ouders.uitgenodigd.antwoord", "nodigt u niet uit"),
    (TEAM, "ouders.krijgt_verslag", {"antwoord": "ja"}, "ouders.krijgt_verslag.antwoord", "geen verslag"),
    (LOKET, "anoniem_eerst.antwoord", "nee", "anoniem_eerst.antwoord", "anoniem kan"),
    ("vot", "toestemming.antwoord", "nee", "toestemming.antwoord", "alleen met toestemming"),
    ("vot", "toestemming", {"antwoord": "ja"}, "toestemming.reden", "Vul dit in"),
    # phases and words
    ("vot", "fasen[5].fase", "intake", "fasen", "twee keer"),
    ("vot", "fasen[5]", WEG, "fasen", "eindigt met de afsluiting"),
    ("vot", "fasen[0]", WEG, "fasen", "begint met de intake"),
    ("vot", "fasen[5].categorieen", ["identiteit", "gezondheid"], "fasen[5].categorieen", "niet nodig om"),
    ("vot", "fasen[1].categorieen", ["verzuim"], "fasen[1].categorieen", "niet bij de gegevens"),
    ("vot", "kort", "Vraag het aan jan@school.example.", "kort", "nummer of e-mailadres"),
    ("vot", "kort", "Het gaat om 123456782.", "kort", "nummer of e-mailadres"),
    (LOKET, "verwijst_naar[0].naar", "loket_voorschool", "verwijst_naar[0].naar", "niet naar zichzelf"),
]  # fmt: skip


@pytest.mark.eis("O1", "O4", "T22")
@pytest.mark.parametrize(("slug", "pad", "waarde", "veld", "zegt"), VERKEERD, ids=lambda v: str(v)[:34])
def test_one_thing_wrong_is_one_clear_fault(slug: str, pad: str, waarde: Any, veld: str, zegt: str) -> None:
    (fout,) = check(broken(slug, pad, waarde), bestand="eigen.yaml")
    assert (fout.veld, zegt in fout.boodschap) == (veld, True), fout
    assert fout.lijn > 0, "the line in the file is known"
    assert fout.boodschap.endswith((".", "!")), fout


@pytest.mark.eis("O1")
def test_a_shipped_type_has_no_faults_so_that_each_row_above_breaks_one_thing() -> None:
    for slug in {rij[0] for rij in VERKEERD}:
        assert check(document(slug)) == []


@pytest.mark.eis("O4")
@pytest.mark.parametrize("rommel", [None, [], "tekst", 3, {}, {"slug": {}}, {"deelnemers": [None, 3, {"taak": []}]}])
def test_rubbish_is_faults_and_never_a_crash(rommel: Any) -> None:
    with pytest.raises(TypeFout):
        read_type(rommel)


@pytest.mark.eis("O1", "T3")
@pytest.mark.parametrize(("taak", "zegt"), [("kinderopvang", "twee keer"), ("andere_derde", "geen vaste taak")])
def test_a_participant_has_one_task_of_its_own(taak: str, zegt: str) -> None:
    fouten = check(broken("vot", "deelnemers[1].taak", taak))
    assert [zegt in fout.boodschap for fout in fouten if fout.veld == "deelnemers[1].taak"] == [True]


@pytest.mark.eis("O1")
def test_one_party_alone_is_no_consultation() -> None:
    stuk = document("vot")
    for deelnemer in stuk["deelnemers"][1:]:
        deelnemer["deelname"] = "meldt_aan"
    assert [fout.veld for fout in check(stuk)] == ["deelnemers"]


@pytest.mark.eis("O4")
def test_all_faults_come_at_once() -> None:
    stuk = broken("vot", "naam", WEG)
    del stuk["kort"]
    stuk["fasen"][5]["fase"] = "intake"
    assert {fout.veld for fout in check(stuk)} == {"naam", "kort", "fasen"}


@pytest.mark.eis("C6", "O4")
def test_a_type_never_has_more_than_the_covenant_of_its_region() -> None:
    (fout,) = check(
        document("vot"), categorieen={"identiteit", "onderwijs", "gezin", "hulp_betrokken", "interventies_hulp"}
    )
    assert fout.veld == "categorieen"
    assert "convenant van uw regio" in fout.boodschap


@pytest.mark.eis("T7", "O1")
def test_a_bsn_needs_an_article_on_both_sides() -> None:
    stuk = document(TAFEL)
    stuk["categorieen"].append("bsn")
    school, leerplicht = stuk["deelnemers"][2], stuk["deelnemers"][5]
    school["mag_inbrengen"].append("bsn")
    assert [fout.veld for fout in check(stuk)] == ["deelnemers[2].mag_inbrengen"]
    school["grondslag"].append("wvo-2020:8.18")
    assert [fout.veld for fout in check(stuk)] == ["deelnemers[2].mag_inbrengen"]
    leerplicht["grondslag"].append("wvo-2020:8.18")
    assert check(stuk) == []
    stuk["deelnemers"][0]["mag_inbrengen"].append("bsn")  # the samenwerkingsverband has no such article
    assert [fout.veld for fout in check(stuk)] == ["deelnemers[0].mag_inbrengen"]


@pytest.mark.eis("T5", "O1")
@pytest.mark.parametrize("categorie", sorted(kennisdeel().verboden_categorieen))
def test_some_data_never_belong_in_a_consultation(categorie: str) -> None:
    stuk = document(MDO)
    stuk["categorieen"].append(categorie)
    fouten = check(stuk)
    assert [fout.veld for fout in fouten] == ["categorieen"]
    assert "nooit" in fouten[0].boodschap


@pytest.mark.eis("T5", "O1")
def test_the_list_of_the_covenant_is_that_of_the_toets() -> None:
    """The wider list of the reglement is for an MDO alone; a telephone number stands in no other."""
    hoogstens = kennisdeel().hoogstens
    assert hoogstens["mdo_zat"] - hoogstens["vot"] == {
        "contact",
        "onderwijskundig_rapport",
        "onderzoeksverslag",
        "risicogedrag",
    }
    assert hoogstens["vot"] == hoogstens["ander_overleg"] == hoogstens["thuiszitterstafel"]
    assert not hoogstens["mdo_zat"] - set(load_shipped(voorbeelden=False).feiten["categorie"].antwoorden)


@pytest.mark.eis("O1", "T22")
def test_every_basis_of_a_task_is_an_article_that_the_knowledge_has() -> None:
    ruw, kennis = read(decode(TAKEN.read_bytes())), kennisdeel()
    for naam, velden in ruw["taken"].items():
        assert naam in kennis.verstrekkers
        assert set(velden["grondslagen"]) | set(velden.get("bsn", ())) <= kennis.artikelen, naam
        assert set(velden.get("nooit", ())) <= set(kennis.categorieen) | {"alles"}, naam
    assert not {"andere_derde", "verwijsindex", "stagebedrijf"} & set(kennis.taken)


@pytest.mark.eis("O1")
def test_files_are_checked_together() -> None:
    data = {pad.name: pad.read_bytes() for pad in MAP.glob("*.yaml")}
    assert len(load(data)) == 8
    del data["vot.yaml"]
    with pytest.raises(
        TypeFout, match=r"loket_voorschool\.yaml:1: verwijst_naar\[0\]\.naar: Overlegtype ‘vot’ bestaat niet"
    ):
        load(data)
    data["vot.yaml"] = b"slug: vot\nslug: vot\n"
    data["mdo_zat.yaml"] = (MAP / "mdo_zat.yaml").read_bytes().replace(b"slug: mdo_zat", b"slug: mdo")
    with pytest.raises(TypeFout) as fout:
        load(data)
    assert {"vot.yaml", "mdo_zat.yaml"} <= {f.bestand for f in fout.value.fouten}


@pytest.mark.eis("O1")
def test_an_answer_is_only_yes_no_or_to_measure() -> None:
    assert [str(a) for a in Antwoord] == ["ja", "nee", "op_maat"]
