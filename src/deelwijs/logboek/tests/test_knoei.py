# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Tampering by who owns the tables and gets past every wall: found, and said which line."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError

from deelwijs.logboek.controle import Rapport, Soort, controleer
from deelwijs.logboek.koppen import Hoofd
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Kop
from deelwijs.logboek.sleutel import load
from deelwijs.logboek.tests.conftest import OP
from deelwijs.logboek.tests.knoeier import (
    EIGENAAR,
    TABELLEN,
    kinds,
    one_character_off,
    rebuild,
    sql,
    texts,
    undone,
    without_walls,
)
from deelwijs.logboek.vorm import VELDEN_1 as ALLES
from deelwijs.logboek.zegel import VERZEGELAAR, verzegel

HEX = "0123456789abcdef"
pytestmark = [pytest.mark.postgres, pytest.mark.eis("B3"), pytest.mark.usefixtures("echte_commits")]


def controle(bewaard: list[Hoofd] | None = None, using: str = EIGENAAR) -> Rapport:
    return controleer(load().vertrouwd, bewaard or [], using=using)


def heads() -> list[Hoofd]:
    with in_kring(VERZEGELAAR):
        return [Hoofd.of(kop) for kop in Kop.objects.order_by("tot")]


def found(rapport: Rapport) -> list[tuple[Soort, int | None]]:
    return [(bevinding.soort, bevinding.plek) for bevinding in rapport.bevindingen]


@pytest.fixture
def logboek(schrijf: Callable[..., None]) -> list[Hoofd]:
    """A small log: three seals in two quarters, and lines that are not sealed yet. Gives the heads of then."""
    for aantal, dagen in ((40, 0), (30, 1), (20, 60)):
        schrijf(aantal, op=OP + timedelta(days=dagen))
        verzegel(op=OP + timedelta(days=dagen))
        sql("SELECT nextval('logboek_regel_volgnummer_seq')")
    schrijf(5)
    return heads()


def test_an_untouched_log_is_good(logboek: list[Hoofd]) -> None:
    for bewaard in ([], logboek):
        rapport = controle(bewaard, using="default")
        assert rapport.goed, rapport.bevindingen
        assert (rapport.regels, rapport.koppen, rapport.open) == (90, 3, 5)


def test_every_change_of_one_character_of_a_line_is_found_and_named(schrijf: Callable[..., None]) -> None:
    schrijf(6)
    verzegel(op=OP)
    changes, missed, elsewhere = 0, [], []
    with undone(), without_walls():
        types = kinds()
        for plek, line in enumerate(texts()):
            for name, value in line.items():
                # What is empty is filled in; what is filled in is changed in every place, and made empty.
                for other in [*one_character_off(value, types[name]), None] if value else ["1" * 16 + "a" * 16]:
                    if name == "volgnummer" or (other is None and name in ("vorm", "op", "spoed")):
                        continue
                    with undone():
                        sql(
                            f"UPDATE logboek_regel SET {name} = %s::{types[name]} WHERE volgnummer = %s",
                            other,
                            line["volgnummer"],
                        )
                        rapport = controle()
                    changes += 1
                    if rapport.goed:
                        missed.append((name, value, other))
                    elif found(rapport) != [(Soort.GEWIJZIGD, plek)]:
                        elsewhere.append((name, value, other, rapport.bevindingen))
    assert not missed
    assert not elsewhere
    assert changes >= 2000


def numbers() -> list[int]:
    """The volgnummer on each place of the first tree."""
    return [nummer for (nummer,) in sql("SELECT regel FROM logboek_blad WHERE periode = '2026-K4' ORDER BY plek")]


def copy_of(nummer: int, nieuw: int) -> None:
    """Add a line that says the same as another, under a number of one's own."""
    columns = [name for name in ALLES if name != "volgnummer"]
    sql(
        f"INSERT INTO logboek_regel (volgnummer, {', '.join(columns)}) OVERRIDING SYSTEM VALUE"
        f" SELECT %s, {', '.join(columns)} FROM logboek_regel WHERE volgnummer = %s",
        nieuw, nummer,
    )  # fmt: skip


def test_a_removed_line_is_named(logboek: list[Hoofd]) -> None:
    with undone(), without_walls():
        for plek, nummer in enumerate(numbers()):
            with undone():
                sql("DELETE FROM logboek_regel WHERE volgnummer = %s", nummer)
                assert found(controle()) == [(Soort.VERWIJDERD, plek)]
            with undone():
                sql("DELETE FROM logboek_regel WHERE volgnummer = %s", nummer)
                sql("DELETE FROM logboek_blad WHERE regel = %s", nummer)
                last = plek == len(numbers())
                assert found(controle())[0] == ((Soort.AFGEKAPT, plek) if last else (Soort.VERWIJDERD, plek))


def test_an_inserted_line_is_named(logboek: list[Hoofd]) -> None:
    with undone(), without_walls():
        # Behind the first seal is a gap, as after a transaction that was undone.
        for nieuw in (0, -5, numbers()[39] + 1):
            with undone():
                copy_of(numbers()[3], nieuw)
                rapport = controle()
            assert [bevinding.soort for bevinding in rapport.bevindingen] == [Soort.INGEVOEGD]
            assert rapport.bevindingen[0].kenmerk == texts(f"volgnummer = {numbers()[3]}")[0]["kenmerk"]


def test_lines_that_changed_places_are_named(logboek: list[Hoofd]) -> None:
    with undone(), without_walls():
        first, second = numbers()[4], numbers()[17]
        sql("UPDATE logboek_regel SET volgnummer = -1 WHERE volgnummer = %s", first)
        sql("UPDATE logboek_regel SET volgnummer = %s WHERE volgnummer = %s", first, second)
        sql("UPDATE logboek_regel SET volgnummer = %s WHERE volgnummer = -1", second)
        assert found(controle()) == [(Soort.VERPLAATST, 4), (Soort.VERPLAATST, 17)]


@pytest.mark.parametrize("table", [table for table in TABELLEN if table != "logboek_regel"])
def test_every_change_of_one_value_beside_the_lines_is_found(logboek: list[Hoofd], table: str) -> None:
    changed = 0
    with undone(), without_walls():
        columns = sql("SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s", table)
        rows = sql(f"SELECT ctid::text FROM {table} ORDER BY ctid")[:40]
        for (row,) in rows:
            for name, kind in columns:
                new = {
                    "bytea": f"set_byte({name}, 9, get_byte({name}, 9) # 1)",
                    "uuid": "gen_random_uuid()",
                    "timestamptz": f"{name} + interval '1 microsecond'",
                    "varchar": f"CASE {name} WHEN '' THEN 'a' ELSE translate({name}, '{HEX}', '{HEX[1:]}0') END",
                }.get(kind, f"{name} + 1000")
                with undone():
                    sql(f"UPDATE {table} SET {name} = {new} WHERE ctid = %s::tid", row)
                    assert not controle().goed, (table, name)
                changed += 1
            with undone():
                sql(f"DELETE FROM {table} WHERE ctid = %s::tid", row)
                assert not controle().goed, (table, "removed")
    assert changed >= 9


def test_without_the_key_nobody_can_make_it_good_again(logboek: list[Hoofd]) -> None:
    """A line, its leaf and the subtrees above it all changed to fit: the signature over the root is what is left."""
    with undone(), without_walls():
        sql("UPDATE logboek_regel SET categorie = 'gezondheid' WHERE volgnummer = %s", numbers()[9])
        rebuild(sign=False)
        rapport = controle()
    assert [bevinding.soort for bevinding in rapport.bevindingen] == [Soort.HERSCHREVEN]
    assert "plek 0 tot en met 39" in rapport.bevindingen[0].tekst


def attack(kind: str, chance: random.Random) -> None:
    """Change what was sealed, in one of the ways in which somebody would."""
    nummer = chance.choice(numbers())
    if kind == "wijzig":
        sql("UPDATE logboek_regel SET door = gen_random_uuid() WHERE volgnummer = %s", nummer)
    elif kind == "verwijder":
        sql("DELETE FROM logboek_regel WHERE volgnummer = %s", nummer)
    elif kind == "voeg in":
        # All that follow move up, so that the new line has a number like any other.
        for step in (10**9, 1 - 10**9):
            sql("UPDATE logboek_regel SET volgnummer = volgnummer + %s WHERE volgnummer >= %s", step, nummer)
        copy_of(nummer + 1, nummer)
    elif kind == "kap af":
        sql("DELETE FROM logboek_regel WHERE volgnummer >= %s", nummer)
    elif kind == "verwissel":
        other = chance.choice([andere for andere in numbers() if andere != nummer])
        sql("UPDATE logboek_regel SET volgnummer = -1 WHERE volgnummer = %s", nummer)
        sql("UPDATE logboek_regel SET volgnummer = %s WHERE volgnummer = %s", nummer, other)
        sql("UPDATE logboek_regel SET volgnummer = %s WHERE volgnummer = -1", other)


def test_a_log_written_anew_is_found_by_heads_kept_elsewhere_and_not_without(logboek: list[Hoofd]) -> None:
    """Who has the database and the key can sign everything again. Then only what others hold is left."""
    kinds_of = ("wijzig", "verwijder", "voeg in", "kap af", "verwissel")
    with_heads = without = 0
    with undone(), without_walls():
        for nummer in range(200):
            with undone():
                attack(kinds_of[nummer % len(kinds_of)], random.Random(nummer))
                rebuild(sign=True)
                with_heads += not controle(logboek).goed
                without += not controle().goed
    assert (with_heads, without) == (200, 0)


def test_an_older_database_that_was_put_back_is_found_by_the_last_head(
    schrijf: Callable[..., None], logboek: list[Hoofd]
) -> None:
    for terug in range(1, 4):
        with undone(), without_walls():
            for kop in logboek[-terug:]:
                since = max([hoofd.tot for hoofd in logboek if hoofd.tot < kop.tot], default=0)
                for table, column in (("logboek_regel", "volgnummer"), ("logboek_blad", "regel")):
                    sql(f"DELETE FROM {table} WHERE {column} > %s", since)
                sql("DELETE FROM logboek_kop WHERE tot > %s", since)
                for periode, grootte in sql("SELECT periode, count(*) FROM logboek_blad GROUP BY 1"):
                    sql(
                        "DELETE FROM logboek_knoop WHERE periode = %s AND (plek + 1) << hoogte::int > %s",
                        periode, grootte,
                    )  # fmt: skip
                sql("DELETE FROM logboek_knoop WHERE periode NOT IN (SELECT periode FROM logboek_blad)")
            assert controle().goed
            assert Soort.AFGEKAPT in {soort for soort, _ in found(controle(logboek))}
            assert Soort.KOP in {soort for soort, _ in found(controle(logboek[-1:]))}


@pytest.mark.parametrize("table", TABELLEN)
def test_who_owns_the_tables_meets_a_trigger_first(logboek: list[Hoofd], table: str) -> None:
    column = {"logboek_regel": "handeling", "logboek_kop": "tot"}.get(table, "plek")
    for statement in (
        f"DELETE FROM {table} WHERE false",
        f"TRUNCATE {table}",
        f"UPDATE {table} SET {column} = {column}",
    ):
        with pytest.raises(DatabaseError, match="alleen toevoegen"), in_kring(Kring(rol="onderhoud"), using=EIGENAAR):
            sql(statement)
    assert controle(logboek).goed
