# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The keyring: one small SQLite file, apart from the database and its backups, with a key per case and per party.

Three layers. The master key comes from outside (an environment variable) and is never written here. It wraps one epoch
key (tijdvaksleutel), which stands in a file of its own beside the keyring and in no copy of it. The epoch key wraps all
others. Destroying removes a key, wraps the others under a new epoch key and forgets the old one: copies of the keyring
from before open nothing any more, also with the present master key (docs/besluiten/0022-sleutelbos.md).

No key of a case is ever cached: each use reads its row, so that a key that was destroyed by any process is gone for
every process at its next use. What can be promised, and what not, stands in docs/beveiliging.md.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from deelwijs.casus import tijdvak
from deelwijs.casus.tijdvak import SleutelbosFout

CASUS, PARTIJ = 1, 2  # what a key belongs to
# How far a rotation is. A process that dies in between leaves the phase; who comes next finishes it.
KLAAR, WISSELEN, OPRUIMEN = 0, 1, 2
BESTAND = "sleutelbos.sqlite3"
WACHT = 30.0  # seconds that a writer waits for another; a rotation of 430,000 keys holds the lock for some seconds
BEWAAR = 7 * 24 * 60 * 60  # seconds that a copy of the keyring is kept
STUK = 20_000  # rows held in memory at a time while wrapping anew

SCHEMA = """
CREATE TABLE sleutel (
  soort INTEGER NOT NULL, id BLOB NOT NULL, tijdvak INTEGER NOT NULL, sleutel BLOB NOT NULL, PRIMARY KEY (soort, id)
) WITHOUT ROWID;
CREATE TABLE stand (een INTEGER PRIMARY KEY CHECK (een = 1), tijdvak INTEGER NOT NULL, fase INTEGER NOT NULL);
INSERT INTO stand VALUES (1, 0, 1);
"""


class Sleutelbos:
    """The keyring as one thread of one process has it open. Get it with `open_bos`."""

    def __init__(self, map_: Path) -> None:
        self.map = map_
        self.plek: str | Path = map_  # as the settings write it, so that comparing is cheap
        self.pid = os.getpid()
        self.tijdvakken: dict[int, AESGCM] = {}
        self.db = sqlite3.connect(map_ / BESTAND, timeout=WACHT, isolation_level=None, cached_statements=32)
        self._stel_in()

    def __del__(self) -> None:
        # A connection that came along through a fork belongs to the parent: closing it here would drop the parent's
        # locks.
        if hasattr(self, "db") and self.pid == os.getpid():
            self.db.close()

    def _stel_in(self) -> None:
        # Changing to WAL does not wait for its turn as other statements do: two processes that start at once need this.
        for poging in range(100):
            try:
                self.db.execute("PRAGMA journal_mode=WAL")
                break
            except sqlite3.OperationalError:
                if poging == 99:
                    raise
                time.sleep(0.05)
        self.db.execute("PRAGMA synchronous=FULL")
        self.db.execute("PRAGMA secure_delete=ON")
        read_back = [
            self.db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "secure_delete")
        ]
        if read_back != ["wal", 2, 1]:
            raise SleutelbosFout(
                f"De sleutelbos kan op deze schijf niet veilig schrijven: {read_back}. Kies een andere map."
            )

    @contextmanager
    def schrijf(self, wacht: float = WACHT) -> Iterator[None]:
        """Hold the one write lock of the keyring; durable on disk when the block ends, or nothing was done."""
        self.db.execute(f"PRAGMA busy_timeout={int(wacht * 1000)}")
        try:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")
        finally:
            self.db.execute(f"PRAGMA busy_timeout={int(WACHT * 1000)}")

    def omhulling(self, nummer: int) -> AESGCM | None:
        """Return the key of an epoch, or None when it is no longer in its file."""
        if nummer not in self.tijdvakken:
            # Replaced, not added to: what is gone from the file goes from memory too.
            self.tijdvakken = tijdvak.lees(self.map, hoofdsleutel())
        return self.tijdvakken.get(nummer)

    def haal(self, soort: int, id_: UUID) -> bytes | None:
        """Return a key of 32 bytes, or None when there is none.

        :raises SleutelbosFout: the key is there, and does not open.
        """
        before = 0
        while True:
            row = self.db.execute(
                "SELECT tijdvak, sleutel FROM sleutel WHERE soort=? AND id=?", (soort, id_.bytes)
            ).fetchone()
            if row is None:
                return None
            if omhulling := self.omhulling(row[0]):
                return uitpakken(omhulling, soort, id_.bytes, *row)
            # A rotation that ends between the row and the file leaves another epoch in the row. The same one: it is
            # lost.
            if row[0] == before:
                raise SleutelbosFout(
                    "De tijdvaksleutel bij de sleutelbos ontbreekt. Zet het bestand terug uit de kopie."
                )
            before = row[0]

    def voeg_toe(self, soort: int, ids: Iterable[UUID]) -> None:
        """Make and keep a key for each id; all or none.

        :raises sqlite3.IntegrityError: there is one already.
        """
        with self.schrijf():
            nummer = self.stand()[0]
            omhulling = self.omhulling(nummer)
            if omhulling is None:
                raise SleutelbosFout(
                    "De tijdvaksleutel bij de sleutelbos ontbreekt. Zet het bestand terug uit de kopie."
                )
            self.db.executemany(
                "INSERT INTO sleutel VALUES (?,?,?,?)",
                ((soort, i.bytes, nummer, inpakken(omhulling, soort, i.bytes, nummer, os.urandom(32))) for i in ids),
            )

    def stand(self) -> tuple[int, int]:
        """Return the number of the epoch and the phase of the rotation."""
        nummer, fase = self.db.execute("SELECT tijdvak, fase FROM stand").fetchone()
        return nummer, fase

    def verwijder(self, soort: int, ids: Iterable[UUID]) -> None:
        """Destroy keys: gone for every process when the first step is durable, gone from all copies after the last."""
        with self.schrijf():
            before = self.db.total_changes
            self.db.executemany("DELETE FROM sleutel WHERE soort=? AND id=?", ((soort, i.bytes) for i in ids))
            if self.db.total_changes > before:
                self.db.execute("UPDATE stand SET fase=?", (WISSELEN,))
        self.maak_af()

    def maak_af(self, wacht: float = WACHT) -> None:
        """Finish a rotation that was begun, by this process or by one that died."""
        if self.stand()[1] == WISSELEN:
            self.wissel(wacht)
        if self.stand()[1] == OPRUIMEN:
            self.ruim_op(wacht)

    def wissel(self, wacht: float = WACHT, *, altijd: bool = False, nieuwe_hoofdsleutel: bytes | None = None) -> None:
        """Wrap every key under a new epoch key; `ruim_op` then forgets the old one."""
        with self.schrijf(wacht):
            nummer, fase = self.stand()
            if fase != WISSELEN and not altijd:
                return  # another process did it while we waited
            oud = self.omhulling(nummer) if nummer else None
            if nummer and oud is None:
                raise SleutelbosFout(
                    "De tijdvaksleutel bij de sleutelbos ontbreekt. Zet het bestand terug uit de kopie."
                )
            # First the file, with both: if we die before the commit the old one is still needed, after it the new one.
            nieuw = tijdvak.voeg_toe(self.map, nummer + 1, nieuwe_hoofdsleutel or hoofdsleutel(), behoud=nummer)
            if oud is not None:
                self._hul_om(oud, nieuw, nummer + 1)
            self.db.execute("UPDATE stand SET tijdvak=?, fase=?", (nummer + 1, OPRUIMEN))

    def _hul_om(self, oud: AESGCM, nieuw: AESGCM, nummer: int) -> None:
        last = (0, b"")
        while rows := self.db.execute(
            "SELECT soort, id, tijdvak, sleutel FROM sleutel WHERE (soort, id) > (?,?) ORDER BY soort, id LIMIT ?",
            (*last, STUK),
        ).fetchall():
            self.db.executemany(
                "UPDATE sleutel SET tijdvak=?, sleutel=? WHERE soort=? AND id=?",
                [
                    (nummer, inpakken(nieuw, s, i, nummer, uitpakken(oud, s, i, t, blob)), s, i)
                    for s, i, t, blob in rows
                ],
            )
            last = rows[-1][:2]

    def ruim_op(self, wacht: float = WACHT) -> None:
        """Forget every epoch key but the present one, on disk and in memory."""
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with self.schrijf(wacht):
            nummer, _ = self.stand()
            tijdvak.houd_alleen(self.map, nummer)
            self.tijdvakken = {}
            self.db.execute("UPDATE stand SET fase=?", (KLAAR,))

    def controle(self) -> dict[int, int]:
        """Open every key and return how many there are of each kind.

        :raises SleutelbosFout: the first that does not open.
        """
        aantal = {CASUS: 0, PARTIJ: 0}
        self.db.execute("BEGIN")
        try:
            for soort, id_, nummer, blob in self.db.execute("SELECT soort, id, tijdvak, sleutel FROM sleutel"):
                omhulling = self.omhulling(nummer)
                if omhulling is None:
                    raise SleutelbosFout(
                        "De tijdvaksleutel bij de sleutelbos ontbreekt. Zet het bestand terug uit de kopie."
                    )
                uitpakken(omhulling, soort, id_, nummer, blob)
                aantal[soort] += 1
        finally:
            self.db.execute("COMMIT")
        return aantal

    def kopieer(self, doel: Path) -> Path:
        """Copy the keyring into a folder and return the copy. Copies of more than 7 days old are removed.

        The epoch key is copied too, always over the one before: earlier copies of the keyring then open no destroyed
        case.
        """
        doel.mkdir(mode=0o700, parents=True, exist_ok=True)
        if doel.resolve() == self.map.resolve():
            raise SleutelbosFout("Kies voor de kopie een andere map dan die van de sleutelbos.")
        copy = doel / f"sleutelbos-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}.sqlite3"
        with self.schrijf():  # nobody rotates between the two copies
            part = doel / "kopie.deel"
            part.unlink(missing_ok=True)
            with sqlite3.connect(part) as target:
                source = sqlite3.connect(self.map / BESTAND)
                source.backup(target)
                source.close()
            target.close()
            part.chmod(0o600)
            part.rename(copy)
            tijdvak.kopieer(self.map, doel)
        for old in doel.glob("sleutelbos-*.sqlite3"):
            if old.stat().st_mtime < time.time() - BEWAAR:
                old.unlink()
        tijdvak.sync(doel)
        return copy


def inpakken(omhulling: AESGCM, soort: int, id_: bytes, nummer: int, sleutel: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + omhulling.encrypt(nonce, sleutel, b"sleutel|%d|%d|%b" % (soort, nummer, id_))


def uitpakken(omhulling: AESGCM, soort: int, id_: bytes, nummer: int, blob: bytes) -> bytes:
    try:
        return omhulling.decrypt(blob[:12], blob[12:], b"sleutel|%d|%d|%b" % (soort, nummer, id_))
    except (InvalidTag, ValueError) as fault:
        raise SleutelbosFout(
            "Een sleutel in de sleutelbos opent niet: zij is beschadigd of veranderd. Zet de laatste kopie terug."
        ) from fault


def hoofdsleutel() -> bytes:
    """Return the master key, 32 bytes, from where the settings say."""
    sleutel: bytes = settings.DEELWIJS_HOOFDSLEUTEL()
    return sleutel


def maak(map_: Path) -> None:
    """Make an empty keyring; nothing happens when there is one.

    :raises SleutelbosFout: there is an epoch key without a keyring: making a new one would throw away what opens a
    copy.
    """
    map_.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (map_ / BESTAND).exists() and tijdvak.bestaat(map_):
        raise SleutelbosFout(
            f"In {map_} staat een tijdvaksleutel, maar geen sleutelbos. Zet de sleutelbos terug uit de laatste kopie."
        )
    old = os.umask(0o077)
    try:
        bos = Sleutelbos(map_)
        with bos.schrijf():
            if not bos.db.execute("SELECT 1 FROM sqlite_master WHERE name='stand'").fetchone():
                for statement in SCHEMA.split(";\n"):
                    bos.db.execute(statement)
    finally:
        os.umask(old)
    tijdvak.sync(map_)
    bos.maak_af()


_draad = threading.local()


def open_bos() -> Sleutelbos:
    """Return the keyring of this installation, opened for this thread.

    :raises SleutelbosFout: it is not there (in production it is made once, by hand), or does not open.
    """
    bos: Sleutelbos | None = getattr(_draad, "bos", None)
    if bos is not None and bos.pid == os.getpid() and bos.plek == settings.DEELWIJS_SLEUTELMAP:
        return bos
    map_ = Path(settings.DEELWIJS_SLEUTELMAP)
    if not (map_ / BESTAND).exists():
        # A wrong folder must not look like an empty keyring: then every case would seem destroyed.
        if not settings.DEMO:
            raise SleutelbosFout(
                f"De sleutelbos ontbreekt in {map_}. Controleer DEELWIJS_SLEUTELMAP, of maak bij een nieuwe "
                "installatie een sleutelbos met: manage.py sleutels maak"
            )
        maak(map_)
    bos = Sleutelbos(map_)
    if not bos.db.execute("SELECT 1 FROM sqlite_master WHERE name='stand'").fetchone():
        maak(map_)  # somebody died while making it
    if bos.stand()[1] != KLAAR:
        try:
            bos.maak_af(wacht=0 if bos.stand()[0] else WACHT)
        except sqlite3.OperationalError:
            if not bos.stand()[0]:
                raise
            # Busy: another process is finishing it at this moment. Reading goes on meanwhile.
    bos.plek = settings.DEELWIJS_SLEUTELMAP
    _draad.bos = bos
    return bos
