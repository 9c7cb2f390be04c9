# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The weighing on paper: archivable, readable aloud, complete, and never code."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pypdf
import pytest

from deelwijs.openbaar.gesprek import Gesprek, judge
from deelwijs.openbaar.pdf import content, weighing
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import PUBLIEKEN, Kennis

ANTWOORDEN = {
    "handeling": ["delen"],
    "verstrekker": ["school_vo"],
    "ontvanger": ["gemeente_leerplicht"],
    "categorie": ["identiteit", "verzuim", "zorgdossier"],
    "leeftijd": ["15"],
    "verzuim": ["ongeoorloofd"],
    "doel": ["verzuim_aanpakken"],
    "kanaal": ["weet_niet"],
}


@pytest.fixture(scope="module")
def kennis() -> Kennis:
    return load_shipped(voorbeelden=False)


def make(kennis: Kennis, motief: str = "", publiek: str = "professional") -> bytes:
    gesprek = Gesprek(publiek, date(2026, 11, 22), antwoorden=ANTWOORDEN)
    return weighing(kennis, gesprek, judge(kennis, gesprek), motief)


def read_text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("publiek", PUBLIEKEN)
def test_the_weighing_is_archivable_and_accessible(kennis: Kennis, publiek: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(make(kennis, publiek=publiek)))
    root: Any = reader.trailer["/Root"]
    xmp = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert str(root["/Lang"]).startswith("nl")
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert reader.metadata.title == kennis.zinnen["pdf"]["titel"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_weighing_holds_outcome_answers_sources_and_receipt(kennis: Kennis) -> None:
    gesprek = Gesprek("professional", date(2026, 11, 22), antwoorden=ANTWOORDEN)
    oordeel = judge(kennis, gesprek)
    tekst = " ".join(read_text(weighing(kennis, gesprek, oordeel, "Gesproken met de mentor.")).split())
    assert kennis.zinnen["uitkomsten"][oordeel.uitkomst]["kort"] in tekst
    assert "15" in tekst
    assert "Dat weet ik niet" in tekst
    assert "Gesproken met de mentor." in tekst
    assert oordeel.bewijs.feiten in tekst
    for deel in content(kennis, gesprek, oordeel, "")["delen"]:
        assert deel["titel"] in tekst


def test_what_someone_types_is_text_and_never_code(kennis: Kennis) -> None:
    motief = 'Eerst #eval("1+1") en *niet vet* $x^2$ <b> \\ @bron\n\n= geen kop'
    tekst = read_text(make(kennis, motief))
    assert '#eval("1+1")' in tekst
    assert "*niet vet*" in tekst
    assert "= geen kop" in tekst


def test_the_same_weighing_gives_the_same_bytes(kennis: Kennis) -> None:
    assert make(kennis, "motief") == make(kennis, "motief")


def test_without_a_motive_the_paper_asks_for_one(kennis: Kennis) -> None:
    assert kennis.zinnen["pdf"]["geen_motief"] in " ".join(read_text(make(kennis)).split())


def test_reasons_that_categories_share_are_given_once(kennis: Kennis) -> None:
    gesprek = Gesprek("professional", date(2026, 11, 22), antwoorden=ANTWOORDEN)
    inhoud = content(kennis, gesprek, judge(kennis, gesprek), "")
    redenen = [{k: v for k, v in deel.items() if k != "kop"} for deel in inhoud["redenen"]]
    assert len(redenen) <= len(inhoud["delen"])
    assert all(een != ander for i, een in enumerate(redenen) for ander in redenen[i + 1 :])
