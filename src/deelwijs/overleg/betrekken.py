# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What must hold for the youth and the parents in every type: they know of it, and being left out has a reason."""

from __future__ import annotations

from collections.abc import Iterator

from deelwijs.overleg.typen import Antwoord, Betrokkenheid, Overlegtype

RANG = (Antwoord.NEE, Antwoord.OP_MAAT, Antwoord.JA)
# Where only the parents can be told, and where the youth is old enough to decide about the parents.
ALLEEN_PEUTERS = frozenset({"opvang"})
ALLEEN_OUDEREN = frozenset({"mbo", "uitstroom"})
VELDEN = ("uitgenodigd", "geinformeerd", "aanwezig", "krijgt_verslag")
GEZONDHEID = frozenset({"gezondheid", "onderzoeksverslag"})


def check_family(o: Overlegtype) -> Iterator[tuple[str, str]]:
    """Yield (field, message) for what is missing in the involvement of the youth and the parents."""
    plekken = set(o.kiezen.plekken)
    yield from _informed(o, plekken)
    for wie, rol in (("jongere", o.jongere), ("ouders", o.ouders)):
        yield from _consistent(o, wie, rol)
    if o.zonder_gezin and o.anoniem_eerst.antwoord is Antwoord.NEE:
        yield "anoniem_eerst.antwoord", "Zonder jongere en ouders aan tafel kijkt u altijd eerst of het anoniem kan."
    if GEZONDHEID & set(o.categorieen) and o.toestemming.antwoord is Antwoord.NEE:
        yield "toestemming.antwoord", "Over gezondheid praten hulpverleners alleen met toestemming. Kies ja of op maat."


def _informed(o: Overlegtype, plekken: set[str]) -> Iterator[tuple[str, str]]:
    jongere, ouders = o.jongere.geinformeerd.antwoord, o.ouders.geinformeerd.antwoord
    if jongere is not Antwoord.JA and not (plekken and plekken <= ALLEEN_PEUTERS):
        yield (
            "jongere.geinformeerd.antwoord",
            "De jongere weet altijd vooraf van het overleg. Anders kan alleen per casus.",
        )
    if ouders is Antwoord.NEE or (ouders is Antwoord.OP_MAAT and not (plekken and plekken <= ALLEEN_OUDEREN)):
        yield (
            "ouders.geinformeerd.antwoord",
            "De ouders weten altijd vooraf van het overleg. Anders kan alleen per casus.",
        )


def _consistent(o: Overlegtype, wie: str, rol: Betrokkenheid) -> Iterator[tuple[str, str]]:
    uitgenodigd, aanwezig = rol.uitgenodigd.antwoord, rol.aanwezig.antwoord
    if uitgenodigd is Antwoord.NEE and aanwezig is not Antwoord.NEE:
        yield f"{wie}.aanwezig.antwoord", "Wie niet is uitgenodigd, kan er niet bij zijn."
    elif uitgenodigd is not Antwoord.NEE and aanwezig is Antwoord.NEE:
        yield (
            f"{wie}.uitgenodigd.antwoord",
            "Wie er niet bij kan zijn, nodigt u niet uit. Kies hier nee.",
        )
    if o.verslag.soort == "geen" and rol.krijgt_verslag.antwoord is Antwoord.JA:
        yield (
            f"{wie}.krijgt_verslag.antwoord",
            "Dit type heeft geen verslag. Kies nee of op maat.",
        )


def less_involved(eigen: Overlegtype, gewoon: Overlegtype) -> Iterator[tuple[str, str]]:
    """Yield (field, message) where a region's type involves the family less than the type it follows."""
    for wie in ("jongere", "ouders"):
        for veld in VELDEN:
            een = getattr(getattr(eigen, wie), veld).antwoord
            ander = getattr(getattr(gewoon, wie), veld).antwoord
            if RANG.index(een) < RANG.index(ander):
                yield (
                    f"{wie}.{veld}.antwoord",
                    f"‘{gewoon.naam}’ betrekt hen meer. Beperken kan niet.",
                )
