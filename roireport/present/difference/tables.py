"""What changed, as tables of texts: for a terminal, for Markdown and for a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from roireport.compare.change import GROUPS, Group
from roireport.present.difference.figures import FigureChange
from roireport.present.difference.lines import ChangeLine
from roireport.present.difference.view import Difference
from roireport.present.language.words import Words


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of texts under a title; `rows` include no head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: int = 0
    """How many columns after the first hold numbers."""


def tables(shown: Difference, words: Words) -> Iterator[TextTable]:
    """Yield the tables of an engagement: figures with their parts, states, reservations, the inputs of each group."""
    if shown.figures:
        yield _figures(shown, words)
    if shown.states:
        states = tuple((state.name, state.before, state.after) for state in shown.states)
        yield TextTable(str(words("diff.states")), _head(words, "state", "before", "after"), states)
    for side, own in (("came", shown.came), ("went", shown.went)):
        if own:
            yield TextTable(str(words(f"diff.{side}", n=len(own))), (), tuple((text,) for text in own.values()))
    for group, lines in shown.lines.items():
        title = words("diff.lines", group=words(f"diff.group.{group}.full"))
        head = _head(words, "input", "before", "after", "place", "commit")
        yield TextTable(str(title), head, tuple(_line(line, words) for line in lines))


def _figures(shown: Difference, words: Words) -> TextTable:
    groups = tuple(group for group in GROUPS if any(group in figure.parts for figure in shown.figures))
    names = (*_head(words, "figure", "before", "after", "change"), *(str(words(f"diff.group.{one}")) for one in groups))
    rows = tuple(_row(figure, groups, words) for figure in shown.figures)
    return TextTable(str(words("diff.figures")), names, rows, len(names) - 1)


def _head(words: Words, *names: str) -> tuple[str, ...]:
    return tuple(str(words(f"diff.column.{name}")) for name in names)


def _row(figure: FigureChange, groups: Sequence[Group], words: Words) -> tuple[str, ...]:
    none = str(words("common.none"))
    parts = (figure.parts.get(group, "") for group in groups)
    if figure.differs:
        return (figure.name, figure.before, figure.after, figure.change or none, *parts)
    return (figure.name, figure.before, figure.after, str(words("diff.same")), *("" for _ in groups))


def _line(line: ChangeLine, words: Words) -> tuple[str, ...]:
    path = line.path if line.count == 1 else str(words("diff.rows", path=line.path, n=line.count))
    return (path, line.before, line.after, line.place, line.origin)
