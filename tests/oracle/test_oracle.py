"""The published results of random engagements agree with the oracle in every number, and in what has none."""

import json
import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from roireport.evaluate import evaluate
from roireport.load.engagement import load_engagement
from roireport.model.engagement import Engagement
from roireport.problems.problem import Problems
from roireport.text.json_text import json_text
from roireport.workspace import open_workspace
from tests.oracle.differences import differences
from tests.oracle.generator import generated
from tests.oracle.oracle import document
from tests.oracle.writer import write_engagement, write_workspace
from tests.oracle.written import Section

CASES = int(os.environ.get("ROIREPORT_ORACLE_CASES", "150"))
"""How many engagements; `make oracle` takes 10,000."""
SHARD = 25


def published(root: Path, engagements: list[Section]) -> list[dict[str, Any]]:
    """What results.json would hold for each engagement, from its files on."""
    write_workspace(root)
    for engagement in engagements:
        write_engagement(root, engagement)
    opened = open_workspace(root)
    assert not isinstance(opened, Problems), opened
    documents = []
    for engagement in engagements:
        loaded = load_engagement(opened.root, engagement["id"], opened.settings)
        assert isinstance(loaded, Engagement), loaded
        appraisal = evaluate(loaded, opened, commit=None)
        documents.append(json.loads(json_text(appraisal.document), parse_float=Decimal))
    return documents


SEEDS = (
    *(range(first, min(first + SHARD, CASES)) for first in range(0, CASES, SHARD)),
    (1415, 1901, 3048, 3247, 7739, 8456),
)
"""Engagements by the shard, and those of `make oracle` in which the two have differed once."""


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: str(seeds[0]))
def test_every_number_is_what_a_second_implementation_computes(seeds: Sequence[int], tmp_path: Path) -> None:
    engagements = [generated(seed) for seed in seeds]
    different = [
        f"{engagement['id']} {difference}"
        for engagement, results in zip(engagements, published(tmp_path / "workspace", engagements), strict=True)
        for difference in differences(document(engagement), results)
    ]
    assert not different, "\n".join(different)
