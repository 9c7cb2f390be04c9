# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""What the API says when something goes wrong: problem+json (RFC 9457), in plain Dutch, one line per fault."""

from collections.abc import Sequence

from django.http import JsonResponse

TITELS = {
    400: "De vraag kan niet gebruikt worden",
    404: "Dit adres bestaat niet",
    405: "Dit kan niet op dit adres",
    413: "De vraag is te groot",
    415: "Deze soort inhoud kan niet",
    500: "Er ging iets mis bij ons",
}


class Probleem(Exception):
    """Ends a request to the API. `fouten` says what is wrong, one line each."""

    def __init__(self, status: int, fouten: Sequence[str]) -> None:
        self.status = status
        self.fouten = list(fouten)
        super().__init__(status)


def problem(status: int, fouten: Sequence[str] = ()) -> JsonResponse:
    """Return the answer for one problem."""
    titel = TITELS[status]
    return JsonResponse(
        {
            "type": "about:blank",
            "title": titel,
            "status": status,
            "detail": " ".join(fouten) or titel,
            "fouten": list(fouten),
        },
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": True},
    )
