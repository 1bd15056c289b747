"""Expected against actual over time: the net gain that was planned at the start, and what came of it."""

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
"""Months drawn one by one; beyond, by quarter."""
MOST_QUARTERS: Final = 48
"""Months drawn by quarter; beyond, by year."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A month, quarter or year of the plan: its name and its amounts."""

    name: tuple[str, str]
    plan: Decimal
    gain: Decimal
    forecast: bool


@dataclass(frozen=True, slots=True)
class _Held:
    """A period of the grid, and the gain in it that was planned."""

    flow: CashPeriod
    gain: Decimal


def plan_exhibit(ctx: ReportContext) -> tuple[Block, ...]:
    """The plan beside the gain, period by period; a sentence where nothing was planned."""
    if not has_plan(ctx):
        return (Sentence(ctx.words("challenges.plan.none")),)
    found = stretches(ctx)
    scale = _scale(ctx, [amount for each in found for amount in (each.plan, each.gain)])
    title, subtitle = plan_title(ctx), ctx.words("challenges.plan.subtitle", unit=scale.unit)
    names = ("variance", "amount", "plan", "actual", "forecast")
    words = ExpectedActualLabels(*(ctx.words(f"challenges.plan.{name}", unit=scale.unit) for name in names))
    pairs = tuple(_pair(ctx, scale, each) for each in found)
    drawing = draw(ExpectedActual(title, subtitle, pairs, words, slot.HALF if fits_half(ctx) else slot.WHOLE, HEIGHT))
    return (Exhibit(title, subtitle, drawing, data_source(ctx), note=_without_plan(ctx)),)


def _scale(ctx: ReportContext, amounts: list[Decimal]) -> MoneyScale:
    """The scale of the amounts; in one of two columns there is no room for a decimal behind three digits."""
    scale = MoneyScale.over(ctx.formats, amounts)
    long = max(map(abs, amounts)).scaleb(-scale.power) >= THREE_DIGITS
    return MoneyScale(ctx.formats, scale.power, 0) if long and fits_half(ctx) else scale


def fits_half(ctx: ReportContext) -> bool:
    """Whether the periods are few enough for one of two columns."""
    return not has_plan(ctx) or len(stretches(ctx)) <= MOST_IN_HALF


def has_plan(ctx: ReportContext) -> bool:
    """Whether a gain was planned."""
    return ctx.results.financial.plan.total.defined


def _held(ctx: ReportContext) -> tuple[_Held, ...]:
    """Each period with its plan, and the gain of those lines that have one: like is held against like."""
    gains = [Decimal(0)] * len(ctx.results.financial.cash_flow)
    for result in ctx.results.financial.gains:
        for flow in result.flows if result.plan.defined else ():
            gains[flow.period] += flow.amount.known
    return tuple(_Held(flow, gain) for flow, gain in zip(ctx.results.financial.cash_flow, gains, strict=True))


def stretches(ctx: ReportContext) -> tuple[Stretch, ...]:
    """The periods of the grid by month, quarter or year of the calendar; a year grid as it is."""
    flows = _held(ctx)
    if ctx.engagement.discounting.convention in ("year_end", "spreadsheet"):
        return tuple(_stretch((ctx.words("figure.year", number=one.flow.period), ""), [one]) for one in flows)
    start, count = month_of(ctx.engagement.period.start), len(flows)
    length = 1 if count <= MOST_MONTHS else 3 if count <= MOST_QUARTERS else 12
    grouped = groupby(flows, key=lambda one: (start + one.flow.index) // length)
    return tuple(_of_calendar(ctx, number * length, length, list(members)) for number, members in grouped)


def _of_calendar(ctx: ReportContext, first: Month, length: int, members: list[_Held]) -> Stretch:
    return _stretch(ctx.formats.axis_name(Span(first, first + length - 1)), members)


def _stretch(name: tuple[str, str], members: list[_Held]) -> Stretch:
    """Several periods together; a forecast as soon as one of them is."""
    zero = Decimal(0)
    return Stretch(
        name,
        sum((each.flow.plan.value or zero for each in members), zero),
        sum((each.gain for each in members), zero),
        any(each.flow.forecast for each in members),
    )


def _pair(ctx: ReportContext, scale: MoneyScale, each: Stretch) -> Pair:
    """A period as shown; the difference is rounded once, since the plan has no number beside it."""
    plan, gain = scale.settle(each.plan), scale.settle(each.gain)
    label = QuotedText(scale.digits(gain), _paths(ctx))
    gap = scale.digits(scale.settle(each.gain - each.plan), signed=True)
    period = Period(*each.name)
    facts = {"period": full_name(period), "plan": scale.text(plan), "actual": scale.text(gain)}
    tip = ctx.words("challenges.plan.tip", **facts)
    return Pair(period, float(plan), float(gain), each.forecast, label, gap, tip)


def _paths(ctx: ReportContext) -> tuple[str, ...]:
    """The figures whose parts by period are drawn."""
    return ("financial.plan.total", "financial.plan.gain")


def plan_title(ctx: ReportContext) -> QuotedText:
    """How the net gain to date stands to the plan to date."""
    if not ctx.verdict.established:
        return ctx.words("challenges.plan.title.withheld")
    found = ctx.results.financial.plan
    if not found.gain_to_date.defined:
        return ctx.words("challenges.plan.title.unknown", why=ctx.text(found.gain_to_date))
    plan, actual = found.to_date.known, found.gain_to_date.known
    paths = ("financial.plan.to_date", "financial.plan.gain_to_date")
    facts = {
        "plan": ctx.say(paths[0]),
        "actual": ctx.say(paths[1]),
        "gap": QuotedText(ctx.formats.money_short(abs(actual - plan)), paths),
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
    """For how many months the net gain to date stayed below the plan to date before it overtook it for good.

    By the periods of the grid, measured ones, to the cent; 0 where it was ahead before, or fell behind again.
    """
    grid, gap, gaps = Grid.of(ctx.engagement), Decimal(0), list[Decimal]()
    for each in (one for one in _held(ctx) if not one.flow.forecast):
        gap += each.gain - (each.flow.plan.value or Decimal(0))
        gaps.append(round_half_up(gap, 2))
    below = [index for index, so_far in enumerate(gaps) if so_far < 0]
    if not below:
        return 0
    first, last = below[0], below[-1]
    unbroken = not any(gaps[:first]) and len(below) == last - first + 1 and last + 1 < len(gaps)
    return sum(closing - opening for opening, closing in map(grid.span, below)) if unbroken else 0


def _without_plan(ctx: ReportContext) -> QuotedText:
    """The gains that nothing was planned for: they are left out of both sides."""
    names = [str(result.gain.label) for result in ctx.results.financial.gains if not result.plan.defined]
    return (
        ctx.words("challenges.plan.partial", n=len(names), names=ctx.words.listed(names)) if names else QuotedText("")
    )


def timing(ctx: ReportContext) -> tuple[Block, ...]:
    """What was agreed on time, how much of the effect could have shown, and what the whole plan will come to."""
    parts = [*_agreed(ctx), *_maturity(ctx), *_whole_plan(ctx)]
    return (Sentence(joined(parts, " ")),) if parts else ()


def _agreed(ctx: ReportContext) -> tuple[QuotedText, ...]:
    """When the first and the full effect had been expected."""
    given = ctx.engagement.challenges.expectations
    if given is None or (given.first_effect is None and given.full_effect is None):
        return ()
    form = "both" if None not in (given.first_effect, given.full_effect) else "first" if given.first_effect else "full"
    agreed = {"first": months(ctx, given.first_effect or 0), "full": months(ctx, given.full_effect or 0)}
    return (ctx.words(f"challenges.agreed.{form}", **agreed),)


def _maturity(ctx: ReportContext) -> tuple[QuotedText, ...]:
    """How much of the expected effect could have shown by now."""
    if not ctx.results.financial.maturity.defined:
        return ()
    share, day = ctx.say("financial.maturity"), ctx.formats.day(ctx.engagement.as_of)
    return (ctx.words("challenges.maturity", share=share, day=day),)


def _whole_plan(ctx: ReportContext) -> tuple[QuotedText, ...]:
    """What measured and forecast gains come to, of the whole plan."""
    if not ctx.verdict.established or not ctx.results.financial.plan.attainment.defined:
        return ()
    facts = {"share": ctx.say("financial.plan.attainment"), "horizon": months(ctx, ctx.engagement.horizon)}
    return (ctx.words("challenges.plan.whole", **facts),)
