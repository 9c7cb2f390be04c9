# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The articles of `wetten.yaml`, each in one wording with its dates and certainty."""

from __future__ import annotations

from datetime import date

from deelwijs.toets.model import Artikel
from deelwijs.toets.velden import Velden

ZEKERHEDEN = ("hoog", "midden", "laag")


def read_wetten(top: Velden) -> dict[str, Artikel]:
    """Return the articles by id; faults go to `top`."""
    uit: dict[str, Artikel] = {}
    for wet in top.kaarten("wetten"):
        wet.plek = wet.tekst("id")
        naam = wet.tekst("afkorting", verplicht=False) or wet.tekst("naam")
        for velden in wet.kaarten("artikelen", verplicht=True):
            velden.plek = velden.tekst("id")
            if velden.plek in uit:
                velden.fout("Dit artikel staat er twee keer.")
            uit[velden.plek] = _artikel(velden, wet.plek, naam)
    voorstellen = set()
    for velden in top.kaarten("wetsvoorstellen"):
        velden.plek = velden.tekst("id")
        if velden.plek in voorstellen:
            velden.fout("Dit wetsvoorstel staat er twee keer.")
        voorstellen.add(velden.plek)
        velden.tekst("naam")
    return uit


def _artikel(velden: Velden, wet: str, wetnaam: str) -> Artikel:
    nummer = velden.tekst("artikel", verplicht=False)
    vanaf, tot = _day(velden, "geldig_vanaf"), _day(velden, "geldig_tot")
    if vanaf is not None and tot is not None and tot < vanaf:
        velden.fout("'geldig_tot' ligt vóór 'geldig_vanaf'.", "geldig_tot")
    return Artikel(
        id=velden.plek,
        sleutel=velden.plek.split("@")[0],
        wet=wet,
        wetnaam=wetnaam,
        artikel="" if nummer.startswith("hele") else nummer,
        onderwerp=velden.tekst("onderwerp"),
        parafrase=velden.tekst("parafrase"),
        geldig_vanaf=vanaf,
        geldig_tot=tot,
        zekerheid=velden.keuze("zekerheid", ZEKERHEDEN) or "laag",
        datum_zekerheid=velden.keuze("datum_zekerheid", ZEKERHEDEN, verplicht=False) or "laag",
        gegevens=velden.kaart,
    )


def _day(velden: Velden, veld: str) -> date | None:
    """Return a day; in this file days stand between quotes."""
    waarde = velden.waarde(veld)
    if isinstance(waarde, str) and waarde:
        try:
            return date.fromisoformat(waarde)
        except ValueError:
            velden.fout(f"{waarde[:40]!r} is geen bestaande datum (jjjj-mm-dd).", veld)
            return None
    return velden.datum(veld) if waarde != "" else None
