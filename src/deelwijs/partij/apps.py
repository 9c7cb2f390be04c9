# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
from collections.abc import Collection, Sequence
from uuid import UUID

from django.apps import AppConfig

from deelwijs.logboek.namen import Namen, gebruik


class PartijConfig(AppConfig):
    name = "deelwijs.partij"

    def ready(self) -> None:
        """Give the log, which holds only keys, names for its screens."""
        gebruik(Namen(medewerkers=_people, partijen=_parties, collegas=_colleagues))


def _people(keys: Collection[UUID]) -> dict[UUID, str]:
    from deelwijs.partij.models import Medewerker

    return {person.pk: str(person) for person in Medewerker.objects.filter(pk__in=keys)}


def _parties(keys: Collection[UUID]) -> dict[UUID, str]:
    from deelwijs.partij.models import Partij

    return {partij.pk: partij.naam for partij in Partij.objects.filter(pk__in=keys)}


def _colleagues(partij: UUID) -> Sequence[tuple[UUID, str]]:
    from deelwijs.partij.models import Medewerker

    return [(person.pk, str(person)) for person in Medewerker.objects.filter(partij=partij)]
