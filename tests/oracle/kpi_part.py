"""A KPI as a section of the document: from where to where, and its effect."""

from decimal import Decimal

from tests.oracle.effects import Kpi
from tests.oracle.intervals import Adjusted, Precision, adjusted, plain
from tests.oracle.published import CENT, RATIO, Leaf, close, shown
from tests.oracle.series import Row
from tests.oracle.trust import trust
from tests.oracle.written import Section, Undefined, undefined


def kpi_document(kpi: Kpi, established: bool, full: int) -> Section:
    """A KPI and its effect; `full` is the grid month from which the whole effect had been expected."""
    places = places_of(kpi)
    values = {"baseline": kpi.baseline(), "target": kpi.target(), "latest": kpi.latest(), "change": kpi.change()}
    return {
        "id": kpi.section["id"],
        **{name: shown(value, places) for name, value in values.items()},
        "attainment": shown(kpi.attainment(kpi.target()), RATIO),
        "effect": {
            "method": kpi.method,
            "mean": shown(kpi.mean_effect(), places),
            **bounds(kpi, plain(kpi)),
            "periods": Decimal(len(kpi.after)),
            "established": established,
            "adjusted": adjusted_document(kpi, adjusted(kpi)),
            **trust(kpi, places, full),
        },
        "series": [row_document(kpi, row) for row in kpi.rows],
    }


def places_of(kpi: Kpi) -> int:
    """Levels in money are published to the cent, all others to 10 decimals."""
    return CENT if kpi.section["unit"] == "money" else RATIO


def bounds(kpi: Kpi, precision: Precision | None) -> dict[str, Leaf]:
    """The interval at 90 %, good to 10 digits of the level: it came through floats."""
    middle = kpi.mean_effect()
    if precision is None or isinstance(middle, Undefined):
        return {"low": undefined(), "high": undefined()}
    size = max((abs(float(row.value)) for row in kpi.rows), default=0.0)
    ends = {"low": float(middle) - precision.half(), "high": float(middle) + precision.half()}
    return {name: close(end, places_of(kpi), size) for name, end in ends.items()}


def adjusted_document(kpi: Kpi, interval: Adjusted | None) -> Section:
    """The interval that allows for autocorrelation; without one its other figures are open."""
    if interval is None:
        return dict(bounds(kpi, None))
    size = max(abs(float(row.value)) for row in kpi.rows)
    return {
        **bounds(kpi, interval),
        "rho": close(interval.rho, RATIO, 1.0),
        "n": close(interval.n, RATIO, interval.n),
        "df": close(interval.df, RATIO, interval.df),
        "se": close(interval.se, places_of(kpi), size),
    }


def row_document(kpi: Kpi, row: Row) -> Section:
    """A row of a series up to as_of; how an index is named is open, and the counterfactual of the transition."""
    figures = {"value": row.value, "counterfactual": kpi.counterfactual(row), "effect": kpi.effect(row)}
    if row in kpi.transition:
        del figures["counterfactual"]
    document: Section = {name: shown(value, places_of(kpi)) for name, value in figures.items()}
    return document if row.period.isdecimal() and len(row.period) < 4 else {"period": row.period, **document}
