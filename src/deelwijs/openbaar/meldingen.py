# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What a page says above itself when something is not as usual."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from deelwijs.openbaar.gesprek import Gesprek
from deelwijs.toets.model import Kennis, Lezing
from deelwijs.toets.uitleg import for_audience


def messages(kennis: Kennis, gesprek: Gesprek, vandaag: date, weg: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return what ui/melding.html takes, for bills, another day, the lenient reading and answers that were dropped."""
    zinnen = kennis.zinnen["meldingen"]

    def message(soort: str, welke: str, /, **invulling: str) -> dict[str, Any]:
        zin = zinnen[welke]
        titel = for_audience(zin["titel"], gesprek.publiek).format(**invulling)
        tekst = for_audience(zin["tekst"], gesprek.publiek).format(**invulling)
        return {"soort": soort, "titel": titel, "tekst": tekst, "status": welke == "vervallen"}

    uit = [message("waarschuwing", "scenario", naam=kennis.scenarios[id_].titel) for id_ in gesprek.scenarios]
    if gesprek.peildatum != vandaag:
        uit.append(message("info", "andere_dag", dag=gesprek.peildatum.strftime("%d-%m-%Y")))
    if gesprek.lezing is Lezing.REKKELIJK:
        uit.append(message("info", "rekkelijk"))
    if weg:
        vragen = " ".join(kennis.feiten[naam].vraag[gesprek.publiek] for naam in weg)
        uit.append(message("info", "vervallen", vragen=vragen))
    return uit
