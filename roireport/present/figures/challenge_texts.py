"""A finding in sentences."""

from dataclasses import dataclass
from datetime import date

from roireport.assess.finding import Fact, Finding, Phrase
from roireport.measure.figure import Figure
from roireport.model.period import Span
from roireport.present.desk import Desk
from roireport.present.language.said import Said


@dataclass(frozen=True, slots=True)
class ChallengeTexts:
    """What was found, the numbers, and what to do."""

    name: str
    message: str
    evidence: str
    remedy: str


def challenge_texts(desk: Desk, finding: Finding) -> ChallengeTexts:
    """The sentences of a finding in the language of the desk."""
    facts = {name: _fact(desk, fact) for name, fact in finding.facts.items()}
    facts.setdefault("subject", finding.subject or "")
    rule = f"challenge.{finding.rule.id}"
    parts = (desk.words(f"{rule}.{part}", **facts) for part in ("name", "message", "evidence", "remedy"))
    return ChallengeTexts(*parts)


def _path_of(desk: Desk, figure: Figure) -> tuple[str, ...]:
    """The path of a figure of the results, so that what a finding quotes is traced; none for a threshold."""
    return next(((path,) for path, each in desk.figures.items() if each is figure), ())


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
            return desk.words(fact.key, **{name: _fact(desk, inner) for name, inner in fact.facts.items()})
        case tuple():
            return desk.words.listed([_fact(desk, one) for one in fact])
        case str():
            return fact
