# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Who may read what, written from the requirements alone: plain sets, no word of the program.

A person holds a key to a casus for a party and a task. They read what their party brought in there for that task, and
what was given to that party and task with its content: not withdrawn, not run out, for the phase the casus is in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Plaats(NamedTuple):
    """One task of one party: what law and walls keep apart."""

    partij: UUID
    taak: str


@dataclass
class Mens:
    plaats: Plaats  # where they work now; task "" for who has none
    werkt: bool = True


@dataclass
class Datum:
    casus: UUID
    van: Plaats
    merk: str  # stands in this datum and nowhere else
    categorie: str
    bijlagen: set[UUID] = field(default_factory=set)
    verbeterd: bool = False


@dataclass
class Gift:
    datum: UUID
    casus: UUID
    van: Plaats
    aan: Plaats
    niveau: str
    fase: str
    vervalt: datetime | None = None
    weg: bool = False


@dataclass
class Zetel:
    """A seat that somebody sits in; an invitation is none."""

    verklaard: bool


@dataclass
class Casus:
    fase: str
    open: bool = True
    zetels: dict[Plaats, Zetel] = field(default_factory=dict)
    uitgenodigd: set[Plaats] = field(default_factory=set)


@dataclass
class Wereld:
    """What happened so far, and what follows from it for who may read what."""

    nu: datetime
    mensen: dict[UUID, Mens] = field(default_factory=dict)
    casussen: dict[UUID, Casus] = field(default_factory=dict)
    sleutels: dict[tuple[UUID, UUID], Plaats] = field(default_factory=dict)  # person, casus
    data: dict[UUID, Datum] = field(default_factory=dict)
    giften: dict[UUID, Gift] = field(default_factory=dict)
    geen_toestemming: set[tuple[UUID, Plaats, str]] = field(default_factory=set)  # datum, receiver, level
    toetsen: dict[UUID, tuple[UUID, Plaats]] = field(default_factory=dict)  # casus, who asked

    def plaats(self, wie: UUID, casus: UUID) -> Plaats | None:
        """For which party and task this person has a part in this casus now."""
        mens, sleutel = self.mensen[wie], self.sleutels.get((wie, casus))
        return sleutel if sleutel and mens.werkt and mens.plaats.partij == sleutel.partij else None

    def open_gift(self, gift: Gift) -> bool:
        running = gift.vervalt is None or gift.vervalt > self.nu
        return not gift.weg and running and gift.fase == self.casussen[gift.casus].fase

    def may_read(self, wie: UUID, datum: UUID) -> bool:
        row = self.data[datum]
        here = self.plaats(wie, row.casus)
        if here is None:
            return False
        return here == row.van or any(
            gift.datum == datum and gift.niveau == "wat" and gift.aan == here and self.open_gift(gift)
            for gift in self.giften.values()
        )

    def readable(self, wie: UUID) -> set[UUID]:
        """Every datum that this person may read now."""
        return {datum for datum in self.data if self.may_read(wie, datum)}

    def received(self, wie: UUID) -> Iterator[UUID]:
        """Every gift, also one that ended, that was for this person."""
        return (pk for pk, gift in self.giften.items() if self.plaats(wie, gift.casus) == gift.aan)

    def given(self, wie: UUID) -> Iterator[UUID]:
        return (pk for pk, gift in self.giften.items() if self.plaats(wie, gift.casus) == gift.van)

    def shows(self, gift: Gift) -> bool:
        """Whether a look at a gift, by who received it, is open: both still take part, and consent still stands."""
        zetels = self.casussen[gift.casus].zetels
        both = all(place in zetels and zetels[place].verklaard for place in (gift.van, gift.aan))
        return self.open_gift(gift) and both and (gift.datum, gift.aan, gift.niveau) not in self.geen_toestemming

    def end_keys(self, casus: UUID, plaats: Plaats | None = None) -> None:
        """Take back the keys of a place in a casus, or all of them."""
        for (wie, welke), sleutel in list(self.sleutels.items()):
            if welke == casus and plaats in (None, sleutel):
                del self.sleutels[wie, welke]
