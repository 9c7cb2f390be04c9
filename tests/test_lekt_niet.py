# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What somebody wrote about a youth is found with whom it belongs, and in no other page, file, mail, line or header."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from conftest import sessie
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pypdf import PdfReader

from deelwijs.casus.persoon import Persoon
from deelwijs.config import logregels
from deelwijs.logboek.kring import in_kring
from deelwijs.logboek.models import Regel
from deelwijs.overleg import werk_views
from deelwijs.overleg.tests.begin import opened
from deelwijs.verstrekking import ontvangen_views
from tests.toegang.adressen import Adres, adressen, names
from tests.toegang.wereld import GEBOREN, Wereld, kanarie, maak_wereld, zin

pytestmark = [pytest.mark.postgres, pytest.mark.traag, pytest.mark.eis("D4", "D6", "B2")]

SCHOOL, ZAAK = {"bram", "mies"}, {"bram", "mies", "anouk", "dorien", "emre", "karel"}
# Per word that stands in one thing alone: who may find it on a page. What is not here, nobody may.
WIE = {
    "jongere": SCHOOL | {"carla"},  # the same name, in a casus of carla's own
    "woonplaats": SCHOOL,
    "persoonherkomst": SCHOOL,
    "hulpvraag": SCHOOL,
    "hulpvraagherkomst": SCHOOL,
    "doel": ZAAK,
    "verklaring": ZAAK,
    "titel": SCHOOL | {"dorien"},
    "tekst": SCHOOL | {"dorien"},
    "herkomst": SCHOOL | {"dorien"},
    "bestandsnaam": SCHOOL | {"dorien"},
    "bestand": SCHOOL | {"dorien"},
    "anderetitel": SCHOOL,
    "anderetekst": SCHOOL,
    "ouder": SCHOOL,
    "ouderplaats": SCHOOL,
    "motief": SCHOOL | {"gerda"},
    "inhoudreden": SCHOOL | {"gerda"},
    "verzoek": SCHOOL | {"dorien"},
    "verzoektwee": SCHOOL | {"dorien"},
    "weigering": SCHOOL | {"dorien"},
    "plicht": SCHOOL | {"dorien"},
    "eigendossier": {"dorien"},
    "gezondheidtitel": {"anouk", "dorien"},
    "gezondheid": {"anouk", "dorien"},
    "wegingmotief": {"anouk", "noud"},
    "wegingreden": {"anouk", "noud"},
    "weging": {"anouk", "noud"},
    "conclusie": {"anouk", "noud"},
    "fgantwoord": {"anouk", "noud"},
    "carladoel": {"carla"},
    "carlahulpvraag": {"carla"},
    "carlawoonplaats": {"carla"},
}
# Of these the owner has to find it somewhere, or the walk goes past the pages that matter.
GEZIEN = {
    "jongere": "bram", "doel": "karel", "tekst": "dorien", "bestand": "dorien", "motief": "bram", "verzoek": "bram",
    "weigering": "dorien", "gezondheid": "anouk", "ouder": "bram",
    "carladoel": "carla", "verklaring": "emre",
}  # fmt: skip
ZOEKWOORD = kanarie("zoekwoord")
# Forms that show something and change nothing, besides what each address has of its own.
KIJKEN = {
    "casus:zoeken",
    "verstrekking:rooster",
    "verstrekking:bevestigen",
    "logboek:csv",
    "casus:rondom",
    "casus:inbrengen",
}


@pytest.fixture(scope="module")
def wereld(django_db_setup: None, django_db_blocker: Any) -> Iterator[Wereld]:
    """The rich casus, in one transaction that is undone in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield maak_wereld()
        transaction.set_rollback(True)


@pytest.fixture
def lijnen() -> Iterator[io.StringIO]:
    """Everything that is logged on the way, as it would stand on stderr."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logregels.Formatter())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def as_client(w: Wereld, wie: str) -> Client:
    """A browser of somebody; "niemand" has no session, "een" showed one factor, "lena" left."""
    client = Client(raise_request_exception=False)
    if wie != "niemand":
        person = w.mensen["bram" if wie == "een" else wie]
        key = w["sessie_lena"] if wie == "lena" else sessie(person, factoren=wie != "een")
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


def dump(answer: Any) -> str:
    """All that goes out: status line, headers, cookies, and the content, of a PDF its words and properties."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = f"{answer.headers}\n{answer.cookies.output()}\n{content.decode(errors='replace')}"
    if content.startswith(b"%PDF"):
        pdf = PdfReader(io.BytesIO(content))
        text += "\n".join(page.extract_text() for page in pdf.pages) + str(pdf.metadata)
    return text.lower()


def words_in(text: str) -> set[str]:
    """The marked words that stand in a text."""
    return {naam for naam in WIE if kanarie(naam) in text}


def walk(w: Wereld, wie: str, *, only: str = "") -> Iterator[tuple[str, str]]:
    """Give everything that somebody can get out of the program, by where it comes from; what is changed is undone."""
    start = as_client(w, wie).cookies.output(header="", sep=";").strip()
    for adres in adressen(w):
        if adres.naam.startswith(only):
            client = Client(raise_request_exception=False)  # of its own: some addresses end the session
            client.cookies.load(start)
            for where, answer in _asked(client, adres):
                yield where, dump(answer)


def _asked(client: Client, adres: Adres) -> Iterator[tuple[str, Any]]:
    form = adres.formulier
    if adres.naam == "casus:zoeken":
        form = {"naam": kanarie("jongere")}
    for where, ask in (
        (f"get {adres.naam}", lambda: client.get(adres.pad)),
        (f"post {adres.naam}", lambda: client.post(adres.pad, form)),
        (f"lege post {adres.naam}", lambda: client.post(adres.pad, {}, HTTP_HX_REQUEST="true")),
    ):
        with transaction.atomic():
            answer = ask()
            transaction.set_rollback(True)
        yield where, answer


def leaks(w: Wereld, wie: str, *, only: str = "", echo: frozenset[str] = frozenset()) -> tuple[list[str], set[str]]:
    """Return what somebody found that is not theirs, and all marked words that they found."""
    found, seen = [], set()
    for where, text in walk(w, wie, only=only):
        here = words_in(text)
        if where == "post casus:zoeken":  # the page repeats what was searched, to who searched it
            here -= {"jongere"} if wie not in WIE["jongere"] else set()
        seen |= here
        found += [f"{wie} vindt {naam} in {where}" for naam in sorted(here) if wie not in WIE[naam]]
    return found, seen


@pytest.mark.parametrize(
    "wie",
    ["niemand", "een", "lena", "bram", "jip", "anouk", "dorien", "emre", "karel", "fatima", "carla", "gerda", "guus",
     "noud",
     "ilse", "hugo"],
)  # fmt: skip
def test_everybody_finds_what_is_theirs_and_nothing_else(wereld: Wereld, lijnen: io.StringIO, wie: str) -> None:
    mail.outbox = []
    found, seen = leaks(wereld, wie)
    assert not found, "\n".join(found)
    assert {naam for naam, owner in GEZIEN.items() if owner == wie} <= seen
    assert words_in(lijnen.getvalue().lower()) == set()
    assert str(wereld.casus.pk) not in lijnen.getvalue()
    for message in mail.outbox:
        sent = message.message().as_string().lower()
        assert words_in(sent) == set()
        assert str(wereld.casus.pk) not in sent


OUTSIDERS = ("niemand", "een", "lena", "jip", "fatima", "carla", "ilse", "hugo")


@pytest.mark.parametrize("wie", OUTSIDERS)
def test_not_even_the_key_of_a_casus_is_found_by_who_has_no_part_in_it(wereld: Wereld, wie: str) -> None:
    keys = {naam: str(wereld[naam]) for naam in ("casus", "inbreng", "bijlage", "gegeven_wat", "verzoek", "zetel")}
    client = as_client(wereld, wie)
    for naam in names():
        if naam.split(":")[0] in ("casus", "verstrekking", "logboek", "convenant_inzage", "partij", "mfa_index"):
            adres = next(a for a in adressen(wereld) if a.naam == naam)
            if any(key in adres.pad for key in keys.values()):
                continue  # who asks for it by its key has it already
            for where, answer in _asked(client, adres):
                text = dump(answer)
                assert [
                    (where, what) for what, key in keys.items() if key in text and key not in str(adres.formulier)
                ] == []


def test_a_casus_elsewhere_about_the_same_name_changes_nothing_for_an_outsider(wereld: Wereld) -> None:
    """No page of somebody without a part in it has another byte: not the home page, a list, a search, or the log."""
    pages = (
        "casus:werk",
        "casus:zoeken",
        "verstrekking:ontvangen",
        "verstrekking:verzoeken",
        "verstrekking:taken",
        "casus:openen",
    )
    chosen = [adres for adres in adressen(wereld) if adres.naam in pages]

    def look(wie: str) -> list[bytes]:
        client, out = as_client(wereld, wie), []
        for adres in chosen:
            with transaction.atomic():
                form = {"naam": f"Noor {kanarie('jongere')}"}
                answer = client.post(adres.pad, form) if adres.naam == "casus:zoeken" else client.get(adres.pad)
                out.append(without_token(answer.content))
                transaction.set_rollback(True)
        return out

    for wie in ("carla", "jip", "ilse", "hugo", "guus", "fatima"):
        with transaction.atomic():
            before = look(wie)
            opened(
                wereld.mensen["bram"],
                jongere=Persoon(f"Noor {kanarie('jongere')}", GEBOREN, kanarie("woonplaats")),
            )
            assert look(wie) == before
            transaction.set_rollback(True)


def without_token(page: bytes) -> bytes:
    """A page without what is random in each: the token and the key of its forms."""
    import re

    return re.sub(rb'(name="(?:csrfmiddlewaretoken|sleutel)" value=")[^"]*', rb"\1", page)


def test_what_is_searched_stands_in_no_log(wereld: Wereld, lijnen: io.StringIO) -> None:
    client = as_client(wereld, "bram")
    assert ZOEKWOORD in dump(client.post("/werk/zoeken/", {"naam": ZOEKWOORD}))
    assert ZOEKWOORD not in lijnen.getvalue().lower()
    with in_kring(wereld.mensen["bram"].kring):
        assert ZOEKWOORD not in str(list(Regel.objects.values())).lower()
    assert ZOEKWOORD not in dump(as_client(wereld, "gerda").get("/logboek/"))


def test_the_log_as_it_goes_out_holds_no_content(wereld: Wereld, capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()
    call_command("logboek", "export", partij=str(wereld.mensen["bram"].partij_id), vorm="ldv", stdout=out)
    text = (out.getvalue() + capsys.readouterr().out).lower()
    assert text.count("\n") > 20
    assert words_in(text) == set()


@pytest.mark.parametrize("wie", ["niemand", "jip", "bram"])
def test_what_goes_wrong_repeats_nothing(
    wereld: Wereld, lijnen: io.StringIO, wie: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of faults, of every kind, with a marked word in whatever was sent."""
    word = kanarie("tekst")
    client = as_client(wereld, wie)
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = client.cookies

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(word)

    monkeypatch.setattr(ontvangen_views, "words", broken)
    monkeypatch.setattr(werk_views, "log", broken)
    key = UUID(int=7)
    for here in (f"/{word}/", f"/casus/{key}/?x={word}"):
        client.get(here)  # the page repeats where one is, to who is there; the log does not
    for answer in (
        client.put("/werk/", word),
        client.get("/werk/", HTTP_HOST=f"{word}.example"),
        strict.post("/werk/zoeken/", {"naam": word}, HTTP_REFERER=f"http://testserver/{word}"),
        client.post("/werk/zoeken/", {"naam": word * 30_000}),
        client.get("/werk/"),
        client.post("/werk/zoeken/", {"naam": word}),
    ):
        if answer.status_code >= 400:
            assert word not in dump(answer)
    assert word not in lijnen.getvalue().lower()


def test_every_marked_word_is_really_somewhere(wereld: Wereld) -> None:
    """The world has not changed under this test: what the table names was written, and what was written is named."""
    import inspect

    from tests.toegang import wereld as source

    text = inspect.getsource(source)
    named = {naam for naam in WIE if f'"{naam}"' in text or f"'{naam}'" in text}
    assert named == set(WIE)
    assert zin("x").startswith("Dit is een reden")


def test_it_sees_a_leak(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """The power of this test: a page that gives the titles away, and a log line with what was typed."""
    assert leaks(wereld, "anouk", only="verstrekking:een")[0] == []
    render = getattr(ontvangen_views, "render")  # noqa: B009 it imports that name for itself

    def generous(request: Any, template: str, context: Any, **rest: Any) -> Any:
        return render(request, template, {**context, "categorie": kanarie("titel")}, **rest)

    monkeypatch.setattr(ontvangen_views, "render", generous)
    found, _ = leaks(wereld, "anouk", only="verstrekking:een")
    assert any("anouk vindt titel" in leak for leak in found)
