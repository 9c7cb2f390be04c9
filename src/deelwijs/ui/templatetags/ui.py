# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Template tags of every page: icons and navigation."""

from collections.abc import Sequence

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# Names of addresses, not views: this folder stands below the ones that serve them.
HOOFDMENU = [
    ("openbaar:start", "Mag ik dit delen?"),
    ("openbaar:kennis", "Kennis"),
    ("openbaar:over", "Over Deelwijs"),
    ("account_login", "Inloggen"),
]
# For who is logged in: what everybody has, and what goes with a role. "*" stands for everybody.
WERKMENU = [
    ("*", "casus:werk", "Mijn werk"),
    ("*", "verstrekking:ontvangen", "Aan u gegeven"),
    ("*", "overleg:typen", "Soorten overleg"),
    ("*", "convenant_inzage:convenant", "Convenant"),
    ("personeel", "partij:medewerkers", "Medewerkers"),
    ("beheer", "convenant:overzicht", "Beheer"),
    ("fg", "verstrekking:fg", "Advies"),
    ("fg", "logboek:van_partij", "Logboek"),
    ("*", "openbaar:start", "Mag ik dit delen?"),
    ("*", "mfa_index", "Account"),
]
VOETMENU = [
    ("openbaar:over", "Over Deelwijs"),
    ("openbaar:toegankelijkheid", "Toegankelijkheid"),
    ("openbaar:begrippen", "Begrippenlijst"),
]


@register.simple_tag
def icoon(naam: str, titel: str = "") -> SafeString:
    """Return the icon `naam` of iconen.svg; hidden from screen readers unless it has a `titel`."""
    adres = f"{static('ui/iconen.svg')}#{naam}"
    if titel:
        return format_html('<svg class="dw-icoon" role="img" aria-label="{}"><use href="{}"></use></svg>', titel, adres)
    return format_html('<svg class="dw-icoon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', adres)


@register.simple_tag(takes_context=True)
def menu(context: template.Context, welk: str) -> list[dict[str, object]]:
    """Return the entries of the menu `welk` ("hoofd" or "voet") as url, tekst and whether we are there.

    An address that this installation does not serve is left out.
    """
    request: HttpRequest | None = context.get("request")
    names = VOETMENU if welk != "hoofd" else _work(request) or HOOFDMENU
    entries = [(url, tekst) for naam, tekst in names if (url := _address(naam))]
    here = _nearest(request.path if request else "", [url for url, _ in entries])
    return [{"url": url, "tekst": tekst, "huidig": url == here} for url, tekst in entries]


def _work(request: HttpRequest | None) -> list[tuple[str, str]]:
    """Return the menu of who is logged in, or nothing. Without a session no database is asked."""
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return []
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    rollen = {"*", *getattr(user, "rollen", ())}
    return [(naam, tekst) for rol, naam, tekst in WERKMENU if rol in rollen]


def _address(naam: str) -> str | None:
    try:
        return reverse(naam)
    except NoReverseMatch:
        return None


def _nearest(path: str, urls: Sequence[str]) -> str | None:
    """Return the longest of `urls` that `path` lies under; the front page only holds itself."""
    under = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(under, key=len, default=None)
