# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The door for attachments: what comes in is scanned, read by its content and written anew, or refused with the reason.

Reading happens in a process of its own. It gets the file and nothing else: no keys, no database, no secrets in its
environment, at most 5 seconds of processor and 256 MB of memory, and it cannot write files. A file that breaks our
reader then breaks only that. It costs some tenths of a second per upload.
"""

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import NamedTuple

from deelwijs.casus import virus
from deelwijs.casus.keuring.redenen import REDENEN
from deelwijs.casus.keuring.soort import SOORTEN

GROOTSTE = 10 * 1024 * 1024  # bytes
CLOCK = 30  # seconds; the process has 5 of its own, but may have to wait for its turn
SOURCE = Path(__file__).parents[2]
# What windows, browsers and shells give a meaning, and everything that does not show or turns the reading order.
FORBIDDEN = re.compile(r'[<>:"/\\|?*;%$`\x00-\x1f\x7f-\x9f]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class Goedgekeurd(NamedTuple):
    """A file that may be kept. Serve it as an attachment, never inside a page."""

    naam: str  # at most 100 characters, with the ending of its kind
    type: str  # the media type
    inhoud: bytes  # not what came in: written anew
    gescand: bool  # False: there is no virus scanner here; the screen says so


class Afgekeurd(Exception):
    """This file is refused. `reden` is for the person who offered it: what, why, what now."""

    def __init__(self, code: str) -> None:
        super().__init__(REDENEN[code])
        self.code = code
        self.reden = REDENEN[code]


def keur(naam: str, inhoud: bytes) -> Goedgekeurd:
    """Return the file as it may be kept.

    :raises Afgekeurd: it is refused, or the virus scanner that should look at it does not answer.
    """
    if not inhoud:
        raise Afgekeurd("leeg")
    if len(inhoud) > GROOTSTE:
        raise Afgekeurd("groot")
    try:
        gescand = virus.scan(inhoud)
    except virus.Besmet as fault:
        raise Afgekeurd("virus") from fault
    except virus.Onbereikbaar as fault:
        raise Afgekeurd("scanner") from fault
    soort, clean = _lees(inhoud, os.path.splitext(naam)[1].lower()[:10])
    if len(clean) > 2 * GROOTSTE:
        raise Afgekeurd("zwaar")
    media_type, einde = SOORTEN[soort]
    return Goedgekeurd(schone_naam(naam, einde), media_type, clean, gescand)


def schone_naam(naam: str, einde: str) -> str:
    """Return a file name without path, signs with a meaning or hidden signs; it ends in `einde`."""
    name = unicodedata.normalize("NFC", naam.replace("\\", "/").rsplit("/", 1)[-1])
    # Cf: what does not show, among it what turns the reading order. Cs, Co, Cn: halves, private signs, no signs.
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    name = re.sub(r"\s+", " ", FORBIDDEN.sub("_", name))
    # "rapport.pdf.exe" must not seem to be anything else: no ending stays but our own.
    stem = re.sub(r"(?:\.[A-Za-z0-9]{1,5})+$", "", name).strip(" .-_")
    if not stem or RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = "bijlage"
    return stem[: 100 - len(einde)].rstrip(" .") + einde


def _lees(inhoud: bytes, einde: str) -> tuple[str, bytes]:
    environment = {"PYTHONPATH": str(SOURCE), "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    if sys.platform == "win32":
        environment["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    try:
        done = subprocess.run(
            [sys.executable, "-s", "-P", "-m", "deelwijs.casus.keuring", einde],
            input=inhoud, capture_output=True, env=environment, timeout=CLOCK, check=False, cwd=SOURCE,
        )  # fmt: skip
    except subprocess.TimeoutExpired as fault:
        raise Afgekeurd("zwaar") from fault
    head, separator, clean = done.stdout.partition(b"\n")
    if done.returncode != 0 or not separator:
        raise Afgekeurd("zwaar")  # out of time or memory, or broken by the file
    said = json.loads(head)
    if "reden" in said:
        raise Afgekeurd(said["reden"])
    return said["soort"], clean
