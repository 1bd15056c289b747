"""The shown totals of costs and gains, on which cascade, table and bars agree."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from roireport.measure.figure import Figure
from roireport.measure.financial import STEPS
from roireport.present.context import ReportContext
from roireport.present.language.money_scale import MoneyScale

CROWDED: Final = 5
"""From this many steps on, the table of gains has no room for long amounts."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Shown amounts in units of the scale: gross − Σ taken = net, net − cost = profit; None where undefined."""

    scale: MoneyScale
    gross: Decimal
    taken: tuple[tuple[str, Decimal], ...]
    """The steps that take something, in order."""
    net: Decimal | None
    cost: Decimal | None
    profit: Decimal | None


def totals(ctx: ReportContext) -> Totals | None:
    """Round gross, net and cost half up; the steps take the remainder.

    Returns:
        None where gross, net and cost are all undefined.
    """
    financial = ctx.results.financial
    figures = (financial.gain_gross, financial.gain, financial.cost)
    amounts = [figure.known for figure in figures if figure.defined]
    if not amounts:
        return None
    steps = {step: amount for step in STEPS if (amount := taken_by(ctx, step))}
    scale = MoneyScale.over(ctx.formats, amounts, whole=5 if len(steps) < CROWDED else 4)
    gross, net, cost = (_rounded(scale, figure) for figure in figures)
    parts = scale.parts(list(steps.values()), _difference(gross, net))
    taken = tuple(zip(steps, parts, strict=True))
    return Totals(scale, gross or Decimal(0), taken, net, cost, _difference(net, cost))


def taken_by(ctx: ReportContext, step: str) -> Decimal:
    """Return what a step takes off all gains.

    A gain without a value counts as zero.
    """
    steps = (dict(result.taken)[step] for result in ctx.results.financial.gains)
    return sum((figure.known for figure in steps if figure.defined), Decimal(0))


def _rounded(scale: MoneyScale, figure: Figure) -> Decimal | None:
    return scale.settle(figure.known) if figure.defined else None


def _difference(whole: Decimal | None, part: Decimal | None) -> Decimal | None:
    return None if whole is None or part is None else whole - part
