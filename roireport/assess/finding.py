"""A finding: a rule that fired, what it concerns, and the facts that its sentences need."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from roireport.measure.figure import Figure
from roireport.measure.results import Results
from roireport.model.engagement import Engagement
from roireport.model.expectation import Acceptance
from roireport.model.place import Place
from roireport.model.workspace import Severity

Family = Literal["unquantified", "time_lag", "attribution", "valuation", "risk", "governance"]

Fact: TypeAlias = Figure | date | int | str
"""A fact of a finding; a text is either the consultant's own words or, with a leading @, a key of the words."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Why a rule fires: its subject (an id, or None for the engagement), the facts, where it was written."""

    subject: str | None
    facts: Mapping[str, Fact]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule looks at; `threshold` is the rule's own, as set in roireport.yaml or by default."""

    engagement: Engagement
    results: Results
    threshold: Decimal


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the checklist knows it; `check` is pure and yields a trigger for each subject it fires on."""

    id: str
    family: Family
    severity: Severity
    check: Callable[[Case], Iterable[Trigger]]
    source: str
    threshold: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired; `accepted` by whom and until when, where somebody accepted it."""

    rule: Rule
    severity: Severity
    subject: str | None
    facts: Mapping[str, Fact]
    place: Place | None
    accepted: Acceptance | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the headline stands: not where a blocker is open; marked where a blocker was accepted."""

    blockers: tuple[Finding, ...]
    accepted_blockers: tuple[Finding, ...]

    @property
    def established(self) -> bool:
        """Whether no blocker is open."""
        return not self.blockers
