"""The return in the short and in the long term, as its chart wants it."""

from decimal import Decimal
from typing import Final

from roireport.chart.axis import Period
from roireport.chart.drawing import Drawing
from roireport.chart.return_course import Moment, ReturnCourse, draw
from roireport.chart.scale import Labelled, ticks
from roireport.measure.financial import CashPeriod
from roireport.measure.grid import Grid
from roireport.present.charts import slot
from roireport.present.charts.cash import full_name, period_name
from roireport.present.desk import Desk
from roireport.present.figures.quote import months
from roireport.present.language.said import Said

HEIGHT: Final = 216.0
"""Height of the chart."""


def return_course_title(desk: Desk) -> Said:
    """The ROI to date, after twelve months and over the horizon, as far as they are defined and differ."""
    financial = desk.results.financial
    if not desk.verdict.established:
        return desk.words("roi.course.title.withheld")
    early = "to_date" if financial.roi_to_date.defined else "ahead"
    long = "long" if _is_long(desk) and financial.roi_12_months.defined else "short"
    flows = desk.results.financial.cash_flow
    horizon = months(desk, desk.engagement.horizon)
    return desk.words(
        f"roi.course.title.{early}.{long}",
        to_date=desk.say("financial.roi_to_date"),
        year=desk.words(f"roi.course.year.{_kind(flows[_year_end(desk)])}", year=desk.say("financial.roi_12_months")),
        whole=desk.words(f"roi.course.whole.{_kind(flows[-1])}", whole=desk.say("financial.roi"), horizon=horizon),
    )


def _kind(flow: CashPeriod) -> str:
    return "forecast" if flow.forecast else "measured"


def _year_end(desk: Desk) -> int:
    """The index of the last period of the first twelve months."""
    return Grid.of(desk.engagement).first_year - 1


def _is_long(desk: Desk) -> bool:
    """Whether the horizon reaches beyond the first twelve months."""
    grid = Grid.of(desk.engagement)
    return grid.first_year < grid.size


def return_course_drawing(desk: Desk, title: str, description: str) -> Drawing:
    """The chart; the axis in percent, the latest measured period, the twelfth month and the last labelled."""
    flows = desk.results.financial.cash_flow
    named = _named(desk, flows)
    known = [float(flow.roi.known) for flow in flows if flow.roi.defined]
    target = desk.engagement.target_roi
    levels = [0.0, *known, *([] if target is None else [float(target)])]
    return draw(
        ReturnCourse(
            title,
            description,
            tuple(_moment(desk, flow, named.get(flow.index, "")) for flow in flows),
            ticks(levels, lambda value: desk.formats.percent(Decimal(str(value)))),
            desk.words("roi.cash.legend.measured"),
            desk.words("roi.cash.legend.forecast"),
            _target(desk),
            slot.HALF,
            HEIGHT,
        )
    )


def _named(desk: Desk, flows: tuple[CashPeriod, ...]) -> dict[int, str]:
    """What is said of which period; of two things said of one, the longer term."""
    grid = Grid.of(desk.engagement)
    measured = [flow for flow in flows if not flow.forecast and flow.roi.defined]
    names: dict[int, str] = {}
    if measured:
        latest = measured[-1]
        same = desk.formats.percent(latest.roi.known) == desk.detail("financial.roi_to_date")
        names[latest.index] = desk.words("roi.course.to_date") if same else "".join(_name(desk, latest))
    if _is_long(desk):
        names[_year_end(desk)] = desk.words("roi.course.year")
    return {**names, len(flows) - 1: desk.words("roi.course.horizon", horizon=months(desk, grid.horizon))}


def _name(desk: Desk, flow: CashPeriod) -> tuple[str, str]:
    period = period_name(desk, flow)
    return period.label, f" {period.group}" if period.group else ""


def _moment(desk: Desk, flow: CashPeriod, note: str) -> Moment:
    period: Period = period_name(desk, flow)
    if not flow.roi.defined:
        return Moment(period, None, flow.forecast)
    shown = desk.formats.percent(flow.roi.known)
    tip = desk.words("common.labelled", label=full_name(period), value=shown)
    return Moment(period, float(flow.roi.known), flow.forecast, shown if note else "", note, tip)


def _target(desk: Desk) -> Labelled | None:
    target = desk.engagement.target_roi
    if target is None:
        return None
    return Labelled(float(target), desk.words("roi.course.target", target=desk.formats.percent(target)))
