# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Parties, their tasks and who signs for them: the closed table, the periods, and the screens of the administrator."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Regel
from deelwijs.partij import partijen as acts
from deelwijs.partij.models import Partij, SoortPartij, Vertegenwoordiger
from deelwijs.partij.partijen import KanNiet

BEHEER = Kring(rol="beheer")
OP = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
VANDAAG = date(2026, 3, 2)


def by(mensen):
    return {"op": OP, "door": mensen.hugo}


def add(mensen, **velden):
    return acts.voeg_partij_toe(
        **{
            "id": uuid.uuid4(), "naam": "De Es", "soort": "school", "plaats": "", "contactpunt": "tel.",
            "lezing": "streng", "taken": ["school_po"], **by(mensen), **velden,
        }
    )  # fmt: skip


@pytest.mark.eis("C1")
def test_every_kind_of_party_has_a_row_of_tasks_that_the_toets_knows_and_a_reason():
    table = acts.tasks_per_kind()
    assert set(table) == set(SoortPartij.values)
    for soort, row in table.items():
        assert row.taken, soort
        assert set(row.taken) <= set(acts.task_words()), soort
        assert len(row.reden) > 30, soort
    # What nobody can be: a register is no party.
    assert {taak for row in table.values() for taak in row.taken} == set(acts.task_words()) - {"verwijsindex"}


@pytest.mark.django_db
@pytest.mark.eis("C1")
@pytest.mark.parametrize("soort", SoortPartij.values)
@pytest.mark.parametrize("taak", sorted(acts.task_words()))
def test_which_kind_may_have_which_task(mensen, soort, taak):
    with in_kring(mensen.hugo.kring):
        if taak in acts.tasks_per_kind()[soort].taken:
            assert add(mensen, soort=soort, taken=[taak]).taken.get().soort == taak
        else:
            with pytest.raises(KanNiet) as no:
                add(mensen, soort=soort, taken=[taak])
            assert no.value.veld == "taken"
            assert acts.tasks_per_kind()[soort].reden in no.value.reden
            assert not Partij.objects.filter(naam="De Es").exists()


@pytest.mark.django_db
@pytest.mark.eis("C1")
def test_adding_twice_makes_one_party_and_one_line_in_the_log(mensen):
    key = uuid.uuid4()
    with in_kring(mensen.hugo.kring):
        assert add(mensen, id=key) == add(mensen, id=key)
        assert Regel.objects.filter(handeling="partij_toegevoegd").count() == 1
        with pytest.raises(KanNiet, match="Er is al een partij met deze naam"):
            add(mensen, naam="de es")


@pytest.mark.django_db
@pytest.mark.eis("C1")
def test_a_task_ends_and_can_be_given_again(mensen):
    with in_kring(mensen.hugo.kring):
        partij = add(mensen)
        taak = partij.taken.get()
        acts.beeindig_taak(taak=taak, **by(mensen))
        acts.beeindig_taak(taak=taak, **by(mensen))
        assert not partij.taken.in_force(VANDAAG).exists()
        assert partij.taken.in_force(VANDAAG - timedelta(days=1)).exists()
        again = acts.ken_taak_toe(partij=partij, soort="school_po", **by(mensen))
        assert again.pk != taak.pk
        assert acts.ken_taak_toe(partij=partij, soort="school_po", **by(mensen)) == again
        assert Regel.objects.filter(handeling="taak_beeindigd").count() == 1


@pytest.mark.django_db
@pytest.mark.eis("C1")
def test_the_kind_cannot_become_one_that_the_tasks_do_not_fit(mensen):
    with in_kring(mensen.hugo.kring):
        partij = add(mensen)
        now = {"plaats": "", "contactpunt": "tel.", "lezing": "streng", **by(mensen)}
        stand = acts.state_of(partij)
        with pytest.raises(KanNiet, match="past niet"):
            acts.wijzig_partij(partij=partij, stand=stand, naam="De Es", soort="gemeente", **now)
        acts.wijzig_partij(partij=partij, stand=stand, naam="De Berk", soort="school", **now)
        acts.wijzig_partij(partij=partij, stand=stand, naam="De Berk", soort="school", **now)  # sent twice
        with pytest.raises(KanNiet, match="intussen gewijzigd"):
            acts.wijzig_partij(partij=partij, stand=stand, naam="De Spar", soort="school", **now)


def give(mensen, partij, **velden):
    return acts.geef_mandaat(
        **{
            "id": uuid.uuid4(), "partij": partij, "naam": "Directeur", "functie": "directeur", "mandaat": "statuten",
            "volmacht_aan": None, "geldig_vanaf": VANDAAG, "geldig_tot": None, **by(mensen), **velden,
        }
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.eis("C1")
@pytest.mark.parametrize(("verschil", "mag"), [(-1, False), (0, True), (5, True), (6, False)])
def test_who_may_sign_follows_the_period_first_and_last_day_included(mensen, verschil, mag):
    with in_kring(mensen.hugo.kring):
        partij = add(mensen)
        give(mensen, partij, geldig_tot=VANDAAG + timedelta(days=5))
        assert bool(acts.who_may_sign(partij, VANDAAG + timedelta(days=verschil))) is mag


@pytest.mark.django_db
@pytest.mark.eis("C1")
def test_only_a_school_gives_a_proxy_only_to_the_swv_and_only_to_who_represents_it(mensen):
    swv, gemeente = mensen.fatima.partij, mensen.dorien.partij
    with in_kring(mensen.hugo.kring):
        school = add(mensen)
        with pytest.raises(KanNiet, match="Alleen een school"):
            give(mensen, gemeente, volmacht_aan=swv, naam="Bestuurder")
        with pytest.raises(KanNiet, match="Alleen een school"):
            give(mensen, school, volmacht_aan=gemeente, naam="Bestuurder")
        with pytest.raises(KanNiet, match="vertegenwoordigt SWV Vlietlanden niet"):
            give(mensen, school, volmacht_aan=swv, naam="Iemand Anders")
        proxy = give(mensen, school, volmacht_aan=swv, naam="bestuurder")
        assert acts.who_may_sign(school, VANDAAG) == [proxy]
        # Its power goes when who holds it leaves the swv.
        Vertegenwoordiger.objects.filter(partij=swv).update(geldig_tot=VANDAAG)
        assert acts.who_may_sign(school, VANDAAG) == [proxy]
        assert acts.who_may_sign(school, VANDAAG + timedelta(days=1)) == []


@pytest.mark.django_db
@pytest.mark.eis("C1")
@pytest.mark.parametrize(
    ("laatste", "zin"),
    [(VANDAAG - timedelta(days=1), "niet achteraf"), (VANDAAG, None), (VANDAAG + timedelta(days=9), None)],
)
def test_a_mandate_ends_today_at_the_earliest(mensen, laatste, zin):
    with in_kring(mensen.hugo.kring):
        tekent = give(mensen, add(mensen))
        if zin:
            with pytest.raises(KanNiet, match=zin):
                acts.trek_mandaat_in(vertegenwoordiger=tekent, laatste_dag=laatste, **by(mensen))
        else:
            acts.trek_mandaat_in(vertegenwoordiger=tekent, laatste_dag=laatste, **by(mensen))
            acts.trek_mandaat_in(vertegenwoordiger=tekent, laatste_dag=laatste, **by(mensen))
            assert Vertegenwoordiger.objects.get(pk=tekent.pk).geldig_tot == laatste
            assert Regel.objects.filter(handeling="mandaat_ingetrokken").count() == 1


@pytest.mark.django_db
@pytest.mark.eis("C1")
def test_the_whole_way_on_screen(client, ingelogd, mensen):
    ingelogd(client, mensen.hugo)
    page = client.get(reverse("partijbeheer:nieuw"))
    key = page.context["form"]["sleutel"].value()
    form = {
        "sleutel": key, "naam": "De Es", "soort": "school", "plaats": "Zandwerve", "contactpunt": "085 000 00 00",
        "lezing": "streng", "taken": ["school_po"],
    }  # fmt: skip
    for _ in range(2):  # a second click is harmless
        assert client.post(reverse("partijbeheer:nieuw"), form).status_code == 302
    page = client.get(reverse("partijbeheer:partij", args=[key])).content.decode()
    assert "Niemand kan nu tekenen" in page
    assert "Basisschool (primair onderwijs)" in page
    mandate = reverse("partijbeheer:mandaat", args=[key])
    first = client.get(mandate).context["form"]
    today = timezone.localdate()
    form = {
        "sleutel": first["sleutel"].value(), "naam": "E. Es", "functie": "bestuurder", "mandaat": "statuten",
        "volmacht_aan": "zelf", "geldig_vanaf_dag": today.day, "geldig_vanaf_maand": today.month,
        "geldig_vanaf_jaar": today.year,
    }  # fmt: skip
    for _ in range(2):
        assert client.post(mandate, form).status_code == 302
    assert Vertegenwoordiger.objects.filter(partij=key).count() == 1
    page = client.get(reverse("partijbeheer:partij", args=[key])).content.decode()
    assert "E. Es" in page
    assert "Niemand kan nu tekenen" not in page
    add_task = reverse("partijbeheer:taak_erbij", args=[key])
    for _ in range(2):
        assert client.post(add_task, {"taken": "school_vo"}).status_code == 302
    partij = Partij.objects.get(pk=key)
    assert partij.taken.count() == 2
    end = reverse("partijbeheer:taak_eindigt", args=[key, partij.taken.get(soort="school_vo").pk])
    for _ in range(2):
        assert client.post(end, {"x": "1"}).status_code == 302
    assert "Had eerder: middelbare school" in client.get(reverse("partijbeheer:partij", args=[key])).content.decode()
    # Two tabs: the second, older one is told.
    change = reverse("partijbeheer:wijzigen", args=[key])
    old = client.get(change).context["form"]["stand"].value()
    base = {"naam": "De Berk", "soort": "school", "plaats": "", "contactpunt": "x", "lezing": "streng", "stand": old}
    assert client.post(change, base).status_code == 302
    stale = client.post(change, {**base, "naam": "De Spar"})
    assert stale.status_code == 422
    assert "intussen gewijzigd" in stale.content.decode()
    assert "De Spar" in stale.content.decode()  # what was typed stays


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "zin"),
    [
        ({"naam": ""}, "Vul de naam van de organisatie in"),
        ({"naam": "x" * 121}, "hoogstens 120 tekens"),
        ({"naam": "a\x00b"}, "een teken dat niet mag"),
        ({"naam": "DE WILG"}, "Er is al een partij met deze naam"),
        ({"soort": "koninkrijk"}, "Kies een antwoord uit de lijst"),
        ({"taken": []}, "Kies minstens één taak"),
        ({"taken": ["verwijsindex"]}, "past niet bij deze soort partij"),
        ({"taken": ["bestaat_niet"]}, "Kies alleen antwoorden uit de lijst"),
        ({"contactpunt": " "}, "Vul in waar jongeren en ouders terecht kunnen"),
        ({"lezing": "ruim"}, "Kies een antwoord uit de lijst"),
        ({"sleutel": "x"}, "Open haar opnieuw"),
    ],
)
def test_wrong_input_stands_at_its_field_and_adds_nothing(client, ingelogd, mensen, form, zin):
    ingelogd(client, mensen.hugo)
    good = {
        "sleutel": uuid.uuid4(), "naam": "De Es", "soort": "school", "plaats": "", "contactpunt": "x",
        "lezing": "streng", "taken": ["school_po"],
    }  # fmt: skip
    answer = client.post(reverse("partijbeheer:nieuw"), {**good, **form})
    assert answer.status_code == 422
    assert zin in answer.content.decode()
    assert Partij.objects.count() == 5
