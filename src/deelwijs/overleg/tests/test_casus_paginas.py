# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The pages around a casus, through the front door: what they show to whom, and what they do not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from conftest import Mensen
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deelwijs.casus.actions import sluit_casus, wijs_collega_aan
from deelwijs.casus.models import Betrokkene, Bijlage, Casus, Deelname, Inbreng
from deelwijs.convenant.models import Toetreding
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Regel
from deelwijs.overleg.actions import volgende_fase
from deelwijs.overleg.tests.begin import BASIS, LATER, MERK, OP, everyone, joined, opened
from deelwijs.partij.models import Medewerker

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Client]

STAP_1 = {"stap": "type", "overlegtype": "mdo_zat", "doe": "verder"}
STAP_2 = {
    **STAP_1, "stap": "vraag", "doel": "stagnatie_voorkomen", "doel_tekst": "Weer alle lessen volgen.",
    "tekst": "Noor mist lessen.", "categorie": "onderwijs", "aard": "feit", "herkomst": "mentor", "geheim": "geen",
    "verantwoordelijkheid": "De school begeleidt.", "grondslag": "wvo-2020:8.9-8.12",
}  # fmt: skip
STAP_3 = {
    **STAP_2, "stap": "jongere", "jongere-naam": "Noor Vlietstra", "jongere-geboortedatum_dag": "17",
    "jongere-geboortedatum_maand": "5", "jongere-geboortedatum_jaar": "2012", "jongere-woonplaats": "Oudvliet",
    "jongere-herkomst": "leerlingadministratie",
}  # fmt: skip
GEGEVEN = {
    "categorie": "verzuim", "titel": "Gemiste lessen", "tekst": "Zes uur in oktober.", "aard": "feit",
    "herkomst": "verzuimregistratie", "geheim": "geen",
}  # fmt: skip


@pytest.fixture
def als(ingelogd: LogIn) -> Callable[[Medewerker], Client]:
    """als(mensen.bram): a client of Bram's own."""
    return lambda medewerker: ingelogd(Client(), medewerker)


Als = Callable[[Medewerker], Client]


def text(answer: Any) -> str:
    """The page, as one reads it."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.eis("D1", "D2")
def test_a_casus_is_opened_in_three_steps_and_nothing_is_kept_before_the_last(mensen: Mensen, als: Als) -> None:
    client = als(mensen.bram)
    assert "stap 1 van 3" in text(client.get("/casus/openen/"))
    second = client.post("/casus/openen/", STAP_1)
    assert "Wat is de vraag?" in text(second)
    assert "Er klop" not in text(second)
    third = client.post("/casus/openen/", STAP_2)
    assert "Om wie gaat het?" in text(third)
    assert b'name="doel_tekst" value="Weer alle lessen volgen."' in third.content
    with in_kring(mensen.bram.kring):
        assert not Casus.objects.exists()
    token = str(uuid4())
    done = client.post("/casus/openen/", {**STAP_3, "sleutel": token})
    again = client.post("/casus/openen/", {**STAP_3, "sleutel": token})
    assert done.status_code == again.status_code == 302
    assert done["Location"] == again["Location"]
    with in_kring(mensen.bram.kring):
        assert Casus.objects.count() == 1
    page = text(client.get(done["Location"]))
    assert "Noor Vlietstra" in page
    assert "Weer alle lessen volgen." in page
    assert "Procesregisseur" in page


@pytest.mark.eis("D1")
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(mensen: Mensen, als: Als) -> None:
    client = als(mensen.bram)
    page = client.post("/casus/openen/", {**STAP_2, "grondslag": "jeugdwet:2.3", "doel": ""})
    assert "Er kloppen 2 dingen niet" in text(page)
    assert "Noor mist lessen." in text(page)
    for year, said in (
        ("1930", "ouder dan 27 jaar"),
        ("2050", "in de toekomst"),
        ("12", "vier cijfers"),
        ("", "het jaar"),
    ):
        page = client.post("/casus/openen/", {**STAP_3, "jongere-geboortedatum_jaar": year})
        assert said in text(page), year
        assert b'value="Noor Vlietstra"' in page.content
    # A later step with an earlier one missing goes back there.
    page = client.post("/casus/openen/", {"stap": "jongere", "doe": "verder", "jongere-naam": "Noor"})
    assert "Welk overleg?" in text(page)
    back = client.post("/casus/openen/", {**STAP_3, "doe": "terug:vraag"})
    assert "Wat is de vraag?" in text(back)
    assert b'name="jongere-naam" value="Noor Vlietstra"' in back.content
    with in_kring(mensen.bram.kring):
        assert not Casus.objects.exists()


@pytest.mark.eis("B4", "D1")
def test_only_ones_own_cases_are_warned_of_and_found(mensen: Mensen, als: Als) -> None:
    bram, carla = als(mensen.bram), als(mensen.carla)
    bram.post("/casus/openen/", {**STAP_3, "sleutel": str(uuid4())})
    page = bram.post("/casus/openen/", {**STAP_3, "sleutel": str(uuid4())})
    assert "U hebt al een casus" in text(page)
    assert bram.post("/casus/openen/", {**STAP_3, "sleutel": str(uuid4()), "toch": "ja"}).status_code == 302
    # At another school the same youth gives no sign of it.
    assert carla.post("/casus/openen/", {**STAP_3, "sleutel": str(uuid4())}).status_code == 302
    with in_kring(mensen.bram.kring):
        mine = [str(pk) for pk in Casus.objects.values_list("pk", flat=True)]
    found = bram.post("/werk/zoeken/", {"naam": "VLIETSTRA  noor"})
    assert all(pk in found.content.decode() for pk in mine)
    for asked in ("Vlietstra Anna", "Vliet", "", "%", "noor' OR 1=1"):
        assert "Niets gevonden" in text(bram.post("/werk/zoeken/", {"naam": asked})), asked
    there = carla.post("/werk/zoeken/", {"naam": "Noor"}).content.decode()
    assert not any(pk in there for pk in mine)
    nobody, unknown = (
        als(mensen.fatima).post("/werk/zoeken/", {"naam": "Noor"}),
        als(mensen.fatima).post("/werk/zoeken/", {"naam": "Xyz"}),
    )
    assert text(nobody).replace("Noor", "") == text(unknown).replace("Xyz", "")
    with in_kring(mensen.bram.kring):
        assert Regel.objects.filter(handeling="gezocht").count() == 6


@pytest.mark.eis("B3")
def test_every_look_leaves_a_line(mensen: Mensen, als: Als) -> None:
    casus = opened(mensen.bram)
    client = als(mensen.bram)
    client.get("/werk/")
    client.get(f"/casus/{casus.pk}/")
    with in_kring(mensen.bram.kring):
        said = set(Regel.objects.filter(spoor__isnull=False).values_list("handeling", flat=True))
    assert {"start_bekeken", "casus_bekeken", "inbreng_bekeken"} <= said


@pytest.mark.eis("D6", "B4")
def test_nobody_else_sees_a_casus_and_not_mine_is_not_there(mensen: Mensen, als: Als) -> None:
    casus = opened(mensen.bram)
    with in_kring(mensen.bram.kring):
        row = Inbreng.objects.own(mensen.bram).first()
        seat = Deelname.objects.get()
    assert row is not None
    names = [
        ("detail", ()), ("inbrengen", ()), ("inbreng", (row.pk,)), ("verbeteren", (row.pk,)), ("rondom", ()),
        ("uitnodigen", ()), ("verklaren", ()), ("collegas", ()), ("beeindigen", (seat.pk,)), ("regie", ()),
        ("sluiten", ()), ("bijlage", (uuid4(),)),
    ]  # fmt: skip
    strange = UUID(int=7, version=4)
    for person in everyone(mensen):
        if person == mensen.bram:
            continue
        client = als(person)
        client.get("/werk/")
        for name, rest in names:
            for method in (client.get, client.post):
                answers = []
                for pk in (casus.pk, strange):
                    address = reverse(f"casus:{name}", args=[pk, *rest])
                    with CaptureQueriesContext(connection) as asked:
                        answer = method(address)
                    body = answer.content.decode().replace(str(pk), "PK")
                    headers = {k: v for k, v in answer.headers.items() if k != "Content-Length"}
                    sql = [q["sql"].replace(str(pk), "PK").replace(pk.hex, "PK") for q in asked]
                    answers.append((answer.status_code, body, headers, len(sql), [q for q in sql if "casus_" in q]))
                assert answers[0][0] == 404, (person, name)
                assert answers[0] == answers[1], (person, name)
    # The power of it: Bram gets in at each of them.
    client = als(mensen.bram)
    for name, rest in names[:-1]:
        assert client.get(reverse(f"casus:{name}", args=[casus.pk, *rest])).status_code == 200, name


@pytest.mark.eis("D6")
def test_without_login_every_page_of_a_casus_asks_for_it(mensen: Mensen, client: Client) -> None:
    casus = opened(mensen.bram)
    for address in ("/werk/", "/casus/openen/", f"/casus/{casus.pk}/", f"/casus/{casus.pk}/inbreng/nieuw/"):
        assert client.get(address).status_code == 302
        assert "Noor" not in client.get(address, follow=True).content.decode()


@pytest.mark.eis("D4", "D6")
def test_another_participant_reads_the_youth_and_nothing_that_was_not_given(mensen: Mensen, als: Als) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.anouk, mensen.bram)
    client = als(mensen.anouk)
    for address in (
        f"/casus/{casus.pk}/",
        "/werk/",
        f"/casus/{casus.pk}/inbreng/nieuw/",
        f"/casus/{casus.pk}/collegas/",
    ):
        page = client.get(address)
        assert page.status_code == 200
        low = page.content.decode().lower()
        assert "vlietstra" not in low, address
        assert "2012" not in low, address
        assert MERK not in low, address
    read = text(client.get(f"/casus/{casus.pk}/"))
    assert "De jongere" in read
    assert "De Wilg" in read
    assert "Samen zorgen" in read  # the purpose is for all participants
    assert "Jongere niet met u gedeeld" in text(client.get("/werk/"))
    with in_kring(mensen.bram.kring):
        rows = list(Inbreng.objects.own(mensen.bram))
    for row in rows:
        assert client.get(f"/casus/{casus.pk}/inbreng/{row.pk}/").status_code == 404


@pytest.mark.eis("D6", "B4")
def test_an_invitation_is_answered_without_seeing_the_youth(mensen: Mensen, als: Als) -> None:
    casus = opened(mensen.bram)
    bram, anouk = als(mensen.bram), als(mensen.anouk)
    page = bram.get(f"/casus/{casus.pk}/uitnodigen/")
    assert "?taak=jeugdgezondheidszorg" in page.content.decode()
    address = f"/casus/{casus.pk}/uitnodigen/?taak=jeugdgezondheidszorg"
    assert "JGZ Vlietlanden" in text(bram.get(address))
    sent = bram.post(address, {"partij": str(mensen.anouk.partij_id)}, follow=True)
    assert "De uitnodiging is verzonden" in text(sent)
    assert "De uitnodiging is verzonden" in text(
        bram.post(address, {"partij": str(mensen.anouk.partij_id)}, follow=True)
    )
    assert "Kies een antwoord" in text(bram.post(address, {"partij": str(mensen.dorien.partij_id)}))
    home = anouk.get("/werk/")
    assert "uitgenodigd voor een overleg" in text(home)
    with in_kring(mensen.anouk.kring):
        seat = Deelname.objects.get()
    answer = anouk.get(f"/casus/uitnodiging/{seat.pk}/")
    assert "Multidisciplinair overleg" in text(answer)
    assert "Bram" in text(answer)
    for page in (home, answer):
        low = page.content.decode().lower()
        assert "vlietstra" not in low
        assert "noor" not in low.replace("noordelijk", "")
        assert str(casus.pk) not in low
    for other in (mensen.bram, mensen.carla, mensen.ilse, mensen.gerda):
        assert als(other).get(f"/casus/uitnodiging/{seat.pk}/").status_code == 404
    empty = anouk.post(f"/casus/uitnodiging/{seat.pk}/", {"wie": "niemand"})
    assert "Kies waarom" in text(empty)
    assert anouk.post(f"/casus/uitnodiging/{seat.pk}/", {"wie": str(mensen.carla.pk)}).status_code == 200
    done = anouk.post(f"/casus/uitnodiging/{seat.pk}/", {"wie": str(mensen.anouk.pk)})
    assert done["Location"] == f"/casus/{casus.pk}/verklaren/"
    assert anouk.post(f"/casus/uitnodiging/{seat.pk}/", {"wie": "niemand", "reden": "geen_ruimte"}).status_code == 404
    assert "Geef eerst uw verklaring" in text(anouk.get(f"/casus/{casus.pk}/"))
    declared = {"verantwoordelijkheid": "Volgt de gezondheid.", "grondslag": BASIS["jeugdgezondheidszorg"]}
    assert anouk.post(done["Location"], {**declared, "grondslag": "jeugdwet:2.3"}).status_code == 200
    assert anouk.post(done["Location"], declared).status_code == 302
    assert "Volgt de gezondheid." in text(bram.get(f"/casus/{casus.pk}/"))


@pytest.mark.eis("D3")
def test_a_datum_is_brought_in_with_a_file_corrected_and_downloaded(mensen: Mensen, als: Als) -> None:
    casus = opened(mensen.bram)
    client = als(mensen.bram)
    with in_kring(mensen.bram.kring):
        kind = Betrokkene.objects.get()
    address = f"/casus/{casus.pk}/inbreng/nieuw/"
    form = client.get(address).content.decode()
    assert 'value="verzuim"' in form
    for not_here in ("hulp_betrokken", "identiteit", "strafrecht_inhoud"):
        assert f'value="{not_here}"' not in form
    wrong = client.post(address, {**GEGEVEN, "betrokkene": str(kind.pk), "categorie": "strafrecht_inhoud", "aard": ""})
    assert "Er kloppen 2 dingen niet" in text(wrong)
    assert "Zes uur in oktober." in text(wrong)
    program = SimpleUploadedFile("brief.pdf", b"MZ\x90\x00 geen pdf")
    refused = client.post(address, {**GEGEVEN, "betrokkene": str(kind.pk), "bijlage": program})
    assert refused.status_code == 200
    token = str(uuid4())
    for _ in range(2):
        file = SimpleUploadedFile("Brief <b>.txt", b"Zes uur gemist.")
        done = client.post(address, {**GEGEVEN, "betrokkene": str(kind.pk), "bijlage": file, "sleutel": token})
        assert done.status_code == 302
    with in_kring(mensen.bram.kring):
        row = Inbreng.objects.own(mensen.bram).get(categorie="verzuim")
        [attached] = Bijlage.objects.all()
    page = text(client.get(done["Location"]))
    assert "Zes uur in oktober." in page
    assert "Niet nagekeken op virussen" in page
    got = client.get(f"/casus/{casus.pk}/bijlage/{attached.pk}/")
    assert got.content == b"Zes uur gemist."
    assert got["Content-Disposition"].startswith("attachment")
    assert "sandbox" in got["Content-Security-Policy"]
    assert got["Cache-Control"] == "no-store"
    change = {**GEGEVEN, "tekst": "Vier uur.", "sleutel": str(uuid4()), "houd": str(attached.pk)}
    corrected = client.post(f"/casus/{casus.pk}/inbreng/{row.pk}/verbeteren/", change)
    assert client.post(f"/casus/{casus.pk}/inbreng/{row.pk}/verbeteren/", change)["Location"] == corrected["Location"]
    new = text(client.get(corrected["Location"]))
    assert "Vier uur." in new
    assert "Eerdere versie" in new
    assert "Brief _b_.txt" in new or ".txt" in new
    assert "Dit is een oude versie" in text(client.get(done["Location"]))
    joined(casus, mensen.anouk, mensen.bram)
    assert als(mensen.anouk).get(f"/casus/{casus.pk}/bijlage/{attached.pk}/").status_code == 404


@pytest.mark.eis("D1", "D6")
def test_somebody_around_the_youth_is_recorded_once_and_for_the_own_party(mensen: Mensen, als: Als) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.anouk, mensen.bram)
    client, token = als(mensen.bram), str(uuid4())
    for _ in range(2):
        sent = client.post(
            f"/casus/{casus.pk}/rondom/",
            {"relatie": "ouder", "naam": "Ada Vlietstra", "herkomst": "school", "sleutel": token},
        )
        assert sent.status_code == 302
    assert text(client.get(f"/casus/{casus.pk}/")).count("Ada Vlietstra") == 1
    assert "Ada" not in text(als(mensen.anouk).get(f"/casus/{casus.pk}/"))
    assert "relatie" in client.post(f"/casus/{casus.pk}/rondom/", {"relatie": "jongere", "naam": "X"}).content.decode()


@pytest.mark.eis("D6", "D10")
def test_colleagues_direction_ending_and_closing_have_their_pages(mensen: Mensen, als: Als) -> None:
    casus = opened(mensen.bram)
    anouk = joined(casus, mensen.anouk, mensen.bram)
    emre = joined(casus, mensen.emre, mensen.bram)
    bram, ilse = als(mensen.bram), als(mensen.ilse)
    address = f"/casus/{casus.pk}/"
    assert ilse.get(address).status_code == 404
    assert bram.post(f"{address}collegas/", {"doe": "erbij", "wie": str(mensen.carla.pk)}).status_code == 200
    assert bram.post(f"{address}collegas/", {"doe": "erbij", "wie": str(mensen.ilse.pk)}).status_code == 302
    assert ilse.get(address).status_code == 200
    assert bram.post(f"{address}collegas/", {"doe": f"weg:{mensen.ilse.pk}"}).status_code == 302
    assert ilse.get(address).status_code == 404
    assert bram.post(f"{address}collegas/", {"doe": f"weg:{mensen.carla.pk}"}).status_code == 404
    page = bram.get(f"{address}regie/").content.decode()
    assert str(anouk.pk) in page
    assert str(emre.pk) not in page
    given = bram.post(f"{address}regie/", {"soort": "casusregisseur", "naar": str(anouk.pk)})
    assert given.status_code == 302
    assert "Dit kan nu niet" in text(als(mensen.emre).get(f"{address}sluiten/"))
    refused = als(mensen.emre).post(f"{address}sluiten/", {"zeker": "ja"})
    assert refused.status_code == 200
    assert bram.post(f"{address}deelname/{emre.pk}/", {"zeker": "ja"}).status_code == 302
    assert als(mensen.emre).get(address).status_code == 404
    handed = bram.post(f"{address}collegas/", {"doe": "overdragen", "wie": str(mensen.ilse.pk)})
    assert handed["Location"] == "/werk/"
    assert bram.get(address).status_code == 404
    assert "Procesregisseur" in text(ilse.get(address))
    assert ilse.post(f"{address}sluiten/").status_code == 200
    assert ilse.post(f"{address}sluiten/", {"zeker": "ja"}).status_code == 302
    for person in everyone(mensen):
        assert als(person).get(address).status_code == 404


@pytest.mark.eis("B4")
def test_home_and_casus_ask_the_database_as_often_with_many_as_with_few(mensen: Mensen, als: Als) -> None:
    def counts() -> list[int]:
        client, found = als(mensen.bram), []
        with in_kring(mensen.bram.kring):
            casus = Casus.objects.visible_to(mensen.bram).last()
        assert casus is not None
        for address in ("/werk/", f"/casus/{casus.pk}/", f"/casus/{casus.pk}/inbreng/nieuw/"):
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        with CaptureQueriesContext(connection) as asked:
            client.post("/werk/zoeken/", {"naam": "Noor"})
        return [*found, len(asked)]

    casus = opened(mensen.bram)
    joined(casus, mensen.anouk, mensen.bram)
    for _ in range(4):
        opened(mensen.bram)
    few = counts()
    for _ in range(45):
        opened(mensen.bram)
    assert counts() == few
    assert max(few) <= 25, few


@pytest.mark.eis("B4")
def test_odd_input_is_a_page_and_never_a_fault(mensen: Mensen, als: Als) -> None:
    casus = opened(mensen.bram)
    client = als(mensen.bram)
    odd = [
        "",
        "\x00",
        "<script>alert(1)</script>",
        "é" * 11_000,
        "-1",
        str(UUID(int=1)),
        "\ud800".encode("utf-8", "replace").decode(),
    ]
    forms = [
        ("/casus/openen/", STAP_3), (f"/casus/{casus.pk}/inbreng/nieuw/", {**GEGEVEN, "betrokkene": "x"}),
        (f"/casus/{casus.pk}/rondom/", {"relatie": "ouder", "naam": "A", "herkomst": "b", "geboortedatum_dag": "1"}),
        (f"/casus/{casus.pk}/verklaren/", {"verantwoordelijkheid": "a", "grondslag": "b"}),
        (f"/casus/{casus.pk}/uitnodigen/?taak=gemeente_jeugd", {"partij": "a"}),
        (f"/casus/{casus.pk}/regie/", {"soort": "a", "naar": "b"}),
        (f"/casus/{casus.pk}/collegas/", {"doe": "erbij", "wie": "b"}),
    ]  # fmt: skip
    for address, usual in forms:
        for field in [*usual, "sleutel"]:
            for value in odd:
                answer = client.post(address, {**usual, field: value})
                assert answer.status_code in (200, 302, 400, 404), (address, field, value[:20], answer.status_code)
    for address in ("/werk/?pagina=abc", "/werk/?pagina=999", f"/casus/{casus.pk}/uitnodigen/?taak=\x00&derde=9"):
        assert client.get(address).status_code == 200
    page = client.post(f"/casus/{casus.pk}/inbreng/nieuw/", {**GEGEVEN, "tekst": "<script>x</script>", "aard": ""})
    assert b"<script>x" not in page.content


@pytest.mark.eis("D6")
def test_the_page_after_the_end_is_gone_for_who_had_it_open(mensen: Mensen, als: Als) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.anouk, mensen.bram)
    with in_kring(mensen.bram.kring):
        wijs_collega_aan(casus=casus, wie=mensen.ilse, door=mensen.bram, op=OP)
    client = als(mensen.anouk)
    assert client.get(f"/casus/{casus.pk}/").status_code == 200
    with in_kring(mensen.bram.kring):
        volgende_fase(casus=casus, naar="beoordeling", door=mensen.bram, op=OP)
        sluit_casus(casus=casus, door=mensen.bram, op=LATER)
    late = client.post(f"/casus/{casus.pk}/verklaren/", {"verantwoordelijkheid": "a", "grondslag": "wpg-gezondheid:5"})
    assert late.status_code == 404
    assert als(mensen.ilse).get(f"/casus/{casus.pk}/").status_code == 404


@pytest.mark.eis("D11")
def test_a_party_outside_the_agreement_is_asked_for_one_casus_with_a_warning(mensen: Mensen, als: Als) -> None:
    casus = opened(mensen.bram)
    with in_kring(Kring(rol="beheer")):
        Toetreding.objects.filter(partij=mensen.anouk.partij).update(beeindigd_op=OP.date())
    client = als(mensen.bram)
    inside = f"/casus/{casus.pk}/uitnodigen/?taak=jeugdgezondheidszorg"
    assert "JGZ Vlietlanden" not in text(client.get(inside))
    assert "Deel pas met toestemming" in text(client.get(f"/casus/{casus.pk}/uitnodigen/?derde=1"))
    asked = {"partij": str(mensen.anouk.partij_id), "reden": "Zij kent de gezondheid.", "toestemming": "niet_gevraagd"}
    assert "Vraag eerst toestemming" in text(client.post(f"{inside}&derde=1", asked))
    sent = client.post(f"{inside}&derde=1", {**asked, "toestemming": "gegeven"}, follow=True)
    assert "De uitnodiging is verzonden" in text(sent)
    assert "buiten het convenant" in text(sent)
    with in_kring(mensen.anouk.kring):
        assert Deelname.objects.get().derde
