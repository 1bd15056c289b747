"""What is said of a criterion: its levels in its own unit, its state, how it stands to its target."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from roireport.measure.results import CriterionResult
from roireport.present.desk import Desk
from roireport.present.figures.quote import cited, written_places
from roireport.present.language.largest_remainder import largest_remainder
from roireport.present.language.said import Said

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


def with_target(desk: Desk) -> tuple[CriterionResult, ...]:
    """The measured criteria that have a target."""
    found = desk.results.nonfinancial.criteria
    return tuple(result for result in found if result.criterion.measured and result.aim.defined)


def furthest(desk: Desk) -> CriterionResult | None:
    """The criterion with the least of its way travelled, the first where equal; None where all reached their target."""
    behind = [result for result in with_target(desk) if result.now.known < result.aim.known]
    known = [result for result in behind if result.progress.defined]
    return min(known, key=lambda result: result.progress.known) if known else next(iter(behind), None)


def level(desk: Desk, result: CriterionResult, key: str) -> Said:
    """A typed level (baseline, current, target) with as many decimals as the criterion's levels need."""
    value: Decimal | None = getattr(result.criterion, key)
    if value is None:
        return desk.words("common.none")
    criterion = result.criterion
    known = [each for each in (criterion.baseline, criterion.current, criterion.target) if each is not None]
    return cited(desk, _written(desk, result, value, known), f"nonfinancial.criteria.{criterion.id}.{key}")


def anchor(desk: Desk, result: CriterionResult, key: str) -> Said:
    """The worst or the best anchor; the criterion must have anchors."""
    value: Decimal = getattr(result.criterion.anchors, key)
    text = _written(desk, result, value, (value,))
    return cited(desk, text, f"nonfinancial.criteria.{result.criterion.id}.anchors.{key}")


def _written(desk: Desk, result: CriterionResult, value: Decimal, beside: Sequence[Decimal]) -> str:
    """A value with the decimals that the values beside it need."""
    if result.criterion.unit in _AS_PERCENT:
        return desk.formats.percent(value, max(written_places(each * 100) for each in beside))
    return desk.formats.number(value, max(written_places(each) for each in beside))


def shown_weights(desk: Desk) -> tuple[Decimal, ...]:
    """The weights in whole percents that add up to 100, in the order of the criteria; none where undefined."""
    weights = [result.weight for result in desk.results.nonfinancial.criteria]
    if not weights or not all(weight.defined for weight in weights):
        return ()
    return largest_remainder([weight.known * 100 for weight in weights], 0, Decimal(100))
