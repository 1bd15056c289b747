"""A second, naive reading of the formulas: from the sections of an engagement to the document of its results.

It shares no code with roireport. Money and ratios are exact fractions, powers have 40 digits; roots, intervals and
draws are floats. A leaf of the document is a Decimal rounded as published, a text, a flag, an Undefined, or a Near:
a value with its tolerance.
"""

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from tests.oracle import returns, scored, uncertainty
from tests.oracle.effects import Kpi, Row
from tests.oracle.financial import financial
from tests.oracle.grid import Grid
from tests.oracle.money import cost_line, gain_line
from tests.oracle.outcomes import outcomes
from tests.oracle.published import CENT, POINTS, RATIO, Bars, Leaf, near, shown
from tests.oracle.returns import Case
from tests.oracle.trust import trust
from tests.oracle.written import Section, Value, known, months_long, number, per_cost, undefined


def document(engagement: Section) -> Section:
    """Everything the results say, from the sections of an engagement and its `series` by KPI."""
    case, kpis = read(engagement)
    return {
        "schema": "roireport/results/1",
        "engagement": heading(engagement, case.grid),
        "financial": financial(case, engagement),
        "uncertainty": doubt(case, engagement),
        "kpis": [kpi_document(kpi, full_effect(engagement)) for kpi in kpis.values()],
        "objectives": [objective_document(o, kpis, engagement) for o in engagement.get("objectives", [])],
        "nonfinancial": nonfinancial(case, engagement),
        "combined": combined(case, engagement),
        "outcomes": outcomes(engagement, list(kpis.values()), case.gains, case.grid),
    }


def read(engagement: Section) -> tuple[Case, dict[str, Kpi]]:
    """The lines and the KPIs of an engagement."""
    grid = Grid(engagement)
    series: Mapping[str, Any] = engagement.get("series", {})
    kpis = {k["id"]: Kpi(k, series.get(k["id"], []), grid) for k in engagement.get("kpis", [])}
    discounting = engagement.get("discounting", {})
    rate = number(discounting["rate"]) if "rate" in discounting else None
    case = Case(
        grid,
        [cost_line(cost, grid) for cost in engagement.get("costs", [])],
        [gain_line(gain, kpis, grid, rate) for gain in engagement.get("gains", [])],
        discounting,
    )
    return case, kpis


def heading(engagement: Section, grid: Grid) -> Section:
    """What the results are of."""
    return {
        **{key: engagement[key] for key in ("id", "title", "currency", "as_of")},
        "client": engagement["client"]["name"],
        "status": engagement.get("status", "draft"),
        "horizon_months": Decimal(grid.horizon),
    }


def doubt(case: Case, engagement: Section) -> Section:
    """Sensitivity and simulation."""
    id, target = engagement["id"], engagement.get("target_roi")
    ranged: Value = Fraction(0) if uncertainty.ranged(case) else undefined("no input has a range")
    why = known(lambda _, __: Fraction(0), ranged, returns.roi(case.gain(), case.cost()))
    sampled = sample(case, engagement, number(target) if target is not None else None) if why == 0 else None
    aim = why if target is not None or why != 0 else undefined()
    nothing: Section = {
        "roi": dict.fromkeys(("p10", "p50", "p90"), why),
        "probability_positive": why,
        "probability_target": aim,
        "standard_error": why,
        "histogram": [],
    }
    return {
        "draws": Decimal(uncertainty.DRAWS),
        "seed": Decimal(uncertainty.seed(id)),
        **(sampled or nothing),
        "sensitivity": [swing_document(swing) for swing in uncertainty.sensitivity(case)],
    }


def sample(case: Case, engagement: Section, target: Fraction | None) -> Section:
    """The simulation: percentiles, probabilities and how sure these are."""
    correlation = float(number(engagement.get("simulation", {}).get("correlation", 0)))
    draws = uncertainty.simulate(case, engagement["id"], correlation)
    low, mid, high = (float(np.percentile(draws, percent)) for percent in (10, 50, 90))
    aim = undefined() if target is None else near(float((draws >= float(target)).mean()), RATIO)
    roi = {name: near(p, RATIO) for name, p in (("p10", low), ("p50", mid), ("p90", high))}
    positive = float((draws > 0).mean())
    error = near(math.sqrt(positive * (1 - positive) / uncertainty.DRAWS), RATIO)
    return {
        "roi": roi,
        "probability_positive": near(positive, RATIO),
        "probability_target": aim,
        "standard_error": error,
        "histogram": Bars(tuple(np.sort(draws).tolist())),
    }


def swing_document(swing: uncertainty.Swing) -> Section:
    """A line of the sensitivity."""
    return {
        "input": swing.input,
        "roi_low": shown(swing.low, RATIO),
        "roi_high": shown(swing.high, RATIO),
        "switching_value": shown(swing.switching, RATIO),
    }


def full_effect(engagement: Section) -> int:
    """The grid month from which the whole effect had been agreed, else the first effect, else the start."""
    agreed = engagement.get("challenges", {}).get("expectations", {})
    return next((months_long(agreed[key]) for key in ("full_effect", "first_effect") if key in agreed), 0)


def kpi_document(kpi: Kpi, full: int) -> Section:
    """A KPI: from where to where, and its effect."""
    mean, half = kpi.mean_effect(), kpi.half_width()
    places = places_of(kpi)
    bounds: list[Leaf] = [undefined(), undefined()]
    if half is not None and isinstance(mean, Fraction):
        bounds = [near(float(mean) - half, places), near(float(mean) + half, places)]
    values = {"baseline": kpi.baseline(), "target": kpi.target(), "latest": kpi.latest(), "change": kpi.change()}
    return {
        "id": kpi.section["id"],
        **{name: shown(value, places) for name, value in values.items()},
        "attainment": shown(kpi.attainment(kpi.target()), RATIO),
        "effect": {
            "method": kpi.method,
            "mean": shown(mean, places),
            "low": bounds[0],
            "high": bounds[1],
            "periods": Decimal(len(kpi.effects())),
            **trust(kpi, places, bounds, full),
        },
        "series": [row_document(kpi, row) for row in kpi.rows],
    }


def places_of(kpi: Kpi) -> int:
    """Levels in money are published to the cent, all others to 10 decimals."""
    return CENT if kpi.section["unit"] == "money" else RATIO


def row_document(kpi: Kpi, row: Row) -> Section:
    """A row of a series up to as_of; how the index of a period is named is open."""
    figures = {"value": row.value, "counterfactual": kpi.counterfactual(row), "effect": kpi.effect(row)}
    told: Section = {name: shown(value, places_of(kpi)) for name, value in figures.items()}
    return told if row.period.isdecimal() and len(row.period) < 4 else {"period": row.period, **told}


def objective_document(objective: Section, kpis: Mapping[str, Kpi], engagement: Section) -> Section:
    """An objective: its marks and its status."""
    kpi = kpis.get(objective.get("kpi", ""))
    goals = {goal["id"] for goal in engagement.get("business_goals", [])}
    smart = scored.smart(objective, kpi, goals)
    status = scored.status(objective, kpi, engagement)
    aim = undefined() if kpi is None else kpi.attainment(scored.target_of(objective, kpi))
    attainment = shown(aim, RATIO)
    told = {"smart": smart, "aligned": smart["relevant"], "status": status, "attainment": attainment}
    return {"id": objective["id"], **told}


def nonfinancial(case: Case, engagement: Section) -> Section:
    """The scored return."""
    criteria = scored.criteria_of(engagement.get("nonfinancial", []))
    index = scored.index(criteria)
    per_10k = per_cost(index, known(lambda cost: cost / 10_000, case.cost()))
    stability = scored.sign_stability(criteria, engagement["id"])
    return {
        "index": shown(index, POINTS),
        "index_before": shown(scored.points(criteria, [c.before for c in criteria]), POINTS),
        "index_now": shown(scored.points(criteria, [c.now for c in criteria]), POINTS),
        "evidence_index": shown(scored.points(criteria, [c.gain * c.evidence() for c in criteria]), POINTS),
        "coverage": shown(scored.coverage(criteria), RATIO),
        "sign_stability": shown(stability, RATIO),
        "points_per_10k": shown(per_10k, POINTS),
        "dimensions": {name: shown(value, POINTS) for name, value in scored.dimensions(criteria).items()},
        "criteria": [
            {
                "id": c.id,
                "gain": shown(c.gain, RATIO),
                "progress": shown(c.progress(), RATIO),
                "weight": shown(c.weight, RATIO),
            }
            for c in criteria
        ],
        "weight_runs": [
            {
                "id": one.id,
                "halved": shown(scored.index_with(criteria, one, Fraction(1, 2)), POINTS),
                "raised": shown(scored.index_with(criteria, one, Fraction(3, 2)), POINTS),
            }
            for one in criteria
        ],
    }


def combined(case: Case, engagement: Section) -> Section:
    """The three figures beside one another, and what the unquantified must be worth."""
    monetised, left_out = scored.monetised(engagement.get("nonfinancial", []), engagement.get("gains", []))
    cost, gain = case.cost(), case.gain()
    target = number(engagement.get("target_roi", 0))
    counted = gain if case.gains else Fraction(0)
    needed = known(lambda c, g: max(Fraction(0), (1 + target) * c - g), cost, counted)
    return {
        "extended_roi": shown(returns.roi(known(lambda g: g + monetised, gain), cost), RATIO),
        "monetised": shown(monetised, CENT),
        "left_out": left_out,
        "break_even_unquantified": shown(needed, CENT),
    }
