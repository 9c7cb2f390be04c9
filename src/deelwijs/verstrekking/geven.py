# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Giving one datum to one seat: lock, gather, assess, keep the answer, give if it was yes, log. One transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from deelwijs.casus.eenmalig import vaste_id
from deelwijs.casus.inhoud import seal_json
from deelwijs.casus.models import Casus, Deelname, Inbreng
from deelwijs.casus.slot import lock
from deelwijs.convenant.grens import mag as allowed_by_covenant
from deelwijs.convenant.woorden import words
from deelwijs.logboek.actions import log
from deelwijs.logboek.models import Uitkomst as Afloop
from deelwijs.overleg.fasen import phase
from deelwijs.partij.models import Medewerker
from deelwijs.toets.oordeel import Oordeel
from deelwijs.verstrekking import oordelen
from deelwijs.verstrekking.afweging import HOOGSTENS, Afweging, has_sense
from deelwijs.verstrekking.dossier import Dossier, is_declared, read_dossier
from deelwijs.verstrekking.facts import Feiten, gather
from deelwijs.verstrekking.models import FgBericht, SpoedMelding, Toets, Verstrekking, Verzoek, Voorwaarde
from deelwijs.verstrekking.weigering import AlGegeven, NietMogelijk, NietToegestaan

DAT, BUITENKANT, WAT = "dat", "buitenkant", "wat"
NIVEAUS = (DAT, BUITENKANT, WAT)
# Urgency ends by itself: long enough to tell those concerned, also over a weekend; never longer.
SPOED = timedelta(hours=72)
# Urgency protects somebody: one of these answers to the fact `veiligheid`. Hurry, or absent parents, is no danger.
GEVAAR = ("vermoeden", "acuut", "leven")


@dataclass(frozen=True, slots=True)
class Gevraagd:
    """What somebody asks for: one datum (by its key) to one seat, how much, for what, and the reasons in own words."""

    inbreng: UUID
    deelname: UUID
    niveau: str
    motivering: str
    doel: str = ""  # another purpose than that of the casus
    niet_alleen_dat: str = ""  # why existence alone is not enough
    spoed: str = ""  # why it cannot wait until those concerned know
    vervalt_op: datetime | None = None  # with urgency: at most 72 hours on
    bevestigd: frozenset[str] = frozenset()  # rules whose duty beforehand somebody says is done

    def check(self, op: datetime) -> None:
        """:raises NietMogelijk: a text without sense, or a moment too far away."""
        if self.niveau not in NIVEAUS:
            raise NietMogelijk("niveau_onbekend")
        if max(len(self.motivering), len(self.niet_alleen_dat), len(self.spoed)) > HOOGSTENS:
            raise NietMogelijk("te_lang")
        if not has_sense(self.motivering):
            raise NietMogelijk("geen_reden")
        if self.spoed and not has_sense(self.spoed):
            raise NietMogelijk("geen_reden_spoed")
        if self.vervalt_op is not None and not op < self.vervalt_op <= op + SPOED:
            raise NietMogelijk("spoed_te_lang")


def verstrek(
    *, gevraagd: Gevraagd, door: Medewerker, op: datetime, token: UUID | None = None, verzoek: Verzoek | None = None
) -> Verstrekking:
    """Give one datum to one seat, if the toets allows it at this moment. The toets is kept either way.

    `token` of the form: sent twice, it is done once. `verzoek`: the request of the receiver that this grants.
    :raises NietMogelijk: it cannot be asked; nothing is kept.
    :raises NietToegestaan: carries the toets, which is kept.
    :raises AlGegeven: the receiver has it already; nothing new is kept.
    """
    return _give(gevraagd, None, door, op, token, verzoek)


def eigen_afweging(
    *,
    gevraagd: Gevraagd,
    afweging: Afweging,
    door: Medewerker,
    op: datetime,
    token: UUID | None = None,
    verzoek: Verzoek | None = None,
) -> Verstrekking:
    """Give one datum after a weighing by a named person, where the toets leaves it to a person. See `verstrek`.

    Where a rule asks for it the FG has advised first; else the FG hears of it afterwards.
    """
    return _give(gevraagd, afweging, door, op, token, verzoek)


def _give(
    gevraagd: Gevraagd,
    afweging: Afweging | None,
    door: Medewerker,
    op: datetime,
    token: UUID | None,
    verzoek: Verzoek | None,
) -> Verstrekking:
    gevraagd.check(op)
    with transaction.atomic():
        inbreng = find_own(gevraagd.inbreng, door)
        # Locked: a withdrawal, an answer or another gift comes before this or after it, never in between.
        casus = lock(inbreng.casus_id, door)
        pk = (
            vaste_id(door, f"toets {gevraagd.inbreng} {gevraagd.deelname} {gevraagd.niveau}", token)
            if token
            else uuid4()
        )
        earlier = Toets.objects.filter(pk=pk).first()
        if earlier is not None:
            return _again(earlier)
        dossier = read_dossier(casus=casus, partij=door.partij, op=op)
        deelname = check_possible(dossier, inbreng, gevraagd.deelname, gevraagd.niveau, gevraagd.doel)
        _require_dat_first(gevraagd, inbreng, deelname, op, door)
        end_expired(inbreng, deelname, door, op)
        feiten = gather(dossier=dossier, inbreng=inbreng, deelname=deelname, niveau=gevraagd.niveau, doel=gevraagd.doel)
        given = _open(inbreng, feiten, op)
        if given is not None:
            raise AlGegeven(given)
        oordeel = oordelen.fully(dossier.kennis, feiten, dossier.dag, dossier.lezing)
        if gevraagd.spoed and not any(oordelen.is_telling(eis.regel) for eis in oordelen.conditions(oordeel)):
            raise NietMogelijk("spoed_niet_nodig")
        if gevraagd.spoed and danger(feiten) == "":
            raise NietMogelijk("spoed_zonder_gevaar")
        if gevraagd.spoed and _still_untold(dossier, inbreng, deelname, gevraagd.niveau):
            raise NietMogelijk("spoed_al_gebruikt")
        ontbreekt = missing(dossier, feiten, oordeel, gevraagd, afweging)
        toets = keep(
            pk=pk,
            dossier=dossier,
            inbreng=inbreng,
            feiten=feiten,
            oordeel=oordeel,
            woorden={
                "waarom": gevraagd.motivering,
                "niet_alleen_dat": gevraagd.niet_alleen_dat,
                "spoed": gevraagd.spoed,
            },
            afweging=afweging if oordelen.must_weigh(oordeel) else None,
            mag=ontbreekt == "",
            door=door,
        )
        verstrekking = None
        if toets.mag:
            verstrekking = _write(dossier, inbreng, toets, oordeel, gevraagd, door, verzoek)
        _log(toets, verstrekking, inbreng, oordeel, door)
    if verstrekking is None:
        raise NietToegestaan(toets, oordeel, ontbreekt)
    return verstrekking


def toets_cel(
    *, inbreng: UUID, deelname: UUID, niveau: str, door: Medewerker, op: datetime, doel: str = ""
) -> tuple[Feiten, Oordeel]:
    """Ask the toets about one cell without giving anything: the facts with their origin, and the answer. Not kept.

    :raises NietMogelijk: it cannot be asked.
    :raises BuitenConvenant: the version in force does not hold it.
    """
    datum = find_own(inbreng, door)
    casus = Casus.objects.visible_to(door).select_related("versie").get(pk=datum.casus_id)
    dossier = read_dossier(casus=casus, partij=door.partij, op=op)
    seat = check_possible(dossier, datum, deelname, niveau, doel)
    feiten = gather(dossier=dossier, inbreng=datum, deelname=seat, niveau=niveau, doel=doel)
    return feiten, oordelen.fully(dossier.kennis, feiten, dossier.dag, dossier.lezing)


def find_own(pk: UUID, door: Medewerker) -> Inbreng:
    """Return an inbreng of one's own party and task.

    :raises NietMogelijk: it is not there, not theirs, or was corrected since.
    """
    inbreng = Inbreng.objects.own(door).select_related("opvolger").filter(pk=pk).first()
    if inbreng is None:
        raise NietMogelijk("niet_gevonden")
    if getattr(inbreng, "opvolger", None) is not None:
        raise NietMogelijk("verbeterd")
    return inbreng


def check_possible(dossier: Dossier, inbreng: Inbreng, zetel: UUID, niveau: str, doel: str = "") -> Deelname:
    """Return the seat, if the agreement, the type and the phase hold this at all; what they do not, cannot be asked.

    :raises NietMogelijk: they do not.
    :raises BuitenConvenant: the version in force does not hold it.
    """
    deelname = dossier.zetels.get(zetel)
    if deelname is None or not is_declared(deelname):
        raise NietMogelijk("geen_ontvanger")
    if deelname.partij_id == dossier.partij.pk:
        raise NietMogelijk("eigen_organisatie")
    if dossier.own_seat(inbreng.taak) is None:
        raise NietMogelijk("zelf_niet_verklaard")
    if niveau not in NIVEAUS:
        raise NietMogelijk("niveau_onbekend")
    if dossier.buiten is not None:
        raise dossier.buiten
    versie, wanted = dossier.versie, doel or dossier.casus.doel
    if versie is None or wanted not in versie.doelen or inbreng.categorie not in versie.categorieen:
        allowed_by_covenant(versie, dossier.dag, doel=wanted, categorie=inbreng.categorie)  # says why not
    for partij in (dossier.partij, *(() if deelname.derde else (deelname.partij,))):
        if partij.pk not in dossier.neemt_deel:
            allowed_by_covenant(dossier.versie, dossier.dag, partij=partij)
    check_phase(dossier, inbreng.categorie)
    return deelname


def danger(feiten: Feiten) -> str:
    """Return which danger somebody recorded: an answer of GEVAAR; "" when there is none."""
    said = feiten.gegevens.get("veiligheid")
    return said.waarde if said is not None and said.waarde in GEVAAR else ""


def check_phase(dossier: Dossier, categorie: str) -> None:
    """:raises NietMogelijk: this kind of datum has no place in this type, or not in this phase."""
    if dossier.overlegtype is None:
        raise NietMogelijk("geen_overlegtype")
    if categorie not in dossier.overlegtype.categorieen:
        raise NietMogelijk("soort_niet_in_overleg", categorie=words("categorie", categorie))
    try:
        fase = phase(dossier.overlegtype, dossier.casus.fase)
    except KeyError:
        raise NietMogelijk("geen_overlegtype") from None
    if categorie not in fase.categorieen:
        raise NietMogelijk("soort_niet_in_fase", categorie=words("categorie", categorie))


def _require_dat_first(
    gevraagd: Gevraagd, inbreng: Inbreng, deelname: Deelname, op: datetime, door: Medewerker
) -> None:
    if gevraagd.niveau != WAT or has_sense(gevraagd.niet_alleen_dat):
        return
    first = Verstrekking.objects.given_by(door).open_at(op).filter(inbreng=inbreng, niveau__in=[DAT, BUITENKANT])
    if not first.filter(ontvanger=deelname.partij_id, ontvanger_taak=deelname.taak).exists():
        raise NietMogelijk("geen_reden_inhoud")


def _open(inbreng: Inbreng, feiten: Feiten, op: datetime) -> Verstrekking | None:
    cel = feiten.cel
    same = Verstrekking.objects.filter(inbreng=inbreng, ontvanger=cel.partij, ontvanger_taak=cel.taak)
    return same.open_at(op).filter(niveau=cel.niveau, doel=cel.doel, fase=inbreng.casus.fase).first()


def _still_untold(dossier: Dossier, inbreng: Inbreng, deelname: Deelname, niveau: str) -> bool:
    """Whether this was given with urgency before, and the telling that came after it is still to be done."""
    return Voorwaarde.objects.filter(
        verstrekking__inbreng=inbreng,
        verstrekking__ontvanger=deelname.partij_id,
        verstrekking__ontvanger_taak=deelname.taak,
        verstrekking__spoed=True,
        verstrekking__niveau=niveau,
        gedaan_op=None,
        regel__in=[regel.id for regel in dossier.kennis.regels if oordelen.is_telling(regel)],
    ).exists()


def end_expired(inbreng: Inbreng, deelname: Deelname, door: Medewerker, op: datetime) -> None:
    """End what ended by itself, or was for an earlier phase, so that it can be given anew."""
    rows = Verstrekking.objects.given_by(door).filter(
        inbreng=inbreng, ontvanger=deelname.partij_id, ontvanger_taak=deelname.taak, ingetrokken_op=None
    )
    for row in rows:
        if not row.is_open(op) or row.fase != inbreng.casus.fase:
            rows.filter(pk=row.pk).update(ingetrokken_op=op, ingetrokken_door=door)
            log(
                "ingetrokken" if row.is_open(op) else "spoed_verlopen",
                door=door, op=op, casus=row.casus_id, betrokkene=inbreng.betrokkene_id,
                verstrekking=row, ontvanger=row.ontvanger_id, categorie=row.categorie, doel=row.doel,
            )  # fmt: skip


def missing(dossier: Dossier, feiten: Feiten, oordeel: Oordeel, gevraagd: Gevraagd, afweging: Afweging | None) -> str:
    """Return what still stands in the way, as a word for the screen; "" when it may be given.

    toets: no, or not complete; afweging, advies, tegen_advies: of the weighing; voorwaarden: not all confirmed.
    """
    open_duties = {eis.regel.id for eis in oordelen.before(oordeel, spoed=bool(gevraagd.spoed))}
    if oordelen.must_weigh(oordeel):
        rules = [uitleg.regel for uitleg in oordelen.weighing_rules(oordeel)]
        if afweging is None or not afweging.covers([r.id for r in rules], feiten.cel.taak):
            return "afweging"
        if oordelen.asks_advice(dossier.kennis, rules):
            advies = dossier.adviezen.get(feiten.cel)
            if advies is None:
                return "advies"
            if not advies.akkoord and not has_sense(afweging.tegen_advies):
                return "tegen_advies"
    elif not oordeel.uitkomst.mag:
        return "toets"
    return "" if open_duties <= gevraagd.bevestigd else "voorwaarden"


def keep(
    *,
    dossier: Dossier,
    inbreng: Inbreng,
    feiten: Feiten,
    oordeel: Oordeel,
    woorden: dict[str, str],
    mag: bool,
    door: Medewerker,
    afweging: Afweging | None = None,
    pk: UUID | None = None,
) -> Toets:
    """Write down what was asked, what the toets answered and why somebody wanted it."""
    toets = Toets(
        pk=pk or uuid4(),
        casus=dossier.casus,
        inbreng=inbreng,
        partij=dossier.partij,
        taak=inbreng.taak,
        ontvanger_id=feiten.cel.partij,
        ontvanger_taak=feiten.cel.taak,
        niveau=feiten.cel.niveau,
        doel=feiten.cel.doel,
        fase=dossier.casus.fase,
        peildatum=dossier.dag,
        lezing=str(dossier.lezing),
        uitkomst=str(oordeel.uitkomst),
        mag=mag,
        kennis=oordeel.bewijs.kennis,
        door=door,
        op=dossier.op,
    )

    def seal(veld: str, what: dict[str, object]) -> bytes:
        return seal_json(dossier.casus.pk, toets.plek(veld), what)

    toets.feiten = seal("feiten", feiten.given())
    toets.oordeel = seal("oordeel", oordeel.as_dict())
    toets.motivering = seal("motivering", dict(woorden))
    toets.afweging = seal("afweging", afweging.model_dump(mode="json")) if afweging else None
    toets.save(force_insert=True)
    return toets


def _again(toets: Toets) -> Verstrekking:
    """The same form once more: the same answer, and nothing new."""
    if hasattr(toets, "verstrekking"):
        raise AlGegeven(toets.verstrekking)
    raise NietToegestaan(toets, None)


def _write(
    dossier: Dossier,
    inbreng: Inbreng,
    toets: Toets,
    oordeel: Oordeel,
    gevraagd: Gevraagd,
    door: Medewerker,
    verzoek: Verzoek | None,
) -> Verstrekking:
    op = dossier.op
    assert dossier.versie is not None  # noqa: S101 - check_possible asked
    verstrekking = Verstrekking.objects.create(
        toets=toets,
        versie=dossier.versie,
        casus=dossier.casus,
        inbreng=inbreng,
        verstrekker=dossier.partij,
        verstrekker_taak=inbreng.taak,
        ontvanger_id=toets.ontvanger_id,
        ontvanger_taak=toets.ontvanger_taak,
        categorie=inbreng.categorie,
        niveau=toets.niveau,
        doel=toets.doel,
        fase=toets.fase,
        gegeven_op=op,
        gegeven_door=door,
        spoed=bool(gevraagd.spoed),
        vervalt_op=(gevraagd.vervalt_op or op + SPOED) if gevraagd.spoed else None,
    )
    write_conditions(verstrekking, oordeel, door, op, spoed=bool(gevraagd.spoed))
    for soort, told in ((FgBericht.SPOED, gevraagd.spoed), (FgBericht.AFWEGING, toets.afweging)):
        if told:
            FgBericht.objects.create(
                partij=dossier.partij, casus=dossier.casus, toets=toets, soort=soort, op=op, door=door
            )
    if gevraagd.spoed:
        SpoedMelding(
            casus=dossier.casus, verstrekker=dossier.partij, ontvanger_id=toets.ontvanger_id, door=door, op=op
        ).save(force_insert=True)
    if verzoek is not None:
        grant(verzoek, verstrekking, gevraagd.motivering, door, op)
    for other in _answered(verstrekking):
        grant(other, verstrekking, gevraagd.motivering, door, op)
    return verstrekking


def _answered(given: Verstrekking) -> list[Verzoek]:
    """Return the requests that this very gift answers: its content, this purpose, or onward to this party."""
    same = Q(vrager=given.ontvanger_id, verstrekking__ontvanger_taak=given.ontvanger_taak)
    content = Q(soort=Verzoek.INHOUD, verstrekking__doel=given.doel) if given.niveau == WAT else Q(pk=None)
    purpose = Q(soort=Verzoek.DOEL, doel=given.doel)
    onward = Q(soort=Verzoek.DOORGEVEN, naar=given.ontvanger_id)
    asked = Verzoek.objects.filter(status=Verzoek.GEVRAAGD, verstrekking__inbreng=given.inbreng_id)
    return list(asked.filter((same & (content | purpose)) | onward))


def write_conditions(
    verstrekking: Verstrekking,
    oordeel: Oordeel,
    door: Medewerker,
    op: datetime,
    *,
    spoed: bool = False,
    behalve: Collection[str] = (),
) -> None:
    """Write the duties that come with it: those beforehand as done by who confirmed them, the others as tasks."""
    confirmed = {eis.regel.id for eis in oordelen.before(oordeel, spoed=spoed)}
    rows = []
    for eis in oordelen.conditions(oordeel):
        if eis.regel.id in behalve:
            continue
        done = eis.regel.id in confirmed
        owner = verstrekking.ontvanger_id if eis.plicht.wie == "ontvanger" and not done else verstrekking.verstrekker_id
        rows.append(
            Voorwaarde(
                verstrekking=verstrekking,
                casus_id=verstrekking.casus_id,
                regel=eis.regel.id,
                plicht=eis.plicht.doe,
                wanneer="vooraf" if done else "achteraf",
                eigenaar_id=owner,
                gedaan_op=op if done else None,
                gedaan_door=door if done else None,
            )
        )
    Voorwaarde.objects.bulk_create(rows)


def grant(verzoek: Verzoek, verstrekking: Verstrekking, reden: str, door: Medewerker, op: datetime) -> None:
    """Mark a request as granted, by the very gift that grants it.

    :raises NietMogelijk: it was decided already, or asks for something else.
    """
    asked = Verzoek.objects.filter(pk=verzoek.pk, status=Verzoek.GEVRAAGD, casus=verstrekking.casus_id)
    asked = asked.filter(verstrekker=door.partij_id, verstrekking__inbreng=verstrekking.inbreng_id)
    done = _grants(verzoek, verstrekking) and asked.update(
        status=Verzoek.TOEGESTAAN,
        reden=seal_json(verstrekking.casus_id, verzoek.plek("reden"), {"tekst": reden}),
        besloten_door=door,
        besloten_op=op,
    )
    if not done:
        raise NietMogelijk("al_besloten")
    log(
        "verder_gebruik_toegestaan", door=door, op=op, casus=verstrekking.casus_id, onderwerp=verzoek,
        verstrekking=verstrekking, ontvanger=verstrekking.ontvanger_id, categorie=verstrekking.categorie,
    )  # fmt: skip


def _grants(verzoek: Verzoek, given: Verstrekking) -> bool:
    """Whether this gift is what was asked: each use is agreed to apart (convenant 3.4)."""
    if verzoek.soort == Verzoek.DOORGEVEN:
        return given.ontvanger_id == verzoek.naar_id and verzoek.doel in ("", given.doel)
    if (given.ontvanger_id, given.ontvanger_taak) != (verzoek.vrager_id, verzoek.verstrekking.ontvanger_taak):
        return False
    if verzoek.soort == Verzoek.INHOUD:
        return given.niveau == WAT
    if verzoek.soort == Verzoek.DOEL:
        return given.doel == verzoek.doel
    return bool(verzoek.soort == Verzoek.FASE and given.casus.fase == verzoek.fase)


def _log(toets: Toets, verstrekking: Verstrekking | None, inbreng: Inbreng, oordeel: Oordeel, door: Medewerker) -> None:
    common: dict[str, Any] = {
        "door": door, "op": toets.op, "casus": toets.casus_id, "betrokkene": inbreng.betrokkene_id,
        "onderwerp": inbreng, "toets": toets, "ontvanger": toets.ontvanger_id, "categorie": inbreng.categorie,
        "doel": toets.doel,
    }  # fmt: skip
    if toets.afweging:
        log("afgewogen", **common)
    if verstrekking is None:
        log("verstrekken_geweigerd", uitkomst=Afloop.GEWEIGERD, **common)
        return
    grondslag = oordelen.basis_of(oordeel) or None
    handeling = "spoedverstrekt" if verstrekking.spoed else "verstrekt"
    log(handeling, verstrekking=verstrekking, spoed=verstrekking.spoed, grondslag=grondslag, **common)
