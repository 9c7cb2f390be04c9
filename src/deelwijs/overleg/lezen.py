# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""From a document to an `Overlegtype`: shape and known answers. What a jurist asks stands in controle.py."""

from __future__ import annotations

import re
from typing import Any

from deelwijs.overleg import typen as t
from deelwijs.overleg.document import Blad, Boek
from deelwijs.overleg.kennis import Kennisdeel

SLUG = re.compile(r"[a-z][a-z0-9_]{2,39}")
GEWOON = t.Antwoord.JA


def read_document(document: Any, boek: Boek, kennis: Kennisdeel) -> t.Overlegtype:
    """Return the type as far as it can be read; every fault goes to `boek`, and then the result is not to be used."""
    top = Blad(document, boek)
    lezer = _Lezer(boek, kennis)
    uit = t.Overlegtype(
        slug=_slug(top),
        feit=top.keuze("feit", kennis.overleggen),
        naam=_naam(top),
        kort=top.tekst("kort"),
        waarvoor=top.tekst("waarvoor"),
        wanneer=top.teksten("wanneer"),
        wanneer_niet=top.teksten("wanneer_niet"),
        niveau=top.keuze("niveau", t.NIVEAUS),
        kiezen=lezer.kiezen(top.blad("kiezen")),
        doelen=top.namen("doelen", kennis.doelen),
        bevoegdheid=t.Bevoegdheid(top.keuze("bevoegdheid", tuple(t.Bevoegdheid)) or "adviseert"),
        bevoegdheid_tekst=top.tekst("bevoegdheid_tekst"),
        deelnemers=tuple(lezer.deelnemer(blad) for blad in top.bladen("deelnemers")),
        varianten=tuple(lezer.variant(blad) for blad in top.bladen("varianten", verplicht=False)),
        regie=lezer.regie(top.blad("regie")),
        jongere=lezer.betrokkenheid(top.blad("jongere")),
        ouders=lezer.betrokkenheid(top.blad("ouders")),
        informeert=lezer.regierol(top.blad("informeert")),
        toestemming=lezer.keuze(top.blad("toestemming"), altijd=True),
        anoniem_eerst=lezer.keuze(top.blad("anoniem_eerst"), altijd=True),
        verslag=lezer.verslag(top.blad("verslag")),
        bewaren=tuple(lezer.bewaren(blad) for blad in top.bladen("bewaren")),
        ritme=lezer.ritme(top.blad("ritme")),
        categorieen=top.namen("categorieen", kennis.categorieen),
        fasen=tuple(fase for blad in top.bladen("fasen") if (fase := lezer.fase(blad))),
        verwijst_naar=tuple(lezer.verwijzing(blad) for blad in top.bladen("verwijst_naar", verplicht=False)),
        let_op=top.teksten("let_op", verplicht=False),
        bronnen=tuple(lezer.bron(blad) for blad in top.bladen("bronnen", verplicht=False)),
    )
    top.klaar()
    return uit


def _slug(top: Blad) -> str:
    slug = top.tekst("slug")
    if slug and not SLUG.fullmatch(slug):
        top.fout("slug", "Gebruik 3 tot 40 kleine letters, cijfers of lage streepjes, en begin met een letter.")
    return slug


def _naam(top: Blad) -> str:
    naam = top.tekst("naam")
    if len(naam) > 80 or "\n" in naam:
        top.fout("naam", "Gebruik voor de naam één regel van hoogstens 80 tekens.")
    return naam


class _Lezer:
    """Reads the parts; an absent part (None, already reported) gives an empty one."""

    def __init__(self, boek: Boek, kennis: Kennisdeel) -> None:
        self.boek, self.kennis = boek, kennis

    def deelnemer(self, blad: Blad) -> t.Deelnemer:
        taak = blad.keuze("taak", self.kennis.verstrekkers)
        uit = t.Deelnemer(
            taak=taak,
            rol=blad.tekst("rol"),
            wettelijke_taak=blad.tekst("wettelijke_taak"),
            grondslag=blad.namen("grondslag", self.kennis.artikelen),
            deelname=t.Deelname(blad.keuze("deelname", tuple(t.Deelname)) or "vast"),
            mag_inbrengen=blad.namen("mag_inbrengen", self.kennis.categorieen, verplicht=False),
        )
        blad.klaar()
        return uit

    def variant(self, blad: Blad) -> t.Variant:
        uit = t.Variant(_slug_in(blad), blad.tekst("naam"), blad.namen("taken", self.kennis.verstrekkers))
        blad.klaar()
        return uit

    def regierol(self, blad: Blad | None) -> t.Regierol:
        if blad is None:
            return t.Regierol((), "")
        uit = t.Regierol(blad.namen("taken", self.kennis.verstrekkers), blad.tekst("doet"))
        blad.klaar()
        return uit

    def regie(self, blad: Blad | None) -> t.Regie:
        if blad is None:
            leeg = t.Regierol((), "")
            return t.Regie(leeg, leeg, leeg, leeg, None)
        rollen = {
            rol: self.regierol(blad.blad(rol))
            for rol in ("procesregisseur", "organiseert", "aanspreekpunt", "casusregisseur")
        }
        uit = t.Regie(**rollen, overdracht=self._overdracht(blad))
        blad.klaar()
        return uit

    def _overdracht(self, regie: Blad) -> t.Overdracht | None:
        if regie.waarde("overdracht") is None:
            return None
        blad = Blad(regie.kaart["overdracht"], self.boek, "regie.overdracht")
        uit = t.Overdracht(blad.namen("naar", self.kennis.verstrekkers), blad.tekst("wanneer"), blad.tekst("terug"))
        blad.klaar()
        return uit

    def keuze(self, blad: Blad | None, altijd: bool = False) -> t.Keuze:
        """Return an answer; the reason may only be left out where the answer is plainly yes."""
        if blad is None:
            return t.Keuze(GEWOON, "")
        antwoord = t.Antwoord(blad.keuze("antwoord", tuple(t.Antwoord)) or GEWOON)
        uit = t.Keuze(antwoord, blad.tekst("reden", verplicht=altijd or antwoord is not GEWOON))
        blad.klaar()
        return uit

    def betrokkenheid(self, blad: Blad | None) -> t.Betrokkenheid:
        if blad is None:
            gewoon = t.Keuze(GEWOON, "")
            return t.Betrokkenheid(gewoon, gewoon, gewoon, gewoon)
        delen = {
            naam: self.keuze(blad.blad(naam)) for naam in ("uitgenodigd", "geinformeerd", "aanwezig", "krijgt_verslag")
        }
        blad.klaar()
        return t.Betrokkenheid(**delen)

    def verslag(self, blad: Blad | None) -> t.Verslag:
        if blad is None:
            return t.Verslag("geen", False, (), "")
        uit = t.Verslag(
            soort=blad.keuze("soort", t.VERSLAGSOORTEN),
            notulen=blad.keuze("notulen", ("ja", "nee")) == "ja",
            naar=blad.namen("naar", self.kennis.verstrekkers, verplicht=False),
            tekst=blad.tekst("tekst"),
        )
        blad.klaar()
        return uit

    def bewaren(self, blad: Blad) -> t.Bewaren:
        taken = blad.namen("taken", self.kennis.verstrekkers)
        termijn = blad.tekst("termijn", verplicht=False)
        if termijn and termijn not in self.kennis.termijnen:
            blad.fout("termijn", f"Bewaartermijn ‘{termijn[:40]}’ bestaat niet.")
        uit = t.Bewaren(taken, blad.tekst("tekst"), termijn)
        blad.klaar()
        return uit

    def ritme(self, blad: Blad | None) -> t.Ritme:
        if blad is None:
            return t.Ritme("", None)
        uit = t.Ritme(blad.tekst("tekst"), blad.getal("keer_per_jaar", 1, 366))
        blad.klaar()
        return uit

    def fase(self, blad: Blad) -> t.Fase | None:
        naam = blad.keuze("fase", tuple(t.FaseNaam))
        waarvoor = blad.tekst("waarvoor")
        categorieen = blad.namen("categorieen", self.kennis.categorieen)
        blad.klaar()
        return t.Fase(t.FaseNaam(naam), waarvoor, categorieen) if naam else None

    def verwijzing(self, blad: Blad) -> t.Verwijzing:
        uit = t.Verwijzing(blad.tekst("naar"), blad.tekst("wanneer"))
        blad.klaar()
        return uit

    def kiezen(self, blad: Blad | None) -> t.Kiezen:
        if blad is None:
            return t.Kiezen((), ())
        uit = t.Kiezen(blad.namen("plekken", t.PLEKKEN), blad.namen("aanleidingen", t.AANLEIDINGEN))
        blad.klaar()
        return uit

    def bron(self, blad: Blad) -> t.Bron:
        soort = "wet" if "wet" in blad.kaart else "bron"
        uit = blad.keuze(soort, sorted(self.kennis.artikelen if soort == "wet" else self.kennis.documenten))
        deel = blad.tekst("deel", verplicht=soort == "bron")
        blad.klaar()
        return t.Bron(soort, uit, deel)


def _slug_in(blad: Blad) -> str:
    slug = blad.tekst("slug")
    if slug and not re.fullmatch(r"[a-z][a-z0-9_]{1,39}", slug):
        blad.fout("slug", "Gebruik 2 tot 40 kleine letters, cijfers of lage streepjes, en begin met een letter.")
    return slug
