# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Giving one datum: only after a toets that says yes, once, to one seat, with everything that has to come with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from conftest import Mensen
from django.db import IntegrityError, connection, transaction

from deelwijs.casus.inhoud import clear_json
from deelwijs.convenant.grens import BuitenConvenant
from deelwijs.convenant.models import Toetreding
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Regel
from deelwijs.verstrekking.actions import AlGegeven, NietMogelijk, NietToegestaan, trek_in, verstrek
from deelwijs.verstrekking.models import FgBericht, Toets, Verstrekking, Voorwaarde
from deelwijs.verstrekking.tests.geval import INHOUD_NODIG, MERK, OP, Geval, geval, ingebracht

pytestmark = [pytest.mark.django_db, pytest.mark.eis("D4")]


@pytest.fixture
def g(mensen: Mensen) -> Geval:
    return geval(mensen)


def acts(g: Geval) -> list[str]:
    """What Bram did, as the log has it."""
    with in_kring(g.mensen.bram.kring):
        return list(
            Regel.objects.filter(door=g.mensen.bram.pk).order_by("volgnummer").values_list("handeling", flat=True)
        )


@pytest.mark.eis("T19")
def test_no_explains_itself_and_is_kept(g: Geval) -> None:
    with pytest.raises(NietToegestaan) as no:
        g.verstrek("dorien")
    assert no.value.ontbreekt == "toets"
    with in_kring(g.mensen.bram.kring):
        kept = Toets.objects.visible_to(g.mensen.bram).get()
        assert (kept.uitkomst, kept.mag) == ("onvolledig", False)
        assert clear_json(g.casus.pk, kept.plek("motivering"), kept.motivering)["waarom"].startswith("Dorien zoekt")
        assert not Verstrekking.objects.exists()
        line = Regel.objects.get(handeling="verstrekken_geweigerd")
        assert (line.uitkomst, line.toets) == ("geweigerd", kept.pk)


@pytest.mark.eis("T19")
def test_yes_gives_one_datum_to_one_seat_and_says_so_in_the_log(g: Geval) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"))
    given = g.verstrek("dorien")
    assert (given.toets.mag, given.toets.uitkomst, given.niveau) == (True, "toegestaan", "dat")
    assert (given.ontvanger, given.ontvanger_taak) == (g.mensen.dorien.partij, "gemeente_jeugd")
    with in_kring(g.mensen.bram.kring):
        line = Regel.objects.get(handeling="verstrekt")
        assert (line.verstrekking, line.toets, line.ontvanger) == (given.pk, given.toets_id, given.ontvanger_id)
        assert (line.categorie, line.doel, line.grondslag) == ("onderwijs", g.casus.doel, "avg:6-lid-1")


def test_nobody_else_sees_it_not_even_another_task_of_the_same_municipality(g: Geval) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"))
    given = g.verstrek("dorien")
    for wie, sees in (("bram", True), ("dorien", True), ("emre", False), ("anouk", False), ("carla", False)):
        person = getattr(g.mensen, wie)
        with in_kring(person.kring):
            assert Verstrekking.objects.visible_to(person).filter(pk=given.pk).exists() is sees, wie
            assert Verstrekking.objects.filter(pk=given.pk).exists() is sees, f"the wall of the database, {wie}"


@pytest.mark.parametrize("motivering", ["", "     ", "\n\t \n", "nodig", "aaaaaaaaaaaaaaaaaaaa aaaa", "." * 40])
def test_a_motive_without_sense_is_no_motive(g: Geval, motivering: str) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"))
    with pytest.raises(NietMogelijk) as no:
        g.verstrek("dorien", motivering=motivering)
    assert no.value.soort == "geen_reden"
    with in_kring(g.mensen.bram.kring):
        assert not Toets.objects.exists()


def test_content_comes_after_existence_or_with_a_reason(g: Geval) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"))
    g.alles_in_orde(g.cel("dorien", "wat"))
    with pytest.raises(NietMogelijk) as no:
        g.verstrek("dorien", "wat")
    assert no.value.soort == "geen_reden_inhoud"
    g.verstrek("dorien", "dat")
    assert g.verstrek("dorien", "wat").niveau == "wat"
    g.alles_in_orde(g.cel("anouk", "wat"))
    given = g.verstrek("anouk", "wat", niet_alleen_dat=INHOUD_NODIG)
    with in_kring(g.mensen.bram.kring):
        said = clear_json(g.casus.pk, given.toets.plek("motivering"), given.toets.motivering)
    assert said["niet_alleen_dat"] == INHOUD_NODIG


def test_existence_given_to_one_opens_content_for_no_other(g: Geval) -> None:
    for naar, niveau in (("dorien", "dat"), ("emre", "wat")):
        g.alles_in_orde(g.cel(naar, niveau))
    g.verstrek("dorien", "dat")
    with pytest.raises(NietMogelijk, match="alleen weet dat dit er is"):
        g.verstrek("emre", "wat")


def test_sent_twice_it_is_given_once(g: Geval) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"))
    token = uuid4()
    given = g.verstrek("dorien", token=token)
    for again in (token, uuid4()):
        with pytest.raises(AlGegeven) as said:
            g.verstrek("dorien", token=again)
        assert said.value.verstrekking == given
    with in_kring(g.mensen.bram.kring):
        assert Toets.objects.count() == Verstrekking.objects.count() == 1


def test_a_refusal_sent_twice_is_kept_once(g: Geval) -> None:
    token = uuid4()
    for _ in range(2):
        with pytest.raises(NietToegestaan):
            g.verstrek("dorien", token=token)
    with in_kring(g.mensen.bram.kring):
        assert Toets.objects.count() == 1


@pytest.mark.eis("T19")
def test_a_duty_beforehand_is_confirmed_by_name_or_nothing_is_given(g: Geval) -> None:
    cel = g.cel("dorien", "dat")
    g.alles_in_orde(cel, geinformeerd="nee")
    with pytest.raises(NietToegestaan) as no:
        g.verstrek("dorien")
    assert no.value.ontbreekt == "voorwaarden"
    given = g.verstrek("dorien", bevestigd=frozenset({"avg-13-informeren"}))
    with in_kring(g.mensen.bram.kring):
        duty = Voorwaarde.objects.get(verstrekking=given, regel="avg-13-informeren")
    assert (duty.wanneer, duty.gedaan_op, duty.gedaan_door) == ("vooraf", OP, g.mensen.bram)


@pytest.mark.eis("D12")
def test_urgency_puts_telling_after_giving_tells_the_fg_and_ends_by_itself(g: Geval) -> None:
    cel = g.cel("dorien", "dat")
    g.alles_in_orde(cel, geinformeerd="nee")
    reden = "De ouders zijn niet te bereiken en morgen beslist de gemeente."
    given = g.verstrek("dorien", spoed=reden)
    assert (given.spoed, given.vervalt_op) == (True, OP + timedelta(hours=72))
    with in_kring(g.mensen.bram.kring):
        duty = Voorwaarde.objects.get(verstrekking=given, regel="avg-13-informeren")
        assert (duty.wanneer, duty.gedaan_op) == ("achteraf", None)
        assert FgBericht.objects.get().soort == FgBericht.SPOED
        assert "spoedverstrekt" in acts(g)
    later = OP + timedelta(hours=73)
    with in_kring(g.mensen.dorien.kring):
        assert not Verstrekking.objects.received_by(g.mensen.dorien).open_at(later).exists()
    # It ended, so it can be given anew; now as it should be.
    g.zeg("geinformeerd", "ja", cel, op=later)
    assert not g.verstrek("dorien", op=later).spoed
    assert "spoed_verlopen" in acts(g)


@pytest.mark.eis("D12")
@pytest.mark.parametrize("gevaar", ["", "geen_zorgen", "zorgen"])
def test_hurry_without_danger_is_no_urgency(g: Geval, gevaar: str) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"), geinformeerd="nee", veiligheid=None)
    with pytest.raises(NietMogelijk) as no:
        g.verstrek("dorien", spoed="De ouders zijn niet te bereiken vandaag.", gevaar=gevaar)
    assert no.value.soort == "spoed_zonder_gevaar"
    with in_kring(g.mensen.bram.kring):
        assert not Verstrekking.objects.exists()


@pytest.mark.eis("D12")
def test_danger_of_last_week_is_no_urgency_of_today(g: Geval) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"), geinformeerd="nee", veiligheid="acuut")
    with pytest.raises((NietMogelijk, NietToegestaan)):
        g.verstrek("dorien", spoed="De ouders zijn niet te bereiken vandaag.", gevaar="", op=OP + timedelta(days=7))
    assert g.verstrek("dorien", spoed="Noor is vandaag thuis niet veilig.", gevaar="acuut").spoed


@pytest.mark.eis("D12")
def test_urgency_opens_nothing_that_the_toets_keeps_closed(g: Geval) -> None:
    cel = g.cel("dorien", "dat")
    g.alles_in_orde(cel, geinformeerd="nee", toestemming_ouders="geweigerd", extra_ondersteuning=None)
    with pytest.raises((NietToegestaan, NietMogelijk)):
        g.verstrek("dorien", spoed="De ouders zijn niet te bereiken en morgen beslist de gemeente.")
    with in_kring(g.mensen.bram.kring):
        assert not Verstrekking.objects.exists()


@pytest.mark.eis("D12")
@pytest.mark.parametrize("hours", [0, -1, 73])
def test_urgency_lasts_three_days_at_most(g: Geval, hours: int) -> None:
    with pytest.raises(NietMogelijk) as no:
        g.verstrek("dorien", spoed="De ouders zijn niet te bereiken.", vervalt_op=OP + timedelta(hours=hours))
    assert no.value.soort == "spoed_te_lang"


def test_only_the_party_and_task_that_brought_it_in_can_give_it(g: Geval) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"))
    for wie in ("dorien", "emre", "anouk", "carla", "ilse", "gerda"):
        person = getattr(g.mensen, wie)
        with in_kring(person.kring), pytest.raises(NietMogelijk) as no:
            verstrek(gevraagd=g.gevraagd("dorien"), door=person, op=OP)
        assert no.value.soort == "niet_gevonden", wie


def test_it_goes_only_to_a_declared_seat_of_another_party(g: Geval) -> None:
    with pytest.raises(NietMogelijk) as no:
        g.verstrek("bram")
    assert no.value.soort == "eigen_organisatie"
    with in_kring(g.mensen.dorien.kring):
        g.zetels["dorien"].__class__.objects.filter(pk=g.zetels["dorien"].pk).update(
            verklaard_op=None, verantwoordelijkheid="", grondslag=""
        )
    with pytest.raises(NietMogelijk) as no:
        g.verstrek("dorien")
    assert no.value.soort == "geen_ontvanger"


@pytest.mark.eis("C6")
def test_who_left_the_agreement_gets_nothing(g: Geval) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"))
    with in_kring(Kring(rol="beheer")):
        Toetreding.objects.filter(partij=g.mensen.dorien.partij).update(beeindigd_op=OP.date())
    with pytest.raises(BuitenConvenant):
        g.verstrek("dorien")
    with in_kring(g.mensen.bram.kring):
        assert not Toets.objects.exists()


@pytest.mark.eis("T19")
def test_the_database_itself_refuses_a_gift_that_was_not_tested_so(g: Geval) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"))
    given = g.verstrek("dorien")
    with pytest.raises(NietToegestaan):
        g.verstrek("anouk")
    bram = g.mensen.bram
    other = ingebracht(g.casus, bram)
    with in_kring(bram.kring):
        refused = Toets.objects.get(mag=False)
        same = {
            f.attname: getattr(given, f.attname)
            for f in Verstrekking._meta.concrete_fields
            if f.name not in ("id", "toets", "ingetrokken_op")
        }
        trek_in(verstrekking=given, door=bram, op=OP)
        wrong: list[dict[str, Any]] = [
            {"toets_id": refused.pk},  # the answer was no
            {"toets_id": refused.pk, "mag": False},
            {"toets_id": uuid4()},
            {"toets_id": given.toets_id, "niveau": "wat"},  # more than was asked
            {"toets_id": given.toets_id, "inbreng_id": other.pk},  # something else
            {"toets_id": given.toets_id, "ontvanger_id": g.mensen.anouk.partij_id},  # somebody else
            {"toets_id": given.toets_id, "ontvanger_taak": "gemeente_leerplicht"},
            {"toets_id": given.toets_id, "doel": "passende_plek"},
        ]
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
        for change in wrong:
            with pytest.raises(IntegrityError), transaction.atomic():
                Verstrekking(**{**same, **change}).save(force_insert=True)
    assert MERK not in str(same)


@pytest.mark.parametrize(
    "change",
    [
        {"niveau": "wat"}, {"ontvanger_taak": "gemeente_leerplicht"}, {"vervalt_op": OP + timedelta(days=900)},
        {"gegeven_op": OP + timedelta(days=1)}, {"doel": "passende_plek"}, {"spoed": True},
    ],
)  # fmt: skip
def test_what_was_given_stays_what_it_was(g: Geval, change: dict[str, object]) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"))
    given = g.verstrek("dorien")
    with in_kring(g.mensen.bram.kring), pytest.raises(IntegrityError), transaction.atomic():
        Verstrekking.objects.filter(pk=given.pk).update(**change)


def test_what_ended_stays_ended(g: Geval) -> None:
    g.alles_in_orde(g.cel("dorien", "dat"))
    given = g.verstrek("dorien")
    bram = g.mensen.bram
    with in_kring(bram.kring):
        trek_in(verstrekking=given, door=bram, op=OP + timedelta(minutes=1))
        with pytest.raises(IntegrityError), transaction.atomic():
            Verstrekking.objects.filter(pk=given.pk).update(ingetrokken_op=None, ingetrokken_door=None)
        with pytest.raises(NietMogelijk, match="al geëindigd"):
            trek_in(verstrekking=given, door=bram, op=OP + timedelta(minutes=2))
