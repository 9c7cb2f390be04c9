# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The second wall around a row: policies of PostgreSQL, written in migrations.

What a policy does not name is refused. Write conditions with EXISTS: measured, `id IN (SELECT …)` is a hundred times
slower, and a function per row a thousand.
"""

from typing import Any

from django.db import migrations

IK = "NULLIF(current_setting('deelwijs.medewerker', true), '')::uuid"
MIJN_PARTIJ = "NULLIF(current_setting('deelwijs.partij', true), '')::uuid"
ALTIJD = "true"


def heeft_rol(*rollen: str) -> str:
    """Return the condition that who acts has one of these roles."""
    words = ", ".join(f"'{rol}'" for rol in rollen)
    return f"string_to_array(current_setting('deelwijs.rol', true), ' ') && ARRAY[{words}]"


class Muur(migrations.RunSQL):
    """Row-level security on a table, for its owner too. Each argument is a condition in SQL; without one: never.

    Whoever migrates, the owner, sees rows only while `deelwijs.rol` is `onderhoud`.
    """

    def __init__(
        self,
        table: str,
        *,
        lezen: str = "",
        toevoegen: str = "",
        wijzigen: str = "",
        na_wijzigen: str = "",
        verwijderen: str = "",
    ) -> None:
        steps: list[Any] = [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY onderhoud ON {table} TO CURRENT_USER USING ({heeft_rol('onderhoud')})",
        ]
        names = ["onderhoud"]
        for name, command, using, check in (
            ("lezen", "SELECT", lezen, ""),
            ("toevoegen", "INSERT", "", toevoegen),
            ("wijzigen", "UPDATE", wijzigen, na_wijzigen or wijzigen),
            ("verwijderen", "DELETE", verwijderen, ""),
        ):
            if using or check:
                names.append(name)
                steps.append(
                    f"CREATE POLICY {name} ON {table} FOR {command}"
                    + (f" USING ({using})" if using else "")
                    + (f" WITH CHECK ({check})" if check else "")
                )
        back: list[Any] = [f"DROP POLICY {name} ON {table}" for name in names]
        back += [f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"]
        super().__init__(steps, back)
