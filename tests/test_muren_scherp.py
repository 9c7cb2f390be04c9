# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A hostile reader of the walls: rows that are rewritten, keys that are revived, roles that are taken.

Every attack is a statement that the program's own role can send, in the name of somebody who acts. A slip in an act
must not be able to do it either.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from conftest import Mensen
from django.db import DatabaseError, connection, transaction

from deelwijs.casus.actions import beeindig_deelname, neem_collega_weg, sluit_casus, wijs_collega_aan
from deelwijs.casus.models import Casus, Deelname, Inbreng, Toegang
from deelwijs.casus.vertrek import GeenCollega, draag_over
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.overleg.tests.begin import LATER, invited, joined, opened
from deelwijs.partij.models import Medewerker, Taak
from deelwijs.verstrekking.tests.geval import Geval, geval, ingebracht

pytestmark = [pytest.mark.django_db, pytest.mark.eis("D4", "B4")]


@pytest.fixture
def g(mensen: Mensen) -> Geval:
    return geval(mensen)


def colleague(of: Medewerker, naam: str, *rollen: str, taak: Taak | None = None) -> Medewerker:
    """Somebody of the same party, for the same task or another."""
    with in_kring(Kring(rol="beheer")):
        return Medewerker.objects.create(
            partij=of.partij, taak=taak or of.taak, naam=naam, functie="medewerker",
            email=f"{naam.lower()}@vlietlanden.example", rollen=list(rollen),
        )  # fmt: skip


def tried(door: Medewerker, sql: str, *arguments: Any, rol: str | None = None) -> int:
    """How many rows a statement of this person met; 0 when the database refused."""
    actor = door.kring if rol is None else Kring(door.pk, door.partij_id, rol)
    try:
        with in_kring(actor), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, arguments)
            return int(cursor.rowcount)
    except DatabaseError:
        return 0


def reads(door: Medewerker, inbreng: Inbreng) -> bool:
    with in_kring(door.kring):
        return Inbreng.objects.filter(pk=inbreng.pk).exists()


def test_power_these_statements_do_reach_the_database(g: Geval) -> None:
    """An own key can be given back: what the tests below see refused is refused by a wall, not by a slip of theirs."""
    emre = g.mensen.emre
    assert tried(emre, "UPDATE casus_toegang SET ingetrokken_op = %s WHERE medewerker_id = %s", LATER, emre.pk) == 1


# Keys


SLEUTEL = (
    "INSERT INTO casus_toegang (id, casus_id, medewerker_id, partij_id, taak, gegeven_op)"
    " VALUES (%s, %s, %s, %s, %s, now())"
)


def test_a_key_that_was_taken_back_cannot_be_revived(g: Geval) -> None:
    bram = g.mensen.bram
    joris = colleague(bram, "Joris")
    with in_kring(bram.kring):
        wijs_collega_aan(casus=g.casus, wie=joris, door=bram, op=LATER)
    assert reads(joris, g.datum)
    with in_kring(bram.kring):
        neem_collega_weg(casus=g.casus, wie=joris, door=bram, op=LATER)
    assert tried(joris, "UPDATE casus_toegang SET ingetrokken_op = NULL WHERE medewerker_id = %s", joris.pk) == 0
    assert not reads(joris, g.datum)


@pytest.mark.parametrize("kolom", ["casus_id", "taak", "partij_id", "medewerker_id", "gegeven_op"])
def test_a_key_does_not_become_another_key(g: Geval, kolom: str) -> None:
    m = g.mensen
    other = opened(m.carla)
    value = {
        "casus_id": other.pk, "taak": "gemeente_jeugd", "partij_id": m.bram.partij_id, "medewerker_id": m.dorien.pk,
        "gegeven_op": LATER,
    }[kolom]  # fmt: skip
    assert tried(m.emre, f"UPDATE casus_toegang SET {kolom} = %s WHERE medewerker_id = %s", value, m.emre.pk) == 0


def test_nobody_gives_themselves_the_key_of_another_task(g: Geval) -> None:
    """Emre (leerplicht) and Dorien (jeugd) work for one gemeente: give back the own key, take the other."""
    m = g.mensen
    with in_kring(m.bram.kring):
        seat = Deelname.objects.get(casus=g.casus, partij=m.emre.partij, taak="gemeente_jeugd")
        beeindig_deelname(deelname=seat, door=m.bram, op=LATER)
    insert = """
        INSERT INTO casus_deelname (id, casus_id, partij_id, taak, status, derde, uitgenodigd_door_id, uitgenodigd_op,
            overlegtype, doel, reden, verantwoordelijkheid, grondslag)
        VALUES (%s, %s, %s, 'gemeente_jeugd', 'uitgenodigd', false, %s, now(), 'mdo_zat', 'stagnatie_voorkomen',
            '', '', '')
    """
    tried(m.emre, insert, uuid4(), g.casus.pk, m.emre.partij_id, m.emre.pk)
    tried(m.emre, "UPDATE casus_toegang SET ingetrokken_op = now() WHERE medewerker_id = %s", m.emre.pk)
    assert tried(m.emre, SLEUTEL, uuid4(), g.casus.pk, m.emre.pk, m.emre.partij_id, "gemeente_jeugd") == 0


def test_nobody_gives_a_key_to_who_does_not_work_there(g: Geval) -> None:
    m = g.mensen
    assert tried(m.bram, SLEUTEL, uuid4(), g.casus.pk, m.carla.pk, m.bram.partij_id, "school_vo") == 0
    joris = colleague(m.bram, "Joris")
    assert tried(m.bram, SLEUTEL, uuid4(), g.casus.pk, joris.pk, m.bram.partij_id, "school_vo") == 1, "a colleague may"


# Seats


def test_an_invitation_does_not_move_to_another_casus(g: Geval) -> None:
    """Carla, invited to one casus, knows the id of another."""
    m = g.mensen
    other = opened(m.bram)
    seat = invited(other, m.carla, m.bram)
    assert tried(m.carla, "UPDATE casus_deelname SET casus_id = %s WHERE id = %s", g.casus.pk, seat.pk) == 0


def test_a_seat_that_ended_stays_ended(g: Geval) -> None:
    m = g.mensen
    with in_kring(m.bram.kring):
        beeindig_deelname(deelname=g.zetels["dorien"], door=m.bram, op=LATER)
    for rol in ("aanspreekpunt", "aanspreekpunt personeel"):
        assert tried(
            m.dorien, "UPDATE casus_deelname SET status = 'uitgenodigd', medewerker_id = NULL WHERE id = %s",
            g.zetels["dorien"].pk, rol=rol,
        ) == 0  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        "verklaard_op = now(), verantwoordelijkheid = 'x', grondslag = 'x'", "medewerker_id = uitgenodigd_door_id",
        "taak = 'school_vo'", "derde = true", "partij_id = uitgenodigd_door_id",
    ],
)  # fmt: skip
def test_nobody_fills_in_the_seat_of_another_party(g: Geval, change: str) -> None:
    """A provider that declares for the receiver would make the toets say that the receiver's task is written down."""
    m = g.mensen
    seat = joined(opened(m.bram), m.fatima, m.bram, declared=False)
    assert tried(m.bram, f"UPDATE casus_deelname SET {change} WHERE id = %s", seat.pk) == 0


# Direction, phase, closing


def test_only_who_directs_moves_or_closes_a_casus(g: Geval) -> None:
    for change in ("fase = 'plan'", "gesloten_op = now()", "doel = 'hulp_toeleiden'", "geopend_door_id = NULL"):
        assert tried(g.mensen.dorien, f"UPDATE casus_casus SET {change} WHERE id = %s", g.casus.pk) == 0, change


def test_what_a_casus_is_does_not_change(g: Geval) -> None:
    for change in ("partij_id = %s", "geopend_door_id = %s", "id = %s"):
        assert tried(g.mensen.bram, f"UPDATE casus_casus SET {change}", g.mensen.dorien.partij_id) == 0, change


def test_nobody_takes_the_direction(g: Geval) -> None:
    m = g.mensen
    assert (
        tried(m.dorien, "UPDATE casus_regie SET medewerker_id = %s WHERE casus_id = %s", m.dorien.pk, g.casus.pk) == 0
    )
    assert tried(m.dorien, "UPDATE casus_regie SET tot = now() WHERE casus_id = %s", g.casus.pk) == 0
    new = (
        "INSERT INTO casus_regie (id, casus_id, soort, medewerker_id, vanaf, gegeven_door_id)"
        " VALUES (%s, %s, %s, %s, now(), %s)"
    )
    assert tried(m.dorien, new, uuid4(), g.casus.pk, "casusregisseur", m.dorien.pk, m.dorien.pk) == 0


def test_a_closed_casus_stays_closed(g: Geval) -> None:
    m = g.mensen
    with in_kring(m.bram.kring):
        sluit_casus(casus=g.casus, door=m.bram, op=LATER)
    for door in (m.bram, m.dorien):
        assert tried(door, "UPDATE casus_casus SET gesloten_op = NULL WHERE id = %s", g.casus.pk) == 0
        assert tried(door, "UPDATE casus_toegang SET ingetrokken_op = NULL WHERE medewerker_id = %s", door.pk) == 0


# What was brought in


INBRENG = """
    INSERT INTO casus_inbreng (id, casus_id, betrokkene_id, partij_id, taak, door_id, op, categorie, aard, geheim, fase,
        titel, tekst, herkomst, vervangt_id)
    SELECT %s, %s, %s, %s, %s, %s, now(), 'onderwijs', 'feit', 'geen', 'intake', '', '', '', %s
"""


def test_an_inbreng_names_nothing_of_another_casus_or_party(g: Geval) -> None:
    m = g.mensen
    carlas = opened(m.carla)
    with in_kring(m.carla.kring):
        [theirs, *_] = Inbreng.objects.filter(casus=carlas)
    with in_kring(m.bram.kring):
        here = Inbreng.objects.get(pk=g.datum.pk)
    bram = (g.casus.pk, here.betrokkene_id, m.bram.partij_id, "school_vo", m.bram.pk)
    other = (g.casus.pk, theirs.betrokkene_id, m.bram.partij_id, "school_vo", m.bram.pk)
    assert tried(m.bram, INBRENG, uuid4(), *bram, None) == 1
    assert tried(m.bram, INBRENG, uuid4(), *bram, theirs.pk) == 0, "as a correction of somebody else's"
    assert tried(m.bram, INBRENG, uuid4(), *other, None) == 0, "about a person of another casus"


def test_an_inbreng_does_not_change(g: Geval) -> None:
    for change in ("partij_id = partij_id", "tekst = ''", "fase = 'plan'"):
        assert tried(g.mensen.bram, f"UPDATE casus_inbreng SET {change}") == 0
    assert tried(g.mensen.bram, "DELETE FROM casus_inbreng") == 0


# What was given


def given(g: Geval) -> Any:
    g.alles_in_orde(g.cel("dorien", "dat"), g.cel("dorien", "wat"))
    return g.verstrek("dorien")


@pytest.mark.parametrize(
    "change",
    [
        "niveau = 'wat'", "ontvanger_taak = 'gemeente_leerplicht'", "vervalt_op = NULL, spoed = false", "doel = 'x'",
        "gegeven_door_id = ingetrokken_door_id", "toets_id = id", "inbreng_id = id", "casus_id = id",
        "vervalt_op = now() + interval '1 year'", "verstrekker_taak = 'gemeente_jeugd'", "versie_id = id",
    ],
)  # fmt: skip
def test_what_was_given_does_not_change_afterwards(g: Geval, change: str) -> None:
    row = given(g)
    before = "SELECT to_jsonb(v)::text FROM verstrekking_verstrekking v WHERE id = %s"
    with in_kring(g.mensen.bram.kring), connection.cursor() as cursor:
        cursor.execute(before, [row.pk])
        was = cursor.fetchone()
    for door in (g.mensen.bram, g.mensen.dorien):
        tried(door, f"UPDATE verstrekking_verstrekking SET {change} WHERE id = %s", row.pk)
    with in_kring(g.mensen.bram.kring), connection.cursor() as cursor:
        cursor.execute(before, [row.pk])
        assert cursor.fetchone() == was


def test_a_withdrawal_is_final_and_only_the_providers(g: Geval) -> None:
    row = given(g)
    end = "UPDATE verstrekking_verstrekking SET ingetrokken_op = now(), ingetrokken_door_id = %s WHERE id = %s"
    assert tried(g.mensen.dorien, end, g.mensen.dorien.pk, row.pk) == 0
    assert tried(g.mensen.bram, end, g.mensen.bram.pk, row.pk) == 1
    back = "UPDATE verstrekking_verstrekking SET ingetrokken_op = NULL, ingetrokken_door_id = NULL WHERE id = %s"
    assert tried(g.mensen.bram, back, row.pk) == 0


GIFT = """
    INSERT INTO verstrekking_verstrekking (id, toets_id, mag, versie_id, casus_id, inbreng_id, verstrekker_id,
        verstrekker_taak, ontvanger_id, ontvanger_taak, categorie, niveau, doel, fase, gegeven_op, gegeven_door_id,
        spoed)
    SELECT %s, t.id, true, v.versie_id, t.casus_id, {inbreng}, {verstrekker}, {taak}, {ontvanger}, t.ontvanger_taak,
        'onderwijs', {niveau}, t.doel, t.fase, now(), %s, false
    FROM verstrekking_toets t JOIN verstrekking_verstrekking v ON v.toets_id = t.id WHERE v.id = %s
"""


@pytest.mark.parametrize("anders", ["inbreng", "verstrekker", "taak", "ontvanger", "niveau", ""])
def test_a_gift_is_what_the_toets_was_asked(g: Geval, anders: str) -> None:
    """With a toets for one datum nothing else can be given: no other datum, receiver or level, nor by another."""
    m = g.mensen
    row = given(g)
    other = ingebracht(g.casus, m.bram, tekst="anders")
    fields = {
        "inbreng": "t.inbreng_id", "verstrekker": "t.partij_id", "taak": "t.taak", "ontvanger": "t.ontvanger_id",
        "niveau": "t.niveau",
    }  # fmt: skip
    fields |= {
        "inbreng": {"inbreng": f"'{other.pk}'::uuid"}, "verstrekker": {"verstrekker": f"'{m.anouk.partij_id}'::uuid"},
        "taak": {"taak": "'gemeente_jeugd'"}, "ontvanger": {"ontvanger": f"'{m.anouk.partij_id}'::uuid"},
        "niveau": {"niveau": "'wat'"}, "": {},
    }[anders]  # fmt: skip
    # The very same would be a second gift on one toets: also refused.
    assert tried(m.bram, GIFT.format(**fields), uuid4(), m.bram.pk, row.pk) == 0


# The log, roles and functions


def test_nobody_writes_in_the_log_in_the_name_of_another(g: Geval) -> None:
    m = g.mensen
    line = """
        INSERT INTO logboek_regel (vorm, kenmerk, op, handeling, uitkomst, door, partij, rol, spoed, spoor)
        VALUES (1, gen_random_uuid(), now(), 'ingezien', 'gelukt', %s, %s, '', false, repeat('0', 32))
    """
    assert tried(m.bram, line, m.bram.pk, m.bram.partij_id) == 1
    assert tried(m.bram, line, m.dorien.pk, m.dorien.partij_id) == 0
    assert tried(m.bram, line, m.bram.pk, m.dorien.partij_id) == 0
    assert tried(m.bram, line, None, m.bram.partij_id) == 0


@pytest.mark.parametrize(
    "change",
    ["rollen = '{fg,beheer}'", "partij_id = %s", "taak_id = NULL", "is_active = false, uit_dienst_op = now()",
     "email = 'x@y.example'"],
)  # fmt: skip
def test_nobody_changes_what_they_are(g: Geval, change: str) -> None:
    """One's own password and moment of login, and nothing else."""
    m = g.mensen
    values = [m.carla.partij_id] if "%s" in change else []
    assert tried(m.bram, f"UPDATE partij_medewerker SET {change} WHERE id = %s", *values, m.bram.pk) == 0
    assert (
        tried(m.bram, "UPDATE partij_medewerker SET password = 'x', last_login = now() WHERE id = %s", m.bram.pk) == 1
    )


def test_who_manages_the_people_of_a_party_makes_no_administrator_of_the_region(g: Geval) -> None:
    m = g.mensen
    up = "UPDATE partij_medewerker SET rollen = '{beheer}' WHERE id = %s"
    assert tried(m.ilse, up, m.bram.pk) == 0
    assert tried(m.ilse, "UPDATE partij_medewerker SET partij_id = %s WHERE id = %s", m.carla.partij_id, m.ilse.pk) == 0
    assert tried(m.ilse, "UPDATE partij_medewerker SET rollen = '{aanspreekpunt}' WHERE id = %s", m.bram.pk) == 1


def test_logging_in_changes_nothing_but_the_login(g: Geval) -> None:
    up = "UPDATE partij_medewerker SET rollen = '{beheer}' WHERE id = %s"
    assert tried(g.mensen.bram, up, g.mensen.dorien.pk, rol="aanmelden") == 0


@pytest.mark.parametrize(
    "rol", ["onderhoud", "fg", "beheer", "personeel", "hertoets", "systeem", "verzegelen", "aanmelden"]
)
def test_a_word_of_a_role_alone_opens_no_case_of_another(g: Geval, rol: str) -> None:
    """Only in one's own party, and never to who has no part in the casus, except where the provider is tested anew."""
    m = g.mensen
    given(g)
    for door in (m.carla, m.emre):
        with in_kring(Kring(door.pk, door.partij_id, rol)), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM casus_inbreng WHERE partij_id <> %s", [door.partij_id])
            assert cursor.fetchone() == (0,)
            cursor.execute("SELECT count(*) FROM verstrekking_toets WHERE partij_id <> %s", [door.partij_id])
            assert cursor.fetchone() == (0,)


def test_functions_that_look_past_the_walls_tell_only_what_one_holds(g: Geval) -> None:
    m = g.mensen
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1"
        )
        names = [name for (name,) in cursor.fetchall()]
    # A new one needs a look of its own: what can who acts learn by calling it?
    assert names == ["casus_bestaat", "casus_medewerker_vertrekt", "casus_mijn_sleutel", "casus_neem_sleutels"]
    with in_kring(m.carla.kring), connection.cursor() as cursor:
        cursor.execute("SELECT casus_mijn_sleutel(%s)", [g.casus.pk])
        assert cursor.fetchone() == (False,)


# Between colleagues


def test_a_casus_is_not_handed_to_a_colleague_of_another_task(g: Geval) -> None:
    m = g.mensen
    lotte = colleague(m.emre, "Lotte")
    with in_kring(m.dorien.kring), pytest.raises(GeenCollega):
        draag_over(casus=g.casus, aan=lotte, door=m.dorien, op=LATER)
    with in_kring(lotte.kring):
        assert not Toegang.objects.of(lotte).exists()
        assert not Casus.objects.visible_to(lotte).exists()


def test_who_goes_to_another_party_leaves_the_cases_behind(g: Geval) -> None:
    """Also when nobody took their keys back."""
    m = g.mensen
    joris = colleague(m.bram, "Joris")
    with in_kring(m.bram.kring):
        wijs_collega_aan(casus=g.casus, wie=joris, door=m.bram, op=LATER)
    assert reads(joris, g.datum)
    with in_kring(Kring(rol="beheer")):
        joris.partij = m.carla.partij
        joris.taak = Taak.objects.get(partij=m.carla.partij, soort="school_vo")
        joris.save(update_fields=["partij", "taak"])
    assert not reads(joris, g.datum)


def test_who_changes_task_within_a_party_leaves_the_cases_of_the_old_task_behind(g: Geval) -> None:
    m = g.mensen
    kees = colleague(m.dorien, "Kees")
    with in_kring(m.dorien.kring):
        wijs_collega_aan(casus=g.casus, wie=kees, door=m.dorien, op=LATER)
    with in_kring(Kring(rol="beheer")):
        kees.taak = m.emre.taak
        kees.save(update_fields=["taak"])
    with in_kring(kees.kring):
        assert not Toegang.objects.of(kees).exists()
        assert not Casus.objects.visible_to(kees).exists()


@pytest.mark.parametrize("name", ["gerda", "hugo", "ilse"])
def test_fg_administrator_and_personnel_see_no_content(g: Geval, name: str) -> None:
    given(g)
    who = getattr(g.mensen, name)
    for table in (
        "casus_inbreng", "casus_bijlage", "casus_betrokkene", "casus_antwoord", "casus_casus", "casus_zoeksleutel",
        "verstrekking_verstrekking", "verstrekking_toets", "verstrekking_inzage",
    ):  # fmt: skip
        with in_kring(who.kring), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,), table
