# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The acts on versions and accession: what each refuses and why, and what a day before or after changes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from deelwijs.convenant import actions, toetreding
from deelwijs.convenant.derden import Gevraagd, derde_erbij, gegeven_aan_derde
from deelwijs.convenant.gegevens import beyond, letters
from deelwijs.convenant.models import ConvenantVersie, Toetreding
from deelwijs.convenant.termijn import evaluation_day, next_renewal, what_is_due, years_later
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Regel
from deelwijs.partij.models import Partij, Vertegenwoordiger
from deelwijs.partij.partijen import KanNiet
from deelwijs.toets.loader import load_shipped

BEHEER = Kring(rol="beheer")
OP = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
VANDAAG = date(2026, 3, 2)


def by(mensen):
    return {"op": OP, "door": mensen.hugo}


@pytest.fixture
def concept(mensen):
    with in_kring(mensen.hugo.kring):
        return actions.maak_concept(convenant=mensen.versie.convenant, geldig_vanaf=VANDAAG, **by(mensen))


def teken(*, toetreding, **rest):
    """Sign what the version says now."""
    versie = ConvenantVersie.objects.get(pk=toetreding.versie_id)
    actions.teken(toetreding=toetreding, tekst=actions.text_of(versie), **rest)


def sign(mensen, versie, dag=VANDAAG):
    with in_kring(mensen.hugo.kring):
        for row in versie.toetredingen.filter(getekend_op=None).select_related("partij"):
            signer = row.partij.vertegenwoordigers.get()
            teken(toetreding=row, vertegenwoordiger=signer, dag=dag, **by(mensen))


def settle(mensen, versie):
    with in_kring(mensen.hugo.kring):
        versie.refresh_from_db()
        actions.stel_vast(versie=versie, stand=actions.state_of(versie), **by(mensen))
        versie.refresh_from_db()


@pytest.mark.django_db
@pytest.mark.eis("C3")
def test_a_new_version_is_a_copy_of_the_last_that_nobody_signed(mensen, concept):
    assert concept.nummer == 2
    for lijst in actions.LIJSTEN:
        assert getattr(concept, lijst) == getattr(mensen.versie, lijst)
    assert set(concept.toetredingen.values_list("partij")) == set(mensen.versie.toetredingen.values_list("partij"))
    assert not concept.toetredingen.exclude(getekend_op=None).exists()
    with in_kring(mensen.hugo.kring):  # only one is written at a time
        again = actions.maak_concept(convenant=mensen.versie.convenant, geldig_vanaf=VANDAAG, **by(mensen))
    assert again.pk == concept.pk


@pytest.mark.django_db
@pytest.mark.eis("C3")
def test_a_version_is_settled_only_when_every_signatory_signed(mensen, concept):
    rows = list(concept.toetredingen.select_related("partij"))
    with in_kring(mensen.hugo.kring):
        for row in rows[:-1]:
            signer = row.partij.vertegenwoordigers.get()
            teken(toetreding=row, vertegenwoordiger=signer, dag=VANDAAG, **by(mensen))
    with pytest.raises(KanNiet, match=f"{rows[-1].partij} heeft nog niet getekend"):
        settle(mensen, concept)
    sign(mensen, concept)
    settle(mensen, concept)
    assert concept.status == "vastgesteld"
    mensen.versie.refresh_from_db()
    assert mensen.versie.geldig_tot == VANDAAG - timedelta(days=1)
    assert concept.toetredingen.filter(bekendgemaakt_op=VANDAAG).count() == len(rows)
    with in_kring(mensen.hugo.kring):
        assert Regel.objects.filter(handeling="convenantversie_vastgesteld").count() == 1
        assert Regel.objects.filter(handeling="toetreding_ondertekend").count() == len(rows)


@pytest.mark.django_db
@pytest.mark.eis("C3")
@pytest.mark.parametrize(("verschil", "zin"), [(-1, "is voorbij"), (0, None), (30, None)])
def test_a_version_never_begins_in_the_past(mensen, concept, verschil, zin):
    sign(mensen, concept)
    with in_kring(mensen.hugo.kring):
        ConvenantVersie.objects.filter(pk=concept.pk).update(geldig_vanaf=VANDAAG + timedelta(days=verschil))
    if zin:
        with pytest.raises(KanNiet, match=zin):
            settle(mensen, concept)
    else:
        settle(mensen, concept)
        assert concept.status == "vastgesteld"


@pytest.mark.django_db
@pytest.mark.eis("C3")
def test_what_changed_since_the_page_was_made_is_not_settled(mensen, concept):
    stand = actions.state_of(concept)
    sign(mensen, concept)
    with in_kring(mensen.hugo.kring), pytest.raises(KanNiet, match="intussen gewijzigd"):
        actions.stel_vast(versie=concept, stand=stand, **by(mensen))


@pytest.mark.django_db
@pytest.mark.eis("C1")
@pytest.mark.parametrize(
    ("volmacht_geldt_tot", "dag", "kan"),
    [
        (None, VANDAAG, True),
        (VANDAAG, VANDAAG, True),
        (VANDAAG - timedelta(days=1), VANDAAG, False),
        (VANDAAG - timedelta(days=1), VANDAAG - timedelta(days=1), True),
    ],
)
def test_a_proxy_counts_while_who_holds_it_represents_the_swv(mensen, concept, volmacht_geldt_tot, dag, kan):
    swv = mensen.fatima.partij
    with in_kring(BEHEER):
        swv.vertegenwoordigers.update(naam="Directeur", geldig_tot=volmacht_geldt_tot)
        proxy = Vertegenwoordiger.objects.create(
            partij=mensen.bram.partij, naam="Directeur", functie="directeur", mandaat="volmacht", volmacht_aan=swv,
            geldig_vanaf=date(2024, 1, 1),
        )  # fmt: skip
    row = concept.toetredingen.get(partij=mensen.bram.partij)
    with in_kring(mensen.hugo.kring):
        if kan:
            teken(toetreding=row, vertegenwoordiger=proxy, dag=dag, **by(mensen))
            assert concept.toetredingen.get(pk=row.pk).getekend_door == proxy
        else:
            with pytest.raises(KanNiet, match="volmacht"):
                teken(toetreding=row, vertegenwoordiger=proxy, dag=dag, **by(mensen))


@pytest.mark.django_db
@pytest.mark.eis("C1")
def test_nobody_signs_for_another_party_or_tomorrow(mensen, concept):
    row = concept.toetredingen.get(partij=mensen.bram.partij)
    own, other = (partij.vertegenwoordigers.get() for partij in (mensen.bram.partij, mensen.carla.partij))
    with in_kring(mensen.hugo.kring):
        with pytest.raises(KanNiet, match="mag op 2 maart 2026 niet tekenen"):
            teken(toetreding=row, vertegenwoordiger=other, dag=VANDAAG, **by(mensen))
        with pytest.raises(KanNiet, match="moet nog komen"):
            teken(toetreding=row, vertegenwoordiger=own, dag=VANDAAG + timedelta(days=1), **by(mensen))
        teken(toetreding=row, vertegenwoordiger=own, dag=VANDAAG, **by(mensen))


@pytest.mark.django_db
@pytest.mark.eis("C1", "T5")
@pytest.mark.parametrize("categorie", sorted(load_shipped(voorbeelden=False).feiten["categorie"].antwoorden))
def test_a_version_holds_no_more_than_the_nine_kinds_of_the_article(mensen, concept, categorie):
    named = categorie in letters()
    wanted = {
        "versie": concept, "stand": actions.state_of(concept), "geldig_vanaf": VANDAAG, "doelen": ["overstap"],
        "categorieen": ["verzuim", categorie], "overlegtypen": ["vot"], **by(mensen),
    }  # fmt: skip
    with in_kring(mensen.hugo.kring):
        if named:
            actions.wijzig_concept(**wanted)
        else:
            with pytest.raises(KanNiet):
                actions.wijzig_concept(**wanted)
        concept.refresh_from_db()
    assert (categorie in concept.categorieen) is named


@pytest.mark.eis("C1", "T5")
def test_the_nine_kinds_name_facts_and_leave_out_the_heaviest():
    known = set(load_shipped(voorbeelden=False).feiten["categorie"].antwoorden)
    assert "".join(sorted(set(letters().values()))) == "abcdefghi"
    assert set(letters()) <= known
    assert {"strafrecht_inhoud", "bijzonder_overig", "zorgdossier", "hele_administratie"} <= beyond()
    assert set(letters()) | beyond() == known


@pytest.mark.eis("C1", "T5")
def test_the_next_version_drops_what_an_older_one_held_too_much():
    old = ConvenantVersie(categorieen=["verzuim", "zorgdossier"], doelen=["overstap"])
    assert actions._still_possible(old, "categorieen") == ["verzuim"]
    assert actions._still_possible(old, "doelen") == ["overstap"]


@pytest.mark.django_db
@pytest.mark.eis("C3")
def test_a_signature_under_another_text_is_not_taken(mensen, concept):
    row = concept.toetredingen.get(partij=mensen.bram.partij)
    own = mensen.bram.partij.vertegenwoordigers.get()
    signed = {"toetreding": row, "vertegenwoordiger": own, "dag": VANDAAG, "tekst": actions.text_of(concept)}
    with in_kring(mensen.hugo.kring):
        actions.wijzig_concept(
            versie=concept, stand=actions.state_of(concept), geldig_vanaf=VANDAAG, doelen=["overstap"],
            categorieen=["verzuim"], overlegtypen=["vot"], **by(mensen),
        )  # fmt: skip
        with pytest.raises(KanNiet, match="andere tekst"):
            actions.teken(**signed, **by(mensen))
        teken(toetreding=row, vertegenwoordiger=own, dag=VANDAAG, **by(mensen))


@pytest.mark.django_db
@pytest.mark.eis("C3")
def test_a_party_more_or_less_asks_all_to_sign_again_but_who_accedes_does_not(mensen, concept):
    with in_kring(BEHEER):
        nieuw = Partij.objects.create(naam="Nieuw", soort="jeugdhulpaanbieder")
    sign(mensen, concept)
    with in_kring(mensen.hugo.kring):
        assert actions.zet_partij_op(versie=concept, partij=nieuw, soort="toetreder", **by(mensen)) == 0
        assert actions.zet_partij_op(versie=concept, partij=nieuw, soort="toetreder", **by(mensen)) == 0
        assert actions.zet_partij_op(versie=concept, partij=nieuw, soort="ondertekenaar", **by(mensen)) == 5
        assert actions.haal_partij_af(versie=concept, partij=nieuw, **by(mensen)) == 0
        assert actions.haal_partij_af(versie=concept, partij=nieuw, **by(mensen)) == 0
        with pytest.raises(KanNiet, match="vastgesteld"):
            actions.haal_partij_af(versie=mensen.versie, partij=mensen.bram.partij, **by(mensen))


@pytest.mark.django_db
@pytest.mark.eis("C3")
@pytest.mark.parametrize(
    ("dag", "zin"), [(VANDAAG - timedelta(days=1), "niet achteraf"), (VANDAAG, None), (date(2027, 1, 1), None)]
)
def test_a_version_ends_today_at_the_earliest(mensen, dag, zin):
    with in_kring(mensen.hugo.kring):
        if zin:
            with pytest.raises(KanNiet, match=zin):
                actions.beeindig(versie=mensen.versie, laatste_dag=dag, **by(mensen))
        else:
            actions.beeindig(versie=mensen.versie, laatste_dag=dag, **by(mensen))
            actions.beeindig(versie=mensen.versie, laatste_dag=dag, **by(mensen))
            assert Regel.objects.filter(handeling="convenantversie_beeindigd").count() == 1


@pytest.mark.django_db
@pytest.mark.eis("C3")
def test_the_end_does_not_move_into_the_next_version_nor_out_of_the_past(mensen, concept):
    sign(mensen, concept)
    settle(mensen, concept)
    mensen.versie.refresh_from_db()
    with in_kring(mensen.hugo.kring), pytest.raises(KanNiet, match="al geëindigd"):
        actions.beeindig(versie=mensen.versie, laatste_dag=date(2027, 1, 1), **by(mensen))


@pytest.mark.django_db
@pytest.mark.eis("C2")
def test_who_acceded_signs_anew_under_a_new_version(mensen):
    with in_kring(BEHEER):
        nieuw = Partij.objects.create(naam="Nieuw", soort="jeugdhulpaanbieder")
        signer = Vertegenwoordiger.objects.create(
            partij=nieuw, naam="N", functie="f", mandaat="m", geldig_vanaf=date(2024, 1, 1)
        )
    with in_kring(mensen.hugo.kring):
        row = toetreding.vraag_toetreding(
            id=mensen.bram.pk, versie=mensen.versie, partij=nieuw, afgesproken_op=VANDAAG, **by(mensen)
        )
        with pytest.raises(KanNiet, match="staat al bij"):
            toetreding.vraag_toetreding(
                id=mensen.carla.pk, versie=mensen.versie, partij=nieuw, afgesproken_op=VANDAAG, **by(mensen)
            )
        teken(toetreding=row, vertegenwoordiger=signer, dag=VANDAAG, **by(mensen))
        assert toetreding.maak_bekend(toetreding=row, **by(mensen)) == 5
        assert toetreding.maak_bekend(toetreding=row, **by(mensen)) == 5
        begin = VANDAAG + timedelta(days=1)
        concept = actions.maak_concept(convenant=mensen.versie.convenant, geldig_vanaf=begin, **by(mensen))
        again = concept.toetredingen.get(partij=nieuw)
    assert (again.soort, again.getekend_op, again.bekendgemaakt_op) == (Toetreding.TOETREDER, None, None)
    for own in concept.toetredingen.exclude(pk=again.pk).select_related("partij"):
        with in_kring(mensen.hugo.kring):
            tekent = own.partij.vertegenwoordigers.get()
            teken(toetreding=own, vertegenwoordiger=tekent, dag=VANDAAG, **by(mensen))
    settle(mensen, concept)  # does not wait for who only accedes
    assert mensen.versie.takes_part(nieuw, VANDAAG)
    assert not concept.takes_part(nieuw, begin)
    assert concept.takes_part(mensen.bram.partij, begin)


@pytest.mark.django_db
@pytest.mark.eis("C2")
def test_nobody_accedes_to_a_concept_or_to_what_is_over(mensen, concept):
    with in_kring(BEHEER):
        nieuw = Partij.objects.create(naam="Nieuw", soort="jeugdhulpaanbieder")
        ConvenantVersie.objects.filter(pk=mensen.versie.pk).update(geldig_tot=VANDAAG - timedelta(days=1))
    for versie in (concept, mensen.versie):
        with in_kring(mensen.hugo.kring), pytest.raises(KanNiet, match="vastgesteld en nog niet voorbij"):
            toetreding.vraag_toetreding(
                id=mensen.bram.pk, versie=versie, partij=nieuw, afgesproken_op=VANDAAG, **by(mensen)
            )


# ---------------------------------------------------------------- terms


def version(**velden):
    return ConvenantVersie(**{"status": "vastgesteld", "geldig_vanaf": date(2024, 3, 1), **velden})


@pytest.mark.eis("C3")
@pytest.mark.parametrize(
    ("dag", "volgende"),
    [
        (date(2024, 3, 1), date(2026, 3, 1)),
        (date(2026, 2, 28), date(2026, 3, 1)),
        (date(2026, 3, 1), date(2027, 3, 1)),
        (date(2029, 12, 31), date(2030, 3, 1)),
    ],
)
def test_two_years_first_and_then_a_year_at_a_time(dag, volgende):
    assert next_renewal(version(), dag) == volgende


def test_a_version_that_began_on_29_february_is_renewed_on_1_march():
    assert years_later(date(2024, 2, 29), 2) == date(2026, 3, 1)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.eis("C3")
@pytest.mark.parametrize(
    ("dag", "velden", "titels"),
    [
        (date(2025, 6, 1), {}, ["info:Deze versie loopt door tot 1 maart 2026"]),
        (
            date(2026, 2, 28),
            {},
            ["waarschuwing:Deze versie loopt door tot 1 maart 2026", "info:Evalueer deze versie op 1 maart 2026"],
        ),
        (
            date(2026, 3, 1),
            {},
            ["info:Deze versie loopt door tot 1 maart 2027", "waarschuwing:Evalueer nu: dat moest op 1 maart 2026"],
        ),
        (date(2026, 3, 1), {"geevalueerd_op": date(2026, 2, 1)}, ["info:Deze versie loopt door tot 1 maart 2027"]),
        (date(2025, 6, 1), {"geldig_tot": date(2025, 7, 1)}, ["waarschuwing:Deze versie eindigt op 1 juli 2025"]),
        (date(2025, 7, 2), {"geldig_tot": date(2025, 7, 1)}, []),
        (date(2025, 6, 1), {"status": "concept"}, []),
    ],
)
def test_what_is_due_is_said_in_time(dag, velden, titels):
    assert [f"{m.ernst}:{m.titel}" for m in what_is_due(version(**velden), dag)] == titels
    assert evaluation_day(version()) == date(2026, 3, 1)


# ---------------------------------------------------------------- third parties


@pytest.mark.django_db
@pytest.mark.eis("D11")
def test_a_third_party_needs_a_request_a_reason_and_an_answer_about_consent(mensen):
    with in_kring(BEHEER):
        buiten = Partij.objects.create(naam="Buiten", soort="anders")
    asked = {
        "versie": mensen.versie, "dag": VANDAAG, "derde": buiten, "vraagt_deelnemer": True,
        "reden": "de huisarts weet meer", "toestemming": Gevraagd.JA,
    }  # fmt: skip
    assert derde_erbij(**asked).mag
    assert derde_erbij(**{**asked, "toestemming": Gevraagd.NEE}).mag  # a no is an answer too
    for change, naam in (
        ({"derde": mensen.anouk.partij}, "is_derde"),
        ({"vraagt_deelnemer": False}, "verzoek"),
        ({"reden": "  "}, "doel"),
        ({"toestemming": Gevraagd.NIET}, "toestemming"),
    ):
        no = derde_erbij(**{**asked, **change})
        assert not no.mag
        [eis] = no.ontbreekt
        assert eis.naam == naam
        assert eis.bron.startswith("convenant ")
        assert eis.tekst.count(".") >= 2 or "." in eis.tekst


@pytest.mark.eis("D11")
@pytest.mark.parametrize(
    ("velden", "ontbreekt"),
    [
        ({}, []),
        ({"verstrekker_is_inbrenger": False}, ["eigen_gegeven"]),
        ({"toestemming": Gevraagd.NEE}, ["alleen_verstrekker"]),
        ({"toestemming": Gevraagd.NEE, "besluit_van_verstrekker": "artikel 7.4.0 Jeugdwet"}, []),
        ({"toestemming": Gevraagd.NEE, "besluit_van_verstrekker": "x", "verstrekker_is_inbrenger": False},
         ["eigen_gegeven", "alleen_verstrekker"]),
        ({"zonder_naam": False}, ["zonder_naam"]),
        ({"zonder_naam": False, "waarom_met_naam": "zonder naam is geen afspraak te maken"}, []),
    ],
)  # fmt: skip
def test_each_datum_for_a_third_party_is_its_provider_s_own_decision(velden, ontbreekt):
    base = {"verstrekker_is_inbrenger": True, "toestemming": Gevraagd.JA, "zonder_naam": True}
    found = gegeven_aan_derde(**{**base, **velden})
    assert [eis.naam for eis in found.ontbreekt] == ontbreekt
    assert found.mag is (not ontbreekt)
