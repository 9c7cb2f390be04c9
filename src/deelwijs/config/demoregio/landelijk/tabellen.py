# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A table as COPY fills it: which columns, in which form. Read from the models: a new column is not forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from deelwijs.casus.models import Antwoord, Betrokkene, Casus, Deelname, Inbreng, Regie, Toegang, Zoeksleutel
from deelwijs.config.demoregio.landelijk import binair
from deelwijs.logboek.models import Regel
from deelwijs.verstrekking.models import Toets, Verstrekking, Voorwaarde

# In the order in which rows point at each other.
MODELLEN: tuple[type[models.Model], ...] = (
    Casus, Toegang, Deelname, Regie, Betrokkene, Inbreng, Antwoord, Zoeksleutel, Toets, Verstrekking, Voorwaarde, Regel,
)  # fmt: skip
Vorm = Callable[[Any], bytes]
_VORMEN: dict[str, Vorm] = {
    "UUIDField": binair.sleutel,
    "ForeignKey": binair.sleutel,
    "OneToOneField": binair.sleutel,
    "CharField": binair.tekst,
    "TextField": binair.tekst,
    "BinaryField": binair.blob,
    "DateTimeField": binair.tijd,
    "DateField": binair.dag,
    "BooleanField": lambda waarde: binair.WAAR if waarde else binair.ONWAAR,
    "PositiveSmallIntegerField": binair.klein,
}


class Tabel:
    """Collects rows of one model."""

    def __init__(self, model: type[models.Model], kolommen: tuple[str, ...]) -> None:
        self.naam = model._meta.db_table
        fields = {field.attname: field for field in model._meta.concrete_fields}
        if unknown := set(kolommen) - set(fields):
            raise ValueError(f"{self.naam} has no {', '.join(sorted(unknown))}")
        vast = []
        for attname, field in fields.items():
            if attname in kolommen or field.null or isinstance(field, models.AutoField):
                continue
            if not field.has_default():
                raise ValueError(f"{self.naam}.{attname} must be filled")
            vast.append((attname, _vorm(field)(field.get_default())))
        self.kolommen = (*kolommen, *(naam for naam, _ in vast))
        self._vormen = [_vorm(fields[naam]) for naam in kolommen]
        self._kop = len(self.kolommen).to_bytes(2, "big")
        self._vast = b"".join(waarde for _, waarde in vast)
        self._rijen: list[bytes] = []

    def erbij(self, *waarden: Any) -> None:
        """Add a row: a value for each column in turn, None for NULL, moments in seconds since 1970."""
        cells = [binair.LEEG if w is None else vorm(w) for vorm, w in zip(self._vormen, waarden, strict=True)]
        self._rijen.append(self._kop + b"".join(cells) + self._vast)

    def leeg(self) -> bytes:
        """Return what was collected as one COPY, and begin anew."""
        block = b"".join((binair.BEGIN, *self._rijen, binair.EINDE))
        self._rijen = []
        return block

    @property
    def copy(self) -> str:
        """The statement that takes it in."""
        return f"COPY {self.naam} ({', '.join(self.kolommen)}) FROM STDIN (FORMAT binary)"


def _vorm(field: models.Field[Any, Any]) -> Vorm:
    return _VORMEN[type(field).__name__]
