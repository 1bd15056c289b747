"""The objectives: are they SMART, are they aligned, are they reached at their due date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from roireport.measure.effects import attainment
from roireport.measure.figure import Figure, Reason, typed, undefined
from roireport.measure.results import KpiResult, ObjectiveResult, ObjectiveStatus, Pace, PeriodEffect, Smart
from roireport.model.engagement import Engagement
from roireport.model.grid import Grid
from roireport.model.objective import Objective
from roireport.model.period import Span, month_of

NOT_LATE = Reason("not_reached_late")
NO_DUE = Reason("no_due")


def objective_result(
    objective: Objective, engagement: Engagement, kpis: Mapping[str, KpiResult], grid: Grid
) -> ObjectiveResult:
    """An objective by its KPI; the target is its own, or that of the KPI where it has none."""
    kpi = kpis.get(objective.kpi) if objective.kpi else None
    marks = smart(objective, engagement, kpi)
    if kpi is None:
        reach = undefined("ratio", "attainment", "not_measured")
        nothing = undefined("number", "value_at_due", "not_measured")
        status, pace = _without_kpi(objective.due, grid)
        return ObjectiveResult(objective, marks, reach, status, nothing, NOT_LATE, pace)
    target = _target(objective, kpi)
    judged = _Judged(kpi, target, objective.due, grid)
    return ObjectiveResult(
        objective=objective,
        smart=marks,
        attainment=attainment(kpi.change, target, kpi.baseline),
        status=judged.status,
        value_at_due=judged.value_at_due,
        reached_on=judged.reached_on,
        pace=judged.pace,
    )


def _target(objective: Objective, kpi: KpiResult) -> Figure:
    if objective.target is None:
        return kpi.target
    return typed(objective.target, kpi.kpi.unit, objective.place("target"))


def smart(objective: Objective, engagement: Engagement, kpi: KpiResult | None) -> Smart:
    """The five marks of an objective, as SMART is read today; in Doran (1981) A was assignable and R realistic.

    Specific: an owner; Measurable: a KPI with a baseline or a series, and a target, its own or the KPI's;
    Achievable: a rationale; Relevant: one of the engagement's goals; Time-bound: a due date.
    """
    has_values = kpi is not None and (kpi.kpi.baseline is not None or kpi.kpi.series is not None)
    aimed = kpi is not None and _target(objective, kpi).defined
    return Smart(
        specific=bool(objective.statement) and objective.owner is not None,
        measurable=has_values and aimed,
        achievable=objective.rationale is not None,
        relevant=objective.business_goal in {goal.id for goal in engagement.business_goals},
        time_bound=objective.due is not None,
    )


def _without_kpi(due: date | None, grid: Grid) -> tuple[ObjectiveStatus | Reason, Reason]:
    """The status and the pace of an objective that no KPI measures."""
    if due is None:
        return NO_DUE, NO_DUE
    if due > grid.as_of:
        return "not_due", Reason("not_measured")
    return "not_measured", Reason("already_due")


@dataclass(frozen=True, slots=True)
class _Judged:
    """A KPI judged against a target at a due date, on its values up to as_of."""

    kpi: KpiResult
    target: Figure
    due: date | None
    grid: Grid

    @property
    def status(self) -> ObjectiveStatus | Reason:
        """reached: the period that holds the due date meets the target; reached_late: only a later one does.

        missed: neither; not_measured: that period has no value by as_of; not_due: as_of is before the due date.
        Undefined without a due date, and where there is a value but no target.
        """
        if self.due is None:
            return NO_DUE
        if self.due > self.grid.as_of:
            return "not_due"
        if not self.value_at_due.defined:
            return "not_measured"
        if not self.target.defined:
            return self.target.why or Reason("no_target")
        if self._meets(self.value_at_due):
            return "reached"
        return "reached_late" if self._late_periods else "missed"

    @property
    def value_at_due(self) -> Figure:
        """The value of the period that holds the due date, once that date has come."""
        if self.due is None or self.due > self.grid.as_of:
            return undefined(self.kpi.kpi.unit, "value_at_due", "not_due_yet" if self.due else "no_due")
        month = month_of(self.due)
        holding = [row.value for row in self._rows if row.period.first <= month <= row.period.last]
        return holding[0] if holding else undefined(self.kpi.kpi.unit, "value_at_due", "no_value_at_due")

    @property
    def reached_on(self) -> Span | Reason:
        """The first period after the due date that meets the target, where the objective is reached late."""
        return self._late_periods[0] if self.status == "reached_late" else NOT_LATE

    @property
    def pace(self) -> Pace | Reason:
        """Whether the newest value since the start is on the wanted side of the straight line, or on it: ahead.

        The line leads from the baseline at the start to the target at the due date, by days; it is read on the last
        day of the newest value.
        """
        if self.due is None:
            return NO_DUE
        if self.due <= self.grid.as_of:
            return Reason("already_due")
        since = [row for row in self._rows if row.period.end >= self.grid.start]
        if not since:
            return Reason("no_measured_period")
        missing = next((figure.why for figure in (self.kpi.baseline, self.target) if not figure.defined), None)
        if missing:
            return missing
        newest = since[-1]
        passed, whole = (newest.period.end - self.grid.start).days, (self.due - self.grid.start).days
        # Multiplied by the whole length, so that no third is rounded: a value on the line is on it.
        way = (self.target.known - self.kpi.baseline.known) * passed
        ahead = self.kpi.kpi.sign * ((newest.value.known - self.kpi.baseline.known) * whole - way)
        return "ahead" if ahead >= Decimal(0) else "behind"

    @property
    def _rows(self) -> Sequence[PeriodEffect]:
        return [row for row in self.kpi.series if row.value.defined]

    @property
    def _late_periods(self) -> Sequence[Span]:
        """The periods after that of the due date whose value meets the target."""
        late = (row for row in self._rows if self.due and row.period.first > month_of(self.due))
        return [row.period for row in late if self._meets(row.value)]

    def _meets(self, value: Figure) -> bool:
        return self.kpi.kpi.sign * (value.known - self.target.known) >= 0
