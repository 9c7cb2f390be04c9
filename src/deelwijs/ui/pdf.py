# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A PDF from a typst template and plain data: PDF/A-2a and PDF/UA-1, with our own fonts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

LETTERS = Path(__file__).parent / "fonts"


def make_pdf(sjabloon: Path, inhoud: Mapping[str, Any], dag: date) -> bytes:
    """Return the PDF that a template makes of `inhoud`, which it reads as JSON from sys.inputs.inhoud.

    The same input gives the same bytes: `dag` is the date in the file, whenever it is made.
    """
    pdf: bytes = typst.compile(
        str(sjabloon),
        root=str(sjabloon.parent),
        font_paths=[str(LETTERS)],
        ignore_system_fonts=True,
        sys_inputs={"inhoud": json.dumps(inhoud, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(datetime.combine(dag, time(12), tzinfo=UTC).timestamp()),
    )
    return pdf
