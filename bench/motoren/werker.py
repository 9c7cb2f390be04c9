# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""One process per engine: they do not disturb each other, and one that crashes takes nothing else along."""

from __future__ import annotations

import importlib
import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection

from bench.motoren.boek import Boek, Motor, Verzoek
from deelwijs.toets.loader import load_shipped
from deelwijs.toets.model import Kennis, Stand

GEDULD = 600  # seconds for one piece of work


@dataclass(frozen=True, slots=True)
class Ronde:
    antwoorden: list[int | None]
    cpu: float  # seconds of the process of the engine, all its threads
    wand: float


def today(kennis: Kennis) -> Stand:
    """Return the newest law in the rulebook, strict reading, no scenario: what the parent and the engines decide on."""
    dag: date = max(r.geldig_vanaf for r in kennis.regels if r.scenario is None)
    return kennis.in_force(dag)


class Werker:
    """An engine in its own process. `fout` says in one line why it is not there (any more)."""

    def __init__(self, waar: str) -> None:
        """`waar`: "module:Class" in `bench.motoren`."""
        self.fout, self.naam, self.telt = "", waar, ""
        vork = multiprocessing.get_context("spawn")
        self._pijp, ander = vork.Pipe()
        self._proces = vork.Process(target=_serve, args=(ander, waar), daemon=True)
        self._proces.start()
        ander.close()
        klaar = self._receive()
        if isinstance(klaar, tuple):
            self.naam, self.telt = klaar

    def run(self, verzoeken: Sequence[Verzoek]) -> Ronde | None:
        """Return the answers and the time they took, or None when the engine is not there."""
        if self.fout:
            return None
        self._pijp.send(verzoeken)
        uit = self._receive()
        return uit if isinstance(uit, Ronde) else None

    def close(self) -> None:
        self._pijp.close()
        self._proces.join(5)
        if self._proces.is_alive():
            self._proces.terminate()

    def _receive(self) -> object:
        try:
            if not self._pijp.poll(GEDULD):
                self.fout = f"no answer within {GEDULD} seconds"
                return None
            uit = self._pijp.recv()
        except (EOFError, ConnectionError):
            self._proces.join(5)
            self.fout = f"its process crashed (exit status {self._proces.exitcode})"
            return None
        if isinstance(uit, str):
            self.fout = uit
        return uit


def _serve(pijp: Connection, waar: str) -> None:
    module, klasse = waar.split(":")
    try:
        boek = Boek(today(load_shipped()))
        motor: Motor = getattr(importlib.import_module(f"bench.motoren.{module}"), klasse)(boek)
        pijp.send((motor.naam, motor.telt))
        while True:
            verzoeken = pijp.recv()
            cpu, wand = time.process_time(), time.perf_counter()
            antwoorden = motor.answer(verzoeken)
            pijp.send(Ronde(antwoorden, time.process_time() - cpu, time.perf_counter() - wand))
    except EOFError:
        return
    except Exception as fout:
        pijp.send(f"{type(fout).__name__}: {(str(fout).strip().splitlines() or [''])[0][:200]}")
