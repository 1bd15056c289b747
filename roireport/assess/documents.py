"""G11 to G13, V13, V15: whether what is written can be followed to a document, in one currency."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from roireport.assess.correction import halved
from roireport.assess.finding import Case, Fact, Trigger, finding_phrases, for_author, on_gain, phrase, phrases, rule
from roireport.assess.sources import COMMUNICATED, CREDIBLE, IAS_21, LANGUAGE_CODES
from roireport.model.cost import Cost
from roireport.model.gain import Gain
from roireport.model.local_text import texts_without
from roireport.model.place import Place

SIGNS: Final[Mapping[str, str]] = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY"}
CODES: Final = "EUR|USD|GBP|CHF|JPY|CAD|AUD|SEK|NOK|DKK|PLN|CZK|HUF|RON|CNY|INR|BRL|MXN|ZAR|MAD|TND|XOF"
"""ISO 4217: the currencies of the firms that use the tool, and of their usual clients."""
_CURRENCY: Final = re.compile(rf"\b(?:{CODES})\b|[€$£¥]")


@rule("G11", "warning", CREDIBLE, key="gains.source")
def source_not_named(case: Case) -> Iterator[Trigger]:
    """G11: a gain, or the KPI that carries one, names no source.

    If the doubt is right half of the gain is left.
    """
    for result in case.results.financial.gains:
        gain = result.gain
        kpi = case.engagement.kpi(gain.kpi) if gain.kpi else None
        missing = [name for name, noun in (("gain", gain), ("kpi", kpi)) if noun is not None and noun.source is None]
        if missing:
            facts: dict[str, Fact] = {"missing": phrases("G11", missing), "net": result.net}
            yield on_gain(gain, facts).corrected(halved([result]))


@for_author
@rule("V15", "info", COMMUNICATED, key="gains.booked")
def gain_nobody_booked(case: Case) -> Iterator[Trigger]:
    """V15: a cashable saving or a margin that nobody has booked, or a gain without an owner."""
    for gain in case.engagement.gains:
        accountable = gain.kind == "margin" or (gain.kind == "saving" and gain.cashable)
        missing = ["booked"] if accountable and gain.booked is None else []
        missing += ["owner"] if gain.owner is None else []
        if missing:
            yield on_gain(gain, {"missing": phrases("V15", missing)})


@for_author
@rule("G12", "warning", COMMUNICATED, key="as_of")
def written_but_not_read(case: Case) -> Iterator[Trigger]:
    """G12: rows of a series after as_of, or a file of data/ or narrative/ that nothing reads."""
    for kpi in case.results.kpis:
        if kpi.ignored:
            counted: dict[str, Fact] = {"n": len(kpi.ignored), "first": kpi.ignored[0], "as_of": case.engagement.as_of}
            facts = finding_phrases("G12", "rows", label=kpi.kpi.name, **counted)
            yield Trigger(kpi.kpi.id, facts, kpi.kpi.place("series"))
    for file in case.engagement.unread_files:
        facts = finding_phrases("G12", "file", file=file, as_of=case.engagement.as_of)
        yield Trigger(None, facts, Place(f"{case.engagement.folder}/{file}"))


@for_author
@rule("G13", "warning", LANGUAGE_CODES, key="title")
def text_without_a_form(case: Case) -> Iterator[Trigger]:
    """G13: a report's language in which some texts, written in several languages, have no form."""
    for language in case.engagement.language:
        places = list(texts_without(case.engagement, language))
        if places:
            facts: dict[str, Fact] = {"language": phrase("G13", language), "n": len(places)}
            facts["places"] = tuple(map(str, places))
            yield Trigger(None, facts, places[0])


@for_author
@rule(
    "V13",
    "info",
    IAS_21,
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
