# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The screens of the administrator: who comes in, what wrong input gets, and the whole way from nothing to settled."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from deelwijs.convenant.models import Convenant, ConvenantVersie, Kennisgeving, Toetreding
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij.models import Partij, Taak, Vertegenwoordiger

pytestmark = pytest.mark.django_db

BEHEER = Kring(rol="beheer")


def dag(naam, waarde):
    return {f"{naam}_dag": waarde.day, f"{naam}_maand": waarde.month, f"{naam}_jaar": waarde.year}


def signing(client, address, signer, when):
    """What the page to sign sends."""
    tekst = client.get(address).context["form"]["tekst"].value()
    return {"vertegenwoordiger": signer.pk, "tekst": tekst, **dag("dag", when)}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def concept(mensen, today):
    """A next version, with all parties of the first, not signed."""
    from deelwijs.convenant.actions import maak_concept

    with in_kring(mensen.hugo.kring):
        return maak_concept(
            convenant=mensen.versie.convenant,
            geldig_vanaf=today + timedelta(days=10),
            op=timezone.now(),
            door=mensen.hugo,
        )


@pytest.fixture
def nieuwkomer():
    """A party outside, with somebody who may sign."""
    with in_kring(BEHEER):
        partij = Partij.objects.create(naam="Hulp Linde", soort="jeugdhulpaanbieder", plaats="Zandwerve")
        Taak.objects.create(partij=partij, soort="jeugdhulpaanbieder")
        Vertegenwoordiger.objects.create(
            partij=partij, naam="N. Linde", functie="directeur", mandaat="statuten", geldig_vanaf=date(2024, 1, 1)
        )
    return partij


def addresses(mensen, concept, nieuwkomer):
    row = mensen.versie.toetredingen.first()
    signer = mensen.bram.partij.vertegenwoordigers.first()
    return [
        reverse("convenant:overzicht"),
        reverse("convenant:nieuw"),
        reverse("convenant:nieuwe_versie", args=[mensen.versie.convenant_id]),
        *(
            reverse(f"convenant:{naam}", args=[concept.pk])
            for naam in ("versie", "inhoud", "partijen", "vaststellen", "evaluatie", "beeindigen", "toetreden")
        ),
        *(
            reverse(f"convenant:{naam}", args=[row.pk])
            for naam in (
                "toetreding", "afspraak", "tekenen", "bekendmaken", "uittreden", "formulier", "formulier_pdf"
            )
        ),
        reverse("partijbeheer:lijst"),
        reverse("partijbeheer:nieuw"),
        *(
            reverse(f"partijbeheer:{naam}", args=[nieuwkomer.pk])
            for naam in ("partij", "wijzigen", "taak_erbij", "mandaat")
        ),
        reverse("partijbeheer:taak_eindigt", args=[nieuwkomer.pk, nieuwkomer.taken.get().pk]),
        reverse("partijbeheer:mandaat_eindigt", args=[mensen.bram.partij_id, signer.pk]),
    ]  # fmt: skip


@pytest.mark.eis("C1", "B4")
def test_only_the_administrator_comes_in_and_for_others_there_is_nothing(client, ingelogd, mensen, concept, nieuwkomer):
    for address in addresses(mensen, concept, nieuwkomer):
        client.cookies.clear()
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert reverse("account_login") in answer["Location"]
        for wie in (mensen.bram, mensen.gerda, mensen.ilse, mensen.anouk):
            assert ingelogd(client, wie).get(address).status_code == 404, (wie, address)
            assert ingelogd(client, wie).post(address, {"x": "1"}).status_code in (404, 405), (wie, address)
        assert ingelogd(client, mensen.hugo).get(address).status_code == 200, address


@pytest.mark.eis("C1")
def test_every_page_of_the_way_out_of_an_unknown_id_is_the_same_404(client, ingelogd, mensen):
    ingelogd(client, mensen.hugo)
    for naam in ("convenant:versie", "convenant:toetreding", "partijbeheer:partij", "convenant:formulier_pdf"):
        assert client.get(reverse(naam, args=[uuid.uuid4()])).status_code == 404


@pytest.mark.eis("C1", "C2", "C3", "C6")
def test_the_whole_way_of_a_new_version(client, ingelogd, mensen, concept, today):
    ingelogd(client, mensen.hugo)
    page = client.get(reverse("convenant:versie", args=[concept.pk])).content.decode()
    assert "De Wilg heeft nog niet getekend" in page
    # One purpose less, and in force from today.
    address = reverse("convenant:inhoud", args=[concept.pk])
    form = client.get(address).context["form"]
    stand = form["stand"].value()
    new = {
        "stand": stand,
        "doelen": ["passende_plek"],
        "categorieen": concept.categorieen,
        "overlegtypen": ["mdo_zat"],
        **dag("geldig_vanaf", today),
    }
    assert client.post(address, new).status_code == 302
    assert client.post(address, new).status_code == 302  # the same again is harmless
    stale = client.post(address, {**new, "doelen": ["overstap"]})
    assert stale.status_code == 422
    assert "intussen gewijzigd" in stale.content.decode()
    concept.refresh_from_db()
    assert concept.doelen == ["passende_plek"]
    # Too early to settle.
    settle = reverse("convenant:vaststellen", args=[concept.pk])
    no = client.post(settle, {"stand": client.get(settle).context["form"]["stand"].value()})
    assert no.status_code == 422
    assert "heeft nog niet getekend" in no.content.decode()
    for row in concept.toetredingen.all():
        signer = row.partij.vertegenwoordigers.get()
        sign = reverse("convenant:tekenen", args=[row.pk])
        form = signing(client, sign, signer, today)
        assert client.post(sign, form).status_code == 302
        assert client.post(sign, form).status_code == 302
    page = client.get(reverse("convenant:versie", args=[concept.pk])).content.decode()
    assert "Alles is er" in page
    assert "Zorgen dat de jongere zich zonder onderbreking kan ontwikkelen" in page  # went out
    seen = {"stand": client.get(settle).context["form"]["stand"].value()}
    assert client.post(settle, seen).status_code == 302
    assert client.post(settle, seen).status_code == 302
    concept.refresh_from_db()
    mensen.versie.refresh_from_db()
    assert concept.status == "vastgesteld"
    assert mensen.versie.geldig_tot == today - timedelta(days=1)
    page = ingelogd(client, mensen.bram).get(reverse("convenant_inzage:convenant")).content.decode()
    assert "versie 2" in page
    assert "Een passende plek vinden in onderwijs of jeugdhulp" in page
    assert "Begeleiden naar school of werk na uitval" not in page
    assert "De Beuk" in page


@pytest.mark.eis("C3")
def test_changing_what_was_signed_takes_the_signatures_back(client, ingelogd, mensen, concept, today):
    ingelogd(client, mensen.hugo)
    row = concept.toetredingen.first()
    sign = reverse("convenant:tekenen", args=[row.pk])
    client.post(sign, signing(client, sign, row.partij.vertegenwoordigers.get(), today))
    row.refresh_from_db()
    assert row.getekend_op == today
    address = reverse("convenant:inhoud", args=[concept.pk])
    page = client.get(address)
    assert "Er is al 1 keer getekend" in page.content.decode()
    new = {
        "stand": page.context["form"]["stand"].value(), "doelen": concept.doelen, "categorieen": concept.categorieen,
        "overlegtypen": concept.overlegtypen,
    }  # fmt: skip
    client.post(address, {**new, **dag("geldig_vanaf", today + timedelta(days=20))})
    row.refresh_from_db()
    assert row.getekend_op == today  # only the day moved
    new["stand"] = client.get(address).context["form"]["stand"].value()
    answer = client.post(
        address, {**new, "doelen": ["passende_plek"], **dag("geldig_vanaf", today + timedelta(days=20))}, follow=True
    )
    assert "Vervallen handtekeningen: 1" in answer.content.decode()
    row.refresh_from_db()
    assert row.getekend_op is None


@pytest.mark.eis("C2")
def test_the_whole_way_of_an_accession(client, ingelogd, mensen, nieuwkomer, today):
    ingelogd(client, mensen.hugo)
    ask = reverse("convenant:toetreden", args=[mensen.versie.pk])
    key = client.get(ask).context["form"]["sleutel"].value()
    form = {"sleutel": key, "partij": nieuwkomer.pk, **dag("afgesproken_op", today - timedelta(days=1))}
    assert client.post(ask, form).status_code == 302
    assert client.post(ask, form).status_code == 302
    row = Toetreding.objects.get(partij=nieuwkomer)
    assert str(row.pk) == str(key)
    tell = reverse("convenant:bekendmaken", args=[row.pk])
    early = client.post(tell, {"x": "1"})
    assert early.status_code == 422
    assert "nog niet getekend" in early.content.decode()
    signer = nieuwkomer.vertegenwoordigers.get()
    sign = reverse("convenant:tekenen", args=[row.pk])
    wrong = client.post(sign, signing(client, sign, signer, today - timedelta(days=2)))
    assert wrong.status_code == 422
    assert "pas op" in wrong.content.decode()
    assert client.post(sign, signing(client, sign, signer, today)).status_code == 302
    assert not mensen.versie.takes_part(nieuwkomer, today)
    assert client.post(tell, {"x": "1"}).status_code == 302
    assert client.post(tell, {"x": "1"}).status_code == 302
    assert mensen.versie.takes_part(nieuwkomer, today)
    with in_kring(BEHEER):
        assert Kennisgeving.objects.filter(toetreding=row).count() == 5
    # Bram's school hears of it, and says so once for the whole school.
    page = ingelogd(client, mensen.bram).get(reverse("convenant_inzage:convenant"))
    assert "Hulp Linde doet mee" in page.content.decode()
    [notice] = page.context["nieuws"]
    assert ingelogd(client, mensen.carla).post(reverse("convenant_inzage:gezien", args=[notice.pk])).status_code == 404
    seen = reverse("convenant_inzage:gezien", args=[notice.pk])
    assert ingelogd(client, mensen.bram).post(seen).status_code == 302
    assert ingelogd(client, mensen.bram).post(seen).status_code == 302
    assert client.get(reverse("convenant_inzage:convenant")).context["nieuws"] == []
    # And it leaves again.
    ingelogd(client, mensen.hugo)
    leave = reverse("convenant:uittreden", args=[row.pk])
    assert "blijft geheim" in client.get(leave).content.decode()
    assert client.post(leave, dag("per", today - timedelta(days=1))).status_code == 422
    assert client.post(leave, dag("per", today)).status_code == 302
    assert not mensen.versie.takes_part(nieuwkomer, today)


@pytest.mark.eis("C2")
def test_the_accession_form_is_a_page_and_a_pdf_with_the_same_text(client, ingelogd, mensen, tmp_path):
    ingelogd(client, mensen.hugo)
    row = mensen.versie.toetredingen.get(partij=mensen.anouk.partij)
    page = client.get(reverse("convenant:formulier", args=[row.pk])).content.decode()
    answer = client.get(reverse("convenant:formulier_pdf", args=[row.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert "toetreding-jgz-vlietlanden.pdf" in answer["Content-Disposition"]
    path = tmp_path / "form.pdf"
    path.write_bytes(answer.content)
    reader = PdfReader(path)
    text = " ".join(" ".join(p.extract_text().split()) for p in reader.pages)
    for words in ("JGZ Vlietlanden", "Formulier om toe te treden", "Bestuurder", "1 januari 2024", "blijft geheim"):
        assert words in text
        assert words in page
    catalog = reader.root_object
    assert "/MarkInfo" in catalog
    assert str(catalog["/Lang"]).lower().startswith("nl")
    assert client.get(reverse("convenant:formulier_pdf", args=[row.pk])).content == answer.content


@pytest.mark.eis("C3")
def test_the_first_agreement_begins_from_an_empty_page(client, ingelogd, mensen, today):
    ingelogd(client, mensen.hugo)
    key = uuid.uuid4()
    form = {"sleutel": key, "naam": "Convenant Elders", "regio": "Elders", **dag("geldig_vanaf", today)}
    assert client.post(reverse("convenant:nieuw"), form).status_code == 302
    assert client.post(reverse("convenant:nieuw"), form).status_code == 302
    assert ConvenantVersie.objects.filter(convenant=key).count() == 1
    again = client.post(reverse("convenant:nieuw"), {**form, "sleutel": str(uuid.uuid4())})
    assert again.status_code == 422
    assert "heeft al een convenant" in again.content.decode()
    assert Convenant.objects.count() == 2
    page = client.get(reverse("convenant:versie", args=[ConvenantVersie.objects.get(convenant=key).pk]))
    assert "minstens twee partijen" in page.content.decode()


def raw(naam, dag, maand, jaar):
    return {f"{naam}_dag": dag, f"{naam}_maand": maand, f"{naam}_jaar": jaar}


WRONG = [
    ("convenant:inhoud", {}, "Vul de eerste dag in"),
    ("convenant:inhoud", {"doelen": ["opsporing"]}, "Kies alleen antwoorden uit de lijst"),
    ("convenant:inhoud", {"categorieen": ["hele_administratie"]}, "Kies alleen antwoorden uit de lijst"),
    ("convenant:inhoud", raw("geldig_vanaf", "31", "2", "2026"), "bestaat niet"),
    ("convenant:inhoud", raw("geldig_vanaf", "1", "2", "9999"), "Kies een jaar"),
    ("convenant:partijen", {"partij": "x", "soort": "ondertekenaar"}, "Kies een antwoord uit de lijst"),
    ("convenant:partijen", {"soort": "baas"}, "Kies een partij"),
    ("convenant:vaststellen", {"stand": ""}, "Open haar opnieuw"),
    ("convenant:vaststellen", {"stand": "x" * 99}, "Open haar opnieuw"),
    ("convenant:vaststellen", {"stand": "oud"}, "intussen gewijzigd"),
    ("convenant:beeindigen", raw("laatste_dag", "1", "1", "2099"), "geldt nog niet"),
    ("convenant:evaluatie", raw("dag", "1", "1", "2025"), "gold deze versie nog niet"),
    ("convenant:toetreden", {"sleutel": "geen-uuid", "partij": ""}, "Open haar opnieuw"),
]  # fmt: skip


@pytest.mark.parametrize(("naam", "form", "zin"), WRONG)
def test_wrong_input_gets_one_clear_message_and_changes_nothing(client, ingelogd, mensen, concept, naam, form, zin):
    ingelogd(client, mensen.hugo)
    before = list(ConvenantVersie.objects.order_by("nummer").values())
    answer = client.post(reverse(naam, args=[concept.pk]), {"x": "1", **form})
    assert answer.status_code == 422
    assert zin in answer.content.decode()
    assert "Er klop" in answer.content.decode()  # the list of faults, on top
    assert list(ConvenantVersie.objects.order_by("nummer").values()) == before


def test_a_settled_version_cannot_be_changed_by_its_own_form(client, ingelogd, mensen, today):
    ingelogd(client, mensen.hugo)
    address = reverse("convenant:inhoud", args=[mensen.versie.pk])
    form = {"stand": "x", "doelen": ["passende_plek"], "categorieen": ["verzuim"], "overlegtypen": ["vot"]}
    answer = client.post(address, form | dag("geldig_vanaf", today))
    assert answer.status_code == 422
    assert "vastgesteld en verandert niet meer" in answer.content.decode()


def test_who_is_in_no_agreement_learns_why_and_what_now(client, ingelogd, mensen, today):
    with in_kring(BEHEER):
        mensen.versie.toetredingen.filter(partij=mensen.carla.partij).update(beeindigd_op=today)
    page = ingelogd(client, mensen.carla).get(reverse("convenant_inzage:convenant"))
    assert page.status_code == 200
    assert "Er geldt vandaag geen convenant voor uw organisatie" in page.content.decode()
    client.cookies.clear()
    assert client.get(reverse("convenant_inzage:convenant")).status_code == 302


def test_a_larger_region_asks_the_database_no_more_often(client, ingelogd, mensen, today):
    ingelogd(client, mensen.hugo)
    pages = [
        reverse("convenant:overzicht"),
        reverse("convenant:versie", args=[mensen.versie.pk]),
        reverse("partijbeheer:lijst"),
        reverse("convenant_inzage:convenant"),
    ]

    def count(address):
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    small = [count(address) for address in pages]
    with in_kring(BEHEER):
        for number in range(25):
            partij = Partij.objects.create(naam=f"Partij {number}", soort="school")
            Taak.objects.create(partij=partij, soort="school_po")
            tekent = Vertegenwoordiger.objects.create(
                partij=partij, naam="N", functie="f", mandaat="m", geldig_vanaf=date(2024, 1, 1)
            )
            Toetreding.objects.create(
                versie=mensen.versie, partij=partij, soort="toetreder", getekend_door=tekent,
                getekend_op=date(2026, 1, 1), bekendgemaakt_op=date(2026, 1, 1),
            )  # fmt: skip
    assert [count(address) for address in pages] == small
    assert max(small) <= 25
