# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Make the vendored style sheets, icons and fonts of `deelwijs.ui` from npm packages.

    cd tools/thema && npm ci && python3 bouw.py

Only who changes the theme runs this: what it writes is committed, so that nobody needs Node to
run or test Deelwijs. It writes, below `src/deelwijs/ui/`:

    static/ui/nlds.css       the picked @utrecht components, in the order of KLASSEN and ELEMENTEN
    static/ui/thema.css      the design tokens that nlds.css and our own style sheets reach
    static/ui/iconen.svg     the icons of ICONEN as one sprite of <symbol>s
    static/ui/letters/*      web fonts (woff2), and fonts/* the same families for PDFs (ttf)
    static/ui/HERKOMST.json  per package version, integrity and licence; per file its SHA-256
"""

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

HIER = Path(__file__).resolve().parent
MODULES = HIER / "node_modules"
UI = HIER.parents[1] / "src" / "deelwijs" / "ui"
UIT = UI / "static" / "ui"
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"

# The bare HTML elements: a page author writes <h2> or <table> and needs no class.
ELEMENTEN = [
    "document", "heading-1", "heading-2", "heading-3", "heading-4", "paragraph", "link",
    "unordered-list", "ordered-list", "separator", "table",
]  # fmt: skip
KLASSEN = [
    "action-group", "alert", "breadcrumb-nav", "button", "form-field", "form-field-description",
    "form-field-error-message", "form-fieldset", "form-label", "select", "skip-link", "textarea", "textbox",
]  # fmt: skip
EIGEN_CSS = ["deelwijs.css", "basis.css", "formulier.css", "onderdelen.css", "druk.css"]
ICONEN = [
    "alert-triangle", "arrow-left", "arrow-right", "book", "building-community", "bulb", "calendar", "check",
    "chevron-down", "chevron-right", "circle-check", "circle-x", "clock", "copy", "device-desktop", "download",
    "external-link", "file-certificate", "file-text", "help-circle", "history", "info-circle", "list-check", "lock",
    "message-circle", "messages", "minus", "moon", "pencil", "printer", "question-mark", "scale", "school", "search",
    "shield-check", "sun", "target", "user", "users", "x",
]  # fmt: skip
WEBLETTERS = {
    "@fontsource/source-sans-3": [
        "source-sans-3-{}-400-normal",
        "source-sans-3-{}-400-italic",
        "source-sans-3-{}-600-normal",
    ],
    "@fontsource/source-serif-4": ["source-serif-4-{}-600-normal"],
}
DRUKLETTERS = {
    "source-sans": ["SourceSans3-Regular", "SourceSans3-It", "SourceSans3-Semibold", "SourceSans3-SemiboldIt"],
    "source-serif": ["SourceSerif4-Semibold"],
}
BANIER = (
    "/* SPDX-License-Identifier: EUPL-1.2\n * {}\n * Made by tools/thema/bouw.py; do not edit. See HERKOMST.json. */\n"
)


def strip_comments(css: str) -> str:
    """Return `css` without comments and @charset: those stand once, in the banner."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r'@charset "[^"]*";', "", css)
    return re.sub(r"\n{2,}", "\n", css).strip()


def reached(css: str) -> set[str]:
    """Return the names of the custom properties that `css` reads."""
    return set(re.findall(r"var\(\s*(--[\w-]+)", css))


def join_components() -> str:
    parts = [MODULES / f"@utrecht/{naam}-css/dist/html/index.css" for naam in ELEMENTEN]
    parts += [MODULES / f"@utrecht/{naam}-css/dist/index.css" for naam in KLASSEN]
    return "\n".join(strip_comments(part.read_text(encoding="utf-8")) for part in parts)


def prune_tokens(css: str) -> dict[str, str]:
    """Return the tokens that `css` reaches, directly or through another token, in name order.

    What deelwijs.css sets itself is left out, and so are the example colours that only it reached.
    """
    own = set(re.findall(r"^\s*(--[\w-]+):", (UIT / "deelwijs.css").read_text(encoding="utf-8"), flags=re.M))
    theme = (MODULES / TOKENS / "dist/theme.css").read_text(encoding="utf-8")
    tokens = dict(re.findall(r"^\s*(--[\w-]+):\s*(.*?);\s*$", theme, flags=re.M))
    todo, kept = reached(css), {}
    while todo:
        naam = todo.pop()
        if naam in tokens and naam not in kept and naam not in own:
            kept[naam] = tokens[naam]
            todo |= reached(tokens[naam])
    return dict(sorted(kept.items()))


def make_sprite() -> str:
    symbols = []
    for naam in ICONEN:
        svg = (MODULES / f"@tabler/icons/icons/outline/{naam}.svg").read_text(encoding="utf-8")
        paths = [p for p in re.findall(r"<path[^>]*>", svg) if 'stroke="none"' not in p]
        symbols.append(
            f'<symbol id="{naam}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
            f'stroke-linecap="round" stroke-linejoin="round">{"".join(paths)}</symbol>'
        )
    head = "<!-- SPDX-License-Identifier: MIT. Tabler Icons, Copyright (c) 2020-2026 Paweł Kuna. Made by bouw.py. -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{head}\n' + "\n".join(symbols) + "\n</svg>\n"


def copy_fonts() -> list[Path]:
    written = []
    for pakket, namen in WEBLETTERS.items():
        for naam in namen:
            for deel in ("latin", "latin-ext"):
                bestand = f"{naam.format(deel)}.woff2"
                written.append(shutil.copyfile(MODULES / pakket / "files" / bestand, UIT / "letters" / bestand))
    for pakket, namen in DRUKLETTERS.items():
        for naam in namen:
            written.append(shutil.copyfile(MODULES / pakket / "TTF" / f"{naam}.ttf", UI / "fonts" / f"{naam}.ttf"))
    return [Path(pad) for pad in written]


def tidy_lock() -> dict[str, dict[str, str]]:
    """Drop the addresses npm writes for fund-raising from the lock, and return its packages."""
    pad = HIER / "package-lock.json"
    lock = json.loads(pad.read_text(encoding="utf-8"))
    for pakket in lock["packages"].values():
        pakket.pop("funding", None)
        pakket.pop("resolved", None)
    pad.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")
    return {naam.removeprefix("node_modules/"): p for naam, p in lock["packages"].items() if naam}


def main() -> None:
    for map_ in (UIT / "letters", UI / "fonts"):
        map_.mkdir(parents=True, exist_ok=True)
    nlds = join_components()
    eigen = "\n".join((UIT / naam).read_text(encoding="utf-8") for naam in EIGEN_CSS)
    tokens = prune_tokens(nlds + eigen)
    lines = "\n".join(f"  {naam}: {waarde};" for naam, waarde in tokens.items())
    outputs = {
        "nlds.css": BANIER.format("Copyright (c) 2020-2026 Frameless B.V. and Gemeente Utrecht")
        + "@layer nlds {\n" + nlds + "\n}\n",
        "thema.css": BANIER.format("Copyright (c) the NL Design System community (voorbeeld-design-tokens)")
        + "@layer thema {\n:root {\n" + lines + "\n}\n}\n",
        "iconen.svg": make_sprite(),
    }  # fmt: skip
    written = []
    for naam, tekst in outputs.items():
        (UIT / naam).write_text(tekst, encoding="utf-8")
        written.append(UIT / naam)
    written += copy_fonts()
    packages = [
        {"pakket": naam, "versie": p["version"], "integriteit": p["integrity"], "licentie": p["license"]}
        for naam, p in sorted(tidy_lock().items())
    ]
    # source-sans and source-serif name their licence in words only.
    for pakket in packages:
        if pakket["pakket"] in DRUKLETTERS:
            pakket["licentie"] = "OFL-1.1"
    files = {str(pad.relative_to(UI)): hashlib.sha256(pad.read_bytes()).hexdigest() for pad in sorted(written)}
    herkomst = {"gemaakt_met": "tools/thema/bouw.py", "pakketten": packages, "bestanden": files}
    (UIT / "HERKOMST.json").write_text(json.dumps(herkomst, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for pad in written[:3]:
        sys.stdout.write(f"{pad.name}: {pad.stat().st_size} bytes\n")
    sys.stdout.write(f"{len(tokens)} tokens, {len(ICONEN)} icons, {len(files)} files\n")


if __name__ == "__main__":
    main()
