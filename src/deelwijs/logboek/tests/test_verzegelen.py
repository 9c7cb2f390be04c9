# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Sealing while many write at once and commit out of order: nothing is passed over, nobody waits."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction

from deelwijs.logboek import zegel
from deelwijs.logboek.actions import log
from deelwijs.logboek.boom import consistency_proof, inclusion_proof, leaf_hash, verify_consistency, verify_inclusion
from deelwijs.logboek.controle import controleer
from deelwijs.logboek.koppen import Hoofd, KoppenFout, read_heads
from deelwijs.logboek.kring import in_kring
from deelwijs.logboek.models import Blad, Kop, Regel
from deelwijs.logboek.sleutel import GeenSleutel, load
from deelwijs.logboek.tests.conftest import BRAM, OP, key
from deelwijs.logboek.tests.knoeier import sql
from deelwijs.logboek.vorm import VELDEN_1, line_bytes
from deelwijs.logboek.zegel import VERZEGELAAR, NietVerzegeld, periode_of, stored_subtree, verzegel

pytestmark = [pytest.mark.postgres, pytest.mark.eis("B3", "B7")]


def one_line() -> None:
    log("casus_bekeken", op=datetime.now(UTC), door=BRAM.medewerker, casus=key("casus"))


class Schrijver(threading.Thread):
    """Somebody who adds a line and commits it when told."""

    def __init__(self, *, gaat_door: bool = True) -> None:
        super().__init__(daemon=True)
        self.geschreven, self.mag_klaar, self.gaat_door = threading.Event(), threading.Event(), gaat_door

    def run(self) -> None:
        try:
            with in_kring(BRAM.kring):
                one_line()
                self.geschreven.set()
                self.mag_klaar.wait(30)
                if not self.gaat_door:
                    transaction.set_rollback(True)
        finally:
            connections.close_all()


def unsealed() -> int:
    with in_kring(VERZEGELAAR):
        return Regel.objects.exclude(volgnummer__in=Blad.objects.values("regel")).count()


@pytest.mark.usefixtures("echte_commits")
def test_a_line_that_is_committed_later_under_a_lower_number_is_not_passed_over() -> None:
    slow = Schrijver()
    slow.start()
    assert slow.geschreven.wait(10)
    with in_kring(BRAM.kring):
        one_line()  # a higher number, committed first
    sealed: list[list[Kop]] = []

    def seal() -> None:
        sealed.append(verzegel(op=OP))
        connections.close_all()

    sealing = threading.Thread(target=seal)
    sealing.start()
    time.sleep(0.3)
    assert sealing.is_alive(), "sealing waits for who was adding"
    with in_kring(BRAM.kring):
        one_line()  # and nobody waits for sealing
    slow.mag_klaar.set()
    slow.join(10)
    sealing.join(10)
    verzegel(op=OP)
    assert unsealed() == 0
    assert sum(kop.grootte for kop in sealed[0]) >= 2
    rapport = controleer(load().vertrouwd)
    assert (rapport.goed, rapport.regels) == (True, 3)


@pytest.mark.usefixtures("echte_commits")
def test_without_waiting_it_would_be_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """The power of the test above: the same, with a seal that does not look who is adding."""
    monkeypatch.setattr(zegel, "_writers", lambda cursor: set())
    slow = Schrijver()
    slow.start()
    assert slow.geschreven.wait(10)
    with in_kring(BRAM.kring):
        one_line()
    verzegel(op=OP)
    slow.mag_klaar.set()
    slow.join(10)
    verzegel(op=OP)
    assert unsealed() == 1
    assert not controleer(load().vertrouwd).goed


@pytest.mark.usefixtures("echte_commits")
def test_who_takes_too_long_is_said_and_nothing_is_sealed_halfway() -> None:
    slow = Schrijver(gaat_door=False)
    slow.start()
    assert slow.geschreven.wait(10)
    with in_kring(BRAM.kring):
        one_line()
    with pytest.raises(NietVerzegeld, match="nog bezig"):
        verzegel(op=OP, wacht=0.2)
    slow.mag_klaar.set()
    slow.join(10)
    assert unsealed() == 1
    (kop,) = verzegel(op=OP)
    assert kop.grootte == 1  # the number of what was undone stays a gap
    assert controleer(load().vertrouwd).goed


@pytest.mark.usefixtures("echte_commits")
def test_many_write_and_two_seal_at_once_and_every_line_is_sealed_once() -> None:
    stop, faults = threading.Event(), []

    def guarded(work: Callable[[], None]) -> threading.Thread:
        def run() -> None:
            try:
                work()
            except Exception as fault:
                faults.append(fault)
            finally:
                connections.close_all()

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def write() -> None:
        for nummer in range(40):
            with in_kring(BRAM.kring):
                one_line()
                time.sleep(0.002)
                if nummer % 5 == 0:
                    transaction.set_rollback(True)

    def seal() -> None:
        while not stop.is_set():
            verzegel(op=OP)

    sealers = [guarded(seal) for _ in range(2)]
    for writer in [guarded(write) for _ in range(6)]:
        writer.join(60)
    stop.set()
    for sealer in sealers:
        sealer.join(60)
    verzegel(op=OP)
    assert not faults
    rapport = controleer(load().vertrouwd)
    assert rapport.goed, rapport.bevindingen
    assert (rapport.regels, rapport.open) == (6 * 32, 0)
    assert rapport.koppen > 3, "there was sealing in between"


@pytest.mark.django_db
def test_each_head_continues_the_one_before_and_every_line_is_in_it(schrijf: Callable[..., None]) -> None:
    for aantal in (1, 16, 17, 40):
        schrijf(aantal)
        verzegel(op=OP)
    assert verzegel(op=OP) == [], "nothing new, no head"
    with in_kring(VERZEGELAAR):
        koppen = [Hoofd.of(kop) for kop in Kop.objects.order_by("tot")]
        last = koppen[-1]

        def knoop(hoogte: int, plek: int) -> bytes:
            return stored_subtree(last.periode, hoogte, plek)

        for older in koppen:
            proof = consistency_proof(older.grootte, last.grootte, knoop)
            assert verify_consistency(
                older.grootte, last.grootte, proof, bytes.fromhex(older.wortel), bytes.fromhex(last.wortel)
            )
        for plek, values in enumerate(Regel.objects.order_by("volgnummer").values_list(*VELDEN_1)):
            leaf, proof = leaf_hash(line_bytes(values)), inclusion_proof(plek, last.grootte, knoop)
            assert verify_inclusion(leaf, plek, last.grootte, proof, bytes.fromhex(last.wortel))
    assert [kop.vorige for kop in koppen] == ["", *[kop.imprint() for kop in koppen[:-1]]]
    assert all(kop.sound() for kop in koppen)


@pytest.mark.django_db
def test_a_new_quarter_begins_a_new_tree_and_a_clock_that_runs_back_does_not(schrijf: Callable[..., None]) -> None:
    for dag in (
        datetime(2026, 9, 30, 23, 59, tzinfo=UTC),
        datetime(2026, 10, 1, tzinfo=UTC),
        datetime(2026, 8, 1, tzinfo=UTC),
    ):
        schrijf(3, op=dag)
        verzegel(op=dag)
    with in_kring(VERZEGELAAR):
        assert list(Kop.objects.order_by("tot").values_list("periode", "grootte")) == [
            ("2026-K3", 3), ("2026-K4", 3), ("2026-K4", 6),
        ]  # fmt: skip
    assert controleer(load().vertrouwd).goed


@pytest.mark.django_db
def test_a_great_many_are_sealed_in_parts(schrijf: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zegel, "HOOGSTENS", 20)
    monkeypatch.setattr(zegel, "PER_KEER", 7)
    schrijf(50)
    assert [kop.grootte for kop in verzegel(op=OP)] == [21, 42, 50]
    assert controleer(load().vertrouwd).goed


@pytest.mark.usefixtures("echte_commits")
def test_nothing_is_sealed_on_top_of_a_tree_that_was_tampered_with(schrijf: Callable[..., None]) -> None:
    schrijf(3)
    verzegel(op=OP)
    schrijf(3)
    for change in (
        "UPDATE logboek_blad SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1)",
        "DELETE FROM logboek_blad",
    ):
        sql("ALTER TABLE logboek_blad DISABLE TRIGGER USER")
        sql("ALTER TABLE logboek_blad NO FORCE ROW LEVEL SECURITY")
        sql(change)
        sql("ALTER TABLE logboek_blad FORCE ROW LEVEL SECURITY")
        with pytest.raises(NietVerzegeld, match="controle"):
            verzegel(op=OP)


@pytest.mark.parametrize(
    ("op", "periode"),
    [((2026, 1, 1), "2026-K1"), ((2026, 3, 31), "2026-K1"), ((2026, 4, 1), "2026-K2"), ((2026, 12, 31), "2026-K4")],
)
def test_a_quarter_is_three_months(op: tuple[int, int, int], periode: str) -> None:
    assert periode_of(datetime(*op, tzinfo=UTC)) == periode


# -- the key


def test_the_demo_makes_a_key_that_only_it_can_read(logsleutel: Path) -> None:
    first = load()
    assert logsleutel.stat().st_mode & 0o777 == 0o600
    assert load().publiek == first.publiek
    assert [path.name for path in logsleutel.parent.iterdir()] == ["logboek.pem"]


def test_production_makes_no_key(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(GeenSleutel, match="DEELWIJS_LOGSLEUTEL"):
        load()


@pytest.mark.parametrize(
    "content", [b"", b"geen pem", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"]
)
def test_what_is_no_key_is_refused_in_one_sentence(logsleutel: Path, content: bytes) -> None:
    logsleutel.parent.mkdir(parents=True)
    logsleutel.write_bytes(content)
    logsleutel.chmod(0o600)
    with pytest.raises(GeenSleutel, match="Ed25519"):
        load()


def test_a_key_that_everybody_can_read_is_refused(logsleutel: Path) -> None:
    load()
    logsleutel.chmod(0o644)
    with pytest.raises(GeenSleutel, match="0600"):
        load()


@pytest.mark.django_db
def test_a_new_key_leaves_old_heads_good_when_the_old_one_stands_behind_it(
    schrijf: Callable[..., None], logsleutel: Path
) -> None:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    schrijf(3)
    verzegel(op=OP)
    old = load().prive.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    logsleutel.unlink()
    schrijf(3)
    verzegel(op=OP)
    assert not controleer(load().vertrouwd).goed, "signed with a key that nobody here knows"
    logsleutel.write_bytes(logsleutel.read_bytes() + old)
    assert controleer(load().vertrouwd).goed


# -- heads that others keep


@pytest.mark.django_db
def test_heads_come_back_as_they_went_and_nothing_else_does(schrijf: Callable[..., None]) -> None:
    schrijf(3)
    verzegel(op=OP)
    with in_kring(VERZEGELAAR):
        head = Hoofd.of(Kop.objects.get())
    line = head.as_json()
    assert read_heads(f"\n{line}\n\n") == [head]
    changed = [
        line.replace('"grootte": 3', '"grootte": 4'),
        line.replace(head.wortel, "0" * 64),
        line[:-1],
        "[1]",
        "null",
    ]
    shapes = [
        line.replace('"tot": ', '"tot": 1e'),
        line.replace('"versie": 1', '"versie": 2'),
        line.replace("2026-K4", "x"),
    ]
    for text in ["", "\n", "geen json", "[" * 100_000, *changed, *shapes, line.replace('{"', '{"extra": 1, "', 1)]:
        with pytest.raises(KoppenFout):
            read_heads(text)
