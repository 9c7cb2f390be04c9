# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: 2026 Deelwijs
"""Images are read to their pixels and written anew: place, camera, comments and whatever was appended stay behind."""

import io
import warnings

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from deelwijs.casus.keuring import Afkeuring

PIXELS = 50_000_000
HALF = 16_000_000  # a JPEG above this is read at half its width and height: whole, it would need too much memory
MODES = {"png": {"1", "L", "LA", "P", "RGB", "RGBA", "I;16"}, "jpeg": {"L", "RGB", "CMYK"}}
# A broken image is refused, never filled up with grey.
ImageFile.LOAD_TRUNCATED_IMAGES = False
# We look at the size ourselves, before anything is decoded.
Image.MAX_IMAGE_PIXELS = None


def schoon(inhoud: bytes, soort: str) -> bytes:
    """Return the image anew, in the same kind, turned upright.

    :raises Afkeuring: too many pixels, damaged, or not what it says.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            # MPO is a JPEG with more images behind it, as many telephones make; only the first is kept.
            formats = ["JPEG", "MPO"] if soort == "jpeg" else ["PNG"]
            opened = Image.open(io.BytesIO(inhoud), formats=formats)
            if opened.width * opened.height > PIXELS:
                raise Afkeuring("pixels")
            if soort == "jpeg" and opened.width * opened.height > HALF:
                opened.draft(None, (opened.width // 2, opened.height // 2))
            opened.load()
            image = ImageOps.exif_transpose(opened)
    except Afkeuring:
        raise
    except MemoryError as fault:
        raise Afkeuring("pixels") from fault
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        ArithmeticError,
        LookupError,
        TypeError,
        Warning,
    ) as fault:
        raise Afkeuring("kapot") from fault
    transparency = image.info.get("transparency") if soort == "png" else None
    image.info = {} if transparency is None else {"transparency": transparency}
    if image.mode not in MODES[soort]:
        image = image.convert("RGB")
    out = io.BytesIO()
    if soort == "jpeg":
        image.save(out, "JPEG", quality=90, exif=b"", icc_profile=None, comment=b"")
    else:
        image.save(out, "PNG", exif=None, icc_profile=None)
    return out.getvalue()


def kaal(jpeg: bytes) -> bytes:
    """Return a JPEG without what is not image: for pictures inside another file, which keep their quality.

    :raises Afkeuring: not built as a JPEG.
    """
    if not jpeg.startswith(b"\xff\xd8"):
        raise Afkeuring("kapot")
    out, at = [b"\xff\xd8"], 2
    while at + 4 <= len(jpeg):
        if jpeg[at] != 0xFF:
            raise Afkeuring("kapot")
        marker = jpeg[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > len(jpeg):
            raise Afkeuring("kapot")
        # APP0 and APP14 say how to read the colours; all other APPs and the comment say something about the maker.
        if not (0xE1 <= marker <= 0xEF and marker != 0xEE) and marker != 0xFE:
            out.append(jpeg[at : at + 2 + length])
        at += 2 + length
        if marker == 0xDA:
            # In the scans themselves FF D9 cannot occur. Behind the first image another may stand, with its own place
            # and date: what follows the end is left out.
            end = jpeg.find(b"\xff\xd9", at)
            out.append(jpeg[at : end + 2] if end >= 0 else jpeg[at:])
            return b"".join(out)
    raise Afkeuring("kapot")
