# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Conditions that the walls around a casus share. For migrations."""

from deelwijs.logboek.muur import IK, MIJN_PARTIJ


def toegang(casus: str, taak: str = "") -> str:
    """Return the condition that who acts holds a key to the casus in this column, for the task in the other.

    The columns of the keys get names of their own: in SQL a bare `casus_id` would be the key's own, and always fit.
    """
    return (
        f"EXISTS (SELECT 1 FROM (SELECT casus_id AS sleutel_casus, taak AS sleutel_taak FROM casus_toegang"
        f" WHERE medewerker_id = {IK} AND partij_id = {MIJN_PARTIJ} AND ingetrokken_op IS NULL) sleutel"
        f" WHERE sleutel_casus = {casus}{f' AND sleutel_taak = {taak}' if taak else ''})"
    )
