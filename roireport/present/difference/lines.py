"""The changed inputs, each with its place and its commit; rows of a series that came with one commit are one line."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from roireport.compare.change import Group, InputChange
from roireport.model.commit import LineOrigin
from roireport.model.place import Place
from roireport.present.context import ReportContext
from roireport.present.explained_tree import origin_text

_FEW: Final = 3
"""Rows that are listed one by one."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A changed input, or `count` rows of a series that changed together, in words."""

    group: Group
    path: str
    before: str
    after: str
    place: str
    origin: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where changes are, and who made them: `named` names a place of the earlier files with their revision."""

    origins: Mapping[InputChange, LineOrigin | None]
    named: Callable[[Place], Place]

    def origin(self, change: InputChange) -> LineOrigin | None:
        """The commit of a change, or why it is not known."""
        return self.origins.get(change)

    def place(self, change: InputChange) -> Place:
        """Where it is now; where it was in the earlier revision, if it was removed."""
        return self.named(change.place) if change.removed else change.place


def change_lines(ctx: ReportContext, changes: Sequence[InputChange], provenance: Provenance) -> Iterator[ChangeLine]:
    """Yield the lines in the order of the changes."""

    def kind(change: InputChange) -> tuple[object, ...]:
        series, row, column = _series_of(change)
        is_row = bool(row)
        sides = (change.before is None, change.after is None)
        return change.group, series if is_row else change.path, column, sides, provenance.origin(change)

    for _, members in groupby(changes, kind):
        together = list(members)
        if len(together) > _FEW:
            yield _folded(ctx, together, provenance)
        else:
            yield from (_line(ctx, change, provenance) for change in together)


def _series_of(change: InputChange) -> tuple[str, str, str]:
    """The path of the series, the period and the column of a row; empty texts where the change is of no series."""
    before, _, rest = change.path.partition(".series.")
    period, _, column = rest.partition(".")
    return (f"{before}.series", period, column) if rest else ("", "", "")


def _line(ctx: ReportContext, change: InputChange, provenance: Provenance) -> ChangeLine:
    words = ctx.words
    before = words("diff.new") if change.before is None else change.before
    after = words("diff.gone") if change.after is None else change.after
    place, origin = provenance.place(change), origin_text(ctx, provenance.origin(change))
    return ChangeLine(change.group, change.path, str(before), str(after), f"{place.file}:{place.line}", origin)


def _folded(ctx: ReportContext, changes: Sequence[InputChange], provenance: Provenance) -> ChangeLine:
    """One line for rows that changed together."""
    first, last = changes[0], changes[-1]
    start, end = _line(ctx, first, provenance), _line(ctx, last, provenance)
    series, period, column = _series_of(first)
    suffix = f".{column}" if column else ""
    return ChangeLine(
        first.group,
        f"{series}.{period}…{_series_of(last)[1]}{suffix}",
        start.before if start.before == end.before else f"{start.before} … {end.before}",
        start.after if start.after == end.after else f"{start.after} … {end.after}",
        f"{start.place}-{last.place.line}",
        start.origin,
        len(changes),
    )
