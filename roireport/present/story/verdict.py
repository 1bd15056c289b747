"""The situation of an engagement, from which the whole sentences of a report are chosen."""

from enum import StrEnum

from roireport.assess.finding import Finding
from roireport.present.desk import Desk
from roireport.present.figures.comparison import order, sign
from roireport.present.figures.quote import months, spelled
from roireport.present.language.said import Said

MOSTLY_FORECAST = "L02"
"""The challenge after which the ROI to date is put first."""


class Situation(StrEnum):
    """What can be said of the return as a whole."""

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
    """What the tenth percentile of the ROI says, to the digit that is shown."""

    UNKNOWN = "unknown"
    LOSES = "loses"
    EVEN = "even"
    GAINS = "gains"


class Standing(StrEnum):
    """Where the ROI stands against its target."""

    NO_TARGET = "no_target"
    BELOW = "below"
    EQUAL = "equal"
    ABOVE = "above"


def situation(desk: Desk) -> Situation:
    """The situation; a blocker comes before everything but the absence of data."""
    financial = desk.results.financial
    if not financial.costs and not financial.gains:
        return Situation.NO_DATA
    if not desk.verdict.established:
        return Situation.NOT_ESTABLISHED
    if not financial.cost.defined:
        return Situation.NO_COST
    if not financial.gain.defined:
        return Situation.NO_GAIN
    if not financial.roi.defined:
        return Situation.ZERO_COST
    return _timing(desk) or _outcome(desk)


def _timing(desk: Desk) -> Situation | None:
    """Whether it is too early for an outcome."""
    flows = [flow for gain in desk.results.financial.gains for flow in gain.flows]
    if not any(flow.measured for flow in flows):
        expected = desk.results.financial.gain.known != 0
        return Situation.NOTHING_MEASURED if expected else Situation.NOTHING_EXPECTED
    late = any(found.rule.id == MOSTLY_FORECAST and not found.accepted for found in desk.findings)
    known = desk.results.financial.roi_to_date.defined
    return Situation.MOSTLY_FORECAST if late and known else None


def _outcome(desk: Desk) -> Situation:
    """Profit or loss, to the digit that is shown."""
    outcomes = {1: Situation.PROFIT, 0: Situation.BALANCE, -1: Situation.LOSS}
    return outcomes[sign(desk.results.financial.roi.known)]


def low_case(desk: Desk) -> LowCase:
    """What the low case says of the result."""
    low = desk.results.uncertainty.p10
    if not low.defined:
        return LowCase.UNKNOWN
    return {1: LowCase.GAINS, 0: LowCase.EVEN, -1: LowCase.LOSES}[sign(low.known)]


def standing(desk: Desk) -> Standing:
    """The ROI against its target; the ROI must be defined."""
    target = desk.engagement.target_roi
    if target is None:
        return Standing.NO_TARGET
    return Standing(order(desk.results.financial.roi.known, target))


def has_headline(desk: Desk) -> bool:
    """Whether there is an ROI that may be quoted."""
    return desk.verdict.established and desk.results.financial.roi.defined


def verdict_sentence(desk: Desk) -> Said:
    """The verdict, low case included: the title of the summary."""
    now = situation(desk)
    key = f"verdict.{now}{_form(now, low_case(desk))}"
    return desk.words(key, **_facts(desk))


def _form(now: Situation, low: LowCase) -> str:
    """Which sentence of a situation: a profit is told by each low case, the others by whether there is one."""
    match now:
        case Situation.PROFIT:
            return f".{low}"
        case Situation.BALANCE | Situation.LOSS | Situation.MOSTLY_FORECAST | Situation.NOTHING_MEASURED:
            return ".unknown" if low is LowCase.UNKNOWN else ".known"
        case _:
            return ""


def _facts(desk: Desk) -> dict[str, object]:
    """All that a verdict may quote."""
    paths = {
        "roi": "financial.roi", "cost": "financial.cost", "gain": "financial.gain",
        "to_date": "financial.roi_to_date", "low": "uncertainty.roi.p10", "high": "uncertainty.roi.p90",
    }  # fmt: skip
    facts: dict[str, object] = {name: desk.say(path) for name, path in paths.items()}
    blockers = desk.verdict.blockers
    facts |= {"horizon": months(desk, desk.engagement.horizon), "n": len(blockers), "title": desk.engagement.title}
    if blockers:
        facts |= {"count": spelled(desk, len(blockers)), "blocker": blocker_name(desk, blockers[0])}
    return facts


def blocker_name(desk: Desk, finding: Finding) -> Said:
    """The short name of a challenge."""
    return desk.words(f"challenge.{finding.rule.id}.name")
