# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A form that is sent twice makes one row: its token becomes the key of the row, together with who sent it."""

from __future__ import annotations

from uuid import UUID

from deelwijs.casus.sleutels import hmac_van
from deelwijs.partij.models import Medewerker


def vaste_id(door: Medewerker, soort: str, token: UUID) -> UUID:
    """Return the key of the row that this person makes with this token.

    An HMAC under the party's own key: nobody can choose a token that ends at somebody else's row.
    """
    return UUID(bytes=hmac_van(door.partij_id, f"eenmalig {soort}", f"{door.pk}|{token}")[:16], version=4)
