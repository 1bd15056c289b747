"""What the sections of a report are written from: ReportContext."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Final

from roireport.assess.editorial import Editorial
from roireport.assess.finding import Finding
from roireport.assess.reservations import Reservation
from roireport.assess.verdict import Verdict
from roireport.compare.change import Group
from roireport.measure.figure import Figure, Reason
from roireport.measure.registry import Kind
from roireport.measure.results import Outcome, Results
from roireport.model.commit import Commit, Version
from roireport.model.engagement import Engagement
from roireport.model.period import Span, month_of
from roireport.model.workspace import Workspace
from roireport.present.language.formats import Formats, round_half_up
from roireport.present.language.quoted_text import QuotedText
from roireport.present.language.words import Words
from roireport.trace.entry import FigureEntry

POINT: Final = Decimal("0.01")
"""A difference of ratios below one point is written with a decimal."""


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    """A headline figure of an earlier version, and what its change since is due to; no parts where that is not known.

    Args:
        value: None where it had none.
    """

    path: str
    value: Decimal | None
    parts: tuple[tuple[Group, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """The version of a report before this one, with the ROI that it stated.

    Args:
        day: The day of its commit.
        is_tag: Whether git alone names it.
        is_draft: Whether its report was a draft, which the client may never have seen.
        figures: The figures that the appendix compares.
        cause: The group that more than half of what moved the ROI is due to; None where there is none.
        months: The first and the last month of the new measurements; None without any.
    """

    version: str
    roi: Decimal
    day: date | None = None
    is_tag: bool = False
    is_draft: bool = False
    figures: tuple[EarlierFigure, ...] = ()
    cause: Group | None = None
    months: Span | None = None


@dataclass(frozen=True, slots=True)
class ReportContext:
    """An engagement with everything computed from it, and one language to say it in."""

    engagement: Engagement
    workspace: Workspace
    results: Results
    entries: Mapping[str, FigureEntry]
    """Every figure with its measure, by its path, such as financial.roi or kpis.taux-conversion.latest."""
    figures: Mapping[str, Figure]
    """The same figures alone."""
    findings: tuple[Finding, ...]
    reservations: tuple[Reservation, ...]
    """What section 7 prints of the findings."""
    verdict: Verdict
    editorial: Editorial
    """What leads on its pages."""
    established_effects: frozenset[str]
    """The KPIs whose effect is established; nothing else may call an effect real."""
    outcomes: tuple[Outcome, ...]
    words: Words
    formats: Formats
    commit: Version
    earlier: EarlierVersion | None = None
    """What the summary compares this version with; None where no earlier one is known."""

    @property
    def commit_text(self) -> str:
        """The commit as it is printed; empty where none is known."""
        return str(self.commit) if isinstance(self.commit, Commit) else ""

    def say(self, path: str, *, places: int | None = None, short: bool = True, signed: bool = False) -> QuotedText:
        """The figure of a path in its unit: 126 %, 260 k€, 12,9 mois; where it has no value, the reason why.

        A headline that a blocker withholds is said to be not established; `detail` shows it all the same.
        """
        if self.withholds(path):
            return QuotedText(self.words("undefined.not_established"), (path,))
        return self.detail(path, places=places, short=short, signed=signed)

    def withholds(self, path: str) -> bool:
        """Whether a blocker withholds the figure of a path: a headline, or a measure that derives from it."""
        return not self.verdict.established and self.entries[path].measure.withheld

    def detail(self, path: str, *, places: int | None = None, short: bool = False, signed: bool = False) -> QuotedText:
        """The computed figure, in the detail of a report, whether or not the headline is established."""
        kind = self.entries[path].measure.kind
        figure = _size(self.figures[path]) if kind == "size" else self.figures[path]
        if figure.value is None:
            text = self.text(figure)
        elif kind == "month":
            text = self._month(int(figure.value))
        elif kind == "payback" and figure.value and self.engagement.discounting.yearly:
            text = self._month(ceil(figure.value) - 1)
        elif kind == "percentage_points" or (kind == "difference" and figure.unit == "percent"):
            text = self._points(figure.value, kind, places)
        else:
            text = self.text(figure, places=places, short=short, signed=signed)
        return QuotedText(text, (path,))

    def text(self, figure: Figure, *, places: int | None = None, short: bool = False, signed: bool = False) -> str:
        """A figure in its unit, or the reason why it has no value."""
        if figure.value is None:
            return self._reason(figure.why)
        value, formats = figure.value, self.formats
        match figure.unit:
            case "ratio" if figure.formula == "benefit_cost_ratio":
                return formats.number(value, 2 if places is None else places)
            case "money":
                return self._money(value, places, short=short, signed=signed)
            case "ratio" | "percent" | "rate_of_return":
                return formats.percent(value, _percent_places(figure) if places is None else places, signed=signed)
            case "months" | "days" | "hours":
                return self._duration(figure.unit, value, 1 if places is None else places, signed=signed)
            case _:
                return formats.number(value, 1 if places is None else places, signed=signed)

    def _points(self, value: Decimal, kind: Kind, places: int | None) -> str:
        """A difference of two percentages; an effect on the ROI has a decimal only below one point."""
        if places is None:
            places = int(kind == "difference" or 0 < abs(value) < POINT)
        return self.formats.percentage_points(value, places)

    def _month(self, index: int) -> str:
        """A month of the grid; its year where the grid has years, which know no month."""
        if self.engagement.discounting.yearly:
            return self.words("unit.year_of_grid", year=self.formats.number(Decimal(index // 12 + 1)))
        return self.formats.month(month_of(self.engagement.period.start) + index)

    def _reason(self, why: Reason | None) -> str:
        return self.words(f"undefined.{why.key}", **dict(why.facts)) if why else ""

    def _money(self, value: Decimal, places: int | None, *, short: bool, signed: bool) -> str:
        """An amount in short, in whole units, or with all decimals of its currency where any are wanted."""
        formats = self.formats
        if short:
            return formats.money_short(value, signed=signed)
        return formats.money(value, formats.currency_places if places else 0, signed=signed)

    def _duration(self, unit: str, value: Decimal, places: int, *, signed: bool) -> str:
        """A number of months, days or hours, with the word in its plural."""
        shown = round_half_up(value, places)
        return self.words(f"unit.{unit}", value=self.formats.number(shown, places, signed=signed), n=abs(shown))


def _size(figure: Figure) -> Figure:
    """The figure without its sign."""
    return figure if figure.value is None else replace(figure, value=abs(figure.value))


def _percent_places(figure: Figure) -> int:
    """The usual decimals of a percentage: none for a ratio or from 100 % on, else one."""
    return 0 if figure.unit == "ratio" or abs(figure.known) >= 1 else 1
