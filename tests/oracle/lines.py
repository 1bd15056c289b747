"""Random costs and gains of every form."""

from typing import Any

from tests.oracle.draws import Pen
from tests.oracle.grid import Grid
from tests.oracle.kpis import VOLUME
from tests.oracle.written import Section, month_name

OFFERS = ("strategy", "training", "consulting", "tools", "negotiation")
CATEGORIES = ("fees", "client_time", "travel", "tools", "evaluation", "opportunity", "other")


def costs(pen: Pen, grid: Grid) -> list[Section]:
    """No costs, costs of nothing, or one to six lines."""
    mood = pen.random()
    if mood < 0.05:
        return []
    lines = [cost(pen, grid, n) for n in range(pen.randint(1, 6))]
    if mood < 0.08:
        for line in lines:
            for key in {"amount", "quantity"} & line.keys():
                line[key] = "0"
            line["flows" if "flows" in line else "label"] = {"0": "0"} if "flows" in line else "Nothing"
    return lines


def cost(pen: Pen, grid: Grid, n: int) -> Section:
    """A cost: dated, silent, spread, or flows."""
    line: Section = {
        "id": f"cost-{n}",
        "label": {"fr": f"Coût {n}", "en": f"Cost {n}"},
        "category": pen.choice(CATEGORIES),
    }
    way = pen.choice(["amount", "amount", "quantity", "flows"])
    if way == "flows":
        line["flows"] = pen.flows(grid, earliest=-4)
    elif way == "quantity":
        line |= {"quantity": pen.level(0, 500, 1), "unit_cost": pen.level(0, 900)}
    else:
        line["amount"] = pen.amount(negative=0.08)
    if way != "flows":
        timing = pen.choice(["silent", "date", "spread"])
        if timing == "spread":
            line["from"], line["to"] = pen.span(grid, earliest=-4)
        elif timing == "date":
            months = [grid.end_of(month) for month in (-5, 0, grid.horizon + 2)]
            line["date"] = pen.day_in(months[0], pen.choice(months[1:])).isoformat()
    pen.fill(line, 0.6, offer=lambda: pen.choice(OFFERS))
    pen.fill(line, 0.2, funded=lambda: {"share": pen.share(), "by": "A fund"}, overrun=pen.share)
    pen.fill(line, 0.15, prorate=lambda: {"used": pen.choice(["25", "0", "110", "12.5"]), "of": "110"})
    pen.fill(line, 0.15, short=lambda: f"Cost {n}")
    return pen.fill(line, 0.4, range=pen.range)


def gains(pen: Pen, grid: Grid, kpis: list[Section], series: Section, *, sound: bool) -> list[Section]:
    """No gains or one to five."""
    count = 0 if pen.sometimes(0.05) else pen.randint(1, 3 if sound else 5)
    lines = [gain(pen, grid, n, kpis, series, sound=sound) for n in range(count)]
    if sound:
        for line in lines:
            mend(line, kpis)
    return lines


def gain(pen: Pen, grid: Grid, n: int, kpis: list[Section], series: Section, *, sound: bool) -> Section:
    """A gain of any kind, by flows, month, year or unit."""
    kind = pen.choice(["revenue", "margin", "saving", "cash_release"])
    line: Section = {"id": f"gain-{n}", "label": f"Gain {n}", "kind": kind}
    pen.fill(line, 0.6, kpi=lambda: pen.choice(kpis)["id"]) if kpis else None
    ways = ["flows"] * 3 if kind == "cash_release" else ["flows"]
    way = pen.choice([*ways, "per_month", "per_year", *(["per_unit"] * (6 if sound else 3) if series else [])])
    if sound and kind == "cash_release":
        way = "flows"
    if way == "flows":
        line["flows"] = pen.flows(grid, earliest=0)
    elif way == "per_unit":
        line["kpi"] = pen.choice(sorted(series))
        line["per_unit"] = unit(pen, series[line["kpi"]])
        aligned(pen, grid, line, series[line["kpi"]])
    else:
        line[way] = pen.amount()
        spread(pen, grid, line)
    if way != "flows":
        shaped(pen, line)
    if way != "per_unit":
        pen.fill(line, 0.4, observed=lambda: observed(pen, grid))
    deducted(pen, line, kind)
    return pen.fill(line, 0.3, plan=lambda: plan(pen, grid))


def unit(pen: Pen, rows: list[list[Any]]) -> Section:
    """Value and volume, typed or of the series where it has them."""
    form: Section = {"value": pen.amount(negative=0), "volume": pen.level(0, 50, 1)}
    if rows[0][VOLUME] is not None and pen.sometimes(0.7):
        form["volume"] = "series"
    return pen.fill(form, 0.3, forecast_from=lambda: str(pen.randint(1, 6)))


def observed(pen: Pen, grid: Grid) -> Section:
    """Read from accounts, up to a month that is over, or to as_of."""
    observed: Section = {"source": "Ledger 706"}
    over = [month for month in range(grid.horizon) if grid.past(month)]
    if over and pen.sometimes(0.7):
        observed["through"] = month_name(grid.origin + pen.choice(over))
    return observed


def mend(line: Section, kpis: list[Section]) -> None:
    """Take away what would withhold the headline: an unshared effect, a missing margin, a shared driver."""
    methods = {kpi["id"]: kpi.get("counterfactual", {}).get("method", "none") for kpi in kpis}
    line.pop("deadweight", None)
    line["drivers"] = [f"driver-{line['id']}"]
    if line["kind"] == "revenue":
        line.setdefault("margin", "40%")
    if methods.get(line.get("kpi", ""), "none") in ("none", "estimate"):
        line.setdefault("attribution", {})["share"] = "80%"
    line.setdefault("range", {"low": "75%", "high": "110%"})


def spread(pen: Pen, grid: Grid, line: Section) -> None:
    """From … to, either of them silent now and then."""
    begin, end = pen.span(grid, earliest=0)
    if pen.sometimes(0.7):
        line["from"] = begin
    if pen.sometimes(0.5):
        line["to"] = end


def aligned(pen: Pen, grid: Grid, line: Section, rows: list[list[Any]]) -> None:
    """From … to so that no period of the series is cut in two."""
    spans = [grid.months(row[0]) for row in rows]
    months = spans[0][1] - spans[0][0] + 1
    begin = spans[0][0] % months + months * pen.choice([0, 0, 1, 3])
    end = begin + months * pen.randint(1, 1 + grid.horizon // months) - 1
    pen.fill(line, 0.5, **{"from": lambda: month_name(grid.origin + begin)})
    pen.fill(line, 0.4, to=lambda: month_name(grid.origin + end))


def shaped(pen: Pen, line: Section) -> None:
    """Lag, ramp and drop-off."""
    long = ["0 months", "1 month", "2 months", "6 months", "9 months", "1 year"]
    pen.fill(line, 0.35, lag=lambda: pen.choice(long), ramp=lambda: pen.choice(long), drop_off=pen.share)


def deducted(pen: Pen, line: Section, kind: str) -> None:
    """What is taken off."""
    pen.fill(line, 0.7 if kind == "revenue" else 0.1, margin=pen.share)
    if kind == "cash_release":
        pen.fill(line, 0.5, carrying_rate=lambda: pen.choice(["6%", "0.045", "0%", "11.25%"]))
    pen.fill(line, 0.2, deadweight=pen.share, displacement=pen.share, risk=pen.share)
    silent = [step for step in ("deadweight", "displacement", "risk") if step not in line]
    if silent and pen.sometimes(0.15):
        line["already_adjusted"] = [pen.choice(silent)]
    if pen.sometimes(0.4):
        line["attribution"] = pen.fill({"share": pen.share()}, 0.5, by=lambda: "A director", confidence=pen.share)
    pen.fill(line, 0.4, range=pen.range, offer=lambda: pen.choice(OFFERS), evidence=lambda: str(pen.randint(0, 5)))
    pen.fill(line, 0.3, drivers=lambda: [pen.choice(["price", "quality", "criterion-0"])])
    pen.fill(line, 0.1, cashable=lambda: "false", isolated=lambda: {"method": "A trial"}, source=lambda: "A ledger")
    booked = {"account": "706", "by": "Controlling", "on": "2026-01-15"}
    pen.fill(line, 0.1, owner=lambda: "She", booked=lambda: booked, short=lambda: "Gain")


def plan(pen: Pen, grid: Grid) -> Section:
    """What had been expected."""
    way = pen.choice(["flows", "per_month", "per_year"])
    if way == "flows":
        return {"flows": pen.flows(grid, earliest=0)}
    line: Section = {way: pen.amount()}
    spread(pen, grid, line)
    return line
