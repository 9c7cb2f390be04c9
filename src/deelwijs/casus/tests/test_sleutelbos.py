# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Destroyed is destroyed, in every copy; and nothing that lives is lost, whatever dies in between."""

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command

from deelwijs.casus import sleutelbos, sleutels, tijdvak
from deelwijs.casus.management.commands.sleutels import Command
from deelwijs.casus.sleutels import Plek, SleutelbosFout, Vernietigd, Vervalst

pytestmark = pytest.mark.eis("B2", "B7")
PLEK = Plek("casus_inbreng", UUID(int=7), "tekst")
MASTER = bytes(range(100, 132))


@pytest.fixture
def eigen(tmp_path: Path, settings: object) -> Path:
    """A keyring of its own for one test, and its folder."""
    return other_keyring(tmp_path / "sleutels", settings)


def other_keyring(folder: Path, settings: object, master: bytes = MASTER) -> Path:
    settings.DEELWIJS_SLEUTELMAP = str(folder)  # type: ignore[attr-defined]
    settings.DEELWIJS_HOOFDSLEUTEL = lambda: master  # type: ignore[attr-defined]
    return folder


def filled(number: int) -> dict[UUID, bytes]:
    """Cases with one value each, as the database keeps them."""
    cases = [uuid4() for _ in range(number)]
    sleutels.nieuwe_sleutels(cases)
    return {casus: sleutels.versleutel(casus, PLEK, "geheim") for casus in cases}


def readable(data: dict[UUID, bytes]) -> set[UUID]:
    found = set()
    for casus, blob in data.items():
        try:
            if sleutels.ontsleutel(casus, PLEK, blob) == b"geheim":
                found.add(casus)
        except (Vernietigd, Vervalst, SleutelbosFout):
            pass
    return found


def test_no_copy_from_before_opens_what_was_destroyed(eigen: Path, tmp_path: Path, settings: object) -> None:
    data = filled(200)
    gone, living = set(list(data)[:20]), set(list(data)[20:])
    copies = tmp_path / "kopieen"
    stolen = tmp_path / "gestolen"
    for old in (copies, stolen):
        old.mkdir()
        shutil.copy(sleutelbos.open_bos().kopieer(tmp_path / "k"), old / sleutelbos.BESTAND)
    shutil.copy(eigen / tijdvak.BESTAND, stolen)
    # The check has power: with the old keyring and its epoch key the old copy opens everything.
    other_keyring(stolen, settings)
    assert readable(data) == set(data)

    other_keyring(eigen, settings)
    sleutels.vernietig_vele(gone)
    # The data come back from any backup, with today's keyring.
    assert readable(data) == living
    # An old copy of the keyring, with today's epoch key and today's master key.
    shutil.copy(eigen / tijdvak.BESTAND, copies)
    other_keyring(copies, settings)
    assert readable(data) == set()
    # Everything of then was stolen, but not the master key.
    other_keyring(tmp_path / "gestolen2", settings)
    shutil.copytree(stolen, tmp_path / "gestolen2")
    other_keyring(tmp_path / "gestolen2", settings, master=os.urandom(32))
    with pytest.raises(SleutelbosFout, match="hoofdsleutel past niet"):
        sleutels.bestaat(next(iter(gone)))


def test_keys_beside_the_data_would_come_back(eigen: Path, tmp_path: Path, settings: object) -> None:
    """The power check: a build that keeps keys, epoch key included, in the backups of the data opens all 20 again."""
    data = filled(20)
    backup = tmp_path / "reservekopie"
    shutil.copytree(eigen, backup)
    sleutels.vernietig_vele(data)
    assert readable(data) == set()
    other_keyring(backup, settings)
    assert readable(data) == set(data)


def test_nothing_of_a_destroyed_key_stays_in_the_files(eigen: Path) -> None:
    data = filled(50)
    wrapped = [row[0] for row in sleutelbos.open_bos().db.execute("SELECT sleutel FROM sleutel")]
    epoch = (eigen / tijdvak.BESTAND).read_bytes()
    assert wrapped[0] in b"".join(path.read_bytes() for path in eigen.iterdir())
    sleutels.vernietig_vele(list(data)[:5])
    left = b"".join(path.read_bytes() for path in eigen.iterdir())
    assert [blob for blob in wrapped if blob in left] == []
    assert epoch not in left


def in_child(work: Callable[[], None]) -> int:
    """Run something in a process of its own and return how it ended; a signal is a negative number."""
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join(60)
    assert process.exitcode is not None
    return process.exitcode


STEPS = [
    (tijdvak, "_schrijf", "before"), (tijdvak, "_schrijf", "after"), (os, "replace", "before"),
    (sleutelbos.Sleutelbos, "_hul_om", "before"), (sleutelbos.Sleutelbos, "_hul_om", "after"),
    (sleutelbos.Sleutelbos, "wissel", "before"), (sleutelbos.Sleutelbos, "wissel", "after"),
    (sleutelbos.Sleutelbos, "ruim_op", "before"), (sleutelbos.Sleutelbos, "ruim_op", "after"),
    (tijdvak, "houd_alleen", "before"), (tijdvak, "houd_alleen", "after"),
]  # fmt: skip


@pytest.mark.parametrize(("owner", "name", "when"), STEPS, ids=lambda one: getattr(one, "__name__", one))
def test_a_kill_between_two_steps_of_destroying_loses_nothing(
    eigen: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, when: str
) -> None:
    data = filled(40)
    gone, living = set(list(data)[:3]), set(list(data)[3:])
    epoch = (eigen / tijdvak.BESTAND).read_bytes()

    def die() -> None:
        real = getattr(owner, name)

        def deadly(*args: object, **named: object) -> None:
            if when == "after":
                real(*args, **named)
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(owner, name, deadly)
        sleutels.vernietig_vele(gone)

    assert in_child(die) == -signal.SIGKILL
    assert readable(data) == living
    sleutelbos._draad.bos = None  # as a process that starts: it finishes what was left
    assert readable(data) == living
    assert sleutelbos.open_bos().stand()[1] == sleutelbos.KLAAR
    assert len(tijdvak._inhoud(eigen)) == 1
    assert tijdvak._inhoud(eigen).keys() == {sleutelbos.open_bos().stand()[0]}
    assert epoch not in b"".join(path.read_bytes() for path in eigen.iterdir())


@pytest.mark.traag
def test_a_kill_at_any_moment_loses_nothing(eigen: Path) -> None:
    data = filled(3_000)
    living = set(data)
    for delay in range(12):
        gone = set(list(living)[:5])

        wait, done = os.pipe()

        def destroy(gone: set[UUID] = gone, done: int = done) -> None:
            os.write(done, b".")
            sleutels.vernietig_vele(gone)

        process = multiprocessing.get_context("fork").Process(target=destroy)
        process.start()
        os.read(wait, 1)
        process.join(delay * 0.004)
        process.kill()
        process.join()
        os.close(wait)
        os.close(done)
        sleutelbos._draad.bos = None
        found = readable(data)
        assert found in (living, living - gone), "all of them or none, and nobody else"
        living -= gone
        sleutels.vernietig_vele(gone)
        assert readable(data) == living


def test_a_key_destroyed_elsewhere_stops_at_once(eigen: Path) -> None:
    data = filled(4)
    first, *rest = data
    assert readable(data) == set(data)  # opened here, so anything that could be stale now is

    def elsewhere() -> None:
        sleutels.vernietig(first)

    assert in_child(elsewhere) == 0
    assert readable(data) == set(rest)


def test_processes_write_and_read_at_once(eigen: Path) -> None:
    data = filled(300)
    cases = list(data)
    context = multiprocessing.get_context("fork")

    def make() -> None:
        for _ in range(40):
            new = uuid4()
            sleutels.nieuwe_sleutel(new)
            assert sleutels.ontsleutel(new, PLEK, sleutels.versleutel(new, PLEK, "x")) == b"x"

    def look() -> None:
        for _ in range(6):
            assert set(cases[50:]) <= readable(data)

    def destroy(start: int) -> None:
        for casus in cases[start : start + 10]:
            sleutels.vernietig(casus)
            assert not sleutels.bestaat(casus)

    work = [context.Process(target=make), context.Process(target=look)]
    work += [context.Process(target=destroy, args=(start,)) for start in (0, 10)]
    for process in work:
        process.start()
    for process in work:
        process.join(120)
    assert [process.exitcode for process in work] == [0] * 4
    assert readable(data) == set(cases[20:])
    assert sleutelbos.open_bos().controle()[sleutelbos.CASUS] == 280 + 40


def test_processes_that_begin_together_make_one_keyring(eigen: Path) -> None:
    party = uuid4()
    program = (
        "import sys; from django.conf import settings; from uuid import UUID; from deelwijs.casus import sleutels;"
        "settings.configure(DEMO=True, DEELWIJS_SLEUTELMAP=sys.argv[1],"
        "DEELWIJS_HOOFDSLEUTEL=lambda: bytes(range(100, 132)));"
        "print(sleutels.hmac_van(UUID(sys.argv[2]), 'bsn', '1').hex())"
    )
    command = [sys.executable, "-c", program, str(eigen), str(party)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    said = [process.communicate(timeout=60) for process in running]
    assert {out.strip() for out, _ in said} == {sleutels.hmac_van(party, "bsn", "1").hex()}, said


def test_a_new_master_key_opens_everything_and_the_old_one_nothing(
    eigen: Path, tmp_path: Path, settings: object
) -> None:
    data = filled(30)
    new = os.urandom(32)
    (tmp_path / "nieuw").write_text(b64encode(new).decode())
    said = StringIO()
    call_command(Command(), "wissel", str(tmp_path / "nieuw"), stdout=said)
    assert "DEELWIJS_HOOFDSLEUTEL" in said.getvalue()
    sleutelbos._draad.bos = None
    with pytest.raises(SleutelbosFout, match="hoofdsleutel past niet"):
        sleutels.bestaat(next(iter(data)))
    other_keyring(eigen, settings, master=new)
    sleutelbos._draad.bos = None
    assert readable(data) == set(data)
    call_command(Command(), "controle", stdout=said)
    assert "30 van casussen" in said.getvalue()


def test_a_weak_new_master_key_is_refused(eigen: Path, tmp_path: Path) -> None:
    for text in ("", "geen sleutel", b64encode(bytes(32)).decode()):
        (tmp_path / "nieuw").write_text(text)
        with pytest.raises(CommandError, match="geen hoofdsleutel"):
            call_command(Command(), "wissel", str(tmp_path / "nieuw"))


def test_the_copy_opens_what_lives_and_is_kept_for_a_week(eigen: Path, tmp_path: Path, settings: object) -> None:
    data = filled(20)
    copies = tmp_path / "kopie"
    call_command(Command(), "kopie", str(copies), stdout=StringIO())
    before = next(copies.glob("sleutelbos-*"))
    before = before.rename(copies / "sleutelbos-19990101-000000.sqlite3")
    gone = next(iter(data))
    sleutels.vernietig(gone)
    call_command(Command(), "kopie", str(copies), stdout=StringIO())
    after = next(one for one in copies.glob("sleutelbos-*") if one != before)
    for copy, opens in ((before, set()), (after, set(data) - {gone})):
        back = tmp_path / copy.stem
        back.mkdir()
        shutil.copy(copy, back / sleutelbos.BESTAND)
        shutil.copy(copies / tijdvak.BESTAND, back)
        other_keyring(back, settings)
        assert readable(data) == opens
    other_keyring(eigen, settings)
    os.utime(before, (0, 0))
    call_command(Command(), "kopie", str(copies), stdout=StringIO())
    assert not before.exists()


def test_a_lost_or_wrong_file_says_what_to_do_and_never_passes_for_destroyed(eigen: Path, settings: object) -> None:
    data = filled(3)
    casus = next(iter(data))
    (eigen / tijdvak.BESTAND).rename(eigen / "weg")
    sleutelbos._draad.bos = None
    with pytest.raises(SleutelbosFout, match="tijdvaksleutel bij de sleutelbos ontbreekt"):
        sleutels.ontsleutel(casus, PLEK, data[casus])
    (eigen / tijdvak.BESTAND).write_text("{kapot")
    with pytest.raises(SleutelbosFout, match="beschadigd"):
        sleutels.ontsleutel(casus, PLEK, data[casus])
    (eigen / "weg").replace(eigen / tijdvak.BESTAND)
    (eigen / sleutelbos.BESTAND).rename(eigen / "weg")
    sleutelbos._draad.bos = None
    with pytest.raises(SleutelbosFout, match="geen sleutelbos"):
        sleutels.ontsleutel(casus, PLEK, data[casus])
    settings.DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(SleutelbosFout, match="DEELWIJS_SLEUTELMAP"):
        sleutels.nieuwe_sleutel(uuid4())


def test_a_changed_key_is_found(eigen: Path) -> None:
    data = filled(3)
    one, two, _ = data
    db = sqlite3.connect(eigen / sleutelbos.BESTAND)
    blob = db.execute("SELECT sleutel FROM sleutel WHERE id=?", (two.bytes,)).fetchone()[0]
    db.execute("UPDATE sleutel SET sleutel=? WHERE id=?", (blob, one.bytes))
    db.commit()
    db.close()
    with pytest.raises(SleutelbosFout, match="beschadigd of veranderd"):
        sleutels.ontsleutel(one, PLEK, data[one])
    with pytest.raises(CommandError, match="beschadigd of veranderd"):
        call_command(Command(), "controle")


def test_the_files_are_for_this_user_alone(eigen: Path) -> None:
    filled(1)
    assert eigen.stat().st_mode & 0o077 == 0
    assert [path.name for path in eigen.iterdir() if path.stat().st_mode & 0o077] == []
