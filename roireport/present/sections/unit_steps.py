"""The gross amount of a gain by unit of effect, as products that a reader can follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final

from roireport.measure.figure import EXACT, Figure
from roireport.measure.financial import GainResult
from roireport.measure.results import KpiResult
from roireport.model.gain import PerUnit
from roireport.model.grid import Grid
from roireport.model.period import Span
from roireport.present.context import ReportContext
from roireport.present.figures.figure_text import level_text, written_places
from roireport.present.language.quoted_text import QuotedText

_MOST_PLACES: Final = 8
"""Decimals of a factor of a product."""
_HALF: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Product:
    """effect × volume × value × periods, and their amount.

    Args:
        effect: The mean effect of a period; by volume, where each period has its own.
        volume: The mean volume of a period.
        periods: How many.
    """

    effect: Decimal
    volume: Decimal
    value: Decimal
    periods: int

    @property
    def amount(self) -> Decimal:
        """The product, in the currency of the engagement."""
        with localcontext(EXACT):
            return self.effect * self.volume * self.value * self.periods


def measured_product(result: GainResult, unit: PerUnit, grid: Grid) -> Product | None:
    """Return the product of the measured periods within the horizon; None where there is none."""
    spans = measured_within(result, grid)
    pairs = [pair for name, pair in _effects(result, unit).items() if name in {str(span) for span in spans}]
    volume = sum((volume for _, volume in pairs), Decimal(0))
    if not pairs:
        return None
    with localcontext(EXACT):
        units = sum((effect * volume for effect, volume in pairs), Decimal(0))
        effect = units / volume if volume else Decimal(0)
        return Product(effect, volume / len(pairs), unit.value, len(pairs))


def measured_within(result: GainResult, grid: Grid) -> tuple[Span, ...]:
    """Return the measured periods within the horizon."""
    return tuple(span for span, _ in result.rests_on if grid.month(span.first) < grid.horizon)


def forecast_product(result: GainResult, unit: PerUnit) -> Product | None:
    """Return the product of the periods to come; None where there is none."""
    if not result.to_come:
        return None
    given = _inputs(result.gross)
    effect, volume = given["forecast_effect"].known, given["forecast_volume"].known
    return Product(effect, volume, unit.value, len(result.to_come))


def _effects(result: GainResult, unit: PerUnit) -> Mapping[str, tuple[Decimal, Decimal]]:
    """Return the effect and the volume of each measured period, by its name."""
    basis = _inputs(_inputs(result.gross)["basis"])
    if unit.volume is not None:
        return {name: (effect.known, unit.volume) for name, effect in _inputs(basis["effect"]).items()}
    products = {name: _inputs(product) for name, product in _inputs(basis["units"]).items()}
    return {name: (parts["effect"].known, parts["volume"].known) for name, parts in products.items()}


def _inputs(figure: Figure) -> Mapping[str, Figure]:
    return {given.name: given.figure for given in figure.inputs}


def product_text(ctx: ReportContext, result: KpiResult, product: Product, *, own_volumes: bool) -> QuotedText:
    """Write a product with as many decimals as it takes to find its amount again."""
    return ctx.words(
        f"traceability.steps.product.{'own' if own_volumes else 'typed'}",
        n=product.periods,
        periods=str(product.periods),
        effect=_effect_text(ctx, result, product),
        volume=_volume_text(ctx, product),
        value=ctx.formats.money(product.value, written_places(product.value)),
    )


def _effect_text(ctx: ReportContext, result: KpiResult, product: Product) -> str:
    """Write the effect in the unit of its KPI, percentages in points."""
    weight = product.volume * product.value * product.periods
    if result.kpi.unit == "percent":
        return ctx.formats.percentage_points(product.effect, _enough(product.effect * 100, weight / 100))
    places = _enough(product.effect, weight)
    return level_text(ctx, result, product.effect, signed=True, places=places)


def _volume_text(ctx: ReportContext, product: Product) -> str:
    weight = product.effect * product.value * product.periods
    return ctx.formats.number(product.volume, _enough(product.volume, weight))


def _enough(factor: Decimal, weight: Decimal) -> int:
    """Return the decimals of a factor that move its product with a weight by less than half a unit of the currency."""
    enough = (n for n in range(_MOST_PLACES) if abs((round(factor, n) - factor) * weight) < _HALF)
    return next(enough, _MOST_PLACES)


def stretch_text(ctx: ReportContext, spans: Sequence[Span]) -> str:
    """Write periods by the first and the last of them."""
    first, last = ctx.formats.span(spans[0]), ctx.formats.span(spans[-1])
    return first if first == last else str(ctx.words("method.from_to", first=first, last=last))
