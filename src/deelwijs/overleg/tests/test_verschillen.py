# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The differences between the types as the sources give them: one row per difference, with where it stands."""

from collections.abc import Callable
from datetime import date

import pytest

from deelwijs.overleg.kennis import kennisdeel
from deelwijs.overleg.typen import Antwoord, Bevoegdheid, Deelname, Overlegtype, load_types
from deelwijs.toets.loader import load_shipped

JA, NEE, OP_MAAT = Antwoord
SCHOLEN = {"school_po", "school_vo", "school_vso", "school_pro"}
PEILDATUM = date(2026, 11, 21)  # the day up to which the articles were looked at
GEHEIM = {"jeugdwet:7.3.11-lid-1", "jeugdwet:7.3.11-lid-2-3", "bw7-wgbo:7.457", "reclasseringsregeling:37"}


def table(o: Overlegtype) -> set[str]:
    """The tasks that always sit at the table."""
    return {deelnemer.taak for deelnemer in o.deelnemers if deelnemer.deelname is Deelname.VAST}


def asks(o: Overlegtype) -> set[str]:
    return {deelnemer.taak for deelnemer in o.deelnemers if deelnemer.deelname is Deelname.MELDT_AAN}


def phases(o: Overlegtype) -> list[str]:
    return [str(fase.fase) for fase in o.fasen]


def refers(o: Overlegtype) -> set[str]:
    return {verwijzing.naar for verwijzing in o.verwijst_naar}


# type, what, how to see it, what it is, where it stands
VERSCHILLEN = [
    ("loket_voorschool", "ouders", lambda o: o.ouders.aanwezig.antwoord, NEE, "bijlage 3, loket voorschool, 4"),
    ("loket_voorschool", "opvang meldt", asks, {"kinderopvang"}, "idem 4: de voorschool is er niet bij"),
    ("loket_voorschool", "tafel", table, {"jeugdgezondheidszorg", "gemeente_jeugd", "samenwerkingsverband"}, "idem 1"),
    ("loket_voorschool", "informeert", lambda o: o.informeert.taken, ("kinderopvang",), "idem 4"),
    ("loket_voorschool", "verslag", lambda o: o.ouders.krijgt_verslag.antwoord, NEE, "idem 4: voorschool vertelt het"),
    ("loket_voorschool", "verwijst", refers, {"vot"}, "idem 4 en 6: te weinig informatie"),
    ("loket_voorschool", "gezag", lambda o: o.bevoegdheid, Bevoegdheid.ADVISEERT, "idem 2 en 3: adviesorgaan"),
    ("loket_voorschool", "ritme", lambda o: o.ritme.keer_per_jaar, 10, "idem 3"),
    ("loket_voorschool", "regie", lambda o: o.regie.procesregisseur.taken, ("kinderopvang",), "idem, tabel"),
    ("loket_voorschool", "plant", lambda o: o.regie.organiseert.taken, ("jeugdgezondheidszorg",), "idem 3"),
    ("loket_voorschool", "fasen", phases, ["intake", "beoordeling", "afsluiting"], "idem 6"),
    ("vot", "ouders", lambda o: o.ouders.aanwezig.antwoord, JA, "bijlage 3, VOT, deelnemers"),
    ("vot", "ouders gevraagd", lambda o: o.ouders.uitgenodigd.antwoord, JA, "idem, ouders"),
    ("vot", "opvang aan tafel", lambda o: "kinderopvang" in table(o), True, "idem, deelnemers"),
    ("vot", "verslag aan ouders", lambda o: o.ouders.krijgt_verslag.antwoord, JA, "idem, ouders: alle partijen"),
    ("vot", "notulen", lambda o: o.verslag.notulen, True, "idem: er is een notulist"),
    ("vot", "plant", lambda o: o.regie.organiseert.taken, ("samenwerkingsverband",), "idem, werkwijze"),
    ("vot", "fasen", phases, ["intake", "beoordeling", "plan", "monitoring", "evaluatie", "afsluiting"], "idem, fasen"),
    ("vot", "school niet", lambda o: SCHOLEN & set(o.taken), set(), "idem, evaluatie: pas met toestemming naar school"),
    ("team_schoolondersteuning", "notulen", lambda o: o.verslag.notulen, False, "bijlage 3, TSO, 4 en 5"),
    ("team_schoolondersteuning", "verslag", lambda o: o.verslag.soort, "geen", "idem 4"),
    ("team_schoolondersteuning", "schakelteam", table, SCHOLEN | {"samenwerkingsverband"}, "idem 1: twee deelnemers"),
    ("team_schoolondersteuning", "regie", lambda o: set(o.regie.procesregisseur.taken), SCHOLEN, "idem 3"),
    ("team_schoolondersteuning", "regie gaat over", lambda o: bool(o.regie.overdracht), True, "idem 2 en 3"),
    ("team_schoolondersteuning", "verwijst", refers, {"loket_onderwijs"}, "idem 2: doorzetten naar het loket"),
    ("team_schoolondersteuning", "toestemming", lambda o: o.toestemming.antwoord, JA, "idem 4: één keer, op papier"),
    ("loket_onderwijs", "ouders", lambda o: o.ouders.aanwezig.antwoord, NEE, "bijlage 3, loket onderwijs, 4"),
    ("loket_onderwijs", "school meldt", asks, SCHOLEN, "idem 4: de school is er niet bij"),
    ("loket_onderwijs", "beslist", lambda o: o.bevoegdheid, Bevoegdheid.BESLIST, "idem 2: besluiten over aanvragen"),
    ("loket_onderwijs", "po en vo", lambda o: [v.slug for v in o.varianten], ["po", "vo"], "idem 2"),
    ("loket_onderwijs", "jgz", lambda o: "jeugdgezondheidszorg" in table(o), False, "idem 1"),
    ("loket_onderwijs", "uitspraak", lambda o: o.ouders.krijgt_verslag.antwoord, OP_MAAT, "idem 4: post bij een TLV"),
    ("loket_onderwijs", "toestemming", lambda o: o.toestemming.antwoord, JA, "idem 4: anders niet in behandeling"),
    ("loket_onderwijs", "breed overleg", refers, {"mdo_zat"}, "idem 4: te weinig informatie"),
    ("loket_onderwijs", "ritme", lambda o: o.ritme.keer_per_jaar, 52, "idem 2: wekelijks"),
    ("loket_onderwijs", "fasen", phases, ["intake", "beoordeling", "afsluiting"], "idem 6"),
    ("loket_onderwijs", "informeert", lambda o: set(o.informeert.taken), SCHOLEN, "idem 4"),
    ("thuiszitterstafel", "regie", lambda o: o.regie.procesregisseur.taken, ("samenwerkingsverband",), "bijlage 3"),
    ("thuiszitterstafel", "ouders", lambda o: o.ouders.krijgt_verslag.antwoord, NEE, "idem 4: geen verslag gedeeld"),
    ("thuiszitterstafel", "jongere", lambda o: o.jongere.krijgt_verslag.antwoord, NEE, "idem 4"),
    ("thuiszitterstafel", "wel verslag", lambda o: o.verslag.soort, "verslag", "idem 1 en 5: kort verslag"),
    ("thuiszitterstafel", "leerplicht", lambda o: "gemeente_leerplicht" in table(o), True, "idem, tabel en 1"),
    ("thuiszitterstafel", "informeert", lambda o: set(o.informeert.taken), SCHOLEN, "idem 4: de school"),
    ("thuiszitterstafel", "doorbraak", lambda o: o.bevoegdheid, Bevoegdheid.BESLIST, "idem, tabel: doorbraak"),
    ("thuiszitterstafel", "geen plan", lambda o: "plan" in phases(o), False, "idem 6: geen fase plan"),
    ("thuiszitterstafel", "vervolg", lambda o: o.ouders.aanwezig.antwoord, OP_MAAT, "idem, tabel: in de vervolgfase"),
    ("mdo_zat", "praten met", lambda o: o.jongere.aanwezig.antwoord, JA, "servicedocument reglement 10.3; nji"),
    ("mdo_zat", "anoniem", lambda o: o.anoniem_eerst.antwoord, JA, "reglement 10.1 en 8.1"),
    ("mdo_zat", "leiding", lambda o: set(o.regie.procesregisseur.taken), SCHOLEN | {"school_mbo"}, "reglement 1.17"),
    ("mdo_zat", "gegevens", lambda o: "onderzoeksverslag" in o.categorieen, True, "reglement 12.1 onder c"),
    ("mdo_zat", "contact", lambda o: "contact" in o.categorieen, True, "reglement 12.1 onder a"),
    ("uitstroomoverleg", "scholen", lambda o: asks(o) | table(o) >= {"school_pro", "school_vso"}, True, "handreiking"),
    ("uitstroomoverleg", "initiatief", lambda o: o.regie.procesregisseur.taken, ("gemeente_rmc",), "handreiking"),
    ("uitstroomoverleg", "werk", lambda o: "gemeente_werk_inkomen" in table(o), True, "handreiking, voorbeelden"),
    ("uitstroomoverleg", "ritme", lambda o: o.ritme.keer_per_jaar, 2, "handreiking: ten minste twee keer per jaar"),
    ("uitstroomoverleg", "informeren", lambda o: o.jongere.geinformeerd.antwoord, JA, "handreiking: ieder zelf"),
    ("onderwijsloket", "tafel", table, {"school_mbo", "gemeente_rmc", "gemeente_jeugd"}, "handreiking, onderwijsloket"),
    ("onderwijsloket", "student", lambda o: o.jongere.aanwezig.antwoord, JA, "idem: de jongere aan tafel"),
    ("onderwijsloket", "anoniem", lambda o: o.anoniem_eerst.antwoord, JA, "idem: zonder de jongere anoniem"),
]  # fmt: skip


@pytest.mark.eis("O2")
@pytest.mark.parametrize(
    ("slug", "wat", "kijk", "is_dit", "waar"), VERSCHILLEN, ids=lambda v: v if type(v) is str else ""
)
def test_a_type_differs_as_its_source_says(
    slug: str, wat: str, kijk: Callable[[Overlegtype], object], is_dit: object, waar: str
) -> None:
    assert kijk(load_types()[slug]) == is_dit, f"{slug}, {wat}: {waar}"


@pytest.mark.eis("O1", "O2")
def test_every_answer_of_the_toets_but_another_consultation_is_a_type() -> None:
    answers = set(load_shipped(voorbeelden=False).feiten["overleg"].groepen["casusoverleg"])
    assert set(load_types()) == answers - {"ander_overleg"}
    assert all(slug == o.feit for slug, o in load_types().items())


@pytest.mark.eis("O1")
@pytest.mark.parametrize("slug", load_types())
def test_no_type_hands_around_a_bsn_a_crime_or_a_whole_file(slug: str) -> None:
    o = load_types()[slug]
    used = set(o.categorieen).union(*(d.mag_inbrengen for d in o.deelnemers), *(f.categorieen for f in o.fasen))
    assert not used & {"bsn", "strafrecht_inhoud", "zorgdossier", "hele_administratie", "bijzonder_overig"}


@pytest.mark.eis("O1", "T17")
def test_a_basis_that_a_task_can_name_is_law_today() -> None:
    """Numbers change: an article that was replaced is nobody's basis any more."""
    kennis = load_shipped(voorbeelden=False)
    over = {
        (naam, artikel)
        for naam, taak in kennisdeel().taken.items()
        for artikel in taak.grondslagen | taak.bsn
        if kennis.artikel(artikel, PEILDATUM) is None
    }
    assert over == set()


@pytest.mark.eis("O1", "T8")
@pytest.mark.parametrize("slug", load_types())
def test_nobody_takes_part_on_an_article_about_secrecy_alone(slug: str) -> None:
    """Secrecy is a threshold beside the basis: it never says what somebody's task is."""
    for deelnemer in load_types()[slug].deelnemers:
        assert set(deelnemer.grondslag) - GEHEIM, deelnemer.taak


@pytest.mark.eis("O1")
@pytest.mark.parametrize("slug", load_types())
def test_no_sentence_is_longer_than_plain_dutch(slug: str) -> None:
    """B1: a sentence of at most 25 words, everywhere in the file."""
    o = load_types()[slug]
    words = [
        o.kort,
        o.waarvoor,
        *o.wanneer,
        *o.wanneer_niet,
        o.bevoegdheid_tekst,
        *o.let_op,
        o.verslag.tekst,
        o.ritme.tekst,
    ]
    words += [d.wettelijke_taak for d in o.deelnemers] + [f.waarvoor for f in o.fasen] + [b.tekst for b in o.bewaren]
    for wie in (o.jongere, o.ouders):
        words += [wie.uitgenodigd.reden, wie.geinformeerd.reden, wie.aanwezig.reden, wie.krijgt_verslag.reden]
    long = [
        zin for tekst in words for zin in tekst.replace("?", ".").replace(":", ".").split(". ") if len(zin.split()) > 25
    ]
    assert not long
