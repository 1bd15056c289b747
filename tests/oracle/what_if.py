"""Where the ROI breaks even, and what it would be if things went worse; each computed from the files again."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from fractions import Fraction
from typing import Any

from tests.oracle import returns
from tests.oracle.effects import Kpi
from tests.oracle.money import MEASURED, Line, total
from tests.oracle.published import CENT, RATIO, Leaf, shown
from tests.oracle.returns import Case
from tests.oracle.written import Section, Undefined, Value, known, number, undefined

NOT_EVEN = undefined("not even at 100 %", "not even at 100%")
NOT_NEEDED = undefined("not needed")
IDS = (
    "shares_20_points_lower",
    "margins_5_points_lower",
    "volumes_20_percent_lower",
    "costs_20_percent_higher",
    "gains_3_months_later",
    "gains_6_months_later",
    "without_forecast",
    "without_largest_gain",
    "over_12_months",
)
Reader = Callable[[Section], Case]


def what_ifs(case: Case, engagement: Section, read: Reader) -> dict[str, Value]:
    """The ROI of each, by its id."""
    gain, cost = case.gain(), case.cost()
    year = range(2) if case.grid.yearly else range(12)
    largest = max((case.net(line) for line in case.gains if not line.undefined), default=Fraction(0))

    def again(change: Callable[[Section], None]) -> Value:
        changed = deepcopy(engagement)
        for line in changed.get("gains", []):
            change(line)
        return roi_of(read(changed))

    returns_by_case = (
        again(lower_share),
        again(lower_margin),
        again(lower_volume),
        returns.roi(gain, known(lambda c: c * Fraction(6, 5), cost)),
        later(case, 3),
        later(case, 6),
        returns.roi(case.gain(None, *MEASURED), cost),
        returns.roi(known(lambda g: g - largest, gain), cost),
        returns.roi(case.gain(year), case.cost(year)),
    )
    return dict(zip(IDS, returns_by_case, strict=True))


def roi_of(case: Case) -> Value:
    """The ROI over the horizon."""
    return returns.roi(case.gain(), case.cost())


def lower_share(gain: Section) -> None:
    """20 points less, from 100 % where silent."""
    attribution = gain.setdefault("attribution", {})
    attribution["share"] = less(attribution.get("share", 1), Fraction(1, 5))


def lower_margin(gain: Section) -> None:
    """5 points less, where it is written."""
    if "margin" in gain:
        gain["margin"] = less(gain["margin"], Fraction(1, 20))


def lower_volume(gain: Section) -> None:
    """A fifth less of a gain per unit: less of the volume, or of what a series of volumes is worth."""
    if "per_unit" in gain:
        key = "value" if gain["per_unit"]["volume"] == "series" else "volume"
        gain["per_unit"][key] = number(gain["per_unit"][key]) * Fraction(4, 5)


def less(written: Any, points: Fraction) -> Fraction:
    """A rate, lower, not below 0."""
    return max(Fraction(0), number(written) - points)


def later(case: Case, months: int) -> Value:
    """Each month's amount so many months later; what then lies beyond the horizon is lost."""
    kept = [f.amount for f in returns.within(case.gains, case.grid) if f.month + months < case.grid.horizon]
    return returns.roi(known(lambda _: sum(kept, Fraction(0)), case.gain()), case.cost())


def break_evens(case: Case, kpis: Mapping[str, Kpi], target: Fraction | None) -> dict[tuple[str, ...], Leaf]:
    """The value of each input of each gain at which the ROI is 0, and the target."""
    gain, cost = case.gain(), case.cost()
    if isinstance(gain, Undefined) or isinstance(cost, Undefined) or cost <= 0:
        return {}
    aims = {"zero": Fraction(0)} | ({} if target is None else {"target": target})
    values: dict[tuple[str, ...], Leaf] = {}
    for line in case.gains:
        net = case.net(line)
        if net <= 0:
            continue
        for at, aim in aims.items():
            factor = 1 - (gain - (1 + aim) * cost) / net
            for name, value in levers(line, kpis, case).items():
                is_rate = name in ("attribution.share", "margin")
                in_money = name == "amount" or (
                    name == "effect" and kpis[line.section["kpi"]].section["unit"] == "money"
                )
                places = CENT if in_money else RATIO
                values[f"{line.input}.{name}", at] = shown(scaled(value, factor, is_rate=is_rate), places)
    return values


def levers(line: Line, kpis: Mapping[str, Kpi], case: Case) -> dict[str, Fraction]:
    """What could be different about a gain, and how much it is now."""
    section = line.section
    values = {"attribution.share": number(section.get("attribution", {}).get("share", 1))}
    if "margin" in section:
        values["margin"] = number(section["margin"])
    if "per_unit" not in section:
        return values | {"amount": total(line.gross, case.grid)}
    if section["per_unit"]["volume"] != "series":
        values["per_unit.volume"] = number(section["per_unit"]["volume"])
    effect = kpis[section["kpi"]].mean_effect()
    assert isinstance(effect, Fraction)
    return values | {"effect": effect}


def scaled(value: Fraction, factor: Fraction, *, is_rate: bool) -> Value:
    """The value × its factor, or why there is none."""
    if factor < 0:
        return NOT_NEEDED
    return NOT_EVEN if is_rate and value * factor > 1 else value * factor
