# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A region makes a type of its own, on screens, with the same check; what is settled never changes."""

from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from deelwijs.logboek.kring import in_kring
from deelwijs.overleg import bewerken, type_actions
from deelwijs.overleg.document import TypeFout
from deelwijs.overleg.eigen import check_own, copy_of
from deelwijs.overleg.gelding import slug_of, types_in_force
from deelwijs.overleg.laden import read_type
from deelwijs.overleg.models import EigenType
from deelwijs.overleg.tests.inloggen import login
from deelwijs.overleg.typen import load_types

pytestmark = pytest.mark.django_db
NAAM = "Overleg bijna achttien"
SLUG = "overleg_bijna_achttien"


@pytest.fixture
def hugo(mensen: Any, client: Client) -> Client:
    login(client, mensen.hugo)
    return client


def begin(hugo: Client, van: str = "onderwijsloket") -> None:
    antwoord = hugo.post("/overleg/typen/nieuw/", {"naam": NAAM, "van": van})
    assert (antwoord.status_code, antwoord["Location"]) == (302, f"/overleg/typen/{SLUG}/wijzigen/")


def draft(mensen: Any) -> EigenType:
    with in_kring(mensen.hugo.kring):
        return EigenType.objects.get(slug=SLUG, status="concept")


def form_of(mensen: Any, deel: str, **anders: Any) -> dict[str, Any]:
    """What a browser sends back of a part that nobody changed, but for `anders`."""
    rij = draft(mensen)
    with in_kring(mensen.hugo.kring):
        versie = mensen.versie
        velden = bewerken.fields(rij.inhoud, deel, doelen=versie.doelen, categorieen=versie.categorieen)
    uit: dict[str, Any] = {"gezien": rij.op.isoformat()}
    for veld in velden:
        waarde = bewerken.value(rij.inhoud, veld.pad)
        leeg = [] if veld.soort == "meer" else ""
        uit[veld.naam] = "\n".join(waarde or []) if veld.soort == "regels" else (leeg if waarde is None else waarde)
    return {**uit, **anders}


def keep(hugo: Client, mensen: Any, deel: str, **anders: Any) -> Any:
    return hugo.post(f"/overleg/typen/{SLUG}/wijzigen/?deel={deel}", form_of(mensen, deel, **anders))


def look(hugo: Client, deel: str = "controle") -> str:
    antwoord = hugo.get(f"/overleg/typen/{SLUG}/wijzigen/?deel={deel}")
    assert antwoord.status_code == 200
    return unescape(antwoord.content.decode())


def settle(hugo: Client, mensen: Any) -> Any:
    return hugo.post(f"/overleg/typen/{SLUG}/vaststellen/", {"gezien": draft(mensen).op.isoformat()})


@pytest.mark.eis("O4")
@pytest.mark.parametrize(
    "adres", ["/overleg/typen/nieuw/", "/overleg/typen/vot/wijzigen/", f"/overleg/typen/{SLUG}/wijzigen/"]
)
def test_to_anybody_but_the_manager_these_screens_are_not_there(mensen: Any, client: Client, adres: str) -> None:
    assert client.get(adres).status_code == 302
    for wie in (mensen.bram, mensen.gerda, mensen.ilse):
        login(client, wie)
        assert client.get(adres).status_code == 404
        assert client.post(adres, {"naam": NAAM, "van": "vot"}).status_code == 404


@pytest.mark.eis("O4", "C6")
@pytest.mark.parametrize("van", load_types())
def test_a_copy_of_each_shipped_type_passes_the_check_and_can_be_settled(mensen: Any, hugo: Client, van: str) -> None:
    begin(hugo, van)
    assert "Dit overleg klopt" in look(hugo)
    assert settle(hugo, mensen)["Location"] == f"/overleg/typen/{SLUG}/"
    html = unescape(hugo.get(f"/overleg/typen/{SLUG}/").content.decode())
    assert NAAM in html
    assert "Niet te kiezen" not in html


@pytest.mark.eis("O4")
@pytest.mark.parametrize("van", ["mdo_zat", "team_schoolondersteuning", "thuiszitterstafel"])
def test_every_part_can_be_opened_and_kept_unchanged(mensen: Any, hugo: Client, van: str) -> None:
    begin(hugo, van)
    before = draft(mensen).inhoud
    for deel in bewerken.parts(before):
        assert "Er klopt" not in look(hugo, deel)
        assert keep(hugo, mensen, deel).status_code == 302
    na, voor = read_type(draft(mensen).inhoud), read_type(before)
    assert replace(na, bewaren=()) == replace(voor, bewaren=())
    assert set(na.bewaren) == set(voor.bewaren)
    assert "Dit overleg klopt" in look(hugo)


@pytest.mark.eis("O4")
def test_a_fault_stands_at_its_field_in_plain_words_and_settling_waits(mensen: Any, hugo: Client) -> None:
    begin(hugo)
    keep(hugo, mensen, "doel", doelen=["hulp_toeleiden"], kort="")
    html = look(hugo, "doel")
    assert "Er kloppen 2 dingen niet" in html
    assert 'href="#veld-doelen">Noem ook een doel uit artikel 3.1' in html
    assert "Er kloppen nog 2 dingen niet" in look(hugo)
    assert settle(hugo, mensen)["Location"].endswith("deel=controle")
    assert draft(mensen).status == "concept"
    assert hugo.get(f"/overleg/typen/{SLUG}/").status_code == 404
    keep(hugo, mensen, "doel", doelen=["stagnatie_voorkomen", "hulp_toeleiden"], kort="Kort gesprek met de student.")
    assert "Dit overleg klopt" in look(hugo)


@pytest.mark.eis("O4")
def test_a_participant_comes_with_a_part_of_its_own_and_leaves_no_trace(mensen: Any, hugo: Client) -> None:
    begin(hugo)
    taken = [d["taak"] for d in draft(mensen).inhoud["deelnemers"]]
    keep(hugo, mensen, "deelnemers", taken=[*taken, "gemeente_wmo"], doe="blijf")
    nieuw = f"deelnemer-{len(taken)}"
    assert "Vul dit in" in look(hugo, nieuw)
    pad = f"deelnemers-{len(taken)}"
    keep(
        hugo, mensen, nieuw,
        **{f"{pad}-rol": "Wmo-consulent", f"{pad}-wettelijke_taak": "De gemeente regelt ondersteuning vanaf 18 jaar.",
           f"{pad}-grondslag": ["wmo-2015:5.1.1"], f"{pad}-mag_inbrengen": ["hulp_betrokken"]},
    )  # fmt: skip
    assert "Vul dit in" in look(hugo, "bewaren")
    keep(hugo, mensen, "bewaren", **{f"bewaren-{len(taken)}-tekst": "In het eigen dossier van de Wmo."})
    with in_kring(mensen.hugo.kring):
        assert type_actions.faults_of(draft(mensen).inhoud, mensen.versie) == []
    keep(hugo, mensen, "deelnemers", taken=taken)
    assert "gemeente_wmo" not in str(draft(mensen).inhoud)
    assert "Dit overleg klopt" in look(hugo)


@pytest.mark.eis("O4", "C6")
def test_an_own_type_is_never_wider_than_the_type_it_follows_or_the_covenant(mensen: Any) -> None:
    from deelwijs.toets.loader import load_shipped

    feiten = load_shipped(voorbeelden=False).feiten
    alles = {"doelen": list(feiten["doel"].antwoorden), "categorieen": list(feiten["categorie"].antwoorden)}
    document = copy_of("vot", nieuw="eigen", naam="Eigen", **alles)
    assert check_own(document, **alles, slugs={"vot"}) == []
    ruimer = {**document, "doelen": [*document["doelen"], "passende_plek"]}
    assert [f.veld for f in check_own(ruimer, **alles, slugs={"vot"})] == ["doelen"]
    ruimer["feit"] = "ander_overleg"
    assert check_own(ruimer, **alles, slugs={"vot"}) == []
    minder = {**document, "ouders": {**document["ouders"], "krijgt_verslag": {"antwoord": "op_maat", "reden": "Soms."}}}
    assert [f.veld for f in check_own(minder, **alles, slugs={"vot"})] == ["ouders.krijgt_verslag.antwoord"]
    (fout,) = check_own({**document, "slug": "mdo_zat"}, **alles, slugs={"vot"})
    assert fout.veld == "naam"
    smal = {"doelen": ["stagnatie_voorkomen"], "categorieen": ["identiteit", "onderwijs"]}
    assert {f.veld for f in check_own(document, **smal, slugs={"vot"})} == {"categorieen"}


@pytest.mark.eis("O4")
def test_a_change_is_a_new_row_that_holds_from_tomorrow(mensen: Any, hugo: Client) -> None:
    begin(hugo)
    settle(hugo, mensen)
    assert "nieuwe versie" in look(hugo)
    hugo.post(f"/overleg/typen/{SLUG}/wijzigen/")
    keep(hugo, mensen, "doel", kort="Andere woorden.")
    settle(hugo, mensen)
    vandaag = timezone.localdate()
    with in_kring(mensen.hugo.kring):
        assert EigenType.objects.filter(slug=SLUG).count() == 2
        assert types_in_force(vandaag, mensen.versie)[SLUG].kort == load_types()["onderwijsloket"].kort
        assert types_in_force(vandaag + timedelta(days=1), mensen.versie)[SLUG].kort == "Andere woorden."
        assert SLUG not in types_in_force(vandaag - timedelta(days=1), mensen.versie)


@pytest.mark.eis("O4", "B2")
def test_the_database_itself_keeps_a_settled_type_as_it_is(mensen: Any, hugo: Client) -> None:
    begin(hugo)
    settle(hugo, mensen)
    with in_kring(mensen.hugo.kring):
        assert EigenType.objects.filter(slug=SLUG).update(slug="anders") == 0
        assert EigenType.objects.filter(slug=SLUG).delete()[0] == 0
    with in_kring(mensen.bram.kring):
        rij = EigenType.objects.get(slug=SLUG)
        with pytest.raises(DatabaseError), transaction.atomic():
            EigenType.objects.create(
                convenantversie=mensen.versie, slug="van_bram", nummer=1, inhoud={}, op=rij.op, door=mensen.bram
            )


@pytest.mark.eis("O4")
def test_two_tabs_do_not_overwrite_each_other_and_no_text_is_lost(mensen: Any, hugo: Client) -> None:
    begin(hugo)
    oud = form_of(mensen, "doel", kort="Uit het eerste tabblad.")
    keep(hugo, mensen, "doel", kort="Uit het tweede tabblad.")
    antwoord = hugo.post(f"/overleg/typen/{SLUG}/wijzigen/?deel=doel", oud)
    assert antwoord.status_code == 409
    assert "Uit het eerste tabblad." in antwoord.content.decode()
    assert draft(mensen).inhoud["kort"] == "Uit het tweede tabblad."


@pytest.mark.eis("O4")
@pytest.mark.parametrize(
    ("invoer", "zegt"),
    [
        ({}, "Vul in hoe het overleg heet"),
        ({"naam": "x" * 81, "van": "vot"}, "hoogstens 80 tekens"),
        ({"naam": "Goed", "van": "koffie"}, "Kies een overleg uit de lijst"),
        ({"naam": "Thuiszitterstafel", "van": "vot"}, "al een overleg met deze naam"),
        ({"naam": "nieuw", "van": "vot"}, "al een overleg met deze naam"),
        ({"naam": "a\x00b", "van": "vot"}, "Er klopt iets niet"),
    ],
)
def test_a_wrong_beginning_is_a_clear_fault(hugo: Client, invoer: dict[str, str], zegt: str) -> None:
    antwoord = hugo.post("/overleg/typen/nieuw/", invoer)
    assert antwoord.status_code == 200
    assert zegt in unescape(antwoord.content.decode())


@pytest.mark.eis("O4")
def test_nonsense_in_a_part_is_a_fault_at_its_field_and_keeps_nothing(mensen: Any, hugo: Client) -> None:
    begin(hugo)
    before = draft(mensen).inhoud
    for anders in ({"doelen": ["winst"]}, {"niveau": "maan"}, {"kort": "x" * 1201}, {"kort": "a\x00"}):
        antwoord = keep(hugo, mensen, "doel", **anders)
        assert antwoord.status_code == 200
        assert "Er klopt iets niet" in antwoord.content.decode()
    assert draft(mensen).inhoud == before
    for deel in ("maan", "deelnemer-99", "deelnemer--1", "deelnemer-x", ""):
        assert hugo.get(f"/overleg/typen/{SLUG}/wijzigen/?deel={deel}").status_code == 404
    assert hugo.get(f"/overleg/typen/{SLUG}/vaststellen/").status_code == 405


@pytest.mark.eis("B3", "O4")
def test_each_act_on_a_type_stands_in_the_log(mensen: Any) -> None:
    from deelwijs.logboek.models import Regel

    op = timezone.now()
    with in_kring(mensen.hugo.kring):
        rij = type_actions.begin(versie=mensen.versie, van="vot", slug=SLUG, naam=NAAM, door=mensen.hugo, op=op)
        with pytest.raises(type_actions.BestaatAl):
            type_actions.begin(versie=mensen.versie, van="vot", slug=SLUG, naam=NAAM, door=mensen.hugo, op=op)
        rij = type_actions.keep(concept=rij, inhoud={**rij.inhoud, "kort": ""}, door=mensen.hugo, op=op + timedelta(1))
        with pytest.raises(TypeFout):
            type_actions.settle(concept=rij, door=mensen.hugo, op=op)
        handelingen = list(Regel.objects.filter(onderwerp=rij.pk).values_list("handeling", flat=True))
    assert sorted(handelingen) == ["overlegtype_gemaakt", "overlegtype_gewijzigd"]


@pytest.mark.parametrize(
    ("naam", "slug"),
    [(NAAM, SLUG), ("18+", "overleg_18"), ("Één & al", "een_al"), ("!!", "overleg"), ("x" * 80, "x" * 36)],
)
def test_a_name_becomes_a_slug(naam: str, slug: str) -> None:
    assert slug_of(naam) == slug
