# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Conditions that the walls around a casus share. For migrations."""

from deelwijs.logboek.muur import IK, MIJN_PARTIJ


def toegang(casus: str, taak: str = "") -> str:
    """Return the condition that who acts holds a key to the casus in this column, for the task in the other."""
    return (
        f"EXISTS (SELECT 1 FROM casus_toegang t WHERE t.casus_id = {casus} AND t.medewerker_id = {IK}"
        f" AND t.partij_id = {MIJN_PARTIJ} AND t.ingetrokken_op IS NULL{f' AND t.taak = {taak}' if taak else ''})"
    )
