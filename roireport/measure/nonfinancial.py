"""The non-financial return: criteria scored from 0 to 1, weighted by swing, in index points."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import get_args

import numpy as np

from roireport.measure.figure import Figure, Reason, derived, figure, named, summed, typed, undefined
from roireport.measure.results import CriterionResult, NonFinancial
from roireport.measure.simulation import Floats, seed_of
from roireport.model.criterion import Criterion, Dimension

HUNDRED = Decimal(100)
BEST_EVIDENCE = 5
WEIGHTINGS = 1_000
PER = Decimal(10_000)


def value_of(criterion: Criterion, level: Decimal) -> Decimal | None:
    """v(level) in [0, 1]: linear through the points, or between the anchors; held at the ends; None without either.

    Keeney and Raiffa 1976: value functions, normalised on fixed anchors.
    """
    if criterion.value is not None:
        curve = sorted(criterion.value.points)
    elif criterion.anchors is not None:
        curve = sorted(((criterion.anchors.worst, Decimal(0)), (criterion.anchors.best, Decimal(1))))
    else:
        return None
    if level <= curve[0][0]:
        return curve[0][1]
    for (left, low), (right, high) in pairwise(curve):
        if level <= right:
            return low + (high - low) * (level - left) / (right - left)
    return curve[-1][1]


def criterion_value(criterion: Criterion, key: str) -> Figure:
    """The value of a level of the criterion, such as its `baseline`."""
    level: Decimal | None = getattr(criterion, key)
    if level is None:
        return undefined("ratio", "criterion_value", "no_level")
    value = value_of(criterion, level)
    written = typed(level, "score", criterion.place(key))
    if value is None:
        return undefined("ratio", "criterion_value", "no_anchors", level=written)
    return figure(value, "ratio", "criterion_value", level=written, **_ends(criterion))


def _ends(criterion: Criterion) -> dict[str, Figure]:
    anchors = criterion.anchors
    if criterion.value is not None or anchors is None:
        return {}
    return {key: typed(getattr(anchors, key), "score", anchors.place(key)) for key in ("worst", "best")}


def criterion_result(criterion: Criterion, weight: Figure) -> CriterionResult:
    """gain = v(current) − v(baseline); progress = gain / (v(target) − v(baseline)), not clipped.

    A criterion that is not measured keeps v(baseline), 0 where that is unknown, before and now.
    """
    before = criterion_value(criterion, "baseline")
    if not before.defined:
        before = figure(0, "ratio", "criterion_unknown")
    now = criterion_value(criterion, "current") if criterion.measured else before
    aim = criterion_value(criterion, "target")
    gain = derived("ratio", "criterion_gain", lambda now, before: now - before, now=now, before=before)
    progress = _progress(gain, aim, before)
    if not criterion.measured:
        progress = undefined("ratio", "criterion_progress", "not_measured")
    return CriterionResult(criterion, before, now, aim, gain, progress, weight)


def _progress(gain: Figure, aim: Figure, before: Figure) -> Figure:
    def share(gain: Decimal, aim: Decimal, before: Decimal) -> Decimal | Reason:
        return gain / (aim - before) if aim != before else Reason("target_equals_baseline")

    return derived("ratio", "criterion_progress", share, gain=gain, aim=aim, before=before)


def weights(criteria: Sequence[Criterion]) -> list[Figure]:
    """w = swing / Σ swing (Edwards and Barron 1994, swing weights); undefined where all swings are 0."""
    swings = [(criterion.id, typed(criterion.swing, "points", criterion.place("swing"))) for criterion in criteria]
    whole = summed("points", "sum_of_swings", swings)

    def share(swing: Decimal, whole: Decimal) -> Decimal | Reason:
        return swing / whole if whole else Reason("no_weight")

    return [derived("ratio", "criterion_weight", share, swing=swing, whole=whole) for _, swing in swings]


@dataclass(frozen=True, slots=True)
class Scored:
    """A criterion's part of a sum: its weight and the value that the weight multiplies."""

    result: CriterionResult
    value: Decimal


def points(formula: str, parts: Sequence[Scored], over: Decimal = Decimal(1)) -> Figure:
    """100 Σ w·value / over, in points: Triantaphyllou, Multi-Criteria Decision Making Methods (2000), weighted sum."""
    inputs = named((part.result.criterion.id, part.result.gain) for part in parts)
    why = next((part.result.weight.why for part in parts if part.result.weight.why), None)
    if not parts:
        why = Reason("no_criterion")
    if why is None and not over:
        why = Reason("no_weight")
    if why is not None:
        return Figure(None, "points", formula, inputs, why)
    total = sum((part.result.weight.known * part.value for part in parts), Decimal(0))
    return Figure(HUNDRED * total / over, "points", formula, inputs)


def nonfinancial(criteria: Sequence[Criterion], cost: Figure, id: str) -> NonFinancial:
    """The index and its companions; `id` of the engagement seeds the weightings."""
    results = _results(criteria)
    index = _index(results)
    evidence = [Scored(result, result.gain.known * result.criterion.evidence / BEST_EVIDENCE) for result in results]
    sampled = sampled_indices(results, id)
    return NonFinancial(
        index=index,
        index_before=points("index_before", [Scored(result, result.before.known) for result in results]),
        index_now=points("index_now", [Scored(result, result.now.known) for result in results]),
        evidence_index=points("evidence_index", evidence),
        coverage=coverage(results),
        sign_stability=sign_stability(index, sampled),
        index_p10=index_percentile(index, sampled, 10),
        index_p90=index_percentile(index, sampled, 90),
        points_per_10k=points_per_10k(index, cost),
        dimensions=dimensions(results),
        criteria=results,
        weight_runs=weight_runs(results),
    )


def index_of(criteria: Sequence[Criterion]) -> Figure:
    """The index alone: 100 Σ w·gain."""
    return _index(_results(criteria))


def _results(criteria: Sequence[Criterion]) -> tuple[CriterionResult, ...]:
    paired = zip(criteria, weights(criteria), strict=True)
    return tuple(criterion_result(criterion, weight) for criterion, weight in paired)


def _index(results: Sequence[CriterionResult]) -> Figure:
    return points("index", [Scored(result, result.gain.known) for result in results])


def coverage(results: Sequence[CriterionResult]) -> Figure:
    """The weight of the criteria that are measured."""
    if not results:
        return undefined("ratio", "coverage", "no_criterion")
    measured = [(result.criterion.id, result.weight) for result in results if result.criterion.measured]
    why = next((result.weight.why for result in results if result.weight.why), None)
    whole = summed("ratio", "coverage", measured)
    return whole if why is None else Figure(None, "ratio", "coverage", whole.inputs, why)


def dimensions(results: Sequence[CriterionResult]) -> tuple[tuple[Dimension, Figure], ...]:
    """For each dimension with a criterion: 100 Σ w·gain / Σ w within it."""
    indices: list[tuple[Dimension, Figure]] = []
    for dimension in get_args(Dimension):
        parts = [Scored(result, result.gain.known) for result in results if result.criterion.dimension == dimension]
        if parts:
            weight = sum((result.result.weight.value or Decimal(0) for result in parts), Decimal(0))
            indices.append((dimension, points("dimension", parts, weight)))
    return tuple(indices)


def points_per_10k(index: Figure, cost: Figure) -> Figure:
    """index / (cost / 10,000)."""

    def per(index: Decimal, cost: Decimal) -> Decimal | Reason:
        return index / (cost / PER) if cost > 0 else Reason("cost_not_above_zero")

    return derived("points", "points_per_10k", per, index=index, cost=cost)


def sampled_indices(results: Sequence[CriterionResult], id: str) -> Floats:
    """The index, in points, under 1,000 flat Dirichlet weightings (SMAA; Lahdelma and Salminen 2001).

    Drawn by `Generator(PCG64(seed)).dirichlet(ones, 1000)`, the criteria in the order of the file; none without any.
    """
    if not results:
        return np.zeros(0)
    draw = np.random.Generator(np.random.PCG64(seed_of(id)))
    gains = np.array([float(result.gain.known) for result in results])
    return np.asarray((draw.dirichlet(np.ones(len(results)), WEIGHTINGS) * gains).sum(axis=1) * float(HUNDRED))


def sign_stability(index: Figure, sampled: Floats) -> Figure:
    """The share of the random weightings that keep the sign of the index."""
    if index.value is None or index.value == 0:
        why = index.why or Reason("index_is_zero")
        return Figure(None, "ratio", "simulation_sign_stability", named([("index", index)]), why)
    kept = int((sampled > 0).sum() if index.value > 0 else (sampled < 0).sum())
    return figure(Decimal(kept) / WEIGHTINGS, "ratio", "simulation_sign_stability", index=index)


def index_percentile(index: Figure, sampled: Floats, percent: int) -> Figure:
    """The index below which so many percent of the random weightings lie (linear, as numpy.percentile)."""
    if index.value is None:
        return Figure(None, "points", "simulation_index", named([("index", index)]), index.why)
    return figure(Decimal(float(np.percentile(sampled, percent))), "points", "simulation_index", index=index)


def weight_runs(results: Sequence[CriterionResult]) -> tuple[tuple[str, Figure, Figure], ...]:
    """For each criterion the index with its swing halved, and raised by half, all weights adding up to 1 again."""
    return tuple(
        (result.criterion.id, _rerun(results, place, Decimal("0.5")), _rerun(results, place, Decimal("1.5")))
        for place, result in enumerate(results)
    )


def _rerun(results: Sequence[CriterionResult], place: int, factor: Decimal) -> Figure:
    swings = [result.criterion.swing * (factor if at == place else 1) for at, result in enumerate(results)]
    whole = sum(swings, Decimal(0))
    inputs = named((result.criterion.id, result.gain) for result in results)
    if not whole:
        return Figure(None, "points", "index_reweighted", inputs, Reason("no_weight"))
    total = sum((swing * result.gain.known for swing, result in zip(swings, results, strict=True)), Decimal(0))
    return Figure(HUNDRED * total / whole, "points", "index_reweighted", inputs)
