"""R01–R07: how sure the result is, and whether its doubts are counted once."""

from collections.abc import Iterator
from decimal import Decimal

from roireport.assess.finding import Case, Fact, Trigger, cause, finding_phrases, for_author, rule
from roireport.assess.sources import ADJUSTED_ESTIMATES, BREALEY, FORRESTER, GREEN_BOOK, HUBBARD
from roireport.measure.figure import typed

ONE = Decimal(1)


@cause("ranges_missing")
@rule(
    "R01",
    "warning",
    f"{GREEN_BOOK}, § 6.68, range around a central estimate; {HUBBARD}",
    key="gains.range",
)
def largest_gain_without_range(case: Case) -> Iterator[Trigger]:
    """R01: the largest gain, net, has no range; of equals the first.

    How wide it is is not known: no effect on the ROI is given.
    """
    valued = [result for result in case.results.financial.gains if result.net.defined]
    largest = max(valued, key=lambda result: result.net.known, default=None)
    if largest is not None and largest.gain.range is None:
        facts: dict[str, Fact] = {"label": largest.gain.label, "net": largest.net}
        yield Trigger(largest.gain.id, facts, largest.gain.place())


@rule(
    "R02",
    "warning",
    f"{GREEN_BOOK}, § 6.77, Monte Carlo analysis; {HUBBARD}",
    threshold=Decimal("0.80"),
    key="gains.range",
)
def profit_not_likely_enough(case: Case) -> Iterator[Trigger]:
    """R02: the ROI is above 0 in fewer of the draws than the threshold (80 %).

    It is about how sure the ROI is: no effect on it is given.
    """
    uncertainty = case.results.uncertainty
    probability = uncertainty.probability_positive
    if probability.value is not None and probability.value < case.threshold:
        facts: dict[str, Fact] = {
            "probability": probability,
            "threshold": case.limit,
            "p10": uncertainty.p10,
            "p90": uncertainty.p90,
        }
        yield Trigger(None, facts)


@for_author
@rule(
    "R03",
    "warning",
    f"{ADJUSTED_ESTIMATES}; {FORRESTER}",
    key="gains.attribution.confidence",
)
def doubt_counted_thrice(case: Case) -> Iterator[Trigger]:
    """R03: confidence below 100 %, a risk above 0 and a range that goes below the amount all cut one gain."""
    for result in case.results.financial.gains:
        gain, given = result.gain, result.gain.attribution
        if given is None or given.confidence is None or gain.range is None or not gain.risk:
            continue
        if given.confidence < ONE and gain.range.low < ONE:
            facts: dict[str, Fact] = {
                "label": gain.label,
                "confidence": typed(given.confidence, "ratio", given.place("confidence")),
                "risk": typed(gain.risk, "ratio", gain.place("risk")),
                "low": typed(gain.range.low, "ratio", gain.range.place("low")),
            }
            yield Trigger(gain.id, facts, gain.place("risk"))


@cause("internal_rate")
@rule(
    "R04",
    "warning",
    f"{BREALEY}, multiple rates of return",
    key="discounting.rate",
)
def several_internal_rates(case: Case) -> Iterator[Trigger]:
    """R04: more than one rate makes the flows worth nothing, or one beyond 2,000 % does.

    The ROI does not rest on it: no effect on it is given.
    """
    financial = case.results.financial
    roots = (*financial.irr_roots, *financial.irr_roots_beyond)
    facts: dict[str, Fact] = {"npv": financial.npv}
    if len(roots) > 1:
        yield Trigger(None, finding_phrases("R04", "several", n=len(roots), roots=tuple(roots), **facts))
    elif roots and financial.irr_beyond:
        yield Trigger(None, finding_phrases("R04", "beyond", root=roots[0], **facts))
    elif financial.irr_beyond:
        yield Trigger(None, finding_phrases("R04", "unknown", **facts))


@rule("R05", "info", HUBBARD, threshold=Decimal("0.75"), key="gains.range")
def above_most_of_its_draws(case: Case) -> Iterator[Trigger]:
    """R05: more than the threshold (75 %) of the draws lie below the published ROI.

    The median says how much: no effect on the ROI is given.
    """
    uncertainty = case.results.uncertainty
    rank = uncertainty.percentile
    if rank.value is not None and rank.value > case.threshold:
        roi = case.results.financial.roi
        yield Trigger(None, {"share": rank, "roi": roi, "median": uncertainty.p50})


@cause("ranges_missing")
@rule(
    "R06",
    "warning",
    HUBBARD,
    threshold=Decimal("0.50"),
    key="gains.range",
)
def doubt_of_the_gain_not_counted(case: Case) -> Iterator[Trigger]:
    """R06: the doubt of less than the threshold (50 %) of the gain is counted.

    How wide the rest is is not known: no effect on the ROI is given.
    """
    coverage = case.results.uncertainty.coverage
    if coverage.value is not None and coverage.value < case.threshold:
        yield Trigger(None, {"coverage": coverage, "threshold": case.limit})


@cause("internal_rate")
@rule(
    "R07",
    "warning",
    f"{BREALEY}, lending or borrowing",
    key="discounting.rate",
)
def flows_of_a_loan(case: Case) -> Iterator[Trigger]:
    """R07: the first flow is a gain: the flows are a loan's, where a higher rate is worse.

    The ROI does not rest on it: no effect on it is given.
    """
    why = case.results.financial.irr.why
    if why is not None and why.key == "not_meaningful":
        yield Trigger(None, {"npv": case.results.financial.npv})
