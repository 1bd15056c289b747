"""What each KPI would have been, what it was, and what the difference is."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

from tests.oracle.grid import Grid
from tests.oracle.series import Line, Row, least_squares, mean, rows_of, side
from tests.oracle.written import Section, Undefined, Value, known, number, ratio, undefined

LEVEL_METHODS = ("market", "estimate", "none")
"""Those that compare with the baseline."""


class Kpi:
    """A KPI with its series: `pre` and `post` as the contract says, `transition` in neither."""

    def __init__(
        self, section: Section, series: Sequence[Sequence[str | None]], grid: Grid, method: str | None = None
    ) -> None:
        self.section = section
        self.series = series
        self.grid = grid
        self.all_rows = rows_of(series, grid)
        self.rows = [row for row in self.all_rows if grid.past(row.last)]
        self.pre, self.post, self.transition = (
            [row for row in self.rows if side(row, grid) == name] for name in ("pre", "post", "transition")
        )
        self.sign = -1 if section.get("direction", "up") == "down" else 1
        self.known_effects: dict[Row, Value] = {}
        self.method: str = method or section.get("counterfactual", {}).get("method", "none")

    @property
    def declared(self) -> bool:
        """Whether the file gives a baseline."""
        return bool(self.section.get("baseline", "computed") != "computed")

    @cached_property
    def level(self) -> Value:
        """The baseline as declared, else the mean before the start."""
        if self.declared:
            return number(self.section["baseline"])
        return mean([row.value for row in self.pre]) if self.pre else undefined()

    def baseline(self) -> Value:
        """The level to compare with."""
        return self.level

    def target(self) -> Value:
        """As declared."""
        return number(self.section["target"]) if "target" in self.section else undefined()

    def latest(self) -> Value:
        """The last value up to as_of."""
        return self.rows[-1].value if self.rows else undefined()

    def change(self) -> Value:
        """latest − baseline."""
        return known(lambda latest, baseline: latest - baseline, self.latest(), self.baseline())

    def attainment(self, target: Value) -> Value:
        """change / (target − baseline)."""
        way = known(lambda aim, baseline: aim - baseline, target, self.baseline())
        return ratio(self.change(), way)

    def compared(self, row: Row) -> Fraction | None:
        """The column beside the value that the method reads; 0 for a method that reads none."""
        if self.method == "control":
            return row.control
        return row.expected if self.method == "forecast" else Fraction(0)

    def gap(self, row: Row) -> Fraction:
        """value − control, value − expected, or the value alone."""
        other = self.compared(row)
        assert other is not None
        return row.value - other

    @cached_property
    def before(self) -> list[Row]:
        """The rows of pre in which every column of the method is filled."""
        return [row for row in self.pre if self.compared(row) is not None]

    @cached_property
    def after(self) -> list[Row]:
        """The rows of post that have an effect."""
        return [row for row in self.post if not isinstance(self.effect(row), Undefined)]

    @cached_property
    def usual_gap(self) -> Fraction:
        """The mean of value − control before the start."""
        return mean([self.gap(row) for row in self.before])

    @cached_property
    def line(self) -> Line | None:
        """Least squares on pre, from 3 periods on."""
        if len(self.pre) < 3:
            return None
        return least_squares([Fraction(row.place) for row in self.pre], [row.value for row in self.pre])

    def counterfactual(self, row: Row) -> Value:
        """What would have been, by the KPI's method; rows before the start by the same formula."""
        if self.method == "control":
            if not self.before or row.control is None:
                return undefined()
            return row.control + self.usual_gap
        if self.method == "trend":
            return undefined() if self.line is None else self.line.at(row.place)
        if self.method == "forecast":
            return undefined() if row.expected is None else row.expected
        if self.method == "year_before":
            partner = self.partner(row)
            return undefined() if partner is None else partner.value * self.growth_factor(row)
        return known(lambda baseline: baseline * self.growth_factor(row), self.baseline())

    def years_back(self, row: Row) -> int:
        """How many years it takes for the period to end before the start, at least one."""
        years = 1
        while self.grid.end_of(row.last - 12 * years) >= self.grid.start:
            years += 1
        return years

    def partner(self, row: Row) -> Row | None:
        """The row that year_before compares with: that very one or none."""
        first = row.first - 12 * self.years_back(row)
        return next((other for other in self.rows if (other.first, other.months) == (first, row.months)), None)

    def growth_factor(self, row: Row) -> Fraction:
        """By what the baseline, or the value of years ago, has grown: 1 for methods without growth."""
        if self.method not in ("market", "year_before"):
            return Fraction(1)
        growth = number(str(self.section["counterfactual"].get("growth", "0")).removesuffix(" a year"))
        if self.method == "year_before":
            return (1 + growth) ** self.years_back(row)
        year = row.first // 12 + 1
        return (1 + growth) ** (year if row in self.pre else max(year, 1))

    def effect(self, row: Row) -> Value:
        """actual − counterfactual, sign turned where less is better; the transition has none."""
        if row not in self.known_effects:
            instead = undefined() if row in self.transition else self.counterfactual(row)
            self.known_effects[row] = known(lambda level: self.sign * (row.value - level), instead)
        return self.known_effects[row]

    def effects(self, rows: Sequence[Row] | None = None) -> list[Fraction]:
        """The effects that are known of rows, of post where none are given."""
        effects = (self.effect(row) for row in (self.post if rows is None else rows))
        return [effect for effect in effects if not isinstance(effect, Undefined)]

    def mean_effect(self) -> Value:
        """Over post."""
        return mean(self.effects()) if self.after else undefined()

    def stricter(self) -> "Kpi | None":
        """The KPI that must be established as well.

        With the computed baseline where one is declared; under forecast with the mean error before the start taken
        off, which is what control does with `expected` as the control group.
        """
        if self.method == "forecast":
            swapped = [[period, value, expected, None, *rest] for period, value, _, expected, *rest in self.series]
            return Kpi(self.section, swapped, self.grid, method="control")
        if self.method in LEVEL_METHODS and self.declared:
            return Kpi({**self.section, "baseline": "computed"}, self.series, self.grid)
        return None
