"""The changed inputs, each with its place and its commit; rows of a series that came with one commit are one line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from roireport.compare.change import Group, InputChange
from roireport.model.commit import LineOrigin
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


def change_lines(
    ctx: ReportContext, changes: Sequence[InputChange], origins: Mapping[InputChange, LineOrigin | None]
) -> Iterator[ChangeLine]:
    """Yield the lines in the order of the changes."""

    def kind(change: InputChange) -> tuple[object, ...]:
        series, row, column = _series_of(change)
        is_row = bool(row)
        sides = (change.before is None, change.after is None)
        return change.group, series if is_row else change.path, column, sides, origins.get(change)

    for _, members in groupby(changes, kind):
        together = list(members)
        if len(together) > _FEW:
            yield _folded(ctx, together, origins)
        else:
            yield from (_line(ctx, change, origins) for change in together)


def _series_of(change: InputChange) -> tuple[str, str, str]:
    """The path of the series, the period and the column of a row; empty texts where the change is of no series."""
    before, _, rest = change.path.partition(".series.")
    period, _, column = rest.partition(".")
    return (f"{before}.series", period, column) if rest else ("", "", "")


def _line(ctx: ReportContext, change: InputChange, origins: Mapping[InputChange, LineOrigin | None]) -> ChangeLine:
    words = ctx.words
    before = words("diff.new") if change.before is None else change.before
    after = words("diff.gone") if change.after is None else change.after
    place = f"{change.place.file}:{change.place.line}"
    return ChangeLine(change.group, change.path, str(before), str(after), place, origin_text(ctx, origins.get(change)))


def _folded(
    ctx: ReportContext, changes: Sequence[InputChange], origins: Mapping[InputChange, LineOrigin | None]
) -> ChangeLine:
    """One line for rows that changed together."""
    first, last = changes[0], changes[-1]
    start, end = _line(ctx, first, origins), _line(ctx, last, origins)
    series, period, column = _series_of(first)
    suffix = f".{column}" if column else ""
    return ChangeLine(
        first.group,
        f"{series}.{period}…{_series_of(last)[1]}{suffix}",
        start.before if start.before == end.before else f"{start.before} … {end.before}",
        start.after if start.after == end.after else f"{start.after} … {end.after}",
        f"{first.place.file}:{first.place.line}-{last.place.line}",
        start.origin,
        len(changes),
    )
