"""The situation of an engagement, from which the whole sentences of a report are chosen."""

from enum import StrEnum

from roireport.assess.finding import Finding
from roireport.present.context import ReportContext
from roireport.present.figures.comparison import order, sign
from roireport.present.figures.figure_text import months, spelled
from roireport.present.language.quoted_text import QuotedText

MOSTLY_FORECAST = "L02"
"""The challenge that puts the ROI to date first."""


class Situation(StrEnum):
    """The kinds of verdict on the return as a whole."""

    NO_DATA = "no_data"
    NOT_ESTABLISHED = "not_established"
    NO_COST = "no_cost"
    NO_GAIN = "no_gain"
    ZERO_COST = "zero_cost"
    NOTHING_EXPECTED = "nothing_expected"
    NOTHING_MEASURED = "nothing_measured"
    MOSTLY_FORECAST = "mostly_forecast"
    PROFIT = "profit"
    BALANCE = "balance"
    LOSS = "loss"


class LowCase(StrEnum):
    """The sign of the tenth percentile of the ROI, to the digit that is shown."""

    UNKNOWN = "unknown"
    LOSES = "loses"
    EVEN = "even"
    GAINS = "gains"


class Standing(StrEnum):
    """The ROI compared with its target."""

    NO_TARGET = "no_target"
    BELOW = "below"
    EQUAL = "equal"
    ABOVE = "above"


def situation(ctx: ReportContext) -> Situation:
    """Return the situation; a blocker comes before everything but missing data."""
    financial = ctx.results.financial
    if not financial.costs and not financial.gains:
        return Situation.NO_DATA
    if not ctx.verdict.established:
        return Situation.NOT_ESTABLISHED
    if not financial.cost.defined:
        return Situation.NO_COST
    if not financial.gain.defined:
        return Situation.NO_GAIN
    if not financial.roi.defined:
        return Situation.ZERO_COST
    return _timing(ctx) or _outcome(ctx)


def _timing(ctx: ReportContext) -> Situation | None:
    """Return the situation if it is too early for an outcome."""
    flows = [flow for gain in ctx.results.financial.gains for flow in gain.flows]
    if not any(flow.measured for flow in flows):
        expected = ctx.results.financial.gain.known != 0
        return Situation.NOTHING_MEASURED if expected else Situation.NOTHING_EXPECTED
    late = any(finding.rule.id == MOSTLY_FORECAST and not finding.accepted for finding in ctx.findings)
    has_roi_to_date = ctx.results.financial.roi_to_date.defined
    return Situation.MOSTLY_FORECAST if late and has_roi_to_date else None


def _outcome(ctx: ReportContext) -> Situation:
    """Return profit or loss, to the digit that is shown."""
    outcomes = {1: Situation.PROFIT, 0: Situation.BALANCE, -1: Situation.LOSS}
    return outcomes[sign(ctx.results.financial.roi.known)]


def low_case(ctx: ReportContext) -> LowCase:
    """Return the low case of the result."""
    low = ctx.results.uncertainty.p10
    if not low.defined:
        return LowCase.UNKNOWN
    return {1: LowCase.GAINS, 0: LowCase.EVEN, -1: LowCase.LOSES}[sign(low.known)]


def standing(ctx: ReportContext) -> Standing:
    """Compare the ROI with its target; the ROI must be defined."""
    target = ctx.engagement.target_roi
    if target is None:
        return Standing.NO_TARGET
    return Standing(order(ctx.results.financial.roi.known, target))


def has_headline(ctx: ReportContext) -> bool:
    """Return whether there is an ROI that may be quoted."""
    return ctx.verdict.established and ctx.results.financial.roi.defined


def verdict_sentence(ctx: ReportContext) -> QuotedText:
    """Write the verdict with the low case: the title of the summary."""
    now = situation(ctx)
    key = f"verdict.{now}{_form(now, low_case(ctx))}"
    return ctx.words(key, **_facts(ctx))


def _form(now: Situation, low: LowCase) -> str:
    """Return the form of the sentence: a profit has one for each low case."""
    match now:
        case Situation.PROFIT:
            return f".{low}"
        case Situation.BALANCE | Situation.LOSS | Situation.MOSTLY_FORECAST | Situation.NOTHING_MEASURED:
            return ".unknown" if low is LowCase.UNKNOWN else ".known"
        case _:
            return ""


def _facts(ctx: ReportContext) -> dict[str, object]:
    """Return everything that a verdict may quote."""
    paths = {
        "roi": "financial.roi", "cost": "financial.cost", "gain": "financial.gain",
        "to_date": "financial.roi_to_date", "low": "uncertainty.roi.p10", "high": "uncertainty.roi.p90",
    }  # fmt: skip
    facts: dict[str, object] = {name: ctx.say(path) for name, path in paths.items()}
    blockers = ctx.verdict.blockers
    facts |= {"horizon": months(ctx, ctx.engagement.horizon), "n": len(blockers), "title": ctx.engagement.title}
    if blockers:
        facts |= {"count": spelled(ctx, len(blockers)), "blocker": blocker_name(ctx, blockers[0])}
    return facts


def blocker_name(ctx: ReportContext, finding: Finding) -> QuotedText:
    """Write the short name of a challenge."""
    return ctx.words(f"challenge.{finding.rule.id}.name")
