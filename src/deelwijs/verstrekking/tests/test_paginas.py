# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The pages: what each shows and to whom, without JavaScript; twice sent, stale and hostile forms; queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from conftest import Mensen
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deelwijs.logboek.kring import in_kring
from deelwijs.logboek.models import Regel
from deelwijs.verstrekking.actions import trek_in, vraag_verder
from deelwijs.verstrekking.models import FgBericht, Toets, Verstrekking, Verzoek
from deelwijs.verstrekking.reikwijdte import PER_FASE
from deelwijs.verstrekking.rooster import cell_name
from deelwijs.verstrekking.tests.geval import INHOUD_NODIG, JA, MERK, OP, WAAROM, Geval, geval, ingebracht

pytestmark = [pytest.mark.django_db, pytest.mark.eis("D4")]
Als = Callable[[str], Client]


@pytest.fixture
def g(mensen: Mensen) -> Geval:
    return geval(mensen)


@pytest.fixture
def als(g: Geval, ingelogd: Callable[..., Client]) -> Als:
    """als("bram"): a browser without JavaScript in which Bram is logged in."""
    return lambda wie: ingelogd(Client(), getattr(g.mensen, wie))


def naam(g: Geval, naar: str = "dorien") -> str:
    return cell_name(g.datum.pk, g.zetels[naar].pk)


def rooster(g: Geval) -> str:
    return reverse("verstrekking:rooster", args=[g.casus.pk])


def cel(g: Geval, naar: str = "dorien", niveau: str = "dat", welke: str = "cel") -> str:
    return reverse(f"verstrekking:{welke}", args=[g.casus.pk, g.datum.pk, g.zetels[naar].pk, niveau])


def ready(g: Geval, *niveaus: str, naar: str = "dorien", **anders: Any) -> None:
    for niveau in niveaus or ("dat",):
        g.alles_in_orde(g.cel(naar, niveau), **anders)


def give(als: Als, g: Geval, niveau: str = "dat", **rest: Any) -> Any:
    data = {
        "doe": "verstrek",
        "k": naam(g),
        f"n-{naam(g)}": niveau,
        f"waarom-{naam(g)}": WAAROM,
        "sleutel": str(uuid4()),
    }
    return als("bram").post(reverse("verstrekking:bevestigen", args=[g.casus.pk]), data | rest)


def test_the_grid_asks_what_can_still_change_something_and_an_answer_changes_it(g: Geval, als: Als) -> None:
    bram = als("bram")
    page = bram.get(rooster(g)).content.decode()
    assert "Wat gaat naar wie?" in page
    assert "Gemeente Oudvliet" in page
    assert "JGZ Vlietlanden" in page
    assert MERK in page  # one's own title
    assert "Nog niet te zeggen" in page
    ready(g)
    page = bram.get(rooster(g)).content.decode()
    assert f'name="k" value="{naam(g)}"' in page
    assert "Ja, dit mag" in page


def test_a_question_is_answered_for_the_cells_that_are_ticked_and_no_other(g: Geval, als: Als) -> None:
    data = {"doe": "antwoord", "vraag": "noodzaak", "antwoord": "kan_niet_zonder", "cel": naam(g)}
    answer = als("bram").post(rooster(g), data)
    assert answer.status_code == 200
    with in_kring(g.mensen.bram.kring):
        from deelwijs.casus.models import Antwoord

        rows = Antwoord.objects.all()
        assert [(row.feit, row.inbreng_id, row.ontvanger_id) for row in rows] == [
            ("noodzaak", g.datum.pk, g.mensen.dorien.partij_id)
        ]


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        ({"antwoord": "misschien"}, "Kies een antwoord uit de lijst."),
        ({}, "Kies een antwoord uit de lijst."),
        ({"antwoord": "kan_niet_zonder", "cel": ""}, "Kies voor welke gegevens en ontvangers"),
        ({"antwoord": "kan_niet_zonder", "cel": "x" * 900}, "Kies voor welke gegevens en ontvangers"),
    ],
)
def test_a_wrong_answer_says_what_is_wrong(g: Geval, als: Als, data: dict[str, str], zin: str) -> None:
    answer = als("bram").post(rooster(g), {"doe": "antwoord", "vraag": "noodzaak", "cel": naam(g)} | data)
    assert answer.status_code == 422
    assert zin in answer.content.decode()


def test_a_day_that_cannot_be_is_refused(g: Geval, als: Als) -> None:
    base = {"doe": "antwoord", "vraag": "toestemming_ouders", "antwoord": "alle", "cel": naam(g)}
    for day in (
        {},
        {"dag_dag": "31", "dag_maand": "2", "dag_jaar": "2026"},
        {"dag_dag": "1", "dag_maand": "1", "dag_jaar": "2999"},
    ):
        assert als("bram").post(rooster(g), base | day).status_code == 422


def test_htmx_gets_the_grid_alone(g: Geval, als: Als) -> None:
    answer = als("bram").post(rooster(g), {f"n-{naam(g)}": "wat"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert '<option value="wat" selected>' in answer.content.decode()


def test_one_cell_explains_itself_with_rules_facts_and_their_origin(g: Geval, als: Als) -> None:
    ready(g)
    page = als("bram").get(cel(g)).content.decode()
    for zin in (
        "De stappen",
        "Waar dit op rust",
        "Uit de geboortedatum die uw organisatie inbracht.",
        "Iemand van uw organisatie gaf dit antwoord.",
        "/kennis/",
    ):
        assert zin in page, zin


def test_the_last_page_says_in_one_sentence_what_goes_to_whom_for_what(g: Geval, als: Als) -> None:
    ready(g)
    data = {"k": naam(g), f"n-{naam(g)}": "dat", "doe": "kies"}
    page = als("bram").post(reverse("verstrekking:bevestigen", args=[g.casus.pk]), data).content.decode()
    assert "U geeft Gemeente Oudvliet, voor de taak" in page
    assert "Waarvoor: voorkomen dat de jongere vastloopt" in page
    with in_kring(g.mensen.bram.kring):
        assert not Verstrekking.objects.exists()


def test_giving_goes_through_the_front_door_once(g: Geval, als: Als) -> None:
    ready(g)
    key = str(uuid4())
    first = give(als, g, sleutel=key)
    assert first.status_code == 200
    assert "Gegeven." in first.content.decode()
    for again in (key, str(uuid4())):
        said = give(als, g, sleutel=again)
        assert said.status_code == 200
        assert "Dit was al gegeven. Er is niets dubbel gegeven." in said.content.decode()
    with in_kring(g.mensen.bram.kring):
        assert Verstrekking.objects.count() == Toets.objects.count() == 1


def test_without_a_reason_nothing_is_given_and_what_was_typed_stays(g: Geval, als: Als) -> None:
    ready(g, "dat", "wat")
    answer = give(als, g, "wat", **{f"waarom-{naam(g)}": WAAROM, f"inhoud-{naam(g)}": "  "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert WAAROM in page
    assert "alleen weet dat dit er is" in page
    with in_kring(g.mensen.bram.kring):
        assert not Toets.objects.exists()


def test_a_stale_page_gives_nothing_that_is_no_longer_allowed(g: Geval, als: Als) -> None:
    ready(g)
    g.zeg("toestemming_ouders", "ingetrokken", g.cel("dorien", "dat"), dag=date(2026, 11, 4))
    page = give(als, g).content.decode()
    assert "Niet gegeven." in page
    with in_kring(g.mensen.bram.kring):
        assert not Verstrekking.objects.exists()


def test_existence_shows_no_byte_of_the_content_in_any_page_of_the_receiver(g: Geval, als: Als) -> None:
    ready(g)
    row = g.verstrek("dorien")
    dorien = als("dorien")
    for url in (
        reverse("verstrekking:ontvangen"), reverse("verstrekking:een", args=[row.pk]),
        reverse("verstrekking:verder", args=[row.pk]), reverse("verstrekking:fase", args=[g.casus.pk]),
        reverse("verstrekking:gegeven", args=[g.casus.pk]), rooster(g), reverse("verstrekking:verzoeken"),
        reverse("verstrekking:taken"),
    ):  # fmt: skip
        answer = dorien.get(url)
        assert answer.status_code == 200, url
        assert MERK.encode() not in answer.content, url
        assert WAAROM.encode() not in answer.content, url
        assert answer.headers["Cache-Control"] == "no-store"


def test_content_is_shown_with_what_it_is_for(g: Geval, als: Als) -> None:
    ready(g, "wat")
    row = g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    page = als("dorien").get(reverse("verstrekking:een", args=[row.pk])).content.decode()
    for zin in (MERK, "Gebruik dit alleen hiervoor", "Feit", "Bram, De Wilg"):
        assert zin in page
    assert "Nieuw" not in als("dorien").get(reverse("verstrekking:ontvangen")).content.decode()


def test_after_withdrawal_the_page_is_closed_and_says_whom_to_ask(g: Geval, als: Als) -> None:
    ready(g, "wat")
    row = g.verstrek("dorien", "wat", niet_alleen_dat=INHOUD_NODIG)
    bram = als("bram")
    assert "Wat er dan gebeurt" in bram.get(reverse("verstrekking:intrekken", args=[row.pk])).content.decode()
    assert bram.post(reverse("verstrekking:intrekken", args=[row.pk])).status_code == 302
    assert bram.post(reverse("verstrekking:intrekken", args=[row.pk])).status_code == 302
    page = als("dorien").get(reverse("verstrekking:een", args=[row.pk])).content.decode()
    assert MERK not in page
    assert "Dit is nu gesloten" in page
    assert "Vraag het Bram van De Wilg" in page


PAGES = [
    "verstrekking:een", "verstrekking:intrekken", "verstrekking:verder",
]  # fmt: skip


@pytest.mark.parametrize("wie", ["carla", "emre", "anouk", "gerda", "ilse", "hugo"])
def test_what_is_not_theirs_looks_exactly_like_what_is_not_there(g: Geval, als: Als, wie: str) -> None:
    ready(g)
    row = g.verstrek("dorien")
    client = als(wie)
    for page in PAGES:
        for method in (client.get, client.post):
            mine, none = (method(reverse(page, args=[key])) for key in (row.pk, uuid4()))
            assert (mine.status_code, none.status_code) in {(404, 404), (405, 405)}, page
            if mine.status_code == 404:
                assert mine.content.replace(str(row.pk).encode(), b"") == none.content.replace(
                    none.wsgi_request.path.split("/")[2].encode(), b""
                )


def test_pages_of_a_casus_are_there_only_for_who_takes_part(g: Geval, als: Als) -> None:
    urls = [
        rooster(g),
        reverse("verstrekking:gegeven", args=[g.casus.pk]),
        reverse("verstrekking:fase", args=[g.casus.pk]),
        cel(g),
    ]
    for url in urls:
        assert als("carla").get(url).status_code == 404
        assert Client().get(url).status_code == 302
    for wie in ("dorien", "emre", "anouk"):  # take part, but it is not their datum
        assert als(wie).get(cel(g)).status_code == 404


@pytest.mark.eis("D5")
def test_content_is_asked_refused_and_asked_again(g: Geval, als: Als) -> None:
    ready(g)
    row = g.verstrek("dorien")
    url = reverse("verstrekking:verder", args=[row.pk])
    dorien, bram = als("dorien"), als("bram")
    assert dorien.post(url, {"soort": "inhoud", "waarom": " "}).status_code == 422
    assert dorien.post(url, {"soort": "niets", "waarom": WAAROM}).status_code == 422
    assert dorien.post(url, {"soort": "doorgeven", "waarom": WAAROM, "naar": "x"}).status_code == 422
    key = str(uuid4())
    for _ in range(2):
        assert dorien.post(url, {"soort": "inhoud", "waarom": WAAROM, "sleutel": key}).status_code == 302
    with in_kring(g.mensen.bram.kring):
        asked = Verzoek.objects.get()
    assert "ook de inhoud zien" in bram.get(reverse("verstrekking:verzoeken")).content.decode()
    decide = reverse("verstrekking:verzoek", args=[asked.pk])
    page = bram.get(decide).content.decode()
    assert WAAROM in page
    assert cel(g, niveau="wat") in page
    assert bram.post(decide, {"reden": "nee"}).status_code == 422
    assert bram.post(decide, {"reden": "Het is genoeg dat u weet dat er begeleiding is."}).status_code == 302
    assert "Het is genoeg dat u weet" in dorien.get(reverse("verstrekking:een", args=[row.pk])).content.decode()
    assert als("dorien").get(decide).status_code == 404


@pytest.mark.eis("D5")
def test_giving_the_content_grants_the_request_for_it(g: Geval, als: Als) -> None:
    ready(g, "dat", "wat")
    row = g.verstrek("dorien")
    with in_kring(g.mensen.dorien.kring):
        asked = vraag_verder(verstrekking=row, soort="inhoud", motivering=WAAROM, door=g.mensen.dorien, op=OP)
    assert "Gegeven." in give(als, g, "wat").content.decode()
    with in_kring(g.mensen.bram.kring):
        assert Verzoek.objects.get(pk=asked.pk).status == Verzoek.TOEGESTAAN


@pytest.mark.eis("D5")
def test_a_duty_and_ones_own_file_name_an_article(g: Geval, als: Als) -> None:
    ready(g)
    row = g.verstrek("dorien")
    url = reverse("verstrekking:verder", args=[row.pk])
    for soort in ("plicht", "dossier"):
        assert als("dorien").post(url, {"soort": soort, "waarom": WAAROM, "artikel": "zomaar"}).status_code == 422
    task = {"waarom": WAAROM, "artikel": "jeugdwet:2.3"}  # says what the gemeente must do, not that it must share
    page = als("dorien").post(url, {"soort": "plicht", **task})
    assert page.status_code == 422
    assert "verplicht u niet om dit te verstrekken" in page.content.decode()
    assert als("dorien").post(url, {"soort": "dossier", **task}).status_code == 302
    duty = {"soort": "plicht", "waarom": WAAROM, "artikel": "jeugdwet:7.3.11-lid-4"}
    assert als("dorien").post(url, duty).status_code == 302
    gerda = als("gerda")
    assert "wettelijke plicht" in gerda.get(reverse("verstrekking:fg")).content.decode()


@pytest.mark.eis("D12")
def test_urgency_from_the_page_to_the_fg_and_back(g: Geval, als: Als) -> None:
    ready(g, geinformeerd="nee")
    assert give(als, g).status_code == 422  # the duty is not confirmed
    spoed = {
        f"gevaar-{naam(g)}": "acuut",
        f"spoed-{naam(g)}": "ja",
        f"spoedreden-{naam(g)}": "De ouders zijn vandaag niet te bereiken.",
    }
    assert "Met spoed. Vervalt op" in give(als, g, **spoed).content.decode()
    gerda = als("gerda")
    page = gerda.get(reverse("verstrekking:fg")).content.decode()
    assert "Met spoed verstrekt" in page
    with in_kring(g.mensen.gerda.kring):
        bericht = FgBericht.objects.get()
    url = reverse("verstrekking:fg_bericht", args=[bericht.pk])
    page = gerda.get(url).content.decode()
    assert "niet te bereiken" in page
    assert MERK not in page
    assert gerda.post(url, {"antwoord": ""}).status_code == 302
    with in_kring(g.mensen.gerda.kring):
        assert Regel.objects.filter(handeling="toets_bekeken", door=g.mensen.gerda.pk).count() == 1
        assert FgBericht.objects.get().afgehandeld_door == g.mensen.gerda
    for wie in ("bram", "carla", "dorien"):
        assert als(wie).get(url).status_code == als(wie).get(reverse("verstrekking:fg")).status_code == 404
    tasks = als("bram").get(reverse("verstrekking:taken")).content.decode()
    assert "Informeer de jongere" in tasks


def test_a_duty_is_ticked_off_from_its_page(g: Geval, als: Als) -> None:
    ready(g, geinformeerd="nee")
    row = g.verstrek("dorien", spoed="De ouders zijn vandaag niet te bereiken.")
    with in_kring(g.mensen.bram.kring):
        duty = row.voorwaarden.get(gedaan_op=None)
    url = reverse("verstrekking:taken")
    for data in ({"taak": "x"}, {}, {"taak": str(uuid4())}, {"taak": str(duty.pk)}, {"taak": str(duty.pk)}):
        assert als("bram").post(url, data).status_code == 302
    assert "Alles is gedaan" in als("bram").get(url).content.decode()


@pytest.mark.eis("O3")
def test_a_phase_asks_anew_per_datum(g: Geval, als: Als) -> None:
    ready(g)
    row = g.verstrek("dorien")
    bram, url = als("bram"), reverse("verstrekking:fase", args=[g.casus.pk])
    assert "Ga naar" in bram.get(url).content.decode()
    assert bram.post(url, {"doe": "naar:dromen"}).status_code == 302
    assert bram.post(url, {"doe": "naar:beoordeling"}).status_code == 302
    assert "in een andere fase" in als("dorien").get(reverse("verstrekking:een", args=[row.pk])).content.decode()
    assert "Vraag het" in als("dorien").get(url).content.decode()
    assert bram.post(url, {"doe": f"nodig:{row.pk}", f"waarom-{row.pk}": "nee"}).status_code == 422
    for feit in sorted(PER_FASE):
        g.zeg(feit, JA[feit][0], g.cel("dorien", "dat"), op=timezone.now())
    assert bram.post(url, {"doe": f"nodig:{row.pk}", f"waarom-{row.pk}": WAAROM}).status_code == 302
    assert "Dit is nu gesloten" not in als("dorien").get(reverse("verstrekking:een", args=[row.pk])).content.decode()
    assert bram.post(url, {"doe": f"niet:{uuid4()}"}).status_code == 404


HOSTILE = [
    "",
    "x",
    "\x00",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "' OR 1=1 --",
    "<script>",
    "9" * 5000,
    "é" * 300,
]


@pytest.mark.parametrize("waarde", HOSTILE)
def test_hostile_forms_give_one_clear_answer_and_store_nothing(g: Geval, als: Als, waarde: str) -> None:
    ready(g)
    bram = als("bram")
    posts = [
        (rooster(g), {"doe": waarde}),
        (rooster(g), {"doe": "antwoord", "vraag": waarde, "antwoord": waarde, "cel": waarde}),
        (rooster(g), {"doe": "antwoord", "vraag": "noodzaak", "antwoord": waarde, "cel": naam(g), "dag_dag": waarde}),
        (rooster(g), {f"n-{waarde}"[:100]: waarde, f"n-{naam(g)}": waarde}),
        (reverse("verstrekking:bevestigen", args=[g.casus.pk]), {"k": waarde, "doe": "verstrek"}),
        (reverse("verstrekking:bevestigen", args=[g.casus.pk]),
         {"k": naam(g), "doe": "verstrek", f"waarom-{naam(g)}": waarde, "sleutel": waarde, "doel": ""}),
        (reverse("verstrekking:bevestigen", args=[g.casus.pk]), {"k": naam(g), "doe": "verstrek", "doel": waarde}),
        (cel(g), {"doe": "antwoord", "vraag": waarde, "antwoord": waarde}),
        (cel(g, welke="advies"), {"vraag_fg": waarde}),
        (cel(g, welke="afwegen"), {"conclusie": waarde}),
        (reverse("verstrekking:taken"), {"taak": waarde}),
        (reverse("verstrekking:fase", args=[g.casus.pk]), {"doe": waarde}),
        (reverse("verstrekking:fase", args=[g.casus.pk]), {"doe": f"nodig:{waarde}"}),
    ]  # fmt: skip
    for url, data in posts:
        assert bram.post(url, data).status_code < 500, (url, data)
    for url in (
        f"{rooster(g)[:-1]}x/",
        f"{cel(g)}?vraag={waarde[:50]}",
        reverse("verstrekking:ontvangen") + "?pagina=%00",
    ):
        assert bram.get(url).status_code < 500
    with in_kring(g.mensen.bram.kring):
        assert not Verstrekking.objects.exists()


def test_the_grid_of_ten_by_several_asks_the_database_as_often_as_a_small_one(g: Geval, als: Als) -> None:
    bram = als("bram")

    def count(url: str) -> int:
        bram.get(url)
        with CaptureQueriesContext(connection) as found:
            assert bram.get(url).status_code == 200
        return len(found)

    few = count(rooster(g))
    for number in range(9):
        ingebracht(g.casus, g.mensen.bram, tekst=f"{MERK} {number}")
    ready(g, "dat", "wat")
    g.verstrek("dorien")
    many = count(rooster(g))
    assert many <= 25, many
    assert many <= few + 1, (few, many)


@pytest.mark.parametrize("page", ["ontvangen", "gegeven", "een", "cel", "verzoeken", "taken"])
def test_no_page_asks_the_database_more_as_there_is_more(g: Geval, als: Als, page: str) -> None:
    ready(g, "dat", "wat")
    row = g.verstrek("dorien")
    urls = {
        "ontvangen": ("dorien", reverse("verstrekking:ontvangen")),
        "een": ("dorien", reverse("verstrekking:een", args=[row.pk])),
        "gegeven": ("bram", reverse("verstrekking:gegeven", args=[g.casus.pk])), "cel": ("bram", cel(g)),
        "verzoeken": ("bram", reverse("verstrekking:verzoeken")), "taken": ("bram", reverse("verstrekking:taken")),
    }  # fmt: skip
    wie, url = urls[page]
    client = als(wie)

    def count() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as found:
            assert client.get(url).status_code == 200
        return len(found)

    few = count()
    for number in range(4):
        extra = ingebracht(g.casus, g.mensen.bram, tekst=f"{MERK} {number}")
        c = g.cel("dorien", "dat")._replace(inbreng=extra.pk)
        g.alles_in_orde(c)
        g.datum, old = extra, g.datum
        g.verstrek("dorien")
        g.datum = old
    many = count()
    assert many <= few + 1, (few, many)
    assert many <= (35 if page in ("een", "cel") else 25), many


def test_withdrawn_and_new_are_marked_in_the_list(g: Geval, als: Als) -> None:
    ready(g, "dat")
    row = g.verstrek("dorien")
    url = reverse("verstrekking:ontvangen")
    assert "Nieuw" in als("dorien").get(url).content.decode()
    als("dorien").get(reverse("verstrekking:een", args=[row.pk]))
    assert "Gezien" in als("dorien").get(url).content.decode()
    with in_kring(g.mensen.bram.kring):
        trek_in(verstrekking=row, door=g.mensen.bram, op=timezone.now())
    assert "Ingetrokken" in als("dorien").get(url).content.decode()
    given = als("bram").get(reverse("verstrekking:gegeven", args=[g.casus.pk])).content.decode()
    assert "Bekeken." in given
