"""What the change since the version before this one is due to: the headline figures, and the part of each group."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from roireport.compare.change import GROUPS, Group
from roireport.compare.share import Share
from roireport.measure.figure import Figure, rounded
from roireport.present.blocks import Block, Cell, Exhibit, Table, TableRow
from roireport.present.context import EarlierFigure, ReportContext
from roireport.present.difference.figures import printed_change, printed_parts, signed_text, text_places
from roireport.present.figures.name import figure_name
from roireport.present.sections.appendix_columns import appendix_columns
from roireport.present.story.since import earlier_name
from roireport.present.story.verdict import has_headline

_COLUMNS: Final = {"figure": 21.0, "then": 11.5, "now": 11.5, "change": 11.5}
"""Widths in percent; the groups share the rest."""


def since_table(ctx: ReportContext) -> Iterator[Block]:
    """Yield the table where an earlier version is known and an ROI is stated."""
    earlier = ctx.earlier
    if earlier is None or not earlier.figures or not has_headline(ctx):
        return
    figures = [figure for figure in earlier.figures if figure.value is not None or ctx.figures[figure.path].defined]
    groups = _groups(figures)
    rest = (100 - sum(_COLUMNS.values())) / max(1, len(groups))
    columns = appendix_columns(ctx, {**_COLUMNS, **dict.fromkeys(groups, rest)}, ("then", "now", "change", *groups))
    title = ctx.words("traceability.since.title", name=earlier_name(ctx, earlier))
    table = Table(columns, tuple(_row(ctx, figure, groups) for figure in figures), dense=True)
    yield Exhibit(title, ctx.words("traceability.since.subtitle"), table, "")


def _groups(figures: Sequence[EarlierFigure]) -> list[Group]:
    """The groups of changed inputs."""
    present = {group for figure in figures for group, _ in figure.parts}
    return [group for group in GROUPS if group in present]


def _row(ctx: ReportContext, earlier: EarlierFigure, groups: list[Group]) -> TableRow:
    path, none = earlier.path, Cell(ctx.words("common.none"))
    figure = ctx.figures[path]
    places = text_places(figure.unit)
    now = Cell(ctx.detail(path, places=places)) if figure.defined else none
    if earlier.value is None or not figure.defined:
        then = none if earlier.value is None else Cell(_text(ctx, figure, earlier.value, places))
        return TableRow((Cell(figure_name(ctx, path)), then, now, none, *(none for _ in groups)))
    numbers = (earlier.value, rounded(figure))
    parts = printed_parts(ctx, figure.unit, numbers, Share(dict(earlier.parts)))
    cells = (Cell(parts[group]) if group in parts else none for group in groups)
    change = Cell(signed_text(ctx, figure.unit, printed_change(figure.unit, *numbers)))
    then = Cell(_text(ctx, figure, earlier.value, places))
    return TableRow((Cell(figure_name(ctx, path)), then, now, change, *cells))


def _text(ctx: ReportContext, figure: Figure, value: Decimal, places: int) -> str:
    """An earlier value, as the figure of today is written."""
    return ctx.text(replace(figure, value=value), places=places)
