# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A casus to give in: Bram's MDO about Noor (14). Anouk (jeugdarts), Dorien (jeugd) and Emre (leerplicht) sit there."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from conftest import Mensen

from deelwijs.casus.models import Casus, Deelname, Inbreng
from deelwijs.casus.schrijven import Gegeven
from deelwijs.logboek.kring import in_kring
from deelwijs.overleg.actions import breng_in
from deelwijs.overleg.tests.begin import joined, jongere, opened
from deelwijs.partij.models import Medewerker
from deelwijs.verstrekking.actions import Gevraagd, NietToegestaan, beantwoord, verstrek
from deelwijs.verstrekking.models import Verstrekking
from deelwijs.verstrekking.reikwijdte import Cel

OP = datetime(2026, 11, 4, 10, tzinfo=UTC)
DAG = date(2026, 11, 3)
MERK = "merkteken-ondersteuning"  # stands in the content of the datum, and nowhere else
WAAROM = "Dorien zoekt hulp die past bij wat Noor op school nodig heeft."
INHOUD_NODIG = "Zonder te weten wat Noor nodig heeft, kan zij geen hulp kiezen."
# What Bram answers when everything was done as it should be.
JA: dict[str, tuple[Any, date | None]] = {
    "toestemming_ouders": ("alle", DAG),
    "toestemming_jongere": ("gegeven", DAG),
    "toestemming_vorm": ("uitdrukkelijk", None),
    "toestemming_vrij": ("ja", None),
    "toestemming_waarvoor": ("grondslag", None),
    "toestemming_vastgelegd": ("ja", None),
    "zelfde_doel": ("ja", None),
    "wiens_taak": ("gedeeld", None),
    "noodzaak": ("kan_niet_zonder", None),
    "lichter_middel": ("geen", None),
    "ontvanger_betrokken": ("ja", None),
    "geinformeerd": ("ja", DAG),
    "uitgenodigd": ("ja", DAG),
    "bezwaar": ("nee", None),
    "over_wie": ("jongere", None),
    "veiligheid": ("geen_zorgen", None),
}
NA_ELKAAR = itertools.count()  # two answers of one moment would both not count


@dataclass
class Geval:
    """The casus, its people, their seats and one datum of Bram's about what Noor needs at school."""

    mensen: Mensen
    casus: Casus
    zetels: dict[str, Deelname]
    datum: Inbreng
    gegeven: dict[str, Verstrekking] = field(default_factory=dict)

    def cel(self, naar: str, niveau: str, doel: str = "") -> Cel:
        zetel = self.zetels[naar]
        return Cel(self.datum.pk, zetel.partij_id, zetel.taak, niveau, doel or self.casus.doel)

    def zeg(self, feit: str, antwoord: Any, *cellen: Cel, dag: date | None = DAG, op: datetime | None = None) -> None:
        """Bram answers a question for these cells; each answer a moment after the one before."""
        op = op or OP - timedelta(hours=1) + timedelta(microseconds=next(NA_ELKAAR))
        with in_kring(self.mensen.bram.kring):
            beantwoord(
                casus=self.casus, feit=feit, antwoord=antwoord, cellen=cellen, door=self.mensen.bram, op=op, dag=dag
            )

    def alles_in_orde(self, *cellen: Cel, **anders: Any) -> None:
        """Bram answers everything as it should be for these cells; `anders` changes or leaves out (None) an answer."""
        for feit, (antwoord, dag) in JA.items():
            if anders.get(feit, antwoord) is not None:
                self.zeg(feit, anders.get(feit, antwoord), *cellen, dag=dag or DAG)

    def gevraagd(self, naar: str, niveau: str = "dat", **rest: Any) -> Gevraagd:
        return Gevraagd(
            inbreng=self.datum.pk, deelname=self.zetels[naar].pk, niveau=niveau, **{"motivering": WAAROM, **rest}
        )

    def verstrek(
        self, naar: str, niveau: str = "dat", *, op: datetime = OP, token: UUID | None = None, **rest: Any
    ) -> Verstrekking:
        """Bram gives the datum; with urgency he first says that he suspects abuse, or `gevaar`."""
        bram = self.mensen.bram
        if gevaar := rest.pop("gevaar", "vermoeden") if rest.get("spoed") else "":
            self.zeg("veiligheid", gevaar, self.cel(naar, niveau), op=op - timedelta(seconds=1))
        refused = None
        with in_kring(bram.kring):
            try:
                return verstrek(gevraagd=self.gevraagd(naar, niveau, **rest), door=bram, op=op, token=token)
            except NietToegestaan as no:  # so that what is kept is committed
                refused = no
        raise refused


def geval(mensen: Mensen) -> Geval:
    """Open the casus and let everybody take their seat."""
    casus = opened(mensen.bram)
    zetels = {naam: joined(casus, getattr(mensen, naam), mensen.bram) for naam in ("anouk", "dorien", "emre")}
    with in_kring(mensen.bram.kring):
        zetels["bram"] = Deelname.objects.get(casus=casus, partij=mensen.bram.partij)
    datum = ingebracht(casus, mensen.bram)
    return Geval(mensen, casus, zetels, datum)


def ingebracht(casus: Casus, door: Medewerker, categorie: str = "onderwijs", tekst: str = MERK, **rest: Any) -> Inbreng:
    """One datum."""
    wie = jongere(casus, door)
    gegeven = Gegeven(
        categorie,
        f"Wat Noor nodig heeft {tekst}",
        f"Noor leert beter in een kleine groep. {tekst}",
        f"eigen dossier {tekst}",
        **rest,
    )
    with in_kring(door.kring):
        return breng_in(betrokkene=wie, gegeven=gegeven, door=door, op=OP)
