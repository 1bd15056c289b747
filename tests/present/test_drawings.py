"""Every chart of a report stays in its box, and no two texts overlap, for extreme data."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, Final

import pytest

from roireport.assess.verdict import verdict
from roireport.chart.drawing import Drawing
from roireport.measure.engagement import measure
from roireport.model.engagement import Engagement
from roireport.model.language import Language
from roireport.model.workspace import Workspace
from roireport.present.blocks import Block, Exhibit, Table, opened
from roireport.present.portfolio.entry import portfolio_entry
from roireport.present.portfolio.page import portfolio
from roireport.present.report import report
from tests.chart.typeface import SMALLEST, outside, overlapping
from tests.contexts import LANGUAGES, ctx, words
from tests.engagements import cost, criterion, engagement, gain, written

SHORT: Final = "Marge"
LONG: Final = "Temps interne des commerciaux et de leurs responsables, formation et coaching compris"
UNBROKEN: Final = "Investissementsinternationaux" * 3
NAMES: Final = [pytest.param(SHORT, id="short"), pytest.param(LONG, id="long"), pytest.param(UNBROKEN, id="unbroken")]
AMOUNTS: Final = [
    pytest.param(12_000, 90_000, id="usual"),
    pytest.param(-12_000, 90_000, id="negative"),
    pytest.param(0, 90_000, id="nothing"),
    pytest.param(1e12, 1e9, id="huge"),
    pytest.param(1e12, 1e14, id="huge loss"),
    pytest.param(0.01, 0.01, id="tiny"),
]
"""Pairs of a monthly gain and the amount of each cost."""
BEFORE: Final = 12
"""Months of the series before the start."""
DIMENSIONS: Final = ("skills", "relationships", "processes")
MEASURED: Final[tuple[dict[str, Any], ...]] = ({}, {"current": 1}, {"current": 5})
COUNTERFACTUALS: Final[tuple[dict[str, Any], ...]] = (
    {"method": "control"}, {"method": "trend"}, {"method": "market", "growth": "3%"}, {"method": "forecast"},
)  # fmt: skip


def _month(n: int) -> str:
    """The month n after January 2025."""
    return f"{2025 + n // 12}-{n % 12 + 1:02d}"


def _rows(months: int, amount: float) -> list[tuple[Any, ...]]:
    """Return a series that rises by a half at the start, a control group and an expectation."""
    whole = range(-BEFORE, months)
    values = ((n, amount * (1 + 0.05 * ((n * 7) % 5)), n >= 0) for n in whole)
    return [(_month(n), value * (1.5 if after else 1), value, value * 1.2) for n, value, after in values]


def extreme(months: int, amount: float, spent: float, name: str, id: str = "extreme") -> Engagement:
    """Return an engagement with every kind of chart, `months` and amounts of this size."""
    kpis = [
        {
            "id": f"k{n}", "name": name, "unit": "money", "direction": "up", "baseline": amount, "target": amount * 2,
            "counterfactual": counterfactual,
        }
        for n, counterfactual in enumerate(COUNTERFACTUALS)
    ]  # fmt: skip
    spread = {"range": {"low": "60%", "high": "150%"}}
    earns = {"label": name, "from": "2025-01", "attribution": {"share": "70%", "confidence": "80%"}, "risk": "10%"}
    gains = [
        gain(id="a", **earns, **spread, per_month=amount, plan={"per_month": amount * 2}, deadweight="10%"),
        gain(id="b", **earns, **spread, per_year=amount, lag="2 months", ramp="6 months", drop_off="20%"),
    ]
    costs = [
        cost(spent, id=f"c{n}", label=name, category=category, **spread)
        for n, category in enumerate(("fees", "client_time", "travel", "tools", "other"))
    ]
    scored = [
        criterion(
            id=f"n{n}", label=name, dimension=dimension, metric=name, anchors={"worst": 1, "best": 5}, baseline=2,
            target=4, **current,
        )
        for n, (dimension, current) in enumerate(product(DIMENSIONS, MEASURED))
    ]  # fmt: skip
    decisions = [
        {
            "id": f"d{n}",
            "decision": name,
            "cost": spent * n,
            "gain": {"low": abs(amount) * n, "high": abs(amount) * n * 3},
        }
        for n in range(1, 4)
    ]
    last = months - 1
    return engagement(
        id=id,
        title=name, client={"name": name}, period={"start": "2025-01-01", "end": "2025-01-31"},
        as_of=f"{_month(last)}-28" if months > 1 else "2025-01-31", horizon=f"{max(12, months)} months",
        discounting={"rate": "8%"}, target_roi="40%", kpis=kpis,
        observed={f"k{n}": _rows(months, amount) for n in range(len(kpis))},
        costs=costs, gains=gains, nonfinancial=scored,
        recommendations={"decisions": decisions},
    )  # fmt: skip


def drawings(blocks: Iterable[Block]) -> Iterator[Drawing]:
    """Yield the drawings of exhibits and of tables."""
    for block in opened(blocks):
        shown = block.body if isinstance(block, Exhibit) else block
        if isinstance(shown, Drawing):
            yield shown
        if isinstance(shown, Drawing) and shown.narrow:
            yield shown.narrow
        if isinstance(shown, Table):
            yield from (cell.drawing for row in shown.rows for cell in row.cells if cell.drawing)


def faults(drawn: Iterable[Drawing]) -> dict[str, list[str]]:
    """Return the marks outside the box, overlapping or too small, by drawing."""
    faulty: dict[str, list[str]] = {}
    for n, drawing in enumerate(drawn):
        small = [text.text for text in drawing.texts if text.size < SMALLEST]
        if wrong := [*map(repr, outside(drawing)), *map(repr, overlapping(drawing)), *small]:
            faulty[f"{n} {drawing.title}"] = wrong
    return faulty


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("months", [1, 2, 60])
@pytest.mark.parametrize(("amount", "spent"), AMOUNTS)
def test_every_drawing_of_a_report_keeps_to_its_box(
    amount: float, spent: float, months: int, name: str, language: Language
) -> None:
    whole = report(ctx(extreme(months, amount, spent, name), language))
    cover = [whole.cover.drawing] if whole.cover.drawing else []
    drawn = [*cover, *drawings(block for section in whole.sections for block in section.blocks)]
    assert len(drawn) >= 15
    assert faults(drawn) == {}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [1, 2, 12])
@pytest.mark.parametrize(("amount", "spent"), AMOUNTS)
def test_every_drawing_of_a_portfolio_keeps_to_its_box(amount: float, spent: float, count: int, name: str) -> None:
    workspace = Workspace.model_validate(written({"site": {"currency": "EUR"}}, "roireport.yaml"))
    engagements = (extreme(2, amount * (1 + n % 7), spent, f"{name} {n}", f"e{n}") for n in range(count))
    entries = [
        portfolio_entry(sample, measure(sample), verdict(measure(sample), ()), (("fr", f"{sample.id}/index.html"),), ())
        for sample in engagements
    ]
    page = portfolio(entries, workspace, words("fr"))
    shown = (page.ranges, page.comparison, page.table)
    drawn = list(drawings(block for block in shown if block))
    assert len(drawn) >= count
    assert faults(drawn) == {}
