# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What a line holds, and what never: content, names, or anything that is not a key or a word of a closed list."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from deelwijs.logboek.actions import GeenRegel, log, log_many, vastgelegd
from deelwijs.logboek.handelingen import ACTIES, OnbekendeHandeling, handelingen
from deelwijs.logboek.kring import in_kring
from deelwijs.logboek.middleware import spoor as spoor_middleware
from deelwijs.logboek.models import Regel, Uitkomst
from deelwijs.logboek.spoor import Spoor, in_spoor, network, spoor
from deelwijs.logboek.tests.conftest import BRAM, FG_SCHOOL, OP, key
from deelwijs.logboek.vorm import VELDEN_1, line_bytes, moment
from deelwijs.logboek.zegel import VERZEGELAAR

pytestmark = pytest.mark.eis("B3")

# Ends of lines, ANSI, bidi, JSON breakers, what looks like another letter, a NUL, a lone surrogate.
KWAAD = [
    "verzuim\n", "verzuim\r\nX", "\x1b[31mrood", "‮miuzrev", "⁦a⁩", '","door":"', "{}", "'; --", "verzuіm", "verzuim\x00",
    "\ud800", "a" * 61, "", " ", "Verzuim", "Jan Jansen", "123456782", "{{ naam }}", "\u2028", "﻿verzuim",
]  # fmt: skip


def all_lines() -> list[Regel]:
    with in_kring(VERZEGELAAR):
        return list(Regel.objects.order_by("volgnummer"))


@pytest.mark.django_db
def test_a_line_says_who_for_whom_what_about_whom_and_why() -> None:
    with in_kring(FG_SCHOOL.kring), in_spoor(Spoor(ip="192.0.2.0")) as trace:
        log(
            "verstrekt",
            op=OP,
            door=FG_SCHOOL.medewerker,
            casus=key("casus"),
            betrokkene=key("jongere"),
            onderwerp=("inbreng", key("inbreng")),
            categorie="verzuim",
            doel="verzuim_aanpakken",
            grondslag="leerplichtwet:21a",
            toets=key("toets"),
            verstrekking=key("verstrekking"),
            ontvanger=key("leerplicht"),
            spoed=True,
        )
    (regel,) = all_lines()
    assert {name: getattr(regel, name) for name in VELDEN_1 if name not in ("volgnummer", "kenmerk")} == {
        "vorm": 1, "op": OP, "handeling": "verstrekt", "uitkomst": "gelukt", "door": FG_SCHOOL.medewerker,
        "partij": key("school"), "rol": "fg", "casus": key("casus"), "betrokkene": key("jongere"),
        "onderwerp_soort": "inbreng", "onderwerp": key("inbreng"), "categorie": "verzuim", "doel": "verzuim_aanpakken",
        "grondslag": "leerplichtwet:21a", "toets": key("toets"), "verstrekking": key("verstrekking"),
        "ontvanger": key("leerplicht"), "spoed": True, "spoor": trace.trace, "ip": "192.0.2.0",
    }  # fmt: skip


@pytest.mark.django_db
def test_one_line_for_each_subject_also_when_it_failed() -> None:
    jongeren = [key("een"), key("twee"), key("drie")]
    with in_kring(BRAM.kring):
        log("casus_bekeken", op=OP, door=BRAM.medewerker, betrokkene=jongeren)
        log("casus_bekeken", op=OP, door=BRAM.medewerker, betrokkene=jongeren, uitkomst=Uitkomst.MISLUKT)
        log("casus_bekeken", op=OP, door=BRAM.medewerker, betrokkene=[])
    lines = all_lines()
    assert [regel.betrokkene for regel in lines] == [*jongeren, *jongeren, None]
    assert [regel.uitkomst for regel in lines] == ["gelukt"] * 3 + ["mislukt"] * 3 + ["gelukt"]
    assert len({regel.kenmerk for regel in lines}) == 7


@pytest.mark.django_db
def test_a_page_with_much_is_one_insert(django_assert_num_queries: Any) -> None:
    with in_kring(BRAM.kring):
        with django_assert_num_queries(1):
            log_many("ingezien", [{"betrokkene": uuid4()} for _ in range(500)], op=OP, door=BRAM.medewerker)
        with django_assert_num_queries(0):
            log_many("ingezien", [], op=OP, door=BRAM.medewerker)
    assert len(all_lines()) == 500


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["categorie", "doel", "grondslag", "onderwerp"])
def test_what_is_no_word_of_a_list_cannot_be_logged(field: str) -> None:
    # The id of an article may begin with a capital or a figure, and may be longer.
    for value in KWAAD if field != "grondslag" else set(KWAAD) - {"Verzuim", "123456782", "a" * 61}:
        given: Any = (value, key("iets")) if field == "onderwerp" else value
        with pytest.raises(GeenRegel) as fault, in_kring(BRAM.kring):
            log("ingezien", op=OP, door=BRAM.medewerker, **{field: given})
        assert not value.strip() or value not in str(fault.value), "the message repeats no input"
    assert not all_lines()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"casus": "123"}, {"door": 7}, {"betrokkene": "Jan"}, {"onderwerp": "inbreng"}, {"naam": "Jan"},
        {"inhoud": "…"}, {"op": datetime(2026, 1, 1)}, {"onderwerp": ("inbreng", "x")},  # noqa: DTZ001
    ],
)  # fmt: skip
def test_only_keys_and_known_fields_are_taken(wrong: dict[str, Any]) -> None:
    with pytest.raises(GeenRegel), in_kring(BRAM.kring):
        log("ingezien", **{"op": OP, "door": BRAM.medewerker, **wrong})


def test_an_act_outside_the_list_is_a_fault() -> None:
    with pytest.raises(OnbekendeHandeling):
        log("iets anders", op=OP)


def test_every_act_has_its_letter_and_a_sentence_that_follows_a_name() -> None:
    assert len(handelingen()) > 80
    for act in handelingen().values():
        assert act.actie in ACTIES
        assert act.zin[0].islower()
        assert not act.zin.endswith(".")


@pytest.mark.django_db
def test_an_act_that_fails_is_undone_and_still_has_its_line() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        with in_kring(BRAM.kring):
            try:
                with vastgelegd("verstrekt", op=OP, door=BRAM.medewerker, casus=key("casus")):
                    log("getoetst", op=OP, door=BRAM.medewerker)
                    raise RuntimeError
            except RuntimeError:
                # What config/middleware.py does for an answer of 500.
                transaction.set_rollback(True)
        return HttpResponse(status=500)

    spoor_middleware(view)(RequestFactory().get("/", REMOTE_ADDR="198.51.100.77"))
    assert [(regel.handeling, regel.uitkomst, regel.ip) for regel in all_lines()] == [
        ("verstrekt", "mislukt", "198.51.100.0")
    ]


@pytest.mark.usefixtures("echte_commits")
@pytest.mark.parametrize("caught", [True, False])
def test_a_failure_has_one_line_whether_the_rest_stays_or_not(caught: bool) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        with in_kring(BRAM.kring):
            try:
                with vastgelegd("verstrekt", op=OP, door=BRAM.medewerker):
                    raise RuntimeError
            except RuntimeError:
                if not caught:
                    raise
        return HttpResponse()

    try:
        spoor_middleware(view)(RequestFactory().get("/"))
    except RuntimeError:
        assert not caught
    assert [regel.uitkomst for regel in all_lines()] == ["mislukt"]


def test_a_request_has_one_trace_and_believes_no_other() -> None:
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.extend([spoor().trace, spoor().trace])
        return HttpResponse()

    for _ in range(2):
        spoor_middleware(view)(RequestFactory().get("/", headers={"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}))
    assert len(set(seen)) == 2
    assert "a" * 32 not in seen
    assert all(len(trace) == 32 for trace in seen)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("192.0.2.77", "192.0.2.0"), ("2001:db8:1:2:3::4", "2001:db8:1::"), ("::ffff:192.0.2.77", "192.0.2.0"),
        ("fe80::1%eth0", "fe80::"), ("", None), (None, None), ("unix:", None), ("192.0.2.77, 10.0.0.1", None),
    ],
)  # fmt: skip
def test_of_an_address_only_the_network_is_kept(address: str | None, kept: str | None) -> None:
    assert network(address) == kept


@given(
    st.lists(st.one_of(st.none(), st.text(), st.booleans(), st.integers(), st.uuids()), min_size=21, max_size=21),
    st.lists(st.one_of(st.none(), st.text(), st.booleans(), st.integers(), st.uuids()), min_size=21, max_size=21),
)
def test_other_values_have_other_bytes_whatever_stands_in_them(one: list[Any], other: list[Any]) -> None:
    first, second = line_bytes((1, *one)), line_bytes((1, *other))
    assert first.isascii()
    assert b"\n" not in first
    assert list(json.loads(first)) == list(VELDEN_1)

    def plain(values: list[Any]) -> list[Any]:
        return [
            (type(v) if isinstance(v, bool) else 0, v if isinstance(v, (int, str, type(None))) else str(v))
            for v in values
        ]

    assert (first == second) == (plain(one) == plain(other))


def test_a_moment_is_written_the_same_wherever_it_was_read() -> None:
    elsewhere = OP.astimezone(timezone(timedelta(hours=-9, minutes=-30)))
    assert moment(elsewhere) == moment(OP) == "2026-11-22T09:30:15.123456Z"
    with pytest.raises(ValueError, match="vorm"):
        line_bytes((99, *[None] * 21))
