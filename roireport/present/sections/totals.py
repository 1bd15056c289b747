"""The totals of costs and gains as they are shown, so that cascade, table and bars agree to the digit."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from roireport.measure.figure import Figure
from roireport.measure.financial import STEPS
from roireport.present.context import ReportContext
from roireport.present.language.money_scale import MoneyScale

CROWDED: Final = 5
"""Steps beyond which the table of gains has no room for long amounts."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Shown amounts in units of the scale: gross − Σ taken = net, net − cost = profit; None where undefined."""

    scale: MoneyScale
    gross: Decimal
    taken: tuple[tuple[str, Decimal], ...]
    """The steps that take something, in their order."""
    net: Decimal | None
    cost: Decimal | None
    profit: Decimal | None


def totals(ctx: ReportContext) -> Totals | None:
    """The totals, gross, net and cost rounded half up; the steps take the remainder; None where nothing is known."""
    financial = ctx.results.financial
    known = [figure.known for figure in (financial.gain_gross, financial.gain, financial.cost) if figure.defined]
    if not known:
        return None
    raw = [(step, amount) for step in STEPS if (amount := taken_by(ctx, step))]
    scale = MoneyScale.over(ctx.formats, known, whole=5 if len(raw) < CROWDED else 4)
    gross, net, cost = (_settled(scale, f) for f in (financial.gain_gross, financial.gain, financial.cost))
    gap = None if gross is None or net is None else gross - net
    parts = scale.parts([amount for _, amount in raw], gap)
    taken = tuple((step, part) for (step, _), part in zip(raw, parts, strict=True))
    profit = None if net is None or cost is None else net - cost
    return Totals(scale, gross or Decimal(0), taken, net, cost, profit)


def taken_by(ctx: ReportContext, step: str) -> Decimal:
    """What a step takes off all gains together; a gain without a value loses nothing."""
    steps = (dict(result.taken)[step] for result in ctx.results.financial.gains)
    return sum((figure.known for figure in steps if figure.defined), Decimal(0))


def _settled(scale: MoneyScale, figure: Figure) -> Decimal | None:
    return scale.settle(figure.known) if figure.defined else None
