"""A report's content as a document of Typst's: words, tables and charts; see `LEFT_OUT` for what is not matched."""

import re
from collections.abc import Sequence
from pathlib import Path

from bench.content import SPACE, Block, Chart, Grid, Line, Page, Piece, plain

LEFT_OUT = (
    "the cover's layout, tiles and columns side by side (one below the other), notes, washes and colours of tables; "
    "columns are as wide as their words"
)
SPECIAL = re.compile(r"([\\#\[\]*_`$<>@=\-+/~'\"])")
WIDTH = re.compile(r'width="([\d.]+)"')
POINTS_A_PIXEL = 0.75
WIDEST = 482
"""Points between the margins of the page."""
LONGEST = 60
"""Characters beyond which a column gets no wider."""
HEAD = """
#set document(title: "{title}")
#set page(paper: "a4", margin: (top: 27mm, x: 20mm, bottom: 21mm), header: text(7.6pt)[{title}],
  footer: context [#h(1fr) #text(7.6pt)[#counter(page).display("1 / 1", both: true)]])
#set text(font: "Source Sans Pro", size: 9.8pt, lang: "{language}")
#set smartquote(enabled: false)
#set par(leading: 0.5em)
#set table(stroke: (x: none, y: 0.4pt + rgb("#d6dce2")), inset: 3pt)
#show heading: set text(weight: 600, fill: rgb("#14213d"))
#show table: set text(8.2pt)
#show table: set par(justify: false)
"""


def typst_page(page: Page, language: str, folder: Path) -> Path:
    """Write the document and its charts into a folder."""
    writer = _Writer(page.name, folder)
    title = SPECIAL.sub(r"\\\1", page.title)
    parts = [HEAD.format(title=title, language=language), "#outline(depth: 2)\n\n", *map(writer.block, page.blocks)]
    file = folder / f"{page.name}.typ"
    file.write_text("".join(parts), encoding="utf-8")
    return file


class _Writer:
    """Blocks as Typst; a chart is a file beside the document."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._folder, self._charts = name, folder, 0

    def block(self, block: Block) -> str:
        """A block, and the empty line after it."""
        if isinstance(block, Chart):
            return f"#{self._image(block.svg)}\n\n"
        return f"{self._table(block) if isinstance(block, Grid) else self._line(block)}\n\n"

    def _line(self, line: Line) -> str:
        text = self._inline(line.pieces)
        if line.level:
            return f"{'=' * line.level} {text}"
        return f"{'  ' * (line.depth - 1)}- {text}" if line.depth else text

    def _table(self, grid: Grid) -> str:
        lengths = [max(len(plain(cell)) for cell in column) for column in zip(*grid.rows, strict=True)]
        columns = "".join(f"{min(max(length, 4), LONGEST)}fr, " for length in lengths)
        head, *body = ["".join(f"[{self._inline(cell)}], " for cell in row) for row in grid.rows]
        rows = "\n".join(body)
        return f"#table(columns: ({columns}), table.header({head}),\n{rows})"

    def _inline(self, pieces: Sequence[Piece]) -> str:
        return SPACE.sub(" ", "".join(map(self._piece, pieces))).strip()

    def _piece(self, piece: Piece) -> str:
        if piece.kind == "chart":
            return f"#box({self._image(piece.target)})"
        text = SPECIAL.sub(r"\\\1", piece.text)
        return f"#strong[{text}]" if piece.kind == "strong" else text

    def _image(self, svg: str) -> str:
        self._charts += 1
        name = f"{self._name}-{self._charts}.svg"
        (self._folder / name).write_text(svg.replace("RR Sans", "Source Sans Pro"), encoding="utf-8")
        match = WIDTH.search(svg)
        width = min(float(match[1]) * POINTS_A_PIXEL, WIDEST) if match else WIDEST
        return f'image("{name}", width: {width:.2f}pt)'
