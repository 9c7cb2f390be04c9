# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""From files to `Kennis`: strict, and with every fault at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from deelwijs.toets import checks
from deelwijs.toets.condities import Vertaald, Vertaler, with_bands
from deelwijs.toets.model import (
    Actie,
    Alternatief,
    Begrip,
    Feit,
    Kennis,
    Kloof,
    Lezing,
    Niveau,
    Plicht,
    Regel,
    Scenario,
    Soort,
    Stap,
    Uitkomst,
    Verschil,
    Voorbeeld,
)
from deelwijs.toets.strict_yaml import YamlFout, decode, read
from deelwijs.toets.velden import Fout, KennisFout, Velden
from deelwijs.toets.wetboek import read_wetten
from deelwijs.toets.woorden import read_anders, read_rubrieken

KENNIS = Path(__file__).with_name("kennis")
# Worked cases: those that people read, and those that only guard an edge of a rule.
GEVALLEN = ("voorbeelden/", "grenzen/")
ZONDER_VOORWAARDEN = ("wetten.yaml", "zinnen.yaml", "woordenlijst.yaml")
FEIT_SOORTEN = ("keuze", "meerkeuze", "getal", "datum", "ja_nee")
STATUSSEN = ("voorgesteld", "aangenomen", "van_kracht", "vervallen")


@cache
def load_shipped(*, voorbeelden: bool = True, grenzen: bool = False) -> Kennis:
    """Return the knowledge that comes with the product, with its worked cases and, if asked, its edge cases.

    The rules alone load several times faster.
    """
    mappen = ("voorbeelden/",) * (not voorbeelden) + ("grenzen/",) * (not grenzen)
    return load({naam: data for naam, data in read_folder(KENNIS).items() if not naam.startswith(mappen)})


def read_folder(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every YAML file below `folder`, by relative name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def load(files: Mapping[str, bytes]) -> Kennis:
    """Return checked knowledge.

    :raises KennisFout: with every fault, each with file, place and line.
    """
    fouten: list[Fout] = []
    documenten: dict[str, Any] = {}
    for naam, data in files.items():
        try:
            documenten[naam] = read(decode(data))
        except YamlFout as fout:
            fouten.append(Fout(naam, fout.lijn or 1, "", fout.boodschap))
    if fouten:
        raise KennisFout(fouten)
    return _Lader(documenten, fouten, _hash(files)).load()


def _hash(files: Mapping[str, bytes]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for naam in sorted(files):
        if not naam.startswith(GEVALLEN):
            digest.update(f"{naam}\0{len(files[naam])}\0".encode() + files[naam])
    return digest.hexdigest()


class _Lader:
    def __init__(self, documenten: Mapping[str, Any], fouten: list[Fout], kennis_hash: str) -> None:
        self.documenten, self.fouten, self.hash = documenten, fouten, kennis_hash

    def load(self) -> Kennis:
        wetten = Velden(self.documenten.get("wetten.yaml"), "wetten.yaml", "", self.fouten)
        feiten = self._feiten()
        begrippen_namen = [naam for naam, _ in self._named("begrippen.yaml", "begrippen")]
        conditioned = [
            doc
            for naam, doc in self.documenten.items()
            if naam not in ("wetten.yaml", "zinnen.yaml", "woordenlijst.yaml")
        ]
        feiten = with_bands(feiten, conditioned)
        self.vertaler = Vertaler(feiten, begrippen_namen)
        feiten = self._implied(feiten)
        self.vertaler.feiten = feiten
        begrippen = self._begrippen()
        regels: list[Regel] = []
        scenarios: dict[str, Scenario] = {}
        for naam in sorted(self.documenten):
            if naam.startswith("regels/"):
                regels += self._regels(naam, self._top(naam, ("voor", "regels")), None)
            elif naam.startswith("scenarios/"):
                top = self._top(naam, ("id", "titel", "omschrijving", "status", "bronnen", "vervalt", "voor", "regels"))
                scenario = self._scenario(top)
                scenarios[scenario.id] = scenario
                regels += self._regels(naam, top, scenario.id)
        kennis = Kennis(
            feiten=feiten,
            begrippen=begrippen,
            regels=tuple(regels),
            acties=self._acties(feiten),
            scenarios=scenarios,
            verschillen=self._verschillen(),
            artikelen=read_wetten(wetten),
            kloven=self._kloven(),
            voorbeelden=self._voorbeelden(),
            wetgegevens=wetten.kaart,
            zinnen=self.documenten.get("zinnen.yaml") or {},
            woorden=tuple((self.documenten.get("woordenlijst.yaml") or {}).get("woorden", ())),
            hash=self.hash,
        )
        self.fouten += checks.check(kennis)
        if self.fouten:
            raise KennisFout(self.fouten)
        return kennis

    def _top(self, naam: str, velden: tuple[str, ...]) -> Velden:
        top = Velden(self.documenten.get(naam), naam, "", self.fouten)
        top.bekend.update(velden)
        top.klaar()
        return top

    def _named(self, naam: str, veld: str) -> list[tuple[str, Velden]]:
        """Return (name, fields) of a file that is one mapping of names."""
        if naam not in self.documenten:
            return []
        kaart = Velden(self._top(naam, (veld,)).waarde(veld, verplicht=True), naam, "", self.fouten)
        return [
            (sleutel, Velden(waarde, naam, sleutel, self.fouten, kaart.lijn(sleutel)))
            for sleutel, waarde in kaart.kaart.items()
        ]

    # -- facts and begrippen

    def _feiten(self) -> dict[str, Feit]:
        uit: dict[str, Feit] = {}
        for naam, velden in self._named("feiten.yaml", "feiten"):
            soort = velden.keuze("soort", FEIT_SOORTEN) or "ja_nee"
            antwoorden = velden.woorden("antwoorden")
            groepen = velden.kaart_van("groepen")
            if soort in ("keuze", "meerkeuze") and not antwoorden:
                velden.fout("Een keuze heeft antwoorden nodig.")
            for groep, leden in groepen.items():
                namen = leden if isinstance(leden, list) else [leden]
                onbekend = [lid for lid in namen if not isinstance(lid, str) or lid not in antwoorden]
                if onbekend or groep in antwoorden:
                    velden.fout(f"Groep {groep!r} klopt niet: {', '.join(map(str, onbekend)) or 'naam bestaat al'}.")
            if soort == "getal" and (velden.getal("min", True) is None or velden.getal("max", True) is None):
                soort = "ja_nee"
            if "standaard" in velden.kaart or "default" in velden.kaart:
                velden.fout("Een feit heeft nooit een stilzwijgend antwoord.")
            uit[naam] = Feit(
                naam=naam,
                soort=soort,
                antwoorden=antwoorden,
                groepen={g: tuple(map(str, leden)) for g, leden in groepen.items() if isinstance(leden, list)},
                vraag=velden.teksten("vraag"),
                wie=velden.tekst("wie"),
                aard=velden.keuze("aard", ("feit", "oordeel")) or "feit",
                uitleg=velden.tekst("uitleg", verplicht=False),
                bewijs=velden.namen("bewijs"),
                gevoelig=velden.getal("gevoelig") or 0,
                na=velden.namen("na"),
                min=velden.getal("min"),
                max=velden.getal("max"),
                rubrieken=read_rubrieken(velden, antwoorden),
                anders=read_anders(velden, antwoorden),
            )
            velden.bekend.update(("hoort_bij", "vraag_als"))
            velden.klaar()
        return uit

    def _implied(self, feiten: Mapping[str, Feit]) -> dict[str, Feit]:
        """Fill `hoort_bij` and `vraag_als`, and tell the translator what each fact itself asks for."""
        uit: dict[str, Feit] = {}
        for naam, velden in self._named("feiten.yaml", "feiten"):
            if naam not in feiten:
                continue
            delen: dict[str, Vertaald] = {
                veld: self.vertaler.vertaald(velden, velden.waarde(veld), veld) for veld in ("hoort_bij", "vraag_als")
            }
            self.vertaler.eigen[naam] = delen["hoort_bij"] | delen["vraag_als"]
            uit[naam] = replace(
                feiten[naam],
                hoort_bij=self.vertaler.join(velden, delen["hoort_bij"], eigen=False),
                vraag_als=self.vertaler.join(velden, delen["vraag_als"], eigen=False),
            )
        return uit

    def _begrippen(self) -> dict[str, Begrip]:
        uit: dict[str, Begrip] = {}
        for naam, velden in self._named("begrippen.yaml", "begrippen"):
            alternatieven = []
            for deel in velden.kaarten("ja_als", verplicht=True):
                als = self.vertaler.conditie(deel, "als")
                if any(v.feit in self.vertaler.begrippen for v in als):
                    deel.fout("Een begrip steunt op feiten, niet op andere begrippen.", "als")
                alternatieven.append(
                    Alternatief(
                        als=als,
                        geldig_vanaf=deel.datum("geldig_vanaf"),
                        geldig_tot=deel.datum("geldig_tot"),
                        lezing=_lezing(deel),
                        verschil=deel.tekst("verschil", verplicht=False) or None,
                        scenario=None,
                    )
                )
                deel.klaar()
            uit[naam] = Begrip(
                naam=naam,
                titel=velden.tekst("titel"),
                tekst=velden.teksten("tekst"),
                bronnen=velden.bronnen(),
                ja_als=tuple(alternatieven),
                bestand=velden.bestand,
                lijn=velden.lijn(),
            )
            velden.klaar()
        return uit

    # -- rules

    def _scenario(self, top: Velden) -> Scenario:
        return Scenario(
            id=top.tekst("id"),
            titel=top.tekst("titel"),
            omschrijving=top.tekst("omschrijving"),
            status=top.keuze("status", ("voorgesteld", "aangenomen")) or "voorgesteld",
            bronnen=top.bronnen(),
            vervalt=top.namen("vervalt"),
        )

    def _regels(self, naam: str, top: Velden, scenario: str | None) -> list[Regel]:
        voor = self.vertaler.vertaald(top, top.waarde("voor"), "voor")
        uit: list[Regel] = []
        for velden in top.kaarten("regels", verplicht=True):
            velden.plek = velden.tekst("id")
            uit += self._versies(velden, voor, scenario)
            velden.klaar()
        return uit

    def _versies(self, velden: Velden, voor: Vertaald, scenario: str | None) -> list[Regel]:
        soort = Soort(velden.keuze("soort", Soort) or Soort.VAST)
        gemeen: dict[str, Any] = {
            "id": velden.plek,
            "soort": soort,
            "stap": Stap(velden.keuze("stap", Stap) or Stap.VERBOD),
            "niveau": Niveau(velden.keuze("niveau", Niveau) or Niveau.WET),
            "titel": velden.tekst("titel"),
            "doorbreekt": velden.namen("doorbreekt"),
            "wordt_weging": velden.keuze("wordt", ("weging",), verplicht=False) is not None,
            "plicht": self._plicht(velden),
            "kloof": velden.tekst("kloof", verplicht=False),
            "scenario": scenario,
            "bestand": velden.bestand,
        }
        tekst = velden.teksten("tekst")
        uit = []
        for versie in velden.kaarten("versies", verplicht=True):
            uit.append(
                Regel(
                    **gemeen,
                    tekst=versie.teksten("tekst") if "tekst" in versie.kaart else tekst,
                    geldig_vanaf=versie.datum("geldig_vanaf", verplicht=True) or checks.AVG_BEGIN,
                    geldig_tot=versie.datum("geldig_tot"),
                    status=versie.keuze("status", STATUSSEN) or "van_kracht",
                    lezing=_lezing(versie),
                    verschil=versie.tekst("verschil", verplicht=False) or None,
                    bronnen=versie.bronnen(),
                    als=self.vertaler.conditie(versie, "als", voor),
                    tenzij=tuple(self._tenzij(versie)),
                    lijn=versie.lijn(),
                )
            )
            versie.klaar()
        return uit

    def _tenzij(self, versie: Velden) -> list[Any]:
        condities = []
        for deel in versie.kaarten("tenzij"):
            conditie = self.vertaler.join(deel, self.vertaler.vertaald(deel, deel.kaart, "tenzij"))
            if conditie:
                condities.append(conditie)
            else:
                deel.fout("Een uitzondering zonder voorwaarde zet de regel altijd uit.")
        return condities

    def _plicht(self, velden: Velden) -> Plicht | None:
        if velden.waarde("plicht") is None:
            return None
        deel = Velden(velden.kaart["plicht"], velden.bestand, velden.plek, self.fouten, velden.lijn("plicht"))
        plicht = Plicht(deel.tekst("doe"), deel.tekst("wie"), deel.keuze("wanneer", ("vooraf", "achteraf")) or "vooraf")
        deel.klaar()
        return plicht

    # -- the rest

    def _acties(self, feiten: Mapping[str, Feit]) -> tuple[Actie, ...]:
        if "acties.yaml" not in self.documenten:
            return ()
        uit = []
        for velden in self._top("acties.yaml", ("acties",)).kaarten("acties"):
            velden.plek = velden.tekst("id")
            zet = {naam: str(waarde) for naam, waarde in velden.kaart_van("zet", verplicht=True).items()}
            vanuit: dict[str, frozenset[str]] = {}
            onbekend: set[str] = set()
            for naam, waarde in velden.kaart_van("vanuit").items():
                lijst = [str(antwoord) for antwoord in (waarde if isinstance(waarde, list) else [waarde])]
                if "onbekend" in lijst:
                    onbekend.add(naam)
                genoemd = [a for a in lijst if a != "onbekend"]
                feit = feiten.get(naam)
                vanuit[naam] = frozenset(a for g in genoemd for a in (feit.groepen.get(g, (g,)) if feit else (g,)))
                if feit is None or not vanuit[naam] <= feit.alles:
                    velden.fout(f"'vanuit' noemt een onbekend feit of antwoord bij {naam!r}.", "vanuit")
            for naam, waarde in zet.items():
                if naam not in feiten or waarde not in feiten[naam].alles:
                    velden.fout(f"'zet' noemt een onbekend feit of antwoord: {naam}: {waarde}.", "zet")
            uit.append(
                Actie(
                    id=velden.plek,
                    tekst=velden.teksten("tekst"),
                    kosten=velden.getal("kosten", verplicht=True) or 1,
                    wie=velden.tekst("wie"),
                    zet=zet,
                    vanuit=vanuit,
                    vanuit_onbekend=frozenset(onbekend),
                    bronnen=velden.bronnen(verplicht=False),
                )
            )
            velden.klaar()
        return tuple(uit)

    def _verschillen(self) -> dict[str, Verschil]:
        if "lezingen.yaml" not in self.documenten:
            return {}
        uit: dict[str, Verschil] = {}
        for velden in self._top("lezingen.yaml", ("lezingen",)).kaarten("lezingen"):
            velden.plek = velden.tekst("id")
            if velden.plek in uit:
                velden.fout("Dit verschil staat er twee keer.")
            uit[velden.plek] = Verschil(
                id=velden.plek,
                titel=velden.tekst("titel"),
                streng=velden.tekst("streng"),
                rekkelijk=velden.tekst("rekkelijk"),
                bronnen=velden.bronnen(),
            )
            velden.klaar()
        return uit

    def _kloven(self) -> tuple[Kloof, ...]:
        if "kloven.yaml" not in self.documenten:
            return ()
        uit = []
        for velden in self._top("kloven.yaml", ("kloven",)).kaarten("kloven"):
            uit.append(Kloof(self.vertaler.conditie(velden, "als"), velden.tekst("reden")))
            velden.klaar()
        return tuple(uit)

    def _voorbeelden(self) -> tuple[Voorbeeld, ...]:
        uit = []
        for naam in sorted(self.documenten):
            if not naam.startswith(GEVALLEN):
                continue
            for velden in self._top(naam, ("voorbeelden",)).kaarten("voorbeelden", verplicht=True):
                velden.plek = velden.tekst("id")
                uit.append(_voorbeeld(velden))
                velden.klaar()
        return tuple(uit)


def _lezing(velden: Velden) -> Lezing | None:
    keuze = velden.keuze("lezing", Lezing, verplicht=False)
    return Lezing(keuze) if keuze else None


def _voorbeeld(velden: Velden) -> Voorbeeld:
    def uitkomsten(veld: str) -> dict[str, Uitkomst]:
        kaart = velden.waarde(veld) or {}
        deel = Velden(kaart, velden.bestand, velden.plek, velden.fouten) if kaart else None
        uit = {naam: deel.keuze(naam, Uitkomst) for naam in kaart} if deel else {}
        return {naam: Uitkomst(waarde) for naam, waarde in uit.items() if waarde}

    bron = velden.bronnen("bron", verplicht=False)
    return Voorbeeld(
        id=velden.plek,
        titel=velden.tekst("titel"),
        verhaal=velden.tekst("verhaal"),
        bron=bron[0] if bron else None,
        label=velden.tekst("label", verplicht=False),
        op=velden.datum("op", verplicht=True) or checks.AVG_BEGIN,
        feiten=velden.waarde("feiten", verplicht=True) or {},
        uitkomst=Uitkomst(velden.keuze("uitkomst", Uitkomst) or Uitkomst.ONVOLLEDIG),
        per_categorie=uitkomsten("per_categorie"),
        lezingen={Lezing(n): u for n, u in uitkomsten("lezingen").items() if n in tuple(Lezing)},
        scenarios=velden.namen("scenarios"),
        regels=velden.namen("regels"),
        niet=velden.namen("niet"),
        vragen=velden.namen("vragen"),
        jurist=velden.tekst("jurist", verplicht=False) or None,
        bestand=velden.bestand,
        lijn=velden.lijn(),
        rekkelijk_regels=velden.namen("rekkelijk_regels"),
        rekkelijk_niet=velden.namen("rekkelijk_niet"),
    )
