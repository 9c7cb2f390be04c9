# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The walls of the log in the database itself: only adding, in your own name; reading your own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from deelwijs.logboek.actions import log
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Kop, Regel
from deelwijs.logboek.tests.conftest import ANOUK, BRAM, FG_SCHOOL, OP, key
from deelwijs.logboek.tests.knoeier import TABELLEN
from deelwijs.logboek.zegel import VERZEGELAAR, verzegel

pytestmark = [pytest.mark.django_db, pytest.mark.eis("B3")]
ALLES = Kring(medewerker=BRAM.medewerker, partij=key("school"), rol="fg verzegelen systeem onderhoud")


@pytest.mark.parametrize("table", TABELLEN)
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}", "DELETE FROM {} WHERE false"]
)
def test_the_program_changes_and_removes_nothing(schrijf: Callable[..., None], table: str, statement: str) -> None:
    schrijf(3)
    column = {"logboek_regel": "handeling", "logboek_blad": "plek", "logboek_knoop": "plek", "logboek_kop": "tot"}[
        table
    ]
    with pytest.raises(DatabaseError, match="permission denied"), in_kring(ALLES), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))


def test_nobody_else_holds_more_than_reading_and_adding() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a"
            " WHERE c.relname = ANY (%s) AND a.grantee <> c.relowner",
            [list(TABELLEN)],
        )
        rights = cursor.fetchall()
    assert {table for table, _ in rights} == set(TABELLEN)
    assert {right for _, right in rights} == {"SELECT", "INSERT"}


@pytest.mark.parametrize(
    ("actor", "door", "partij"),
    [
        (BRAM.kring, ANOUK.medewerker, None),  # in the name of somebody else
        (BRAM.kring, BRAM.medewerker, key("jgz")),  # in the name of another party
        (BRAM.kring, None, None),  # as if the system did it
        (FG_SCHOOL.kring, BRAM.medewerker, None),
        (Kring(rol="verzegelen"), BRAM.medewerker, None),
        (Kring(), None, None),
    ],
)
def test_a_line_is_written_in_your_own_name_or_not_at_all(actor: Kring, door: object, partij: object) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), in_kring(actor):
        log("casus_bekeken", door=door, partij=partij, op=OP)  # type: ignore[arg-type]


def test_the_system_writes_lines_without_a_person() -> None:
    with in_kring(Kring(rol="systeem")):
        log("inloggen_geweigerd", op=OP)
    with in_kring(VERZEGELAAR):
        assert Regel.objects.get().door is None


def test_you_see_your_own_lines_and_an_fg_those_of_the_party(schrijf: Callable[..., None]) -> None:
    schrijf(3, wie=BRAM)
    schrijf(2, wie=ANOUK)
    collega = Kring(medewerker=key("collega"), partij=key("school"))
    counts = {BRAM.kring: 3, ANOUK.kring: 2, FG_SCHOOL.kring: 3, collega: 0, VERZEGELAAR: 5, Kring(): 0}
    for actor, count in counts.items():
        with in_kring(actor):
            assert Regel.objects.count() == count  # row-level security alone
            if actor is not VERZEGELAAR:
                assert Regel.objects.visible_to(actor).count() == count
    assert Regel.objects.count() == 0


def test_the_filter_of_the_program_alone_shows_no_more(schrijf: Callable[..., None]) -> None:
    schrijf(3, wie=BRAM)
    schrijf(2, wie=ANOUK)
    with in_kring(VERZEGELAAR):  # row-level security shows everything here
        for actor, count in ((BRAM.kring, 3), (ANOUK.kring, 2), (FG_SCHOOL.kring, 3), (Kring(), 0), (None, 0)):
            assert Regel.objects.visible_to(actor).count() == count


def test_an_fg_without_a_party_sees_no_lines_without_a_party() -> None:
    with in_kring(Kring(rol="systeem")):
        log("inloggen_geweigerd", op=OP)
    with in_kring(Kring(medewerker=key("fg"), rol="fg")):
        assert not Regel.objects.exists()


def test_who_acts_may_take_heads_along_but_not_make_them(schrijf: Callable[..., None]) -> None:
    schrijf(3)
    verzegel(op=OP)
    with in_kring(BRAM.kring):
        kop = Kop.objects.get()
        assert kop.grootte == 3
        kop.pk, kop.tot, kop.grootte = key("vals"), kop.tot + 1, kop.grootte + 1
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            kop.save(force_insert=True)
    assert not Kop.objects.exists()


def test_nobody_chooses_the_number_of_a_line() -> None:
    with pytest.raises(DatabaseError, match="volgnummer"), in_kring(BRAM.kring), connection.cursor() as cursor:
        cursor.execute("INSERT INTO logboek_regel (volgnummer) VALUES (1)")


def test_the_database_itself_refuses_content(schrijf: Callable[..., None]) -> None:
    """Also past the program: a field holds keys and words of closed lists, and no sentence."""
    for name in ("handeling", "rol", "onderwerp_soort", "categorie", "doel", "grondslag", "spoor", "ip"):
        columns: dict[str, Any] = {
            "vorm": 1, "kenmerk": key("k"), "op": OP, "handeling": "ingezien", "uitkomst": "gelukt", "rol": "",
            "spoed": False, "spoor": "0" * 32, "door": BRAM.medewerker, "partij": key("school"),
        } | {name: "Jan Jansen"}  # fmt: skip
        insert = f"INSERT INTO logboek_regel ({', '.join(columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
        with pytest.raises(DatabaseError, match="heeft_vorm"), in_kring(BRAM.kring), connection.cursor() as cursor:
            cursor.execute(insert, list(columns.values()))


def test_the_walls_stand_for_the_owner_as_well() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = ANY (%s)", [list(TABELLEN)]
        )
        assert cursor.fetchall() == [(True,)] * len(TABELLEN)
    assert connections["default"].settings_dict["USER"] != connections["eigenaar"].settings_dict["USER"]
