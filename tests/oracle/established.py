"""Which effects are established, and the three rules that stand against one."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from tests.oracle.effects import LEVEL_METHODS, Kpi
from tests.oracle.intervals import adjusted, plain
from tests.oracle.series import Row, least_squares, mean, variance
from tests.oracle.written import Section, Undefined

AGAINST = ("A09", "A10", "A12")


def established_effects(kpis: Mapping[str, Kpi], engagement: Section) -> set[str]:
    """The ids of the KPIs whose effect is established."""
    count = sum(not isinstance(kpi.mean_effect(), Undefined) for kpi in kpis.values())
    return {id for id, kpi in kpis.items() if count and is_established(kpi, 1 - 0.1 / count, engagement)}


def is_established(kpi: Kpi, level: float, engagement: Section) -> bool:
    """Both intervals exclude 0, those of the stricter reading too on the same side, and no rule is against it."""
    stricter = kpi.stricter()
    if not excludes_zero(kpi, level) or any(open_rule(kpi, rule, engagement) for rule in AGAINST):
        return False
    if stricter is None:
        return True
    if kpi.method != "forecast" and open_rule(stricter, "A10", engagement):
        return False
    return excludes_zero(stricter, level) and is_above_zero(kpi) == is_above_zero(stricter)


def is_above_zero(kpi: Kpi) -> bool:
    """Whether the mean effect is favourable."""
    middle = kpi.mean_effect()
    return isinstance(middle, Fraction) and middle > 0


def excludes_zero(kpi: Kpi, level: float) -> bool:
    """Whether both intervals exist at a level and leave 0 out."""
    middle, both = kpi.mean_effect(), (plain(kpi), adjusted(kpi))
    if isinstance(middle, Undefined):
        return False
    return all(one is not None and abs(float(middle)) > one.half(level) for one in both)


def open_rule(kpi: Kpi, rule: str, engagement: Section) -> bool:
    """Whether a rule fires on a KPI and is not accepted."""
    fires = {"A09": other_months, "A10": impossible, "A12": regression_to_the_mean}[rule](kpi)
    return fires and not accepted(engagement, rule, kpi.section["id"])


def accepted(engagement: Section, rule: str, subject: str) -> bool:
    """Whether an acceptance of a rule for a subject still holds; days sort as they are written."""
    entries = engagement.get("challenges", {}).get("accepted", [])
    return any(
        (entry["rule"], entry["subject"]) == (rule, subject) and engagement["as_of"] <= entry["until"]
        for entry in entries
    )


def other_months(kpi: Kpi) -> bool:
    """A09: shorter than a year, and other calendar months after than before, or fewer than 12 months before."""
    if kpi.method not in (*LEVEL_METHODS, "trend") or not kpi.after or kpi.after[0].months >= 12:
        return False
    before, after = months_of(kpi.before, kpi), months_of(kpi.after, kpi)
    if len(before) < 12:
        return True
    apart = (abs(share(before, month) - share(after, month)) for month in range(12))
    return sum(apart, Fraction(0)) / 2 > Fraction(1, 4)


def months_of(rows: Sequence[Row], kpi: Kpi) -> list[int]:
    """The calendar month, 0 to 11, of every month that rows cover."""
    return [(kpi.grid.origin + month) % 12 for row in rows for month in range(row.first, row.last + 1)]


def share(months: Sequence[int], month: int) -> Fraction:
    """How much of the months is this one."""
    return Fraction(months.count(month), len(months))


def impossible(kpi: Kpi) -> bool:
    """A10: a counterfactual below 0 where no value is, or above 100 % for a percent KPI."""
    instead = [value for row in kpi.after if isinstance(value := kpi.counterfactual(row), Fraction)]
    below = any(value < 0 for value in instead) and all(row.value >= 0 for row in kpi.rows)
    return below or (kpi.section["unit"] == "percent" and any(value > 1 for value in instead))


def regression_to_the_mean(kpi: Kpi) -> bool:
    """A12: from 6 periods before on, the last third lies 2 standard deviations of the rest on the wrong side."""
    n = len(kpi.before)
    if n < 6 or not kpi.after:
        return False
    rest, last = kpi.before[: n - n // 3], kpi.before[n - n // 3 :]
    if kpi.method == "trend":
        line = least_squares([Fraction(row.place) for row in rest], [row.value for row in rest])
        off, spread = mean([row.value - line.at(row.place) for row in last]), line.left / (len(rest) - 2)
    else:
        seen = kpi.gap if kpi.method == "control" else lambda row: row.value
        usual = [seen(row) for row in rest]
        off, spread = mean([seen(row) for row in last]) - mean(usual), variance(usual)
    wrong = -kpi.sign * off
    return wrong > 0 and wrong**2 >= 4 * spread
