"""Print the case of a fictitious engagement, computed by the oracle: `python -m tests.cases.expected ID`.

The oracle shares no code with roireport. The cases of published engagements are typed from the publication instead.
"""

import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.oracle.folder import sections_of
from tests.oracle.oracle import document
from tests.oracle.published import Near
from tests.oracle.written import Undefined

ROOT = Path(__file__).resolve().parents[2]
FINANCIAL = [
    "cost",
    "gain",
    "gain_gross",
    "net_benefit",
    "roi",
    "bcr",
    "roi_12_months",
    "roi_first_year",
    "cost_to_date",
    "gain_to_date",
    "gain_observed",
    "roi_to_date",
    "observed_share",
    "forecast_share",
    "beyond_horizon",
    "pv_cost",
    "pv_gain",
    "npv",
    "roi_discounted",
    "irr",
    "mirr",
    "payback_months",
    "discounted_payback_months",
    "peak_exposure",
]
STEPS = [
    "gross",
    "lag_ramp",
    "drop_off",
    "margin",
    "deadweight",
    "displacement",
    "attribution",
    "confidence",
    "risk",
    "net",
    "plan",
]
UNCERTAINTY = ["percentile", "coverage", "probability_positive", "probability_target"]
NONFINANCIAL = ["index", "index_before", "index_now", "evidence_index", "coverage", "sign_stability"]
COMBINED = ["extended_roi", "monetised", "break_even_unquantified"]
KPI = ["baseline", "latest", "change", "attainment"]


def leaves(node: Any) -> Iterator[tuple[str, Any]]:
    """The figures of a case by path, of what the oracle says of an engagement."""
    for section, keys in (
        ("financial", FINANCIAL),
        ("nonfinancial", NONFINANCIAL),
        ("combined", COMBINED),
        ("uncertainty", UNCERTAINTY),
    ):
        yield from ((f"{section}.{key}", node[section][key]) for key in keys)
    yield from ((f"uncertainty.roi.{key}", node["uncertainty"]["roi"][key]) for key in ("p10", "p50", "p90"))
    for gain in node["financial"]["gains"]:
        yield from ((f"financial.gains.{gain['id']}.{key}", gain[key]) for key in STEPS)
    for kpi in node["kpis"]:
        yield from ((f"kpis.{kpi['id']}.{key}", kpi[key]) for key in KPI)
        effect = kpi["effect"]
        yield from ((f"kpis.{kpi['id']}.effect.{key}", effect[key]) for key in ("mean", "low", "high"))
        adjusted = effect["adjusted"]
        yield from ((f"kpis.{kpi['id']}.effect.adjusted.{key}", adjusted[key]) for key in ("low", "high"))


def line(path: str, leaf: Any) -> str:
    """A line of the case: a value and how far it may be off, or that there is none."""
    if isinstance(leaf, Undefined):
        return f"  {path}: undefined"
    if isinstance(leaf, Near):
        value, within = leaf.value, leaf.tolerance
    else:
        value = Decimal(leaf)
        within = Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
    return f"  {path}: {{value: {value:f}, within: {Decimal(f'{within:.0e}'):f}}}"


def case(id: str) -> str:
    """The whole file."""
    computed = document(sections_of(ROOT, id))
    established = [kpi["id"] for kpi in computed["kpis"] if kpi["effect"]["established"]]
    head = [
        f"# Fictitious; computed by the oracle: python -m tests.cases.expected {id}",
        f"engagement: {id}",
        f"verdict: {computed['verdict']['kind']}",
        f"established: [{', '.join(established)}]",
        "figures:",
    ]
    return "\n".join([*head, *(line(path, leaf) for path, leaf in leaves(computed))]) + "\n"


if __name__ == "__main__":
    print(case(sys.argv[1]), end="")
