# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Play the story of a case: each step is an act of somebody, done through the same functions as on the screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.timezone import localdate, localtime

from deelwijs.casus import actions as casus_acts
from deelwijs.casus.bestanden import keur
from deelwijs.casus.models import Betrokkene, Casus, Deelname, Inbreng
from deelwijs.casus.persoon import Persoon
from deelwijs.casus.schrijven import Gegeven
from deelwijs.config.demoregio.regio import Regio
from deelwijs.convenant.derden import Gevraagd
from deelwijs.logboek.kring import in_kring
from deelwijs.overleg import actions as overleg_acts
from deelwijs.overleg.soort import bases, type_of
from deelwijs.overleg.typen import load_types
from deelwijs.partij.models import Medewerker
from deelwijs.toets.index import Index, compile_index
from deelwijs.toets.invoer import read_facts
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Kennis, Soort
from deelwijs.toets.oordeel import Oordeel
from deelwijs.toets.vragen import open_questions
from deelwijs.verstrekking import actions as geef_acts
from deelwijs.verstrekking import oordelen
from deelwijs.verstrekking.afweging import Afweging, asked
from deelwijs.verstrekking.dossier import read_dossier
from deelwijs.verstrekking.facts import Van, gather
from deelwijs.verstrekking.models import FgBericht, Verstrekking, Verzoek, Voorwaarde
from deelwijs.verstrekking.reikwijdte import MET_DAG, Cel

RUIMTE = UUID("9c7a0f0e-64c1-4c55-9a0b-1f1f6a5d7c11")  # the tokens of these cases are made from it
Stap = Mapping[str, Any]


class Spel:
    """One case while its story is being played."""

    def __init__(self, regio: Regio, verhaal: Stap, op: datetime, zegt: Mapping[str, Any]) -> None:
        self.regio, self.verhaal, self.nu = regio, verhaal, op
        self.zegt = {**zegt, "leeftijd": verhaal["jongere"]["leeftijd"], **verhaal.get("antwoorden", {})}
        self.inbreng: dict[str, Inbreng] = {}
        self.personen: dict[str, Betrokkene] = {}
        self.gegeven: dict[tuple[str, str, str], Verstrekking] = {}
        self.verzoeken: dict[str, Verzoek] = {}
        self.moment = _office(op - timedelta(days=verhaal["begin"]))
        self.plek = 0
        self.casus: Casus
        self.anders: list[str] = []  # where the toets answered otherwise than the story says

    def speel(self) -> Casus:
        """Play it from the first step to the last, in one transaction."""
        stappen = self.verhaal.get("dan", [])
        with transaction.atomic():
            self._open()
            for self.plek, stap in enumerate(stappen):
                self._pass_time(stap.get("na", 0), len(stappen) - self.plek)
                naam = next(name for name in stap if name != "na")
                getattr(self, f"_{naam}")(stap[naam])
        return self.casus

    # -- people and time

    def mens(self, naam: str) -> Medewerker:
        return self.regio.mensen[naam]

    @contextmanager
    def _als(self, naam: str) -> Iterator[Medewerker]:
        wie = self.mens(naam)
        with in_kring(wie.kring):
            yield wie

    def _pass_time(self, dagen: float, left: int) -> None:
        moved = _office(self.moment + timedelta(days=dagen)) if dagen else self.moment + timedelta(minutes=25)
        # Never after the present, and always later than the step before.
        self.moment = max(min(moved, self.nu - timedelta(minutes=left)), self.moment + timedelta(seconds=5))

    # -- opening

    def _open(self) -> None:
        v = self.verhaal
        with self._als(v["door"]) as wie:
            assert wie.taak is not None  # noqa: S101 - who opens a case works for a task
            o = load_types()[v["type"]]
            self.casus = overleg_acts.open_casus(
                start=overleg_acts.Start(
                    overlegtype=v["type"],
                    doel=v["doel"],
                    doel_tekst=v["doel_tekst"],
                    hulpvraag=_gegeven(v["hulpvraag"]),
                    jongere=self._persoon(v["jongere"]),
                    herkomst=v.get("herkomst", "Aanmelding bij ons."),
                    verantwoordelijkheid=v["waarvoor"],
                    grondslag=v.get("grondslag", bases(o, wie.taak.soort)[0]),
                ),
                token=token(v),
                door=wie,
                op=self.moment,
            )
            rows = Inbreng.objects.own(wie).filter(casus=self.casus).order_by("op", "pk")
            for rij in rows:
                self.inbreng["wie" if rij.categorie == "identiteit" else "hulpvraag"] = rij
            self.personen["jongere"] = Betrokkene.objects.get(casus=self.casus, relatie=Betrokkene.JONGERE)

    def _persoon(self, wie: Stap) -> Persoon:
        born = None if "leeftijd" not in wie else birth(wie["leeftijd"], wie["naam"], localdate(self.nu))
        return Persoon(wie["naam"], born, wie.get("plaats", ""))

    # -- taking part

    def _nodigt_uit(self, stap: Stap) -> None:
        derde = {"derde": True, "reden": stap["reden"], "toestemming": Gevraagd.JA} if stap.get("derde") else {}
        with self._als(stap["door"]) as door:
            for naam in _many(stap["wie"]):
                wie = self.mens(naam)
                taak = wie.taak.soort if wie.taak else ""
                overleg_acts.nodig_uit(
                    casus=self.casus, partij=wie.partij, taak=taak, door=door, op=self.moment, **derde
                )

    def _invitation(self, wie: Medewerker) -> Deelname:
        return Deelname.objects.get(
            casus=self.casus, partij=wie.partij, taak=wie.taak.soort if wie.taak else "", status=Deelname.UITGENODIGD
        )

    def _neemt_aan(self, naam: str) -> None:
        wie = self.mens(naam)
        # Who answers for the party says who comes.
        door = next(m for m in self.regio.mensen.values() if m.partij_id == wie.partij_id and _answers_for(m, wie))
        with in_kring(door.kring):
            casus_acts.antwoord_op_uitnodiging(
                deelname=self._invitation(wie), wie=wie, reden="", door=door, op=self.moment
            )

    def _wijst_af(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            casus_acts.antwoord_op_uitnodiging(
                deelname=self._invitation(wie), wie=None, reden=stap["reden"], door=wie, op=self.moment
            )

    def _doet_mee(self, stap: Stap) -> None:
        self._neemt_aan(stap["wie"])
        self._pass_time(0, 1)
        with self._als(stap["wie"]) as wie:
            assert wie.taak is not None  # noqa: S101 - who is invited works for a task
            grondslag = stap.get("grondslag") or bases(type_of(self.casus), wie.taak.soort)[0]
            overleg_acts.verklaar(
                casus=self.casus, verantwoordelijkheid=stap["waarvoor"], grondslag=grondslag, door=wie, op=self.moment
            )

    def _collega(self, stap: Stap) -> None:
        with self._als(stap["door"]) as door:
            casus_acts.wijs_collega_aan(casus=self.casus, wie=self.mens(stap["wie"]), door=door, op=self.moment)

    def _regie(self, stap: Stap) -> None:
        with self._als(stap["door"]) as door:
            naar = Deelname.objects.get(casus=self.casus, medewerker=self.mens(stap["naar"]), status=Deelname.DEELNEMER)
            overleg_acts.draag_regie_over(casus=self.casus, soort=stap["soort"], naar=naar, door=door, op=self.moment)

    def _naar_fase(self, stap: Stap) -> None:
        with self._als(stap["door"]) as door:
            overleg_acts.volgende_fase(casus=self.casus, naar=stap["fase"], door=door, op=self.moment)

    def _stopt(self, naam: str) -> None:
        with self._als(naam) as wie:
            seat = Deelname.objects.get(casus=self.casus, medewerker=wie, status=Deelname.DEELNEMER)
            casus_acts.beeindig_deelname(deelname=seat, door=wie, op=self.moment)

    def _sluit(self, naam: str) -> None:
        with self._als(naam) as wie:
            casus_acts.sluit_casus(casus=self.casus, door=wie, op=self.moment)

    # -- bringing in

    def _kent(self, stap: Stap) -> None:
        """Somebody around the youth: a place, and in it who it is."""
        with self._als(stap["door"]) as door:
            row = casus_acts.voeg_betrokkene_toe(casus=self.casus, relatie=stap["relatie"], door=door, op=self.moment)
            self.personen[stap["sleutel"]] = row
            who = Gegeven("identiteit", "Wie dit is", self._persoon(stap).as_text(), stap.get("herkomst", "Gesprek."))
            overleg_acts.breng_in(betrokkene=row, gegeven=who, door=door, op=self.moment)

    def _brengt_in(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            self.inbreng[stap["sleutel"]] = overleg_acts.breng_in(
                betrokkene=self.personen[stap.get("over", "jongere")], gegeven=_gegeven(stap), door=wie, op=self.moment
            )

    def _verbetert(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            old = self.inbreng[stap["sleutel"]]
            new = _gegeven({**stap, "categorie": old.categorie})
            self.inbreng[stap["sleutel"]] = casus_acts.verbeter(inbreng=old, gegeven=new, door=wie, op=self.moment)

    # -- giving

    def _verstrekt(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            self._say(stap, [stap, *self._later(stap)], wie)
            for key, naam in product(_many(stap["wat"]), _many(stap["aan"])):
                self._give(stap, key, naam, wie)

    def _later(self, stap: Stap) -> Iterator[Stap]:
        """What the same person gives later in this phase on the same answers: one conversation serves all of it."""
        rest = iter(self.verhaal["dan"][self.plek + 1 :]) if "antwoorden" not in stap else iter(())
        for later in rest:
            if "naar_fase" in later:
                return
            gift = later.get("verstrekt")
            if gift is None or gift["wie"] != stap["wie"] or "antwoorden" in gift:
                continue
            there = set(
                Deelname.objects.filter(casus=self.casus, status=Deelname.DEELNEMER).values_list(
                    "medewerker", flat=True
                )
            )
            if all(n in self.inbreng for n in _many(gift["wat"])) and all(
                self.mens(n).pk in there for n in _many(gift["aan"])
            ):
                yield gift

    def _seat(self, naam: str) -> Deelname:
        return Deelname.objects.get(casus=self.casus, medewerker=self.mens(naam), status=Deelname.DEELNEMER)

    def _say(self, stap: Stap, gifts: Sequence[Stap], wie: Medewerker) -> None:
        """Answer what the toets asks about these cells, until it has an answer or the story does not know more."""
        zegt = {**self.zegt, **stap.get("antwoorden", {})}
        casus = Casus.objects.select_related("versie").get(pk=self.casus.pk)
        dossier = read_dossier(casus=casus, partij=wie.partij, op=self.moment)
        seats = {zetel.medewerker_id: zetel for zetel in dossier.zetels.values()}
        motor = compile_index(dossier.kennis.in_force(dossier.dag, dossier.lezing))
        said: dict[str, dict[Cel, None]] = {}
        for gift in gifts:
            for key, naam in product(_many(gift["wat"]), _many(gift["aan"])):
                feiten = gather(
                    dossier=dossier, inbreng=self.inbreng[key], deelname=seats[self.mens(naam).pk],
                    niveau=gift.get("niveau", "wat"),
                )  # fmt: skip
                # What was said before and is otherwise now is asked again.
                known = {
                    n: g.waarde
                    for n, g in feiten.gegevens.items()
                    if g.van is not Van.ANTWOORD or zegt.get(n, g.waarde) == g.waarde
                }
                if "spoed" in gift:  # urgency asks which danger there is, also where the toets does not
                    known["veiligheid"] = zegt["veiligheid"]
                    said.setdefault("veiligheid", {})[feiten.cel] = None
                for feit in _conversation(dossier.kennis, motor, known, zegt):
                    said.setdefault(feit, {})[feiten.cel] = None
        for feit, cellen in said.items():
            met_dag = zegt[feit] in MET_DAG.get(feit, ())
            geef_acts.beantwoord(
                casus=self.casus, feit=feit, antwoord=zegt[feit], cellen=cellen, door=wie, op=self.moment,
                dag=max(localdate(casus.geopend_op), dossier.dag - timedelta(days=2)) if met_dag else None,
            )  # fmt: skip

    def _give(self, stap: Stap, key: str, naam: str, wie: Medewerker) -> None:
        niveau, inbreng, seat = stap.get("niveau", "wat"), self.inbreng[key], self._seat(naam)
        gevraagd = geef_acts.Gevraagd(
            inbreng=inbreng.pk,
            deelname=seat.pk,
            niveau=niveau,
            motivering=stap["waarom"],
            niet_alleen_dat=stap.get("niet_alleen_dat", stap["waarom"] if niveau == "wat" else ""),
            spoed=stap.get("spoed", ""),
            bevestigd=duties(),
        )
        try:
            if "afweging" in stap:
                oordeel = self._judge(inbreng, seat, niveau, wie)
                given = geef_acts.eigen_afweging(
                    gevraagd=gevraagd, afweging=weighing(stap["afweging"], oordeel, seat.taak), door=wie, op=self.moment
                )
            else:
                verzoek = self.verzoeken.get(stap.get("verzoek", ""))
                given = geef_acts.verstrek(gevraagd=gevraagd, door=wie, op=self.moment, verzoek=verzoek)
        except geef_acts.NietToegestaan as refused:
            if stap.get("mag", "ja") == "ja":
                self.anders.append(f"{key} aan {naam}: {refused.toets.uitkomst}, {refused.ontbreekt}")
            return
        if stap.get("mag", "ja") == "nee":
            self.anders.append(f"{key} aan {naam}: gegeven")
        self.gegeven[key, naam, niveau] = given

    def _judge(self, inbreng: Inbreng, seat: Deelname, niveau: str, wie: Medewerker) -> Oordeel:
        casus = Casus.objects.select_related("versie").get(pk=self.casus.pk)
        dossier = read_dossier(casus=casus, partij=wie.partij, op=self.moment)
        feiten = gather(dossier=dossier, inbreng=inbreng, deelname=seat, niveau=niveau)
        return oordelen.fully(dossier.kennis, feiten, dossier.dag, dossier.lezing)

    def _given(self, stap: Stap) -> Verstrekking:
        return self.gegeven[stap["wat"], stap["aan"], stap.get("niveau", "wat")]

    def _bekijkt(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            for naam in _many(stap["wat"]):
                row = self.gegeven[naam, stap["wie"], stap.get("niveau", "wat")]
                geef_acts.zie_in(verstrekking=row, door=wie, op=self.moment)

    def _trekt_in(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            geef_acts.trek_in(verstrekking=self._given(stap), door=wie, op=self.moment)

    def _voldoet(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            rows = Voorwaarde.objects.filter(casus=self.casus, eigenaar=wie.partij, gedaan_op=None)
            for row in rows.order_by("regel", "pk")[: stap.get("hoeveel", 1)]:
                geef_acts.voldoe(voorwaarde=row, door=wie, op=self.moment)

    def _herbeoordeelt(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            if stap["nodig"] == "ja":
                self._say(stap, [stap], wie)
            for naam in _many(stap["wat"]):
                geef_acts.herbeoordeel(
                    verstrekking=self._given({**stap, "wat": naam}),
                    nodig=stap["nodig"] == "ja",
                    motivering=stap.get("waarom", ""),
                    bevestigd=duties(),
                    verzoek=self.verzoeken.get(stap.get("verzoek", "")),
                    door=wie,
                    op=self.moment,
                )

    # -- asking further

    def _vraagt(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            row = self.gegeven[stap["wat"], stap["wie"], stap.get("niveau", "wat")]
            self.verzoeken[stap["sleutel"]] = geef_acts.vraag_verder(
                verstrekking=row, soort=stap["soort"], motivering=stap["waarom"], fase=stap.get("fase", ""),
                doel=stap.get("doel", ""), naar=self.mens(stap["naar"]).partij if "naar" in stap else None,
                door=wie, op=self.moment,
            )  # fmt: skip

    def _weigert(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            verzoek = self.verzoeken[stap["verzoek"]]
            geef_acts.besluit_verzoek(verzoek=verzoek, reden=stap["reden"], door=wie, op=self.moment)

    def _neemt_over(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            row = self.gegeven[stap["wat"], stap["wie"], stap.get("niveau", "wat")]
            geef_acts.neem_over(
                verstrekking=row, artikel=stap["artikel"], toelichting=stap["toelichting"], door=wie, op=self.moment
            )

    # -- the FG

    def _vraagt_advies(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            self._say(stap, [stap], wie)
            inbreng, seat, niveau = self.inbreng[stap["wat"]], self._seat(stap["aan"]), stap.get("niveau", "wat")
            geef_acts.vraag_advies(
                inbreng=inbreng.pk, deelname=seat.pk, niveau=niveau, motivering=stap["waarom"], door=wie, op=self.moment
            )

    def _fg(self, stap: Stap) -> None:
        with self._als(stap["wie"]) as wie:
            waiting = FgBericht.objects.filter(partij=wie.partij, casus=self.casus, afgehandeld_op=None)
            bericht = waiting.select_related("toets").order_by("op").first()
            if bericht is None:
                self.anders.append("geen bericht voor de FG")
                return
            geef_acts.bekijk(bericht=bericht, door=wie, op=self.moment)
            akkoord = {"ja": True, "nee": False}.get(stap.get("akkoord", ""))
            geef_acts.adviseer(bericht=bericht, antwoord=stap["antwoord"], akkoord=akkoord, door=wie, op=self.moment)


def token(verhaal: Stap) -> UUID:
    """Return by what the form was sent that opened the case of this story."""
    return uuid5(RUIMTE, verhaal["id"])


@cache
def duties() -> frozenset[str]:
    """Return every duty there is: who plays has done what comes beforehand."""
    return frozenset(regel.id for regel in load_shipped(voorbeelden=False).regels if regel.soort is Soort.PLICHT)


def _conversation(kennis: Kennis, motor: Index, feiten: dict[str, Any], zegt: Mapping[str, Any]) -> list[str]:
    """Return which facts people tell, in the order in which the toets asks for them."""
    told: list[str] = []
    while True:
        invoer = read_facts(kennis, feiten)
        staat = invoer.part(invoer.delen[0])
        slechtst, best = motor.range(staat)
        if slechtst is best:
            return told
        asked_now = open_questions(kennis, motor, [staat], gesteld=invoer.gegeven)
        known = next((feit.naam for feit in asked_now if feit.naam in zegt), None)
        if known is None:
            return told
        feiten[known] = zegt[known]
        told.append(known)


def weighing(stap: Stap, oordeel: Oordeel, taak: str) -> Afweging:
    """Return the weighing that this answer asks for, in the words of the story: question -> answer."""
    regels = [uitleg.regel.id for uitleg in oordelen.weighing_rules(oordeel)]
    return Afweging(
        regels=tuple(regels),
        antwoorden={g.naam: {vraag: stap["vragen"][vraag] for vraag in g.vragen} for g in asked(regels, taak)},
        conclusie=stap["conclusie"],
        tegen_advies=stap.get("tegen_advies", ""),
    )


def birth(leeftijd: int, naam: str, vandaag: date) -> date:
    """Return a birth date of who has this age today; the same each time for the same name and day."""
    back = 30 + sum(naam.encode()) % 300
    try:
        return vandaag.replace(year=vandaag.year - leeftijd) - timedelta(days=back)
    except ValueError:  # today is 29 February
        return vandaag.replace(year=vandaag.year - leeftijd, day=28) - timedelta(days=back)


def _answers_for(door: Medewerker, wie: Medewerker) -> bool:
    return door.has_rol(Medewerker.AANSPREEKPUNT) and (door == wie or not wie.has_rol(Medewerker.AANSPREEKPUNT))


def _gegeven(stap: Stap) -> Gegeven:
    bijlagen = [keur(b["naam"], b["tekst"].encode()) for b in stap.get("bijlagen", [])]
    return Gegeven(
        categorie=stap["categorie"],
        titel=stap["titel"],
        tekst=stap["tekst"],
        herkomst=stap["herkomst"],
        aard=stap.get("aard", "feit"),
        geheim=stap.get("geheim", "geen"),
        bijlagen=bijlagen,
    )


def _many(wat: str | Sequence[str]) -> list[str]:
    return [wat] if isinstance(wat, str) else list(wat)


def _office(moment: datetime) -> datetime:
    """The same day at a time of work; on a weekend the Friday before."""
    local = localtime(moment)
    local -= timedelta(days=max(0, local.weekday() - 4))
    return local.replace(hour=9 + local.toordinal() % 5, minute=local.toordinal() * 7 % 60, second=0, microsecond=0)
