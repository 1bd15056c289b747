"""The data of the cash chart: costs, gains and their running total."""

from decimal import Decimal
from typing import Final

from roireport.chart.axis import Period
from roireport.chart.cash import Cash, CashBar, CashLabels, draw
from roireport.chart.drawing import Drawing
from roireport.chart.scale import Labelled, ticks
from roireport.measure.financial import CashPeriod
from roireport.model.period import Span, month_of
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import capitalised, months, spelled
from roireport.present.language.quoted_text import QuotedText

HEIGHT: Final = 224.0
"""Height of the chart."""
FEW: Final = 2
"""Steps on the axis of the lower panel."""


def cash_title(ctx: ReportContext) -> QuotedText:
    """Say how long the money was out, and where the running total ends."""
    flows, net = ctx.results.financial.cash_flow, ctx.results.financial.net_benefit
    end = "above" if net.known > 0 else "even" if net.known == 0 else "below"
    waited = lag(ctx)
    facts = {
        "net": QuotedText(ctx.formats.money_short(abs(net.known)), ("financial.net_benefit",)),
        "horizon": months(ctx, ctx.engagement.horizon),
    }
    if waited is None or waited == 0 or waited >= len(flows):
        return ctx.words(f"roi.cash.title.at_once.{end}", **facts)
    unit = "year" if ctx.engagement.discounting.yearly else "month"
    count = spelled(ctx, waited, feminine=unit == "year")  # French: un mois, une période
    return capitalised(ctx.words(f"roi.cash.title.{unit}.{end}", n=waited, count=count, **facts))


def lag(ctx: ReportContext) -> int | None:
    """Return the number of periods before the first gain; None without a gain."""
    flows = ctx.results.financial.cash_flow
    return next((flow.index for flow in flows if flow.gain.defined and flow.gain.known > 0), None)


def cash_drawing(ctx: ReportContext, title: str, description: str) -> Drawing:
    """Draw the chart: amounts in the currency, short labels on the axis."""
    flows = tuple(_flow(ctx, flow) for flow in ctx.results.financial.cash_flow)
    totals = [0.0, *(flow.cumulative for flow in flows)]
    bars = [level for flow in flows for level in (-flow.cost, flow.gain, 0.0)]
    return draw(
        Cash(
            title,
            description,
            flows,
            ticks(totals, lambda value: _tick(ctx, value)),
            ticks(bars, lambda value: _tick(ctx, value), FEW),
            _words(ctx),
            lag=_lag(ctx),
            peak=_peak(ctx),
            break_even=_break_even(ctx),
            latest=_latest(ctx),
            last=_last(ctx),
            height=HEIGHT,
        )
    )


def _tick(ctx: ReportContext, value: float) -> str:
    return ctx.formats.money_short(Decimal(str(value)), figures=2)


def _flow(ctx: ReportContext, flow: CashPeriod) -> CashBar:
    """Return the bar of a period.

    An undefined amount counts as zero, as in the totals.
    """
    cost, gain, total = (float(figure.value or 0) for figure in (flow.cost, flow.gain, flow.cumulative))
    named = period_name(ctx, flow)
    tip = ctx.words(
        "roi.cash.tip",
        period=full_name(named),
        cost=ctx.formats.money(Decimal(str(cost))),
        gain=ctx.formats.money(Decimal(str(gain))),
        total=ctx.formats.money(Decimal(str(total)), signed=True),
    )
    return CashBar(named, cost, gain, total, flow.forecast, tip, flow.state == "elapsed")


def period_name(ctx: ReportContext, flow: CashPeriod) -> Period:
    """Return the name of a period: a month with its year, or the number of a year."""
    if ctx.engagement.discounting.yearly:
        key = "roi.cash.start" if flow.index == 0 else "roi.cash.year"
        return Period(ctx.words(key, year=flow.index))
    month = month_of(ctx.engagement.period.start) + flow.index
    return Period(*ctx.formats.axis_name(Span(month, month)))


def full_name(period: Period) -> str:
    """Write a period with its year: mars 2025."""
    return f"{period.label} {period.group}".strip()


def _words(ctx: ReportContext) -> CashLabels:
    names = ("cost", "gain", "gain_forecast", "cumulative", "measured", "forecast", "gain_elapsed")
    return CashLabels(*(ctx.words(f"roi.cash.legend.{name}") for name in names))


def _lag(ctx: ReportContext) -> Labelled | None:
    """Label the periods before the first gain."""
    waited = lag(ctx)
    if not waited:
        return None
    note = (
        ctx.words("roi.cash.years", n=waited, count=waited)
        if ctx.engagement.discounting.yearly
        else months(ctx, waited)
    )
    return Labelled(waited, ctx.words("roi.cash.lag"), note)


def _peak(ctx: ReportContext) -> Labelled | None:
    """Label the period in which most money was out."""
    peak, flows = ctx.results.financial.peak_exposure, ctx.results.financial.cash_flow
    if not peak.defined or peak.known >= 0:
        return None
    index = next(flow.index for flow in flows if flow.cumulative.known == peak.known)
    return Labelled(index, ctx.words("roi.cash.peak", peak=ctx.formats.money_short(peak.known)))


def _break_even(ctx: ReportContext) -> Labelled | None:
    """Label the payback: m months lie at the end of period m − 1 (of year m / 12)."""
    payback = ctx.results.financial.payback_months
    if not payback.defined or payback.known == 0:
        return None
    position = payback.known / 12 if ctx.engagement.discounting.yearly else payback.known - 1
    note = ctx.detail("financial.payback_months")
    return Labelled(float(position), ctx.words("roi.cash.break_even"), note)


def _latest(ctx: ReportContext) -> tuple[str, str]:
    """Label the running total at the cut-off date."""
    measured = [flow for flow in ctx.results.financial.cash_flow if not flow.forecast]
    if not measured:
        return "", ""
    amount = ctx.formats.money_short(measured[-1].cumulative.known, signed=True)
    return amount, ctx.words("roi.cash.latest")


def _last(ctx: ReportContext) -> str:
    """Label the running total at the end of the horizon."""
    last = ctx.results.financial.cash_flow[-1]
    amount = ctx.formats.money_short(last.cumulative.known, signed=True)
    return ctx.words("roi.cash.last", amount=amount)
