"""A sheet while it is written: rows are added at its end, and know their addresses."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from roireport.export.cell import NamedRange, Role, Row, SheetCell, Worksheet, column_letters


@dataclass(slots=True)
class SheetDraft:
    """A sheet to which rows are added."""

    title: str
    widths: tuple[int, ...]
    _rows: list[Row] = field(default_factory=list)
    _ranges: list[NamedRange] = field(default_factory=list)

    @property
    def next(self) -> int:
        """The number of the next row, from 1."""
        return len(self._rows) + 1

    def at(self, column: int, row: int | None = None) -> str:
        """The address of a cell of the next row, or of another."""
        return f"{column_letters(column)}{row or self.next}"

    def add(self, *cells: SheetCell | None) -> int:
        """Add a row, and return its number."""
        self._rows.append(cells)
        return len(self._rows)

    def text(self, text: str, role: Role = "text", *, wide: bool = False) -> None:
        """Add a row with one text."""
        self.add(SheetCell(text, role, wide=wide))

    def opening(self, title: str, lead: str = "") -> None:
        """Add the title of the sheet, and a sentence below it."""
        self.text(title, "title")
        if lead:
            self.text(lead)

    def heads(self, texts: Iterable[str]) -> None:
        """Add the heads of a table below an empty row."""
        self.add()
        self.add(*(SheetCell(text, "head", wide=True) for text in texts))

    def table(self, rows: Iterable[Row], columns: dict[int, str]) -> None:
        """Add rows and name their columns, by number; a table without rows keeps an empty one, so that names hold."""
        first = self.next
        for row in rows:
            self.add(*row)
        if self.next == first:
            self.add()
        self._ranges += (NamedRange(name, column, first, self.next - 1) for column, name in columns.items())

    def sheet(self) -> Worksheet:
        """The sheet as it is now."""
        return Worksheet(self.title, tuple(self._rows), self.widths, tuple(self._ranges))
