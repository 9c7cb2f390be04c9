# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A field opens in its own place and nowhere else, and says nothing while it is closed."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deelwijs.casus import sleutels
from deelwijs.casus.sleutels import Plek, Vernietigd, Vervalst

pytestmark = pytest.mark.eis("B2")


@pytest.fixture
def casus() -> UUID:
    casus = uuid4()
    sleutels.nieuwe_sleutel(casus)
    return casus


@pytest.fixture
def plek() -> Plek:
    return Plek("casus_inbreng", uuid4(), "tekst")


@pytest.mark.parametrize("waarde", ["", "ja", "Hij is bang voor de gymles. 👟", b"\x00\xff" * 700, "x" * 300_000])
def test_what_goes_in_comes_out(casus: UUID, plek: Plek, waarde: str | bytes) -> None:
    blob = sleutels.versleutel(casus, plek, waarde)
    plain = waarde.encode() if isinstance(waarde, str) else waarde
    assert sleutels.ontsleutel(casus, plek, blob) == plain
    assert sleutels.ontsleutel(casus, plek, memoryview(blob)) == plain  # type: ignore[arg-type]  # as the database gives it
    assert len(plain) < 4 or plain not in blob


def test_every_changed_byte_is_refused(casus: UUID, plek: Plek) -> None:
    blob = sleutels.versleutel(casus, plek, "nee")
    for position in range(len(blob)):
        for flip in (1, 128, 255):
            changed = bytearray(blob)
            changed[position] ^= flip
            with pytest.raises(Vervalst):
                sleutels.ontsleutel(casus, plek, bytes(changed))
    for length in range(len(blob)):
        with pytest.raises(Vervalst):
            sleutels.ontsleutel(casus, plek, blob[:length])
    with pytest.raises(Vervalst):
        sleutels.ontsleutel(casus, plek, blob + b"\x00")


def test_a_blob_opens_in_its_own_place_only(casus: UUID, plek: Plek) -> None:
    blob = sleutels.versleutel(casus, plek, "nee")
    other = uuid4()
    sleutels.nieuwe_sleutel(other)
    elsewhere = [
        (casus, plek._replace(tabel="casus_bijlage")), (casus, plek._replace(rij=uuid4())),
        (casus, plek._replace(veld="titel")),
        (other, plek),
    ]  # fmt: skip
    for wrong, place in elsewhere:
        with pytest.raises(Vervalst):
            sleutels.ontsleutel(wrong, place, blob)
    assert sleutels.ontsleutel(casus, plek, blob) == b"nee"


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_no_two_places_are_written_the_same(table: str, field: str, table2: str, field2: str) -> None:
    casus, row = UUID(int=1), UUID(int=2)
    same = sleutels._aad(casus, Plek(table, row, field)) == sleutels._aad(casus, Plek(table2, row, field2))
    assert same is ((table, field) == (table2, field2))


def test_the_length_of_a_short_value_does_not_show(casus: UUID, plek: Plek) -> None:
    assert len({len(sleutels.versleutel(casus, plek, "x" * n)) for n in range(61)}) == 1
    assert len(sleutels.versleutel(casus, plek, "x" * 61)) == len(sleutels.versleutel(casus, plek, "")) + 64
    steps = {len(sleutels.versleutel(casus, plek, b"x" * n)) for n in range(300_000, 400_000, 500)}
    assert len(steps) <= 3


def test_the_same_value_never_looks_the_same(casus: UUID, plek: Plek) -> None:
    assert len({sleutels.versleutel(casus, plek, "ja") for _ in range(500)}) == 500


def test_a_case_has_one_key_and_no_second(casus: UUID, plek: Plek) -> None:
    with pytest.raises(ValueError, match="al een sleutel"):
        sleutels.nieuwe_sleutel(casus)
    new = uuid4()
    with pytest.raises(ValueError, match="al een sleutel"):
        sleutels.nieuwe_sleutels([new, casus])
    assert not sleutels.bestaat(new), "all or none"


def test_without_a_key_nothing_is_read_or_written(plek: Plek) -> None:
    nobody = uuid4()
    assert not sleutels.bestaat(nobody)
    with pytest.raises(Vernietigd):
        sleutels.versleutel(nobody, plek, "ja")
    with pytest.raises(Vernietigd):
        sleutels.ontsleutel(nobody, plek, bytes(100))


def test_a_destroyed_case_is_closed_and_the_others_stay_open(casus: UUID, plek: Plek) -> None:
    others = [uuid4() for _ in range(300)]
    sleutels.nieuwe_sleutels(others)
    kept = [sleutels.versleutel(other, plek, "ja") for other in others]
    gone = sleutels.versleutel(casus, plek, "ja")
    index = sleutels.hmac_van(others[0], "bsn", "1")
    sleutels.vernietig(casus)
    sleutels.vernietig(casus)  # twice is no fault
    assert not sleutels.bestaat(casus)
    with pytest.raises(Vernietigd):
        sleutels.ontsleutel(casus, plek, gone)
    assert {sleutels.ontsleutel(o, plek, blob) for o, blob in zip(others, kept, strict=True)} == {b"ja"}
    assert sleutels.hmac_van(others[0], "bsn", "1") == index
    sleutels.vernietig_vele(others[:100])
    assert [sleutels.bestaat(other) for other in others] == [False] * 100 + [True] * 200


def test_a_party_finds_its_own_and_nobody_elses() -> None:
    school, gemeente = uuid4(), uuid4()
    mine = sleutels.hmac_van(school, "bsn", "123456782")
    assert len(mine) == 32
    assert mine == sleutels.hmac_van(school, "bsn", "123456782")
    assert mine != sleutels.hmac_van(gemeente, "bsn", "123456782")
    assert mine != sleutels.hmac_van(school, "naam", "123456782")
    assert mine != sleutels.hmac_van(school, "bsn", "123456783")
