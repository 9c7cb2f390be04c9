# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Names for the screens of the log, which itself only holds keys. A higher folder brings them, in its AppConfig.ready:

namen.gebruik(Namen(medewerkers=..., partijen=..., collegas=...))
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

Opzoeken = Callable[[Collection[UUID]], Mapping[UUID, str]]


@dataclass(frozen=True, slots=True)
class Namen:
    """How to find names. A key that is not found stays a key on the screen.

    `collegas`: everybody who works or worked for a party, as (key, name) in the order of a list to choose from.
    """

    medewerkers: Opzoeken = lambda keys: {}
    partijen: Opzoeken = lambda keys: {}
    collegas: Callable[[UUID], Sequence[tuple[UUID, str]]] = lambda partij: ()


_bron = [Namen()]


def gebruik(bron: Namen) -> None:
    """Take names from here from now on."""
    _bron[0] = bron


def namen() -> Namen:
    """Return where names come from."""
    return _bron[0]
