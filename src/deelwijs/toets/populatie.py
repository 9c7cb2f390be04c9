# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A population in columns, and what the toets says of it in numbers.

A column per fact holds the place of the answer in `Feit.cellen`, or `len(cellen)` where it is not known; a fact without
a column is not known of anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deelwijs.toets.model import Kennis, Staat, Stand

Kolommen = Mapping[str, NDArray[np.int16]]

CATEGORIE = "categorie"
ONVOLLEDIG = 4


@dataclass(frozen=True)
class Uitkomsten:
    """Per row and category the worst and the best answer, as ranks: 0 niet_toegestaan to 3 toegestaan."""

    categorieen: tuple[str, ...]
    slechtst: NDArray[np.uint8]
    best: NDArray[np.uint8]

    @property
    def codes(self) -> NDArray[np.uint8]:
        """The rank where worst and best are the same, else `ONVOLLEDIG`."""
        return np.where(self.slechtst == self.best, self.slechtst, np.uint8(ONVOLLEDIG))


def columns(kennis: Kennis, staten: Iterable[Staat]) -> dict[str, NDArray[np.int16]]:
    """Return the columns of some states.

    :raises ValueError: for a fact that is half open; a population knows an answer or does not.
    """
    rijen = list(staten)
    uit = {}
    for naam, feit in kennis.feiten.items():
        plaats = {frozenset((cel,)): i for i, cel in enumerate(feit.cellen)} | {feit.alles: len(feit.cellen)}
        if len(feit.cellen) == 1:
            plaats = {feit.alles: 0}
        try:
            uit[naam] = np.array([plaats[staat[naam]] for staat in rijen], np.int16)
        except KeyError:
            raise ValueError(f"{naam} is in een rij half bekend; een populatie kent een antwoord, of niet.") from None
    return uit


def transitions(voor: Uitkomsten, na: Uitkomsten) -> NDArray[np.int64]:
    """Return the counts [category, before, after], where 4 is onvolledig.

    :raises ValueError: when the two are not about the same rows and categories.
    """
    if voor.categorieen != na.categorieen or voor.slechtst.shape != na.slechtst.shape:
        raise ValueError("Voor en na gaan niet over dezelfde rijen en categorieën.")
    samen = voor.codes.astype(np.int64) * 5 + na.codes
    tellingen = [np.bincount(samen[:, k], minlength=25).reshape(5, 5) for k in range(samen.shape[1])]
    return np.array(tellingen, np.int64).reshape(-1, 5, 5)


class Codes:
    """The codes of one block of rows, also of facts without a column."""

    def __init__(self, kolommen: Kolommen, blok: slice, categorie: str, stand: Stand) -> None:
        self.kolommen, self.blok, self.categorie, self.feiten = kolommen, blok, categorie, stand.kennis.feiten

    def __len__(self) -> int:
        return int(self.blok.stop - self.blok.start)

    def column(self, naam: str) -> NDArray[np.int16]:
        cellen = self.feiten[naam].cellen
        if naam == CATEGORIE and self.categorie:
            return np.full(len(self), cellen.index(self.categorie), np.int16)
        if naam in self.kolommen:
            return self.kolommen[naam][self.blok]
        return np.full(len(self), len(cellen), np.int16)
