# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Plain text, as UTF-8: no control characters, nothing that turns the reading order, no page or program in disguise."""

import re
import unicodedata

from deelwijs.casus.keuring import Afkeuring

BOM = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
# What a browser, an office program or a system would take for more than text: by how it begins, or by what is in it.
# No pattern may try the same blanks in two ways: a file can hold a million of them.
BEGIN = re.compile(r"\s*(?:#!|MZ|\{\\rtf|From:|MIME-Version:|BEGIN:V|@echo)", re.IGNORECASE)
ELEMENT = re.compile(
    r"<\s*(?:/\s*)?(?:[?!]\s*)?(?:script|svg|html|xml|doctype|iframe|body|object|meta|img|form|link)\b", re.IGNORECASE
)


def schoon(inhoud: bytes) -> bytes:
    """Return the text as UTF-8.

    :raises Afkeuring: it is not text, or more than text.
    """
    code = next((code for mark, code in BOM.items() if inhoud.startswith(mark)), "utf-8")
    try:
        text = inhoud.decode(code)
    except UnicodeDecodeError as fault:
        if code != "utf-8":
            raise Afkeuring("kapot") from fault
        try:
            text = inhoud.decode("cp1252")  # what an older Windows program writes
        except UnicodeDecodeError:
            raise Afkeuring("soort") from fault
    if any(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f" for c in set(text)):
        raise Afkeuring("soort")
    if BEGIN.match(text) or ELEMENT.search(text[:4096]):
        raise Afkeuring("opmaaktekst")
    return RICHTING.sub("", text).encode()


# Signs that turn the reading order, and invisible ones. Joiners stay: some languages and emoji need them.
RICHTING = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
