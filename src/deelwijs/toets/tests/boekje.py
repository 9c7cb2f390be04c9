# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A small rulebook, whole and right: what tests spoil to see the loader refuse it. The law in it is made up."""

from __future__ import annotations

FEITEN = """\
feiten:
  handeling:
    soort: keuze
    antwoorden: {delen: delen, bewaren: bewaren}
    vraag: {professional: "Wat gaat u doen?", ouder: "Wat gebeurt er?", jongere: "Wat gebeurt er?"}
    wie: steller
    aard: feit
  verstrekker:
    soort: keuze
    hoort_bij: {handeling: [delen]}
    antwoorden: {school: school, arts: arts, gemeente: gemeente}
    groepen: {zorg: [arts]}
    vraag: {professional: "Wie deelt?", ouder: "Wie deelt?", jongere: "Wie deelt?"}
    wie: steller
    aard: feit
  categorie:
    soort: meerkeuze
    antwoorden: {verzuim: verzuim, gezondheid: gezondheid}
    vraag: {professional: "Wat?", ouder: "Wat?", jongere: "Wat?"}
    wie: steller
    aard: feit
  leeftijd:
    soort: getal
    min: 0
    max: 120
    vraag: {professional: "Hoe oud?", ouder: "Hoe oud?", jongere: "Hoe oud?"}
    wie: steller
    aard: feit
  sinds:
    soort: datum
    vraag: {professional: "Sinds wanneer?", ouder: "Sinds wanneer?", jongere: "Sinds wanneer?"}
    wie: steller
    aard: feit
  geinformeerd:
    soort: ja_nee
    vraag: {professional: "Weet de jongere het?", ouder: "Weet uw kind het?", jongere: "Weet je het?"}
    wie: steller
    aard: feit
"""

BEGRIPPEN = """\
begrippen:
  oud_genoeg:
    titel: Oud genoeg
    bronnen: [{wet: "proefwet:1"}]
    tekst: {professional: Vanaf 16., ouder: Vanaf 16., jongere: Vanaf 16.}
    ja_als:
    - als: {leeftijd: {vanaf: 16}}
"""

REGELS = """\
voor: {handeling: [delen]}
regels:
- id: melding
  soort: grondslag
  stap: grondslag
  niveau: wet
  titel: De school meldt verzuim
  tekst: {professional: U meldt., ouder: De school meldt., jongere: School meldt.}
  versies:
  - geldig_vanaf: 2020-01-01
    geldig_tot: 2021-12-31
    status: van_kracht
    bronnen: [{wet: "proefwet:1"}]
    als: {verstrekker: school, categorie: verzuim}
  - geldig_vanaf: 2022-01-01
    status: van_kracht
    bronnen: [{wet: "proefwet:1"}]
    als: {verstrekker: school, categorie: verzuim, leeftijd: {tot_en_met: 17}}
- id: geheim
  soort: verbod
  stap: verbod
  niveau: wet
  titel: De arts zwijgt
  tekst: {professional: U zwijgt., ouder: De arts zwijgt., jongere: De arts zwijgt.}
  versies:
  - geldig_vanaf: 2020-01-01
    status: van_kracht
    bronnen: [{wet: "proefwet:1"}, {bron: nji, deel: geheim}]
    als: {verstrekker: zorg}
    tenzij:
    - {oud_genoeg: ja, geinformeerd: ja}
- id: opening
  soort: doorbreking
  stap: verbod
  niveau: wet
  titel: Soms mag het toch
  tekst: {professional: Toch., ouder: Toch., jongere: Toch.}
  doorbreekt: [geheim]
  versies:
  - geldig_vanaf: 2020-01-01
    status: van_kracht
    bronnen: [{wet: "proefwet:1"}]
    als: {verstrekker: arts, sinds: {vanaf: 2021-01-01}}
- id: informeren
  soort: plicht
  stap: plicht
  niveau: convenant_model
  titel: Vertel het
  tekst: {professional: Vertel het., ouder: Zij vertellen het., jongere: Zij vertellen het.}
  plicht: {doe: Vertel het de jongere., wie: verstrekker, wanneer: vooraf}
  versies:
  - geldig_vanaf: 2020-01-01
    status: van_kracht
    lezing: streng
    verschil: V01
    bronnen: [{bron: convenant, deel: "9"}]
    als: {geinformeerd: nee}
"""

SCENARIO = """\
id: later
titel: Later
omschrijving: Een voorstel.
status: voorgesteld
bronnen: [{wetsvoorstel: voorstel}]
vervalt: [melding]
regels:
- id: later-melding
  soort: grondslag
  stap: grondslag
  niveau: wet
  titel: Iedereen meldt
  tekst: {professional: U meldt., ouder: Iedereen meldt., jongere: Iedereen meldt.}
  versies:
  - geldig_vanaf: 2020-01-01
    status: voorgesteld
    bronnen: [{wetsvoorstel: voorstel}]
    als: {handeling: delen, categorie: verzuim}
"""

LEZINGEN = """\
lezingen:
- id: V01
  titel: Wanneer u informeert
  streng: Altijd vooraf.
  rekkelijk: Mag later.
  bronnen: [{bron: nji}]
"""

ACTIES = """\
acties:
- id: vertel
  tekst: {professional: Vertel het., ouder: Vertel het., jongere: Vertel het.}
  kosten: 1
  wie: verstrekker
  zet: {geinformeerd: ja}
  vanuit: {geinformeerd: [nee, onbekend]}
"""

KLOVEN = """\
kloven:
- als: {verstrekker: gemeente}
  reden: Daarover zegt de proefwet niets.
"""

WETTEN = """\
wetten:
- id: proefwet
  naam: Proefwet
  artikelen:
  - id: "proefwet:1"
    artikel: "1"
    onderwerp: melden
    parafrase: Wie iets weet, meldt het.
    geldig_vanaf: "2018-01-01"
    zekerheid: hoog
    datum_zekerheid: hoog
  - id: "proefwet:2@2019-01-01"
    artikel: "2"
    onderwerp: zwijgen
    parafrase: Wie niets weet, zwijgt.
    geldig_vanaf: "2019-01-01"
    geldig_tot: "2020-12-31"
    zekerheid: hoog
    datum_zekerheid: hoog
wetsvoorstellen:
- id: voorstel
  naam: Voorstel
"""

VOORBEELDEN = """\
voorbeelden:
- id: eerste
  titel: De school meldt
  verhaal: Bram meldt verzuim.
  op: 2024-03-01
  feiten: {handeling: delen, verstrekker: school, categorie: [verzuim], leeftijd: 15}
  uitkomst: toegestaan
  regels: [melding]
  niet: [geheim]
  scenarios: [later]
  vragen: [leeftijd]
"""

BOEKJE = {
    "feiten.yaml": FEITEN,
    "begrippen.yaml": BEGRIPPEN,
    "regels/proef.yaml": REGELS,
    "scenarios/later.yaml": SCENARIO,
    "lezingen.yaml": LEZINGEN,
    "acties.yaml": ACTIES,
    "kloven.yaml": KLOVEN,
    "wetten.yaml": WETTEN,
    "voorbeelden/proef.yaml": VOORBEELDEN,
}


def as_bytes(boekje: dict[str, str]) -> dict[str, bytes]:
    return {naam: tekst.encode() for naam, tekst in boekje.items()}


def spoiled(bestand: str, oud: str, nieuw: str) -> dict[str, str]:
    """Return the rulebook with the first `oud` in one file replaced.

    :raises ValueError: when `oud` does not stand there.
    """
    if oud not in BOEKJE[bestand]:
        raise ValueError(f"{oud!r} staat niet in {bestand}")
    return {**BOEKJE, bestand: BOEKJE[bestand].replace(oud, nieuw, 1)}
