"""A finding in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from roireport.assess.finding import Fact, Finding, Phrase
from roireport.measure.figure import Figure
from roireport.model.period import Span
from roireport.present.desk import Desk
from roireport.present.language.said import Said

MOST_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True)
class ChallengeTexts:
    """What was found, the numbers, and what to do."""

    name: str
    message: str
    evidence: str
    remedy: str


def challenge_texts(desk: Desk, finding: Finding) -> ChallengeTexts:
    """The sentences of a finding in the language of the desk."""
    facts = _facts(desk, finding.facts)
    facts.setdefault("subject", finding.subject or "")
    rule = f"challenge.{finding.rule.id}"
    parts = (desk.words(f"{rule}.{part}", **facts) for part in ("name", "message", "evidence", "remedy"))
    return ChallengeTexts(*parts)


def _path_of(desk: Desk, figure: Figure) -> tuple[str, ...]:
    """The path of a figure of the results, so that what a finding quotes is traced; none for a threshold."""
    return next(((path,) for path, each in desk.figures.items() if each is figure), ())


def _facts(desk: Desk, facts: Mapping[str, Fact]) -> dict[str, str]:
    """The facts in words; what rounds to its threshold has the decimals that tell them apart."""
    told = {name: _fact(desk, fact) for name, fact in facts.items()}
    threshold = facts.get("threshold")
    if isinstance(threshold, Figure):
        for name, fact in facts.items():
            if isinstance(fact, Figure) and fact.unit == "ratio" and told[name] == told["threshold"]:
                told[name] = Said(_apart(desk, fact, threshold), _path_of(desk, fact))
    return told


def _apart(desk: Desk, figure: Figure, threshold: Figure) -> str:
    """A share with as many decimals as tell it from its threshold; the threshold itself with none."""
    texts = (desk.text(figure, places=places) for places in range(1, MOST_DECIMALS + 1))
    others = (desk.text(threshold, places=places) for places in range(1, MOST_DECIMALS + 1))
    return next((text for text, other in zip(texts, others, strict=True) if text != other), desk.text(figure))


def _fact(desk: Desk, fact: Fact) -> str:
    match fact:
        case Figure():
            return Said(desk.text(fact), _path_of(desk, fact))
        case date():
            return desk.formats.day(fact)
        case int():
            return str(fact)
        case Span():
            return desk.formats.span(fact)
        case Phrase():
            return desk.words(fact.key, **_facts(desk, fact.facts))
        case tuple():
            return desk.words.listed([_fact(desk, one) for one in fact])
        case str():
            return fact
