"""Makes the web fonts of the site, and lists the characters that a report can print.

`make fonts`, after a change of faces, signs or fonttools.
"""

from io import BytesIO
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from roireport.render.fonts import FACES, PRINTED_FACES, WEB_FONTS, Face, web_font_name
from roireport.resources import font_files
from roireport.text.drawn import DRAWN_CHARACTERS

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


def drawn_characters() -> str:
    """The ranges of the characters that a face of a report has, one a line, in hexadecimal."""
    drawn = sorted(code for code in set().union(*map(_characters, PRINTED_FACES)) if code > 0x1F and code != 0xFFFD)
    starts = [code for before, code in zip([-1, *drawn], drawn, strict=False) if code != before + 1]
    ends = [code for code, after in zip(drawn, [*drawn[1:], -1], strict=True) if after != code + 1]
    return "".join(
        f"{start:04X}\n" if start == end else f"{start:04X}-{end:04X}\n"
        for start, end in zip(starts, ends, strict=True)
    )


def _characters(face: Face) -> set[int]:
    with TTFont(font_files()[face.stem]) as font:
        return set(font.getBestCmap())


def make_all(folder: Path = WEB_FONTS) -> None:
    """Write every face into its file, and remove those of former faces; then the list of characters."""
    for old in folder.glob("*.woff2"):
        old.unlink()
    for face in FACES:
        (folder / web_font_name(face)).write_bytes(made(face))
    DRAWN_CHARACTERS.write_text(drawn_characters(), encoding="ascii")


if __name__ == "__main__":
    make_all()
