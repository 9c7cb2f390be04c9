# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Why a file is refused, in plain Dutch: what, why, what now."""
# ruff: noqa: E501 - one sentence, one line

REDENEN = {
    "leeg": "Dit bestand is leeg. Kies een ander bestand.",
    "groot": "Dit bestand is groter dan 10 MB. Maak het kleiner, of deel het in stukken.",
    "soort": "Dit soort bestand kan hier niet, omdat wij het niet veilig kunnen maken. Kies een pdf, jpeg, png, docx of txt.",
    "kapot": "Wij kunnen dit bestand niet goed lezen. Misschien is het beschadigd. Bewaar het opnieuw en probeer het nog eens.",
    "pixels": "Deze afbeelding heeft te veel beeldpunten om veilig te lezen. Maak haar kleiner en probeer het opnieuw.",
    "uitgepakt": "Dit bestand wordt bij het openen veel te groot. Dat kan een aanval zijn. Maak er een gewone pdf van.",
    "zwaar": "Dit bestand is te zwaar om veilig te lezen. Maak het kleiner, of bewaar het als gewone pdf.",
    "slot": "Op deze pdf zit een wachtwoord of slot, dus wij kunnen haar niet nakijken. Bewaar haar zonder wachtwoord.",
    "paginas": "Deze pdf heeft meer dan 2.000 pagina's of geen enkele. Deel haar in stukken.",
    "macro": "In dit document zit een programma (macro). Dat kan schade doen. Bewaar het als pdf, of als docx zonder macro's.",
    "ingesloten": "In dit document zit een ander bestand. Dat kunnen wij niet nakijken. Haal het eruit, of bewaar het als pdf.",
    "verwijzing": "Dit document haalt iets op van een andere plek. Dat kan gegevens lekken. Bewaar het als pdf.",
    "onderdeel": "In dit document zit een onderdeel dat wij niet kunnen nakijken. Bewaar het als pdf.",
    "opmaaktekst": "Dit is geen gewone tekst, maar een webpagina of een programma. Kies een pdf, of zet de tekst in een txt-bestand.",
    "virus": "In dit bestand zit een virus of een proef daarvan. Het is niet bewaard. Laat uw computer nakijken.",
    "scanner": "Het bestand is niet bewaard: de virusscanner antwoordt niet. Probeer het later opnieuw, of bel uw beheerder.",
}  # fmt: skip
