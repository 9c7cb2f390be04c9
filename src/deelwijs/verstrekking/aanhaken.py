# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What this folder adds to the home page, to the page of a casus, and to the page of an inbreng."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef
from django.urls import reverse

from deelwijs.casus.models import Casus, Inbreng
from deelwijs.casus.panelen import Actie, Paneel
from deelwijs.casus.wachtend import Punt
from deelwijs.convenant.woorden import words
from deelwijs.partij.models import Medewerker
from deelwijs.verstrekking.geven import SPOED
from deelwijs.verstrekking.inzien import why_closed
from deelwijs.verstrekking.models import FgBericht, Inzage, SpoedMelding, Verstrekking, Verzoek, Voorwaarde

MEESTE = 50
NIEUW = timedelta(days=14)
OP_CASUS = 10


def still_given(inbreng: Inbreng, door: Medewerker, op: datetime) -> bool:
    """Whether somebody's gift of this content would still be allowed today; asked before a file of it is opened."""
    given = Verstrekking.objects.received_by(door).filter(inbreng=inbreng, niveau="wat")
    rows = given.select_related("casus__versie", "verstrekker", "ontvanger")
    return any(not why_closed(row, op)[0] for row in rows)


def waits(door: Medewerker, op: datetime) -> list[Punt]:
    """Return what somebody must decide: requests, and what is closed until they say whether it is still needed."""
    given = Verstrekking.objects.given_by(door)
    asked = Verzoek.objects.filter(status=Verzoek.GEVRAAGD, verstrekking__in=given).select_related("vrager")
    points = [
        Punt(
            f"{v.vrager.naam} vraagt u: {Verzoek.SOORTEN[v.soort]}.",
            v.gevraagd_op,
            reverse("verstrekking:verzoek", args=[v.pk]),
            "Beslis",
            v.casus_id,
        )
        for v in asked[:MEESTE]
    ]
    closed = given.open_at(op).exclude(fase=F("casus__fase")).order_by("casus_id", "gegeven_op").distinct("casus_id")
    points += [
        Punt(
            "De casus is in een andere fase. Zeg of wat u gaf nog nodig is.",
            row.gegeven_op,
            reverse("verstrekking:fase", args=[row.casus_id]),
            "Beoordeel opnieuw",
            row.casus_id,
        )
        for row in closed[:MEESTE]
    ]
    # To who directs the casus; the wall shows these to nobody else. As long as the urgency can last.
    points += [
        Punt(
            f"{row.verstrekker.naam} gaf met spoed iets aan {row.ontvanger.naam}. Ga na of daarna wordt geïnformeerd.",
            row.op,
            reverse("casus:detail", args=[row.casus_id]),
            casus=row.casus_id,
        )
        for row in SpoedMelding.objects.filter(op__gt=op - SPOED).select_related("verstrekker", "ontvanger")[:MEESTE]
    ]
    return points


def duties(door: Medewerker, op: datetime) -> list[Punt]:
    """Return the duties that are still to be done, and for an FG what is put before them."""
    mine = Voorwaarde.objects.filter(
        eigenaar=door.partij_id, gedaan_op=None, verstrekking__in=Verstrekking.objects.visible_to(door)
    ).select_related("verstrekking")
    points = [
        Punt(t.plicht, t.verstrekking.gegeven_op, reverse("verstrekking:taken"), "Naar de voorwaarden", t.casus_id)
        for t in mine[:MEESTE]
    ]
    if door.has_rol(Medewerker.FG):
        for bericht in FgBericht.objects.filter(partij=door.partij_id, afgehandeld_op=None)[:MEESTE]:
            url = reverse("verstrekking:fg_bericht", args=[bericht.pk])
            tekst = "Iemand vraagt uw advies." if bericht.soort == FgBericht.ADVIES else "Er is een melding voor u."
            points.append(Punt(tekst, bericht.op, url, "Bekijk"))
    return points


def new(door: Medewerker, op: datetime) -> list[Punt]:
    """Return what was given to somebody and not yet seen, and what ended, in the last two weeks."""
    seen = Inzage.objects.filter(casus=OuterRef("casus"), verstrekking=OuterRef("pk"), door=door)
    received = Verstrekking.objects.received_by(door).select_related("verstrekker")
    fresh = received.open_at(op).filter(~Exists(seen.filter(soort=Inzage.GEZIEN)), gegeven_op__gte=op - NIEUW)
    points = [
        Punt(
            f"{row.verstrekker.naam} gaf u iets: {words('categorie', row.categorie)}.",
            row.gegeven_op,
            reverse("verstrekking:een", args=[row.pk]),
            casus=row.casus_id,
        )
        for row in fresh[:MEESTE]
    ]
    ended = received.filter(~Exists(seen.filter(soort=Inzage.EINDE)), ingetrokken_op__gte=op - NIEUW)
    points += [
        Punt(
            f"{row.verstrekker.naam} trok iets in: {words('categorie', row.categorie)}. U mag het niet meer gebruiken.",
            row.ingetrokken_op or op,
            reverse("verstrekking:een", args=[row.pk]),
            casus=row.casus_id,
        )
        for row in ended[:MEESTE]
    ]
    return points


def on_casus(casus: Casus, door: Medewerker, op: datetime) -> Paneel | None:
    """Return what was given to one's party in this casus. Only that it is there: opening it is a look of its own."""
    rows = list(
        Verstrekking.objects.received_by(door).filter(casus=casus).select_related("verstrekker")[: OP_CASUS + 1]
    )
    lines = [
        {
            "v": row,
            "categorie": words("categorie", row.categorie),
            "open": row.is_open(op) and row.fase == casus.fase,
        }
        for row in rows[:OP_CASUS]
    ]
    context = {"rijen": lines, "meer": len(rows) > OP_CASUS}
    context["spoed"] = list(
        SpoedMelding.objects.filter(casus=casus).select_related("verstrekker", "ontvanger")[:OP_CASUS]
    )
    return Paneel("ontvangen", "Aan u gegeven", "verstrekking/_paneel_casus.html", context)


def on_inbreng(inbreng: Inbreng, door: Medewerker, op: datetime) -> Paneel | None:
    """Return to whom this datum was given."""
    rows = Verstrekking.objects.given_by(door).filter(inbreng=inbreng).select_related("ontvanger", "casus")
    lines = [
        {"v": row, "taak": words("taak", row.ontvanger_taak), "open": row.is_open(op) and row.fase == row.casus.fase}
        for row in rows
    ]
    return Paneel("gegeven", "Aan wie u dit gaf", "verstrekking/_paneel_inbreng.html", {"rijen": lines})


def actions(casus: Casus, door: Medewerker) -> list[Actie]:
    """Return what one can do in a casus here."""
    return [
        Actie("Verstrek iets", reverse("verstrekking:rooster", args=[casus.pk]), hoofd=True),
        Actie("Wat u gaf", reverse("verstrekking:gegeven", args=[casus.pk])),
        Actie("Fase", reverse("verstrekking:fase", args=[casus.pk])),
    ]


def inbreng_actions(inbreng: Inbreng, door: Medewerker) -> list[Actie]:
    """Return what one can do with an inbreng here."""
    return [Actie("Kijk wie dit mag krijgen", reverse("verstrekking:rooster", args=[inbreng.casus_id]), hoofd=True)]
