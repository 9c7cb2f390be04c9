# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The second wall: PostgreSQL itself shows a row only to who may see it, whatever the program asks."""

import tomllib
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from conftest import Mensen
from django.apps import apps
from django.db import connection, connections, models, transaction

from deelwijs.logboek.kring import Kring, in_kring, kring
from deelwijs.partij.models import Sessie

OURS = [config for config in apps.get_app_configs() if config.name.startswith("deelwijs.")]
TABLES = sorted(model._meta.db_table for config in OURS for model in config.get_models())
# What everybody may read, or must be read before anybody is known. Writing has its wall here too.
PUBLIC = {
    "convenant_convenant", "convenant_convenantversie", "convenant_toetreding", "overleg_eigentype",
    "partij_medewerker",
    "partij_partij", "partij_sessie", "partij_taak", "partij_vertegenwoordiger",
}  # fmt: skip
CONTEXT = "SELECT current_setting('deelwijs.medewerker', true), current_setting('deelwijs.partij', true)"

pytestmark = [pytest.mark.eis("D4", "B4")]


def rows(sql: str, *arguments: Any, using: str = "default") -> list[tuple[object, ...]]:
    """What the database answers."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, arguments)
        return cursor.fetchall()


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_ours_has_a_wall_that_also_binds_its_owner(table: str) -> None:
    assert rows("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", table) == [(True, True)]


@pytest.mark.django_db
def test_the_program_owns_no_table_and_cannot_pass_by_the_walls() -> None:
    [(superuser, bypass)] = rows("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    assert not superuser
    assert not bypass
    assert rows("SELECT tablename FROM pg_tables WHERE tableowner = current_user") == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", [table for table in TABLES if table not in PUBLIC])
def test_no_policy_that_reads_is_open_to_everybody(table: str) -> None:
    found = rows("SELECT qual FROM pg_policies WHERE tablename = %s AND cmd IN ('SELECT', 'ALL')", table)
    assert all("current_setting" in str(qual) or "EXISTS" in str(qual) for (qual,) in found), found


@pytest.mark.django_db
def test_nobody_acts_nobody_sees(mensen: Mensen) -> None:
    """Also for the owner of the tables, who only migrates."""
    for table in TABLES:
        if table not in PUBLIC:
            assert rows(f"SELECT count(*) FROM {table}") == [(0,)], table


@pytest.mark.django_db
def test_who_acts_is_forgotten_at_the_end_and_restored_after_somebody_else(mensen: Mensen) -> None:
    anouk, bram = mensen.anouk, mensen.bram
    with in_kring(anouk.kring):
        with in_kring(bram.kring):
            assert rows(CONTEXT) == [(str(bram.pk), str(bram.partij_id))]
        assert rows(CONTEXT) == [(str(anouk.pk), str(anouk.partij_id))]
        with pytest.raises(ZeroDivisionError), in_kring(bram.kring):
            1 / 0  # noqa: B018
        assert rows(CONTEXT) == [(str(anouk.pk), str(anouk.partij_id))]
        assert kring() == anouk.kring
    assert kring() is None
    assert rows(CONTEXT) == [("", "")]


def test_a_connection_that_is_used_again_carries_nobody_with_it(echte_commits: None) -> None:
    """As a pool would: the same connection, a thousand turns of two who act and of nobody."""
    one, two = Kring(medewerker=UUID(int=1), partij=UUID(int=11)), Kring(medewerker=UUID(int=2), partij=UUID(int=22))
    backend = rows("SELECT pg_backend_pid()")
    for turn in range(1_000):
        with in_kring(one if turn % 2 else two):
            assert rows(CONTEXT)[0][0] == str((one if turn % 2 else two).medewerker)
        assert rows(CONTEXT) in ([("", "")], [(None, None)])
        if turn % 3 == 0:
            with pytest.raises(ZeroDivisionError), in_kring(one):
                1 / 0  # noqa: B018
            assert rows(CONTEXT) == [("", "")]
    assert rows("SELECT pg_backend_pid()") == backend


def test_a_setting_for_the_whole_session_would_have_been_carried_over(echte_commits: None) -> None:
    """The power of the test above: with the setting of the session instead of the transaction, the next one sees it."""
    rows("SELECT set_config('deelwijs.medewerker', %s, false)", str(UUID(int=1)))
    with transaction.atomic():
        pass
    assert rows(CONTEXT)[0][0] == str(UUID(int=1))
    rows("SELECT set_config('deelwijs.medewerker', '', false)")


def layer_of(name: str, checkout: Path) -> int:
    """How high a folder stands; 0 is the roof."""
    contracts = tomllib.loads((checkout / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    order = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return next(i for i, line in enumerate(order) if name in {part.strip(" ()") for part in line.split("|")})


def test_foreign_keys_point_downward(checkout: Path) -> None:
    """Strings slip past what reads imports."""
    for config in OURS:
        for model in config.get_models():
            for field in model._meta.get_fields():
                if isinstance(field, models.ForeignKey) and field.related_model.__module__.startswith("deelwijs."):
                    target = field.related_model.__module__.split(".")[1]
                    here = model.__module__.split(".")[1]
                    assert layer_of(here, checkout) <= layer_of(target, checkout), f"{model.__name__}.{field.name}"


@pytest.mark.django_db
def test_what_is_unique_is_unique_within_a_party_or_a_case() -> None:
    """A unique key over parties answers "that exists already" about a youth whom another party knows."""
    found = rows(
        """SELECT c.relname, array_agg(a.attname::text ORDER BY k.n)
           FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
           CROSS JOIN LATERAL unnest(i.indkey::int[]) WITH ORDINALITY k(attnum, n)
           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
           WHERE i.indisunique AND NOT i.indisprimary AND c.relname = ANY(%s) GROUP BY c.relname, i.indexrelid""",
        [table for table in TABLES if table.startswith(("casus_", "verstrekking_"))],
    )
    for table, columns in found:
        first = next(iter(columns))  # type: ignore[call-overload]
        # Random keys of 128 bits tell nothing; everything else begins with who it belongs to.
        assert first in {"partij_id", "medewerker_id", "casus_id", "id", "toets_id", "vervangt_id"}, (table, columns)


def test_every_key_of_a_row_is_random() -> None:
    for config in OURS:
        for model in config.get_models():
            if model._meta.db_table.startswith(("casus_", "verstrekking_", "convenant_", "partij_", "overleg_")):
                # Of a session the key is a hash of what the browser has.
                assert model is Sessie or isinstance(model._meta.pk, models.UUIDField), model


@pytest.mark.django_db
def test_the_function_that_looks_past_the_walls_answers_one_question_and_forgets(mensen: Mensen) -> None:
    with in_kring(mensen.bram.kring):
        assert rows("SELECT casus_bestaat(%s)", UUID(int=7)) == [(False,)]
        assert rows("SELECT current_setting('deelwijs.rol', true)") == [(mensen.bram.kring.rol,)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        for name, config in cursor.fetchall():
            assert any("search_path" in setting for setting in config or []), name
