"""The objectives: are they SMART, are they aligned, are they reached."""

from collections.abc import Mapping
from typing import Literal

from roireport.measure.effects import attainment
from roireport.measure.figure import Figure, typed, undefined
from roireport.measure.results import KpiResult, ObjectiveResult, Smart
from roireport.model.engagement import Engagement
from roireport.model.grid import Grid
from roireport.model.objective import Objective

Status = Literal["reached", "on_track", "missed", "not_measured"]


def objective_result(
    objective: Objective, engagement: Engagement, kpis: Mapping[str, KpiResult], grid: Grid
) -> ObjectiveResult:
    """An objective by its KPI; the target is its own, or that of the KPI where it has none."""
    kpi = kpis.get(objective.kpi) if objective.kpi else None
    latest = undefined("number", "latest", "not_measured")
    reach = undefined("ratio", "attainment", "not_measured")
    status: Status = "not_measured"
    if kpi is not None:
        target = _target(objective, kpi)
        latest, reach = kpi.latest, attainment(kpi.change, target, kpi.baseline)
        status = status_of(objective, kpi, target, grid)
    return ObjectiveResult(objective, smart(objective, engagement, kpi), latest, reach, status)


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


def status_of(objective: Objective, kpi: KpiResult, target: Figure, grid: Grid) -> Status:
    """reached: the latest value meets the target; missed: it does not and the due date has come; on_track: not due yet.

    An objective that is still open is never called missed, however little has moved: its attainment says that.
    Not measured: no value since the start, or no target.
    """
    since = [row for row in kpi.series if row.after_start]
    if not since or target.value is None:
        return "not_measured"
    if kpi.kpi.sign * (kpi.latest.known - target.value) >= 0:
        return "reached"
    return "missed" if objective.due is not None and objective.due <= grid.as_of else "on_track"
