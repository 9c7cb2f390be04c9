# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Opening a casus, bringing in, inviting, declaring and directing: what goes on, and what does not."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from conftest import Mensen
from django.db import ProgrammingError, connection

from deelwijs.casus.actions import (
    antwoord_op_uitnodiging,
    beeindig_deelname,
    neem_collega_weg,
    sluit_casus,
    verbeter,
    voeg_betrokkene_toe,
    wijs_collega_aan,
)
from deelwijs.casus.inhoud import open_doel, open_inbreng
from deelwijs.casus.models import Betrokkene, Casus, Deelname, Inbreng, Regie, Toegang
from deelwijs.casus.persoon import Persoon, lees
from deelwijs.casus.poort import Dicht
from deelwijs.casus.schrijven import Gegeven
from deelwijs.casus.weigering import Geweigerd
from deelwijs.convenant.derden import Gevraagd
from deelwijs.convenant.grens import BuitenConvenant
from deelwijs.convenant.models import Toetreding
from deelwijs.logboek.kring import Kring, in_kring
from deelwijs.logboek.models import Regel
from deelwijs.overleg.actions import breng_in, draag_regie_over, nodig_uit, open_casus, verklaar, volgende_fase
from deelwijs.overleg.tests.begin import LATER, MERK, NOOR, OP, everyone, invited, joined, jongere, opened, start
from deelwijs.partij.models import Medewerker

pytestmark = pytest.mark.django_db

VERZUIM = Gegeven("verzuim", "Gemiste lessen", "Zes uur gemist in oktober.", "verzuimregistratie")


def soorten(mensen: Mensen, door: Medewerker, **filters: object) -> list[str]:
    """What the log says somebody did, in order."""
    with in_kring(door.kring):
        rows = Regel.objects.filter(door=door.pk, **filters).order_by("volgnummer")
        return list(rows.values_list("handeling", flat=True))


@pytest.mark.eis("D1", "D2", "D10")
def test_a_casus_is_opened_with_its_purpose_its_first_participant_and_who_directs(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    with in_kring(mensen.bram.kring):
        [seat] = Deelname.objects.filter(casus=casus)
        assert (seat.taak, seat.status, seat.grondslag) == ("school_vo", "deelnemer", "wvo-2020:8.9-8.12")
        assert seat.verklaard_op == OP
        [regie] = Regie.objects.filter(casus=casus)
        assert (regie.soort, regie.medewerker, regie.tot) == (Regie.PROCES, mensen.bram, None)
        assert open_doel(casus=casus, door=mensen.bram).startswith("Samen zorgen")
        rows = list(Inbreng.objects.own(mensen.bram).filter(casus=casus))
        shown = open_inbreng(rijen=rows, door=mensen.bram, op=OP)
        texts = {rij.categorie: shown[rij.pk]["tekst"] for rij in rows}
        assert lees(texts["identiteit"]) == NOOR
        assert MERK in texts["onderwijs"]
    said = soorten(mensen, mensen.bram, casus=casus.pk)
    assert said[:3] == ["casus_geopend", "doel_vastgelegd", "deelname_vastgelegd"]
    assert said.count("ingebracht") == 2


@pytest.mark.eis("B2")
def test_nothing_of_a_casus_stands_readable_in_any_table(mensen: Mensen) -> None:
    opened(mensen.bram)
    with in_kring(Kring(rol="onderhoud")), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename ~ '^(casus|logboek)_'"
        )
        tables = [name for (name,) in cursor.fetchall()]
    with in_kring(mensen.bram.kring), connection.cursor() as cursor:
        seen = 0
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t")
            for (line,) in cursor.fetchall():
                seen += 1
                low = line.lower()
                for word in (MERK, "vlietstra", "2012-05-17", "mentor", "lessen"):
                    assert word not in low, table
                    assert word.encode().hex() not in low, table
    assert seen > 10


@pytest.mark.eis("D1")
def test_the_same_form_sent_twice_opens_one_casus_and_a_token_leads_only_to_ones_own(mensen: Mensen) -> None:
    token = uuid4()
    first, again = opened(mensen.bram, token=token), opened(mensen.bram, token=token, op=LATER)
    assert first == again
    other = opened(mensen.carla, token=token)
    assert other.pk != first.pk
    with in_kring(mensen.bram.kring):
        assert Casus.objects.count() == 1


@pytest.mark.eis("C6", "D1")
@pytest.mark.parametrize(
    ("changes", "soort"),
    [
        ({"overlegtype": "bestaat_niet"}, "type_onbekend"),
        ({"doel": "naar_werk"}, "doel_past_niet"),
        ({"grondslag": "jeugdwet:2.3"}, "grondslag_past_niet"),
        ({"verantwoordelijkheid": "  "}, "leeg"),
        ({"doel_tekst": ""}, "leeg"),
        ({"doel_tekst": "x" * 1_001}, "te_lang"),
        ({"hulpvraag": replace(start().hulpvraag, categorie="hulp_betrokken")}, "categorie_taak"),
        ({"hulpvraag": replace(start().hulpvraag, aard="roddel")}, "antwoord_onbekend"),
        ({"hulpvraag": replace(start().hulpvraag, geheim="soms")}, "antwoord_onbekend"),
        ({"hulpvraag": replace(start().hulpvraag, tekst="")}, "leeg"),
        ({"jongere": Persoon("")}, "persoon_onleesbaar"),
        # What all participants read names nobody.
        ({"doel_tekst": "Zorgen dat Noor weer komt."}, "naam_in_doel"),
        ({"verantwoordelijkheid": "Wij helpen het gezin Vlietstra."}, "naam_in_doel"),
    ],
)
def test_what_the_type_does_not_have_opens_nothing(mensen: Mensen, changes: dict[str, object], soort: str) -> None:
    with pytest.raises(Geweigerd) as refused:
        opened(mensen.bram, **changes)  # type: ignore[arg-type]
    assert refused.value.soort == soort
    with in_kring(mensen.bram.kring):
        assert not Casus.objects.exists()
        assert not Toegang.objects.exists()
    opened(mensen.bram)


@pytest.mark.eis("C6")
def test_who_takes_no_part_in_the_agreement_opens_nothing(mensen: Mensen) -> None:
    with in_kring(Kring(rol="beheer")):
        Toetreding.objects.filter(partij=mensen.bram.partij).update(beeindigd_op=OP.date())
    with pytest.raises(Geweigerd) as refused:
        opened(mensen.bram)
    assert refused.value.soort == "geen_convenant"
    with pytest.raises(Geweigerd):
        opened(mensen.gerda)  # works for no task by law
    # Who may not bring in whom it is about opens nothing either.
    with pytest.raises(Geweigerd) as refused:
        opened(mensen.dorien)
    assert refused.value.soort == "niet_openen"
    opened(mensen.carla)


@pytest.mark.eis("C6")
def test_a_purpose_outside_the_agreement_is_refused_before_the_type_is_asked(mensen: Mensen) -> None:
    with pytest.raises(BuitenConvenant):
        opened(mensen.bram, doel="geen_doel")


@pytest.mark.eis("D3", "C6")
def test_a_datum_is_brought_in_for_ones_own_party_only(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.anouk, mensen.bram)
    kind = jongere(casus, mensen.bram)
    with in_kring(mensen.bram.kring):
        row = breng_in(betrokkene=kind, gegeven=VERZUIM, door=mensen.bram, op=OP)
        assert (row.partij, row.taak, row.fase, row.aard) == (mensen.bram.partij, "school_vo", "intake", "feit")
        assert open_inbreng(rijen=[row], door=mensen.bram, op=OP)[row.pk]["tekst"] == VERZUIM.tekst
    with in_kring(mensen.anouk.kring):
        assert not Inbreng.objects.exists()
        assert open_inbreng(rijen=[row], door=mensen.anouk, op=OP) == {}
        with pytest.raises(Geweigerd) as refused:
            breng_in(betrokkene=kind, gegeven=VERZUIM, door=mensen.anouk, op=OP)
        assert refused.value.soort == "categorie_taak"
        breng_in(betrokkene=kind, gegeven=replace(VERZUIM, categorie="gezondheid"), door=mensen.anouk, op=OP)
    for stranger in (mensen.carla, mensen.dorien, mensen.ilse, mensen.gerda, mensen.hugo):
        with in_kring(stranger.kring), pytest.raises(Casus.DoesNotExist):
            breng_in(betrokkene=kind, gegeven=VERZUIM, door=stranger, op=OP)


@pytest.mark.eis("D3", "O3")
def test_what_is_not_needed_in_this_phase_is_not_brought_in_yet(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.dorien, mensen.bram)
    kind = jongere(casus, mensen.dorien)
    hulp = replace(VERZUIM, categorie="hulp_betrokken")
    with in_kring(mensen.dorien.kring), pytest.raises(Geweigerd) as refused:
        breng_in(betrokkene=kind, gegeven=hulp, door=mensen.dorien, op=OP)
    assert refused.value.soort == "categorie_fase"
    with in_kring(mensen.bram.kring):
        volgende_fase(casus=casus, naar="beoordeling", door=mensen.bram, op=OP)
    with in_kring(mensen.dorien.kring):
        assert breng_in(betrokkene=kind, gegeven=hulp, door=mensen.dorien, op=OP).fase == "beoordeling"


@pytest.mark.eis("D3")
def test_the_same_datum_sent_twice_is_there_once(mensen: Mensen) -> None:
    casus, token = opened(mensen.bram), uuid4()
    kind = jongere(casus, mensen.bram)
    with in_kring(mensen.bram.kring):
        one = breng_in(betrokkene=kind, gegeven=VERZUIM, door=mensen.bram, op=OP, token=token)
        two = breng_in(betrokkene=kind, gegeven=VERZUIM, door=mensen.bram, op=LATER, token=token)
        assert one == two
        assert Inbreng.objects.filter(categorie="verzuim").count() == 1


@pytest.mark.eis("D2")
def test_before_the_declaration_nothing_is_brought_in(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.anouk, mensen.bram, declared=False)
    kind = jongere(casus, mensen.anouk)
    gezond = replace(VERZUIM, categorie="gezondheid")
    with in_kring(mensen.anouk.kring):
        with pytest.raises(Geweigerd) as refused:
            breng_in(betrokkene=kind, gegeven=gezond, door=mensen.anouk, op=OP)
        assert refused.value.soort == "niet_verklaard"
        with pytest.raises(Geweigerd) as refused:
            verklaar(casus=casus, verantwoordelijkheid="x", grondslag="jeugdwet:2.3", door=mensen.anouk, op=OP)
        assert refused.value.soort == "grondslag_past_niet"
        verklaar(casus=casus, verantwoordelijkheid="Volgt de gezondheid.", grondslag="wpg-gezondheid:5",
                 door=mensen.anouk, op=OP)  # fmt: skip
        breng_in(betrokkene=kind, gegeven=gezond, door=mensen.anouk, op=OP)
    with in_kring(mensen.bram.kring):  # all participants see it
        assert Deelname.objects.get(casus=casus, taak="jeugdgezondheidszorg").grondslag == "wpg-gezondheid:5"


@pytest.mark.eis("B4", "D2")
def test_a_declaration_names_nobody_and_refusing_it_tells_no_name(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.anouk, mensen.bram)
    said = "Wij begeleiden Noor."
    with in_kring(mensen.bram.kring), pytest.raises(Geweigerd) as refused:
        verklaar(casus=casus, verantwoordelijkheid=said, grondslag="wvo-2020:2.41", door=mensen.bram, op=LATER)
    assert refused.value.soort == "naam_in_doel"
    with in_kring(mensen.anouk.kring):  # who was not given the name learns nothing by trying names
        for name in ("Noor", "Sanne"):
            verklaar(casus=casus, verantwoordelijkheid=f"Wij zien {name}.", grondslag="wpg-gezondheid:5",
                     door=mensen.anouk, op=LATER)  # fmt: skip


@pytest.mark.eis("D3")
def test_a_correction_is_a_new_version_and_the_old_one_stays(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    kind = jongere(casus, mensen.bram)
    with in_kring(mensen.bram.kring):
        old = breng_in(betrokkene=kind, gegeven=VERZUIM, door=mensen.bram, op=OP)
        new = verbeter(inbreng=old, gegeven=replace(VERZUIM, tekst="Vier uur.", categorie="gezondheid"),
                       door=mensen.bram, op=LATER)  # fmt: skip
        assert (new.vervangt_id, new.categorie) == (old.pk, "verzuim")
        assert open_inbreng(rijen=[old, new], door=mensen.bram, op=LATER)[old.pk]["tekst"] == VERZUIM.tekst
        assert list(Inbreng.objects.own(mensen.bram).current().filter(categorie="verzuim")) == [new]
        with pytest.raises(Geweigerd) as refused:
            verbeter(inbreng=old, gegeven=VERZUIM, door=mensen.bram, op=LATER)
        assert refused.value.soort == "al_verbeterd"
    joined(casus, mensen.anouk, mensen.bram)
    with in_kring(mensen.anouk.kring), pytest.raises(Inbreng.DoesNotExist):
        verbeter(inbreng=new, gegeven=VERZUIM, door=mensen.anouk, op=LATER)


@pytest.mark.eis("B4", "D6")
def test_an_invitation_shows_what_it_is_for_and_nothing_of_the_youth(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    seat = invited(casus, mensen.anouk, mensen.bram)
    assert (seat.overlegtype, seat.doel, seat.uitgenodigd_door) == ("mdo_zat", "stagnatie_voorkomen", mensen.bram)
    with in_kring(mensen.anouk.kring):
        assert not Casus.objects.exists()
        assert not Betrokkene.objects.exists()
        assert not Inbreng.objects.exists()
        assert not Regie.objects.exists()
        with pytest.raises(Dicht):
            open_doel(casus=casus, door=mensen.anouk)
    for other in everyone(mensen):
        if other not in (mensen.anouk, mensen.bram):
            with in_kring(other.kring):
                assert not Deelname.objects.visible_to(other).exists()


@pytest.mark.eis("B4")
def test_inviting_says_nothing_back_and_twice_is_once(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    with in_kring(mensen.bram.kring):
        for _ in range(2):
            nodig_uit(casus=casus, partij=mensen.anouk.partij, taak="jeugdgezondheidszorg", door=mensen.bram, op=OP)
        assert Deelname.objects.filter(casus=casus, partij=mensen.anouk.partij).count() == 1


@pytest.mark.eis("C6", "D10")
def test_only_who_directs_invites_and_only_a_party_that_the_type_and_the_agreement_have(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.anouk, mensen.bram)
    with in_kring(mensen.anouk.kring), pytest.raises(Geweigerd) as refused:
        nodig_uit(casus=casus, partij=mensen.dorien.partij, taak="gemeente_jeugd", door=mensen.anouk, op=OP)
    assert refused.value.soort == "niet_uw_rol"
    with in_kring(mensen.carla.kring), pytest.raises(Casus.DoesNotExist):
        nodig_uit(casus=casus, partij=mensen.dorien.partij, taak="gemeente_jeugd", door=mensen.carla, op=OP)
    with in_kring(mensen.bram.kring):
        with pytest.raises(BuitenConvenant):  # the gemeente is no school
            nodig_uit(casus=casus, partij=mensen.dorien.partij, taak="school_vo", door=mensen.bram, op=OP)
        nodig_uit(casus=casus, partij=mensen.dorien.partij, taak="gemeente_jeugd", door=mensen.bram, op=OP)
    with in_kring(Kring(rol="beheer")):
        Toetreding.objects.filter(partij=mensen.fatima.partij).update(beeindigd_op=OP.date())
    with in_kring(mensen.bram.kring):
        with pytest.raises(BuitenConvenant):
            nodig_uit(casus=casus, partij=mensen.fatima.partij, taak="samenwerkingsverband", door=mensen.bram, op=OP)
        nodig_uit(casus=casus, partij=mensen.fatima.partij, taak="samenwerkingsverband", door=mensen.bram, op=OP,
                  derde=True, reden="Zij kent de plekken.", toestemming=Gevraagd.NEE)  # fmt: skip
        assert Deelname.objects.get(taak="samenwerkingsverband").derde
        # Who takes part in the agreement is no third party; and without consent asked nobody comes in that way.
        for partij, toestemming, reden in (
            (mensen.anouk.partij, Gevraagd.JA, "Zij kent de gezondheid."),
            (mensen.fatima.partij, Gevraagd.NIET, "Zij kent de plekken."),
            (mensen.fatima.partij, Gevraagd.JA, " "),
        ):
            with pytest.raises(Geweigerd) as refused:
                nodig_uit(casus=casus, partij=partij, taak="samenwerkingsverband", door=mensen.bram, op=OP,
                          derde=True, reden=reden, toestemming=toestemming)  # fmt: skip
            assert refused.value.soort == "derde"


@pytest.mark.eis("D6")
def test_accepting_lets_one_person_in_and_declining_nobody(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    seat = invited(casus, mensen.anouk, mensen.bram)
    other = invited(casus, mensen.fatima, mensen.bram)
    with in_kring(mensen.fatima.kring):
        with pytest.raises(Geweigerd):  # somebody else's invitation
            antwoord_op_uitnodiging(deelname=seat, wie=mensen.fatima, reden="", door=mensen.fatima, op=OP)
        with pytest.raises(Geweigerd):
            antwoord_op_uitnodiging(deelname=other, wie=None, reden="wij kennen haar niet", door=mensen.fatima, op=OP)
        antwoord_op_uitnodiging(deelname=other, wie=None, reden="geen_ruimte", door=mensen.fatima, op=OP)
        assert not Casus.objects.visible_to(mensen.fatima).exists()
    with in_kring(mensen.anouk.kring):
        with pytest.raises(Geweigerd):  # somebody of another party
            antwoord_op_uitnodiging(deelname=seat, wie=mensen.carla, reden="", door=mensen.anouk, op=OP)
        antwoord_op_uitnodiging(deelname=seat, wie=mensen.anouk, reden="", door=mensen.anouk, op=OP)
        assert Casus.objects.visible_to(mensen.anouk).get() == casus
        with pytest.raises(Geweigerd) as refused:
            antwoord_op_uitnodiging(deelname=seat, wie=None, reden="geen_ruimte", door=mensen.anouk, op=OP)
        assert refused.value.soort == "al_beantwoord"
    with in_kring(mensen.bram.kring):
        assert Deelname.objects.get(pk=other.pk).reden == "geen_ruimte"


@pytest.mark.eis("D6")
def test_who_answers_for_a_party_can_name_a_colleague_without_seeing_the_casus(mensen: Mensen) -> None:
    casus = opened(mensen.carla)
    with in_kring(mensen.carla.kring):
        nodig_uit(casus=casus, partij=mensen.bram.partij, taak="school_vo", door=mensen.carla, op=OP)
    with in_kring(mensen.bram.kring):
        seat = Deelname.objects.get()
        antwoord_op_uitnodiging(deelname=seat, wie=mensen.ilse, reden="", door=mensen.bram, op=OP)
        assert not Casus.objects.exists()
        assert not Inbreng.objects.exists()
    with in_kring(mensen.ilse.kring):
        assert Casus.objects.visible_to(mensen.ilse).get() == casus
    with in_kring(mensen.gerda.kring):
        assert not Casus.objects.exists()


@pytest.mark.eis("D6")
def test_a_colleague_comes_in_for_the_same_task_only_and_leaves_at_once(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.dorien, mensen.bram)
    with in_kring(mensen.dorien.kring), pytest.raises(Geweigerd) as refused:
        wijs_collega_aan(casus=casus, wie=mensen.emre, door=mensen.dorien, op=OP)  # same party, another task
    assert refused.value.soort == "collega_past_niet"
    with in_kring(mensen.bram.kring):
        with pytest.raises(Geweigerd):
            wijs_collega_aan(casus=casus, wie=mensen.carla, door=mensen.bram, op=OP)
        for _ in range(2):
            wijs_collega_aan(casus=casus, wie=mensen.ilse, door=mensen.bram, op=OP)
    with in_kring(mensen.ilse.kring):
        assert Inbreng.objects.own(mensen.ilse).count() == 2
        with pytest.raises(Geweigerd) as refused:
            neem_collega_weg(casus=casus, wie=mensen.bram, door=mensen.ilse, op=OP)
        assert refused.value.soort == "zetel_blijft"
    with in_kring(mensen.bram.kring):
        neem_collega_weg(casus=casus, wie=mensen.ilse, door=mensen.bram, op=LATER)
    with in_kring(mensen.ilse.kring):
        assert not Casus.objects.exists()
        assert not Inbreng.objects.exists()


@pytest.mark.eis("D6")
def test_two_tasks_of_one_party_see_nothing_of_each_other(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.dorien, mensen.bram)
    joined(casus, mensen.emre, mensen.bram)
    with in_kring(mensen.bram.kring):
        volgende_fase(casus=casus, naar="beoordeling", door=mensen.bram, op=OP)
    hulp = replace(VERZUIM, categorie="hulp_betrokken")
    with in_kring(mensen.dorien.kring):
        row = breng_in(betrokkene=jongere(casus, mensen.dorien), gegeven=hulp, door=mensen.dorien, op=OP)
    with in_kring(mensen.emre.kring):
        assert not Inbreng.objects.exists()
        assert open_inbreng(rijen=[row], door=mensen.emre, op=OP) == {}
        breng_in(betrokkene=jongere(casus, mensen.emre), gegeven=VERZUIM, door=mensen.emre, op=OP)
        assert Inbreng.objects.own(mensen.emre).get().taak == "gemeente_leerplicht"


@pytest.mark.eis("D1", "D6")
def test_people_around_the_youth_are_seen_by_who_recorded_them(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.anouk, mensen.bram)
    with in_kring(mensen.bram.kring):
        ouder = voeg_betrokkene_toe(casus=casus, relatie="ouder", door=mensen.bram, op=OP)
        breng_in(betrokkene=ouder, gegeven=Gegeven("identiteit", "Ouder", Persoon("Ada Vlietstra").as_text(), "school"),
                 door=mensen.bram, op=OP)  # fmt: skip
        with pytest.raises(Geweigerd):
            voeg_betrokkene_toe(casus=casus, relatie="jongere", door=mensen.bram, op=OP)
    with in_kring(mensen.anouk.kring):
        assert {row.relatie for row in Betrokkene.objects.all()} == {"jongere"}
        with pytest.raises(Betrokkene.DoesNotExist):
            breng_in(betrokkene=ouder, gegeven=replace(VERZUIM, categorie="gezondheid"), door=mensen.anouk, op=OP)


@pytest.mark.eis("D10")
def test_the_direction_goes_over_with_a_trace_and_only_to_a_task_of_the_type(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    anouk = joined(casus, mensen.anouk, mensen.bram)
    emre = joined(casus, mensen.emre, mensen.bram)
    with in_kring(mensen.anouk.kring), pytest.raises(Geweigerd):
        draag_regie_over(casus=casus, soort=Regie.CASUS, naar=anouk, door=mensen.anouk, op=OP)
    with in_kring(mensen.bram.kring):
        draag_regie_over(casus=casus, soort=Regie.CASUS, naar=anouk, door=mensen.bram, op=OP)
        with pytest.raises(Geweigerd) as refused:
            draag_regie_over(casus=casus, soort=Regie.PROCES, naar=emre, door=mensen.bram, op=OP)
        assert refused.value.soort == "regie_past_niet"
        with pytest.raises(Geweigerd):
            draag_regie_over(casus=casus, soort="baas", naar=anouk, door=mensen.bram, op=OP)
    with in_kring(mensen.anouk.kring):  # her role lets her move the phase, not invite or close
        volgende_fase(casus=casus, naar="beoordeling", door=mensen.anouk, op=LATER)
        with pytest.raises(Geweigerd):
            sluit_casus(casus=casus, door=mensen.anouk, op=LATER)
    with in_kring(mensen.emre.kring), pytest.raises(Geweigerd):
        volgende_fase(casus=casus, naar="plan", door=mensen.emre, op=LATER)
    with in_kring(mensen.bram.kring):
        assert [(row.soort, row.tot) for row in Regie.objects.filter(casus=casus)] == [
            (Regie.PROCES, None), (Regie.CASUS, None),
        ]  # fmt: skip


@pytest.mark.eis("O3")
def test_a_phase_follows_the_type(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    with in_kring(mensen.bram.kring):
        for wrong in ("monitoring", "intake", "bestaat_niet"):
            with pytest.raises(Geweigerd) as refused:
                volgende_fase(casus=casus, naar=wrong, door=mensen.bram, op=OP)
            assert refused.value.soort == "fase_past_niet"
        assert volgende_fase(casus=casus, naar="beoordeling", door=mensen.bram, op=OP).fase == "beoordeling"
        assert Casus.objects.get().fase == "beoordeling"


@pytest.mark.eis("D6", "B5")
def test_closing_ends_every_key_at_that_commit(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.anouk, mensen.bram)
    seat = invited(casus, mensen.fatima, mensen.bram)
    with in_kring(mensen.bram.kring):
        wijs_collega_aan(casus=casus, wie=mensen.ilse, door=mensen.bram, op=OP)
        sluit_casus(casus=casus, door=mensen.bram, op=LATER)
    for person in everyone(mensen):
        with in_kring(person.kring):
            assert not Casus.objects.exists(), person
            assert not Inbreng.objects.exists(), person
            assert not Deelname.objects.visible_to(person).exists(), person
    with in_kring(mensen.fatima.kring), pytest.raises(Geweigerd):
        antwoord_op_uitnodiging(deelname=seat, wie=mensen.fatima, reden="", door=mensen.fatima, op=LATER)
    with in_kring(mensen.bram.kring), pytest.raises(Casus.DoesNotExist):
        sluit_casus(casus=casus, door=mensen.bram, op=LATER)
    assert "casus_gesloten" in soorten(mensen, mensen.bram, casus=casus.pk)


@pytest.mark.eis("D6")
def test_a_seat_that_ends_takes_its_keys_along_and_leaves_the_other_task(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    dorien = joined(casus, mensen.dorien, mensen.bram)
    joined(casus, mensen.emre, mensen.bram)
    with in_kring(mensen.emre.kring), pytest.raises(Geweigerd):
        beeindig_deelname(deelname=dorien, door=mensen.emre, op=LATER)
    with in_kring(mensen.bram.kring):
        beeindig_deelname(deelname=dorien, door=mensen.bram, op=LATER)
        [own] = Deelname.objects.filter(medewerker=mensen.bram)
        with pytest.raises(Geweigerd) as refused:
            beeindig_deelname(deelname=own, door=mensen.bram, op=LATER)
        assert refused.value.soort == "regie_eerst"
    with in_kring(mensen.dorien.kring):
        assert not Casus.objects.exists()
    with in_kring(mensen.emre.kring):
        assert Casus.objects.count() == 1


@pytest.mark.eis("B4")
def test_somebody_elses_ids_open_nothing(mensen: Mensen) -> None:
    casus = opened(mensen.bram)
    joined(casus, mensen.anouk, mensen.bram)
    other = opened(mensen.carla)
    strange = Casus(pk=UUID(int=5))
    for door in (mensen.bram, mensen.anouk):
        for target in (other, strange):
            with in_kring(door.kring):
                with pytest.raises(Casus.DoesNotExist):
                    volgende_fase(casus=target, naar="beoordeling", door=door, op=OP)
                with pytest.raises(Casus.DoesNotExist):
                    wijs_collega_aan(casus=target, wie=mensen.ilse, door=door, op=OP)
    with in_kring(mensen.bram.kring), pytest.raises(Casus.DoesNotExist):  # acting in somebody else's name
        volgende_fase(casus=casus, naar="beoordeling", door=mensen.anouk, op=OP)


@pytest.mark.eis("D1")
def test_open_casus_wants_who_acts(mensen: Mensen) -> None:
    with in_kring(mensen.anouk.kring), pytest.raises(ProgrammingError):
        open_casus(start=start(), token=uuid4(), door=mensen.bram, op=OP)
