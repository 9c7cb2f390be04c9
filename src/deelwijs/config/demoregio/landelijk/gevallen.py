# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The rows of cases: a number goes in, the same case comes out, encrypted under its own key."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from deelwijs.casus import persoon, zoeken
from deelwijs.casus.inhoud import pack_json
from deelwijs.casus.models import Antwoord, Betrokkene, Casus, Deelname, Inbreng, Regie, Toegang, Zoeksleutel
from deelwijs.casus.persoon import Persoon
from deelwijs.casus.sleutels import Plek, sluiter
from deelwijs.config.demoregio.landelijk import woorden
from deelwijs.config.demoregio.landelijk.partijen import EERSTE, ZAAD, Mens, Streek, case_id
from deelwijs.config.demoregio.landelijk.tabellen import Tabel
from deelwijs.config.demoregio.landelijk.vormen import Toetsing, Vorm
from deelwijs.logboek.models import Regel
from deelwijs.logboek.vorm import VORM
from deelwijs.verstrekking.models import Toets, Verstrekking, Voorwaarde
from deelwijs.verstrekking.reikwijdte import PER_FASE

DAG = 86_400.0  # seconds
ELDERS = 24  # answers to the toets per case outside the first region


class Land:
    """Makes cases into rows; `tabellen` collects them."""

    def __init__(self, streken: list[Streek], vormen: tuple[Vorm, tuple[Vorm, ...]], op: float) -> None:
        self.streken, self.op = streken, op
        self.breed, self.gewoon = vormen
        self.vandaag = datetime.fromtimestamp(op, UTC).date()
        self.json = {
            id(t): (pack_json(t.feiten), pack_json(t.oordeel))
            for vorm in (self.breed, *self.gewoon)
            for t in vorm.toetsen
        }
        self.casus = Tabel(
            Casus, ("id", "overlegtype", "versie_id", "doel", "doel_tekst", "fase", "partij_id",
                "geopend_door_id", "geopend_op", "gesloten_op"),
        )  # fmt: skip
        self.toegang = Tabel(
            Toegang, ("id", "casus_id", "medewerker_id", "partij_id", "taak", "gegeven_op", "ingetrokken_op")
        )
        self.deelname = Tabel(
            Deelname, ("id", "casus_id", "partij_id", "taak", "medewerker_id", "status", "uitgenodigd_door_id",
                "uitgenodigd_op", "overlegtype", "doel", "verantwoordelijkheid", "grondslag", "verklaard_op",
                "beantwoord_door_id", "beantwoord_op"),
        )  # fmt: skip
        self.regie = Tabel(Regie, ("id", "casus_id", "soort", "medewerker_id", "vanaf", "gegeven_door_id"))
        self.betrokkene = Tabel(Betrokkene, ("id", "casus_id", "partij_id", "relatie", "op"))
        self.inbreng = Tabel(
            Inbreng, ("id", "casus_id", "betrokkene_id", "partij_id", "taak", "door_id", "op", "categorie",
                "aard", "geheim", "fase", "titel", "tekst", "herkomst"),
        )  # fmt: skip
        self.antwoord = Tabel(
            Antwoord, ("id", "casus_id", "partij_id", "door_id", "op", "feit", "ontvanger_id", "inbreng_id", "waarde")
        )
        self.zoeksleutel = Tabel(Zoeksleutel, ("id", "partij_id", "casus_id", "taak", "hmac"))
        self.toets = Tabel(
            Toets, ("id", "casus_id", "inbreng_id", "partij_id", "taak", "ontvanger_id", "ontvanger_taak", "niveau",
                "doel", "fase", "peildatum", "lezing", "uitkomst", "mag", "kennis", "feiten", "oordeel",
                "motivering", "door_id", "op"),
        )  # fmt: skip
        self.verstrekking = Tabel(
            Verstrekking, ("id", "toets_id", "versie_id", "casus_id", "inbreng_id", "verstrekker_id",
                "verstrekker_taak",
                "ontvanger_id", "ontvanger_taak", "categorie", "niveau", "doel", "fase", "gegeven_op",
                "gegeven_door_id"),
        )  # fmt: skip
        self.voorwaarde = Tabel(
            Voorwaarde, ("id", "verstrekking_id", "casus_id", "regel", "plicht", "wanneer", "eigenaar_id",
                "gedaan_op", "gedaan_door_id"),
        )  # fmt: skip
        self.regel = Tabel(
            Regel, ("vorm", "kenmerk", "op", "handeling", "uitkomst", "door", "partij", "rol", "casus",
                "betrokkene", "onderwerp_soort", "onderwerp", "categorie", "doel", "toets", "verstrekking",
                "ontvanger", "spoed", "spoor"),
        )  # fmt: skip

    @property
    def tabellen(self) -> tuple[Tabel, ...]:
        """The tables, in the order in which their rows point at each other."""
        return (
            self.casus, self.toegang, self.deelname, self.regie, self.betrokkene, self.inbreng, self.antwoord,
            self.zoeksleutel, self.toets, self.verstrekking, self.voorwaarde, self.regel,
        )  # fmt: skip

    def streek(self, nummer: int) -> Streek:
        """Return in which region a case lies."""
        if nummer < EERSTE or len(self.streken) == 1:
            return self.streken[0]
        return self.streken[1 + nummer % (len(self.streken) - 1)]

    def maak(self, nummer: int) -> None:
        """Add the rows of one case. Its key must be in the keyring."""
        _Geval(self, nummer).maak()


class _Geval:
    """One case while it is being made."""

    def __init__(self, land: Land, nummer: int) -> None:
        self.nummer, self.land = nummer, land
        self.rng = random.Random(f"{ZAAD} {nummer}")  # noqa: S311 - invented cases
        self.id = case_id(nummer)
        self.vorm = land.breed if nummer % EERSTE == 0 else self.rng.choice(land.gewoon)
        self.streek = land.streek(nummer)
        self.sluit = sluiter(self.id)
        self.geopend = land.op - self.rng.uniform(5, 300) * DAG
        self.dicht = land.op - 2 * DAG if self.rng.random() < 0.15 and nummer % EERSTE else None
        self.fase = self.vorm.fasen[-1] if self.dicht else self.rng.choice(self.vorm.fasen)
        self.spoor = f"{self.rng.getrandbits(128):032x}"
        # In one of ten the last that was asked has not answered yet.
        open_ = nummer % EERSTE and len(self.vorm.zetels) > 2 and self.rng.random() < 0.1
        self.zitten = len(self.vorm.zetels) - bool(open_)
        self.mensen = [self.rng.choice(self.streek.mensen[zetel.taak]) for zetel in self.vorm.zetels]
        if self.vorm is land.breed:  # always of the same person, so that it can be found
            self.mensen[0] = self.streek.mensen[self.vorm.zetels[0].taak][0]

    def nieuw(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128))

    def maak(self) -> None:
        land, vorm, opener = self.land, self.vorm, self.mensen[0]
        doel_tekst = self.sluit(Plek("casus", self.id, "doel_tekst"), self.rng.choice(woorden.DOEL))
        land.casus.erbij(
            self.id, vorm.overlegtype, self.streek.versie, vorm.doel, doel_tekst, self.fase, opener.partij, opener.id,
            self.geopend, self.dicht,
        )  # fmt: skip
        self.log("casus_geopend", self.geopend, opener)
        for plek in range(len(vorm.zetels)):
            self.zetel(plek)
        land.regie.erbij(self.nieuw(), self.id, "procesregisseur", opener.id, self.geopend, opener.id)
        jongere = self.nieuw()
        land.betrokkene.erbij(jongere, self.id, opener.partij, "jongere", self.geopend)
        for _ in range(self.rng.randint(0, 2)):
            land.betrokkene.erbij(self.nieuw(), self.id, opener.partij, "ouder", self.geopend)
        ids = [self.inbreng(plek, jongere) for plek in range(len(vorm.gegevens))]
        self.antwoorden(ids)
        for toetsing in vorm.toetsen:
            inbreng = ids[toetsing.gegeven]
            if inbreng and toetsing.zetel < self.zitten:
                self.toets(toetsing, inbreng, jongere)

    def zetel(self, plek: int) -> None:
        mens, zetel, opener = self.mensen[plek], self.vorm.zetels[plek], self.mensen[0]
        moment = self.geopend + plek * 0.3 * DAG
        zit = plek < self.zitten
        self.land.deelname.erbij(
            self.nieuw(), self.id, mens.partij, zetel.taak, mens.id if zit else None,
            "deelnemer" if zit else "uitgenodigd", opener.id, moment, self.vorm.overlegtype, self.vorm.doel,
            woorden.VERANTWOORDELIJK if zit else "", zetel.grondslag if zit else "", moment if zit else None,
            mens.id if zit and plek else None, moment if zit and plek else None,
        )  # fmt: skip
        if zit:
            self.land.toegang.erbij(self.nieuw(), self.id, mens.id, mens.partij, zetel.taak, moment, self.dicht)

    def inbreng(self, plek: int, jongere: UUID) -> UUID | None:
        gegeven = self.vorm.gegevens[plek]
        if gegeven.zetel >= self.zitten:
            return None
        mens, rij = self.mensen[gegeven.zetel], self.nieuw()
        moment = self.geopend + (1 + plek * 0.2) * DAG
        if gegeven.categorie == "identiteit":
            titel, tekst = self.wie(mens)
        else:
            titel, tekst = self.rng.choice(woorden.GEGEVENS.get(gegeven.categorie, woorden.ANDERS))
        self.land.inbreng.erbij(
            rij, self.id, jongere, mens.partij, self.vorm.zetels[gegeven.zetel].taak, mens.id, moment,
            gegeven.categorie, "feit", gegeven.geheim, self.vorm.fasen[0],
            self.sluit(Plek("inbreng", rij, "titel"), titel),
            self.sluit(Plek("inbreng", rij, "tekst"), tekst),
            self.sluit(Plek("inbreng", rij, "herkomst"), self.rng.choice(woorden.HERKOMST)),
        )  # fmt: skip
        self.log("ingebracht", moment, mens, jongere, "inbreng", rij, gegeven.categorie)
        return rij

    def wie(self, mens: Mens) -> tuple[str, str]:
        naam = f"{self.rng.choice(woorden.VOORNAMEN)} {self.rng.choice(woorden.ACHTERNAMEN)}"
        born = self.land.vandaag - timedelta(days=self.vorm.leeftijd * 365.25 + self.rng.randrange(30, 330))
        for mark in zoeken.marks(mens.partij, Persoon(naam, born)):
            self.land.zoeksleutel.erbij(self.nieuw(), mens.partij, self.id, self.vorm.zetels[0].taak, mark)
        return persoon.TITEL, Persoon(naam, born).as_text()

    def antwoorden(self, ids: list[UUID | None]) -> None:
        # Elsewhere only those of the first disclosures: all would double the database and change no page.
        for wat in self.vorm.antwoorden if self.nummer < EERSTE else self.vorm.antwoorden[:ELDERS]:
            if max(wat.van, wat.zetel or 0) >= self.zitten:
                continue
            mens, rij = self.mensen[wat.van], self.nieuw()
            said = {
                "van": self.vorm.zetels[wat.van].taak,
                "taak": "" if wat.zetel is None else self.vorm.zetels[wat.zetel].taak, "niveau": wat.niveau,
                "doel": wat.doel, "fase": self.fase if wat.feit in PER_FASE else "",
                "dag": None, "antwoord": wat.waarde,
            }  # fmt: skip
            self.land.antwoord.erbij(
                rij, self.id, mens.partij, mens.id, self.geopend + 2.5 * DAG, wat.feit,
                None if wat.zetel is None else self.mensen[wat.zetel].partij,
                None if wat.gegeven is None else ids[wat.gegeven],
                self.sluit(Plek("antwoord", rij, "waarde"), pack_json(said)),
            )  # fmt: skip

    def toets(self, wat: Toetsing, inbreng: UUID, jongere: UUID) -> None:
        gegeven = self.vorm.gegevens[wat.gegeven]
        mens, ander, rij = self.mensen[gegeven.zetel], self.mensen[wat.zetel], self.nieuw()
        moment = self.geopend + (3 + wat.gegeven * 0.1) * DAG
        van, naar = self.vorm.zetels[gegeven.zetel].taak, self.vorm.zetels[wat.zetel].taak
        fase = self.fase  # what was given for an earlier phase is closed, and was given anew
        feiten, oordeel = self.land.json[id(wat)]
        waarom = {"waarom": self.rng.choice(woorden.WAAROM), "niet_alleen_dat": "", "spoed": ""}
        self.land.toets.erbij(
            rij, self.id, inbreng, mens.partij, van, ander.partij, naar, wat.niveau, self.vorm.doel, fase,
            self.land.vandaag, "streng", wat.uitkomst, wat.mag, wat.kennis,
            self.sluit(Plek("toets", rij, "feiten"), feiten), self.sluit(Plek("toets", rij, "oordeel"), oordeel),
            self.sluit(Plek("toets", rij, "motivering"), pack_json(waarom)), mens.id, moment,
        )  # fmt: skip
        if not wat.mag:
            self.log("verstrekken_geweigerd", moment, mens, jongere, "inbreng", inbreng, gegeven.categorie, rij)
            return
        gift = self.nieuw()
        self.land.verstrekking.erbij(
            gift, rij, self.streek.versie, self.id, inbreng, mens.partij, van, ander.partij, naar, gegeven.categorie,
            wat.niveau, self.vorm.doel, fase, moment, mens.id,
        )  # fmt: skip
        self.log("verstrekt", moment, mens, jongere, "inbreng", inbreng, gegeven.categorie, rij, gift, ander.partij)
        for regel, plicht, wanneer in wat.voorwaarden:
            done = self.rng.random() < 0.6
            self.land.voorwaarde.erbij(
                self.nieuw(), gift, self.id, regel, plicht, wanneer, mens.partij, moment + DAG if done else None,
                mens.id if done else None,
            )  # fmt: skip

    def log(
        self,
        handeling: str,
        moment: float,
        mens: Mens,
        betrokkene: UUID | None = None,
        soort: str | None = None,
        onderwerp: UUID | None = None,
        categorie: str | None = None,
        toets: UUID | None = None,
        verstrekking: UUID | None = None,
        ontvanger: UUID | None = None,
    ) -> None:
        self.land.regel.erbij(
            VORM, self.nieuw(), moment, handeling, "gelukt", mens.id, mens.partij, "", self.id, betrokkene, soort,
            onderwerp, categorie, self.vorm.doel, toets, verstrekking, ontvanger, False, self.spoor,
        )  # fmt: skip


def make_block(land: Land, nummers: range) -> Iterator[tuple[str, bytes]]:
    """Make the cases with these numbers; gives per table the statement that takes the rows in, and the rows."""
    for nummer in nummers:
        land.maak(nummer)
    for tabel in land.tabellen:
        yield tabel.copy, tabel.leeg()
