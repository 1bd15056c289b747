"""A page's content as Markdown, with the charts as raw HTML or without them."""

import re
from collections.abc import Iterator, Sequence

from bench.content import SPACE, Block, Chart, Grid, Line, Page, Piece

SPECIAL = re.compile(r"([\\`*_\[\]|])")
LEADING = re.compile(r"^(\d+)([.)])(?= )")


def markdown(page: Page, *, charts: bool) -> str:
    """The whole page; blocks are apart by an empty line, the points of a list by none."""
    return "".join(_written(page.blocks, charts=charts))


def _written(blocks: Sequence[Block], *, charts: bool) -> Iterator[str]:
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Chart):
            # A div is a block to every dialect of Markdown, an svg is not.
            yield f"<div>{block.svg}</div>\n\n" if charts else ""
        elif isinstance(block, Grid):
            yield _table(block, charts=charts) + "\n"
        else:
            within = isinstance(following, Line) and block.depth > 0 and following.depth > 0
            yield _line(block, charts=charts) + ("\n" if within else "\n\n")


def _line(line: Line, *, charts: bool) -> str:
    text = _inline(line.pieces, charts=charts)
    if line.level:
        return f"{'#' * line.level} {text}"
    if line.depth:
        return f"{'    ' * (line.depth - 1)}- {text}"
    return LEADING.sub(r"\1\\\2", text)


def _table(grid: Grid, *, charts: bool) -> str:
    head, *body = ["| " + " | ".join(_inline(cell, charts=charts) for cell in row) + " |\n" for row in grid.rows]
    return f"{head}|{' --- |' * len(grid.rows[0])}\n{''.join(body)}"


def _inline(pieces: Sequence[Piece], *, charts: bool) -> str:
    return SPACE.sub(" ", "".join(_piece(piece, charts=charts) for piece in pieces)).strip()


def _piece(piece: Piece, *, charts: bool) -> str:
    text = SPECIAL.sub(r"\\\1", piece.text.replace("&", "&amp;").replace("<", "&lt;"))
    if piece.kind == "chart":
        return piece.target.replace("|", "&#124;") if charts else ""
    if piece.kind == "anchor":
        return f'<a id="{piece.target}"></a>'
    if piece.kind == "link":
        return f"[{text}]({piece.target})"
    return f"**{text}**" if piece.kind == "strong" else text
