"""Objectives: how SMART they are, and what became of them at their due date."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from tests.oracle.effects import Kpi
from tests.oracle.grid import Grid
from tests.oracle.published import CENT, RATIO, shown
from tests.oracle.series import Row
from tests.oracle.written import Section, Undefined, Value, first_day, known, last_day, number, undefined, when


def objective_document(objective: Section, kpis: Mapping[str, Kpi], engagement: Section, grid: Grid) -> Section:
    """An objective: its marks, its status, and what goes with the status."""
    kpi = kpis.get(objective.get("kpi", ""))
    goals = {goal["id"] for goal in engagement.get("business_goals", [])}
    marks = smart(objective, kpi, goals)
    status = status_of(objective, kpi, grid)
    attainment = undefined() if kpi is None else kpi.attainment(target_of(objective, kpi))
    document: Section = {}
    if status == "not_due":
        document["pace"] = pace(objective, kpi, grid)
    if status == "reached_late":
        assert kpi is not None
        when_met = later_met(objective, kpi, grid)
        if when_met is not None and len(when_met.period) >= 4:
            document["reached_on"] = when_met.period
    value = value_at_due(objective, kpi, grid)
    return {
        "id": objective["id"],
        "smart": marks,
        "aligned": marks["relevant"],
        "status": status,
        "value_at_due": shown(value, CENT if kpi is not None and kpi.section["unit"] == "money" else RATIO),
        "attainment": shown(attainment, RATIO),
        **document,
    }


def smart(objective: Section, kpi: Kpi | None, goals: set[str]) -> dict[str, bool]:
    """The five marks."""
    based = kpi is not None and ("series" in kpi.section or kpi.section.get("baseline", "computed") != "computed")
    aimed = "target" in objective or (kpi is not None and "target" in kpi.section)
    return {
        "specific": "statement" in objective and "owner" in objective,
        "measurable": based and aimed,
        "achievable": "rationale" in objective,
        "relevant": objective.get("business_goal") in goals,
        "time_bound": "due" in objective,
    }


def target_of(objective: Section, kpi: Kpi) -> Value:
    """The objective's target, else the KPI's."""
    return number(objective["target"]) if "target" in objective else kpi.target()


def due_of(objective: Section) -> date:
    """The due day; of a month, a quarter or a year its last."""
    due = when(objective["due"])
    if isinstance(due, date):
        return due
    assert isinstance(due, tuple)
    return last_day(due[1])


def span(row: Row, grid: Grid) -> tuple[date, date]:
    """The first and the last day of a row."""
    return first_day(grid.origin + row.first), grid.end_of(row.last)


def row_at(day: date, kpi: Kpi, grid: Grid) -> Row | None:
    """The row up to as_of whose period holds a day."""
    return next((row for row in kpi.rows if span(row, grid)[0] <= day <= span(row, grid)[1]), None)


def met(row: Row, objective: Section, kpi: Kpi) -> bool:
    """Whether a value is at the target or beyond it, in the wanted direction."""
    target = target_of(objective, kpi)
    assert isinstance(target, Fraction)
    return kpi.sign * (row.value - target) >= 0


def later_met(objective: Section, kpi: Kpi, grid: Grid) -> Row | None:
    """The first row after the one at the due date that meets the target."""
    due = due_of(objective)
    return next((row for row in kpi.rows if span(row, grid)[0] > due and met(row, objective, kpi)), None)


def status_of(objective: Section, kpi: Kpi | None, grid: Grid) -> str | Undefined:
    """Judged at the due date, on the period that holds it."""
    if "due" not in objective:
        return undefined()
    if grid.as_of < due_of(objective):
        return "not_due"
    row = None if kpi is None else row_at(due_of(objective), kpi, grid)
    if kpi is None or row is None:
        return "not_measured"
    if isinstance(target_of(objective, kpi), Undefined):
        return undefined()
    if met(row, objective, kpi):
        return "reached"
    return "reached_late" if later_met(objective, kpi, grid) else "missed"


def value_at_due(objective: Section, kpi: Kpi | None, grid: Grid) -> Value:
    """The value of the period that holds the due date, once that has come."""
    if "due" not in objective or kpi is None or grid.as_of < due_of(objective):
        return undefined()
    row = row_at(due_of(objective), kpi, grid)
    return undefined() if row is None else row.value


def pace(objective: Section, kpi: Kpi | None, grid: Grid) -> str | Undefined:
    """Ahead of the straight line from the baseline at the start to the target when due, or behind; on it: ahead."""
    if kpi is None or not kpi.post:
        return undefined()
    newest, sign = kpi.post[-1], kpi.sign
    passed = (grid.end_of(newest.last) - grid.start).days
    share = Fraction(passed, (due_of(objective) - grid.start).days)
    line = known(lambda base, target: base + (target - base) * share, kpi.baseline(), target_of(objective, kpi))
    lead = known(lambda level: sign * (newest.value - level), line)
    return lead if isinstance(lead, Undefined) else "ahead" if lead >= 0 else "behind"
