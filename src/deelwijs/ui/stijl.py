# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The samples of the living style page: every component in every state, with invented content."""

UITKOMSTEN = [
    ("toegestaan", "De school mag dit melden bij leerplicht. De wet verplicht het zelfs."),
    ("toegestaan_onder_voorwaarden", "U mag het verzuim delen, als u eerst doet wat hieronder staat."),
    ("niet_toegestaan", "De jeugdarts heeft een beroepsgeheim en niemand gaf toestemming."),
    ("eigen_afweging", "U hebt een conflict van plichten. Alleen u kunt wegen wat zwaarder telt."),
    ("onvolledig", "Er zijn nog drie vragen open. Zonder die antwoorden is het ja noch nee."),
]
BRONNEN = [
    {"tekst": "Leerplichtwet, artikel 21a", "url": "#bron-1"},
    {"tekst": "Algemene verordening gegevensbescherming (AVG), artikel 6 lid 1 onder c", "url": "#bron-2"},
    {"tekst": "Convenant, artikel 4.3", "url": "", "onzeker": True},
]
REGELS = [
    {
        "titel": "Melding van ongeoorloofd verzuim aan leerplicht",
        "soort": "geeft een grondslag",
        "tekst": "De school meldt 16 uur ongeoorloofd verzuim in vier weken bij de gemeente waar de leerling woont.",
        "url": "#regel-1",
        "bronnen": BRONNEN[:1],
    },
    {"titel": "Niet meer dan nodig", "tekst": "Deel alleen wat de ontvanger voor zijn taak nodig heeft."},
]
STAPPEN = [
    {"stap": "praat", "resultaat": "ja", "uitleg": "U sprak de jongere op school."},
    {
        "stap": "grondslag",
        "resultaat": "ja",
        "uitleg": "De school moet ongeoorloofd verzuim melden.",
        "bronnen": BRONNEN[:2],
        "regels": REGELS[:1],
        "misschien": REGELS[1:],
    },
    {"stap": "verbod", "resultaat": "ja", "zonder_nummer": True, "uitleg": "Er staat geen verbod in de weg."},
    {
        "nummer": 2,
        "stap": "doel",
        "resultaat": "nee",
        "uitleg": "Het doel dat u koos past niet bij deze wet.",
        "bronnen": BRONNEN[2:],
    },
    {"stap": "proportionaliteit", "resultaat": "onbekend", "uitleg": "Nog niet bekend is welke gegevens u wilt delen."},
    {"stap": "subsidiariteit", "resultaat": ""},
    {"stap": "verbod", "resultaat": "weging", "zonder_nummer": True, "uitleg": "U weegt of het geheim open mag."},
    {"stap": "plicht", "resultaat": "doen", "zonder_nummer": True, "uitleg": "Informeer eerst de ouders."},
]
VOORWAARDEN = [
    {
        "plicht": "Vertel de ouders eerst dat u het verzuim meldt.",
        "wie": "de mentor",
        "wanneer": "vooraf",
        "bronnen": BRONNEN[:1],
    },
    {"plicht": "Deel alleen de uren en de dagen, niet de reden.", "wie": "de verzuimmedewerker", "wanneer": "vooraf"},
    {"plicht": "Leg vast wat u hebt gedeeld en waarom.", "wie": "u", "wanneer": "achteraf"},
]
OPTIES = [
    {"waarde": "school_vo", "tekst": "School voor voortgezet onderwijs"},
    {
        "waarde": "gemeente_leerplicht",
        "tekst": "Gemeente: leerplicht",
        "uitleg": "De leerplichtambtenaar, niet het wijkteam.",
    },
    {
        "waarde": "jeugdgezondheidszorg",
        "tekst": "Jeugdgezondheidszorg",
        "uitleg": "De jeugdarts of de jeugdverpleegkundige.",
    },
]
RUBRIEKEN = [
    {"titel": "Onderwijs en gemeente", "opties": OPTIES},
    {"titel": "Zorg", "opties": [{"waarde": "huisarts", "tekst": "Huisarts"}]},
]
WEET_NIET = [{"waarde": "onbekend", "tekst": "Dat weet ik niet"}]
JA_NEE = [
    {"waarde": "ja", "tekst": "Ja"},
    {"waarde": "nee", "tekst": "Nee"},
    {"waarde": "onbekend", "tekst": "Weet ik niet"},
]
FOUTEN = [
    {"veld": "ontvanger_fout", "tekst": "Kies met wie u wilt delen."},
    {"veld": "leeftijd_fout", "tekst": "Vul een leeftijd in van 0 tot en met 27."},
]
ICONEN = [
    "alert-triangle", "arrow-left", "arrow-right", "book", "building-community", "bulb", "calendar", "check",
    "chevron-down", "chevron-right", "circle-check", "circle-x", "clock", "copy", "device-desktop", "download",
    "external-link", "file-certificate", "file-text", "help-circle", "history", "info-circle", "list-check", "lock",
    "message-circle", "messages", "minus", "moon", "pencil", "printer", "question-mark", "scale", "school", "search",
    "shield-check", "sun", "target", "user", "users", "x",
]  # fmt: skip


def voorbeelden() -> dict[str, object]:
    """Return the context of ui/stijl.html."""
    return {
        "uitkomsten": UITKOMSTEN,
        "bronnen": BRONNEN,
        "stappen": STAPPEN,
        "voorwaarden": VOORWAARDEN,
        "opties": OPTIES,
        "regels": REGELS,
        "rubrieken": RUBRIEKEN,
        "weet_niet": WEET_NIET,
        "ja_nee": JA_NEE,
        "fouten_voorbeeld": FOUTEN,
        "iconen": ICONEN,
        "gekozen_lijst": ["school_vo"],
        "kruimels": [
            {"tekst": "Kennis", "url": "#kennis"},
            {"tekst": "Wetten", "url": "#wetten"},
            {"tekst": "Leerplichtwet"},
        ],
    }
