# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The provider keeps control: further use is asked and granted per datum. Weighing, advice, phases and duties."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from conftest import Mensen
from django.db import IntegrityError, transaction
from pydantic import ValidationError

from deelwijs.casus.inhoud import clear_json
from deelwijs.casus.models import Inbreng
from deelwijs.logboek.kring import in_kring
from deelwijs.logboek.models import Regel
from deelwijs.overleg.actions import volgende_fase
from deelwijs.partij.models import Medewerker
from deelwijs.toets import oordeel as oordeelmodule
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Soort
from deelwijs.toets.oordeel import NietTeHerhalen
from deelwijs.verstrekking import oordelen
from deelwijs.verstrekking.actions import (
    Gevraagd,
    NietMogelijk,
    NietToegestaan,
    adviseer,
    beantwoord,
    bekijk,
    beroep_op_plicht,
    besluit_verzoek,
    eigen_afweging,
    herbeoordeel,
    neem_over,
    speel_na,
    trek_in,
    verstrek,
    voldoe,
    vraag_advies,
    vraag_verder,
    zie_in,
)
from deelwijs.verstrekking.afweging import Afweging, grounds
from deelwijs.verstrekking.models import (
    EigenDossier,
    FgBericht,
    Herbeoordeling,
    Toets,
    Verstrekking,
    Verzoek,
    Voorwaarde,
)
from deelwijs.verstrekking.reikwijdte import PER_FASE
from deelwijs.verstrekking.tests.geval import DAG, INHOUD_NODIG, JA, MERK, OP, WAAROM, Geval, geval, ingebracht

pytestmark = [pytest.mark.django_db, pytest.mark.eis("D5")]
LATER = OP + timedelta(hours=1)
WOORDEN = "Dit is een zin met genoeg woorden om een reden te zijn."


@pytest.fixture
def g(mensen: Mensen) -> Geval:
    found = geval(mensen)
    for niveau in ("dat", "wat"):
        found.alles_in_orde(found.cel("dorien", niveau))
    return found


def vraag(g: Geval, row: Verstrekking, soort: str, wie: Medewerker | None = None, **rest: Any) -> Verzoek:
    person = wie or g.mensen.dorien
    with in_kring(person.kring):
        return vraag_verder(verstrekking=row, soort=soort, motivering=WOORDEN, door=person, op=LATER, **rest)


class TestVerzoek:
    def test_content_is_asked_and_granted_by_a_new_gift_after_a_new_toets(self, g: Geval) -> None:
        row = g.verstrek("dorien")
        asked = vraag(g, row, Verzoek.INHOUD)
        with in_kring(g.mensen.bram.kring):
            given = verstrek(gevraagd=g.gevraagd("dorien", "wat"), door=g.mensen.bram, op=LATER, verzoek=asked)
            asked.refresh_from_db()
            assert (asked.status, asked.besloten_door) == (Verzoek.TOEGESTAAN, g.mensen.bram)
        assert given.toets.mag
        with in_kring(g.mensen.dorien.kring):
            assert MERK in zie_in(verstrekking=given, door=g.mensen.dorien, op=LATER).velden["tekst"]

    def test_a_grant_that_the_toets_forbids_grants_nothing(self, g: Geval) -> None:
        row = g.verstrek("dorien")
        asked = vraag(g, row, Verzoek.INHOUD)
        g.zeg("noodzaak", "handig", g.cel("dorien", "wat"), op=LATER)
        with in_kring(g.mensen.bram.kring):
            with pytest.raises(NietToegestaan):
                verstrek(
                    gevraagd=g.gevraagd("dorien", "wat"),
                    door=g.mensen.bram,
                    op=LATER + timedelta(minutes=1),
                    verzoek=asked,
                )
            assert Verzoek.objects.get(pk=asked.pk).status == Verzoek.GEVRAAGD

    def test_a_refusal_holds_and_its_reason_is_read_by_who_asked(self, g: Geval) -> None:
        asked = vraag(g, g.verstrek("dorien"), Verzoek.DOORGEVEN, naar=g.mensen.anouk.partij)
        with in_kring(g.mensen.bram.kring):
            besluit_verzoek(verzoek=asked, reden=WOORDEN, door=g.mensen.bram, op=LATER)
            with pytest.raises(NietMogelijk):
                besluit_verzoek(verzoek=asked, reden=WOORDEN, door=g.mensen.bram, op=LATER)
        with in_kring(g.mensen.dorien.kring):
            seen = Verzoek.objects.get(pk=asked.pk)
            assert seen.status == Verzoek.GEWEIGERD
            assert clear_json(g.casus.pk, seen.plek("reden"), seen.reden) == {"tekst": WOORDEN}
            assert not Verstrekking.objects.filter(ontvanger=g.mensen.anouk.partij).exists()

    def test_nobody_grants_their_own_request(self, g: Geval) -> None:
        asked = vraag(g, g.verstrek("dorien"), Verzoek.INHOUD)
        with in_kring(g.mensen.dorien.kring):
            with pytest.raises(Verzoek.DoesNotExist):
                besluit_verzoek(verzoek=asked, reden=WOORDEN, door=g.mensen.dorien, op=LATER)
            assert Verzoek.objects.filter(pk=asked.pk).update(status="geweigerd", reden=b"x", besloten_op=LATER) == 0

    @pytest.mark.parametrize(
        ("soort", "rest"),
        [("fase", {"fase": "intake"}), ("fase", {"fase": "dromen"}), ("doel", {"doel": "opsporen"}), ("doel", {}),
         ("iets", {}), ("doorgeven", {}), ("inhoud", {"fase": "plan"})],
    )  # fmt: skip
    def test_what_cannot_be_asked(self, g: Geval, soort: str, rest: dict[str, Any]) -> None:
        row = g.verstrek("dorien")
        with pytest.raises(NietMogelijk):
            vraag(g, row, soort, **rest)

    def test_only_who_received_it_asks(self, g: Geval) -> None:
        row = g.verstrek("dorien")
        for wie in ("emre", "anouk", "bram"):
            with pytest.raises(Verstrekking.DoesNotExist):
                vraag(g, row, Verzoek.INHOUD, getattr(g.mensen, wie))

    def test_sent_twice_it_is_asked_once(self, g: Geval) -> None:
        row, pk = g.verstrek("dorien"), uuid4()
        assert vraag(g, row, Verzoek.INHOUD, pk=pk) == vraag(g, row, Verzoek.INHOUD, pk=pk)

    def test_a_duty_by_law_goes_around_names_its_article_and_is_told(self, g: Geval) -> None:
        row, dorien = g.verstrek("dorien"), g.mensen.dorien
        with in_kring(dorien.kring):
            with pytest.raises(NietMogelijk) as no:
                beroep_op_plicht(
                    verstrekking=row,
                    artikel="zomaar:1",
                    motivering=WOORDEN,
                    door=dorien,
                    op=LATER,
                    doel="kind_beschermen",
                )
            assert no.value.soort == "artikel_onbekend"
            made = beroep_op_plicht(
                verstrekking=row, artikel="wmo-2015:5.2.6", motivering=WOORDEN, door=dorien, op=LATER,
                doel="kind_beschermen",
            )  # fmt: skip
        assert (made.status, made.artikel) == (Verzoek.WETTELIJKE_PLICHT, "wmo-2015:5.2.6")
        with in_kring(g.mensen.bram.kring):
            assert Verzoek.objects.filter(pk=made.pk).exists()
        with in_kring(g.mensen.gerda.kring):
            told = FgBericht.objects.get(soort=FgBericht.PLICHT)
            assert told.toets_id == row.toets_id

    @pytest.mark.eis("D4")
    def test_what_went_into_ones_own_file_is_noted_with_its_duty(self, g: Geval) -> None:
        row, dorien = g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG), g.mensen.dorien
        with in_kring(dorien.kring):
            pk = uuid4()
            for _ in range(2):
                note = neem_over(
                    verstrekking=row, artikel="jeugdwet:2.3", toelichting=WOORDEN, door=dorien, op=LATER, pk=pk
                )
            assert EigenDossier.objects.get() == note
        with in_kring(g.mensen.bram.kring):
            assert EigenDossier.objects.filter(pk=note.pk).exists()
        with in_kring(g.mensen.emre.kring):
            assert not EigenDossier.objects.exists()


class TestVoorwaarde:
    def test_a_duty_is_done_by_its_owner_once(self, g: Geval) -> None:
        g.zeg("geinformeerd", "nee", g.cel("dorien", "dat"), op=OP)
        row = g.verstrek("dorien", spoed="De ouders zijn niet te bereiken vandaag.")
        with in_kring(g.mensen.bram.kring):
            duty = Voorwaarde.objects.get(verstrekking=row, gedaan_op=None)
        with in_kring(g.mensen.dorien.kring), pytest.raises(NietMogelijk) as no:
            voldoe(voorwaarde=duty, door=g.mensen.dorien, op=LATER)
        assert no.value.soort == "niet_van_u"
        with in_kring(g.mensen.bram.kring):
            voldoe(voorwaarde=duty, door=g.mensen.bram, op=LATER)
            with pytest.raises(NietMogelijk, match="al gedaan"):
                voldoe(voorwaarde=duty, door=g.mensen.bram, op=LATER)
            assert Voorwaarde.objects.get(pk=duty.pk).gedaan_door == g.mensen.bram

    def test_who_receives_cannot_write_a_duty_for_the_provider(self, g: Geval) -> None:
        row = g.verstrek("dorien")
        with (
            in_kring(g.mensen.dorien.kring),
            pytest.raises(Exception, match="row-level security"),
            transaction.atomic(),
        ):
            Voorwaarde.objects.create(
                verstrekking=row, casus=g.casus, regel="x", plicht="x", wanneer="achteraf", eigenaar=row.verstrekker
            )


@pytest.mark.eis("O3")
class TestFase:
    @pytest.fixture
    def row(self, g: Geval) -> Verstrekking:
        row = g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
        with in_kring(g.mensen.bram.kring):
            volgende_fase(casus=g.casus, naar="beoordeling", door=g.mensen.bram, op=LATER)
        return row

    def again(self, g: Geval, row: Verstrekking, **how: Any) -> Herbeoordeling:
        refused = None
        with in_kring(g.mensen.bram.kring):
            try:
                return herbeoordeel(verstrekking=row, door=g.mensen.bram, op=LATER + timedelta(minutes=5), **how)
            except NietToegestaan as no:
                refused = no
        raise refused

    def look(self, g: Geval, row: Verstrekking) -> str:
        with in_kring(g.mensen.dorien.kring):
            return zie_in(verstrekking=row, door=g.mensen.dorien, op=LATER + timedelta(minutes=9)).dicht

    def test_still_needed_and_still_allowed_opens_it_for_this_phase(self, g: Geval, row: Verstrekking) -> None:
        assert self.look(g, row) == "fase"
        # That it was needed for the intake says nothing of this phase: those answers are asked anew.
        for missing in ("noodzaak", "lichter_middel"):
            with pytest.raises(NietToegestaan) as no:
                self.again(g, row, nodig=True, motivering=WOORDEN)
            assert no.value.ontbreekt == "toets"
            g.zeg(missing, JA[missing][0], g.cel("dorien", "wat"), op=LATER)
        done = self.again(g, row, nodig=True, motivering=WOORDEN)
        assert done.toets is not None
        assert (done.besluit, done.toets.fase, done.toets.mag) == ("nodig", "beoordeling", True)
        assert self.look(g, row) == ""
        with pytest.raises(NietMogelijk) as twice:
            self.again(g, row, nodig=True, motivering=WOORDEN)
        assert twice.value.soort == "al_herbeoordeeld"

    def test_needed_but_not_allowed_stays_closed_and_is_kept(self, g: Geval, row: Verstrekking) -> None:
        still_needed(g, row)
        g.zeg("toestemming_ouders", "geweigerd", g.cel("dorien", "wat"), op=LATER)
        with pytest.raises(NietToegestaan):
            self.again(g, row, nodig=True, motivering=WOORDEN)
        assert self.look(g, row) == "fase"
        with in_kring(g.mensen.bram.kring):
            assert Toets.objects.filter(mag=False, fase="beoordeling").count() == 1

    def test_not_needed_ends_it(self, g: Geval, row: Verstrekking) -> None:
        self.again(g, row, nodig=False)
        assert self.look(g, row) == "ingetrokken"

    def test_the_receiver_cannot_answer_it(self, g: Geval, row: Verstrekking) -> None:
        with in_kring(g.mensen.dorien.kring), pytest.raises(Verstrekking.DoesNotExist):
            herbeoordeel(verstrekking=row, nodig=True, motivering=WOORDEN, door=g.mensen.dorien, op=LATER)

    def test_a_request_for_the_phase_is_granted_by_testing_anew(self, g: Geval, row: Verstrekking) -> None:
        asked = vraag(g, row, Verzoek.FASE, fase="beoordeling")
        still_needed(g, row)
        self.again(g, row, nodig=True, motivering=WOORDEN, verzoek=asked)
        with in_kring(g.mensen.dorien.kring):
            assert Verzoek.objects.get(pk=asked.pk).status == Verzoek.TOEGESTAAN


def still_needed(g: Geval, row: Verstrekking) -> None:
    """Bram says of this phase too that it is needed, and that there is no lighter way."""
    for feit in sorted(PER_FASE):
        g.zeg(feit, JA[feit][0], g.cel("dorien", row.niveau), op=LATER)


def afgewogen(regels: list[str], *gronden: str, **rest: str) -> Afweging:
    antwoorden = {naam: dict.fromkeys(grounds()[naam].vragen, WOORDEN) for naam in gronden}
    return Afweging(regels=tuple(regels), antwoorden=antwoorden, conclusie=WOORDEN, **rest)


@pytest.mark.eis("T19", "D12")
class TestEigenAfweging:
    """Anouk (jeugdarts) has a secret; the parents said no; she fears serious harm."""

    @pytest.fixture
    def datum(self, g: Geval) -> Inbreng:
        datum = ingebracht(g.casus, g.mensen.anouk, "gezondheid", geheim="wgbo")
        self.say(g, datum, {**{f: a for f, (a, _) in JA.items()}, "leeftijd": 14, "toestemming_ouders": "geweigerd",
                            "toestemming_jongere": "geweigerd", "conflict_van_plichten": "ja"})  # fmt: skip
        return datum

    def say(self, g: Geval, datum: Inbreng, said: dict[str, Any]) -> None:
        cel = g.cel("dorien", "wat")._replace(inbreng=datum.pk)
        with in_kring(g.mensen.anouk.kring):
            for feit, antwoord in said.items():
                beantwoord(
                    casus=g.casus, feit=feit, antwoord=antwoord, cellen=[cel], door=g.mensen.anouk, op=OP, dag=DAG
                )

    def give(self, g: Geval, datum: Inbreng, afweging: Afweging | None = None, **rest: Any) -> Verstrekking:
        asked = Gevraagd(datum.pk, g.zetels["dorien"].pk, "wat", WAAROM, niet_alleen_dat=INHOUD_NODIG, **rest)
        anouk = g.mensen.anouk
        refused = None
        with in_kring(anouk.kring):
            try:
                if afweging is None:
                    return verstrek(gevraagd=asked, door=anouk, op=LATER)
                return eigen_afweging(gevraagd=asked, afweging=afweging, door=anouk, op=LATER)
            except NietToegestaan as no:
                refused = no
        raise refused

    def rules(self, g: Geval, datum: Inbreng) -> list[str]:
        with pytest.raises(NietToegestaan) as no:
            self.give(g, datum)
        assert (no.value.ontbreekt, no.value.toets.uitkomst) == ("afweging", "eigen_afweging")
        assert no.value.oordeel is not None
        self.duties = {"bevestigd": frozenset(e.regel.id for e in oordelen.before(no.value.oordeel, spoed=False))}
        return [uitleg.regel.id for uitleg in oordelen.weighing_rules(no.value.oordeel)]

    def test_without_a_weighing_it_is_no_with_a_whole_one_it_is_yes(self, g: Geval, datum: Inbreng) -> None:
        regels = self.rules(g, datum)
        assert "geheim-conflict-van-plichten" in regels
        for half in (afgewogen(regels, "andere"), afgewogen(regels[:1], "conflict_van_plichten")):
            with pytest.raises(NietToegestaan):
                self.give(g, datum, half, **self.duties)
        row = self.give(g, datum, afgewogen(regels, *grounds()), **self.duties)
        assert (row.toets.uitkomst, row.toets.mag) == ("eigen_afweging", True)
        with in_kring(g.mensen.anouk.kring):
            assert FgBericht.objects.get().soort == FgBericht.AFWEGING
            # Each weighing that was written down, also the two that did not suffice.
            assert Regel.objects.filter(handeling="afgewogen").count() == 3
        with in_kring(g.mensen.dorien.kring):
            assert zie_in(verstrekking=row, door=g.mensen.dorien, op=LATER).dicht == ""

    def test_a_look_closes_when_somebody_else_has_to_be_weighed(self, g: Geval, datum: Inbreng) -> None:
        regels = self.rules(g, datum)
        row = self.give(g, datum, afgewogen(regels, *grounds()), **self.duties)
        cel = g.cel("dorien", "wat")._replace(inbreng=datum.pk)
        with in_kring(g.mensen.anouk.kring):
            beantwoord(
                casus=g.casus, feit="conflict_van_plichten", antwoord="nee", cellen=[cel], door=g.mensen.anouk, op=LATER
            )
        with in_kring(g.mensen.dorien.kring):
            blik = zie_in(verstrekking=row, door=g.mensen.dorien, op=LATER + timedelta(minutes=1))
        assert (blik.dicht, blik.velden) == ("toets", {})

    def test_the_fg_advises_first_where_a_rule_asks_it(self, g: Geval, datum: Inbreng) -> None:
        cel = g.cel("dorien", "wat")._replace(inbreng=datum.pk)
        anouk = g.mensen.anouk
        with in_kring(anouk.kring):
            beantwoord(
                casus=g.casus,
                feit="geinformeerd",
                antwoord="gevaar",
                cellen=[cel],
                door=anouk,
                op=OP + timedelta(minutes=1),
            )
        regels = self.rules(g, datum)
        assert "uavg-41-gevaar" in regels
        whole = afgewogen(regels, *grounds())
        assert "uavg-41-reden-vastleggen" in self.duties["bevestigd"]
        with pytest.raises(NietToegestaan) as no:
            self.give(g, datum, whole, **self.duties)
        assert no.value.ontbreekt == "advies"
        asked: dict[str, Any] = {
            "inbreng": datum.pk,
            "deelname": g.zetels["dorien"].pk,
            "niveau": "wat",
            "motivering": WOORDEN,
        }
        with in_kring(anouk.kring):
            bericht = vraag_advies(**asked, door=anouk, op=OP + timedelta(minutes=2))
            with pytest.raises(NietMogelijk):
                vraag_advies(**asked, door=anouk, op=OP + timedelta(minutes=3))
        fg = Medewerker.objects.get(pk=g.mensen.gerda.pk)
        with in_kring(fg.kring), pytest.raises(FgBericht.DoesNotExist):
            bekijk(bericht=bericht, door=fg, op=LATER)  # of another party
        mine = g.mensen.anouk
        mine.rollen = ["fg"]
        with in_kring(mine.kring):
            seen = bekijk(bericht=bericht, door=mine, op=OP + timedelta(minutes=4))
            assert MERK not in str((seen.feiten, seen.oordeel, seen.woorden))
            adviseer(bericht=bericht, antwoord=WOORDEN, akkoord=False, door=mine, op=OP + timedelta(minutes=5))
            with pytest.raises(NietMogelijk):
                adviseer(bericht=bericht, antwoord=WOORDEN, akkoord=True, door=mine, op=LATER)
        with pytest.raises(NietToegestaan) as no:
            self.give(g, datum, whole, **self.duties)
        assert no.value.ontbreekt == "tegen_advies"
        row = self.give(g, datum, afgewogen(regels, *grounds(), tegen_advies=WOORDEN), **self.duties)
        assert row.toets.mag

    def test_a_weighing_opens_nothing_that_is_forbidden(self, g: Geval, datum: Inbreng) -> None:
        self.say(g, datum, {"conflict_van_plichten": "nee"})
        with pytest.raises(NietToegestaan) as no:
            self.give(g, datum, afgewogen(["geheim-conflict-van-plichten"], *grounds()))
        assert no.value.ontbreekt == "toets"
        assert no.value.toets.afweging is None

    def test_half_a_weighing_is_no_weighing(self) -> None:
        with pytest.raises(ValidationError):
            Afweging(regels=(), antwoorden={"conflict_van_plichten": {"schade": WOORDEN}}, conclusie=WOORDEN)
        with pytest.raises(ValidationError):
            Afweging(regels=(), antwoorden={}, conclusie="ja")


def test_the_weighings_name_rules_that_exist_and_the_fg_is_heard_where_a_text_says_so() -> None:
    kennis = load_shipped(voorbeelden=False)
    regels = {regel.id: regel for regel in kennis.regels}
    for grond in grounds().values():
        assert set(grond.regels) <= set(regels)
    weighing = [
        r for r in kennis.regels
        if (r.soort in (Soort.WEGING, Soort.WEEG_GRONDSLAG) or r.wordt_weging)
    ]  # fmt: skip
    named = {r.id for r in weighing if "functionaris" in r.tekst["professional"].lower()}
    assert named == {r.id for r in weighing if oordelen.asks_advice(kennis, [r])}


@pytest.mark.eis("T19", "T17")
def test_a_stored_toets_replays_byte_for_byte_or_says_that_it_cannot(g: Geval, monkeypatch: pytest.MonkeyPatch) -> None:
    given = g.verstrek("dorien")
    with pytest.raises(NietToegestaan):
        g.verstrek("emre")
    with in_kring(g.mensen.bram.kring):
        rows = list(Toets.objects.visible_to(g.mensen.bram))
        assert len(rows) == 2
        for toets in rows:
            kept = clear_json(g.casus.pk, toets.plek("oordeel"), toets.oordeel)
            assert kept["uitkomst"] == toets.uitkomst
            assert speel_na(toets)
        toets = Toets.objects.get(pk=given.toets_id)
        monkeypatch.setattr(oordeelmodule, "MOTOR", "een andere")
        with pytest.raises(NietTeHerhalen, match="motor"):
            speel_na(toets)


def test_the_fg_sees_only_what_was_put_before_them(g: Geval) -> None:
    g.verstrek("dorien")
    gerda = g.mensen.gerda
    with in_kring(gerda.kring):
        assert not Toets.objects.exists()
        assert not FgBericht.objects.exists()
        with pytest.raises(NietMogelijk):
            adviseer(bericht=FgBericht(), antwoord="", door=g.mensen.bram, op=LATER)


def test_taking_in_what_is_not_theirs(g: Geval) -> None:
    row = g.verstrek("dorien")
    for wie in ("dorien", "emre", "anouk"):
        person = getattr(g.mensen, wie)
        with in_kring(person.kring), pytest.raises(Verstrekking.DoesNotExist):
            trek_in(verstrekking=row, door=person, op=LATER)


def test_a_request_of_the_receiver_cannot_name_another_provider(g: Geval) -> None:
    row, dorien = g.verstrek("dorien"), g.mensen.dorien
    with in_kring(dorien.kring), pytest.raises(IntegrityError), transaction.atomic():
        Verzoek.objects.create(
            casus=g.casus, verstrekking=row, soort="inhoud", verstrekker=g.mensen.anouk.partij, vrager=dorien.partij,
            gevraagd_door=dorien, gevraagd_op=LATER, motivering=b"x",
        )  # fmt: skip
