"""Random KPIs with their series: any method, gaps, transitions, rows after as_of, cells that are not filled."""

from collections.abc import Callable
from typing import Any

from tests.oracle.draws import Pen
from tests.oracle.grid import Grid
from tests.oracle.written import Section, month_name, number

METHODS = ("control", "trend", "year_before", "market", "forecast", "estimate", "none")
CONTROL, EXPECTED, VOLUME, CASES = 2, 3, 4, 5
"""The places of the columns in a row."""
Rows = list[list[Any]]


def kpi(pen: Pen, grid: Grid, n: int, series: Section, *, sound: bool) -> Section:
    """A KPI with a series or without, by any method; a sound one mostly shows a clear effect."""
    unit = pen.choice(["money", "percent", "number", "days", "hours", "score"])
    size = {"money": 50_000.0, "percent": 0.9, "score": 10.0}.get(unit, 200.0)
    section: Section = {"id": f"kpi-{n}", "name": {"fr": f"Indicateur {n}", "en": f"KPI {n}"}, "unit": unit}

    def level() -> str:
        return f"{pen.randint(1, 90)}%" if unit == "percent" and pen.sometimes(0.5) else pen.level(size / 20, size)

    pen.fill(section, 0.8, direction=lambda: pen.choice(["up", "down"]), target=level)
    clear = pen.sometimes(0.8 if sound else 0.2)
    rows = clear_rows(pen, grid, size) if clear else series_rows(pen, grid, level) if pen.sometimes(0.9) else []
    pen.fill(section, 0.4 if clear else 0.6, baseline=lambda: level() if pen.sometimes(0.7) else "computed")
    method = pen.choice(METHODS if rows else METHODS[-2:])
    if rows:
        section["series"] = f"data/kpi-{n}.csv"
        series[section["id"]] = rows
        empty(pen, rows, method)
    if pen.sometimes(0.9) or method != "none":
        section["counterfactual"] = {"method": method}
    if method in ("market", "year_before"):
        section["counterfactual"]["growth"] = pen.choice(["8%", "8% a year", "-3%", "0.125", "150%", "0%", "0%"])
    if method == "control" and pen.sometimes(0.5):
        section["control"] = control_group(pen)
    return pen.fill(section, 0.2, short=lambda: f"KPI {n}")


def control_group(pen: Pen) -> Section:
    """Who was compared."""
    return {
        "label": {"fr": "Région Est", "en": "Eastern region"},
        "n": str(pen.randint(5, 40)),
        "n_after": str(pen.randint(5, 40)),
        "treated": str(pen.randint(5, 40)),
        "contact": pen.choice(["none", "some", "full"]),
        "initiatives": pen.choice(["shared", "not_shared"]),
    }


def empty(pen: Pen, rows: Rows, method: str) -> None:
    """Leave columns out, or some of their cells; volumes are there in all rows or in none."""
    for position, needed in ((CONTROL, method == "control"), (EXPECTED, method == "forecast")):
        whole = not needed and pen.sometimes(0.7)
        holes = 0.15 if pen.sometimes(0.3) else 0.0
        for row in rows:
            if whole or pen.sometimes(holes):
                row[position] = None
        if needed and all(row[position] is None for row in rows):
            rows[0][position] = rows[0][1]
    for position in (VOLUME, CASES):
        if pen.sometimes(0.5):
            for row in rows:
                row[position] = None


def names(grid: Grid, months: int, before: int, count: int) -> list[str]:
    """The names of consecutive months, quarters or years, some before the month of the start."""
    first = (grid.origin // months - before) * months
    begins = range(first, first + months * count, months)
    if months == 12:
        return [str(begin // 12) for begin in begins]
    return [f"{b // 12}-Q{b % 12 // 3 + 1}" if months == 3 else month_name(b) for b in begins]


def row(pen: Pen, period: str, value: str, control: str, expected: str) -> list[Any]:
    """A full row."""
    return [period, value, control, expected, pen.level(0, 300, 1), str(pen.randint(0, 60))]


def clear_rows(pen: Pen, grid: Grid, size: float) -> Rows:
    """A steady level with a little noise, and a step, a ramp or nothing after the start; some rows missing."""
    months = pen.choice([1, 1, 1, 3])
    before, after = pen.choice([6, 12, 12, 24]), pen.choice([1, 2, 3, 6, 12, 24])
    base, noise = pen.uniform(0.3, 0.6) * size, pen.uniform(0.002, 0.03) * size
    step, ramp = pen.choice([0, *[pen.uniform(-0.25, 0.35) * size] * 4]), pen.choice([1, 1, 4, 8])
    holes = 0.08 if pen.sometimes(0.3) else 0.0
    rows = []
    for at, period in enumerate(names(grid, months, before, before + 1 + after)):
        rise = step * min(1, max(0, at - before + 1) / ramp)
        values = [base + pen.gauss(0, noise) for _ in range(3)]
        values[0] += rise
        if not pen.sometimes(holes):
            rows.append(row(pen, period, *(f"{max(0, value):.4f}" for value in values)))
    return rows


def series_rows(pen: Pen, grid: Grid, level: Callable[[], str]) -> Rows:
    """Monthly, quarterly or yearly rows around the start; some missing, after as_of, steady but for one, drifting."""
    months = pen.choice([1, 1, 1, 3, 12])
    before, after = pen.choice([0, 1, 2, 3, 5, 8, 12]), pen.choice([0, 1, 2, 4, 8, 24])
    periods = [name for name in names(grid, months, before, before + 1 + after) if not pen.sometimes(0.1)]
    if pen.sometimes(0.12):
        periods = [str(n) for n in range(int(grid.yearly), grid.periods)]
    rows = [row(pen, period, level(), level(), level()) for period in periods]
    if pen.sometimes(0.1):
        flat = level()
        rows = [[one[0], flat, flat, flat, *one[4:]] for one in rows]
    if pen.sometimes(0.15):
        steady, odd = level(), pen.randint(0, len(rows))
        rows = [[one[0], one[1] if at == odd else steady, *one[2:]] for at, one in enumerate(rows)]
    if pen.sometimes(0.3):
        rising = sorted((one[1] for one in rows), key=number)
        rows = [[one[0], value, *one[2:]] for one, value in zip(rows, rising, strict=True)]
    pen.shuffle(rows)
    return rows
