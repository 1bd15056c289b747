"""What holds on every page of every report, as far as its words tell; each law names what breaks it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

import numpy as np

from roireport.render.fonts import FACES
from tests.looks.faces import strange_glyphs
from tests.looks.words import POINTS, Box, Word, words
from tests.render.conformance.file import File
from tests.render.conformance.fonts import composite

PAGE: Final = Box(0, 0, 210 * POINTS, 297 * POINTS)
BLOCK: Final = Box(20 * POINTS, 27 * POINTS, 190 * POINTS, 276 * POINTS)
"""The text block of every page but the cover."""
SMALLEST: Final = 8.0
"""Points."""
ROUNDING: Final = 0.01
"""Points. Boxes are those of the ink, so none needs more: the highest capital (Å, 0.903 of the letter size) and the
deepest letter above it (j, 0.243) do not meet even at the tightest leading, 34 on 39 points."""
BLEED: Final = 0.1
"""Of the letter size: how far a letter's ink may lie outside its own width, and so outside the line: an italic f, j."""
FAMILIES: Final = tuple(face.family.replace(" ", "-") for face in FACES)

UNITS: Final = frozenset(
    (
        *("%", "€", "k€", "M€", "Md€", "$US", "k$US", "M$US", "pt", "pts", "pp", "point", "points"),
        *("mois", "month", "months", "jour", "jours", "day", "days", "heure", "heures", "hour", "hours"),
        *("an", "ans", "year", "years", "période", "périodes", "period", "periods", "cas", "case", "cases"),
    )
)
"""What a number and its unit may not be parted before."""

Law = Callable[[File, Sequence[Word]], Iterator[str]]


def apart(file: File, read: Sequence[Word]) -> Iterator[str]:
    """No two words share ink: neither in a line, nor across lines, cells and labels."""
    for _, page in groupby(read, lambda word: word.page):
        here = list(page)
        left, top, right, bottom = np.array([(w.box.left, w.box.top, w.box.right, w.box.bottom) for w in here]).T
        across = np.minimum.outer(right, right) - np.maximum.outer(left, left)
        down = np.minimum.outer(bottom, bottom) - np.maximum.outer(top, top)
        shared = np.triu(np.minimum(across, down) > ROUNDING, 1)
        yield from (f"{here[a]} overlaps “{here[b].text}” {here[b].box}" for a, b in np.argwhere(shared))


def within_the_text_block(file: File, read: Sequence[Word]) -> Iterator[str]:
    """Text that is no artifact keeps to the margins; the cover has none."""
    return (f"{word} leaves the text block" for word in read if _is_text(word) and not _holds(BLOCK, word))


def on_the_page(file: File, read: Sequence[Word]) -> Iterator[str]:
    """Headers, footers and the words of the cover are on the paper."""
    return (f"{word} leaves the page" for word in read if not _is_text(word) and not _holds(PAGE, word))


def legible(file: File, read: Sequence[Word]) -> Iterator[str]:
    """No letter is too small to be read, in charts and notes neither."""
    return (f"{word} is {word.size:.2f} points" for word in read if word.size < SMALLEST - ROUNDING)


def unbroken(file: File, read: Sequence[Word]) -> Iterator[str]:
    """No line begins with the unit of a number that ends the line before."""
    return (
        f"{before} is parted from “{after.text}”"
        for before, after in pairwise(read)
        if before.page == after.page
        and before.text[-1:].isdigit()
        and after.text.strip(".,;:)]»") in UNITS
        and after.box.top > before.box.bottom - ROUNDING
        and after.box.left < before.box.left
    )


def in_our_faces(file: File, read: Sequence[Word]) -> Iterator[str]:
    """Every font bears the name of one of our families, and every glyph is drawn as in its file."""
    for font in composite(file):
        name = str(font.BaseFont).partition("+")[2]
        if not name.startswith(FAMILIES):
            yield f"{name} is none of {', '.join(sorted(set(FAMILIES)))}"
        if strange := strange_glyphs(font, file.shown.get(font.objgen, set())):
            yield f"{name} draws {len(strange)} glyphs that are in none of our files"


LAWS: Final[tuple[Law, ...]] = (apart, within_the_text_block, on_the_page, legible, unbroken, in_our_faces)


def breaches(content: bytes) -> dict[str, list[str]]:
    """The laws that a PDF breaks, each with what breaks it."""
    file = File.opened(content)
    read = tuple(words(file))
    messages_by_law = {law.__name__: list(law(file, read)) for law in LAWS}
    return {name: messages for name, messages in messages_by_law.items() if messages}


def _is_text(word: Word) -> bool:
    return word.page > 1 and not word.is_artifact


def _holds(outer: Box, word: Word) -> bool:
    bleed, box = BLEED * word.size, word.box
    return (
        outer.left - bleed <= box.left
        and outer.top - bleed <= box.top
        and box.right <= outer.right + bleed
        and box.bottom <= outer.bottom + bleed
    )
