# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What this folder adds to the pages of others; and asking the toets without giving anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from conftest import Mensen
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deelwijs.casus.models import Regie
from deelwijs.casus.wachtend import new_to, waits_for
from deelwijs.logboek.kring import in_kring
from deelwijs.overleg.actions import volgende_fase
from deelwijs.partij.models import Medewerker
from deelwijs.verstrekking import aanhaken
from deelwijs.verstrekking.actions import NietMogelijk, toets_cel, trek_in, vraag_verder
from deelwijs.verstrekking.models import Toets
from deelwijs.verstrekking.tests.geval import MERK, OP, WAAROM, Geval, geval

pytestmark = [pytest.mark.django_db, pytest.mark.eis("D4", "D5")]


@pytest.fixture
def g(mensen: Mensen) -> Geval:
    found = geval(mensen)
    found.alles_in_orde(found.cel("dorien", "dat"))
    return found


def said(g: Geval, wie: str) -> tuple[str, str]:
    """What waits for somebody, and what is new to them, in words."""
    person = getattr(g.mensen, wie)
    with in_kring(person.kring):
        now = timezone.now()
        waits, new = waits_for(person, now), new_to(person, now)
    return " | ".join(p.tekst for p in waits), " | ".join(p.tekst for p in new)


def test_home_says_what_was_given_asked_ended_and_must_be_done(g: Geval) -> None:
    now = timezone.now()
    row = g.verstrek("dorien", op=now)
    assert "De Wilg gaf u iets" in said(g, "dorien")[1]
    assert "De Wilg gaf u iets" not in said(g, "emre")[1]
    with in_kring(g.mensen.dorien.kring):
        vraag_verder(verstrekking=row, soort="inhoud", motivering=WAAROM, door=g.mensen.dorien, op=now)
    assert "Gemeente Oudvliet vraagt u: ook de inhoud zien." in said(g, "bram")[0]
    with in_kring(g.mensen.bram.kring):
        volgende_fase(casus=g.casus, naar="beoordeling", door=g.mensen.bram, op=now)
    assert "Zeg of wat u gaf nog nodig is." in said(g, "bram")[0]
    with in_kring(g.mensen.bram.kring):
        trek_in(verstrekking=row, door=g.mensen.bram, op=timezone.now())
    assert "trok iets in" in said(g, "dorien")[1]
    assert MERK not in str([said(g, wie) for wie in ("dorien", "emre", "anouk")])


@pytest.mark.eis("D12")
def test_home_says_to_the_fg_and_the_owner_of_a_duty_that_there_is_something(g: Geval) -> None:
    g.zeg("geinformeerd", "nee", g.cel("dorien", "dat"), op=OP.replace(minute=1))
    g.verstrek("dorien", spoed="De ouders zijn vandaag niet te bereiken.", op=timezone.now())
    assert "Er is een melding voor u." in said(g, "gerda")[0]
    assert "Informeer de jongere" in said(g, "bram")[0]
    assert "Informeer de jongere" not in said(g, "dorien")[0]


def test_the_pages_of_a_casus_and_of_a_datum_say_it_too(g: Geval, ingelogd: Callable[..., Client]) -> None:
    row = g.verstrek("dorien")
    url = reverse("verstrekking:een", args=[row.pk])
    detail = reverse("casus:detail", args=[g.casus.pk])
    pages = {wie: ingelogd(Client(), getattr(g.mensen, wie)).get(detail).content.decode() for wie in ("dorien", "emre")}
    assert url in pages["dorien"]
    assert url not in pages["emre"]
    assert reverse("verstrekking:rooster", args=[g.casus.pk]) in pages["emre"]
    datum = reverse("casus:inbreng", args=[g.casus.pk, g.datum.pk])
    assert url in ingelogd(Client(), g.mensen.bram).get(datum).content.decode()


@pytest.mark.eis("T19")
def test_asking_gives_and_keeps_nothing(g: Geval) -> None:
    asked: dict[str, Any] = {"inbreng": g.datum.pk, "deelname": g.zetels["dorien"].pk, "niveau": "dat"}
    with in_kring(g.mensen.bram.kring):
        feiten, oordeel = toets_cel(**asked, door=g.mensen.bram, op=OP)
        assert oordeel.uitkomst.mag
        assert feiten.given()["verstrekker"] == "school_vo"
        assert not Toets.objects.exists()
    with in_kring(g.mensen.dorien.kring), pytest.raises(NietMogelijk):
        toets_cel(**asked, door=g.mensen.dorien, op=OP)


@pytest.mark.eis("D12")
def test_who_directs_hears_of_urgency_and_not_what_it_was(g: Geval) -> None:
    now = timezone.now()
    g.alles_in_orde(g.cel("anouk", "dat"), geinformeerd="nee")
    g.verstrek("anouk", spoed="Noor is vandaag thuis niet veilig.", op=now)
    bram, dorien = g.mensen.bram, g.mensen.dorien

    def hears(wie: Medewerker, later: timedelta = timedelta(minutes=1)) -> list[str]:
        with in_kring(wie.kring):
            return [punt.tekst for punt in aanhaken.waits(wie, now + later) if "spoed" in punt.tekst]

    assert hears(dorien) == []  # she directs nothing
    with in_kring(bram.kring):
        Regie.objects.filter(casus=g.casus, soort=Regie.PROCES, tot=None).update(tot=now)
        Regie.objects.create(casus=g.casus, soort=Regie.PROCES, medewerker=dorien, vanaf=now, gegeven_door=bram)
    (told,) = hears(dorien)
    assert bram.partij.naam in told
    assert g.mensen.anouk.partij.naam in told
    assert MERK not in told
    assert hears(dorien, timedelta(hours=73)) == []
    assert hears(bram) == []
    with in_kring(dorien.kring):
        panel = aanhaken.on_casus(g.casus, dorien, now)
        assert panel is not None
        assert len(panel.context["spoed"]) == 1
