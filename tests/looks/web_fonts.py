"""Makes the web fonts of the site: `make fonts`, after a change of faces, signs or fonttools."""

from io import BytesIO
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from roireport.render.fonts import FACES, WEB_FONTS, Face, web_font_name
from roireport.resources import font_files

_POSTSCRIPT: Final = 6
_NAMES: Final = frozenset((1, 3, 4, _POSTSCRIPT, 16))
"""The records of a font's name table that hold its family; a subset must not bear the reserved name (OFL, 3)."""
_LICENCE: Final = (13, 14)
"""The records that hold the licence, which goes with every copy (OFL, 2)."""
_LATIN: Final = tuple(range(0x20, 0x180))
_SIGNS: Final = tuple(map(ord, "  ‐‑‒–—‘’“”„•…  ‰€←↑→↓−≈≠≤≥×÷✓σκ"))


def made(face: Face) -> bytes:
    """A face as WOFF2 with the Latin letters and the signs that reports use; the same bytes every time."""
    options = Options(hinting=False)
    options.name_IDs = [*options.name_IDs, *_LICENCE]
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


def make_all(folder: Path = WEB_FONTS) -> None:
    """Every face into its file; those of faces that are no more go."""
    for old in folder.glob("*.woff2"):
        old.unlink()
    for face in FACES:
        (folder / web_font_name(face)).write_bytes(made(face))


if __name__ == "__main__":
    make_all()
