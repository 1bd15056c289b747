"""G11, V13: whether what is written can be followed to a document, in one currency."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from roireport.assess.finding import Case, Fact, Trigger, for_author, phrases, rule
from roireport.assess.sources import PHILLIPS
from roireport.assess.valuation import on_gain
from roireport.model.cost import Cost
from roireport.model.gain import Gain

SIGNS: Final[Mapping[str, str]] = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
CODES: Final = "EUR|USD|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|CZK|HUF|RON|CNY|INR|BRL|MXN|ZAR|MAD|TND|XOF"
"""ISO 4217: the currencies of the firms that use the tool, and of their usual clients."""
_CURRENCY: Final = re.compile(rf"\b(?:{CODES})\b|[€$£¥]")


@rule("G11", "warning", f"{PHILLIPS}, guiding principle 3: use only the most credible sources", key="gains.source")
def source_not_named(case: Case) -> Iterator[Trigger]:
    """G11: a gain, or the KPI that carries one, names no source."""
    for result in case.results.financial.gains:
        gain = result.gain
        kpi = case.engagement.kpi(gain.kpi) if gain.kpi else None
        missing = [name for name, noun in (("gain", gain), ("kpi", kpi)) if noun is not None and noun.source is None]
        if missing:
            facts: dict[str, Fact] = {"missing": phrases("G11", missing), "net": result.net}
            yield on_gain(gain, facts)


@for_author
@rule(
    "V13",
    "info",
    "IFRS Foundation, IAS 21 The Effects of Changes in Foreign Exchange Rates",
    key="costs.source",
)
def another_currency_named(case: Case) -> Iterator[Trigger]:
    """V13: the label or the source of a line names another currency than the engagement's."""
    lines: tuple[Cost | Gain, ...] = (*case.engagement.costs, *case.engagement.gains)
    for line in lines:
        for key, text in (("label", line.label), ("source", line.source)):
            others = _currencies(text or "") - {case.engagement.currency}
            if others:
                yield _in_text(line, key, sorted(others), case.engagement.currency)
                break


def _currencies(text: str) -> set[str]:
    return {SIGNS.get(name, name) for name in _CURRENCY.findall(text)}


def _in_text(line: Cost | Gain, key: str, others: list[str], currency: str) -> Trigger:
    facts: dict[str, Fact] = {"label": line.label, "n": len(others), "others": tuple(others), "currency": currency}
    return Trigger(line.id, facts, line.place(key))
