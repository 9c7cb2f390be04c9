# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What rows and people know becomes a fact with its origin; what they do not know opens nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from conftest import Mensen
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deelwijs.casus.models import Antwoord, Casus
from deelwijs.logboek.kring import in_kring
from deelwijs.overleg.typen import Antwoord as Keus
from deelwijs.overleg.typen import load_types
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Lezing, Uitkomst
from deelwijs.verstrekking import oordelen
from deelwijs.verstrekking.actions import NietMogelijk, beantwoord
from deelwijs.verstrekking.dossier import Dossier, read_dossier
from deelwijs.verstrekking.facts import Feiten, Van, gather, is_askable
from deelwijs.verstrekking.reikwijdte import BEREIK, MET_DAG, PER_FASE, VAN_FG, VAN_RIJEN, Reikwijdte, reach
from deelwijs.verstrekking.tests.geval import DAG, JA, OP, Geval, geval, ingebracht

pytestmark = [pytest.mark.django_db, pytest.mark.eis("D4", "T19")]
KENNIS = load_shipped(voorbeelden=False)


@pytest.fixture
def g(mensen: Mensen) -> Geval:
    return geval(mensen)


def dossier(g: Geval, wie: str = "bram") -> Dossier:
    person = getattr(g.mensen, wie)
    with in_kring(person.kring):
        casus = Casus.objects.select_related("versie").get(pk=g.casus.pk)
        return read_dossier(casus=casus, partij=person.partij, op=OP)


def known(g: Geval, naar: str = "dorien", niveau: str = "dat", **rest: Any) -> Feiten:
    return gather(dossier=rest.pop("dossier", None) or dossier(g), inbreng=rest.pop("datum", g.datum),
                  deelname=g.zetels[naar], niveau=niveau, **rest)  # fmt: skip


def test_rows_tell_what_they_know_and_where_it_comes_from(g: Geval) -> None:
    feiten = known(g)
    assert feiten.given() == {
        "handeling": "delen", "verstrekker": "school_vo", "ontvanger": "gemeente_jeugd", "categorie": ["onderwijs"],
        "niveau": "dat", "aard": "feit", "geheim": "geen", "doel": "stagnatie_voorkomen", "overleg": "mdo_zat",
        "convenant": "beiden", "taak_vastgelegd": "ja", "kanaal": "beveiligd", "vastgelegd": "ja", "leeftijd": 14,
    }  # fmt: skip
    assert all(gegeven.van is Van.RIJ and gegeven.uitleg.endswith(".") for gegeven in feiten.gegevens.values())
    assert feiten.gegevens["leeftijd"].door == "Bram"


def _of_type(g: Geval, slug: str, **leave_out: bool) -> Dossier:
    soort = load_types()[slug]
    for wie, out in leave_out.items():
        role = getattr(soort, wie)
        keuze = replace(role.uitgenodigd, antwoord=Keus.NEE if out else Keus.JA)
        soort = replace(soort, **{wie: replace(role, uitgenodigd=keuze)})
    return replace(dossier(g), overlegtype=soort)


@pytest.mark.parametrize(
    ("slug", "leave_out", "without"),
    [
        ("loket_onderwijs", {}, True),
        ("loket_voorschool", {}, True),
        ("vot", {}, True),  # Noor is 14 and had to be invited
        ("mdo_zat", {}, False),
        ("thuiszitterstafel", {}, False),  # decided per case: a person says it
        ("mdo_zat", {"jongere": True, "ouders": False}, True),
        ("mdo_zat", {"jongere": False, "ouders": True}, True),
    ],
)
def test_who_a_type_leaves_out_cannot_be_said_to_be_invited(
    g: Geval, slug: str, leave_out: dict[str, bool], without: bool
) -> None:
    g.zeg("uitgenodigd", "ja", g.cel("dorien", "dat"))
    said = known(g, dossier=_of_type(g, slug, **leave_out)).gegevens["uitgenodigd"]
    assert (said.waarde, said.van) == (("zonder", Van.RIJ) if without else ("ja", Van.ANTWOORD))


def test_a_type_for_toddlers_need_not_invite_the_toddler(g: Geval) -> None:
    young = replace(_of_type(g, "vot"), geboren={"school_vo": (DAG.replace(year=DAG.year - 3), "Bram", OP)})
    assert "uitgenodigd" not in known(g, dossier=young).gegevens


def test_the_reading_of_the_fg_decides_about_a_type_without_the_family(g: Geval) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"))
    with_them, without = known(g), known(g, dossier=_of_type(g, "mdo_zat", jongere=True, ouders=True))
    dag = localdate(OP)
    assert oordelen.briefly(KENNIS, with_them, dag, Lezing.STRENG).uitkomst.mag
    assert oordelen.briefly(KENNIS, without, dag, Lezing.STRENG).uitkomst is Uitkomst.NIET_TOEGESTAAN
    assert oordelen.briefly(KENNIS, without, dag, Lezing.REKKELIJK).uitkomst.mag


def test_the_age_is_known_only_to_who_recorded_the_birth_date(g: Geval) -> None:
    datum = ingebracht(g.casus, g.mensen.anouk, "gezondheid")
    feiten = gather(dossier=dossier(g, "anouk"), inbreng=datum, deelname=g.zetels["dorien"], niveau="dat")
    assert "leeftijd" not in feiten.gegevens


def test_an_answer_carries_who_said_it_when_and_on_which_day_it_was(g: Geval) -> None:
    g.zeg("toestemming_ouders", "alle", g.cel("dorien", "dat"), op=OP)
    gegeven = known(g).gegevens["toestemming_ouders"]
    assert (gegeven.waarde, gegeven.van, gegeven.door, gegeven.op, gegeven.dag) == (
        "alle",
        Van.ANTWOORD,
        "Bram",
        OP,
        DAG,
    )


@pytest.mark.parametrize("feit", sorted(JA))
def test_an_answer_reaches_as_far_as_the_table_says_and_no_further(g: Geval, feit: str) -> None:
    other = ingebracht(g.casus, g.mensen.bram)
    antwoord, dag = JA[feit]
    g.zeg(feit, antwoord, g.cel("dorien", "dat"), dag=dag or DAG)
    now = dossier(g)
    reaches = {
        "level": feit in known(g, "dorien", "wat", dossier=now).gegevens,
        "receiver": feit in known(g, "emre", "dat", dossier=now).gegevens,
        "datum": feit in known(g, "dorien", "dat", dossier=now, datum=other).gegevens,
        "purpose": feit in known(g, "dorien", "dat", dossier=now, doel="passende_plek").gegevens,
    }
    wide = {
        Reikwijdte.CASUS: {"level", "receiver", "datum", "purpose"},
        Reikwijdte.ONTVANGER: {"level", "datum", "purpose"},
        Reikwijdte.INBRENG: {"level", "receiver", "purpose"},
        Reikwijdte.CEL: set(),
    }[reach(feit)]
    assert {what for what, is_known in reaches.items() if is_known} == wide


@pytest.mark.parametrize(
    "feit", [*sorted(f for f in KENNIS.feiten if "toestemming" in f), "noodzaak", "lichter_middel"]
)
def test_consent_and_necessity_never_reach_further_than_the_cell(feit: str) -> None:
    assert reach(feit) is Reikwijdte.CEL


@pytest.mark.parametrize("feit", sorted({*JA, "leeftijd"}))
def test_what_was_needed_in_one_phase_is_asked_anew_in_the_next(g: Geval, feit: str) -> None:
    g.zeg(feit, {**{f: a for f, (a, _) in JA.items()}, "leeftijd": 14}[feit], g.cel("dorien", "dat"))
    now = dossier(g)
    assert feit in known(g, dossier=now).gegevens
    assert (feit in known(g, dossier=now, fase="beoordeling").gegevens) is (feit not in PER_FASE)
    assert {"noodzaak", "lichter_middel"} == PER_FASE


def test_the_table_names_facts_that_exist_and_people_can_answer() -> None:
    for feit in {*BEREIK, *MET_DAG}:
        assert feit in KENNIS.feiten
        assert is_askable(KENNIS.feiten[feit]), feit
    assert set(KENNIS.feiten) >= VAN_RIJEN | VAN_FG
    assert all(set(antwoorden) <= set(KENNIS.feiten[feit].cellen) for feit, antwoorden in MET_DAG.items())
    assert {f.naam for f in KENNIS.feiten.values() if f.wie == "fg"} == VAN_FG


def test_what_one_party_answers_stays_with_that_party(g: Geval) -> None:
    datum = ingebracht(g.casus, g.mensen.anouk, "gezondheid")
    g.alles_in_orde(g.cel("dorien", "dat"))
    seen = gather(dossier=dossier(g, "anouk"), inbreng=datum, deelname=g.zetels["dorien"], niveau="dat")
    assert not [naam for naam, gegeven in seen.gegevens.items() if gegeven.van is Van.ANTWOORD]
    for wie in ("dorien", "emre", "anouk", "carla"):
        with in_kring(getattr(g.mensen, wie).kring):
            assert not Antwoord.objects.exists(), wie


def test_an_answer_that_was_taken_back_is_not_known(g: Geval) -> None:
    g.zeg("toestemming_ouders", "alle", g.cel("dorien", "dat"))
    g.zeg("toestemming_ouders", None, g.cel("dorien", "dat"), op=OP.replace(minute=1))
    with in_kring(g.mensen.bram.kring):
        casus = Casus.objects.select_related("versie").get(pk=g.casus.pk)
        later = read_dossier(casus=casus, partij=g.mensen.bram.partij, op=OP.replace(minute=2))
    assert "toestemming_ouders" not in known(g, dossier=later).gegevens


@pytest.mark.parametrize(
    ("feit", "antwoord", "holds"),
    [
        ("veiligheid", "acuut", timedelta(hours=72)),
        ("veiligheid", "leven", timedelta(hours=72)),
        ("veiligheid", "vermoeden", None),
        ("veiligheid", "geen_zorgen", None),
        ("leeftijd", 15, timedelta(days=31)),
        ("ots", "ja", None),
    ],
)
def test_danger_and_an_age_said_by_hand_are_asked_anew(
    g: Geval, feit: str, antwoord: Any, holds: timedelta | None
) -> None:
    anouk = g.mensen.anouk  # she recorded no date of birth
    datum = ingebracht(g.casus, anouk, "gezondheid")
    cel = g.cel("dorien", "dat")._replace(inbreng=datum.pk)

    def is_known(op: datetime) -> bool:
        with in_kring(anouk.kring):
            casus = Casus.objects.select_related("versie").get(pk=g.casus.pk)
            now = read_dossier(casus=casus, partij=anouk.partij, op=op)
        seen = gather(dossier=now, inbreng=datum, deelname=g.zetels["dorien"], niveau="dat")
        return feit in seen.gegevens

    def say(op: datetime) -> None:
        with in_kring(anouk.kring):
            beantwoord(casus=g.casus, feit=feit, antwoord=antwoord, cellen=[cel], door=anouk, op=op)

    say(OP)
    at_the_end = OP + (holds or timedelta(days=900))
    assert is_known(at_the_end)
    assert is_known(at_the_end + timedelta(seconds=1)) is (holds is None)
    say(at_the_end + timedelta(hours=1))
    assert is_known(at_the_end + timedelta(hours=2))
    with in_kring(anouk.kring):
        assert Antwoord.objects.filter(feit=feit).count() == 2


def test_of_two_answers_at_one_moment_neither_counts(g: Geval) -> None:
    for antwoord in ("alle", "ingetrokken"):
        g.zeg("toestemming_ouders", antwoord, g.cel("dorien", "dat"), op=OP)
    assert "toestemming_ouders" not in known(g).gegevens


@pytest.mark.parametrize(
    ("feit", "antwoord", "dag", "soort"),
    [
        ("doel", "passende_plek", DAG, "vraag_onbekend"),  # rows know it
        ("convenant", "beiden", DAG, "vraag_onbekend"),
        ("bijzondere_uitzondering", "ja", DAG, "vraag_onbekend"),  # for the FG
        ("verzoeker", "jongere", DAG, "vraag_onbekend"),  # not about sharing
        ("geen_feit", "ja", DAG, "vraag_onbekend"),
        ("noodzaak", "misschien", DAG, "antwoord_onbekend"),
        ("noodzaak", ["handig"], DAG, "antwoord_onbekend"),
        ("noodzaak", {"een_van": ["handig"]}, DAG, "antwoord_onbekend"),
        ("leeftijd", "veertien", DAG, "antwoord_onbekend"),
        ("leeftijd", 400, DAG, "antwoord_onbekend"),
        ("toestemming_ouders", "alle", None, "geen_dag"),
        ("toestemming_ouders", "alle", localdate(OP).replace(day=30), "geen_dag"),
        ("toestemming_ouders", "alle", DAG.replace(year=1950), "geen_dag"),
    ],
)
def test_what_is_no_answer_is_not_recorded(g: Geval, feit: str, antwoord: Any, dag: Any, soort: str) -> None:
    with pytest.raises(NietMogelijk) as no:
        g.zeg(feit, antwoord, g.cel("dorien", "dat"), dag=dag)
    assert no.value.soort == soort
    with in_kring(g.mensen.bram.kring):
        assert not Antwoord.objects.exists()


def test_nobody_answers_for_another_party_or_for_a_seat_that_is_not_there(g: Geval) -> None:
    cel = g.cel("dorien", "dat")
    strange = cel._replace(taak="politie")
    for wie, cellen in (("anouk", [cel]), ("dorien", [cel]), ("bram", []), ("bram", [strange])):
        person = getattr(g.mensen, wie)
        with in_kring(person.kring), pytest.raises(NietMogelijk) as no:
            beantwoord(casus=g.casus, feit="noodzaak", antwoord="handig", cellen=cellen, door=person, op=OP)
        assert no.value.soort == "geen_cellen"


ANSWERS = {
    naam: st.sampled_from(feit.cellen) if feit.soort != "getal" else st.integers(0, 27)
    for naam, feit in KENNIS.feiten.items()
    if is_askable(feit) and feit.soort in ("keuze", "ja_nee", "getal")
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_forgetting_any_answer_never_opens_more(g: Geval, data: st.DataObject) -> None:
    """What `gather` does not know never opens: over random answers, receivers, levels and readings."""
    said = data.draw(st.fixed_dictionaries({}, optional=ANSWERS))
    if data.draw(st.booleans()):
        said = {naam: antwoord for naam, (antwoord, _) in JA.items()} | said
    rows = known(g, data.draw(st.sampled_from(["dorien", "emre", "anouk"])), data.draw(st.sampled_from(["dat", "wat"])))
    gegeven = next(iter(rows.gegevens.values()))
    full = replace(rows, gegevens={**{n: replace(gegeven, waarde=w) for n, w in said.items()}, **rows.gegevens})
    lezing = data.draw(st.sampled_from(list(Lezing)))
    dag = localdate(OP)
    best = oordelen.briefly(KENNIS, full, dag, lezing)
    forgotten = data.draw(st.sets(st.sampled_from(sorted(full.gegevens)))) - {"handeling", "categorie"}
    less = replace(full, gegevens={n: w for n, w in full.gegevens.items() if n not in forgotten})
    assert oordelen.briefly(KENNIS, less, dag, lezing).slechtst.rang <= best.slechtst.rang


def test_the_short_answer_is_the_whole_answer(g: Geval) -> None:
    for naar in ("dorien", "emre", "anouk"):
        for niveau in ("dat", "buitenkant", "wat"):
            feiten = known(g, naar, niveau)
            kort = oordelen.briefly(KENNIS, feiten, localdate(OP), Lezing.STRENG)
            heel = oordelen.fully(KENNIS, feiten, localdate(OP), Lezing.STRENG)
            assert (kort.slechtst, kort.best, kort.vragen) == (heel.slechtst, heel.best, heel.vragen)
