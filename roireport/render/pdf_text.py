"""Every text of a PDF, whether or not a page shows it: for searching, not for reading."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

import pikepdf

from roireport.problems.problem import NO_PLACE, Refused, problem

_SHOWING: Final = "Tf Tj TJ ' \""
_RANGE: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_CHARACTER: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_LIST: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\[([^\]]*)\]")
_BLOCK: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)
_FONT_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3", "/CIDSet", "/CIDToGIDMap")
_BYTES_PER_CODE: Final = 2

_LETTERS: Final = re.compile(rb"[\x20-\x7e]{6,}")
_COMMENT: Final = re.compile(rb"%[^\r\n]*")
Glyphs = Mapping[int, str]
_Number = tuple[int, int]
"""The number and the generation of an object."""


def pdf_texts(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield texts with the part that holds each: a page, or empty for everything that is on no page.

    Strings, names, metadata and streams are decoded; what a page draws is read through its fonts, wherever it is drawn.

    Raises:
        Refused: `not_searched`, where the file cannot be read.
    """
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            fonts, drawings = _font_streams(pdf), _page_streams(pdf)
            tables: dict[_Number, Glyphs] = {}
            yield "", _outside_streams(content)
            for item in pdf.objects:
                if not isinstance(item, pikepdf.Stream) or item.objgen not in fonts:
                    yield from (("", text) for text in _object_texts(item, drawings, tables))
            for number, page in enumerate(pdf.pages, start=1):
                yield from ((f"p. {number}", text) for text in _drawn(page.obj, tables))
    except (pikepdf.PdfError, ValueError, RecursionError) as fault:
        raise Refused([problem("not_searched", NO_PLACE, why=type(fault).__name__)]) from fault


def pdf_attachments(content: bytes) -> dict[str, bytes]:
    """The files that a PDF carries, by name."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}


def _outside_streams(content: bytes) -> str:
    """What the file holds as plain letters, even where no object of it leads there."""
    return b" ".join(_LETTERS.findall(content)).decode("ascii")


def _font_streams(pdf: pikepdf.Pdf) -> frozenset[_Number]:
    """The objects that hold the shapes of letters."""
    descriptors = (item for item in pdf.objects if isinstance(item, pikepdf.Dictionary))
    files = (item.get(name) for item in descriptors for name in _FONT_FILES)
    return frozenset(file.objgen for file in files if isinstance(file, pikepdf.Stream))


def _page_streams(pdf: pikepdf.Pdf) -> frozenset[_Number]:
    """The objects that draw pages; what these show is read with their page."""
    drawings = (page.obj.get("/Contents") for page in pdf.pages)
    parts = (part for drawing in drawings for part in (drawing if isinstance(drawing, pikepdf.Array) else [drawing]))
    return frozenset(part.objgen for part in parts if isinstance(part, pikepdf.Stream))


def _object_texts(item: Any, drawings: frozenset[_Number], tables: dict[_Number, Glyphs]) -> Iterator[str]:
    """The strings and names of an object, and its stream: of one that draws its comments and what it shows."""
    if isinstance(item, pikepdf.Stream):
        is_form = item.get("/Subtype") == "/Form"
        if is_form or item.objgen in drawings:
            yield b" ".join(_COMMENT.findall(item.read_bytes())).decode("latin-1")
        else:
            yield from _stream_texts(item)
        if is_form:
            yield from _drawn(item, tables)
    yield from _values(item)


def _values(item: Any) -> Iterator[str]:
    if isinstance(item, pikepdf.Stream | pikepdf.Dictionary):
        for key, value in item.items():
            yield key
            if not getattr(value, "is_indirect", False):
                yield from _values(value)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            if not getattr(value, "is_indirect", False):
                yield from _values(value)
    elif isinstance(item, pikepdf.String | pikepdf.Name):
        yield str(item)


def _stream_texts(stream: pikepdf.Stream) -> Iterator[str]:
    """A stream as text in UTF-8, and without the zeros of UTF-16; of a picture the bytes as they are stored."""
    is_picture = stream.get("/Subtype") == "/Image"
    content = stream.read_raw_bytes() if is_picture else stream.read_bytes()
    yield content.decode("utf-8", "replace")
    if b"\0" in content:
        yield content.replace(b"\0", b"").decode("latin-1")


def _drawn(owner: Any, tables: dict[_Number, Glyphs]) -> Iterator[str]:
    """What a page or a form draws: its runs of letters beside each other, and with a space between them."""
    fonts = (owner.get("/Resources") or {}).get("/Font") or {}
    runs = list[str]()
    glyphs: Glyphs = {}
    for instruction in pikepdf.parse_content_stream(owner, _SHOWING):
        operands = list(instruction.operands)
        if str(instruction.operator) == "Tf":
            glyphs = glyphs_of(fonts.get(str(operands[0])), tables)
        else:
            runs.append("".join(run_text(operand, glyphs) for operand in operands))
    if runs:
        yield "".join(runs)
        yield " ".join(runs)


def run_text(operand: Any, glyphs: Glyphs) -> str:
    """The letters of an operand of a text operator, in a font with these glyphs."""
    if isinstance(operand, pikepdf.Array):
        return "".join(run_text(item, glyphs) for item in operand)
    if not isinstance(operand, pikepdf.String):
        return ""
    codes = bytes(operand)
    if not glyphs:
        return str(operand)
    pairs = (codes[at : at + _BYTES_PER_CODE] for at in range(0, len(codes), _BYTES_PER_CODE))
    return "".join(glyphs.get(int.from_bytes(pair, "big"), "\ufffd") for pair in pairs)


def glyphs_of(font: Any, tables: dict[_Number, Glyphs]) -> Glyphs:
    """The text of each code of a font with two bytes a code; nothing for any other font."""
    if font is None or font.get("/Subtype") != "/Type0" or "/ToUnicode" not in font:
        return {}
    if font.objgen not in tables:
        tables[font.objgen] = dict(_mapped(font.ToUnicode.read_bytes()))
    return tables[font.objgen]


def _mapped(table: bytes) -> Iterator[tuple[int, str]]:
    """The entries of a ToUnicode table."""
    for kind, block in _BLOCK.findall(table):
        if kind == b"bfchar":
            yield from ((int(code, 16), _unicode(text)) for code, text in _CHARACTER.findall(block))
            continue
        for first, _, texts in _LIST.findall(block):
            listed = re.findall(rb"<([0-9A-Fa-f]+)>", texts)
            yield from ((int(first, 16) + index, _unicode(text)) for index, text in enumerate(listed))
        for first, last, text in _RANGE.findall(_LIST.sub(b"", block)):
            start = int(text, 16)
            codes = range(int(first, 16), int(last, 16) + 1)
            yield from ((code, chr(start + code - codes[0])) for code in codes)


def _unicode(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")
