"""What portfolio.json compares agrees with the oracle, over random engagements in several currencies and sectors."""

import json
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from roireport.load.engagement import load_engagement
from roireport.load.workspace import load_workspace
from roireport.measure.engagement import measure
from roireport.model.engagement import Engagement
from roireport.present.portfolio.entry import portfolio_entry
from roireport.present.portfolio.rows import portfolio_document
from roireport.problems.problem import Problems
from roireport.text.json_text import json_text
from tests.contexts import words
from tests.oracle.comparison import comparison
from tests.oracle.differences import differences
from tests.oracle.generator import generated
from tests.oracle.writer import write_engagement, write_workspace
from tests.oracle.written import Section
from tests.portfolios import BLOCKED, OPEN

SIZE, SEEDS = 12, (0, 1, 2, 3, 4, 7)  # the last with horizons that end within the first year of benefits
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
    workspace = load_workspace(root)
    assert not isinstance(workspace, Problems), workspace
    entries = []
    for engagement, stands in zip(engagements, established, strict=True):
        write_engagement(root, engagement)
        loaded = load_engagement(root, engagement["id"], workspace.workspace)
        assert isinstance(loaded, Engagement), loaded
        entries.append(portfolio_entry(loaded, measure(loaded), OPEN if stands else BLOCKED, (("en", "index.html"),)))
    document = portfolio_document(entries, workspace.workspace, words("en"))
    return dict(json.loads(json_text(document["comparison"]), parse_float=Decimal))


def headlines(seed: int) -> list[bool]:
    """Which of them are established; most are."""
    pen = Random(-seed)
    return [pen.random() < 0.8 for _ in range(SIZE)]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_group_is_what_a_second_implementation_computes(seed: int, tmp_path: Path) -> None:
    engagements, established = firm(seed), headlines(seed)
    portfolio = published(tmp_path / "workspace", engagements, established)
    assert list(differences(comparison(engagements, established, "EUR", RATES), portfolio)) == []


def test_the_random_firms_reach_what_there_is_to_reach() -> None:
    """An agreement over nothing would say little."""
    comparisons = [comparison(firm(seed), headlines(seed), "EUR", RATES) for seed in SEEDS]
    wholes = [one["all"] for one in comparisons]
    standings = {each["standing"] for one in comparisons for each in one["not_compared"]}
    assert standings == {"not_established", "undefined", "without_rate"}
    assert sum(whole["compared"] > 1 for whole in wholes) > len(SEEDS) / 2
    assert {whole["compared"] % 2 for whole in wholes} == {0, 1}
    assert any(whole["first_year_below_12_months"] for whole in wholes)
    assert sum(len(one["sectors"]) == 3 and len(one["kinds"]) > 2 for one in comparisons) > len(SEEDS) / 2
