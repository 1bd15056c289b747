"""The fonts: embedded, measured as they are drawn, and readable as text."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Any, Final

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name, String

from tests.render.conformance.condition import Condition, edited
from tests.render.conformance.file import File

SUBSET: Final = re.compile(r"/[A-Z]{6}\+\S+")
NO_CHARACTERS: Final = frozenset(("\0", "\ufeff", "\ufffe"))
PRIVATE: Final = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
_HEX: Final = re.compile(rb"<([0-9A-Fa-f]+)>")


def composite(file: File) -> list[Any]:
    """The composite fonts, each a way to show another."""
    return file.typed("/Subtype", "/Type0")


def _descendant(font: Any) -> Any:
    return font.DescendantFonts[0]


def _descriptors(file: File) -> list[Any]:
    return file.typed("/Type", "/FontDescriptor")


def _code(text: bytes) -> int:
    return int(text, 16)


def characters(font: Any) -> dict[int, str]:
    """The text of each code, as ToUnicode says it."""
    cmap = font.ToUnicode.read_bytes()
    texts: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        parts = _HEX.findall(block)
        texts |= {_code(code): _text(text) for code, text in zip(parts[::2], parts[1::2], strict=True)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        parts = _HEX.findall(block)
        for first, last, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            start = _text(text)
            for n in range(_code(last) - _code(first) + 1):
                texts[_code(first) + n] = start[:-1] + chr(ord(start[-1]) + n)
    return texts


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def widths(font: Any) -> dict[int, float]:
    """The width of each glyph, as the font's dictionary says it."""
    by_code: dict[int, float] = {}
    entries = list(_descendant(font).get("/W", []))
    for first, row in zip(entries[::2], entries[1::2], strict=True):
        by_code |= {int(first) + n: float(width) for n, width in enumerate(row)}
    return by_code


@cache
def _program(content: bytes) -> tuple[tuple[float, ...], int]:
    """The widths of a font program's glyphs, in thousandths of the letter size, and how many glyphs it has."""
    with TTFont(BytesIO(content)) as font:
        order, metrics, unit = font.getGlyphOrder(), font["hmtx"], font["head"].unitsPerEm
        return tuple(metrics[name][0] * 1000 / unit for name in order), len(order)


def program(font: Any) -> tuple[tuple[float, ...], int]:
    return _program(_descendant(font).FontDescriptor.FontFile2.read_bytes())


def _used(file: File) -> Iterator[tuple[Any, set[int]]]:
    return ((font, file.shown[font.objgen]) for font in composite(file) if font.objgen in file.shown)


def _embedded(file: File) -> Iterator[str]:
    for descriptor in _descriptors(file):
        if not any(key in descriptor for key in ("/FontFile2", "/FontFile3", "/FontFile")):
            yield f"{descriptor.FontName} is not embedded"


def _kinds(file: File) -> Iterator[str]:
    for painting in file.paintings:
        for font in painting.resources.get("/Font", {}).values():
            if font.get("/Subtype") != Name.Type0:
                yield f"{font.get('/BaseFont')} is a font of kind {font.get('/Subtype')}"


def _encodings(file: File) -> Iterator[str]:
    for font in composite(file):
        if font.get("/Encoding") != Name("/Identity-H"):
            yield f"{font.BaseFont} is encoded as {font.get('/Encoding')}"


def _maps(file: File) -> Iterator[str]:
    for font in composite(file):
        if _descendant(font).get("/CIDToGIDMap") != Name.Identity:
            yield f"{font.BaseFont} does not say which glyph a code stands for"


def _systems(file: File) -> Iterator[str]:
    for font in composite(file):
        system = _descendant(font).get("/CIDSystemInfo", {})
        if (str(system.get("/Registry")), str(system.get("/Ordering"))) != ("Adobe", "Identity"):
            yield f"{font.BaseFont} is of another character collection than its encoding"


def _subset_names(file: File) -> Iterator[str]:
    for font in composite(file):
        names = {str(font.BaseFont), str(_descendant(font).BaseFont), str(_descendant(font).FontDescriptor.FontName)}
        if len(names) != 1 or not SUBSET.fullmatch(next(iter(names))):
            yield f"{' and '.join(sorted(names))} should be one name of a subset"


def _measured(file: File) -> Iterator[str]:
    for font, codes in _used(file):
        declared = widths(font)
        if "/FontFile2" not in _descendant(font).FontDescriptor:
            continue
        drawn, glyphs = program(font)
        for code in codes - {0}:
            if code < glyphs and abs(declared.get(code, 1000) - drawn[code]) > 1:
                yield f"{font.BaseFont} says that glyph {code} is {declared.get(code)} wide, it is {drawn[code]:.0f}"


def _glyphs(file: File) -> Iterator[str]:
    for font, codes in _used(file):
        if "/FontFile2" in _descendant(font).FontDescriptor:
            _, glyphs = program(font)
            yield from (f"{font.BaseFont} has no glyph {code}" for code in codes if code >= glyphs)


def _missing_glyph(file: File) -> Iterator[str]:
    yield from (f"{font.BaseFont} shows the glyph for what is missing" for font, codes in _used(file) if 0 in codes)


def _readable(file: File) -> Iterator[str]:
    yield from (f"{font.BaseFont} cannot be read as text" for font in composite(file) if "/ToUnicode" not in font)


def _read(file: File) -> Iterator[tuple[Any, int, str | None]]:
    """Each code that is shown, save that of a missing glyph, with its text."""
    for font, codes in _used(file):
        if "/ToUnicode" in font:
            text, size = characters(font), program_size(font)
            yield from ((font, code, text.get(code)) for code in sorted(codes - {0}) if code < size)


def program_size(font: Any) -> int:
    """How many glyphs an embedded font has; as many as one asks where it is not embedded."""
    return program(font)[1] if "/FontFile2" in _descendant(font).FontDescriptor else 1 << 16


def _mapped(file: File) -> Iterator[str]:
    yield from (f"{font.BaseFont} gives no text for {code}" for font, code, text in _read(file) if not text)


def _characters(file: File) -> Iterator[str]:
    for font, code, text in _read(file):
        if text and NO_CHARACTERS & set(text):
            yield f"{font.BaseFont} gives {text!r} for {code}, which is no character"


def _public(file: File) -> Iterator[str]:
    for font, code, text in _read(file):
        if any(low <= ord(letter) <= high for letter in text or "" for low, high in PRIVATE):
            yield f"{font.BaseFont} gives a character of private use for {code}"


def _in_first(change: Callable[[Any], object]) -> Callable[[pikepdf.Pdf], object]:
    """Changes a composite font that the second page uses."""
    return lambda pdf: change(next(iter(pdf.pages[1].Resources.Font.values())))


def _to_unicode(change: Callable[[bytes], bytes]) -> Callable[[Any], None]:
    """Changes the text of the first character that has one."""

    def rewrite(font: Any) -> None:
        cmap = font.ToUnicode.read_bytes()
        code, text = next(pair for pair in re.findall(rb"(<\w{4}>) (<\w{4}>)\n", cmap.partition(b"beginbfchar")[2]))
        font.ToUnicode.write(cmap.replace(code + b" " + text, change(code)))

    return rewrite


def _widened(pdf: pikepdf.Pdf) -> None:
    """Every width of the second page's first font a third more."""
    font = next(iter(pdf.pages[1].Resources.Font.values()))
    for row in list(_descendant(font).W)[1::2]:
        for n, width in enumerate(list(row)):
            row[n] = float(width) * 4 / 3


def _with_simple_font(pdf: pikepdf.Pdf) -> None:
    simple = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[1].Resources.Font.Helv = pdf.make_indirect(simple)


def _showing(text: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Paints a text in the second page's first font."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        name = next(iter(page.Resources.Font.keys())).encode()
        shown = b"\n/Artifact BMC BT " + name + b" 9 Tf " + text + b" Tj ET EMC"
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + shown)

    return change


CONDITIONS = (
    Condition(
        "T01",
        "Every font is embedded.",
        "ISO 19005-3, 6.2.11.4.1; ISO 14289-1, 7.21.4.1",
        _embedded,
        edited(_in_first(lambda font: delattr(_descendant(font).FontDescriptor, "FontFile2"))),
    ),
    Condition(
        "T02",
        "Every font is a composite one, whose codes are glyphs.",
        "ISO 19005-3, 6.2.11.2",
        _kinds,
        edited(_with_simple_font),
    ),
    Condition(
        "T03",
        "A composite font is encoded as Identity-H.",
        "ISO 19005-3, 6.2.11.3.3; ISO 14289-1, 7.21.3.3",
        _encodings,
        edited(_in_first(lambda font: setattr(font, "Encoding", Name("/UniJIS-UCS2-H")))),
    ),
    Condition(
        "T04",
        "A font says which glyph a code stands for.",
        "ISO 19005-3, 6.2.11.3.2; ISO 14289-1, 7.21.3.2",
        _maps,
        edited(_in_first(lambda font: delattr(_descendant(font), "CIDToGIDMap"))),
    ),
    Condition(
        "T05",
        "Font and encoding are of one character collection.",
        "ISO 19005-3, 6.2.11.3.1; ISO 14289-1, 7.21.3.1",
        _systems,
        edited(_in_first(lambda font: setattr(_descendant(font).CIDSystemInfo, "Ordering", String("Japan1")))),
    ),
    Condition(
        "T06",
        "A subset has one name that says so.",
        "ISO 32000-1, 9.6.4 and 9.7.6.1",
        _subset_names,
        edited(
            _in_first(lambda font: setattr(font, "BaseFont", Name.Whole)),
        ),
    ),
    Condition(
        "T07",
        "The widths said are the widths drawn.",
        "ISO 19005-3, 6.2.11.5; ISO 14289-1, 7.21.5",
        _measured,
        edited(_widened),
    ),
    Condition(
        "T08",
        "Every glyph that is shown is in the font.",
        "ISO 19005-3, 6.2.11.4.1; ISO 14289-1, 7.21.4.1",
        _glyphs,
        edited(_showing(b"<FFF0>")),
    ),
    Condition(
        "T09",
        "No glyph is shown for what is missing.",
        "ISO 19005-3, 6.2.11.8; ISO 14289-1, 7.21.8",
        _missing_glyph,
        edited(_showing(b"<0000>")),
    ),
    Condition(
        "T10",
        "Every font can be read as text.",
        "ISO 19005-3, 6.2.11.7.2; ISO 14289-1, 7.21.7",
        _readable,
        edited(_in_first(lambda font: delattr(font, "ToUnicode"))),
    ),
    Condition(
        "T11",
        "Every code that is shown has a text.",
        "ISO 19005-3, 6.2.11.7.2; ISO 14289-1, 7.21.7",
        _mapped,
        edited(_in_first(_to_unicode(lambda code: b"<FFF0> <0041>"))),
    ),
    Condition(
        "T12",
        "No text is 0, FEFF or FFFE.",
        "ISO 19005-3, 6.2.11.7.2; ISO 14289-1, 7.21.7",
        _characters,
        edited(_in_first(_to_unicode(lambda code: code + b" <FEFF>"))),
    ),
    Condition(
        "T13",
        "No text is of private use.",
        "ISO 19005-3, 6.2.11.7.3",
        _public,
        edited(_in_first(_to_unicode(lambda code: code + b" <E000>"))),
    ),
)
