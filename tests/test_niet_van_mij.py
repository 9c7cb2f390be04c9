# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What is not yours and what is not there get the same answer: status, body, headers, cookies, number of questions.

Over all addresses that take an id: a new one that is not named here fails.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from conftest import Mensen
from django.db import connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from deelwijs.casus.bestanden import Goedgekeurd
from deelwijs.casus.models import Bijlage, Casus, Inbreng
from deelwijs.casus.schrijven import Gegeven
from deelwijs.logboek.kring import in_kring
from deelwijs.overleg.actions import breng_in
from deelwijs.overleg.tests.begin import jongere, opened
from deelwijs.verstrekking.actions import vraag_verder
from deelwijs.verstrekking.tests.geval import WAAROM, geval

# 1,000 pairs are in docs/metingen.md; here every address with both methods, a few times.
KEREN = int(os.environ.get("DEELWIJS_PAREN", "1"))
# Nothing about a youth stands behind these: knowledge, the agreement, parties, who works there, one's own passkeys.
ZONDER_JONGERE = (
    "openbaar:", "mfa_", "partij:", "partijbeheer:", "convenant:", "convenant_inzage:", "overleg:", "vertrek:",
)  # fmt: skip
TOKEN = re.compile(rb'(name="(?:csrfmiddlewaretoken|sleutel)" value=")[^"]*')

pytestmark = [pytest.mark.django_db, pytest.mark.eis("D4", "B4")]


def addresses(
    resolver: URLResolver | None = None, folder: str = "", route: str = ""
) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of every address that takes something, and what it takes."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, folder + (f"{pattern.namespace}:" if pattern.namespace else ""), here)
        elif isinstance(pattern, URLPattern) and (taken := re.findall(r"<(?:\w+:)?(\w+)>", here)):
            yield f"{folder}{pattern.name or here}", taken


class Ids:
    """What is there and is not Carla's, and not Emre's, by the address and the name of what the address takes."""

    def __init__(self, m: Mensen) -> None:
        g = geval(m)
        self.casus = g.casus
        g.alles_in_orde(g.cel("dorien", "dat"))
        given = g.verstrek("dorien")
        who = jongere(g.casus, m.bram)
        file = Goedgekeurd("plan.pdf", "application/pdf", b"%PDF-1.7 leeg", False)
        with in_kring(m.bram.kring):
            datum = Gegeven("onderwijs", "Titel", "Tekst", "Bron", bijlagen=(file,))
            breng_in(betrokkene=who, gegeven=datum, door=m.bram, op=timezone.now())
            self.bijlage = Bijlage.objects.get().pk
        with in_kring(m.dorien.kring):
            asked = vraag_verder(
                verstrekking=given, soort="inhoud", motivering=WAAROM, door=m.dorien, op=timezone.now()
            )
        self.known: dict[str, Any] = {
            "inbreng": g.datum.pk, "zetel": g.zetels["dorien"].pk, "bijlage": self.bijlage,
            "deelname": g.zetels["dorien"].pk, "niveau": "dat",
        }  # fmt: skip
        self.pk = {
            "casus:uitnodiging": g.zetels["dorien"].pk, "verstrekking:een": given.pk,
            "verstrekking:intrekken": given.pk, "verstrekking:verder": given.pk, "verstrekking:verzoek": asked.pk,
            "verstrekking:fg_bericht": uuid4(),
        }  # fmt: skip

    def of(self, name: str, taken: list[str]) -> dict[str, Any]:
        """The arguments of an address; KeyError when nobody said what it takes."""
        found = {}
        for what in taken:
            if what == "pk" and (name in self.pk or name.startswith(("casus:", "verstrekking:"))):
                found["pk"] = self.pk.get(name, self.casus.pk)
            else:
                found[what] = self.known[what]
        return found


@pytest.fixture
def ids(mensen: Mensen) -> Ids:
    return Ids(mensen)


def about_youths() -> list[tuple[str, list[str]]]:
    found = [(name, taken) for name, taken in addresses() if not name.startswith(ZONDER_JONGERE)]
    return [(name, taken) for name, taken in found if name != "api/<path:rest>"]


def test_every_address_that_takes_an_id_is_named_here(ids: Ids) -> None:
    named = about_youths()
    assert len(named) >= 20, named
    for name, taken in named:
        assert set(ids.of(name, taken)) == set(taken), f"say in Ids what {name} takes"


def answer(client: Client, address: str, method: str) -> tuple[Any, ...]:
    """All that who asks can tell apart, except the time."""
    with CaptureQueriesContext(connection) as queries:
        response: HttpResponseBase = getattr(client, method)(address)
    body = response.content if isinstance(response, HttpResponse) else b"".join(response.streaming_content)  # type: ignore[attr-defined]
    headers = sorted((key, value) for key, value in response.headers.items() if key != "Content-Length")
    cookies = sorted(key for key in response.cookies if key != "csrf")
    # A page says where it is, for who changes the theme there: that is what was asked, no answer to it.
    body = TOKEN.sub(rb"\1", body).replace(address.encode(), b"").replace(quote(address, safe="").encode(), b"")
    return response.status_code, body, headers, cookies, len(queries)


def pairs(client: Client, ids: Ids, *, own_case: bool = False) -> Iterator[tuple[str, str, Any, Any]]:
    """Ask for what is theirs and for what is nowhere. In one's own case: for a part of it that is not one's own."""
    for name, taken in about_youths():
        theirs = ids.of(name, taken)
        absent = {key: uuid4() if isinstance(value, UUID) else value for key, value in theirs.items()}
        if own_case:
            if "pk" in theirs and theirs["pk"] == ids.casus.pk:
                if len(theirs) == 1:
                    continue
                absent["pk"] = theirs["pk"]
            if "zetel" in theirs:
                absent["zetel"] = theirs["zetel"]
        for method in ("get", "post"):
            one, other = (reverse(name, kwargs=kwargs) for kwargs in (theirs, absent))
            yield name, method, answer(client, one, method), answer(client, other, method)


def different(one: tuple[Any, ...], other: tuple[Any, ...]) -> str:
    """Where two answers differ first."""
    if one[1] != other[1]:
        at = next((n for n, (a, b) in enumerate(zip(one[1], other[1], strict=False)) if a != b), 0)
        return f"{one[1][max(0, at - 80) : at + 80]!r} | {other[1][max(0, at - 80) : at + 80]!r}"
    return str([(a, b) for a, b in zip(one, other, strict=True) if a != b])


@pytest.mark.parametrize("who", ["carla", "hugo", "gerda", "ilse"])
def test_not_yours_is_answered_as_not_there(
    ids: Ids, mensen: Mensen, client: Client, ingelogd: Callable[..., Client], who: str
) -> None:
    """For somebody of another party; and for who manages the region, the FG and a colleague without a part in it."""
    ingelogd(client, getattr(mensen, who))
    for _ in range(KEREN):
        for name, method, theirs, absent in pairs(client, ids):
            assert theirs == absent, (name, method, different(theirs, absent))
            assert theirs[0] in (404, 405), (name, method, theirs[0])


def test_a_part_of_ones_own_case_that_is_not_ones_own_is_answered_as_not_there(
    ids: Ids, mensen: Mensen, client: Client, ingelogd: Callable[..., Client]
) -> None:
    """Emre sits in the case for another task of the same gemeente; Anouk for another party."""
    for who in (mensen.emre, mensen.anouk):
        ingelogd(client, who)
        for name, method, theirs, absent in pairs(client, ids, own_case=True):
            if name == "casus:beeindigen":
                continue  # seats are no secret to who sits at the table
            assert theirs == absent, (who.naam, name, method, different(theirs, absent))


def test_power_looking_up_first_and_then_asking_is_found(
    ids: Ids, mensen: Mensen, client: Client, ingelogd: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more question to the database for what is there, and the test above sees it."""
    ingelogd(client, mensen.carla)
    seen = Casus.objects.visible_to

    def looked_up(medewerker: Any) -> Any:
        found = seen(medewerker)
        plain = found.filter

        def by_key(*args: Any, **kwargs: Any) -> Any:
            if kwargs.get("pk") == ids.casus.pk:
                Inbreng.objects.filter(casus=ids.casus.pk).exists()
            return plain(*args, **kwargs)

        found.filter = by_key  # type: ignore[method-assign]
        return found

    monkeypatch.setattr(type(Casus.objects), "visible_to", lambda _self, medewerker: looked_up(medewerker))
    # The door of a page chains before it filters: ask it directly.
    with CaptureQueriesContext(connection) as one, in_kring(mensen.carla.kring):
        list(Casus.objects.visible_to(mensen.carla).filter(pk=ids.casus.pk))
    with CaptureQueriesContext(connection) as other, in_kring(mensen.carla.kring):
        list(Casus.objects.visible_to(mensen.carla).filter(pk=uuid4()))
    assert len(one) != len(other)


def test_the_same_youth_at_another_school_shows_nowhere(
    ids: Ids, mensen: Mensen, client: Client, ingelogd: Callable[..., Client]
) -> None:
    """Carla opens a case about the same youth: her home page and her search say the same as without Bram's case."""
    ingelogd(client, mensen.carla)
    before = answer(client, reverse("casus:werk"), "get")
    assert str(ids.casus.pk).encode() not in before[1]
    opened(mensen.carla)
    found = answer(client, reverse("casus:zoeken") + "?naam=Noor", "get")
    assert str(ids.casus.pk).encode() not in found[1]
