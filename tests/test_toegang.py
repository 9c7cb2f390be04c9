# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Every address for everybody: the table below says what each person gets, and the program has to agree.

An address that the table does not have is a fault: whoever makes one says here who may come there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import sessie
from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from deelwijs.partij import toegang as deur
from deelwijs.partij.models import Medewerker
from deelwijs.verstrekking import fg_views
from tests.toegang.adressen import Adres, adressen, names
from tests.toegang.wereld import Wereld, maak_wereld

pytestmark = [pytest.mark.postgres, pytest.mark.traag, pytest.mark.eis("B1", "B2", "D4")]

GROEPEN = {
    "zaak": "bram mies anouk dorien emre karel",  # have a key to the casus
    "school": "bram mies",  # of the party and task that opened it; mies was let in by bram
    "fg": "gerda guus noud",  # of the school, the gemeente and the JGZ
    # No part in anything: jip is bram's colleague, ilse manages his people, hugo the region. Fatima was invited.
}
# A cell: status and who gets it; at the end the status of everybody else who is logged in with two factors.
# "!" means that something is stored, "~" that the act was tried and undone; without either nothing is even tried.
# Who is not logged in ("niemand", and lena, who left) goes to the login page unless the door is open, and who showed
# one factor ("een") to the page for the second, unless a cell names them. "login" is that page too.
TABEL = """
== open
gezond                          | 200 een, 200                      | 405 een, 405
security_txt                    | 200 een, 200                      | 405 een, 405
ui:thema                        | 405 een, 405                      | 303 een, 303
ui:stijl                        | 200                               | 405
None                            | 404                               | 404
api:None                        | 404                               | 404
api:api-root                    | 404                               | 404
api:openapi-json                | 200                               | 405
api:toetsen                     | 405                               | 415
api:feiten                      | 200                               | 405
api:voorbeelden                 | 200                               | 405
api:scenarios                   | 200                               | 405
openbaar:start                  | 200                               | 405
openbaar:vraag                  | 302                               | 400
openbaar:pdf                    | 405                               | 400
openbaar:kennis                 | 200                               | 405
openbaar:onderwerp              | 200                               | 405
openbaar:regel                  | 404                               | 405
openbaar:artikelen              | 200                               | 405
openbaar:artikel                | 404                               | 405
openbaar:voorbeelden            | 200                               | 405
openbaar:voorbeelden_van        | 404                               | 405
openbaar:voorbeeld              | 404                               | 405
openbaar:lezingen               | 200                               | 405
openbaar:scenario               | 200                               | 405
openbaar:begrippen              | 200                               | 405
openbaar:websitetekst           | 200                               | 405
openbaar:over                   | 200                               | 405
openbaar:toegankelijkheid       | 200                               | 405
account_login                   | 200 niemand, 302                  | 200 niemand, 302
account_logout                  | login niemand, 200 een, 200       | login niemand, login een, login
mfa_authenticate                | login niemand, 302                | login niemand, 302
mfa_login_webauthn              | login niemand, 302                | login niemand, 302
partij:uitnodiging              | 200                               | 200
partij:persona                  | 405                               | 404
== dicht
mfa_activate_totp               | 302 een, 302                      | 302 een, 302
mfa_add_webauthn                | 200 een, 200                      | 200 een, 200
partij:tweede_stap              | 200 een, 302                      | 405 een, 405
account_change_password         | 200                               | 200
mfa_reauthenticate              | 200                               | 200
mfa_reauthenticate_webauthn     | 302                               | 302
mfa_index                       | 200                               | 405
mfa_deactivate_totp             | 200                               | 200
mfa_list_webauthn               | 200                               | 405
mfa_edit_webauthn               | 404                               | 404
mfa_remove_webauthn             | 404                               | 404
mfa_view_recovery_codes         | 404                               | 405
mfa_generate_recovery_codes     | 200                               | 302!
mfa_download_recovery_codes     | 405                               | 404
partij:sessie_weg               | 405                               | 302
partij:medewerkers              | 200 ilse, 404                     | 405
partij:uitnodigen               | 200 ilse hugo, 404                | 200! ilse, 422 hugo, 404
partij:eerste_medewerker        | 200 hugo, 404                     | 422 hugo, 404
partij:eerste_medewerker eigen  | 200 ilse, 404                     | 200! ilse, 404
partij:medewerker               | 200 ilse, 404                     | 302! ilse, 404
partij:opnieuw_uitnodigen       | 405                               | 200! ilse, 404
partij:uitnodiging_intrekken    | 405                               | 302! ilse, 404
vertrek:uit_dienst              | 200 ilse, 404                     | 200! ilse, 404
partijbeheer:lijst              | 200 hugo, 404                     | 405 hugo, 404
partijbeheer:nieuw              | 200 hugo, 404                     | 422 hugo, 404
partijbeheer:partij             | 200 hugo, 404                     | 405 hugo, 404
partijbeheer:wijzigen           | 200 hugo, 404                     | 200 hugo, 404
partijbeheer:taak_erbij         | 200 hugo, 404                     | 302 hugo, 404
partijbeheer:taak_eindigt       | 200 hugo, 404                     | 302! hugo, 404
partijbeheer:mandaat            | 200 hugo, 404                     | 200 hugo, 404
partijbeheer:mandaat_eindigt    | 200 hugo, 404                     | 200 hugo, 404
convenant:overzicht             | 200 hugo, 404                     | 405 hugo, 404
convenant:nieuw                 | 200 hugo, 404                     | 422 hugo, 404
convenant:nieuwe_versie         | 200 hugo, 404                     | 200 hugo, 404
convenant:versie                | 200 hugo, 404                     | 405 hugo, 404
convenant:inhoud                | 200 hugo, 404                     | 200 hugo, 404
convenant:partijen              | 200 hugo, 404                     | 200 hugo, 404
convenant:vaststellen           | 200 hugo, 404                     | 200 hugo, 404
convenant:evaluatie             | 200 hugo, 404                     | 200 hugo, 404
convenant:beeindigen            | 200 hugo, 404                     | 200 hugo, 404
convenant:toetreden             | 200 hugo, 404                     | 200 hugo, 404
convenant:toetreding            | 200 hugo, 404                     | 405 hugo, 404
convenant:afspraak              | 200 hugo, 404                     | 200 hugo, 404
convenant:tekenen               | 200 hugo, 404                     | 200 hugo, 404
convenant:bekendmaken           | 200 hugo, 404                     | 422 hugo, 404
convenant:uittreden             | 200 hugo, 404                     | 200 hugo, 404
convenant:formulier             | 200 hugo, 404                     | 405 hugo, 404
convenant:formulier_pdf         | 200 hugo, 404                     | 405 hugo, 404
convenant_inzage:convenant      | 200                               | 405
convenant_inzage:gezien         | 405                               | 302! bram, 404
overleg:kiezen                  | 200                               | 405
overleg:typen                   | 200                               | 405
overleg:type                    | 200                               | 405
overleg:nieuw                   | 200 hugo, 404                     | 302! hugo, 404
overleg:wijzigen                | 200 hugo, 404                     | 409 hugo, 404
overleg:vaststellen             | 405 hugo, 404                     | 302 hugo, 404
casus:werk                      | 200                               | 405
casus:zoeken                    | 405                               | 200
casus:openen                    | 200                               | 302! school carla ilse jip, 200
casus:uitnodiging               | 200 fatima, 404                   | 302! fatima, 404
casus:detail                    | 200 zaak, 404                     | 405 zaak, 404
casus:detail carla              | 200 carla, 404                    | 405 carla, 404
casus:inbrengen                 | 200 zaak, 404                     | 302! school, 200 zaak, 404
casus:inbreng                   | 200 school, 404                   | 405 zaak, 404
casus:inbreng anouk             | 200 anouk, 404                    | 405 zaak, 404
casus:verbeteren                | 200 school, 404                   | 302! school, 404
casus:bijlage                   | 200 school dorien, 404            | 405 zaak, 404
casus:rondom                    | 200 zaak, 404                     | 302! school, 200~ zaak, 404
casus:uitnodigen                | 200 zaak, 404                     | 200 zaak, 404
casus:uitnodigen taak           | 200 zaak, 404                     | 302 bram, 200 zaak, 404
casus:verklaren                 | 200 zaak, 404                     | 302! bram, 200 zaak, 404
casus:collegas                  | 200 zaak, 404                     | 302! school, 200 zaak, 404
casus:beeindigen                | 200 zaak, 404                     | 302! bram dorien, 200 zaak, 404
casus:regie                     | 200 zaak, 404                     | 200 zaak, 404
casus:sluiten                   | 200 zaak, 404                     | 302! bram, 200 zaak, 404
verstrekking:rooster            | 200 zaak, 404                     | 200 zaak, 404
verstrekking:bevestigen         | 405 zaak, 404                     | 200 school, 302 zaak, 404
verstrekking:cel                | 200 school, 404                   | 302! school, 404
verstrekking:afwegen            | 302 school, 404                   | 302 school, 404
verstrekking:advies             | 405 zaak, 404                     | 302 school, 404
verstrekking:gegeven            | 200 zaak, 404                     | 405 zaak, 404
verstrekking:fase               | 200 zaak, 404                     | 302 zaak, 404
verstrekking:ontvangen          | 200                               | 405
verstrekking:een                | 200! dorien, 200 school, 404      | 405
verstrekking:een dat            | 200! anouk, 200 school, 404       | 405
verstrekking:een weging         | 200! dorien, 200 anouk, 404       | 405
verstrekking:intrekken          | 200 school, 404                   | 302! school, 404
verstrekking:verder             | 200 dorien, 404                   | 302! dorien, 404
verstrekking:verzoeken          | 200                               | 405
verstrekking:verzoek            | 200 school, 404                   | 302! school, 404
verstrekking:taken              | 200                               | 302
verstrekking:fg                 | 200 fg, 404                       | 405
verstrekking:fg_bericht         | 200 gerda, 404                    | 302! gerda, 404
logboek:van_partij              | 200 fg, 404                       | 405
logboek:van_mij                 | 200                               | 405
logboek:csv                     | 405                               | 200 fg, 404
"""
INLOGGEN, TWEEDE_STAP = "/account/inloggen/", "/account/tweede-stap/"
# Lines of the log, and that somebody is here: what every request may leave.
ALTIJD = {"logboek_regel", "partij_sessie", "partij_cache"}
METHODEN = ("get", "post")


def read_table() -> dict[str, tuple[bool, dict[str, list[tuple[str, set[str]]]]]]:
    """Return per address whether its door is open, and per method the cells: a status and who gets it."""
    found: dict[str, tuple[bool, dict[str, list[tuple[str, set[str]]]]]] = {}
    is_open = False
    for line in filter(None, map(str.strip, TABEL.splitlines())):
        if line.startswith("=="):
            is_open = line == "== open"
            continue
        naam, *cells = (part.strip() for part in line.split("|"))
        assert naam not in found, naam
        found[naam] = (
            is_open,
            {m: [_cell(c) for c in cell.split(",")] for m, cell in zip(METHODEN, cells, strict=True)},
        )
    return found


def _cell(text: str) -> tuple[str, set[str]]:
    status, *who = text.split()
    return status, {person for name in who for person in GROEPEN.get(name, name).split()}


VERWACHT = read_table()


def expected(naam: str, method: str, wie: str) -> str:
    """Return what the table says: a status, or where the door sends who does not come in."""
    is_open, cells = VERWACHT[naam]
    found = next((status for status, who in cells[method] if wie in who), None)
    if found is None and wie == "een":
        return TWEEDE_STAP
    if found is None and wie == "niemand" and not is_open:
        return INLOGGEN
    found = found or next(status for status, who in cells[method] if not who)
    return INLOGGEN if found == "login" else found


@pytest.fixture(scope="module")
def wereld(django_db_setup: None, django_db_blocker: Any) -> Iterator[Wereld]:
    """The rich casus, in one transaction that is undone in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield maak_wereld()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sessies(wereld: Wereld) -> dict[str, str]:
    """Who there is, each with a session: "niemand" has none, and that of lena ended when she left."""
    found = {naam: sessie(wie) for naam, wie in wereld.mensen.items() if naam != "lena"}
    return {"niemand": "", "lena": wereld["sessie_lena"], "een": sessie(wereld.mensen["bram"], factoren=False), **found}


def attempts() -> dict[str, int]:
    """Return how many rows this transaction has written per table, also those that were undone again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return {table: count for table, count in cursor.fetchall() if table not in ALTIJD}


def ask(adres: Adres, method: str, key: str) -> tuple[str, set[str]]:
    """Return what somebody gets at an address, and the tables that were written; afterwards all is as it was."""
    client = Client()
    client.raise_request_exception = False
    if key:
        client.cookies[settings.SESSION_COOKIE_NAME] = key
    before = attempts()
    with transaction.atomic():
        answer = getattr(client, method)(adres.pad, adres.formulier if method == "post" else None)
        transaction.set_rollback(True)
    after = attempts()
    where = answer.headers.get("Location", "")
    status = next((door for door in (INLOGGEN, TWEEDE_STAP) if where == door or where.startswith(f"{door}?")), "")
    return status or str(answer.status_code), {table for table, count in after.items() if count != before.get(table, 0)}


def deviations(w: Wereld, sessies: dict[str, str], wie: str, *, only: str = "") -> list[str]:
    """Return where the program and the table differ, for one person."""
    found = []
    for adres in adressen(w):
        if not adres.naam.startswith(only):
            continue
        for method in METHODEN:
            wanted = expected(adres.naam, method, "niemand" if wie == "lena" else wie)
            got, written = ask(adres, method, sessies[wie])
            if wanted.endswith(("!", "~")):
                wanted, written = wanted[:-1], set() if written else {"niets"}
            if got != wanted or written:
                found.append(
                    f"{method} {adres.naam} als {wie}: {got} in plaats van {wanted}, schreef {sorted(written)}"
                )
    return found


def test_every_address_stands_in_the_table_once() -> None:
    there = set(names())
    assert there - set(VERWACHT) == set(), "zet deze adressen in de tabel"
    assert {naam.split()[0] for naam in VERWACHT} - there == set(), "deze adressen bestaan niet meer"


@pytest.mark.parametrize(
    "wie",
    ["niemand", "een", "lena", "bram", "mies", "jip", "anouk", "dorien", "emre", "karel", "fatima", "carla", "gerda",
     "guus", "noud", "ilse", "hugo"],
)  # fmt: skip
def test_everybody_gets_what_the_table_says_and_nothing_is_stored_that_may_not_be(
    wereld: Wereld, sessies: dict[str, str], wie: str
) -> None:
    found = deviations(wereld, sessies, wie)
    assert not found, "\n".join(found)


def test_every_address_refuses_other_methods(wereld: Wereld, sessies: dict[str, str]) -> None:
    """For somebody who comes in there by one of the methods that it has."""
    wrong = []
    people = ["bram", *(wie for wie in sessies if wie not in ("niemand", "een", "lena"))]
    for adres in adressen(wereld):
        _, cells = VERWACHT[adres.naam]
        if all({status for status, _ in cell} == {"404"} for cell in cells.values()):
            continue  # is there for nobody here
        inside = next(w for w in people if {expected(adres.naam, m, w) for m in METHODEN} != {"404"})
        for method in ("put", "delete", "patch", "options"):
            status, written = ask(adres, method, sessies[inside])
            if status != "405" or written:
                wrong.append((method, adres.naam, inside, status, sorted(written)))
    assert not wrong, "\n".join(map(str, wrong))


def test_what_takes_many_lines_along_asks_for_a_second_factor_that_is_fresh(wereld: Wereld) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = sessie(wereld.mensen["gerda"], bevestigd=False)
    answer = client.post("/logboek/csv/", HTTP_REFERER="http://testserver/logboek/")
    assert answer["Location"] == "/account/bevestigen/code/?next=%2Flogboek%2F"


def test_it_sees_a_door_that_does_not_shut(
    wereld: Wereld, sessies: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The power of this test: each time one check is taken away, somebody gets where the table says no."""
    with monkeypatch.context() as patch:
        patch.setattr(fg_views, "_only_fg", lambda request: request.user)
        assert deviations(wereld, sessies, "jip", only="verstrekking:fg") != []
    with monkeypatch.context() as patch:
        patch.setattr(Medewerker, "has_rol", lambda *_: True)
        assert deviations(wereld, sessies, "carla", only="convenant:") != []
    with monkeypatch.context() as patch:
        patch.setattr(deur, "_open", lambda *_: True)
        assert deviations(wereld, sessies, "niemand", only="partij:") != []
    assert deviations(wereld, sessies, "jip", only="verstrekking:fg") == []
