"""What portfolio.json compares agrees with the oracle, over random engagements in several currencies and sectors."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from roireport.load.engagement import load_engagement
from roireport.load.workspace import load_workspace
from roireport.measure.engagement import measure
from roireport.model.engagement import Engagement
from roireport.present.portfolio.page import PortfolioEntry
from roireport.present.portfolio.rows import portfolio_document
from roireport.problems.problem import Problems
from tests.desks import words
from tests.oracle.comparison import comparison
from tests.oracle.differences import differences
from tests.oracle.generator import generated
from tests.oracle.writer import write_engagement, write_workspace
from tests.oracle.written import Section
from tests.portfolios import BLOCKED, OPEN

SIZE = 12
RATES = [
    {"date": "2019-06-30", "from": "USD", "to": "EUR", "rate": "0.8815"},
    {"date": "2024-12-31", "from": "USD", "to": "EUR", "rate": "0.9626"},
    {"date": "2023-12-31", "from": "CHF", "to": "EUR", "rate": "1.0798"},
    {"date": "2019-01-01", "from": "EUR", "to": "GBP", "rate": "0.9"},
]


def firm(seed: int) -> list[Section]:
    """Engagements of several sectors and currencies."""
    pen = Random(seed)
    sectors = [{}, {"sector": "Energy"}, {"sector": "Metals"}]
    return [
        {
            **generated(1000 + SIZE * seed + n),
            "client": {"name": "Works", **pen.choice(sectors)},
            "currency": pen.choice(["EUR", "EUR", "USD", "CHF", "GBP"]),
        }
        for n in range(SIZE)
    ]


def published(root: Path, engagements: list[Section], established: list[bool]) -> dict[str, Any]:
    """The comparison as portfolio.json holds it, from the files on."""
    write_workspace(root, site={"currency": "EUR"}, exchange_rates=RATES)
    found = load_workspace(root)
    assert not isinstance(found, Problems), found
    entries = []
    for engagement, stands in zip(engagements, established, strict=True):
        write_engagement(root, engagement)
        loaded = load_engagement(root, engagement["id"], found.workspace)
        assert isinstance(loaded, Engagement), loaded
        entries.append(PortfolioEntry(loaded, measure(loaded), OPEN if stands else BLOCKED, ""))
    document = portfolio_document(entries, found.workspace, words("en"))
    return dict(json.loads(json.dumps(document["comparison"])))


@pytest.mark.parametrize("seed", range(4))
def test_every_group_is_what_a_second_implementation_computes(seed: int, tmp_path: Path) -> None:
    engagements, pen = firm(seed), Random(-seed)
    established = [pen.random() < 0.8 for _ in engagements]
    found = published(tmp_path / "workspace", engagements, established)
    assert list(differences(comparison(engagements, established, "EUR", RATES), found)) == []
    # An agreement over nothing would say little.
    assert found["all"]["compared"] > 1
    assert {one["standing"] for one in found["not_compared"]} >= {"not_established", "without_rate"}
    assert len(found["sectors"]) == 3
