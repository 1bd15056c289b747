"""The data of the return chart: the ROI in the short and in the long term."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate
from typing import Final

from roireport.chart.axis import Period
from roireport.chart.drawing import Drawing
from roireport.chart.return_course import Moment, ReturnCourse, draw
from roireport.chart.scale import Labelled, ticks
from roireport.measure.financial import STATES, CashPeriod, State
from roireport.model.grid import Grid
from roireport.present.charts import slot
from roireport.present.charts.cash import full_name, period_name
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import months
from roireport.present.language.quoted_text import QuotedText

HEIGHT: Final = 216.0
"""Height of the chart."""


def return_course_title(ctx: ReportContext) -> QuotedText:
    """Give the ROI to date, after twelve months and over the horizon."""
    financial = ctx.results.financial
    flows = ctx.results.financial.cash_flow
    early = "to_date" if financial.roi_to_date.defined and flows[-1].forecast else "ahead"
    long = "long" if _is_long(ctx) and financial.roi_12_months.defined else "short"
    horizon = months(ctx, ctx.engagement.horizon)
    return ctx.words(
        f"roi.course.title.{early}.{long}",
        to_date=ctx.say("financial.roi_to_date"),
        year=ctx.words(f"roi.course.year.{_kind(flows[_year_end(ctx)])}", year=ctx.say("financial.roi_12_months")),
        whole=ctx.words(f"roi.course.whole.{_kind(flows[-1])}", whole=ctx.say("financial.roi"), horizon=horizon),
    )


def _kind(flow: CashPeriod) -> str:
    return "forecast" if flow.forecast else "measured"


def _year_end(ctx: ReportContext) -> int:
    """Return the index of the last period of the first twelve months."""
    return Grid.of(ctx.engagement).first_year - 1


def _is_long(ctx: ReportContext) -> bool:
    """Return whether the horizon is longer than twelve months."""
    grid = Grid.of(ctx.engagement)
    return grid.first_year < grid.size


def return_course_drawing(ctx: ReportContext, title: str, description: str) -> Drawing:
    """Draw the chart, with labels at the latest measured, the twelfth and the last month."""
    flows = ctx.results.financial.cash_flow
    named = _named(ctx, flows)
    returns = [float(flow.roi.known) for flow in flows if flow.roi.defined]
    target = ctx.engagement.target_roi
    levels = [0.0, *returns, *([] if target is None else [float(target)])]
    return draw(
        ReturnCourse(
            title,
            description,
            tuple(
                _moment(ctx, flow, state, named.get(flow.index, ""))
                for flow, state in zip(flows, _states(flows), strict=True)
            ),
            ticks(levels, lambda value: ctx.formats.percent(Decimal(str(value)))),
            ctx.words("roi.course.legend.observed"),
            ctx.words("roi.course.legend.elapsed"),
            ctx.words("roi.course.legend.forecast"),
            _target(ctx),
            slot.HALF,
            HEIGHT,
        )
    )


def _named(ctx: ReportContext, flows: tuple[CashPeriod, ...]) -> dict[int, str]:
    """Return the labels by period; of two labels of a period the longer term."""
    grid = Grid.of(ctx.engagement)
    measured = [flow for flow in flows if not flow.forecast and flow.roi.defined]
    names: dict[int, str] = {}
    if measured:
        latest = measured[-1]
        same = ctx.formats.percent(latest.roi.known) == ctx.detail("financial.roi_to_date")
        names[latest.index] = ctx.words("roi.course.to_date") if same else "".join(_name(ctx, latest))
    if _is_long(ctx):
        names[_year_end(ctx)] = ctx.words("roi.course.year")
    return {**names, len(flows) - 1: ctx.words("roi.course.horizon", horizon=months(ctx, grid.horizon))}


def _name(ctx: ReportContext, flow: CashPeriod) -> tuple[str, str]:
    period = period_name(ctx, flow)
    return period.label, f" {period.group}" if period.group else ""


def _states(flows: tuple[CashPeriod, ...]) -> Iterator[State]:
    """Yield how sure the return up to each period is: as the least sure of all amounts in it."""
    kinds: Iterator[State] = ("forecast" if flow.forecast else flow.state for flow in flows)
    return accumulate(kinds, lambda before, now: max(before, now, key=STATES.index))


def _moment(ctx: ReportContext, flow: CashPeriod, state: State, note: str) -> Moment:
    period: Period = period_name(ctx, flow)
    if not flow.roi.defined:
        return Moment(period, None, state)
    shown = ctx.formats.percent(flow.roi.known)
    tip = ctx.words("common.labelled", label=full_name(period), value=shown)
    return Moment(period, float(flow.roi.known), state, shown if note else "", note, tip)


def _target(ctx: ReportContext) -> Labelled | None:
    target = ctx.engagement.target_roi
    if target is None:
        return None
    return Labelled(float(target), ctx.words("roi.course.target", target=ctx.formats.percent(target)))
