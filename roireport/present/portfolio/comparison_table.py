"""The table of groups: number, median and cost-weighted ROI, horizons, exclusions."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from roireport.measure.comparison import APART, Comparison, ComparisonGroup, Standing
from roireport.measure.figure import Figure
from roireport.model.workspace import Workspace
from roireport.present.blocks import Align, Cell, Exhibit, Table, TableColumn, TableRow, Tone
from roireport.present.figures.comparison import distinct_places, order
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.portfolio.groups import By, named_groups

_COLUMNS: Final[tuple[tuple[str, float, Align], ...]] = (
    ("group", 17, "left"), ("compared", 9, "right"), ("median", 9, "right"), ("cost_weighted", 11, "right"),
    ("median_at_horizon", 9, "right"), ("cost_weighted_at_horizon", 11, "right"), ("horizons", 9, "right"),
)  # fmt: skip
_APART_WIDTH: Final = 9.0
_RIGHT: Final[Align] = "right"
_BLOCKS: Final[tuple[By, ...]] = ("sectors", "offers", "kinds")
_FEWEST: Final = 2
"""Below two engagements there is nothing to compare."""


def comparison_table(comparison: Comparison, workspace: Workspace, words: Words, formats: Formats) -> Exhibit | None:
    """Make the table by sector, offer and kind of offer, with a total."""
    if len(comparison.all.members) < _FEWEST:
        return None
    apart = _counted(comparison)
    shown = (*_COLUMNS, *((standing, _APART_WIDTH, _RIGHT) for standing in apart))
    columns = tuple(TableColumn(words(f"portfolio.comparison.{name}"), width, align) for name, width, align in shown)
    rows: list[TableRow] = []
    for by in _BLOCKS:
        rows.append(TableRow((Cell(words(f"portfolio.comparison.by.{by}")),), "group"))
        groups = named_groups(by, comparison, workspace, words)
        rows += [TableRow(_cells(name, group, apart, words, formats)) for name, group in groups]
    rows.append(TableRow(_cells(words("portfolio.comparison.all"), comparison.all, apart, words, formats), "total"))
    return Exhibit(
        title=comparison_title(comparison.all, words, formats),
        subtitle=words("portfolio.comparison.subtitle", currency=formats.currency),
        body=Table(columns, tuple(rows)),
        source=words("portfolio.source"),
        note=words("portfolio.comparison.reading"),
    )


def _counted(comparison: Comparison) -> tuple[Standing, ...]:
    """The standings that some group has; one offer of an engagement may stand apart, and the whole be compared."""
    groups = [group for by in _BLOCKS for group in getattr(comparison, by)]
    return tuple(standing for standing in APART if any(group.of_standing(standing) for group in groups))


def comparison_title(whole: ComparisonGroup, words: Words, formats: Formats) -> str:
    """Compare the cost-weighted ROI with the median."""
    if not whole.compared:
        return words("portfolio.comparison.title.none")
    # Every engagement that is compared has a cost above zero, so there is a weighted ROI.
    middle, weighted = whole.median.known, whole.cost_weighted.known
    places = distinct_places(middle, weighted)
    shown = formats.percent(middle, places)
    if len(whole.compared) == 1:
        return words("portfolio.comparison.title.one", roi=shown, name=whole.compared[0].engagement.client)
    form = order(weighted, middle)
    return words(f"portfolio.comparison.title.{form}", median=shown, weighted=formats.percent(weighted, places))


def _cells(
    name: str, group: ComparisonGroup, apart: Sequence[Standing], words: Words, formats: Formats
) -> tuple[Cell, ...]:
    """Write the row of a group; `apart` are the standings that the table counts beside those compared."""
    return (
        Cell(name),
        _count(len(group.compared), words, formats),
        _ratio(group.median, words, formats, strong=True),
        _ratio(group.cost_weighted, words, formats),
        _ratio(group.median_at_horizon, words, formats),
        _ratio(group.cost_weighted_at_horizon, words, formats),
        _horizons(group, words),
        *(_count(len(group.of_standing(standing)), words, formats) for standing in apart),
    )


def _count(n: int, words: Words, formats: Formats) -> Cell:
    return Cell(formats.number(Decimal(n)) if n else words("common.none"), tone="plain" if n else "muted", sort=n)


def _ratio(figure: Figure, words: Words, formats: Formats, *, strong: bool = False) -> Cell:
    if figure.value is None:
        return Cell(words("common.none"), tone="muted", sort="")
    tone: Tone = "negative" if figure.value < 0 else "plain"
    return Cell(formats.percent(figure.value), tone=tone, strong=strong, sort=float(figure.value))


def _horizons(group: ComparisonGroup, words: Words) -> Cell:
    """Write one length, or the shortest and the longest."""
    if group.horizons is None:
        return Cell(words("common.none"), tone="muted", sort="")
    low, high = group.horizons
    text = str(low) if low == high else words("portfolio.comparison.range", low=low, high=high)
    return Cell(text, tone="warning" if group.short else "plain", sort=low)
