# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Making the answer of a stored toets again, to show that nobody changed it and that the knowledge of then said so."""

from __future__ import annotations

import json

from deelwijs.casus.inhoud import clear, clear_json
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.oordeel import NietTeHerhalen, Oordeel, replay
from deelwijs.verstrekking.models import Toets


def speel_na(toets: Toets) -> bytes:
    """Make the oordeel of a stored toets again from its facts and receipt, and return it byte for byte as it was kept.

    Who acts must be allowed to read the toets: it comes from `Toets.objects.visible_to`.
    :raises NietTeHerhalen: engine or knowledge changed since, or the answer would be another. What was kept stands.
    """
    facts = clear_json(toets.casus_id, toets.plek("feiten"), toets.feiten)
    kept = clear(toets.casus_id, toets.plek("oordeel"), toets.oordeel)
    made = as_kept(replay(load_shipped(voorbeelden=False), facts, json.loads(kept)["bewijs"]))
    if made != kept:
        raise NietTeHerhalen("De toets geeft nu een ander antwoord dan toen. Het bewaarde antwoord blijft staan.")
    return made.encode()


def as_kept(oordeel: Oordeel) -> str:
    """Return an oordeel as `seal_json` writes it."""
    return json.dumps(oordeel.as_dict(), ensure_ascii=False, sort_keys=True, default=str)
