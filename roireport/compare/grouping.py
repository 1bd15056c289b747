"""Which group a changed input is counted in. The classes are those of decision 0300."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from roireport.compare.change import Group
from roireport.compare.inputs import CellKey, Inputs, ItemId, Path
from roireport.model.engagement import Engagement
from roireport.model.grid import Grid
from roireport.model.period import read_when

_CUT_OFF: Final = frozenset(("as_of", "horizon", "period"))
_GAIN_WAYS: Final = frozenset(("flows", "per_month", "per_year", "per_unit"))
_GAIN_SHAPE: Final = _GAIN_WAYS | {"from", "to", "lag", "ramp", "drop_off"}
_COST_WAYS: Final = frozenset(("amount", "quantity", "flows", "date", "from"))
_COST_AMOUNTS: Final = _COST_WAYS | {"unit_cost", "to"}
_COUNTS: Final = frozenset(("n", "n_after", "treated"))
_CRITERION_MEASURED: Final = frozenset(("current", "measured_on", "evidence"))


@dataclass(frozen=True, slots=True)
class State:
    """An engagement at one time: as it was loaded, and its inputs."""

    engagement: Engagement
    inputs: Inputs

    @property
    def as_of(self) -> date:
        """The last day with measured data."""
        return self.engagement.as_of


@dataclass(frozen=True, slots=True)
class Grouping:
    """Counts each difference between two states in one group."""

    before: State
    after: State

    def of_leaf(self, path: Path) -> Group:
        """The group of a value of a YAML file."""
        section = path[0]
        if section in _CUT_OFF:
            return "cut_off"
        if len(path) < 2 or not isinstance(path[1], ItemId):
            return "assumed"
        if section == "costs":
            return self._cost(path)
        entry = path[:2]
        if not (self.before.inputs.has(*entry) and self.after.inputs.has(*entry)):
            return "assumed"
        match section:
            case "gains":
                return self._gain(path)
            case "kpis":
                return self._kpi(path)
            case "nonfinancial":
                return self._criterion(path)
            case _:
                return "assumed"

    def of_cell(self, key: CellKey) -> Group:
        """The group of a number of a series: by the end of its period, unless it is an expectation."""
        sides = (self.before.inputs, self.after.inputs)
        if not all(side.has("kpis", ItemId(key.kpi)) for side in sides):
            return "assumed"
        if any(key.kpi not in side.files for side in sides):
            return self._of_series(key.kpi)
        if sides[0].files[key.kpi][1] != sides[1].files[key.kpi][1]:
            return "corrected"
        row = (key.kpi, key.period)
        if key.column == "expected" and all(row in side.rows for side in sides):
            return "assumed"
        return "corrected" if key.period.end <= self.before.as_of else "measured"

    def _of_series(self, kpi: str) -> Group:
        """The group of a series as a whole: measured where it is new, a correction where it was taken away."""
        return "measured" if kpi in self.after.inputs.files else "corrected"

    def _kpi(self, path: Path) -> Group:
        match path[2:]:
            case ("series",) if any(path[1] not in side.inputs.files for side in (self.before, self.after)):
                return self._of_series(path[1])
            case ("baseline",):
                return "corrected" if path in self.before.inputs.leaves else "measured"
            case ("control", key) if key in _COUNTS:
                return "corrected"
            case _:
                return "assumed"

    def _criterion(self, path: Path) -> Group:
        entry, key = path[:2], path[2]
        if key == "baseline":
            return "corrected" if path in self.before.inputs.leaves else "measured"
        if key not in _CRITERION_MEASURED:
            return "assumed"
        if (*entry, "current") not in self.before.inputs.leaves:
            return "measured"
        day = self._date(self.after.inputs.text(*entry, "measured_on"), self.after)
        return "measured" if (day or self.after.as_of) > self.before.as_of else "corrected"

    def _gain(self, path: Path) -> Group:
        entry, key = path[:2], path[2]
        if key in ("observed", "booked"):
            return "measured"
        if key in _GAIN_SHAPE and self._ways(entry, _GAIN_WAYS, "before") != self._ways(entry, _GAIN_WAYS, "after"):
            return "measured" if self.after.inputs.has(*entry, "observed") else "assumed"
        if key not in _GAIN_WAYS or key == "per_unit" or not self.after.inputs.has(*entry, "observed"):
            return "assumed"
        if key == "flows":
            return self._by_date(path[3], entry)
        return "corrected" if self.before.inputs.has(*entry, "observed") else "measured"

    def _cost(self, path: Path) -> Group:
        """An amount counts by its day: measured before, measured since, or still to come."""
        entry, key = path[:2], path[2]
        is_whole = not all(side.inputs.has(*entry) for side in (self.before, self.after))
        is_moved = self._ways(entry, _COST_WAYS, "before") != self._ways(entry, _COST_WAYS, "after")
        if not is_whole and key not in _COST_AMOUNTS:
            return "assumed"
        if key == "flows" and not is_whole and not is_moved:
            return self._by_date(path[3], entry)
        return self._by_date(self._last_date(entry), entry)

    def _last_date(self, entry: Path) -> str:
        """The last day of a cost now, or as it was where it was removed; empty where none is written."""
        inputs = self.after.inputs if self.after.inputs.has(*entry) else self.before.inputs
        periods = [path[3] for path in inputs.leaves if path[:3] == (*entry, "flows")]
        written = inputs.text(*entry, "to") or inputs.text(*entry, "date")
        return written or max(periods, default="")

    def _by_date(self, written: str, entry: Path) -> Group:
        """Before the earlier cut-off a correction, up to the later one a measurement, beyond it an assumption."""
        state = self.after if self.after.inputs.has(*entry) else self.before
        day = self._date(written, state) or state.engagement.period.start
        if day <= self.before.as_of:
            return "corrected"
        return "measured" if day <= self.after.as_of else "assumed"

    def _ways(self, entry: Path, keys: frozenset[str], side: Literal["before", "after"]) -> frozenset[str]:
        """The keys of some that an entry has."""
        inputs = self.before.inputs if side == "before" else self.after.inputs
        return frozenset(path[2] for path in inputs.leaves if path[:2] == entry and path[2] in keys)

    @staticmethod
    def _date(written: str, state: State) -> date | None:
        """The last day that a day, period or index covers; None where it is none of these."""
        try:
            when = read_when(written)
        except ValueError:
            return None
        return when if isinstance(when, date) else Grid.of(state.engagement).months_of(when).end
