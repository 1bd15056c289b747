"""Costs, gains and their running total, as the cash chart wants them."""

from decimal import Decimal
from typing import Final

from roireport.chart.axis import Period
from roireport.chart.cash import Cash, Flow, Words, draw
from roireport.chart.drawing import Drawing
from roireport.chart.scale import Labelled, ticks
from roireport.measure.financial import CashPeriod
from roireport.model.period import Span, month_of
from roireport.present.desk import Desk
from roireport.present.figures.quote import capitalised, months, spelled
from roireport.present.language.said import Said

HEIGHT: Final = 212.0
"""Height of the chart."""

YEARLY: Final = ("year_end", "spreadsheet")
"""The conventions whose grid counts years."""


def cash_title(desk: Desk) -> Said:
    """How long the money was out before the first gain, and where the running total ends."""
    flows, net = desk.results.financial.cash_flow, desk.results.financial.net_benefit
    if not desk.verdict.established:
        return desk.words("roi.cash.title.withheld")
    if not net.defined:
        return desk.words("roi.cash.title.undefined")
    end = "above" if net.known > 0 else "even" if net.known == 0 else "below"
    waited = lag(desk)
    facts = {
        "net": Said(desk.formats.money_short(abs(net.known)), ("financial.net_benefit",)),
        "horizon": months(desk, desk.engagement.horizon),
    }
    if waited is None or waited == 0 or waited >= len(flows):
        return desk.words(f"roi.cash.title.at_once.{end}", **facts)
    unit = "year" if _yearly(desk) else "month"
    return capitalised(desk.words(f"roi.cash.title.{unit}.{end}", n=waited, count=spelled(desk, waited), **facts))


def lag(desk: Desk) -> int | None:
    """How many periods pass before the first one that has a gain; None where none has."""
    flows = desk.results.financial.cash_flow
    return next((flow.index for flow in flows if flow.gain.defined and flow.gain.known > 0), None)


def cash_drawing(desk: Desk, title: str, description: str) -> Drawing:
    """The chart; amounts in the currency, the axis labelled short."""
    flows = tuple(_flow(desk, flow) for flow in desk.results.financial.cash_flow)
    levels = [level for flow in flows for level in (flow.cumulative, -flow.cost, flow.gain, 0.0)]
    axis = ticks(levels, lambda value: desk.formats.money_short(Decimal(str(value)), figures=2))
    return draw(
        Cash(
            title,
            description,
            flows,
            axis,
            _words(desk),
            lag=_lag(desk),
            peak=_peak(desk),
            break_even=_break_even(desk),
            latest=_latest(desk),
            last=_last(desk),
            height=HEIGHT,
        )
    )


def _yearly(desk: Desk) -> bool:
    return desk.engagement.discounting.convention in YEARLY


def _flow(desk: Desk, flow: CashPeriod) -> Flow:
    """One period; what is undefined counts as nothing, as in the totals."""
    cost, gain, total = (float(figure.value or 0) for figure in (flow.cost, flow.gain, flow.cumulative))
    named = period_name(desk, flow)
    tip = desk.words(
        "roi.cash.tip",
        period=full_name(named),
        cost=desk.formats.money(Decimal(str(cost))),
        gain=desk.formats.money(Decimal(str(gain))),
        total=desk.formats.money(Decimal(str(total)), signed=True),
    )
    return Flow(named, cost, gain, total, flow.forecast, tip)


def period_name(desk: Desk, flow: CashPeriod) -> Period:
    """The name of a period: a month and its year, or a year counted from the start."""
    if _yearly(desk):
        key = "roi.cash.start" if flow.index == 0 else "roi.cash.year"
        return Period(desk.words(key, year=flow.index))
    month = month_of(desk.engagement.period.start) + flow.index
    return Period(*desk.formats.axis_name(Span(month, month)))


def full_name(period: Period) -> str:
    """A period with its year: mars 2025."""
    return f"{period.label} {period.group}".strip()


def _words(desk: Desk) -> Words:
    names = ("cost", "gain", "gain_forecast", "cumulative", "measured", "forecast")
    return Words(*(desk.words(f"roi.cash.legend.{name}") for name in names))


def _lag(desk: Desk) -> Labelled | None:
    """The periods before the first gain."""
    waited = lag(desk)
    if not waited:
        return None
    note = desk.words("roi.cash.years", n=waited, count=waited) if _yearly(desk) else months(desk, waited)
    return Labelled(waited, desk.words("roi.cash.lag"), note)


def _peak(desk: Desk) -> Labelled | None:
    """The period in which most money was out."""
    peak, flows = desk.results.financial.peak_exposure, desk.results.financial.cash_flow
    if not peak.defined or peak.known >= 0:
        return None
    index = next(flow.index for flow in flows if flow.cumulative.known == peak.known)
    return Labelled(index, desk.words("roi.cash.peak", peak=desk.formats.money_short(peak.known)))


def _break_even(desk: Desk) -> Labelled | None:
    """Where the running total crosses zero: payback m months lies at the end of period m − 1 (of year m / 12)."""
    payback = desk.results.financial.payback_months
    if not desk.verdict.established or not payback.defined or payback.known == 0:
        return None
    position = payback.known / 12 if _yearly(desk) else payback.known - 1
    note = desk.detail("financial.payback_months")
    return Labelled(float(position), desk.words("roi.cash.break_even"), note)


def _latest(desk: Desk) -> tuple[str, str]:
    """The running total at the cut-off date."""
    measured = [flow for flow in desk.results.financial.cash_flow if not flow.forecast and flow.cumulative.defined]
    if not measured or not desk.verdict.established:
        return "", ""
    amount = desk.formats.money_short(measured[-1].cumulative.known, signed=True)
    return amount, desk.words("roi.cash.latest")


def _last(desk: Desk) -> str:
    """The running total at the end of the horizon."""
    flows = desk.results.financial.cash_flow
    if not desk.verdict.established or not flows or not flows[-1].cumulative.defined:
        return ""
    amount = desk.formats.money_short(flows[-1].cumulative.known, signed=True)
    return desk.words("roi.cash.last", amount=amount)
