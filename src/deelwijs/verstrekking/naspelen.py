# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Making the answer of a stored toets again, to show that nobody changed it and that the knowledge of then said so."""

from __future__ import annotations

import json
from typing import Any

from deelwijs.casus.inhoud import clear_json
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.oordeel import NietTeHerhalen, replay
from deelwijs.verstrekking.models import Toets


def speel_na(toets: Toets) -> bytes:
    """Make the oordeel of a stored toets again from its facts and receipt, and return it byte for byte as it was kept.

    Who acts must be allowed to read the toets: it comes from `Toets.objects.visible_to`.
    :raises NietTeHerhalen: engine or knowledge changed since, or the answer would be another. What was kept stands.
    """
    facts = clear_json(toets.casus_id, toets.plek("feiten"), toets.feiten)
    kept = clear_json(toets.casus_id, toets.plek("oordeel"), toets.oordeel)
    made = _bytes(replay(load_shipped(voorbeelden=False), facts, kept["bewijs"]).as_dict())
    if made != _bytes(kept):
        raise NietTeHerhalen("De toets geeft nu een ander antwoord dan toen. Het bewaarde antwoord blijft staan.")
    return made


def _bytes(oordeel: Any) -> bytes:
    return json.dumps(oordeel, ensure_ascii=False, sort_keys=True, default=str).encode()
