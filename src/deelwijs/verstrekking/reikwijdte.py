# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""How far an answer of a person reaches. What is not in the table reaches no further than the cell it was given for."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID


class Cel(NamedTuple):
    """One datum to one seat, at one level and for one purpose: what the toets is asked about."""

    inbreng: UUID
    partij: UUID  # that receives
    taak: str  # for which it receives
    niveau: str  # dat | buitenkant | wat
    doel: str


class Reikwijdte(StrEnum):
    CASUS = "casus"  # about the youth or the consultation: the same whoever receives what
    ONTVANGER = "ontvanger"  # about who receives: the same for every datum
    INBRENG = "inbreng"  # about the datum: the same whoever receives it
    CEL = "cel"  # about this datum, this receiver, this level and this purpose


# fact -> how far its answer reaches, and why it may reach that far.
BEREIK: dict[str, tuple[Reikwijdte, str]] = {
    "leeftijd": (Reikwijdte.CASUS, "The youth has one age."),
    "ots": (Reikwijdte.CASUS, "A court put the youth under supervision, or did not."),
    "veiligheid": (Reikwijdte.CASUS, "Whether somebody is unsafe does not hang on who is told."),
    "verzuim": (Reikwijdte.CASUS, "The absence is what it is."),
    "verzuim_gemeld": (Reikwijdte.CASUS, "A report was made, or not."),
    "overleg_leerplicht": (Reikwijdte.CASUS, "The talk about this absence took place, or not."),
    "ouders_ingelicht_verzuim": (Reikwijdte.CASUS, "The parents know of the absence, or not."),
    "startkwalificatie": (Reikwijdte.CASUS, "The youth has the diploma, or not."),
    "extra_ondersteuning": (Reikwijdte.CASUS, "The pupil needs support, whoever hears of it."),
    "problemen": (Reikwijdte.CASUS, "About the life of the youth, not about a datum."),
    "openbare_school": (Reikwijdte.CASUS, "About one's own school."),
    "uitgenodigd": (
        Reikwijdte.CASUS,
        "The invitation is to the consultation as a whole; rows know it where its type is without.",
    ),
    "verwijsindex_aanleiding": (Reikwijdte.CASUS, "A judgement about the youth."),
    "raadsonderzoek": (Reikwijdte.CASUS, "There is an inquiry, or not."),
    "ontvanger_betrokken": (Reikwijdte.ONTVANGER, "Whether that party works with the youth."),
    "geheimhouding_geregeld": (Reikwijdte.ONTVANGER, "What binds the receiver to secrecy."),
    "woongemeente": (Reikwijdte.ONTVANGER, "Which municipality the receiver is of."),
    "verwijsindex_match": (Reikwijdte.ONTVANGER, "Whether the index names that party."),
    "gi_vraagt": (Reikwijdte.CEL, "A request names what it asks for."),
    "zelfde_hulp": (Reikwijdte.CEL, "The same help as the one this datum comes from; a party may give several."),
    "over_wie": (Reikwijdte.INBRENG, "About whom the datum is."),
    "school_info": (Reikwijdte.INBRENG, "What kind of message the datum is."),
    "wiens_taak": (Reikwijdte.CEL, "With whose task this datum goes differs per receiver."),
    # Consent, necessity and what was told: never further than what a person says that it holds for.
    "toestemming_ouders": (Reikwijdte.CEL, "Consent is for these data, this receiver and this purpose."),
    "toestemming_jongere": (Reikwijdte.CEL, "Consent is for these data, this receiver and this purpose."),
    "noodzaak": (Reikwijdte.CEL, "Needed by whom, for what and how much."),
    "lichter_middel": (Reikwijdte.CEL, "A lighter way is lighter than this very step."),
    "geinformeerd": (Reikwijdte.CEL, "They must know what is shared, with whom and why."),
}
# An answer to these holds for the phase in which it was given: what intake needs, another may not (convenant 3.4).
PER_FASE = frozenset({"noodzaak", "lichter_middel"})
# How long an answer holds where its truth passes by itself; with which answers (None: every one).
GELDT: dict[str, tuple[timedelta, frozenset[str] | None]] = {
    "veiligheid": (timedelta(hours=72), frozenset({"acuut", "leven"})),  # danger is of now, or it is not that
    # Said by hand, so without a birthday: 12, 16 or 18 may have come since.
    "leeftijd": (timedelta(days=31), None),
}
# Facts that rows or the FG answer: nobody can answer these on a screen.
VAN_RIJEN = frozenset(
    {
        "handeling", "verstrekker", "ontvanger", "categorie", "niveau", "aard", "geheim", "doel", "overleg",
        "convenant", "taak_vastgelegd", "kanaal", "vastgelegd",
    }
)  # fmt: skip
VAN_FG = frozenset({"bijzondere_uitzondering"})
# With these answers goes the day on which it happened.
MET_DAG: dict[str, frozenset[str]] = {
    "toestemming_ouders": frozenset({"alle", "een", "geweigerd", "ingetrokken"}),
    "toestemming_jongere": frozenset({"gegeven", "geweigerd", "ingetrokken"}),
    "geinformeerd": frozenset({"ja"}),
    "uitgenodigd": frozenset({"ja"}),
    "verzuim_gemeld": frozenset({"ja"}),
    "ouders_ingelicht_verzuim": frozenset({"ja"}),
}


def reach(feit: str) -> Reikwijdte:
    """Return how far an answer to this fact reaches: a cell, unless the table says otherwise."""
    return BEREIK[feit][0] if feit in BEREIK else Reikwijdte.CEL


def has_passed(feit: str, antwoord: Any, gezegd: datetime, op: datetime) -> bool:
    """Whether an answer given at `gezegd` no longer counts at `op`, so that it is asked anew. The answer stays kept."""
    if feit not in GELDT:
        return False
    how_long, answers = GELDT[feit]
    return (answers is None or antwoord in answers) and op - gezegd > how_long


class Sleutel(NamedTuple):
    """What an answer is about; what its reach leaves out is empty."""

    feit: str
    van: str  # the task of who answered: a colleague of another task knows other things
    inbreng: UUID | None
    partij: UUID | None
    taak: str
    niveau: str
    doel: str
    fase: str = ""


def key(feit: str, van: str, cel: Cel, fase: str) -> Sleutel:
    """Return under which key the answer to a fact stands for a cell, in this phase of the casus."""
    match reach(feit):
        case Reikwijdte.CASUS:
            return Sleutel(feit, van, None, None, "", "", "")
        case Reikwijdte.ONTVANGER:
            return Sleutel(feit, van, None, cel.partij, cel.taak, "", "")
        case Reikwijdte.INBRENG:
            return Sleutel(feit, van, cel.inbreng, None, "", "", "")
        case Reikwijdte.CEL:
            return Sleutel(
                feit, van, cel.inbreng, cel.partij, cel.taak, cel.niveau, cel.doel, fase if feit in PER_FASE else ""
            )
