# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Everybody tries to read everything: in bulk inside the database, and through the functions that open content.

Three locks stand around what is in a casus: `visible_to`, row-level security and the gate. Each can be left on alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, models, transaction

from deelwijs.casus import poort
from deelwijs.casus.inhoud import open_bijlage, open_inbreng
from deelwijs.casus.models import (
    Bijlage,
    Casus,
    CasusQuerySet,
    DeelnameQuerySet,
    Inbreng,
    InbrengQuerySet,
)
from deelwijs.casus.zoeken import find
from deelwijs.logboek.kring import in_kring
from deelwijs.partij.models import Medewerker, Partij
from deelwijs.verstrekking.actions import zie_in
from deelwijs.verstrekking.models import Toets, ToetsQuerySet, Verstrekking, VerstrekkingQuerySet

OPEN = "SELECT set_config('proef.open', %s, true)"
IK, PARTIJ = UUID(int=0xA11CE), UUID(int=0xBEEF)  # stand for who acts, until the database fills them in
AANGEVER = {
    f"'{form(key)}'::uuid": f"current_setting('deelwijs.{name}')::uuid"
    for key, name in ((IK, "medewerker"), (PARTIJ, "partij"))
    for form in (str, lambda key: key.hex)
}


class Sloten(NamedTuple):
    """Which of the three locks are on."""

    zicht: bool = True
    muur: bool = True
    poort: bool = True


ALLE = Sloten()
ALLEEN_MUUR = Sloten(zicht=False, poort=False)
ALLEEN_ZICHT = Sloten(muur=False, poort=False)
ALLEEN_POORT = Sloten(zicht=False, muur=False)
GEEN = Sloten(zicht=False, muur=False, poort=False)


@contextmanager
def openable_walls() -> Iterator[None]:
    """Let the owner make it possible, for tests alone, to switch the walls for reading off: with `proef.open`."""
    tables = [model._meta.db_table for config in apps.get_app_configs() for model in config.get_models()]
    tables = [table for table in tables if table.startswith(("casus_", "verstrekking_"))]
    owner = connections["eigenaar"]
    with owner.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"CREATE POLICY proef ON {table} FOR SELECT USING (current_setting('proef.open', true) = 'ja')"
            )
    try:
        yield
    finally:
        with owner.cursor() as cursor:
            for table in tables:
                cursor.execute(f"DROP POLICY proef ON {table}")
        owner.close()


@contextmanager
def only(sloten: Sloten) -> Iterator[None]:
    """Leave only these locks on inside the block."""
    with pytest.MonkeyPatch.context() as patch:
        if not sloten.zicht:
            for queryset, names in (
                (InbrengQuerySet, ("visible_to", "own")),
                (VerstrekkingQuerySet, ("visible_to", "received_by", "given_by")),
                (ToetsQuerySet, ("visible_to",)),
                (CasusQuerySet, ("visible_to",)),
                (DeelnameQuerySet, ("visible_to",)),
            ):
                for name in names:
                    patch.setattr(queryset, name, lambda rows, _wie: rows.all())
        if not sloten.poort:
            patch.setattr(poort, "_ask", lambda _sql, _door, rijen: set(rijen))
            patch.setattr(poort, "casus_open", lambda _door, _casus: True)
        if not sloten.muur:
            with connection.cursor() as cursor:
                cursor.execute(OPEN, ["ja"])
        try:
            yield
        finally:
            if not sloten.muur:
                with connection.cursor() as cursor:
                    cursor.execute(OPEN, [""])


ROND = """
CREATE OR REPLACE FUNCTION pg_temp.{which}(wie uuid[], waar uuid[], rollen text[])
RETURNS TABLE (ik uuid, dicht jsonb, open jsonb) LANGUAGE plpgsql AS $rondgang$
BEGIN
    FOR n IN 1 .. array_length(wie, 1) LOOP
        PERFORM set_config('deelwijs.medewerker', wie[n]::text, true),
            set_config('deelwijs.partij', waar[n]::text, true), set_config('deelwijs.rol', rollen[n], true);
        ik := wie[n];
        dicht := (SELECT jsonb_build_object({dicht}));
        PERFORM set_config('proef.open', 'ja', true);
        open := (SELECT jsonb_build_object({open}));
        PERFORM set_config('proef.open', '', true);
        RETURN NEXT;
    END LOOP;
    PERFORM set_config('deelwijs.medewerker', '', true),
        set_config('deelwijs.partij', '', true), set_config('deelwijs.rol', '', true);
END $rondgang$
"""


class Rondgang:
    """All people look through every list at once, in one call to the database.

    The lists are those of the program itself: the SQL of `visible_to` and of the gate, with who acts filled in.
    """

    def __init__(self) -> None:
        ik = Medewerker(pk=IK, partij=Partij(pk=PARTIJ), is_active=True)
        inbreng = "SELECT array_agg(id) FROM casus_inbreng"
        bijlage = "SELECT array_agg(id) FROM casus_bijlage"
        self.lijsten = {
            "muur inbreng": inbreng,
            "muur bijlage": bijlage,
            "muur toets": "SELECT array_agg(id) FROM verstrekking_toets",
            "muur casus": "SELECT array_agg(id) FROM casus_casus",
            "muur verstrekking": "SELECT array_agg(id) FROM verstrekking_verstrekking",
            "zicht inbreng": _listed(Inbreng.objects.visible_to(ik)),
            "zicht eigen": _listed(Inbreng.objects.own(ik)),
            "zicht toets": _listed(Toets.objects.visible_to(ik)),
            "zicht casus": _listed(Casus.objects.visible_to(ik)),
            "zicht ontvangen": _listed(Verstrekking.objects.received_by(ik)),
            "zicht gegeven": _listed(Verstrekking.objects.given_by(ik)),
            "zicht verstrekking": _listed(Verstrekking.objects.visible_to(ik)),
            "poort inbreng": _gate(poort._INBRENG, inbreng),
            "poort bijlage": _gate(poort._BIJLAGE, bijlage),
        }
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL jit = off")  # compiling costs more than these small tables
            for which, lists in (
                ("alles", self.lijsten),
                ("inbreng", {name: sql for name, sql in self.lijsten.items() if name.endswith("inbreng")}),
            ):
                # A function of this session alone, so that all people and lists cost one round trip.
                cursor.execute(ROND.format(
                    which=which,
                    dicht=", ".join(f"'{name}', ({sql})" for name, sql in lists.items()),
                    open=", ".join(f"'{name}', ({sql})" for name, sql in lists.items() if name[:4] != "muur"),
                ))  # fmt: skip

    def look(self, people: list[Medewerker], which: str = "alles") -> Iterator[tuple[UUID, bool, str, set[UUID]]]:
        """Yield who looked, whether the walls stood, in which list, and the keys of the rows that were in it."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT * FROM pg_temp.{which}(%s::uuid[], %s::uuid[], %s::text[])",
                [[m.pk for m in people], [m.partij_id for m in people], [m.kring.rol for m in people]],
            )
            for ik, dicht, open_ in cursor.fetchall():
                for walls, found in ((True, dicht), (False, open_)):
                    lists = found if isinstance(found, dict) else json.loads(found)
                    for name, keys in lists.items():
                        yield ik, walls, name, {UUID(key) for key in keys or ()}


def _listed(rows: models.QuerySet[Any]) -> str:
    sql, params = rows.order_by().values("pk").query.sql_with_params()
    return f"SELECT array_agg(pk) FROM ({_filled(sql, params)}) lijst"


def _gate(sql: str, everything: str) -> str:
    asked = _filled(sql, {"ik": IK, "partij": PARTIJ, "rijen": [UUID(int=0)]})
    every = f"ANY(({everything})::uuid[])"
    before, found, after = asked.partition("ANY('{00000000000000000000000000000000}'::uuid[])")
    if not found:
        before, found, after = asked.partition("ANY(ARRAY['00000000000000000000000000000000'::uuid])")
    assert found, asked
    return f"SELECT array_agg(id) FROM ({before}{every}{after}) lijst"


def _filled(sql: str, params: Any) -> str:
    with connection.cursor() as cursor:
        text = str(cursor.cursor.mogrify(sql, params))
    for sign, setting in AANGEVER.items():
        text = text.replace(sign, setting)
    assert "a11ce" not in text, text
    assert "beef" not in text, text
    return text


class Gelezen(NamedTuple):
    """What somebody got to read: content of data, of attachments, of gifts, and the cases that a search found."""

    data: dict[UUID, str]
    bijlagen: dict[UUID, str]
    blikken: dict[UUID, str]
    gevonden: set[UUID]


def read_all(wie: Medewerker, sloten: Sloten, naam: str, op: Any) -> Gelezen:
    """Let somebody read all they can through every function that opens content."""
    with in_kring(wie.kring), only(sloten):
        rows = list(Inbreng.objects.visible_to(wie))
        data = {pk: " ".join(fields.values()) for pk, fields in open_inbreng(rijen=rows, door=wie, op=op).items()}
        files, looks = {}, {}
        for file in Bijlage.objects.filter(inbreng__in=Inbreng.objects.visible_to(wie)):
            try:
                files[file.pk] = open_bijlage(bijlage=file, door=wie, op=op)[1].decode()
            except poort.Dicht:
                continue
        for row in Verstrekking.objects.received_by(wie).order_by("gegeven_op"):
            try:
                with transaction.atomic():
                    blik = zie_in(verstrekking=row, door=wie, op=op)
            except (DatabaseError, Verstrekking.DoesNotExist, Inbreng.DoesNotExist, Toets.DoesNotExist):
                continue  # a wall that is still there, in the middle of the act
            looks[row.pk] = "" if blik.dicht else " ".join(blik.velden.values()) or "open"
        found = {row.pk for row in find(wie, naam)}
    return Gelezen(data, files, looks, found)
