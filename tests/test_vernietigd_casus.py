# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A casus that was destroyed comes back from no backup of the database; and nothing on disk says what stood in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from conftest import Mensen, maak_mensen
from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from deelwijs.casus.bestanden import Goedgekeurd
from deelwijs.casus.inhoud import open_bijlage, open_doel, open_inbreng
from deelwijs.casus.models import Bijlage, Casus, Inbreng
from deelwijs.casus.persoon import Persoon
from deelwijs.casus.schrijven import Gegeven
from deelwijs.casus.sleutels import Vernietigd, vernietig_vele
from deelwijs.config.database import Server
from deelwijs.config.plek import var
from deelwijs.logboek.kring import in_kring
from deelwijs.overleg.actions import breng_in
from deelwijs.overleg.tests.begin import jongere, opened

LEVEND, WEG = 6, 3
MERK = "zeldzaammerkteken"

pytestmark = [pytest.mark.postgres, pytest.mark.traag, pytest.mark.eis("B7", "D12")]


@pytest.fixture
def sleutelmap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A keyring of this test alone: destroying rotates all of it."""
    settings_before = settings.DEELWIJS_SLEUTELMAP
    settings.DEELWIJS_SLEUTELMAP = str(tmp_path / "sleutels")
    yield tmp_path / "sleutels"
    settings.DEELWIJS_SLEUTELMAP = settings_before


def case(m: Mensen, number: int) -> Casus:
    """A casus whose every field holds a mark of its own."""
    merk = f"{MERK}{number:03d}"
    casus = opened(
        m.bram, jongere=Persoon(f"Noor {merk}", None, "Oudvliet"), doel_tekst=f"Samen zorgen dat zij {merk} leert.",
        hulpvraag=Gegeven("onderwijs", f"Vraag {merk}", f"Zij mist lessen {merk}", f"mentor {merk}"),
    )  # fmt: skip
    where = jongere(casus, m.bram)
    file = Goedgekeurd(f"{merk}.pdf", "application/pdf", f"inhoud {merk}".encode() * 200, False)
    with in_kring(m.bram.kring):
        datum = Gegeven("onderwijs", f"Titel {merk}", f"Tekst {merk}", f"Bron {merk}", bijlagen=(file,))
        breng_in(betrokkene=where, gegeven=datum, door=m.bram, op=timezone.now())
    return casus


def dump() -> dict[str, tuple[list[str], bytes]]:
    """Every row of every table, as a backup has it, read by a superuser whom no wall holds back."""
    name = connections["default"].settings_dict["NAME"]
    found = {}
    with psycopg.connect(Server(var() / "postgres").url("postgres", name)) as root:
        for table in tables():
            columns = [
                str(column)
                for (column,) in root.execute(
                    "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                    " ORDER BY ordinal_position",
                    [table],
                )
            ]
            with root.cursor().copy(f"COPY {table} ({', '.join(columns)}) TO STDOUT") as copy:
                found[table] = columns, b"".join(bytes(part) for part in copy)
    return found


def tables() -> list[str]:
    ours = [model._meta.db_table for config in apps.get_app_configs() for model in config.get_models()]
    return [table for table in ours if table.startswith(("casus_", "verstrekking_"))]


def restore(backup: dict[str, tuple[list[str], bytes]]) -> None:
    """Put everything back as it was at the moment of the backup."""
    name = connections["default"].settings_dict["NAME"]
    with psycopg.connect(Server(var() / "postgres").url("postgres", name)) as root:
        root.execute("SET session_replication_role = replica")
        root.execute(f"TRUNCATE {', '.join(backup)}")
        for table, (columns, rows) in backup.items():
            with root.cursor().copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                copy.write(rows)


def read(m: Mensen, casus: Casus) -> bool:
    """Whether everything in a casus can be read; nothing of a destroyed one can."""
    with in_kring(m.bram.kring):
        rows = list(Inbreng.objects.visible_to(m.bram).filter(casus=casus))
        files = list(Bijlage.objects.filter(casus=casus))
        assert len(rows) == 3, "the rows themselves came back"
        assert len(files) == 1
        looks: list[Callable[[], Any]] = [
            *(lambda row=row: open_inbreng(rijen=[row], door=m.bram, op=timezone.now())[row.pk] for row in rows),
            lambda: open_bijlage(bijlage=files[0], door=m.bram, op=timezone.now()),
            lambda: open_doel(casus=Casus.objects.get(pk=casus.pk), door=m.bram),
        ]
        outcomes = []
        for look in looks:
            try:
                outcomes.append(MERK in str(look()))
            except Vernietigd:
                outcomes.append(False)
    assert len(set(outcomes)) == 1, outcomes
    return outcomes[0]


def holding(folder: Path, mark: bytes) -> list[Path]:
    """The files below a folder in which these bytes stand."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            try:
                if mark in path.read_bytes():
                    found.append(path)
            except FileNotFoundError:
                continue  # the server cleans up while we look
    return found


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="reads the files of the bundled server")
def test_no_backup_brings_a_destroyed_casus_back(echte_commits: None, sleutelmap: Path, tmp_path: Path) -> None:
    m = maak_mensen()
    cases, backups = [], []
    for number in range(LEVEND + WEG):
        cases.append(case(m, number))
        if number >= WEG - 1:
            backups.append((number + 1, dump()))  # all of the backups hold the ones that will be destroyed
    gone, living = cases[:WEG], cases[WEG:]
    assert all(read(m, casus) for casus in cases)

    vernietig_vele([casus.pk for casus in gone])
    for number, backup in backups:
        restore(backup)
        connection.close()
        assert [read(m, casus) for casus in gone] == [False] * WEG
        assert all(read(m, casus) for casus in living[: number - WEG])

    # Nothing of what stood in any casus is on disk in clear: not in the database, its log ahead, or the keyring.
    with psycopg.connect(Server(var() / "postgres").url("postgres", "postgres"), autocommit=True) as root:
        root.execute("CHECKPOINT")
    for folder in (Path(Server(var() / "postgres").folder), sleutelmap):
        assert holding(folder, MERK.encode()) == []
    # The power of that look: what does stand there in clear is found.
    assert holding(Path(Server(var() / "postgres").folder), b"Jeugdarts".lower())
    for _, backup in backups:
        assert not any(MERK.encode() in rows for _, rows in backup.values())
        assert not any(MERK.encode().hex().encode() in rows for _, rows in backup.values())


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="reads the files of the bundled server")
def test_power_with_the_keys_in_the_backup_every_destroyed_casus_comes_back(
    echte_commits: None, sleutelmap: Path, tmp_path: Path
) -> None:
    """A backup that holds keyring and epoch key beside the data undoes the destroying: that is why it must not."""
    m = maak_mensen()
    cases = [case(m, number) for number in range(WEG)]
    backup, keys = dump(), {path.name: path.read_bytes() for path in sleutelmap.iterdir()}
    vernietig_vele([casus.pk for casus in cases])
    restore(backup)
    connection.close()
    assert [read(m, casus) for casus in cases] == [False] * WEG
    settings.DEELWIJS_SLEUTELMAP = str(tmp_path / "oude sleutels")
    (tmp_path / "oude sleutels").mkdir()
    for name, content in keys.items():
        (tmp_path / "oude sleutels" / name).write_bytes(content)
    assert [read(m, casus) for casus in cases] == [True] * WEG
