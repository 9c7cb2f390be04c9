# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The forms of a page as a browser reads them: where they go, and what each field has and offers."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Vorm:
    """One form. `velden`: per name what the browser would send, and what else could be chosen."""

    actie: str
    post: bool
    velden: dict[str, list[str]] = field(default_factory=dict)
    keuzes: dict[str, list[str]] = field(default_factory=dict)
    bestanden: list[str] = field(default_factory=list)


class _Lezer(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.vormen: list[Vorm] = []
        self.links: list[str] = []
        self._nu: Vorm | None = None
        self._tekst: str | None = None
        self._kies = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "a" and (has.get("href") or "").startswith(("/", "?")):
            self.links.append(has["href"] or "")
        if tag == "form":
            self._nu = Vorm(has.get("action") or "", (has.get("method") or "get").lower() == "post")
            self.vormen.append(self._nu)
        if self._nu is None or tag not in ("input", "textarea", "select", "option", "button"):
            return
        name, value = has.get("name") or "", has.get("value") or ""
        kind = has.get("type") or "text"
        if tag == "option":
            self._nu.keuzes.setdefault(self._kies, []).append(value)
        elif tag == "select":
            self._kies = name
            self._nu.velden.setdefault(name, [""])
        elif tag == "textarea":
            self._tekst = name
            self._nu.velden[name] = [""]
        elif not name:
            return
        elif kind == "file":
            self._nu.bestanden.append(name)
        elif kind in ("radio", "checkbox") or tag == "button":
            self._nu.keuzes.setdefault(name, []).append(value or "on")
            if "checked" in has:
                self._nu.velden.setdefault(name, []).append(value or "on")
        else:
            self._nu.velden.setdefault(name, []).append(value)

    def handle_data(self, data: str) -> None:
        if self._nu is not None and self._tekst is not None:
            self._nu.velden[self._tekst][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._nu = None
        if tag == "textarea":
            self._tekst = None


def read(html: str) -> tuple[list[Vorm], list[str]]:
    """Return the forms of a page and the addresses that it links to on this site."""
    reader = _Lezer()
    reader.feed(html)
    return reader.vormen, reader.links
