"""A second, naive reading of the formulas: from the sections of an engagement to the document of its results.

It shares no code with roireport. Money and ratios are exact fractions, powers have 40 digits; roots, intervals and
draws are floats. A leaf of the document is a Decimal rounded as published, a text, a flag, an Undefined, or a Near:
a value with its tolerance.
"""

from decimal import Decimal

from tests.oracle.doubt import Doubt
from tests.oracle.established import established_effects
from tests.oracle.financial import financial
from tests.oracle.grid import Grid
from tests.oracle.kpi_part import kpi_document
from tests.oracle.nonfinancial import combined, nonfinancial
from tests.oracle.objectives import objective_document
from tests.oracle.outcomes import outcomes
from tests.oracle.reading import read
from tests.oracle.verdict import Evidence, blockers
from tests.oracle.written import Section, months_long, text_in


def document(engagement: Section) -> Section:
    """Everything the results say, from the sections of an engagement and its `series` by KPI."""
    case, kpis = read(engagement)
    established = established_effects(kpis, engagement)
    evidence = Evidence(case, kpis, established, engagement)
    doubt = Doubt(evidence)
    return {
        "schema": "roireport/results/1",
        "engagement": heading(engagement, case.grid),
        "financial": {**financial(case, engagement), "established": not blockers(evidence)},
        "verdict": doubt.verdict(),
        "uncertainty": doubt.document(),
        "kpis": [kpi_document(kpi, id in established, full_effect(engagement)) for id, kpi in kpis.items()],
        "objectives": [objective_document(o, kpis, engagement, case.grid) for o in engagement.get("objectives", [])],
        "nonfinancial": nonfinancial(case, engagement),
        "combined": combined(case, engagement),
        "outcomes": outcomes(engagement, list(kpis.values()), case.gains, case.grid, established),
    }


def heading(engagement: Section, grid: Grid) -> Section:
    """What the results are of, in the first language."""
    return {
        **{key: engagement[key] for key in ("id", "currency", "as_of")},
        "title": text_in(engagement["title"], "en"),
        "client": engagement["client"]["name"],
        "status": engagement.get("status", "draft"),
        "horizon_months": Decimal(grid.horizon),
    }


def full_effect(engagement: Section) -> int:
    """The grid month from which the whole effect had been agreed, else the first effect, else the start."""
    agreed = engagement.get("challenges", {}).get("expectations", {})
    return next((months_long(agreed[key]) for key in ("full_effect", "first_effect") if key in agreed), 0)
