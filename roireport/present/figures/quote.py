"""How figures are quoted in sentences and cells: levels of an indicator, differences, shares, months, counts."""

from decimal import Decimal

from roireport.measure.figure import PUBLISHED_PLACES, Figure
from roireport.measure.results import KpiResult
from roireport.present.desk import Desk
from roireport.present.language.formats import round_half_up
from roireport.present.language.money_scale import MoneyScale
from roireport.present.language.said import Said, respelled

LARGEST_SPELLED = 10
"""Numbers up to ten are written in words in running titles."""


def cited(desk: Desk, text: str, *paths: str) -> Said:
    """A text as the quotation of a figure: the first of the paths that the results have."""
    return Said(text, [path for path in paths if path in desk.figures][:1])


def spelled(desk: Desk, n: int, *, feminine: bool = False) -> Said:
    """A count in words up to ten, in digits beyond."""
    if n > LARGEST_SPELLED:
        return Said(desk.formats.number(Decimal(n)))
    return desk.words("count.1.feminine" if n == 1 and feminine else f"count.{n}")


def capitalised(text: str) -> Said:
    """A sentence with a capital at its beginning."""
    return respelled(text, 0, 1, text[:1].upper())


def months(desk: Desk, n: int) -> Said:
    """A whole number of months: 24 mois."""
    return desk.words("unit.months", value=desk.formats.number(Decimal(n)), n=n)


def share(desk: Desk, part: str, whole: str) -> Said:
    """The share that a figure is of another, both by path and defined, the whole not zero: 57 %."""
    ratio = desk.figures[part].known / desk.figures[whole].known
    return Said(desk.formats.percent(ratio), (part, whole))


def rate(desk: Desk, value: Decimal, *paths: str) -> Said:
    """A typed rate with the decimals it was typed with: 8 %, 12,5 %."""
    return cited(desk, desk.formats.percent(value, written_places(value * 100)), *paths)


def written_places(value: Decimal) -> int:
    """How many decimals a typed value needs."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def level_places(result: KpiResult) -> int:
    """The decimals of an indicator's levels: 1 for a percentage, 0 where all are whole, large or money."""
    known = [figure.known for figure in (result.baseline, result.target, result.latest) if figure.defined]
    if result.kpi.unit == "percent":
        return 1
    whole = all(value == value.to_integral_value() for value in known)
    large = any(abs(value) >= 1000 for value in known)
    return 0 if whole or large or result.kpi.unit == "money" else 1


def bare_level(desk: Desk, result: KpiResult, name: str) -> Said:
    """A level in a table whose unit stands beside the name: 27,9; a dash where there is none."""
    figure: Figure = getattr(result, name)
    if not figure.defined:
        return desk.words("common.none")
    path = f"kpis.{result.kpi.id}.{name}"
    if result.kpi.unit == "money":
        scale = level_scale(desk, result)
        return Said(scale.digits(scale.settle(figure.known)), (path,))
    value = figure.known * 100 if result.kpi.unit == "percent" else figure.known
    return Said(desk.formats.number(value, level_places(result)), (path,))


def level_scale(desk: Desk, result: KpiResult) -> MoneyScale:
    """The scale in which a table shows the levels of an indicator in money."""
    levels = (result.baseline, result.target, result.latest)
    return MoneyScale.over(desk.formats, [figure.known for figure in levels if figure.defined])


def level(desk: Desk, result: KpiResult, name: str) -> Said:
    """A level in a sentence, with its unit: 27,9 %, 14 470 €, 78 jours; the reason why where there is none."""
    path, figure = f"kpis.{result.kpi.id}.{name}", getattr(result, name)
    return Said(level_text(desk, result, figure.known) if figure.defined else desk.text(figure), (path,))


def level_text(
    desk: Desk, result: KpiResult, value: Decimal, *, signed: bool = False, places: int | None = None
) -> str:
    """A value in the unit of an indicator, with the decimals of its levels where none are wanted."""
    formats, places = desk.formats, level_places(result) if places is None else places
    match result.kpi.unit:
        case "percent":
            return formats.percent(value, places, signed=signed)
        case "money" if abs(value) >= 1_000_000:
            return formats.money_short(value, signed=signed)
        case "money":
            return formats.money(value, places, signed=signed)
        case "days" | "hours" as unit:
            text = formats.number(value, places, signed=signed)
            return desk.words(f"unit.{unit}", value=text, n=round_half_up(abs(value), places))
        case _:
            return formats.number(value, places, signed=signed)


def difference(desk: Desk, result: KpiResult, name: str) -> Said:
    """A change or an effect, always with its sign: +4,7 pts, −18 jours; `name` such as change or effect.mean."""
    path = f"kpis.{result.kpi.id}.{name}"
    figure = desk.figures[path]
    if not figure.defined:
        return Said(desk.text(figure), (path,))
    return Said(difference_text(desk, result, figure.known), (path,))


def difference_text(desk: Desk, result: KpiResult, value: Decimal) -> str:
    """A difference in the unit of an indicator, percentages in points; a small one keeps its sign: +0,02 pt."""
    unit, places = result.kpi.unit, level_places(result)
    if unit == "percent":
        return desk.formats.percentage_points(value, visible_places(value * 100, places))
    if unit != "money" and abs(value) < 10:  # a small difference of whole levels keeps one decimal: +0,4
        places = max(places, 1)
    return level_text(desk, result, value, signed=True, places=visible_places(value, places))


def visible_places(value: Decimal, places: int) -> int:
    """The decimals wanted, and as many more as it takes to see that a value, as published, is not zero."""
    shown = range(places, PUBLISHED_PLACES + 1)
    return next((n for n in shown if round_half_up(value, n)), places)
