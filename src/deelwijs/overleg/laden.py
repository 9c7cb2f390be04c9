# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The one door for every type of consultation: a file and a region's own document pass the same check."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from deelwijs.overleg import controle
from deelwijs.overleg.document import Boek, Fout, TypeFout
from deelwijs.overleg.kennis import kennisdeel
from deelwijs.overleg.lezen import read_document
from deelwijs.overleg.typen import Overlegtype
from deelwijs.toets.strict_yaml import YamlFout, decode, read


def check(document: Any, *, bestand: str = "", categorieen: Collection[str] | None = None) -> list[Fout]:
    """Return every fault of one document, in the order of its fields; an empty list means that it is a type.

    :param categorieen: the categories of the covenant version it is for; a type never has more.
    """
    return _read(document, bestand, categorieen)[1]


def read_type(document: Any, *, bestand: str = "", categorieen: Collection[str] | None = None) -> Overlegtype:
    """Return the type that a document describes.

    :raises TypeFout: with every fault.
    """
    overlegtype, fouten = _read(document, bestand, categorieen)
    if fouten:
        raise TypeFout(fouten)
    return overlegtype


def _read(document: Any, bestand: str, categorieen: Collection[str] | None) -> tuple[Overlegtype, list[Fout]]:
    boek, kennis = Boek(bestand), kennisdeel()
    overlegtype = read_document(document, boek, kennis)
    controle.check(overlegtype, boek, kennis, categorieen)
    return overlegtype, list(dict.fromkeys(boek.fouten))


def load_folder(folder: Path) -> dict[str, Overlegtype]:
    """Return the types in the YAML files of a folder, by slug.

    :raises TypeFout: with every fault in every file.
    """
    return load({pad.name: pad.read_bytes() for pad in sorted(folder.glob("*.yaml"))})


def load(files: Mapping[str, bytes]) -> dict[str, Overlegtype]:
    """Return the types in these files (name → bytes), by slug.

    :raises TypeFout: with every fault in every file.
    """
    fouten: list[Fout] = []
    uit: dict[str, Overlegtype] = {}
    for bestand, data in files.items():
        try:
            overlegtype, gevonden = _read(read(decode(data)), bestand, None)
        except YamlFout as fout:
            fouten.append(Fout(bestand, fout.lijn or 1, "", fout.boodschap))
            continue
        fouten += gevonden
        if overlegtype.slug != bestand.removesuffix(".yaml"):
            fouten.append(Fout(bestand, 1, "slug", "De slug moet gelijk zijn aan de naam van het bestand."))
        uit[overlegtype.slug] = overlegtype
    fouten += controle.check_together(uit)
    if fouten:
        raise TypeFout(fouten)
    return uit
