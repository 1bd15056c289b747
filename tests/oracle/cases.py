"""Small KPIs and engagements for the cases that are worked out by hand."""

from collections.abc import Sequence
from typing import Any

from tests.oracle.effects import Kpi
from tests.oracle.grid import Grid
from tests.oracle.intervals import Adjusted, Precision, adjusted, plain
from tests.oracle.written import Section, month_name

T95 = {1: 6.313751515, 2: 2.919985580, 3: 2.353363435, 5: 2.015048373, 6: 1.943180281}
"""Quantiles of Student's t as tables print them."""


def engagement(**sections: Any) -> Section:
    """An engagement of January 2025, measured to the end of 2025, over 12 months."""
    return {
        "id": "case",
        "title": "Case",
        "client": {"name": "Works"},
        "currency": "EUR",
        "period": {"start": "2025-01-01", "end": "2025-06-30"},
        "as_of": "2025-12-31",
        **sections,
    }


def monthly(first: str, values: Sequence[object], **columns: Sequence[object]) -> list[list[Any]]:
    """Rows of consecutive months; None leaves a row out."""
    year, month = map(int, first.split("-"))
    names = ("control", "expected", "volume", "n")
    rows = []
    for at, value in enumerate(values):
        cells = [columns[name][at] if name in columns else None for name in names]
        written = [None if cell is None else str(cell) for cell in cells]
        if value is not None:
            rows.append([month_name(12 * year + month - 1 + at), str(value), *written])
    return rows


def kpi(rows: list[list[Any]], method: str = "none", frame: Section | None = None, **keys: Any) -> Kpi:
    """A KPI of such an engagement."""
    growth = {"growth": keys.pop("growth")} if "growth" in keys else {}
    section = {"id": "rate", "unit": "number", "counterfactual": {"method": method, **growth}, **keys}
    return Kpi(section, rows, Grid(frame or engagement()))


def precision(kpi: Kpi) -> Precision:
    """The plain precision, which is there."""
    interval = plain(kpi)
    assert interval is not None
    return interval


def parts(interval: Precision | None) -> tuple[float, float]:
    """The standard error and its degrees of freedom."""
    assert interval is not None
    return interval.se, interval.df


def allowing(kpi: Kpi) -> Adjusted:
    """The adjusted precision, which is there."""
    interval = adjusted(kpi)
    assert interval is not None
    return interval
