# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""A document of a word processor: taken apart, part by part looked at, and packed anew without who made it."""

import io
import re
import stat
import zipfile
import zlib
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from deelwijs.casus.keuring import Afkeuring, afbeelding

PARTS, UNPACKED, RATIO, SMALL = 2_000, 100_000_000, 10, 5_000_000  # bytes unpacked; a small file may unpack to SMALL
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES, ROOT = "[Content_Types].xml", "_rels/.rels"
KEEP = re.compile(
    r"word/(?:[A-Za-z0-9]+\.xml|theme/[A-Za-z0-9]+\.xml|charts/[A-Za-z0-9]+\.xml|diagrams/[A-Za-z0-9]+\.xml)"
)
RELS = re.compile(r"word/(?:theme/|charts/|diagrams/)?_rels/[A-Za-z0-9]+\.xml\.rels")
MEDIA = re.compile(r"word/media/[A-Za-z0-9_-]+\.(?:png|jpe?g)", re.IGNORECASE)
# Left out: who made it, forms behind it, fonts, settings of a printer. The document reads the same without.
DROP = re.compile(
    r"docProps/.*|customXml/.*|word/fonts/.*|word/printerSettings/.*|word/people\.xml|word/glossary/.*", re.IGNORECASE
)
PROGRAM = re.compile(r"vba|activeX|macro|\.bin$", re.IGNORECASE)
ELEMENTS = {
    "object",
    "OLEObject",
    "control",
    "altChunk",
    "subDoc",
    "attachedTemplate",
    "oleObj",
    "externalData",
    "script",
}
FIELDS = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD|EMBED|MACROBUTTON)\b", re.IGNORECASE
)


def schoon(inhoud: bytes) -> bytes:
    """Return the document anew, without properties, with its pictures cleaned and its links dead.

    :raises Afkeuring: a program, something embedded, something fetched from elsewhere, or a part that we do not know.
    """
    parts = _pak_uit(inhoud)
    if TYPES not in parts or "word/document.xml" not in parts:
        raise Afkeuring("soort")
    types = _soorten(parts[TYPES])
    if types.get("/word/document.xml") != MAIN or any(PROGRAM.search(kind) for kind in types.values()):
        raise Afkeuring("macro" if any("macro" in kind.lower() for kind in types.values()) else "soort")
    kept: dict[str, bytes] = {}
    for name, data in parts.items():
        if name.lower().startswith("word/embeddings/"):
            raise Afkeuring("ingesloten")
        if PROGRAM.search(name) and not DROP.fullmatch(name):
            raise Afkeuring("macro")
        if DROP.fullmatch(name) or name == TYPES:
            continue
        if MEDIA.fullmatch(name):
            kept[name] = _plaatje(data)
        elif name == ROOT or RELS.fullmatch(name):
            kept[name] = _verbanden(data, name)
        elif KEEP.fullmatch(name):
            _kijk_na(data)
            kept[name] = data
        else:
            raise Afkeuring("onderdeel")
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "png": "image/png",
        "jpeg": "image/jpeg",
    }
    defaults |= {"jpg": "image/jpeg", "xml": "application/xml"}
    lines = [f"<Default Extension={quoteattr(e)} ContentType={quoteattr(t)}/>" for e, t in defaults.items()]
    lines += [
        f"<Override PartName={quoteattr(n)} ContentType={quoteattr(t)}/>"
        for n, t in types.items()
        if n.lstrip("/") in kept
    ]
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    kept = {TYPES: f'{head}<Types xmlns="{space}">{"".join(lines)}</Types>'.encode(), **kept}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in kept.items():
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # its own date, not that of the maker
    return out.getvalue()


def _pak_uit(inhoud: bytes) -> dict[str, bytes]:
    """Unpack within bounds, counting what really comes out: the sizes that a zip names may be lies."""
    most = min(UNPACKED, max(SMALL, RATIO * len(inhoud)))
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as pack:
            infos = pack.infolist()
            if len(infos) > PARTS:
                raise Afkeuring("uitgepakt")
            if sum(info.file_size for info in infos) > most:
                raise Afkeuring("uitgepakt")
            for info in infos:
                name = info.filename
                odd = (
                    info.flag_bits & 1
                    or stat.S_ISLNK(info.external_attr >> 16)
                    or "\\" in name
                    or name != info.orig_filename
                )
                if odd or name.startswith("/") or ".." in name.split("/") or name.lower() in {n.lower() for n in parts}:
                    raise Afkeuring("onderdeel")
                if info.is_dir():
                    continue
                if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise Afkeuring("onderdeel")
                with pack.open(info) as part:
                    parts[name] = part.read(most + 1)
                most -= len(parts[name])
                if most < 0:
                    raise Afkeuring("uitgepakt")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as fault:
        raise Afkeuring("kapot") from fault
    return parts


def _lees(xml: bytes, element: object = None, text: object = None) -> None:
    """Walk through XML, with (name, attributes) per element. No document type, so nothing that grows or is fetched."""

    def refuse(*_: object) -> None:
        raise Afkeuring("onderdeel")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = None
    parser.StartElementHandler = element  # type: ignore[assignment]
    parser.CharacterDataHandler = text  # type: ignore[assignment]
    parser.buffer_text = True
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as fault:
        raise Afkeuring("kapot") from fault


def _soorten(xml: bytes) -> dict[str, str]:
    found: dict[str, str] = {}

    def element(name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "")
        if name.endswith("Override"):
            found[attributes.get("PartName", "")] = kind
        elif "macro" in kind.lower() or "vba" in kind.lower():
            raise Afkeuring("macro")

    _lees(xml, element)
    return found


def _verbanden(xml: bytes, name: str) -> bytes:
    """Return the relationships of a part, without those to what is left out; a hyperlink leads nowhere."""
    lines: list[str] = []

    def element(tag: str, attributes: dict[str, str]) -> None:
        if not tag.endswith("Relationship"):
            return
        target, kind = attributes.get("Target", ""), attributes.get("Type", "")
        if PROGRAM.search(kind.rsplit("/", 1)[-1]):
            raise Afkeuring("macro")
        if re.search(r"oleObject|package$|aFChunk|subDocument|control$", kind):
            raise Afkeuring("ingesloten")
        external = attributes.get("TargetMode", "").lower() == "external"
        if external and not kind.endswith("/hyperlink"):
            raise Afkeuring("verwijzing")
        if not external and (":" in target or target.startswith(("//", "\\"))):
            raise Afkeuring("verwijzing")
        base = "word/" if name.startswith("word/_rels/") else ""
        whole = target.lstrip("/") if target.startswith("/") else base + target
        if not external and DROP.fullmatch(re.sub(r"^word/\.\./|^\.\./", "", whole)):
            return
        shown = {"Id": attributes.get("Id", ""), "Type": kind, "Target": "about:blank" if external else target}
        if external:
            shown["TargetMode"] = "External"
        lines.append("<Relationship " + " ".join(f"{key}={quoteattr(value)}" for key, value in shown.items()) + "/>")

    _lees(xml, element)
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="{space}">{"".join(lines)}</Relationships>'.encode()


def _kijk_na(xml: bytes) -> None:
    code: list[str] = []
    inside = [False]

    def element(name: str, attributes: dict[str, str]) -> None:
        local = name.rsplit(":", 1)[-1]
        if local in ELEMENTS:
            raise Afkeuring("verwijzing" if local in ("attachedTemplate", "externalData") else "ingesloten")
        inside[0] = local in ("instrText", "delInstrText")
        if local in ("fldChar", "fldSimple", "p"):
            code.append(" \n")
        code.extend(value for key, value in attributes.items() if key.rsplit(":", 1)[-1] == "instr")

    def text(data: str) -> None:
        if inside[0]:
            code.append(data)

    _lees(xml, element, text)
    # A field may be cut into pieces, so the pieces are read together. "HYPERLINK" is one word and stays.
    if FIELDS.search("".join(code)):
        raise Afkeuring("verwijzing")


def _plaatje(data: bytes) -> bytes:
    soort = "png" if data.startswith(b"\x89PNG") else "jpeg"
    return afbeelding.schoon(data, soort)
