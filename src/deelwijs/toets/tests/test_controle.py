# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The check of the knowledge finds what is wrong, and only that: each defect is planted in a small rulebook."""

from __future__ import annotations

import json
from datetime import date
from random import Random

import pytest
import yaml

from deelwijs.toets.bereikbaar import JA, NEE, Zoeker
from deelwijs.toets.controle import GEBREKEN, Rapport, controle
from deelwijs.toets.interpret import interpret
from deelwijs.toets.loader import KENNIS, load, load_shipped
from deelwijs.toets.model import Klopt, Lezing, Uitkomst, Voorwaarde, all_hold
from deelwijs.toets.raster import ASSEN, KLASSEN, RANGEN, Raster, rectangles, short

DAG = date(2024, 3, 1)
WIE = {"professional": "Wat?", "ouder": "Wat?", "jongere": "Wat?"}
ZIN = {"professional": "Zo.", "ouder": "Zo.", "jongere": "Zo."}


def _fact(*antwoorden: str, soort: str = "keuze") -> dict[str, object]:
    return {"soort": soort, "antwoorden": {a: a for a in antwoorden}, "vraag": WIE, "wie": "steller", "aard": "feit"}


FEITEN = {
    "handeling": _fact("delen", "bewaren"),
    "verstrekker": _fact("school", "arts"),
    "ontvanger": _fact("school", "gemeente", "ouder"),
    "categorie": _fact("naam", "verzuim", "ziekte", soort="meerkeuze"),
    "doel": _fact("hulp", "beleid"),
    "toestemming": {"soort": "ja_nee", "vraag": WIE, "wie": "steller", "aard": "feit"},
    "leeftijd": {"soort": "getal", "min": 0, "max": 120, "vraag": WIE, "wie": "steller", "aard": "feit"},
}
WETTEN = {
    "wetten": [
        {
            "id": "w",
            "naam": "Wet",
            "artikelen": [
                {"id": f"w:{n}", "artikel": n, "onderwerp": "o", "parafrase": "p", "geldig_vanaf": "2018-01-01"}
                | {"zekerheid": zekerheid, "datum_zekerheid": "hoog"}
                for n, zekerheid in (("1", "hoog"), ("2", "laag"), ("3", "hoog"))
            ],
        }
    ]
}


def _rule(naam: str, soort: str, als: dict[str, object], **rest: object) -> dict[str, object]:
    versie = {k: rest.pop(k) for k in ("tenzij", "geldig_vanaf", "geldig_tot", "lezing", "verschil") if k in rest}
    basis = {"geldig_vanaf": date(2018, 5, 25), "status": "van_kracht", "bronnen": [{"wet": "w:1"}], "als": als}
    return {
        "id": naam, "soort": soort, "stap": "grondslag" if "grondslag" in soort else "verbod", "niveau": "wet",
        "titel": naam, "tekst": ZIN, "versies": [{**basis, **versie}], **rest,
    }  # fmt: skip


ALLES: dict[str, object] = {"handeling": "delen", "toestemming": "ja"}
BASIS = [
    _rule("basis", "grondslag", ALLES),
    _rule("geheim", "verbod", {"handeling": "delen", "verstrekker": "arts", "categorie": "ziekte"}),
    _rule("open", "doorbreking", {"verstrekker": "arts", "toestemming": "ja"}, doorbreekt=["geheim"]),
]
VOORBEELDEN = [
    {
        "id": f"v{i}", "titel": "t", "verhaal": "v", "op": DAG, "uitkomst": "toegestaan",
        "feiten": {"handeling": "delen", "verstrekker": "arts", "ontvanger": "gemeente", "categorie": ["ziekte"],
                   "doel": "hulp", "toestemming": antwoord, "leeftijd": 15},
    }
    for i, antwoord in enumerate(("ja", "nee"))
]  # fmt: skip


def check(regels: list[dict[str, object]], **meer: object) -> Rapport:
    documenten = {
        "feiten.yaml": {"feiten": FEITEN},
        "wetten.yaml": WETTEN,
        "regels/r.yaml": {"regels": regels},
        "voorbeelden/v.yaml": {"voorbeelden": VOORBEELDEN},
        "zinnen.yaml": yaml.safe_load((KENNIS / "zinnen.yaml").read_bytes()),
        **{f"{naam}.yaml": document for naam, document in meer.items()},
    }
    kennis = load({naam: yaml.dump(d, Dumper=Plain, sort_keys=False).encode() for naam, d in documenten.items()})
    return controle(kennis, DAG)


class Plain(yaml.SafeDumper):
    """Writes what is used twice twice: the loader refuses anchors."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


@pytest.mark.eis("T22")
def test_a_sound_rulebook_has_no_defect() -> None:
    rapport = check(BASIS)
    assert {naam: rapport.delen[naam] for naam in GEBREKEN} == {naam: [] for naam in GEBREKEN}
    assert rapport.gebreken == 0
    assert rapport.as_text().endswith("Geen gebreken.")


@pytest.mark.eis("T22")
@pytest.mark.parametrize(
    ("soort", "regel", "noemt"),
    [
        ("onbereikbaar", _rule("dood", "verbod", ALLES, tenzij=[{"toestemming": "ja"}]), "dood"),
        ("onbereikbaar", _rule("altijd", "verbod", {**ALLES, "verstrekker": "arts"}), "altijd"),
        ("overbodig", _rule("u", "verbod", {"doel": "hulp"}, tenzij=[{"doel": "beleid"}]), "raakt deze regel nooit"),
        (
            "overbodig",
            _rule(
                "d", "verbod", {"doel": "hulp"}, tenzij=[{"toestemming": "ja"}, {"toestemming": "ja", "doel": "hulp"}]
            ),
            "volgt al uit",
        ),
        (
            "overbodig",
            _rule("mis", "doorbreking", {"verstrekker": "school"}, doorbreekt=["geheim"]),
            "raakt geheim nooit",
        ),
        ("dubbel", _rule("twee", "doorbreking", {**ALLES, "verstrekker": "arts"}, doorbreekt=["geheim"]), "twee"),
        ("zonder_voorbeeld", _rule("stil", "vast", {"handeling": "bewaren"}), "stil"),
    ],
)
def test_each_planted_defect_is_found(soort: str, regel: dict[str, object], noemt: str) -> None:
    extra = [_rule("altijd-open", "doorbreking", {"toestemming": "ja"}, doorbreekt=["altijd"])]
    rapport = check([*BASIS, regel, *(extra if regel["id"] == "altijd" else [])])
    assert any(noemt in regel for regel in rapport.delen[soort]), rapport.delen
    assert (rapport.gebreken > 0) == (soort in GEBREKEN)


@pytest.mark.eis("T22")
def test_silence_is_a_defect_unless_it_is_listed() -> None:
    alleen_school = [_rule("basis", "grondslag", {**ALLES, "verstrekker": "school"}), *BASIS[1:]]
    stil = "verstrekker: arts; ontvanger: alle; categorie: alle; doel: alle"
    rapport = check(alleen_school)
    assert rapport.delen["gaten"] == [stil]
    assert rapport.telling["niemand_spreekt"] == 3 * 3 * 2
    kloven = {"kloven": [{"als": {"verstrekker": "arts"}, "reden": "Niet uitgezocht."}]}
    bekend = check(alleen_school, kloven=kloven)
    assert bekend.delen["gaten"] == []
    assert bekend.delen["bekende_kloven"] == ["18 combinaties: Niet uitgezocht."]


@pytest.mark.eis("T18", "T22")
def test_a_strict_reading_that_allows_more_is_found() -> None:
    lezingen = {"lezingen": [{"id": "V1", "titel": "t", "streng": "s", "rekkelijk": "r", "bronnen": [{"wet": "w:1"}]}]}
    regel = _rule("ruim", "grondslag", {"handeling": "delen"}, lezing="streng", verschil="V1")
    assert check([*BASIS, regel], lezingen=lezingen).delen["strijdig"]
    regel = _rule("ruim", "grondslag", {"handeling": "delen"}, lezing="rekkelijk", verschil="V1")
    assert check([*BASIS, regel], lezingen=lezingen).delen["strijdig"] == []


@pytest.mark.eis("T22")
def test_doubtful_sources_and_unused_articles_are_shown() -> None:
    regel = _rule("twijfel", "vast", ALLES)
    regel["versies"][0]["bronnen"] = [{"wet": "w:2"}]  # type: ignore[index]
    rapport = check([*BASIS, regel])
    assert rapport.delen["twijfel"] == ["w:2 (inhoud): twijfel"]
    assert rapport.delen["ongebruikt"] == ["w:3"]
    assert json.loads(json.dumps(rapport.as_dict()))["bevindingen"]["twijfel"]["aantal"] == 1


# -- the parts, on the shipped knowledge


def test_the_grid_says_what_the_oracle_says() -> None:
    kennis = load_shipped()
    kans = Random(7)
    for lezing in Lezing:
        stand = kennis.in_force(DAG, lezing)
        raster = Raster(stand)
        leeg = {naam: feit.alles for naam, feit in kennis.feiten.items()} | {"handeling": frozenset(("delen",))}
        for _ in range(60):
            plek = tuple(kans.randrange(n) for n in raster.vorm)
            cellen = {as_: kennis.feiten[as_].cellen[i] for as_, i in zip(ASSEN, plek, strict=True)}
            bevinding = interpret(stand, {**leeg, **{as_: frozenset((cel,)) for as_, cel in cellen.items()}})
            assert RANGEN[raster.slechtst[plek]] is bevinding.slechtst, cellen
            assert RANGEN[raster.best[plek]] is bevinding.best, cellen
            if raster.klasse[plek] == KLASSEN.index("altijd_verboden"):
                assert bevinding.best is Uitkomst.NIET_TOEGESTAAN


def test_a_situation_that_is_found_is_one() -> None:
    """What the search returns must make the rule fire, whatever the facts that it leaves open turn out to be."""
    kennis = load_shipped()
    stand = kennis.in_force(DAG)
    zoeker = Zoeker(stand)
    for regel in stand.regels:
        doos = zoeker.find([regel.als], [(conditie, ()) for conditie in regel.tenzij])
        assert doos is not None, regel.id
        vol = {**zoeker.alles, **doos}
        assert all_hold(regel.als, vol) is Klopt.JA
        assert all(all_hold(conditie, vol) is Klopt.NEE for conditie in regel.tenzij)


def test_a_begrip_counts_with_the_facts_that_make_it() -> None:
    stand = load_shipped().in_force(DAG)
    zoeker = Zoeker(stand)
    for naam, wegen in stand.begrippen.items():
        ja, nee = ((Voorwaarde(naam, cellen),) for cellen in (JA, NEE))
        assert zoeker.find([ja]) is not None
        assert zoeker.find([nee, wegen[0]]) is None
        assert zoeker.find([ja], [(weg, ()) for weg in wegen]) is None


def test_blocks_cover_exactly_what_is_marked() -> None:
    kennis = load_shipped()
    stil = Raster(kennis.in_force(DAG)).klasse == 0
    feit = kennis.feiten["doel"]
    assert short(feit, feit.cellen) == "alle"
    assert short(feit, feit.cellen[1:]) == f"alle behalve {feit.cellen[0]}"
    assert short(feit, feit.groepen["convenant_3_1"]) == "convenant_3_1"
    assert rectangles(kennis, stil & False) == []
    assert rectangles(kennis, stil | True) == [{as_: "alle" for as_ in ASSEN}]
    assert len(rectangles(kennis, stil)) < stil.sum()
