# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Sends a worked case to the public page, as somebody would who had answered every question of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.test import Client

from deelwijs.openbaar.gesprek import start_from
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Lezing, Voorbeeld

VRAAG = "/mag-ik-dit-delen/"


def fields(voorbeeld: Voorbeeld, publiek: str = "professional", lezing: Lezing = Lezing.STRENG) -> dict[str, list[str]]:
    """Return the form that carries the facts of a worked case."""
    gesprek = start_from(
        load_shipped(), publiek, voorbeeld.op, voorbeeld.feiten, scenarios=voorbeeld.scenarios, lezing=lezing
    )
    form: dict[str, list[str]] = {}
    for naam, waarde in gesprek.fields():
        form.setdefault(naam, []).append(waarde)
    return form


def show_result(client: Client, voorbeeld: Voorbeeld, publiek: str = "professional") -> Any:
    """Return the result page of a worked case; its `context["uitkomst"]` is the outcome."""
    return client.post(VRAAG, {**fields(voorbeeld, publiek), "doe": "antwoord"})


def converse(client: Client, antwoorden: dict[str, Any], publiek: str = "professional") -> Iterator[Any]:
    """Walk through a whole conversation; yield every page. What `antwoorden` does not know gets "Dat weet ik niet"."""
    page = client.post(VRAAG, {"doe": "begin", "publiek": publiek})
    yield page
    while "feit" in page.context:
        feit = page.context["feit"].naam
        form: dict[str, Any] = {}
        for naam, waarde in page.context["velden"]:
            form.setdefault(naam, []).append(waarde)
        antwoord = antwoorden.get(feit)
        doe = {"doe": "verder", "antwoord": antwoord} if antwoord is not None else {"doe": "weet_niet"}
        page = client.post(VRAAG, {**form, "vraag": feit, **doe})
        yield page
