# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Lines of the log for elsewhere: Logboek Dataverwerkingen with the attributes of NEN 7513, and CSV for a spreadsheet.

The fields are written out in docs/logboek.md. Neither holds content or a name that the log itself does not hold.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from deelwijs.logboek.handelingen import known
from deelwijs.logboek.models import Regel, Uitkomst

STATUS = {Uitkomst.GELUKT: "Ok", Uitkomst.GEWEIGERD: "Unset", Uitkomst.MISLUKT: "Error"}
SOORT_ID = "urn:deelwijs:betrokkene"
# A spreadsheet takes what begins with these for a formula.
FORMULE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def ldv(regel: Regel) -> dict[str, Any]:
    """Return one line as a record of Logboek Dataverwerkingen; what is empty is left out."""
    millis = int(regel.op.timestamp() * 1000)
    return {
        "trace_id": regel.spoor,
        "span_id": regel.kenmerk.hex[:16],
        "status_code": STATUS[Uitkomst(regel.uitkomst)],
        "name": regel.handeling,
        "start_time": millis,
        "end_time": millis,
        "resource": {
            "name": "deelwijs",
            "attributes": _filled(
                {
                    "nen7513.AuditEnterpriseSiteID": _text(regel.partij),
                    "nen7513.AuditSourceId": "deelwijs",
                    "nen7513.AuditSourceTypeCode": "4",
                }
            ),
        },
        "attributes": _filled(
            {
                "dpl.core.processing_activity_id": f"urn:deelwijs:verwerking:{regel.doel or regel.handeling}",
                "dpl.core.data_subject_id": _text(regel.betrokkene),
                "dpl.core.data_subject_id_type": SOORT_ID if regel.betrokkene else None,
                "dpl.nen7513.eventTypeCode": known(regel.handeling).actie,
                "dpl.nen7513.users": [_user(regel)],
                "dpl.nen7513.participants": [_subject(regel)] if regel.betrokkene else None,
                "dpl.nen7513.participantSegments": [_segment(regel)] if regel.onderwerp else None,
                "dpl.nen7513.autorisatieProtocol": _text(regel.toets),
                "dpl.nen7513.toestemmingsProfiel": regel.grondslag,
                "deelwijs.uitkomst": regel.uitkomst,
                "deelwijs.casus": _text(regel.casus),
                "deelwijs.categorie": regel.categorie,
                "deelwijs.doel": regel.doel,
                "deelwijs.verstrekking": _text(regel.verstrekking),
                "deelwijs.ontvanger": _text(regel.ontvanger),
                "deelwijs.spoed": regel.spoed,
            }
        ),
    }


def _user(regel: Regel) -> dict[str, Any]:
    return _filled(
        {
            "userID": _text(regel.door) or "systeem",
            "alternateUserID": _text(regel.partij),
            "userIsRequestor": True,
            "roleIDCode": regel.rol or None,
            "purposeOfUse": regel.doel,
            "networkAccessPointTypeCode": "2" if regel.ip else None,
            "networkAccessPointID": regel.ip,
        }
    )


def _subject(regel: Regel) -> dict[str, Any]:
    return {
        "participantObjectTypeCode": "1",  # a person
        "participantObjectTypeCodeRole": "1",  # whom it is about
        "participantObjectIDTypeCode": SOORT_ID,
        "participantObjectID": _text(regel.betrokkene),
    }


def _segment(regel: Regel) -> dict[str, Any]:
    return _filled(
        {
            "participantObjectTypeCode": "2",  # a thing in a system
            "participantObjectTypeCodeRole": "3",  # a record
            "participantObjectIDTypeCode": f"urn:deelwijs:{regel.onderwerp_soort}",
            "participantObjectID": _text(regel.onderwerp),
            "participantObjectSensitivity": regel.categorie,
        }
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def cell(value: object) -> str:
    """Return a value as the text of a cell that no spreadsheet runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULE) else text


def csv_text(kop: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV: semicolons, as Dutch spreadsheets read it, and a mark that it is UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow([cell(value) for value in kop])
    writer.writerows([cell(value) for value in row] for row in rows)
    return "\ufeff" + file.getvalue()
