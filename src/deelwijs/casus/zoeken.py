# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Finding one's own cases back by name: HMACs under the own party's key, and only in cases one has a part in.

There is no list of youths. A search compares hashes of words with those of the own cases; nothing else is looked at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef

from deelwijs.casus.models import Casus, CasusQuerySet, Zoeksleutel
from deelwijs.casus.persoon import Persoon
from deelwijs.casus.sleutels import hmac_van
from deelwijs.partij.models import Medewerker

WOORD, PERSOON = "naamwoord", "persoon"
TUSSENVOEGSELS = {
    "van",
    "de",
    "den",
    "der",
    "het",
    "ten",
    "ter",
    "te",
    "in",
    "op",
    "aan",
    "von",
    "el",
    "al",
    "la",
    "le",
}
MEESTE = 5  # words of a name that count


def name_words(naam: str) -> list[str]:
    """Return the words of a name in one spelling: without accents, capitals and signs; "Van 't Hof-Ayşe" is four."""
    plain = unicodedata.normalize("NFKD", naam).casefold().replace("ı", "i")
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return list(dict.fromkeys(re.findall(r"[^\W\d_]+", plain)))


def names_in(tekst: str, naam: str) -> bool:
    """Whether a text names somebody: a word of the name with a capital, other than "Van" and the like."""
    said = {word for part in re.findall(r"\b[^\W\d_a-z]\w*", tekst) for word in name_words(part)}
    return bool(said & (set(name_words(naam)) - TUSSENVOEGSELS))


def index(*, casus: Casus, taak: str, persoon: Persoon, door: Medewerker) -> None:
    """Let people of this party and task find the casus back by this name. Twice is no fault."""
    Zoeksleutel.objects.bulk_create(
        [
            Zoeksleutel(partij_id=door.partij_id, casus=casus, taak=taak, hmac=mark)
            for mark in sorted(marks(door.partij_id, persoon))
        ],
        ignore_conflicts=True,
    )


def marks(partij: UUID, persoon: Persoon) -> set[bytes]:
    """Return by what a party finds this person back: each word of the name, and with a birth date the whole."""
    words = name_words(persoon.naam)
    found = {hmac_van(partij, WOORD, word) for word in words}
    if persoon.geboortedatum:
        found.add(_whole(partij, words, persoon))
    return found


def find(door: Medewerker, naam: str) -> CasusQuerySet:
    """Return this person's own cases in which every word of the name occurs; without a word none."""
    words = name_words(naam)[:MEESTE]
    return _having(door, [hmac_van(door.partij_id, WOORD, word) for word in words])


def same_person(door: Medewerker, persoon: Persoon) -> CasusQuerySet:
    """Return this person's own cases about somebody with the same name and birth date."""
    if persoon.geboortedatum is None:
        return Casus.objects.none()
    return _having(door, [_whole(door.partij_id, name_words(persoon.naam), persoon)])


def _having(door: Medewerker, wanted_marks: Iterable[bytes]) -> CasusQuerySet:
    wanted = list(wanted_marks)
    if not wanted:
        return Casus.objects.none()
    found = Casus.objects.visible_to(door)
    for mark in wanted:
        found = found.filter(Exists(Zoeksleutel.objects.filter(partij=door.partij_id, hmac=mark, casus=OuterRef("pk"))))
    return found


def _whole(partij: UUID, words: list[str], persoon: Persoon) -> bytes:
    return hmac_van(partij, PERSOON, " ".join(sorted(words)) + f"|{persoon.geboortedatum}")
