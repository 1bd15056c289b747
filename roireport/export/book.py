"""What the sheets are written from, and the cell of each figure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final

from roireport.audience.allow_list import client_view
from roireport.export.cell import Kind, Role, SheetCell, Value, named, quoted
from roireport.measure.cash_flow import all_flows
from roireport.measure.discounting import Timeline, factor
from roireport.measure.figure import Figure, Unit
from roireport.measure.financial import DatedAmount
from roireport.model.engagement import Engagement
from roireport.model.grid import Grid
from roireport.model.place import Place
from roireport.present.context import ReportContext

_KINDS: Final[dict[Unit, Kind]] = {
    "money": "money",
    "ratio": "ratio",
    "rate_of_return": "ratio",
    "percent": "ratio",
    "months": "months",
    "points": "points",
    "count": "count",
}
_ABSENT: Final = {"no_discount_rate": "discounting.rate", "no_target_roi": "target_roi"}
"""The cell of a value that nobody typed, by the reason that its figure gives."""


@dataclass(slots=True)
class Book:
    """An engagement as a client may see it, and the names of the cells that its figures have in the workbook."""

    ctx: ReportContext
    grid: Grid
    timeline: Timeline
    _references: dict[int, tuple[str, Figure]] = field(default_factory=dict)
    """By id(); the figure is kept, so that no other takes its id."""
    _by_place: dict[Place, str] = field(default_factory=dict)

    @classmethod
    def of(cls, ctx: ReportContext) -> "Book":
        """The book of a context. The allow-list is applied here again, so that no caller can forget it."""
        engagement: Engagement = client_view(ctx.engagement)
        shown = replace(ctx, engagement=engagement)
        grid, financial = Grid.of(engagement), ctx.results.financial
        flows = [flow for flow, _ in all_flows(financial.costs, financial.gains)]
        return cls(shown, grid, Timeline.of(engagement.discounting.convention, flows, grid.start))

    @property
    def dated(self) -> bool:
        """Whether flows are discounted by the day."""
        return self.timeline.convention == "dated"

    def years(self, period: int) -> float:
        """When the flows of a period fall, in years; by the day they have none in common."""
        later = self.timeline.convention == "spreadsheet"
        return period / 12 if self.timeline.convention == "month_end" else float(period + later)

    def factor(self, flow: DatedAmount) -> Decimal:
        """By what a flow is multiplied to give its present value; 1 without a rate."""
        rate = self.ctx.engagement.discounting.rate
        return Decimal(1) if rate is None else factor(rate, self.timeline.years(flow))

    def by_day(self) -> list[tuple[date, Decimal]]:
        """The flows netted by day, in the order of time; a day whose flows cancel out is left out."""
        financial = self.ctx.results.financial
        days: dict[date, Decimal] = {}
        for flow, sign in all_flows(financial.costs, financial.gains):
            days[flow.day] = days.get(flow.day, Decimal(0)) + sign * flow.amount.known
        return sorted((day, net) for day, net in days.items() if net)

    def word(self, key: str, /, **facts: object) -> str:
        """A text of the workbook."""
        return str(self.ctx.words(f"workbook.{key}", **facts))

    def heads(self, columns: Iterable[str]) -> list[str]:
        """The heads of the columns of a table."""
        return [self.word(f"column.{column}") for column in columns]

    def reason(self, key: str) -> str:
        """Why a formula gives no number, as a literal of it."""
        return quoted(str(self.ctx.words(f"undefined.{key}")))

    def origin(self, place: Place | None) -> str:
        """Where a value was typed, as seen from the engagement's folder."""
        return str(place).removeprefix(f"{self.ctx.engagement.folder}/") if place else self.word("default")

    def put(self, figure: Figure, path: str) -> str:
        """Note that a figure is in the cell that is named like its path, and return that name."""
        name = named(path)
        self._references.setdefault(id(figure), (name, figure))
        if figure.formula == "typed" and figure.place and figure.place.file.endswith(".yaml"):
            self._by_place.setdefault(figure.place, name)
        return name

    def reference(self, figure: Figure) -> str:
        """The name of the cell of a figure; a literal where nobody typed it; empty where it has no cell."""
        if id(figure) in self._references:
            return self._references[id(figure)][0]
        if figure.place and figure.place in self._by_place:
            return self._by_place[figure.place]
        if figure.why is not None:
            return _ABSENT.get(figure.why.key, "")
        silent = figure.formula in ("typed", "no_gain_line") and figure.place is None
        return f"{figure.known:f}" if silent else ""

    def computed(self, path: str, figure: Figure, formula: str, role: Role = "formula") -> SheetCell:
        """The cell of a figure that a formula gives, or without one, of a value that the tool computed."""
        name = self.put(figure, path)
        return SheetCell(self.value(figure), role if formula else "measured", kind_of(figure), formula, name)

    def typed(self, path: str, figure: Figure, kind: Kind | None = None) -> SheetCell:
        """The cell of a value as it was typed, or of the default where nobody typed it."""
        return SheetCell(self.value(figure), "input", kind or kind_of(figure), name=self.put(figure, path))

    def value(self, figure: Figure) -> Value:
        """The value of a figure, or why it has none."""
        return figure.value if figure.value is not None else self.ctx.text(figure)


def kind_of(figure: Figure) -> Kind:
    """How the value of a figure is written in a cell."""
    if figure.formula == "benefit_cost_ratio":
        return "decimal"
    if figure.formula in ("criterion_value", "criterion_gain", "criterion_unknown"):
        return "factor"
    return _KINDS.get(figure.unit, "number")


def label(text: str) -> SheetCell:
    """A text in the first column of a table."""
    return SheetCell(text, "text", wide=True)


def number(value: Decimal | int, formula: str, kind: Kind = "money", name: str = "") -> SheetCell:
    """A number that a formula gives."""
    return SheetCell(value, "formula", kind, formula, name)
