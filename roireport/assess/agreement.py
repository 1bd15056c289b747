"""L01, L08, L09, L11, L12: what was agreed about first effect, full effect and measuring again."""

from collections.abc import Iterator
from datetime import date

from roireport.assess.finding import Case, Fact, Trigger, cause, finding_phrases, for_author, on_gain, phrase, rule
from roireport.assess.sources import FOUR_LEVELS, GREEN_BOOK, GUIDELINES
from roireport.measure.figure import figure
from roireport.measure.financial import DatedAmount, GainResult
from roireport.measure.timing import first_month
from roireport.model.grid import Grid
from roireport.model.period import Span, months_later


def expected_month(case: Case, key: str) -> int | None:
    """Months from the start to an expected effect; None where nothing was agreed."""
    agreed = case.engagement.challenges.expectations
    months: int | None = getattr(agreed, key) if agreed else None
    return months


def expected_day(case: Case, key: str) -> date | None:
    """The day of an expected effect, counted from the start of the period."""
    months = expected_month(case, key)
    return None if months is None else months_later(case.engagement.period.start, months)


@cause("full_effect")
@rule(
    "L01",
    "warning",
    GUIDELINES,
    key="challenges.expectations.remeasure_on",
)
def measured_too_early(case: Case) -> Iterator[Trigger]:
    """L01: the data end before the day on which full effect was expected.

    What is still to show is not known: no effect on the ROI is given, here and in L11.
    """
    due, as_of = expected_day(case, "full_effect"), case.engagement.as_of
    if due is not None and as_of < due:
        facts: dict[str, Fact] = {"as_of": as_of, "full_effect": due, "status": phrase("L01", case.engagement.status)}
        yield Trigger(None, facts, case.engagement.place("as_of"))


@for_author
@rule("L08", "warning", FOUR_LEVELS, key="challenges.expectations")
def nothing_agreed(case: Case) -> Iterator[Trigger]:
    """L08: neither the first nor the full effect was agreed for any time."""
    if expected_month(case, "first_effect") is None and expected_month(case, "full_effect") is None:
        yield Trigger(None, {})


@for_author
@rule("L09", "warning", FOUR_LEVELS, key="gains.from")
def ahead_of_what_was_agreed(case: Case) -> Iterator[Trigger]:
    """L09: a gain is counted before first_effect, or its lag and ramp reach full effect before full_effect.

    An amount is before first_effect where the day, month or period that it was counted in ends before that day. A gain
    with neither lag nor ramp has no course of its own to be compared: L06 says so.
    """
    for result in case.results.financial.gains:
        facts = _counted_early(case, result) or _full_early(case, result)
        if facts:
            yield on_gain(result.gain, facts)


def _counted_early(case: Case, result: GainResult) -> dict[str, Fact] | None:
    due = expected_day(case, "first_effect")
    early = [flow for flow in result.flows if due is not None and flow.amount.value and flow.day < due]
    if due is None or not early:
        return None
    amount = figure(sum(flow.amount.known for flow in early), "money", "gain_before_first_effect", net=result.net)
    facts: dict[str, Fact] = {"first": calendar_month(case, early[0]), "first_effect": due, "amount": amount}
    return finding_phrases("L09", "counted_early", **facts)


def _full_early(case: Case, result: GainResult) -> dict[str, Fact] | None:
    gain, agreed = result.gain, expected_month(case, "full_effect")
    shaped = gain.lag is not None or gain.ramp is not None
    if agreed is None or not shaped or not result.forecast:
        return None
    grid = Grid.of(case.engagement)
    full = first_month(grid, gain.from_) + (gain.lag or 0) + max(1, gain.ramp or 0) - 1
    if full >= agreed:
        return None
    reached, due = grid.first + full, grid.first + agreed
    facts: dict[str, Fact] = {"reached": Span(reached, reached), "full_effect": Span(due, due)}
    return finding_phrases("L09", "full_early", **facts)


@cause("full_effect")
@rule(
    "L11",
    "warning",
    f"{GREEN_BOOK}, § 6.9–6.14, time horizon",
    key="horizon",
)
def horizon_before_full_effect(case: Case) -> Iterator[Trigger]:
    """L11: the horizon holds fewer months than it takes to the expected full effect."""
    agreed, horizon = expected_month(case, "full_effect"), case.engagement.horizon
    if agreed is not None and horizon < agreed:
        yield Trigger(None, {"horizon": horizon, "full_effect": agreed}, case.engagement.place("horizon"))


@for_author
@rule(
    "L12",
    "warning",
    GUIDELINES,
    key="challenges.expectations.remeasure_on",
)
def no_next_measurement(case: Case) -> Iterator[Trigger]:
    """L12: the result is interim, or L01 fires, and remeasure_on is missing or not after as_of."""
    engagement = case.engagement
    if engagement.status != "interim" and not any(measured_too_early.check(case)):
        return
    agreed = engagement.challenges.expectations
    planned = agreed.remeasure_on if agreed else None
    facts: dict[str, Fact] = {"as_of": engagement.as_of}
    if agreed is None or planned is None:
        yield Trigger(None, finding_phrases("L12", "missing", **facts))
    elif planned <= engagement.as_of:
        facts["planned"] = planned
        yield Trigger(None, finding_phrases("L12", "past", **facts), agreed.place("remeasure_on"))


def calendar_month(case: Case, flow: DatedAmount) -> Span:
    """The calendar month of a flow."""
    month = Grid.of(case.engagement).first + flow.month
    return Span(month, month)
