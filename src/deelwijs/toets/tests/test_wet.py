# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the law as we ship it holds to, whatever the rules that say so: each requirement tried on every worked case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from deelwijs.toets.index import compile_index
from deelwijs.toets.invoer import InvoerFout, read_facts
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Kennis, Klopt, Lezing, Soort, Stap, Uitkomst, Voorbeeld
from deelwijs.toets.oordeel import assess
from deelwijs.toets.uitleg import STAPPEN as UITLEG_STAPPEN

VANDAAG = date(2026, 11, 22)


@pytest.fixture(scope="module")
def kennis() -> Kennis:
    return load_shipped()


@pytest.fixture(scope="module")
def allowed(kennis: Kennis) -> list[Voorbeeld]:
    """Return the cases in which something about a known person may go to an organisation, with no one in danger."""
    bescherming = {"veilig_thuis", "raad_kinderbescherming", "gi_jeugdbescherming", "verwijsindex"}
    ontvangers = set(kennis.feiten["ontvanger"].groepen["organisaties"]) - bescherming
    cases = [
        v
        for v in kennis.voorbeelden
        if v.uitkomst.mag
        and "verstrekker" in v.feiten
        and v.feiten.get("niveau") in ("dat", "buitenkant", "wat")
        and v.feiten.get("veiligheid", "geen_zorgen") in ("geen_zorgen", "zorgen")
        and str(v.feiten.get("ontvanger")) in ontvangers
    ]
    assert len(cases) > 150
    return cases


def outcomes(
    kennis: Kennis, op: date, feiten: Mapping[str, Any], lezing: Lezing = Lezing.STRENG
) -> dict[str, Uitkomst]:
    invoer = read_facts(kennis, feiten)
    index = compile_index(kennis.in_force(op, lezing))
    return {deel: index.decide(invoer.part(deel)).uitkomst for deel in invoer.delen}


def lifted(kennis: Kennis, geval: Voorbeeld, feiten: Mapping[str, Any], stap: Stap) -> bool:
    """Whether, in this case, a statute lifts the prohibitions of a step that fire."""
    stand = kennis.in_force(geval.op, scenarios=geval.scenarios)
    invoer = read_facts(kennis, feiten)
    index = compile_index(stand)
    for deel in invoer.delen:
        bevinding = index.decide(invoer.part(deel))
        werkt = {r.id: r for r, w in zip(stand.regels, bevinding.werkt, strict=True) if w is Klopt.JA}
        verboden = {naam for naam, r in werkt.items() if r.soort is Soort.VERBOD and r.stap is stap}
        wettelijk = {doel for r in werkt.values() if r.niveau in ("avg", "wet", "amvb") for doel in r.doorbreekt}
        if bevinding.uitkomst.mag and not (verboden and verboden <= wettelijk):
            return False
    return True


def still_allowed(
    kennis: Kennis, gevallen: list[Voorbeeld], **anders: Any
) -> Iterator[tuple[Voorbeeld, dict[str, Any]]]:
    """Yield the cases that stay allowed when some facts are otherwise."""
    for geval in gevallen:
        feiten = {**geval.feiten, **anders}
        try:
            uitkomsten = outcomes(kennis, geval.op, feiten)
        except InvoerFout:
            continue
        if not geval.scenarios and any(uitkomst.mag for uitkomst in uitkomsten.values()):
            yield geval, feiten


@pytest.mark.eis("T4")
def test_another_purpose_closes_what_was_open_unless_a_statute_says_otherwise(
    kennis: Kennis, allowed: list[Voorbeeld]
) -> None:
    open_ = [g.id for g, f in still_allowed(kennis, allowed, zelfde_doel="nee") if not lifted(kennis, g, f, Stap.DOEL)]
    assert open_ == []


@pytest.mark.eis("T5")
def test_nice_to_know_is_never_shared(kennis: Kennis, allowed: list[Voorbeeld]) -> None:
    assert [g.id for g, _ in still_allowed(kennis, allowed, noodzaak="handig")] == []


@pytest.mark.eis("T5")
def test_the_whole_administration_never_goes(kennis: Kennis, allowed: list[Voorbeeld]) -> None:
    assert [g.id for g, _ in still_allowed(kennis, allowed, categorie=["hele_administratie"])] == []


@pytest.mark.eis("T6")
@pytest.mark.parametrize("weg", ["anoniem", "zelf_vragen", "minder"])
def test_a_lighter_way_closes_the_heavier_one_unless_a_statute_says_otherwise(
    kennis: Kennis, allowed: list[Voorbeeld], weg: str
) -> None:
    open_ = [
        g.id
        for g, f in still_allowed(kennis, allowed, lichter_middel=weg)
        if not lifted(kennis, g, f, Stap.SUBSIDIARITEIT)
    ]
    assert open_ == []


@pytest.mark.eis("T7")
@pytest.mark.parametrize("categorie", ["gezondheid", "bijzonder_overig", "strafrecht_inhoud", "bsn"])
def test_special_criminal_data_and_the_bsn_need_an_exception_of_their_own(
    kennis: Kennis, allowed: list[Voorbeeld], categorie: str
) -> None:
    for geval, feiten in still_allowed(kennis, allowed, categorie=[categorie]):
        assert lifted(kennis, geval, feiten, Stap.VERBOD), geval.id


@pytest.mark.eis("T7")
def test_consent_alone_never_frees_the_bsn(kennis: Kennis) -> None:
    for verstrekker in kennis.feiten["verstrekker"].antwoorden:
        for ontvanger in ("samenwerkingsverband", "jeugdhulpaanbieder", "andere_derde", "stagebedrijf"):
            uitkomst = outcomes(
                kennis, VANDAAG, CONSENT | {"verstrekker": verstrekker, "ontvanger": ontvanger, "categorie": ["bsn"]}
            )["bsn"]
            assert not uitkomst.mag, (verstrekker, ontvanger)


# Everything asked for by a youth of 17 who says yes to exactly this, and nothing else that could be a basis.
CONSENT: dict[str, Any] = {
    "leeftijd": 17,
    "toestemming_jongere": "gegeven",
    "toestemming_vorm": "uitdrukkelijk",
    "toestemming_vrij": "ja",
    "toestemming_waarvoor": "beide",
    "toestemming_vastgelegd": "ja",
    "niveau": "wat",
    "doel": "stagnatie_voorkomen",
    "zelfde_doel": "ja",
    "wiens_taak": "gedeeld",
    "noodzaak": "kan_niet_zonder",
    "lichter_middel": "geen",
    "aard": "feit",
    "geinformeerd": "ja",
    "bezwaar": "nee",
    "overleg": "geen",
    "ontvanger_betrokken": "ja",
    "kanaal": "beveiligd",
    "vastgelegd": "ja",
    "verzuim": "geen",
    "veiligheid": "geen_zorgen",
    "ots": "nee",
    "conflict_van_plichten": "nee",
    "geheimhouding_geregeld": "ja",
    "problemen": "enkelvoudig",
    "belang_benoemd": "nee",
}


@pytest.mark.eis("T3")
@pytest.mark.parametrize("taak", load_shipped(voorbeelden=False).feiten["verstrekker"].groepen["gemeente"])
def test_consent_is_no_basis_for_a_task_of_the_college(kennis: Kennis, taak: str) -> None:
    feiten = CONSENT | {"verstrekker": taak, "ontvanger": "andere_derde", "categorie": ["identiteit", "gezin"]}
    assert not any(uitkomst.mag for uitkomst in outcomes(kennis, VANDAAG, feiten).values())


@pytest.mark.eis("T3")
def test_no_agreement_or_code_is_ever_a_basis(kennis: Kennis) -> None:
    opent = (Soort.GRONDSLAG, Soort.WEEG_GRONDSLAG)
    assert {regel.niveau for regel in kennis.regels if regel.soort in opent} <= {"avg", "wet", "amvb"}


@pytest.mark.eis("T8")
@pytest.mark.parametrize("verstrekker", ["jeugdgezondheidszorg", "jeugd_ggz", "huisarts", "jeugdhulpaanbieder"])
def test_a_keeper_of_secrets_shares_nothing_without_consent_and_a_conflict_of_duties_is_only_ever_weighed(
    kennis: Kennis, verstrekker: str
) -> None:
    basis = CONSENT | {
        "verstrekker": verstrekker,
        "ontvanger": "school_vo",
        "categorie": ["gezondheid"],
        "geheim": "geen",
    }
    zonder = basis | {"toestemming_jongere": "niet_gevraagd"}
    assert outcomes(kennis, VANDAAG, zonder)["gezondheid"] is Uitkomst.NIET_TOEGESTAAN
    for lezing in Lezing:
        uitkomst = outcomes(kennis, VANDAAG, zonder | {"conflict_van_plichten": "ja"}, lezing)["gezondheid"]
        assert uitkomst is Uitkomst.EIGEN_AFWEGING
    assert outcomes(kennis, VANDAAG, basis)["gezondheid"].mag
    for einde in ("geweigerd", "ingetrokken"):
        assert not outcomes(kennis, VANDAAG, basis | {"toestemming_jongere": einde})["gezondheid"].mag


@pytest.mark.eis("T9")
def test_a_task_of_the_receiver_alone_closes_what_was_open_unless_a_statute_says_otherwise(
    kennis: Kennis, allowed: list[Voorbeeld]
) -> None:
    gevallen = still_allowed(kennis, allowed, wiens_taak="ontvanger")
    open_ = [g.id for g, f in gevallen if not lifted(kennis, g, f, Stap.DOEL)]
    assert open_ == []


@pytest.mark.eis("T10", "E4")
def test_from_september_2026_a_youth_of_twelve_can_end_a_consent(kennis: Kennis) -> None:
    feiten = CONSENT | {
        "leeftijd": 14,
        "toestemming_ouders": "alle",
        "toestemming_jongere": "ingetrokken",
        "verstrekker": "school_vo",
        "ontvanger": "jeugdhulpaanbieder",
        "categorie": ["onderwijs"],
        "geheim": "geen",
    }
    assert outcomes(kennis, date(2026, 8, 31), feiten)["onderwijs"].mag
    assert not outcomes(kennis, date(2026, 9, 1), feiten)["onderwijs"].mag


@pytest.mark.eis("T10")
def test_consent_changes_hands_on_the_sixteenth_birthday(kennis: Kennis) -> None:
    feiten = CONSENT | {
        "toestemming_ouders": "alle",
        "toestemming_jongere": "niet_gevraagd",
        "verstrekker": "school_vo",
        "ontvanger": "jeugdhulpaanbieder",
        "categorie": ["onderwijs"],
        "geheim": "geen",
    }
    assert outcomes(kennis, VANDAAG, feiten | {"leeftijd": 15})["onderwijs"].mag
    assert not outcomes(kennis, VANDAAG, feiten | {"leeftijd": 16})["onderwijs"].mag


@pytest.mark.eis("T16")
def test_every_answer_names_its_rules_with_sources_and_every_no_says_why(kennis: Kennis) -> None:
    for geval in kennis.voorbeelden[::20]:
        oordeel = assess(kennis, geval.feiten, geval.op, scenarios=geval.scenarios)
        for deel in oordeel.per_categorie.values():
            for stap in deel.stappen:
                assert stap.uitleg
                assert all(regel.citaten for regel in stap.regels)
            if deel.uitkomst is Uitkomst.NIET_TOEGESTAAN:
                assert deel.redenen, geval.id


@pytest.mark.eis("T16")
def test_what_would_help_helps(kennis: Kennis) -> None:
    tried = 0
    for geval in kennis.voorbeelden[::6]:
        oordeel = assess(kennis, geval.feiten, geval.op, scenarios=geval.scenarios)
        for deel in oordeel.per_categorie.values():
            for weg in deel.wat_zou_helpen:
                if weg.wordt is Uitkomst.ONVOLLEDIG:
                    continue
                zet = {feit: waarde for actie in weg.acties for feit, waarde in actie.zet.items()}
                feiten = {**geval.feiten, **zet}
                if "categorie" in geval.feiten:
                    feiten["categorie"] = [deel.categorie]
                straks = assess(kennis, feiten, geval.op, scenarios=geval.scenarios)
                assert straks.uitkomst is weg.wordt, (geval.id, zet)
                assert not {"leeftijd", "doel", "verstrekker", "ontvanger"} & set(zet)
                tried += 1
    assert tried > 40


@pytest.mark.eis("T17")
def test_a_bill_counts_only_when_it_is_named(kennis: Kennis) -> None:
    gewoon = kennis.in_force(VANDAAG)
    assert not [regel for regel in gewoon.regels if regel.scenario]
    for naam in kennis.scenarios:
        assert {r.scenario for r in kennis.in_force(VANDAAG, scenarios=[naam]).regels if r.scenario} == {naam}


@pytest.mark.eis("T17")
def test_every_rule_cites_articles_that_hold_on_each_of_its_days(kennis: Kennis) -> None:
    for regel in kennis.regels:
        for dag in {regel.geldig_vanaf, regel.geldig_tot or VANDAAG}:
            for bron in regel.bronnen:
                if bron.soort == "wet":
                    assert kennis.artikel(bron.id, dag) is not None, (regel.id, bron.id, dag)


@pytest.mark.eis("T18")
def test_each_difference_has_two_readings_and_strict_binds_without_a_choice(kennis: Kennis) -> None:
    gebruikt = {regel.verschil for regel in kennis.regels if regel.verschil}
    gebruikt |= {weg.verschil for b in kennis.begrippen.values() for weg in b.ja_als if weg.verschil}
    assert gebruikt
    for naam in gebruikt:
        verschil = kennis.verschillen[naam or ""]
        assert verschil.streng
        assert verschil.rekkelijk
    assert kennis.in_force(VANDAAG).lezing is Lezing.STRENG
    gekozen = kennis.in_force(VANDAAG, keuzes={"V26": Lezing.REKKELIJK}) if "V26" in kennis.verschillen else None
    assert gekozen is not None
    anders = {r.id for r in gekozen.regels} ^ {r.id for r in kennis.in_force(VANDAAG).regels}
    assert anders
    assert all(r.verschil == "V26" for r in gekozen.regels if r.lezing is Lezing.REKKELIJK)


@pytest.mark.eis("T2")
def test_the_steps_come_in_order_each_with_its_own_result(kennis: Kennis) -> None:
    feiten = CONSENT | {
        "verstrekker": "school_vo",
        "ontvanger": "jeugdhulpaanbieder",
        "categorie": ["onderwijs"],
        "geheim": "geen",
    }
    deel = assess(kennis, feiten, VANDAAG).per_categorie["onderwijs"]
    assert [stap.stap for stap in deel.stappen] == list(UITLEG_STAPPEN)
    assert {stap.resultaat for stap in deel.stappen} == {Klopt.JA}
    te_veel = assess(kennis, feiten | {"noodzaak": "handig"}, VANDAAG).per_categorie["onderwijs"]
    assert [stap.stap for stap in te_veel.stappen if stap.resultaat is Klopt.NEE] == [Stap.PROPORTIONALITEIT]


@pytest.mark.eis("T11")
@pytest.mark.parametrize(
    ("erkend", "mag"), [("2022-12-31", Uitkomst.NIET_TOEGESTAAN), ("2023-01-01", Uitkomst.TOEGESTAAN), (None, None)]
)
def test_recognition_gives_gezag_from_2023_and_an_unknown_date_leaves_it_open(
    kennis: Kennis, erkend: str | None, mag: Uitkomst | None
) -> None:
    feiten = {
        "handeling": "recht_inzage",
        "houder": "school",
        "verzoeker": "ouder_gezag_onduidelijk",
        "leeftijd": 9,
        "gezag_band": "erkenner",
        "erkenning_datum": erkend,
        "moeder_alleen_verklaring": "nee",
        "gezag_uitspraak": "geen",
        "over_wie": "jongere",
        "identiteit_gecontroleerd": "ja",
        "weigergrond": "geen",
        "dagen_sinds_verzoek": 3,
        "verlengd": "nee",
        "belang_kind_verzet": "nee",
        "niveau": "wat",
        "informatie_rechter": "nee",
        "ook_aan_gezagsouder": "ja",
        "gevraagd": "ja",
        "categorie": ["leerresultaten"],
        "bezwaar": "nee",
    }
    oordeel = assess(kennis, feiten, VANDAAG)
    if mag is None:
        assert oordeel.uitkomst is Uitkomst.ONVOLLEDIG
        assert "erkenning_datum" in [feit.naam for feit in oordeel.vragen]
    else:
        assert oordeel.uitkomst is mag


@pytest.mark.eis("T13")
def test_a_notification_is_what_opens_absence_to_leerplicht_of_the_own_municipality(kennis: Kennis) -> None:
    feiten = CONSENT | {
        "leeftijd": 15,
        "toestemming_ouders": "niet_gevraagd",
        "toestemming_jongere": "niet_gevraagd",
        "verstrekker": "school_vo",
        "ontvanger": "gemeente_leerplicht",
        "categorie": ["verzuim"],
        "doel": "verzuim_aanpakken",
        "verzuim": "ongeoorloofd",
        "verzuim_gemeld": "ja",
        "woongemeente": "ja",
        "ouders_ingelicht_verzuim": "ja",
        "gevraagd": "nee",
        "geheim": "geen",
    }
    assert outcomes(kennis, VANDAAG, feiten)["verzuim"].mag
    for anders in ({"woongemeente": "nee"}, {"verzuim": "geoorloofd"}, {"verzuim": "ongeoorloofd_minder"}):
        assert not outcomes(kennis, VANDAAG, feiten | {"overleg_leerplicht": "nee"} | anders)["verzuim"].mag, anders
    naamloos = {"niveau": "anoniem", "herleidbaar": "nee", "verzuim": "geoorloofd"}
    assert outcomes(kennis, VANDAAG, feiten | naamloos)["verzuim"].mag


@pytest.mark.eis("T14")
def test_from_school_to_mbo_consent_is_asked_and_the_other_reading_is_shown(kennis: Kennis) -> None:
    feiten = CONSENT | {
        "toestemming_jongere": "niet_gevraagd",
        "verstrekker": "school_vo",
        "ontvanger": "school_mbo",
        "categorie": ["onderwijs"],
        "doel": "overstap",
        "geheim": "geen",
        "leeftijd": 16,
    }
    oordeel = assess(kennis, feiten, VANDAAG)
    assert oordeel.lezingen[Lezing.STRENG] is Uitkomst.NIET_TOEGESTAAN
    assert oordeel.lezingen[Lezing.REKKELIJK] is not Uitkomst.NIET_TOEGESTAAN
    assert assess(kennis, feiten | {"toestemming_jongere": "gegeven"}, VANDAAG).uitkomst.mag


@pytest.mark.eis("T15")
@pytest.mark.parametrize("vraag", ["belang_benoemd", "belang_noodzakelijk", "belang_weegt_op"])
def test_a_legitimate_interest_needs_all_three_answers(kennis: Kennis, vraag: str) -> None:
    feiten = CONSENT | {
        "toestemming_jongere": "niet_gevraagd",
        "verstrekker": "school_mbo",
        "ontvanger": "docententeam",
        "categorie": ["risicogedrag"],
        "doel": "veiligheid_school",
        "openbare_school": "nee",
        "belang_benoemd": "ja",
        "belang_noodzakelijk": "ja",
        "belang_weegt_op": "ja",
        "geheim": "geen",
        "wiens_taak": "eigen",
    }
    assert outcomes(kennis, VANDAAG, feiten)["risicogedrag"].mag
    assert not outcomes(kennis, VANDAAG, feiten | {vraag: "nee"})["risicogedrag"].mag
