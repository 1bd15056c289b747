"""The table of the engagements: headline figures, state, interval, links."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final, overload

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

_COLUMNS: Final[tuple[tuple[str, float, Align, bool], ...]] = (
    ("engagement", 16, "left", False), ("sector", 9, "left", True), ("offer", 12, "left", True),
    ("year", 5, "left", True), ("cost", 8, "right", False), ("gain", 8, "right", False), ("roi", 7, "right", False),
    ("roi_12_months", 7, "right", False), ("interval", 9, "left", False), ("payback", 6, "right", False),
    ("index", 5, "right", False), ("open", 6, "right", True), ("state", 9, "center", True),
    ("reports", 4, "left", False),
)  # fmt: skip
_TONES: Final[dict[State, Tone]] = {
    "reached": "positive", "profit": "positive", "below": "warning", "loss": "negative",
    "withheld": "negative", "undefined": "muted",
}  # fmt: skip


def table(
    entries: Sequence[PortfolioEntry],
    workspace: Workspace,
    words: Words,
    formats: Formats,
    written: Mapping[str, str] = MappingProxyType({}),
) -> Table:
    """One row an engagement, in the order given; amounts stay in the engagement's own currency.

    `written` are all rows as markup, by the engagement's id, where they were written before.
    """
    rows = _Rows(entries, workspace, words, formats)
    return Table(columns(words), rows, written=tuple(written[entry.id] for entry in entries) if written else ())


def columns(words: Words) -> tuple[TableColumn, ...]:
    """The columns of the table."""
    return tuple(
        TableColumn(words(f"portfolio.column.{name}"), width, align, filter) for name, width, align, filter in _COLUMNS
    )


def row(
    entry: PortfolioEntry, workspace: Workspace, words: Words, formats: Formats, scale: tuple[float, float]
) -> TableRow:
    """The row of one engagement, its interval drawn on a scale."""
    return _Writer(entry, workspace, words, formats, scale).row()


class _Rows(Sequence[TableRow]):
    """The rows, each made when somebody looks at it: where all were written before, nobody does."""

    def __init__(self, entries: Sequence[PortfolioEntry], workspace: Workspace, words: Words, formats: Formats) -> None:
        self._entries, self._around = entries, (workspace, words, formats, shared_scale(entries))

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, at: int) -> TableRow: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[TableRow, ...]: ...
    def __getitem__(self, at: int | slice) -> TableRow | tuple[TableRow, ...]:
        if isinstance(at, slice):
            return tuple(row(entry, *self._around) for entry in self._entries[at])
        return row(self._entries[at], *self._around)


def shared_scale(entries: Sequence[PortfolioEntry]) -> tuple[float, float]:
    """(lowest, highest) that all intervals are drawn on: from the lowest to the highest value of any."""
    shown = [entry.compared for entry in entries if entry.compared.established]
    figures = [figure for one in shown for figure in (one.roi, one.roi_p10, one.roi_p90)]
    values = [float(figure.value) for figure in figures if figure.value is not None]
    return (min([0.0, *values]), max([0.0, *values]))


class _Writer:
    """Writes the row of one engagement."""

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
        made = self._entry.compared
        return TableRow(
            (
                Cell(self._entry.name, sub=self._entry.title, href=self._entry.page, strong=True),
                Cell(made.sector or self._words("common.none")),
                Cell(", ".join(self._offers())),
                Cell(str(made.as_of.year)),
                self._money(made.cost),
                self._money(made.gain, withheld=True),
                self._ratio(made.roi, sub=self._words("portfolio.horizon", n=made.horizon)),
                self._ratio(made.roi_12_months),
                Cell(drawing=self._interval(), sort=_sortable(self._entry.published(made.roi_p50))),
                self._number(self._entry.published(made.payback_months), 1),
                self._number(made.nonfinancial_index.value, 0, signed=True),
                self._open(),
                self._state(),
                Cell(links=tuple((language.upper(), address) for language, address in self._entry.pdfs)),
            )
        )

    def _offers(self) -> tuple[str, ...]:
        """The names of its offers; a kind of offer has its own word."""
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

    def _number(self, value: Decimal | None, places: int, *, signed: bool = False) -> Cell:
        if value is None:
            return self._none()
        return Cell(self._own.number(value, places, signed=signed), sort=float(value))

    def _interval(self) -> Drawing:
        """P10 to P90 about the ROI, on the scale of the whole column."""
        entry, made = self._entry, self._entry.compared
        roi, low, high = (entry.published(figure) for figure in (made.roi, made.roi_p10, made.roi_p90))
        key = "withheld" if roi is None else "point" if low is None or high is None else "range"
        shown = ("" if value is None else self._own.percent(value) for value in (roi, low, high))
        facts = dict(zip(("roi", "low", "high"), shown, strict=True))
        said = self._words(f"portfolio.interval.{key}", name=entry.name, **facts)
        point, lower, upper = (None if value is None else float(value) for value in (roi, low, high))
        return mini_interval.draw(mini_interval.MiniInterval(said, said, self._domain, point, lower, upper))

    def _open(self) -> Cell:
        """How many challenges are open; the site offers their severities as a choice."""
        found = self._entry.open
        kinds = [f"severity.{each}" for each in dict.fromkeys(severity for _, severity in found)]
        choices = tuple(capitalised(self._words(key)) for key in kinds or ["portfolio.open.none"])
        return Cell(str(len(found)), sort=float(len(found)), choices=choices)

    def _state(self) -> Cell:
        state = self._entry.state
        return Cell(self._words(f"portfolio.state.{state}"), tone=_TONES[state], pill=True)


def _sortable(value: Decimal | None) -> float | str:
    return "" if value is None else float(value)
