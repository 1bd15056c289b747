"""Every figure names the formula of its sheet and that formula's inputs, and can be worked out from them again.

Tried on four engagements that together leave no formula out: one has everything, one an outlier, two show no values.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal, localcontext
from typing import Any

from roireport.measure.engagement import measure
from roireport.measure.figure import EXACT, Figure
from roireport.measure.financial import STEPS
from roireport.model.engagement import Engagement
from roireport.model.located import Located
from roireport.model.place import Place
from tests.engagements import Row, cost, criterion, engagement, gain

KPI = frozenset(("number", "percent", "money", "days", "hours", "score"))
MONEY, RATIO, POINTS = frozenset(("money",)), frozenset(("ratio",)), frozenset(("points",))
MONTHS, RETURN = frozenset(("months",)), frozenset(("rate_of_return",))

RATES = "margin deadweight displacement attribution confidence risk"
SHAPE = "lag ramp drop_off"


def part_kept(**rate: Decimal) -> Decimal:
    """margin × (1 − deadweight) × (1 − displacement) × share × confidence × (1 − risk)."""
    anyway = (1 - rate["deadweight"]) * (1 - rate["displacement"])
    return rate["margin"] * anyway * rate["attribution"] * rate["confidence"] * (1 - rate["risk"])


def whole(**parts: Decimal) -> Decimal:
    """The sum of the lines, periods or criteria."""
    return sum(parts.values(), Decimal(0))


def average(**parts: Decimal) -> Decimal:
    """Their mean."""
    return whole(**parts) / len(parts)


Formula = Callable[..., Decimal]

NAMED: Mapping[str, tuple[frozenset[str], str, Formula | None]] = {
    "adjusted_autocorrelation": (KPI, "mean", None),
    "adjusted_error": (KPI, "mean", None),
    "adjusted_freedom": (KPI, "periods", None),
    "adjusted_interval": (KPI, "mean error", None),
    "adjusted_periods": (KPI, "autocorrelation", None),
    "attainment": (RATIO, "change target baseline", lambda change, target, baseline: change / (target - baseline)),
    "benefit_cost_ratio": (RATIO, "cost gain", lambda cost, gain: gain / cost),
    "break_even": (frozenset(("count",)), "payback_months", None),
    "break_even_unquantified": (
        MONEY,
        "cost gain target",
        lambda cost, gain, target: max(Decimal(0), (1 + target) * cost - gain),
    ),
    "carrying_cost": (MONEY, "released rate", lambda released, rate: released * rate),
    "change": (KPI, "latest baseline", lambda latest, baseline: latest - baseline),
    "control_slope_certainty": (RATIO, "slope", None),
    "break_even_value": (
        KPI | RATIO,
        "cost gain line value aim",
        lambda cost, gain, line, value, aim: value * (1 - (gain - (1 + aim) * cost) / line),
    ),
    "cost_in_case": (MONEY, "cost", lambda cost: cost * Decimal("1.2")),
    "cost_before_start": (MONEY, "amount", None),
    "cost_beyond_horizon": (MONEY, "amount", None),
    "cost_funded": (MONEY, "gross share", lambda gross, share: gross * share),
    "cost_gross": (MONEY, "amount", None),
    "cost_line_to_date": (MONEY, "amount funded overrun", None),
    "cost_net": (
        MONEY,
        "gross funded overrun",
        lambda gross, funded, overrun: gross * (1 - funded) * (1 + overrun),
    ),
    "cost_overrun": (MONEY, "gross share rate", lambda gross, share, rate: gross * (1 - share) * rate),
    "cost_prorated": (MONEY, "amount used of", lambda amount, used, of: amount * used / of),
    "cost_so_far": (MONEY, "cost", None),
    "credit_note": (MONEY, "amount", None),
    "counterfactual_baseline": (KPI, "baseline", lambda baseline: baseline),
    "counterfactual_control": (
        KPI,
        "own_before control control_before",
        lambda own_before, control, control_before: own_before + control - control_before,
    ),
    "counterfactual_forecast": (KPI, "expected", lambda expected: expected),
    "counterfactual_market": (KPI, "baseline growth", None),
    "counterfactual_trend": (KPI, "mean slope", None),
    "counterfactual_year_before": (KPI, "earlier growth", None),
    "criterion_gain": (RATIO, "now before", lambda now, before: now - before),
    "criterion_progress": (RATIO, "gain aim before", lambda gain, aim, before: gain / (aim - before)),
    "criterion_unknown": (RATIO, "", lambda: Decimal(0)),
    "criterion_weight": (RATIO, "swing whole", lambda swing, whole: swing / whole),
    "cumulative": (MONEY, "cost gain", None),
    "discounted_cumulative": (MONEY, "cost gain rate", None),
    "discounted_payback": (MONTHS, "cost gain rate", None),
    "discounted_return": (RATIO, "pv_cost npv", lambda pv_cost, npv: npv / pv_cost),
    "effect_share": (RATIO, "effect target baseline", lambda effect, target, baseline: effect / (target - baseline)),
    "effect_interval": (KPI, "mean", None),
    "effect_interval_baseline": (KPI, "mean", None),
    "effect_interval_control": (KPI, "mean", None),
    "effect_interval_mean": (KPI, "mean", None),
    "effect_interval_trend": (KPI, "mean", None),
    "effect_interval_year_before": (KPI, "mean", None),
    "effect_times_volume": (KPI, "effect volume", lambda effect, volume: effect * volume),
    "effect_of_period": (KPI, "value counterfactual", None),
    "extended_return": (
        RATIO,
        "cost gain monetised",
        lambda cost, gain, monetised: (gain + monetised - cost) / cost,
    ),
    "forecast_share": (RATIO, "gain to_date", lambda gain, to_date: 1 - to_date / gain),
    "gain_gross": (MONEY, "basis", None),
    "gain_gross_forecast": (MONEY, "basis forecast_effect forecast_volume forecast_from", None),
    "gain_so_far": (MONEY, "gain", None),
    "internal_rate": (RETURN, "cost gain", None),
    "internal_rate_root": (RETURN, "cost gain", None),
    "latest": (KPI, "", None),
    "value_at_due": (KPI, "", None),
    "line_12_months": (MONEY, "line", None),
    "line_first_year": (MONEY, "line", None),
    "maturity_by_plan": (RATIO, "plan plan_to_date", lambda plan, plan_to_date: plan_to_date / plan),
    "modified_internal_rate": (RETURN, "cost gain rate finance_rate reinvest_rate", None),
    "monetised_value": (MONEY, "amount confidence", lambda amount, confidence: amount * confidence),
    "net_benefit": (MONEY, "cost gain", lambda cost, gain: gain - cost),
    "net_present_value": (MONEY, "pv_cost pv_gain", lambda pv_cost, pv_gain: pv_gain - pv_cost),
    "no_gain_line": (MONEY, "", lambda: Decimal(0)),
    "observed_share": (RATIO, "to_date observed", lambda to_date, observed: observed / to_date),
    "part_of_line": (MONEY, "line", None),
    "payback": (MONTHS, "cost gain", None),
    "peak_exposure": (MONEY, "cost gain", None),
    "per_unit": (
        MONEY,
        "effect unit_value volume",
        lambda effect, unit_value, volume: effect * unit_value * volume,
    ),
    "per_unit_of_series": (MONEY, "units unit_value", lambda units, unit_value: units * unit_value),
    "plan_attainment": (RATIO, "plan gain", lambda plan, gain: gain / plan),
    "plan_attainment_to_date": (RATIO, "plan gain", lambda plan, gain: gain / plan),
    "plan_cumulative": (MONEY, "plan", None),
    "plan_of_gain": (MONEY, "plan", None),
    "plan_of_gain_to_date": (MONEY, "plan", None),
    "points_per_10k": (POINTS, "index cost", lambda index, cost: index / (cost / 10000)),
    "present_value_of_costs": (MONEY, "total rate", None),
    "present_value_of_gains": (MONEY, "total rate", None),
    "quantity_times_unit_cost": (MONEY, "quantity unit_cost", lambda quantity, unit_cost: quantity * unit_cost),
    "return_after_12_months": (RATIO, "cost gain", lambda cost, gain: (gain - cost) / cost),
    "return_at_factor": (RATIO, "cost gain line factor", None),
    "return_at_effect": (
        RATIO,
        "cost gain exposure mean end",
        lambda cost, gain, exposure, mean, end: (gain + exposure * (end - mean) - cost) / cost,
    ),
    "return_in_case": (RATIO, "cost gain", lambda cost, gain: (gain - cost) / cost),
    "return_of_first_year": (RATIO, "cost gain", lambda cost, gain: (gain - cost) / cost),
    "return_of_period": (RATIO, "cost gain", lambda cost, gain: (gain - cost) / cost),
    "return_on_investment": (RATIO, "cost gain", lambda cost, gain: (gain - cost) / cost),
    "return_to_date": (RATIO, "cost gain", lambda cost, gain: (gain - cost) / cost),
    "simulation_index": (POINTS, "index", None),
    "simulation_sign_stability": (RATIO, "index", None),
    "simulation_standard_error": (
        RATIO,
        "probability",
        lambda probability: (probability * (1 - probability) / 10000).sqrt(),
    ),
    "switching_value": (RATIO, "line benefit", None),
    **{
        f"taken_by_{step}": (MONEY, "gross rate", None)
        for step in ("margin", "deadweight", "displacement", "attribution", "confidence", "risk")
    },
    "typed": (KPI | RATIO | POINTS | MONTHS | frozenset(("count",)), "", None),
}
"""Units, inputs and, where the inputs alone tell it, the value."""

LINES: Mapping[str, tuple[frozenset[str], Formula | None]] = {
    **dict.fromkeys(("total_cost", "total_gain", "total_gain_gross", "cost_to_date", "gain_to_date"), (MONEY, whole)),
    **dict.fromkeys(("cost_12_months", "gain_12_months", "cost_of_category", "sum_of_flows"), (MONEY, whole)),
    **dict.fromkeys(("gain_observed", "gain_first_year"), (MONEY, whole)),
    **dict.fromkeys(("cost_of_offer", "gain_of_offer", "beyond_horizon", "monetised"), (MONEY, whole)),
    **dict.fromkeys(("cost_of_period", "gain_of_period", "plan_of_period"), (MONEY, whole)),
    **dict.fromkeys(("cost_of_offer_kind", "gain_of_offer_kind"), (MONEY, whole)),
    **dict.fromkeys(("total_plan", "total_plan_to_date", "gain_of_planned", "gain_of_planned_to_date"), (MONEY, whole)),
    "control_slope": (KPI, None),
    "mean_effect_without_outliers": (KPI, average),
    "forecast_effect": (KPI, average),
    "mean_effect_of_gain": (KPI, average),
    "mean_volume": (KPI, average),
    "sum_of_units": (KPI, whole),
    "sum_of_swings": (POINTS, whole),
    "sum_of_effects": (KPI, whole),
    "mean_before": (KPI, average),
    "mean_effect": (KPI, average),
    "trend_slope": (KPI, None),
    "coverage": (RATIO, None),
    **dict.fromkeys(("index", "index_before", "index_now", "index_reweighted"), (POINTS, None)),
    **dict.fromkeys(("dimension", "evidence_index"), (POINTS, None)),
    **dict.fromkeys(("simulation", "simulation_percentile", "simulation_rank", "gain_coverage"), (RATIO, None)),
    **dict.fromkeys(("gain_in_case", "effect_exposure"), (MONEY, None)),
    "gains_of_effect": (MONEY, whole),
    **dict.fromkeys(("simulation_probability_positive", "simulation_probability_target"), (RATIO, None)),
}
"""Those whose inputs are as many as there are lines, periods, criteria or ranges."""

SHAPED: Mapping[str, str] = {"gain_net": "gross", "gain_line_to_date": "basis", "gain_line_observed": "basis"}
SHAPED = {**SHAPED, "gain_beyond_horizon": "basis"}
"""Those that hold the rates of a gain, and its lag, ramp and drop-off unless it was given by flows."""
CURVED: Mapping[str, set[str]] = {
    "maturity": {"first_effect full_effect", "plan"},
    "criterion_value": {"level worst best", "level"},
    "taken_by_lag_ramp": {"gross lag ramp", "gross"},
    "taken_by_drop_off": {"gross lag ramp drop_off", "gross"},
}
"""Those with two forms: a criterion by its anchors or its points, a gain with a course or by flows."""


BARE: Mapping[str, set[str]] = {
    "adjusted_interval": {"mean"},
    "attainment": {""},
    "counterfactual_control": {""},
    "counterfactual_forecast": {""},
    "counterfactual_trend": {""},
    "counterfactual_year_before": {""},
    "criterion_progress": {""},
    "criterion_value": {""},
    "effect_share": {"effect"},
    "gain_net": {"gross"},
    "per_unit": {"unit_value volume", "unit_value"},
    "plan_of_gain": {""},
    **{f"taken_by_{step}": {""} for step in STEPS},
}
"""What those without a value may lack of their inputs."""

UNDEFINED = {
    *("no_baseline", "no_series", "no_target", "not_measured", "no_measured_period", "no_control_value"),
    *("no_expected_value", "no_period_before", "too_few_before_the_start", "too_few_periods"),
    *("cost_not_above_zero", "no_gain", "no_range", "no_discount_rate", "no_plan", "line_is_zero"),
    *("not_defined", "no_level", "no_anchors", "no_weight", "target_equals_baseline", "index_is_zero"),
    *("switching_value_below_zero", "gain_not_positive", "no_cost", "no_criterion", "nothing_spent_yet"),
    *("no_month_with_a_gain", "gain_to_date_not_positive"),
    *(
        "no_comparison",
        "no_control_group",
        "too_few_for_a_slope",
        "no_outlier",
        "nothing_agreed",
        "no_value_a_year_before",
    ),
    *("gain_is_zero", "not_needed", "no_due"),
}
"""Why there is no value, in these engagements; each has its sentence in the words."""


def everything() -> Engagement:
    """An engagement with lines of every kind."""
    rows = [("2024-10", 8, 8, 8, 3), ("2024-11", 9, 8, 9, 4), ("2024-12", 10, 9, 10, 5), ("2025-02", 14, 10, 11, 6)]
    rows.append(("2025-03", 17, 11, 12, 7))
    methods = ("control", "trend", "market", "forecast", "none")
    scale: dict[str, Any] = {"anchors": {"worst": 0, "best": 10}, "baseline": 2, "current": 5, "target": 9}
    return engagement(
        discounting={"rate": "8%", "finance_rate": "6%", "reinvest_rate": "4%"},
        target_roi="20%",
        costs=[
            cost(900, date="2024-12-01", funded={"share": "30%", "by": "OPCO"}, overrun="5%", offer="training"),
            cost(id="later", flows={"2025-03": 50, "2026-02": 20}, range={"low": "85%", "high": "110%"}),
            cost(id="time", quantity=4, unit_cost=25, range={"low": "90%", "high": "120%"}),
            cost(110, id="platform", prorate={"used": 25, "of": 110}),
            cost(-20, id="credit"),
        ],
        kpis=[
            *(
                {"id": method, "target": 20, "counterfactual": {"method": method, **growth(method)}}
                for method in methods
            ),
            {"id": "declared", "baseline": 7, "target": 12},
            {
                "id": "seasonal",
                "baseline": 8,
                "target": 20,
                "counterfactual": {"method": "year_before", "growth": "2%"},
            },
        ],
        observed={
            **dict.fromkeys((*methods, "declared"), rows),
            "seasonal": [("2024-02", 9), ("2024-03", 8), ("2025-02", 14), ("2025-03", 17)],
        },
        gains=[
            gain(kpi="control", per_unit={"value": 5, "volume": 20}, attribution={"share": "60%"}, risk="10%"),
            gain(
                id="orders", kpi="control", per_unit={"value": 2, "volume": "series", "forecast_from": 1}, to="2026-02"
            ),
            gain(id="release", kind="cash_release", flows={"2025-01-10": 1000}, range={"low": "50%", "high": 1}),
            gain(id="stock", kind="cash_release", flows={"2025-02": 600}, carrying_rate="3%"),
            gain(id="yearly", per_year=240, plan={"per_month": 15}, attribution={"share": "90%", "confidence": "80%"}),
            gain(
                id="steady",
                per_month=70,
                to="2026-02",
                lag="2 months",
                ramp="3 months",
                drop_off="10%",
                plan={"per_year": 600},
                margin="40%",
            ),
            gain(id="written", flows={"2025-05": 300, "2026-03": 90}, deadweight="10%", displacement="20%"),
            gain(id="planned", flows={"2025-06-20": 80}, plan={"flows": {"2025-07": 70}}),
        ],
        objectives=[{"id": "more", "statement": "More", "kpi": "control", "target": 18}],
        nonfinancial=[
            criterion(**scale, swing=80, evidence=3),
            criterion(id="talk", value={"points": [[0, 0], [4, 0.5], [10, 1]]}, baseline=1, target=8),
            criterion(id="open", monetise={"amount": 500, "confidence": "60%", "method": "M", "source": "S"}),
        ],
    )


def nothing() -> Engagement:
    """An engagement without a gain, a range or a target; rows that are too few, and lack what their method needs."""
    rows: dict[str, list[Row]] = {
        "one": [("2024-12", 3, 2), ("2025-01", 5, 2), ("2025-02", 5)],
        "alone": [("2025-01", 5, 2)],
        "short": [("2024-12", 3), ("2025-01", 5)],
        "unforeseen": [("2024-12", 3), ("2025-01", 5)],
    }
    methods = {"one": "control", "alone": "control", "short": "trend", "unforeseen": "forecast"}
    kpis = [{"id": id, "counterfactual": {"method": method}} for id, method in methods.items()]
    return engagement(
        costs=[cost(100)],
        kpis=[{"id": "none", "baseline": 3, "unit": "days"}, *kpis],
        observed=rows,
        objectives=[{"id": "more", "statement": "More"}, {"id": "fast", "statement": "Fast", "kpi": "none"}],
        nonfinancial=[criterion(baseline=2, target=4), criterion(id="silent", anchors={"worst": 0, "best": 1})],
    )


def valueless() -> Engagement:
    """An engagement whose gains have no amount, whose cost is 0 and whose criteria weigh nothing."""
    scale: dict[str, Any] = {"anchors": {"worst": 0, "best": 10}, "baseline": 2, "current": 2, "target": 2}
    ranged: dict[str, Any] = {"range": {"low": "50%", "high": "150%"}}
    return engagement(
        discounting={"rate": "8%"},
        costs=[cost(0, **ranged)],
        kpis=[{"id": "k", "baseline": 3, "target": 3}],
        observed={"k": [("2024-11", 3)]},
        gains=[
            gain(kpi="k", per_unit={"value": 5, "volume": 20}, **ranged),
            gain(id="zero", flows={"2025-03": 0}, **ranged),
        ],
        nonfinancial=[criterion(**scale, swing=0)],
    )


def with_an_outlier() -> Engagement:
    """An engagement whose last month lies apart, with the time agreed and no plan."""
    agreed = {"expectations": {"first_effect": "1 month", "full_effect": "3 months"}}
    rows = [(f"2025-{month:02d}", value) for month, value in enumerate((13, 14, 15, 14, 13, 15, 14, 13, 15, 14, 40), 1)]
    return engagement(challenges=agreed, kpis=[{"id": "deals", "baseline": 10}], observed={"deals": rows})


def growth(method: str) -> dict[str, str]:
    """A market grows by a rate."""
    return {"growth": "5%"} if method == "market" else {}


def figures_in(noun: object, seen: set[int]) -> Iterator[Figure]:
    """Every figure of the results, and what it is made of, each once."""
    parts: tuple[object, ...] = ()
    if isinstance(noun, Figure):
        if id(noun) in seen:
            return
        seen.add(id(noun))
        yield noun
        parts = tuple(given.figure for given in noun.inputs)
    elif is_dataclass(noun):
        parts = tuple(getattr(noun, field.name) for field in fields(noun))
    elif isinstance(noun, tuple):
        parts = noun
    for part in parts:
        yield from figures_in(part, seen)


def carried() -> list[Figure]:
    """The figures of the engagements, computed for each test, so that each can notice a mutant."""
    seen: set[int] = set()
    results = (measure(made()) for made in (everything, nothing, valueless, with_an_outlier))
    return [figure for one in results for figure in figures_in(one, seen)]


def forms(formula: str) -> set[str]:
    """How the names of its inputs may read, in their order."""
    if formula in SHAPED:
        return {f"{SHAPED[formula]} {RATES}", f"{SHAPED[formula]} {SHAPE} {RATES}"}
    return CURVED.get(formula) or {NAMED[formula][1]}


def test_no_figure_has_a_formula_without_a_name_and_none_is_left_out() -> None:
    assert {one.formula for one in carried()} == {*NAMED, *LINES, *SHAPED, *CURVED}


def test_every_figure_is_counted_in_the_unit_of_its_formula() -> None:
    units = {**{name: NAMED[name][0] for name in NAMED}, **{name: LINES[name][0] for name in LINES}}
    units |= {
        **dict.fromkeys(SHAPED, MONEY),
        **dict.fromkeys(CURVED, MONEY),
        "criterion_value": RATIO,
        "maturity": RATIO,
    }
    assert [(one.formula, one.unit) for one in carried() if one.unit not in units[one.formula]] == []


def test_every_figure_names_the_inputs_of_its_formula() -> None:
    for figure in carried():
        names = " ".join(given.name for given in figure.inputs)
        if figure.formula not in LINES:
            assert names in forms(figure.formula) | BARE.get(figure.formula, set()), figure.formula


def test_what_has_no_value_says_why_and_what_has_one_says_nothing() -> None:
    figures = carried()
    assert {one.why.key for one in figures if one.why} == UNDEFINED
    assert [one.formula for one in figures if one.defined is (one.why is not None)] == []


def test_only_sums_have_inputs_without_a_value() -> None:
    """And a gain without a value, which counts as nothing where its factor is tried."""
    for figure in carried():
        if figure.defined and figure.formula not in (*LINES, "gain_net"):
            assert [given.name for given in figure.inputs if not given.figure.defined] == [], figure.formula


def test_lines_and_periods_stand_under_their_own_names() -> None:
    whole = everything()
    lines = {"costs": [one.id for one in whole.costs], "gains": [one.id for one in whole.gains]}
    names = {one.formula: [given.name for given in one.inputs] for one in figures_in(measure(whole), set())}
    for formula in ("total_cost", "cost_to_date", "cost_12_months"):
        assert names[formula] == lines["costs"]
    for formula in ("total_gain", "total_gain_gross", "gain_to_date", "gain_12_months"):
        assert names[formula] == lines["gains"]
    assert names["beyond_horizon"] == ["orders", "steady", "written"]
    criteria = [one.id for one in whole.nonfinancial]
    for formula in ("index", "index_before", "index_now", "evidence_index", "index_reweighted", "sum_of_swings"):
        assert names[formula] == criteria
    assert names["trend_slope"] == names["mean_before"] == ["2024-10", "2024-11", "2024-12"]
    assert names["mean_effect"] == names["sum_of_effects"] == ["2025-02", "2025-03"]
    ranged = ["costs.later", "costs.time", "gains.release", "kpis.control"]
    for formula in ("simulation_percentile", "simulation_probability_positive"):
        assert names[formula] == ["roi", *ranged]
    assert names["simulation_probability_target"] == ["target", "roi", *ranged]


def test_every_form_of_a_formula_occurs() -> None:
    actual = {(one.formula, " ".join(given.name for given in one.inputs)) for one in carried()}
    assert {(formula, form) for formula in (*SHAPED, *CURVED) for form in forms(formula)} <= actual


NO_FIGURE = frozenset(("evidence", "horizon"))
"""Numbers that choose or count, and are no input of a figure; one that becomes an input leaves this list."""


def numbers(noun: Located) -> Iterator[tuple[Place, Decimal]]:
    """Every number that was written in an engagement, where it stands."""
    for name, field in type(noun).model_fields.items():
        value, place = getattr(noun, name), noun.place(field.alias or name)
        if isinstance(value, Decimal | int) and not isinstance(value, bool) and place and name not in NO_FIGURE:
            yield place, Decimal(value)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Located):
                yield from numbers(part)


def test_every_number_written_is_the_input_of_a_figure_where_it_stands() -> None:
    whole = everything()
    expected = dict(numbers(whole))
    assert len(expected) > 50
    typed = [one for one in figures_in(measure(whole), set()) if one.formula == "typed" and one.place]
    actual = {one.place: one.value for one in typed if one.place and not one.place.file.endswith(".csv")}
    assert actual == expected


def test_a_level_that_cannot_be_placed_is_an_input_all_the_same() -> None:
    (level,) = measure(nothing()).nonfinancial.criteria[0].aim.inputs
    assert (level.name, level.figure.value) == ("level", Decimal(4))


def test_a_control_value_is_an_input_where_it_stands() -> None:
    whole = everything()
    (control,) = (one for one in measure(whole).kpis if one.kpi.id == "control")
    inputs = [{given.name: given.figure for given in row.counterfactual.inputs} for row in control.series]
    assert [one["control"].place for one in inputs] == [row.place for row in whole.series["control"].rows]


def test_the_values_of_a_series_are_inputs_where_they_stand() -> None:
    whole = everything()
    typed = {(one.place, one.value) for one in figures_in(measure(whole), set()) if one.formula == "typed"}
    rows = [(kpi.method, row) for kpi in whole.kpis for row in whole.series[kpi.id].rows]
    assert {(row.place, row.value) for _, row in rows} <= typed
    assert {(row.place, row.control) for method, row in rows if method == "control"} <= typed
    assert {(row.place, row.expected) for method, row in rows if method == "forecast"} <= typed


def test_a_figure_can_be_worked_out_from_its_inputs() -> None:
    """Inputs without a value count as nothing in a sum; elsewhere they leave none."""
    again: dict[str, int] = {}
    for figure in carried():
        rule: Formula | None = {**LINES, **{name: NAMED[name][1:] for name in NAMED}}.get(
            figure.formula, (MONEY, None)
        )[1]
        inputs: dict[str, Any] = {given.name: given.figure.value for given in figure.inputs}
        if rule is None or not figure.defined:
            continue
        if figure.formula in LINES:
            inputs = {name: value for name, value in inputs.items() if value is not None}
        with localcontext(EXACT):
            assert figure.value == rule(**inputs), figure.formula
        again[figure.formula] = again.get(figure.formula, 0) + 1
    assert set(again) == {name for name in NAMED if NAMED[name][2]} | {name for name in LINES if LINES[name][1]}
