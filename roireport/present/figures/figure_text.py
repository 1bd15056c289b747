"""How figures are quoted in sentences and cells: levels of an indicator, differences, shares, months, counts."""

from dataclasses import replace
from decimal import Decimal

from roireport.measure.figure import PUBLISHED_PLACES, Figure
from roireport.measure.results import KpiResult
from roireport.present.context import ReportContext
from roireport.present.language.formats import round_half_up
from roireport.present.language.money_scale import MoneyScale
from roireport.present.language.quoted_text import QuotedText, respelled

MOST_TYPED = 4
"""Typed decimals of an indicator's levels that are always shown."""
LARGEST_SPELLED = 10
"""Numbers up to ten are written in words in running titles."""


def cited(ctx: ReportContext, text: str, *paths: str) -> QuotedText:
    """A text as the quotation of a figure: the first of the paths that the results have."""
    return QuotedText(text, [path for path in paths if path in ctx.figures][:1])


def spelled(ctx: ReportContext, n: int, *, feminine: bool = False) -> QuotedText:
    """A count in words up to ten, in digits beyond."""
    if n > LARGEST_SPELLED:
        return QuotedText(ctx.formats.number(Decimal(n)))
    return ctx.words("count.1.feminine" if n == 1 and feminine else f"count.{n}")


def capitalised(text: str) -> QuotedText:
    """A sentence with a capital at its beginning."""
    return respelled(text, 0, 1, text[:1].upper())


def months(ctx: ReportContext, n: int) -> QuotedText:
    """A whole number of months: 24 mois."""
    return ctx.words("unit.months", value=ctx.formats.number(Decimal(n)), n=n)


def share(ctx: ReportContext, part: str, whole: str) -> QuotedText:
    """The share that a figure is of another, both by path and defined, the whole not zero: 57 %."""
    ratio = ctx.figures[part].known / ctx.figures[whole].known
    return QuotedText(ctx.formats.percent(ratio), (part, whole))


def rate(ctx: ReportContext, value: Decimal, *paths: str) -> QuotedText:
    """A typed rate with the decimals it was typed with: 8 %, 12,5 %."""
    return cited(ctx, ctx.formats.percent(value, written_places(value * 100)), *paths)


def written_places(value: Decimal) -> int:
    """How many decimals a typed value needs."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def level_places(result: KpiResult) -> int:
    """The decimals of an indicator's levels: as many as tell baseline, latest and target apart, none typed is lost.

    At least 1 for a percentage, and for small numbers that are not all whole; of typed ones at most MOST_TYPED, since a
    value that a program wrote may have sixteen.
    """
    figures = [figure for figure in (result.baseline, result.latest, result.target) if figure.defined]
    scale = 2 if result.kpi.unit == "percent" else 0
    levels = [figure.known.scaleb(scale) for figure in figures]
    typed = [_typed_places(figure.known.scaleb(scale)) for figure in figures if figure.formula == "typed"]
    least = max([_usual_places(result, levels), *(min(places, MOST_TYPED) for places in typed)])
    return _places_apart(levels, least)


def _places_apart(levels: list[Decimal], least: int) -> int:
    """The decimals at which levels that differ look different, `least` or more."""
    count = _different(levels, PUBLISHED_PLACES)
    enough = (places for places in range(least, PUBLISHED_PLACES) if _different(levels, places) == count)
    return next(enough, PUBLISHED_PLACES)


def _different(levels: list[Decimal], places: int) -> int:
    """How many levels look different at so many decimals."""
    return len({round_half_up(level, places) for level in levels})


def _usual_places(result: KpiResult, levels: list[Decimal]) -> int:
    """The decimals of levels that differ enough: 1 for a percentage, 0 where all are whole, large or money."""
    if result.kpi.unit == "percent":
        return 1
    whole = all(value == value.to_integral_value() for value in levels)
    large = any(abs(value) >= 1000 for value in levels)
    return 0 if whole or large or result.kpi.unit == "money" else 1


def _typed_places(value: Decimal) -> int:
    """How many decimals a value was typed with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def bare_level(ctx: ReportContext, result: KpiResult, name: str) -> QuotedText:
    """A level in a table whose unit is beside the name: 27,9; a dash where there is none."""
    figure: Figure = getattr(result, name)
    if not figure.defined:
        return ctx.words("common.none")
    path = f"kpis.{result.kpi.id}.{name}"
    if result.kpi.unit == "money":
        scale = level_scale(ctx, result)
        return QuotedText(scale.digits(scale.settle(figure.known)), (path,))
    value = figure.known * 100 if result.kpi.unit == "percent" else figure.known
    return QuotedText(ctx.formats.number(value, level_places(result)), (path,))


def level_scale(ctx: ReportContext, result: KpiResult) -> MoneyScale:
    """The scale in which a table shows the levels of an indicator in money; levels that differ look different."""
    levels = [figure.known for figure in (result.baseline, result.target, result.latest) if figure.defined]
    scale = MoneyScale.over(ctx.formats, levels)
    if not scale.power:
        return replace(scale, places=level_places(result))
    return replace(scale, places=_places_apart([level.scaleb(-scale.power) for level in levels], scale.places))


def named(ctx: ReportContext, result: KpiResult, name: str = "") -> QuotedText:
    """The short name of an indicator, or another one, with the unit of its levels."""
    money, name = result.kpi.unit == "money", name or str(result.kpi.short_name)
    unit = level_scale(ctx, result).unit if money else ctx.words(f"unit.short.{result.kpi.unit}")
    return ctx.words("objectives.kpi_name", name=name, unit=unit) if unit else QuotedText(name)


def level(ctx: ReportContext, result: KpiResult, name: str) -> QuotedText:
    """A level in a sentence, with its unit: 27,9 %, 14 470 €, 78 jours; the reason why where there is none."""
    path, figure = f"kpis.{result.kpi.id}.{name}", getattr(result, name)
    return QuotedText(level_text(ctx, result, figure.known) if figure.defined else ctx.text(figure), (path,))


def level_text(
    ctx: ReportContext, result: KpiResult, value: Decimal, *, signed: bool = False, places: int | None = None
) -> str:
    """A value in the unit of an indicator, with the decimals of its levels where none are wanted."""
    formats, places = ctx.formats, usual_places(ctx, result) if places is None else places
    match result.kpi.unit:
        case "percent":
            return formats.percent(value, places, signed=signed)
        case "money":
            return _money_text(ctx, result, value, places, signed)
        case "days" | "hours" as unit:
            text = formats.number(value, places, signed=signed)
            return ctx.words(f"unit.{unit}", value=text, n=round_half_up(abs(value), places))
        case _:
            return formats.number(value, places, signed=signed)


def _money_text(ctx: ReportContext, result: KpiResult, value: Decimal, places: int, signed: bool) -> str:
    """An amount in the scale of an indicator, the same on all pages."""
    power = level_scale(ctx, result).power
    return ctx.formats.scaled(value.scaleb(-power), power, places, signed=signed)


def usual_places(ctx: ReportContext, result: KpiResult) -> int:
    """The decimals of an indicator's levels in the unit that they are written in."""
    return level_scale(ctx, result).places if result.kpi.unit == "money" else level_places(result)


def difference(ctx: ReportContext, result: KpiResult, name: str) -> QuotedText:
    """A change or an effect, always with its sign: +4,7 pts, −18 jours; `name` such as change or effect.mean."""
    path = f"kpis.{result.kpi.id}.{name}"
    figure = ctx.figures[path]
    if not figure.defined:
        return QuotedText(ctx.text(figure), (path,))
    return QuotedText(difference_text(ctx, result, figure.known), (path,))


def difference_text(ctx: ReportContext, result: KpiResult, value: Decimal, *, places: int | None = None) -> str:
    """A difference in the unit of an indicator, percentages in points; a small one keeps its sign: +0,02 pt."""
    in_unit = _in_unit(ctx, result, value)
    if places is None:
        places = usual_places(ctx, result)
        if result.kpi.unit not in ("money", "percent") and abs(value) < 10:  # whole levels, small difference: +0,4
            places = max(places, 1)
    places = visible_places(in_unit, places)
    if result.kpi.unit == "percent":
        return ctx.formats.percentage_points(value, places)
    return level_text(ctx, result, value, signed=True, places=places)


def _in_unit(ctx: ReportContext, result: KpiResult, value: Decimal) -> Decimal:
    """A difference in the unit that it is written in: points, k€, days."""
    match result.kpi.unit:
        case "percent":
            return value * 100
        case "money":
            return value.scaleb(-level_scale(ctx, result).power)
        case _:
            return value


# ── Effects ─────────────────────────────────────────────────────────────────


def quoted_effect(ctx: ReportContext, result: KpiResult, name: str) -> QuotedText:
    """An effect, with the sign of the change of the indicator: −8,9 jours where it fell; `name` such as mean."""
    path = f"kpis.{result.kpi.id}.effect.{name}"
    figure = ctx.figures[path]
    return QuotedText(effect_text(ctx, result, figure.known) if figure.defined else ctx.text(figure), (path,))


def effect_text(ctx: ReportContext, result: KpiResult, value: Decimal) -> str:
    """An effect with two significant digits of the mean; `value` is positive where it is favourable."""
    return difference_text(ctx, result, natural(result, value), places=_effect_places(ctx, result))


def effect_ends(ctx: ReportContext, result: KpiResult, prefix: str = "") -> tuple[QuotedText, QuotedText]:
    """Both ends of the interval of an effect, the lower one first; `prefix` such as adjusted."""
    low, high = (quoted_effect(ctx, result, f"{prefix}{end}") for end in ("low", "high"))
    return (high, low) if result.kpi.direction == "down" else (low, high)


def natural(result: KpiResult, value: Decimal) -> Decimal:
    """An effect as the change of the indicator: a favourable one is a fall where less is better."""
    return -value if result.kpi.direction == "down" else value


def sense(value: Decimal) -> str:
    """Whether an effect is favourable, unfavourable or none."""
    return "favourable" if value > 0 else "unfavourable" if value < 0 else "none"


def _effect_places(ctx: ReportContext, result: KpiResult) -> int:
    """The decimals of an effect: two significant digits of the mean, not more than the levels have, or one."""
    in_full = result.kpi.unit == "money" and not level_scale(ctx, result).power
    most = max(usual_places(ctx, result), 0 if in_full else 1)
    mean = result.effect.mean
    if not mean.value:
        return most
    return min(max(0, 1 - _in_unit(ctx, result, mean.known).adjusted()), most)


def visible_places(value: Decimal, places: int) -> int:
    """The decimals wanted, and as many more as it takes to see that a value, as published, is not zero."""
    shown = range(places, PUBLISHED_PLACES + 1)
    return next((n for n in shown if round_half_up(value, n)), places)
