# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Three doors, one answer: the command line, the API and the page say the same of every worked example.

Whether that answer is the right one, toets/tests/test_voorbeelden.py tells.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from deelwijs.openbaar.antwoord import as_texts
from deelwijs.openbaar.api import MOST_PARTS, parts
from deelwijs.openbaar.api_vorm import MOST_CASES
from deelwijs.openbaar.gesprek import VOORVOEGSEL
from deelwijs.openbaar.opdrachtregel import main
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import PUBLIEKEN, Lezing, Voorbeeld
from deelwijs.toets.oordeel import assess
from deelwijs.toets.voorbeelden import by_law

KENNIS = load_shipped()
OUTCOME = re.compile(rb"dw-uitkomst dw-uitkomst--(\w+)")


def _case(voorbeeld: Voorbeeld, lezing: Lezing) -> dict[str, Any]:
    zaak = {
        "feiten": voorbeeld.feiten,
        "peildatum": voorbeeld.op,
        "lezing": lezing,
        "scenarios": list(voorbeeld.scenarios),
    }
    plain: dict[str, Any] = json.loads(json.dumps(zaak, default=str))
    return plain


def _batches() -> Iterator[tuple[list[Voorbeeld], list[dict[str, Any]]]]:
    """Yield the examples in lists that the API takes; every third one under the wide reading."""
    voorbeelden: list[Voorbeeld] = []
    zaken: list[dict[str, Any]] = []
    delen = 0
    # Those of one law together, so that its index is made once.
    for i, voorbeeld in enumerate(by_law(KENNIS.voorbeelden)):
        hier = parts(voorbeeld.feiten)
        if delen + hier > MOST_PARTS or len(zaken) == MOST_CASES:
            yield voorbeelden, zaken
            voorbeelden, zaken, delen = [], [], 0
        voorbeelden.append(voorbeeld)
        zaken.append(_case(voorbeeld, Lezing.REKKELIJK if i % 3 == 0 else Lezing.STRENG))
        delen += hier
    yield voorbeelden, zaken


@pytest.mark.traag
@pytest.mark.eis("T21")
def test_the_command_line_and_the_api_give_the_same_answer_word_for_word(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bestand = tmp_path / "zaken.json"
    gezien = 0
    for voorbeelden, zaken in _batches():
        bestand.write_text(json.dumps(zaken), encoding="utf-8")
        assert main(["toets", str(bestand), "--json"]) == 0
        opdrachtregel = json.loads(capsys.readouterr().out)
        answer = client.post("/api/v1/toetsen", json.dumps(zaken), content_type="application/json")
        assert answer.status_code == 200, answer.content
        assert answer.json() == opdrachtregel
        for voorbeeld, zaak, oordeel in zip(voorbeelden, zaken, opdrachtregel, strict=True):
            assert oordeel["uitkomst"] == oordeel["lezingen"][zaak["lezing"]], voorbeeld.id
        gezien += len(voorbeelden)
    assert gezien == len(KENNIS.voorbeelden)


# The page draws a whole screen per case: the nine cases, and every tenth of the others.
OP_DE_PAGINA = [v for i, v in enumerate(KENNIS.voorbeelden) if v.id.startswith("casus-") or i % 10 == 0]


@pytest.mark.traag
@pytest.mark.eis("T21")
@pytest.mark.parametrize("publiek", PUBLIEKEN)
def test_the_page_gives_that_answer_to_everyone(client: Client, publiek: str) -> None:
    anders = {}
    for voorbeeld in OP_DE_PAGINA:
        velden: dict[str, Any] = {
            "publiek": publiek,
            "peildatum": voorbeeld.op.isoformat(),
            "lezing": "streng",
            "scenario": list(voorbeeld.scenarios),
            "doe": "antwoord",
        }
        for naam, waarde in voorbeeld.feiten.items():
            velden[VOORVOEGSEL + naam] = as_texts(KENNIS.feiten[naam], waarde)
        page = client.post("/mag-ik-dit-delen/", velden)
        gevonden = OUTCOME.search(page.content)
        oordeel = assess(KENNIS, voorbeeld.feiten, voorbeeld.op, scenarios=voorbeeld.scenarios)
        if gevonden is None or gevonden[1].decode() != oordeel.uitkomst:
            anders[voorbeeld.id] = (page.status_code, gevonden and gevonden[1].decode(), str(oordeel.uitkomst))
    assert anders == {}
