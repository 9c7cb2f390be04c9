# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The parties of Vlietlanden, their people and the agreement between them, from regio.yaml."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from deelwijs.convenant.gegevens import letters
from deelwijs.convenant.models import Convenant, ConvenantVersie, Toetreding
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.overleg.typen import load_types
from deelwijs.partij.models import Medewerker, Partij, Taak, Vertegenwoordiger
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.strict_yaml import decode, read

HIER = Path(__file__).parent
DOMEIN = "demo.vlietlanden.example"
# What these consultations never need; the rest of what an agreement can hold stands in the version.
NIET = {"bsn"}


@dataclass(frozen=True)
class Regio:
    """What was made: parties by name, people by first name, and the version in force."""

    partijen: dict[str, Partij]
    mensen: dict[str, Medewerker]
    versie: ConvenantVersie


@cache
def document() -> dict[str, Any]:
    """Return regio.yaml."""
    found: dict[str, Any] = read(decode((HIER / "regio.yaml").read_bytes()))
    return found


def email(naam: str) -> str:
    """Return the address of an invented person."""
    plain = unicodedata.normalize("NFKD", naam.lower()).encode("ascii", "ignore").decode()
    return f"{re.sub(r'[^a-z0-9]+', '.', plain).strip('.')}@{DOMEIN}"


def make_region(vandaag: date) -> Regio:
    """Make all of it, with an agreement that was renewed at the beginning of last year, before any case of the demo."""
    doc = document()
    with in_kring(Kring(rol="beheer")):
        partijen, mensen = {}, {}
        for deel in [*doc["partijen"], *doc["buiten_convenant"]]:
            partij = Partij.objects.create(
                naam=deel["naam"],
                soort=deel["soort"],
                plaats=deel["plaats"],
                contactpunt=f"privacy@{email(deel['naam']).partition('@')[0]}.example",
            )
            partijen[partij.naam] = partij
            for mens in deel["mensen"]:
                mensen[mens["naam"].split()[0].lower()] = _person(partij, mens)
        versie = _agreement(doc, partijen, vandaag)
    return Regio(partijen, mensen, versie)


def read_region() -> Regio:
    """Return the region as it stands in the database."""
    versie = ConvenantVersie.objects.select_related("convenant").get(
        convenant__regio=document()["regio"], geldig_tot=None
    )
    mensen = Medewerker.objects.select_related("partij", "taak").filter(email__endswith=f"@{DOMEIN}")
    return Regio(
        {partij.naam: partij for partij in Partij.objects.all()},
        {mens.naam.split()[0].lower(): mens for mens in mensen},
        versie,
    )


def _person(partij: Partij, mens: dict[str, Any]) -> Medewerker:
    taak = mens.get("taak")
    return Medewerker.objects.create(
        partij=partij,
        taak=Taak.objects.get_or_create(partij=partij, soort=taak)[0] if taak else None,
        naam=mens["naam"],
        functie=mens["functie"],
        email=email(mens["naam"]),
        rollen=list(mens.get("rollen", [])),
    )


def _agreement(doc: dict[str, Any], partijen: dict[str, Partij], vandaag: date) -> ConvenantVersie:
    kennis = load_shipped(voorbeelden=False)
    convenant = Convenant.objects.create(naam=doc["convenant"], regio=doc["regio"])
    begin = date(vandaag.year - 3, 9, 1)
    renewed = date(vandaag.year - 1, 1, 1)
    both = {
        "doelen": sorted(set(kennis.feiten["doel"].antwoorden) - {"opsporing", "ander_doel", "beleid"}),
        "categorieen": sorted(set(letters()) - NIET),
    }
    types = sorted(load_types())
    first = ConvenantVersie.objects.create(
        convenant=convenant,
        nummer=1,
        geldig_vanaf=begin,
        geldig_tot=renewed - timedelta(days=1),
        overlegtypen=[slug for slug in types if slug != "vot"],
        **both,
    )
    now = ConvenantVersie.objects.create(
        convenant=convenant, nummer=2, geldig_vanaf=renewed, overlegtypen=types, **both
    )
    for deel in doc["partijen"]:
        partij = partijen[deel["naam"]]
        acceded = deel.get("toetreder", False)
        tekent = Vertegenwoordiger.objects.create(
            partij=partij,
            **deel["tekent"],
            volmacht_aan=partijen.get(deel.get("volmacht", "")),
            geldig_vanaf=begin,
        )
        for versie, signed in ((first, begin), (now, renewed)):
            if acceded and versie is first:
                continue
            Toetreding.objects.create(
                versie=versie,
                partij=partij,
                soort=Toetreding.TOETREDER if acceded else Toetreding.ONDERTEKENAAR,
                getekend_door=tekent,
                getekend_op=signed + timedelta(days=30 if acceded else 0),
                bekendgemaakt_op=signed + timedelta(days=37 if acceded else 0),
            )
    for versie in (first, now):
        versie.status = ConvenantVersie.VASTGESTELD
        versie.save(update_fields=["status"])
    return now
