# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A key of this test alone, and people who act: only their keys, since this folder knows no people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest

from deelwijs.logboek.actions import log_many
from deelwijs.logboek.kring import Kring, in_kring

OP = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
_BRON = UUID("5f0c3a52-6a5f-4c6b-9a35-5d2f6f1d7a10")


def key(name: str) -> UUID:
    """The same key for the same name."""
    return uuid5(_BRON, name)


@dataclass(frozen=True)
class Mens:
    """Somebody who acts."""

    kring: Kring

    @property
    def medewerker(self) -> UUID:
        assert self.kring.medewerker
        return self.kring.medewerker


def mens(name: str, partij: str, rol: str = "") -> Mens:
    return Mens(Kring(medewerker=key(name), partij=key(partij), rol=rol))


ANOUK = mens("anouk", "jgz")
BRAM = mens("bram", "school")
FG_SCHOOL = mens("fg", "school", "fg")


@pytest.fixture(autouse=True)
def logsleutel(settings: Any, tmp_path: Path) -> Path:
    """The key that signs is made for this test, and thrown away."""
    path = tmp_path / "sleutels" / "logboek.pem"
    settings.DEELWIJS_LOGSLEUTEL = str(path)
    return path


@pytest.fixture
def schrijf() -> Callable[..., None]:
    """Write lines in which every field is filled, so that every field can be tampered with."""

    def write(aantal: int, wie: Mens = BRAM, op: datetime = OP, **rest: Any) -> None:
        with in_kring(wie.kring):
            log_many(
                "ingezien",
                [
                    {
                        "betrokkene": key(f"jongere {nummer}"),
                        "onderwerp": ("verstrekking", key(f"verstrekking {nummer}")),
                        "verstrekking": key(f"verstrekking {nummer}"),
                        "toets": key(f"toets {nummer}"),
                        "spoed": nummer % 7 == 0,
                    }
                    for nummer in range(aantal)
                ],
                op=op + timedelta(microseconds=1),
                door=wie.medewerker,
                casus=key("casus"),
                categorie="verzuim",
                doel="verzuim_aanpakken",
                grondslag="leerplichtwet:21a",
                ontvanger=key("leerplicht"),
                **rest,
            )

    return write
