# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The grid of one's own data and the seats of others: per cell the answer at once, and which questions still matter.

However many cells there are, the database is asked a fixed number of times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from deelwijs.casus.inhoud import open_inbreng
from deelwijs.casus.models import Casus, Deelname, Inbreng
from deelwijs.convenant.grens import BuitenConvenant
from deelwijs.convenant.woorden import words
from deelwijs.partij.models import Medewerker
from deelwijs.toets.model import Feit, Uitkomst
from deelwijs.verstrekking import oordelen
from deelwijs.verstrekking.dossier import Dossier, read_dossier
from deelwijs.verstrekking.facts import Feiten, gather, is_askable
from deelwijs.verstrekking.geven import BUITENKANT, DAT, WAT, check_possible
from deelwijs.verstrekking.models import Verstrekking
from deelwijs.verstrekking.oordelen import Kort
from deelwijs.verstrekking.reikwijdte import VAN_FG, Cel, Reikwijdte, reach
from deelwijs.verstrekking.weigering import NietMogelijk

# What can be said of the outside alone: that there is help, since when and from whom.
BUITENKANT_VAN = frozenset({"hulp_betrokken", "interventies_hulp", "gezin"})
NIVEAUWOORDEN = {DAT: "alleen dat dit er is", BUITENKANT: "alleen de buitenkant van de hulp", WAT: "ook de inhoud"}


def cell_name(inbreng: UUID, zetel: UUID) -> str:
    """Return how a form names a cell."""
    return f"{inbreng.hex}-{zetel.hex}"


@dataclass
class Vak:
    """One cell: what was given already, at which level it is looked at now, and what the toets says of that."""

    inbreng: Inbreng
    zetel: Deelname
    niveau: str
    keuzes: list[dict[str, Any]]
    gegeven: list[Verstrekking]
    feiten: Feiten | None = None
    kort: Kort | None = None
    kan_niet: str = ""  # why it cannot even be asked
    gekozen: bool = False
    rij: str = ""
    doel: str = ""

    @property
    def naam(self) -> str:
        return cell_name(self.inbreng.pk, self.zetel.pk)

    @property
    def uitkomst(self) -> str:
        return str(self.kort.uitkomst) if self.kort else ""

    @property
    def al_gegeven(self) -> bool:
        return any(row.niveau == self.niveau for row in self.gegeven)

    @property
    def te_kiezen(self) -> bool:
        """Whether it can go along to the next page; what a person must weigh has a page of its own."""
        return not self.al_gegeven and self.kort is not None and self.kort.uitkomst.mag

    @property
    def te_wegen(self) -> bool:
        return not self.al_gegeven and self.kort is not None and self.kort.uitkomst is Uitkomst.EIGEN_AFWEGING

    @property
    def vraagt_fg(self) -> bool:
        return self.kort is not None and any(feit.naam in VAN_FG for feit in self.kort.vragen)

    @property
    def open_vragen(self) -> int:
        return sum(is_askable(feit) for feit in self.kort.vragen) if self.kort else 0


@dataclass
class Rij:
    """One datum of one's own."""

    inbreng: Inbreng
    titel: str
    categorie: str
    vakken: list[Vak] = field(default_factory=list)


@dataclass
class Vraag:
    """One question with the cells whose answer still hangs on it."""

    feit: Feit
    vakken: list[Vak]

    @property
    def reikt(self) -> Reikwijdte:
        return reach(self.feit.naam)


@dataclass
class Rooster:
    dossier: Dossier
    rijen: list[Rij]
    zetels: list[Deelname]
    niet_verklaard: list[Deelname]  # other parties that sit there but stated nothing yet
    vragen: list[Vraag]

    def vak(self, naam: str) -> Vak | None:
        return next((vak for rij in self.rijen for vak in rij.vakken if vak.naam == naam), None)

    @property
    def vakken(self) -> list[Vak]:
        return [vak for rij in self.rijen for vak in rij.vakken]


def build(
    *,
    casus: Casus,
    door: Medewerker,
    op: datetime,
    niveaus: Mapping[str, str] | None = None,
    gekozen: Sequence[str] = (),
    alleen: str = "",
    doel: str = "",
) -> Rooster:
    """Return the grid as this person sees it. `niveaus`: the level that was chosen per cell name.

    `alleen`: the name of the one cell that is wanted; the others are left out. `doel`: another purpose than that of
    the casus, which a receiver asked for.
    Opening the titles leaves a line in the log per datum.
    """
    dossier = read_dossier(casus=casus, partij=door.partij, op=op)
    own = Inbreng.objects.own(door).current().filter(casus=casus).select_related("betrokkene")
    rows = [row for row in own.order_by("op") if not alleen or alleen.startswith(row.pk.hex)]
    seats = [z for z in dossier.seats_of_others() if not alleen or alleen.endswith(z.pk.hex)]
    seats.sort(key=lambda z: (z.partij.naam, z.taak))
    given: dict[tuple[UUID, UUID, str], list[Verstrekking]] = defaultdict(list)
    for row in (
        Verstrekking.objects.given_by(door).open_at(op).filter(casus=casus, fase=casus.fase, doel=doel or casus.doel)
    ):
        given[row.inbreng_id, row.ontvanger_id, row.ontvanger_taak].append(row)
    titles = open_inbreng(rijen=rows, door=door, op=op, velden=("titel",))
    rijen = []
    for inbreng in rows:
        rij = Rij(inbreng, titles.get(inbreng.pk, {}).get("titel", ""), words("categorie", inbreng.categorie))
        for zetel in seats:
            have = given[inbreng.pk, zetel.partij_id, zetel.taak]
            vak = _vak(inbreng, zetel, have, (niveaus or {}).get(cell_name(inbreng.pk, zetel.pk), ""))
            vak.rij, vak.gekozen = rij.titel, vak.naam in gekozen
            vak.doel = doel
            _assess(dossier, vak)
            rij.vakken.append(vak)
        rijen.append(rij)
    waiting = [
        z for z in dossier.zetels.values() if z.partij_id != door.partij_id and z.verklaard_op is None and not alleen
    ]
    found = Rooster(dossier, rijen, seats, waiting, [])
    found.vragen = _questions(found.vakken)
    return found


def _vak(inbreng: Inbreng, zetel: Deelname, have: list[Verstrekking], wanted: str) -> Vak:
    """Existence first; once that is known, the content."""
    possible = [DAT, BUITENKANT, WAT] if inbreng.categorie in BUITENKANT_VAN else [DAT, WAT]
    niveau = wanted if wanted in possible else WAT if any(row.niveau != WAT for row in have) else DAT
    keuzes = [{"waarde": n, "tekst": NIVEAUWOORDEN[n], "gekozen": n == niveau} for n in possible]
    return Vak(inbreng, zetel, niveau, keuzes, have)


def _assess(dossier: Dossier, vak: Vak) -> None:
    try:
        check_possible(dossier, vak.inbreng, vak.zetel.pk, vak.niveau, vak.doel)
    except (NietMogelijk, BuitenConvenant) as no:
        vak.kan_niet = no.reden
        return
    vak.feiten = gather(dossier=dossier, inbreng=vak.inbreng, deelname=vak.zetel, niveau=vak.niveau, doel=vak.doel)
    vak.kort = oordelen.briefly(dossier.kennis, vak.feiten, dossier.dag, dossier.lezing)


def _questions(vakken: list[Vak]) -> list[Vraag]:
    """Return each question once, with its cells; first those that most cells hang on, in the order of the toets."""
    found: dict[str, Vraag] = {}
    place: dict[str, float] = defaultdict(float)
    for vak in vakken:
        if vak.kort is None or vak.al_gegeven:
            continue
        for number, feit in enumerate(feit for feit in vak.kort.vragen if is_askable(feit)):
            found.setdefault(feit.naam, Vraag(feit, [])).vakken.append(vak)
            place[feit.naam] += 1 / (1 + number)
    return sorted(found.values(), key=lambda vraag: -place[vraag.feit.naam])


def cells_of(vakken: Sequence[Vak], doel: str) -> list[Cel]:
    """Return the cells of the toets that these are; `doel` is that of the casus."""
    return [Cel(v.inbreng.pk, v.zetel.partij_id, v.zetel.taak, v.niveau, v.doel or doel) for v in vakken]
