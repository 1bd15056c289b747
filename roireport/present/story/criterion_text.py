"""What is said of a criterion: its levels in its own unit, its state, how it stands to its target."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from roireport.measure.results import CriterionResult
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import cited, written_places
from roireport.present.language.largest_remainder import largest_remainder
from roireport.present.language.quoted_text import QuotedText

State = Literal["reached", "below", "lost", "unmeasured"]
_AS_PERCENT = ("percent", "%")


def state_of(result: CriterionResult) -> State:
    """Reached where its value has come up to that of the target; one without a target is not judged unless it fell."""
    if not result.criterion.measured:
        return "unmeasured"
    if result.gain.known < 0:
        return "lost"
    if not result.aim.defined:
        return "unmeasured"
    return "reached" if result.now.known >= result.aim.known else "below"


def with_target(ctx: ReportContext) -> tuple[CriterionResult, ...]:
    """The measured criteria that have a target."""
    found = ctx.results.nonfinancial.criteria
    return tuple(result for result in found if result.criterion.measured and result.aim.defined)


def furthest(ctx: ReportContext) -> CriterionResult | None:
    """The criterion with the least of its way travelled, the first where equal; None where all reached their target."""
    behind = [result for result in with_target(ctx) if result.now.known < result.aim.known]
    known = [result for result in behind if result.progress.defined]
    return min(known, key=lambda result: result.progress.known) if known else next(iter(behind), None)


def level(ctx: ReportContext, result: CriterionResult, key: str) -> QuotedText:
    """A typed level (baseline, current, target) with as many decimals as the criterion's levels need."""
    value: Decimal | None = getattr(result.criterion, key)
    if value is None:
        return ctx.words("common.none")
    criterion = result.criterion
    known = [each for each in (criterion.baseline, criterion.current, criterion.target) if each is not None]
    return cited(ctx, _written(ctx, result, value, known), f"nonfinancial.criteria.{criterion.id}.{key}")


def anchor(ctx: ReportContext, result: CriterionResult, key: str) -> QuotedText:
    """The worst or the best anchor; the criterion must have anchors."""
    value: Decimal = getattr(result.criterion.anchors, key)
    text = _written(ctx, result, value, (value,))
    return cited(ctx, text, f"nonfinancial.criteria.{result.criterion.id}.anchors.{key}")


def _written(ctx: ReportContext, result: CriterionResult, value: Decimal, beside: Sequence[Decimal]) -> str:
    """A value with the decimals that the values beside it need."""
    if result.criterion.unit in _AS_PERCENT:
        return ctx.formats.percent(value, max(written_places(each * 100) for each in beside))
    return ctx.formats.number(value, max(written_places(each) for each in beside))


def shown_weights(ctx: ReportContext) -> tuple[Decimal, ...]:
    """The weights in whole percents that add up to 100, in the order of the criteria; none where undefined."""
    weights = [result.weight for result in ctx.results.nonfinancial.criteria]
    if not weights or not all(weight.defined for weight in weights):
        return ()
    return largest_remainder([weight.known * 100 for weight in weights], 0, Decimal(100))
