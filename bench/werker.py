# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""One engine in a process of its own: they crash together otherwise, and memory and caches stay their own.

Runs in the environment of `bench.omgeving`; speaks JSON, one line a time, on standard input and output.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any

from bench import PEILDATUM
from bench.omgeving import python
from bench.verslag import WORTEL

MOTOREN = {
    "index": "eigen:Index",
    "interpreter": "eigen:Interpreter",
    "jsonlogic": "jsonlogic:Motor",
    "zen": "zen:Motor",
    "cel": "cel:Motor",
    "cedar": "cedar:Motor",
    "regorus": "rego:Regorus",
    "regocpp": "rego:Regocpp",
    "clingo": "clingo:Motor",
    "casbin": "pycasbin:Motor",
    "openfisca": "openfisca:Motor",
}


class Werker:
    """The side that asks. `fout` holds one line when the engine does not start, or died."""

    def __init__(self, naam: str) -> None:
        self.naam = naam
        self.fout: str | None = None
        omgeving = {**os.environ, "PYTHONPATH": f"{WORTEL / 'src'}{os.pathsep}{WORTEL}"}
        self.proces = subprocess.Popen(
            [str(python()), "-m", "bench.werker", naam], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env=omgeving, cwd=WORTEL,
        )  # fmt: skip
        self.over: dict[str, Any] = self._read() or {}

    def ask(self, verzoeken: Sequence[Mapping[str, str]]) -> dict[str, Any] | None:
        """Return `cpu` and `wand` seconds, `uitkomsten` ("fout" where it raised) and `tijden`; None when it died."""
        if self.fout is not None:
            return None
        assert self.proces.stdin is not None
        try:
            self.proces.stdin.write(json.dumps(verzoeken) + "\n")
            self.proces.stdin.flush()
        except BrokenPipeError:
            pass
        return self._read()

    def close(self) -> None:
        self.proces.stdin.close()  # type: ignore[union-attr]
        self.proces.wait(timeout=60)

    def _read(self) -> dict[str, Any] | None:
        assert self.proces.stdout is not None
        assert self.proces.stderr is not None
        regel = self.proces.stdout.readline()
        if not regel:
            staart = self.proces.stderr.read().strip().splitlines()
            self.fout = (staart[-1] if staart else f"stopped with status {self.proces.wait()}")[:200]
            return None
        uit: dict[str, Any] = json.loads(regel)
        return uit


def main(naam: str) -> None:
    """Serve one engine until standard input ends."""
    # What an engine prints itself must not come between the lines.
    uitgang = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    from deelwijs.toets.loader import load_shipped

    module, klasse = MOTOREN[naam].split(":")
    begin = time.perf_counter()
    stand = load_shipped().in_force(PEILDATUM)
    geladen = time.perf_counter()
    motor = getattr(importlib.import_module(f"bench.vertaal.{module}"), klasse)(stand)
    over = {"naam": motor.naam, "per_ronde": motor.per_ronde, "kan_niet": motor.kan_niet}
    print(
        json.dumps({**over, "bouw": time.perf_counter() - geladen, "laad": geladen - begin}), file=uitgang, flush=True
    )
    gc.collect()
    gc.freeze()
    for regel in sys.stdin:
        print(json.dumps(_answer(motor, json.loads(regel))), file=uitgang, flush=True)


def _answer(motor: Any, verzoeken: list[dict[str, str]]) -> dict[str, Any]:
    invoer = [motor.prepare(verzoek) for verzoek in verzoeken]
    tijden: list[float] = []
    uitkomsten: list[str] = []
    cpu, wand = time.process_time(), time.perf_counter()
    if hasattr(motor, "decide_all"):
        uitkomsten = [str(uitkomst) for uitkomst in motor.decide_all(invoer)]
    else:
        for een in invoer:
            begin = time.perf_counter()
            try:
                uitkomst = motor.decide(een)
            except Exception:  # any engine, any error: it counts as no answer
                uitkomst = "fout"
            tijden.append(time.perf_counter() - begin)
            uitkomsten.append(uitkomst)
    cpu, wand = time.process_time() - cpu, time.perf_counter() - wand
    return {"cpu": cpu, "wand": wand, "uitkomsten": [str(u) for u in uitkomsten], "tijden": tijden}


if __name__ == "__main__":
    main(sys.argv[1])
