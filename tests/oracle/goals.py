"""Random objectives, challenges and recommendations."""

from tests.oracle.draws import Pen
from tests.oracle.grid import Grid
from tests.oracle.written import Section, month_name


def objective(pen: Pen, grid: Grid, n: int, kpis: list[Section]) -> Section:
    """An objective, SMART or not; due on a day, in a month or in a quarter."""
    section: Section = {"id": f"objective-{n}", "statement": "Reach it"}
    if kpis:
        kpi = pen.choice(kpis)
        level = f"{pen.randint(1, 90)}%" if kpi["unit"] == "percent" else pen.level(1, 200)
        pen.fill(section, 0.9, kpi=lambda: kpi["id"], target=lambda: level)
    if "kpi" not in section:
        section.pop("target", None)
    month = pen.randint(1, grid.horizon + 2)
    quarter = grid.origin + month
    ways = [
        grid.end_of(month).isoformat(),
        grid.end_of(month).replace(day=pen.randint(1, 28)).isoformat(),
        month_name(grid.origin + month),
        f"{quarter // 12}-Q{quarter % 12 // 3 + 1}",
    ]

    def goal() -> str:
        return pen.choice(["growth", "another"])

    pen.fill(section, 0.85, due=lambda: pen.choice(ways))
    pen.fill(section, 0.3, short=lambda: f"Objective {n}", set_on=lambda: grid.start.isoformat())
    return pen.fill(section, 0.7, rationale=lambda: "Others did", owner=lambda: "She", business_goal=goal)


def within_reach(pen: Pen, objectives: list[Section], series: Section) -> None:
    """Set most targets to a value of the series, often a late one: some are met, and some only after they are due."""
    for section in objectives:
        values = [row[1] for row in series.get(section.get("kpi", ""), [])]
        if values and "target" in section and pen.sometimes(0.8):
            section["target"] = pen.choice([pen.choice(values), *values[-3:]])


def challenges(pen: Pen, grid: Grid, kpis: list[Section], gains: list[Section]) -> Section:
    """What was agreed about time, what stays unquantified, and what was accepted, until before or after as_of."""
    expected = pen.fill({}, 0.7, first_effect=lambda: "3 months", full_effect=lambda: "9 months")
    pairs = [(rule, one["id"]) for one in kpis for rule in ("A09", "A10", "A12", "G02")]
    pairs += [(rule, one["id"]) for one in gains for rule in ("A01", "A04", "V01")]
    until = [grid.as_of, grid.end_of(-12), grid.end_of(grid.horizon + 12)]
    return {
        "expectations": pen.fill(expected, 0.5, remeasure_on=lambda: grid.end_of(grid.horizon).isoformat()),
        "unquantified": [{"id": "renown", "label": {"fr": "Notoriété", "en": "Renown"}}],
        "accepted": [
            {
                "rule": rule,
                "subject": subject,
                "reason": {"fr": "Mesuré ailleurs", "en": "Measured elsewhere"},
                "by": "A director",
                "until": pen.choice(until).isoformat(),
            }
            for rule, subject in pairs
            if pen.sometimes(0.3)
        ],
    }


def recommendations(pen: Pen, grid: Grid, gains: list[Section], kpis: list[Section]) -> Section:
    """A decision that rests on a gain, and the next measurement."""
    decision: Section = {
        "id": "go-on",
        "decision": "Go on",
        "why": "It pays",
        "basis": pen.choice(gains)["id"],
        "cost": pen.amount(negative=0),
        "gain": {"low": "60000", "high": "110000"},
        "over": "12 months",
        "owner": "She",
        "due": grid.end_of(grid.horizon).isoformat(),
        "asked": "true",
    }
    again = [{"kpi": one["id"], "on": grid.end_of(grid.horizon).isoformat()} for one in kpis[:1]]
    return {"decisions": [decision], **({"next_measurements": again} if again else {})}
