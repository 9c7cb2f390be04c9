# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Nothing is stored halfway: every row has what belongs to it, can be read with its key, and left its line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection, connections
from django.db.models import Model

from deelwijs.casus.inhoud import clear, clear_json
from deelwijs.casus.models import Bijlage, Casus, Inbreng
from deelwijs.casus.sleutels import Plek, ontsleutel
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.verstrekking.models import EigenDossier, Toets, Verzoek

ALS = Kring(rol="proef")  # nobody has this role: only the tests' own policy knows it
GELEZEN = ("casus_", "verstrekking_", "logboek_regel", "partij_")
REGEL = "EXISTS (SELECT 1 FROM logboek_regel l WHERE l.onderwerp = x.id AND l.handeling IN ({}))"
# What may not be found, as a condition on a row x of a table.
HALF = {
    "een verstrekking zonder toets die ja zegt": (
        "verstrekking_verstrekking",
        "NOT EXISTS (SELECT 1 FROM verstrekking_toets t WHERE t.id = x.toets_id AND t.mag AND t.casus_id = x.casus_id)",
    ),
    "een verstrekking zonder regel": (
        "verstrekking_verstrekking",
        "NOT EXISTS (SELECT 1 FROM logboek_regel l WHERE l.verstrekking = x.id "
        "AND l.handeling IN ('verstrekt', 'spoedverstrekt'))",
    ),
    "ingetrokken zonder wie": (
        "verstrekking_verstrekking",
        "(ingetrokken_op IS NULL) <> (ingetrokken_door_id IS NULL)",
    ),
    "een inbreng zonder regel": ("casus_inbreng", "NOT " + REGEL.format("'ingebracht', 'inbreng_verbeterd'")),
    "een bijlage zonder regel": ("casus_bijlage", "NOT " + REGEL.format("'bijlage_toegevoegd'")),
    "een verzoek zonder regel": (
        "verstrekking_verzoek",
        "NOT " + REGEL.format("'verder_gebruik_gevraagd', 'wettelijke_plicht_ingeroepen'"),
    ),
    "een casus zonder regel": ("casus_casus", "NOT " + REGEL.format("'casus_geopend'")),
    "een casus zonder jongere": (
        "casus_casus",
        "(SELECT count(*) FROM casus_betrokkene b WHERE b.casus_id = x.id AND b.relatie = 'jongere') <> 1",
    ),
    "een casus zonder inbreng": ("casus_casus", "(SELECT count(*) FROM casus_inbreng i WHERE i.casus_id = x.id) < 2"),
    "een open casus zonder regie": (
        "casus_casus",
        "gesloten_op IS NULL AND NOT EXISTS (SELECT 1 FROM casus_regie r WHERE r.casus_id = x.id AND r.tot IS NULL)",
    ),
    "iemand rond de jongere zonder wie het is": (
        "casus_betrokkene",
        "NOT EXISTS (SELECT 1 FROM casus_inbreng i WHERE i.betrokkene_id = x.id)",
    ),
    "een zetel zonder sleutel": (
        "casus_deelname",
        "status = 'deelnemer' AND NOT EXISTS (SELECT 1 FROM casus_toegang k WHERE k.casus_id = x.casus_id"
        " AND k.medewerker_id = x.medewerker_id AND k.taak = x.taak AND k.ingetrokken_op IS NULL)",
    ),
    "een sleutel van wie weg is": (
        "casus_toegang",
        "ingetrokken_op IS NULL AND EXISTS (SELECT 1 FROM partij_medewerker m"
        " WHERE m.id = x.medewerker_id AND NOT m.is_active)",
    ),
    "een sessie van wie weg is": (
        "partij_sessie",
        "EXISTS (SELECT 1 FROM partij_medewerker m WHERE m.id = x.medewerker_id AND NOT m.is_active)",
    ),
    "een advies zonder toets": (
        "verstrekking_fgbericht",
        "NOT EXISTS (SELECT 1 FROM verstrekking_toets t WHERE t.id = x.toets_id AND t.casus_id = x.casus_id)",
    ),
}


@contextmanager
def readable_by_tests() -> Iterator[None]:
    """Let the owner make it possible, for tests alone, to read every row in the role `proef`."""
    tables = [m._meta.db_table for m in apps.get_models() if m._meta.db_table.startswith(GELEZEN)]
    with connections["eigenaar"].cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"CREATE POLICY heel ON {table} FOR SELECT USING (current_setting('deelwijs.rol', true) = 'proef')"
            )
    try:
        yield
    finally:
        with connections["eigenaar"].cursor() as cursor:
            for table in tables:
                cursor.execute(f"DROP POLICY heel ON {table}")
        connections["eigenaar"].close()


def halves() -> list[str]:
    """Return what stands in the database and is not whole."""
    found = []
    with in_kring(ALS):
        with connection.cursor() as cursor:
            for what, (table, condition) in HALF.items():
                key = "session_key" if table == "partij_sessie" else "id"
                cursor.execute(f"SELECT x.{key} FROM {table} x WHERE {condition} LIMIT 3")
                found += [f"{what}: {row[0]}" for row in cursor.fetchall()]
        found += [f"onleesbaar: {fault}" for fault in _unreadable()]
    return found


def _unreadable() -> Iterator[str]:
    for casus in Casus.objects.all():
        yield from _try(casus, lambda c: clear(c.pk, Plek("casus", c.pk, "doel_tekst"), c.doel_tekst))
    for row in Inbreng.objects.all():
        yield from _try(
            row, lambda r: [clear(r.casus_id, r.plek(v), getattr(r, v)) for v in ("titel", "tekst", "herkomst")]
        )
    for file in Bijlage.objects.all():
        yield from _try(file, lambda f: ontsleutel(f.casus_id, f.plek("inhoud"), bytes(f.inhoud)))
    for toets in Toets.objects.all():
        yield from _try(
            toets,
            lambda t: [clear_json(t.casus_id, t.plek(v), getattr(t, v)) for v in ("feiten", "oordeel", "motivering")],
        )
    for asked in Verzoek.objects.all():
        yield from _try(asked, lambda v: clear_json(v.casus_id, v.plek("motivering"), v.motivering))
    for note in EigenDossier.objects.all():
        yield from _try(note, lambda n: clear_json(n.casus_id, n.plek("toelichting"), n.toelichting))


def _try(row: Model, read: object) -> Iterator[str]:
    try:
        read(row)  # type: ignore[operator]
    except Exception as fault:
        yield f"{row._meta.db_table} {row.pk}: {type(fault).__name__}"
