"""The faces that reports and pages are set in, under private family names.

A family name that is also installed on the reader's or the builder's machine may print wrong glyphs without a warning.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from roireport.assets import font_files


@dataclass(frozen=True, slots=True)
class Face:
    """A face of a family; `stem` is the name of its file."""

    family: str
    weight: int
    style: str
    stem: str


FACES: Final = (
    Face("RR Sans", 300, "normal", "SourceSansPro-Light"),
    Face("RR Sans", 400, "normal", "SourceSansPro-Regular"),
    Face("RR Sans", 400, "italic", "SourceSansPro-It"),
    Face("RR Sans", 600, "normal", "SourceSansPro-Semibold"),
    Face("RR Serif", 600, "normal", "SourceSerifPro-Semibold"),
)
_POSTSCRIPT: Final = 6
_NAMES: Final = frozenset((1, 3, 4, _POSTSCRIPT, 16))
"""The records of a font's name table that hold its family; a subset must not bear the reserved name (OFL, 3)."""
_LATIN: Final = tuple(range(0x20, 0x180))
_SIGNS: Final = tuple(map(ord, "  ‐‑‒–—‘’“”„•…  ‰€←↑→↓−≈≠≤≥×÷✓σκ"))


def font_face_rules(address: Callable[[Face], str]) -> str:
    """The @font-face rules of all faces; `address` says where each is fetched."""
    return "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};'
        f'font-display:swap;src:url("{address(face)}")}}\n'
        for face in FACES
    )


def web_font_name(face: Face) -> str:
    """The file name of a face on the site."""
    return f"{face.family.replace(' ', '-').lower()}-{face.weight}{'i' if face.style == 'italic' else ''}.woff2"


def web_font(face: Face) -> bytes:
    """A face as WOFF2 with the Latin letters and the signs that reports use; the same bytes every time."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(hinting=False)
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "sups"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=(*_LATIN, *_SIGNS))
    buffer = BytesIO()
    with TTFont(BytesIO(font_files()[face.stem].read_bytes()), recalcTimestamp=False) as font:
        subsetter.subset(font)
        for record in font["name"].names:
            if record.nameID in _NAMES:
                record.string = face.family.replace(" ", "") if record.nameID == _POSTSCRIPT else face.family
        font.flavor = "woff2"
        font.save(buffer, reorderTables=False)
    return buffer.getvalue()
