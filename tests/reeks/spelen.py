# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Random acts of many people through the acts of the program itself, each written down in the model as well.

Seven in ten steps are done by somebody for whom the step can succeed; uniform chance hardly gets anywhere and misses a
withdrawal that does nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from conftest import Mensen, maak_mensen
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection

from deelwijs.casus import actions as casus_acts
from deelwijs.casus.bestanden import Goedgekeurd
from deelwijs.casus.models import Antwoord, Betrokkene, Casus, Deelname, Inbreng
from deelwijs.casus.persoon import CATEGORIE as IDENTITEIT
from deelwijs.casus.persoon import Persoon
from deelwijs.casus.poort import Dicht
from deelwijs.casus.schrijven import Gegeven
from deelwijs.casus.vertrek import GeenCollega, draag_over, neem_toegang_terug
from deelwijs.casus.weigering import Geweigerd
from deelwijs.convenant.grens import BuitenConvenant
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.overleg import actions as overleg_acts
from deelwijs.overleg.fasen import next_phases
from deelwijs.overleg.soort import type_of, usable
from deelwijs.overleg.tests.begin import BASIS, start
from deelwijs.partij.models import Medewerker, Taak
from deelwijs.verstrekking import actions as acts
from deelwijs.verstrekking import antwoorden, oordelen
from deelwijs.verstrekking.models import Toets, Verstrekking, Verzoek
from deelwijs.verstrekking.reikwijdte import PER_FASE, Cel, key
from deelwijs.verstrekking.tests.geval import JA
from tests.reeks import model
from tests.reeks.kijken import ALLE, Rondgang, Sloten, read_all
from tests.reeks.model import Plaats

WEIGERING = (
    Geweigerd, BuitenConvenant, acts.NietMogelijk, acts.NietToegestaan, acts.AlGegeven, ObjectDoesNotExist, Dicht,
    GeenCollega,
)  # fmt: skip
WAAROM = "Dit is nodig om samen hulp te kiezen die bij deze jongere past."
GELEID = 0.7
NAAM = "Noor"


class Lek(AssertionError):
    """Somebody read what was not given to them, or did what was not theirs to do."""


class Niets(Exception):
    """There is nothing yet that this act could be about: choose another."""


class Gemist(AssertionError):
    """Somebody could not read what is theirs."""


@dataclass
class Telling:
    daden: int = 0
    gelukt: Counter[str] = None  # type: ignore[assignment]
    geweigerd: Counter[str] = None  # type: ignore[assignment]
    lijsten: int = 0  # lists that somebody looked through, after each act
    lezingen: int = 0  # contents opened by the functions that open content

    def __post_init__(self) -> None:
        self.gelukt, self.geweigerd = Counter(), Counter()


class Spel:
    """One sequence: people, cases and what they do, beside the model of who may read what."""

    def __init__(self, bron: int, telling: Telling) -> None:
        self.kans = random.Random(bron)
        self.telling = telling
        with connection.cursor() as cursor:
            cursor.execute("SELECT now()")
            nu = cursor.fetchone()[0]
        self.begin: datetime = nu - timedelta(days=30)
        self.w = model.Wereld(nu)
        self.mensen = maak_mensen()
        self.wie: dict[UUID, Medewerker] = {}
        self._people()
        self.rondgang = Rondgang()
        self.merken = 0
        self.tik = 0
        self.eerst = ["breng_in", "breng_in", "open", *["verklaar", "antwoord", "nodig_uit"] * 4, "open"]
        self.acts: dict[str, tuple[int, Callable[[bool], None]]] = {
            "open": (2, self.open), "voeg_toe": (2, self.add_person), "breng_in": (14, self.bring_in),
            "verbeter": (4, self.correct), "nodig_uit": (7, self.invite), "antwoord": (8, self.answer_invitation),
            "verklaar": (7, self.declare), "wijs_aan": (5, self.appoint), "neem_weg": (3, self.remove),
            "vertrek": (1, self.leave), "verhuis": (1, self.change_party), "draag_over": (2, self.hand_over),
            "beantwoord": (8, self.answer), "trek_toestemming_in": (2, self.withdraw_consent),
            "verstrek": (22, self.disclose), "spoed": (4, self.disclose_in_a_hurry), "trek_in": (7, self.withdraw),
            "vraag_verder": (3, self.ask_further), "weiger": (2, self.refuse), "neem_over": (2, self.own_file),
            "fase": (2, self.next_phase), "herbeoordeel": (6, self.reassess), "beeindig": (2, self.end_seat),
            "regie": (1, self.hand_direction), "sluit": (1, self.close),
        }  # fmt: skip

    # People

    def _people(self) -> None:
        m: Mensen = self.mensen
        self.wie = {getattr(m, name).pk: getattr(m, name) for name in vars(m) if name != "versie"}
        with in_kring(Kring(rol="beheer")):
            for naam, collega, rollen in (
                ("joris", m.bram, []), ("anne", m.anouk, []), ("kees", m.dorien, []), ("lotte", m.emre, []),
                ("petra", m.hugo, ["personeel"]), ("quinten", m.dorien, ["fg"]),
            ):  # fmt: skip
                partij = m.dorien.partij if naam == "petra" else collega.partij
                person = Medewerker.objects.create(
                    partij=partij, taak=None if rollen else collega.taak, naam=naam.title(), functie="medewerker",
                    email=f"{naam}@vlietlanden.example", rollen=rollen,
                )  # fmt: skip
                self.wie[person.pk] = person
        for pk, person in self.wie.items():
            self.w.mensen[pk] = model.Mens(self._place(person))

    def _place(self, person: Medewerker) -> Plaats:
        return Plaats(person.partij_id, person.taak.soort if person.taak else "")

    def some(self, wanted: Callable[[Medewerker], bool] | None = None) -> Medewerker:
        """Somebody; of those for whom it can succeed, if that is asked."""
        people = [person for person in self.wie.values() if wanted is None or wanted(person)]
        if not people:
            self.nothing()
        return self.kans.choice(people)

    def holds(self, casus: UUID, van: Plaats | None = None) -> Callable[[Medewerker], bool]:
        def check(person: Medewerker) -> bool:
            here = self.w.plaats(person.pk, casus)
            return here is not None and (van is None or here == van)

        return check

    # Steps

    def op(self) -> datetime:
        self.tik += 1
        return self.begin + timedelta(seconds=self.tik)

    def merk(self) -> str:
        self.merken += 1
        return f"merk{self.merken:05d}x{self.kans.getrandbits(32):08x}"

    def step(self) -> str:
        """Do one act, and say which. The first ones seat a table, so that there is something to give and to take."""
        names = list(self.acts)
        guided = self.kans.random() < GELEID
        for attempt in range(1000):
            name = self.kans.choices(names, [self.acts[n][0] for n in names])[0]
            geleid = guided and attempt < 30
            if self.tik < 100 and self.eerst:
                name, geleid = self.eerst.pop(), True
            self.laatste = f"{name} ({'geleid' if geleid else 'blind'})"
            try:
                self.acts[name][1](geleid)
            except Niets:
                continue
            except IntegrityError as no:
                # Who left and still acts gets no key from the database. Any other refusal of it is a fault.
                if "deze sleutel past niet" not in str(no):
                    raise
                self.telling.geweigerd[f"{name}: muur"] += 1
            except WEIGERING as no:
                why = getattr(no, "soort", "") or getattr(no, "ontbreekt", "") or type(no).__name__
                self.telling.geweigerd[f"{name}: {why}"] += 1
            else:
                self.telling.gelukt[name] += 1
            self.telling.daden += 1
            return name
        raise AssertionError("there is nothing left to do")

    def nothing(self) -> None:
        raise Niets

    def casus(self) -> UUID:
        """A casus; mostly one that is open."""
        open_ = [pk for pk, casus in self.w.casussen.items() if casus.open]
        return self.kans.choice(open_ if open_ and self.kans.random() < 0.95 else list(self.w.casussen))

    def row(self, casus: UUID) -> Casus:
        """The casus as a page that went stale would hold it: the acts must not believe what stands in it."""
        return Casus(pk=casus, versie=self.mensen.versie, fase=self.w.casussen[casus].fase)

    def mine(self, mag: bool, what: str) -> None:
        """What just succeeded must have been theirs to do."""
        if not mag:
            raise Lek(f"{what} lukte, en was niet van wie het deed")

    # Acts: casus

    def open(self, geleid: bool) -> None:
        if len(self.w.casussen) >= 3:
            self.nothing()
        m = self.mensen
        door = m.bram if not self.w.casussen else self.some(lambda p: self._place(p).taak == "school_vo")
        merken, op = (self.merk(), self.merk()), self.op()
        begin = start(
            jongere=Persoon(f"{NAAM} {merken[0]}", date(2012, 5, 17), "Oudvliet"),
            hulpvraag=Gegeven("onderwijs", f"Vraag {merken[1]}", f"Zij mist lessen {merken[1]}", f"mentor {merken[1]}"),
        )
        with in_kring(door.kring):
            casus = overleg_acts.open_casus(start=begin, token=uuid4(), door=door, op=op)
            here = self._place(door)
            self.w.casussen[casus.pk] = model.Casus(casus.fase, zetels={here: model.Zetel(True)})
            self.w.sleutels[door.pk, casus.pk] = here
            for row in Inbreng.objects.filter(casus=casus):
                self.keep(row, here, merken[0] if row.categorie == IDENTITEIT else merken[1])

    def keep(self, row: Inbreng, van: Plaats, merk: str) -> None:
        self.w.data[row.pk] = model.Datum(row.casus_id, van, merk, row.categorie)

    def add_person(self, geleid: bool) -> None:
        casus = self.casus()
        door = self.some(self.holds(casus) if geleid else None)
        with in_kring(door.kring):
            casus_acts.voeg_betrokkene_toe(casus=self.row(casus), relatie="ouder", door=door, op=self.op())
        self.mine(self.w.plaats(door.pk, casus) is not None, "betrokkene toevoegen")

    def bring_in(self, geleid: bool) -> None:
        casus = self.casus()
        declared = {place for place, seat in self.w.casussen[casus].zetels.items() if seat.verklaard}
        door = self.some((lambda p: self.w.plaats(p.pk, casus) in declared) if geleid else None)
        with in_kring(door.kring):
            places = list(Betrokkene.objects.filter(casus=casus))
            if not places:  # does not see the casus: as somebody who knows an id
                places = [Betrokkene(pk=uuid4(), casus_id=casus, partij_id=door.partij_id, relatie="jongere")]
            o = type_of(self.row_full(casus))
            fits = usable(o, self.w.casussen[casus].fase, self._place(door).taak)
            fits = tuple(c for c in fits if c != IDENTITEIT) or ("onderwijs",)
            merk = self.merk()
            files = (
                (Goedgekeurd(f"{merk}.pdf", "application/pdf", f"inhoud {merk}".encode(), False),)
                if self.kans.random() < 0.3
                else ()
            )
            gegeven = Gegeven(
                "onderwijs" if "onderwijs" in fits and self.kans.random() < 0.8 else self.kans.choice(fits),
                f"Titel {merk}", f"Tekst {merk}", f"Herkomst {merk}", bijlagen=files,
            )  # fmt: skip
            row = overleg_acts.breng_in(betrokkene=self.kans.choice(places), gegeven=gegeven, door=door, op=self.op())
            here = self.w.plaats(door.pk, casus)
            self.mine(here in declared, "inbrengen")
            assert here is not None
            self.keep(row, here, merk)
            self.w.data[row.pk].bijlagen = set(row.bijlagen.values_list("pk", flat=True))
        if here is not None and self.kans.random() < 0.6:
            self._all_in_order(row.pk, door)

    def row_full(self, casus: UUID) -> Casus:
        # What a type asks of a casus: its version and the day it was opened.
        return Casus(
            pk=casus, versie=self.mensen.versie, overlegtype="mdo_zat", doel="stagnatie_voorkomen",
            fase=self.w.casussen[casus].fase, geopend_op=self.begin,
        )  # fmt: skip

    def correct(self, geleid: bool) -> None:
        pk = self.datum(lambda d: not d.verbeterd and d.categorie != IDENTITEIT)
        old = self.w.data[pk]
        door = self.some(self.holds(old.casus, old.van) if geleid else None)
        merk = self.merk()
        gegeven = Gegeven(old.categorie, f"Beter {merk}", f"Beter {merk}", f"Beter {merk}")
        with in_kring(door.kring):
            row = casus_acts.verbeter(
                inbreng=Inbreng(pk=pk, casus_id=old.casus), gegeven=gegeven, door=door, op=self.op()
            )
        self.mine(self.w.plaats(door.pk, old.casus) == old.van, "verbeteren")
        old.verbeterd = True
        self.keep(row, old.van, merk)

    def datum(self, wanted: Callable[[model.Datum], bool]) -> UUID:
        pks = [pk for pk, d in self.w.data.items() if wanted(d) and self.w.casussen[d.casus].open]
        if not pks:
            self.nothing()
        return self.kans.choice(pks)

    def invite(self, geleid: bool) -> None:
        casus = self.casus()
        door = self.director(casus) if geleid else self.some()
        busy = {*self.w.casussen[casus].zetels, *self.w.casussen[casus].uitgenodigd} if geleid else set()
        guest = self.some(lambda p: bool(self._place(p).taak) and self._place(p) not in busy)
        here = self._place(guest)
        with in_kring(door.kring):
            overleg_acts.nodig_uit(casus=self.row(casus), partij=guest.partij, taak=here.taak, door=door, op=self.op())
        self.mine(self.w.plaats(door.pk, casus) is not None, "uitnodigen")
        if here not in self.w.casussen[casus].zetels:
            self.w.casussen[casus].uitgenodigd.add(here)

    def director(self, casus: UUID) -> Medewerker:
        for person in self.wie.values():
            if self.w.plaats(person.pk, casus) is not None:
                with in_kring(person.kring), connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT medewerker_id FROM casus_regie WHERE casus_id = %s AND soort = 'procesregisseur'"
                        " AND tot IS NULL", [casus],
                    )  # fmt: skip
                    row = cursor.fetchone()
                    if row:
                        return self.wie[row[0]]
        raise Niets

    def answer_invitation(self, geleid: bool) -> None:
        waiting = [(pk, place) for pk, casus in self.w.casussen.items() for place in casus.uitgenodigd]
        if not waiting:
            self.nothing()
        casus, place = self.kans.choice(waiting)
        door = self.some((lambda p: p.partij_id == place.partij and p.has_rol("aanspreekpunt")) if geleid else None)
        colleagues = [p for p in self.wie.values() if self.w.mensen[p.pk].werkt and self._place(p) == place]
        who = self.kans.choice(colleagues) if colleagues and self.kans.random() < 0.85 else None
        with in_kring(door.kring):
            seat = Deelname.objects.filter(casus=casus, partij=place.partij, taak=place.taak, status="uitgenodigd")
            seat_row = seat.first() or Deelname(pk=uuid4(), casus_id=casus)
            casus_acts.antwoord_op_uitnodiging(
                deelname=seat_row, wie=who, reden="" if who else "geen_ruimte", door=door, op=self.op()
            )
        self.mine(door.partij_id == place.partij, "een uitnodiging beantwoorden")
        self.w.casussen[casus].uitgenodigd.discard(place)
        if who:
            self.w.casussen[casus].zetels[place] = model.Zetel(False)
            self.w.sleutels.setdefault((who.pk, casus), place)

    def declare(self, geleid: bool) -> None:
        casus = self.casus()
        open_ = [place for place, seat in self.w.casussen[casus].zetels.items() if not seat.verklaard]
        if not open_ and self.kans.random() < 0.8:
            self.nothing()
        door = self.some((lambda p: self.w.plaats(p.pk, casus) in open_) if geleid else None)
        here = self._place(door)
        if geleid:
            with in_kring(door.kring):
                sits = Deelname.objects.filter(casus=casus, partij=here.partij, taak=here.taak, status="deelnemer")
                door = self.wie.get(getattr(sits.first(), "medewerker_id", door.pk), door)
        with in_kring(door.kring):
            seat = overleg_acts.verklaar(
                casus=self.row(casus), verantwoordelijkheid="Wij denken mee.", door=door, op=self.op(),
                grondslag=BASIS.get(here.taak, "avg:6-lid-1"),
            )  # fmt: skip
        place = Plaats(seat.partij_id, seat.taak)
        self.mine(self.w.plaats(door.pk, casus) == place, "verklaren")
        self.w.casussen[casus].zetels[place].verklaard = True

    def appoint(self, geleid: bool) -> None:
        casus = self.casus()
        door = self.some(self.holds(casus) if geleid else None)
        here = self.w.plaats(door.pk, casus)
        who = self.some((lambda p: self._place(p) == here) if geleid else None)
        with in_kring(door.kring):
            casus_acts.wijs_collega_aan(casus=self.row(casus), wie=who, door=door, op=self.op())
        self.mine(here is not None and here == self._place(who), "een collega aanwijzen")
        assert here is not None
        self.w.sleutels.setdefault((who.pk, casus), here)

    def remove(self, geleid: bool) -> None:
        casus = self.casus()
        door = self.some(self.holds(casus) if geleid else None)
        here = self.w.plaats(door.pk, casus)
        who = self.some(self.holds(casus, here) if geleid else None)
        with in_kring(door.kring):
            casus_acts.neem_collega_weg(casus=self.row(casus), wie=who, door=door, op=self.op())
        self.mine(here is not None and self.w.plaats(who.pk, casus) == here, "een collega wegnemen")
        del self.w.sleutels[who.pk, casus]

    def leave(self, geleid: bool) -> None:
        who = self.some(lambda p: p.naam in ("Joris", "Kees", "Lotte", "Anne"))
        boss = self.mensen.ilse if who.partij_id == self.mensen.ilse.partij_id else self.by_name("Petra")
        if who.partij_id != boss.partij_id or not self.w.mensen[who.pk].werkt:
            self.nothing()
        self._gone(who, boss, out=True)

    def _gone(self, who: Medewerker, boss: Medewerker, *, out: bool) -> None:
        with in_kring(boss.kring):
            neem_toegang_terug(van=who, door=boss, op=self.op())
            if out:
                who.is_active, who.uit_dienst_op = False, self.op()
                who.save(update_fields=["is_active", "uit_dienst_op"])
                self.w.mensen[who.pk].werkt = False
            seats = {(d.casus_id, d.partij_id, d.taak): d for d in Deelname.objects.filter(partij=boss.partij_id)}
        for casus in [casus for wie, casus in self.w.sleutels if wie == who.pk]:
            place = self.w.sleutels.pop((who.pk, casus))
            left = [w for (w, c), p in self.w.sleutels.items() if c == casus and p == place]
            seat = seats.get((casus, *place))
            if not left and seat is not None and seat.status == Deelname.UITGENODIGD:
                self.w.casussen[casus].zetels.pop(place, None)
                self.w.casussen[casus].uitgenodigd.add(place)

    def change_party(self, geleid: bool) -> None:
        """Somebody goes to work for another party; what was theirs at the old one is not theirs any more."""
        who = self.by_name("Joris")
        if not self.w.mensen[who.pk].werkt or who.partij_id != self.mensen.bram.partij_id:
            self.nothing()
        with in_kring(Kring(rol="beheer")):
            who.partij = self.mensen.carla.partij
            who.taak = Taak.objects.get(partij=who.partij, soort="school_vo")
            who.save(update_fields=["partij", "taak"])
        self.w.mensen[who.pk].plaats = self._place(who)
        for casus in [casus for wie, casus in self.w.sleutels if wie == who.pk]:
            del self.w.sleutels[who.pk, casus]

    def by_name(self, naam: str) -> Medewerker:
        return next(person for person in self.wie.values() if person.naam == naam)

    def hand_over(self, geleid: bool) -> None:
        casus = self.casus()
        door = self.some(self.holds(casus) if geleid else None)
        here = self.w.plaats(door.pk, casus)
        to = self.some((lambda p: p.pk != door.pk and self._place(p) == here) if geleid else None)
        with in_kring(door.kring):
            draag_over(casus=self.row(casus), aan=to, door=door, op=self.op())
        self.mine(here is not None and self._place(to) == here, "overdragen")
        assert here is not None
        del self.w.sleutels[door.pk, casus]
        self.w.sleutels[to.pk, casus] = here

    def end_seat(self, geleid: bool) -> None:
        casus = self.casus()
        door = self.director(casus) if geleid else self.some()
        with in_kring(door.kring):
            seats = list(Deelname.objects.filter(casus=casus, status__in=["uitgenodigd", "deelnemer"]))
            seat = self.kans.choice(seats) if seats else Deelname(pk=uuid4(), casus_id=casus)
            casus_acts.beeindig_deelname(deelname=seat, door=door, op=self.op())
        place = Plaats(seat.partij_id, seat.taak)
        self.mine(self.w.plaats(door.pk, casus) is not None, "een deelname beëindigen")
        self.w.casussen[casus].uitgenodigd.discard(place)
        if self.w.casussen[casus].zetels.pop(place, None):
            self.w.end_keys(casus, place)

    def hand_direction(self, geleid: bool) -> None:
        casus = self.casus()
        door = self.director(casus) if geleid else self.some()
        with in_kring(door.kring):
            seats = list(Deelname.objects.filter(casus=casus, status="deelnemer"))
            seat = self.kans.choice(seats) if seats else Deelname(pk=uuid4(), casus_id=casus)
            overleg_acts.draag_regie_over(
                casus=self.row(casus), soort=self.kans.choice(["procesregisseur", "casusregisseur"]), naar=seat,
                door=door, op=self.op(),
            )  # fmt: skip
        self.mine(self.w.plaats(door.pk, casus) is not None, "regie overdragen")

    def close(self, geleid: bool) -> None:
        casus = self.casus()
        if len([c for c in self.w.casussen.values() if c.open]) < 2:
            self.nothing()
        door = self.director(casus) if geleid else self.some()
        with in_kring(door.kring):
            casus_acts.sluit_casus(casus=self.row(casus), door=door, op=self.op())
        self.mine(self.w.plaats(door.pk, casus) is not None, "sluiten")
        world = self.w.casussen[casus]
        world.open = False
        world.zetels.clear()
        world.uitgenodigd.clear()
        self.w.end_keys(casus)

    def next_phase(self, geleid: bool) -> None:
        casus = self.casus()
        if sum(g.casus == casus for g in self.w.giften.values()) < 3:
            self.nothing()
        door = self.director(casus) if geleid else self.some()
        full = self.row_full(casus)
        steps = [s.naar.fase for s in next_phases(type_of(full), full.fase) if s.naar.fase != "afsluiting"]
        if not steps:
            self.nothing()
        with in_kring(door.kring):
            moved = overleg_acts.volgende_fase(casus=full, naar=self.kans.choice(steps), door=door, op=self.op())
        self.mine(self.w.plaats(door.pk, casus) is not None, "een fase verder gaan")
        self.w.casussen[casus].fase = moved.fase

    # Acts: giving

    def _cells(self, pk: UUID, places: list[Plaats]) -> list[Cel]:
        doel = "stagnatie_voorkomen"
        return [Cel(pk, place.partij, place.taak, niveau, doel) for place in places for niveau in ("dat", "wat")]

    def _all_in_order(self, pk: UUID, door: Medewerker) -> None:
        """Answer every question as it should be, for this datum and every seat: many answers, as one act."""
        datum = self.w.data[pk]
        op = self.op()
        places = [place for place in self.w.casussen[datum.casus].zetels if place.partij != datum.van.partij]
        cells = self._cells(pk, places)
        row, fase = Casus(pk=datum.casus), self.w.casussen[datum.casus].fase
        found = {
            (key(feit, datum.van.taak, cel, fase), antwoord, dag or date(2026, 10, 1))
            for feit, (antwoord, dag) in JA.items()
            for cel in cells
        }
        with in_kring(door.kring):
            Antwoord.objects.bulk_create(
                antwoorden._row(row, sleutel, antwoord, dag, door, op) for sleutel, antwoord, dag in found
            )
        self.w.geen_toestemming -= {(pk, place, niveau) for place in places for niveau in ("dat", "wat")}

    def answer(self, geleid: bool) -> None:
        pk = self.datum(lambda d: not d.verbeterd)
        datum = self.w.data[pk]
        door = self.some(self.holds(datum.casus, datum.van) if geleid else None)
        if self.w.plaats(door.pk, datum.casus) == datum.van:
            return self._all_in_order(pk, door)
        places = list(self.w.casussen[datum.casus].zetels) or [datum.van]
        with in_kring(door.kring):
            acts.beantwoord(
                casus=self.row(datum.casus), feit="noodzaak", antwoord="kan_niet_zonder",
                cellen=self._cells(pk, places), door=door, op=self.op(),
            )  # fmt: skip
        raise Lek("antwoorden over een gegeven van een ander lukte")

    def withdraw_consent(self, geleid: bool) -> None:
        gifts = [gift for gift in self.w.giften.values() if not gift.weg and self.w.casussen[gift.casus].open]
        if not gifts:
            self.nothing()
        gift = self.kans.choice(gifts)
        door = self.some(self.holds(gift.casus, gift.van) if geleid else None)
        op = self.op()
        with in_kring(door.kring):
            acts.beantwoord(
                casus=self.row(gift.casus), feit="toestemming_ouders", antwoord="ingetrokken",
                cellen=[c for c in self._cells(gift.datum, [gift.aan]) if c.niveau == gift.niveau], door=door, op=op,
                dag=op.date() - timedelta(days=1),
            )  # fmt: skip
        self.mine(self.w.plaats(door.pk, gift.casus) == gift.van, "toestemming intrekken")
        gift.weg = True  # it rested on that consent
        self.w.geen_toestemming.add((gift.datum, gift.aan, gift.niveau))

    def _target(self, geleid: bool) -> tuple[UUID, model.Datum, Medewerker, Plaats]:
        pk = self.datum(lambda d: not d.verbeterd and d.categorie != IDENTITEIT)
        datum = self.w.data[pk]
        door = self.some(self.holds(datum.casus, datum.van) if geleid else None)
        seats = self.w.casussen[datum.casus].zetels
        if geleid and not (datum.van in seats and seats[datum.van].verklaard):
            self.nothing()
        places = [p for p, z in seats.items() if not geleid or (z.verklaard and p.partij != datum.van.partij)]
        if not places:
            self.nothing()
        return pk, datum, door, self.kans.choice(places)

    def _give(self, pk: UUID, datum: model.Datum, door: Medewerker, aan: Plaats, **rest: Any) -> None:
        niveau = rest.pop("niveau", None) or self.kans.choice(["dat", "wat", "wat"])
        op = rest.pop("op", None) or self.op()
        refused = None
        with in_kring(door.kring):
            seat = Deelname.objects.filter(casus=datum.casus, partij=aan.partij, taak=aan.taak, status="deelnemer")
            gevraagd = acts.Gevraagd(
                inbreng=pk, deelname=getattr(seat.first(), "pk", uuid4()), niveau=niveau, motivering=WAAROM,
                niet_alleen_dat=WAAROM if niveau == "wat" else "", **rest,
            )  # fmt: skip
            before = set(Toets.objects.filter(inbreng=pk).values_list("pk", flat=True))
            try:
                given = self._try(gevraagd, door, op)
            except acts.NietToegestaan as no:  # the toets is kept: out of the block in which it would be undone
                refused = no
            after = set(Toets.objects.filter(inbreng=pk).values_list("pk", flat=True))
            self.w.toetsen |= {toets: (datum.casus, datum.van) for toets in after - before}
        if refused is not None or self.w.plaats(door.pk, datum.casus) == datum.van:
            # What was given before for another phase, or ran out, ends as soon as the same is asked anew.
            for gift in self.w.giften.values():
                if (gift.datum, gift.aan) == (pk, aan):
                    ended = gift.fase != self.w.casussen[datum.casus].fase or (gift.vervalt and gift.vervalt <= op)
                    gift.weg = gift.weg or bool(ended)
        if refused is not None:
            self.telling.geweigerd[f"van {datum.van.taak} aan {aan.taak}"] += 1
            raise refused
        self.telling.gelukt[f"van {datum.van.taak} aan {aan.taak}"] += 1
        self.mine(self.w.plaats(door.pk, datum.casus) == datum.van, "verstrekken")
        self.w.giften[given.pk] = model.Gift(
            pk, datum.casus, datum.van, aan, niveau, self.w.casussen[datum.casus].fase, given.vervalt_op
        )

    def _try(self, gevraagd: acts.Gevraagd, door: Medewerker, op: datetime) -> Verstrekking:
        """Ask; and once more with the duties confirmed, as somebody does who reads what has to be done first."""
        try:
            return acts.verstrek(gevraagd=gevraagd, door=door, op=op)
        except acts.NietToegestaan as no:
            if no.ontbreekt != "voorwaarden" or no.oordeel is None:
                raise
            duties = oordelen.before(no.oordeel, spoed=bool(gevraagd.spoed))
        confirmed = replace(gevraagd, bevestigd=frozenset(eis.regel.id for eis in duties))
        return acts.verstrek(gevraagd=confirmed, door=door, op=op)

    def disclose(self, geleid: bool) -> None:
        pk, datum, door, aan = self._target(geleid)
        if geleid and self.kans.random() < 0.8:
            self._all_in_order(pk, door)
        self._give(pk, datum, door, aan)

    def disclose_in_a_hurry(self, geleid: bool) -> None:
        """With urgency; sometimes so long ago that it ran out since."""
        pk, datum, door, aan = self._target(geleid)
        if self.w.plaats(door.pk, datum.casus) == datum.van:
            self._not_told(pk, datum, door, aan)
        if self.kans.random() > 0.4:
            self.begin = self.w.nu  # from here on it is today; what is given in a hurry stays open
        op = self.op()
        self._give(
            pk, datum, door, aan, op=op, vervalt_op=op + timedelta(hours=2),
            spoed="Er is vandaag iets gebeurd en morgen is het te laat.",
        )  # fmt: skip

    def _not_told(self, pk: UUID, datum: model.Datum, door: Medewerker, aan: Plaats) -> None:
        """Take back that the youth and the parents know of it: only then can it be urgent."""
        cells, op, fase = self._cells(pk, [aan]), self.op(), self.w.casussen[datum.casus].fase
        with in_kring(door.kring):
            Antwoord.objects.bulk_create(
                antwoorden._row(Casus(pk=datum.casus), key(feit, datum.van.taak, cel, fase), "nee", None, door, op)
                for feit in ("geinformeerd",)
                for cel in cells
            )

    def _needed_here(self, gift: model.Gift, door: Medewerker) -> None:
        """Say of this phase too that it is needed: what was said of an earlier one does not hold here."""
        fase, op = self.w.casussen[gift.casus].fase, self.op()
        with in_kring(door.kring):
            Antwoord.objects.bulk_create(
                antwoorden._row(Casus(pk=gift.casus), key(feit, gift.van.taak, cel, fase), JA[feit][0], None, door, op)
                for feit in sorted(PER_FASE)
                for cel in self._cells(gift.datum, [gift.aan])
            )

    def gift(self) -> tuple[UUID, model.Gift]:
        gifts = [(pk, g) for pk, g in self.w.giften.items() if not g.weg and self.w.casussen[g.casus].open]
        if not gifts:
            self.nothing()
        return self.kans.choice(gifts)

    def _verstrekking(self, pk: UUID, gift: model.Gift) -> Verstrekking:
        """As somebody would hold it who only knows its key."""
        return Verstrekking(pk=pk, casus_id=gift.casus, inbreng_id=gift.datum)

    def withdraw(self, geleid: bool) -> None:
        pk, gift = self.gift()
        door = self.some(self.holds(gift.casus, gift.van) if geleid else None)
        with in_kring(door.kring):
            acts.trek_in(verstrekking=self._verstrekking(pk, gift), door=door, op=self.op())
        self.mine(self.w.plaats(door.pk, gift.casus) == gift.van, "intrekken")
        gift.weg = True
        if gift.niveau != "wat":  # with the knowledge that it exists, its content goes too
            for other in self.w.giften.values():
                if (other.datum, other.aan, other.niveau) == (gift.datum, gift.aan, "wat"):
                    other.weg = True

    def ask_further(self, geleid: bool) -> None:
        pk, gift = self.gift()
        door = self.some(self.holds(gift.casus, gift.aan) if geleid else None)
        soort, fase, doel = self.kans.choice([("inhoud", "", ""), ("fase", "plan", ""), ("doel", "", "hulp_toeleiden")])
        with in_kring(door.kring):
            acts.vraag_verder(
                verstrekking=self._verstrekking(pk, gift), soort=soort, motivering=WAAROM, door=door, op=self.op(),
                fase=fase, doel=doel,
            )  # fmt: skip
        self.mine(self.w.plaats(door.pk, gift.casus) == gift.aan, "verder gebruik vragen")

    def refuse(self, geleid: bool) -> None:
        """Refuse a request, or grant it: by giving what it asks for."""
        pk, gift = self.gift()
        door = self.some(self.holds(gift.casus, gift.van) if geleid else None)
        with in_kring(door.kring):
            asked = Verzoek.objects.filter(verstrekking=pk, status="gevraagd").first()
            asked = asked or Verzoek(pk=uuid4(), casus_id=gift.casus)
            granted = asked.soort == "inhoud" and self.kans.random() < 0.5
            if not granted:
                acts.besluit_verzoek(verzoek=asked, reden=WAAROM, door=door, op=self.op())
        if granted:
            with in_kring(door.kring):
                seat = Deelname.objects.filter(
                    casus=gift.casus, partij=gift.aan.partij, taak=gift.aan.taak, status="deelnemer"
                ).first()
                given = acts.verstrek(
                    gevraagd=acts.Gevraagd(
                        gift.datum, getattr(seat, "pk", uuid4()), "wat", WAAROM, niet_alleen_dat=WAAROM
                    ),
                    door=door, op=self.op(), verzoek=asked,
                )  # fmt: skip
                self.w.toetsen[given.toets_id] = (gift.casus, gift.van)
                self.w.giften[given.pk] = model.Gift(
                    gift.datum, gift.casus, gift.van, gift.aan, "wat", self.w.casussen[gift.casus].fase
                )
        self.mine(self.w.plaats(door.pk, gift.casus) == gift.van, "een verzoek beslissen")

    def own_file(self, geleid: bool) -> None:
        pk, gift = self.gift()
        door = self.some(self.holds(gift.casus, gift.aan) if geleid else None)
        with in_kring(door.kring):
            acts.neem_over(
                verstrekking=self._verstrekking(pk, gift), artikel="jeugdwet:2.3", toelichting=WAAROM, door=door,
                op=self.op(),
            )  # fmt: skip
        self.mine(self.w.plaats(door.pk, gift.casus) == gift.aan, "overnemen")

    def reassess(self, geleid: bool) -> None:
        closed = [
            (pk, g) for pk, g in self.w.giften.items()
            if not g.weg and self.w.casussen[g.casus].open and g.fase != self.w.casussen[g.casus].fase
        ]  # fmt: skip
        if not closed:
            self.nothing()
        pk, gift = self.kans.choice(closed)
        door = self.some(self.holds(gift.casus, gift.van) if geleid else None)
        needed, refused = self.kans.random() < 0.7, None
        if geleid and needed:
            self._needed_here(gift, door)
        with in_kring(door.kring):
            before = set(Toets.objects.filter(inbreng=gift.datum).values_list("pk", flat=True))
            try:
                acts.herbeoordeel(
                    verstrekking=self._verstrekking(pk, gift), nodig=needed, door=door, op=self.op(),
                    motivering=WAAROM if needed else "",
                )  # fmt: skip
            except acts.NietToegestaan as no:
                refused = no
            after = set(Toets.objects.filter(inbreng=gift.datum).values_list("pk", flat=True))
            self.w.toetsen |= {toets: (gift.casus, gift.van) for toets in after - before}
        if refused is not None:
            raise refused
        self.mine(self.w.plaats(door.pk, gift.casus) == gift.van, "herbeoordelen")
        if needed:
            gift.fase = self.w.casussen[gift.casus].fase
        else:
            gift.weg = True

    # Looking

    def look(self, which: str = "alles") -> None:
        """Everybody looks through the lists: exactly what the model says, with all locks on and with each alone."""
        expected: dict[UUID, dict[str, set[UUID]]] = {}
        for pk in self.wie:
            expected[pk] = self._expected(pk)
        for who, walls, name, found in self.rondgang.look(list(self.wie.values()), which):
            lock, what = name.split()
            if lock == "zicht" and not self.w.mensen[who].werkt:
                continue  # visible_to asks the database nothing for who does not work here
            wanted = expected[who][f"{what} zelf" if name == "zicht toets" else what]
            self.telling.lijsten += 1
            if found - wanted:
                raise Lek(
                    f"{self.wie[who].naam}: {name}, muren {'aan' if walls else 'uit'}, {len(found - wanted)} te veel"
                )
            if wanted - found:
                raise Gemist(f"{self.wie[who].naam}: {name}, muren {'aan' if walls else 'uit'}: {len(wanted - found)}")

    def _expected(self, who: UUID) -> dict[str, set[UUID]]:
        w = self.w
        own = {pk for pk, d in w.data.items() if w.plaats(who, d.casus) == d.van}
        readable = w.readable(who)
        received, given = set(w.received(who)), set(w.given(who))
        toetsen = {pk for pk, (casus, van) in w.toetsen.items() if w.plaats(who, casus) == van}
        return {
            "inbreng": readable,
            "eigen": own,
            "bijlage": {file for pk in readable for file in w.data[pk].bijlagen},
            "casus": {pk for pk in w.casussen if w.plaats(who, pk) is not None},
            "ontvangen": received,
            "gegeven": given,
            "verstrekking": received | given,
            "toets zelf": toetsen,
            "toets": toetsen | self._for_fg(who),  # what was put before the FG has a list of its own
        }

    def _for_fg(self, who: UUID) -> set[UUID]:
        """The FG of a party sees the toets of what its party gave in a hurry."""
        person = self.wie[who]
        if not person.has_rol("fg"):
            return set()
        return {
            pk for pk, g in self.toets_of.items() if g.van.partij == person.partij_id
        }  # fmt: skip

    @property
    def toets_of(self) -> dict[UUID, model.Gift]:
        """The toets of every gift in a hurry."""
        urgent = {pk: g for pk, g in self.w.giften.items() if g.vervalt is not None}
        if not urgent:
            return {}
        with in_kring(Kring()), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('proef.open', 'ja', true)")
            cursor.execute("SELECT id, toets_id FROM verstrekking_verstrekking WHERE id = ANY(%s)", [list(urgent)])
            rows = cursor.fetchall()
            cursor.execute("SELECT set_config('proef.open', '', true)")
        return {toets: urgent[pk] for pk, toets in rows}

    def read(self, who: Medewerker, sloten: Sloten = ALLE) -> None:
        """One person opens all they can, with these locks on: no mark of another; with all on, each of theirs."""
        got = read_all(who, sloten, NAAM, self.op())
        merken = {d.merk: pk for pk, d in self.w.data.items()}
        texts = [*got.data.values(), *got.bijlagen.values(), *got.blikken.values()]
        self.telling.lezingen += len(texts)
        seen = {merken[word] for text in texts for word in _marks(text)}
        readable = self.w.readable(who.pk)
        if seen - readable:
            raise Lek(f"{who.naam} las {len(seen - readable)} merktekens van een ander; sloten: {sloten}")
        if sloten != ALLE:
            return
        if set(got.data) != readable:
            raise Gemist(f"{who.naam} kan {len(readable - set(got.data))} gegevens niet lezen")
        for pk, text in got.blikken.items():
            gift = self.w.giften[pk]
            if bool(text) != self.w.shows(gift):
                kind = Lek if text else Gemist
                raise kind(f"{who.naam}: een blik op een verstrekking is {'open' if text else 'dicht'}")
        if self.w.mensen[who.pk].werkt and set(got.blikken) != set(self.w.received(who.pk)):
            raise Gemist(f"{who.naam} ziet niet alles wat hij kreeg")
        named = {
            d.casus for d in self.w.data.values()
            if d.categorie == IDENTITEIT and self.w.plaats(who.pk, d.casus) == d.van
        }  # fmt: skip
        if got.gevonden != (named if self.w.mensen[who.pk].werkt else set()):
            raise Lek(f"zoeken van {who.naam} geeft iets anders dan de eigen casussen")


def _marks(text: str) -> set[str]:
    return {word.strip('".,}') for word in text.replace('"', " ").split() if word.startswith("merk")}
