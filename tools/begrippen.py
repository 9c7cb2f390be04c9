# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Write docs/begrippen.md from the word list that the site shows too: one meaning a word.

.venv/bin/python tools/begrippen.py
"""

from pathlib import Path
from typing import Any

from deelwijs.toets.loader import KENNIS
from deelwijs.toets.strict_yaml import decode, read

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "begrippen.md"
HEAD = """<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- SPDX-FileCopyrightText: 2026 Deelwijs -->
<!-- Written by `tools/begrippen.py`; change src/deelwijs/toets/kennis/woordenlijst.yaml instead. -->
# Words

One meaning a word, in code, data and on screen. *In code* is the name of the class, fact or answer that bears it.

| word | meaning | also called | in code |
|---|---|---|---|
"""


def page() -> str:
    """Return the text of docs/begrippen.md."""
    woorden = read(decode((KENNIS / "woordenlijst.yaml").read_bytes()))["woorden"]
    rows = [_row(woord) for woord in sorted(woorden, key=lambda w: w["woord"].casefold())]
    return HEAD + "\n".join(rows) + "\n"


def _row(woord: dict[str, Any]) -> str:
    code = f"`{woord['code']}`" if "code" in woord else ""
    return f"| {woord['woord']} | {woord['betekenis']} | {', '.join(woord.get('ook', ()))} | {code} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
