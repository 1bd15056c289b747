"""The table of the engagements: headline figures, state, interval, links."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, overload

from roireport.chart import mini_interval
from roireport.chart.drawing import Drawing
from roireport.measure.exchange import Exchange
from roireport.measure.figure import Figure
from roireport.model.workspace import Workspace
from roireport.present.blocks import Align, Cell, Table, TableColumn, TableRow, Tone
from roireport.present.figures.figure_text import capitalised
from roireport.present.figures.name import offer_label
from roireport.present.language.formats import Formats
from roireport.present.language.words import Words
from roireport.present.portfolio.entry import PortfolioEntry, State

_Unit: TypeAlias = Literal["", "money", "percent", "months", "points", "count"]
_UNITS: Final[Mapping[str, _Unit]] = {
    "cost": "money", "gain": "money", "roi": "percent", "roi_to_date": "percent", "payback": "months",
    "index": "points", "open": "count",
}  # fmt: skip
_COLUMNS: Final[tuple[tuple[str, float, Align, bool], ...]] = (
    ("engagement", 15, "left", False), ("sector", 9, "left", True), ("offer", 11, "left", True),
    ("year", 5, "left", True), ("cost", 7, "right", False), ("gain", 7, "right", False), ("roi", 9, "right", False),
    ("roi_to_date", 6, "right", False), ("interval", 7, "left", False), ("payback", 6, "right", False),
    ("index", 5, "right", False), ("open", 8, "right", True), ("state", 11, "center", True),
    ("reports", 5, "left", False),
)  # fmt: skip
_TONES: Final[dict[State, Tone]] = {
    "reached": "positive", "profitable": "positive", "uncertain": "warning", "too_early": "warning",
    "untested": "warning", "loss": "negative", "not_established": "negative", "no_data": "muted",
}  # fmt: skip


def table(
    entries: Sequence[PortfolioEntry],
    workspace: Workspace,
    words: Words,
    formats: Formats,
    written: Mapping[str, str] = MappingProxyType({}),
) -> Table:
    """Make the table, a row for each engagement in the given order and in its own currency.

    Args:
        written: cached rows as markup, by the id of the engagement: all or none.
    """
    rows = _Rows(entries, workspace, words, formats)
    return Table(
        columns(words), rows, written=tuple(written[entry.id] for entry in entries) if written else (), cards=True
    )


def columns(words: Words) -> tuple[TableColumn, ...]:
    """Return the columns of the table."""
    return tuple(
        TableColumn(words(f"portfolio.column.{name}"), width, align, filter, _UNITS.get(name, ""))
        for name, width, align, filter in _COLUMNS
    )


def row(
    entry: PortfolioEntry, workspace: Workspace, words: Words, formats: Formats, scale: tuple[float, float]
) -> TableRow:
    """Return the row of one engagement, with its interval on a scale."""
    return _Writer(entry, workspace, words, formats, scale).row()


class _Rows(Sequence[TableRow]):
    """The rows, made on access: where all are cached as markup, none is made."""

    def __init__(self, entries: Sequence[PortfolioEntry], workspace: Workspace, words: Words, formats: Formats) -> None:
        self._entries, self._arguments = entries, (workspace, words, formats, shared_scale(entries))

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, at: int) -> TableRow: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[TableRow, ...]: ...
    def __getitem__(self, at: int | slice) -> TableRow | tuple[TableRow, ...]:
        if isinstance(at, slice):
            return tuple(row(entry, *self._arguments) for entry in self._entries[at])
        return row(self._entries[at], *self._arguments)


def shared_scale(entries: Sequence[PortfolioEntry]) -> tuple[float, float]:
    """Return the (lowest, highest) value of all intervals, with zero."""
    shown = [entry.compared for entry in entries if entry.compared.established]
    figures = [figure for candidate in shown for figure in (candidate.roi, candidate.roi_p10, candidate.roi_p90)]
    values = [float(figure.value) for figure in figures if figure.value is not None]
    return (min([0.0, *values]), max([0.0, *values]))


class _Writer:
    """Makes the row of one engagement."""

    def __init__(
        self,
        entry: PortfolioEntry,
        workspace: Workspace,
        words: Words,
        formats: Formats,
        domain: tuple[float, float],
    ) -> None:
        self._entry, self._workspace, self._words, self._domain = entry, workspace, words, domain
        self._own = Formats(formats.language, entry.compared.currency)

    def row(self) -> TableRow:
        candidate = self._entry.compared
        return TableRow(
            (
                Cell(self._entry.name, sub=self._entry.title, href=self._entry.page, strong=True),
                Cell(candidate.sector or self._words("common.none")),
                Cell(", ".join(self._offers())),
                Cell(str(candidate.as_of.year)),
                self._money(candidate.cost),
                self._money(candidate.gain, withheld=True),
                self._ratio(candidate.roi, sub=self._beside()),
                self._ratio(candidate.roi_to_date),
                self._range(),
                self._number(self._entry.published(candidate.payback_months), 1),
                self._number(candidate.nonfinancial_index.value, 0, signed=True),
                self._open(),
                self._state(),
                Cell(links=tuple((language.upper(), address) for language, address in self._entry.pdfs)),
            )
        )

    def _offers(self) -> tuple[str, ...]:
        """Return the names of its offers; a kind of offer has its own word."""
        offers = self._entry.compared.offers
        return tuple(capitalised(offer_label(self._workspace, self._words, offer)) for offer in offers)

    def _none(self) -> Cell:
        return Cell(self._words("common.none"), tone="muted", sort="")

    def _money(self, figure: Figure, *, withheld: bool = False) -> Cell:
        value = self._entry.published(figure) if withheld else figure.value
        if value is None:
            return self._none()
        comparable = Exchange.of(self._workspace).converted(figure, self._entry.compared)
        return Cell(self._own.money_short(value), sort=_sortable(comparable.value))

    def _ratio(self, figure: Figure, sub: str = "") -> Cell:
        value = self._entry.published(figure)
        if value is None:
            return self._none()
        tone: Tone = "negative" if value < 0 else "plain"
        return Cell(self._own.percent(value), sub=sub, strong=bool(sub), tone=tone, sort=float(value))

    def _beside(self) -> str:
        """Write the horizon of the ROI, its target, and the median where it belongs beside it."""
        entry, median = self._entry, self._entry.compared.roi_p50.value
        parts = [self._words("portfolio.horizon", n=entry.compared.horizon)]
        if entry.target is not None:
            parts.append(self._words("portfolio.roi.target", target=self._own.percent(entry.target)))
        if entry.median_beside and median is not None:
            parts.append(self._words("portfolio.roi.median", median=self._own.percent(median)))
        return " · ".join(parts)

    def _number(self, value: Decimal | None, places: int, *, signed: bool = False) -> Cell:
        if value is None:
            return self._none()
        return Cell(self._own.number(value, places, signed=signed), sort=float(value))

    def _range(self) -> Cell:
        """Draw the range; the page that compares draws it with the ROI to date and the target."""
        entry, candidate = self._entry, self._entry.compared
        roi, low, high, to_date = (
            entry.published(figure)
            for figure in (candidate.roi, candidate.roi_p10, candidate.roi_p90, candidate.roi_to_date)
        )
        if not entry.low_case:
            low = high = None
        plotted = tuple(None if value is None else float(value) for value in (roi, low, high, to_date, entry.target))
        median = _sortable(entry.published(candidate.roi_p50))
        return Cell(drawing=self._interval(roi, low, high), sort=median, plotted=plotted if roi is not None else ())

    def _interval(self, roi: Decimal | None, low: Decimal | None, high: Decimal | None) -> Drawing:
        """Draw P10, P90 and the ROI on the scale of the column."""
        key = "withheld" if roi is None else "point" if low is None or high is None else "range"
        shown = ("" if value is None else self._own.percent(value) for value in (roi, low, high))
        facts = dict(zip(("roi", "low", "high"), shown, strict=True))
        text = self._words(f"portfolio.interval.{key}", name=self._entry.name, **facts)
        point, lower, upper = (None if value is None else float(value) for value in (roi, low, high))
        return mini_interval.draw(mini_interval.MiniInterval(text, text, self._domain, point, lower, upper))

    def _open(self) -> Cell:
        """Count the reservations; the site filters by their severities."""
        reservations = self._entry.reservations
        kinds = [f"severity.{severity}" for severity in dict.fromkeys(reservations)]
        choices = tuple(capitalised(self._words(key)) for key in kinds or ["portfolio.open.none"])
        return Cell(str(len(reservations)), sort=float(len(reservations)), choices=choices)

    def _state(self) -> Cell:
        state = self._entry.state
        key = "portfolio.state.reached" if state == "reached" else f"status.verdict.{state}"
        return Cell(self._words(key), tone=_TONES[state], pill=True)


def _sortable(value: Decimal | None) -> float | str:
    return "" if value is None else float(value)
