"""The texts of a criterion: levels in its unit, anchors, state and weight."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from roireport.measure.results import CriterionResult
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import cited, written_places
from roireport.present.language.formats import round_half_up
from roireport.present.language.largest_remainder import largest_remainder
from roireport.present.language.quoted_text import QuotedText

State = Literal["reached", "below", "lost", "unmeasured"]
_AS_PERCENT = ("percent", "%")


def state_of(result: CriterionResult) -> State:
    """Return the state of a criterion.

    Without a target it is judged only if it fell.
    """
    if not result.criterion.measured:
        return "unmeasured"
    if result.gain.known < 0:
        return "lost"
    if not result.aim.defined:
        return "unmeasured"
    return "reached" if result.now.known >= result.aim.known else "below"


def with_target(ctx: ReportContext) -> tuple[CriterionResult, ...]:
    """Return the measured criteria that have a target."""
    criteria = ctx.results.nonfinancial.criteria
    return tuple(result for result in criteria if result.criterion.measured and result.aim.defined)


def furthest(ctx: ReportContext) -> CriterionResult | None:
    """Return the criterion with the least progress; None where all reached their target."""
    behind = [result for result in with_target(ctx) if result.now.known < result.aim.known]
    with_progress = [result for result in behind if result.progress.defined]
    return min(with_progress, key=lambda result: result.progress.known) if with_progress else next(iter(behind), None)


def level(ctx: ReportContext, result: CriterionResult, key: str) -> QuotedText:
    """Write a typed level (baseline, current, target) with the decimals its levels need."""
    value: Decimal | None = getattr(result.criterion, key)
    if value is None:
        return ctx.words("common.none")
    criterion = result.criterion
    levels = [typed for typed in (criterion.baseline, criterion.current, criterion.target) if typed is not None]
    return cited(ctx, _written(ctx, result, value, levels), f"nonfinancial.criteria.{criterion.id}.{key}")


def anchor(ctx: ReportContext, result: CriterionResult, key: str) -> QuotedText:
    """Write the worst or the best anchor of a criterion that has anchors."""
    value: Decimal = getattr(result.criterion.anchors, key)
    text = _written(ctx, result, value, (value,))
    return cited(ctx, text, f"nonfinancial.criteria.{result.criterion.id}.anchors.{key}")


def _written(ctx: ReportContext, result: CriterionResult, value: Decimal, beside: Sequence[Decimal]) -> str:
    """Write a value with the decimals that the values beside it need."""
    if result.criterion.unit in _AS_PERCENT:
        return ctx.formats.percent(value, max(written_places(each * 100) for each in beside))
    return ctx.formats.number(value, max(written_places(each) for each in beside))


def shown_weights(ctx: ReportContext) -> tuple[Decimal, ...]:
    """Return the weights as whole percents that add up to 100; none where undefined."""
    weights = [result.weight for result in ctx.results.nonfinancial.criteria]
    if not weights or not all(weight.defined for weight in weights):
        return ()
    return largest_remainder([weight.known * 100 for weight in weights], 0, Decimal(100))


def index_places(ctx: ReportContext) -> int:
    """The decimals of the index: none where the printed levels differ by the printed change, else one."""
    result = ctx.results.nonfinancial
    levels = (result.index_before, result.index_now, result.index)
    before, now, change = (round_half_up(figure.known, 0) for figure in levels)
    return 0 if now - before == change else 1
