"""U01–U08: returns without a number, and whether the scores can be trusted."""

from collections.abc import Iterator
from decimal import Decimal

from roireport.assess.finding import Case, Fact, Trigger, cause, for_author, phrase, phrases, rule
from roireport.assess.sources import (
    COMPOSITE_INDICATORS,
    CREDIBLE,
    GREEN_BOOK,
    KEENEY,
    KIRKPATRICK,
    MEASURES_THAT_DRIVE,
    PHILLIPS,
    SMAA,
)
from roireport.measure.figure import typed
from roireport.model.criterion import Criterion

DIMENSIONS = ("skills", "relationships", "processes")
"""The dimensions that an engagement should have a criterion of; `other` is not one of them."""


@for_author
@rule(
    "U01",
    "warning",
    KEENEY,
    key="nonfinancial.anchors",
)
def criterion_without_a_scale(case: Case) -> Iterator[Trigger]:
    """U01: a criterion has no metric or no anchors, so that nobody can place a level on a scale."""
    for criterion in case.engagement.nonfinancial:
        missing = _silent(criterion, "metric", "anchors")
        if missing:
            facts: dict[str, Fact] = {"label": criterion.label, "missing": phrases("U01", missing)}
            yield Trigger(criterion.id, facts, criterion.place())


@rule(
    "U02",
    "warning",
    f"{COMPOSITE_INDICATORS}, imputation of missing data",
    threshold=Decimal("0.80"),
    key="nonfinancial.current",
)
def coverage_too_low(case: Case) -> Iterator[Trigger]:
    """U02: the measured criteria carry less of the weight than the threshold (80 %).

    The index is no part of the ROI: no effect on it is given, here and in U05 to U08.
    """
    coverage = case.results.nonfinancial.coverage
    if coverage.value is None or coverage.value >= case.threshold:
        return
    missing = [criterion for criterion in case.engagement.nonfinancial if not criterion.measured]
    yield Trigger(
        None,
        {
            "coverage": coverage,
            "threshold": case.limit,
            "n": len(missing),
            "criteria": _labels(missing),
        },
        missing[0].place(),
    )


@for_author
@rule(
    "U03",
    "warning",
    f"{PHILLIPS}, guiding principle 11: intangibles are purposely not converted to money",
    key="challenges.unquantified.why",
)
def unquantified_without_a_word(case: Case) -> Iterator[Trigger]:
    """U03: an unquantified return has no reason, or no plan to measure it."""
    for unquantified in case.engagement.challenges.unquantified:
        missing = [f"{key}_missing" for key in _silent(unquantified, "why", "plan")]
        if missing:
            facts: dict[str, Fact] = {"label": unquantified.label, "missing": phrases("U03", missing)}
            yield Trigger(unquantified.id, facts, unquantified.place())


@for_author
@rule(
    "U04",
    "warning",
    CREDIBLE,
    key="nonfinancial.monetise.source",
)
def monetised_without_a_source(case: Case) -> Iterator[Trigger]:
    """U04: a criterion is priced without a method or without a source."""
    for criterion in case.engagement.nonfinancial:
        worth = criterion.monetise
        missing = _silent(worth, "method", "source") if worth else ()
        if worth and missing:
            amount = typed(worth.amount, "money", worth.place("amount"))
            facts: dict[str, Fact] = {
                "label": criterion.label,
                "amount": amount,
                "missing": phrases("U04", missing),
            }
            yield Trigger(criterion.id, facts, worth.place())


@rule(
    "U05", "info", f"{GREEN_BOOK}, § 6.105, switching values of unmonetisable benefits", key="challenges.unquantified"
)
def unquantified_must_be_worth(case: Case) -> Iterator[Trigger]:
    """U05: returns are listed as unquantified, and without them the target is not reached: V* is above 0."""
    unquantified = case.engagement.challenges.unquantified
    needed = case.results.combined.break_even_unquantified
    if unquantified and needed.value is not None and needed.value > 0:
        labels = tuple(item.label for item in unquantified)
        target = typed(case.engagement.target_roi or Decimal(0), "ratio", case.engagement.place("target_roi"))
        facts: dict[str, Fact] = {"needed": needed, "target": target, "n": len(labels), "returns": labels}
        yield Trigger(None, facts, unquantified[0].place())


@rule(
    "U06",
    "warning",
    SMAA,
    threshold=Decimal("0.95"),
    key="nonfinancial.swing",
)
def sign_depends_on_the_weights(case: Case) -> Iterator[Trigger]:
    """U06: fewer of the random weightings than the threshold (95 %) keep the sign of the index."""
    stability = case.results.nonfinancial.sign_stability
    if stability.value is not None and stability.value < case.threshold:
        facts: dict[str, Fact] = {
            "stability": stability,
            "threshold": case.limit,
            "index": case.results.nonfinancial.index,
        }
        yield Trigger(None, facts)


@cause("nothing_nonfinancial")
@rule(
    "U07",
    "warning",
    f"{KIRKPATRICK}, the four levels",
    key="nonfinancial.current",
)
def nothing_nonfinancial_measured(case: Case) -> Iterator[Trigger]:
    """U07: no criterion has anchors, a baseline and a current level."""
    criteria = case.engagement.nonfinancial
    if not any(criterion.measured for criterion in criteria):
        yield Trigger(None, {"n": len(criteria)})


@cause("nothing_nonfinancial")
@rule(
    "U08",
    "info",
    MEASURES_THAT_DRIVE,
    key="nonfinancial.dimension",
)
def dimension_without_a_criterion(case: Case) -> Iterator[Trigger]:
    """U08: skills, relationships or processes have no criterion."""
    present = {criterion.dimension for criterion in case.engagement.nonfinancial}
    for dimension in DIMENSIONS:
        if dimension not in present:
            yield Trigger(dimension, {"dimension": phrase("U08", dimension)})


def _silent(noun: object, *keys: str) -> tuple[str, ...]:
    """List the keys that have no value."""
    return tuple(key for key in keys if getattr(noun, key) is None)


def _labels(criteria: list[Criterion]) -> tuple[Fact, ...]:
    return tuple(criterion.label for criterion in criteria)
