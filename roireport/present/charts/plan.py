"""Expected against actual over time: the planned and the actual net gain."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from roireport.chart.axis import Period
from roireport.chart.expected_actual import ExpectedActual, ExpectedActualLabels, Pair, draw
from roireport.measure.financial import CashPeriod
from roireport.model.grid import Grid
from roireport.model.period import Month, Span, month_of
from roireport.present.blocks import Block, Exhibit, Sentence
from roireport.present.charts import slot
from roireport.present.charts.cash import full_name
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import months
from roireport.present.language.formats import round_half_up
from roireport.present.language.money_scale import MoneyScale
from roireport.present.language.quoted_text import QuotedText, joined
from roireport.present.story.section import data_source

THREE_DIGITS: Final = 100
MOST_IN_HALF: Final = 9
"""Periods that can be read in one of two columns."""
HEIGHT: Final = 222.0
"""Height of the chart."""
MOST_MONTHS: Final = 12
"""Up to this many months are drawn one by one; more are drawn by quarter."""
MOST_QUARTERS: Final = 48
"""Up to this many months are drawn by quarter; more are drawn by year."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A month, quarter or year of the plan: its name and its amounts."""

    name: tuple[str, str]
    plan: Decimal
    gain: Decimal
    forecast: bool
    elapsed: bool


@dataclass(frozen=True, slots=True)
class _PlannedPeriod:
    """A period of the grid, with the gain of the lines that have a plan."""

    flow: CashPeriod
    gain: Decimal
    elapsed: bool
    """Whether some of that gain has elapsed without being observed."""


def plan_exhibit(ctx: ReportContext) -> tuple[Block, ...]:
    """Draw the plan beside the gain; a sentence where nothing was planned."""
    if not has_plan(ctx):
        return (Sentence(ctx.words("challenges.plan.none")),)
    periods = stretches(ctx)
    scale = _scale(ctx, [amount for period in periods for amount in (period.plan, period.gain)])
    title, subtitle = plan_title(ctx), ctx.words("challenges.plan.subtitle", unit=scale.unit)
    names = ("variance", "amount", "row", "plan", "actual", "forecast", "elapsed")
    words = ExpectedActualLabels(*(ctx.words(f"challenges.plan.{name}", unit=scale.unit) for name in names))
    pairs = tuple(_pair(ctx, scale, period) for period in periods)
    drawing = draw(ExpectedActual(title, subtitle, pairs, words, slot.HALF if fits_half(ctx) else slot.WHOLE, HEIGHT))
    return (Exhibit(title, subtitle, drawing, data_source(ctx), note=_without_plan(ctx)),)


def _scale(ctx: ReportContext, amounts: list[Decimal]) -> MoneyScale:
    """Choose the scale; half a page has no room for a decimal after three digits."""
    scale = MoneyScale.over(ctx.formats, amounts)
    long = max(map(abs, amounts)).scaleb(-scale.power) >= THREE_DIGITS
    return MoneyScale(ctx.formats, scale.power, 0) if long and fits_half(ctx) else scale


def fits_half(ctx: ReportContext) -> bool:
    """Return whether the periods are few enough for half a page."""
    return not has_plan(ctx) or len(stretches(ctx)) <= MOST_IN_HALF


def has_plan(ctx: ReportContext) -> bool:
    """Return whether a gain was planned."""
    return ctx.results.financial.plan.total.defined


def _planned_periods(ctx: ReportContext) -> tuple[_PlannedPeriod, ...]:
    """Return each period with the gain of the lines that have a plan, to compare like with like."""
    periods = ctx.results.financial.cash_flow
    gains, elapsed = [Decimal(0)] * len(periods), set[int]()
    for result in ctx.results.financial.gains:
        for flow in result.flows if result.plan.defined else ():
            gains[flow.period] += flow.amount.known
            elapsed |= {flow.period} if flow.state == "elapsed" else set()
    return tuple(_PlannedPeriod(period, gains[period.index], period.index in elapsed) for period in periods)


def stretches(ctx: ReportContext) -> tuple[Stretch, ...]:
    """Group the periods by month, quarter or year of the calendar.

    Years stay as they are.
    """
    periods = _planned_periods(ctx)
    if ctx.engagement.discounting.yearly:
        return tuple(_stretch((ctx.words("figure.year", number=year.flow.period), ""), [year]) for year in periods)
    start, count = month_of(ctx.engagement.period.start), len(periods)
    length = 1 if count <= MOST_MONTHS else 3 if count <= MOST_QUARTERS else 12
    grouped = groupby(periods, key=lambda month: (start + month.flow.index) // length)
    return tuple(_of_calendar(ctx, number * length, length, list(members)) for number, members in grouped)


def _of_calendar(ctx: ReportContext, first: Month, length: int, members: list[_PlannedPeriod]) -> Stretch:
    return _stretch(ctx.formats.axis_name(Span(first, first + length - 1)), members)


def _stretch(name: tuple[str, str], members: list[_PlannedPeriod]) -> Stretch:
    """Add up several periods; a forecast if any of them is."""
    zero = Decimal(0)
    return Stretch(
        name,
        sum((period.flow.plan.value or zero for period in members), zero),
        sum((period.gain for period in members), zero),
        any(period.flow.forecast for period in members),
        any(period.elapsed for period in members),
    )


def _pair(ctx: ReportContext, scale: MoneyScale, stretch: Stretch) -> Pair:
    """Return a stretch as shown: the difference is that of the shown amounts."""
    plan, gain = scale.settle(stretch.plan), scale.settle(stretch.gain)
    planned, label = QuotedText(scale.digits(plan), _paths(ctx)), QuotedText(scale.digits(gain), _paths(ctx))
    gap = scale.digits(gain - plan, signed=True)
    period = Period(*stretch.name)
    facts = {"period": full_name(period), "plan": scale.text(plan), "actual": scale.text(gain)}
    tip = ctx.words("challenges.plan.tip", **facts)
    return Pair(period, float(plan), float(gain), stretch.forecast, planned, label, gap, tip, stretch.elapsed)


def _paths(ctx: ReportContext) -> tuple[str, ...]:
    """Return the figures whose parts by period are drawn."""
    return ("financial.plan.total", "financial.plan.gain")


def plan_title(ctx: ReportContext) -> QuotedText:
    """Compare the net gain to date with the plan to date."""
    if not ctx.verdict.established:
        return ctx.words("challenges.plan.title.withheld")
    plan_result = ctx.results.financial.plan
    if not plan_result.gain_to_date.defined:
        return ctx.words("challenges.plan.title.unknown", why=ctx.text(plan_result.gain_to_date))
    plan, actual = plan_result.to_date.known, plan_result.gain_to_date.known
    paths = ("financial.plan.to_date", "financial.plan.gain_to_date")
    scale = MoneyScale.brief(ctx.formats, (plan, actual, actual - plan))
    shown = scale.settle(plan), scale.settle(actual)
    facts = {
        "plan": QuotedText(scale.text(shown[0]), paths[:1]),
        "actual": QuotedText(scale.text(shown[1]), paths[1:]),
        "gap": QuotedText(scale.text(abs(shown[1] - shown[0])), paths),
        "late": months(ctx, late_months(ctx)),
    }
    if not plan and not actual:
        return ctx.words("challenges.plan.title.early")
    if not plan:
        return ctx.words("challenges.plan.title.unplanned", **facts)
    if facts["plan"] == facts["actual"]:
        return ctx.words("challenges.plan.title.level", **facts)
    form = "behind" if actual < plan else "late" if late_months(ctx) else "ahead"
    return ctx.words(f"challenges.plan.title.{form}", **facts)


def late_months(ctx: ReportContext) -> int:
    """Return the months during which the gain to date stayed below the plan to date.

    Counts the measured periods of the grid, to the cent. 0 where the gain was ahead before, fell behind again,
    or is still behind.
    """
    grid, gap, gaps = Grid.of(ctx.engagement), Decimal(0), list[Decimal]()
    for period in _planned_periods(ctx):
        if not period.flow.forecast:
            gap += period.gain - (period.flow.plan.value or Decimal(0))
            gaps.append(round_half_up(gap, 2))
    below = _behind_once(gaps)
    return sum(closing - opening for opening, closing in map(grid.span, below))


def _behind_once(gaps: list[Decimal]) -> list[int]:
    """Return the indices of the negative gaps, if they are one run after zeros that ends."""
    below = [index for index, gap in enumerate(gaps) if gap < 0]
    if not below:
        return []
    first, last = below[0], below[-1]
    unbroken = not any(gaps[:first]) and len(below) == last - first + 1 and last + 1 < len(gaps)
    return below if unbroken else []


def _without_plan(ctx: ReportContext) -> QuotedText:
    """Name the gains without a plan, which both sides leave out."""
    names = [str(result.gain.label) for result in ctx.results.financial.gains if not result.plan.defined]
    return (
        ctx.words("challenges.plan.partial", n=len(names), names=ctx.words.listed(names)) if names else QuotedText("")
    )


def timing(ctx: ReportContext) -> tuple[Block, ...]:
    """Give the agreed times, the maturity, and the attainment of the whole plan."""
    parts = [*_agreed(ctx), *_maturity(ctx), *_whole_plan(ctx)]
    return (Sentence(joined(parts, " ")),) if parts else ()


def _agreed(ctx: ReportContext) -> tuple[QuotedText, ...]:
    """Give the agreed times of the first and the full effect."""
    given = ctx.engagement.challenges.expectations
    if given is None or (given.first_effect is None and given.full_effect is None):
        return ()
    form = "both" if None not in (given.first_effect, given.full_effect) else "first" if given.first_effect else "full"
    agreed = {"first": months(ctx, given.first_effect or 0), "full": months(ctx, given.full_effect or 0)}
    return (ctx.words(f"challenges.agreed.{form}", **agreed),)


def _maturity(ctx: ReportContext) -> tuple[QuotedText, ...]:
    """Give the share of the expected effect that could have shown by now."""
    if not ctx.results.financial.maturity.defined:
        return ()
    share, day = ctx.say("financial.maturity"), ctx.formats.day(ctx.engagement.as_of)
    return (ctx.words("challenges.maturity", share=share, day=day),)


def _whole_plan(ctx: ReportContext) -> tuple[QuotedText, ...]:
    """Give measured and forecast gains as a share of the whole plan."""
    if not ctx.verdict.established or not ctx.results.financial.plan.attainment.defined:
        return ()
    facts = {"share": ctx.say("financial.plan.attainment"), "horizon": months(ctx, ctx.engagement.horizon)}
    return (ctx.words("challenges.plan.whole", **facts),)
