"""A finding in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from roireport.assess.finding import Fact, Finding, Phrase
from roireport.measure.figure import Figure
from roireport.model.period import Span
from roireport.present.context import ReportContext
from roireport.present.language.quoted_text import QuotedText

MOST_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True)
class ChallengeTexts:
    """What was found, the numbers, what the author can do, and what would settle it, said to the client."""

    name: str
    message: str
    evidence: str
    remedy: str
    settles: str


def challenge_texts(ctx: ReportContext, finding: Finding) -> ChallengeTexts:
    """The sentences of a finding in the language of the context."""
    facts = _facts(ctx, finding.facts)
    facts.setdefault("subject", finding.subject or "")
    rule = f"challenge.{finding.rule.id}"
    settles = f"{rule}.settles"
    keys = (f"{rule}.name", f"{rule}.message", f"{rule}.evidence", f"{rule}.remedy")
    texts = (ctx.words(key, **facts) for key in (*keys, settles if settles in ctx.words else f"{rule}.remedy"))
    return ChallengeTexts(*texts)


def _path_of(ctx: ReportContext, figure: Figure) -> tuple[str, ...]:
    """The path of a figure of the results, so that what a finding quotes is traced; none for a threshold."""
    return next(((path,) for path, candidate in ctx.figures.items() if candidate is figure), ())


def _facts(ctx: ReportContext, facts: Mapping[str, Fact]) -> dict[str, str]:
    """The facts in words; what rounds to its threshold has the decimals that tell them apart."""
    texts = {name: _fact(ctx, fact) for name, fact in facts.items()}
    threshold = facts.get("threshold")
    if isinstance(threshold, Figure):
        for name, fact in facts.items():
            if isinstance(fact, Figure) and fact.unit == "ratio" and texts[name] == texts["threshold"]:
                texts[name] = QuotedText(_apart(ctx, fact, threshold), _path_of(ctx, fact))
    return texts


def _apart(ctx: ReportContext, figure: Figure, threshold: Figure) -> str:
    """A share with as many decimals as tell it from its threshold; the threshold itself with none."""
    texts = (ctx.text(figure, places=places) for places in range(1, MOST_DECIMALS + 1))
    others = (ctx.text(threshold, places=places) for places in range(1, MOST_DECIMALS + 1))
    return next((text for text, other in zip(texts, others, strict=True) if text != other), ctx.text(figure))


def _fact(ctx: ReportContext, fact: Fact) -> str:
    match fact:
        case Figure():
            return QuotedText(ctx.text(fact), _path_of(ctx, fact))
        case date():
            return ctx.formats.day(fact)
        case int():
            return str(fact)
        case Span():
            return ctx.formats.span(fact)
        case Phrase():
            return ctx.words(fact.key, **_facts(ctx, fact.facts))
        case tuple():
            return ctx.words.listed([_fact(ctx, one) for one in fact])
        case str():
            return fact
