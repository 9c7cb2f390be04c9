# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Logging in tells nothing about who has an account, and guessing ends at ten."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from axes.models import AccessAttempt
from django.core import mail
from django.test import Client
from django.utils import timezone

from deelwijs.logboek.kring import in_kring
from deelwijs.logboek.models import Regel
from deelwijs.partij import geheim, sessies
from deelwijs.partij.models import Medewerker, Sessie

Inlog = Callable[..., Client]
pytestmark = [pytest.mark.django_db, pytest.mark.eis("B1")]
WACHTWOORD = "vier losse woorden samen"
INLOGGEN = "/account/inloggen/"
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def bram(mensen: Any) -> Medewerker:
    """Bram, with a password and an app."""
    person: Medewerker = mensen.bram
    person.set_password(WACHTWOORD)
    with in_kring(person.kring):
        person.save(update_fields=["password"])
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": geheim.versleutel(generate_totp_secret())}
    )
    return person


def try_password(client: Client, name: str, password: str, ip: str = "192.0.2.7", **extra: Any) -> Any:
    return client.post(INLOGGEN, {"login": name, "password": password}, REMOTE_ADDR=ip, **extra)


def code(person: Medewerker, ahead: int = 0) -> str:
    row = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    return format_hotp_value(hotp_value(geheim.ontsleutel(row.data["secret"]), int(time.time()) // 30 + ahead))


def test_a_password_and_a_code_open_the_door(client: Client, bram: Medewerker) -> None:
    assert try_password(client, bram.email.upper(), WACHTWOORD)["Location"] == "/account/inloggen/code/"
    assert client.get("/account/")["Location"].startswith(INLOGGEN)  # one step is none
    assert client.post("/account/inloggen/code/", {"code": code(bram)}).status_code == 302
    assert client.get("/account/").status_code == 200
    with in_kring(bram.kring):
        assert Regel.objects.filter(handeling="ingelogd", door=bram.pk).count() == 1


def test_unknown_wrong_gone_and_locked_out_answer_the_same_bytes(mensen: Any, bram: Medewerker) -> None:
    with in_kring(mensen.ilse.kring):
        Medewerker.objects.filter(pk=mensen.anouk.pk)  # of another party: not hers to change
        Medewerker.objects.filter(pk=mensen.gerda.pk).update(is_active=False, uit_dienst_op=timezone.now())
    wrong = try_password(Client(), bram.email, "verkeerd")
    unknown = try_password(Client(), "niemand@vlietlanden.example", "verkeerd")
    gone = try_password(Client(), mensen.gerda.email, "verkeerd")
    without = try_password(Client(), mensen.emre.email, "verkeerd")  # was invited and has no password yet
    for _ in range(11):
        locked = try_password(Client(), "ander@vlietlanden.example", "verkeerd")
    names = [b"bram", b"niemand", b"gerda", b"emre", b"ander"]
    answers = [wrong, unknown, gone, without, locked]
    assert {answer.status_code for answer in answers} == {200}
    # The page repeats the address that was typed, so its length goes with that; Expires is the clock.
    headers = [
        {k: v for k, v in answer.headers.items() if k not in ("Content-Length", "Expires")} for answer in answers
    ]
    for one in headers:
        assert one == headers[0]
    bodies = {CSRF.sub(b"", a.content).replace(name + b"@", b"@") for a, name in zip(answers, names, strict=True)}
    assert len(bodies) == 1, bodies


def test_ten_wrong_ones_lock_out_the_right_one_from_there_alone(client: Client, bram: Medewerker) -> None:
    for _ in range(10):
        try_password(Client(), bram.email, "verkeerd")
    assert try_password(Client(), bram.email, WACHTWOORD).status_code == 200
    assert try_password(client, bram.email, WACHTWOORD, ip="198.51.100.9").status_code == 302


def test_nine_wrong_ones_lock_out_nobody(client: Client, bram: Medewerker) -> None:
    for _ in range(9):
        try_password(Client(), bram.email, "verkeerd")
    assert try_password(client, bram.email, WACHTWOORD).status_code == 302


def test_the_lock_opens_after_a_quarter_of_an_hour(client: Client, bram: Medewerker) -> None:
    for _ in range(10):
        try_password(Client(), bram.email, "verkeerd")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert try_password(client, bram.email, WACHTWOORD).status_code == 302


def test_a_thousand_invented_addresses_do_not_give_an_eleventh_guess(bram: Medewerker, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": None}
    # Every guess costs a sixth of a second by design; here only the counting matters.
    for number in range(10):
        try_password(Client(), bram.email, "verkeerd", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    for number in range(0, 1000, 50):
        spoofed = {"HTTP_X_FORWARDED_FOR": f"203.0.{number // 250}.{number % 250}, 10.0.0.{number % 250}"}
        assert try_password(Client(), bram.email, WACHTWOORD, **spoofed).status_code == 200
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"192.0.2.7"}


def test_behind_one_proxy_only_its_own_word_counts(bram: Medewerker, settings: Any) -> None:
    settings.DEELWIJS_ACHTER_PROXY = True
    for number in range(10):
        forged = f"203.0.113.{number}, 192.0.2.50"  # the last one is what the proxy saw
        try_password(Client(), bram.email, "verkeerd", ip="10.0.0.1", HTTP_X_FORWARDED_FOR=forged)
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"192.0.2.50"}
    blocked = try_password(Client(), bram.email, WACHTWOORD, ip="10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 192.0.2.50")
    assert blocked.status_code == 200
    other = try_password(Client(), bram.email, WACHTWOORD, ip="10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.50, 192.0.2.51")
    assert other.status_code == 302


def test_all_addresses_of_one_ipv6_network_count_as_one(bram: Medewerker) -> None:
    for number in range(10):
        try_password(Client(), bram.email, "verkeerd", ip=f"2001:db8:1:1::{number}")
    assert try_password(Client(), bram.email, WACHTWOORD, ip="2001:db8:1:1:ffff::1").status_code == 200
    assert try_password(Client(), bram.email, WACHTWOORD, ip="2001:db8:1:2::1").status_code == 302


def test_the_fg_sees_who_was_not_let_in_and_with_which_step(client: Client, mensen: Any, bram: Medewerker) -> None:
    try_password(client, bram.email, "verkeerd")
    try_password(client, bram.email, WACHTWOORD)
    client.post("/account/inloggen/code/", {"code": "000000"})
    with in_kring(mensen.gerda.kring):
        assert Regel.objects.filter(handeling="inloggen_geweigerd", onderwerp=bram.pk).count() == 2


def test_showing_again_who_you_are_stands_in_the_log(client: Client, bram: Medewerker, ingelogd: Inlog) -> None:
    ingelogd(client, bram, bevestigd=False)
    answer = client.post("/account/bevestigen/code/", {"code": code(bram), "next": "/account/herstelcodes/nieuw/"})
    assert answer["Location"] == "/account/herstelcodes/nieuw/"
    assert client.post("/account/herstelcodes/nieuw/").status_code == 302
    assert client.get("/account/herstelcodes/").status_code == 200
    with in_kring(bram.kring):
        done = set(Regel.objects.filter(door=bram.pk).values_list("handeling", flat=True))
    assert done == {"opnieuw_bevestigd", "herstelcodes_gemaakt"}


def test_who_was_guessed_at_is_told_by_mail_and_at_the_next_login(
    client: Client, bram: Medewerker, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(10):
            try_password(Client(), bram.email, "verkeerd")
    until = time.monotonic() + 10
    while not mail.outbox and time.monotonic() < until:
        time.sleep(0.01)  # sent beside the answer
    [letter] = mail.outbox
    assert letter.to == [bram.email]
    assert "Bram" not in letter.body
    try_password(client, bram.email, WACHTWOORD, ip="198.51.100.9")
    client.post("/account/inloggen/code/", {"code": code(bram)})
    assert "tien keer" in client.get("/account/").content.decode()
    assert "tien keer" not in client.get("/account/").content.decode()


def test_no_guess_leaves_what_was_typed(bram: Medewerker) -> None:
    try_password(Client(), bram.email, "een verkeerd geheim", HTTP_USER_AGENT="x")
    row = AccessAttempt.objects.get()
    kept = row.post_data + row.get_data
    assert "een verkeerd geheim" not in kept
    assert bram.email not in kept


def test_a_code_opens_once_also_for_somebody_who_has_the_password(bram: Medewerker) -> None:
    used = code(bram)
    for client, status in ((Client(), 302), (Client(), 200)):
        try_password(client, bram.email, WACHTWOORD)
        assert client.post("/account/inloggen/code/", {"code": used}).status_code == status


def test_an_older_code_does_not_open_after_a_newer_one(bram: Medewerker) -> None:
    first, second = Client(), Client()
    for client in (first, second):
        try_password(client, bram.email, WACHTWOORD)
    assert first.post("/account/inloggen/code/", {"code": code(bram, ahead=1)}).status_code == 302
    assert second.post("/account/inloggen/code/", {"code": code(bram)}).status_code == 200


def test_five_wrong_codes_stop_the_guessing(bram: Medewerker) -> None:
    client = Client()
    try_password(client, bram.email, WACHTWOORD)
    wrong = f"{(int(code(bram)) + 500_000) % 1_000_000:06}"
    for _ in range(5):
        client.post("/account/inloggen/code/", {"code": wrong})
    page = client.post("/account/inloggen/code/", {"code": code(bram)})
    assert page.status_code == 200
    assert "te vaak" in page.content.decode()


def test_somebody_who_leaves_between_the_two_steps_does_not_come_in(
    client: Client, mensen: Any, bram: Medewerker
) -> None:
    try_password(client, bram.email, WACHTWOORD)
    with in_kring(mensen.ilse.kring):
        Medewerker.objects.filter(pk=bram.pk).update(is_active=False, uit_dienst_op=timezone.now())
    assert client.post("/account/inloggen/code/", {"code": code(bram)})["Location"] == INLOGGEN
    assert not Sessie.objects.filter(medewerker=bram).exists()


@pytest.mark.parametrize(
    "away",
    [
        "https://elders.example/", "//elders.example/", "/\\elders.example", "http:///elders.example",
        "javascript:alert(1)",
        "https:elders.example", "\thttps://elders.example", "//testserver@elders.example/", "///elders.example",
    ],
)  # fmt: skip
def test_logging_in_never_leads_to_another_site(client: Client, bram: Medewerker, away: str) -> None:
    client.post(INLOGGEN, {"login": bram.email, "password": WACHTWOORD, "next": away})
    answer = client.post("/account/inloggen/code/", {"code": code(bram), "next": away})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert "elders" not in answer["Location"]


def test_logging_in_leads_back_to_the_page_that_was_asked_for(client: Client, bram: Medewerker) -> None:
    client.post(INLOGGEN, {"login": bram.email, "password": WACHTWOORD, "next": "/account/wachtwoord/"})
    assert client.post("/account/inloggen/code/", {"code": code(bram)})["Location"] == "/account/wachtwoord/"


def test_the_key_changes_with_logging_in(client: Client, bram: Medewerker) -> None:
    try_password(client, bram.email, WACHTWOORD)
    before = client.cookies["sessie"].value
    client.post("/account/inloggen/code/", {"code": code(bram)})
    assert client.cookies["sessie"].value != before
    assert not Sessie.objects.filter(session_key=sessies.hashed(before)).exists()


@pytest.mark.parametrize("odd", ["", "x" * 5000, "\0", "é" * 300, "a@b", "' OR 1=1 --@x.nl", "\ud800@x.nl"])
def test_odd_names_get_an_answer(client: Client, mensen: Any, odd: str) -> None:
    raw = quote(odd.encode("utf-8", "surrogatepass"))
    form = "application/x-www-form-urlencoded"
    assert client.post(INLOGGEN, f"login={raw}&password={raw}", content_type=form).status_code == 200
    for credential in (raw, quote('{"id": "eA", "rawId": "eA", "response": {}}'), quote("[]"), quote('"x"'), "{}"):
        answer = client.post("/account/inloggen/toegangssleutel/", f"credential={credential}", content_type=form)
        assert answer.status_code == 302
