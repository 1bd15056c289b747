"""Random engagements, as the sections of their files: every key, every form, every edge."""

from datetime import date
from typing import Any

from tests.oracle.draws import Pen
from tests.oracle.grid import Grid
from tests.oracle.lines import OFFERS, costs, gains
from tests.oracle.written import Section, last_day, month_name, number

METHODS = ("control", "trend", "market", "forecast", "estimate", "none")
YEARLY_RATES = ("8%", "0.1", "12.5%", "0%", "3.25%")


def generated(seed: int) -> Section:
    """The engagement of a seed; `series` holds its rows by KPI: period, value, control, expected."""
    pen = Pen(seed)
    engagement = frame(pen, seed)
    grid = Grid(engagement)
    series: Section = {}
    kpis = [kpi(pen, grid, n, series) for n in range(pen.choice([0, 1, 1, 2, 3]))]
    engagement |= {
        "kpis": kpis,
        "series": series,
        "costs": costs(pen, grid),
        "gains": gains(pen, grid, kpis, series),
        "nonfinancial": [criterion(pen, n) for n in range(pen.choice([0, 1, 2, 3, 5]))],
        "objectives": [objective(pen, grid, n, kpis) for n in range(pen.choice([0, 1, 2]))],
    }
    if pen.sometimes(0.3):
        engagement["challenges"] = challenges(pen, grid)
    return {key: value for key, value in engagement.items() if value != [] or pen.sometimes(0.5)}


def frame(pen: Pen, seed: int) -> Section:
    """Who, when, how long, how discounted."""
    start = pen.day_in(date(2019, 1, 1), date(2026, 12, 31))
    if pen.sometimes(0.4):
        start = start.replace(month=pen.choice([1, 4, 7, 10]), day=1)
    convention = pen.choice(["month_end", "year_end", "dated", "spreadsheet"])
    yearly = convention in ("year_end", "spreadsheet")
    horizon = pen.choice([12, 24, 36, 60] if yearly else [1, 6, 12, 17, 18, 24, 30, 36, 48])
    if pen.sometimes(0.02):
        horizon = pen.choice([120, 240])
    until = last_day(12 * start.year + start.month - 1 + pen.randint(-2, horizon + 3))
    as_of = until if pen.sometimes(0.6) else until.replace(day=pen.randint(1, until.day))
    discounting: Section = {} if convention == "month_end" and pen.sometimes(0.5) else {"convention": convention}
    pen.fill(discounting, 0.75, rate=lambda: pen.choice(YEARLY_RATES))
    pen.fill(
        discounting, 0.25, finance_rate=lambda: pen.choice(YEARLY_RATES), reinvest_rate=lambda: pen.choice(YEARLY_RATES)
    )
    engagement: Section = {
        "id": f"case-{seed}",
        "title": f"Case {seed}",
        "client": {"name": "Works"},
        "period": {"start": start.isoformat(), "end": pen.day_in(start, date(2027, 12, 31)).isoformat()},
        "as_of": as_of.isoformat(),
        "currency": "EUR",
        "language": "en",
        "discounting": discounting,
        "horizon": f"{horizon // 12} years" if horizon % 12 == 0 and pen.sometimes(0.4) else f"{horizon} months",
    }
    if horizon == 12 and pen.sometimes(0.5):
        del engagement["horizon"]
    if not discounting and pen.sometimes(0.5):
        del engagement["discounting"]
    pen.fill(
        engagement,
        0.5,
        target_roi=lambda: pen.choice(["50%", "0%", "0.25", "-20%", "300%"]),
        offer=lambda: pen.some(OFFERS),
    )
    pen.fill(engagement, 0.3, simulation=lambda: {"correlation": pen.choice(["0", "0.3", "80%", "1"])})
    return pen.fill(engagement, 0.5, business_goals=lambda: [{"id": "growth", "statement": "Grow"}])


def kpi(pen: Pen, grid: Grid, n: int, series: Section) -> Section:
    """A KPI with a series or without, by any method."""
    unit = pen.choice(["money", "percent", "number", "days", "hours", "score"])
    size = {"money": 50_000.0, "percent": 0.9, "score": 10.0}.get(unit, 200.0)
    section: Section = {"id": f"kpi-{n}", "name": f"KPI {n}", "unit": unit}

    def level() -> str:
        return f"{pen.randint(1, 90)}%" if unit == "percent" and pen.sometimes(0.5) else pen.level(size / 20, size)

    pen.fill(section, 0.8, direction=lambda: pen.choice(["up", "down"]), target=level)
    pen.fill(section, 0.6, baseline=lambda: level() if pen.sometimes(0.7) else "computed")
    rows = series_rows(pen, grid, level) if pen.sometimes(0.85) else []
    methods = METHODS if rows else METHODS[-2:]
    method = pen.choice(methods)
    if rows:
        section["series"] = f"data/kpi-{n}.csv"
        series[section["id"]] = rows
        for position, needed in ((2, method == "control"), (3, method == "forecast")):
            if not needed and pen.sometimes(0.7):
                for row in rows:
                    row[position] = None
    if pen.sometimes(0.9) or method != "none":
        section["counterfactual"] = {"method": method}
    if method == "market":
        section["counterfactual"]["growth"] = pen.choice(["8%", "8% a year", "-3%", "0.125", "0%"])
    return section


def series_rows(pen: Pen, grid: Grid, level: Any) -> list[list[Any]]:
    """Monthly, quarterly or yearly rows around the start; some missing, after as_of, steady but for one, drifting."""
    months = pen.choice([1, 1, 1, 3, 12])
    before, after = pen.choice([0, 1, 2, 3, 5, 8, 12]), pen.choice([0, 1, 2, 4, 8, 24])
    first = (grid.origin // months - before) * months
    rows = []
    for begin in range(first, first + months * (before + 1 + after), months):
        if pen.sometimes(0.1):
            continue
        period = {1: month_name(begin), 3: f"{begin // 12}-Q{begin % 12 // 3 + 1}", 12: str(begin // 12)}[months]
        rows.append([period, level(), level(), level()])
    if pen.sometimes(0.15):
        rows = [[str(n), level(), level(), level()] for n in range(int(grid.yearly), grid.periods)]
    if pen.sometimes(0.1):
        flat = level()
        rows = [[row[0], flat, flat, flat] for row in rows]
    if pen.sometimes(0.15):
        steady, odd = level(), pen.randint(0, len(rows))
        rows = [[row[0], row[1] if at == odd else steady, *row[2:]] for at, row in enumerate(rows)]
    if pen.sometimes(0.3):
        rising = sorted((row[1] for row in rows), key=number)
        rows = [[row[0], value, *row[2:]] for row, value in zip(rows, rising, strict=True)]
    pen.shuffle(rows)
    return rows


def criterion(pen: Pen, n: int) -> Section:
    """A criterion, measured or not."""
    dimension = pen.choice(["skills", "relationships", "processes", "other"])
    section: Section = {"id": f"criterion-{n}", "dimension": dimension, "label": f"Criterion {n}"}
    low, high = pen.choice([("1", "5"), ("10", "2"), ("0", "100"), ("0%", "60%"), ("-1.5", "2.25")])
    floor, roof = sorted(float(end.strip("%")) / (100 if "%" in end else 1) for end in (low, high))
    margin = (roof - floor) / 4

    def level() -> str:
        return pen.level(floor - margin, roof + margin)

    pen.fill(section, 0.85, anchors=lambda: {"worst": low, "best": high}, baseline=level, current=level, target=level)
    if pen.sometimes(0.2) and "baseline" in section:
        section["current"] = section["baseline"]
    pen.fill(section, 0.3, value=lambda: pen.choice(["linear", points(pen, floor, roof)]))
    pen.fill(section, 0.6, swing=lambda: pen.choice(["0", "0", "100", "37.5", str(pen.randint(1, 99))]))
    pen.fill(section, 0.6, evidence=lambda: str(pen.randint(0, 5)), metric=lambda: "A scale")
    if pen.sometimes(0.3):
        section["monetise"] = pen.fill(
            {"amount": pen.amount()}, 0.5, confidence=pen.share, method=lambda: "An estimate"
        )
        pen.fill(section["monetise"], 0.3, drivers=lambda: [pen.choice(["price", "kpi-0", "criterion-1"])])
    return section


def points(pen: Pen, floor: float, roof: float) -> Section:
    """A value function through points, rising or falling."""
    inner = (pen.level(floor + 0.3 * (roof - floor), floor + 0.7 * (roof - floor), 3), pen.level(0, 1))
    found = [[f"{floor}", "0"], list(inner), [f"{roof}", "1"]]
    if pen.sometimes(0.3):
        found = [[level, value] for (level, _), (_, value) in zip(found, found[::-1], strict=True)]
    return {"points": found[::-1] if pen.sometimes(0.3) else found}


def objective(pen: Pen, grid: Grid, n: int, kpis: list[Section]) -> Section:
    """An objective, SMART or not."""
    section: Section = {"id": f"objective-{n}", "statement": "Reach it"}
    if kpis:
        found = pen.choice(kpis)
        level = f"{pen.randint(1, 90)}%" if found["unit"] == "percent" else pen.level(1, 200)
        pen.fill(section, 0.8, kpi=lambda: found["id"], target=lambda: level)
    if "kpi" not in section:
        section.pop("target", None)
    due = grid.end_of(pen.randint(1, grid.horizon + 2)).isoformat()

    def goal() -> str:
        return pen.choice(["growth", "another"])

    return pen.fill(
        section, 0.7, due=lambda: due, rationale=lambda: "Others did", owner=lambda: "She", business_goal=goal
    )


def challenges(pen: Pen, grid: Grid) -> Section:
    """What was agreed about time, and what stays unquantified."""
    expected = pen.fill({}, 0.7, first_effect=lambda: "3 months", full_effect=lambda: "9 months")
    return {
        "expectations": pen.fill(expected, 0.5, remeasure_on=lambda: grid.end_of(grid.horizon).isoformat()),
        "unquantified": [{"id": "renown", "label": "Renown"}],
    }
