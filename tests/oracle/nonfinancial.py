"""The scored return and the three figures beside one another, as sections of the document."""

from fractions import Fraction

from tests.oracle import returns, scored
from tests.oracle.published import CENT, POINTS, RATIO, shown
from tests.oracle.returns import Case
from tests.oracle.written import Section, known, number, per_cost


def nonfinancial(case: Case, engagement: Section) -> Section:
    """The scored return."""
    criteria = scored.criteria_of(engagement.get("nonfinancial", []))
    index = scored.index(criteria)
    per_10k = per_cost(index, known(lambda cost: cost / 10_000, case.cost()))
    stability = scored.sign_stability(criteria, engagement["id"])
    return {
        "index": shown(index, POINTS),
        "index_before": shown(scored.points(criteria, [c.before for c in criteria]), POINTS),
        "index_now": shown(scored.points(criteria, [c.now for c in criteria]), POINTS),
        "evidence_index": shown(scored.points(criteria, [c.gain * c.evidence() for c in criteria]), POINTS),
        "coverage": shown(scored.coverage(criteria), RATIO),
        "sign_stability": shown(stability, RATIO),
        "index_p10": shown(scored.index_percentile(criteria, engagement["id"], 10), POINTS),
        "index_p90": shown(scored.index_percentile(criteria, engagement["id"], 90), POINTS),
        "points_per_10k": shown(per_10k, POINTS),
        "dimensions": {name: shown(value, POINTS) for name, value in scored.dimensions(criteria).items()},
        "criteria": [
            {
                "id": c.id,
                "gain": shown(c.gain, RATIO),
                "progress": shown(c.progress(), RATIO),
                "weight": shown(c.weight, RATIO),
            }
            for c in criteria
        ],
        "weight_runs": [
            {
                "id": criterion.id,
                "halved": shown(scored.index_with(criteria, criterion, Fraction(1, 2)), POINTS),
                "raised": shown(scored.index_with(criteria, criterion, Fraction(3, 2)), POINTS),
            }
            for criterion in criteria
        ],
    }


def combined(case: Case, engagement: Section) -> Section:
    """The three figures beside one another, and what the unquantified must be worth."""
    monetised, left_out = scored.monetised(engagement.get("nonfinancial", []), engagement.get("gains", []))
    cost, gain = case.cost(), case.gain()
    target = number(engagement.get("target_roi", 0))
    counted = gain if case.gains else Fraction(0)
    needed = known(lambda c, g: max(Fraction(0), (1 + target) * c - g), cost, counted)
    return {
        "extended_roi": shown(returns.roi(known(lambda g: g + monetised, gain), cost), RATIO),
        "monetised": shown(monetised, CENT),
        "left_out": left_out,
        "break_even_unquantified": shown(needed, CENT),
    }
