# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The parties and people of a country of invented regions. Their names are numbers, so that nobody is meant."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from deelwijs.config.demoregio.regio import DOMEIN, Regio, make_region
from deelwijs.convenant.models import Convenant, ConvenantVersie, Toetreding
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.partij.models import Medewerker, Partij, SoortPartij, Taak, Vertegenwoordiger

EERSTE = 1000  # cases in Vlietlanden itself, with the same people whatever the size; the rest lies in the other regions
PER_REGIO = 13_000
ZAAD = "landelijk"
# What one region has: kind, the tasks, and how many people for each task.
PARTIJEN = (
    ("Gemeente", SoortPartij.GEMEENTE, ("gemeente_jeugd", "gemeente_leerplicht", "gemeente_rmc", "gemeente_wmo"), 8),
    ("Samenwerkingsverband", SoortPartij.SAMENWERKINGSVERBAND, ("samenwerkingsverband",), 10),
    ("Basisschool A", SoortPartij.SCHOOL, ("school_po",), 14),
    ("Basisschool B", SoortPartij.SCHOOL, ("school_po",), 14),
    ("Middelbare school", SoortPartij.SCHOOL, ("school_vo",), 16),
    ("Speciale school", SoortPartij.SCHOOL, ("school_vso",), 12),
    ("Mbo-instelling", SoortPartij.SCHOOL, ("school_mbo",), 12),
    ("Kinderopvang", SoortPartij.KINDEROPVANG, ("kinderopvang",), 8),
    ("Jeugdgezondheidszorg", SoortPartij.JEUGDGEZONDHEIDSZORG, ("jeugdgezondheidszorg",), 16),
    ("Jeugdhulp", SoortPartij.JEUGDHULPAANBIEDER, ("jeugdhulpaanbieder",), 8),
    ("Jeugd-ggz", SoortPartij.JEUGDHULPAANBIEDER, ("jeugd_ggz",), 6),
    ("Jeugdbescherming", SoortPartij.GECERTIFICEERDE_INSTELLING, ("gi_jeugdbescherming",), 6),
)


@dataclass(frozen=True, slots=True)
class Mens:
    """Somebody who can sit in a case."""

    id: UUID
    partij: UUID


@dataclass(slots=True)
class Streek:
    """One region: who works in it per task, and the version of the agreement that is in force."""

    versie: UUID
    mensen: dict[str, list[Mens]] = field(default_factory=lambda: defaultdict(list))


def regions_for(jongeren: int) -> int:
    """Return how many regions beside Vlietlanden a country of this size has."""
    return -(-max(0, jongeren - EERSTE) // PER_REGIO)


def make_country(jongeren: int, vandaag: date) -> None:
    """Make Vlietlanden and the other regions with their parties, people and agreements."""
    with in_kring(Kring(rol="beheer")):  # all or nothing
        regio = make_region(vandaag)
        for nummer in range(1, regions_for(jongeren) + 1):
            _region(nummer, regio, vandaag)


def _region(nummer: int, voorbeeld: Regio, vandaag: date) -> None:
    naam = f"Proefregio {nummer:02}"
    signed = date(vandaag.year - 3, 9, 1)
    partijen, mensen, taken, tekenaars = [], [], [], []
    for titel, soort, werk, aantal in PARTIJEN:
        partij = Partij(naam=f"{titel} {naam}", soort=soort, plaats=f"Proefstad {nummer:02}")
        partijen.append(partij)
        tekenaars.append(
            Vertegenwoordiger(
                partij=partij, naam="Bestuurder", functie="bestuurder", mandaat="statuten", geldig_vanaf=signed
            )
        )
        for taak in [Taak(partij=partij, soort=werk_soort) for werk_soort in werk]:
            taken.append(taak)
            mensen += [
                Medewerker(
                    partij=partij,
                    taak=taak,
                    naam=f"Medewerker {taak.soort.replace('_', ' ')} {plek}",
                    functie="medewerker",
                    email=f"{taak.soort}.{plek}.{len(partijen)}.{nummer}@{DOMEIN}",
                    rollen=[Medewerker.AANSPREEKPUNT] if plek == 1 else [],
                )
                for plek in range(1, aantal + 1)
            ]
    Partij.objects.bulk_create(partijen)
    Taak.objects.bulk_create(taken)
    Medewerker.objects.bulk_create(mensen)
    Vertegenwoordiger.objects.bulk_create(tekenaars)
    versie = ConvenantVersie.objects.create(
        convenant=Convenant.objects.create(naam=f"Convenant {naam}", regio=naam),
        nummer=1,
        geldig_vanaf=signed,
        doelen=voorbeeld.versie.doelen,
        categorieen=voorbeeld.versie.categorieen,
        overlegtypen=voorbeeld.versie.overlegtypen,
    )
    Toetreding.objects.bulk_create(
        Toetreding(versie=versie, partij=p, getekend_door=t, getekend_op=signed, bekendgemaakt_op=signed)
        for p, t in zip(partijen, tekenaars, strict=True)
    )
    versie.status = ConvenantVersie.VASTGESTELD
    versie.save(update_fields=["status"])


def read_country(vandaag: date) -> list[Streek]:
    """Return the regions as they stand in the database, Vlietlanden first, always in the same order."""
    regions = []
    versies = ConvenantVersie.objects.in_force(vandaag).select_related("convenant")
    for versie in sorted(versies, key=lambda v: (v.convenant.regio != "Vlietlanden", v.convenant.regio)):
        streek = Streek(versie.pk)
        there = versie.toetredingen.in_force(vandaag).values("partij")
        people = Medewerker.objects.filter(partij__in=there, taak__isnull=False).order_by("email")
        for pk, partij, taak in people.values_list("pk", "partij", "taak__soort"):
            streek.mensen[taak].append(Mens(pk, partij))
        regions.append(streek)
    return regions


def case_id(nummer: int) -> UUID:
    """Return the id of the case with this number; always the same."""
    return UUID(int=random.Random(f"{ZAAD} id {nummer}").getrandbits(128), version=4)  # noqa: S311 - invented cases


def wide_case() -> UUID:
    """Return the case with the most seats and data of all; the same in a country of any size."""
    return case_id(0)
