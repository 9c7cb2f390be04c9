# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""One rich casus, everybody who could come near it, and a word of its own in everything that somebody wrote there.

Bram (school) opened it. Dorien received content, Anouk only that it is there, Emre (of Dorien's gemeente, another task)
nothing. Karel did not declare, Fatima did not answer, Lena left, Jip never came in. Carla has a casus of her own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator
from conftest import Mensen, maak_mensen, sessie
from django.utils import timezone

from deelwijs.casus import persoon
from deelwijs.casus.actions import voeg_betrokkene_toe, wijs_collega_aan
from deelwijs.casus.bestanden import keur
from deelwijs.casus.models import Casus, Deelname
from deelwijs.casus.persoon import Persoon
from deelwijs.casus.schrijven import Gegeven
from deelwijs.casus.vertrek import neem_toegang_terug
from deelwijs.convenant.actions import maak_concept
from deelwijs.convenant.models import Kennisgeving, Toetreding
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.overleg.actions import breng_in
from deelwijs.overleg.tests.begin import invited, joined, jongere, opened
from deelwijs.overleg.type_actions import begin as begin_type
from deelwijs.partij import geheim
from deelwijs.partij import mensen as beheer_mensen
from deelwijs.partij.models import Medewerker, Partij, Taak, Vertegenwoordiger
from deelwijs.verstrekking.actions import (
    Gevraagd,
    NietToegestaan,
    adviseer,
    beantwoord,
    beroep_op_plicht,
    besluit_verzoek,
    eigen_afweging,
    neem_over,
    verstrek,
    vraag_verder,
)
from deelwijs.verstrekking.afweging import Afweging, grounds
from deelwijs.verstrekking.models import FgBericht, Verstrekking, Verzoek, Voorwaarde
from deelwijs.verstrekking.oordelen import before, weighing_rules
from deelwijs.verstrekking.reikwijdte import Cel
from deelwijs.verstrekking.tests.geval import JA, Geval

GEBOREN = date(2012, 5, 17)
ARTIKEL = "wmo-2015:5.2.6"


def kanarie(naam: str) -> str:
    """A word that stands in one thing alone, and that no escaping, folding or breaking of lines changes."""
    return f"kanarie{naam}zq"


def zin(naam: str) -> str:
    """A sentence with that word, long enough to be a reason."""
    return f"Dit is een reden van genoeg woorden met {kanarie(naam)} erin."


@dataclass
class Wereld:
    """Who there are, by name, and what there is, by the name that the tables of the tests use for it."""

    mensen: dict[str, Medewerker]
    casus: Casus
    dingen: dict[str, Any] = field(default_factory=dict)  # keys of rows, and words, that stand in addresses

    def __getitem__(self, naam: str) -> Any:
        return self.dingen[naam]


def maak_wereld() -> Wereld:
    """Make it all, as the people themselves would."""
    m = maak_mensen()
    extra = _more_people(m)
    w = _casus(m, extra)
    _give(w, m)
    _beside_the_casus(w, m, extra)
    return w


def _toen() -> date:
    """When the parents were told, invited and asked."""
    return timezone.localdate() - timedelta(days=9)


def _more_people(m: Mensen) -> dict[str, Medewerker]:
    with in_kring(Kring(rol="beheer")):
        zandwerve = Partij.objects.create(naam="JGZ Zandwerve", soort="jeugdgezondheidszorg", plaats="Zandwerve")
        bestuurder = Vertegenwoordiger.objects.create(
            partij=zandwerve, naam="Bestuurder", functie="bestuurder", mandaat="statuten", geldig_vanaf=date(2024, 1, 1)
        )
        dag = date(2024, 1, 1)
        Toetreding.objects.create(
            versie=m.versie, partij=zandwerve, getekend_door=bestuurder, getekend_op=dag, bekendgemaakt_op=dag
        )
        taak = Taak.objects.create(partij=zandwerve, soort="jeugdgezondheidszorg")

        def person(naam: str, like: Medewerker | None, *rollen: str, **rest: Any) -> Medewerker:
            where = {"partij": like.partij, "taak": like.taak} if like else {"partij": zandwerve, "taak": taak}
            mail = f"{naam.lower()}@vlietlanden.example"
            return Medewerker.objects.create(
                **{**where, **rest}, naam=naam, functie="collega", email=mail, rollen=list(rollen)
            )

        return {
            "jip": person("Jip", m.bram),
            "karel": person("Karel", None, "aanspreekpunt"),
            "lena": person("Lena", m.bram),
            "guus": person("Guus", m.dorien, "fg", taak=None),
            "noud": person("Noud", m.anouk, "fg", taak=None),
            "mies": person("Mies", m.bram),  # a key of her own, brought in by Bram
        }


def _casus(m: Mensen, extra: dict[str, Medewerker]) -> Wereld:
    bram = m.bram
    casus = opened(
        bram,
        doel_tekst=zin("doel"),
        hulpvraag=Gegeven("onderwijs", "Hulpvraag", zin("hulpvraag"), kanarie("hulpvraagherkomst")),
        jongere=Persoon(f"Noor {kanarie('jongere')}", GEBOREN, kanarie("woonplaats")),
        herkomst=kanarie("persoonherkomst"),
        verantwoordelijkheid=zin("verklaring"),
        op=timezone.now() - timedelta(hours=2),
    )
    names = ("bram", "anouk", "dorien", "emre", "carla", "fatima", "gerda", "hugo", "ilse")
    w = Wereld({**{naam: getattr(m, naam) for naam in names}, **extra}, casus, {"casus": casus.pk})
    w.dingen["versie"] = m.versie.pk
    w.dingen["zetels"] = {
        naam: joined(casus, wie, bram) for naam, wie in (("anouk", m.anouk), ("dorien", m.dorien), ("emre", m.emre))
    }
    w.dingen["zetels"]["karel"] = joined(casus, extra["karel"], bram, declared=False)
    w.dingen["uitnodiging"] = invited(casus, m.fatima, bram).pk
    op = timezone.now()
    with in_kring(bram.kring):
        w.dingen["zetels"]["bram"] = Deelname.objects.get(casus=casus, partij=bram.partij)
        for colleague in ("lena", "mies"):
            wijs_collega_aan(casus=casus, wie=extra[colleague], door=bram, op=op)
    wie = jongere(casus, bram)
    tekst = keur(f"{kanarie('bestandsnaam')}.txt", f"Verslag {kanarie('bestand')}".encode())
    with in_kring(bram.kring):
        datum = breng_in(
            betrokkene=wie,
            gegeven=Gegeven("onderwijs", kanarie("titel"), zin("tekst"), kanarie("herkomst"), bijlagen=(tekst,)),
            door=bram,
            op=op,
        )
        ander = breng_in(
            betrokkene=wie,
            gegeven=Gegeven("onderwijs", kanarie("anderetitel"), zin("anderetekst"), "dossier"),
            door=bram,
            op=op,
        )
        ouder = voeg_betrokkene_toe(casus=casus, relatie="ouder", door=bram, op=op)
        rond = Persoon(f"Els {kanarie('ouder')}", None, kanarie("ouderplaats"))
        breng_in(
            betrokkene=ouder,
            gegeven=Gegeven(persoon.CATEGORIE, "Wie dit is", rond.as_text(), "dossier"),
            door=bram,
            op=op,
        )
        w.dingen |= {
            "jongere": wie.pk, "partij_swv": m.fatima.partij_id,
            "inbreng": datum.pk, "ander": ander.pk, "bijlage": datum.bijlagen.get().pk,
            "zetel": w["zetels"]["dorien"].pk, "zetel_emre": w["zetels"]["emre"].pk, "dat": "dat", "wat": "wat",
        }  # fmt: skip
    w.dingen["datum"] = datum
    return w


def _give(w: Wereld, m: Mensen) -> None:
    """Dorien gets the content, Anouk only that it is there; and what follows from that."""
    g = Geval(m, w.casus, w["zetels"], w["datum"])
    now = timezone.now()
    for naar, niveau in (("dorien", "dat"), ("dorien", "wat"), ("anouk", "dat")):
        for feit, (antwoord, _) in JA.items():
            g.zeg(feit, antwoord, g.cel(naar, niveau), dag=_toen(), op=now)
    w.dingen["gegeven_dat"] = g.verstrek("anouk", op=timezone.now(), motivering=zin("motief")).pk
    g.verstrek("dorien", op=timezone.now(), motivering=zin("motief"))
    w.dingen["gegeven_wat"] = g.verstrek(
        "dorien", "wat", op=timezone.now(), motivering=zin("motief"), niet_alleen_dat=zin("inhoudreden")
    ).pk
    row = Verstrekking(pk=w["gegeven_wat"], casus=w.casus)
    dorien, op = m.dorien, timezone.now()
    with in_kring(dorien.kring):
        asked = vraag_verder(
            verstrekking=row,
            soort=Verzoek.DOORGEVEN,
            naar=m.anouk.partij,
            motivering=zin("verzoek"),
            door=dorien,
            op=op,
        )
        refused = vraag_verder(
            verstrekking=row, soort=Verzoek.FASE, fase="plan", motivering=zin("verzoektwee"), door=dorien, op=op
        )
        neem_over(verstrekking=row, artikel=ARTIKEL, toelichting=zin("eigendossier"), door=dorien, op=op)
        beroep_op_plicht(
            verstrekking=row, artikel=ARTIKEL, motivering=zin("plicht"), door=dorien, op=op, doel=w.casus.doel
        )
    with in_kring(m.bram.kring):
        besluit_verzoek(verzoek=refused, reden=zin("weigering"), door=m.bram, op=timezone.now())
        owed = Voorwaarde.objects.filter(gedaan_op=None).first()
        w.dingen |= {"verzoek": asked.pk, "voorwaarde": owed.pk if owed else uuid4()}
    _weigh(w, m)
    with in_kring(m.gerda.kring):
        w.dingen["fg_bericht"] = FgBericht.objects.get(soort=FgBericht.PLICHT).pk


def _weigh(w: Wereld, m: Mensen) -> None:
    """Anouk has a secret and both parents said no; she weighs it herself and gives it to Dorien."""
    anouk, op = m.anouk, timezone.now()
    with in_kring(anouk.kring):
        datum = breng_in(
            betrokkene=jongere(w.casus, anouk),
            gegeven=Gegeven(
                "gezondheid", kanarie("gezondheidtitel"), zin("gezondheid"), "eigen dossier", geheim="wgbo"
            ),
            door=anouk,
            op=op,
        )
    said = {feit: antwoord for feit, (antwoord, _) in JA.items()}
    said |= {"leeftijd": 14, "toestemming_ouders": "geweigerd", "toestemming_jongere": "geweigerd"}
    said |= {"conflict_van_plichten": "ja"}
    zetel = w["zetels"]["dorien"]
    cel = Cel(datum.pk, zetel.partij_id, zetel.taak, "wat", w.casus.doel)
    with in_kring(anouk.kring):
        for feit, antwoord in said.items():
            beantwoord(
                casus=w.casus, feit=feit, antwoord=antwoord, cellen=[cel], door=anouk, op=timezone.now(), dag=_toen()
            )
    asked = Gevraagd(
        inbreng=datum.pk, deelname=zetel.pk, niveau="wat", motivering=zin("wegingmotief"),
        niet_alleen_dat=zin("wegingreden"),
    )  # fmt: skip
    refused = None
    with in_kring(anouk.kring):
        try:
            verstrek(gevraagd=asked, door=anouk, op=timezone.now())
        except NietToegestaan as no:
            refused = no
    assert refused is not None
    assert refused.oordeel is not None
    rules = tuple(uitleg.regel.id for uitleg in weighing_rules(refused.oordeel))
    done = frozenset(eis.regel.id for eis in before(refused.oordeel, spoed=False))
    answers = {naam: dict.fromkeys(grond.vragen, zin("weging")) for naam, grond in grounds().items()}
    weighing = Afweging(regels=rules, antwoorden=answers, conclusie=zin("conclusie"))
    with in_kring(anouk.kring):
        given = eigen_afweging(
            gevraagd=replace(asked, bevestigd=done), afweging=weighing, door=anouk, op=timezone.now()
        )
    w.dingen |= {"gegeven_weging": given.pk, "inbreng_anouk": datum.pk}
    noud = w.mensen["noud"]
    with in_kring(noud.kring):
        told = FgBericht.objects.get(soort=FgBericht.AFWEGING)
        adviseer(bericht=told, antwoord=zin("fgantwoord"), door=noud, op=timezone.now())


def _beside_the_casus(w: Wereld, m: Mensen, extra: dict[str, Medewerker]) -> None:
    """Lena leaves; Carla has a casus of her own; and what the people who manage things work on."""
    op = timezone.now()
    w.dingen["sessie_lena"] = sessie(extra["lena"])  # in a browser that is still open
    with in_kring(Kring(rol="beheer")):
        Medewerker.objects.update(last_login=op)
    with in_kring(m.ilse.kring):
        beheer_mensen.laat_gaan(medewerker=extra["lena"], door=m.ilse, op=op)
        neem_toegang_terug(van=extra["lena"], door=m.ilse, op=op)
        nieuw, keys = beheer_mensen.nodig_uit(
            partij=m.ilse.partij, naam="Nina", functie="mentor", email="nina@vlietlanden.example", taak=m.ilse.taak,
            rollen=[], door=m.ilse, op=op,
        )  # fmt: skip
    carla = opened(
        m.carla,
        doel_tekst=zin("carladoel"),
        hulpvraag=Gegeven("onderwijs", "Hulpvraag", zin("carlahulpvraag"), "gesprek"),
        jongere=Persoon(f"Noor {kanarie('jongere')}", GEBOREN, kanarie("carlawoonplaats")),
    )
    w.dingen |= {"nieuwe_medewerker": nieuw.pk, "link": keys.link, "casus_carla": carla.pk, "collega": extra["jip"].pk}
    w.dingen |= {"partij": m.dorien.partij_id, "taak": m.dorien.taak_id, "eigen_partij": m.bram.partij_id}
    with in_kring(m.hugo.kring):
        concept = maak_concept(
            convenant=m.versie.convenant, geldig_vanaf=timezone.localdate() + timedelta(days=30), op=op, door=m.hugo
        )
        row = (
            concept.toetredingen.exclude(partij=m.bram.partij).first()
            or Toetreding.objects.filter(versie=concept).first()
        )
        assert row is not None
        notice = Kennisgeving.objects.create(toetreding=row, partij=m.bram.partij, gemaakt_op=op)
        begin_type(
            versie=m.versie, van="onderwijsloket", slug="overleg_van_ons", naam="Overleg van ons", door=m.hugo, op=op
        )
        w.dingen |= {
            "convenant": m.versie.convenant_id, "concept": concept.pk, "toetreding": row.pk, "kennisgeving": notice.pk,
            "mandaat": Vertegenwoordiger.objects.filter(partij=m.dorien.partij).values_list("pk", flat=True)[0],
            "eigen_type": "overleg_van_ons", "slug": "mdo_zat",
        }  # fmt: skip
    for wie in w.mensen.values():
        Authenticator.objects.create(user=wie, type="totp", data={"secret": geheim.versleutel("A" * 32)})
