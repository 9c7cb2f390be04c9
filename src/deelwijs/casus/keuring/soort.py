# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Which kind of file this is, by its content; what its name says counts only for plain text."""

from deelwijs.casus.keuring import Afkeuring

SOORTEN = {  # kind -> media type, ending
    "pdf": ("application/pdf", ".pdf"),
    "jpeg": ("image/jpeg", ".jpg"),
    "png": ("image/png", ".png"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "tekst": ("text/plain", ".txt"),
}
# Only at the very beginning: what has something else in front is two kinds at once.
MAGIE = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"PK\x03\x04", "docx"))
# The test file of all virus scanners, split so that this source is not taken for it.
EICAR = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE"


def soort_van(inhoud: bytes, einde: str) -> str:
    """Return the kind of a file from its first bytes. `einde` is the ending of its name, with the dot.

    :raises Afkeuring: none of the kinds that we can make safe.
    """
    if EICAR in inhoud:
        raise Afkeuring("virus")
    for begin, soort in MAGIE:
        if inhoud.startswith(begin):
            return soort
    # Plain text has no sign of its own, so there the name has to agree: no scripts, tables or mails as text.
    if einde == ".txt":
        return "tekst"
    raise Afkeuring("soort")
