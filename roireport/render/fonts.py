"""The fonts of reports and pages, under private family names.

A family name that is also installed on a machine may print wrong glyphs without a warning.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Face:
    """A face of a family; `stem` is the name of its file."""

    family: str
    weight: int | None
    """None for a variable font, which has all of them."""
    style: str
    stem: str


FACES: Final = (
    Face("RR Sans", 300, "normal", "SourceSansPro-Light"),
    Face("RR Sans", 400, "normal", "SourceSansPro-Regular"),
    Face("RR Sans", 400, "italic", "SourceSansPro-It"),
    Face("RR Sans", 600, "normal", "SourceSansPro-Semibold"),
    Face("RR Serif", 600, "normal", "SourceSerifPro-Semibold"),
)
FALLBACK_FACES: Final = (
    Face("RR Noto", None, "normal", "NotoSans[wdth,wght]"),
    Face("RR Noto", None, "italic", "NotoSans-Italic[wdth,wght]"),
    Face("RR Arabic", None, "normal", "NotoSansArabic[wdth,wght]"),
    Face("RR Hebrew", None, "normal", "Heebo[wght]"),
)
"""For the characters that a report's own faces lack; the site leaves these to the reader's system."""
PRINTED_FACES: Final = (*FACES, *FALLBACK_FACES)
WEB_FONTS: Final = Path(__file__).parent / "web_fonts"
"""Made in advance by `make fonts`: subsetting takes a third of a second a face."""


def font_face_rules(address: Callable[[Face], str], faces: Iterable[Face] = FACES) -> str:
    """The @font-face rules of faces; `address` gives the address of a face."""
    return "".join(
        f'@font-face{{font-family:"{face.family}";{_weight_rule(face)}font-style:{face.style};'
        f'font-display:swap;src:url("{address(face)}")}}\n'
        for face in faces
    )


def _weight_rule(face: Face) -> str:
    return "" if face.weight is None else f"font-weight:{face.weight};"


def web_font_name(face: Face) -> str:
    """The file name of a face on the site."""
    return f"{face.family.replace(' ', '-').lower()}-{face.weight}{'i' if face.style == 'italic' else ''}.woff2"


def web_font(face: Face) -> bytes:
    """A face as WOFF2 with the Latin letters and the signs that reports use."""
    return (WEB_FONTS / web_font_name(face)).read_bytes()
