"""Engagements of a portfolio, from plain values."""

from typing import Any

from roireport.assess.finding import Finding, Rule
from roireport.assess.verdict import Verdict, verdict
from roireport.measure.engagement import measure
from roireport.model.language import Language
from roireport.present.portfolio.entry import PortfolioEntry, portfolio_entry
from tests.engagements import cost, criterion, engagement
from tests.engagements import gain as gain_line

BLOCKER = Finding(Rule("V01", "blocker", lambda case: (), "source"), "blocker", None, {}, None, None)
BLOCKED = Verdict((BLOCKER,), (), "not_established", low_case=False, mostly_forecast=False, median_beside=False)
OPEN = Verdict((), (), "untested", low_case=False, mostly_forecast=False, median_beside=False)


def entry(
    *, id: str = "works", client: str = "Works", cost_of: float = 100_000, gain: float = 150_000, blocked: bool = False,
    index: float | None = None, sector: str = "Industry", **keys: Any,
) -> PortfolioEntry:  # fmt: skip
    """An engagement whose cost and gain, sure to a fifth, fall in the first month; index points where given."""
    scored = [criterion(baseline=0, current=index, anchors={"worst": 0, "best": 100})] if index is not None else []
    sample = engagement(
        id=id,
        client={"name": client, "sector": sector},
        costs=[cost(cost_of)] if cost_of else [],
        gains=[gain_line(flows={"2025-01": gain}, range={"low": "80%", "high": "120%"})] if gain else [],
        nonfinancial=scored,
        **keys,
    )
    page: tuple[tuple[Language, str], ...] = (("en", f"{id}/index.html"),)
    pdf: tuple[tuple[Language, str], ...] = (("en", f"{id}/{id}.en.pdf"),)
    results = measure(sample)
    judged = verdict(results, [BLOCKER] if blocked else [])
    return portfolio_entry(sample, results, judged, page, pdf)
