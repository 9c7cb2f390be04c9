# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A strict look at HTML: balanced tags, unique ids, references that exist, and a name for every field."""

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "hr", "img"}


class Tree(HTMLParser):
    """Collects what `problems` judges."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.problems: list[str] = []
        self.ids: list[str] = []
        self.refs: list[tuple[str, str]] = []
        self.labelled: set[str] = set()
        self.fields: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {naam: waarde or "" for naam, waarde in attrs}
        if len(a) != len(attrs):
            self.problems.append(f"<{tag}> says an attribute twice")
        if "id" in a:
            self.ids.append(a["id"])
        for naam in ("for", "aria-labelledby", "aria-describedby"):
            self.refs += [(naam, ref) for ref in a.get(naam, "").split()]
        if tag == "label" and "for" in a:
            self.labelled.add(a["for"])
        if tag in {"input", "select", "textarea"} and a.get("type") not in {"hidden", "submit"}:
            self.fields.append((a.get("id", ""), "label" in self.open))
        if tag == "svg" and not ({"aria-hidden", "aria-label"} & a.keys()):
            self.problems.append("an <svg> is neither hidden nor named")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "svg" not in self.open:
            self.problems.append(f"<{tag}/> closes itself")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes what is not open")


def problems(html: str) -> list[str]:
    """Return what is wrong with `html`, a page or a part of one, in words; empty when nothing is."""
    tree = Tree()
    tree.feed(html)
    tree.close()
    ids = set(tree.ids)
    return [
        *tree.problems,
        *[f"<{tag}> is not closed" for tag in tree.open],
        *[f"id {i} stands there twice" for i in ids if tree.ids.count(i) > 1],
        *[f"{naam} names {ref}, which is not there" for naam, ref in tree.refs if ref not in ids],
        *[f"field {i or '?'} has no label" for i, inside in tree.fields if not inside and i not in tree.labelled],
    ]
