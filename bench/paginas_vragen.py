# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""How many queries each page of bench/paginas.py takes, as JSON; in the environment of one of its databases."""

from __future__ import annotations

import json
from typing import Any


def main() -> None:
    """Ask each page through the whole middleware, in this process, and print what it took."""
    import django

    from deelwijs.config.database import Server
    from deelwijs.config.plek import var

    with Server(var() / "postgres").in_use():
        django.setup()
        from deelwijs.config.demoregio.landelijk.partijen import wide_case

        print(json.dumps({"casus": str(wide_case()), "vragen": count()}))


def count() -> dict[str, int]:
    """Return the number of queries per page."""
    from django.db import connection
    from django.test import Client

    from bench.paginas import PAGINAS
    from deelwijs.config.demoregio.landelijk.partijen import wide_case
    from deelwijs.partij.models import Medewerker

    found = {}
    for page, wie, path in PAGINAS:
        client = Client(HTTP_HOST="127.0.0.1")
        client.post("/account/persona/", {"wie": str(Medewerker.objects.get(naam=wie).pk)})
        address = path.format(casus=wide_case())
        client.get(address)  # the first fills what is remembered
        seen: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any, seen: list[str] = seen) -> Any:
            # What opens and closes a transaction is no question.
            if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")):
                seen.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        found[page] = len(seen)
    return found


if __name__ == "__main__":
    main()
