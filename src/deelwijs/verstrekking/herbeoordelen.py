# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""In another phase what was given is closed, until its provider says that it is still needed and still may."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from deelwijs.casus.models import Inbreng
from deelwijs.casus.slot import lock
from deelwijs.logboek.actions import log
from deelwijs.logboek.models import Uitkomst as Afloop
from deelwijs.partij.models import Medewerker
from deelwijs.verstrekking import oordelen
from deelwijs.verstrekking.afweging import HOOGSTENS, Afweging, has_sense
from deelwijs.verstrekking.dossier import read_dossier
from deelwijs.verstrekking.facts import gather
from deelwijs.verstrekking.geven import Gevraagd, check_possible, grant, keep, missing, write_conditions
from deelwijs.verstrekking.inzien import end
from deelwijs.verstrekking.models import FgBericht, Herbeoordeling, Verstrekking, Verzoek
from deelwijs.verstrekking.weigering import NietMogelijk, NietToegestaan


def herbeoordeel(
    *,
    verstrekking: Verstrekking,
    nodig: bool,
    door: Medewerker,
    op: datetime,
    motivering: str = "",
    bevestigd: frozenset[str] = frozenset(),
    afweging: Afweging | None = None,
    verzoek: Verzoek | None = None,
) -> Herbeoordeling:
    """Decide about one disclosure in the phase that the casus is in now.

    Needed: a new toets; when that allows it, it is open again for this phase. Not needed: it ends.
    :raises Verstrekking.DoesNotExist: not of this person's party and task, or ended.
    :raises NietMogelijk: decided already, or it cannot be asked in this phase.
    :raises NietToegestaan: needed, but not allowed; the toets is kept, and it stays closed.
    """
    if len(motivering) > HOOGSTENS:
        raise NietMogelijk("te_lang")
    if nodig and not has_sense(motivering):
        raise NietMogelijk("geen_reden")
    refused = None
    with transaction.atomic():
        casus = lock(verstrekking.casus_id, door)
        row = Verstrekking.objects.given_by(door).open_at(op).select_related("inbreng").get(pk=verstrekking.pk)
        if row.fase == casus.fase:
            raise NietMogelijk("al_herbeoordeeld")
        done = Herbeoordeling(
            verstrekking=row, casus=casus, fase=casus.fase, besluit=Herbeoordeling.NIET_NODIG, door=door, op=op
        )
        common: dict[str, Any] = {
            "door": door, "op": op, "casus": casus, "betrokkene": row.inbreng.betrokkene_id, "verstrekking": row,
            "ontvanger": row.ontvanger_id, "categorie": row.categorie, "doel": row.doel,
        }  # fmt: skip
        if not nodig:
            end([row], door, op)
        else:
            dossier = read_dossier(casus=casus, partij=door.partij, op=op)
            seat = next(
                (z for z in dossier.zetels.values() if (z.partij_id, z.taak) == (row.ontvanger_id, row.ontvanger_taak)),
                None,
            )
            if seat is None:
                raise NietMogelijk("geen_ontvanger")
            inbreng = Inbreng.objects.own(door).get(pk=row.inbreng_id)
            check_possible(dossier, inbreng, seat.pk, row.niveau, row.doel)
            feiten = gather(dossier=dossier, inbreng=inbreng, deelname=seat, niveau=row.niveau, doel=row.doel)
            oordeel = oordelen.fully(dossier.kennis, feiten, dossier.dag, dossier.lezing)
            asked = Gevraagd(inbreng.pk, seat.pk, row.niveau, motivering, bevestigd=bevestigd)
            ontbreekt = missing(dossier, feiten, oordeel, asked, afweging)
            weighed = afweging if oordelen.must_weigh(oordeel) else None
            toets = keep(
                dossier=dossier, inbreng=inbreng, feiten=feiten, oordeel=oordeel, woorden={"waarom": motivering},
                afweging=weighed, mag=ontbreekt == "", door=door,
            )  # fmt: skip
            if ontbreekt:
                refused = NietToegestaan(toets, oordeel, ontbreekt)
                log("verstrekken_geweigerd", uitkomst=Afloop.GEWEIGERD, toets=toets, **common)
            else:
                done.besluit, done.toets = Herbeoordeling.NODIG, toets
                Verstrekking.objects.filter(pk=row.pk).update(fase=casus.fase)
                known = set(row.voorwaarden.values_list("regel", flat=True))
                write_conditions(row, oordeel, door, op, behalve=known)
                if weighed:
                    FgBericht.objects.create(
                        partij=dossier.partij, casus=casus, toets=toets, soort=FgBericht.AFWEGING, op=op, door=door
                    )
                if verzoek is not None:
                    grant(verzoek, row, motivering, door, op)
                log("herbeoordeeld", toets=toets, **common)
        if refused is None:
            done.save(force_insert=True)
    if refused is not None:
        raise refused
    return done
