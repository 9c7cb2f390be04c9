# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The pages about types in a real browser: axe and the width of a telephone, light and dark.

The pages are made first, for who is logged in, and then handed to the browser as the server would.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client

from deelwijs.overleg.tests.inloggen import login

KIES = "/overleg/kiezen/?plek=vo&aanleiding=hulp&nodig=jeugdgezondheidszorg&aan_tafel=ja"
EIGEN = "/overleg/typen/eigen_tafel/wijzigen/"
DELEN = ("doel", "gegevens", "deelnemers", "deelnemer-0", "betrokkenheid", "bewaren", "fasen", "verwijzen", "controle")
PAGINAS = (
    "/overleg/kiezen/",
    KIES,
    "/overleg/kiezen/?plek=maan",
    "/overleg/typen/",
    "/overleg/typen/thuiszitterstafel/",
    "/overleg/typen/mdo_zat/",
    "/overleg/typen/nieuw/",
    *(f"{EIGEN}?deel={deel}" for deel in DELEN),
)


@pytest.fixture(autouse=True, scope="module")
def naast_de_browser() -> Iterator[None]:
    """Django sees the loop of the browser's driver and takes it for its own; here nothing runs in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield
        for connection in connections.all(initialized_only=True):
            connection.close()  # it belongs to that loop: nobody else would


@pytest.fixture
def gemaakt(mensen: Any, client: Client) -> dict[str, str]:
    """The pages by address, for the manager of the region."""
    login(client, mensen.hugo)
    client.post("/overleg/typen/nieuw/", {"naam": "Eigen tafel", "van": "thuiszitterstafel"})
    return {adres: client.get(adres).content.decode() for adres in PAGINAS}


@pytest.mark.eis("O1", "O4")
@pytest.mark.django_db
@pytest.mark.parametrize(("breedte", "kleur"), [(360, "light"), (1280, "dark")])
def test_every_page_is_accessible_and_fits(
    gemaakt: dict[str, str], browser: Any, toegankelijk: Callable[[Any], None], breedte: int, kleur: Any
) -> None:
    context = browser.new_context(viewport={"width": breedte, "height": 800}, color_scheme=kleur)
    pagina = context.new_page()

    def answer(route: Any) -> None:
        deel = urlsplit(route.request.url)
        adres = f"{deel.path}?{deel.query}" if deel.query else deel.path
        naam = deel.path.removeprefix("/static/")
        bestand = finders.find(naam) if naam != deel.path else None
        if adres in gemaakt:
            route.fulfill(body=gemaakt[adres], content_type="text/html; charset=utf-8")
        elif isinstance(bestand, str):
            route.fulfill(path=bestand)
        else:
            route.fulfill(status=404)

    pagina.route("**/*", answer)
    for adres in PAGINAS:
        pagina.goto(f"http://deelwijs.example{adres}")
        toegankelijk(pagina)
        past = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert pagina.evaluate(past), f"{adres} is wider than {breedte}"
    context.close()


@pytest.mark.eis("O1")
@pytest.mark.django_db
def test_the_questions_are_answered_by_keyboard_alone(gemaakt: dict[str, str], browser: Any) -> None:
    context = browser.new_context()
    pagina = context.new_page()
    gevraagd: list[str] = []

    def answer(route: Any) -> None:
        deel = urlsplit(route.request.url)
        if deel.path == "/overleg/kiezen/":
            gevraagd.append(deel.query)
            route.fulfill(body=gemaakt["/overleg/kiezen/"], content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=404)

    pagina.route("**/*", answer)
    pagina.goto("http://deelwijs.example/overleg/kiezen/")
    pagina.locator("#veld-plek").focus()
    pagina.keyboard.press("Space")
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Space")
    pagina.keyboard.press("Tab")
    pagina.keyboard.press("Space")
    with pagina.expect_navigation():
        pagina.keyboard.press("Enter")
    assert gevraagd[-1] == "plek=opvang&aanleiding=meedenken&nodig=gemeente_jeugd"
    context.close()
