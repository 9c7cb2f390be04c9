# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The Merkle tree of RFC 9162, chapter 2.1, with SHA-256. Pure: who calls brings the hashes and keeps them.

A *knoop* (hoogte, plek) is a complete subtree: the 2**hoogte leaves from plek * 2**hoogte on. A complete subtree never
changes any more, so that it can be stored; appending and every proof need only O(log n) of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

LEEG = sha256(b"").digest()  # the root of a tree without leaves
Knopen = Callable[[int, int], bytes]  # (hoogte, plek) -> hash of that complete subtree


class OngeldigBewijs(ValueError):
    """A proof was asked for what cannot be proven: a leaf outside the tree, or an old tree larger than the new one."""


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf with this content. The prefix keeps a leaf from passing for a node."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above these two."""
    return sha256(b"\x01" + left + right).digest()


class Rand:
    """The right edge of a growing tree: the roots of its complete subtrees, the largest first. At most 64 hashes."""

    def __init__(self, grootte: int = 0, toppen: Sequence[bytes] = ()) -> None:
        """:raises ValueError: not the number of subtrees that a tree of this size has."""
        if grootte < 0 or grootte.bit_count() != len(toppen):
            raise ValueError(f"A tree of {grootte} leaves does not have {len(toppen)} complete subtrees.")
        self.grootte = grootte
        self.toppen = list(toppen)

    @classmethod
    def of(cls, grootte: int, knoop: Knopen) -> Rand:
        """Return the edge of a tree of which the complete subtrees are kept elsewhere."""
        return cls(grootte, [knoop(hoogte, plek) for hoogte, plek in parts(0, grootte)])

    def append(self, leaf: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf hash; return the subtrees that became complete as (hoogte, plek, hash), the leaf itself first."""
        plek, hoogte, now = self.grootte, 0, leaf
        done = [(0, plek, leaf)]
        while plek & 1:
            now = node_hash(self.toppen.pop(), now)
            plek, hoogte = plek >> 1, hoogte + 1
            done.append((hoogte, plek, now))
        self.toppen.append(now)
        self.grootte += 1
        return done

    def root(self) -> bytes:
        """Return the root of the tree as it is now."""
        return _fold(self.toppen)


def root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over these leaf hashes."""
    edge = Rand()
    for leaf in leaves:
        edge.append(leaf)
    return edge.root()


def _fold(toppen: Sequence[bytes]) -> bytes:
    if not toppen:
        return LEEG
    now = toppen[-1]
    for left in reversed(toppen[:-1]):
        now = node_hash(left, now)
    return now


def parts(begin: int, end: int) -> list[tuple[int, int]]:
    """Return the complete subtrees, left to right, that the leaves begin..end-1 of a tree divide into.

    `begin` must be where a subtree of a tree of `end` leaves can begin, as it is in every proof.
    """
    found = []
    while begin < end:
        hoogte = (end - begin).bit_length() - 1
        found.append((hoogte, begin >> hoogte))
        begin += 1 << hoogte
    return found


def _hash(begin: int, end: int, knoop: Knopen) -> bytes:
    return _fold([knoop(hoogte, plek) for hoogte, plek in parts(begin, end)])


def _split(size: int) -> int:
    """The largest power of two smaller than size."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(plek: int, grootte: int, knoop: Knopen) -> list[bytes]:
    """Return the hashes that lead from leaf `plek` to the root of the tree of `grootte` leaves, the lowest first.

    :raises OngeldigBewijs: no such leaf in that tree.
    """
    if not 0 <= plek < grootte:
        raise OngeldigBewijs(f"There is no leaf {plek} in a tree of {grootte}.")
    begin, end, path = 0, grootte, []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if plek < middle:
            path.append(_hash(middle, end, knoop))
            end = middle
        else:
            path.append(_hash(begin, middle, knoop))
            begin = middle
    return path[::-1]


def consistency_proof(oud: int, nieuw: int, knoop: Knopen) -> list[bytes]:
    """Return the hashes that show that the tree of `nieuw` leaves begins with the tree of `oud` leaves.

    :raises OngeldigBewijs: not 0 < oud <= nieuw.
    """
    if not 0 < oud <= nieuw:
        raise OngeldigBewijs(f"A tree of {nieuw} leaves cannot continue one of {oud}.")
    begin, end, path, whole = 0, nieuw, [], True
    while oud != end:
        middle = begin + _split(end - begin)
        if oud <= middle:
            path.append(_hash(middle, end, knoop))
            end = middle
        else:
            path.append(_hash(begin, middle, knoop))
            begin, whole = middle, False
    if not whole:
        path.append(_hash(begin, end, knoop))
    return path[::-1]


def verify_inclusion(leaf: bytes, plek: int, grootte: int, proof: Sequence[bytes], top: bytes) -> bool:
    """Whether the proof shows that this leaf hash stands at `plek` in the tree of `grootte` leaves with this root."""
    if not 0 <= plek < grootte:
        return False
    here, last, now = plek, grootte - 1, leaf
    for hashed in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            now = node_hash(hashed, now)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            now = node_hash(now, hashed)
        here, last = here >> 1, last >> 1
    return last == 0 and now == top


def verify_consistency(oud: int, nieuw: int, proof: Sequence[bytes], old_top: bytes, new_top: bytes) -> bool:
    """Whether the proof shows that the tree of `nieuw` leaves is the one of `oud` leaves with more behind it."""
    if not 0 < oud <= nieuw:
        return False
    if oud == nieuw:
        return not proof and old_top == new_top
    path = list(proof)
    if oud & (oud - 1) == 0:  # the old tree is itself a complete subtree, which the proof leaves out
        path.insert(0, old_top)
    if not path:
        return False
    here, last = oud - 1, nieuw - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old_now = new_now = path[0]
    for hashed in path[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            old_now, new_now = node_hash(hashed, old_now), node_hash(hashed, new_now)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new_now = node_hash(new_now, hashed)
        here, last = here >> 1, last >> 1
    return last == 0 and old_now == old_top and new_now == new_top
