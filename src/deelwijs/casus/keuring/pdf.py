# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A PDF is taken apart, and its pages are packed anew: what is not on a page, or acts, stays behind.

What is lost with it: bookmarks, links within the document, form fields (what was filled in stays to be seen), the tags
for screen readers. The reader gets the pages, and links to ordinary web addresses.
"""

import io
import logging
import zlib
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

from deelwijs.casus.keuring import Afkeuring
from deelwijs.casus.keuring.afbeelding import PIXELS, kaal

PAGES, OBJECTS, UNPACKED, DEEP = 2_000, 200_000, 100_000_000, 200
PAGE = {
    "/Type", "/Resources", "/Contents", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate",
    "/Annots", "/Group", "/UserUnit",
}  # fmt: skip
# Notes and marks that only show something. Not here: files, sound, film, 3D, screens, whole programs.
ANNOTS = {
    "/Link", "/FreeText", "/Text", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Line",
    "/Square", "/Circle", "/Polygon", "/PolyLine", "/Stamp", "/Caret", "/Widget",
}  # fmt: skip
ANNOT = {
    "/Type", "/Subtype", "/Rect", "/Contents", "/AP", "/AS", "/C", "/Border", "/BS", "/F", "/QuadPoints",
    "/InkList", "/L", "/Vertices", "/IC", "/DA", "/Q", "/LE", "/CA", "/A",
}  # fmt: skip
# Wherever it stands: what acts, what belongs to somebody, what lies outside the page or outside the file.
NEVER = {
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/Metadata", "/PieceInfo", "/LastModified", "/EmbeddedFiles",
    "/EF", "/AF", "/XFA", "/Launch", "/RichMediaContent", "/RichMediaSettings", "/OPI", "/Ref", "/Thumb",
    "/FFilter", "/FDecodeParms", "/Next", "/StructParent", "/StructParents", "/Parent", "/P", "/Popup",
    "/Collection", "/Perms", "/PS", "/Measure", "/PtData",
}  # fmt: skip
ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie",
    "/Sound", "/URI", "/RichMediaExecute", "/SetOCGState", "/Named", "/Trans", "/Hide",
}  # fmt: skip
SCHEMES = ("http://", "https://", "mailto:")


def schoon(inhoud: bytes) -> bytes:
    """Return a PDF with the same pages and nothing that acts, names or hides.

    :raises Afkeuring: locked, damaged, or larger unpacked than a document is.
    """
    logging.disable(logging.CRITICAL)  # a hostile file would write our log
    try:
        reader = PdfReader(io.BytesIO(inhoud), strict=False)
        # Also one that opens with an empty password: its lock says what the maker did not want.
        if reader.is_encrypted:
            raise Afkeuring("slot")
        if not 0 < len(reader.pages) <= PAGES:
            raise Afkeuring("paginas")
        writer = PdfWriter()
        cleaner = Schoonmaak()
        for page in reader.pages:
            cleaner.pagina(page)
            writer.add_page(page, excluded_keys=[key for key in page if key not in PAGE])
        writer.metadata = None
        out = io.BytesIO()
        writer.write(out)
    except Afkeuring:
        raise
    except (MemoryError, RecursionError) as fault:
        raise Afkeuring("zwaar") from fault
    except (
        PyPdfError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        OSError,
        ArithmeticError,
        zlib.error,
    ) as fault:
        # pypdf meets what is not built as it should be in many ways; all of them mean the same.
        raise Afkeuring("kapot") from fault
    except (AssertionError, NotImplementedError, RuntimeError) as fault:
        raise Afkeuring("kapot") from fault
    return out.getvalue()


class Schoonmaak:
    """Goes once through everything that the pages reach, and cuts in place."""

    def __init__(self) -> None:
        self.seen: set[tuple[int, int]] = set()
        self.left = UNPACKED
        self.count = 0

    def pagina(self, page: DictionaryObject) -> None:
        for key in [key for key in page if key not in PAGE]:
            if key != "/Parent":
                del page[key]
        kept = ArrayObject()
        for item in _get(page, "/Annots") or ():
            annot = item.get_object() if item is not None else None
            if isinstance(annot, DictionaryObject) and _get(annot, "/Subtype") in ANNOTS:
                self.notitie(annot)
                kept.append(item)
        page.pop("/Annots", None)
        if kept:
            page[NameObject("/Annots")] = kept
        for key in list(page):
            if key != "/Parent":
                self.loop(page.raw_get(key), 0)

    def notitie(self, annot: DictionaryObject) -> None:
        for key in [key for key in annot if key not in ANNOT]:
            del annot[key]
        action = _get(annot, "/A")
        if action is not None and not _harmless(action):
            del annot["/A"]

    def loop(self, thing: Any, deep: int) -> None:
        if isinstance(thing, IndirectObject):
            if (thing.idnum, thing.generation) in self.seen:
                return
            self.seen.add((thing.idnum, thing.generation))
            thing = thing.get_object()
        self.count += 1
        if self.count > OBJECTS * 10 or len(self.seen) > OBJECTS or deep > DEEP:
            raise Afkeuring("zwaar")
        if isinstance(thing, DictionaryObject):
            self.woordenboek(thing)
            for key in list(thing):
                self.loop(thing.raw_get(key), deep + 1)
        elif isinstance(thing, ArrayObject):
            for item in list(thing):
                self.loop(item, deep + 1)

    def woordenboek(self, thing: DictionaryObject) -> None:
        for key in NEVER & thing.keys():
            del thing[key]
        if _get(thing, "/S") in ACTIONS and not _harmless(thing):
            thing.clear()
        if _get(thing, "/Type") in ("/Filespec", "/EmbeddedFile", "/F", "/Action") and not _harmless(thing):
            thing.clear()
        if isinstance(thing, StreamObject):
            self.stroom(thing)

    def stroom(self, stream: StreamObject) -> None:
        stream.pop("/F", None)  # the content would stand in another file
        if _get(stream, "/Subtype") == "/PS":
            raise Afkeuring("onderdeel")
        filters = _get(stream, "/Filter")
        names = (
            [str(one.get_object()) for one in filters]
            if isinstance(filters, ArrayObject)
            else [str(filters)]
            if filters
            else []
        )
        if len(names) > 4:
            raise Afkeuring("uitgepakt")
        raw = stream._data
        if _get(stream, "/Subtype") == "/Image":
            wide, high = _get(stream, "/Width"), _get(stream, "/Height")
            if not (isinstance(wide, int) and isinstance(high, int)) or not 0 < wide * high <= PIXELS:
                raise Afkeuring("pixels")
        if names in (["/DCTDecode"], ["/DCT"]):
            stream._data = kaal(raw)
        elif names == ["/JPXDecode"]:
            stream._data = _jpx(raw)
        elif "/DCTDecode" in names or "/DCT" in names or "/JPXDecode" in names:
            # A picture packed twice: unpack the outer layers, then clean it as any other.
            for name in names[:-1]:
                if name not in ("/FlateDecode", "/Fl"):
                    raise Afkeuring("onderdeel")
                raw = self.pak_uit(raw)
            stream._data = kaal(raw) if names[-1] in ("/DCTDecode", "/DCT") else _jpx(raw)
            stream[NameObject("/Filter")] = NameObject(names[-1])
            stream.pop("/DecodeParms", None)
        elif _get(stream, "/Subtype") != "/Image":
            for name in names:
                if name not in ("/FlateDecode", "/Fl"):
                    break
                raw = self.pak_uit(raw)

    def pak_uit(self, raw: bytes) -> bytes:
        """Unpack, counting against what all streams together may become."""
        unpack = zlib.decompressobj()
        try:
            plain = unpack.decompress(raw, self.left + 1)
        except zlib.error:
            return b""  # readers show what they can of it; there is nothing to count
        self.left -= len(plain)
        if self.left < 0:
            raise Afkeuring("uitgepakt")
        return plain


def _get(thing: DictionaryObject, key: str) -> Any:
    """The value of a key, resolved; None also for what leads nowhere."""
    value: PdfObject | None = thing.get(key)
    return value.get_object() if value is not None else None


def _harmless(action: Any) -> bool:
    """Whether an action only opens an ordinary web address or mail, when the reader asks for it."""
    if not isinstance(action, DictionaryObject) or _get(action, "/S") != "/URI":
        return False
    address = _get(action, "/URI")
    if isinstance(address, bytes):
        address = bytes(address).decode("latin-1")
    return isinstance(address, str) and address.lower().startswith(SCHEMES)


def _jpx(raw: bytes) -> bytes:
    """A JPEG 2000 without the boxes that hold descriptions."""
    if not raw.startswith(b"\x00\x00\x00\x0cjP"):
        return raw  # the bare image
    out, at = [], 0
    while at + 8 <= len(raw):
        size, kind = int.from_bytes(raw[at : at + 4], "big"), raw[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(raw[at + 8 : at + 16], "big")
        if size == 0:
            size = len(raw) - at
        if size < 8 or at + size > len(raw):
            raise Afkeuring("kapot")
        if kind not in (b"uuid", b"xml ", b"uinf", b"asoc"):
            out.append(raw[at : at + size])
        at += size
    return b"".join(out)
