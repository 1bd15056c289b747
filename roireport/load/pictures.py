"""Read the pictures of narratives: plain PNG, JPEG and SVG, without metadata."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from xml.etree import ElementTree

from roireport.load.files import Reading
from roireport.load.logo import logo_faults
from roireport.load.note_syntax import PictureLink
from roireport.load.snapshot import LARGEST_PICTURE, PICTURE_SUFFIXES
from roireport.load.svg_parts import METADATA, SVG, XLINK, XML
from roireport.load.undrawn import undrawn_in_svg
from roireport.model.picture import Picture
from roireport.model.place import Place
from roireport.problems.problem import Problem, problem

MOST_PIXELS: Final = 40_000_000
"""Pixels of a picture; more would fill the memory of a worker."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_FORMATS: Final[Mapping[str, str]] = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
_PNG_CHUNKS: Final = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB"))
"""The chunks that say how a PNG looks (PNG Specification, third edition, 11); all others are metadata."""
_JPEG_ALONE: Final = frozenset((0x01, *range(0xD0, 0xD8)))
_FONTS: Final = "RR Sans, sans-serif"
_FONT_FAMILY: Final = re.compile(r"\bfont-family\s*:[^;}]*;?")
_ORIENTATION: Final = 0x0112
"""The Exif tag that turns a photograph."""


def read_picture(reading: Reading, folder: str, link: PictureLink, place: Place) -> Picture | Problem:
    """Read the picture that a narrative shows, from the folder of the narrative.

    Args:
        place: Where the narrative shows it.
    """
    target = link.target.removeprefix("./")
    if not link.alternative:
        return problem("picture_without_alternative", place, file=target[:60])
    suffix = PurePosixPath(target).suffix.lower()
    if not _NAME.fullmatch(target):
        return problem("picture_elsewhere", place, file=target[:60])
    if suffix not in PICTURE_SUFFIXES:
        return problem("picture_type", place, file=target[:60])
    if target not in reading.names(folder):
        return problem("picture_missing", place, file=target[:60])
    content = reading.content(f"{folder}/{target}", LARGEST_PICTURE)
    if isinstance(content, Problem):
        return content
    clean = clean_picture(content, suffix)
    if clean is None:
        return problem("picture_not_plain", Place(f"{folder}/{target}"), kind=suffix[1:].upper())
    if suffix == ".svg" and (undrawn := undrawn_in_svg(content, f"{folder}/{target}")):
        reading.texts[f"{folder}/{target}"] = content.decode("utf-8", "replace")
        return undrawn
    return Picture(target, clean)


def clean_picture(content: bytes, suffix: str) -> bytes | None:
    """Remove the metadata of a picture; the same bytes where it has none, None where it is no plain picture."""
    try:
        if suffix == ".svg":
            return None if logo_faults(content, suffix) else _clean_svg(content)
        upright = _upright(content, _FORMATS[suffix])
        return _joined_png(upright) if suffix == ".png" else _joined_jpeg(upright)
    except (OSError, ValueError, SyntaxError, IndexError, ElementTree.ParseError):
        return None


def _upright(content: bytes, kind: str) -> bytes:
    """The picture as a viewer turns it, in colours of a screen. Raises ValueError for another kind or size."""
    from PIL import Image, ImageOps  # most reports have no picture

    with Image.open(BytesIO(content), formats=(kind,)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        picture.load()
        turned = kind == "JPEG" and picture.getexif().get(_ORIENTATION, 1) != 1
        if not turned and picture.mode != "CMYK":
            return content
        shown = ImageOps.exif_transpose(picture).convert("L" if picture.mode == "L" else "RGB")
        shown.info.clear()
        stream = BytesIO()
        shown.save(stream, "JPEG", quality=92, subsampling=0)
        return stream.getvalue()


def _joined_png(content: bytes) -> bytes:
    """The chunks of a PNG that say how it looks."""
    pieces, at = [content[:8]], 8
    while at < len(content):
        size, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if kind in _PNG_CHUNKS:
            pieces.append(content[at : at + size + 12])
        if kind == b"IEND":
            break
        at += size + 12
    return b"".join(pieces)


def _joined_jpeg(content: bytes) -> bytes:
    """A JPEG without comments and application data, except the two that say how its colours are coded."""
    pieces, at = [content[:2]], 2
    while content[at + 1] != 0xD9:
        marker = content[at + 1]
        size = 2 if marker in _JPEG_ALONE else 2 + int.from_bytes(content[at + 2 : at + 4])
        end = _end_of_scan(content, at + size) if marker == 0xDA else at + size
        if not (marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in (0xE0, 0xEE))):
            pieces.append(content[at:end])
        at = end
    return b"".join((*pieces, b"\xff\xd9"))


def _end_of_scan(content: bytes, at: int) -> int:
    """The place of the next marker after coded data."""
    marker = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL).search(content, at)
    if marker is None:
        raise ValueError("no end")
    return marker.start()


def _clean_svg(content: bytes) -> bytes:
    """An SVG without comments, instructions, metadata and the notes of drawing programs."""
    for prefix, space in (("", SVG), ("xlink", XLINK)):
        ElementTree.register_namespace(prefix, space)
    root = ElementTree.fromstring(content)
    for element in list(root.iter()):
        for child in [child for child in element if _is_metadata(child.tag)]:
            element.remove(child)
        for name in list(_metadata_attributes(element)):
            del element.attrib[name]
        _set_fonts(element)
    root.set("font-family", _FONTS)
    return ElementTree.tostring(root, encoding="unicode").encode()


def _set_fonts(element: ElementTree.Element) -> None:
    """Leave out the names of fonts: which ones a machine has would change the report."""
    element.attrib.pop("font-family", None)
    if style := element.get("style"):
        element.set("style", _FONT_FAMILY.sub("", style))
    if element.tag == f"{{{SVG}}}style" and element.text:
        element.text = _FONT_FAMILY.sub("", element.text)


def _metadata_attributes(element: ElementTree.Element) -> Iterator[str]:
    """Yield the attributes that no viewer draws."""
    for name in element.attrib:
        space = name[1:].partition("}")[0] if name.startswith("{") else ""
        if name.startswith("data-") or space not in ("", XLINK, XML):
            yield name


def _is_metadata(tag: str) -> bool:
    space, _, name = tag[1:].partition("}")
    return space in METADATA or (space == SVG and name == "metadata")
