"""The forms of `diff`: text, Markdown, HTML and JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from roireport import __version__
from roireport.cli.tables import aligned
from roireport.evaluate import Evaluation
from roireport.model.commit import SHOWN
from roireport.present.difference.document import difference_document
from roireport.present.difference.tables import TextTable, tables
from roireport.present.difference.view import Compared, Difference
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.render.difference_page import DifferencePage, PageEntry, difference_page
from roireport.revisions.compared import EngagementComparison
from roireport.revisions.side import WorkspaceState


@dataclass(frozen=True, slots=True)
class Sides:
    """The two times that are compared, as they are named, and the words for it."""

    before: str
    after: str
    words: Words
    firm: str
    documents: tuple[Mapping[str, str | None], Mapping[str, str | None]]

    @classmethod
    def of(cls, before: WorkspaceState, after: WorkspaceState, words: Words, firm: str) -> "Sides":
        """Name two sides in the language of the words."""
        names = [_name(side, words) for side in (before, after)]
        return cls(names[0], names[1], words, firm, (_document(before), _document(after)))

    @property
    def title(self) -> str:
        """Both sides in one line."""
        return str(self.words("diff.sides", before=self.before, after=self.after))

    @property
    def tool(self) -> str:
        """With what both were computed."""
        return str(self.words("diff.tool", version=__version__))


def _name(side: WorkspaceState, words: Words) -> str:
    if side.revision is None:
        return str(words("diff.working_tree"))
    day = Formats(words.language, "EUR").day(side.revision.day)
    return str(words("diff.revision", name=side.revision.name, commit=side.revision.commit[:SHOWN], day=day))


def _document(side: WorkspaceState) -> Mapping[str, str | None]:
    if side.revision is None:
        return {"revision": None, "commit": None, "date": None}
    return {"revision": side.revision.name, "commit": side.commit, "date": side.revision.day.isoformat()}


@dataclass(frozen=True, slots=True)
class Entry:
    """An engagement: how its sides relate, and where both were computed what changed."""

    comparison: EngagementComparison
    compared: Compared | None = None
    shown: Difference | None = None
    follows_other_schema: bool = False

    @property
    def differs(self) -> bool:
        """Whether it counts as a difference: a figure differs, or the engagement is new or gone."""
        return self.comparison.kind in ("new", "removed") or bool(self.shown and self.shown.differs)

    def title(self, sides: Sides) -> str:
        """Its id, and its earlier one."""
        renamed = self.comparison.renamed_from
        return (
            str(sides.words("diff.renamed", id=self.comparison.id, before=renamed)) if renamed else self.comparison.id
        )

    def lines(self, sides: Sides) -> Iterator[str]:
        """Yield its sentences."""
        words, id = sides.words, self.title(sides)
        match self.comparison.kind:
            case "unchanged":
                yield str(words("diff.unchanged", id=id))
            case "new" | "removed":
                yield str(words(f"diff.side.{self.comparison.kind}", id=id, before=sides.before))
            case "not_loaded":
                yield from self._not_loaded(sides)
        if self.shown:
            yield from self.shown.notes
            if not self.shown.differs:
                yield str(words("diff.no_difference"))

    def _not_loaded(self, sides: Sides) -> Iterator[str]:
        side = "before" if not isinstance(self.comparison.before, Evaluation) else "after"
        key = "schema" if self.follows_other_schema else side
        yield str(sides.words(f"diff.not_loaded.{key}", id=self.comparison.id, before=sides.before, after=sides.after))


def _text(sides: Sides, entries: Sequence[Entry]) -> str:
    """A block for each engagement, its tables aligned."""
    blocks = [f"{sides.title}\n{sides.tool}"]
    for entry in entries:
        lines = [] if entry.shown is None else [entry.title(sides)]
        lines += entry.lines(sides)
        for table in tables(entry.shown, sides.words) if entry.shown else ():
            lines += ["", f"  {table.title}", *(f"    {line}" for line in _aligned(table))]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _aligned(table: TextTable) -> list[str]:
    rows = [table.head, *table.rows] if table.head else list(table.rows)
    if not table.numeric:
        return aligned(rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    pairs = ([(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows)
    return ["  ".join([first[0].ljust(first[1]), *(c.rjust(w) for c, w in rest)]).rstrip() for first, *rest in pairs]


def _markdown(sides: Sides, entries: Sequence[Entry]) -> str:
    """A heading for each engagement, and a table for each of its parts."""
    parts = [f"# {sides.words('diff.title')}", escaped(sides.title), escaped(sides.tool)]
    for entry in entries:
        parts += [f"## {escaped(entry.title(sides))}", *markdown_parts(sides, entry)]
    return "\n\n".join(parts)


def markdown_parts(sides: Sides, entry: Entry) -> Iterator[str]:
    """Yield what changed in an engagement, below its heading."""
    yield from map(escaped, entry.lines(sides))
    for table in tables(entry.shown, sides.words) if entry.shown else ():
        yield f"### {escaped(table.title)}"
        yield markdown_table(table)


def markdown_table(table: TextTable) -> str:
    """Write a table; one without a head as a list."""
    if not table.head:
        return "\n".join(f"- {escaped(cell)}" for row in table.rows for cell in row)
    rules = ("--:" if 0 < column <= table.numeric else "---" for column in range(len(table.head)))
    lines = [table.head, tuple(rules), *table.rows]
    return "\n".join("| " + " | ".join(map(escaped, line)) + " |" for line in lines)


_MARKS: Final = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"})


def escaped(text: str) -> str:
    """A text in which no character is a mark of Markdown."""
    return text.translate(_MARKS).replace("\n", " ")


def _html(sides: Sides, entries: Sequence[Entry]) -> str:
    """One page that needs no other file."""
    shown = tuple(
        PageEntry(
            entry.title(sides),
            tuple(entry.lines(sides)),
            tuple(tables(entry.shown, sides.words)) if entry.shown else (),
        )
        for entry in entries
    )
    return difference_page(DifferencePage(sides.title, sides.tool, sides.firm, shown), sides.words)


FORMS: Final[Mapping[str, Callable[[Sides, Sequence[Entry]], str]]] = {
    "text": _text,
    "md": _markdown,
    "html": _html,
}


def document(sides: Sides, entries: Sequence[Entry]) -> dict[str, Any]:
    """The comparison as JSON."""
    return {
        "schema": "roireport/diff/1",
        "tool": __version__,
        "before": sides.documents[0],
        "after": sides.documents[1],
        "engagements": [_entry_document(entry) for entry in entries],
    }


def _entry_document(entry: Entry) -> dict[str, Any]:
    comparison = entry.comparison
    whole: dict[str, Any] = {
        "id": comparison.id,
        "state": comparison.kind,
        "renamed_from": comparison.renamed_from or None,
        "differs": entry.differs,
    }
    if entry.compared and entry.shown:
        whole |= difference_document(entry.compared, entry.shown)
    return whole
