# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The fields of the screens on which a region writes its own type: per part a list, each tied to a path. Pure."""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from deelwijs.overleg import kiezen
from deelwijs.overleg import tonen as w
from deelwijs.overleg.kennis import kennisdeel
from deelwijs.overleg.typen import FaseNaam, load_types

Opties = tuple[tuple[str, str], ...]
DELEN = {
    "doel": "Waarvoor",
    "gegevens": "Gegevens",
    "deelnemers": "Wie meedoet",
    "regie": "Regie",
    "betrokkenheid": "Jongere en ouders",
    "verslag": "Verslag en ritme",
    "bewaren": "Bewaren",
    "fasen": "Fasen",
    "verwijzen": "Doorverwijzen",
}


@dataclass(frozen=True, slots=True)
class Veld:
    """One question. `soort`: regel, tekst, regels (one item per line), keuze, meer or getal."""

    pad: str
    soort: str
    vraag: str
    opties: Opties = ()
    uitleg: str = ""
    optioneel: bool = False

    @property
    def naam(self) -> str:
        """The name in a form: deelnemers[1].rol is deelnemers-1-rol."""
        return re.sub(r"[\[\].]+", "-", self.pad).strip("-")


def parts(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the parts in order; every participant has one of its own."""
    uit: dict[str, str] = {}
    for naam, titel in DELEN.items():
        uit[naam] = titel
        if naam == "deelnemers":
            for i, deelnemer in enumerate(document["deelnemers"]):
                uit[f"deelnemer-{i}"] = f"Deelnemer: {kennisdeel().verstrekkers[deelnemer['taak']]}"
    return uit


def fields(
    document: Mapping[str, Any], deel: str, *, doelen: Collection[str], categorieen: Collection[str]
) -> list[Veld]:
    """Return the questions of one part.

    :raises KeyError: when this document has no such part.
    """
    if deel not in parts(document):
        raise KeyError(deel)
    if deel.startswith("deelnemer-"):
        return _participant(document, int(deel.removeprefix("deelnemer-")))
    if deel == "doel":
        return _purpose(document, doelen)
    if deel == "gegevens":
        return _data(categorieen)
    return _DELEN[deel](document)


def part_of(veld: str) -> str:
    """Return the part in which a fault at this path is mended."""
    if treffer := re.match(r"deelnemers\[(\d+)\]", veld):
        return f"deelnemer-{treffer[1]}"
    begin = re.split(r"[.\[]", veld)[0]
    return _BEGIN.get(begin, "doel")


_BEGIN = {
    "categorieen": "gegevens", "anoniem_eerst": "gegevens", "toestemming": "gegevens", "deelnemers": "deelnemers",
    "regie": "regie", "jongere": "betrokkenheid", "ouders": "betrokkenheid", "informeert": "betrokkenheid",
    "verslag": "verslag", "ritme": "verslag", "bewaren": "bewaren", "fasen": "fasen", "verwijst_naar": "verwijzen",
    "let_op": "verwijzen",
}  # fmt: skip


def _pairs(namen: Iterable[str], woorden: Mapping[Any, str]) -> Opties:
    return tuple((str(naam), woorden[naam][:1].upper() + woorden[naam][1:]) for naam in namen)


ANTWOORDEN = _pairs(w.ANTWOORD, w.ANTWOORD)


def _purpose(document: Mapping[str, Any], doelen: Collection[str]) -> list[Veld]:
    kennis = kennisdeel()
    soorten = [naam for naam in (str(document.get("feit")), "ander_overleg") if naam in kennis.overleggen]
    return [
        Veld("naam", "regel", "Hoe heet het overleg?"),
        Veld(
            "feit",
            "keuze",
            "Wat voor soort overleg is dit voor de toets?",
            _pairs(dict.fromkeys(soorten), kennis.overleggen),
        ),
        Veld("kort", "tekst", "Wat is het, in twee of drie korte zinnen?"),
        Veld("waarvoor", "tekst", "Waarvoor is het?"),
        Veld(
            "doelen",
            "meer",
            "Welke doelen uit het convenant dient het?",
            _pairs(_known(doelen, kennis.doelen), kennis.doelen),
        ),
        Veld("wanneer", "regels", "Wanneer kiest u dit overleg?", uitleg="Zet elke reden op een eigen regel."),
        Veld("wanneer_niet", "regels", "Wanneer kiest u het niet?", uitleg="Zet elke reden op een eigen regel."),
        Veld("niveau", "keuze", "Waar hoort het bij?", _pairs(w.NIVEAU, w.NIVEAU)),
        Veld("kiezen.plekken", "meer", "Voor jongeren op welke plek?", _pairs(kiezen.PLEKKEN, kiezen.PLEKKEN)),
        Veld("kiezen.aanleidingen", "meer", "Bij welke aanleiding?", _pairs(kiezen.AANLEIDINGEN, kiezen.AANLEIDINGEN)),
        Veld("bevoegdheid", "keuze", "Wat kan het overleg?", _pairs(w.BEVOEGDHEID, w.BEVOEGDHEID)),
        Veld("bevoegdheid_tekst", "tekst", "Leg uit wat het wel en niet kan"),
    ]


def _known(namen: Collection[str], uit: Mapping[str, str]) -> list[str]:
    return [naam for naam in uit if naam in namen]


def _data(categorieen: Collection[str]) -> list[Veld]:
    kennis = kennisdeel()
    mag = [c for c in _known(categorieen, kennis.categorieen) if c not in kennis.verboden_categorieen]
    return [
        Veld("categorieen", "meer", "Welke gegevens mogen hoogstens?", _pairs(mag, kennis.categorieen)),
        *_choice("anoniem_eerst", "Bespreekt u een jongere eerst zonder naam?"),
        *_choice("toestemming", "Vraagt u eerst toestemming?"),
    ]


def _choice(pad: str, vraag: str) -> list[Veld]:
    return [
        Veld(f"{pad}.antwoord", "keuze", vraag, ANTWOORDEN),
        Veld(f"{pad}.reden", "tekst", "Waarom, of hoe?", optioneel=True),
    ]


def _participants(document: Mapping[str, Any]) -> list[Veld]:
    kennis = kennisdeel()
    return [Veld("taken", "meer", "Wie doet mee, met welke taak?", _pairs(kennis.taken, kennis.verstrekkers))]


def _participant(document: Mapping[str, Any], i: int) -> list[Veld]:
    kennis, deelnemer = kennisdeel(), document["deelnemers"][i]
    taak, woorden = (
        kennis.taken[deelnemer["taak"]],
        {artikel: w.article(artikel)["tekst"] for artikel in kennis.artikelen},
    )
    mag = [c for c in document["categorieen"] if c in kennis.categorieen and c not in taak.nooit]
    pad = f"deelnemers[{i}]"
    return [
        Veld(f"{pad}.deelname", "keuze", "Hoe doet deze deelnemer mee?", _pairs(w.DEELNAME, w.DEELNAME)),
        Veld(f"{pad}.rol", "regel", "Wie is dat?", uitleg="Noem een functie, geen naam."),
        Veld(f"{pad}.wettelijke_taak", "tekst", "Welke taak uit de wet heeft deze deelnemer hier?"),
        Veld(
            f"{pad}.grondslag",
            "meer",
            "Op welk artikel steunt dat?",
            _pairs(sorted(taak.grondslagen | taak.bsn), woorden),
        ),
        Veld(
            f"{pad}.mag_inbrengen",
            "meer",
            "Wat mag deze deelnemer hoogstens inbrengen?",
            _pairs(mag, kennis.categorieen),
        ),
    ]


def _tasks(document: Mapping[str, Any]) -> Opties:
    return _pairs([d["taak"] for d in document["deelnemers"]], kennisdeel().verstrekkers)


def _direction(document: Mapping[str, Any]) -> list[Veld]:
    taken = _tasks(document)
    rollen = (
        ("procesregisseur", "Wie kan procesregisseur zijn?"),
        ("organiseert", "Wie plant het overleg?"),
        ("casusregisseur", "Wie kan casusregisseur zijn?"),
        ("aanspreekpunt", "Bij wie kunnen ouders en jongere terecht met vragen over gegevens?"),
    )
    uit = []
    for rol, vraag in rollen:
        uit += [Veld(f"regie.{rol}.taken", "meer", vraag, taken), Veld(f"regie.{rol}.doet", "tekst", "Wat doet die?")]
    return [
        *uit,
        Veld(
            "regie.overdracht.naar", "meer", "Kan de regie overgaan naar een expert? Naar wie?", taken, optioneel=True
        ),
        Veld("regie.overdracht.wanneer", "tekst", "Wanneer gaat de regie over?", optioneel=True),
        Veld("regie.overdracht.terug", "tekst", "Wat hoort de procesregisseur daarna nog?", optioneel=True),
    ]


def _family(document: Mapping[str, Any]) -> list[Veld]:
    uit: list[Veld] = []
    for wie, naam in (("jongere", "De jongere"), ("ouders", "De ouders")):
        for veld, vraag in w.BETROKKEN.items():
            uit += _choice(f"{wie}.{veld}", f"{naam}: {vraag[:1].lower()}{vraag[1:]}")
    return [
        *uit,
        Veld("informeert.taken", "meer", "Wie vertelt het hun vooraf?", _tasks(document)),
        Veld("informeert.doet", "tekst", "Wat vertelt die, en hoe?"),
    ]


def _report(document: Mapping[str, Any]) -> list[Veld]:
    return [
        Veld("verslag.soort", "keuze", "Wat voor verslag is er?", _pairs(w.VERSLAG, w.VERSLAG)),
        Veld("verslag.notulen", "keuze", "Zijn er notulen?", (("ja", "Ja"), ("nee", "Nee"))),
        Veld("verslag.naar", "meer", "Welke deelnemers krijgen het?", _tasks(document), optioneel=True),
        Veld("verslag.tekst", "tekst", "Leg uit wat erin staat en hoe het wordt gedeeld"),
        Veld("ritme.tekst", "tekst", "Hoe vaak is het overleg?"),
        Veld("ritme.keer_per_jaar", "getal", "Hoeveel keer per jaar, als dat vast is?", optioneel=True),
    ]


def _keep(document: Mapping[str, Any]) -> list[Veld]:
    termijnen = tuple(
        (naam, f"{rij['partij']}: {rij['termijn'] or 'de bron noemt er geen'}")
        for naam, rij in kennisdeel().termijnen.items()
    )
    uit = []
    for i, rij in enumerate(document["bewaren"]):
        wie = ", ".join(w.tasks(rij["taken"]))
        uit += [
            Veld(f"bewaren[{i}].tekst", "tekst", f"Waar bewaart {wie} gegevens, en wat?"),
            Veld(
                f"bewaren[{i}].termijn",
                "keuze",
                "Welke termijn geldt daarvoor?",
                (("", "Geen van deze"), *termijnen),
            ),
        ]
    return uit


def _phases(document: Mapping[str, Any]) -> list[Veld]:
    kennis = kennisdeel()
    gegevens = _pairs([c for c in document["categorieen"] if c in kennis.categorieen], kennis.categorieen)
    uit = [Veld("fasen_aan", "meer", "Welke fasen heeft dit overleg?", _pairs(FaseNaam, w.FASE))]
    for i, fase in enumerate(document["fasen"]):
        naam = w.FASE[FaseNaam(fase["fase"])]
        uit += [
            Veld(f"fasen[{i}].waarvoor", "tekst", f"{naam}: waarvoor is deze fase?"),
            Veld(f"fasen[{i}].categorieen", "meer", f"{naam}: welke gegevens mogen nog?", gegevens),
        ]
    return uit


def _refer(document: Mapping[str, Any]) -> list[Veld]:
    uitleg = "Laat leeg als u niet doorverwijst."
    return [
        *(
            Veld(f"verwijzing.{slug}", "tekst", f"Wanneer verwijst u naar: {o.naam}?", uitleg=uitleg, optioneel=True)
            for slug, o in load_types().items()
        ),
        Veld(
            "let_op",
            "regels",
            "Waar moet iedereen op letten?",
            uitleg="Zet elk punt op een eigen regel.",
            optioneel=True,
        ),
    ]


_DELEN = {
    "deelnemers": _participants,
    "regie": _direction,
    "betrokkenheid": _family,
    "verslag": _report,
    "bewaren": _keep,
    "fasen": _phases,
    "verwijzen": _refer,
}


# -- out of the document, and back into it


def value(document: Mapping[str, Any], pad: str) -> Any:
    """Return what stands at a path; None when nothing does."""
    if pad == "taken":
        return [d["taak"] for d in document["deelnemers"]]
    if pad == "fasen_aan":
        return [f["fase"] for f in document["fasen"]]
    if pad.startswith("verwijzing."):
        slug = pad.removeprefix("verwijzing.")
        return next((v["wanneer"] for v in document.get("verwijst_naar", []) if v["naar"] == slug), None)
    plek: Any = document
    for stap in re.findall(r"[a-z_]+|\d+", pad):
        if plek is None:
            return None
        plek = plek[int(stap)] if stap.isdigit() else plek.get(stap)
    return plek


def with_answers(document: Mapping[str, Any], antwoorden: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document with these answers (path → value) in it; the old one stays as it was."""
    uit: dict[str, Any] = copy.deepcopy(dict(document))
    for pad, waarde in antwoorden.items():
        if pad == "taken":
            _set_participants(uit, waarde)
        elif pad == "fasen_aan":
            oud = {f["fase"]: f for f in uit["fasen"]}
            uit["fasen"] = [
                oud.get(f, {"fase": str(f), "waarvoor": "", "categorieen": []}) for f in FaseNaam if f in waarde
            ]
        elif pad.startswith("verwijzing."):
            slug = pad.removeprefix("verwijzing.")
            verwijzingen = {v["naar"]: v for v in uit.get("verwijst_naar") or []}
            verwijzingen[slug] = {"naar": slug, "wanneer": waarde}
            uit["verwijst_naar"] = [v for v in verwijzingen.values() if v["wanneer"]]
        elif value(uit, re.sub(r"\[\d+\].*", "", pad)) is not None or "[" not in pad:
            _set(uit, pad, waarde)
    if not any((uit["regie"].get("overdracht") or {}).values()):
        uit["regie"]["overdracht"] = None
    return uit


def _set(document: dict[str, Any], pad: str, waarde: Any) -> None:
    *stappen, laatste = re.findall(r"[a-z_]+|\d+", pad)
    plek: Any = document
    for stap in stappen:
        if stap.isdigit():
            if int(stap) >= len(plek):
                return  # the list became shorter with this very answer
            plek = plek[int(stap)]
        else:
            if plek.get(stap) is None:
                plek[stap] = {}
            plek = plek[stap]
    plek[laatste] = waarde


def _set_participants(document: dict[str, Any], taken: Collection[str]) -> None:
    oud = {d["taak"]: d for d in document["deelnemers"]}
    nieuw = {"rol": "", "wettelijke_taak": "", "grondslag": [], "deelname": "op_uitnodiging", "mag_inbrengen": []}
    document["deelnemers"] = [oud.get(t, {"taak": t, **copy.deepcopy(nieuw)}) for t in [*oud, *taken] if t in taken]
    document["deelnemers"] = list({d["taak"]: d for d in document["deelnemers"]}.values())
    bewaard = {taak: rij for rij in document["bewaren"] for taak in rij["taken"]}
    leeg = {"tekst": "", "termijn": ""}
    document["bewaren"] = [bewaard.get(d["taak"], {"taken": [d["taak"]], **leeg}) for d in document["deelnemers"]]
    weg = set(oud) - set(taken)
    for rol in ("procesregisseur", "organiseert", "aanspreekpunt", "casusregisseur"):
        document["regie"][rol]["taken"] = [t for t in document["regie"][rol]["taken"] if t not in weg]
    document["informeert"]["taken"] = [t for t in document["informeert"]["taken"] if t not in weg]
    document["verslag"]["naar"] = [t for t in document["verslag"]["naar"] if t not in weg]
