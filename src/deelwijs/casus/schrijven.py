# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Putting a datum into a casus: encrypted fields, attachments and what a name is found back by. Asks nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from deelwijs.casus import persoon, zoeken
from deelwijs.casus.bestanden import Goedgekeurd
from deelwijs.casus.models import Betrokkene, Bijlage, Casus, Inbreng
from deelwijs.casus.sleutels import versleutel
from deelwijs.casus.weigering import Geweigerd
from deelwijs.convenant.woorden import kennis
from deelwijs.logboek.actions import log
from deelwijs.partij.models import Medewerker

LANGSTE = {"titel": 120, "tekst": 10_000, "herkomst": 200}  # characters


@dataclass(frozen=True, slots=True)
class Gegeven:
    """What somebody brings in: one datum, as it was filled in."""

    categorie: str  # an answer of the fact `categorie`
    titel: str
    tekst: str  # of category `identiteit`: see persoon.py
    herkomst: str
    aard: str = "feit"
    geheim: str = "geen"  # an answer of the fact `geheim`
    bijlagen: Sequence[Goedgekeurd] = field(default_factory=tuple)

    def check(self) -> None:
        """Return if it is complete and every word of a list stands in that list.

        :raises Geweigerd: no.
        """
        facts = kennis().feiten
        if self.aard not in Inbreng.AARD or self.geheim not in facts["geheim"].antwoorden:
            raise Geweigerd("antwoord_onbekend")
        if self.categorie not in facts["categorie"].antwoorden:
            raise Geweigerd("antwoord_onbekend")
        if not all(getattr(self, name).strip() for name in LANGSTE):
            raise Geweigerd("leeg")
        if any(len(getattr(self, name)) > most for name, most in LANGSTE.items()):
            raise Geweigerd("te_lang")
        if self.categorie == persoon.CATEGORIE:
            try:
                persoon.lees(self.tekst)
            except ValueError as fault:
                raise Geweigerd("persoon_onleesbaar") from fault


def write(
    gegeven: Gegeven,
    *,
    casus: Casus,
    betrokkene: Betrokkene,
    taak: str,
    door: Medewerker,
    op: datetime,
    pk: UUID | None = None,
    vervangt: Inbreng | None = None,
) -> Inbreng:
    """Store one datum of the own party, and return it. Whoever calls has asked whether it may, and logs it."""
    row = Inbreng(
        pk=pk or uuid4(),
        casus=casus,
        betrokkene=betrokkene,
        partij_id=door.partij_id,
        taak=taak,
        door=door,
        op=op,
        categorie=gegeven.categorie,
        aard=gegeven.aard,
        geheim=gegeven.geheim,
        fase=casus.fase,
        vervangt=vervangt,
    )
    for name in LANGSTE:
        setattr(row, name, versleutel(casus.pk, row.plek(name), getattr(gegeven, name)))
    row.save(force_insert=True)
    attach(gegeven.bijlagen, inbreng=row, door=door, op=op)
    if gegeven.categorie == persoon.CATEGORIE and betrokkene.relatie == Betrokkene.JONGERE:
        zoeken.index(casus=casus, taak=taak, persoon=persoon.lees(gegeven.tekst), door=door)
    return row


def attach(files: Iterable[Goedgekeurd], *, inbreng: Inbreng, door: Medewerker, op: datetime) -> None:
    """Store files with a datum, encrypted, each with a line in the log."""
    for file in files:
        row = Bijlage(
            casus_id=inbreng.casus_id,
            inbreng=inbreng,
            type=file.type,
            grootte=len(file.inhoud),
            gescand=file.gescand,
        )
        row.naam = versleutel(inbreng.casus_id, row.plek("naam"), file.naam)
        row.inhoud = versleutel(inbreng.casus_id, row.plek("inhoud"), file.inhoud)
        row.save(force_insert=True)
        log(
            "bijlage_toegevoegd",
            door=door,
            op=op,
            casus=inbreng.casus_id,
            betrokkene=inbreng.betrokkene_id,
            onderwerp=("bijlage", row.pk),
            categorie=inbreng.categorie,
        )
