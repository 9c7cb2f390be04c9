# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Hostile input at every form of the administrator: one clear answer each time, never a fault of the program."""

import random
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from deelwijs.convenant.actions import maak_concept
from deelwijs.convenant.models import ConvenantVersie
from deelwijs.logboek.kring import in_kring
from deelwijs.partij.models import Partij

KEREN = 400
WOORDEN = [
    "", " ", "x", "1", "-1", "0", "31", "2", "2026", "99999999999999999999", "١٢", "é" * 400, "\x00", "\ud800",
    "<script>", "' OR 1=1 --", "{{ 7*7 }}", "ondertekenaar", "toetreder", "niet", "zelf", "streng", "school",
    "school_po", "vot", "passende_plek", "verzuim", "\r\nSet-Cookie: a=b", "../../etc/passwd", "\u202e", "NaN", "null",
    "[]", "a" * 5000,
]  # fmt: skip
VELDEN = [
    "naam", "soort", "plaats", "contactpunt", "lezing", "taken", "sleutel", "stand", "functie", "mandaat",
    "volmacht_aan", "regio", "doelen", "categorieen", "overlegtypen", "partij", "vertegenwoordiger",
    *(f"{d}_{deel}" for d in ("geldig_vanaf", "geldig_tot", "laatste_dag", "dag", "per", "afgesproken_op")
      for deel in ("dag", "maand", "jaar")),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.eis("C6")
def test_no_input_makes_the_program_fall_over_or_changes_what_is_settled(client, ingelogd, mensen):
    ingelogd(client, mensen.hugo)
    client.raise_request_exception = False
    with in_kring(mensen.hugo.kring):
        concept = maak_concept(
            convenant=mensen.versie.convenant,
            geldig_vanaf=timezone.localdate() + timedelta(days=3),
            op=timezone.now(),
            door=mensen.hugo,
        )
    row, settled = concept.toetredingen.earliest("pk"), mensen.versie.toetredingen.earliest("pk")
    keys = [str(concept.pk), str(mensen.versie.pk), str(row.pk), str(mensen.bram.partij_id), str(uuid.uuid4())]
    keys += [str(pk) for pk in mensen.bram.partij.vertegenwoordigers.values_list("pk", flat=True)]
    addresses = [
        reverse("convenant:nieuw"),
        reverse("partijbeheer:nieuw"),
        reverse("convenant:nieuwe_versie", args=[mensen.versie.convenant_id]),
        *(
            reverse(f"convenant:{naam}", args=[versie.pk])
            for naam in ("inhoud", "partijen", "vaststellen", "evaluatie", "toetreden")
            for versie in (concept, mensen.versie)
        ),
        *(
            reverse(f"convenant:{naam}", args=[which.pk])
            for naam in ("afspraak", "tekenen", "bekendmaken")
            for which in (row, settled)
        ),
        *(reverse(f"partijbeheer:{naam}", args=[row.partij_id]) for naam in ("wijzigen", "taak_erbij", "mandaat")),
    ]
    before = ConvenantVersie.objects.values().get(pk=mensen.versie.pk)
    chance = random.Random(20260302)
    seen = set()
    for _ in range(KEREN):
        address = chance.choice(addresses)
        data = {
            veld: [chance.choice(WOORDEN + keys) for _ in range(chance.choice([1, 1, 1, 3]))]
            for veld in chance.sample(VELDEN, chance.randint(0, len(VELDEN)))
        }
        body = "&".join(f"{veld}={quoted(waarde)}" for veld, waarden in data.items() for waarde in waarden)
        answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
        seen.add(answer.status_code)
        assert answer.status_code in (200, 302, 400, 404, 422), (address, data)
    assert {302, 422} <= seen  # some of it was good input, most was not
    assert ConvenantVersie.objects.values().get(pk=mensen.versie.pk) == before
    assert not Partij.objects.filter(naam__contains="\x01").exists()
    with connection.cursor() as cursor:  # the transaction still stands
        cursor.execute("SELECT 1")


def quoted(waarde):
    """As a browser sends it; a lone surrogate as bytes that are no UTF-8."""
    from urllib.parse import quote_from_bytes

    return quote_from_bytes(waarde.encode("utf-8", "surrogatepass"))
