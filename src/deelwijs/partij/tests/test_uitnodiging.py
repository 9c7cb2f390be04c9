# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Somebody new comes in with a link by mail and a code by another way; each works once, and not for long."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij.models import Medewerker, Uitnodiging

Inlog = Callable[..., Client]
pytestmark = [pytest.mark.django_db, pytest.mark.eis("B1")]
WACHTWOORD = "vier losse woorden samen"
NIEUW = {
    "naam": "Noor",
    "functie": "mentor",
    "email": "Noor@Wilg.example",
    "taak": "school_vo",
    "rollen": ["aanspreekpunt"],
}


def invite(client: Client, **change: Any) -> tuple[str, str]:
    """Invite Noor as who is logged in; return the path of the link and the code on the screen."""
    page = client.post("/medewerkers/uitnodigen/", NIEUW | change)
    assert page.status_code == 200, page.content.decode()
    link = re.search(r"http://testserver(/uitnodiging/\S+/)", str(mail.outbox[-1].body))
    code = re.search(r'class="dw-code">([^<]+)<', page.content.decode())
    assert link
    assert code
    return link[1], code[1]


def accept(path: str, code: str, password: str = WACHTWOORD) -> Any:
    return Client().post(path, {"code": code, "password1": password, "password2": password})


@pytest.fixture
def ilse(client: Client, mensen: Any, ingelogd: Inlog) -> Client:
    """The browser of Ilse, who manages the people of De Wilg."""
    return ingelogd(client, mensen.ilse)


def test_both_halves_open_the_account_up_to_the_second_factor(ilse: Client) -> None:
    link, code = invite(ilse)
    new = Client()
    answer = new.post(link, {"code": code.lower(), "password1": WACHTWOORD, "password2": WACHTWOORD})
    assert answer["Location"] == "/account/tweede-stap/"
    assert new.get("/medewerkers/")["Location"] == "/account/tweede-stap/"
    noor = Medewerker.objects.get(email="noor@wilg.example")
    assert noor.check_password(WACHTWOORD)
    assert noor.rollen == ["aanspreekpunt"]


def test_the_mail_names_nobody_and_holds_no_code(ilse: Client) -> None:
    _, code = invite(ilse)
    text = f"{mail.outbox[-1].subject}\n{mail.outbox[-1].body}"
    assert mail.outbox[-1].to == ["noor@wilg.example"]
    for word in ("Noor", "mentor", "Wilg", "Ilse", code):
        assert word not in text


def test_an_invitation_works_once(ilse: Client) -> None:
    link, code = invite(ilse)
    assert accept(link, code).status_code == 302
    assert accept(link, code, "heel iets anders nu").status_code == 404
    assert Client().get(link).status_code == 404


def test_an_invitation_ends_after_three_days(ilse: Client, mensen: Any) -> None:
    link, code = invite(ilse)
    with in_kring(mensen.ilse.kring):
        Uitnodiging.objects.update(verloopt_op=timezone.now() - timedelta(seconds=1))
    assert accept(link, code).status_code == 404


def test_guessing_the_code_ends_the_invitation_at_the_fifth_try(ilse: Client) -> None:
    link, code = invite(ilse)
    assert [accept(link, "AAAA-AAAA-AAAA").status_code for _ in range(5)] == [422] * 5
    assert accept(link, code).status_code == 404


def test_four_wrong_codes_leave_the_right_one(ilse: Client) -> None:
    link, code = invite(ilse)
    for _ in range(4):
        accept(link, "AAAA-AAAA-AAAA")
    assert accept(link, code).status_code == 302


def test_neither_half_is_kept(ilse: Client, mensen: Any) -> None:
    link, code = invite(ilse)
    token = link.split("/")[2]
    with in_kring(mensen.ilse.kring):
        row = Uitnodiging.objects.get()
    assert token.encode() not in bytes(row.link_hash)
    assert code.replace("-", "") not in row.code_hash
    assert Client().get(f"/uitnodiging/{token[:-1]}/").status_code == 404


def test_a_weak_password_is_refused_with_its_reason_and_costs_no_try(ilse: Client) -> None:
    link, code = invite(ilse)
    page = accept(link, code, "kort")
    assert page.status_code == 422
    assert "te kort" in page.content.decode()
    assert accept(link, code).status_code == 302


def test_taking_an_invitation_back_ends_it_and_the_account(ilse: Client) -> None:
    link, code = invite(ilse)
    noor = Medewerker.objects.get(email="noor@wilg.example")
    ilse.post(f"/medewerkers/{noor.pk}/intrekken/")
    assert accept(link, code).status_code == 404
    noor.refresh_from_db()
    assert not noor.is_active


def test_a_new_invitation_replaces_all_that_somebody_logged_in_with(ilse: Client, mensen: Any, ingelogd: Inlog) -> None:
    bram = mensen.bram
    old = ingelogd(Client(), bram)
    page = ilse.post(f"/medewerkers/{bram.pk}/opnieuw/")
    assert old.get("/account/").status_code == 200  # nothing changes until it is used
    link = re.search(r"http://testserver(/uitnodiging/\S+/)", str(mail.outbox[-1].body))
    code = re.search(r'class="dw-code">([^<]+)<', page.content.decode())
    assert link
    assert code
    assert accept(link[1], code[1]).status_code == 302
    assert old.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"email": "bram@vlietlanden.example"}, "heeft al een account"),
        ({"email": "geen adres"}, "geen e-mailadres"),
        ({"taak": "gemeente_jeugd"}, "antwoord uit de lijst"),
        ({"rollen": ["beheer"]}, "antwoorden uit de lijst"),
        ({"naam": ""}, "Vul de naam in"),
        ({"naam": "N\0or"}, "teken dat niet mag"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(ilse: Client, change: dict[str, Any], says: str) -> None:
    page = ilse.post("/medewerkers/uitnodigen/", NIEUW | change)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert not Uitnodiging.objects.exists()


def test_only_who_manages_people_sees_them_and_only_those_of_the_party(
    client: Client, mensen: Any, ingelogd: Inlog
) -> None:
    for person in (mensen.bram, mensen.gerda, mensen.hugo, mensen.carla):
        for path in ("/medewerkers/", f"/medewerkers/{mensen.bram.pk}/", f"/medewerkers/{mensen.bram.pk}/uit-dienst/"):
            assert ingelogd(client, person).get(path).status_code == 404
    ingelogd(client, mensen.ilse)
    assert client.get(f"/medewerkers/{mensen.bram.pk}/").status_code == 200
    assert client.get(f"/medewerkers/{mensen.carla.pk}/").status_code == 404
    assert client.post(f"/medewerkers/{mensen.carla.pk}/opnieuw/").status_code == 404
    assert "Carla" not in client.get("/medewerkers/").content.decode()


def test_the_administrator_invites_the_first_of_a_party_and_no_more(
    client: Client, mensen: Any, ingelogd: Inlog
) -> None:
    ingelogd(client, mensen.hugo)
    with in_kring(Kring(rol="beheer")):
        Medewerker.objects.filter(pk=mensen.ilse.pk).update(last_login=timezone.now())
    assert client.get(f"/medewerkers/uitnodigen/{mensen.bram.partij_id}/").status_code == 404  # Ilse does that
    where = f"/medewerkers/uitnodigen/{mensen.carla.partij_id}/"
    page = client.post(where, NIEUW | {"rollen": ["personeel"]})
    assert page.status_code == 200
    noor = Medewerker.objects.get(email="noor@wilg.example")
    assert (noor.partij_id, noor.rollen) == (mensen.carla.partij_id, ["personeel"])


def test_nobody_raises_their_own_roles(ilse: Client, mensen: Any) -> None:
    page = ilse.post(f"/medewerkers/{mensen.ilse.pk}/", NIEUW | {"rollen": ["personeel", "fg"]})
    assert page.status_code == 422
    mensen.ilse.refresh_from_db()
    assert mensen.ilse.rollen == ["personeel"]


def test_who_left_is_out_at_once_everywhere(ilse: Client, mensen: Any, ingelogd: Inlog) -> None:
    bram = ingelogd(Client(), mensen.bram)
    assert bram.get("/account/").status_code == 200
    assert ilse.get(f"/medewerkers/{mensen.bram.pk}/uit-dienst/").status_code == 200
    page = ilse.post(f"/medewerkers/{mensen.bram.pk}/uit-dienst/")
    assert page.status_code == 200
    assert bram.get("/account/")["Location"].startswith("/account/inloggen/")
    mensen.bram.refresh_from_db()
    assert not mensen.bram.is_active
    assert mensen.bram.rollen == []
    assert not mensen.bram.has_usable_password()


def test_nobody_sends_themselves_away(ilse: Client, mensen: Any) -> None:
    ilse.post(f"/medewerkers/{mensen.ilse.pk}/uit-dienst/")
    mensen.ilse.refresh_from_db()
    assert mensen.ilse.is_active


def test_the_very_first_comes_in_by_the_command_line_and_only_the_first(db: None) -> None:
    arguments = ["Regio Vlietlanden", "samenwerkingsverband", "Hugo", "beheerder", "Hugo@vlietlanden.example"]
    said = call_command("eerste_beheerder", *arguments, stdout=StringIO())
    link, code = re.findall(r": (\S+)$", said, re.MULTILINE)
    assert accept(link, code).status_code == 302
    assert Medewerker.objects.get().rollen == ["beheer", "personeel"]
    with pytest.raises(CommandError, match="al een beheerder"):
        call_command("eerste_beheerder", *arguments)


def test_the_first_needs_an_address(db: None) -> None:
    with pytest.raises(CommandError, match="geen e-mailadres"):
        call_command("eerste_beheerder", "Regio", "gemeente", "Hugo", "beheerder", "hugo")
