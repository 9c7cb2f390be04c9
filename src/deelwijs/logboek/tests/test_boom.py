# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The tree of the log, beside the definition of RFC 9162 and the known roots of Certificate Transparency."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deelwijs.logboek.boom import (
    LEEG,
    Knopen,
    OngeldigBewijs,
    Rand,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

pytestmark = pytest.mark.eis("B3")

# The eight leaves of the reference tests of Certificate Transparency, and the root after each.
BLADEN = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
WORTELS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

groottes = st.integers(1, 200)


def by_definition(leaves: Sequence[bytes]) -> bytes:
    """MTH of the RFC, word for word: slow and surely right."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(by_definition(leaves[:k]), by_definition(leaves[k:]))


def hashes(size: int) -> list[bytes]:
    return [leaf_hash(f"regel {number}".encode()) for number in range(size)]


def knopen(leaves: Sequence[bytes]) -> Knopen:
    return lambda hoogte, plek: by_definition(leaves[plek << hoogte : (plek + 1) << hoogte])


def test_the_known_roots_come_out() -> None:
    assert LEEG.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert root([]) == LEEG
    edge = Rand()
    for leaf, known in zip(BLADEN, WORTELS, strict=True):
        edge.append(leaf_hash(leaf))
        assert edge.root().hex() == known


def test_a_known_proof_comes_out() -> None:
    leaves = [leaf_hash(leaf) for leaf in BLADEN]
    assert [step.hex() for step in inclusion_proof(0, 8, knopen(leaves))] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [step.hex() for step in consistency_proof(6, 8, knopen(leaves))] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(st.integers(0, 300))
def test_growing_leaf_by_leaf_is_the_definition(size: int) -> None:
    leaves, edge, stored = hashes(size), Rand(), {}
    for leaf in leaves:
        for hoogte, plek, hashed in edge.append(leaf):
            assert (hoogte, plek) not in stored, "a complete subtree is made once"
            stored[hoogte, plek] = hashed
    assert edge.root() == by_definition(leaves)
    assert len(edge.toppen) <= size.bit_length()
    again = Rand.of(size, lambda hoogte, plek: stored[hoogte, plek])
    assert (again.toppen, again.root()) == (edge.toppen, edge.root())


@given(st.data())
@settings(max_examples=300)
def test_every_leaf_can_be_shown_to_be_in_and_nothing_else(data: st.DataObject) -> None:
    size = data.draw(groottes)
    plek = data.draw(st.integers(0, size - 1))
    leaves = hashes(size)
    top, proof = by_definition(leaves), inclusion_proof(plek, size, knopen(leaves))
    assert len(proof) <= size.bit_length()
    assert verify_inclusion(leaves[plek], plek, size, proof, top)
    assert not verify_inclusion(leaf_hash(b"vals"), plek, size, proof, top)
    other = data.draw(st.integers(-1, size + 1).filter(lambda number: number != plek))
    assert not verify_inclusion(leaves[plek], other, size, proof, top)
    assert not verify_inclusion(leaves[plek], plek, size, [*proof, top], top)
    if proof:
        broken = data.draw(st.integers(0, len(proof) - 1))
        assert not verify_inclusion(leaves[plek], plek, size, proof[:broken] + proof[broken + 1 :], top)
        proof[broken] = leaf_hash(proof[broken])
        assert not verify_inclusion(leaves[plek], plek, size, proof, top)


@given(st.data())
@settings(max_examples=300)
def test_a_longer_tree_can_be_shown_to_continue_a_shorter_one_and_no_other(data: st.DataObject) -> None:
    new = data.draw(groottes)
    old = data.draw(st.integers(1, new))
    leaves = hashes(new)
    old_top, top = by_definition(leaves[:old]), by_definition(leaves)
    proof = consistency_proof(old, new, knopen(leaves))
    assert verify_consistency(old, new, proof, old_top, top)
    changed = list(leaves)
    changed[data.draw(st.integers(0, old - 1))] = leaf_hash(b"vals")
    rewritten = by_definition(changed)
    assert not verify_consistency(old, new, proof, old_top, rewritten)
    assert not verify_consistency(old, new, consistency_proof(old, new, knopen(changed)), old_top, rewritten)
    assert not verify_consistency(old, new, [*proof, top], old_top, top)
    if proof:
        assert not verify_consistency(old, new, proof[:-1], old_top, top)


def test_what_cannot_be_proven_is_refused() -> None:
    nothing = knopen([])
    for plek, size in ((0, 0), (3, 3), (-1, 3)):
        with pytest.raises(OngeldigBewijs):
            inclusion_proof(plek, size, nothing)
        assert not verify_inclusion(LEEG, plek, size, [], LEEG)
    for old, new in ((0, 3), (4, 3), (-1, 3)):
        with pytest.raises(OngeldigBewijs):
            consistency_proof(old, new, nothing)
        assert not verify_consistency(old, new, [], LEEG, LEEG)
    with pytest.raises(ValueError, match="complete subtrees"):
        Rand(3, [LEEG])
