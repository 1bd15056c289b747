"""Expected against actual over time: the net gain that was planned at the start, and what came of it."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from roireport.chart.axis import Period
from roireport.chart.expected_actual import ExpectedActual, Pair, Words, draw
from roireport.measure.financial import CashPeriod
from roireport.measure.grid import Grid
from roireport.model.period import Month, Span, month_of
from roireport.present.blocks import Block, Exhibit, Sentence
from roireport.present.charts import slot
from roireport.present.charts.cash import full_name
from roireport.present.desk import Desk
from roireport.present.figures.quote import months
from roireport.present.language.formats import round_half_up
from roireport.present.language.money_scale import MoneyScale
from roireport.present.language.said import Said, joined
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


def plan_exhibit(desk: Desk) -> tuple[Block, ...]:
    """The plan beside the gain, period by period; a sentence where nothing was planned."""
    if not has_plan(desk):
        return (Sentence(desk.words("challenges.plan.none")),)
    found = stretches(desk)
    scale = _scale(desk, [amount for each in found for amount in (each.plan, each.gain)])
    title, subtitle = plan_title(desk), desk.words("challenges.plan.subtitle", unit=scale.unit)
    names = ("variance", "amount", "plan", "actual", "forecast")
    words = Words(*(desk.words(f"challenges.plan.{name}", unit=scale.unit) for name in names))
    pairs = tuple(_pair(desk, scale, each) for each in found)
    drawing = draw(ExpectedActual(title, subtitle, pairs, words, slot.HALF if fits_half(desk) else slot.WHOLE, HEIGHT))
    return (Exhibit(title, subtitle, drawing, data_source(desk), note=_without_plan(desk)),)


def _scale(desk: Desk, amounts: list[Decimal]) -> MoneyScale:
    """The scale of the amounts; in one of two columns there is no room for a decimal behind three digits."""
    scale = MoneyScale.over(desk.formats, amounts)
    long = max(map(abs, amounts)).scaleb(-scale.power) >= THREE_DIGITS
    return MoneyScale(desk.formats, scale.power, 0) if long and fits_half(desk) else scale


def fits_half(desk: Desk) -> bool:
    """Whether the periods are few enough for one of two columns."""
    return not has_plan(desk) or len(stretches(desk)) <= MOST_IN_HALF


def has_plan(desk: Desk) -> bool:
    """Whether a gain was planned."""
    return desk.results.financial.plan.total.defined


def _held(desk: Desk) -> tuple[_Held, ...]:
    """Each period with its plan, and the gain of those lines that have one: like is held against like."""
    gains = [Decimal(0)] * len(desk.results.financial.cash_flow)
    for result in desk.results.financial.gains:
        for flow in result.flows if result.plan.defined else ():
            gains[flow.period] += flow.amount.known
    return tuple(_Held(flow, gain) for flow, gain in zip(desk.results.financial.cash_flow, gains, strict=True))


def stretches(desk: Desk) -> tuple[Stretch, ...]:
    """The periods of the grid by month, quarter or year of the calendar; a year grid as it is."""
    flows = _held(desk)
    if desk.engagement.discounting.convention in ("year_end", "spreadsheet"):
        return tuple(_stretch((desk.words("figure.year", number=one.flow.period), ""), [one]) for one in flows)
    start, count = month_of(desk.engagement.period.start), len(flows)
    length = 1 if count <= MOST_MONTHS else 3 if count <= MOST_QUARTERS else 12
    grouped = groupby(flows, key=lambda one: (start + one.flow.index) // length)
    return tuple(_of_calendar(desk, number * length, length, list(members)) for number, members in grouped)


def _of_calendar(desk: Desk, first: Month, length: int, members: list[_Held]) -> Stretch:
    return _stretch(desk.formats.axis_name(Span(first, first + length - 1)), members)


def _stretch(name: tuple[str, str], members: list[_Held]) -> Stretch:
    """Several periods together; a forecast as soon as one of them is."""
    zero = Decimal(0)
    return Stretch(
        name,
        sum((each.flow.plan.value or zero for each in members), zero),
        sum((each.gain for each in members), zero),
        any(each.flow.forecast for each in members),
    )


def _pair(desk: Desk, scale: MoneyScale, each: Stretch) -> Pair:
    """A period as shown; the difference is rounded once, since the plan has no number beside it."""
    plan, gain = scale.settle(each.plan), scale.settle(each.gain)
    label = Said(scale.digits(gain), _paths(desk))
    gap = scale.digits(scale.settle(each.gain - each.plan), signed=True)
    period = Period(*each.name)
    facts = {"period": full_name(period), "plan": scale.text(plan), "actual": scale.text(gain)}
    tip = desk.words("challenges.plan.tip", **facts)
    return Pair(period, float(plan), float(gain), each.forecast, label, gap, tip)


def _paths(desk: Desk) -> tuple[str, ...]:
    """The figures whose parts by period are drawn."""
    return ("financial.plan.total", "financial.plan.gain")


def plan_title(desk: Desk) -> Said:
    """How the net gain to date stands to the plan to date."""
    if not desk.verdict.established:
        return desk.words("challenges.plan.title.withheld")
    found = desk.results.financial.plan
    if not found.gain_to_date.defined:
        return desk.words("challenges.plan.title.unknown", why=desk.text(found.gain_to_date))
    plan, actual = found.to_date.known, found.gain_to_date.known
    paths = ("financial.plan.to_date", "financial.plan.gain_to_date")
    facts = {
        "plan": desk.say(paths[0]),
        "actual": desk.say(paths[1]),
        "gap": Said(desk.formats.money_short(abs(actual - plan)), paths),
        "late": months(desk, late_months(desk)),
    }
    if not plan and not actual:
        return desk.words("challenges.plan.title.early")
    if not plan:
        return desk.words("challenges.plan.title.unplanned", **facts)
    if facts["plan"] == facts["actual"]:
        return desk.words("challenges.plan.title.level", **facts)
    form = "behind" if actual < plan else "late" if late_months(desk) else "ahead"
    return desk.words(f"challenges.plan.title.{form}", **facts)


def late_months(desk: Desk) -> int:
    """For how many months the net gain to date stayed below the plan to date before it overtook it for good.

    By the periods of the grid, measured ones, to the cent; 0 where it was ahead before, or fell behind again.
    """
    grid, gap, gaps = Grid.of(desk.engagement), Decimal(0), list[Decimal]()
    for each in (one for one in _held(desk) if not one.flow.forecast):
        gap += each.gain - (each.flow.plan.value or Decimal(0))
        gaps.append(round_half_up(gap, 2))
    below = [index for index, so_far in enumerate(gaps) if so_far < 0]
    if not below:
        return 0
    first, last = below[0], below[-1]
    unbroken = not any(gaps[:first]) and len(below) == last - first + 1 and last + 1 < len(gaps)
    return sum(closing - opening for opening, closing in map(grid.span, below)) if unbroken else 0


def _without_plan(desk: Desk) -> Said:
    """The gains that nothing was planned for: they are left out of both sides."""
    names = [str(result.gain.label) for result in desk.results.financial.gains if not result.plan.defined]
    return desk.words("challenges.plan.partial", n=len(names), names=desk.words.listed(names)) if names else Said("")


def timing(desk: Desk) -> tuple[Block, ...]:
    """What was agreed on time, how much of the effect could have shown, and what the whole plan will come to."""
    parts = [*_agreed(desk), *_maturity(desk), *_whole_plan(desk)]
    return (Sentence(joined(parts, " ")),) if parts else ()


def _agreed(desk: Desk) -> tuple[Said, ...]:
    """When the first and the full effect had been expected."""
    given = desk.engagement.challenges.expectations
    if given is None or (given.first_effect is None and given.full_effect is None):
        return ()
    form = "both" if None not in (given.first_effect, given.full_effect) else "first" if given.first_effect else "full"
    agreed = {"first": months(desk, given.first_effect or 0), "full": months(desk, given.full_effect or 0)}
    return (desk.words(f"challenges.agreed.{form}", **agreed),)


def _maturity(desk: Desk) -> tuple[Said, ...]:
    """How much of the expected effect could have shown by now."""
    if not desk.results.financial.maturity.defined:
        return ()
    share, day = desk.say("financial.maturity"), desk.formats.day(desk.engagement.as_of)
    return (desk.words("challenges.maturity", share=share, day=day),)


def _whole_plan(desk: Desk) -> tuple[Said, ...]:
    """What measured and forecast gains come to, of the whole plan."""
    if not desk.verdict.established or not desk.results.financial.plan.attainment.defined:
        return ()
    facts = {"share": desk.say("financial.plan.attainment"), "horizon": months(desk, desk.engagement.horizon)}
    return (desk.words("challenges.plan.whole", **facts),)
