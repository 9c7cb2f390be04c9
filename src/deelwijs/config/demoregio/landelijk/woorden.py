# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The words that the cases of a country are made of. Invented, and the same few for everybody."""

VOORNAMEN = (
    "Aafke", "Bo", "Cas", "Dewi", "Eelke", "Fay", "Gijs", "Hidde", "Inaya", "Jip", "Kiki", "Lieve", "Mats", "Naut",
    "Omar", "Pleun", "Quin", "Rosa", "Sef", "Tess", "Umut", "Veerle", "Wies", "Xavi", "Yara", "Zeb",
)  # fmt: skip
ACHTERNAMEN = (
    "Achterveld", "Bloemers", "Cruyslaan", "Duinmeijer", "Esdoorn", "Fluitsma", "Grasduin", "Heidekamp", "IJsvogel",
    "Jonkergouw", "Kweekel", "Lisdodde", "Morgenland", "Noordermeer", "Oeverling", "Pluimers", "Rietgors", "Slootweg",
    "Tuinfluiter", "Uilenspit", "Veldmuis", "Wilgenroos", "Zegge",
)  # fmt: skip
# Per category: what it is about, and a text as a professional would write it.
GEGEVENS: dict[str, tuple[tuple[str, str], ...]] = {
    "verzuim": (
        (
            "Gemist deze periode",
            "Sinds de herfst elf dagen niet op school, meestal op maandag. Thuis belt elke keer af.",
        ),
        ("Te laat", "De laatste zes weken negen keer het eerste uur gemist. Daarna is de leerling er gewoon."),
    ),
    "onderwijs": (
        ("Hoe het gaat in de klas", "Werkt goed in een kleine groep. In de grote klas lukt beginnen niet zonder hulp."),
        (
            "Wat de school nodig heeft",
            "De mentor kan twee keer per week tijd vrijmaken. Meer hulp kan de school niet geven.",
        ),
    ),
    "gezondheid": (
        ("Belastbaarheid", "Halve dagen zijn nu haalbaar. Over zes weken kijken wij opnieuw."),
        ("Slapen", "Slaapt slecht en is overdag moe. Er is geen ziekte die dat verklaart."),
    ),
    "gezin": (
        ("Thuis", "De ouders wonen niet meer samen. De week is verdeeld en dat gaat meestal goed."),
        ("Draagkracht", "Er is thuis veel aan de hand door ziekte. Een oma springt bij."),
    ),
    "interventies_school": (
        ("Wat al is gedaan", "Drie gesprekken met de mentor en een rustige werkplek. Het hielp even."),
        ("Afspraken op school", "Een vast aanspreekpunt en een kaart om even weg te mogen. Dat loopt sinds oktober."),
    ),
    "interventies_hulp": (("Begeleiding", "Er is elke twee weken een gesprek. De jongere komt op tijd en doet mee."),),
    "hulp_betrokken": (("Wie er helpt", "Er loopt begeleiding voor het gezin. Die duurt nog tot de zomer."),),
    "risicogedrag": (("Zorg van de mentor", "Trekt zich terug en is soms boos zonder dat wij zien waarom."),),
}
ANDERS = (("Korte samenvatting", "Wat er nu bekend is, staat op één bladzijde. De rest is hiervoor niet nodig."),)
HERKOMST = ("Eigen waarneming van de mentor.", "Gesprek met de jongere en een ouder.", "Uit het eigen dossier.")
DOEL = (
    "Samen bepalen wat nodig is om weer hele weken mee te doen.",
    "Bekijken welke plek en welke hulp passen, en wie die regelt.",
    "Voorkomen dat het vastloopt, en afspreken wie wat doet.",
)
WAAROM = (
    "Zonder dit kan de ontvanger het eigen deel van het plan niet doen.",
    "De ontvanger moet weten wat al is geprobeerd, anders beginnen wij opnieuw.",
    "Hiermee kan de ontvanger inschatten wat haalbaar is.",
)
VERANTWOORDELIJK = "Doet wat bij de eigen taak hoort, en meldt wat er verandert."
