"""A finding: a rule that fired, its subject and the facts for its sentences."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final, Literal, TypeAlias, Union

from roireport.assess.correction import Correction
from roireport.measure.figure import Figure, typed
from roireport.measure.results import Results
from roireport.model.engagement import Engagement
from roireport.model.expectation import Acceptance
from roireport.model.gain import Gain
from roireport.model.kpi import Kpi
from roireport.model.period import Span
from roireport.model.place import Place
from roireport.model.workspace import Severity

Family = Literal["unquantified", "time_lag", "attribution", "valuation", "risk", "governance"]

FAMILIES: Final[Mapping[str, Family]] = {
    "U": "unquantified",
    "L": "time_lag",
    "A": "attribution",
    "V": "valuation",
    "R": "risk",
    "G": "governance",
}
"""The families in the order of the checklist, by the letter of their ids."""

Fact: TypeAlias = Union[Figure, "Phrase", Span, date, int, str, tuple["Fact", ...]]
"""A fact of a finding: a text is the consultant's, a Phrase is ours; several facts are listed (a, b and c)."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A key of the words, and the facts that its sentence needs."""

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


def phrase(rule: str, name: str, **facts: Fact) -> Phrase:
    """The words that a rule has for one of its cases, such as U01's for `anchors`."""
    return Phrase(f"challenge.{rule}.{name}", facts)


def finding_phrases(rule: str, name: str, **facts: Fact) -> dict[str, Fact]:
    """Return the words for one case of a rule: `what` was found, and its `numbers`."""
    return {"what": phrase(rule, name, **facts), "numbers": phrase(rule, f"{name}_numbers", **facts)}


def phrases(rule: str, names: Iterable[str]) -> tuple[Fact, ...]:
    """The words that a rule has for each of several cases."""
    return tuple(phrase(rule, name) for name in names)


Cause: TypeAlias = Literal[
    "nothing_nonfinancial",
    "effect",
    "share",
    "forecast",
    "full_effect",
    "gain_not_measured",
    "ranges_missing",
    "shared_driver",
    "cost_not_loaded",
    "internal_rate",
]
"""Why findings of several rules come together.

effect: the effect on a KPI is in doubt; share: the share claimed of a gain; forecast: what is forecast of a gain;
shared_driver: a gain counts what another counts. These four are one cause for each KPI or gain.
"""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Why a rule fires.

    Args:
        subject: The id of what it is about; None for the engagement.
        place: Where that was written.
        severity: Where it differs from that of the rule in this case; a setting of the firm goes before it.
        correction: What gain and cost become if the doubt is right; None where that cannot be said.
        about: The KPI or gain that shares a cause with other findings, where the cause of the rule is one for each.
        cause: Where it differs from that of the rule in this case.
        key: The YAML key to write, where it differs from that of the rule in this case.
    """

    subject: str | None
    facts: Mapping[str, Fact]
    place: Place | None = None
    severity: Severity | None = None
    correction: Correction | None = None
    about: str | None = None
    cause: Cause | None = None
    key: str | None = None

    def corrected(self, correction: Correction) -> "Trigger":
        """The same with what gain and cost become if the doubt is right."""
        return replace(self, correction=correction)


def on_gain(gain: Gain, facts: Mapping[str, Fact], key: str | None = None) -> Trigger:
    """Trigger a rule on a gain, at one of its keys or where it begins."""
    return Trigger(gain.id, {"label": gain.label, **facts}, gain.place(key), about=gain.id)


def on_kpi(kpi: Kpi, facts: Mapping[str, Fact], key: str | None = None) -> Trigger:
    """Trigger a rule on a KPI, at one of its keys or where it begins."""
    return Trigger(kpi.id, {"label": kpi.name, **facts}, kpi.place(key), about=kpi.id)


@dataclass(frozen=True, slots=True)
class Case:
    """The input of a rule.

    Args:
        threshold: Its setting in roireport.yaml or its default.
        established: The KPIs whose effect is established; empty for the rules that decide it.
        firm: The name of the consulting firm, where it is given.
    """

    engagement: Engagement
    results: Results
    threshold: Decimal
    established: frozenset[str] = frozenset()
    firm: str | None = None

    @property
    def limit(self) -> Figure:
        """The threshold of a rule that compares a share, as a figure."""
        return typed(self.threshold, "ratio", None)


Check: TypeAlias = Callable[[Case], Iterable[Trigger]]
"""The condition of a rule: pure, a trigger for each subject that it fires on."""

Counted = Literal["months", "periods", "deviations", "days", "cases"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A challenge of the checklist.

    Args:
        threshold: Its default limit; 0 where it has none.
        counts: What the threshold counts; None for a percentage.
        key: The YAML key to write, by its section, or the folder `narrative`.
        for_author: Whether its findings are for the author alone: `check` and the site print them, a report does not.
        cause: The cause that its findings share with those of other rules; None where they have one of their own.
    """

    id: str
    severity: Severity
    check: Check
    source: str
    threshold: Decimal = Decimal(0)
    counts: Counted | None = None
    key: str = ""
    for_author: bool = False
    cause: Cause | None = None

    @property
    def family(self) -> Family:
        """The family that its id begins with."""
        return FAMILIES[self.id[0]]


def rule(
    id: str,
    severity: Severity,
    source: str,
    *,
    key: str,
    threshold: Decimal = Decimal(0),
    counts: Counted | None = None,
) -> Callable[[Check], Rule]:
    """Make a rule of the function that checks it."""
    return lambda check: Rule(id, severity, check, source, threshold, counts, key)


def cause(shared: Cause) -> Callable[[Rule], Rule]:
    """Name the cause that the findings of a rule share with those of others."""
    return lambda rule: replace(rule, cause=shared)


def for_author(rule: Rule) -> Rule:
    """Address the findings of a rule to the author alone."""
    return replace(rule, for_author=True)


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired.

    Args:
        accepted: By whom and until when, where somebody accepted it.
        correction: What gain and cost become if the doubt is right; None where that cannot be said.
        effect: What that does to the ROI: points as a fraction, undefined where the ROI is.
        cause: Why it fired, as findings of other rules may too: a cause, or the id of its rule.
        about: The KPI or gain of which the cause is one.
        key: The YAML key to write.
    """

    rule: Rule
    severity: Severity
    subject: str | None
    facts: Mapping[str, Fact]
    place: Place | None
    accepted: Acceptance | None
    correction: Correction | None = None
    effect: Figure | None = None
    cause: str = ""
    about: str | None = None
    key: str | None = None
