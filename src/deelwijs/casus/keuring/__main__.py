# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""The process that reads one file: the file on standard input, a line of JSON and the clean content on the output."""

import json
import os
import sys

from deelwijs.casus.keuring import Afkeuring
from deelwijs.casus.keuring.soort import soort_van

MEMORY, CPU = 232 * 1024 * 1024, 5  # bytes of data, seconds


def begrens() -> None:
    """Bound this process before it reads anything. Without such bounds: only the clock of the parent."""
    try:
        import resource
    except ImportError:
        return
    for name, most in (
        ("RLIMIT_CPU", CPU),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", 64),
        ("RLIMIT_DATA", MEMORY),
    ):
        if hasattr(resource, name):
            resource.setrlimit(getattr(resource, name), (most, most))


def schoon(inhoud: bytes, einde: str) -> tuple[str, bytes]:
    """Return the kind of a file and its clean content.

    :raises Afkeuring: it is refused.
    """
    soort = soort_van(inhoud, einde)
    if soort == "tekst":
        from deelwijs.casus.keuring import tekst

        return soort, tekst.schoon(inhoud)
    if soort == "pdf":
        from deelwijs.casus.keuring import pdf

        return soort, pdf.schoon(inhoud)
    from deelwijs.casus.keuring import afbeelding, docx

    return soort, docx.schoon(inhoud) if soort == "docx" else afbeelding.schoon(inhoud, soort)


def main() -> None:
    """Read, clean, write. Ends with 0 also when the file is refused."""
    begrens()
    try:
        soort, inhoud = schoon(sys.stdin.buffer.read(), sys.argv[1] if len(sys.argv) > 1 else "")
        said = {"soort": soort}
    except Afkeuring as fault:
        said, inhoud = {"reden": fault.reden}, b""
    except MemoryError:
        said, inhoud = {"reden": "zwaar"}, b""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + inhoud)
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing that the file left behind gets a say in how we end


if __name__ == "__main__":
    main()
