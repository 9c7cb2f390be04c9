# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Does the log still say what was sealed? Every line, every leaf, every subtree and every head, in one pass.

Without heads that somebody else keeps this finds what was changed by who cannot sign. With them it also finds a log
that was written anew from the first line, signatures and all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import count, islice
from typing import Any
from uuid import uuid4

from django.db import connections

from deelwijs.logboek.boom import LEEG, Rand, leaf_hash
from deelwijs.logboek.koppen import Hoofd
from deelwijs.logboek.kring import in_kring
from deelwijs.logboek.models import Kop
from deelwijs.logboek.vorm import VELDEN_1, line_bytes, moment
from deelwijs.logboek.zegel import STAP, VERZEGELAAR, hold_sealing

GETOOND = 200  # findings kept in full; the rest is counted
_PER_KEER = 5_000


class Soort(StrEnum):
    GEWIJZIGD = "gewijzigd"
    VERPLAATST = "verplaatst"
    VERWIJDERD = "verwijderd"
    INGEVOEGD = "ingevoegd"
    AFGEKAPT = "afgekapt"
    HERSCHREVEN = "herschreven"
    BOOM = "boom"
    KOP = "kop"


@dataclass(frozen=True, slots=True)
class Bevinding:
    soort: Soort
    tekst: str
    periode: str = ""
    plek: int | None = None
    kenmerk: str = ""


@dataclass(slots=True)
class Rapport:
    """What was found. `regels`: how many are sealed; `open`: how many wait for the next seal."""

    regels: int = 0
    koppen: int = 0
    open: int = 0
    bevindingen: list[Bevinding] = field(default_factory=list)
    aantal: Counter[Soort] = field(default_factory=Counter)

    def add(self, soort: Soort, tekst: str, periode: str = "", plek: int | None = None, kenmerk: Any = "") -> None:
        """Count a finding, and keep it while there are not too many."""
        self.aantal[soort] += 1
        if len(self.bevindingen) < GETOOND:
            self.bevindingen.append(Bevinding(soort, tekst, periode, plek, str(kenmerk or "")))

    @property
    def goed(self) -> bool:
        return not self.aantal


@dataclass(frozen=True, slots=True)
class _Verschil:
    """A line whose bytes do not give its leaf."""

    plek: int
    blad: bytes
    hier: bytes
    waarden: tuple[Any, ...]


def controleer(vertrouwd: frozenset[str], bewaard: Sequence[Hoofd] = (), *, using: str = "default") -> Rapport:
    """Check the whole log. `vertrouwd`: the public keys of this installation; `bewaard`: heads that others kept;
    `using`: the connection, which may be one to a backup that was put back.

    Reads only. Memory does not grow with the log. Writing goes on meanwhile; sealing waits until this is done.
    """
    rapport = Rapport()
    with in_kring(VERZEGELAAR, using=using):
        hold_sealing(using)
        stored = list(Kop.objects.using(using).order_by("tot", "grootte"))
        koppen = [Hoofd.of(kop) for kop in stored]
        rapport.koppen = len(koppen)
        for kop, hoofd in zip(stored, koppen, strict=True):
            if kop.pk != hoofd.key():
                rapport.add(Soort.KOP, f"Het kenmerk van de kop van {hoofd.when()} is veranderd.", kop.periode)
        _heads(rapport, koppen, vertrouwd, bewaard)
        periodes = sorted({hoofd.periode for hoofd in [*koppen, *bewaard]} | _periods(using))
        vorige = 0
        for periode in periodes:
            vorige = _Periode(rapport, periode, koppen, bewaard, using).check(vorige)
        _unsealed(rapport, koppen[-1].tot if koppen else 0, using)
    return rapport


def _heads(rapport: Rapport, koppen: Sequence[Hoofd], vertrouwd: frozenset[str], bewaard: Sequence[Hoofd]) -> None:
    vorige: Hoofd | None = None
    for kop in koppen:
        naam = f"De kop van {kop.when()}"
        if not kop.sound():
            rapport.add(Soort.KOP, f"{naam} is veranderd: de handtekening past er niet bij.", kop.periode)
        elif kop.publiek not in vertrouwd:
            rapport.add(Soort.KOP, f"{naam} is getekend met een sleutel die hier niet bekend is.", kop.periode)
        if kop.vorige != (vorige.imprint() if vorige else ""):
            rapport.add(
                Soort.KOP, f"{naam} sluit niet aan op de kop ervoor: daar is een kop weg of veranderd.", kop.periode
            )
        if vorige and (
            kop.periode < vorige.periode or (kop.periode == vorige.periode and kop.grootte <= vorige.grootte)
        ):
            rapport.add(Soort.KOP, f"{naam} staat niet op de goede plaats.", kop.periode)
        vorige = kop
    here = {kop.signed() for kop in koppen}
    for kop in bewaard:
        if kop.signed() not in here:
            rapport.add(Soort.KOP, f"De bewaarde kop van {kop.when()} is hier niet meer.", kop.periode)


class _Periode:
    """One tree: its leaves with their lines, beside its subtrees and the heads over it."""

    def __init__(
        self, rapport: Rapport, periode: str, koppen: Sequence[Hoofd], bewaard: Sequence[Hoofd], using: str
    ) -> None:
        self.rapport, self.periode, self.using = rapport, periode, using
        self.bewaard = _by_size(hoofd for hoofd in bewaard if hoofd.periode == periode)
        self.eigen = _by_size(hoofd for hoofd in koppen if hoofd.periode == periode)
        self.verschillen: list[_Verschil] = []
        self.meer = 0  # differing lines beyond those kept
        self.weg = False  # lines are missing, which explains why what follows fits no head
        self.knoop_fout = False
        self.gemeld: set[bool] = set()  # one word about kept heads, one about our own: the rest follows from it
        self.ongerept = 0  # up to here a head did fit

    def check(self, vorige: int) -> int:
        """Check the tree; return the highest volgnummer in it, which the next tree must lie above."""
        # The tree of the stored leaves, and the tree that the lines themselves give.
        self.blad, self.regel, self.knopen = Rand(), Rand(), _Knopen(self.periode, self.using)
        grootst = max([*self.eigen, *self.bewaard, 0])
        te_veel: list[int] = []
        for plek, nummer, hashed, *waarden in _leaves(self.periode, self.using):
            if plek >= grootst or plek < self.blad.grootte:
                te_veel.append(plek)
                continue
            if plek > self.blad.grootte:
                self._gap(plek)
            if nummer <= vorige:
                self._say(Soort.VERPLAATST, plek, "staat niet meer op volgorde")
            vorige = max(vorige, nummer)
            self._grow(bytes(hashed), self._line(plek, bytes(hashed), tuple(waarden)))
            self.rapport.regels += 1
        self._end(grootst, te_veel)
        return vorige

    def _grow(self, blad: bytes, regel: bytes) -> None:
        made = self.blad.append(blad)
        self.regel.append(regel)
        self._subtrees(made)
        self._compare()

    def _gap(self, end: int) -> None:
        begin = self.blad.grootte
        for plek in range(begin, end):
            if plek - begin < GETOOND:
                self._say(Soort.VERWIJDERD, plek, "is verwijderd, ook uit de boom")
            else:
                self.rapport.aantal[Soort.VERWIJDERD] += 1
            self.weg = True
            self._grow(LEEG, LEEG)

    def _end(self, grootst: int, te_veel: Sequence[int]) -> None:
        self._changed(leaves_hold=True)
        if (missing := grootst - self.blad.grootte) > 0:
            self.rapport.add(
                Soort.AFGEKAPT,
                f"Van {self.periode} ontbreken de laatste {missing} regels, vanaf plek {self.blad.grootte}.",
                self.periode,
                self.blad.grootte,
            )
        if te_veel:
            self.rapport.add(
                Soort.INGEVOEGD,
                f"In de boom van {self.periode} staan {len(te_veel)} bladen die bij geen kop horen, "
                f"het eerste op plek {te_veel[0]}.",
                self.periode,
                te_veel[0],
            )
        elif (extra := self.knopen.rest()) and not (self.knoop_fout or missing > 0):
            self.rapport.add(Soort.BOOM, f"In {self.periode} staan {extra} knopen te veel in de boom.", self.periode)

    def _line(self, plek: int, blad: bytes, waarden: tuple[Any, ...]) -> bytes:
        if waarden[1] is None:
            self._say(Soort.VERWIJDERD, plek, "is verwijderd")
            return blad
        try:
            hier = leaf_hash(line_bytes(waarden))
        except ValueError:
            hier = b""
        if hier != blad:
            if len(self.verschillen) < GETOOND:
                self.verschillen.append(_Verschil(plek, blad, hier, waarden))
            else:
                self.meer += 1
        return hier

    def _subtrees(self, made: Iterable[tuple[int, int, bytes]]) -> None:
        for hoogte, plek, hashed in made:
            if hoogte and hoogte % STAP == 0 and self.knopen.take(hoogte, plek) != hashed and not self.knoop_fout:
                self.knoop_fout = True
                if self.weg:
                    continue
                begin, end = plek << hoogte, (plek + 1 << hoogte) - 1
                self.rapport.add(
                    Soort.BOOM,
                    f"De boom van {self.periode} klopt niet bij de regels op plek {begin} tot en met {end}.",
                    self.periode,
                    begin,
                )

    def _compare(self) -> None:
        """Where a head was signed: is this the tree that it was signed over?"""
        grootte = self.blad.grootte
        for kept, heads in ((True, self.bewaard.get(grootte, ())), (False, self.eigen.get(grootte, ()))):
            for hoofd in heads:
                if self.blad.root().hex() == hoofd.wortel:
                    # The leaves are as they were signed, so it is the lines that were changed.
                    self._changed(leaves_hold=True)
                    self.regel = Rand(grootte, self.blad.toppen)
                    self.ongerept = grootte
                elif self.regel.root().hex() == hoofd.wortel:
                    self._changed(leaves_hold=False)
                    self.blad = Rand(grootte, self.regel.toppen)
                    self.ongerept = grootte
                elif not (kept in self.gemeld or (self.weg and not kept)):
                    self.gemeld.add(kept)
                    self._rewritten(hoofd, kept)

    def _rewritten(self, hoofd: Hoofd, kept: bool) -> None:
        wie = "een kop die elders is bewaard" if kept else "de getekende kop"
        self.rapport.add(
            Soort.HERSCHREVEN,
            f"De regels van {self.periode} op plek {self.ongerept} tot en met {hoofd.grootte - 1} "
            f"zijn niet die van {wie}, van {hoofd.when()}.",
            self.periode,
            self.ongerept,
        )

    def _changed(self, *, leaves_hold: bool) -> None:
        """Say of every line that differs what happened to it: it, or only its leaf, or it changed places."""
        by_leaf = {verschil.blad: verschil for verschil in self.verschillen}
        for verschil in self.verschillen:
            kenmerk = verschil.waarden[2]
            if not leaves_hold:
                self._say(Soort.BOOM, verschil.plek, "klopt, maar haar blad in de boom is veranderd", kenmerk)
            elif origin := self._origin(verschil, by_leaf):
                wat = f"is de regel die op plek {origin.plek} hoort"
                self._say(Soort.VERPLAATST, verschil.plek, wat, kenmerk)
            else:
                op = verschil.waarden[3]
                when = f" (nu staat er {moment(op)})" if isinstance(op, datetime) else ""
                self._say(Soort.GEWIJZIGD, verschil.plek, f"is gewijzigd{when}", kenmerk)
        if self.meer:
            self.rapport.aantal[Soort.GEWIJZIGD] += self.meer
        self.verschillen, self.meer = [], 0

    def _origin(self, verschil: _Verschil, by_leaf: dict[bytes, _Verschil]) -> _Verschil | None:
        """The place where these values were sealed: they then had the number of that place."""
        for other in self.verschillen:
            if other is not verschil:
                values = (verschil.waarden[0], other.waarden[1], *verschil.waarden[2:])
                try:
                    if by_leaf.get(leaf_hash(line_bytes(values))) is other:
                        return other
                except ValueError:
                    return None
        return None

    def _say(self, soort: Soort, plek: int, wat: str, kenmerk: Any = "") -> None:
        naam = f" (kenmerk {kenmerk})" if kenmerk else ""
        self.rapport.add(soort, f"De regel op plek {plek} van {self.periode}{naam} {wat}.", self.periode, plek, kenmerk)


class _Knopen:
    """The stored subtrees of one tree, in the order in which a growing tree completes them."""

    def __init__(self, periode: str, using: str) -> None:
        self._rows = _stream(
            using,
            "SELECT hoogte, plek, hash FROM logboek_knoop WHERE periode = %s"
            " ORDER BY ((plek + 1) << hoogte::int), hoogte",
            [periode],
        )
        self._ahead: list[tuple[int, int, bytes]] = []

    def take(self, hoogte: int, plek: int) -> bytes | None:
        """Return the hash of this subtree, or None when it is not the next one."""
        row = self._ahead.pop() if self._ahead else next(self._rows, None)
        if row is None:
            return None
        if (row[0], row[1]) != (hoogte, plek):
            self._ahead.append(row)
            return None
        return bytes(row[2])

    def rest(self) -> int:
        """Return how many are left."""
        return len(self._ahead) + sum(1 for _ in self._rows)


def _by_size(heads: Iterable[Hoofd]) -> dict[int, list[Hoofd]]:
    found: dict[int, list[Hoofd]] = {}
    for head in heads:
        found.setdefault(head.grootte, []).append(head)
    return found


def _leaves(periode: str, using: str) -> Iterator[Any]:
    columns = ", ".join(f"r.{name}" for name in VELDEN_1)
    return _stream(
        using,
        f"SELECT b.plek, b.regel, b.hash, {columns} FROM logboek_blad b"  # noqa: S608 our own names
        " LEFT JOIN logboek_regel r ON r.volgnummer = b.regel WHERE b.periode = %s ORDER BY b.plek",
        [periode],
    )


def _unsealed(rapport: Rapport, streep: int, using: str) -> None:
    """Lines without a leaf: those above the last head wait for the next seal, those below it were put there later."""
    rows = _stream(
        using,
        "SELECT r.volgnummer, r.kenmerk, r.op FROM logboek_regel r"
        " WHERE NOT EXISTS (SELECT FROM logboek_blad b WHERE b.regel = r.volgnummer) ORDER BY r.volgnummer",
        [],
    )
    for nummer, kenmerk, op in rows:
        if nummer > streep:
            rapport.open += 1
            continue
        rapport.add(
            Soort.INGEVOEGD,
            f"De regel met kenmerk {kenmerk} van {moment(op)} is later ingevoegd: zij is nooit verzegeld.",
            kenmerk=kenmerk,
        )


def _periods(using: str) -> set[str]:
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT DISTINCT periode FROM logboek_blad UNION SELECT DISTINCT periode FROM logboek_knoop")
        return {periode for (periode,) in cursor.fetchall()}


_names = count()


def _stream(using: str, query: str, values: Sequence[Any]) -> Iterator[Any]:
    """Yield the rows of a query without holding them all."""
    with connections[using].connection.cursor(name=f"logboek_{next(_names)}_{uuid4().hex[:8]}") as cursor:
        cursor.itersize = _PER_KEER
        cursor.execute(query, values)
        while rows := list(islice(cursor, _PER_KEER)):
            yield from rows
